from datetime import datetime, timedelta, timezone

import pytest

from generator.render.phrases import iso, lang_of


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
