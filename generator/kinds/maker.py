"""Card makers: a page on which readers make a picture of their own, in their browser alone (E3)."""

import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from generator.kinds.kind import Kind, Order
from generator.model.fields import INTERNAL, Count, Id, Line, Many, Record, Text
from generator.model.formula import NAME, RESERVED
from generator.model.shape import ByName, Shape

_NAMES = r"^[^\s!-@\[-^`{-~][^\s!-/:-@\[-^`{-~]*$"
_MOST_INPUTS = 30
_MOST_OPTIONS = 200
_MOST_FORMULAS = 60


def _name(value: str) -> str:
    if not re.fullmatch(NAME, value) or value in RESERVED:
        raise ValueError(
            f"a name holds letters, digits and '_', begins with a letter, and is none of "
            f"{', '.join(sorted(RESERVED))}"
        )
    return value


Named = Annotated[str, AfterValidator(_name), Shape("a name for formulas", _NAMES)]


class Sort(StrEnum):
    """What a reader enters."""

    LINE = "line"
    NUMBER = "number"
    YEAR = "year"
    CHOICE = "choice"
    CHOICES = "choices"


class Held(Record):
    """A value of an option."""

    name: Named = Field(description="what formulas call it")
    value: Line = Field(description="a number, or a text")


class Pick(Record):
    """Something to pick."""

    id: Id = Field(description="permanent name of the option")
    title: Line = Field(description="what readers see")
    values: Annotated[
        tuple[Held, ...], ByName(("name", "value"), r"^\S+$", "number", "values by name")
    ] = Field(default=(), description="what formulas reckon with, such as {year: 2019, price: 89}")


def _once(picks: tuple[Pick, ...]) -> tuple[Pick, ...]:
    """The options, each with an id of its own."""
    if len(picks) > _MOST_OPTIONS:
        raise ValueError(f"there are at most {_MOST_OPTIONS} options")
    _distinct([pick.id for pick in picks], "option")
    return picks


def _distinct(ids: list[str], what: str) -> None:
    for n, name in enumerate(ids):
        if name in ids[:n]:
            raise ValueError(f"two have the {what} '{name}'")


class Input(Record):
    """Something that a reader enters or picks."""

    id: Named = Field(description="what formulas and texts call it")
    label: Line = Field(description="what readers see before it")
    hint: Line | None = Field(default=None, description="more about it, below the label")
    type: Sort = Field(description="what is entered")
    options: Annotated[Many[Pick], AfterValidator(_once)] = Field(
        default=(), description="what there is to pick"
    )
    list_: Line | None = Field(
        default=None,
        alias="list",
        description="takes the public entries of a folder of the journal as options: releases",
    )
    default: Many[Line] = Field(
        default=(), description="what stands there at first: a text, a number, ids of options"
    )
    least: int | None = Field(default=None, description="the smallest number")
    most: int | None = Field(
        default=None, description="the largest number; of a line, how many characters"
    )


class Formula(Record):
    """A value that is reckoned out of the others."""

    name: Named = Field(description="what texts and other formulas call it")
    formula: Text = Field(description="how it is reckoned")


class Word(Record):
    """A text that this language says in its own way."""

    name: Named = Field(description="what texts and the picture call it")
    text: Text = Field(description="the text, with {places}")


class Label(Record):
    """What an input or an option is called in a translation."""

    id: Line = Field(description="id of an input, or INPUT.OPTION")
    label: Line = Field(description="what it is called")


def _inputs(inputs: tuple[Input, ...]) -> tuple[Input, ...]:
    """The inputs, each with an id of its own."""
    if len(inputs) > _MOST_INPUTS:
        raise ValueError(f"there are at most {_MOST_INPUTS} inputs")
    _distinct([each.id for each in inputs], "id")
    return inputs


def _formulas(formulas: tuple[Formula, ...]) -> tuple[Formula, ...]:
    """No more formulas than a phone reckons with at every key."""
    if len(formulas) > _MOST_FORMULAS:
        raise ValueError(f"there are at most {_MOST_FORMULAS} formulas")
    return formulas


class Maker(Record):
    """The fields of a card maker."""

    inputs: Annotated[Many[Input], AfterValidator(_inputs), INTERNAL] = Field(
        min_length=1, description="what readers enter and pick"
    )
    formulas: Annotated[
        tuple[Formula, ...],
        ByName(("name", "formula"), r"^\S+$", "number", "formulas by name"),
        AfterValidator(_formulas),
        INTERNAL,
    ] = Field(default=(), description="what is reckoned: total: sum(products, price)")
    words: Annotated[
        tuple[Word, ...], ByName(("name", "text"), r"^\S+$", "number", "texts by name"), INTERNAL
    ] = Field(default=(), description="texts of this language for the picture")
    labels: Annotated[
        tuple[Label, ...], ByName(("id", "label"), r"^\S+$", "number", "labels by id"), INTERNAL
    ] = Field(default=(), description="in a translation: what inputs and options are called")
    text: Annotated[Text, INTERNAL] = Field(
        description="the text that readers can copy, with {places}"
    )
    picture: Annotated[Text, INTERNAL] = Field(
        description="the drawing as SVG, with {places} in its texts, or the name of its file"
    )
    share: Line | None = Field(
        default=None, description="title under which the card is passed on; default: the title"
    )
    menu: Count | None = Field(default=None, description="place in the menu; none: not in the menu")


KIND = Kind(
    name="maker",
    folder="makers",
    one="Card maker",
    many="Card makers",
    about="Make a picture of your own; nothing that you enter leaves your browser.",
    record=Maker,
    url="/makers/",
    template="maker.html",
    dated=False,
    listed=False,
    in_feed=False,
    order=Order.TITLE,
    takes_in="picture",
    schema_type="WebPage",
)
