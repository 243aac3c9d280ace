"""The structure bundle: sections, links, stems, and the comments that suppress findings."""

MODULES: tuple[str, ...] = (
    "suppression_without_reason",
    "unknown_suppression",
    "unreadable_file",
    "unused_suppression",
)
