"""What pages need of languages; the catalogues themselves belong to `generator.render.strings`."""

from typing import Protocol


class Words(Protocol):
    """Strings of the program in the languages of the journal."""

    def say(self, lang: str, message: str) -> str:
        """An English string of the program in a language."""

    def own_name(self, lang: str) -> str:
        """A language's name for itself."""
