"""What a person should, could or ought to have done, or how things had gone had they done it.

A counterfactual describes a world that did not exist. It feels like an explanation and is a verdict: it says that the
person chose badly, by the light of what is known now.

## Why
"Should have" and "could have" need the outcome to be known. They hide the situation in which the action made sense, and
so they stop the analysis.

## Instead
Tell what was known at the time, and which control would have shown or stopped it. Counterfactuals about systems are
welcome: "A dry run would have shown the row count before the delete."

## Source
Dekker, *The Field Guide to Understanding "Human Error"* (3rd ed. 2014). Zwieback, *Beyond Blame* (2015). Etsy, *Debriefing
Facilitation Guide* (2016). Fischhoff, *Hindsight is not equal to foresight* (1975).
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.prose import guards
from pmtool.prose.frames import Spec, frames
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.blame import _analysis
from pmtool.vocab import Severity

SPEC = Spec(
    "person-counterfactual",
    (
        *frames(
            Severity.ERROR,
            "!NOONE P ( , ~,9 , || \\( ~,9 \\) )? ADV* ( could ADV* || should|ought|might|must ADV* NOT? ) ADV* to? ADV* have ADV* !to|an|a|the|more|access|alerting|been|alerts|at ( <:n> )",
            "P ~1 ADV* should|could|ought|might ADV* NOT? ADV* to? ADV* have ADV* been ( <:g>|<JB>|aware|more|careful|able|alert|informed|trained )",
            "O ( should|could|ought|might ) ADV* NOT? to? have <:n>",
            "should NOT? P NOT? ADV* have <:n>",
            "had|have P ADV* ( <:dn> || been|only|had|a ) ~14 ( would|could|might|should|'d )",
            "would|could|might ~14 ( had || if ) P ADV* ( had|<:dn>|'d|not|been )",
            "if only ~,2 P",
            "if P ADV* ( had|'d|would|have|has ) ~14 ( would|could|might )",
            "if P ADV* did not ~12 ( would|could )",
            "if P ADV* ( <:dn> ) ~10 ( would|could ) not? ~1 have",
            "P BE ADV* NOT? ( supposed|expected|meant|obliged|required|asked|told ) to !be|fail|run|have|hold|last ~,8 ( but|and|yet|before|beforehand|first|$|. )",
            "all|only ~,1 P ( had|needed|have ) to do",
            "P ( ( needed|had ) only|merely to || only|merely|simply|just needed|had to || would only|merely|simply have had|needed to )",
            "( better|best|wise|wiser|advisable|prudent|enough|sufficient|appropriate|expected|duty|responsibility|job|reasonable|good|necessary ) ( if|for|of|had ) ~,1 ( O || P ) ( to || had )",
            "( was || were || had been ) ~,2 ( up to || incumbent on || job || duty || responsibility || task ) ~,1 ( of|for|on )? ~,1 ( O || to )",
            "( would|could|might ) ~1 have ~1 ( taken|cost|saved|told|spared|warned ) ~,2 ( PO || him|her|them|us|me ) ~,6 ( minute|minutes|seconds|second|call|glance|look|moment|hour|hours|line|nothing|to|a|that|enough|five|two|ten|one )",
            "P ~1 ( knew || know ) or should",
            "P ~2 should know|knew better",
            "P ( has|have|had )? ~1 ( known|knew|know|knows ) better",
            "any|every ~,3 ( PO|engineer|person|reviewer|admin|developer|operator ) ~,4 would|could|should|knows|would've",
            "better|different|proper|competent|diligent|careful|attentive|experienced|prepared|decent ~,1 ( PERS || people || pers ) ~,2 would|could ~1 have",
            "if ~,3 ( PERS || WE ) ~,2 ( more|better|careful|done|read|looked|checked|followed|asked|waited ) ~10 ( would|could )",
            "( should|could|ought ) ~2 have ( been <F:n> || <D:n> || escalated || handled || given || made || taken || pushed || merged || rushed ) ~,3 by ADV* O",
            unless=[guards.GERUND],
        ),
        *frames(
            Severity.ERROR,
            "( look|glance|call|check|question|word|read|reading|review|test|query|minutes|minute|message|moment|hour|seconds|click ) ~8 ( from|by|of|with|at|in|to|for ) ~6 ( would|could|might ) ~2 have ~2 ( told|shown|saved|caught|spared|revealed|prevented|warned|made|given|sufficed|stopped|avoided|found|been ) ~,1 ( PO || him|her|them|us|me|everyone|everybody|anyone|all )",
            "( PO 's || POSS ) ( duty|job|responsibility|task|role ) ~3 to",
            "best practice|practise would|is ~3 for O to",
            "would|could have been ( PO 's || POSS ) ( job|duty|task|responsibility|turn )",
            soften=[guards.PLAN],
        ),
        *frames(
            Severity.WARNING,
            "WE should|could|ought ADV* NOT? ADV* to? have ADV* ( <:n> )",
            "WE ( need|needed ) to have ( <:n> )",
            "( should|could|ought ) ADV* NOT? to? have been ( rushed|more careful || ignored|forgotten|handled|approved|communicated|escalated|anticipated|merged|questioned ) !by",
            "( should|could ) ADV* have been ( caught|spotted|seen|noticed|known|checked ) ADV* by O",
            "( could|should ) ~1 have be ~,1 done by ~,2 O",
            # A note with the person left out: "Should have kept a second session open".
            "^ TIME* ADV? should|could ADV* NOT? ADV* have ADV* ( <D:n> || used|kept|asked|read|told|run|waited|written|put|made|thought|known|looked|opened|planned|begun|done|given|gone|copied|paused|stayed|spoken )",
        ),
    ),
    message='"{text}" tells of a world that did not exist; tell what was known then, and which control would have shown it',
    ask="What was known at that time, and what would have had to be visible for that path to look right?",
    rewrite="At {time} {role} had {information}; {information} was only in {place}. {control} would show or stop it.",
    rank=18,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The findings of this rule, out of the bundle's common analysis."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/person-counterfactual",
    Severity.ERROR,
    check,
    bad=[
        "«The on-call should have rolled» back at once.",
        "«If only the author» had run the integration tests.",
        "«Had they read the release notes, the upgrade would» have gone well.",
        "- «Should have kept» a second session open.",
    ],
    good=[
        "The health probe should have failed when the disk filled.",
        "A dry-run mode would have shown the row count before the delete.",
        "Should the queue grow again, the autoscaler adds two workers.",
        Example("Should have returned 404.", config='blame.second-opinion = "rules"'),
        Example("Should have fired at 10:02.", config='blame.second-opinion = "rules"'),
        "On-call engineers should have access to the replica dashboard.",
        "If the lock had a timeout, the workers would have recovered.",
    ],
)
