"""Diagnostics as the protocol wants them."""

from lsprotocol import types

from pmtool.errors import PmError
from pmtool.lsp.session import View
from pmtool.model.diagnostic import Diagnostic
from pmtool.vocab import Severity

SOURCE = "pm"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
# Text that can go: editors show it faded.
_FADED = frozenset({"structure/unused-suppression"})


def to_client(view: View, found: Diagnostic) -> types.Diagnostic:
    """One finding: message and question, the rule as code, the fix as data."""
    data: dict[str, object] = {"rule": found.rule, "ask": found.ask, "rewrite": found.rewrite, "fix": None}
    if found.fix is not None:
        place = view.range(found.fix.span)
        data["fix"] = {
            "range": {
                "start": {"line": place.start.line, "character": place.start.character},
                "end": {"line": place.end.line, "character": place.end.character},
            },
            "newText": found.fix.text,
        }
    href = view.settings.docs_url.replace("{rule}", found.rule)
    return types.Diagnostic(
        range=view.range(found.span),
        message=f"{found.message}\n{found.ask}" if found.ask else found.message,
        severity=_SEVERITIES[found.severity],
        code=found.rule,
        code_description=types.CodeDescription(href) if href else None,
        source=SOURCE,
        tags=[types.DiagnosticTag.Unnecessary] if found.rule in _FADED else None,
        data=data,
    )


def all_to_client(view: View) -> list[types.Diagnostic]:
    """All findings in a text."""
    return [to_client(view, found) for found in view.diagnostics]


def fault_to_client(fault: PmError) -> types.Diagnostic:
    """A configuration that cannot be used, shown at the top of its file."""
    top = types.Range(types.Position(0, 0), types.Position(0, 0))
    hint = f"\n{fault.hint}" if fault.hint else ""
    return types.Diagnostic(
        top, f"{fault.message}{hint}", types.DiagnosticSeverity.Error, "configuration", source=SOURCE
    )
