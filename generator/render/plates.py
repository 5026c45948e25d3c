"""Views of printed pages as bytes, so that a page can be printed again with another text.

Templates see views as they are, with fields of many types in places that name none; so every value
says what it is. The form is MessagePack: what stands for itself stands there, everything else is a
list that begins with a letter. Reading makes records of views, and nothing else.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timezone
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import astuple, replace

from generator.model.zones import named
from generator.pages.html import Html, Text
from generator.pages.texted import Texted, texts_of
from generator.pages.values import Site
from generator.pages.views import HomePage, View

_ROOMS = tuple(f"generator.{room}." for room in ("pages", "journal", "kinds", "model"))
_PLAIN = frozenset({str, int, float, bool, type(None), Raw})
_SITES: dict[int, tuple[Site, Raw]] = {}
_MOST_SITES = 50


def plate(view: View) -> bytes:
    """A view that shows whole texts; a single one is left out. Empty for any other view.

    There is none either where all texts are empty, as those of most rows of a table are, nor of
    what holds something that no plate can hold, such as an instant in a zone that moves.
    """
    if not isinstance(view, Texted) or not any(texts_of(view)):
        return b""
    try:
        return msgspec.msgpack.encode(_told(_without(view)))
    except TypeError:
        return b""


def view_of(plate: bytes) -> Texted | None:
    """What a plate holds; None if the bytes are no plate of this program."""
    try:
        view = _read(msgspec.msgpack.decode(plate))
    except (ValueError, TypeError, KeyError, IndexError):
        return None
    return view if isinstance(view, Texted) and texts_of(view) else None


def _without(view: Texted) -> Texted:
    """A view without its own text, if it shows no other."""
    if isinstance(view, HomePage) or len(texts_of(view)) > 1:
        return view
    text = view.entry.html
    blank = Text.known(text.name, "", text.closings) if isinstance(text, Text) else text
    return replace(view, entry=replace(view.entry, html=blank))


@cache
def _name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


@cache
def _classes() -> Mapping[str, Callable[..., Any]]:
    """The records that views are made of, by name; an enumeration is one of their words."""
    kinds = (*_below(Struct), *_below(Enum))
    return {_name(kind): kind for kind in kinds if kind.__module__.startswith(_ROOMS)}


def _below(kind: type) -> Iterator[type]:
    found: list[type] = kind.__subclasses__()
    for each in found:
        yield each
        yield from _below(each)


def _told(value: object) -> object:
    kind: type = type(value)
    return value if kind in _PLAIN else _TELL[_sort(kind)](value)


def _site(site: Site) -> Raw:
    """What all pages of a language share, made once."""
    known = _SITES.get(id(site))
    if known is None or known[0] is not site:
        if len(_SITES) >= _MOST_SITES:
            _SITES.clear()
        known = site, Raw(msgspec.msgpack.encode(_struct(site)))
        _SITES[id(site)] = known
    return known[1]


def _struct(value: Struct) -> list[object]:
    return ["s", _name(type(value)), *map(_told, astuple(value))]


def _word(value: Enum) -> list[object]:
    return ["e", _name(type(value)), value.value]


def _instant(value: datetime) -> list[object]:
    if isinstance(value.tzinfo, ZoneInfo):
        return ["i", value.isoformat(), value.tzinfo.key]
    if isinstance(value.tzinfo, timezone):
        return ["i", value.isoformat(), ""]
    raise TypeError("only instants of one zone can be told")


def _mapping(value: Mapping[str, object]) -> list[object]:
    return ["m", *([key, _told(held)] for key, held in value.items())]


_TELL: Mapping[type, Callable[..., object]] = {
    Text: lambda value: ["x", value.name, str.__str__(value), value.closings],
    Html: lambda value: ["h", str.__str__(value)],
    Enum: _word,
    Site: _site,
    Struct: _struct,
    datetime: _instant,
    date: lambda value: ["d", value.isoformat()],
    Fraction: lambda value: ["f", str(value)],
    Mapping: _mapping,
    tuple: lambda value: ["t", *map(_told, value)],
    list: lambda value: ["l", *map(_told, value)],
}


@cache
def _sort(kind: type) -> type:
    for sort in _TELL:
        if issubclass(kind, sort):
            return sort
    raise TypeError(f"a view cannot hold a {kind.__name__}")


def _read(value: Any) -> Any:  # noqa: ANN401 - what a plate holds shows when it is read
    if not isinstance(value, list):
        return value
    return _READ[value[0]](*value[1:])


def _moment(said: str, where: str) -> datetime:
    moment = datetime.fromisoformat(said)
    return moment.astimezone(named(where)) if where else moment


def _text(name: str, html: str, closings: list[str]) -> Text:
    return Text.known(name, html, tuple(closings))


_READ: Mapping[str, Callable[..., Any]] = {
    "t": lambda *values: tuple(map(_read, values)),
    "l": lambda *values: list(map(_read, values)),
    "x": _text,
    "h": Html,
    "e": lambda name, value: _classes()[name](value),
    "s": lambda name, *values: _classes()[name](*map(_read, values)),
    "i": _moment,
    "d": date.fromisoformat,
    "f": Fraction,
    "m": lambda *pairs: {key: _read(held) for key, held in pairs},
}
