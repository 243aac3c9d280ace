"""The blame bundle: wording that explains or judges the event by a person."""

MODULES: tuple[str, ...] = (
    "person_failed",
    "person_caused",
    "person_counterfactual",
    "blaming_by_phrase",
    "human_error_as_cause",
    "judgement",
    "hindsight",
    "motive",
    "fault_assignment",
    "punitive",
    "person_fix",
    "loaded_verb",
    "blame_user",
    "blame_model",
)
