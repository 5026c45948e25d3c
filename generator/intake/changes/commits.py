"""Commits with trailers to fragments (`friday import git`)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.intake.changes.fragments import Found, Wish, shelved
from generator.intake.changes.git_history import Commit, commits, known_as, tags
from generator.intake.changes.places import Places
from generator.intake.changes.report import Book, Report
from generator.intake.changes.trailers import Thanked, account_of, trailers, unknown
from generator.intake.changes.who import Crowd, crowd
from generator.intake.posts.report import shortened
from generator.markup import changelog_words
from generator.markup.characters import clean, without_turning
from generator.markup.credit_notation import Given
from generator.model.bots import is_bot

_WHY = re.compile(
    r"^(?:why|because|reason|为什么|原因)[ ]?[:：][ ]*(?P<why>.+?)(?:\n[ \t]*\n|\Z)",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_SHORT = 10
_VERSION = re.compile(r"^(?:.*[-/_])?[vV]?(?P<version>\d+(?:\.\d+)+\S*)$")


class Span(Struct, frozen=True):
    """Which commits: those after `since`, up to `until`.

    Attributes:
        every: also those that thank nobody.
        by_tag: a commit goes into the release of the first tag behind it that the journal knows.
    """

    since: str
    until: str = "HEAD"
    every: bool = False
    by_tag: bool = False


def import_commits(
    repository: Path, span: Span, places: Places, wish: Wish, releases: Mapping[str, str]
) -> Report:
    """Write a change for each commit that thanks somebody into `content/changes/`.

    Args:
        releases: ids of the journal's releases by version.

    Raises:
        NoHistory: git does not tell the history.
        ValueError: the people table or what was written before cannot be read.
        OSError: a file cannot be read or written.
    """
    book = Book()
    history = commits(repository, span.since, span.until)
    shipped = _shipped(repository, span, releases, book) if span.by_tag else {}
    thanked = {commit.digest: tuple(_thanked(commit, wish.bots, book)) for commit in history}
    names = [_written(each) for found in thanked.values() for each in found]
    known = known_as(repository, names)
    team = crowd(places.content, bots=wish.bots)
    groups: dict[str, list[tuple[str, Found]]] = {}
    for commit in history:
        others = [_given(each, known) for each in thanked[commit.digest]]
        if not others and not span.every:
            continue
        given = [*_author(commit, team, wish.bots), *others]
        release = shipped.get(commit.digest, wish.release)
        groups.setdefault(release, []).append((_source(commit), _found(commit, given)))
    book.numbers["commits"] = len(history)
    changes = [
        (source, change, replace(wish, release=release))
        for release, found in groups.items()
        for source, change in found
    ]
    return shelved(changes, places, wish, book)


def _source(commit: Commit) -> str:
    return f"commit {commit.digest[:_SHORT]}"


def _thanked(commit: Commit, bots: tuple[str, ...], book: Book) -> Iterator[Thanked]:
    """Those whom the trailers thank, each once a role; trailers may stand anywhere in the text."""
    seen: set[tuple[str, str]] = set()
    for each in trailers(f"{commit.trailers}\n\n{commit.message}", bots):
        key = (each.name.casefold(), each.role)
        if key in seen:
            continue
        seen.add(key)
        if "-".join(each.token.casefold().split()) != each.meant and "-and-" not in each.token:
            message = f"'{shortened(each.token)}' was read as '{each.meant.capitalize()}'"
            book.note(_source(commit), _line(commit, each.token), "misspelt", message)
        yield each
    for token in unknown(commit.message):
        message = f"'{shortened(token)}' is no trailer that is known; whom it names is left out"
        book.note(_source(commit), _line(commit, token), "left-over", message)


def _line(commit: Commit, token: str) -> int:
    """The line of the message in which a trailer stands."""
    rows = enumerate(commit.message.split("\n"), start=1)
    return next((n for n, row in rows if row.startswith(token)), 0)


def _written(each: Thanked) -> str:
    return f"{each.name} <{each.mail}>" if each.mail else each.name


def _given(each: Thanked, known: Mapping[str, str]) -> Given:
    if each.account:
        return Given(each.account, handle=True, role=each.role)
    named = known.get(_written(each), _written(each))
    name, _, mail = named.partition("<")
    account = account_of(mail.rstrip("> ")) or account_of(each.mail)
    return Given(_plain(name) or each.name, handle=False, role=each.role, account=account)


def _author(commit: Commit, team: Crowd, bots: tuple[str, ...]) -> Iterator[Given]:
    """Whoever wrote a commit, if that is neither a program nor somebody of the team."""
    account = account_of(commit.mail)
    name = _plain(commit.author)
    is_machine = is_bot(f"{commit.author} <{commit.mail}>", bots)
    if (
        name
        and not is_machine
        and not team.is_team(team.person(name, account=account, handle=False))
    ):
        yield Given(name, handle=False, role="contributed", account=account)


def _plain(text: str) -> str:
    """Words in one line, without characters that steer terminals and pages."""
    return " ".join(clean(without_turning(text), 1)[0].split())


def _found(commit: Commit, given: Sequence[Given]) -> Found:
    whole = _plain(commit.subject)
    group, word, scope, size = changelog_words.label(whole)
    subject = whole[size:].strip() or whole
    why = _WHY.search(clean(without_turning(commit.message), 1)[0])
    return Found(
        name=f"git-{commit.digest[:_SHORT]}",
        text=f"{scope}: {subject}" if scope else subject or commit.digest[:_SHORT],
        category=group or changelog_words.of_words(subject),
        credits=tuple(given),
        why=why["why"] if why else "",
        internal=word in changelog_words.INTERNAL and bool(size),
    )


def _shipped(
    repository: Path, span: Span, releases: Mapping[str, str], book: Book
) -> Mapping[str, str]:
    """The release of each commit that a tag ships, by the commit's digest."""
    found: dict[str, str] = {}
    before = span.since
    for tag, digest in tags(repository, span.since):
        version = _VERSION.match(tag)
        release = releases.get(version["version"].casefold(), "") if version else ""
        if not release:
            message = f"the journal has no release for the tag '{shortened(tag)}'"
            book.note(tag, 0, "no-release", message)
            continue
        for commit in commits(repository, before, digest):
            found.setdefault(commit.digest, release)
        before = digest
    return found
