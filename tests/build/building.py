"""Journals built in this process, and what came of them."""

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from generator.build.edition import Edition, Options
from generator.build.line import build
from generator.model.publication import REGISTER

Files = dict[str, bytes]

ROOT = Path(__file__).parents[2]


def built(project: Path, at: str, *, site: Path | None = None, jobs: int = 1) -> Edition:
    """Build a project as it is at an instant (ISO 8601, UTC if it names no zone)."""
    instant = datetime.fromisoformat(at)
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return build(project, at=aware, options=Options(output=site, jobs=jobs))


def files_of(site: Path) -> Files:
    """Every file of a site but the program's own, by path."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.relative_to(site).parts[0] != ".friday"
    }


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
