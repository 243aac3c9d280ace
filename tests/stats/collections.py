"""Collections of small reviews for the tests."""

from collections.abc import Sequence

CONFIG = {"pm.toml": ""}


def review(
    day: str,
    *,
    title: str = "Answers were slow",
    status: str = "published",
    kind: str | None = "incident",
    severity: str = "sev2",
    services: Sequence[str] = ("answers",),
    factors: Sequence[str] = ("monitoring_gap",),
    detected_by: str | None = "monitor",
    times: str = "",
    more: str = "",
    actions: str = "",
) -> str:
    """The text of a review that began on a day."""
    times = times or f"  started: {day}T09:00:00Z\n  detected: {day}T09:30:00Z\n  resolved: {day}T11:30:00Z\n"
    lines = [f"title: {title}", f"status: {status}", f"severity: {severity}"]
    lines += [f"kind: {kind}"] if kind else []
    lines += [f"detected_by: {detected_by}"] if detected_by else []
    lines += [f"services: [{', '.join(services)}]", f"factors: [{', '.join(factors)}]"]
    front = "\n".join(lines) + f"\ntimes:\n{times}{more}"
    body = f"\n# {title}\n\n## Summary\n\nIt was slow.\n"
    return f"---\n{front}---\n{body}" + (f"\n## Actions\n\n{actions}" if actions else "")


def collection(days: Sequence[str], **values: object) -> dict[str, str]:
    """One review a day."""
    return {
        f"postmortems/{day}-slow-{n}.md": review(day, **values)  # type: ignore[arg-type]
        for n, day in enumerate(days)
    } | CONFIG
