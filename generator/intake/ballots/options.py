"""The options of a poll, and everything that files call them."""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator

from generator.intake.ballots.sheet import Choice
from generator.markup.slugs import slug, unique
from generator.model.reference import ID

_QUOTES = str.maketrans("“”„«»‘’", '"""""' + "''")
_SPACES = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")


def fold(text: str) -> str:
    """A text as names are compared: entities decoded, widths, cases, quotes and spaces alike.

    Width and compatibility follow Unicode's NFKC (UAX 15), case its full case folding.
    """
    if text.isascii() and "&" not in text:
        return " ".join(text.casefold().split())
    plain = _INVISIBLE.sub("", html.unescape(text)).translate(_QUOTES)
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", plain).casefold()).strip()


class Options:
    """Finds options by id or by title; without a poll, new names become new options.

    Attributes:
        is_open: whether a name that is not known becomes an option.
    """

    def __init__(self, choices: Iterable[Choice]) -> None:
        self._choices: list[Choice] = []
        self._written: dict[str, int] = {}
        self._folded: dict[str, int | None] = {}
        self._ids: dict[str, int] = {}
        for choice in choices:
            self._choices.append(choice)
            self._ids[choice.id] = 0
        self.is_open = not self._choices
        for name, n in self._names():
            # a name of two options names neither; an id outweighs every title
            self._folded[name] = n if self._folded.get(name, n) == n else None
        for n, choice in enumerate(self._choices):
            self._folded[fold(choice.id)] = n

    def _names(self) -> Iterator[tuple[str, int]]:
        for n, choice in enumerate(self._choices):
            for name in (choice.title, *choice.names):
                yield fold(name), n

    def __len__(self) -> int:
        return len(self._choices)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The options, in their order."""
        return tuple(self._choices)

    @property
    def names(self) -> tuple[str, ...]:
        """Every folded name of an option, the longest first."""
        known = (name for name, n in self._folded.items() if n is not None and name)
        return tuple(sorted(known, key=lambda name: (-len(name), name)))

    def find(self, name: str) -> int | None:
        """The place of the option of this name, or None."""
        found = self._written.get(name)
        if found is None:
            found = self._folded.get(fold(name))
            if found is not None:
                self._written[name] = found
        return found

    def add(self, title: str) -> int:
        """The place of a new option of this title, whose id is made of it."""
        plain = _SPACES.sub(" ", html.unescape(title)).strip()
        wanted = plain if ID.match(plain) else slug(plain).lstrip("-_")
        n = len(self._choices)
        name = unique(wanted if ID.match(wanted) else f"option-{n + 1}", self._ids)
        self._choices.append(Choice(name, plain))
        self._folded[fold(plain)] = n
        return n
