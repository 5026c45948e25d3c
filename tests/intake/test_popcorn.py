"""Drafts around a vote on the best work: the poll out of releases, the award out of a count."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from generator.intake.awarding import NotDecided, award
from generator.intake.new_entry import AlreadyThere
from generator.intake.popcorn import NothingShipped, iso_week, last_days, popcorn, week
from generator.intake.studio import Studio
from generator.journal.awards import check_awards
from generator.markup.yaml_text import load
from tests.journal.votes import poll, voted
from tests.journals import gathered
from tests.pages.journals import Words

SATURDAY = datetime(2026, 5, 9, 10, tzinfo=UTC)
PEOPLE = "- {id: lin, title: Lin}\n- {id: song, title: Song}\n- {id: mei, title: Mei}\n"
RELEASE = """---
title: Two
date: {date}
version: "2.0"
team: [lin, song]
changes:
  - text: "The [knob](release:two) is *quiet*: a & b"
    credits: [{{person: mei, role: suggested}}]
  - text: A moon
    credits: [{{person: Wu, role: designed}}, {{person: mei, role: tested}}]
---
"""
OLD = "---\ntitle: One\ndate: 2026-04-17\nversion: 1\nchanges: [Light]\n---\n"


def studio(
    folder: Path, files: Mapping[str, str], at: datetime = SATURDAY, lang: str = "en"
) -> Studio:
    journal, _ = gathered(folder, {"people.yaml": PEOPLE, **files}, at)
    return Studio(journal, Words(), at, lang)


def shipped(folder: Path, date: str = "2026-05-08 17:00", **more: str) -> Studio:
    files = {"releases/two.md": RELEASE.format(date=date), "releases/one.md": OLD, **more}
    return studio(folder, files)


def front(text: str) -> dict[str, object]:
    """The front matter of a draft as the reader reads it."""
    tree = load(text.split("---\n")[1]).tree
    assert isinstance(tree, dict)
    return dict(tree)


# ------------------------------------------------------------------------------- popcorn


def test_a_popcorn_poll_asks_about_each_change_of_the_last_seven_days(tmp_path: Path) -> None:
    made = popcorn(shipped(tmp_path), last_days(SATURDAY))

    assert front(made.text)["options"] == [
        {
            "id": "two-1",
            "title": "The knob is quiet: a & b",
            "people": ["lin", "song"],
            "refs": ["release:two"],
        },
        {"id": "two-2", "title": "A moon", "people": ["Wu"], "refs": ["release:two"]},
    ]


def test_a_popcorn_poll_has_everything_that_its_count_needs(tmp_path: Path) -> None:
    made = popcorn(shipped(tmp_path), last_days(SATURDAY))
    fields = front(made.text)
    del fields["options"]

    assert made.path == "polls/popcorn-19/index.en.md"
    assert fields == {
        "title": "Who deserves the popcorn of week 19?",
        "date": "2026-05-09 10:00",
        "draft": "yes",
        "question": "What was the best work of week 19?",
        "method": "plurality",
        "voters": "everybody who reads this journal",
        "opens": "2026-05-09 10:00",
        "closes": "2026-05-13 10:00",
        "tie_break": "listed",
        "binds": "Whoever has the most votes gets a bucket of popcorn, and eats some on the spot",
        "answer_by": "2026-05-16",
    }


def test_a_popcorn_poll_is_an_entry_without_a_mistake(tmp_path: Path) -> None:
    made = popcorn(shipped(tmp_path / "1"), last_days(SATURDAY))
    files = {"releases/two.md": RELEASE.format(date="2026-05-08"), made.path: made.text}

    journal = studio(tmp_path / "2", files).journal

    assert [r.id for r in journal.versions if r.kind == "poll"] == ["popcorn-19"]


def test_a_popcorn_poll_may_have_a_title_of_its_own(tmp_path: Path) -> None:
    made = popcorn(shipped(tmp_path), last_days(SATURDAY), 'The "best": one')

    assert front(made.text)["title"] == 'The "best": one'


def test_a_popcorn_poll_is_written_in_the_language_that_was_asked_for(tmp_path: Path) -> None:
    files = {"releases/two.md": RELEASE.format(date="2026-05-08")}
    made = popcorn(studio(tmp_path, files, lang="zh-CN"), last_days(SATURDAY))

    assert made.path == "polls/popcorn-19/index.zh.md"
    assert front(made.text)["question"] == "译What was the best work of week 19?"


def test_voters_and_what_it_binds_to_are_those_of_the_last_time(tmp_path: Path) -> None:
    last = poll(more="voters: the forum").replace(
        "The best gets popcorn", "A [bucket](release:one)"
    )
    other = poll(more="voters: nobody").replace("2026-05-01", "2026-03-01")
    made = popcorn(
        shipped(tmp_path, **{"polls/popcorn-18.en.md": last, "polls/popcorn-10.md": other}),
        last_days(SATURDAY),
    )
    fields = front(made.text)

    assert (fields["voters"], fields["binds"]) == ("the forum", "A [bucket](release:one)")


def test_voters_of_another_language_are_not_copied(tmp_path: Path) -> None:
    files = {
        "releases/two.md": RELEASE.format(date="2026-05-08"),
        "polls/popcorn-18.zh.md": poll(more="voters: 论坛里的人"),
    }
    made = popcorn(studio(tmp_path, files), last_days(SATURDAY))

    assert front(made.text)["voters"] == "everybody who reads this journal"


@pytest.mark.parametrize("date", ["2026-05-02 10:00:01", "2026-05-09 10:00"])
def test_seven_days_end_with_this_instant(tmp_path: Path, date: str) -> None:
    assert "two-1" in popcorn(shipped(tmp_path, date), last_days(SATURDAY)).text


@pytest.mark.parametrize("date", ["2026-05-02 10:00", "2026-05-09 10:00:01"])
def test_what_is_older_or_still_to_come_is_not_asked_about(tmp_path: Path, date: str) -> None:
    with pytest.raises(NothingShipped, match="nothing was released in the last seven days"):
        popcorn(shipped(tmp_path, date), last_days(SATURDAY))


def test_a_draft_of_a_release_has_not_shipped(tmp_path: Path) -> None:
    hidden = RELEASE.format(date="2026-05-08").replace("team:", "draft: yes\nteam:")

    with pytest.raises(NothingShipped):
        popcorn(studio(tmp_path, {"releases/two.md": hidden}), last_days(SATURDAY))


def test_where_nothing_shipped_the_last_week_in_which_something_did_is_named(
    tmp_path: Path,
) -> None:
    with pytest.raises(NothingShipped) as error:
        popcorn(shipped(tmp_path, "2026-05-01"), last_days(SATURDAY))

    assert str(error.value) == (
        "nothing was released in the last seven days, and a poll needs 2 answers; "
        "the release before that came in week 2026-W18: --week 2026-W18"
    )


def test_one_change_is_no_choice(tmp_path: Path) -> None:
    with pytest.raises(NothingShipped) as error:
        popcorn(shipped(tmp_path, "2026-05-01"), week("2026-W16", SATURDAY))

    assert str(error.value) == (
        "one change alone was released in week 2026-W16, and a poll needs 2 answers; "
        "release something first, or write the poll with: friday new poll"
    )


def test_a_week_that_was_asked_for_gives_the_poll_its_number(tmp_path: Path) -> None:
    made = popcorn(shipped(tmp_path, "2026-04-27"), week("2026-W18", SATURDAY))

    assert made.path == "polls/popcorn-18/index.en.md"


def test_a_week_has_one_popcorn_poll(tmp_path: Path) -> None:
    files = {"polls/popcorn-19.md": poll()}

    with pytest.raises(AlreadyThere, match="content/polls/popcorn-19"):
        popcorn(shipped(tmp_path, **files), last_days(SATURDAY))


def test_the_same_week_of_another_year_is_no_hindrance(tmp_path: Path) -> None:
    files = {"polls/popcorn-19.md": poll().replace("2026-05", "2025-05")}

    made = popcorn(shipped(tmp_path, **files), last_days(SATURDAY))

    assert made.path == "polls/popcorn-2026-19/index.en.md"


def test_a_poll_that_opened_in_the_new_year_is_about_the_old_one(tmp_path: Path) -> None:
    opened = poll().replace("2026-05-02", "2027-01-04").replace("2026-05-06", "2027-01-08")
    files = {"releases/two.md": RELEASE.format(date="2026-12-31"), "polls/popcorn-53.md": opened}
    tuesday = datetime(2027, 1, 5, tzinfo=UTC)

    with pytest.raises(AlreadyThere):
        popcorn(studio(tmp_path, files, tuesday), week("2026-W53", tuesday))


def test_the_newest_release_of_a_week_comes_first_and_names_the_poll(tmp_path: Path) -> None:
    older = RELEASE.format(date="2026-05-03").replace("Two", "Older")
    made = popcorn(shipped(tmp_path, **{"releases/a.md": older}), last_days(SATURDAY))

    assert made.path == "polls/popcorn-19/index.en.md"
    assert [line.split()[2] for line in made.text.splitlines() if "- id" in line] == [
        '"two-1"',
        '"two-2"',
        '"a-1"',
        '"a-2"',
    ]


def test_a_week_begins_on_monday_in_the_time_zone_of_the_journal() -> None:
    local = SATURDAY.astimezone(ZoneInfo("Asia/Shanghai"))
    monday = datetime(2026, 5, 4, tzinfo=ZoneInfo("Asia/Shanghai"))
    span = week("2026-W19", local)

    assert monday in span
    assert monday - timedelta(seconds=1) not in span
    assert monday + timedelta(days=7) not in span
    assert iso_week(monday) == "2026-W19"


@pytest.mark.parametrize("name", ["2026-19", "W19", "2026-W54", "2026-W00", "2027-W53", ""])
def test_what_is_no_week_is_said(name: str) -> None:
    with pytest.raises(ValueError, match="no week"):
        week(name, SATURDAY)


# ------------------------------------------------------------------------------- award

RED = 'people: [lin, "@mei"]\nrefs: [release:two]'


def given(
    folder: Path,
    votes: Mapping[str, int] | None,
    best: str | None = None,
    *,
    name: str = "popcorn-18",
    at: datetime = SATURDAY,
    more: Mapping[str, str] | None = None,
) -> Studio:
    files = {
        "people.yaml": PEOPLE,
        "releases/two.md": RELEASE.format(date="2026-05-01"),
        f"polls/{name}.md": best or poll(RED, "people: song"),
        **(more or {}),
    }
    return Studio(voted(folder, files, {name: votes} if votes else {}, at), Words(), at, "en")


def test_the_award_of_a_poll_goes_to_those_behind_what_won(tmp_path: Path) -> None:
    made = award(given(tmp_path, {"red": 6, "blue": 2}), "poll:popcorn-18")

    assert made.path == "awards/popcorn-18.en.md"
    assert front(made.text) == {
        "title": "The popcorn of week 18",
        "date": "2026-05-09 10:00",
        "draft": "yes",
        "award": "Popcorn award",
        "period": "Week 18 of 2026",
        "recipients": ["lin", "@mei"],
        "reason": "✎ The red one, with 6 of 8 votes",
        "poll": "popcorn-18",
        "refs": ["release:two"],
    }


def test_the_award_that_was_drafted_passes_the_check_of_awards(tmp_path: Path) -> None:
    made = award(given(tmp_path / "1", {"red": 6, "blue": 2}), "popcorn-18")
    published = made.text.replace("draft: yes", "#")

    again = given(tmp_path / "2", {"red": 6, "blue": 2}, more={made.path: published})

    assert list(check_awards(again.journal)) == []


def test_popcorn_awards_are_called_as_the_last_one(tmp_path: Path) -> None:
    last = "---\ntitle: A\ndate: 2026-04-01\naward: A bucket\nrecipients: X\nreason: y\n"
    more = {
        "awards/a.md": f"{last}poll: popcorn-18\n---\n",
        "awards/b.md": f"{last}poll: other\n---\n".replace("04-01", "04-02").replace(
            "bucket", "sheet"
        ),
        "awards/c.zh.md": f"{last}poll: popcorn-18\n---\n".replace("04-01", "04-03").replace(
            "A b", "B"
        ),
        "polls/other.md": poll(),
    }

    made = award(given(tmp_path, {"red": 6}, more=more), "popcorn-18")

    assert front(made.text)["award"] == "A bucket"


def test_the_award_of_another_poll_is_called_as_the_poll(tmp_path: Path) -> None:
    fields = front(award(given(tmp_path, {"blue": 2}, name="contest"), "contest").text)

    assert (fields["title"], fields["award"], fields["period"], fields["recipients"]) == (
        "Best work",
        "Best work",
        "2026/05",
        ["song"],
    )


def test_two_winners_share_an_award(tmp_path: Path) -> None:
    best = poll(RED, "people: [song, lin]", more="seats: 2")

    fields = front(award(given(tmp_path, {"red": 6, "blue": 2}, best), "popcorn-18").text)

    assert fields["recipients"] == ["lin", "@mei", "song"]
    assert fields["reason"] == "✎ The red one / The blue one, chosen by 8 voters"


def test_where_the_options_name_nobody_somebody_has_to(tmp_path: Path) -> None:
    fields = front(award(given(tmp_path, {"red": 6}, poll()), "popcorn-18").text)

    assert fields["recipients"] == "✎ @"


def test_an_award_waits_for_the_close(tmp_path: Path) -> None:
    during = datetime(2026, 5, 5, 23, 59, tzinfo=UTC)

    with pytest.raises(
        NotDecided, match="voting on 'poll:popcorn-18' goes on until 2026-05-06 00:00"
    ):
        award(given(tmp_path, {"red": 6}, at=during), "popcorn-18")


def test_an_award_needs_a_count(tmp_path: Path) -> None:
    with pytest.raises(NotDecided, match="names neither 'ballots' nor 'totals'"):
        award(given(tmp_path, None), "popcorn-18")


def test_a_tie_gives_no_award(tmp_path: Path) -> None:
    tie = poll(RED, tie_break="open")

    with pytest.raises(NotDecided, match="no winner: 'red', 'blue' are equal"):
        award(given(tmp_path, {"red": 3, "blue": 3}, tie), "popcorn-18")


def test_a_survey_gives_no_award(tmp_path: Path) -> None:
    survey = poll(RED).replace("plurality", "four-box")

    with pytest.raises(NotDecided, match="asks for opinions"):
        award(given(tmp_path, {"red": 3}, survey), "popcorn-18")


@pytest.mark.parametrize("name", ["poll:popcorn-81", "popcorn-81", "award:popcorn-18"])
def test_a_poll_that_does_not_exist_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotDecided, match=f"there is no poll '{name}'"):
        award(given(tmp_path, {"red": 6}), name)


def test_a_poll_gives_one_award(tmp_path: Path) -> None:
    old = "---\ntitle: A\ndate: 2026-05-07\naward: A\nrecipients: X\nreason: y\n---\n"

    with pytest.raises(AlreadyThere, match="content/awards/popcorn-18"):
        award(given(tmp_path, {"red": 6}, more={"awards/popcorn-18.md": old}), "popcorn-18")
