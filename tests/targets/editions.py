"""Small sites to publish, and a reader who looks at them meanwhile."""

import hashlib
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

from generator.model.target import TargetOptions
from generator.pages.artefact import Role
from generator.targets.means import Means
from generator.targets.record import Deployed, File, Site

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
FEED = "feed.xml"
HOSTILE = (
    "assets/$(touch x) `y` 'z\".css",
    "assets/a b+c%2Fd&e=f;g#h?.css",
    "assets/-rf [x]*{a,b}.css",
    "assets/周五\u2028.css",
)
"""Names that a shell, a pattern or an address would take for something else."""

_PAGE = re.compile(rb"<link>([^<]+)</link>")
GET = Callable[[str], bytes | None]
"""Reads a file as a reader gets it; None if there is none."""


def unheard(_what: str, _total: int, _done: int) -> None:
    """Nobody watches."""


def edition(folder: Path, *diaries: str, **other: str) -> Site:
    """A site with a page for each diary, and a feed, an index and a sitemap that name them all.

    Args:
        diaries: names, each with its text after a colon if it has one: `1:Hello`.
        other: more files, by their paths.
    """
    texts = dict(f"{diary}:text of {diary}".split(":")[:2] for diary in diaries)
    pages = [f"diaries/{name}/index.html" for name in texts]
    links = "".join(f"<link>{page}</link>" for page in pages)
    style = "body { color: orange }" * 40
    digits = hashlib.sha256(style.encode()).hexdigest()[:8]
    files = {
        f"assets/style.{digits}.css": style,
        **{f"diaries/{name}/index.html": f"<p>{text}" * 200 for name, text in texts.items()},
        "index.html": f"<h1>Journal</h1>{links}",
        FEED: f"<rss>{links}</rss>",
        "sitemap.xml": f"<urlset>{links}</urlset>",
        **other,
    }
    return written(folder, {path: text.encode() for path, text in files.items()})


def written(folder: Path, files: Mapping[str, bytes]) -> Site:
    """A site of these files; what else is in the folder goes, and what stays the same stays."""
    for old in [path for path in folder.rglob("*") if path.is_file()]:
        if old.relative_to(folder).as_posix() not in files:
            old.unlink()
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.is_file() or place.read_bytes() != content:
            place.unlink(missing_ok=True)  # as the build does: another file of that name
            place.write_bytes(content)
    return Site(
        folder,
        {
            path: File(hashlib.sha256(content).hexdigest(), len(content), role_of(path))
            for path, content in sorted(files.items())
        },
    )


def role_of(path: str) -> Role:
    if path.endswith(".html"):
        return Role.PAGE
    if path == FEED:
        return Role.FEED
    return Role.INDEX if path == "sitemap.xml" else Role.ASSET


def record(site: Site, sequence: int = 1) -> Deployed:
    """What is written down of a site."""
    source = hashlib.sha256(repr(sorted(site.files.items())).encode()).hexdigest()
    return Deployed(sequence=sequence, at=AT, source=source, program="test", files=site.files)


def options(**words: object) -> TargetOptions:
    return TargetOptions.model_validate({name: str(word) for name, word in words.items()})


def means(project: Path, environ: Mapping[str, str], *, adopt: bool = False) -> Means:
    project.mkdir(parents=True, exist_ok=True)
    return Means(project, "test", adopt, environ)


def contents(site: Site) -> dict[str, bytes]:
    """Every file of a site by its path."""
    return {path: site.file(path).read_bytes() for path in site.files}


def contents_of(folder: Path) -> dict[str, bytes]:
    """Every file that a web server gives out of a folder: nothing hidden, links followed."""
    found = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not any(part.startswith(".") for part in name.split("/")):
            found[name] = path.read_bytes()
    return found


@dataclass
class Reader:
    """Somebody who opens the feed and everything that it names, over and over.

    Attributes:
        rounds: how often the feed was there.
        missing: pages that the feed named before and after they were not there.
        feeds: each content of the feed that was seen, in order.
        gaps: how often the feed was gone after it had been there.
    """

    get: GET
    rounds: int = 0
    missing: list[str] = field(default_factory=list)
    feeds: list[bytes] = field(default_factory=list)
    gaps: int = 0

    def look(self) -> None:
        """Open the feed, and every page that it names."""
        for page in self._named():
            if self.get(page) is None and page in self._named():
                self.missing.append(page)

    def _named(self) -> list[str]:
        feed = self.get(FEED)
        if feed is None:
            self.gaps += bool(self.rounds)
            return []
        self.rounds += 1
        if feed not in self.feeds[-1:]:
            self.feeds.append(feed)
        return [page.decode() for page in _PAGE.findall(feed)]


@contextmanager
def reading(get: GET) -> Iterator[Reader]:
    """A reader who looks while the block runs, and once more at its end."""
    reader, over = Reader(get), Event()
    failures: list[BaseException] = []

    def look() -> None:
        try:
            while not over.is_set():
                reader.look()
                time.sleep(0.005)
        except BaseException as error:  # noqa: BLE001 - raised where the test sees it
            failures.append(error)

    thread = Thread(target=look)
    thread.start()
    try:
        yield reader
    finally:
        over.set()
        thread.join()
    reader.look()
    if failures:
        raise failures[0]
