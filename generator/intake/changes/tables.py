"""Rows put behind those of the people table and the ledger, which stay as they are."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from generator.intake.changes.memory import Memory, digest
from generator.intake.changes.places import Places
from generator.intake.changes.report import Book, Done, State
from generator.intake.changes.who import Row
from generator.intake.changes.yaml_out import Value, items
from generator.markup.yaml_text import load
from generator.reader.ledger import COLUMNS
from generator.reader.scrubber import Scrubber

_NOBODY = Scrubber()


def people_with(
    content: Path, new: Sequence[Row], source: str, book: Book, scrubber: Scrubber = _NOBODY
) -> dict[Path, bytes]:
    """The people table with more rows, to be written; nothing if there are none.

    Args:
        scrubber: knows who asked to be forgotten; they get no row.

    Raises:
        ValueError: the file that is there cannot be read, or holds no list.
    """
    rows = [row for row in new if not scrubber.finds(f"{row.title}\n@{row.handle or row.id}")]
    if not rows:
        return {}
    file = content / "people.yaml"
    if not file.is_file() and (content / "people.yml").is_file():
        file = content / "people.yml"
    old = _text(file)
    end = "\r\n" if "\r\n" in old else "\n"
    text = old if not old or old.endswith("\n") else f"{old}{end}"
    text += items([_fields(row) for row in rows]).replace("\n", end)
    before, after = (load(each.replace("\r\n", "\n")) for each in (old, text))
    count = len(before.tree) if isinstance(before.tree, list) else 0
    if not isinstance(after.tree, list) or len(after.tree) != count + len(rows) or after.findings:
        raise ValueError(
            f"{file.name}: rows cannot be put behind those of this file; mend it first"
        )
    target = f"{content.name}/{file.name}"
    book.done += [Done(source, target, row.id, State.CREATED) for row in rows]
    return {file: text.encode()}


def _text(file: Path) -> str:
    """What a file holds, its line ends as they are; nothing if there is none.

    Raises:
        ValueError: it is not UTF-8.
    """
    if not file.is_file():
        return ""
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{file.name}: this is not UTF-8; save it as UTF-8 first") from error


def _fields(row: Row) -> Mapping[str, Value]:
    links: Sequence[Value] = [row.link] if row.link else []
    return {
        "id": row.id,
        "title": row.title,
        "handle": row.handle,
        "handles": list(row.handles),
        "links": links,
    }


def ledger_with(
    places: Places,
    new: Sequence[tuple[str, Mapping[str, str]]],
    who: Callable[[str], str],
    known: Memory,
    book: Book,
    *,
    force: bool = False,
) -> dict[Path, bytes]:
    """The ledger with those rows that are new, to be written.

    Two rows are the same if they say the same of the same person, whatever their day and count. A
    row that an import has written once, and the team has changed or taken out since, stays away.

    Args:
        new: rows by column, each with where it comes from.
        who: the same text for every way to name somebody.
        known: what was written before; what is written now is put in.
        force: bring back what was taken out.

    Raises:
        ValueError: a ledger that is there has other columns.
    """
    file = places.content / "ledger.csv"
    old = _text(file)
    header = _header(file, old)

    def key_of(row: Mapping[str, str]) -> _Key:
        person = places.scrubber.text(row.get("person", ""), "ledger.md")
        return who(person), row.get("role", "").casefold(), row.get("what", "")

    there = {key_of(row) for each in _ledgers(places.content) for row in _rows(each)}
    added: list[Mapping[str, str]] = []
    for source, row in new:
        key = key_of(row)
        state = _state(key, there, known, force=force)
        if state is State.CREATED:
            added.append(row)
            there.add(key)
        elif state is State.KEPT:
            place, _, line = source.rpartition(":")
            deed = f"'{row['role']}' of {row['person']}"
            message = f"{deed} was changed or taken out by hand and stays so (--force adds it)"
            book.note(place, int(line), "taken-out", message)
        target = f"{places.content.name}/{file.name}"
        book.done.append(Done(source, target, row["person"], state))
    if not added:
        return {}
    end = "\r\n" if "\r\n" in old else "\n"
    before = old if not old or old.endswith("\n") else f"{old}{end}"
    rows = places.scrubber.text(_csv(header, added, end), file.name)
    return {file: (before + (rows.partition("\n")[2] if old else rows)).encode()}


_Key = tuple[str, str, str]


def _state(key: _Key, there: set[_Key], known: Memory, *, force: bool) -> State:
    """What becomes of a row; that it was written is remembered."""
    written = known.things.setdefault(digest(key[0]), {})
    deed = digest("\n".join(key[1:]))
    state = State.KEPT if deed in written and not force else State.CREATED
    written[deed] = "written"
    return State.UNCHANGED if key in there else state


def _csv(header: Sequence[str], rows: Sequence[Mapping[str, str]], end: str) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, extrasaction="ignore", lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _header(file: Path, text: str) -> list[str]:
    names = next(csv.reader(io.StringIO(text, newline="")), None) if text else None
    header = [name.strip() for name in names or COLUMNS]
    if set(header) - set(COLUMNS) or not set(COLUMNS[:3]) <= set(header):
        raise ValueError(f"{file.name}: its columns are not {', '.join(COLUMNS)}")
    return header


def _ledgers(content: Path) -> Iterator[Path]:
    yield from (file for file in (content / "ledger.csv",) if file.is_file())
    yield from sorted((content / "ledger").glob("*.csv"))


def _rows(file: Path) -> Iterator[Mapping[str, str]]:
    for row in csv.DictReader(io.StringIO(_text(file), newline=""), restval=""):
        yield {str(name or "").strip(): str(value or "").strip() for name, value in row.items()}
