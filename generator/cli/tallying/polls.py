"""Polls of a journal, counted as the build counts them."""

from collections.abc import Iterator
from pathlib import Path

import click
from msgspec.structs import replace

from generator import config
from generator.build.edition import Options
from generator.build.line import Draft, drafted
from generator.build.words import ThemeWords
from generator.cli.options import Common
from generator.cli.tallying.sources import Source
from generator.journal.poll_checks import excluded
from generator.kinds.poll import KIND, Poll
from generator.kinds.table import KINDS
from generator.model.ballots import Ballot
from generator.model.entry import Entry
from generator.model.reference import ID, Reference
from generator.pages.desk.entry_views import Desk
from generator.pages.desk.library import library
from generator.pages.entries.votes import about
from generator.problems import Problem, Severity, did_you_mean, gate
from generator.reader.ballots import read_ballots

_PREFIX = f"{KIND.name}:"


def poll_source(given: Common, file: str, *, freezing: bool) -> tuple[Source, Entry]:
    """The count of a poll's file, folder or id, and the poll's original.

    Args:
        freezing: whether ballots are taken that have another digest than the poll says.

    Raises:
        ProblemsFound: the poll or its ballots have mistakes.
        click.ClickException: there is no such poll, or nothing to count yet.
    """
    named = is_id(given, file)
    name = file.removeprefix(_PREFIX) if named else _inside(Path(file), given.project)
    with drafted(given.project, at=given.at, options=Options(jobs=given.jobs)) as draft:
        entry, version = _by_id(draft, name) if named else _entry(draft, name)
        folder = entry.location.file.rpartition("/")[0]
        count = draft.journal.counts.get(entry.reference)
        if count is None:
            gate(_wrong(draft, entry, folder))
            raise click.ClickException(f"{entry.reference} has no ballots yet: {_hint(entry)}")
        if not freezing:
            gate(_changed(draft, entry))
        desk = _desk(draft)
        ballots: list[Ballot] = []
        if count.box is not None:
            ballots, _ = read_ballots(count.box.file, count.box.content, count.contest)
        out = excluded(entry.record) if isinstance(entry.record, Poll) else frozenset()
        source = Source(
            entry.location.file,
            count.contest,
            about(desk, entry),
            tuple(ballots),
            out,
            box=count.box,
            known=count,
            told=about(desk, version),
        )
        return source, entry


def is_id(given: Common, file: str) -> bool:
    """Whether what the user named can be the id of a poll: no file of that name is there."""
    plain = file.startswith(_PREFIX) or (ID.match(file) is not None and "." not in file)
    return plain and not Path(file).exists() and (given.project / config.FILE).is_file()


def is_poll(given: Common, path: Path) -> bool:
    """Whether a path is that of an entry's file, or of its folder."""
    if path.suffix.lower() == ".md":
        return True
    here = path if path.exists() else given.project / path
    return here.is_dir() and any(here.glob("*.md"))


def _wrong(draft: Draft, entry: Entry, folder: str) -> Iterator[Problem]:
    """What keeps a poll from being counted: mistakes, and a tie whose lot is not drawn yet."""
    files = {version.location.file for version in draft.journal.written[entry.reference]}
    for problem in draft.problems:
        beside = problem.location.file.rpartition("/")[0] == folder
        stops = problem.severity is Severity.ERROR or problem.code == "tie"
        if stops and (problem.location.file in files or beside):
            yield replace(problem, severity=Severity.ERROR)


def _changed(draft: Draft, entry: Entry) -> Iterator[Problem]:
    """That the ballots are not those that were frozen."""
    files = {version.location.file for version in draft.journal.written[entry.reference]}
    for problem in draft.problems:
        if problem.code == "changed-ballots" and problem.location.file in files:
            yield problem


def _hint(entry: Entry) -> str:
    return f"friday import ballots FILE --poll {entry.head.id}"


def _desk(draft: Draft) -> Desk:
    """What reasons are written on that name other entries."""
    entries = [entry for versions in draft.journal.versions.values() for entry in versions]
    return Desk(draft.journal, library(entries, frozenset()), ThemeWords(draft.theme))


def _by_id(draft: Draft, name: str) -> tuple[Entry, Entry]:
    """The original of the poll of an id, twice."""
    versions = draft.journal.written.get(Reference(KIND.name, name))
    if versions:
        return versions[0], versions[0]
    gate(problem for problem in draft.problems if f"/{name}/" in problem.location.file)
    known = [reference.id for reference in draft.journal.written if reference.kind == KIND.name]
    near = did_you_mean(name, known)
    raise click.ClickException(
        f"there is no file and no poll '{name}'" + (f"; {near}" if near else "")
    )


def _entry(draft: Draft, name: str) -> tuple[Entry, Entry]:
    """The original of the poll that a file or folder holds, and the version that the file is."""
    for versions in draft.journal.written.values():
        votes = KINDS[versions[0].kind].contest is not None
        places = {version.location.file: version for version in versions}
        folders = {place.rpartition("/")[0] for place in places}
        if votes and (name in places or name in folders):
            return versions[0], places.get(name, versions[0])
    errors = [problem for problem in draft.problems if problem.location.file == name]
    gate(errors)
    raise click.ClickException(f"{name} is no poll of this journal")


def _inside(path: Path, project: Path) -> str:
    """The path relative to the project, whether it was given from there or from here."""
    for base in (Path(), project):
        whole = (base / path).resolve()
        if whole.exists() and whole.is_relative_to(project.resolve()):
            return whole.relative_to(project.resolve()).as_posix()
    raise click.UsageError(
        f"'{path}' is no file of the journal in '{project}'; -C names another journal."
    )
