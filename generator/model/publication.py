"""What readers were told, and when: the register of publications.

An entry's id in feeds and the instant at which it first appeared must outlast its file's name, the
journal's domain and its timetable. So they are not computed anew but kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import msgspec
from msgspec import Struct

from generator.model.reference import Reference
from generator.problems import Location

REGISTER = "published.csv"
"""The file that holds the register, beside `friday.yaml`."""

_LATE = datetime.max.replace(tzinfo=UTC)

Key = tuple[Reference, str]
"""An entry and the language of one of its versions."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One language version of an entry, as readers know it.

    Attributes:
        feed_id: its permanent id in feeds (RFC 4287, section 4.2.6); empty until it was published.
        path: path of its page; empty until it was published.
        due: the instant at which it was to appear; None while it waits in a queue.
        first: the instant of the publish that first had it; None if that was before the register
            began, or is still to come.
        gone: since when it is no longer public; None if it is, or never was.
        queued: the instant of the publish that first saw it in a queue.
        digest: of what its author wrote, at the last publish; tells edits and renamed files.
        place: its row.
        former: paths where its page was before, the newest first.
    """

    reference: Reference
    lang: str
    feed_id: str = ""
    path: str = ""
    due: datetime | None = None
    first: datetime | None = None
    gone: datetime | None = None
    queued: datetime | None = None
    digest: str = ""
    place: Location = field(default=Location(REGISTER), compare=False)
    former: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """What it is found by in the register."""
        return (self.reference, self.lang)

    @property
    def published(self) -> bool:
        """Whether readers have seen it, whether it is still there or not."""
        return bool(self.feed_id)

    @property
    def live(self) -> bool:
        """Whether readers see it."""
        return self.published and self.gone is None


class Register(Struct, frozen=True):
    """Every publication of a journal.

    Attributes:
        last: the instant of the last publish; None before the first one.
        rows: by entry and language.
        authority: what ids began with at the first publish (RFC 4151, section 2.1), for feeds and
            for items that no entry makes; empty before it.
        begun: the instant of the first publish; None before it, and where nobody wrote it down.
    """

    last: datetime | None = None
    rows: Mapping[Key, Publication] = msgspec.field(default_factory=dict)
    authority: str = ""
    begun: datetime | None = None


EMPTY = Register()


def merged_rows(one: Publication, other: Publication, *, later: bool = True) -> Publication:
    """What two registers say of one version of an entry, as one row.

    The one that saw it first has its id and its instants; the later one has where it is now.
    What one of them says is gone stays so: the next build sees whether it is there.

    Args:
        later: whether `other` is the later of the two.
    """
    old, new = (one, other) if later else (other, one)
    origin = min((old, new), key=lambda row: (not row.published, row.first or _LATE))
    paths = (new.path or old.path, *new.former, old.path, *old.former)
    known = tuple(dict.fromkeys(path for path in paths if path))
    return replace(
        new,
        feed_id=origin.feed_id,
        path=known[0] if known else "",
        due=origin.due or old.due or new.due,
        first=min(filter(None, (old.first, new.first)), default=None),
        gone=min(filter(None, (old.gone, new.gone)), default=None),
        queued=min(filter(None, (old.queued, new.queued)), default=None),
        digest=new.digest or old.digest,
        former=known[1:],
    )
