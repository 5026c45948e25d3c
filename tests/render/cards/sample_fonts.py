"""Fonts made by hand, which have the characters that a test wants and no others.

A glyph is a box that stands on the baseline; the n-th character's is n + 1 units of 100 high, so
that they can be told apart. Tables are those that OpenType asks of a font with outlines.
"""

import struct
from collections.abc import Mapping
from pathlib import Path

from generator.pages.plan import CardSheet
from generator.pages.values import Contribution, FeedLink, Site
from generator.pages.views import CardView
from generator.problems import Location
from generator.render.cards.faces import Faces, open_faces
from generator.render.cards.fonts import font_book

EM = 1000
LATIN = "".join(map(chr, range(33, 127)))


def font(chars: str, *, weight: int = 400, family: str = "Sample", without_ink: str = "") -> bytes:
    """A font with these characters and a space; all are half an em wide, Han ones a whole em.

    Args:
        without_ink: characters that it names and has no outline for, as fonts of pictures do.
    """
    order = [" ", *dict.fromkeys(chars)]
    glyphs = [b"", *(b"" if c in f" {without_ink}" else _box(n) for n, c in enumerate(order))]
    return _assembled(
        {
            "OS/2": struct.pack(">HhHH", 4, 500, weight, 5) + bytes(88),
            "cmap": _cmap(order),
            "glyf": b"".join(glyphs),
            "head": _head(),
            "hhea": struct.pack(">4H", 1, 0, 800, 200) + bytes(26) + struct.pack(">H", len(glyphs)),
            "hmtx": b"".join(struct.pack(">Hh", _width(c), 0) for c in ["x", *order]),
            "loca": _loca(glyphs),
            "maxp": struct.pack(">LH", 0x00010000, len(glyphs)) + bytes(26),
            "name": _name(family),
            "post": struct.pack(">L", 0x00030000) + bytes(28),
        }
    )


def _width(char: str) -> int:
    return EM if ord(char) >= 0x2E80 else EM // 2


def _box(n: int) -> bytes:
    height = (n % 30 + 1) * 20
    points = struct.pack(">h4h", 1, 50, 0, 400, height) + struct.pack(">HH", 3, 0)
    flags = b"\x01" * 4
    return points + flags + struct.pack(">8h", 50, 350, 0, -350, 0, 0, height, 0) + b"\0\0"


def _cmap(order: list[str]) -> bytes:
    groups = sorted((ord(char), n + 1) for n, char in enumerate(order))
    rows = b"".join(struct.pack(">LLL", code, code, glyph) for code, glyph in groups)
    table = struct.pack(">HHLLL", 12, 0, 16 + len(rows), 0, len(groups)) + rows
    return struct.pack(">HHHHL", 0, 1, 3, 10, 12) + table


def _head() -> bytes:
    start = struct.pack(">LLLLHH", 0x00010000, 0, 0, 0x5F0F3CF5, 0, EM)
    return start + bytes(16) + struct.pack(">4hHHhhh", 0, 0, EM, EM, 0, 8, 2, 1, 0)


def _loca(glyphs: list[bytes]) -> bytes:
    ends = [0]
    for glyph in glyphs:
        ends.append(ends[-1] + len(glyph))
    return struct.pack(f">{len(ends)}L", *ends)


def _name(family: str) -> bytes:
    text = family.encode("utf-16-be")
    return struct.pack(">HHH6H", 0, 1, 18, 3, 1, 0x409, 1, len(text), 0) + text


def _assembled(tables: Mapping[str, bytes]) -> bytes:
    """An OpenType file; checksums are left out, which HarfBuzz does not ask for."""
    offset = 12 + 16 * len(tables)
    directory, body = b"", b""
    for tag, content in sorted(tables.items()):
        directory += tag.encode() + struct.pack(">LLL", 0, offset + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    return struct.pack(">LHHHH", 0x00010000, len(tables), 0, 0, 0) + directory + body


def project(folder: Path, **fonts: bytes) -> Path:
    """A project with these fonts in its own folder, by the stems of their files."""
    (folder / "fonts").mkdir(parents=True, exist_ok=True)
    for name, content in fonts.items():
        (folder / "fonts" / f"{name}.ttf").write_bytes(content)
    return folder


def faces(folder: Path, **fonts: bytes) -> Faces:
    """The faces of these fonts alone."""
    return open_faces(font_book(project(folder, **fonts), ()))


def site(lang: str = "en") -> Site:
    feed = FeedLink("", "", "", "")
    empty = ("",) * 2
    return Site(
        "Lamp",
        "A lamp",
        lang,
        "UTC",
        "/",
        "/",
        (),
        "",
        *empty,
        "",
        feed,
        *("",) * 6,
        robots=True,
        generator="",
        policy="",
    )


def card_view(title: str, *, kind: str = "", lang: str = "en", **more: object) -> CardView:
    """What stands on a card, with nothing but a title unless more is said."""
    values: dict[str, object] = {
        "site": site(lang),
        "kind": kind,
        "label": "",
        "title": title,
        "summary": "",
        "date": None,
        "facts": {},
        "state": "",
        "people": (),
        "contributions": (),
        "since": None,
        "home": "t.example",
        "lang": lang,
        **more,
    }
    return CardView(**values)  # type: ignore[arg-type]  # named as the fields are


def card_sheet(title: str, **more: object) -> CardSheet:
    view = card_view(title, **more)  # type: ignore[arg-type]  # passed on as it came
    own = f"card_{view.kind or 'site'}.svg"
    return CardSheet("cards/a.png", own, "card.svg", view, Location("content/diaries/a.md", 1))


CREDITS = (Contribution("suggested", 3), Contribution("tested", 2))
