"""The functions by which templates say dates, numbers, lists and labels in the page's language."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache, partial

from markupsafe import Markup, escape

from generator.render.strings import Strings, direction, has_time, territory

_NUMBERS = (int, float, Decimal, Fraction)
"""These stay what they are, for a message that takes one as `%(name)d`."""


def phrases(strings: Strings, *, plain: bool = False) -> Mapping[str, Callable[..., object]]:
    """What templates can call, by name; `docs/themes.md` lists them with their first sentence.

    Args:
        plain: for plain texts, in which nothing is escaped.
    """
    written: type[str] = str if plain else Markup
    shown: Callable[[object], object] = str if plain else escape
    filled = partial(_filled, written, shown)

    def names(items: Iterable[object], each: Callable[[object], object] = str) -> str:
        """The items as a list in a sentence; `each` is a macro that shows one of them."""
        return written(strings.names([str(shown(each(item))) for item in items]))

    @cache
    def said(message: str) -> str:
        return written(strings.gettext(message))

    @cache
    def whole(message: str) -> str:
        return filled(said(message), {})

    @lru_cache(maxsize=8192)
    def counted(one: str, many: str, num: int) -> str:
        return filled(strings.ngettext(one, many, num), {"num": strings.number(num)})

    def gettext(message: str, **values: object) -> str:
        """A sentence of the template in the page's language; `%(name)s` takes a value."""
        return filled(said(message), values) if values else whole(message)

    def ngettext(one: str, many: str, num: int, **values: object) -> str:
        """The form that goes with a number; `%(num)s` shows it."""
        if not values:
            return counted(one, many, num)
        form = strings.ngettext(one, many, num)
        return filled(form, {"num": strings.number(num), **values})

    return {
        "_": gettext,
        "gettext": gettext,
        "ngettext": ngettext,
        "word": strings.word,
        "day": strings.day,
        "instant": strings.instant,
        "appointed": strings.appointed,
        "month": strings.month,
        "year": strings.year,
        "number": strings.number,
        "names": names,
        "iso": iso,
        "is_date": is_date,
        "is_address": is_address,
        "lang_of": lang_of,
        "territory": territory,
    }


def _filled(
    written: type[str],
    shown: Callable[[object], object],
    form: str,
    values: Mapping[str, object],
) -> str:
    """A sentence with those values that it asks for, as Markup does it for `%(name)s`."""
    return written(str.__mod__(form, _Values(values, shown)))


class _Values(dict[str, object]):
    """Values as they stand in a sentence; Markup makes a helper for each."""

    def __init__(self, values: Mapping[str, object], shown: Callable[[object], object]) -> None:
        super().__init__(values)
        self._shown = shown

    def __getitem__(self, name: str) -> object:
        value = super().__getitem__(name)
        return value if isinstance(value, _NUMBERS) else self._shown(value)


def iso(moment: datetime) -> str:
    """The moment as `<time datetime>` wants it (HTML, "valid date string with optional time")."""
    if not has_time(moment):
        return moment.date().isoformat()
    offset = moment.utcoffset()
    if offset is not None and offset.total_seconds() % 60:
        moment = moment.astimezone(UTC)  # local mean time: HTML has no seconds in an offset
    return moment.isoformat(timespec="minutes")


@cache
def lang_of(lang: str, around: str = "") -> Markup:
    """Attributes `lang` and `dir` for text in a language, nothing where it is that around it."""
    if not lang or lang == around:
        return Markup()
    turn = direction(lang)
    if turn == (direction(around) if around else "ltr"):
        return Markup(' lang="{}"').format(lang)
    return Markup(' lang="{}" dir="{}"').format(lang, turn)


def is_date(value: object) -> bool:
    """Whether a value is a date."""
    return isinstance(value, datetime)


def is_address(value: object) -> bool:
    """Whether a value is the text of a web or mail address."""
    return isinstance(value, str) and value.startswith(("https://", "http://", "mailto:"))
