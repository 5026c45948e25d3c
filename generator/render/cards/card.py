"""A share card: the theme's SVG template filled in, and made a PNG of 1200 × 630 pixels.

The template calls `write` for its words, so that what is rasterised holds outlines and no text:
wrapping, the choice of fonts and missing characters are known here, and a hostile title is nothing
but letters. The size is what the Open Graph protocol's readers agree on.
"""

import base64
import mimetypes
from collections.abc import Callable, Mapping

from msgspec import Struct

from generator.pages.plan import CARD_SIZE, CardSheet
from generator.problems import Location, Problem
from generator.render.cards.faces import Faces
from generator.render.cards.outlines import Scribe
from generator.render.cards.raster import BadDrawing, png
from generator.render.cards.writing import writer
from generator.render.theme import TemplateFault, Theme


class Drawn(Struct, frozen=True):
    """A finished card.

    Attributes:
        missing: characters that no font has, in order.
    """

    png: bytes
    missing: str


def draw(theme: Theme, faces: Faces, sheet: CardSheet) -> Drawn | Problem:
    """The picture of a card, or what is wrong with its template."""
    template = theme.template_for(sheet.template, sheet.fallback)
    scribe = Scribe(faces, sheet.view.lang)
    try:
        svg = theme.render(template, sheet.view, sheet.view.lang, tools(theme, scribe))
    except TemplateFault as fault:
        return fault.problem
    width, height = CARD_SIZE
    try:
        made = png(svg, width, height)
    except BadDrawing as error:
        line = f", on line {error.line} of what came out" if error.line else ""
        hint = f"it was filled in for /{sheet.path}{line}"
        return Problem(Location(theme.label(template)), "card", f"no SVG: {error}", hint)
    return Drawn(made, "".join(sorted(scribe.missing)))


def tools(theme: Theme, scribe: Scribe) -> Mapping[str, Callable[..., object]]:
    """What the template of a card can call beside the functions of all templates."""

    def embed(name: str) -> str:
        """The content of a file of `static/` as an address, for `<image href>` on a card."""
        content = theme.static(name)
        if content is None:
            raise LookupError(f"there is no file '{name}' in static/")
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return f"data:{kind};base64,{base64.b64encode(content).decode()}"

    return {"write": writer(scribe), "embed": embed}
