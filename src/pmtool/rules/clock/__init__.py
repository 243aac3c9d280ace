"""The clock bundle: legal and contractual deadlines. Nothing it says is legal advice."""

MODULES: tuple[str, ...] = (
    "unknown_clock",
    "unconsidered_clock",
    "unanchored_clock",
    "running_out",
    "missed_deadline",
    "late_without_reasons",
    "unexplained_exemption",
)
