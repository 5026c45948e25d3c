"""A changelog of the project, read as releases where it stands."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from generator.config import Config
from generator.kinds.kind import Kind
from generator.kinds.release import YANKED
from generator.kinds.table import KINDS, SCHEMES
from generator.markup import dialects
from generator.markup.changelog import LeftOver, LoggedRelease, read_changelog
from generator.markup.yaml_text import Located, Path, Tree
from generator.problems import Location, Problem, Severity
from generator.reader.assemble import name_of, possible_id
from generator.reader.changes import appended
from generator.reader.files import TextFile
from generator.reader.parsed import Parsed, dump, load
from generator.reader.versions import Findings, Version, tree_of
from generator.workshop import cache as caches
from generator.workshop.program import fingerprint

_MOST_NAMED = 5
_MARKS = " \t#*"
_NOISE = " \t-–—~·:：,，.|/()（）[]【】"


class _Release(Struct, frozen=True):
    """A release of the file: its version, the line of its heading, its date, and what it says."""

    version: str
    line: int
    day: str
    parsed: Parsed


def releases_of(
    data: bytes, config: Config, others: Iterable[Version], cache: caches.Cache, findings: Findings
) -> list[Version]:
    """The dated releases of the journal's changelog but for those that it tells of itself.

    Args:
        data: the file.
        others: what the journal's own files hold.
    """
    file = config.changelog or ""
    kind = next(kind for kind in KINDS.values() if kind.version)
    dialect = config.dialect_of(kind.folder)
    key = caches.key("changelog", fingerprint(), dialect, kind.changes, kind.version, data)
    known = cache.get(key)
    if known is None:
        known = _dumped(data, dialect, kind)
        cache.put(key, known)
    raw = json.loads(known)
    findings.problems += [
        Problem(Location(file, line), code, message, hint, Severity(severity))
        for line, code, message, hint, severity in raw["problems"]
    ]
    own = set(_names(others, kind))
    releases = [_Release(v, line, day, load(p.encode())) for v, line, day, p in raw["releases"]]
    return [
        Version(_text_file(release, file, kind), release.parsed, (), release.line)
        for release in releases
        if not {release.version.casefold(), possible_id(release.version).casefold()} & own
    ]


def _names(versions: Iterable[Version], kind: Kind) -> Iterator[str]:
    """Ids and versions of the releases that have files of their own, in lower case."""
    for version in versions:
        if version.file.kind is kind:
            for said in (name_of(version), version.file.name, tree_of(version).get(kind.version)):
                if isinstance(said, str):
                    yield said.strip().casefold()


def _text_file(release: _Release, file: str, kind: Kind) -> TextFile:
    name = possible_id(release.version)
    return TextFile(
        path=file,
        kind=kind,
        folder=kind.folder,
        stem=f"{file}:{release.line}",
        name=name,
        day=release.day,
        lang="",
        bundle=False,
    )


def _dumped(data: bytes, dialect: str, kind: Kind) -> bytes:
    """What the file holds, for the cache."""
    text = data.decode("utf-8", errors="replace")
    releases, left = read_changelog(text)
    problems = [*_encoding(data), *_undated(releases), *_unread(releases, left)]
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ends = [*(release.line - 1 for release in releases[1:]), len(rows)]
    shown = [
        _parsed(release, rows[release.line : end], dialect, kind)
        for release, end in zip(releases, ends, strict=False)  # a file without releases has an end
        if release.date
    ]
    found = {
        "problems": problems,
        "releases": [[r.version, r.line, r.day, dump(r.parsed).decode()] for r in shown],
    }
    return json.dumps(found, ensure_ascii=False).encode("utf-8", "surrogatepass")


_Row = tuple[int, str, str, str, str]
"""Line, code, message, hint and severity of a problem; the file is that of the journal."""


def _encoding(data: bytes) -> Iterator[_Row]:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        yield line, "encoding", "this is not UTF-8", "save the file as UTF-8", str(Severity.ERROR)


def _undated(releases: Sequence[LoggedRelease]) -> Iterator[_Row]:
    """One warning for all releases without a date; what is still to be released has none."""
    found = [release for release in releases if not release.date and not release.unreleased]
    if found:
        named = _listed([f"{release.version} (line {release.line})" for release in found])
        plural = "releases have" if len(found) > 1 else "release has"
        message = f"{len(found)} {plural} no date that can be read: {named}"
        hint = "they are left out; a date stands in the heading: ## [1.4] - 2026-05-29"
        yield found[0].line, "no-date", message, hint, str(Severity.WARNING)


def _unread(releases: Sequence[LoggedRelease], left: Sequence[LeftOver]) -> Iterator[_Row]:
    """One warning a reason for what was not understood below the first release."""
    first = min((release.line for release in releases), default=0)
    kept = " ".join(" ".join(release.intro.split()) for release in releases)
    lost = [each for each in left if each.line > first and each.text not in kept]
    for reason in dict.fromkeys(each.reason for each in lost):
        lines = [each.line for each in lost if each.reason == reason]
        message = f"not read, because {reason}: line {_listed([str(line) for line in lines])}"
        yield lines[0], "changelog", message, "", str(Severity.WARNING)


def _listed(words: Sequence[str]) -> str:
    more = len(words) - _MOST_NAMED
    return ", ".join([*words[:_MOST_NAMED], *([f"and {more} more"] if more > 0 else [])])


def _parsed(release: LoggedRelease, rows: Sequence[str], dialect: str, kind: Kind) -> _Release:
    """A release whose own lines, below its heading, are these rows."""
    tree: dict[str, Tree] = {"title": _title(release), kind.version: release.version}
    if release.yanked:
        tree["channel"] = YANKED
    lines: dict[Path, int] = {(name,): release.line for name in ("title", kind.version, "date")}
    head = appended(Located(tree, lines), release.changes, kind.changes)
    intro = _in_lines(release.intro, rows)
    prose = dialects.render(intro, dialect, first_line=release.line + 1, schemes=SCHEMES)
    return _Release(release.version, release.line, release.date, Parsed(head, prose))


def _in_lines(text: str, rows: Sequence[str]) -> str:
    """A text taken out of rows, each paragraph on the line on which it stands there."""
    found: list[str] = []
    for paragraph in text.split("\n\n") if text else ():
        said = paragraph.split("\n")
        free = len(found) + 1 if found else 0
        first = said[0].strip(_MARKS)
        at = next((n for n in range(free, len(rows)) if rows[n].strip(_MARKS) == first), free)
        found += [""] * (at - len(found)) + said
    return "\n".join(found)


def _title(release: LoggedRelease) -> str:
    """The version, and what else the heading says."""
    rest = (
        release.title.replace(release.date_written, " ") if release.date_written else release.title
    )
    found = re.search(rf"(?<![\w.]){re.escape(release.version)}(?![\w.])", rest)
    words = rest[found.end() :].strip(_NOISE) if found else ""
    if not words or release.yanked:
        return release.version
    return f"{release.version}: {words}"
