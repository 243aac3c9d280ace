"""What the wording of an action tells: whether it begins with a verb, how vague it is, how strong the
change is."""

import re

from pmtool.prose.strength import suggest_strength

# Verbs that actions begin with. Not all of English: what is missing here is only reported on further signs.
_VERB_LIST = """
abandon accept acquire activate add adjust adopt agree alert align allow alter analyse analyze announce
answer apply appoint approve archive arrange ask assess assign attach audit author automate avoid back
backfill backup balance ban benchmark block book bring build bump buy bypass cache calculate call cancel cap
capture carry catch change check choose clarify classify clean clear close collect combine come communicate
compare complete conduct configure confirm connect consider consolidate consult contact contain continue
contribute convert coordinate copy correct count cover create cut deactivate debug decide declare
decommission decouple decrease deduplicate default define delay delete demote deploy deprecate describe
design detach detect determine develop devise diagnose disable discard disconnect discontinue discover
discuss disown display distribute document double downgrade draft drain drill drop dry duplicate edit
educate eliminate email embed emit emphasize employ empower enable encourage encrypt end enforce engage
enhance enrich ensure enter escalate establish estimate evaluate evict examine exclude execute exempt expand
experiment explain explore export expose extend extract factor fail fetch file fill filter finalise finalize
find finish fix flag flush follow forbid force fork form formalise formalize freeze further gate gather
generate get give go grant group guarantee guard halt handle harden have help hire hold host identify ignore
implement import improve include incorporate increase index inform initiate inject insert inspect install
instruct instrument integrate introduce inventory invest investigate invite isolate issue iterate join keep
label launch lead learn let leverage lift limit link lint list load localise lock log look loop lower
maintain make manage map mark mask measure meet mention merge migrate minimise minimize mirror mitigate
modify monitor mount move mute name narrow negotiate normalise normalize notify obtain offer onboard open
optimise optimize order organise organize overhaul own package page parse partner patch pause perform
persist phase pick pilot pin place plan plug point poll port post postpone prefer prepare present preserve
prevent print prioritise prioritize probe procure profile prohibit promote propagate propose protect
prototype prove provide provision prune publish pull purchase purge push put quarantine query raise ramp
randomise rate re reach read reboot rebuild recommend reconfigure reconsider record recover redesign
redirect redo reduce refactor refill refine refresh refuse register reinforce reinstate reject release
relocate rely remediate remember remind remove rename render renew reorganise repair repeat replace
replicate report request require rerun research reserve reset resize resolve restart restore restrict
restructure retain retest rethink retire retrain retry return reuse revert review revise revisit revoke
rework rewrite roll rotate route run sample sanitise sanitize save scale scan schedule scope script search
secure see segment select send separate serve set setup shard share shift ship shorten show shut sign
silence simplify simulate skip slow sort source specify speed spin split stabilise stage standardise
standardize start state stop store streamline strengthen strip structure study submit subscribe support
suppress survey suspend swap switch sync synchronise synchronize synthesise tag take talk target teach tell
terminate test think throttle tidy tighten time trace track train transfer transition translate treat
trigger trim try tune turn unblock undo unify uninstall unlink unpin update upgrade upload use utilise
utilize validate verify version visit vote walk warm warn watch weigh widen wire withdraw work wrap write
"""
VERBS = frozenset(_VERB_LIST.split())

# A first word that is one of these begins a statement, a wish or a thing, not something to do.
_NO_VERB_LIST = """
a additional after all an any as at because before best better both currently during each every for from
further he i if improved in it its lack less maybe more most my need needs new no not old on our perhaps
possible potential proper she since some that the their there these they this those we when while with
without worse you your
"""
_NO_VERB = frozenset(_NO_VERB_LIST.split())
_ABSTRACT = re.compile(r"[a-z]{3,}(?:tion|sion|ment|ness|ity|ance|ence|ship)s?\Z")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|\S+")
_LEAD_IN = re.compile(
    r"(?:\[[^\]]{1,30}\]|\([^)]{1,30}\)|@[\w/-]+(?:\s+(?:to|will|should))?|also|then|finally|please|"
    r"temporarily|"
    r"[a-z]{3,}ly|do not|don['’]t|never|always|first|optionally)[\s:,]+",
    re.IGNORECASE,
)


def opening(text: str) -> str | None:
    """The words at the head of an action that show that no verb leads it; None where one does or may do."""
    for _ in range(3):
        lead = _LEAD_IN.match(text)
        if lead is None:
            break
        text = text[lead.end() :]
    words = [found[0] for found in _WORD.finditer(text[:200])][:3]
    if not words or not words[0][0].isalpha():
        return None
    first = words[0].casefold().replace("’", "'")
    if first in VERBS or first.split("-")[0] in VERBS or first.removeprefix("re-") in VERBS:
        return None
    if first in _NO_VERB or first.split("'")[0] in ("we", "i", "there", "it") or _ABSTRACT.match(first):
        return " ".join(words[:2]) if first in _NO_VERB else words[0]
    if first.endswith("ing") and re.search(r"[aeiouy]", first[:-3]):
        return words[0]
    return None


_SUBJECTS = (
    r"(?:the |our |all |internal )*(?:monitoring|alerting|alerts|observability|logging|visibility|"
    r"documentation|docs|"
    r"testing|tests|test coverage|coverage|communications?|process(?:es)?|procedures?|quality|code "
    r"quality|security|"
    r"resilience|resiliency|reliability|stability|robustness|performance|onboarding|training|awareness|"
    r"collaboration|"
    r"tooling|error handling|review process|code reviews?)"
)
_VAGUE: tuple[tuple[str, str], ...] = (
    (
        (
            rf"(?:improve|enhance|better|increase|strengthen|optimi[sz]e|revisit|rethink|fix|more|"
            rf"better)\s+{_SUBJECTS}"
            rf"(?:\s+(?:and|,|&|/)\s*{_SUBJECTS})*(?:\s+(?:further|more|in general|where (?:possible|needed)|"
            rf"overall|around \w+))?"
        ),
        "nobody can tell when it is done",
    ),
    (
        r"(?:look|looking) (?:deeper |further )?into\b.*|think about\b.*|talk about\b.*",
        "it may end without any result",
    ),
    (
        r"(?:investigate|explore|research|evaluate|consider|discuss|analy[sz]e|study)(?:\s+\S+){0,3}",
        "it may end without any result",
    ),
    (
        (
            r"(?:.*\b)?(?:be|being|become) (?:more |extra |better |very )?(?:careful|cautious|mindful|"
            r"vigilant|attentive|"
            r"aware|diligent|proactive|better at\b.*)\b.*"
        ),
        "it rests on people's attention, which was there the last time as well",
    ),
    (r"(?:.*\b)?(?:try harder|pay (?:more|closer|better) attention)\b.*", "it rests on people's attention"),
)
_VAGUE_RULES = [(re.compile(pattern, re.IGNORECASE), reason) for pattern, reason in _VAGUE]
# What makes an open question a task: a result that is to be there in the end.
_OUTCOME = re.compile(
    r"\b(?:and (?:then )?(?:decide|report|write|document|propose|publish|implement|choose|file|add|fix|"
    r"recommend)|"
    r"decide (?:whether|if|on)|by \d{4}-\d{2}-\d{2}|write[- ]up|proposal|decision)\b",
    re.IGNORECASE,
)


def vagueness(text: str) -> str | None:
    """Why an action is too vague to be finished, None where it is not."""
    plain = text.strip().rstrip(".!").strip()[:300]
    if _OUTCOME.search(plain):
        return None
    return next((reason for pattern, reason in _VAGUE_RULES if pattern.fullmatch(plain)), None)


def suggested_strength(text: str) -> tuple[str, str] | None:
    """The strength that the wording suggests, and why; None where it suggests none."""
    found = suggest_strength(text[:300])
    return (str(found.strength), found.reason) if found is not None else None
