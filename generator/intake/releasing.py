"""A release, drafted: its version, the fragments that wait, and what may be part of it (A1)."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from generator.intake.new_entry import Wish
from generator.intake.studio import DRAFT, Drafted, Studio, listed, quoted
from generator.journal.changes import changes_of
from generator.journal.order import newest_first
from generator.kinds.change import Category
from generator.kinds.credit import Role
from generator.kinds.release import Release
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.fields import SAMPLE
from generator.model.reference import Reference
from generator.pages import routes
from generator.reader.waiting import collected

RELEASE = "release"
"""The kind that this drafts."""

_VERSION = re.compile(r"v?[0-9]+(\.[0-9]+)*([-+.]?[A-Za-z0-9]+)*")
_LAST_NUMBER = re.compile(r"([0-9]+)(?!.*[0-9])")
_FIRST = "0.1"


class Fragments(Struct, frozen=True):
    """Files of changes that wait for a release, relative to the project.

    Attributes:
        taken: True if this release takes them up.
    """

    files: tuple[str, ...] = ()
    taken: bool = False


def release_draft(studio: Studio, wish: Wish, fragments: Fragments) -> Drafted:
    """A release that nobody has written about yet.

    Args:
        wish: its version or its title; empty for the version after the newest.
    """
    newest = _newest(studio)
    version = version_of(studio, wish)
    there = studio.journal.original(Reference(RELEASE, routes.slug(version)))
    has_changes = bool((fragments.taken and fragments.files) or (there and changes_of(there)))
    lines = [
        "---",
        f"title: {quoted(wish.title or version)}",
        "queue: yes" if wish.queued else f"date: {wish.at:%Y-%m-%d %H:%M}",
        *([f"lang: {wish.lang}"] if wish.lang else []),
        DRAFT,
        f"version: {quoted(version)}",
        *_team(newest),
        "summary:",
        *(f"# {line}" for line in _asides(studio, fragments)),
        "---",
        "",
        *([] if has_changes else _sample()),
    ]
    ending = f".{wish.lang}" if wish.lang else ""
    day = "" if wish.queued else f"{wish.at:%Y-%m-%d}-"
    path = f"{wish.kind.folder}/{day}{routes.slug(version)}{ending}.md"
    return Drafted(path, "\n".join([*lines, ""]))


def take_up(project: Path, fragments: Fragments, version: str) -> None:
    """Let files that wait name the release that ships them; nothing else in them is changed.

    Raises:
        OSError: one of them cannot be read or written; those before it name the release already.
    """
    for name in fragments.files if fragments.taken else ():
        with (project / name).open(encoding="utf-8", newline="") as stream:
            text = stream.read()
        with (project / name).open("w", encoding="utf-8", newline="") as stream:
            stream.write(collected(text, version))


def version_of(studio: Studio, wish: Wish) -> str:
    """The version that a title is or begins with; else the one after the newest release.

    A draft of the same day that lacks the language of the wish is the same release.
    """
    found = _VERSION.match(wish.title)
    if found:
        return found[0].removeprefix("v")
    newest = _newest(studio)
    last = newest.record.version if newest and isinstance(newest.record, Release) else ""
    if newest is not None and last and _is_begun(studio, newest, wish):
        return last
    version = _after(last)
    while studio.journal.original(Reference(RELEASE, routes.slug(version))) is not None:
        version = _after(version)
    return version


def _after(version: str) -> str:
    """The version after another: its last number is one higher."""
    if not _LAST_NUMBER.search(version):
        return _FIRST
    return _LAST_NUMBER.sub(lambda number: str(int(number[1]) + 1), version)


def _is_begun(studio: Studio, newest: Entry, wish: Wish) -> bool:
    """Whether a release is a draft of this day in another language."""
    date = newest.head.date
    langs = {version.lang for version in studio.journal.versions[newest.reference]}
    same_day = date is not None and date.astimezone(wish.at.tzinfo).date() == wish.at.date()
    return same_day and newest.head.draft and studio.lang not in langs


def _newest(studio: Studio, *, public: bool = False) -> Entry | None:
    """The newest release but for what was taken back; of all, or of those that readers see."""
    originals = (v[0] for r, v in studio.journal.versions.items() if r.kind == RELEASE)
    kept = (each for each in originals if not each.head.withdrawn)
    seen = (each for each in kept if not public or studio.journal.is_public(each))
    return min(seen, key=newest_first, default=None)


def _team(newest: Entry | None) -> Iterator[str]:
    """Those who made the last one: more often than not they are the same."""
    if newest is not None and isinstance(newest.record, Release) and newest.record.team:
        yield f"team: {listed(newest.record.team)}"


def _asides(studio: Studio, fragments: Fragments) -> Iterator[str]:
    """What only its author sees: what may be part of it, and whom to thank."""
    yield from _collected(fragments)
    candidates = list(_candidates(studio))
    if candidates:
        yield "adopted or in progress; cite what this release ships:"
        yield from (f"  {candidate}" for candidate in candidates)
    testers = list(_testers(studio, _newest(studio, public=True)))
    if testers:
        yield f"who tested since the last release: {', '.join(testers)}"
    yield "friday schema release explains the fields"


def _collected(fragments: Fragments) -> Iterator[str]:
    if not fragments.files:
        yield from ["no file of changes waits for a release"] if fragments.taken else []
        return
    count = len(fragments.files)
    files = f"{count} file" if count == 1 else f"{count} files"
    if fragments.taken:
        yield f"its changes stand in {files}:"
    else:
        waits = "waits" if count == 1 else "wait"
        yield f"{files} of changes {waits}, for 'friday new release --from-fragments':"
    yield from (f"  {file}" for file in fragments.files)


def _candidates(studio: Studio) -> Iterator[str]:
    """What is going to be done and has not shipped, longest granted first."""
    found = []
    for versions in studio.journal.public():
        journey = KINDS[versions[0].kind].journey
        standing = studio.journal.loop.standings.get(versions[0].reference)
        if journey is not None and standing is not None and standing.status in journey.granted:
            since = standing.since.timestamp() if standing.since else 0.0
            owner = getattr(versions[0].record, journey.owner)
            said = f"{versions[0].reference} ({standing.status}{f', {owner}' if owner else ''})"
            found.append((since, said))
    yield from (said for _, said in sorted(found))


def _testers(studio: Studio, newest: Entry | None) -> Sequence[str]:
    """Those with evidence of testing since the last release that users had, by id."""
    since = newest.head.date if newest else None
    tested = {
        merit.person
        for merit in studio.journal.recognition.merits.values()
        for each in merit.evidence
        if each.role is Role.TESTED
        and each.when is not None
        and (since is None or each.when >= since)
    }
    return [f"@{person}" for person in sorted(tested)]


def _sample() -> Iterator[str]:
    """A change as it is written in the text, to be replaced."""
    yield f"## {Category.ADDED.value.capitalize()}"
    yield ""
    yield f"- {SAMPLE}what changed"
    yield f"  Why: {SAMPLE}why"
