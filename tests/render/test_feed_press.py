"""Feed documents are made of their views, and each view is filled in once."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.pages.feed_views import FeedView
from generator.pages.plan import FeedSheet
from generator.render.feed_press import feed_files
from generator.render.feeds import atom, json_feed, rss
from generator.render.press import Press
from generator.render.printed import folded
from generator.render.theme import load
from generator.workshop.cache import Cache
from tests.build.counting import calls
from tests.render.feed_samples import FEED, FIRST, SECOND

CONTENTS = ("<p>zero</p>", "<p>one</p>", "<p>two</p>")


def sheet(name: str, view: FeedView, contents: tuple[int, ...]) -> FeedSheet:
    bare = replace(view, items=tuple(replace(item, content="") for item in view.items))
    return FeedSheet(f"/{name}.rss", f"/{name}.atom", f"/{name}.json", bare, contents)


def written(folder: Path, sheets: Sequence[FeedSheet], jobs: int) -> dict[str, bytes]:
    def content(n: int) -> bytes:
        return folded(CONTENTS[n].encode())

    theme = load(folder, "default", ("en",))[0]
    press = Press(theme, Cache(None), jobs, lambda _path, _html: b"", lambda *_said: None)
    keys = [f"key{n}" for n in range(len(CONTENTS))]
    return {each.path: each.content for each in feed_files(press, sheets, keys, content)}


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_format_of_every_document_has_its_own_items(tmp_path: Path, jobs: int) -> None:
    first, second = FEED, replace(FEED, title="Another", items=(FIRST,))
    sheets = [sheet("a", first, (0, 1)), sheet("b", second, (2,)), sheet("c", first, (1, 2))] * 30
    sheets = [replace(each, rss=f"/{n}{each.rss}") for n, each in enumerate(sheets)]
    found = written(tmp_path, sheets, jobs)

    for each in sheets:
        items = zip(each.view.items, each.contents, strict=True)
        full = tuple(replace(item, content=CONTENTS[n]) for item, n in items)
        view = replace(each.view, items=full)
        assert found[each.rss[1:]] == rss(view)
        assert found[each.atom[1:]] == atom(view)
        assert found[each.json[1:]] == json_feed(view)


def test_what_is_shown_in_three_formats_is_cleaned_once() -> None:
    views = [replace(FEED, items=(FIRST, SECOND) * 20) for _ in range(4)]
    with calls() as once:
        for write in (rss, atom, json_feed):
            write(views[0])
    with calls() as thrice:
        for write, view in zip((rss, atom, json_feed), views[1:], strict=True):
            write(view)

    # Twice the forty items more, of which each has eight texts at least.
    assert thrice[0] - once[0] > 2 * 40 * 8
