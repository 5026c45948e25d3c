"""Card makers put together: what can be picked, what is reckoned, and everything wrong with it."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from generator.journal.journal import Journal
from generator.kinds.kind import Kind
from generator.kinds.maker import Formula, Input, Maker, Sort, Word
from generator.kinds.table import KINDS
from generator.model.drawing import BadDrawing, Drawing, draw
from generator.model.entry import Entry
from generator.model.evaluation import Missing, Option, constant
from generator.model.formula import BadFormula, names, number
from generator.model.formula_types import NUMBER, Type, Typed, resolved
from generator.model.formula_types import TEXT as A_TEXT
from generator.model.formula_types import Sort as Value
from generator.model.placed import Part, check, places, read
from generator.model.reference import Path
from generator.problems import Problem, Severity, did_you_mean

THIS_YEAR = "this_year"
"""What formulas call the year of the build."""
ALL = "all"
"""A default that picks every option."""
HINT = "hint"
"""What labels call the hint of an input."""
YEARS = (1900, 2100)
"""The years that can be entered where a maker says nothing else."""
_PICKS = frozenset({Sort.CHOICE, Sort.CHOICES})
_FIGURES = frozenset({Sort.NUMBER, Sort.YEAR})
_WHY = {
    Missing.ZERO: "it divides by zero, whatever readers enter",
    Missing.LARGE: "it is beyond 1,000,000,000,000, whatever readers enter",
    Missing.NOTHING: "it never has a value",
}


class Card(Struct, frozen=True):
    """A maker that can be shown.

    Attributes:
        scope: what every name stands for.
        formulas: in an order in which each stands behind those it needs.
        words: texts of the language, by name.
        text: the text to be copied.
    """

    scope: Mapping[str, Type]
    formulas: Mapping[str, Typed]
    words: Mapping[str, tuple[Part, ...]]
    text: tuple[Part, ...]
    drawing: Drawing


class _Bench(Struct):
    """Where a maker is put together, and what is found wrong with it on the way."""

    entry: Entry
    record: Maker
    problems: list[Problem] = field(default_factory=list)

    def note(
        self, path: Path, code: str, message: str, hint: str = "", *, unused: bool = False
    ) -> None:
        """A draft need not be right yet: it must not keep the others from being published."""
        mild = unused or self.entry.head.draft
        severity = Severity.WARNING if mild else Severity.ERROR
        self.problems.append(Problem(self.entry.at(path), code, message, hint, severity))


def check_makers(journal: Journal) -> Iterator[Problem]:
    """What is wrong with the makers of a journal."""
    for versions in journal.written.values():
        for entry in versions:
            if isinstance(entry.record, Maker):
                yield from card_of(entry, entry.record)[1]
                yield from _translation(versions[0], entry)


def card_of(entry: Entry, record: Maker) -> tuple[Card | None, list[Problem]]:
    """A maker put together, or None and what prevents it; also warnings of what nothing uses."""
    bench = _Bench(entry, record)
    scope = {THIS_YEAR: NUMBER}
    for n, each in enumerate(record.inputs):
        _check_input(bench, n, each)
        _once(bench, scope, ("inputs", n, "id"), each.id)
        scope[each.id] = _type(each)
    for formula in record.formulas:
        _once(bench, scope, ("formulas", formula.name), formula.name)
    formulas = _formulas(bench, scope)
    scope |= {name: Type(found.sort) for name, found in formulas.items()}
    words = _words(bench, scope)
    text = _read(bench, ("text",), "text", record.text, {**scope, **dict.fromkeys(words, A_TEXT)})
    drawing = _drawing(bench, {**scope, **dict.fromkeys(words, A_TEXT)})
    is_whole = not bench.problems
    _labels(bench)
    if not is_whole or drawing is None or text is None:
        return None, bench.problems
    card = Card(scope, formulas, words, text, drawing)
    _unused(bench, card)
    return card, bench.problems


def options_of(journal: Journal, entry: Entry, each: Input) -> tuple[Option, ...]:
    """What there is to pick, in its order; of a list of the journal what is public, oldest first.

    Values that are numbers in all options are numbers, all others texts.
    """
    if each.list_:
        return tuple(_public(journal, entry, each.list_))
    columns = _columns(each)
    labels = {label.id: label.label for label in _maker(entry).labels}
    return tuple(
        Option(
            pick.id,
            labels.get(f"{each.id}.{pick.id}", pick.title),
            {
                held.name: _figure(held.value) if columns[held.name] is Value.NUMBER else held.value
                for held in pick.values
            },
        )
        for pick in each.options
    )


def _figure(text: str) -> float:
    return number(text) or 0.0


def _maker(entry: Entry) -> Maker:
    if not isinstance(entry.record, Maker):
        raise TypeError(f"'{entry.reference}' is no card maker")
    return entry.record


def _public(journal: Journal, entry: Entry, folder: str) -> Iterator[Option]:
    """The public entries of a kind, with the year of each, and its version if it has one."""
    kind = _kind(folder)
    found = (
        journal.shown(reference, entry.lang)
        for reference in journal.versions
        if kind is not None and reference.kind == kind.name
    )
    dated = [(each.head.date, each) for each in found if each is not None and each.head.date]
    for date, each in sorted(dated, key=lambda pair: (pair[0], pair[1].head.id)):
        values: dict[str, float | str] = {"year": float(date.astimezone(journal.config.zone).year)}
        if kind is not None and kind.version:
            values[kind.version] = str(getattr(each.record, kind.version))
        yield Option(each.head.id, each.head.title, values)


def _kind(folder: str) -> Kind | None:
    """The kind whose entries lie in a folder, if they have dates."""
    return next((k for k in KINDS.values() if k.dated and folder in {k.folder, k.name}), None)


def _columns(each: Input) -> dict[str, Value]:
    """The values that options have: a number if it is one in all that have it."""
    found: dict[str, Value] = {}
    for held in (held for pick in each.options for held in pick.values):
        is_number = number(held.value) is not None
        known = found.get(held.name, Value.NUMBER)
        found[held.name] = known if is_number else Value.TEXT
    return found


def _type(each: Input) -> Type:
    """What formulas know of an input."""
    if each.type in _FIGURES:
        return NUMBER
    if each.type not in _PICKS:
        return A_TEXT
    kind = _kind(each.list_) if each.list_ else None
    if kind is not None:
        version = {kind.version: Value.TEXT} if kind.version else {}
        return Type(Value.LIST, {"year": Value.NUMBER, **version}, None)
    return Type(Value.LIST, _columns(each), tuple(pick.id for pick in each.options))


def _once(bench: _Bench, scope: Mapping[str, Type], path: Path, name: str) -> None:
    if name in scope:
        bench.note(path, "bad-name", f"'{name}' stands for something else already", "rename it")


def _check_input(bench: _Bench, n: int, each: Input) -> None:
    at: Path = ("inputs", n)
    picks = each.type in _PICKS
    if picks and bool(each.options) == bool(each.list_):
        message = f"'{each.id}' needs 'options' or 'list', one of them"
        bench.note(
            (*at, "type"), "bad-input", message, "'list: releases' takes those of the journal"
        )
    if not picks and (each.options or each.list_):
        hint = f"write 'type: {Sort.CHOICES}', or delete them"
        bench.note((*at, "type"), "bad-input", f"a {each.type} has no options", hint)
    if each.list_ and _kind(each.list_) is None:
        folders = [kind.folder for kind in KINDS.values() if kind.dated]
        hint = did_you_mean(each.list_, folders) or f"lists are {', '.join(folders)}"
        bench.note((*at, "list"), "bad-input", f"the journal has no list '{each.list_}'", hint)
    low, high = bounds(each)
    if low > high:
        bench.note((*at, "least"), "bad-input", "'least' is more than 'most'", "exchange them")
    for m, value in enumerate(each.default):
        message = _bad_default(each, value, low, high)
        if message:
            path: Path = (*at, "default", m)
            bench.note(path, "bad-input", message, _default_hint(each, value))
    if len(each.default) > 1 and each.type is not Sort.CHOICES:
        bench.note((*at, "default"), "bad-input", f"a {each.type} has one 'default'")


def _default_hint(each: Input, value: str) -> str:
    if "," in value and each.type is Sort.CHOICES:
        return f"write a list: [{value}]"
    return did_you_mean(value, [pick.id for pick in each.options])


def bounds(each: Input) -> tuple[int, int]:
    """The smallest and largest number of an input; of a line, how many characters it may have."""
    if each.type is Sort.LINE:
        return 0, min(max(each.most or 60, 1), 500)
    low, high = YEARS if each.type is Sort.YEAR else (0, 10**9)
    low = low if each.least is None else each.least
    return low, high if each.most is None else each.most


def _bad_default(each: Input, value: str, low: int, high: int) -> str:
    """What is wrong with a default, if anything is."""
    if each.type in _FIGURES:
        found = number(value)
        if found is None:
            return f"'{value[:30]}' is no number"
        return "" if low <= found <= high else f"'{value}' is not between {low} and {high}"
    if each.type is Sort.LINE:
        return "" if len(value) <= high else f"it has more than {high} characters"
    known = each.list_ or value == ALL or value in {pick.id for pick in each.options}
    return "" if known else f"'{value[:30]}' is no option of it"


def _formulas(bench: _Bench, scope: Mapping[str, Type]) -> dict[str, Typed]:
    """The formulas that can be reckoned."""
    pairs = [(each.name, each.formula) for each in bench.record.formulas]
    found, wrong = resolved(pairs, scope)
    for each in wrong:
        message = f"in the formula '{each.name}': {each.error}"
        bench.note(("formulas", each.name), "bad-formula", message, each.error.hint)
    for name, formula in found.items():
        why = _WHY.get(value) if isinstance(value := constant(formula.node), Missing) else None
        if why:
            bench.note(("formulas", name), "bad-formula", f"in the formula '{name}': {why}")
    return found


def _words(bench: _Bench, scope: Mapping[str, Type]) -> dict[str, tuple[Part, ...]]:
    """The texts of the language; one that cannot be read is there all the same, with nothing."""
    found: dict[str, tuple[Part, ...]] = {}
    for word in bench.record.words:
        path: Path = ("words", word.name)
        _once(bench, scope, path, word.name)
        found[word.name] = _read(bench, path, word.name, word.text, scope) or ()
    return found


def _read(
    bench: _Bench, path: Path, name: str, text: str, scope: Mapping[str, Type]
) -> tuple[Part, ...] | None:
    try:
        parts = read(text)
        check(parts, scope)
    except BadFormula as error:
        bench.note(path, "bad-text", f"in '{name}': {error}", error.hint)
        return None
    return parts


def _drawing(bench: _Bench, scope: Mapping[str, Type]) -> Drawing | None:
    """The drawing, if every place in it has a value."""
    try:
        drawing = draw(bench.record.picture)
    except BadDrawing as error:
        message = f"in line {error.line} of the drawing: {error}"
        bench.note(("picture",), "bad-drawing", message, error.hint)
        return None
    for element in drawing.texts():
        try:
            check(element.setting.parts if element.setting else (), scope)
        except BadFormula as error:
            message = f"in line {element.line} of the drawing: {error}"
            bench.note(("picture",), "bad-drawing", message, error.hint)
    return drawing


def _labels(bench: _Bench) -> None:
    """Labels of what there is not; and what a translation leaves in the words of the original."""
    record, entry = bench.record, bench.entry
    known = {each.id for each in record.inputs}
    hints = {f"{each.id}.{HINT}" for each in record.inputs if each.hint}
    known |= hints | {f"{each.id}.{pick.id}" for each in record.inputs for pick in each.options}
    said = {label.id for label in record.labels}
    for name in sorted(said - known):
        hint = did_you_mean(name, known) or "labels are for INPUT, or INPUT.OPTION"
        message = f"there is no input or option '{name}'"
        bench.note(("labels", name), "bad-label", message, hint)
    inherited = entry.at(("inputs",)).file != entry.location.file
    missing = sorted(({each.id for each in record.inputs} | hints) - said) if inherited else []
    if missing:
        message = f"these are not translated: {', '.join(missing)}"
        hint = "say in 'labels' what they are called in this language"
        bench.note(("labels",), "missing-label", message, hint, unused=True)


def _unused(bench: _Bench, card: Card) -> None:
    """What no text shows and no formula needs."""
    used = {name for formula in card.formulas.values() for name in names(formula.node)}
    texts = [card.text, *card.words.values()]
    texts += [each.setting.parts for each in card.drawing.texts() if each.setting]
    used |= {place.name for parts in texts for place in places(parts)}
    hint = "use it, or delete it"
    for n, each in enumerate(bench.record.inputs):
        if each.id not in used:
            message = f"nothing uses the input '{each.id}'"
            bench.note(("inputs", n, "id"), "unused", message, hint, unused=True)
    lists: tuple[tuple[str, Sequence[Formula | Word]], ...] = (
        ("formulas", bench.record.formulas),
        ("words", bench.record.words),
    )
    for what, items in lists:
        for item in items:
            if item.name not in used:
                message = f"nothing uses '{item.name}'"
                bench.note((what, item.name), "unused", message, hint, unused=True)


def _translation(first: Entry, entry: Entry) -> Iterator[Problem]:
    """A translation says the same in other words: it neither asks nor reckons anything else."""
    original, record = first.record, entry.record
    if entry is first or not isinstance(original, Maker) or not isinstance(record, Maker):
        return
    severity = Severity.WARNING if entry.head.draft else Severity.ERROR
    hint = "leave out the fields that are as in the original; 'labels' and 'words' translate"
    for name, differs in (
        ("inputs", _shape(original) != _shape(record)),
        ("formulas", original.formulas != record.formulas),
    ):
        if differs:
            message = f"this translation changes '{name}'"
            yield Problem(entry.at((name,)), "bad-translation", message, hint, severity)
    missing = {word.name for word in original.words} - {word.name for word in record.words}
    for name in sorted(missing):
        message = f"this translation lacks the word '{name}'"
        yield Problem(entry.at(("words",)), "bad-translation", message, "add it", severity)


def _shape(record: Maker) -> object:
    """What is asked, without what it is called."""
    return [
        (
            each.model_copy(update={"label": "", "hint": None, "options": (), "default": ()}),
            [(pick.id, pick.values) for pick in each.options],
        )
        for each in record.inputs
    ]
