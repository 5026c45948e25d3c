"""Journals built in this process, and what came of them."""

import shutil
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from generator.build import stamp
from generator.build.again import again
from generator.build.edition import Edition, Options
from generator.build.line import build
from generator.build.result import Result
from generator.model.publication import REGISTER

_WISH = "the same"
TICK_SECONDS = 0.02  # of a file system's clock, and some more
Files = dict[str, bytes]

ROOT = Path(__file__).parents[2]


def built(project: Path, at: str, *, site: Path | None = None, jobs: int = 1) -> Edition:
    """Build a project as it is at an instant (ISO 8601, UTC if it names no zone)."""
    instant = datetime.fromisoformat(at)
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return build(project, at=aware, options=Options(output=site, jobs=jobs))


def built_again(project: Path, at: str) -> Result:
    """The same as whoever runs `friday build` gets it: by what the last build left, if it holds.

    It is an `Edition` if the whole line was walked.
    """
    instant = datetime.fromisoformat(at).replace(tzinfo=UTC)
    time.sleep(TICK_SECONDS)  # only what is older than a build's begin is trusted
    standing = stamp.standing(project, _WISH, instant)
    return again(project, at=instant, options=Options(jobs=1), wish=_WISH, standing=standing)


def files_of(site: Path) -> Files:
    """Every file of a site but the program's own, by path."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.relative_to(site).parts[0] != ".friday"
    }


def clean(project: Path, at: str) -> Files:
    """What a build makes that has nothing to begin with."""
    there = project / "clean"
    built(project, at, site=there)
    return files_of(there)


def is_whole(result: Result) -> bool:
    """Whether the whole line was walked."""
    return isinstance(result, Edition)


def put(folder: Path, files: Mapping[str, str]) -> None:
    """Write files below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def copied(to: Path) -> Path:
    """A copy of the demonstration journal, without what was built of it."""
    for name in ("content", "locales", "themes/mine"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, to / name)
    for name in ("friday.yaml", REGISTER):
        if (ROOT / name).is_file():
            shutil.copy(ROOT / name, to)
    return to
