"""The page of a call: contests, photo shows, stories and wishes that were sent in to it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.model.reference import Reference
from generator.pages.desk.entry_views import Desk
from generator.pages.desk.library import library
from generator.pages.entries.sent_in import sent as sent_view
from generator.pages.entries.sent_in import told as told_view
from generator.pages.sent_views import SentIn, Told
from generator.pages.values import Link
from generator.pages.views import EntryPage, ListPage
from tests.journal.votes import poll, unseen, voted
from tests.pages.journals import Laid, Words, laid_out

CALL = """---
title: A call
date: 2026-04-01
type: {type}
opens: 2026-04-01
closes: {closes}
answer_by: 2026-07-01
scope: {{in: paper}}
binds: We read it
{more}---
"""
STORY = """---
title: Story {id}
date: 2026-05-{day:02}
by: {by}
place: a ferry
call: here
consent: {{given: 2026-04-02, text: one{consent}}}
decision: approved
{more}---
Text of {id}.
"""
RELEASE = """---
title: Lamp 1.4
date: 2026-05-20
version: "1.4"
changes: [{text: Darker, refs: [suggestion:dark]}]
---
"""
WISHES = """id,title,date,votes,call,status,reason,duplicate_of,owner
dark,Darker,2026-05-01,3,here,,,,tang
darker,Even darker,2026-05-02,1,here,duplicate,,dark,tang
side,A port at the side,2026-05-03,9,here,adopted,We can do it,,tang
loud,A loudspeaker,2026-05-04,2,here,declined,A lamp is *quiet*,,
old,Oldest of two,2026-05-05,4,here,,,,
new,Newest of two,2026-05-06,4,here,,,,
most,Most wanted,2026-05-07,8,here,,,,
else,Nobody asked,2026-05-08,8,,,,,
"""
PHOTOS = (
    "pictures:\n  - {src: a.jpg, alt: A lamp, caption: At *night*}\n  - {src: b.jpg, alt: Two}\n"
)


def call(type_: str = "story", more: str = "", closes: str = "2026-05-25") -> str:
    return CALL.format(type=type_, more=more, closes=closes)


def story(id_: str, day: int = 1, more: str = "", by: str = "Ada", consent: str = "") -> str:
    return STORY.format(id=id_, day=day, more=more, by=by, consent=consent)


def stories(count: int) -> Mapping[str, str]:
    return {f"stories/s{n}.md": story(f"s{n}", n % 28 + 1) for n in range(count)}


def page(laid: Laid, path: str) -> EntryPage:
    view = laid.sheet(path).seen
    assert isinstance(view, EntryPage)
    return view


def sent(folder: Path, files: Mapping[str, str | bytes]) -> SentIn:
    found = page(laid_out(folder, files), "/take-part/here/").sent
    assert found is not None
    return found


def test_what_is_no_call_has_no_such_part(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"calls/here.md": call(), "stories/a.md": story("a")})

    assert page(laid, "/stories/a/").sent is None


def test_a_call_shows_the_stories_that_were_sent_in_the_newest_first(tmp_path: Path) -> None:
    files = {"calls/here.md": call(), "stories/a.md": story("a", 2), "stories/b.md": story("b", 3)}

    found = sent(tmp_path, files)

    assert [tile.card.title for tile in found.tiles] == ["Story b", "Story a"]
    assert (found.stories, found.url, found.photos) == (2, "", ())


def test_a_photo_show_shows_every_picture_of_every_story(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "calls/here.md": call("photo"),
        "stories/a/index.md": story("a", more=PHOTOS, consent=", licence: CC0"),
        "stories/a/a.jpg": b"jpg",
        "stories/a/b.jpg": b"jpg",
    }

    found = sent(tmp_path, files)

    assert found.tiles == ()
    assert [(p.picture.url, p.picture.alt, p.caption) for p in found.photos] == [
        ("/stories/a/a.jpg", "A lamp", "At <em>night</em>"),
        ("/stories/a/b.jpg", "Two", ""),
    ]
    assert {(p.story.url, p.people, p.place, p.licence) for p in found.photos} == {
        ("/stories/a/", (Link("Ada", "", "person"),), "a ferry", "CC0")
    }


def test_a_photo_show_shows_the_cover_of_a_story_without_other_pictures(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "calls/here.md": call("photo"),
        "stories/a/index.md": story("a", more="cover: {src: a.jpg, alt: A lamp}\n"),
        "stories/a/a.jpg": b"jpg",
    }

    assert [p.picture.alt for p in sent(tmp_path, files).photos] == ["A lamp"]


def test_a_story_of_a_contest_is_an_entry_like_those_of_the_call(tmp_path: Path) -> None:
    more = (
        "entries: [{id: blue, title: Blue, by: Bob}, {id: grey, title: Grey}]\n"
        "shortlist: [{entry: leaves, reason: A *shadow*}, {entry: blue, reason: Cold}]\n"
    )
    files = {
        "calls/here.md": call("contest", more),
        "stories/leaves.md": story("leaves"),
        "stories/cats.md": story("cats", 2),
    }

    found = sent(tmp_path, files)

    assert [(c.id, c.title, c.url, c.reason) for c in found.shortlist] == [
        ("leaves", "Story leaves", "/stories/leaves/", "A <em>shadow</em>"),
        ("blue", "Blue", "", "Cold"),
    ]
    assert [(c.id, c.summary) for c in found.rest] == [("grey", ""), ("cats", "Text of cats.")]
    assert (found.tiles, found.winners) == ((), ())


def test_the_entries_of_a_contest_stand_on_no_wall(tmp_path: Path) -> None:
    files = {"calls/here.md": call("contest"), "stories/a.md": story("a")}
    laid = laid_out(tmp_path, files)
    view = laid.sheet("/stories/").view
    assert isinstance(view, ListPage)

    assert (view.wall and view.wall.tiles, view.count) == ((), 0)
    assert "/stories/a/" in laid.paths()


def test_an_anonymous_entry_names_nobody(tmp_path: Path) -> None:
    files = {
        "calls/here.md": call("contest"),
        "stories/a.md": story("a", consent=", name: anonymous"),
    }

    assert [each.people for each in sent(tmp_path, files).rest] == [()]


def test_a_story_that_may_not_be_on_the_site_is_nowhere_in_the_contest(tmp_path: Path) -> None:
    more = "shortlist: [{entry: a, reason: Good}, {entry: b, reason: Good}]\n"
    files = {
        "calls/here.md": call("contest", more),
        "stories/a.md": story("a", consent=", uses: [feeds]"),
        "stories/b.md": story("b"),
    }

    assert [each.id for each in sent(tmp_path, files).shortlist] == ["b"]


def wishes(folder: Path, table: str = WISHES) -> SentIn:
    files = {
        "calls/here.md": call("wishes"),
        "suggestions.csv": table,
        "releases/r.md": RELEASE,
        "people.yaml": "- {id: tang, title: Tang, team: yes}\n",
    }
    return sent(folder, files)


def test_wishes_stand_by_what_became_of_them(tmp_path: Path) -> None:
    found = wishes(tmp_path)

    assert [(g.outcome, g.count, [w.card.title for w in g.wishes]) for g in found.wishes] == [
        ("granted", 2, ["Darker", "Even darker"]),
        ("coming", 1, ["A port at the side"]),
        ("declined", 1, ["A loudspeaker"]),
        ("open", 3, ["Most wanted", "Oldest of two", "Newest of two"]),
    ]
    assert found.wished == 7


def test_a_granted_wish_names_the_version_that_brought_it(tmp_path: Path) -> None:
    first, second = wishes(tmp_path).wishes[0].wishes

    assert first.cause is not None
    assert (first.version, first.cause.url, first.same_as) == ("1.4", "/releases/r/", None)
    assert (second.version, second.status) == ("1.4", "shipped")
    assert second.same_as == Link("Darker", "/suggestions/dark/", "suggestion")


def test_a_wish_that_is_declined_says_why_and_an_open_one_for_how_long(tmp_path: Path) -> None:
    _, coming, declined, open_ = wishes(tmp_path).wishes

    assert coming.wishes[0].reason == "We can do it"
    assert (declined.wishes[0].reason, declined.wishes[0].age) == ("A lamp is <em>quiet</em>", None)
    age = open_.wishes[0].age
    assert age is not None
    assert (age.count, age.unit) == (3, "week")  # of 25 days, from 7 May to 1 June


def test_wishes_tie_no_thread_to_their_call(tmp_path: Path) -> None:
    one = "".join(line + "\n" for line in WISHES.splitlines() if line[:3] in {"id,", "old"})
    files = {"calls/here.md": call("wishes"), "suggestions.csv": one}
    laid = laid_out(tmp_path, files)

    assert page(laid, "/take-part/here/").threads == ()
    assert [knot.step for knot in page(laid, "/take-part/here/").thread][:1] == ["asked"]


def test_the_thread_of_a_wish_begins_with_its_call(tmp_path: Path) -> None:
    files = {"calls/here.md": call("wishes"), "suggestions.csv": WISHES, "releases/r.md": RELEASE}
    knots = page(laid_out(tmp_path, files), "/suggestions/dark/").thread

    assert [knot.step for knot in knots] == [
        "asked",
        "suggested",
        "suggested",
        "changed",
        "released",
    ]


def test_a_call_does_not_say_that_what_was_sent_in_mentions_it(tmp_path: Path) -> None:
    files = {
        "calls/here.md": call(),
        "stories/a.md": story("a"),
        "diaries/2026-05-09-d.md": "---\ntitle: D\n---\n[](call:here)\n",
    }
    found = page(laid_out(tmp_path, files), "/take-part/here/").entry.mentioned_in

    assert [mention.title for mention in found] == ["D"]


@pytest.mark.parametrize(("count", "pages"), [(24, []), (25, [25]), (97, [96, 1])])
def test_what_the_page_of_a_call_cannot_hold_has_pages_of_its_own(
    tmp_path: Path, count: int, pages: list[int]
) -> None:
    laid = laid_out(tmp_path, {"calls/here.md": call(), **stories(count)})
    shown = page(laid, "/take-part/here/").sent
    folder = "/take-part/here/sent-in/"
    views = [s.view for s in laid.plan.sheets if s.path.startswith(folder)]
    assert shown is not None

    assert len(shown.tiles) == min(count, 24)
    assert shown.url == (folder if pages else "")
    assert [len(v.sent.tiles) for v in views if isinstance(v, ListPage) and v.sent] == pages


def test_many_wishes_are_shown_in_part_and_all_counted(tmp_path: Path) -> None:
    rows = "".join(f"w{n},Wish {n},2026-05-01,0,here,,,,\n" for n in range(200))
    head = WISHES.splitlines()[0] + "\n"
    laid = laid_out(tmp_path, {"calls/here.md": call("wishes"), "suggestions.csv": head + rows})
    shown = page(laid, "/take-part/here/").sent
    paths = [path for path in laid.paths() if path.startswith("/take-part/here/sent-in/")]
    assert shown is not None

    assert [(g.outcome, len(g.wishes), g.count) for g in shown.wishes] == [("open", 12, 200)]
    assert paths == [
        "/take-part/here/sent-in/",
        "/take-part/here/sent-in/page/2/",
        "/take-part/here/sent-in/page/3/",
    ]


def test_a_story_says_how_it_came_here_by_the_register(tmp_path: Path) -> None:
    key = "0123456789abcdef"
    register = (
        "key,call,received,decision,decided,role,reason,became\n"
        f"{'0' * 16},here,2026-05-01T08:00:00+00:00,approved,"
        "2026-05-01T09:00:00+00:00,moderator,,story:b\n"
        f"{key},here,2026-05-02T08:00:00+00:00,approved,2026-05-03T09:00:00+00:00,editor,,story:a\n"
    )
    files = {
        "calls/here.md": call(),
        "stories/a.md": story("a", 4, consent=", licence: CC BY 4.0"),
        "submissions.csv": register,
    }
    told = page(laid_out(tmp_path, files), "/stories/a/").told
    assert told is not None
    assert told.received is not None
    assert told.decided is not None

    assert (told.call, told.role, told.licence, told.won) == (
        Link("A call", "/take-part/here/", "call"),
        "editor",
        "CC BY 4.0",
        False,
    )
    assert (f"{told.received:%m-%d}", f"{told.decided:%m-%d}") == ("05-02", "05-03")


def test_a_story_that_wins_its_contest_is_marked_once_the_count_is_known(tmp_path: Path) -> None:
    more = "shortlist: [{entry: red, reason: Warm}, {entry: blue, reason: Cold}]\nvote: best\n"
    files = {
        "calls/here.md": call("contest", more),
        "polls/best.md": poll(),
        "stories/red.md": story("red"),
        "stories/blue.md": story("blue"),
    }
    journal = voted(tmp_path, files, {"best": {"red": 1, "blue": 4}})
    entry = journal.versions[Reference("call", "here")][0]
    blue = journal.versions[Reference("story", "blue")][0]
    desks = [Desk(each, library((), frozenset()), Words()) for each in (journal, unseen(journal))]
    shown = [sent_view(desk, entry) for desk in desks]
    stories_ = [told_view(desk, blue) for desk in desks]

    assert [[each.id for each in found.winners] for found in shown if found] == [["blue"], []]
    assert [found.won for found in stories_ if found] == [True, False]


def test_a_story_that_nobody_sent_in_came_from_nowhere(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"stories/a.md": story("a").replace("call: here\n", "")})

    assert page(laid, "/stories/a/").told == Told()


def test_the_thread_of_a_story_goes_from_its_call_to_the_answer(tmp_path: Path) -> None:
    files = {
        "calls/here.md": call(more="outcome: [diary:d]\n", closes="2026-05-05"),
        "stories/a.md": story("a", 2),
        "releases/r.md": RELEASE.replace("suggestion:dark", "story:a"),
        "diaries/2026-05-21-d.md": "---\ntitle: D\n---\nAll of [](story:a).\n",
    }
    knots = page(laid_out(tmp_path, files), "/stories/a/").thread

    assert [(knot.step, knot.link and knot.link.url) for knot in knots] == [
        ("asked", "/take-part/here/"),
        ("told", None),
        ("decided", "/take-part/here/"),
        ("changed", "/releases/r/#change-1"),
        ("answered", "/diaries/d/"),
    ]


def test_the_thread_of_a_story_waits_for_what_its_call_promises(tmp_path: Path) -> None:
    files = {"calls/here.md": call(), "stories/a.md": story("a", 2)}
    *_, last = page(laid_out(tmp_path, files), "/stories/a/").thread

    assert (last.open, last.label) == (True, "Waiting for an answer")
