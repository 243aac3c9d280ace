"""How long after the pause the editor shows diagnostics: a 1,500-word review, a real server over stdio.

Run: `python benchmarks/lsp_latency.py [--rounds N]`. Printed is the median of the time from the change
notification to `publishDiagnostics` for that version, less the debounce pause (the bar is 100 ms), and the
start of the server.
"""

import argparse
import json
import os
from pathlib import Path
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Any

WORDS = 1500
DEBOUNCE_MS = 150
_FRONT = """---
title: The queue grew while its alert was silent
status: in_review
kind: incident
severity: sev2
services: [queue]
times: {started: 2026-03-02T09:10:00Z, detected: 2026-03-02T14:05:00Z}
detected_by: monitor
factors: [evaluation_gap]
---

## Summary

"""
_SENTENCES = (
    "The consumer read one message at a time, and the queue grew by 400 a minute.",
    "The alert compares with the mean of the last week, which had grown as well.",
    "The engineer on call failed to notice the graph, as it was on the second page.",
    "A deploy at 09:10 raised the time limit from 2 to 20 seconds; nothing tests that value.",
    "Customers saw **old prices** for six hours, see [the dashboard](dashboard.md) and `prices.yaml`.",
    "Support obviously should have been told, and the runbook names no team.",
)
_TIMELINE = "\n".join(
    f"- 2026-03-02 {9 + n // 4:02}:{n % 4 * 15:02} The lag passed {n * 100}." for n in range(24)
)
_ACTIONS = "\n".join(
    f"- [ ] **A{n}** Limit the queue to {n}00 messages\n  - owner: queue-team\n  - due: 2026-03-2{n}\n"
    "  - aim: prevent"
    for n in range(1, 7)
)


def review(words: int = WORDS) -> str:
    """A review of about that many words, with findings of several bundles."""
    parts = [_FRONT]
    number = 0
    tail = f"\n\n## Timeline\n\n{_TIMELINE}\n\n## Actions\n\n{_ACTIONS}\n"
    while len(" ".join([*parts, tail]).split()) < words:
        parts.append(_SENTENCES[number % len(_SENTENCES)])
        number += 1
        parts.append("\n\n" if number % 5 == 0 else " ")
    return "".join(parts) + tail


class Connection:
    """A client of a few lines, so that the server's time is what is measured."""

    def __init__(self, root: Path) -> None:
        environment = {**os.environ, "PM_NOW": "2026-04-01T12:00:00Z"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pmtool", "lsp"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        options = {"debounce": DEBOUNCE_MS}
        parameters = {
            "processId": None,
            "rootUri": root.as_uri(),
            "capabilities": {},
            "initializationOptions": options,
        }
        self.send("initialize", parameters, number=1)
        while self.receive().get("id") != 1:
            pass
        self.send("initialized", {})

    def send(self, method: str, parameters: Any, number: int | None = None) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": parameters}
        body = json.dumps(message if number is None else {**message, "id": number}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        length = 0
        while line := self._process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        found: dict[str, Any] = json.loads(self._process.stdout.read(length))
        return found

    def published(self, version: int) -> int:
        """Wait for the diagnostics of a version; how many there are."""
        while True:
            message = self.receive()
            parameters = message.get("params", {})
            if (
                message.get("method") == "textDocument/publishDiagnostics"
                and parameters.get("version") == version
            ):
                return len(parameters["diagnostics"])

    def processor_ms(self) -> float:
        """Processor time of the server so far; 0 where the system does not tell."""
        try:
            words = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK") * 1000

    def close(self) -> None:
        self.send("shutdown", None, number=2)
        while self.receive().get("id") != 2:
            pass
        self.send("exit", None)
        self._process.wait(10)


def measure(rounds: int) -> tuple[float, list[float], float, int]:
    """Seconds to the first diagnostics; milliseconds after the pause, of processor time; findings."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "postmortems").mkdir()
        (root / "pm.toml").write_text("")
        uri = (root / "postmortems" / "2026-03-02-queue.md").as_uri()
        text = review()
        began = time.perf_counter()
        connection = Connection(root)
        item = {"uri": uri, "languageId": "markdown", "version": 0, "text": text}
        connection.send("textDocument/didOpen", {"textDocument": item})
        connection.published(0)
        start = time.perf_counter() - began
        time.sleep(0.5)  # what is loaded in the background is not what is measured
        times = []
        worked = connection.processor_ms()
        for number in range(1, rounds + 1):
            change = {"text": text.replace("one message", f"{number} messages")}
            parameters = {"textDocument": {"uri": uri, "version": number}, "contentChanges": [change]}
            began = time.perf_counter()
            connection.send("textDocument/didChange", parameters)
            findings = connection.published(number)
            times.append((time.perf_counter() - began) * 1000 - DEBOUNCE_MS)
        worked = (connection.processor_ms() - worked) / rounds
        connection.close()
        return start, times, worked, findings


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=30)
    start, times, worked, findings = measure(arguments.parse_args().rounds)
    print(f"review: {len(review().split())} words, {findings} findings")
    print(f"start to first diagnostics: {start * 1000:.0f} ms")
    median, worst = statistics.median(times), max(times)
    print(f"after the pause: median {median:.0f} ms, worst {worst:.0f} ms of {len(times)} (bar: 100 ms)")
    print(f"processor time a change: {worked:.0f} ms (what a machine with nothing else to do would take)")


if __name__ == "__main__":
    main()
