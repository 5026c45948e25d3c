"""What the program says in each language: catalogues of messages, and dates, numbers and lists.

The one door of Babel. Catalogues are gettext's `.po` files, read when a build begins; formats are
those of the CLDR. Nothing here depends on the machine's own language or clock.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_skeleton, format_time, get_datetime_format
from babel.lists import format_list
from babel.messages.plurals import get_plural
from babel.numbers import format_decimal
from msgspec import Struct

from generator.problems import Problem
from generator.render.catalogues import Catalogue, Plurals, catalogue

CATALOGUE = "LC_MESSAGES/theme.po"
"""Where a language's messages stand below `locales/LANGUAGE/`."""

# Plain `en` means the English of most of the world, which writes 1 May 2026 and 18:30; a journal
# that wants May 1, 2026 says en-US.
_ENGLISH = "en_GB"


class Strings(Struct, frozen=True):
    """Everything that is said differently in another language.

    Attributes:
        lang: language tag (BCP 47) as the journal writes it.
        digest: changes when a message of the catalogue changes, and only then.
        formats: the name of `locale`, which it makes anew whenever it is asked.
    """

    lang: str
    locale: Locale
    catalogue: Catalogue
    digest: str
    formats: str

    def gettext(self, message: str) -> str:
        """The message in this language, or itself where nobody translated it."""
        return self.catalogue.gettext(message) if message else ""

    def ngettext(self, one: str, many: str, n: int) -> str:
        """The form of the message that goes with `n` things."""
        return self.catalogue.ngettext(one, many, n)

    def word(self, value: str) -> str:
        """A label or a value of a list of choices, in words: `in-progress` is 'In progress'."""
        said = self.gettext(value)
        if said != value or not _is_choice(value):
            return said
        return value.replace("-", " ").capitalize()

    def day(self, moment: datetime) -> str:
        """Its date: 1 May 2026, 2026年5月1日."""
        return _day(moment.year, moment.month, moment.day, self.formats)

    def instant(self, moment: datetime) -> str:
        """Its date, and its time too unless that is midnight: 1 May 2026, 18:30."""
        if not has_time(moment):
            return self.day(moment)
        clock = format_time(moment.time(), "short", tzinfo=None, locale=self.locale)
        pattern = str(get_datetime_format("medium", locale=self.locale))
        return pattern.replace("'", "").format(clock, self.day(moment))

    def appointed(self, moment: datetime) -> str:
        """Its weekday, date and time, as one agrees on them: Friday 27 November 2026, 17:00."""
        day = format_date(moment.replace(tzinfo=None), "full", locale=self.locale)
        if not has_time(moment):
            return day
        clock = format_time(moment.time(), "short", tzinfo=None, locale=self.locale)
        pattern = str(get_datetime_format("medium", locale=self.locale))
        return pattern.replace("'", "").format(clock, day)

    def month(self, moment: datetime) -> str:
        """Its month: May 2026, 2026年5月."""
        return _month(moment.year, moment.month, self.formats)

    def year(self, moment: datetime) -> str:
        """Its year: 2026, 2026年."""
        return format_skeleton("y", moment.replace(tzinfo=None), locale=self.locale)

    def number(self, value: float) -> str:
        """A number with the separators of this language: 12,345."""
        if isinstance(value, int):
            return _whole_number(value, self.formats)
        return format_decimal(value, locale=self.locale)

    def names(self, items: Sequence[str]) -> str:
        """The items as a list in a sentence: A, B and C; A、B和C."""
        return format_list(items, locale=self.locale)


def has_time(moment: datetime) -> bool:
    """Whether a moment is more than a date: its local time is not midnight."""
    return moment.time() != time()


def strings(
    lang: str, folders: Sequence[Path], project: Path = Path()
) -> tuple[Strings, list[Problem]]:
    """The strings of a language, and what is wrong with its catalogues.

    Args:
        lang: language tag (BCP 47). One that the CLDR does not know has English formats.
        folders: `locales` folders; a later one overrides messages of those before it.
        project: folder that problems name files relative to.
    """
    locale = locale_of(lang)
    problems: list[Problem] = []
    said = Catalogue()
    digests = [str(locale)]
    for file in catalogue_files(locale, folders):
        place = file.relative_to(project) if file.is_relative_to(project) else file
        said, found = catalogue(file.read_bytes(), place.as_posix(), plurals_in(locale), said)
        problems += found
        digests.append(said.content)
    digest = hashlib.sha256(repr(digests).encode()).hexdigest()
    return Strings(lang, locale, said, digest, str(locale)), problems


def own_name(lang: str) -> str:
    """What a language calls itself: 中文, English; its tag if nobody knows."""
    try:
        locale = Locale.parse(lang, sep="-")
    except (ValueError, UnknownLocaleError):
        return lang
    likely = get_global("likely_subtags").get(locale.language, "").split("_")
    usual = all(part in likely for part in (locale.script, locale.territory) if part)
    narrow = () if usual else (locale.script, locale.territory)
    keys = [f"{locale.language}_{part}" for part in narrow if part]
    names = [locale.languages[key] for key in (*keys, locale.language) if key in locale.languages]
    return names[0] if names else lang


def direction(lang: str) -> str:
    """How a language is written: `ltr` or `rtl`, from left or from right (CLDR, "layout")."""
    return locale_of(lang).text_direction


@lru_cache(maxsize=64)
def territory(lang: str) -> str:
    """A language with the territory it is most at home in, as `og:locale` wants it: zh_CN."""
    try:
        locale = Locale.parse(lang, sep="-")
    except (ValueError, UnknownLocaleError):
        return lang.replace("-", "_")
    likely = get_global("likely_subtags").get(locale.language, "").split("_")
    return f"{locale.language}_{locale.territory or likely[-1]}"


@lru_cache(maxsize=64)
def locale_of(lang: str) -> Locale:
    """The CLDR's record of a language; that of English for one that it does not know."""
    if lang == "en":
        return Locale.parse(_ENGLISH)
    try:
        return Locale.parse(lang, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale.parse(_ENGLISH)


@lru_cache(maxsize=8192)
def _day(year: int, month: int, day: int, locale: str) -> str:
    return format_date(datetime(year, month, day), "long", locale=locale)  # noqa: DTZ001 - a date


@lru_cache(maxsize=8192)
def _month(year: int, month: int, locale: str) -> str:
    first = datetime(year, month, 1)  # noqa: DTZ001 - a date
    return format_skeleton("yMMMM", first, locale=locale)


@lru_cache(maxsize=8192)
def _whole_number(value: int, locale: str) -> str:
    return format_decimal(value, locale=locale)


def _is_choice(value: str) -> bool:
    """Whether it looks like a value of a StrEnum rather than like words."""
    return value.isascii() and value.islower() and value.replace("-", "").isalpha()


def catalogue_files(locale: Locale, folders: Iterable[Path]) -> list[Path]:
    """Catalogues for a locale, folder by folder, the general language before its variant."""
    likely = get_global("likely_subtags").get(locale.language, "").split("_")
    spellings = [
        (locale.language,),
        (locale.language, locale.script or "".join(likely[1:-1])),
        (locale.language, locale.territory or likely[-1]),
        (locale.language, locale.script, locale.territory),
    ]
    names = dict.fromkeys("_".join(p for p in parts if p) for parts in spellings)
    files = [folder / name / CATALOGUE for folder in folders for name in names]
    return [file for file in files if file.is_file()]


def plurals_in(locale: Locale) -> Plurals:
    """How a language counts (CLDR, "Language Plural Rules", as gettext writes them)."""
    count, rule = get_plural(locale)
    return Plurals(count, rule)
