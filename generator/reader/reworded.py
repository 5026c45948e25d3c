"""Rows of data files in which nothing but the words of texts became others."""

from collections.abc import Iterator, Mapping

from generator.config import Config
from generator.kinds.kind import Kind
from generator.markup.prose import Prose
from generator.model.entry import row_name
from generator.model.validation import Fields
from generator.reader import bulk
from generator.reader.assemble import columns, text_of_row
from generator.reader.parsed import known_of
from generator.reader.versions import written_lang

_TEXT = "text"


def reworded(
    path: str, before: bytes, now: bytes, kind: Kind, config: Config
) -> Mapping[str, Prose] | None:
    """The texts of those rows of a data file that have others now, by name (`Entry.text_name`).

    None if something else may have changed, or has to be told.

    Args:
        path: of the file, relative to the project.
        before: its content when it was read last, of which nothing had to be told.
    """
    pairs = bulk.differing(path, before, now, columns(kind))
    if pairs is None:
        return None
    found: dict[str, Prose] = {}
    for was, row in pairs:
        prose = _other_text(kind, was, row, config)
        if prose is None:
            return None
        found[row_name(path, written_lang(row.tree, config), str(row.tree.get("id")))] = prose
    return found


def _other_text(kind: Kind, was: Fields, row: Fields, config: Config) -> Prose | None:
    if list(_others(was)) != list(_others(row)):
        return None
    before, prose = (text_of_row(kind, each, config) for each in (was, row))
    is_same = known_of(before, dict(was.tree)) == known_of(prose, dict(row.tree))
    return prose if is_same and not prose.findings else None


def _others(row: Fields) -> Iterator[tuple[str, object]]:
    return ((name, value) for name, value in row.tree.items() if name != _TEXT)
