"""A small repository of reviews, and an editor connected to a server in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.lsp.client import Editor, running

REFUNDS = """---
title: Refund policy 💸 that does not exist
status: draft
severity: sev2
aliases: [2026-03-refunds]
---

## Summary

The assistant quoted a policy.

## Actions

- [ ] **A1** Block a deploy until the evaluation passes
  - owner: support-ml
  - due: 2026-03-20
- [x] **A2** Alert when an answer cites no page
  - owner: ml-platform
  - done: 2026-03-11

## Lessons

Policies need owners.
"""

SEARCH = """---
title: Search was slow
status: draft
severity: sev3
recurrence_of: [2026-03-refunds]
---

## Summary

See [the refunds review](2026/2026-03-02-refunds.md) and 2026-03-02-refunds/A1.
The log is at evals/cases.yaml, and [below](#what-we-learned).

## What we learned

Nothing yet.
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of one test's own."""
    return make_repository(tmp_path)


def make_repository(folder: Path) -> Path:
    """A repository with two reviews, a file that is none, and a configuration."""
    root = folder / "repo with space"
    (root / "postmortems" / "2026").mkdir(parents=True)
    (root / "evals").mkdir()
    (root / ".git").mkdir()
    (root / "pm.toml").write_text('directory = "postmortems"\n')
    (root / "README.md").write_text("# Read me\n\n<!-- pm:ignore blame -->\nHello.\n")
    (root / "evals" / "cases.yaml").write_text("cases: []\n")
    (root / "postmortems" / "2026" / "2026-03-02-refunds.md").write_text(REFUNDS, encoding="utf-8")
    (root / "postmortems" / "2026-03-09-search.md").write_text(SEARCH, encoding="utf-8")
    return root


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def editor(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Editor]:
    """An editor in a repository that the tests of a module share; starting a server takes a second."""
    async with running(make_repository(tmp_path_factory.mktemp("shared"))) as found:
        yield found
