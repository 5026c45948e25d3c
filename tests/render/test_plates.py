"""A plate gives back the view it was made of, but for the text; anything else is refused."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.build.edition import Options
from generator.build.line import drafted
from generator.journal.visibility import Reason
from generator.markup.prose import Address, Prose
from generator.model.zones import named, zone_of
from generator.pages.html import Html, Text
from generator.pages.texted import Texted, retexted, texts_of
from generator.pages.values import EntryView
from generator.pages.views import EntryPage, HomePage
from generator.render.plates import plate, view_of
from tests.build.building import copied
from tests.render import some_views

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
PROSE = Prose(("<p>", Address("a.png", "src", 1), " and on.</p>"), words=441)


def texted(view: EntryPage) -> EntryPage:
    """A page with a text of which the open parts are known."""
    text = Text.of("a.md", Prose(("<p>", Address("", "src", 1), "</p>")), ("/a.png",))
    return replace(view, entry=replace(view.entry, html=text))


def page() -> EntryPage:
    return texted(some_views.entry_page("en", "diary"))


def shown(view: EntryPage, value: object) -> EntryPage:
    return replace(view, entry=replace(view.entry, record={"held": value}))


def again(view: EntryPage) -> Texted:
    found = view_of(plate(view))
    assert found is not None
    return found


def entry_of(view: Texted) -> EntryView:
    assert isinstance(view, EntryPage)
    return view.entry


def filled(view: EntryPage | HomePage) -> Texted:
    """The view from its plate, with another text of `a.md`."""
    found = view_of(plate(view))
    assert found is not None
    return retexted(found, {"a.md": PROSE})


def test_a_view_is_filled_with_another_text_of_the_same_open_parts() -> None:
    view = page()
    entry = entry_of(filled(view))

    assert isinstance(entry.html, Text)
    assert entry.html == "<p>/a.png and on.</p>"
    assert (entry.words, entry.minutes) == (441, 2)
    same = replace(entry, html=view.entry.html, words=view.entry.words)
    assert replace(same, minutes=view.entry.minutes) == view.entry


def test_a_text_is_left_out_of_the_plate_of_its_own_page_alone() -> None:
    view = page()
    other = replace(view.entry, html=Text.known("b.md", "<p>Other words</p>", ()))
    with_other = replace(view, releases=(other,))

    assert b"/a.png</p>" not in plate(view)
    assert view_of(plate(with_other)) == with_other
    found = filled(with_other)
    assert isinstance(found, EntryPage)
    assert found.releases == with_other.releases


def test_the_home_page_shows_the_beginning_of_the_other_text() -> None:
    long = Prose(("<p>Begins anew.</p>", *("<p>On and on.</p>" * 400,)), words=1200)
    found_ = (view for _, view in some_views.views("en").values())
    home = next(view for view in found_ if isinstance(view, HomePage))
    latest = replace(page().entry, html=Text.known("a.md", "<p>Began.</p>", ()))
    found = view_of(plate(replace(home, latest=latest)))
    assert isinstance(found, HomePage)
    assert found.latest == latest
    shown_ = retexted(found, {"a.md": long})

    assert isinstance(shown_, HomePage)
    assert shown_.latest is not None
    assert shown_.latest.words == 1200
    assert shown_.opening.startswith("<p>Begins anew.")


def test_machines_are_told_the_new_number_of_words() -> None:
    view = page()
    data = ({"@type": "Article", "wordCount": 7}, {"@type": "Person"})
    found = filled(replace(view, page=replace(view.page, data=data)))

    assert isinstance(found, EntryPage)
    assert found.page.data == ({"@type": "Article", "wordCount": 441}, {"@type": "Person"})


def test_every_view_of_the_demonstration_comes_back_the_same(tmp_path: Path) -> None:
    project = copied(tmp_path)
    with drafted(project, at=AT, options=Options(jobs=1)) as draft:
        plan = draft.plan
        proses = {e.location.file: e.prose for es in draft.journal.public() for e in es}
    views = [*(each.seen for each in plan.sheets), *(each.seen for each in plan.items)]
    texted_ = [view for view in views if isinstance(view, Texted) and any(texts_of(view))]
    blank = [view for view in views if isinstance(view, Texted) and not any(texts_of(view))]

    assert len(texted_) > 200
    assert blank
    assert not any(map(plate, blank))
    for view in texted_:
        found = view_of(plate(view))
        assert found is not None
        assert retexted(found, proses) == view


@pytest.mark.parametrize(
    "value",
    [
        None,
        (),
        [1, [2.5, True]],
        {"a": ("b",), "c": {}},
        Html("<b>"),
        "<b>",
        Reason.DRAFT,
        AT,
        AT.astimezone(named("Asia/Shanghai")),
        AT.astimezone(timezone(timedelta(hours=5, minutes=45))),
        AT.date(),
    ],
    ids=repr,
)
def test_a_value_of_a_field_is_what_it_was(value: object) -> None:
    found = entry_of(again(shown(page(), value))).record["held"]

    assert found == value
    assert type(found) is type(value)


def test_an_instant_keeps_the_name_of_its_zone() -> None:
    local = AT.astimezone(named("Europe/Berlin"))
    found = entry_of(again(shown(page(), local))).record["held"]

    assert isinstance(found, datetime)
    assert (found.isoformat(), found.tzname()) == (local.isoformat(), "CET")


def test_what_no_plate_can_hold_has_none() -> None:
    moving = zone_of("Europe/Berlin", ((AT.date(), "Asia/Shanghai"),))

    assert plate(shown(page(), AT.astimezone(moving))) == b""
    assert plate(shown(page(), object())) == b""
    assert plate(replace(page(), entry=replace(page().entry, html=Html("<p>")))) == b""
    assert plate(some_views.list_page("en")) == b""


HOSTILE = [
    ["s", "generator.files.put", "x", "y"],
    ["s", "os.system", "true"],
    ["s", "builtins.eval", "1"],
    ["s", "generator.config.Config", "x"],
    ["e", "generator.pages.values.Site", 1],
    ["z"],
    [],
    ["t", ["i", "2026-13-01", ""]],
    ["i", "2026-01-01T00:00+00:00", "../../etc/passwd"],
    "text",
    ["s", "generator.pages.values.Link", "only", "a", "link", "en"],
]


@pytest.mark.parametrize("view", HOSTILE, ids=repr)
def test_a_plate_of_anything_else_is_refused(view: object) -> None:
    assert view_of(msgspec.msgpack.encode([[], view])) is None


@given(st.binary(max_size=200), st.integers(0, 10_000))
def test_damaged_bytes_are_refused_or_are_a_view(noise: bytes, place: int) -> None:
    good = plate(page())
    start = place % len(good)
    assert view_of(noise) is None
    found = view_of(good[:start] + noise + good[start + len(noise) :])
    assert found is None or isinstance(found, EntryPage)
