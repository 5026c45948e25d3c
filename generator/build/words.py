"""The strings of a theme, as pages ask for them."""

from datetime import datetime
from functools import cache

from msgspec import Struct

from generator.render.strings import own_name
from generator.render.theme import Theme


class ThemeWords(Struct, frozen=True):
    """Strings out of a theme's catalogues (`generator.pages.words.Words`)."""

    theme: Theme

    def say(self, lang: str, message: str) -> str:
        """An English string of the program in a language."""
        return self.theme.strings(lang).gettext(message)

    def word(self, lang: str, value: str) -> str:
        """A value of a list of choices in words."""
        return self.theme.strings(lang).word(value)

    def month(self, lang: str, moment: datetime) -> str:
        """The month of a moment."""
        return self.theme.strings(lang).month(moment)

    def own_name(self, lang: str) -> str:
        """A language's name for itself."""
        return _own_name(lang)


_own_name = cache(own_name)  # every page names every language
