"""`pm explain`: Markdown about whatever has a name here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from pmtool import rules
from pmtool.config import Config
from pmtool.errors import PmError
from pmtool.rules.base import Example, Rule

# How many examples of each kind a page shows; the rest are tests.
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One line of the list of rules."""

    name: str
    bundle: str
    severity: str
    summary: str
    fixable: bool


def rule_rows(names: Sequence[str] | None = None) -> list[RuleRow]:
    """All rules, in the order of the bundles."""
    return [
        RuleRow(rule.name, rule.bundle, str(rule.severity), rule.summary, rule.fixable)
        for rule in rules.load_all(names)
    ]


def rule_page(rule: Rule, *, level: int = 1) -> str:
    """A rule's page: its documentation, facts, examples, how to change or suppress it.

    level: of the page's heading; the rule's own headings go one below.
    """
    summary, _, rest = rule.doc.partition("\n")
    marks = "#" * level
    body = rest.strip().replace("\n## ", f"\n{marks}# ").removeprefix("## ")
    if rest.strip().startswith("## "):
        body = f"{marks}# {body}"
    fixable = " · `pm lint --fix` can mend it" if rule.fixable else ""
    parts = [
        f"{marks} {rule.name}",
        summary,
        f"Severity: {rule.severity}{fixable}",
        body,
        *_examples(rule, marks),
        f"{marks}# Change or suppress",
        _how_to_change(rule),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _how_to_change(rule: Rule) -> str:
    return (
        f'In `pm.toml`: `[lint.severity]` with `"{rule.name}" = "info"` (or `"off"`). In one place, with the reason: '
        f"`<!-- pm:ignore {rule.name} -- why it is meant to stay -->` on the line or before the block."
    )


def _examples(rule: Rule, marks: str) -> Iterator[str]:
    for title, examples in (("Found (between « and »)", rule.bad), ("Left alone", rule.good)):
        yield f"{marks}# {title}"
        shown = sorted(examples, key=lambda e: "\n" in e.text)[:_SHOWN]
        if all("\n" not in example.text.strip() for example in shown):
            yield "\n".join(f"- {_line(example)}" for example in shown)
        else:
            yield "\n\n".join(_fence(example.text) for example in shown[:2])


def _line(example: Example) -> str:
    return example.text.strip()


def _fence(text: str) -> str:
    fence = "````" if "```" in text else "```"
    return f"{fence}markdown\n{text.strip()}\n{fence}"


def find_page(name: str, config: Config | None = None) -> str:
    """The page of a name: a rule, a bundle, a factor class, a clock, a word of an enumeration, a term.

    config: whose own classes and clocks count. Raises PmError with the nearest name for an unknown one.
    """
    from pmtool.features import cataloguing

    config = config or Config()
    known = rules.all_names()
    if name in known:
        return rule_page(rules.load(name))
    if name in rules.bundles():
        # `privacy` is a bundle and a kind of harm
        return bundle_page(name) + "".join(
            f"\n{page}" for page in (cataloguing.page_of(name, config),) if page
        )
    if name in ("pm.toml", "config", "configuration"):
        from pmtool.config.writing import configuration_page

        return configuration_page()
    page = cataloguing.page_of(name, config)
    if page is not None:
        return page
    endings = [rule for rule in known if rule.endswith(f"/{name}")]
    if len(endings) == 1:
        return rule_page(rules.load(endings[0]))
    near = get_close_matches(
        name, [*known, *(rule.partition("/")[2] for rule in known), *rules.bundles()], n=1
    )
    right = near[0] if near else cataloguing.nearest(name, config)
    hint = f"did you mean '{right}'?" if right else "list all rules with: pm explain"
    raise PmError(f"nothing here is called '{name}'", hint)


def bundle_page(bundle: str) -> str:
    """A bundle's rules, a line each."""
    lines = [f"# {bundle}", ""]
    lines += [f"- **{row.name}** ({row.severity}): {row.summary}" for row in rule_rows(rules.names(bundle))]
    return "\n".join(lines) + "\n"
