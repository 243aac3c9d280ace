"""The front matter as Pydantic models: the one definition that validation and the published JSON Schema
come from.

Every field but the title and the status may be missing: what a status asks for is in `requirements`. A
field that is written without a value is as good as missing. Keys that begin with `x-` are a team's own and
pass anywhere.
"""

from collections.abc import Mapping
import dataclasses
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from pmtool.schema import values
from pmtool.schema.moment import Moment, MomentError, read_moment
from pmtool.schema.words import read_severity, read_status, word_reader
from pmtool.vocab import Status


def _moment(value: Any, info: ValidationInfo, *, coarse: bool = False) -> Moment:
    lenient = bool(info.context and info.context.get("lenient"))
    try:
        return read_moment(value, coarse=coarse, lenient=lenient)
    except MomentError as error:
        raise PydanticCustomError(
            error.code, "{message}", {"message": error.message, "right": error.right, "inner": error.inner}
        ) from None


def _coarse_moment(value: Any, info: ValidationInfo) -> Moment:
    return _moment(value, info, coarse=True)


def _setting(value: Any) -> str | int | float | bool | None:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise PydanticCustomError(
        "wrong-type", "{message}", {"message": "a setting is text, a number, true or false"}
    )


# `definition`: `json_schema` puts a reference in its place and adds what it refers to.
Time = Annotated[Moment, PlainValidator(_moment), WithJsonSchema({"definition": "Time"})]
Period = Annotated[Moment, PlainValidator(_coarse_moment), WithJsonSchema({"definition": "Period"})]

Setting = Annotated[
    str | int | float | bool | None,
    PlainValidator(_setting),
    WithJsonSchema({"type": ["string", "number", "boolean", "null"]}),
]
Kind = Annotated[values.Kind, BeforeValidator(word_reader(values.Kind))]
DetectedBy = Annotated[values.DetectedBy, BeforeValidator(word_reader(values.DetectedBy))]
Autonomy = Annotated[values.Autonomy, BeforeValidator(word_reader(values.Autonomy))]
Role = Annotated[values.Role, BeforeValidator(word_reader(values.Role))]
Harm = Annotated[values.Harm, BeforeValidator(word_reader(values.Harm))]
Confidence = Annotated[values.Confidence, BeforeValidator(word_reader(values.Confidence))]
Pillar = Annotated[values.Pillar, BeforeValidator(word_reader(values.Pillar))]
Lifecycle = Annotated[values.Lifecycle, BeforeValidator(word_reader(values.Lifecycle))]
Reversibility = Annotated[values.Reversibility, BeforeValidator(word_reader(values.Reversibility))]
RiskClass = Annotated[values.RiskClass, BeforeValidator(word_reader(values.RiskClass))]
CauseEntity = Annotated[values.CauseEntity, BeforeValidator(word_reader(values.CauseEntity))]
CauseIntent = Annotated[values.CauseIntent, BeforeValidator(word_reader(values.CauseIntent))]
CauseTiming = Annotated[values.CauseTiming, BeforeValidator(word_reader(values.CauseTiming))]
StatusWord = Annotated[Status, BeforeValidator(read_status), WithJsonSchema({"definition": "Status"})]
SeverityWord = Annotated[str, BeforeValidator(read_severity), WithJsonSchema({"definition": "Severity"})]


class Block(BaseModel):
    """What all mappings of the front matter have in common."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    # The key that a bare value stands for, where one is allowed in place of the mapping, and its type.
    short: ClassVar[tuple[str, type] | None] = None

    @model_validator(mode="before")
    @classmethod
    def _given(cls, data: Any) -> Any:
        """Without the team's own keys and those that have no value yet."""
        if cls.short and type(data) is cls.short[1]:
            return {cls.short[0]: data}
        if not isinstance(data, Mapping):
            return data
        return {
            key: value for key, value in data.items() if value is not None and not str(key).startswith("x-")
        }


class Times(Block):
    """When the event went through its stages. RFC 3339 with a zone, a date alone, or `{at: …, estimated:
    true}`."""

    started: Time | None = Field(default=None, description="When harm, or the state that led to it, began.")
    detected: Time | None = Field(default=None, description="When somebody or something first noticed.")
    acknowledged: Time | None = Field(default=None, description="When somebody began to work on it.")
    mitigated: Time | None = Field(default=None, description="When the harm stopped growing.")
    resolved: Time | None = Field(default=None, description="When the normal state was back.")
    aware: Time | None = Field(
        default=None,
        description="When the organisation became aware in the sense of the law (GDPR Article 33, AI Act "
        "Article 73), where it differs from detected: legal clocks start here.",
    )
    estimated: bool = Field(default=False, description="All of these times are estimates.")

    @model_validator(mode="after")
    def _carry_estimated(self) -> "Times":
        if self.estimated:
            for name in type(self).model_fields:
                moment = getattr(self, name)
                if isinstance(moment, Moment):
                    # frozen for everybody else
                    self.__dict__[name] = dataclasses.replace(moment, estimated=True)
        return self


class Factor(Block):
    """A contributing factor: a condition that had to be there. There are several to every event."""

    short: ClassVar[tuple[str, type] | None] = ("class", str)

    class_: str = Field(
        alias="class",
        min_length=1,
        description="A class id of the catalogue (pm explain --factors), or one of your own.",
        examples=["evaluation_gap", "monitoring_gap", "deployment_process"],
    )
    statement: str | None = Field(default=None, description="The factor of this event in one sentence.")
    confidence: Confidence | None = Field(default=None, description="Known, or a potential explanation.")
    existed_before: bool | None = Field(
        default=None,
        description="Whether the condition was there before the event began (a latent condition).",
    )
    pillar: Pillar | None = Field(
        default=None, description="The part of the organisation that the factor lies in."
    )
    safeguard_expected: str | None = Field(
        default=None, description="The safeguard that was counted on here."
    )
    evidence: list[str] = Field(default=[], description="Paths or links that show it.")
    actions: list[str] = Field(default=[], description="Ids of the actions that answer it, such as A1.")


class Quantity(Block):
    """A number of something, perhaps estimated. A bare number is the count."""

    short: ClassVar[tuple[str, type] | None] = ("count", int)

    count: int | None = Field(
        default=None, ge=0, description="How many; missing while it is not known.", examples=[1200]
    )
    unit: str | None = Field(default=None, description="Of what: decisions, answers, people, requests.")
    estimated: bool = Field(default=False, description="Whether the count is an estimate.")
    basis: str | None = Field(default=None, description="How it was counted or estimated.")


class Onset(Block):
    """The interval in which a slow event began; days, months and years are allowed."""

    from_: Period | None = Field(default=None, alias="from", description="It had not begun before this.")
    to: Period | None = Field(default=None, description="It had begun by then.")


class Evaluations(Block):
    """What tests before the event looked at, and what they let through."""

    covered: list[str] = Field(default=[], description="What the evaluations covered.")
    escaped: list[str] = Field(default=[], description="What they did not show.")


class Cause(Block):
    """Where the cause lies on three axes (MIT AI Risk Repository)."""

    entity: CauseEntity | None = Field(default=None, description="What led to it: human, ai or other.")
    intent: CauseIntent | None = Field(default=None, description="Whether it was meant.")
    timing: CauseTiming | None = Field(default=None, description="Before or after deployment.")


class AiBlock(Block):
    """The AI system at the time of the event: what a later reader cannot look up any more."""

    system: str | None = Field(default=None, description="The system's name, as in the inventory.")
    role: Role | None = Field(default=None, description="Our role, in the terms of the EU AI Act.")
    owner: str | None = Field(default=None, description="Who answers for the system: a role or a team.")
    risk_class: RiskClass | None = Field(default=None, description="Its class under the EU AI Act.")
    region: list[str] = Field(default=[], description="Where it is used.", examples=[["EU", "US"]])
    model: str | None = Field(
        default=None, description="Model with version or digest.", examples=["vendor/model@2026-02-11"]
    )
    prompt: str | None = Field(
        default=None, description="Prompt with version or hash.", examples=["prompts/refunds@9f2c1e7"]
    )
    config: str | None = Field(default=None, description="Configuration with version or hash.")
    data_cutoff: Period | None = Field(default=None, description="The end of the training data.")
    retrieval_index: Period | None = Field(
        default=None, description="The date of the index that answers came from."
    )
    decoding: dict[str, Setting] | None = Field(
        default=None,
        description="Settings of generation.",
        examples=[{"temperature": 0.2, "max_tokens": 800}],
    )
    tools: list[str] = Field(default=[], description="Tools that the system could call.")
    permissions: list[str] = Field(default=[], description="What it was allowed to do with them.")
    autonomy: Autonomy | None = Field(default=None, description="How far it acted without a person (CSETv1).")
    oversight: str | None = Field(
        default=None, description="Who could see and stop it, with which time and information."
    )
    exposure: Quantity | None = Field(
        default=None,
        description="What the system handled between start and detection; the unit is the system's own.",
    )
    harmed: Quantity | None = Field(default=None, description="How much of it did harm.")
    onset: Onset | None = Field(default=None, description="The interval in which it began, when it was slow.")
    evaluations: Evaluations | None = Field(
        default=None, description="What evaluations covered and what escaped them."
    )
    harm: list[Harm] = Field(
        default=[], description="Kinds of harm, occurred or near (CSETv1, OECD, AI Act)."
    )
    reversibility: Reversibility | None = Field(default=None, description="Whether the harm can be undone.")
    lifecycle_origin: Lifecycle | None = Field(
        default=None, description="The stage that the event goes back to (AVID)."
    )
    lifecycle_detected: Lifecycle | None = Field(
        default=None, description="The stage in which it was noticed (AVID)."
    )
    cause: Cause | None = Field(default=None, description="Entity, intent and timing of the cause (MIT).")
    developers: list[str] = Field(default=[], description="Who made the system: organisations.")
    deployers: list[str] = Field(default=[], description="Who used it: organisations.")
    harmed_parties: list[str] = Field(
        default=[], description="Who was harmed, or nearly: groups, not names of people."
    )
    regression_case: str | None = Field(
        default=None,
        description="Path of the evaluation case that this event left behind; it exists in the repository.",
    )
    unknown: list[str] = Field(
        default=[],
        description="Keys of this block that were looked for and are not known.",
        examples=[["prompt", "exposure"]],
    )


class ReportingEntry(Block):
    """A legal or contractual clock that was considered."""

    clock: str = Field(
        min_length=1, description="The clock's id (pm explain CLOCK).", examples=["gdpr33", "euaia_serious"]
    )
    applies: bool = Field(
        default=True, description="False when it was considered and does not apply; say why in reasons."
    )
    aware: Time | None = Field(
        default=None, description="When the organisation became aware, if not times.aware."
    )
    classified: Time | None = Field(
        default=None, description="When the event was classified, e.g. as major (DORA)."
    )
    determined: Time | None = Field(
        default=None, description="When materiality was determined (SEC 8-K 1.05)."
    )
    submitted: Time | None = Field(default=None, description="When the report was submitted.")
    reclassified: Time | None = Field(
        default=None, description="When the event turned out not to be reportable."
    )
    reasons: str | None = Field(default=None, description="Why it was late, or does not apply.")
    authority: str | None = Field(default=None, description="Who received it.")
    reference: str | None = Field(default=None, description="The receiver's file number or a link.")


class Record(Block):
    """The front matter of one review."""

    title: str = Field(
        description="What happened, in one line, without names of people.",
        examples=["Support assistant quoted a refund policy that does not exist"],
    )
    status: StatusWord = Field(description="Where the review stands; later ones ask for more fields.")
    kind: Kind | None = Field(default=None, description="Incident, near miss or hazard.")
    severity: SeverityWord | None = Field(
        default=None, description="On the scale of the configuration, gravest first."
    )
    services: list[str] = Field(default=[], description="Services that the event touched.")
    times: Times = Field(default=Times(), description="When the event went through its stages.")
    detected_by: DetectedBy | None = Field(default=None, description="Who or what noticed first.")
    facilitator: str | None = Field(
        default=None, description="Who leads the review: a role or a team that was not in the event."
    )
    authors: list[str] = Field(default=[], description="Who writes it: roles or teams.")
    reviewers: list[str] = Field(default=[], description="Who reads it before it is published.")
    factors: list[Factor] = Field(
        default=[], description="Contributing factors: class ids, or mappings with more."
    )
    ai: AiBlock | None = Field(default=None, description="Present when an AI system is part of the event.")
    reporting: list[ReportingEntry] = Field(
        default=[], description="One entry for each legal clock considered."
    )
    recurrence_of: list[str] = Field(default=[], description="Stems of earlier reviews of the same problem.")
    not_same_as: list[str] = Field(
        default=[], description="Stems of reviews that look similar and are not the same."
    )
    tags: list[str] = Field(default=[], description="Words to find it by.")
    aliases: list[str] = Field(default=[], description="Former stems, so that links survive a rename.")
