"""Comments that say: this finding is meant to stay."""

from dataclasses import dataclass

from pmtool.model.span import Span


@dataclass(frozen=True, slots=True)
class Suppression:
    """One `pm:ignore` comment.

    span: the comment. scope: the text it covers. names: rules or bundles. reason: None where it is missing.
    """

    span: Span
    scope: Span
    names: tuple[str, ...]
    reason: str | None

    def covers(self, rule: str, span: Span) -> bool:
        """Whether a finding of a rule at a span is meant."""
        if not (rule in self.names or rule.partition("/")[0] in self.names):
            return False
        return self.scope.start <= span.start < self.scope.end or self.scope.overlaps(span)
