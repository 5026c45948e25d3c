"""Share cards and QR codes to files, each drawn only when something on it has changed."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from msgspec import Struct, field

from generator.pages.artefact import Artefact, Role
from generator.pages.encoded import encoded
from generator.pages.plan import CardSheet, CodeSheet
from generator.problems import Location, Problem, Severity
from generator.render.cards.fonts import FontBook
from generator.render.cards.packages import Package, advice, package_of
from generator.render.press import Begun, Press, digest
from generator.render.theme import Theme

_LENGTH = 4
_FLOOR = 12  # a card takes as long as many pages, so that workers start earlier
_EARLY = 48  # fewer are drawn by others before a process of their own has begun
_MOST = 12
"""Missing characters that a warning shows."""

Draw = Callable[[CardSheet], bytes | Problem]
"""Draws a card: the length of what no font has, those characters, and the picture."""
Cards = Begun[Draw, CardSheet]
"""Cards that are drawn while feeds are written and the search is indexed."""


class Gaps(Struct):
    """Characters that no font has, by the package that has them, with where they stand."""

    found: dict[Package, dict[str, set[Location]]] = field(default_factory=dict)

    def add(self, missing: str, place: Location) -> None:
        """A card lacks these characters."""
        for char in missing:
            chars = self.found.setdefault(package_of(char), {})
            chars.setdefault(char, set()).add(place)

    def problems(self) -> Iterator[Problem]:
        """One warning for each package, at the first entry that lacks something in it."""
        for package, chars in self.found.items():
            places = set().union(*chars.values())
            shown = " ".join(sorted(chars)[:_MOST])
            more = " …" if len(chars) > _MOST else ""
            others = len(places) - 1
            also = f", and {others} more" if others else ""
            message = f"no font has {shown}{more}: left out on this entry's share card{also}"
            hint = advice(package)
            yield Problem(min(places), "missing-glyph", message, hint, Severity.WARNING)


def begin_cards(early: Cards, press: Press, book: FontBook, sheets: Sequence[CardSheet]) -> None:
    """Begin to draw the cards that `card_files` will be asked for."""
    keys = [_key(press.theme, book.identity, sheet) for sheet in sheets]
    press.start(early, _draw, sheets, keys, partial(_state, press.theme, book), floor=_EARLY)


def card_files(
    press: Press, book: FontBook, sheets: Sequence[CardSheet], early: Cards
) -> Iterator[Artefact | Problem]:
    """The file of every share card; problems of templates; a warning for missing characters.

    Args:
        early: cards that were begun with.
    """
    if not sheets:
        return
    keys = [_key(press.theme, book.identity, sheet) for sheet in sheets]
    gaps = Gaps()
    state = partial(_state, press.theme, book)
    made = press.make("cards", _draw, sheets, keys, state, floor=_FLOOR, early=early)
    for sheet, drawn in zip(sheets, made, strict=True):
        if isinstance(drawn, Problem):
            yield drawn
            continue
        length = int.from_bytes(drawn[:_LENGTH], "big")
        gaps.add(drawn[_LENGTH : _LENGTH + length].decode(), sheet.place)
        yield Artefact(sheet.path, drawn[_LENGTH + length :], Role.ASSET)
    yield from gaps.problems()


def code_files(press: Press, sheets: Sequence[CodeSheet]) -> Iterator[Artefact]:
    """The file of every QR code."""
    keys = [digest("qr", sheet.url, sheet.title) for sheet in sheets]
    made = press.make("QR codes", _code, sheets, keys, _nothing)
    for sheet, content in zip(sheets, made, strict=True):
        if isinstance(content, bytes):
            yield Artefact(sheet.path, content, Role.ASSET)


def _key(theme: Theme, fonts: str, sheet: CardSheet) -> str:
    template = theme.template_for(sheet.template, sheet.fallback)
    look = theme.digest(template, sheet.view.lang)
    return digest("card", template, look, fonts, encoded(sheet.view))


def _state(theme: Theme, book: FontBook) -> Draw:
    # They load HarfBuzz and ThorVG, and most builds find every card in the cache.
    from generator.render.cards.card import draw  # noqa: PLC0415
    from generator.render.cards.faces import open_faces  # noqa: PLC0415

    faces = open_faces(book)

    def drawn(sheet: CardSheet) -> bytes | Problem:
        made = draw(theme, faces, sheet)
        if isinstance(made, Problem):
            return made
        missing = made.missing.encode("utf-8", "replace")
        return len(missing).to_bytes(_LENGTH, "big") + missing + made.png

    return drawn


def _draw(draw: Draw, sheet: CardSheet) -> bytes | Problem:
    return draw(sheet)


def _nothing() -> None:
    """Codes need no state in their process."""


def _code(_state: None, sheet: CodeSheet) -> bytes:
    from generator.render.cards.qr import qr_code  # noqa: PLC0415 - most builds find every code in the cache

    return qr_code(sheet.url, sheet.title)
