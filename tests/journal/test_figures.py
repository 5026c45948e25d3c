"""Figures in running text that name a poll."""

from fractions import Fraction
from pathlib import Path

import pytest

from generator.journal.figures import check_figures
from generator.journal.journal import with_counts
from generator.journal.polls import PollCount
from generator.journal.tally.count import from_totals
from generator.journal.tally.tally import Outcome, Standing, Tally, Unit
from generator.model.contest import Contest, Method
from generator.model.reference import Reference
from tests.journals import AT, entry, gathered

POLL = (
    "date: 2026-04-01\nquestion: Q\nopens: 2026-04-01\ncloses: 2026-04-20\nbinds: B\n"
    "options: [{id: red, title: Red}, {id: blue, title: Blue}]"
)
CONTEST = Contest(("red", "blue"), Method.APPROVAL)
KNOB = Reference("poll", "knob")


def told(
    folder: Path, text: str, *, stands: bool = True, public: bool = False, more: str = ""
) -> list[str]:
    """What is wrong with a diary about a poll with 1,204 ballots, 735 and 602 marks."""
    files = {
        "polls/knob.md": entry("Knob", POLL),
        "diaries/2026-05-01-told.md": entry("Told", more, text),
    }
    tally = from_totals(CONTEST, {"red": 735, "blue": 602}, 1204)
    count = PollCount(CONTEST, tally, stands=stands, public=stands or public, since=AT)
    found = with_counts(gathered(folder, files)[0], {KNOB: count})
    return [problem.message for problem in check_figures(found)]


@pytest.mark.parametrize(
    "text",
    [
        "[735 votes](poll:knob#option-red)",
        "[共 735 票](poll:knob#option-red)",
        "[735](poll:knob#option-red) and [602](poll:knob#option-blue)",
        "[1,204 ballots](poll:knob#count)",
        "[1 204](poll:knob#count)",
        "[1204](poll:knob#count)",
        "[61 %](poll:knob#option-red)",
        "[61.0%](poll:knob#option-red)",
        "[61.05\uff05](poll:knob#option-red)",
        "[50 %](poll:knob#option-blue)",
        "[version 2](poll:knob)",
        "[2 ways](poll:knob#binds)",
        "[red](poll:knob#option-red)",
    ],
)
def test_what_was_counted_may_be_said(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[734](poll:knob#option-red)", "'734' is not what was counted: 'red' has 735"),
        ("[735](poll:knob#option-blue)", "'735' is not what was counted: 'blue' has 602"),
        ("[62 %](poll:knob#option-red)", "'62 %' is not what was counted: 'red' has 61.05%"),
        ("[61.1 %](poll:knob#option-red)", "'61.1 %' is not what was counted: 'red' has 61.05%"),
        ("[1,205](poll:knob#count)", "'1,205' is not what was counted: 1204 ballots were cast"),
        ("[1](poll:knob#option-green)", "'poll:knob' has no option 'green'"),
    ],
)
def test_what_was_not_counted_is_told(tmp_path: Path, text: str, message: str) -> None:
    [found] = told(tmp_path, text)

    assert found.startswith(message)


def points(folder: Path, text: str, number: Fraction) -> list[str]:
    """What is wrong with a diary about a poll in which red has so many points."""
    files = {
        "polls/knob.md": entry("Knob", POLL),
        "diaries/2026-05-01-told.md": entry("T", text=text),
    }
    red = Standing("red", number, 1, won=True)
    tally = Tally(Method.BORDA, Outcome(("red",), (red,), Unit.POINTS))
    count = PollCount(CONTEST, tally, stands=True, public=True, since=AT)
    found = with_counts(gathered(folder, files)[0], {KNOB: count})
    return [problem.message for problem in check_figures(found)]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("29.3", Fraction(88, 3)),
        ("29.3333", Fraction(88, 3)),
        ("4.5", Fraction(9, 2)),
        ("1204567", Fraction(1204567)),
        ("1,204,567", Fraction(1204567)),
    ],
)
def test_a_number_may_be_rounded_as_a_share_may(
    tmp_path: Path, written: str, number: Fraction
) -> None:
    assert points(tmp_path, f"[{written} points](poll:knob#option-red)", number) == []


@pytest.mark.parametrize(
    ("number", "said"), [(Fraction(88, 3), "29.3333"), (Fraction(1204567), "1204567")]
)
def test_the_number_that_is_told_may_be_copied(tmp_path: Path, number: Fraction, said: str) -> None:
    [message] = points(tmp_path, "[7 points](poll:knob#option-red)", number)

    assert message.endswith(f"'red' has {said} in the count")


def test_a_figure_of_a_vote_that_is_not_over_is_an_error_in_what_is_public(tmp_path: Path) -> None:
    [found] = told(tmp_path, "[1](poll:knob#option-red)", stands=False)

    assert found == "'1' is a figure of 'poll:knob', where voting is not over"


def test_a_figure_may_wait_in_what_is_not_public_yet(tmp_path: Path) -> None:
    assert told(tmp_path, "[1](poll:knob#option-red)", stands=False, more="draft: yes") == []


def test_a_live_count_may_be_told_as_it_stands(tmp_path: Path) -> None:
    assert told(tmp_path, "[1](poll:knob#option-red)", stands=False, public=True) == []
