"""The page of a call, the list of what can be taken part in, and what feeds say of it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from generator.pages.call_views import CallView, Invitation
from generator.pages.views import EntryPage, ListPage
from tests.pages.journals import Laid, laid_out

CALL = """---
title: {title}
date: {date}
type: {kind}
opens: {opens}
{more}
scope: {{in: All, out: [Adverts]}}
binds: We read it
---
"""
STORY = (
    "---\ntitle: Night\ndate: 2026-05-05\nby: Ada\ndecision: {decision}\n"
    "consent: {{given: 2026-05-01, text: v1, uses: [site, feeds]}}\n---\nHello\n"
)
HEAD = "key,call,received,decision,decided,role,reason,became\n"
ROWS = (
    HEAD
    + "00000000000000a1,c,2026-05-03T10:00+00:00,approved,2026-05-04T09:00+00:00,editor,,story:n\n"
    + "00000000000000a2,c,2026-05-03T11:00+00:00,approved,2026-05-08T09:00+00:00,editor,,story:s\n"
    + "00000000000000a3,c,2026-05-04T10:00+00:00,declined,2026-05-06T12:00+00:00,lead,Far,\n"
    + "00000000000000a4,c,2026-05-31T10:00+00:00,pending,,,,\n"
)
STORIES = {
    "stories/n.md": STORY.format(decision="approved"),
    "stories/s.md": STORY.format(decision="pending"),
}


def call(
    title: str = "Tell us",
    more: str = "answer_within: 10",
    kind: str = "story",
    opens: str = "2026-05-02",
    date: str = "2026-05-01",
) -> str:
    return CALL.format(title=title, more=more, kind=kind, opens=opens, date=date)


def view(laid: Laid, path: str = "/take-part/c/") -> CallView:
    found = laid.sheet(path).view
    assert isinstance(found, EntryPage)
    assert found.call is not None
    return found.call


def one(folder: Path, more: str = "answer_within: 10", options: str = "") -> CallView:
    return view(laid_out(folder, {"calls/c.md": call(more=more)}, options=options))


def test_the_page_says_what_became_of_what_came_without_a_word_of_it(tmp_path: Path) -> None:
    found = view(laid_out(tmp_path, {"calls/c.md": call(), "submissions.csv": ROWS, **STORIES}))
    said = [(d.key[-2:], d.decision, d.role, d.reason, d.became and d.became.url)
            for d in found.decisions]  # fmt: skip

    assert found.figures is not None
    assert (found.figures.received, found.figures.published, found.figures.waiting) == (4, 1, 1)
    assert said == [
        ("a2", "approved", "editor", "", None),  # its story is not public
        ("a3", "declined", "lead", "Far", None),
        ("a1", "approved", "editor", "", "/stories/n/"),
    ]


def test_of_very_many_decisions_the_newest_are_shown(tmp_path: Path) -> None:
    rows = "".join(
        f"{n:016x},c,2026-05-03T10:00+00:00,declined,2026-05-04T09:{n:02}+00:00,editor,,\n"
        for n in range(30)
    )
    found = view(laid_out(tmp_path, {"calls/c.md": call(), "submissions.csv": HEAD + rows}))

    assert (len(found.decisions), found.more) == (24, 6)
    assert found.decisions[0].key == f"{29:016x}"


def test_a_call_that_nothing_came_to_counts_nothing(tmp_path: Path) -> None:
    found = one(tmp_path, "answer_within: 10\nplaces: 7")

    assert (found.figures, found.decisions, found.places_left) == (None, (), None)


def test_places_are_left_until_all_are_taken(tmp_path: Path) -> None:
    files = {"submissions.csv": ROWS, **STORIES}
    more = "answer_within: 10\nplaces: {n}"
    left = [
        view(laid_out(tmp_path / str(n), {"calls/c.md": call(more=more.format(n=n)), **files}))
        for n in (1, 7)
    ]

    assert [found.places_left for found in left] == [0, 5]


def test_every_way_in_leads_right_to_the_form_of_the_call(tmp_path: Path) -> None:
    more = (
        "answer_within: 10\nhow:\n  - https://a.example/x\n  - mailto:tang@b.example?subject=Hi\n"
        "  - {issue: 'https://github.com/a/b'}\n  - {mail: team@b.example}\n"
        "  - {form: 'https://in.example/sub/', title: Here}"
    )
    ways = one(tmp_path, more).ways
    mail = urlsplit(ways[3].url)

    assert [(way.sort, way.title, way.name) for way in ways] == [
        ("url", "", "a.example"),
        ("url", "", "tang@b.example"),
        ("issue", "", "github.com"),
        ("mail", "", "team@b.example"),
        ("form", "Here", "in.example"),
    ]
    assert ways[2].url.startswith("https://github.com/a/b/issues/new?template=c.yml")
    assert ways[4].url == "https://in.example/sub/c/en/"
    assert (mail.scheme, unquote(mail.path)) == ("mailto", "team@b.example")
    assert parse_qs(mail.query)["subject"] == ["Tell us"]


def test_the_mail_of_a_translation_asks_in_its_language(tmp_path: Path) -> None:
    files = {
        "calls/c.md": call(more="answer_within: 10\nhow: [{mail: team@b.example}]"),
        "calls/c.zh.md": "---\ntitle: 说说\n---\n",
    }
    laid = laid_out(tmp_path, files, options="languages: [en, zh-CN]\n")
    [way] = view(laid, "/zh-cn/take-part/c/").ways

    assert "你的故事" in unquote(way.url)


def test_what_the_form_asks_is_said_where_there_is_a_form(tmp_path: Path) -> None:
    fields = "answer_within: 10\nfields: [{id: text, label: Say it, needed: yes, most: 300}]\n"
    asked = [
        one(tmp_path / str(n), fields + how).questions
        for n, how in enumerate(("how: https://a.example/", "how: [{mail: a@b.example}]"))
    ]

    assert asked[0] == ()
    assert (asked[1][0].label, asked[1][0].needed, asked[1][0].most) == ("Say it", True, 300)
    assert [q.type for q in asked[1]] == ["line", "choice", "choices"]


def test_once_a_call_is_over_nobody_is_led_into_it(tmp_path: Path) -> None:
    more = "closes: 2026-05-20\nanswer_by: 2026-06-20\nhow: [{mail: a@b.example}]"
    found = one(tmp_path, more)

    assert (found.ways, found.questions) == ((), ())


def test_a_call_has_its_dates_as_a_calendar_of_its_own(tmp_path: Path) -> None:
    more = "closes: 2026-06-20\nanswer_by: 2026-06-30"
    laid = laid_out(tmp_path, {"calls/c.md": call(more=more), "calls/d.md": call("Other")})
    [sheet] = [each for each in laid.plan.calendars if each.path == "take-part/c/dates.ics"]
    whole = next(each for each in laid.plan.calendars if each.path == "calendar.ics")

    assert [event.title for event in sheet.events] == [
        "Opens: Tell us",
        "Closes: Tell us",
        "We answer by: Tell us",
    ]
    assert set(sheet.events) <= set(whole.events)
    assert sheet.source == view(laid).calendar == "https://t.example/take-part/c/dates.ics"


def test_a_call_that_nobody_may_see_has_no_calendar(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"calls/c.md": call(more="answer_within: 3\ndraft: yes")})

    assert [each.path for each in laid.plan.calendars] == ["calendar.ics"]


def test_what_is_owed_stands_before_what_is_over(tmp_path: Path) -> None:
    files = {
        "calls/open.md": call("Open", "answer_within: 300"),
        "calls/owing.md": call("Open and owing"),
        "calls/coming.md": call("Coming", opens="2026-07-01"),
        "calls/owed.md": call("Owed", "closes: 2026-05-10\nanswer_by: 2026-05-20"),
        "calls/done.md": call("Done", "closes: 2026-05-11\nanswer_by: 2026-06-20\noutcome: page:a"),
        "calls/over.md": call("Over", "closes: 2026-05-12\nanswer_by: 2026-06-20"),
        "pages/a.md": "---\ntitle: A\n---\n",
        "submissions.csv": HEAD + "00000000000000a1,owing,2026-05-03T10:00+00:00,pending,,,,\n",
    }
    found = laid_out(tmp_path, files).sheet("/take-part/").view

    assert isinstance(found, ListPage)
    assert [(g.title, [(c.title, c.stage) for c in g.cards]) for g in found.groups] == [
        ("open", [("Open", "open"), ("Open and owing", "overdue")]),
        ("announced", [("Coming", "announced")]),
        ("overdue", [("Owed", "overdue")]),
        ("answered", [("Done", "answered")]),
        ("closed", [("Over", "closed")]),
    ]


def items(laid: Laid) -> dict[str, list[str]]:
    """What each item of a diary invites to."""
    return {
        item.seen.entry.card.title: [each.link.title for each in item.seen.open]
        for item in laid.plan.items
        if item.seen.entry.card.kind == "diary"
    }


DIARIES: Mapping[str, str] = {
    f"diaries/d{day}.md": f"---\ntitle: D{day}\ndate: 2026-05-{day}\n---\nText\n"
    for day in ("02", "10", "20")
}
INVITING = {
    **DIARIES,
    "calls/early.md": call("Early", "closes: 2026-05-10\nanswer_by: 2026-06-20"),
    "calls/late.md": call("Late", opens="2026-05-20"),
    "calls/told.md": call("Told later", opens="2026-05-01", date="2026-05-15"),
    "calls/hidden.md": call("Hidden", "answer_within: 3\ndraft: yes"),
}


def test_an_item_of_a_feed_invites_to_what_was_open_on_its_day(tmp_path: Path) -> None:
    assert items(laid_out(tmp_path, INVITING)) == {
        "D02": ["Early"],
        "D10": [],  # it closed on that day's first instant
        "D20": ["Late", "Told later"],
    }


def test_an_item_stays_the_same_whatever_opens_and_closes_later(tmp_path: Path) -> None:
    found = [
        items(laid_out(tmp_path / str(day), INVITING, at=datetime(2026, 5, 2, tzinfo=UTC) + day))
        for day in (timedelta(hours=1), timedelta(days=12), timedelta(days=60))
    ]

    assert found[0]["D02"] == found[1]["D02"] == found[2]["D02"] == ["Early"]


def test_an_invitation_says_until_when_and_leads_to_the_whole_address(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, INVITING)
    [found] = [i.seen.open for i in laid.plan.items if i.seen.entry.card.title == "D02"]

    assert [type(each) for each in found] == [Invitation]
    assert found[0].link.url == "https://t.example/take-part/early/"
    assert found[0].closes == datetime(2026, 5, 10, tzinfo=UTC)


@pytest.mark.parametrize("kind", ["release", "story"])
def test_only_what_tells_of_the_work_invites(tmp_path: Path, kind: str) -> None:
    files = {
        **INVITING,
        **STORIES,
        "releases/r.md": "---\ntitle: R\nversion: '1'\ndate: 2026-05-02\n---\n",
    }
    laid = laid_out(tmp_path, files)

    assert [i.seen.open for i in laid.plan.items if i.seen.entry.card.kind == kind] == [()]
