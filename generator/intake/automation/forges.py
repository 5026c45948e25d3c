"""The workflows of forges: which file goes where, and what is filled in.

A new forge is a row of the table and a template.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from generator import __version__
from generator.config import Config
from generator.intake.automation.minutes import after_slots, every_hour, every_week
from generator.intake.automation.supplies import Supply, filled

PACKAGE = "orange-friday"
BRANCH = "main"
EXTRAS = frozenset({"s3"})
"""Sorts of targets that need a library of their own; an extra of that name installs it."""

# Names are put into YAML, shell and patterns of forges, which each have signs of their own.
_PLAIN = re.compile(r"[\w./-]+")
_HEAD = re.compile(r"ref: refs/heads/(.+)")


class NoForge(Exception):
    """A workflow cannot be written for this; the message says why, and what to do."""


class Forge(Struct, frozen=True):
    """A forge: its templates, where files go in a repository, and the actions that it has."""

    template: str
    path: str
    action: str = ""
    setup_python: str = ""
    cache: str = ""


FORGES: Mapping[str, Forge] = {
    "github": Forge(
        "github.yml",
        ".github/workflows/journal.yml",
        ".github/actions/friday/action.yml",
        "actions/setup-python@v6",
        "actions/cache@v4",
    ),
    "gitlab": Forge("gitlab.yml", ".gitlab-ci.yml"),
    "forgejo": Forge(
        "forgejo.yml",
        ".forgejo/workflows/journal.yml",
        ".forgejo/actions/friday/action.yml",
        "https://data.forgejo.org/actions/setup-python@v5",
        "https://data.forgejo.org/actions/cache@v4",
    ),
}


def repository(project: Path) -> Path:
    """The top of the git repository that a journal lies in; the journal itself if in none."""
    here = project.resolve()
    return next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)


def branch(top: Path) -> str:
    """The branch that a repository is on; `main` if that cannot be seen."""
    try:
        head = (top / ".git" / "HEAD").read_text(encoding="utf-8")
    except OSError:
        return BRANCH
    found = _HEAD.fullmatch(head.strip())
    return found[1] if found else BRANCH


def workflows(
    name: str, project: Path, config: Config, at: datetime, *, branch_name: str, action: bool
) -> list[Supply]:
    """The files of a forge for a journal.

    Args:
        at: slots of cadences are looked for from here on.
        branch_name: the branch that is published; empty for the one that the repository is on.
        action: the composite action, too.

    Raises:
        NoForge: a name cannot stand in a workflow, or the forge has no actions.
    """
    forge, top = FORGES[name], repository(project)
    folder = project.resolve().relative_to(top).as_posix()
    values = _values(forge, folder, config, at, branch_name or branch(top))
    command = f"friday init --ci {name} {folder}"
    supplies = [Supply(top / forge.path, filled(forge.template, values, command))]
    if action:
        if not forge.action:
            raise NoForge(f"{name} has no composite actions; leave --action out")
        text = filled("action.yml", values, f"{command} --action")
        supplies.append(Supply(top / forge.action, text))
    return supplies


def requirement(config: Config) -> str:
    """What pip is to install for a journal: this version, with what its targets need."""
    sorts = {options.sort for options in config.targets.values()}
    extra = "".join(f"[{name}]" for name in sorted(sorts & EXTRAS))
    return f"{PACKAGE}{extra}=={__version__}"


def _values(
    forge: Forge, folder: str, config: Config, at: datetime, branch_name: str
) -> dict[str, str]:
    """What stands for the places of the templates."""
    for what, word in (("folder", folder), ("branch", branch_name), ("content", config.content)):
        if not _PLAIN.fullmatch(word) or word.startswith("-"):
            raise NoForge(f"the {what} '{word}' cannot stand in a workflow: letters, digits, ./_-")
    hour, slots = every_hour(config), after_slots(config, at)
    return {
        "ACTION_FOLDER": forge.action.rpartition("/")[0],
        "BRANCH": _quoted(branch_name),
        "CACHE": forge.cache,
        "CONTENT": config.content,
        "FOLDER": _quoted(folder),
        "FRIDAY": requirement(config),
        "PACKAGE": requirement(config).partition("==")[0],
        "PREFIX": "" if folder == "." else f"{folder}/",
        "SCHEDULE": _schedule(hour, slots),
        "SCHEDULES": "\n".join(_glab(line, branch_name) for line in (hour, *slots)),
        "SETUP_PYTHON": forge.setup_python,
        "VERSION": __version__,
        "WEEKLY": every_week(config),
    }


def _schedule(hour: str, slots: tuple[str, ...]) -> str:
    rows = [f'- cron: "{hour}"  # every hour']
    return "\n".join([*rows, *(f'- cron: "{line}"  # soon after a slot' for line in slots)])


def _glab(line: str, branch_name: str) -> str:
    words = f'glab schedule create --cron "{line}" --ref {branch_name}'
    return f"{words} --description journal --cronTimeZone UTC"


def _quoted(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)
