"""Capitalised words that look like a person's name and are none: functions, companies, places, ships, products, dates.

Only for names that are not known for certain. In doubt a word is no person: a false alarm about a product costs the rule
more trust than a name that it did not know.
"""

# ruff: noqa: SIM905 -- word lists read better as text

import re

from pmtool.prose import grammar
from pmtool.prose.lexicon import lexicon
from pmtool.prose.trace import Trace

# Functions, disciplines and roles beyond the lexicon's, which stand alone as a subject ("Product chose ...").
_FUNCTIONS = frozenset(
    "access accounts admin analytics app apps application backup biology bot build chemistry ci client cluster committee "
    "console council court crew customer customers dashboard data database delivery deploy desk dev developers dispatch "
    "dialog docs editorial education ethics everyone experience fleet group growth hardware helpdesk incident inventory it "
    "lab law library mail main management market medical monitoring network oncall on-call operators parliament partner "
    "partners people physics plant policy pr press privacy production program project qa quality recruiting recruitment "
    "releases reliability review safety school search server service services shop site software staff storage store "
    "success supply system systems team teams tech test testing tools traffic training user users vendor vendors ward web".split()
)
# A word of a company's or a place's name: "Air Canada", "Travis CI". The first also after a given name, where the second
# may be a surname ("Tim West").
_COMPANY = frozenset(
    "ab ag agency air airline airlines airport airways authority bahn bank board cloud college commission company "
    "computing consulting corp corporation council county desk digital energy express foundation gmbh group healthcare "
    "holdings hospital hotels hub inc industries institute insurance labs limited llc logistics ltd media ministry motors "
    "networks organisation organization partners pharma plc rail railway research services software solutions street "
    "studios systems technologies telecom telecoms university".split()
)
_ORGANISATION = _COMPANY | frozenset(
    "bridge capital central city court fort holding hotel international lake line lines mount mutual national network new "
    "north northern port post power river road royal saint san santa security service south southern station studio "
    "transport trust union united water west western east eastern".split()
)
_PLACES = frozenset(
    "africa america argentina asia australia austria belgium brazil britain canada chile china denmark england europe "
    "finland france germany greece hungary india ireland israel italy japan kenya korea mexico netherlands norway poland "
    "portugal scotland singapore spain sweden switzerland turkey ukraine wales zealand".split()
)
# Given names that are more often something else in these texts: they need a surname or a personal verb.
_OFTEN_THINGS = frozenset(
    "adam alpine angular bamboo bob caddy clover cypress django dora eve flink fares gatsby hudson isabelle jasmine jest "
    "karpenter kibana lean luna marathon mesa mona piazza said salt seed sierra thu travis user zeus".split()
)
_DATES = frozenset(
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september october "
    "november december mon tue tues wed thu thur thurs fri sat sun".split()
)
_SHIPS = frozenset(
    "mv ms ss hms uss rms sv ferry ship vessel tanker barge trawler submarine aboard tug".split()
)
_PLACE_BEFORE = frozenset("in near at across via around outside inside throughout".split())
_SAINTS = frozenset("são sao san santa saint sankt st port fort mount lake los las el rio".split())
_PARTS = frozenset("optimizer optimiser eps states ci cd api sdk cli ui db os vm".split())
_THING_ENDINGS = tuple(
    "tion sion ment ness ship ware ics istry ology ography ity bot hub desk team ops ances ings ers ors ists ants ents ees "
    "cians ians folk base stack script cloud ing".split()
)
# "JupyterHub", but not "McAllister" or "DeShawn": two letters or more, small ones before the second capital.
_CAMEL = re.compile(r"(?!Mc|Mac|De|Di|La|Le|Van|Fitz|O')[^\W\d_]+[a-zß-ÿ][A-Z]")
_WORD = re.compile(r"(?<![\w@/.#-])[^\W\d_]{2,40}(?![\w@/])")


# "Alice, our main server", "the node Alice", "an agent called Bob": what the text itself calls a thing.
_MACHINE = r"(?:servers?|nodes?|machines?|clusters?|vms?|bots?|chatbots?|boxes|databases?)"
_IS_MACHINE = re.compile(
    rf"\b([^\W\d_]{{2,30}})(?:,| is| was) (?:our|the|a|an|one of our)\b[^.,;\n]{{0,40}}\b{_MACHINE}(?=[.,;:)\n]| with| which| that)"
)
_MACHINE_IS = re.compile(
    rf"\b{_MACHINE} ([A-Z][^\W\d_]{{1,30}})(?=[.,;:)\n]| (?:is|in|at|to|from|with)\b)"
    r"|\b(?:agent|assistant|model|server|node|bot|chatbot|ship|storm|release|project),? "
    r"(?:(?:called|named|nicknamed|code-named) [“\"']?|[“\"'])([A-Z][^\W\d_]{1,30})\b"
)


def often_thing(word: str) -> bool:
    """Whether a given name needs another cue, as it is also a word, product, place or month."""
    return word in grammar.AMBIGUOUS_NAMES or word in _OFTEN_THINGS


def function_word(word: str) -> bool:
    """Whether a word (lower case) is a function, a group or a role: "support", "finance", "infra"."""
    words = lexicon()
    return word in words.functions or word in words.people or word in _FUNCTIONS


def is_thing(trace: Trace, start: int, end: int, *, given: bool) -> bool:
    """Whether tokens `start:end` are no person. given: the first is a given name; else only its verb speaks for it."""
    tokens = trace.tokens
    names = [token.text for token in tokens[start:end]]
    before = tokens[start - 1].text if start else ""
    if before in _SHIPS or before in _SAINTS or (before in ("the", "a", "an") and len(names) == 1):
        return True
    if names[0] in _DATES and len(names) == 1 and _near_number(trace, start, end):
        return True
    after = tokens[end] if end < len(tokens) else None
    if any(name in _COMPANY or (not given and name in _ORGANISATION | _PLACES) for name in names[1:]):
        return True
    if after is not None and (after.text in _PARTS or (given and _product_after(trace, start, end))):
        return True
    return not given and _unlikely(trace, start, names, before)


def _near_number(trace: Trace, start: int, end: int) -> bool:
    """`25 Jan`, `Jan 20`, `Thu, Mar 07`: a number stands beside it, or another word of a date."""
    beside = [*trace.tokens[max(0, start - 2) : start], *trace.tokens[end : end + 2]]
    return any(token.shape == "0" or (token.shape == "X" and token.text in _DATES) for token in beside)


def _product_after(trace: Trace, start: int, end: int) -> bool:
    """`Travis CI`: capitals follow directly and are no initials."""
    token = trace.tokens[end]
    return token.shape == "A" and len(token.text) < 4 and token.start - trace.tokens[end - 1].end == 1 and (
        often_thing(trace.tokens[start].text)
    )  # fmt: skip


def _unlikely(trace: Trace, start: int, names: list[str], before: str) -> bool:
    first = trace.tokens[start]
    if first.shape == "X" and trace.text[first.end : first.end + 1] == "." and len(names[0]) == 1:
        return False  # "J. Marsh"
    if names[0] in _ORGANISATION or names[0] in _PLACES or before in _PLACE_BEFORE or before == "of":
        return True
    if function_word(names[-1]) or (len(names) == 1 and names[0].endswith(_THING_ENDINGS)):
        return True
    if names[0] in lexicon().verbs or "." in names[0] or "/" in names[0]:
        return True
    return _CAMEL.match(trace.text[first.start : first.end]) is not None


def small_words(text: str) -> frozenset[str]:
    """The words that a text writes in lower case somewhere: "Application" is then no name there."""
    return frozenset(word for word in _WORD.findall(text) if word.islower())


def called_things(text: str) -> frozenset[str]:
    """Names, in lower case, that a text gives to a machine, an agent or a ship."""
    found = [match[1] for match in _IS_MACHINE.finditer(text)]
    found += [match[1] or match[2] for match in _MACHINE_IS.finditer(text)]
    return frozenset(name.lower() for name in found if name[:1].isupper())
