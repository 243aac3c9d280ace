"""Reviews for these tests: everything that publishing asks for is there, so that one thing at a time can be
taken away."""

BLAME = "The engineer failed to check the logs."
OTHER_BLAME = "The operator forgot to renew the certificate."

FRONT = {
    "title": "Checkout answered slowly",
    "status": "draft",
    "kind": "incident",
    "severity": "sev2",
    "services": "[checkout]",
    "times": "{started: 2026-03-02T09:00:00Z, detected: 2026-03-02T09:10:00Z, resolved: 2026-03-02}",
    "detected_by": "monitor",
    "facilitator": "reliability-guild",
    "authors": "[checkout-team]",
    "reviewers": "[platform-team]",
    "factors": "[evaluation_gap, monitoring_gap]",
}

BODY = """## Summary

The queue filled up and answers came late.

## Actions

- [ ] **A1** Alert when the queue holds more than a thousand orders
  - owner: checkout-team
  - due: 2026-05-01
- [x] **A2** Add a second worker for the queue
  - owner: checkout-team
  - done: 2026-03-05
"""


def review(body: str = BODY, **front: str | None) -> str:
    """A review; a key with None is left out."""
    merged = {**FRONT, **front}
    lines = "".join(f"{key}: {value}\n" for key, value in merged.items() if value is not None)
    return f"---\n{lines}---\n\n{body}"
