"""How strong a corrective action is by its wording, after the action hierarchy of RCA2.

Stronger actions change the system and do not depend on anybody's memory or vigilance; weaker ones do. The words of an
action are weak evidence of that, so this only ever suggests, with the words that speak for it.

Source: VA National Center for Patient Safety, action hierarchy, as adapted in AHRQ's CANDOR toolkit (appendix H) and
used by "RCA2: Improving Root Cause Analyses and Actions to Prevent Harm" (NPSF, 2015). It comes from hospitals; the
reading for software and AI systems is ours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
import re


class Strength(StrEnum):
    """The levels of the hierarchy, strongest first."""

    STRONGER = "stronger"
    INTERMEDIATE = "intermediate"
    WEAKER = "weaker"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A level, the words it rests on (`start`, `end`: offsets in the action's text), and why they speak for it."""

    strength: Strength
    start: int
    end: int
    reason: str


_CARE = "it asks people to take care, and care runs out under load"
_TELLING = "it tells people, and what is told is forgotten"
_TRAINING = "training works through memory"
_PAPER = "a policy or procedure works only while people follow it"
_WATCHING = "a second look by a person depends on vigilance"
_WARNING = "a warning or label works only when it is read"
_STUDY = "further study changes nothing yet"
_BLOCK = "the system itself refuses; nobody has to remember"
_REMOVAL = "what is gone cannot go wrong"
_AUTOMATIC = "it happens without anybody"
_SOFTWARE = "software helps, but can be ignored or switched off"
_SIGNAL = "a signal helps the person who acts on it"
_AID = "it helps memory, and still has to be used"
_REDUNDANCY = "redundancy or more capacity leaves the hazard in place"

_PERSON = r"(?:people|staff|everyone|everybody|engineers?|developers?|operators?|responders?|reviewers?|colleagues|the team|teams|on-?call\w*)"
_MEMBER = r"(?:careful|cautious|vigilant|diligent|mindful|aware|attentive|disciplined|thorough)"
_WEAK, _MIDDLE, _STRONG = Strength.WEAKER, Strength.INTERMEDIATE, Strength.STRONGER

# What an action is about, wherever it stands. Tried in this order: the first that is found decides.
_CUES: tuple[tuple[Strength, str, str], ...] = (
    (_WEAK, _CARE, rf"\b(?:be|being|pay|take|exercise|use)\s+(?:\w+\s+)?(?:more\s+|extra\s+|greater\s+)?(?:{_MEMBER}|attention|care|caution)\b"),
    (_WEAK, _CARE, r"\b(?:more|better|greater|increased?) (?:care|attention|awareness|discipline|vigilance|diligence)\b|\bnot forget\b"),
    (_WEAK, _CARE, rf"\b(?:remember|always remember|make sure|ensure)(?: that)? (?:we|you|{_PERSON})\b"),
    (_WEAK, _TRAINING, r"\b(?:re-?)?train(?:ing|ings)?\b(?! (?:run|set|data|job|pipeline|script|cluster|code|step|loop|split)\w*)(?=\s+(?:for|on|of|session|course|about|the (?:team|on-?call|staff)|staff|people|engineers|everyone|all)\b|\W*\Z)|\bworkshops?\b|\bbrown ?bags?\b|\bonboarding (?:course|session)s?\b"),
    (_STRONG, _BLOCK, r"\b(?:ci|pipeline|build|deploy(?:ment)?s?|merge|release|rollout|admission|server|parser|compiler|schema|type system|api)\b[^.;]{0,40}\b(?:blocks?|refuses?|rejects?|fails?|enforces?|gates?|denies|prevents?)\b"),
    (_STRONG, _BLOCK, r"\b(?:block|gate|fail|stop|halt)(?:s|ing)?\s+(?:a |an |the |all |every |any )?(?:\w+\s+)?(?:ci|build|deploy\w*|merge\w*|release\w*|rollout\w*|commit\w*|push\w*)\b"),
    (_STRONG, _BLOCK, r"\b(?:deploy|release|merge|commit|admission|quality|evaluation|eval|hard|policy)[ -]gates?\b|\binterlocks?\b|\bforcing functions?\b|\bguard ?rails?\b|\bkill switch\b|\bhard (?:limit|cap|stop|block)s?\b|\badmission (?:policy|controller|check)\b|\ballow-?lists?\b|\bdeny-?lists?\b|\bleast privilege\b|\bread-only\b|\bunique constraint\b|\bforeign key\b|\bdelet(?:e|ion) protection\b|\bbranch protection\b|\bcircuit breakers?\b|\brate limit\w*\b"),
    (_STRONG, _AUTOMATIC, r"\bauto(?:matic(?:ally)?|mated?)?[ -]?(?:roll(?:s|ed)?[ -]?back|rollbacks?|fail-?over|renew\w*|rotat\w*|revert\w*|expir\w*|provision\w*)\b|\b(?:roll(?:s|ed)?[ -]?back|fails? over|renew(?:s|ed|al)?|rotated?|reverts?) automatically\b"),
    (_WEAK, _WATCHING, r"\b(?:double|cross|manual(?:ly)?|second|peer|extra|additional|four-eyes|two-person|human)[ -](?:check|review|approv|verif|inspect|sign-?off)\w*|\bsecond pair of eyes\b|\bfour[ -]eyes\b|\btwo approv\w+|\bmanually (?:check|review|verify|inspect)\w*"),
    (_WEAK, _WARNING, r"\b(?:disclaimers?|warning (?:label|banner|message|text|sign|note|in the)s?|labels? (?:on|in|to)|banner)\b"),
    (_WEAK, _STUDY, r"\b(?:investigat\w+|look(?:ing)? into|research(?:ing)?|explor(?:e|ing)|(?<!case )stud(?:y|ying)|evaluate whether|consider(?:ing)?|think about|discuss(?:ing)?|brainstorm\w*|figure out|assess(?:ing)? (?:whether|if|options)|spike)\b"),
    (_MIDDLE, _AID, r"\b(?:check-?lists?|run-?books?|play-?books?|cheat ?sheets?|how-?tos?|decision tree|templates?|diagrams?)\b"),
    (_WEAK, _PAPER, r"\b(?:add|adopt|agree on|clarify|create|define|develop|establish|follow|improve|introduce|issue|new|publish|review|revise|set|update|write)\b(?:(?! (?:to|into|in|for|with|from|before|after) )[^.;:]){0,30}\b(?:polic(?:y|ies)|procedures?|guidelines?|guidance|process(?:es)?|memos?|rules? of thumb|conventions?|best practices?)\b"),
    (_WEAK, _TELLING, r"\b(?:remind\w*|communicat\w+ (?:to|with)|announce\w*|e-?mail (?:to|the|all)|raise awareness|educat\w+|tell (?:the|all|every)\w*|teach\w*|encourage\w*)\b"),
    (_MIDDLE, _SIGNAL, r"\b(?:alert(?:s|ing|ed)?|alarms?|monitor(?:s|ing|ed)?|dashboards?|page(?:s|r)? (?:the|on|when|if)|paging|probes?|canar(?:y|ies)|health ?checks?|metrics?|logging|log(?:s|ged)?|trac(?:e|ing)|slos?|synthetic|anomaly detection)\b"),
    (_MIDDLE, _REDUNDANCY, r"\b(?:redundan\w+|replicas?|standby|backups?|second region|multi-(?:region|az)|more (?:staff|people|capacity|memory|disk|headroom)|increase (?:the )?(?:capacity|memory|disk|limit|quota|timeout|size|number)|headroom|over-?provision\w*)\b"),
    (_MIDDLE, _SOFTWARE, r"\b(?:(?:unit|integration|regression|load|chaos|smoke|end-to-end|e2e|contract|restore) tests?|tests? (?:for|that|of)|test (?:suite|case|coverage)s?|eval(?:uation)? (?:case|slice|set|suite)s?|validat\w+|sanity checks?|lint(?:er|s|ing)?|retr(?:y|ies)|timeouts?|back-?off|fallbacks?|feature flags?|abstain\w*)\b"),
    (_MIDDLE, _AID, r"\b(?:document(?:s|ed|ing|ation)?|docs|readme|wiki|comments? in)\b"),
)  # fmt: skip
# What the first word says where nothing above does.
_VERBS: tuple[tuple[Strength, str, str], ...] = (
    (_STRONG, _BLOCK, "block enforce prevent restrict forbid deny reject refuse require disallow gate isolate separate segregate lock cap limit pin prohibit fail"),
    (_STRONG, _REMOVAL, "remove retire eliminate decommission delete drop replace redesign re-architect rearchitect simplify standardise standardize consolidate deprecate disable sunset migrate"),
    (_STRONG, _AUTOMATIC, "automate"),
    (_MIDDLE, _SIGNAL, "alert monitor page detect log trace measure"),
    (_MIDDLE, _REDUNDANCY, "scale duplicate replicate provision"),
    (_MIDDLE, _SOFTWARE, "test validate fix patch upgrade harden verify check extend implement handle"),
    (_MIDDLE, _AID, "document write publish describe"),
    (_WEAK, _TELLING, "remind tell inform notify announce communicate educate teach encourage warn share ask"),
    (_WEAK, _TRAINING, "train retrain"),
    (_WEAK, _STUDY, "investigate explore study research discuss consider analyse analyze review assess evaluate understand"),
)  # fmt: skip
_LEAD = re.compile(
    r"\W*(?:we\s+(?:will|should|need to|must|have to)\s+|please\s+|to\s+|will\s+|should\s+)?([A-Za-z][\w-]*)"
)
_MODEL = re.compile(
    r"\W*(?:re-?)?train\w*\s+(?:\w+\s+){0,3}(?:models?|classifiers?|embeddings?|networks?)\b", re.IGNORECASE
)
_CARE_START = re.compile(
    rf"\W*(?:always\s+|do\s+)?(?:be|stay|remain|keep)\s+(?:\w+\s+)?{_MEMBER}\b", re.IGNORECASE
)


@cache
def _cues() -> tuple[tuple[Strength, str, re.Pattern[str]], ...]:
    return tuple(
        (strength, reason, re.compile(pattern, re.IGNORECASE)) for strength, reason, pattern in _CUES
    )


@cache
def _verbs() -> dict[str, tuple[Strength, str]]:
    return {word: (strength, reason) for strength, reason, words in _VERBS for word in words.split()}


def suggest_strength(text: str) -> Suggestion | None:
    """What the wording of an action suggests, None where it says nothing either way."""
    lead = _LEAD.match(text)
    verb = _verbs().get(lead[1].casefold()) if lead and not _MODEL.match(text) else None
    found = next(_matches(text), None)
    if lead is not None and verb is not None and _verb_decides(verb, found):
        return Suggestion(verb[0], lead.start(1), lead.end(1), verb[1])
    return found


def _matches(text: str) -> Iterator[Suggestion]:
    care = _CARE_START.match(text)
    if care:
        yield Suggestion(Strength.WEAKER, care.start(), care.end(), _CARE)
    for strength, reason, pattern in _cues():
        found = pattern.search(text)
        if found:
            yield Suggestion(strength, found.start(), found.end(), reason)


def _verb_decides(verb: tuple[Strength, str], found: Suggestion | None) -> bool:
    """Whether the first word says more than what was found elsewhere in the text.

    "Remove the manual review" takes something away, whatever it is; "require a second review" only asks for one.
    """
    if found is None:
        return True
    if verb[1] == _REMOVAL or verb[1] == _AUTOMATIC:
        return True
    if verb[0] is Strength.STRONGER:
        return not (found.strength is Strength.WEAKER and found.reason in (_WATCHING, _TRAINING, _CARE))
    # A test, an alert or a document about a policy is what it is; study and telling are decided by their verb.
    return verb[1] in (_TELLING, _TRAINING, _STUDY) and found.strength is not Strength.STRONGER
