"""A phrase that this team has ruled out in its configuration.

Teams have words of their own that have become accusations. Each rule in `[[blame.rules]]` has a `name`, a `pattern` (a
regular expression, matched without case in one sentence), a `message` and, if you like, `ask`, `rewrite` and `severity`.
Code and URLs are masked as the word CODE. Faulty patterns, and patterns whose matching time is not bounded, are refused
when the configuration is read.

## Why
Nobody else can know them. A rule in the configuration keeps the agreement where the reviews are, with its reason.

## Instead
Whatever the rule's own question and rewrite say.
"""

from collections.abc import Iterator

from pmtool.config.phrases import phrase_rules
from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.vocab import Severity

# A sentence is looked at up to here: with the limits on patterns this bounds the time of a match.
MAX_SENTENCE = 2000


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The matches of the configured phrases."""
    rules = phrase_rules(context.config.blame.rules)
    if not rules:
        return
    for sentence in document.sentences:
        text = sentence.text[:MAX_SENTENCE].replace("’", "'")
        for rule in rules:
            for match in rule.pattern.finditer(text):
                if match.end() > match.start():
                    yield Finding(
                        sentence.span(match.start(), match.end()),
                        f'"{match[0]}": {rule.message}',
                        severity=Severity(rule.severity),
                        ask=rule.ask,
                        rewrite=rule.rewrite,
                        why={"rule": rule.name},
                    )


_CONFIG = """
[[blame.rules]]
name = "cowboy"
pattern = "\\\\bcowboy (fix|change)e?s?\\\\b"
message = "name the step that was left out"
ask = "Which step was left out, and what made that possible?"
severity = "error"
"""

RULE = Rule(
    "blame/own-phrase",
    Severity.WARNING,
    check,
    bad=[
        Example("It was another «cowboy fix».", config=_CONFIG),
        Example("Two «Cowboy **changes»** went out on Friday.", config=_CONFIG),
    ],
    good=[
        Example("The command `cowboy fix` is the name of a tool.", config=_CONFIG),
        "It was another cowboy-fix day in the theme park.",
    ],
)
