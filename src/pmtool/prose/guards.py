"""What takes a match back: the sentence talks about blame, denies it, prevents it, quotes it, or gives the reason.

Each guard has a name, which the explanation of a finding lists, and a pattern over the trace.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pmtool.prose.patterns import Pattern
from pmtool.prose.trace import Trace


@dataclass(frozen=True)
class Guard:
    """A condition on the sentence; `name` is what is told."""

    name: str
    patterns: tuple[Pattern, ...]

    def holds(self, trace: Trace) -> bool:
        """Whether the sentence meets it."""
        return any(
            pattern.possible(trace.cues) and pattern.regex.search(trace.line) is not None
            for pattern in self.patterns
        )


def _guard(name: str, *sources: str) -> Guard:
    return Guard(name, tuple(Pattern(source) for source in sources))


META = _guard(
    "talks about blame",
    "blameless|blamelessness|blamelessly|blame-aware",
    "without|instead|rather ~4 blame|blaming|finger-pointing",
    "not|no|never|nor|nobody|neither|none|without|avoid|avoids|stop|refuse ~6 blame|blaming|fault|guilt|culprit|punish|punishment|scapegoat|culpability",
    "blame|fault ~3 is|are|was not|no|never",
    "not|no|never|without|avoid|instead|nor|neither|none|reject|rejects|beyond|than|nothing ~8 human|operator|pilot|user error|mistake",
    "human|operator|user error|errors|mistake ~5 is|are|as not|no|never|nothing|where|symptom|consequence|result",
    "not|never|no|avoid|than|without ~3 the|a|any|this|that? word|words|phrase|phrases|term|terms|label|wording|language",
    "word|phrase|term|terms|phrases|words|wording|label ~6 is|are|was|were|has|have not|never|no|removed|replaced|banned|avoided|dropped|struck|deleted",
    "review|report|document|text|analysis|postmortem|post-mortem|write-up|meeting|debrief|policy ~4 does|do|is|are|will|looks|must not|at ~4 judge|assign|name|names|apportion|individuals|people|persons|fault|evaluate|attribute|PO|conditions",
    "conditions|systems|circumstances ~2 and|, not|rather ~2 individuals|people|persons|PO",
    "PO ~4 will|would|does|do|did|to not|no ~2 face|faces|suffer|be|have|receive ~2 consequences|punished|disciplined|blamed|disciplinary",
    "no|none|not|without ~4 disciplinary|consequences|sanction|sanctions|punitive|disciplined|punished|reprimand",
    "learning culture",
    "not|never|isn't about",
    "NOONE|noone will|would|shall|may",
    "fault|blame , ~2 <:g>|find|seek|look",
    "hindsight bias",
)
NEGATED = _guard(
    "denies it",
    "NOONE|noone ~3 <JQ>",
    "not|no|never|nobody|nor|neither|hardly|without|nothing ~3 <JQ>",
    "<JQ> ~2 is|was|are not|nothing|no",
)
CONTROL = _guard(
    "speaks of a control against errors",
    "prevent|prevents|preventing|reduce|reduces|reducing|tolerate|tolerates|tolerant|detect|detects|detecting|catch|catches|guard|guards|protect|protects|impossible|possible|resilient|against|survive|survives|absorb|forgiving|forgive|eliminate|eliminates|avoid|avoids|avoiding|risk|likelihood|chance|room|scope|prone|possibility|anticipate|minimise|minimize|opportunity|margin|allow|allows|allowed|easy|easier|hard|harder ~5 <N>|error|errors|mistake|mistakes",
    "<N> ~4 impossible|easy|harder|cheap|visible|recoverable|harmless|likely|unlikely|possible|reversible",
)
REASON_STRONG = _guard(
    "the sentence gives the condition",
    "because|since the|a|an|its|it|no|all|both|there|CODE|tech|neither|two|three|every|only|that|this|they|nothing|0",
    ", as|for the|a|an|its|it|no|all|both|there|CODE|tech|neither|two|three|every",
    ", which|whose|where ~4 <:ds>|is|was|looks|looked|has|had|shows|says",
    "as|since|because|for ~,8 <:ds>|is|was|were|has|had showed|shows|said|says|looked|looks|displayed|same|green|hidden|empty|silent|full|identical|missing",
)
REPAIR = _guard(
    "a repair or a measure",
    "to ~1 free|restore|mitigate|prevent|stop|relieve|recover|reduce|isolate|contain|protect|unblock|clear|force|allow|limit|keep|investigate|avoid|make|let|get|bring|speed|ease|verify|rule|drain|rebalance|save|shed|give|win|buy|cut|log",
    "so that|the|no|we|customers|nothing|callers|carts",
    "on purpose",
    "deliberately|intentionally , ~12 check|log|order",
    "as ~3 runbook|planned|agreed|instructed|procedure|plan|documented|precaution|expected|usual|required|prescribes|says|asks",
    "which|and|, ~4 restored|stabilised|stabilized|recovered|drained|mitigated|resolved|returned|fixed|stopped|cleared|ended|worked|helped",
    "rolled|roll|rolls|rolling ~2 back",
    "successfully|planned|scheduled|rollback|mitigation|workaround|runbook|failover|maintenance",
)
BENIGN = _guard("an object that nobody misses", "<SHXW> ~4 <Y>")
CONDITIONAL = _guard(
    "a case that may come",
    "if|when|whenever|unless|case|once|should PO|USER|user",
    "can|could|may|might <FDWMHSGX:b>",
)
TRIGGER = _guard(
    "what sets off a measure",
    "^ TIME* <:b> ~20 when|if|unless|once|whenever|until|as-soon-as|after ~1 ANYONE",
)
PLAN = _guard("a plan", "will|shall|now ~6 <:b>")
CLOSED_QUESTION = _guard("an open question", "did|do|does|whether PO ~12 ?")
GERUND = _guard(
    "a measure as the subject",
    "^ TIME* ADV* <:g> ~,4 O ADV* could|would|might|should ADV* have",
)
CAPABLE = _guard("what can be done", "MODEL|PERS|WE|USER|ALL can|may|might ADV* <:b>")
SUSPECTED = _guard(
    "what was suspected at the time",
    "believed|thought|assumed|suspected|guessed|wondered|supposed|asked ~10 at fault",
    "believed|thought|assumed|suspected|guessed|wondered|supposed|asked ~10 to blame",
)
ENCOURAGED = _guard(
    "what was encouraged",
    "validating|validated|encouraging|encouraged|urged|urging|reinforced|reinforcing|endorsed|endorsing|praised|praising|supported|supporting|validates|encourages ~,9 <J>",
    "validating|validated|encouraging|encouraged|reinforced|reinforcing|endorsed|endorsing ~,3 , ~12 <J>",
    "called|calls|calling the|it|this|that ~,3 <J>|unacceptable|reckless",
)
OFFLINE = _guard(
    "taken offline on purpose",
    "took|take|takes|taken the|this|that|its|our ~1 service|services|site|feature|features|api|bot|model|assistant|endpoint|app|chatbot|website|agent offline|off-line",
)
CUT_OFF = _guard(
    "somebody or something cut off on purpose",
    "token|tokens|key|keys|credential|credentials|session|sessions ~,4 disabled|removed|rotated|cut",
)
NEG_OBVIOUS = _guard(
    "not obvious",
    "not|neither|nothing|hardly|never|no|without|far-from|less|nor ~4 obvious|obviously|avoidable|preventable|foreseeable|predictable|evident|clear|visible|apparent",
    "obvious|predictable|clear fix|fixes|step|choice|latency|load|cost|order|answer|next|place|candidate|suspect|way|limit|name|label|labels|contract|interval|intervals|pattern",
    "clearly|plainly documented|labelled|labeled|visible|marked|separated|showed|shows|stated|states|defined",
    "became|become|becomes|make|makes|made|making ~2 obvious|clear|evident|apparent|visible|predictable",
    "in hindsight|retrospect , it is likely",
    "obvious|clear only|later|afterwards",
    "looked|looks|seemed|seems|appeared obvious|clear|plausible",
)
OWNERSHIP = _guard(
    "ownership of work",
    "responsible|accountable|responsibility|accountability for ~3 <:g>|service|services|component|queue|pipeline|quota|closing|action|actions|platform|system|area|module|function|cluster|tooling",
    "responsible|owner|accountable :",
    "responsibility|accountability for ~,1 each|every|follow-up|progress|delivery|implementation|maintenance",
    "team|teams|owner|owners|person named|listed|below|above",
    "responsible module|modules|code|component|commit|pr|change|query|process|service|node|pod|team|disclosure|use",
)
TECH_PUNISH = _guard(
    "a technical sense",
    "attacker|attackers|malicious|fraudulent|abuse|abusive|spam|spammer|spammers|compromised|phishing|leaked|stolen|botnet|bot|bots|token|tokens|key|keys|certificate|certificates|pod|pods|session|sessions|job|jobs|node|nodes|process|processes|instance|instances|container|containers|credential|credentials|subscription|ip|ips|all|everyone|everybody|default|hour|request",
)
MECHANISM = _guard(
    "a mechanism in the same item",
    "add|adds|adding|added|build|builds|block|blocks|blocked|gate|gates|alert|alerts|automate|automated|automatically|automatic|script|scripts|default|defaults|ci|pipeline|lint|linter|enforced|enforce|enforces|game-day|game-days|drill|drills|simulator|simulation|sandbox|exercise|template|bot|job|button|dry-run|prompt|banner|tool|tooling|canary|feature-flag|flag|dashboard|hook|webhook|page|pages|field|form|screen|limit|limits|lock|paired|pairing|rehearse|rehearsal|rehearsals|shadow|shadowing",
    "game day|days",
    "dry run",
    "run|runs|hold|host|organise|organize|schedule|give|offer|fund|pay|budget|practise|practice ~6 session|sessions|exercise|workshop|drill|rehearsal|time|hours|days|days|practise|practice",
    "so that|which|instead of",
)
OFFERED = _guard(
    "the organisation gives something",
    "game-day|game-days|drill|drills|simulator|simulation|sandbox|exercise|workshop|rehearsal|tool|screen|banner|automatically|bot|page|pages|job|script",
    "game day|days",
    "so that",
)
PAST_PRAISE = _guard("praise", "well|thanks|thank|glad|grateful|carefully staged|designed|chosen|planned")
TECH_CLAIM = _guard(
    "a technical sense",
    "lease|token|tokens|pvc|quota|controller|webhook|scheduler|airdrop|reward|rewards|refund|insurance|claimant|claimants|bounty|stake|staking|contract|wallet",
    "CODE claims|claim|claimed|admitted|asserted|denied",
)
EXPERIENCE = _guard(
    "users as those affected",
    "USER|user ~3 ( lost|saw|received|experienced|reported|got|noticed|waited|affected || did not see|receive|get|notice || kept|keep seeing|getting|receiving || could|were|was not ) !nonsense",
)

LOCAL_RATIONALITY = _guard(
    "asks for what was seen",
    "on the screen|dashboard",
    "right|safe|normal|sensible|reasonable|correct ?",
    "why did ~10 look|seem|appear|make",
)


_OPENS_A_QUESTION = frozenset(
    "was were is are did do does will would has have had can could".split()  # noqa: SIM905 -- reads better
)
# What turns a question into a reproach ("Did nobody even look?").
_REPROACHES = frozenset("not never nobody no-one anyone anybody even really too ever".split())  # noqa: SIM905


def openly_asked(trace: Trace) -> bool:
    """Whether it is a question that yes or no answers, as readers ask it ("Will the member be expelled?")."""
    words = [word for word in trace.words if word.isalpha() or word in ("?", "no-one")]
    asks = len(words) > 2 and words[0] in _OPENS_A_QUESTION and words[-1] == "?"
    return asks and _REPROACHES.isdisjoint(words)


def held(guards: Sequence[Guard], trace: Trace) -> list[str]:
    """The names of the guards that hold in a sentence."""
    return [guard.name for guard in guards if guard.holds(trace)]


def quoted_stretches(trace: Trace) -> list[tuple[int, int]]:
    """Offsets of what stands between double quotation marks."""
    marks = [token.start for token in trace.tokens if token.text == '"']
    return [(marks[i], marks[i + 1] + 1) for i in range(0, len(marks) - 1, 2)]
