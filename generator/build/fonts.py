"""The fonts that a build draws share cards with."""

from collections.abc import Iterator
from pathlib import Path

from generator.build.edition import Options
from generator.config import FILE, Config
from generator.problems import Location, Problem, Severity
from generator.render.cards.fonts import FontBook, font_book
from generator.render.cards.packages import FIRST, sentence


def fonts_for(project: Path, config: Config, options: Options) -> FontBook:
    """The fonts of the project and the system; none if no card is wanted."""
    if options.fonts is None or not config.cards:
        return FontBook()
    return font_book(project, options.fonts)


def without_fonts(config: Config, options: Options, book: FontBook) -> Iterator[Problem]:
    """A warning if cards are wanted and nothing can be written on them."""
    if options.fonts is not None and config.cards and not book:
        hint = f"{sentence(FIRST)}; put font files into the folder fonts/; or say cards: no"
        message = "there is no font to draw share cards with, so there are none"
        yield Problem(Location(FILE), "no-fonts", message, hint, Severity.WARNING)
