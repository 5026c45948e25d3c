from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest
from jinja2 import StrictUndefined, UndefinedError
from markupsafe import Markup

from generator.render.phrases import iso, lang_of, phrases
from generator.render.strings import strings


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2026, 5, 1, tzinfo=timezone(timedelta(hours=8))), "2026-05-01"),
        (
            datetime(2026, 5, 1, 18, 30, 5, tzinfo=timezone(timedelta(hours=8))),
            "2026-05-01T18:30+08:00",
        ),
        (datetime(987, 5, 1, tzinfo=timezone(timedelta(hours=8))), "0987-05-01"),
        (
            datetime(
                1900, 5, 1, 18, 30, tzinfo=timezone(timedelta(hours=8, minutes=5, seconds=43))
            ),
            "1900-05-01T10:24+00:00",
        ),
    ],
)
def test_a_moment_is_written_as_html_wants_it(moment: datetime, written: str) -> None:
    assert iso(moment) == written


@pytest.mark.parametrize(
    ("lang", "around", "said"),
    [
        ("en", "", ' lang="en"'),
        ("ar", "", ' lang="ar" dir="rtl"'),
        ("en", "en", ""),
        ("", "en", ""),
        ("en", "ar", ' lang="en" dir="ltr"'),
        ("ar", "he", ' lang="ar"'),
        ('x"><b>', "en", ' lang="x&#34;&gt;&lt;b&gt;"'),
    ],
)
def test_a_text_says_its_language_where_it_is_another(lang: str, around: str, said: str) -> None:
    assert lang_of(lang, around) == said


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize(
    "values",
    [
        {"name": "<b> & %(x)s"},
        {"name": Markup("<i>so</i>")},
        {"name": 3, "other": 2.5},
        {"name": None, "other": ("<", 1)},
    ],
)
def test_a_sentence_takes_values_as_markup_does(
    values: Mapping[str, object], *, plain: bool
) -> None:
    known, _ = strings("en", ())
    say = phrases(known, plain=plain)
    message = "<p>%(name)s is 100%% %(name).2s" + (" and %(other)s" if "other" in values else "")
    written = str if plain else Markup

    assert say["_"](message, **values) == written(message) % values
    assert type(say["_"](message, **values)) is written
    assert say["ngettext"]("one %(num)s", "%(num)s: %(name)s", 12_345, **values) == (
        written("%(num)s: %(name)s") % {"num": "12,345", **values}
    )
    assert say["ngettext"]("one %(num)s<", "%(num)s<", 1) == "one 1<"
    assert say["_"]("100%%") == "100%"


@pytest.mark.parametrize("number", [7, True, Decimal(7), Fraction(7), 7.0])
def test_a_message_may_want_a_number(number: object) -> None:
    known, _ = strings("en", ())
    say = phrases(known)["_"]

    assert say("%(n)03d of %(n).1f", n=number) == Markup("%(n)03d of %(n).1f") % {"n": number}


def test_a_value_that_a_sentence_leaves_out_is_not_looked_at() -> None:
    known, _ = strings("en", ())
    say, nothing = phrases(known), StrictUndefined(name="x")

    assert say["_"]("hello", x=nothing) == "hello"
    assert say["ngettext"]("one", "%(num)s of %(x)s", 1, x=nothing) == "one"
    with pytest.raises(UndefinedError):
        say["_"]("hello %(x)s", x=nothing)
