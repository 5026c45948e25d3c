"""Lists of issues to rows of `content/suggestions.csv` (`friday import suggestions`).

A row belongs to an issue by its id, so that a second import updates it. Field by field: what an
import has written is written anew, what somebody has changed since stays, and a row that was taken
out stays out. The table is read in the visitors' dialect, so that no text of strangers brings
markup along.
"""

import csv
import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from msgspec import Struct

from generator.files import put_all
from generator.intake.ballots.normal import harmless
from generator.intake.changes.issue_shapes import Issue, issues_in
from generator.intake.changes.memory import Memory, memory
from generator.intake.changes.places import Places
from generator.intake.changes.report import Book, Done, Report, State
from generator.intake.changes.stamped import shelf
from generator.intake.changes.suggestion_table import Table, csv_text, read_table
from generator.intake.changes.who import crowd
from generator.intake.posts.names import slugged
from generator.intake.posts.report import shortened
from generator.kinds.table import KINDS
from generator.markup.characters import clean, without_turning
from generator.markup.yaml_text import load
from generator.model.bots import is_bot

_SUGGESTION = KINDS["suggestion"]
_OPEN = frozenset(
    """open opened reopened new received planned backlog triage considering started under-review
    in-review in-progress under-consideration gathering-feedback needs-votes active accepted pending
    新建 待处理 待评估 评估中 已收到 已采纳 处理中 进行中 计划中 开发中""".split()  # noqa: SIM905 - a list of words reads best as words
)
_REFUSED = frozenset(
    "not-planned declined rejected wontfix won't-fix will-not-fix 已拒绝 不采纳 未采纳".split()  # noqa: SIM905 - as above
)
_CLOSED = frozenset(
    """closed close completed complete done shipped released resolved fixed implemented merged
    duplicate 已关闭 已完成 已上线 已发布 已解决 重复""".split()  # noqa: SIM905 - as above
)
_LONGEST_KEY = 40
_LIST = re.compile(r"^([ \t]*)[-+](?=[ \t])", re.MULTILINE)


class Wish(Struct, frozen=True):
    """How issues are to be imported.

    Attributes:
        prefix: beginning of every id; empty for the name of the forge, if that is known.
        columns: column or JSON path by field.
        label: only issues with this label; empty for all.
        channel: where they came in; empty for what the file says, or the name of the forge.
        refused: take those that were declined, too, as declined.
        force: replace what was edited by hand, and bring back what was taken out.
        bots: names of programs, whose issues are left out.
    """

    prefix: str = ""
    columns: Mapping[str, str] = msgspec.field(default_factory=dict)
    label: str = ""
    channel: str = ""
    refused: bool = False
    force: bool = False
    bots: tuple[str, ...] = ()


def import_suggestions(file: Path, places: Places, wish: Wish, day: str) -> Report:
    """Write the issues of an export into the table of suggestions.

    Args:
        day: ISO date for issues that have none.

    Raises:
        ValueError: the file, the table or what was written before cannot be read.
        OSError: a file cannot be read or written.
    """
    book = Book()
    issues = issues_in(file.name, file.read_bytes(), wish.columns)
    for line, reason in issues.bad:
        book.note(file.name, line, "left-over", reason)
    table = read_table(places.content / f"{_SUGGESTION.bulk}.csv")
    known = memory(places.project, _SUGGESTION.bulk)
    desk = _Desk(file.name, places, wish, table, known, book)
    everybody = crowd(places.content, bots=wish.bots)
    for issue in issues.found:
        if _is_wanted(issue, wish, file.name, book):
            by = everybody.person(issue.by) if issue.by else ""
            desk.take(issue, by, day, issues.forge)
    book.numbers["suggestions"] = len(book.done)
    if any(each.state in {State.CREATED, State.CHANGED} for each in book.done):
        put_all({table.file: table.text().encode("utf-8", "replace"), known.file: known.data()})
    return book.report()


def _is_wanted(issue: Issue, wish: Wish, source: str, book: Book) -> bool:
    if issue.is_change:
        book.numbers["pull requests left out"] += 1
        return False
    if wish.label and wish.label.casefold() not in {tag.casefold() for tag in issue.tags}:
        book.numbers["without the label left out"] += 1
        return False
    if issue.by and is_bot(issue.by, wish.bots):
        message = f"'{shortened(issue.by)}' is a program; left out"
        book.note(source, issue.line, "bot", message)
        return False
    state = _state(issue)
    if state in _REFUSED and not wish.refused:
        message = f"'{shortened(issue.state)}': it was declined; left out (--refused takes it)"
        book.note(source, issue.line, "closed", message)
    elif state in _CLOSED:
        message = (
            f"'{shortened(issue.state)}': it is closed; left out, a release says what has shipped"
        )
        book.note(source, issue.line, "closed", message)
    elif state and state not in _OPEN | _REFUSED:
        message = f"'{shortened(issue.state)}' is no state that is known; taken as received"
        book.note(source, issue.line, "unknown-state", message)
        return True
    else:
        return True
    return False


def _state(issue: Issue) -> str:
    return "-".join(issue.state.replace("_", " ").split())


def _id(issue: Issue, prefix: str) -> str:
    """A name that is the same in every import; of an address, a digest."""
    key = slugged(issue.key)
    if not key or len(key) > _LONGEST_KEY or "://" in issue.key:
        key = _digest_of(issue.key)
    begin = slugged(prefix)
    return f"{begin}-{key}" if begin else f"s-{key}"


def _digest_of(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:12]


def _row(issue: Issue, name: str, by: str, channel: str, day: str) -> dict[str, str]:
    return {
        "id": name,
        "title": harmless(_safe(issue.title)) or name,
        "date": issue.date or day,
        "by": _safe(by) if by.startswith("@") else harmless(_safe(by)),
        "channel": harmless(_safe(issue.channel or channel)),
        "votes": issue.votes,
        "tags": ",".join(dict.fromkeys(harmless(_safe(tag)) for tag in issue.tags)),
        "source": _safe(issue.source),
        "text": _text(issue.text),
        "status": "declined" if _state(issue) in _REFUSED else "",
    }


def _safe(text: str) -> str:
    """The words of strangers without what steers a terminal or a page."""
    plain, _ = clean(without_turning(text), 1)
    return plain.encode("utf-8", "replace").decode("utf-8").strip()


def _text(text: str) -> str:
    """A text that no spreadsheet takes for a formula; a list at its beginning stays one."""
    plain = _safe(text)
    return harmless(_LIST.sub(r"\1*", plain) if _LIST.match(plain) else plain)


@dataclass(slots=True)
class _Desk:
    """Puts issue after issue into the table.

    Attributes:
        taken: the key of the issue that each id of this import belongs to.
    """

    source: str
    places: Places
    wish: Wish
    table: Table
    known: Memory
    book: Book
    elsewhere: Mapping[str, str] = field(init=False)
    taken: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look for the suggestions that do not stand in the table."""
        self.elsewhere = _elsewhere(self.places.content)

    def take(self, issue: Issue, by: str, day: str, forge: str) -> None:
        """Put one issue in, or what is new of it."""
        name = _id(issue, self.wish.prefix or forge)
        if self.taken.get(name, issue.key) != issue.key:
            name = f"{name}-{_digest_of(issue.key)}"
        if name in self.taken:
            message = f"'{shortened(issue.key)}' stands there twice; the first one counts"
            self.book.note(self.source, issue.line, "twice", message)
            return
        self.taken[name] = issue.key
        source = f"{self.source}:{issue.line}"
        target = f"{self.places.content.name}/{_SUGGESTION.bulk}.csv"
        if name.casefold() in self.elsewhere:
            there = self.elsewhere[name.casefold()]
            self.book.done.append(Done(source, there, name, State.KEPT))
            return
        row = _row(issue, name, by, self.wish.channel or forge, day)
        if self._is_of_another(row, issue):
            self.book.done.append(Done(source, target, name, State.KEPT))
            return
        written = self.known.things.setdefault(name, {})
        state = self.table.take(self._scrubbed(row), written, force=self.wish.force)
        if state is State.KEPT and name not in self.table.places:
            message = f"'{name}' was taken out by hand and stays out (--force brings it back)"
            self.book.note(self.source, issue.line, "taken-out", message)
        elif state is State.KEPT:
            message = f"'{name}' was edited by hand and stays as it is (--force replaces it)"
            self.book.note(self.source, issue.line, "kept", message)
        self.book.done.append(Done(source, target, name, state))

    def _is_of_another(self, row: Mapping[str, str], issue: Issue) -> bool:
        """Whether the id belongs to an issue that came from somewhere else."""
        place = self.table.places.get(row["id"])
        there = self.table.rows[place].get("source", "") if place is not None else ""
        is_other = bool(there and row["source"]) and _folder(there) != _folder(row["source"])
        if is_other:
            message = (
                f"'{row['id']}' comes from '{shortened(there)}'; --prefix NAME keeps them apart"
            )
            self.book.note(self.source, issue.line, "other-source", message)
        return is_other

    def _scrubbed(self, row: Mapping[str, str]) -> Mapping[str, str]:
        """The row without the names of those who asked to be forgotten."""
        if not self.places.scrubber:
            return row
        text = self.places.scrubber.text(csv_text(list(row), [row]), f"{_SUGGESTION.bulk}.csv")
        return next(csv.DictReader(io.StringIO(text, newline="")))


def _folder(address: str) -> str:
    return address.casefold().rpartition("/")[0].partition("://")[2]


def _elsewhere(content: Path) -> Mapping[str, str]:
    """Where suggestions stand that have a file of their own, or a row of the other table."""
    places = shelf(content, _SUGGESTION.folder).places
    found = {name: f"{content.name}/{place}" for (name, _), place in places.items()}
    for ending in ("yaml", "yml"):
        file = content / f"{_SUGGESTION.bulk}.{ending}"
        tree = load(file.read_text(encoding="utf-8-sig")).tree if file.is_file() else None
        for item in tree if isinstance(tree, list) else ():
            if isinstance(item, dict) and isinstance(item.get("id"), str):
                found[str(item["id"]).casefold()] = f"{content.name}/{file.name}"
    return found
