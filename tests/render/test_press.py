"""What is printed anew, and what is taken out of the cache."""

import multiprocessing
import pickle  # noqa: TID251 - as a process that is not forked gets its work
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import cast

import pytest

from generator.pages.plan import Awaited, SearchDocument
from generator.pages.views import EntryPage, PlainPage
from generator.publish.proof import inspect
from generator.render.press import Begun, Early, Press, Proof
from generator.render.printed import Kept, Printed
from generator.render.theme import Theme, load
from generator.workshop import ahead, pool
from generator.workshop.ahead import Ahead
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
        connection.execute("UPDATE value SET bytes = x'3D58' WHERE bytes = x'3D42'")
        connection.commit()

    assert made(theme, file, ("a", "b", "new")) == ([b"A", b"B", b"C"], ["b", "c"])


@pytest.mark.parametrize("others", [(), ("x",)])
def test_what_was_begun_with_is_made_once_and_the_same(
    theme: Theme, tmp_path: Path, others: Sequence[str]
) -> None:
    done = tmp_path / "done"

    def work(_state: None, item: str) -> bytes:
        with done.open("a") as stream:
            stream.write(item)
        return item.upper().encode()

    def state() -> None:
        pass

    items = [f"item {n} " for n in range(30)]
    begun = [*others, *items]
    early: Begun[None, str] = Ahead()
    with Cache(tmp_path / "cache") as cache, early:
        printing = press(theme, cache)
        for each in items[3:5]:
            cache.put(each, each.upper().encode())
        two = Press(theme, cache, 2, facts, ignored)
        two.start(early, work, begun, begun, state, floor=10)
        while multiprocessing.active_children():
            time.sleep(0.001)
        made = list(printing.make("things", work, items, items, state, early=early))

    assert made == [each.upper().encode() for each in items]
    if not others:
        assert done.read_text() == "".join(each for each in items if each not in items[3:5])


def plain(name: str) -> PlainPage:
    return PlainPage(some_views.site("en"), some_views.page("en", f"/{name}/", name))


def composed(
    theme: Theme,
    file: Path,
    names: Sequence[str],
    jobs: int = 1,
    begun: Sequence[str] = (),
    *,
    patient: bool = True,
) -> list[Printed]:
    """Pages that are awaited, printed; those called `begun` before the others are asked for.

    Args:
        patient: wait until those are printed.
    """

    def made(name: str) -> EntryPage:
        return cast("EntryPage", plain(name))  # a page is a page

    def document(view: EntryPage) -> SearchDocument:
        return cast("SearchDocument", view.page.title)

    waiting = [Awaited(some_views.site("en"), partial(made, name), (document,)) for name in names]
    proofs = [Proof(f"{n}.html", "404.html", w, "en") for n, w in zip(names, waiting, strict=True)]
    early: Early = Ahead()
    with Cache(file) as cache, early:
        printing = Press(theme, cache, jobs, facts, ignored)
        printing.begin(early, [p for p in proofs if p.path.removesuffix(".html") in begun])
        while patient and multiprocessing.active_children():
            time.sleep(0.001)
        found = list(printing.pages(proofs, early))
    return [page for page in found if isinstance(page, Printed)]


def values(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM value").fetchone()
    return int(count)


def test_an_awaited_page_is_the_page_of_its_view(theme: Theme, tmp_path: Path) -> None:
    (page,) = composed(theme, tmp_path / "cache", ["a"])
    with Cache(tmp_path / "other") as cache:
        (same,) = press(theme, cache).pages([Proof("a.html", "404.html", plain("a"), "en")])

    assert isinstance(same, Printed)
    assert (page.html, page.notes, page.kept.found) == (same.html, same.notes, b'["a"]')


@pytest.mark.parametrize("jobs", [1, 2])
def test_awaited_pages_that_are_held_are_not_printed_again(
    theme: Theme, tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"p{n}" for n in range(80)]
    first = composed(theme, tmp_path / "cache", names, jobs)
    count = values(tmp_path / "cache")
    with monkeypatch.context() as broken:
        broken.setattr(Theme, "render", lambda *_: "printed anew")
        second = composed(theme, tmp_path / "cache", [*names, "new"], jobs)

    assert second[:-1] == first
    assert second[-1].html == b"printed anew"
    assert (count, values(tmp_path / "cache")) == (160, 162)


def test_pages_that_are_held_are_known_without_being_read(theme: Theme, tmp_path: Path) -> None:
    proofs = [Proof(f"{name}.html", "404.html", plain(name), "en") for name in ITEMS]
    with Cache(tmp_path / "cache") as cache:
        first = list(press(theme, cache).pages(proofs[:2]))
    with Cache(tmp_path / "cache") as cache:
        *known, new = press(theme, cache).known(proofs)
        kept = [page for page in known if isinstance(page, Kept)]
        read = [press(theme, cache).whole(*both) for both in zip(proofs[:2], kept, strict=True)]

    assert known == [page.kept for page in first if isinstance(page, Printed)]
    assert isinstance(new, Printed)
    assert read == first


@pytest.mark.parametrize("jobs", [1, 2])
def test_of_many_pages_only_new_ones_are_printed(theme: Theme, tmp_path: Path, jobs: int) -> None:
    proofs = [Proof(f"{n}.html", "404.html", plain(f"p{n}"), "en") for n in range(2 * pool.FLOOR)]
    with Cache(tmp_path / "cache") as cache:
        first = list(Press(theme, cache, jobs, facts, ignored).pages(proofs[1:]))
    with Cache(tmp_path / "cache") as cache:
        new, *known = Press(theme, cache, jobs, facts, ignored).known(proofs)

    assert isinstance(new, Printed)
    assert b"p0" in new.html
    assert known == [page.kept for page in first if isinstance(page, Printed)]


@pytest.mark.parametrize("lost", [1, 2])
def test_a_page_of_which_the_cache_lost_something_is_printed_anew(
    theme: Theme, tmp_path: Path, lost: int
) -> None:
    proof = Proof("a.html", "404.html", plain("a"), "en")
    with Cache(tmp_path / "cache") as cache:
        first = list(press(theme, cache).pages([proof]))
    with closing(sqlite3.connect(tmp_path / "cache")) as connection:
        connection.execute("UPDATE value SET bytes = x'58' WHERE id = ?", (lost,))
        connection.commit()
    with Cache(tmp_path / "cache") as cache:
        assert list(press(theme, cache).pages([proof])) == first


@pytest.mark.parametrize("begun", [range(80), range(5, 40), range(60, 200)])
@pytest.mark.parametrize("patient", [True, False])
def test_pages_that_were_begun_with_are_the_same(
    theme: Theme, tmp_path: Path, begun: range, monkeypatch: pytest.MonkeyPatch, *, patient: bool
) -> None:
    names = [f"p{n}" for n in range(80)]
    late = composed(theme, tmp_path / "late", names)
    monkeypatch.setattr(ahead, "FLOOR", 1)
    first = [f"p{n}" for n in begun]
    early = composed(theme, tmp_path / "early", names, 2, first, patient=patient)
    again = composed(theme, tmp_path / "early", names, 2, first)

    assert early == late == again


def test_a_page_that_was_begun_with_and_is_damaged_in_the_cache_is_printed_anew(
    theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "FLOOR", 1)
    names = ["a", "b", "c"]
    first = composed(theme, tmp_path / "cache", names, 2, names)
    with closing(sqlite3.connect(tmp_path / "cache")) as connection:
        connection.execute("UPDATE value SET bytes = x'58' WHERE id = 1")
        connection.commit()

    assert composed(theme, tmp_path / "cache", names, 2, names) == first


def test_a_theme_can_go_to_a_process_that_is_not_forked(theme: Theme, tmp_path: Path) -> None:
    same = pickle.loads(pickle.dumps(theme))  # noqa: S301 - as such a process gets it
    proof = Proof("a.html", "404.html", plain("a"), "en")
    with Cache(tmp_path / "cache") as one, Cache(None) as none:
        first = list(press(theme, one).pages([proof]))
        second = list(press(same, none).pages([proof]))

    assert first == second


def test_an_awaited_page_whose_value_is_damaged_is_printed_anew(
    theme: Theme, tmp_path: Path
) -> None:
    first = composed(theme, tmp_path / "cache", ["a", "b"])
    with closing(sqlite3.connect(tmp_path / "cache")) as connection:
        connection.execute("UPDATE value SET bytes = x'58' WHERE id = 1")
        connection.commit()

    assert composed(theme, tmp_path / "cache", ["a", "b"]) == first


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
