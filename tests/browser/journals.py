"""The journals that the browser looks at, built as they are at one fixed instant."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.build.edition import Edition, Options
from generator.build.line import build
from tests.browser.monster import write_monster
from tests.browser.monster_polls import write_polls
from tests.browser.monster_sent_in import write_sent_in
from tests.build.building import copied

AT = datetime.fromisoformat("2026-11-22T12:00+08:00")
BELOW = "https://journal.example.org/journal/"


@dataclass(frozen=True)
class Site:
    """A built site.

    Attributes:
        folder: its files.
        url: where it is served, without a slash at the end.
    """

    folder: Path
    url: str

    def pages(self) -> tuple[str, ...]:
        """Paths of all its pages: `/diaries/felt/`."""
        files = sorted(self.folder.rglob("*.html"))
        paths = (f"/{file.relative_to(self.folder).as_posix()}" for file in files)
        return tuple(path.removesuffix("index.html") for path in paths)

    def text(self, path: str) -> str:
        """The source of a page."""
        name = f"{path}index.html" if path.endswith("/") else path
        return (self.folder / name[1:]).read_text(encoding="utf-8")


def build_demonstration(folder: Path) -> None:
    """The demonstration journal, in `folder/site`."""
    project = copied(folder / "project")
    _built(project, Options(output=folder / "site", jobs=1))


def build_monster(folder: Path) -> None:
    """The same with entries that are hard to set, in `folder/host/journal`, for that sub-path."""
    project = copied(folder / "project")
    write_monster(project)
    write_polls(project)
    write_sent_in(project)
    _built(project, Options(output=folder / "host" / "journal", base_url=BELOW, jobs=1))


def _built(project: Path, options: Options) -> Edition:
    return build(project, at=AT, options=options)
