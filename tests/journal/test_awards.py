"""Awards that a poll decided go to those whom the count names."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from generator.journal.awards import check_awards
from generator.problems import Problem
from tests.journal.votes import poll, voted

AWARD = """---
title: Popcorn
date: 2026-05-08
award: Popcorn award
recipients: [{recipients}]
reason: For the red one
poll: best
{more}
---
"""
PEOPLE = "- {id: lin, handle: lily, title: Lin}\n- {id: song, title: Song}\n"
RED, BLUE = "people: [lin, Ada]", "people: song"
DURING = datetime(2026, 5, 3, tzinfo=UTC)
WON: Mapping[str, Mapping[str, int]] = {"best": {"red": 6, "blue": 2}}


def problems(
    folder: Path,
    recipients: str,
    best: str | None = None,
    votes: Mapping[str, Mapping[str, int]] = WON,
    *,
    more: str = "",
    at: datetime = datetime(2026, 6, 1, tzinfo=UTC),
) -> list[Problem]:
    files = {
        "people.yaml": PEOPLE,
        "polls/best.md": poll(RED, BLUE) if best is None else best,
        "awards/a.md": AWARD.format(recipients=recipients, more=more),
    }
    return list(check_awards(voted(folder, files, votes, at)))


def test_an_award_for_those_behind_what_won_is_right(tmp_path: Path) -> None:
    assert problems(tmp_path, "lin, Ada") == []


def test_one_of_those_behind_what_won_is_enough(tmp_path: Path) -> None:
    assert problems(tmp_path, "ada") == []


def test_a_handle_means_its_person(tmp_path: Path) -> None:
    assert problems(tmp_path, '"@lily"') == []


def test_an_award_for_somebody_else_is_an_error_at_the_recipient(tmp_path: Path) -> None:
    [found] = problems(tmp_path, "lin, song")

    assert str(found) == (
        "content/awards/a.md:5: error[wrong-winner]: 'song' did not win 'poll:best': "
        "by the count 'red' did, which is the work of lin, Ada\n"
        "    hint: the recipients are the 'people' of the options that won"
    )


def test_nobody_can_be_honoured_by_a_tie(tmp_path: Path) -> None:
    tie = poll(RED, BLUE, tie_break="open")

    [found] = problems(tmp_path, "lin", tie, {"best": {"red": 4, "blue": 4}})

    assert (found.code, found.message) == (
        "wrong-winner",
        "'lin' did not win 'poll:best': by the count nobody did",
    )


def test_where_the_options_name_nobody_everybody_may_be_honoured(tmp_path: Path) -> None:
    assert problems(tmp_path, "song", poll()) == []


def test_with_two_winners_both_may_be_honoured(tmp_path: Path) -> None:
    assert problems(tmp_path, "song, lin", poll(RED, BLUE, more="seats: 2")) == []


def test_a_poll_that_is_not_counted_is_a_warning(tmp_path: Path) -> None:
    [found] = problems(tmp_path, "song", votes={})

    assert (str(found.location), found.code, str(found.severity)) == (
        "content/awards/a.md:7",
        "not-counted",
        "warning",
    )


def test_a_poll_whose_ballots_have_mistakes_is_told_of_there_and_not_here(tmp_path: Path) -> None:
    best = poll(RED, BLUE, more="ballots: ballots.csv")

    assert problems(tmp_path, "song", best, votes={}) == []


def test_a_poll_that_is_still_open_decides_nothing_yet(tmp_path: Path) -> None:
    [found] = problems(tmp_path, "song", at=DURING)

    assert (found.code, "still being voted on" in found.message) == ("not-counted", True)


def test_the_draft_of_an_award_may_be_wrong(tmp_path: Path) -> None:
    assert problems(tmp_path, "song", more="draft: yes") == []


def test_an_award_of_a_poll_that_does_not_exist_is_another_mistake(tmp_path: Path) -> None:
    other = AWARD.format(recipients="song", more="").replace("poll: best", "poll: none")

    assert list(check_awards(voted(tmp_path, {"awards/a.md": other}, {}))) == []
