"""The actions bundle: owners, dates, wording, strength, evidence."""

MODULES: tuple[str, ...] = (
    "contradictory_state",
    "duplicate_id",
    "incomplete_action",
    "long_undecided",
    "no_actions",
    "overdue_action",
    "overrated_strength",
    "ownerless_action",
    "undated_action",
    "undated_verification",
    "unexplained_decline",
    "unknown_field",
    "unknown_value",
    "unproven_done",
    "unreadable_date",
    "unwatched_prevention",
    "vague_action",
    "verbless_action",
    "weaker_only",
)
