"""Text to outlines: which font draws which character, and the glyphs that HarfBuzz makes of it."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

import uharfbuzz as hb
from msgspec import Struct, field

from generator.render.cards.faces import Face, Faces

# Marks, joiners and variation selectors go with the character before them.
_HANGING = frozenset({"Mn", "Me", "Mc", "Cf"})
# What may be left out in silence: pictures (emoji), their skin tones, and what nobody can see.
_PICTURES = frozenset({"So", "Sk", "Cc", "Cf", "Cn", "Co", "Cs", "Me", "Mn"})

# Fonts for Han text have quotation marks and dashes as wide as a character; other languages want
# the narrow ones (OpenType, feature "pwid").
_SQUARE = frozenset({"zh", "ja", "ko"})
_FEATURES = {"pwid": True}


class Glyph(Struct, frozen=True):
    """A glyph where it stands in its text; lengths in em.

    Attributes:
        start: the character that it belongs to.
        rise: how far above the baseline it is moved.
    """

    face: Face
    id: int
    start: int
    advance: float
    shift: float
    rise: float


class Shaped(Struct, frozen=True):
    """A text without what no font can draw, and its glyphs in order.

    Attributes:
        widths: of each character, in em; 0 for one that hangs on the one before.
    """

    text: str
    glyphs: tuple[Glyph, ...]
    widths: tuple[float, ...]


class Scribe(Struct, frozen=True):
    """Writes in one language, and remembers the characters that no font has."""

    faces: Faces
    lang: str
    missing: set[str] = field(default_factory=set)

    def shape(self, text: str, style: str, weight: int) -> Shaped:
        """The glyphs of one line of text, however long."""
        cast = self._cast(text, style, weight)
        kept = "".join(char for char, _ in cast)
        glyphs: list[Glyph] = []
        start = 0
        for face, members in groupby(cast, key=lambda pair: pair[1]):
            run = "".join(char for char, _ in members)
            glyphs += self._run(face, run, start)
            start += len(run)
        widths = [0.0] * len(kept)
        for glyph in glyphs:
            widths[glyph.start] += glyph.advance
        return Shaped(kept, tuple(glyphs), tuple(widths))

    def _cast(self, text: str, style: str, weight: int) -> list[tuple[str, Face]]:
        """Every character that can be drawn with its face; gaps are one space."""
        found: list[tuple[str, Face]] = []
        for char in unicodedata.normalize("NFC", " ".join(text.split())):
            hangs = unicodedata.category(char) in _HANGING
            if found and (hangs or char == " ") and found[-1][1].has(char):
                face: Face | None = found[-1][1]
            else:
                face = self.faces.face(char, style, weight, self.lang)
            if face is None:
                self._miss(char)
            elif char != " " or (found and found[-1][0] != " "):
                found.append((char, face))
        while found and found[-1][0] == " ":
            found.pop()
        return found

    def _miss(self, char: str) -> None:
        if unicodedata.category(char) not in _PICTURES:
            self.missing.add(char)

    def _run(self, face: Face, text: str, start: int) -> Iterator[Glyph]:
        """The glyphs of characters that share a face.

        What a font makes of several characters together and lacks an outline for is left out too.
        """
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.language = self.lang
        hb.shape(face.font, buffer, _FEATURES if self.lang[:2] not in _SQUARE else None)
        em = face.em
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            if info.codepoint:
                yield Glyph(
                    face,
                    info.codepoint,
                    start + info.cluster,
                    place.x_advance / em,
                    place.x_offset / em,
                    place.y_offset / em,
                )
