import re
from pathlib import Path

import pytest

from generator.pages import results, values, views
from generator.render.theme_docs import template_api, themes_page

PAGE = Path(__file__).parents[2] / "docs" / "themes.md"


def test_the_page_about_themes_is_up_to_date() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert themes_page(page) == page


def test_every_field_of_a_view_is_listed_with_its_type() -> None:
    assert "| `languages` | `tuple[LanguageLink, ...]` |" in template_api()
    assert "| `date` | `datetime \\| None` |" in template_api()


def test_what_is_said_of_a_field_stands_beside_it() -> None:
    assert "| `toc` | `tuple[TocItem, ...]` | headings of the text. |" in template_api()


def test_every_view_is_listed() -> None:
    listed = re.findall(r"^### (\w+)$", template_api(), re.MULTILINE)

    assert {"Site", "Page", "EntryView", "RedirectPage"} <= set(listed)
    assert all(any(hasattr(m, name) for m in (views, values, results)) for name in listed)


def test_a_page_without_the_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="the page needs the lines"):
        themes_page("# Themes")
