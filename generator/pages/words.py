"""What pages need of languages; the catalogues themselves belong to `generator.render.strings`."""

from datetime import datetime
from typing import Protocol


class Words(Protocol):
    """Strings of the program in the languages of the journal."""

    def say(self, lang: str, message: str) -> str:
        """An English string of the program in a language."""

    def word(self, lang: str, value: str) -> str:
        """A value of a list of choices in words: `in-progress` is "In progress"."""

    def month(self, lang: str, moment: datetime) -> str:
        """The month of a moment: May 2026."""

    def own_name(self, lang: str) -> str:
        """A language's name for itself."""
