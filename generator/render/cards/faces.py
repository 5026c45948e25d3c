"""Fonts as HarfBuzz sees them: which face has a character, and the outline of a glyph.

A glyph counts only if it has an outline: fonts of coloured pictures have none, and an empty box is
never drawn.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

import uharfbuzz as hb

from generator.render.cards.fonts import SANS, SERIF, FontBook, FontFile

_OUTLINES = frozenset({"glyf", "CFF ", "CFF2"})
_TTC = b"ttcf"
_SERIF_WORDS = re.compile(r"serif|song|ming|roman|georgia|antiqua|宋|明", re.IGNORECASE)
_SANS_WORDS = re.compile(r"sans|gothic|hei|grotesk|黑", re.IGNORECASE)
_REGION = re.compile(r"\b(SC|TC|HK|JP|KR)\b")
_REGIONS = {"ja": "JP", "ko": "KR", "zh-tw": "TC", "zh-hant": "TC", "zh-hk": "HK", "zh-mo": "HK"}
_NO_INK = frozenset({"Zs", "Cf", "Mn", "Me", "Mc"})
_DEFAULT_WEIGHT = 400


@dataclass(eq=False)
class Face:
    """One font of a file, at one weight.

    Attributes:
        em: units of its design grid that one em has.
        region: whose forms of Han characters it has: SC, TC, HK, JP, KR or empty for any.
        weight: 400 is regular, 700 bold (OpenType, `OS/2`, usWeightClass).
    """

    file: FontFile
    index: int
    font: hb.Font
    em: int
    style: str
    region: str
    weight: int
    _paths: dict[int, str] = field(default_factory=dict)
    _known: dict[str, bool] = field(default_factory=dict)

    def has(self, char: str) -> bool:
        """Whether it can draw this character, or leave the space that it is."""
        if char not in self._known:
            glyph = self.font.get_nominal_glyph(ord(char))
            seen = unicodedata.category(char) not in _NO_INK
            self._known[char] = bool(glyph) and (not seen or bool(self.path(glyph)))
        return self._known[char]

    def path(self, glyph: int) -> str:
        """The outline of a glyph as SVG path data, in units of the design grid, y upwards."""
        if glyph not in self._paths:
            pen: list[str] = []
            self.font.draw_glyph(glyph, _PEN, pen)
            self._paths[glyph] = "".join(pen)
        return self._paths[glyph]


@dataclass(eq=False)
class Faces:
    """All faces that can be asked for a character; those that no table names are opened last."""

    book: FontBook
    _known: list[Face] = field(default_factory=list)
    _others: list[Face] = field(default_factory=list)
    _unopened: Iterator[FontFile] = field(default_factory=lambda: iter(()))
    _stacks: dict[tuple[str, int, str], tuple[Face, ...]] = field(default_factory=dict)
    _chosen: dict[tuple[str, str, int, str], Face | None] = field(default_factory=dict)

    def face(self, char: str, style: str, weight: int, lang: str) -> Face | None:
        """The face that draws a character best; None if no font has it."""
        key = (char, style, weight, lang)
        if key not in self._chosen:
            stack = self._stack(style, weight, lang)
            self._chosen[key] = next((f for f in stack if f.has(char)), None) or self._any(char)
        return self._chosen[key]

    def _stack(self, style: str, weight: int, lang: str) -> tuple[Face, ...]:
        key = (style, weight, lang)
        if key not in self._stacks:
            region = region_of(lang)
            self._stacks[key] = tuple(
                sorted(
                    self._known,
                    key=lambda f: (
                        not f.file.own,
                        f.style not in {style, ""},
                        f.file.rank,
                        f.region not in {region, ""},
                        abs(f.weight - weight),
                        f.file.path.as_posix(),
                        f.index,
                    ),
                )
            )
        return self._stacks[key]

    def _any(self, char: str) -> Face | None:
        """The first of the other fonts that has the character."""
        found = next((face for face in self._others if face.has(char)), None)
        while found is None and (file := next(self._unopened, None)) is not None:
            opened = list(_faces(file))
            self._others += opened
            found = next((face for face in opened if face.has(char)), None)
        return found


def open_faces(book: FontBook) -> Faces:
    """The faces of a book; files are mapped into memory, not read."""
    known = [face for file in book.files if file.known for face in _faces(file)]
    return Faces(book, known, _unopened=iter([file for file in book.files if not file.known]))


def region_of(lang: str) -> str:
    """Whose forms of Han characters readers of a language expect; those of the mainland if any."""
    tag = lang.lower()
    return next((region for start, region in _REGIONS.items() if tag.startswith(start)), "SC")


def _faces(file: FontFile) -> Iterator[Face]:
    """The faces of a file that have outlines; a file that is no font has none."""
    try:
        blob = hb.Blob.from_file_path(file.path)
    except (OSError, hb.HarfBuzzError):
        return
    for index in range(_count(blob.data[:12])):
        face = hb.Face(blob, index)
        if face.upem and face.glyph_count and not _OUTLINES.isdisjoint(face.table_tags):
            yield from _weights(file, index, face)


def _count(head: bytes) -> int:
    """How many fonts a file holds (OpenType, "TTC Header")."""
    return int.from_bytes(head[8:12], "big") if head[:4] == _TTC else 1


def _weights(file: FontFile, index: int, face: hb.Face) -> Iterator[Face]:
    """A face; a variable one as its regular and its bold."""
    name = face.get_name(hb.OTNameIdPredefined.FONT_FAMILY) or file.path.stem
    region = _REGION.search(name)
    axes = {axis.tag for axis in face.axis_infos} if face.has_var_data else set()
    for weight in (400, 700) if "wght" in axes else (_weight(face),):
        font = hb.Font(face)
        if "wght" in axes:
            font.set_variations({"wght": weight})
        style = file.style or _style(name)
        found = region[1] if region else ""
        yield Face(file, index, font, face.upem, style, found, weight)


def _weight(face: hb.Face) -> int:
    """`usWeightClass` (OpenType, `OS/2`, bytes 4 and 5)."""
    if "OS/2" not in face.table_tags:
        return _DEFAULT_WEIGHT
    return int.from_bytes(face.reference_table("OS/2").data[4:6], "big") or _DEFAULT_WEIGHT


def _style(name: str) -> str:
    if _SANS_WORDS.search(name):
        return SANS
    return SERIF if _SERIF_WORDS.search(name) else ""


def _pen() -> hb.DrawFuncs:
    """Writes path data into the list that it is given."""
    pen = hb.DrawFuncs()
    pen.set_move_to_func(lambda x, y, to: to.append(f"M{x:g} {y:g}"))
    pen.set_line_to_func(lambda x, y, to: to.append(f"L{x:g} {y:g}"))
    pen.set_quadratic_to_func(lambda a, b, x, y, to: to.append(f"Q{a:g} {b:g} {x:g} {y:g}"))
    pen.set_cubic_to_func(
        lambda a, b, c, d, x, y, to: to.append(f"C{a:g} {b:g} {c:g} {d:g} {x:g} {y:g}")
    )
    pen.set_close_path_func(lambda to: to.append("Z"))
    return pen


_PEN = _pen()
