"""The page of a card maker: what readers enter, a sample, and what their browser reckons with."""

from collections.abc import Mapping, Sequence

from generator.journal.makers import ALL, HINT, THIS_YEAR, Card, bounds, card_of, options_of
from generator.kinds.maker import Input, Maker, Sort
from generator.model import placed
from generator.model.entry import Entry
from generator.model.evaluation import Missing, Option, Value, World, values
from generator.model.formula import as_json, number, number_as_json
from generator.pages.desk.entry_views import Desk
from generator.pages.entries.typesetting import drawn
from generator.pages.maker_views import MakerInput, MakerOption, MakerView

_PICKED = frozenset({Sort.CHOICE, Sort.CHOICES})
_CHINESE = ("zh", "ja")


def maker_view(desk: Desk, entry: Entry) -> MakerView | None:
    """What a card maker shows; None for all other entries, and for one with mistakes."""
    record = entry.record
    if not isinstance(record, Maker):
        return None
    card, _ = card_of(entry, record)
    if card is None:
        return None
    offered = {each.id: options_of(desk.journal, entry, each) for each in record.inputs}
    separator = "、" if entry.lang.startswith(_CHINESE) else ", "
    world = World(offered, separator)
    year = desk.journal.at.astimezone(desk.config.zone).year
    known = _known(card, record, world, year)
    texts = [
        placed.fill(each.setting.parts, known, world) if each.setting else ""
        for each in card.drawing.texts()
    ]
    return MakerView(
        inputs=tuple(_input(record, each, offered[each.id]) for each in record.inputs),
        picture=drawn(card.drawing, texts, entry.lang),
        width=card.drawing.width,
        height=card.drawing.height,
        text=placed.fill(card.text, known, world).strip(),
        data={
            "file": entry.head.id,
            "formulas": [[name, as_json(each.node)] for name, each in card.formulas.items()],
            "inputs": [_input_data(each, offered[each.id]) for each in record.inputs],
            "separator": separator,
            "share": record.share or entry.head.title,
            "text": placed.as_json(card.text),
            "texts": list(_texts_data(card)),
            "words": [[name, placed.as_json(parts)] for name, parts in card.words.items()],
            "year": year,
        },
    )


def _known(card: Card, record: Maker, world: World, year: int) -> dict[str, Value]:
    """Everything that texts can show, with what is entered at first."""
    given: dict[str, Value] = {THIS_YEAR: float(year)}
    given |= {each.id: _given(each, world.options[each.id]) for each in record.inputs}
    known = values(card.formulas, given, world)
    return known | {name: placed.fill(parts, known, world) for name, parts in card.words.items()}


def _given(each: Input, options: Sequence[Option]) -> Value:
    """What an input says at first."""
    if each.type in _PICKED:
        return tuple(option.id for option in options if _is_picked(each, option))
    first = each.default[0] if each.default else ""
    if each.type is Sort.LINE:
        return first or Missing.NOTHING
    figure = number(first)
    return Missing.NOTHING if figure is None else figure


def _is_picked(each: Input, option: Option) -> bool:
    return option.id in each.default or (each.default == (ALL,) and each.type is Sort.CHOICES)


def _input(record: Maker, each: Input, options: Sequence[Option]) -> MakerInput:
    labels = {label.id: label.label for label in record.labels}
    least, most = bounds(each)
    entered = each.type not in _PICKED and each.default
    return MakerInput(
        id=each.id,
        label=labels.get(each.id, each.label),
        hint=labels.get(f"{each.id}.{HINT}", each.hint or ""),
        type=str(each.type),
        options=tuple(
            MakerOption(option.id, option.title, _is_picked(each, option)) for option in options
        ),
        value=each.default[0] if entered else "",
        least=least,
        most=most,
    )


def _input_data(each: Input, options: Sequence[Option]) -> Mapping[str, object]:
    least, most = bounds(each)
    said: dict[str, object] = {"id": each.id, "type": str(each.type), "least": least, "most": most}
    if each.type in _PICKED:
        said["options"] = [
            {"id": option.id, "title": option.title, "values": _values(option)}
            for option in options
        ]
    return said


def _values(option: Option) -> dict[str, object]:
    return {
        name: value if isinstance(value, str) else number_as_json(value)
        for name, value in option.values.items()
    }


def _texts_data(card: Card) -> Sequence[Mapping[str, object]]:
    """How each text of the drawing is set, for the browser to set it anew."""
    return [
        {
            "leading": each.setting.leading,
            "lines": each.setting.lines,
            "node": list(each.setting.node or ()),
            "parts": placed.as_json(each.setting.parts),
            "size": each.setting.size,
            "width": each.setting.width,
            "x": each.setting.x,
            "y": each.setting.y,
        }
        for each in card.drawing.texts()
        if each.setting
    ]
