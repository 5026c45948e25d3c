"""Who gets which slot: fixed dates, queues, and what the register remembers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from itertools import takewhile
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.config import Config, read
from generator.journal.cadence import GRACE, cadence_of, free_slots, held, scheduled, slots_of
from generator.journal.renames import digest
from generator.journal.timetable import rhythms
from generator.kinds.table import KINDS
from generator.markup.prose import Prose
from generator.model.entry import Entry
from generator.model.head import ANYWHERE, Head
from generator.model.publication import EMPTY, Publication, Register
from generator.model.reference import Reference
from generator.problems import Location, Problem, Severity

SHANGHAI = timezone(timedelta(hours=8))
FRIDAYS = """
title: T
base_url: https://example.org/
languages: [en, zh-CN]
timezone: Asia/Shanghai
cadences:
  - {id: friday, kind: diary, title: Fridays, rule: FREQ=WEEKLY;BYDAY=FR, begins: 2026-05-01 17:00}
  - {id: lamp, series: lamp, title: Lamp, rule: FREQ=WEEKLY;BYDAY=TU, begins: 2026-05-01 09:00}
"""


@cache
def config(text: str = FRIDAYS) -> Config:
    made, problems = read(text)
    assert made is not None, problems
    return made


def at(text: str) -> datetime:
    """An instant in Shanghai's time."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def entry(name: str, date: str | None = None, lang: str = "en", **head: object) -> Entry:
    queue = None if date else ANYWHERE
    fields: dict[str, Any] = {
        "id": name,
        "title": name,
        "lang": lang,
        "date": at(date) if date else None,
        "queue": queue,
        **head,
    }
    made = Head.model_construct(None, **{**_defaults(), **fields})
    record = KINDS["diary"].record.model_construct()
    return Entry("diary", made, record, Prose(), Location(f"content/diaries/{name}.md", 1))


def _defaults() -> dict[str, Any]:
    return {name: f.get_default() for name, f in Head.model_fields.items() if not f.is_required()}


def row(name: str, lang: str = "en", **known: object) -> tuple[tuple[Reference, str], Publication]:
    reference = Reference("diary", name)
    if "due" in known:
        known = {"feed_id": f"tag:{name}", "first": known["due"], **known}
    return (reference, lang), Publication(reference, lang, **known)  # type: ignore[arg-type]  # as rows hold it


def days(
    entries: list[Entry],
    now: str,
    register: Register = EMPTY,
    journal: Config | None = None,
) -> dict[str, str]:
    """What day each entry has, on Shanghai's calendar; `draft` for those that have none."""
    found, _ = scheduled(entries, journal or config(), register, at(now))
    return {e.head.id: _day(e) for e in found}


def _day(entry: Entry) -> str:
    if entry.head.date is None:
        return "draft" if entry.head.draft else "none"
    return f"{entry.head.date.astimezone(SHANGHAI):%m-%d}"


def problems(entries: list[Entry], now: str, register: Register = EMPTY) -> list[Problem]:
    return scheduled(entries, config(), register, at(now))[1]


def register(last: str, *rows: tuple[tuple[Reference, str], Publication]) -> Register:
    return Register(at(last), dict(rows))


def test_a_queue_fills_the_slots_behind_the_last_entry_with_a_date() -> None:
    entries = [entry("old", "2026-05-08 17:00"), entry("b"), entry("a")]

    assert days(entries, "2026-05-12 10:00") == {"old": "05-08", "b": "05-22", "a": "05-15"}


def test_a_queue_without_any_date_begins_with_its_cadence() -> None:
    assert days([entry("a"), entry("b")], "2026-06-12 10:00") == {"a": "05-01", "b": "05-08"}


def test_a_slot_has_the_time_of_day_of_its_cadence() -> None:
    found, _ = scheduled([entry("a")], config(), EMPTY, at("2026-04-30 10:00"))

    assert found[0].head.date == at("2026-05-01 17:00")


def test_a_fixed_date_wins_whenever_on_its_day_it_is() -> None:
    for hour in ("00:00", "09:00", "17:00", "23:00"):
        entries = [entry("a"), entry("b"), entry("fix", f"2026-05-08 {hour}")]

        assert days(entries, "2026-04-20 10:00") == {"a": "05-01", "b": "05-15", "fix": "05-08"}


def test_what_comes_between_two_slots_has_the_one_before() -> None:
    entries = [entry("a"), entry("b"), entry("fix", "2026-05-12 09:00")]

    assert days(entries, "2026-04-20 10:00") == {"a": "05-01", "b": "05-15", "fix": "05-12"}


def test_numbers_come_before_names_in_a_queue() -> None:
    entries = [entry("a"), entry("b", queue=2), entry("c", queue=1)]

    assert days(entries, "2026-04-20 10:00") == {"c": "05-01", "b": "05-08", "a": "05-15"}


def test_a_draft_waits_behind_those_that_are_ready() -> None:
    entries = [entry("a", draft=True), entry("b")]

    assert days(entries, "2026-04-20 10:00") == {"a": "05-08", "b": "05-01"}


def test_language_versions_share_a_slot() -> None:
    entries = [entry("a"), entry("a", lang="zh-CN"), entry("b")]

    found, _ = scheduled(entries, config(), EMPTY, at("2026-04-20 10:00"))

    assert [_day(each) for each in found] == ["05-01", "05-01", "05-08"]


def test_a_series_has_its_own_cadence_before_that_of_its_kind() -> None:
    own, other = entry("a", series="lamp"), entry("b")

    assert days([own, other], "2026-04-20 10:00") == {"a": "05-05", "b": "05-01"}
    assert cadence_of(config(), own) == config().cadences[1]


def test_who_has_been_published_stays_whatever_comes() -> None:
    known = register("2026-05-09 10:00", row("b", due=at("2026-05-08 17:00")))
    entries = [entry("a", queue=1), entry("b"), entry("c", "2026-05-15 17:00")]

    assert days(entries, "2026-05-09 11:00", known) == {"a": "05-22", "b": "05-08", "c": "05-15"}


def test_who_has_been_published_stays_when_the_rhythm_changes() -> None:
    other = config(FRIDAYS.replace("BYDAY=FR", "BYDAY=MO"))
    known = register("2026-05-09 10:00", row("b", due=at("2026-05-08 17:00")))

    assert days([entry("b")], "2026-06-01 11:00", known, other) == {"b": "05-08"}


def test_a_late_run_still_fills_the_slot_with_what_it_has_not_seen_before() -> None:
    known = register("2026-05-07 10:00")
    at_half_past = days([entry("a")], "2026-05-08 17:30", known)
    next_morning = days([entry("a")], "2026-05-09 05:01", known)

    assert at_half_past == {"a": "05-08"}
    assert next_morning == {"a": "05-15"}
    assert timedelta(hours=12) == GRACE


def test_what_was_seen_waiting_is_published_late_rather_than_a_week_later() -> None:
    known = register("2026-05-07 10:00", row("a", queued=at("2026-05-07 10:00")))

    assert days([entry("a")], "2026-05-11 09:00", known) == {"a": "05-08"}


def test_what_is_new_leaves_a_missed_slot_to_what_was_seen_waiting() -> None:
    known = register("2026-05-07 10:00", row("seen", queued=at("2026-05-07 10:00")))

    found = days([entry("new", queue=1), entry("seen")], "2026-05-11 09:00", known)

    assert found == {"new": "05-15", "seen": "05-08"}


def test_a_slot_that_passed_empty_is_not_filled_afterwards() -> None:
    known = register("2026-05-08 18:00", row("seen", queued=at("2026-05-08 18:00")))

    found = days([entry("new"), entry("seen")], "2026-05-08 20:00", known)

    assert found == {"new": "05-15", "seen": "05-22"}


def test_a_queue_never_fills_the_gaps_of_the_past() -> None:
    entries = [entry("one", "2026-05-01 17:00"), entry("four", "2026-05-22 17:00"), entry("a")]

    assert days(entries, "2026-05-25 10:00")["a"] == "05-29"
    assert days(entries, "2026-05-25 10:00", register("2026-05-24 10:00"))["a"] == "05-29"


def test_who_finds_no_slot_is_a_draft_and_an_error() -> None:
    short = config(FRIDAYS.replace("BYDAY=FR,", "BYDAY=FR;COUNT=1,"))

    found, wrong = scheduled([entry("a"), entry("b")], short, EMPTY, at("2026-04-20 10:00"))

    assert [_day(each) for each in found] == ["05-01", "draft"]
    assert [str(each.location) for each in wrong] == ["content/diaries/b.md:1"]
    assert wrong[0].severity is Severity.ERROR


def test_a_queue_without_a_cadence_is_an_error_and_nobody_sees_what_waits() -> None:
    story = entry("a")
    lonely = Entry("story", story.head, story.record, story.prose, Location("content/s.md", 3))

    found, wrong = scheduled([lonely], config(), EMPTY, at("2026-04-20 10:00"))

    assert found[0].head.draft
    assert wrong[0].message == "nothing says when this appears: there is no cadence for 'story'"


def test_a_date_beside_a_queue_stands_and_is_warned_of() -> None:
    both = entry("a", "2026-05-13 10:00", queue=3)

    assert days([both], "2026-04-20 10:00") == {"a": "05-13"}
    assert [p.severity for p in problems([both], "2026-04-20 10:00")] == [Severity.WARNING]


def test_two_dates_on_one_slot_are_an_error_until_both_have_been_published() -> None:
    two = [entry("a", "2026-05-08 17:00"), entry("b", "2026-05-08 09:00")]
    one = row("a", due=at("2026-05-08 17:00"))
    other = row("b", due=at("2026-05-08 09:00"))

    assert [p.code for p in problems(two, "2026-05-09 10:00")] == ["same-slot"]
    assert [p.code for p in problems(two, "2026-05-09 10:00", register("2026-05-09", one))] == [
        "same-slot"
    ]
    assert problems(two, "2026-05-09 10:00", register("2026-05-09", one, other)) == []


@pytest.mark.parametrize(
    "other",
    [
        entry("b", "2026-05-07 23:00"),
        entry("b", "2026-05-12 09:00"),
        entry("b", "2026-05-08 09:00", draft=True),
        entry("b", "2026-05-08 09:00", withdrawn="wrong"),
        entry("b", "2026-05-08 09:00", series="lamp"),
        entry("a", "2026-05-08 17:00", lang="zh-CN"),
    ],
)
def test_an_extra_a_draft_and_another_language_are_not_on_the_same_slot(other: Entry) -> None:
    assert problems([entry("a", "2026-05-08 17:00"), other], "2026-05-01 10:00") == []


def test_without_a_register_a_later_date_is_warned_of() -> None:
    entries = [entry("a"), entry("special", "2026-05-22 17:00")]

    assert [p.severity for p in problems(entries, "2026-05-01 10:00")] == [Severity.WARNING]
    assert problems(entries, "2026-05-01 10:00", register("2026-05-01 09:00")) == []


def test_the_slots_of_all_rhythms_are_in_order_and_phases_are_one_rhythm() -> None:
    phases = config(
        FRIDAYS.replace(
            "begins: 2026-05-01 17:00}",
            "begins: 2026-05-01 17:00, ends: 2026-05-15}\n"
            "  - {id: friday, kind: diary, title: F, rule: FREQ=WEEKLY, begins: 2026-05-18 08:00}",
        )
    )
    found = slots_of(phases, at("2026-05-01"), at("2026-05-26 12:00"))

    assert [f"{s.at:%m-%d} {s.cadence_id}" for s in found] == [
        "05-01 friday",
        "05-05 lamp",
        "05-08 friday",
        "05-12 lamp",
        "05-18 friday",
        "05-19 lamp",
        "05-25 friday",
        "05-26 lamp",
    ]


def test_nothing_before_the_first_day_holds_a_slot() -> None:
    slots = list(slots_of(config(), at("2026-04-01"), at("2026-05-31"), "friday"))

    assert held(slots, at("2026-04-30 23:59")) is None
    assert held(slots, at("2026-05-01 00:00")) is slots[0]
    assert held(slots, at("2026-05-08 00:00")) is slots[1]
    assert held(slots, at("2026-05-07 23:59")) is slots[0]


def test_each_of_several_instants_holds_its_own_slot_in_their_order() -> None:
    [friday, _] = rhythms(config())
    found = friday.held([at("2026-05-29 09:00"), at("2026-04-30 12:00"), at("2026-05-14 12:00")])

    assert [slot and slot.at.day for slot in found] == [29, None, 8]
    assert friday.held([]) == ()


dates = st.integers(0, 100 * 24).map(lambda hours: at("2026-04-25 00:00") + timedelta(hours=hours))


@given(st.lists(dates, max_size=12))
@settings(max_examples=200, deadline=None)
def test_free_slots_are_all_but_those_that_dates_hold(known: list[datetime]) -> None:
    until = at("2026-09-01")
    slots = list(slots_of(config(), at("2026-04-01"), until, "friday"))
    taken = {slot.at for slot in (held(slots, date) for date in known) if slot is not None}

    last = until - timedelta(days=7)
    found = takewhile(lambda s: s.at <= last, free_slots(config(), "friday", known))

    assert [s.at for s in found] == [s.at for s in slots if s.at not in taken and s.at <= last]


class Team:
    """Publishes now and then what it has written, and keeps the register as a publish does."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.register = EMPTY
        self.seen: dict[str, datetime] = {}

    def publish(self, now: datetime) -> None:
        found, _ = scheduled(self.entries, config(), self.register, now)
        rows = dict(self.register.rows)
        for each in found:
            key, date = (each.reference, each.lang), each.head.date
            old = rows.get(key)
            if date is not None and date <= now and not each.head.draft:
                assert self.seen.setdefault(each.head.id, date) == date
                rows[key] = Publication(
                    each.reference,
                    each.lang,
                    f"tag:{each.head.id}",
                    due=old.due if old and old.due else date,
                )
            elif old is None and each.head.queue is not None:
                rows[key] = Publication(each.reference, each.lang, queued=now)
            else:
                assert each.head.id not in self.seen
        self.register = Register(now, rows)


@given(
    st.lists(
        st.tuples(st.sampled_from(["queue", "number", "fixed", "nothing"]), st.integers(1, 96)),
        min_size=1,
        max_size=25,
    )
)
@settings(max_examples=200, deadline=None)
def test_over_years_of_publishing_nobody_moves_and_no_slot_has_two(
    steps: list[tuple[str, int]],
) -> None:
    team, now = Team(), at("2026-05-01 12:00")
    for number, (what, hours) in enumerate(steps):
        now += timedelta(hours=hours)
        if what == "fixed":
            local = now.astimezone(SHANGHAI) + timedelta(days=number % 20)
            team.entries.append(entry(f"e{number}", f"{local:%Y-%m-%d %H:%M}"))
        elif what != "nothing":
            order: Mapping[str, object] = {"queue": number % 3} if what == "number" else {}
            team.entries.append(entry(f"e{number}", **cast("dict[str, str]", order)))
        team.publish(now)
    queued = {e.head.id for e in team.entries if e.head.queue is not None}
    slots = [date for name, date in team.seen.items() if name in queued]

    assert len(slots) == len(set(slots))


@given(
    st.lists(st.integers(0, 80), min_size=1, max_size=8, unique=True),
    st.lists(dates, max_size=5),
    dates,
)
@settings(max_examples=150, deadline=None)
def test_no_two_of_a_queue_share_a_slot_and_none_takes_one_that_is_held(
    numbers: list[int], fixed: list[datetime], now: datetime
) -> None:
    waiting = [entry(f"q{n}") for n in numbers]
    known = [entry(f"f{n}", f"{date:%Y-%m-%d %H:%M}") for n, date in enumerate(fixed)]

    found, _ = scheduled([*waiting, *known], config(), EMPTY, now)

    given_ = [e.head.date for e in found if e.head.queue is not None and e.head.date is not None]
    slots = list(slots_of(config(), at("2026-04-01"), at("2028-01-01"), "friday"))
    taken = [held(slots, date) for date in fixed]
    assert len(set(given_)) == len(waiting)
    assert not {slot.at for slot in taken if slot} & set(given_)
    assert set(given_) <= {slot.at for slot in slots}


def test_the_present_is_in_utc_or_any_zone_without_a_difference() -> None:
    entries = [entry("old", "2026-05-08 17:00"), entry("a")]
    now = at("2026-05-12 10:00")

    assert scheduled(entries, config(), EMPTY, now) == scheduled(
        entries, config(), EMPTY, now.astimezone(UTC)
    )


def test_a_file_that_is_renamed_keeps_the_slot_in_which_it_was_published() -> None:
    old = entry("old")
    key, known = row("old", due=at("2026-05-08 17:00"))
    known = replace(known, path="/diaries/old/", digest=digest(entry("new", title="old")))

    found = days(
        [entry("new", title=old.head.title)],
        "2026-05-30 10:00",
        register("2026-05-09 10:00", (key, known)),
    )

    assert found == {"new": "05-08"}


def test_what_no_feed_tells_of_cannot_wait_since_nothing_remembers_it() -> None:
    head = entry("a", series="lamp").head
    page = Entry("page", head, KINDS["page"].record.model_construct(), Prose(), Location("p.md"))

    found, wrong = scheduled([page], config(), EMPTY, at("2026-04-20 10:00"))

    assert found[0].head.draft
    assert [each.message for each in wrong] == [
        "what is in no feed cannot wait in a queue: nothing would remember its slot"
    ]
