"""Every entry of a project, and every problem of every file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from generator.config import Config
from generator.kinds.kind import Kind
from generator.kinds.table import KINDS
from generator.markup.prose import Prose
from generator.model.entry import Attachment, Entry
from generator.model.ledger import LedgerRow
from generator.model.reference import Reference
from generator.model.submission_row import SubmissionRow
from generator.model.validation import Fields
from generator.problems import Location, Problem
from generator.reader import bulk
from generator.reader.assemble import (
    bulk_entries,
    columns,
    duplicates,
    entries_of,
)
from generator.reader.changelog import releases_of
from generator.reader.credits import credited
from generator.reader.files import Survey, TextFile, survey
from generator.reader.forgotten import NOBODY, ForgottenList
from generator.reader.fragments import Fragment, fragment_of, shelved
from generator.reader.ledger import read_ledger
from generator.reader.parsed import UNMARKED, Marks, Parsed, TableMark, TextMark, dump, load, parse
from generator.reader.submissions import parse_submissions
from generator.reader.taken_in import taken_in
from generator.reader.versions import Findings, Version, in_order
from generator.workshop import ahead, pool
from generator.workshop import cache as caches
from generator.workshop.program import fingerprint

_TOGETHER = 256  # files of which is held at once what the cache knows of them
_ROWS = 128  # entries of data files that one process makes before it looks what another made
_FLOOR = 16  # of these portions are worth a process

Progress = Callable[[str, int, int], None]
"""Told the name of a step, how many things it has in all, and how many more are done."""


class Reading(Struct, frozen=True):
    """What was read.

    Attributes:
        entries: every language version, by kind, id and language, originals first.
        static: files that go to the root of the site as they are.
        files: paths of all files that entries may show, relative to the project.
        broken: what its problems kept from becoming an entry.
        loose: files and texts of what did not become an entry.
        problems: everything wrong with the files, in no particular order.
        ledger: what people did elsewhere, as it stands in the files.
        submissions: what was sent in, and what became of it.
        marks: how the files were read.
    """

    entries: tuple[Entry, ...]
    static: tuple[Attachment, ...]
    files: frozenset[str]
    broken: frozenset[Reference]
    loose: tuple[tuple[str, Prose], ...]
    problems: tuple[Problem, ...]
    ledger: tuple[LedgerRow, ...] = ()
    submissions: tuple[SubmissionRow, ...] = ()
    marks: Marks = UNMARKED


class Means(Struct, frozen=True):
    """What a run may use: the cache, so many processes, and somebody to tell; whom it forgets."""

    cache: caches.Cache
    jobs: int
    progress: Progress
    forgotten: ForgottenList = NOBODY


def read(project: Path, config: Config, means: Means) -> Reading:
    """Read the content folder of a project; nothing is written and nothing is left out silently."""
    found = means.forgotten.without(survey(project, config))
    findings = Findings(list(found.problems))
    parsed = _parse_all(project, found.texts, config, means, findings.problems)
    versions = _versions(project, found, parsed, means, findings)
    versions += _from_changelog(project, config, versions, means, findings)
    groups = {
        stem: in_order(list(group), config)
        for stem, group in groupby(sorted(versions, key=_stem), key=_stem)
    }
    taken_up = _fragments(groups, config, findings)
    entries: list[Entry] = []
    for stem, group in groups.items():
        entries += entries_of(group, config, findings, taken_up.get(stem, ()))
    tables = dict(_tables(project, found, means, findings.problems))
    for made, also in _bulk(_groups(found, tables, means.forgotten, findings), config, means.jobs):
        entries += made
        findings.add(also)
    entries += means.forgotten.entries(config)
    entries.sort(key=lambda e: (e.kind, e.head.id, not e.original, config.rank(e.lang)))
    findings.problems += duplicates(entries)
    bodies = {path: each.body_line for path, each in parsed.items()}
    entries, programs = credited(entries, config, bodies)
    findings.problems += programs
    files = frozenset(path for paths in found.attachments.values() for path in paths)
    ledger = _ledger(project, found, config, means.forgotten, findings.problems)
    sent = _submissions(project, found, means.forgotten, findings.problems)
    return Reading(
        tuple(entries),
        found.static,
        files,
        frozenset(findings.broken),
        tuple(findings.loose),
        tuple(findings.problems),
        ledger,
        sent,
        Marks(_text_marks(found, parsed, config), _table_marks(found, tables, means.cache)),
    )


def _text_marks(
    found: Survey, parsed: Mapping[str, Parsed], config: Config
) -> Mapping[str, TextMark]:
    return {
        file.path: TextMark(file.kind.name, _dialect(file, config), parsed[file.path].outline)
        for file in found.texts
        if file.path in parsed
    }


def _table_marks(
    found: Survey, tables: Mapping[str, bytes], cache: caches.Cache
) -> Mapping[str, TableMark]:
    kinds = {file.path: file.kind.name for file in found.data}
    return {path: TableMark(kinds[path], cache.keep(data)) for path, data in tables.items()}


def _dialect(file: TextFile, config: Config) -> str:
    return file.kind.dialect or config.dialect_of(file.folder)


def _versions(
    project: Path, found: Survey, parsed: Mapping[str, Parsed], means: Means, findings: Findings
) -> list[Version]:
    """A version for each file that was parsed, with what fields mean that name a file beside it."""
    beside = _bundled(found)
    versions: list[Version] = []
    for file in found.texts:
        if file.path in parsed:
            versions.append(Version(file, parsed[file.path], _attachments(file, beside)))
        else:
            findings.broken.add(Reference(file.kind.name, file.name))
    known = frozenset(path for paths in found.attachments.values() for path in paths)
    look = partial(_bytes, project, forgotten=means.forgotten, problems=findings.problems)
    return taken_in(versions, known, look, findings)


def _submissions(
    project: Path, found: Survey, forgotten: ForgottenList, problems: list[Problem]
) -> tuple[SubmissionRow, ...]:
    """The register of what was sent in."""
    data = _bytes(project, found.submissions, forgotten, problems) if found.submissions else None
    if data is None:
        return ()
    rows, wrong = parse_submissions(data, found.submissions)
    problems += wrong
    return rows


def _ledger(
    project: Path,
    found: Survey,
    config: Config,
    forgotten: ForgottenList,
    problems: list[Problem],
) -> tuple[LedgerRow, ...]:
    """The rows of all ledgers."""
    rows: list[LedgerRow] = []
    for path in found.ledgers:
        data = _bytes(project, path, forgotten, problems)
        if data is not None:
            read_, wrong = read_ledger(path, data, config.zone)
            rows += read_
            problems += wrong
    return tuple(rows)


def _from_changelog(
    project: Path, config: Config, versions: list[Version], means: Means, findings: Findings
) -> list[Version]:
    """The releases of the journal's changelog, if it names one."""
    if config.changelog is None:
        return []
    data = _bytes(project, config.changelog, means.forgotten, findings.problems)
    if data is None:
        return []
    return releases_of(data, config, versions, means.cache, findings)


def _stem(version: Version) -> str:
    return version.file.stem


def _fragments(
    groups: dict[str, list[Version]], config: Config, findings: Findings
) -> Mapping[str, Sequence[Fragment]]:
    """Take the fragments out of the groups: by the stem of the entry that takes them up."""
    stems = [stem for stem, group in groups.items() if group[0].file.kind.part_of]
    found = (fragment_of(groups.pop(stem), config, findings) for stem in stems)
    return shelved([fragment for fragment in found if fragment], groups, findings)


def _parse_all(
    project: Path,
    files: tuple[TextFile, ...],
    config: Config,
    means: Means,
    problems: list[Problem],
) -> dict[str, Parsed]:
    """Every file parsed, from the cache where it can be, on many cores where it cannot."""
    parsed: dict[str, Parsed] = {}
    fresh: list[_Unparsed] = []
    for first in range(0, len(files), _TOGETHER):
        some = files[first : first + _TOGETHER]
        unparsed = list(_unparsed(project, some, config, means.forgotten, problems))
        known = means.cache.get_all([each.key for each in unparsed])
        for each in unparsed:
            if each.key in known:
                parsed[each.path] = load(known[each.key])
            else:
                fresh.append(each)
    tell = partial(means.progress, "reading", len(fresh))
    results = pool.each(_parse_one, fresh, setup=_nothing, jobs=means.jobs, progress=tell)
    for each, result in zip(fresh, results, strict=True):
        means.cache.put(each.key, result)
        parsed[each.path] = load(result)
    return parsed


class _Unparsed(Struct, frozen=True):
    """A file that was read; `key` is that of what it comes to."""

    path: str
    key: str
    dialect: str
    kind: str
    data: bytes


def _unparsed(
    project: Path,
    files: Iterable[TextFile],
    config: Config,
    forgotten: ForgottenList,
    problems: list[Problem],
) -> Iterator[_Unparsed]:
    program = fingerprint()
    for file in files:
        data = _bytes(project, file.path, forgotten, problems)
        if data is not None:
            kind, dialect = file.kind, _dialect(file, config)
            key = caches.key("parsed", program, dialect, kind.changes, kind.part_of, data)
            yield _Unparsed(file.path, key, dialect, kind.name, data)


def _nothing() -> None:
    """Neither texts nor rows need a state in their process."""


def _parse_one(_state: None, item: _Unparsed) -> bytes:
    return dump(parse(item.data, item.dialect, KINDS[item.kind]))


def _bytes(
    project: Path, name: str, forgotten: ForgottenList, problems: list[Problem]
) -> bytes | None:
    """A file as it is to be read: without those who are forgotten."""
    try:
        with open(f"{project}/{name}", "rb") as file:  # noqa: PTH123 - takes half the time
            return forgotten.scrubber.data(file.read(), name)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        problems.append(Problem(Location(name), "unreadable", f"the file cannot be read: {reason}"))
        return None


def _bundled(found: Survey) -> Mapping[str, tuple[str, ...]]:
    """The files of each entry that is a folder; a file belongs to the nearest such folder."""
    bundles = {file.path.rpartition("/")[0] for file in found.texts if file.bundle}
    owned: dict[str, list[str]] = {}
    for folder, paths in sorted(found.attachments.items()):
        nearest = folder
        while nearest and nearest not in bundles:
            nearest = nearest.rpartition("/")[0]
        owned.setdefault(nearest, []).extend(paths)
    return {folder: tuple(paths) for folder, paths in owned.items()}


def _attachments(file: TextFile, beside: Mapping[str, tuple[str, ...]]) -> tuple[Attachment, ...]:
    if not file.bundle:
        return ()
    top = file.path.rpartition("/")[0]
    return tuple(Attachment(path, path[len(top) + 1 :]) for path in beside.get(top, ()))


def _tables(
    project: Path, found: Survey, means: Means, problems: list[Problem]
) -> Iterator[tuple[str, bytes]]:
    """The data files that can be read, by path."""
    for file in found.data:
        data = _bytes(project, file.path, means.forgotten, problems)
        if data is not None:
            yield file.path, data


_Group = tuple[Kind, list[Fields]]
"""Rows of one kind that share an id: an original, and its translations."""


def _groups(
    found: Survey, tables: Mapping[str, bytes], forgotten: ForgottenList, findings: Findings
) -> list[_Group]:
    """The rows of all data files."""
    groups: dict[tuple[str, object], _Group] = {}
    for file in found.data:
        if file.path not in tables:
            continue
        rows, wrong = bulk.rows(file.path, tables[file.path], columns(file.kind))
        findings.problems += wrong
        for row in rows:
            if forgotten.stand_in(file.kind, row):
                continue
            said = row.tree.get("id")
            name = said if isinstance(said, str) else row.at(())
            groups.setdefault((file.kind.name, name), (file.kind, []))[1].append(row)
    return list(groups.values())


def _bulk(
    groups: Sequence[_Group], config: Config, jobs: int
) -> Iterator[tuple[list[Entry], Findings]]:
    """The entries that rows make, and what came to light."""
    parts = [groups[n : n + _ROWS] for n in range(0, len(groups), _ROWS)]
    work = partial(_entries_of_rows, config)
    yield from ahead.from_both_ends(work, parts, setup=_nothing, jobs=jobs, floor=_FLOOR)


def _entries_of_rows(
    config: Config, _state: None, groups: Sequence[_Group]
) -> tuple[list[Entry], Findings]:
    findings = Findings()
    entries = [e for kind, rows in groups for e in bulk_entries(kind, rows, config, findings)]
    return entries, findings
