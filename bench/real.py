"""Imports real diaries into one journal outside the repository: `python -m bench.real [FOLDER]`.

The diaries are those of `../shared/corpora`, or of the folder that `FRIDAY_CORPORA` names; without
a FOLDER the journal is made in a temporary one and stays there to be looked at. Exits with 1 when
a file of a diary is neither imported nor skipped with a reason.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.intake.posts.importer import import_posts
from generator.intake.posts.report import ImportReport
from generator.intake.posts.sources import POSTS
from tests.feed_validity import (
    problems_in_atom,
    problems_in_json_feed,
    problems_in_opml,
    problems_in_rss,
)

_CHECKS: Mapping[str, Callable[[bytes], list[str]]] = {
    "feed*.xml": problems_in_rss,
    "atom*.xml": problems_in_atom,
    "feed*.json": problems_in_json_feed,
    "feeds.opml": problems_in_opml,
}
_MOST_SHOWN = 40

_CONFIG = """\
title: Real diaries
tagline: Published diaries of public projects, imported to see that nothing is lost.
base_url: https://example.org/
languages: [en, zh]
timezone: UTC
"""


@dataclass(frozen=True, slots=True)
class Diary:
    """A folder of the corpora, and where its posts were published if not by default."""

    name: str
    permalink: str = ""
    fragments: bool = False


DIARIES = (
    Diary("twir", "/blog/{year}/{month}/{day}/this-week-in-rust-{number}/"),
    Diary("rust-blog"),
    Diary("nushell-blog", "/blog/{stem}.html"),
    Diary("lwkd"),
    Diary("haskellweekly", "/issue/{number}.html"),
    Diary("redox-news"),
    Diary("jekyll-posts", "/news/:year/:month/:day/:title/"),
    Diary("tauri-blog"),
    Diary("twin-neovim", fragments=True),
)


def main() -> int:
    """Import everything, print what became of it, build and verify the journal."""
    corpora = Path(os.environ.get("FRIDAY_CORPORA") or "../shared/corpora")
    if not corpora.is_dir():
        print(f"{corpora}: no such folder; name it in FRIDAY_CORPORA", file=sys.stderr)
        return 2
    project = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="friday-real-"))
    project.mkdir(parents=True, exist_ok=True)
    (project / "friday.yaml").write_text(_CONFIG, encoding="utf-8")
    print(f"journal: {project}")
    lost = [
        name for diary in DIARIES for name in import_diary(corpora / diary.name, diary, project)
    ]
    for name in lost:
        print(f"LOST: {name}", file=sys.stderr)
    return 1 if lost or not build_and_verify(project) else 0


def import_diary(folder: Path, diary: Diary, project: Path) -> list[str]:
    """Import one diary and print its counts; the files that the report does not name once."""
    began = time.perf_counter()
    report = import_posts(
        folder,
        project / "content",
        prefix=diary.name,
        manifest=folder / "SOURCE.json",
        permalink=diary.permalink,
        fragments=diary.fragments,
    )
    print_counts(diary.name, report, time.perf_counter() - began)
    told = Counter(post.source for post in report.imported)
    told.update(skipped.source for skipped in report.skipped)
    files = (file for file in folder.rglob("*") if file.suffix.lower() in POSTS)
    names = {file.relative_to(folder).as_posix() for file in files}
    return sorted(f"{diary.name}/{name}" for name in names | told.keys() if told[name] != 1)


def print_counts(name: str, report: ImportReport, seconds: float) -> None:
    entries = len({post.target for post in report.imported})
    print(
        f"{name}: {len(report.imported)} imported ({entries} files written), "
        f"{len(report.skipped)} skipped, {len(report.notes)} notes, {seconds:.1f} s"
    )
    _print_table("skipped", (skipped.reason for skipped in report.skipped))
    _print_table("note", (note.code for note in report.notes))
    _print_table("date from", (post.date_from for post in report.imported))


def _print_table(what: str, words: Iterable[str]) -> None:
    for word, count in sorted(Counter(words).items(), key=lambda pair: (-pair[1], pair[0])):
        print(f"    {count:5}  {what}: {word}")


def build_and_verify(project: Path) -> bool:
    """Build the journal as a user would, twice, and check every feed; whether all is well."""
    for again in (False, True):
        if not _build(project, again=again):
            return False
    site = project / "site"
    wrong = [f"{path.relative_to(site)}: {w}" for path in _feeds(site) for w in _faults(path)]
    for line in wrong[:_MOST_SHOWN]:
        print(f"FEED: {line}", file=sys.stderr)
    print(f"feeds: {sum(1 for _ in _feeds(site))} documents, {len(wrong)} faults")
    return not wrong


def _build(project: Path, *, again: bool) -> bool:
    began = time.perf_counter()
    command = [sys.executable, "-m", "generator", "build", "--json", "--project", str(project)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - began
    records = [json.loads(line) for line in run.stdout.splitlines()]
    summary = next((r for r in records if r["type"] == "summary"), None)
    if run.returncode or summary is None:
        print(run.stderr, *(r for r in records if r.get("severity") == "error"), file=sys.stderr)
        return False
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(
        f"build{' again' if again else ''}: {seconds:.1f} s, at most {peak} MB a process; "
        f"{summary['pages']} pages, {summary['files']} files, {summary['written']} written, "
        f"{summary['hidden']} hidden"
    )
    if not again:
        _print_table("problem", (r["code"] for r in records if r["type"] == "problem"))
    return True


def _feeds(site: Path) -> Iterator[Path]:
    for pattern in _CHECKS:
        yield from sorted(site.rglob(pattern))


def _faults(path: Path) -> list[str]:
    check = next(check for pattern, check in _CHECKS.items() if path.match(pattern))
    return check(path.read_bytes())


if __name__ == "__main__":
    sys.exit(main())
