"""What readers learn from the calendar: slots to come, how they were kept, and nothing else."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from generator.model.publication import EMPTY, Register
from generator.pages.calendar_views import CalendarEvent, CalendarSheet, KeptView
from generator.pages.plan import Plan
from generator.pages.views import CalendarPage, HomePage, SubscribePage
from tests.journal.test_punctuality import AT, FILES, ON_TIME, diary
from tests.journal.timed import FRIDAY, instant, journal_at, plan_of, published, reading_of

EVENT = """\
---
title: Mending day
date: 2026-05-02
starts: 2026-06-06 10:00
ends: 2026-06-06 15:00
place: The yard
---
"""
CALL = """\
---
title: Come
date: 2026-05-02
type: topic
opens: 2026-05-02
closes: 2026-06-10 20:00
answer_by: 2026-06-20
scope: {in: this}
binds: that
---
"""


def plan(
    folder: Path,
    files: Mapping[str, str] = FILES,
    options: str = FRIDAY,
    at: str = AT,
    firsts: Mapping[str, str] | None = None,
) -> Plan:
    made = reading_of(folder, files, options)
    now = instant(at)
    register = EMPTY
    if firsts is not None:
        register = published(journal_at(made, now, options), firsts)
    return plan_of(made, journal_at(made, now, options, register))


def page(found: Plan, path: str = "/calendar/") -> CalendarPage:
    [view] = [sheet.view for sheet in found.sheets if sheet.path == path]
    assert isinstance(view, CalendarPage)
    return view


def home(found: Plan) -> HomePage:
    [view] = [sheet.view for sheet in found.sheets if sheet.path == "/"]
    assert isinstance(view, HomePage)
    return view


def calendar(found: Plan, path: str = "calendar.ics") -> CalendarSheet:
    [sheet] = [sheet for sheet in found.calendars if sheet.path == path]
    return sheet


def event(found: Plan, title: str) -> CalendarEvent:
    [one] = [each for each in calendar(found).events if each.title == title]
    return one


# Slots to come.


def test_the_next_eight_slots_are_announced(tmp_path: Path) -> None:
    [rhythm] = page(plan(tmp_path)).rhythms
    first = instant("2026-06-05T17:00+08:00")

    assert rhythm.title == "Orange Friday"
    assert [slot.date for slot in rhythm.coming] == [first + timedelta(weeks=n) for n in range(8)]


def test_a_slot_that_is_left_out_says_why_and_is_not_the_next(tmp_path: Path) -> None:
    [rhythm] = page(plan(tmp_path, options=f"{FRIDAY}    skip: {{2026-06-05: Rest}}\n")).rhythms
    out, following = rhythm.coming[:2]

    assert (out.skipped, out.reason) == (True, "Rest")
    assert rhythm.next == following
    assert following.date == instant("2026-06-12T17:00+08:00")


def test_a_slot_that_is_moved_says_from_when_and_why(tmp_path: Path) -> None:
    moved = "    moved: {2026-06-05: {to: 2026-06-04 17:00, because: Rest}}\n"
    [rhythm] = page(plan(tmp_path, options=FRIDAY + moved)).rhythms
    slot = rhythm.coming[0]

    assert slot.date == instant("2026-06-04T17:00+08:00")
    assert (slot.planned, slot.reason) == (instant("2026-06-05T17:00+08:00"), "Rest")


def test_a_rhythm_has_its_title_in_each_language(tmp_path: Path) -> None:
    options = (
        FRIDAY.replace("    title: Orange Friday\n", "    title: Orange\n    titles: {zh-CN: 橙}\n")
        + "languages: en, zh-CN\n"
    )
    found = plan(tmp_path, options=options)

    assert [page(found, path).rhythms[0].title for path in ("/calendar/", "/zh-cn/calendar/")] == [
        "Orange",
        "橙",
    ]


def test_the_home_page_announces_the_next_diary(tmp_path: Path) -> None:
    rhythm = home(plan(tmp_path)).rhythm

    assert rhythm is not None
    assert rhythm.next is not None
    assert rhythm.next.date == instant("2026-06-05T17:00+08:00")


def test_without_a_rhythm_nothing_is_announced(tmp_path: Path) -> None:
    found = plan(tmp_path, options="timezone: Asia/Shanghai\n")

    assert home(found).rhythm is None
    assert page(found).rhythms == ()


def test_a_rhythm_that_ended_announces_nothing(tmp_path: Path) -> None:
    found = plan(tmp_path, options=f"{FRIDAY}    ends: 2026-05-30\n")

    assert (home(found).rhythm, page(found).rhythms) == (None, ())


# Nothing of what is hidden.


def test_nothing_of_what_waits_is_told(tmp_path: Path) -> None:
    """The same bytes, whether something waits for the next slots or nothing does."""
    hidden = {
        "diaries/canary-a.md": diary("2026-06-05 17:00").replace("title: T", "title: Canary"),
        "diaries/canary-b.md": "---\ntitle: Canary\nqueue: yes\n---\nCanary\n",
        "diaries/canary-c.md": "---\ntitle: Canary\ndraft: yes\ndate: 2026-06-12 17:00\n---\n",
    }
    with_them = plan(tmp_path / "a", {**FILES, **hidden}, firsts=ON_TIME)
    without = plan(tmp_path / "b", firsts=ON_TIME)

    assert "Canary" not in repr((with_them.calendars, page(with_them), home(with_them)))
    assert with_them.calendars == without.calendars
    assert page(with_them) == page(without)


# How they were kept.


def test_a_register_shows_how_punctual_the_journal_was(tmp_path: Path) -> None:
    [rhythm] = page(plan(tmp_path, firsts=ON_TIME)).rhythms
    kept = rhythm.punctuality

    assert kept is not None
    assert (kept.kept, kept.total, kept.weekday) == (4, 5, 5)
    assert kept.exceptions == (
        KeptView(
            date=instant("2026-05-15T17:00+08:00"),
            outcome="late",
            count=3,
            unit="hour",
            title="T",
            url="/diaries/three/",
            lang="en",
            reason="The printer burned",
        ),
    )


def test_without_a_register_there_is_no_word_of_punctuality(tmp_path: Path) -> None:
    found = plan(tmp_path)

    assert page(found).rhythms[0].punctuality is None
    assert page(found).punctuality == ""
    assert "punctuality.json" not in {text.path for text in found.handed_out}


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("2026-05-15T18:30+08:00", (90, "minute")),
        ("2026-05-15T18:59:59+08:00", (119, "minute")),
        ("2026-05-15T19:00+08:00", (2, "hour")),
        ("2026-05-17T16:59+08:00", (47, "hour")),
        ("2026-05-17T17:00+08:00", (2, "day")),
    ],
)
def test_a_delay_is_told_in_the_unit_that_people_would_use(
    tmp_path: Path, first: str, said: tuple[int, str]
) -> None:
    [rhythm] = page(plan(tmp_path, firsts={**ON_TIME, "diary:three": first})).rhythms

    assert rhythm.punctuality is not None
    [late] = rhythm.punctuality.exceptions
    assert (late.count, late.unit) == said


def test_weekdays_are_named_only_if_there_is_one(tmp_path: Path) -> None:
    options = FRIDAY.replace("BYDAY=FR", "BYDAY=TU,FR")
    [rhythm] = page(plan(tmp_path, options=options, firsts=ON_TIME)).rhythms

    assert rhythm.punctuality is not None
    assert rhythm.punctuality.weekday == 0


def test_the_data_tells_every_slot_with_due_and_first(tmp_path: Path) -> None:
    found = plan(tmp_path, firsts=ON_TIME)
    [text] = [text for text in found.handed_out if text.path == "punctuality.json"]
    [cadence] = json.loads(text.content)["cadences"]

    assert cadence["counts"] == {"on-time": 4, "late": 1, "missed": 0, "skipped": 0}
    assert cadence["slots"][2] == {
        "due": "2026-05-15T17:00:00+08:00",
        "outcome": "late",
        "first": "2026-05-15T20:05:00+08:00",
        "minutes_late": 185,
        "entry": "diary:three",
        "url": "https://t.example/diaries/three/",
        "reason": "The printer burned",
    }


def test_of_what_was_withdrawn_only_its_time_is_told(tmp_path: Path) -> None:
    made = reading_of(tmp_path / "a", FILES, FRIDAY)
    register: Register = published(journal_at(made, instant(AT), FRIDAY), ON_TIME)
    secret = diary("2026-05-15 17:00", "withdrawn: a Canary\n").replace("title: T", "title: Canary")
    changed = reading_of(tmp_path / "b", {**FILES, "diaries/three.md": secret}, FRIDAY)
    found = plan_of(changed, journal_at(changed, instant(AT), FRIDAY, register))
    [text] = [text for text in found.handed_out if text.path == "punctuality.json"]
    slot = json.loads(text.content)["cadences"][0]["slots"][2]

    assert "Canary" not in repr((text, page(found), found.calendars))
    assert (slot["outcome"], slot["entry"], slot["url"]) == ("late", None, "")


# The calendar file.


def test_every_language_has_a_calendar_file(tmp_path: Path) -> None:
    found = plan(tmp_path, options=f"{FRIDAY}languages: en, zh-CN\n")

    assert [sheet.path for sheet in found.calendars] == ["calendar.ics", "zh-cn/calendar.ics"]


def test_pages_with_dates_name_the_file(tmp_path: Path) -> None:
    found = plan(tmp_path)
    views = {sheet.path: sheet.view for sheet in found.sheets}
    subscribe = views["/subscribe/"]

    assert isinstance(subscribe, SubscribePage)
    assert {page(found).page.calendar, home(found).page.calendar, subscribe.page.calendar} == {
        "https://t.example/calendar.ics"
    }


def test_slots_are_events_with_ids_that_stay(tmp_path: Path) -> None:
    events = calendar(plan(tmp_path)).events

    uids = [each.uid for each in events]
    assert "tag:t.example,2026:cadence/friday/20260605T1700/en" in uids
    assert len(set(uids)) == len(uids)
    later = calendar(plan(tmp_path / "later", at="2026-06-04T12:00+08:00")).events
    assert [each for each in events if each in later] == list(events)


def test_a_slot_keeps_its_id_when_it_is_moved_and_when_it_is_filled(tmp_path: Path) -> None:
    uid = "tag:t.example,2026:cadence/friday/20260605T1700/en"
    moved = f"{FRIDAY}    moved: {{2026-06-05: 2026-06-04 17:00}}\n"
    files = {**FILES, "diaries/six.md": diary("2026-06-05 17:00").replace("title: T", "title: Six")}
    empty = {each.uid: each for each in calendar(plan(tmp_path / "a", options=moved)).events}
    filled = calendar(plan(tmp_path / "b", files, at="2026-06-06T12:00+08:00"))

    assert empty[uid].begins == instant("2026-06-04T17:00+08:00")
    [six] = [each for each in filled.events if each.uid == uid]
    assert (six.title, six.url) == ("Orange Friday: Six", "https://t.example/diaries/six/")


def test_a_slot_that_is_left_out_is_cancelled(tmp_path: Path) -> None:
    found = plan(tmp_path, options=f"{FRIDAY}    skip: {{2026-06-05: Rest}}\n")
    [out] = [each for each in calendar(found).events if each.cancelled]

    assert (out.begins, out.description) == (instant("2026-06-05T17:00+08:00"), "Rest")


def test_an_event_has_its_end_and_its_place(tmp_path: Path) -> None:
    found = event(plan(tmp_path, {**FILES, "events/e.md": EVENT}), "Mending day")

    assert (found.begins, found.ends) == (
        instant("2026-06-06T10:00+08:00"),
        instant("2026-06-06T15:00+08:00"),
    )
    assert (found.place, found.whole_day) == ("The yard", False)
    assert found.uid == "tag:t.example,2026:2026-05-02/event/e/en#starts"


def test_deadlines_and_promises_are_events_of_their_own(tmp_path: Path) -> None:
    found = plan(tmp_path, {**FILES, "calls/c.md": CALL})

    assert event(found, "Closes: Come").begins == instant("2026-06-10T20:00+08:00")
    assert event(found, "We answer by: Come").whole_day
    assert event(found, "Closes: Come").ends is None


def test_the_stamp_of_an_event_is_its_authors_and_never_the_builds(tmp_path: Path) -> None:
    files = {**FILES, "events/e.md": EVENT}
    stamps = [
        event(plan(tmp_path / str(n), files, at=at), "Mending day").stamp
        for n, at in enumerate((AT, "2026-06-01T12:00+08:00"))
    ]

    assert stamps == [instant("2026-05-02T00:00+08:00")] * 2


def test_an_id_outlives_another_address_of_the_journal(tmp_path: Path) -> None:
    files = {**FILES, "events/e.md": EVENT}
    made = reading_of(tmp_path, files, FRIDAY)
    register = published(journal_at(made, instant(AT), FRIDAY), {})
    moved = f"{FRIDAY}base_url: https://elsewhere.example/\n"
    found = plan_of(made, journal_at(made, instant(AT), moved, register))

    assert all(each.uid.startswith("tag:t.example,2026:") for each in calendar(found).events)
    assert event(found, "Mending day").url == "https://elsewhere.example/events/e/"


def test_an_id_outlives_another_name_of_its_file(tmp_path: Path) -> None:
    made = reading_of(tmp_path / "a", {**FILES, "events/e.md": EVENT}, FRIDAY)
    register = published(journal_at(made, instant(AT), FRIDAY), {})
    renamed = reading_of(tmp_path / "b", {**FILES, "events/f.md": EVENT}, FRIDAY)
    found = plan_of(renamed, journal_at(renamed, instant(AT), FRIDAY, register))

    assert event(found, "Mending day").url == "https://t.example/events/f/"
    assert event(found, "Mending day").uid == "tag:t.example,2026:2026-05-02/event/e/en#starts"
