"""What the page of a card maker shows."""

from collections.abc import Mapping

from msgspec import Struct

from generator.pages.html import Html


class MakerOption(Struct, frozen=True):
    """Something to pick; `picked` says whether it is so at first."""

    id: str
    title: str
    picked: bool


class MakerInput(Struct, frozen=True):
    """Something that a reader enters or picks.

    Attributes:
        type: `line`, `number`, `year`, `choice` or `choices`.
        value: what stands there at first, of what is entered.
        least: the smallest number.
        most: the largest number; of a line, how many characters it may have.
    """

    id: str
    label: str
    hint: str
    type: str
    options: tuple[MakerOption, ...]
    value: str
    least: int
    most: int


class MakerView(Struct, frozen=True):
    """A card maker, ready to be used.

    Attributes:
        picture: the drawing with what is entered at first, as finished SVG.
        width: of the picture, in its units, and in half the pixels of the downloaded one.
        height: of the picture.
        text: the text with what is entered at first.
        data: what the browser reckons with; `formula.js` and `maker.js` say what of.
    """

    inputs: tuple[MakerInput, ...]
    picture: Html
    width: int
    height: int
    text: str
    data: Mapping[str, object]
