"""The index of a board: files that its script asks for when a reader looks for something.

Every file is whole in itself. What it holds stands in the order of its column, so the first file of
a column holds what stands first in it.
"""

from collections.abc import Iterator, Sequence

import orjson

from generator.kinds.kind import Kind
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Byline
from generator.pages import routes
from generator.pages.desk.entry_views import person
from generator.pages.frame import Tree
from generator.pages.lists.tickets import overdue, standing
from generator.pages.plan import Text

ROWS = 800
"""Entries in a file: about 100 KB."""

MOST_LETTERS = 100
FOLDER = "board"
_STALE, _OVERDUE = 1, 2


class Shelf:
    """Texts that many rows share, each once; a row holds its number."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number of a text; -1 for an empty one."""
        return self.numbers.setdefault(text, len(self.numbers)) if text else -1


def folder(tree: Tree, kind: Kind) -> str:
    """Path of the folder that holds a board's index."""
    return f"{tree.path(kind.url)}{FOLDER}/"


def file_count(entries: Sequence[Entry]) -> int:
    """How many files of the index hold the entries of a column."""
    return -(-len(entries) // ROWS)


def index_files(tree: Tree, kind: Kind, status: str, entries: Sequence[Entry]) -> Iterator[Text]:
    """The files of one column: `received-1.json` and so on."""
    start = f"{folder(tree, kind)[1:]}{status}"
    for n in range(file_count(entries)):
        content = _file(tree, kind, entries[n * ROWS : (n + 1) * ROWS])
        yield Text(f"{start}-{n + 1}.json", content)


def _file(tree: Tree, kind: Kind, entries: Sequence[Entry]) -> bytes:
    """Rows, and before them what they share."""
    shelves = {"tags": Shelf(), "channels": Shelf(), "people": Shelf()}
    rows = b",\n".join(orjson.dumps(_row(tree, kind, entry, shelves)) for entry in entries)
    shared = orjson.dumps({name: list(each.numbers) for name, each in shelves.items()})
    return b'%b,"rows":[\n%b\n]}\n' % (shared.removesuffix(b"}"), rows)


def _row(tree: Tree, kind: Kind, entry: Entry, shelves: dict[str, Shelf]) -> list[object]:
    """One entry: address, title, day, voices, marks, tags, channel, author, owner, language.

    The address is the id where the page lies below the board, else the path from the root; the
    language is empty where it is that of the board.
    """
    path = routes.entry_path(tree.config, entry)
    base = tree.path(kind.url)
    found = standing(tree, entry)
    marks = (_STALE if found.stale_days else 0) | (_OVERDUE if overdue(tree, entry) else 0)
    people = shelves["people"]
    channel = getattr(entry.record, "channel", None)
    author = _name(tree, entry, getattr(entry.record, "by", None))
    local = tree.desk.local(entry.head.date)
    return [
        path[len(base) : -1]
        if path == f"{base}{entry.head.id}/"
        else routes.href(tree.config, path),
        entry.head.title[:MOST_LETTERS],
        f"{local:%Y-%m-%d}" if local else "",
        found.voices,
        marks,
        [shelves["tags"].number(tag) for tag in _tags(tree, entry)],
        shelves["channels"].number((channel or "")[:MOST_LETTERS]),
        people.number(author[:MOST_LETTERS]),
        people.number(owner_name(tree, entry)[:MOST_LETTERS]),
        *([entry.lang] if entry.lang != tree.lang else []),
    ]


def _tags(tree: Tree, entry: Entry) -> Iterator[str]:
    """An entry's tags as their pages are called."""
    known = tree.desk.topics
    for tag in entry.head.tags:
        yield known.title(known.tag(tag, tree.lang), tree.lang)


def owner_name(tree: Tree, entry: Entry) -> str:
    """Who of the team answers for an entry; empty for nobody, and for those who are not named."""
    journey = KINDS[entry.kind].journey
    return _name(tree, entry, getattr(entry.record, journey.owner)) if journey else ""


def _name(tree: Tree, entry: Entry, byline: object) -> str:
    """What somebody is called in public; empty for nobody, and for those who are not named."""
    if not isinstance(byline, Byline):
        return ""
    shown = person(tree.desk.filling(entry, tree.lang), byline)
    return shown.title if shown.kind else ""
