"""The structure bundle: sections, links, stems, and the comments that suppress findings."""

MODULES: tuple[str, ...] = (
    "missing_section",
    "empty_section",
    "duplicate_section",
    "placeholder",
    "broken_link",
    "missing_path",
    "unknown_review",
    "duplicate_stem",
    "unjudged_resemblance",
    "unclosed_block",
    "heading_jump",
    "several_titles",
    "suppression_without_reason",
    "unknown_suppression",
    "unreadable_file",
    "unused_suppression",
)
