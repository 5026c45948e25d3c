"""Small journals for tests, written as files and read as the build reads them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from generator.config import Config
from generator.config import read as read_config
from generator.journal.journal import Journal, gather
from generator.problems import Problem
from generator.reader.read import Means, Reading, read
from generator.workshop.cache import Cache

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)


def configured(**options: str) -> Config:
    """The configuration of a journal in English and Chinese, English first."""
    lines = {
        "title": "Test",
        "base_url": "https://example.org/",
        "languages": "en, zh-CN",
    } | options
    config, problems = read_config("".join(f"{name}: {value}\n" for name, value in lines.items()))
    assert config is not None, problems
    return config


def written(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The folder with these files in its `content/`."""
    for name, content in files.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def entry(title: str, fields: str = "", text: str = "") -> str:
    """A file with a title, more fields a line each, and a text."""
    return f"---\ntitle: {title}\n{fields}\n---\n{text}"


def reading(
    folder: Path, files: Mapping[str, str | bytes], cache: Path | None = None, /, **options: str
) -> Reading:
    """What is read from a journal of these files."""
    with Cache(cache) as kept:
        means = Means(kept, 1, lambda _step, _total, _done: None)
        return read(written(folder, files), configured(**options), means)


def gathered(
    folder: Path, files: Mapping[str, str | bytes], at: datetime = AT
) -> tuple[Journal, list[Problem]]:
    """The journal of these files, which have no mistakes, and the problems of its people table."""
    found = reading(folder, files)
    assert found.problems == ()
    return gather(found.entries, configured(), at, found.ledger, found.submissions)


def short(problems: tuple[Problem, ...] | list[Problem]) -> list[str]:
    """Place and code of each problem, in order."""
    return sorted(f"{problem.location} {problem.code}" for problem in problems)
