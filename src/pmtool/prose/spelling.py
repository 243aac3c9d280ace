"""British spelling to American, so that both read alike to the second opinion.

Suffix rules with exceptions for what is regular, a table for what is not: the words of incident reviews, no dictionary. The
models were trained on what this makes of the labelled text; after a change, train them again.
"""

# ruff: noqa: SIM905 -- word lists read better as text

from functools import lru_cache
import re

from pmtool.prose.tokens import MAX_WORD

_ISE = re.compile(r"(.{2,})is(e|es|ed|er|ers|ing|ation|ations|ational)\Z")
# Words that end so in both.
_NOT_ISE = re.compile(
    r"(?:(?:.*-)?(?:r|m|v|gu|no|po|p|d|l|ar|ra|pra|bra|appra|cru|bru|lou|dem|adv|exc|inc|circumc|prec|conc|treat|prem|pr|repr|"
    r"chast|parad|cerv|mort|valk|cr|desp|turquo|torto|mala|chass|exorc|den|el|ka|ir)|.*(?:rev|dev|disgu|prom|perv|superv|surpr|"
    r"compr|exerc|telev|prov|merchand|enterpr|franch|expert|advert|pract|w|lia|anch|ra|upr|sunr|moonr))\Z"
)
_OUR = re.compile(
    r"((?:mis|dis|un|re|-)*)(behavi|col|fav|hon|neighb|harb|rig|rum|cand|lab|hum|endeav|splend|arm|sav|vig|od|demean)our(.*)\Z"
)
_DOUBLED = re.compile(
    r"(.*(?:label|cancel|parcel|model|travel|signal|dial|fuel|total|pencil|counsel|quarrel|channel|level|tunnel|initial|panel|grovel|"
    r"shovel|marvel|equal|rival))l(ed|ing|er|ers|or|ors)\Z"
)
_TABLE = dict(
    pair.split(":")
    for pair in (
        "centre:center centres:centers centred:centered theatre:theater theatres:theaters metre:meter metres:meters litre:liter "
        "litres:liters fibre:fiber fibres:fibers kilometres:kilometers datacentre:datacenter licence:license licences:licenses "
        "defence:defense defences:defenses offence:offense offences:offenses pretence:pretense practise:practice "
        "practised:practiced practises:practices practising:practicing judgement:judgment judgements:judgments judgemental:judgmental judgementally:judgmentally "
        "acknowledgement:acknowledgment acknowledgements:acknowledgments fulfilment:fulfillment enquire:inquire enquired:inquired enquires:inquires catalogue:catalog catalogues:catalogs catalogued:cataloged dialogue:dialog dialogues:dialogs "
        "programme:program programmes:programs learnt:learned spelt:spelled burnt:burned whilst:while amongst:among towards:toward "
        "grey:gray enquiry:inquiry enquiries:inquiries ageing:aging fulfil:fulfill fulfils:fulfills skilful:skillful wilful:willful "
        "wilfully:willfully analyse:analyze analysed:analyzed analyses:analyses analysing:analyzing paralysed:paralyzed "
        "catalysed:catalyzed artefact:artifact artefacts:artifacts sceptical:skeptical scepticism:skepticism "
        "tyre:tire manoeuvre:maneuver pyjamas:pajamas mould:mold plough:plow aluminium:aluminum instalment:installment "
        "enrol:enroll enrolment:enrollment fuelled:fueled jewellery:jewelry per-cent:percent unlabelled:unlabeled mislabelled:mislabeled"
    ).split()
)


@lru_cache(maxsize=20_000)
def american(word: str) -> str:
    """A lower-case word in American spelling; of a compound, each part."""
    if len(word) < 4 or len(word) > MAX_WORD:
        return word
    if "-" in word:
        return "-".join(american(part) for part in word.split("-"))
    known = _TABLE.get(word)
    if known is not None:
        return known
    found = _ISE.match(word)
    if found and not _NOT_ISE.match(found[1]):
        return f"{found[1]}iz{found[2]}"
    found = _DOUBLED.match(word)
    if found:
        return found[1] + found[2]
    found = _OUR.match(word)
    return f"{found[1]}{found[2]}or{found[3]}" if found else word
