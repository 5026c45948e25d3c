"""Figures of "You said, we did", each worked out by hand from the journal at the top."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.journal.happenings import Happening, What
from generator.journal.journal import Journal, gather
from generator.journal.loop.loop import with_loop
from generator.journal.said import Figures, Part, Said, Span, before, month, said, year
from generator.model.reference import Reference
from generator.reader.read import Means, read
from generator.workshop.cache import Cache
from tests.pages.journals import configured, put

AT = datetime(2026, 6, 15, 12, tzinfo=UTC)

PEOPLE = "- {id: mei, title: Mei}\n- {id: lin, title: Lin, team: yes}\n- {id: rui, title: Rui}\n"


def suggestion(date: str, *moves: str, more: str = "") -> str:
    history = "".join(
        f"  - {{date: {day}, status: {status}{f', note: {note}' if note else ''}}}\n"
        for day, status, note in ((*move.split(" "), "")[:3] for move in moves)
    )
    shown = f"history:\n{history}" if moves else ""
    return f"---\ntitle: T\ndate: {date}\nowner: lin\n{more}{shown}---\n"


def release(date: str, version: str, *changes: str, channel: str = "stable") -> str:
    listed = "".join(f"  - {change}\n" for change in changes)
    head = f"title: '{version}'\ndate: {date}\nversion: '{version}'\nchannel: {channel}"
    return f"---\n{head}\nchanges:\n{listed}---\n"


FILES = {
    "people.yaml": PEOPLE,
    # Answered after 3 days, adopted after 10, shipped after 40.
    "suggestions/a.md": suggestion(
        "2026-04-01",
        "2026-04-04 evaluating",
        "2026-04-11 adopted",
        "2026-05-01 in-progress",
        "2026-05-11 shipped",
    ),
    # Answered by being declined after 10 days, with a reason in the move.
    "suggestions/b.md": suggestion("2026-05-02", "2026-05-12 declined No"),
    # Declined after 20 days, and nobody says why.
    "suggestions/c.md": suggestion("2026-05-03", "2026-05-23 declined"),
    # Waits since 12 May for any answer: 34 days.
    "suggestions/d.md": suggestion("2026-05-12"),
    # Answered on the day, still not decided.
    "suggestions/e.md": suggestion("2026-05-20", "2026-05-20 evaluating"),
    # Says the same as another, after 1 day.
    "suggestions/f.md": suggestion("2026-05-30", "2026-05-31 duplicate", more="duplicate_of: d\n"),
    # Stands there as adopted: nobody wrote down when.
    "suggestions/g.md": suggestion("2026-05-31", more="status: adopted\n"),
    # Shipped because a release says so: 25 days after it was asked for, which is its first answer.
    "suggestions/h.md": suggestion("2026-05-10"),
    "releases/1.md": release(
        "2026-05-11",
        "1",
        "{text: Darker, why: W, refs: suggestion:a, credits: {person: '@mei', role: suggested}}",
        "{text: Tested, why: W, credits: {person: '@rui', role: tested}}",
        "{text: Of the team, why: W, credits: {person: '@lin', role: suggested}}",
        "{text: Tidied up, internal: yes, credits: {person: '@mei', role: reported}}",
    ),
    "releases/2.md": release(
        "2026-06-04",
        "2",
        "{text: Louder, why: W, refs: suggestion:h, credits: {person: Stranger, role: reported}}",
    ),
}


def journal(
    folder: Path, files: dict[str, str] | None = None, *, at: datetime = AT, options: str = ""
) -> Journal:
    config = configured(options)
    put(folder / "content", FILES if files is None else files)
    with Cache(None) as cache:
        reading = read(folder, config, Means(cache, 1, lambda _what, _total, _done: None))
    assert [str(problem) for problem in reading.problems] == []
    found, problems = gather(reading.entries, config, at)
    assert problems == []
    return with_loop(found)


def of(folder: Path, name: str, *, at: datetime = AT) -> Part:
    found = said(journal(folder, at=at))
    number = [int(part) for part in name.split("-")]
    span = month(number[0], number[1], UTC) if len(number) > 1 else year(number[0], UTC)
    return found.within(span)


def test_a_month_is_what_happened_in_it(tmp_path: Path) -> None:
    figures = of(tmp_path, "2026-05").figures()

    assert figures == Figures(
        received=7,  # b, c, d, e, f, g, h
        answered=5,  # b, c, e, f, and g
        adopted=1,  # g
        shipped=1,  # a
        declined=2,  # b and c
        reasons=1,  # b
        merged=1,  # f
        changes=3,  # of release 1, without what is internal
        heard=1,  # what Mei suggested; Rui worked on it, Lin is of the team
        answer_days=5.5,  # the middle of 0, 1, 10, 20; g has no date
        ship_days=40.0,
        undated=1,
        unanswered=1,  # d
        undecided=1,  # e
        oldest_days=34,
        promised=0,
        overdue=0,
    )


def test_a_decision_stands_in_the_month_in_which_it_was_made(tmp_path: Path) -> None:
    april = of(tmp_path, "2026-04")

    assert [(h.what, h.entry.id, h.days) for h in april.happenings] == [
        (What.RECEIVED, "a", None),
        (What.ANSWERED, "a", 3),
        (What.ADOPTED, "a", 10),
    ]


def test_work_that_goes_on_is_not_adopted_again(tmp_path: Path) -> None:
    adopted = [h.entry.id for h in of(tmp_path, "2026-05").of(What.ADOPTED)]

    assert adopted == ["g"]


def test_what_a_release_ships_is_shipped_on_its_day_and_named_by_it(tmp_path: Path) -> None:
    [shipped] = of(tmp_path, "2026-06").of(What.SHIPPED)

    assert (shipped.entry.id, str(shipped.cause), shipped.days) == ("h", "release:2", 25)


def test_a_year_is_the_sum_of_its_months(tmp_path: Path) -> None:
    months = [of(tmp_path, f"2026-{n:02}").figures() for n in range(1, 13)]
    whole = of(tmp_path, "2026").figures()
    names = ("received", "answered", "adopted", "shipped", "declined", "merged", "changes", "heard")

    assert {n: getattr(whole, n) for n in names} == {
        n: sum(getattr(each, n) for each in months) for n in names
    }
    assert whole.ship_days == 32.5  # between 25 and 40


def test_months_and_years_are_those_in_which_anything_happened(tmp_path: Path) -> None:
    found = said(journal(tmp_path))

    assert [span.name for span in found.months()] == ["2026-04", "2026-05", "2026-06"]
    assert [span.name for span in found.years()] == ["2026"]


def test_what_lies_ahead_has_not_happened(tmp_path: Path) -> None:
    may = of(tmp_path, "2026-05", at=datetime(2026, 5, 11, 1, tzinfo=UTC)).figures()

    assert (may.received, may.declined, may.shipped) == (3, 0, 1)


def test_a_hidden_release_ships_nothing(tmp_path: Path) -> None:
    files = {
        "suggestions/h.md": FILES["suggestions/h.md"],
        "releases/2.md": FILES["releases/2.md"].replace("version:", "draft: yes\nversion:"),
    }
    found = said(journal(tmp_path, files))

    assert found.deeds == ()
    assert [h.what for h in found.happenings] == [What.RECEIVED]


def test_a_month_begins_in_the_time_zone_of_the_journal(tmp_path: Path) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    files = {"suggestions/a.md": suggestion("2026-05-31T23:00Z")}
    found = said(journal(tmp_path, files, options="timezone: Asia/Shanghai\n"))

    assert [span.name for span in found.months()] == ["2026-06"]
    assert found.within(month(2026, 6, zone)).figures().received == 1
    assert found.within(month(2026, 5, zone)).figures().received == 0


@pytest.mark.parametrize(
    ("name", "earlier"), [("2026-01", "2025-12"), ("2026-10", "2026-09"), ("2026", "2025")]
)
def test_before_a_time_lies_one_of_its_length(name: str, earlier: str) -> None:
    parts = [int(part) for part in name.split("-")]
    span = month(parts[0], parts[1], UTC) if len(parts) > 1 else year(parts[0], UTC)

    assert before(span, UTC).name == earlier
    assert before(span, UTC).ends == span.begins


POLL = (
    "---\ntitle: Which\ndate: 2026-04-01\nquestion: Which?\noptions: "
    "[{{id: x, title: X}}, {{id: y, title: Y}}]\nopens: 2026-04-02\ncloses: 2026-04-20\n"
    "binds: We do it\nanswer_by: 2026-05-05\n{more}---\n"
)


def test_an_answer_that_is_owed_stands_in_its_month_and_in_the_running_one(tmp_path: Path) -> None:
    files = {"polls/late.md": POLL.format(more="late: Ill\n")}
    found = said(journal(tmp_path, files))
    parts = [found.within(month(2026, n, UTC)) for n in (4, 5, 6)]

    assert [[promise.days for promise in part.owed] for part in parts] == [[], [41], [41]]
    assert parts[1].figures() == replace(Figures(), promised=1, overdue=1)


def test_an_answer_that_was_given_is_no_longer_owed(tmp_path: Path) -> None:
    files = {"polls/kept.md": POLL.format(more="outcome: Done\n")}
    found = said(journal(tmp_path, files))
    parts = [found.within(month(2026, n, UTC)) for n in (5, 6)]

    assert [(part.figures().promised, part.figures().overdue) for part in parts] == [(1, 0), (0, 0)]


def test_an_answer_that_is_not_due_yet_is_not_promised_for_now(tmp_path: Path) -> None:
    files = {"polls/later.md": POLL.format(more="").replace("2026-05-05", "2026-06-20")}

    assert said(journal(tmp_path, files)).promises == ()


def test_a_poll_opens_and_closes_in_its_time(tmp_path: Path) -> None:
    files = {"polls/one.md": POLL.format(more="outcome: Done\n")}
    turns = said(journal(tmp_path, files)).within(month(2026, 4, UTC)).turns

    assert [(turn.entry.id, turn.begins, turn.when.day) for turn in turns] == [
        ("one", True, 2),
        ("one", False, 20),
    ]


def test_nothing_was_said_in_an_empty_journal(tmp_path: Path) -> None:
    found = said(journal(tmp_path, {"people.yaml": PEOPLE}))

    assert (found.months(), found.years()) == ((), ())
    assert found.within(month(2026, 6, UTC)).figures() == Figures()


_EARLY, _LATE = (datetime.fromisoformat(day) for day in ("2024-01-01", "2026-06-01"))


@given(st.lists(st.datetimes(_EARLY, _LATE, timezones=st.just(UTC)), max_size=30))
def test_every_happening_stands_in_one_month_and_one_year(moments: list[datetime]) -> None:

    happenings = tuple(
        Happening(What.RECEIVED, when, Reference("suggestion", f"s{n}"))
        for n, when in enumerate(sorted(moments))
    )
    found = Said(AT, UTC, happenings)
    for spans in (found.months(), found.years()):
        kept = [each for span in spans for each in found.within(span).happenings]

        assert kept == list(happenings)


def test_the_end_of_a_time_does_not_belong_to_it() -> None:
    span = Span(datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC))

    assert span.begins in span
    assert span.ends not in span
