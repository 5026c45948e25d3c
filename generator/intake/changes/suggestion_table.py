"""The table of suggestions as importers write it: what the team has changed in it stays."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from generator.intake.changes.memory import digest
from generator.intake.changes.report import State

COLUMNS = ("id", "title", "date", "by", "channel", "votes", "tags", "source", "text")
"""What a new table begins with."""


class Table(Struct):
    """The table as it stands, row by row, and with what an import brings.

    Attributes:
        places: number of each row by its id.
        end: how its lines end.
    """

    file: Path
    columns: list[str]
    rows: list[dict[str, str]]
    places: dict[str, int]
    end: str = "\n"
    was_empty: bool = False

    def take(self, new: Mapping[str, str], written: dict[str, str], *, force: bool) -> State:
        """Put a row in, or what is new of it; `written` holds the digests of what imports wrote."""
        place = self.places.get(new["id"])
        if place is None and written and not self.was_empty and not force:
            return State.KEPT
        for name in new:
            if new[name] and name not in self.columns:
                self.columns.append(name)
        if place is None:
            self.places[new["id"]] = len(self.rows)
            self.rows.append(dict(new))
            written |= {name: digest(value) for name, value in new.items() if name != "id"}
            return State.CREATED
        return self._update(self.rows[place], new, written, force=force)

    def _update(
        self, row: dict[str, str], new: Mapping[str, str], written: dict[str, str], *, force: bool
    ) -> State:
        changed = kept = False
        for name, value in new.items():
            there = row.get(name, "").strip()
            if name == "id" or there == value:
                continue
            if force or written.get(name, digest("")) == digest(there):
                row[name] = value
                written[name] = digest(value)
                changed = True
            else:
                kept = True
        if changed:
            return State.CHANGED
        return State.KEPT if kept else State.UNCHANGED

    def text(self) -> str:
        """The table as it is to be written."""
        return csv_text(self.columns, self.rows, self.end)


def read_table(file: Path) -> Table:
    """The table of a file; an empty one if there is no file.

    Raises:
        ValueError: it cannot be read, or has no ids.
        OSError: it cannot be read.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig") if file.is_file() else ""
    except UnicodeDecodeError as error:
        raise ValueError(f"{file.name}: this is not UTF-8; save it as UTF-8 first") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
    columns = [name.strip() for name in reader.fieldnames or COLUMNS]
    reader.fieldnames = columns
    rows = []
    for row in reader:
        if None in row:
            message = "has more cells than columns; mend it first"
            raise ValueError(f"{file.name}: the row before line {reader.line_num + 1} {message}")
        rows.append(dict(row))
    if "id" not in columns:
        raise ValueError(f"{file.name}: it has no column 'id'")
    places = {row["id"].strip(): n for n, row in enumerate(rows)}
    end = "\r\n" if "\r\n" in text else "\n"
    return Table(file, columns, rows, places, end, was_empty=not rows)


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, str]], end: str = "\n") -> str:
    """A table of rows; columns that a row does not have stay empty, others are left out."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore", lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
