"""What a publish changes for the readers of feeds."""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from generator.journal.journal import Journal
from generator.journal.renames import fed, renamed
from generator.model.entry import Entry
from generator.model.publication import Publication, Register


class Change(StrEnum):
    """What a publish changes for readers of a feed."""

    NEW = "new"
    BACK = "back"
    GONE = "gone"
    UPDATED = "updated"
    SILENT = "silent"
    MOVED = "moved"


class Difference(Struct, frozen=True):
    """What a publish changes of one version of an entry; `old` names what was renamed."""

    change: Change
    row: Publication
    old: Publication | None = None


def differences(before: Register, journal: Journal) -> Iterator[Difference]:
    """What changed since the last publish, by entry and language.

    A changed text is an update if `updated` says so, and else silent: nobody is told of it.

    Args:
        before: the register as it was read, without what the journal's instant makes of it.
    """
    moved = renamed(before, journal)
    public = {(e.reference, e.lang): e for e in fed(journal)}
    for key, row in journal.register.rows.items():
        old = before.rows.get(moved.get(key, key))
        change = _change(old, row, public.get(key), before) if row.published else None
        if change is not None:
            yield Difference(change, row, old)


def _change(
    old: Publication | None, row: Publication, entry: Entry | None, before: Register
) -> Change | None:
    """What became of a row; None if readers see no difference."""
    if old is None or not old.published:
        return Change.NEW
    if entry is None or old.gone is not None:
        return (Change.GONE if old.gone is None else None) if entry is None else Change.BACK
    if _is_updated(entry, before):
        return Change.UPDATED
    if old.digest != row.digest:
        return Change.SILENT
    return Change.MOVED if old.path != row.path else None


def _is_updated(entry: Entry, before: Register) -> bool:
    updated = entry.head.updated
    return updated is not None and before.last is not None and updated > before.last
