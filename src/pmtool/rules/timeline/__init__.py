"""The timeline bundle: order, zone, window, gaps and unreadable times."""

MODULES: tuple[str, ...] = (
    "contradicted_duration",
    "contradicted_time",
    "disordered_times",
    "long_gap",
    "out_of_order",
    "outside_window",
    "thin_timeline",
    "unreadable_stamp",
    "unstated_zone",
)
