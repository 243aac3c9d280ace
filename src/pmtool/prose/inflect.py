"""Regular English verb forms. Irregular ones stand in the lexicon."""

_VOWELS = "aeiou"


def forms(lemma: str, past: str = "", participle: str = "") -> dict[str, str]:
    """Form -> tags: b base, s third person, d past, n participle, g gerund; one form may have several."""
    found: dict[str, str] = {}

    def add(form: str, tag: str) -> None:
        if tag not in found.get(form, ""):
            found[form] = found.get(form, "") + tag

    stem = _stem(lemma)
    regular = _past(lemma, stem)
    add(lemma, "b")
    add(_third(lemma), "s")
    for each in (past or regular).split("/"):
        add(each, "d")
    for each in (participle or past or regular).split("/"):
        add(each, "n")
    add(_gerund(lemma, stem), "g")
    return found


def _stem(lemma: str) -> str:
    """The lemma with its last consonant doubled where English doubles it (one syllable, or marked in the lexicon)."""
    if lemma.endswith("ic"):
        return lemma + "k"
    if len(lemma) < 3 or lemma[-1] in _VOWELS + "wxyh":
        return lemma
    closed = lemma[-2] in _VOWELS and lemma[-3] not in _VOWELS
    if lemma[-3:-1] in ("ui",) and lemma.startswith("q"):
        closed = True
    syllables = sum(1 for a, b in zip(" " + lemma, lemma, strict=False) if b in _VOWELS and a not in _VOWELS)
    doubled = syllables == 1 or lemma.endswith(
        ("mit", "fer", "gin", "bel", "cel", "drop", "step", "slip", "trip", "plug", "get", "set", "put")
    )
    return lemma + lemma[-1] if closed and doubled else lemma


def _past(lemma: str, stem: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ied"
    return stem + "ed"


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


def _gerund(lemma: str, stem: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + "ing"
    return stem + "ing"
