"""Small journals, read and laid out without rendering."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from generator.config import Config
from generator.config import read as read_config
from generator.journal.journal import Journal, gather
from generator.journal.loop.loop import with_loop
from generator.journal.recognition.recognise import with_recognition
from generator.model.entry import Entry
from generator.model.reference import Reference
from generator.pages.atlas import Atlas, atlas
from generator.pages.collections import Collection, collections
from generator.pages.desk.entry_views import Desk
from generator.pages.desk.library import library
from generator.pages.desk.pictures import NO_PICTURES, Album
from generator.pages.layout import Extras, lay_out
from generator.pages.plan import FeedSheet, Plan, Sheet, Text
from generator.problems import Problem
from generator.reader.read import Means, Reading, read
from generator.workshop.cache import Cache

AT = datetime(2026, 6, 1, tzinfo=UTC)
NAMES = {"en": "English", "zh-CN": "中文"}


class Words:
    """Strings as a theme without a catalogue says them; Chinese ones are marked, to be seen."""

    def say(self, lang: str, message: str) -> str:
        return f"译{message}" if lang.startswith("zh") else message

    def word(self, lang: str, value: str) -> str:
        return self.say(lang, value)

    def month(self, _lang: str, moment: datetime) -> str:
        return f"{moment:%Y/%m}"

    def own_name(self, lang: str) -> str:
        return NAMES.get(lang, lang)


@dataclass(frozen=True)
class Laid:
    """A journal and everything that its layout says."""

    desk: Desk
    plan: Plan
    problems: list[Problem]

    @property
    def journal(self) -> Journal:
        return self.desk.journal

    def sheet(self, path: str) -> Sheet:
        [found] = [sheet for sheet in self.plan.sheets if sheet.path == path]
        return found

    def paths(self) -> list[str]:
        return [sheet.path for sheet in self.plan.sheets]

    def feed(self, path: str) -> FeedSheet:
        [found] = [feed for feed in self.plan.feeds if path in {feed.rss, feed.atom, feed.json}]
        return found

    def text(self, path: str) -> Text:
        [found] = [text for text in self.plan.texts if text.path == path]
        return found

    def entry(self, kind: str, name: str, lang: str = "en") -> Entry:
        [found] = [e for e in self.journal.versions[Reference(kind, name)] if e.lang == lang]
        return found

    def atlas(self, lang: str = "en") -> Atlas:
        return atlas(self.journal, lang)

    def collections(self, lang: str = "en") -> tuple[Collection, ...]:
        return collections(self.desk, self.atlas(lang))

    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems]

    def collection(self, name: str, lang: str = "en") -> Collection:
        [found] = [c for c in self.collections(lang) if c.name == name]
        return found


def configured(options: str = "") -> Config:
    """A configuration with these lines of `friday.yaml` besides those that it must have."""
    address = "" if "base_url:" in options else "base_url: https://t.example/\n"
    config, problems = read_config(f"title: T\n{address}authority: t.example,2026\n{options}")
    assert not problems
    assert config is not None
    return config


def put(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def laid_out(
    folder: Path,
    files: Mapping[str, str | bytes],
    *,
    options: str = "",
    at: datetime = AT,
    assets: tuple[str, ...] = (),
    fonts: bool = False,
    album: Album = NO_PICTURES,
) -> Laid:
    """The layout of a journal with these files in its content folder; none is misread."""
    config = configured(options)
    put(folder / "content", files)
    reading = _read(folder, config)
    assert [str(p) for p in reading.problems] == []
    journal, problems = gather(reading.entries, config, at, reading.ledger, reading.submissions)
    journal = with_recognition(with_loop(journal))
    extras = Extras(reading.static, reading.files, assets, fonts, album)
    plan, found = lay_out(journal, extras, Words())
    desk = Desk(journal, library(reading.entries, reading.files), Words())
    return Laid(desk, plan, [*problems, *found])


def _read(folder: Path, config: Config) -> Reading:
    with Cache(None) as cache:
        return read(folder, config, Means(cache, 1, lambda _what, _total, _done: None))


def diary(title: str, fields: str = "", text: str = "Text.") -> str:
    """A diary of the first of May, or of the date in its file's name."""
    return f"---\ntitle: {title}\n{fields}\n---\n\n{text}\n"
