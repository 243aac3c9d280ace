"""A consequence for a person: a warning, a lost access, a talk with HR.

A review that punishes ends the reports that the next one needs.

## Why
People who fear consequences tell less and later. Just-culture practice judges conduct, where that is needed at all, in
another process and keeps it out of the learning review.

## Instead
Write what should differ for everybody: "Production write access is granted for one hour on request." Keep personnel
matters out of the document. Tokens revoked, pods terminated and attackers' accounts banned are not meant.

## Source
Marx, *Patient Safety and the "Just Culture"* (2001). *RCA2* (National Patient Safety Foundation, 2015), on blameworthy
events. PagerDuty, *Postmortem documentation*.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.prose import guards
from pmtool.prose.frames import Spec, frames
from pmtool.rules.base import Context, Rule
from pmtool.rules.blame import _analysis
from pmtool.vocab import Severity

SPEC = Spec(
    "punitive",
    (
        *frames(
            Severity.ERROR,
            "PO ( , ~,9 , )? ( will|has|have|had|should|must|may|to|might|since|now|already|immediately|therefore|meanwhile|subsequently )* ( BE|been|be|got|get|gets ) ADV* ( reprimanded || disciplined || fired || sacked || dismissed || demoted || suspended || censured || admonished || punished || penalised || penalized || sanctioned || fined || benched || counselled || terminated || blacklisted || reassigned || expelled || disqualified || relieved || stripped || docked || banned || barred || let go || cautioned || chastised || replaced || excluded || told off || written up || spoken to || taken off || put on || placed on || issued a || issued with || moved to || moved off || moved from || sent home || asked to leave !the|a|it|his|her|their || shown the || invited to leave ) !because|to",
            "( disciplinary|dismissal|sanctions|reprimand|reprimands|demotion ) !tech",
            "( formal|written|verbal|official|oral ) ( warning|reprimand|caution|notice )",
            "( final|first|last ) ( warning|reprimand|caution )",
            "warning letter",
            "( performance ( improvement plan || rating|ratings|appraisal|conversation ) || personnel|hr ( file|review|process|matter|meeting|conversation|case|investigation|proceedings|hearing ) || conduct ( case|investigation|proceedings|hearing|panel ) )",
            "( human resources || people & culture || people and culture || people team )",
            "hr ( was|were|has|have|is|will ) ~,2 ( informed|notified|involved|told|consulted )",
            "( with|by|informed|involve|involving|notified|inform|notify ) hr || ( referred|reported|escalated|passed|handed|raised ) ~,4 to hr",
            "( PO 's || POSS ) ~,5 ( access|rights|privileges|permissions|badge|bonus|salary|pay|contract|promotion|role|rating|raise|fee|allowance|merge-rights|deploy-rights|key|keys|seat|position|credentials|approval|commission|share|salaries|bonuses|rates|stipend|wages|position ) ~,5 ( revoked|withdrawn|withheld|removed|cut|suspended|terminated|docked|cancelled|canceled|reduced|downgraded|forfeited|restricted|stripped|taken|ended|postponed|reflected|reconsidered|reviewed|frozen|halved|stopped )",
            "( revoke|withdraw|withhold|remove|strip|cut|suspend|terminate|dock|cancel|reduce|revoked|withdrew|removed|withdrawn|suspended|stripped ) ~,4 ( PO 's || POSS ) ~,5 ( access|rights|privileges|permissions|bonus|salary|pay|contract|promotion|role|approval|deploy|commit|merge|admin|production|prod|write )",
            "( revoke|withdraw|withhold|remove|strip|cut|suspend|terminate|dock|cancel|withdrawal ) ~1 ( of )? the? ( bonus|access|rights|privileges|contract|salary|commit ) ~,3 ( of|for|from|with ) ~,3 O",
            "( PO|he|she || him|her|them || BE|been ) ~,4 ( taken|take|removed|remove|pulled|moved|dropped|off|suspended|excluded|struck|kicked ) ~,2 ( off|from ) ~,5 ( rotation|rota|project|team|roster|on-call|duty|position|duties|programme|program|role|post )",
            "( PX|he|she ) ~,4 no longer ~,6 ( merge|deploy|approve|on-call|access|allowed|permitted|work|works|working|invited|employed|trusted|part|member|hold|holds|have|has ) ~,4 ( rights|alone|with|for|to|on|in|here|privileges|production|changes|us|back|. )",
            "held ~,4 ( accountable || responsible || to account )",
            "( face|faces|facing|suffer|have|be|draw|bear|with ) ~,2 ( consequences|disciplinary|repercussions|sanctions|penalties )",
            "( face|faces|facing|suffer ) ~,2 ( measures|action )",
            "consequences ~,1 ( for|will|are|to ) ~,3 ( whoever|PO|O|anyone|those )",
            "( access|account|accounts|rights|privileges|permissions|bit|licence|license|bonus ) ~,6 ( withdrawn|removed|revoked|taken|suspended|withheld|stripped ) ~,2 ( from|of ) ~,2 O",
            "( access|account|accounts|rights|privileges|permissions|bit|bonus|contract ) ( of|for ) ~,3 O ~,6 ( withdrawn|removed|revoked|taken|suspended|withheld|terminated|closed|cut )",
            "( take|remove|took|removed ) PERS|O ~,1 off ~,3 ( list|rota|rotation|project|roster|approvers )",
            "( PO|WE ) fired|sacked ~,1 O",
            "( lose|loses|lost|losing|forfeit|forfeits ) ( his|her|their ) ~,3 ( access|rights|privileges|permissions|bonus|role|seat|licence|licenses|key|keys|badge|job|commit )",
            "( access|rights|privileges ) ( of|for ) ~,6 ( taken away || withdrawn || revoked )",
            "( access|rights|privileges|permissions ) ( of|for ) ~,3 O ~,8 ( away|back|withdrawn|revoked|removed )",
            "P ~,3 now ( sits|works|reports|serves|spends ) ~,8 ( without|under|elsewhere|only|no )",
            "note ~,3 ( in|on ) ~,2 file",
            "personnel file|files",
            "( made|make|making ) ~,1 an? example",
            "( name and shame || named and shamed || zero tolerance || three strikes || heads will roll || head must roll || legal action against || stern talk || stern word|words || had a word with || have a word with || let go || shown the door || on notice || out of ( his|her|their ) own pocket || dressed down || dressing down || dressing-down || on the carpet || naughty step || probation|probationary || severance || garden leave || gardening leave || pending investigation || parted ways || parted company || resign || resigned || resignation || handed in || stepped down || step down || clawed back || clawback || pay for the damage || reflected in ( his|her|their|the ) )",
            "( fire|sack|dismiss|demote|suspend|discipline|reprimand|censure|admonish|punish|penalise|penalize|sanction|reprimanded|sacked|fired|demoted|disciplined|fines|fined|expel|expelled ) ~,1 O !'s",
            "( escalated|reported|referred ) ~,3 to ~,1 ( his|her|their ) ( manager|line|boss|supervisor|employer )",
            "contract ( with|of ) ~,5 ( terminated|ended|cancelled|withdrawn|renewed )",
            "( PO|O|he|she|him|her|them ) ~,3 ( lose|loses|lost|forfeit|forfeits|forfeited ) ~,4 ( access|rights|bonus|privileges|seat|position|role|job|licence|license|badge|key|keys|commit )",
            "( will|shall|may|must ) no longer ~1 be ~,1 ( invited|asked|allowed|trusted|employed|considered )",
            unless=[guards.TECH_PUNISH],
        ),
    ),
    message='"{text}" is a consequence for a person; write what should differ for everybody, and keep personnel matters elsewhere',
    ask="What access or step should differ for everybody, and how?",
    rewrite="Production write access is granted for {time} on request; {tool} logs it.",
    rank=14,
    askable=True,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The findings of this rule, out of the bundle's common analysis."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/punitive",
    Severity.ERROR,
    check,
    bad=[
        "The engineer received a «formal warning».",
        "«The operator was demoted» after the incident.",
    ],
    good=[
        "The leaked token was revoked at 10:31.",
        "The pod was terminated by the kernel.",
        "Jobs were suspended while the queue drained.",
        "Will the member be expelled?",
        "Production write access is now granted for one hour on request.",
    ],
)
