"""A catalogue as messages are looked up in it, and everything that is wrong with one."""

import re
from collections.abc import Callable, Iterator, Mapping
from gettext import c2py

from msgspec import Struct, field

from generator.problems import Location, Problem, Severity
from generator.render.po_files import Message, Unreadable, read

_HOLE = re.compile(r"%%|%\((\w+)\)s|%s|%")
_PLURAL_HEAD = re.compile(r"^plural-forms:\s*(.*)$", re.IGNORECASE | re.MULTILINE)
_RULE = re.compile(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+);?\s*")
_TRIED = (*range(201), 1_000, 1_000_000)  # numbers by which a rule for plurals is tried


class Plurals(Struct, frozen=True):
    """How a language counts.

    Attributes:
        count: how many forms there are.
        rule: which form goes with `n`, an expression of C (GNU gettext manual, "Plural forms").
    """

    count: int = 2
    rule: str = "n != 1"

    def __str__(self) -> str:
        return f"nplurals={self.count}; plural={self.rule};"


class Catalogue(Struct, frozen=True):
    """What a language says.

    Attributes:
        said: the forms of each message by its English.
        form: which of them goes with a number.
        below: where to look for what is not here; None for English.
        content: changes when what is said here changes, and only then.
    """

    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    form: Callable[[int], int] = lambda n: int(n != 1)
    below: "Catalogue | None" = None
    content: str = ""

    def gettext(self, message: str) -> str:
        """The message in this language, or itself where nobody translated it."""
        forms = self.said.get(message)
        if forms:
            return forms[0]
        return self.below.gettext(message) if self.below else message

    def ngettext(self, one: str, many: str, n: int) -> str:
        """The form of the message that goes with `n` things."""
        forms = self.said.get(one)
        if forms:
            return forms[min(self.form(n), len(forms) - 1)]
        if self.below:
            return self.below.ngettext(one, many, n)
        return one if n == 1 else many


def catalogue(
    data: bytes, file: str, usual: Plurals, below: Catalogue
) -> tuple[Catalogue, list[Problem]]:
    """The catalogue in the bytes of a `.po` file, and everything that is wrong with it.

    A message with a mistake is left out; a file that cannot be read leaves `below` as it is.

    Args:
        file: its name in problems.
        usual: how the language counts where the catalogue does not say it.
    """
    try:
        messages = read(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        place = Location(file, data.count(b"\n", 0, error.start) + 1)
        return below, [Problem(place, "catalogue", "this is not UTF-8", "save the file as UTF-8")]
    except Unreadable as error:
        return below, [Problem(Location(file, error.line), "catalogue", str(error))]
    plurals, problems = _plurals(messages, file, usual)
    if plurals is None:
        return below, problems
    kept: dict[str, tuple[str, ...]] = {}
    for message in messages:
        if not message.id or message.obsolete:
            continue
        wrong = [*_twice(message, kept, file), *_mistakes(message, plurals, file)]
        problems += wrong
        if message.translated and not message.fuzzy and not any(map(_is_error, wrong)):
            kept.setdefault(message.id, message.forms)
    content = repr((str(plurals), sorted(kept.items())))
    return Catalogue(kept, c2py(plurals.rule), below, content), problems


def plurals_of(messages: tuple[Message, ...], usual: Plurals) -> Plurals:
    """How a catalogue counts: as its head says, or as its language usually does."""
    found = _RULE.fullmatch(_head(messages)[0])
    return Plurals(int(found[1]), found[2].strip()) if found else usual


def _is_error(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR


def _head(messages: tuple[Message, ...]) -> tuple[str, int]:
    """What the head says of plurals, and its line; empty if it says nothing."""
    for message in messages:
        found = _PLURAL_HEAD.search(message.forms[0]) if not message.id else None
        if found:
            return found[1].strip(), message.line
    return "", 0


def _plurals(
    messages: tuple[Message, ...], file: str, usual: Plurals
) -> tuple[Plurals | None, list[Problem]]:
    written, line = _head(messages)
    found = plurals_of(messages, usual)
    if not written:
        return usual, []
    if _RULE.fullmatch(written) and _counts(found):
        return found, []
    message = f"'{written}' is no rule for plurals"
    hint = f"this language usually has: Plural-Forms: {usual}"
    return None, [Problem(Location(file, line), "catalogue", message, hint)]


def _counts(plurals: Plurals) -> bool:
    """Whether a rule gives one of its forms for every number."""
    try:
        form = c2py(plurals.rule)
    except ValueError:
        return False
    try:
        found = {form(n) for n in _TRIED}
    except ArithmeticError:
        return False
    return found <= set(range(plurals.count))


def _twice(message: Message, known: Mapping[str, object], file: str) -> Iterator[Problem]:
    if message.id in known:
        said = f"'{message.id}' stands twice in this catalogue"
        hint = "the first one counts; take this one out"
        place = Location(file, message.line)
        yield Problem(place, "catalogue", said, hint, Severity.WARNING)


def _mistakes(message: Message, plurals: Plurals, file: str) -> Iterator[Problem]:
    place = Location(file, message.line)
    if message.fuzzy:
        said = f"the translation of '{message.id}' is marked as a guess, so it is not shown"
        hint = "if it is right, take out '#, fuzzy'"
        yield Problem(place, "catalogue", said, hint, Severity.WARNING)
        return
    if message.plural and any(message.forms) and not _is_complete(message, plurals):
        filled = sum(map(bool, message.forms))
        said = f"'{message.id}' has {filled} of the {plurals.count} forms of this language"
        hint = f"msgstr[0] to msgstr[{plurals.count - 1}], as Plural-Forms says"
        yield Problem(place, "catalogue", said, hint if plurals.count > 1 else "only msgstr[0]")
    if any(message.forms):
        yield from _misplaced(message, place)


def _is_complete(message: Message, plurals: Plurals) -> bool:
    return message.translated and len(message.forms) == plurals.count


def _misplaced(message: Message, place: Location) -> Iterator[Problem]:
    """Places for values that the translation has and the message not, or the other way round."""
    wanted, found = _holes(message.id) | _holes(message.plural), set[str]()
    for form in message.forms:
        found |= _holes(form)
        strange = sorted(_holes(form) - wanted)
        if strange:
            known = ", ".join(sorted(wanted)) or "none"
            said = f"'{form}' has a place '{strange[0]}' that nothing fills"
            hint = f"there are: {known}; a percent sign is written %%"
            yield Problem(place, "catalogue", said, hint)
    missing = sorted(wanted - found)  # one form of several may do without: "one vote"
    if missing:
        said = f"the translation of '{message.id}' leaves out '{missing[0]}'"
        yield Problem(place, "catalogue", said, "", Severity.WARNING)


def _holes(text: str) -> set[str]:
    if "%" not in text:
        return set()
    return {found[0] for found in _HOLE.finditer(text) if found[0] != "%%"}
