"""What is printed anew, and what is taken out of the cache."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from generator.pages.views import PlainPage
from generator.publish.proof import inspect
from generator.render.press import Press, Printed, Proof
from generator.render.theme import Theme, load
from generator.workshop.cache import Cache
from tests.render import some_views

ITEMS = ("a", "b", "c")


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    return load(tmp_path_factory.mktemp("project"), "default", some_views.LANGUAGES)[0]


def facts(path: str, html: bytes) -> bytes:
    return inspect(path, html).to_json().encode()


def ignored(_what: str, _total: int, _done: int) -> None:
    """Nobody watches."""


def press(theme: Theme, cache: Cache) -> Press:
    return Press(theme, cache, 1, facts, ignored)


def made(theme: Theme, file: Path, keys: Sequence[str] = ITEMS) -> tuple[list[object], list[str]]:
    """The results for three items, and those that were made anew."""
    anew: list[str] = []

    def work(_state: None, item: str) -> bytes:
        anew.append(item)
        return item.upper().encode()

    with Cache(file) as cache:
        found = press(theme, cache).make("things", work, ITEMS, keys, lambda: None)
        return list(found), anew


def test_only_what_is_not_held_is_made_anew(theme: Theme, tmp_path: Path) -> None:
    first = made(theme, tmp_path / "cache")
    second = made(theme, tmp_path / "cache", ("a", "other", "c"))

    assert first == ([b"A", b"B", b"C"], ["a", "b", "c"])
    assert second == ([b"A", b"B", b"C"], ["b"])


def test_what_is_held_and_damaged_is_made_anew_in_its_place(theme: Theme, tmp_path: Path) -> None:
    file = tmp_path / "cache"
    made(theme, file)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE value SET bytes = x'58' WHERE bytes = x'42'")
        connection.commit()

    assert made(theme, file, ("a", "b", "new")) == ([b"A", b"B", b"C"], ["b", "c"])


def test_what_no_page_may_hold_is_replaced_and_the_rest_stays(tmp_path: Path) -> None:
    signs = "".join(map(chr, (*range(0xA0), 0xB7, 0xFDD0, 0xFDEF, 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF)))
    template = tmp_path / "themes" / "mine" / "templates" / "404.html"
    template.parent.mkdir(parents=True)
    template.write_text("{{ page.title|safe }}")
    found = load(tmp_path, "mine", some_views.LANGUAGES)[0]
    for sign in signs:
        page_view = some_views.page("en", "/404.html", f"a{sign}重·")
        view = PlainPage(some_views.site("en"), page_view)
        with Cache(None) as cache:
            proof = Proof("404.html", "404.html", view, "en")
            (page,) = press(found, cache).pages([proof])

        assert isinstance(page, Printed)
        assert page.html.decode() == f"a{kept(sign)}重·", hex(ord(sign))


def kept(sign: str) -> str:
    """A sign, or what stands in its place (HTML Living Standard, 13.2.3.5)."""
    code = ord(sign)
    control = (code < 0x20 and sign not in "\t\n\f\r") or 0x7F <= code < 0xA0
    return "\ufffd" if control or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE else sign
