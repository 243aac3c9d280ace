"""The inventory of AI systems, `systems.yaml`, as Pydantic models: what `pm new --system` copies into a review."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field, ValidationError

from pmtool.model.front_matter import Value
from pmtool.schema.record import Autonomy, Block, Period, RiskClass, Role

INVENTORY_ID = "urn:pmtool:schema:systems:1"


class SystemRecord(Block):
    """One AI system: the facts that a review of an event with it needs."""

    purpose: str | None = Field(default=None, description="What it is for, in a sentence.")
    role: Role | None = Field(default=None, description="Our role, in the terms of the EU AI Act.")
    risk_class: RiskClass | None = Field(default=None, description="Its class under the EU AI Act.")
    region: list[str] = Field(default=[], description="Where it is used.", examples=[["EU", "US"]])
    owner: str | None = Field(default=None, description="Who answers for it: a role or a team.")
    model: str | None = Field(
        default=None, description="Model with version or digest.", examples=["vendor/model@2026-02-11"]
    )
    prompt: str | None = Field(default=None, description="Prompt with version or hash.")
    config: str | None = Field(default=None, description="Configuration with version or hash.")
    data_cutoff: Period | None = Field(default=None, description="The end of the training data.")
    tools: list[str] = Field(default=[], description="Tools that it can call.")
    permissions: list[str] = Field(default=[], description="What it may do with them.")
    autonomy: Autonomy | None = Field(default=None, description="How far it acts without a person (CSETv1).")
    oversight: str | None = Field(default=None, description="Who can see and stop it, and how.")
    exposure_unit: str | None = Field(
        default=None, description="What its use is counted in: answers, decisions, requests."
    )
    developers: list[str] = Field(default=[], description="Who made it: organisations.")
    deployers: list[str] = Field(default=[], description="Who uses it: organisations.")


class Inventory(Block):
    """All systems, by name."""

    systems: dict[str, SystemRecord | None] = Field(
        default={}, description="The systems, by the name that reviews use."
    )


# Keys of a system that a review has under the same name in its `ai` block.
COPIED = (
    "role", "owner", "risk_class", "region", "model", "prompt", "config", "data_cutoff", "tools", "permissions",
    "autonomy", "oversight", "developers", "deployers",
)  # fmt: skip


def faults(data: Mapping[str, Value]) -> list[str]:
    """What is wrong with the data of an inventory, a line each, with its place."""
    try:
        Inventory.model_validate(dict(data), context={"lenient": True})
    except ValidationError as error:
        return [_told(fault) for fault in error.errors(include_url=False)]
    return []


def _told(fault: Any) -> str:
    place = ".".join(str(part) for part in fault["loc"]) or "the file"
    context = fault.get("ctx") or {}
    if fault["type"] == "extra_forbidden":
        return _unknown(fault)
    if fault["type"] == "unknown-value":
        near = context.get("near")
        allowed = ", ".join(context.get("allowed", []))
        return f"{place}: one of {allowed}" + (f" (did you mean '{near}'?)" if near else "")
    if fault["type"] == "missing":
        return f"{place} is missing"
    message = context.get("message") or fault["msg"]
    return f"{place}: {message[:1].lower()}{message[1:]}"


def _unknown(fault: Any) -> str:
    from difflib import get_close_matches

    *parent, key = (str(part) for part in fault["loc"])
    known = list(SystemRecord.model_fields) if parent else list(Inventory.model_fields)
    near = get_close_matches(key, known, n=1)
    inside = f" of {'.'.join(parent)}" if parent else ""
    return f"unknown key '{key}'{inside}; " + (
        f"did you mean '{near[0]}'?" if near else f"known: {', '.join(known)}"
    )


def inventory_schema() -> dict[str, Any]:
    """The inventory as JSON Schema 2020-12."""
    from pmtool.schema.json_schema import closed_schema

    return closed_schema(Inventory, INVENTORY_ID, "Inventory of AI systems")
