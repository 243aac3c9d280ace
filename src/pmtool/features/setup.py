"""`pm init`: what a repository needs, what it has, and the difference."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
import os
from pathlib import Path
from typing import Any

from pmtool import __version__, edit
from pmtool.config import Config
from pmtool.config.writing import default_config_text
from pmtool.errors import PmError
from pmtool.features import hooks
from pmtool.features.rendering import render
from pmtool.features.surroundings import DEFAULT_DIRECTORY, Surroundings
from pmtool.resources import Templates
from pmtool.vocab import CiChoice

GITLAB_JOB = ".gitlab/ci/postmortems.yml"


class State(Enum):
    """What would happen to a file."""

    NEW = "+"
    SAME = "="
    DIFFERS = "~"


@dataclass(frozen=True)
class Item:
    """A file. path: relative to the root; text: what it would hold; note: what to know about it.

    always: a change that only adds, made without `--force`. expected: the content that it was made from.
    """

    path: str
    text: str
    state: State
    note: str = ""
    always: bool = False
    expected: str | None = None

    def writes(self, *, force: bool) -> bool:
        """Whether it will be written."""
        return self.state is State.NEW or (self.state is State.DIFFERS and (force or self.always))


@dataclass(frozen=True)
class Plan:
    """All files, and notes on what was found."""

    root: Path
    directory: str
    items: tuple[Item, ...]
    notes: tuple[str, ...]


def plan(
    around: Surroundings, config: Config, directory: str | None, ci: CiChoice | None, *, ai: bool = False
) -> Plan:
    """What `pm init` would do. Raises PmError where the directory contradicts the configuration.

    ai: with a policy, an inventory and a template for teams that run AI systems.
    """
    root = config.root or around.root
    chosen, notes = _directory(around, config, directory)
    values = {
        "directory": chosen,
        "branch": around.branch,
        "requirement": requirement(__version__),
        "own_path": GITLAB_JOB,
        "policy_config_link": _relative("policies", config.source.name if config.source else "pm.toml"),
        "config_link": _relative(chosen, config.source.name if config.source else "pm.toml"),
    }
    own = root / config.templates.directory
    maker = _Maker(root, Templates(own if own.is_dir() else None), values)
    where = ci or around.provider
    items = [*_configured(maker, config, chosen), maker.item(f"{chosen}/README.md", "init/README.md.j2")]
    if ai:
        items += _for_ai(maker, config)
    if around.in_git and root != around.root:
        below = root.relative_to(around.root).as_posix() if root.is_relative_to(around.root) else str(root)
        notes.append(
            f"the configuration lies in {below}/; CI and hooks at the top are left to you: pm -C {below} lint"
        )
        return Plan(root, chosen, tuple(items), tuple(notes))
    items += _hosted(maker, where, around.provider)
    items.append(_hook(maker))
    if where is CiChoice.NONE and ci is None:
        notes.append("no CI: no remote on GitHub or GitLab was found; choose with --ci github or --ci gitlab")
    if not around.in_git:
        notes.append("this is no git repository; it works, but branches, authors and history stay unknown")
    return Plan(root, chosen, tuple(items), tuple(notes))


def carry_out(plan_: Plan, *, force: bool) -> list[str]:
    """Write what is missing (with `force` also what differs); the paths written."""
    written = []
    for item in plan_.items:
        if not item.writes(force=force):
            continue
        path = plan_.root / item.path
        if item.state is State.NEW:
            edit.create(path, item.text, below=plan_.root)
        else:
            edit.replace(path, item.text, expected=item.expected)
        written.append(item.path)
    return written


def requirement(version: str) -> str:
    """What CI installs: this series, so that a new rule does not stop a pipeline overnight."""
    return f"pmtool~={'.'.join(version.split('.')[:2])}.0"


@dataclass(frozen=True)
class _Maker:
    """Makes items by comparing what should be with what is there."""

    root: Path
    templates: Templates
    values: dict[str, Any]

    def item(self, path: str, template: str, *, note: str = "") -> Item:
        return self.compared(path, render(self.templates, template, self.values), note=note)

    def compared(self, path: str, text: str, *, note: str = "") -> Item:
        present = self.read(path)
        if present is None:
            return Item(path, text, State.NEW, note)
        if present.replace("\r\n", "\n") == text:  # git may have checked it out with other line ends
            return Item(path, text, State.SAME)
        return Item(path, text, State.DIFFERS, "differs from what pm would write; kept", expected=present)

    def read(self, path: str) -> str | None:
        """The file's text with its line ends, None where there is none; PmError if it cannot be read."""
        full = self.root / path
        try:
            return full.read_bytes().decode("utf-8")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise PmError(f"{full} cannot be read: {error}", "nothing was written") from None


def _directory(around: Surroundings, config: Config, given: str | None) -> tuple[str, list[str]]:
    if config.source is not None:
        if given is not None and given not in config.directory:
            raise PmError(
                f"{config.source.name} names {', '.join(config.directory)} as the directory, not {given}",
                f"change 'directory' in {config.source.name}, or leave --dir out",
            )
        return given or config.directory[0], []
    if given is not None:
        return given, []
    if not around.collections:
        return DEFAULT_DIRECTORY, []
    first, *others = around.collections
    notes = [
        f"adopted {first.directory}/ with {first.files} Markdown {'file' if first.files == 1 else 'files'}"
    ]
    notes += [
        f"also found {other.directory}/ ({other.files}); add it to 'directory' if it holds reviews"
        for other in others
    ]
    return first.directory, notes


def _configured(maker: _Maker, config: Config, directory: str) -> Iterator[Item]:
    """The configuration: an existing one is the team's own and is never rewritten."""
    if config.source is not None:
        yield Item(config.source.name, "", State.SAME)
        return
    yield maker.compared("pm.toml", default_config_text({"directory": [directory]}))


def _for_ai(maker: _Maker, config: Config) -> Iterator[Item]:
    """Policy, inventory and template. An inventory that is there is the team's own, filled as time goes by."""
    yield maker.item("policies/post-mortems.md", "init/policy.md.j2")
    for path, template in (
        ("systems.yaml", "init/systems.yaml.j2"),
        (f"{config.templates.directory}/new/ai-incident.md.j2", "init/ai-incident.md.j2"),
    ):
        present = maker.read(path)
        yield maker.item(path, template) if present is None else Item(path, present, State.SAME)


def _hosted(maker: _Maker, where: CiChoice, provider: CiChoice) -> Iterator[Item]:
    """The CI job and the pull-request template."""
    host = where if where is not CiChoice.NONE else provider
    if host is CiChoice.GITHUB:
        yield maker.item(".github/PULL_REQUEST_TEMPLATE/postmortem.md", "init/pull_request.md.j2")
    if host is CiChoice.GITLAB:
        yield maker.item(".gitlab/merge_request_templates/postmortem.md", "init/pull_request.md.j2")
    if where is CiChoice.GITHUB:
        yield maker.item(".github/workflows/postmortems.yml", "init/github.yml.j2")
    if where is CiChoice.GITLAB:
        yield maker.item(GITLAB_JOB, "init/gitlab.yml.j2")
        present = maker.read(".gitlab-ci.yml")
        if present is None:
            yield maker.item(".gitlab-ci.yml", "init/gitlab-include.yml.j2")
        elif GITLAB_JOB in present or "pm lint" in present:
            yield Item(".gitlab-ci.yml", present, State.SAME)
        else:
            note = f"is yours; add to it: include: [{{local: {GITLAB_JOB}}}]"
            yield Item(".gitlab-ci.yml", present, State.SAME, note)


def _hook(maker: _Maker) -> Item:
    path = ".pre-commit-config.yaml"
    hook = render(maker.templates, "init/pre-commit-hook.yaml.j2", maker.values)
    present = maker.read(path)
    if present is None:
        return Item(path, hooks.new_file(hook), State.NEW)
    if hooks.has_hook(present):
        return Item(path, present, State.SAME)
    try:
        text = hooks.add_hook(present, hook)
    except hooks.CannotAddError as error:
        return Item(path, present, State.SAME, f"{error}; add the hook by hand:\n{hook}".rstrip())
    return replace(
        Item(path, text, State.DIFFERS, "adds the hook, all else stays"), always=True, expected=present
    )


def _relative(directory: str, file: str) -> str:
    """A link from the directory's README to a file at the root."""
    return Path(os.path.relpath(file, directory)).as_posix()
