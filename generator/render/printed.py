"""What is known of a printed page, and how it lies in the cache.

Under the key of a page its plate and its bytes; apart from these, since most builds ask for no
more, its mark: the digest of the bytes and what the inspection of the page wrote down.
"""

import hashlib

from msgspec import Struct

from generator.workshop import store
from generator.workshop.cache import key

_LENGTH = 4
_DIGEST = hashlib.sha256().digest_size

Seen = tuple[bytes, tuple[str, ...]]
"""`Kept.found` and `Kept.texts`."""
UNSEEN: Seen = (b"", ())


class Kept(Struct, frozen=True):
    """What is known of a page that was printed before; most of them nobody has to read again.

    Attributes:
        key: under which the cache holds the page.
        digest: SHA-256 of its bytes, hex; empty for what is no page itself.
        notes: what the inspection of the page wrote down.
        found: where its view was awaited, JSON of what indexes hold of it.
        texts: names of the whole texts that it shows, where its view was awaited.
    """

    key: str
    digest: str
    notes: bytes
    found: bytes = b""
    texts: tuple[str, ...] = ()


class Printed(Struct, frozen=True):
    """A printed page.

    Attributes:
        html: its bytes, UTF-8.
        plate: its view without the words of its text (`generator.render.plates`), if it has one.
        kept: what is known of it without these.
    """

    html: bytes
    plate: bytes
    kept: Kept

    @property
    def key(self) -> str:
        """Under which the cache holds all this."""
        return self.kept.key

    @property
    def notes(self) -> bytes:
        """What the inspection of the page wrote down."""
        return self.kept.notes


def folded(content: bytes) -> bytes:
    """Bytes as they take a third of the room, for what has to lie in memory by the thousand."""
    return store.packed(content)


def unfolded(content: bytes) -> bytes:
    """What was folded.

    Raises:
        ValueError: nothing was.
    """
    found = store.unpacked(content)
    if found is None:
        raise ValueError("these bytes were not folded")
    return found


def packed(mark: bytes, plate: bytes, content: bytes) -> bytes:
    """A page with all that is known of it, as it travels between processes."""
    return b"".join((_sized(mark), _sized(plate), content))


def parted(made: bytes) -> tuple[bytes, bytes]:
    """The mark of what `packed` made, empty for what is no page itself, and the rest."""
    mark, end = _part(made, 0)
    return mark, made[end:]


def mark_of(key_: str) -> str:
    """The key of what is known of a page without reading it."""
    return key("mark", key_)


def marked(key_: str, mark: bytes, seen: Seen = UNSEEN) -> Kept:
    """What a mark says of the page under a key."""
    return Kept(key_, mark[:_DIGEST].hex(), mark[_DIGEST:], *seen)


def unpacked(kept: Kept, stored: bytes) -> Printed:
    """The page of which this is the rest."""
    plate, end = _part(stored, 0)
    return Printed(stored[end:], plate, kept)


def _sized(part: bytes) -> bytes:
    return len(part).to_bytes(_LENGTH, "big") + part


def _part(stored: bytes, place: int) -> tuple[bytes, int]:
    """What stands behind its length at a place, and where it ends."""
    begin = place + _LENGTH
    end = begin + int.from_bytes(stored[place:begin], "big")
    return stored[begin:end], end
