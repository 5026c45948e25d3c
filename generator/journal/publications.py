"""What becomes of the register of publications at an instant.

An entry keeps the id under which readers first heard of it, whatever becomes of its file, of the
journal's address or of this program. Pure: the register that comes out is written by a publish, and
only once that is confirmed; every other build uses it and forgets it.
"""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from generator.journal.journal import Journal
from generator.journal.renames import (
    check_renames,
    digest,
    fed,
    is_queued,
    renamed,
    written,
)
from generator.journal.visibility import Reason, ends
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.publication import Key, Publication, Register, merged_rows
from generator.problems import Problem

Address = Callable[[Entry], tuple[str, str]]
"""The path of an entry's page, and the id that it would have in feeds if it had none yet."""

GRACE = timedelta(hours=12)
"""How late the first publish of all may be and still count as the one that had an entry first."""

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


def stamped(
    register: Register, journal: Journal, address: Address, *, digested: bool = True
) -> Register:
    """The register as a publish at the journal's instant leaves it.

    What is public gets a row, and keeps it; what no longer is gets the instant at which it went.

    Args:
        digested: compute digests of texts; without them the register is not to be written.
    """
    at = journal.at.replace(microsecond=0)
    rows = dict(register.rows)
    for key, old in renamed(register, journal).items():
        rows[key] = dataclasses.replace(rows.pop(old), reference=key[0], lang=key[1])
    public = {(entry.reference, entry.lang): entry for entry in fed(journal)}
    _appear(rows, public, _Stamp(at, register.last is None, written(journal), address, digested))
    for key in sorted(rows.keys() - public.keys()):
        row = rows[key]
        if not row.feed_id:  # nobody ever saw it, or nobody may be told what it was
            del rows[key]
        elif row.gone is None:
            rows[key] = dataclasses.replace(row, gone=_went(key, journal) or at)
    for key in _waiting(journal, public):
        known = register.rows.get(key)
        if key not in rows:
            since = known.queued if known else None
            rows[key] = Publication(*key, queued=since or at)
    begun = register.begun or (at if register.last is None else None)
    return Register(at, rows, register.authority or journal.config.tag_authority, begun)


def registered(
    register: Register, journal: Journal, address: Address, *, digested: bool = True
) -> tuple[Journal, list[Problem]]:
    """The journal with its register as of its instant, and new entries that may be old ones."""
    after = stamped(register, journal, address, digested=digested)
    return dataclasses.replace(journal, register=after), list(check_renames(register, journal))


class _Stamp(Struct, frozen=True):
    """What a publish knows: its instant, and whether it is the first one of all."""

    at: datetime
    is_first: bool
    written: Mapping[Key, Entry]
    address: Address
    digested: bool

    def row(self, row: Publication, entry: Entry, taken: set[str]) -> Publication:
        """The row of a public version, which may be its first one."""
        path, wanted = self.address(entry)
        due = row.due or entry.head.date
        feed_id, first = row.feed_id, row.first
        if not feed_id:
            feed_id = _free(wanted, taken)
            taken.add(feed_id)
            first = first or self._first(due)
        return dataclasses.replace(
            row,
            feed_id=feed_id,
            path=path,
            former=_former(row, path),
            due=due,
            first=first,
            gone=None,
            digest=digest(self.written[row.key]) if self.digested else "",
        )

    def _first(self, due: datetime | None) -> datetime | None:
        """When readers first saw it; what was long public before the first publish has none."""
        unknown = self.is_first and due is not None and self.at - due > GRACE
        return None if unknown else self.at


def _appear(rows: dict[Key, Publication], public: Mapping[Key, Entry], stamp: _Stamp) -> None:
    """Give a row to what is public; the ids of those that have one are nobody else's."""
    taken = {row.feed_id for row in rows.values() if row.feed_id}
    for key, entry in sorted(public.items(), key=lambda item: item[0]):
        rows[key] = stamp.row(rows.get(key) or Publication(*key), entry, taken)


def _went(key: Key, journal: Journal) -> datetime | None:
    """The instant at which a version took itself away; None if somebody had to do it."""
    hidden = journal.hidden.get(key)
    if hidden is None or hidden.reason not in {Reason.EXPIRED, Reason.WITHDRAWN}:
        return None
    entry = next(e for e in journal.versions[key[0]] if e.lang == key[1])
    end = ends(entry)
    return end if end is not None and end <= journal.at else None


def _former(row: Publication, path: str) -> tuple[str, ...]:
    """Where the page of a row was before it came to a path, the newest first."""
    known = (each for each in (row.path, *row.former) if each and each != path)
    return tuple(dict.fromkeys(known))


def _free(wanted: str, taken: set[str]) -> str:
    """An id that no other entry has: a new entry may have the file name of one that moved."""
    found, number = wanted, 1
    while found in taken:
        number += 1
        found = f"{wanted}/{number}"
    return found


def _waiting(journal: Journal, public: Mapping[Key, Entry]) -> Iterator[Key]:
    """What waits in a queue for its slot."""
    for key, entry in written(journal).items():
        fed = KINDS[entry.kind].in_feed and not entry.head.draft and not entry.head.withdrawn
        if fed and is_queued(entry) and key not in public:
            yield key


def merged(one: Register, other: Register) -> Register:
    """What two registers of the same journal know: that of a project and that of a target.

    Of two entries that claim one id the later register is right: one of them was renamed.
    """
    later = (other.last or _LONG_AGO) >= (one.last or _LONG_AGO)
    rows = dict(one.rows)
    for key, row in other.rows.items():
        rows[key] = merged_rows(rows[key], row, later=later) if key in rows else row
    newer = other if later else one
    holders = {row.feed_id: key for key, row in newer.rows.items() if row.feed_id}
    rows = {key: row for key, row in rows.items() if holders.get(row.feed_id, key) == key}
    oldest = one if later else other
    last = max(filter(None, (one.last, other.last)), default=None)
    begun = min(filter(None, (one.begun, other.begun)), default=None)
    return Register(last, rows, oldest.authority or one.authority or other.authority, begun)


def told(register: Register) -> Register:
    """The part of a register that readers may see: nothing of what waits in a queue."""
    rows = {key: row for key, row in register.rows.items() if row.published}
    return replace(register, rows=rows)
