"""The schema bundle: the front matter of a review, and the name of its file."""

MODULES: tuple[str, ...] = (
    "missing_front_matter",
    "unreadable_front_matter",
    "unsafe_front_matter",
    "duplicate_key",
    "unknown_key",
    "wrong_type",
    "unknown_value",
    "naive_time",
    "unreadable_time",
    "irregular_time",
    "empty_title",
    "missing_field",
    "undecided_action",
    "facilitator_among_authors",
    "undated_stem",
    "stem_date_differs",
    "published_too_early",
    "skipped_review",
    "weakened_after_publication",
)
