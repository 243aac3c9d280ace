"""JSON Schemas of what `pm stats`, `pm recurrence`, `pm similar` and `pm audit` print. Standard library only."""

from typing import Any

from pmtool.schema.outputs import DIALECT

_COUNT = {"type": "integer", "minimum": 0}
_NUMBER = {"type": "number"}
_NUMBER_OR_NULL = {"type": ["number", "null"]}
_TEXT = {"type": "string"}
_TEXT_OR_NULL = {"type": ["string", "null"]}
_DAY_OR_NULL = {"type": ["string", "null"], "format": "date"}
_COUNTS = {"type": "object", "additionalProperties": _COUNT}
_TEXTS = {"type": "array", "items": _TEXT}


def _object(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": required | optional,
        "required": list(required),
        "additionalProperties": False,
    }


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _listed(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": schema}


def _titled(name: str, body: dict[str, Any]) -> dict[str, Any]:
    head = {
        "$schema": DIALECT,
        "$id": f"urn:pmtool:schema:{name}:1",
        "title": f"Output of pm {name} --format json",
    }
    return head | body


def _duration() -> dict[str, Any]:
    seconds = {
        "type": ["integer", "null"],
        "minimum": 0,
        "description": "Whole seconds; null for too few values.",
    }
    named = {
        f"{name}{end}_seconds": seconds
        for name in ("median", "q25", "q75", "q90")
        for end in ("", "_low", "_high")
    }
    return _object(
        {
            "measure": _TEXT,
            "from": _TEXT,
            "to": _TEXT,
            "n": _COUNT,
            "missing": _COUNT,
            "contradictory": _COUNT,
            "estimated": _COUNT,
            "day_only": _COUNT,
            **named,
            "distribution": _COUNTS,
        }
    )


def _figures() -> dict[str, Any]:
    return {
        "reviews": _COUNT,
        "first": _DAY_OR_NULL,
        "last": _DAY_OR_NULL,
        "undated": _COUNT,
        "left_aside": _COUNTS,
        "status": _COUNTS,
        "severity": _COUNTS,
        "durations": _listed(_duration()),
        "detected_by": _COUNTS,
        "found_outside": _COUNT,
        "found_known": _COUNT,
        "factors": _listed(_object({"factor": _TEXT, "reviews": _COUNT})),
        "factor_pairs": _listed(_object({"factors": _TEXTS, "reviews": _COUNT})),
        "single_factor": _COUNT,
        "existed_before": _object({"yes": _COUNT, "stated": _COUNT}),
        "actions": _object(
            {
                "strength": _COUNTS,
                "done": _COUNT,
                "verified": _COUNT,
                "not_effective": _COUNT,
                "declined": _COUNT,
            }
        ),
        "without_actions": _COUNT,
    }


def _coverage() -> dict[str, Any]:
    return _object(dict.fromkeys(("incidents", "qualifying", "reviewed", "published", "pending"), _COUNT))


def stats_schema() -> dict[str, Any]:
    """The schema of `pm stats --format json`: an object; `by` and `groups` with `--by`."""
    rate = dict.fromkeys(("exposure", "rate", "low", "high"), _NUMBER)
    rates = _listed(_object({"unit": _TEXT, "from": _TEXT, "to": _TEXT, "events": _COUNT, **rate}))
    whole = {
        **_figures(),
        "time_to_review": _or_null(_duration()),
        "qualifying": _or_null(_coverage()),
        "rates": _or_null(rates),
    }
    return _titled(
        "stats", _object(whole, by=_TEXT, groups=_listed(_object({"group": _TEXT_OR_NULL, **_figures()})))
    )


def recurrence_schema() -> dict[str, Any]:
    """The schema of `pm recurrence --format json`: an object."""
    period = _object(
        {"events": _COUNT, "exposure": _NUMBER} | dict.fromkeys(("rate", "low", "high"), _NUMBER_OR_NULL)
    )
    compared = ("ratio", "low", "high", "p", "level", "event_free_exposure_needed", "event_free_days_needed")
    comparison = _object(
        {
            "unit": _TEXT,
            "before": period,
            "after": period,
            **dict.fromkeys(compared, _NUMBER_OR_NULL),
            "settled_out": _COUNT,
        }
    )
    crow = {
        "beta": _NUMBER,
        "unbiased": _NUMBER,
        "lambda": _NUMBER,
        "low": _NUMBER_OR_NULL,
        "high": _NUMBER_OR_NULL,
    }
    trend = _object(
        {
            "events": _COUNT,
            "ties": _COUNT,
            "laplace": _object({"u": _NUMBER, "p": _NUMBER}),
            "mil_hdbk_189": _object({"statistic": _NUMBER, "freedom": _COUNT, "p": _NUMBER}),
            "crow_amsaa": _object(crow),
        }
    )
    step = {"day": _NUMBER, "at_risk": _COUNT, "mean": _NUMBER, "poisson_variance": _NUMBER}
    fleet = _object(
        {"services": _COUNT, "steps": _listed(_object({**step, "robust_variance": _NUMBER_OR_NULL}))}
    )
    inputs = _object(
        {
            "factors": _TEXTS,
            "services": _TEXTS,
            "severities": _TEXTS,
            "observed_from": _TEXT,
            "observed_to": _TEXT,
            "observed_from_given": {"type": "boolean"},
            "split": _TEXT_OR_NULL,
            "split_day": _DAY_OR_NULL,
            "settle_days": _COUNT,
            "exposure": _TEXT,
            "looks": {"type": "integer", "minimum": 1},
        }
    )
    alarm = {"factor": _TEXT, "service": _TEXT_OR_NULL, "reviews": _TEXTS, "first": _TEXT, "last": _TEXT}
    return _titled(
        "recurrence",
        _object(
            {
                "verdict": {"enum": ["fewer", "more", "cannot_tell"]},
                "reason": _TEXT,
                "inputs": inputs,
                "method": _object({"pm": _TEXT, "test": _TEXT, "truncation": _TEXT}),
                "events": _listed(_object({"review": _TEXT, "date": _DAY_OR_NULL})),
                "comparison": _or_null(comparison),
                "trend": _or_null(trend),
                "dispersion": _or_null(_object({"factor": _NUMBER, "p": _NUMBER, "bins": _COUNT})),
                "mean_cumulative": _or_null(fleet),
                "alarms": _listed(_object({**alarm, "declared": {"type": "boolean"}})),
                "threats": _TEXTS,
            }
        ),
    )


def similar_schema() -> dict[str, Any]:
    """The schema of `pm similar --format json`: an array, the most like first."""
    action = _object(
        {"id": _TEXT, "text": _TEXT, "state": _TEXT, "owner": _TEXT_OR_NULL, "due": _TEXT_OR_NULL}
    )
    match = _object(
        {
            "review": _TEXT,
            "path": _TEXT,
            "title": _TEXT_OR_NULL,
            "date": _DAY_OR_NULL,
            "score": {"type": "number", "minimum": 0, "maximum": 1},
            "terms": _TEXTS,
            "concepts": _TEXTS,
            "factors": _TEXTS,
            "services": _TEXTS,
            "model": _TEXT_OR_NULL,
            "verdict": {"enum": ["recurrence_of", "not_same_as", None]},
            "unfinished_actions": _listed(action),
        }
    )
    return _titled("similar", _listed(match))


def audit_schema() -> dict[str, Any]:
    """The schema of `pm audit --format json`: an object."""
    finding = _object(
        {
            "gap": {"enum": ["no_review", "no_analysis", "late_review", "not_verified"]},
            "incident": _TEXT_OR_NULL,
            "review": _TEXT_OR_NULL,
            "severity": _TEXT_OR_NULL,
            "due": _DAY_OR_NULL,
            "days_late": {"type": ["integer", "null"]},
            "message": _TEXT,
        }
    )
    return _titled("audit", _object({"findings": _listed(finding), "coverage": _or_null(_coverage())}))
