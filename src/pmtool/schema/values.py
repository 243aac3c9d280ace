"""The words that fields of the front matter take, and where each list comes from.

Standard library only. The severities of incidents are not here: they are a team's own (`[severity]` in
`pm.toml`).
"""

from enum import StrEnum


class Kind(StrEnum):
    """What happened: harm, nearly harm, or a state that could lead to it.

    Source: OECD, "Defining AI incidents and related terms" (2024), for incident and hazard; editor's guide
    of the AI Incident Database for near harm: luck or an outside factor stopped it. A safeguard that worked
    is no near miss.
    """

    INCIDENT = "incident"
    NEAR_MISS = "near_miss"
    HAZARD = "hazard"


class DetectedBy(StrEnum):
    """Who or what noticed first. "Luck" is a finding of its own: no control would have shown it.

    Source: Google, "Site Reliability Engineering", chapter 15 (a monitoring failure is a trigger for a
    review), extended by the parties that public AI incidents name.
    """

    MONITOR = "monitor"
    EVAL = "eval"
    HUMAN_REVIEWER = "human_reviewer"
    INTERNAL_USER = "internal_user"
    CUSTOMER = "customer"
    AFFECTED_PERSON = "affected_person"
    MEDIA = "media"
    RESEARCHER = "researcher"
    REGULATOR = "regulator"
    VENDOR = "vendor"
    LUCK = "luck"


class Autonomy(StrEnum):
    """How far the system acted without a person.

    Source: CSETv1 taxonomy of the AI Incident Database: Autonomy1 no oversight, Autonomy2 a person watches
    and can override, Autonomy3 the system advises and a person decides.
    """

    AUTONOMOUS = "autonomous"
    HUMAN_ON_LOOP = "human_on_loop"
    HUMAN_IN_LOOP = "human_in_loop"
    UNCLEAR = "unclear"


class Role(StrEnum):
    """Our role towards the AI system. Source: Regulation (EU) 2024/1689 (AI Act), Article 3."""

    PROVIDER = "provider"
    DEPLOYER = "deployer"
    BOTH = "both"
    IMPORTER = "importer"
    DISTRIBUTOR = "distributor"
    USER = "user"


class Harm(StrEnum):
    """The harm that occurred, or nearly did.

    Source: harm types of CSETv1 (AI Incident Database), harms a-d of the OECD definition and Article 3(49)
    of the AI Act, with privacy, loss of service and reputation for operations.
    """

    HEALTH = "health"
    PSYCHOLOGICAL = "psychological"
    FINANCIAL = "financial"
    PROPERTY = "property"
    INTANGIBLE_PROPERTY = "intangible_property"
    INFRASTRUCTURE = "infrastructure"
    ENVIRONMENT = "environment"
    RIGHTS = "rights"
    DISCRIMINATION = "discrimination"
    HARMFUL_CONTENT = "harmful_content"
    PRIVACY = "privacy"
    SOCIAL_POLITICAL = "social_political"
    SERVICE_LOSS = "service_loss"
    REPUTATION = "reputation"
    NONE = "none"


class Confidence(StrEnum):
    """How sure a factor is. Source: GMF taxonomy of the AI Incident Database, whose labels are known or
    potential."""

    KNOWN = "known"
    POTENTIAL = "potential"


class Pillar(StrEnum):
    """The part of the organisation that a factor lies in. Source: the four pillars of the COMPEL
    framework."""

    PEOPLE = "people"
    PROCESS = "process"
    TECHNOLOGY = "technology"
    GOVERNANCE = "governance"


class Aim(StrEnum):
    """What an action is to do to the next event of this kind.

    Source: PagerDuty's post-mortem guide (how to prevent, detect, mitigate and respond better), with learn
    for actions that answer a question.
    """

    PREVENT = "prevent"
    DETECT = "detect"
    MITIGATE = "mitigate"
    RESPOND = "respond"
    LEARN = "learn"


class Strength(StrEnum):
    """How much an action relies on people remembering it.

    Source: action hierarchy of RCA2 (National Patient Safety Foundation, 2015), after the VA National
    Center for Patient Safety.
    """

    STRONGER = "stronger"
    INTERMEDIATE = "intermediate"
    WEAKER = "weaker"


class Lifecycle(StrEnum):
    """The stage of an AI system's life. Source: lifecycle view of the AVID taxonomy (L01-L06), with operation and
    retirement."""

    PLAN = "plan"
    DATA_UNDERSTANDING = "data_understanding"
    DATA_PREP = "data_prep"
    MODEL_DEV = "model_dev"
    EVALUATION = "evaluation"
    DEPLOY = "deploy"
    OPERATE = "operate"
    RETIRE = "retire"


class Reversibility(StrEnum):
    """Whether the harm can be undone. Source: OECD stock-take of 2023, which names it as a dimension of harm."""

    REVERSIBLE = "reversible"
    PARTLY = "partly"
    IRREVERSIBLE = "irreversible"
    UNKNOWN = "unknown"


class RiskClass(StrEnum):
    """The class of an AI system. Source: Regulation (EU) 2024/1689 (AI Act), Articles 5, 6, 50, 51 and 55."""

    PROHIBITED = "prohibited"
    HIGH = "high"
    LIMITED = "limited"
    GPAI = "gpai"
    GPAI_SYSTEMIC = "gpai_systemic"
    MINIMAL = "minimal"
    UNCLEAR = "unclear"


class CauseEntity(StrEnum):
    """What led to it. Source: causal taxonomy of the MIT AI Risk Repository."""

    HUMAN = "human"
    AI = "ai"
    OTHER = "other"


class CauseIntent(StrEnum):
    """Whether it was meant. Source: causal taxonomy of the MIT AI Risk Repository."""

    INTENTIONAL = "intentional"
    UNINTENTIONAL = "unintentional"
    OTHER = "other"


class CauseTiming(StrEnum):
    """When it arose. Source: causal taxonomy of the MIT AI Risk Repository."""

    PRE_DEPLOYMENT = "pre_deployment"
    POST_DEPLOYMENT = "post_deployment"
    OTHER = "other"
