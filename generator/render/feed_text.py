"""What every feed format asks of texts, instants and authors."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TypeVar, cast

from msgspec import Struct
from msgspec.structs import asdict, replace

from generator.markup.characters import surely_legal
from generator.pages.feed_views import FeedAuthor

# Everything outside the production Char of XML 1.0 (fifth edition, section 2.2).
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# What was cleaned last, and what became of it: all formats of a document are made of one.
_LATEST: list[tuple[object, object]] = [(None, None)]

_Record = TypeVar("_Record")


def legal(text: str) -> str:
    """The text without the characters that no XML document can hold.

    These are most control characters, lone surrogates, U+FFFE and U+FFFF; all else is kept.
    """
    return text if surely_legal(text) else _ILLEGAL.sub("", text)


def cleaned(record: _Record) -> _Record:
    """The same record with every text in it, at any depth, made `legal`."""
    known, clean = _LATEST[0]
    if record is not known:
        clean = _cleaned(record)
        _LATEST[0] = record, clean
    return cast("_Record", clean)


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return legal(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(part) for part in value)
    if isinstance(value, Struct):
        return replace(value, **{name: _cleaned(held) for name, held in asdict(value).items()})
    return value


def utc(instant: datetime) -> datetime:
    """The same instant in UTC, which all feeds use, in whole seconds.

    Raises:
        ValueError: the datetime is naive; reading it in this machine's zone would be a guess.
    """
    if instant.tzinfo is None:
        message = f"a feed needs an aware datetime, not {instant.isoformat()}"
        raise ValueError(message)
    return instant.astimezone(UTC).replace(microsecond=0)


def rfc3339(instant: datetime) -> str:
    """As in `2026-03-06T10:30:00Z` (RFC 3339, for Atom and JSON Feed)."""
    return utc(instant).isoformat().replace("+00:00", "Z")


def rfc822(instant: datetime) -> str:
    """As in `Fri, 06 Mar 2026 10:30:00 +0000` (RFC 822 with a long year, for RSS)."""
    return format_datetime(utc(instant))


def named(authors: Iterable[FeedAuthor]) -> tuple[FeedAuthor, ...]:
    """The authors that have a name; each format needs one."""
    return tuple(author for author in authors if author.name.strip())
