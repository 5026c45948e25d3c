"""Changelogs to releases: one entry for each version (`friday import changelog`)."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from generator.files import put_all
from generator.intake.changes.places import Places
from generator.intake.changes.plain import flat, relinked, unmentioned
from generator.intake.changes.report import Book, Report
from generator.intake.changes.stamped import Desk, shelf
from generator.intake.changes.tables import people_with
from generator.intake.changes.who import Crowd, crowd
from generator.intake.changes.yaml_out import Value, front_matter
from generator.intake.posts.names import slugged
from generator.intake.posts.report import shortened
from generator.kinds.credit import Role
from generator.kinds.table import KINDS
from generator.markup import changelog_dates, changelog_words
from generator.markup.changelog import Logged, LoggedRelease, read_changelog
from generator.markup.credit_notation import Given
from generator.markup.front_matter import split

_RELEASE = KINDS["release"]
_SPONSOR = str(Role.FINANCIAL)
_REFERENCE = re.compile(rf"(?:{'|'.join(KINDS)}):[^\s]+")
_NO_SCOPE = re.compile(
    r"(?i)^(?:other|others|other changes|misc\w*|highlights?|general|release details|release"
    r"|其他|其它|其他(?:变更|更改))$"
)


class Wish(Struct, frozen=True):
    """How changelogs are to be imported.

    Attributes:
        name: product, which the titles begin with.
        prefix: beginning of every id.
        lang: language of the changelog; empty for the journal's.
        full_names: names in brackets at the end of a change are credit.
        base: address of the changelog, for links that are relative to it.
        dates: dates of versions whose headings have none, by version.
        people: people who are named get rows in the people table.
        force: replace what was edited by hand.
        bots: more names of programs.
    """

    name: str = ""
    prefix: str = ""
    lang: str = ""
    full_names: bool = False
    base: str = ""
    dates: Mapping[str, str] = field(default_factory=dict)
    people: bool = False
    force: bool = False
    bots: tuple[str, ...] = ()


def import_changelogs(files: Sequence[Path], places: Places, wish: Wish, today: str) -> Report:
    """Write the releases of changelogs into the content; all that is new, or nothing.

    Args:
        today: ISO date for drafts of versions that have no date and no neighbour with one.

    Raises:
        ValueError: the people table cannot be added to.
        OSError: a file cannot be read or written.
    """
    book = Book()
    desk = Desk(shelf(places.content, _RELEASE.folder), book, wish.force)
    everybody = crowd(places.content, bots=wish.bots, adding=wish.people)
    logs = [(file.name, _read(file, wish, book)) for file in files]
    for given in _credits(releases for _, releases in logs):
        _credit(given, everybody)
    setting = _Setting(places, wish, desk, everybody, book, {})
    for source, releases in logs:
        for dated in _dated(releases, wish, today):
            _take(dated, source, setting)
    new = list(everybody.new.values())
    people = people_with(places.content, new, "people", book, places.scrubber)
    book.numbers["people"] = len(everybody.seen)
    put_all({**desk.files, **people})
    return book.report()


def _read(file: Path, wish: Wish, book: Book) -> Sequence[LoggedRelease]:
    text = file.read_bytes().decode("utf-8-sig", errors="replace")
    releases, left = read_changelog(text, full_names=wish.full_names)
    book.numbers["left-over lines"] += len(left)
    for each in left:
        book.note(file.name, each.line, "left-over", f"{shortened(each.text)}: {each.reason}")
    if not releases:
        book.note(file.name, 0, "no-release", "no heading of this file names a version")
    return releases


def _credits(logs: Iterable[Sequence[LoggedRelease]]) -> Iterator[Given]:
    """Every credit of the releases, so that all are known before the first is written."""
    for releases in logs:
        for release in (each for each in releases if not each.unreleased):
            for change in release.changes:
                yield from change.credits


class _Dated(Struct, frozen=True):
    """A release with the date of its entry; `draft` if that is only a guess."""

    release: LoggedRelease
    date: str
    draft: bool = False


class _Setting(Struct, frozen=True):
    """What an import goes on with; `taken` says where each id comes from."""

    places: Places
    wish: Wish
    desk: Desk
    crowd: Crowd
    book: Book
    taken: dict[str, str]


def _dated(releases: Sequence[LoggedRelease], wish: Wish, today: str) -> Iterator[_Dated]:
    """Every release with a date; one without has that of the release below, or above."""
    near = ""
    guesses: list[str] = []
    for release in reversed(releases):
        near = wish.dates.get(release.version) or release.date or near
        guesses.append(near)
    first = next((guess for guess in guesses if guess), today)
    for release, guess in zip(releases, reversed(guesses), strict=True):
        known = wish.dates.get(release.version) or release.date
        yield _Dated(release, known or guess or first, draft=not known)


def _take(dated: _Dated, source: str, setting: _Setting) -> None:
    release, book, wish = dated.release, setting.book, setting.wish
    if release.unreleased:
        if release.changes:
            n = len(release.changes)
            message = f"{n} change{'s' if n > 1 else ''} wait for a release; not imported"
            book.note(source, release.line, "unreleased", message)
        return
    begin = f"{wish.prefix.rstrip('-')}-" if wish.prefix else ""
    name = slugged(begin + release.version) or "release"
    if name in setting.taken:
        message = f"version '{shortened(release.version)}' stands in {setting.taken[name]} already"
        book.note(source, release.line, "twice", message)
        return
    setting.taken[name] = f"{source}:{release.line}"
    _write(dated, source, name, setting)


def _write(dated: _Dated, source: str, name: str, setting: _Setting) -> None:
    release, wish, desk = dated.release, setting.wish, setting.desk
    suffix = f".{wish.lang}" if wish.lang else ""
    usual = f"{_RELEASE.folder}/{dated.date}-{name}{suffix}.md"
    place = desk.shelf.place(name, wish.lang, usual)
    day = dated.date
    if dated.draft:
        day = _day_of(desk.shelf.text(place)) or day
        said = (
            f"'{shortened(release.date_written)}' is no date" if release.date_written else "no date"
        )
        message = f"{said}: '{shortened(release.version)}' is a draft (--dates FILE names its date)"
        setting.book.note(source, release.line, "no-date", message)
        if place == usual and desk.shelf.text(place) is None:
            place = f"{_RELEASE.folder}/{name}{suffix}.md"
    changes = [_change(change, source, setting) for change in release.changes]
    fields: Mapping[str, Value] = {
        "id": name,
        "title": _title(release, wish),
        "date": day,
        "draft": "yes" if dated.draft else "",
        "version": release.version,
        "channel": _channel(release.version),
        "changes": changes,
    }
    intro, lost = relinked(unmentioned(release.intro, setting.crowd.handles), wish.base)
    _lost(lost, source, release.line, setting.book)
    text = front_matter(fields) + (f"\n{intro.strip()}\n" if intro.strip() else "")
    setting.book.numbers["releases"] += 1
    setting.book.numbers["changes"] += len(changes)
    text = setting.places.scrubber.text(text, place)
    desk.take(text, f"{source}:{release.line}", name, place)


def _title(release: LoggedRelease, wish: Wish) -> str:
    yanked = " [YANKED]" if release.yanked else ""
    return f"{wish.name} {release.version}{yanked}".strip()


def _channel(version: str) -> str:
    found = re.search(
        r"(?i)(?<=\d)[-.]?(alpha|beta|rc|dev|preview|pre|a|b|m)(?=[-.]?\d|$)", version
    )
    words = {"a": "alpha", "b": "beta", "m": "milestone", "pre": "preview"}
    return words.get(found[1].lower(), found[1].lower()) if found else ""


def _day_of(text: str | None) -> str:
    tree = split(text).head.tree if text is not None else None
    written = tree.get("date") if isinstance(tree, dict) else None
    return changelog_dates.find(written)[0] if isinstance(written, str) else ""


def _change(change: Logged, source: str, setting: _Setting) -> Mapping[str, Value]:
    thanked = [each for given in change.credits if (each := _credit(given, setting.crowd))]
    distinct = [each for n, each in enumerate(thanked) if each not in thanked[:n]]
    setting.book.numbers["credits"] += len(distinct)
    known, base = setting.crowd.handles, setting.wish.base
    text, lost = relinked(unmentioned(flat(change.text), known), base)
    why, lost_too = relinked(unmentioned(flat(change.why), known), base)
    _lost(lost + lost_too, source, change.line, setting.book)
    return {
        "text": f"{_heading_of(change)}{text}",
        "category": change.category,
        "why": why,
        "credits": distinct,
        "refs": [ref for ref in change.refs if _REFERENCE.fullmatch(ref)],
        "internal": "yes" if change.internal else "",
    }


def _credit(given: Given, crowd_: Crowd) -> Mapping[str, str] | None:
    """A credit as a field; who paid for something is mostly a firm and gets no row of a person."""
    if given.role == _SPONSOR and not given.handle:
        return {"person": given.name, "role": given.role}
    return crowd_.credit(given)


def _heading_of(change: Logged) -> str:
    """The heading that a change stands under, if it names a part of the product."""
    heading = change.section
    if not heading or changelog_words.of_heading(heading) or changelog_words.is_thanks(heading):
        return ""
    part = re.sub(r"[^\w\s./`*,&+-]", "", heading.replace("**", "")).strip().rstrip(":：")
    part = part.strip("_ ")
    if _NO_SCOPE.match(part) or part in change.text:
        return ""
    return f"{part}: " if part else ""


def _lost(count: int, source: str, line: int, book: Book) -> None:
    if count:
        message = (
            "a link of this text leads to a file beside it; it became plain (--base URL keeps it)"
        )
        book.note(source, line, "relative-link", message)


def _unreadable(error: ValueError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start} is not UTF-8: save the file as UTF-8"
    return f"this is no JSON: {error}"


def dates_in(file: Path) -> Mapping[str, str]:
    """Dates by version, out of JSON (`{"1.0": "2026-05-01"}`) or CSV (version, date).

    Raises:
        ValueError: the file is neither, or one of its dates is none.
        OSError: it cannot be read.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
        data = json.loads(text) if file.suffix.lower() == ".json" else None
    except ValueError as error:
        raise ValueError(f"{file.name}: {_unreadable(error)}") from error
    if file.suffix.lower() == ".json":
        if not isinstance(data, dict):
            raise ValueError(f'{file.name}: write {{"1.0": "2026-05-01"}}')
        pairs = [(str(version), str(day)) for version, day in data.items()]
    else:
        pairs = [(row[0], row[1]) for row in csv.reader(io.StringIO(text)) if len(row) > 1]
    found: dict[str, str] = {}
    for version, day in pairs:
        iso, _ = changelog_dates.find(day)
        if iso:
            found[version.strip().lstrip("vV")] = iso
        elif version.strip() != "version":
            raise ValueError(f"{file.name}: '{shortened(day)}' is no date")
    return found
