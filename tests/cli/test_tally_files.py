"""`friday tally` on a file of ballots."""

import hashlib
import json
from pathlib import Path

import pytest

from tests.cli.curve import CYCLE, RANKS, poll
from tests.cli.running import AT
from tests.cli.running import friday_here as friday


def test_the_sentence_stands_first(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text("Dark mode,Light\n" + "1,\n" * 11 + ",1\n" * 7)
    done = friday(tmp_path, "tally", "votes.csv")

    assert done.code == 0
    assert done.out.splitlines()[0] == "Dark mode wins with 61 % of 18 votes."


def test_a_table_stands_below_it(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text("Dark mode,Light\n" + "1,\n" * 11 + ",1\n" * 7)
    lines = friday(tmp_path, "tally", "votes.csv").out.splitlines()

    assert lines[2:5] == [
        "place             votes  share",
        "    1  Dark mode     11   61 %  wins",
        "    2  Light          7   39 %",
    ]


def test_columns_line_up_below_wide_characters(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text("夜烛,B\n1,\n,1\n1,\n", encoding="utf-8")
    lines = friday(tmp_path, "tally", "votes.csv").out.splitlines()

    assert lines[3:5] == ["    1  夜烛      2   67 %  wins", "    2  B         1   33 %"]


def test_more_marks_than_one_are_approval(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text("A,B\n1,1\n1,\n")
    done = friday(tmp_path, "tally", "votes.csv")

    assert done.out.startswith("A wins with the approval of 100 % of 2 voters.\n")


def test_what_became_of_the_ballots_is_told(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text("receipt,A,B\nR1,1,\nR2,,\nR3,,1\nR4,1,\n")
    lines = friday(tmp_path, "tally", "votes.csv").out.splitlines()

    assert "4 ballots cast: 3 counted, 1 empty" in lines


def test_a_tie_stays_a_tie_and_is_said(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text("A,B\n1,\n,1\n")
    done = friday(tmp_path, "tally", "votes.csv")

    assert done.out.startswith("A and B share first place; the tie stays open.\n")


def test_a_tie_that_was_broken_says_by_what(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text("A,B\n1,\n,1\n")
    done = friday(tmp_path, "tally", "votes.csv", "--tie-break", "B")

    assert done.out.startswith("B wins")
    assert "A and B were equal; B put first by the order of the tie-break" in done.out


def test_a_lot_is_drawn_as_anyone_can_check(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text("a,b\n1,\n,1\n")
    first = min("ab", key=lambda name: hashlib.sha256(f"07 11 23\n{name}".encode()).hexdigest())
    done = friday(tmp_path, "tally", "votes.csv", "--tie-break", "lot:07 11 23", "--json")
    said = json.loads(done.out)

    assert said["winners"] == [first]
    assert said["tie_break"]["seed"] == "07 11 23"


def test_a_cycle_is_named(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text(CYCLE)
    done = friday(tmp_path, "tally", "votes.csv", "--method", "schulze")

    assert "a cycle: a beats b, which beats c, which beats a" in done.out


def test_rounds_are_told_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_bytes(RANKS)
    done = friday(
        tmp_path, "tally", "votes.csv", "--method", "instant-runoff", "--tie-break", "listed"
    )

    assert "round 1: squared excluded" in done.out
    assert "round 2: candle elected" in done.out
    assert done.out.startswith("candle wins with 4 of 6 votes in round 2, 67 %.\n")


@pytest.mark.parametrize(
    ("text", "arguments", "sentence"),
    [
        (
            "a,b\n9,2\n8,2\n",
            "--method score --scale 0-10",
            "a wins with a mean score of 8.50 from 2 ballots.",
        ),
        (
            "a,b,c\n5,4,0\n0,1,5\n3,4,0\n",
            "--method star",
            "b wins the runoff against a, 2 to 1.",
        ),
        (
            "a,b,c\n5,2,0\n3,5,0\n",
            "--method star",
            "a wins: the runoff against b is equal, 1 for each, and was decided by their scores.",
        ),
        ("a,b,c\n1,2,3\n1,3,2\n", "--method borda", "a wins with 4 points from 2 ballots."),
        (
            "a,b,c\n1,,\n,1,\n",
            "--method stv-meek --seats 2 --tie-break listed",
            "a and b win the 2 seats.",
        ),
        (
            "a,b,c\n1,,1\n,1,1\n,,1\n",
            "--method sequential-approval",
            "c wins with the approval of 100 % of 3 voters.",
        ),
        ("a,b\nliked,bugs\n,liked\n", "", "2 people answered."),
        ("a,b\n1,5\n", "--method likert --scale 1-5", "1 person answered."),
        (
            "a,b,c\n1,,\n1,,\n,1,\n,,1\n",
            "--seats 2",
            "a wins with 50 % of 4 votes; b and c share the next place, and the tie stays open.",
        ),
        (CYCLE, "--method schulze", "c wins by the strongest paths of victories."),
        (CYCLE, "--strength margins", "b wins by the strongest paths of victories."),
    ],
)
def test_each_method_has_its_sentence(
    tmp_path: Path, text: str, arguments: str, sentence: str
) -> None:
    (tmp_path / "votes.csv").write_text(text)
    done = friday(tmp_path, "tally", "votes.csv", *arguments.split())

    assert (done.code, done.out.splitlines()[0]) == (0, sentence)


def test_a_file_with_mistakes_is_not_counted(tmp_path: Path) -> None:
    (tmp_path / "votes.blt").write_text("2 1\n1 7 0\n0\n'A'\n'B'\n't'\n")
    done = friday(tmp_path, "tally", "votes.blt")

    assert (done.code, done.out) == (1, "")
    assert "votes.blt:2: error[" in done.err
    assert done.err.endswith("; nothing was counted\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing.csv",), "There is no file 'nothing.csv'"),
        (("votes.csv", "--method", "dice"), "'dice' is not one of"),
        (("votes.csv", "--method", "instant-runoff"), "--tie-break listed"),
        (("votes.csv", "--tie-break", "canle"), "did you mean 'candle'?"),
        (("votes.csv", "--tie-break", "even,even"), "names an option twice"),
        (("votes.csv", "--rule", "strength"), "write NAME=VALUE"),
        (("votes.csv", "--rule", "tail=zero"), "schulze has no rule 'tail'; it asks for strength"),
        (("votes.csv", "--rule", "strength=luck"), "'strength' is one of winning-votes"),
        (("votes.csv", "--method", "instant-runoff", "--seats", "2"), "fills one seat"),
        (("votes.csv", "--scale", "5"), "'5' is no scale"),
        (("votes.csv", "--scale", "5-5"), "'5-5' is no scale"),
        (("votes.csv", "--verify"), "--verify needs a published result"),
        (("votes.csv", "--freeze"), "--freeze needs a poll"),
        (("votes.csv", "--freeze", "--verify"), "--verify is for published results"),
    ],
)
def test_wrong_use_exits_with_2_and_says_what_is_right(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "votes.csv").write_bytes(RANKS)
    done = friday(tmp_path, "tally", *arguments)

    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize(
    ("text", "scale"), [("0-10", (0, 10)), ("-5-5", (-5, 5)), ("-5--1", (-5, -1))]
)
def test_a_scale_may_be_below_zero(tmp_path: Path, text: str, scale: tuple[int, int]) -> None:
    (tmp_path / "votes.csv").write_text("a,b\n-1,-2\n" if scale[0] else "a,b\n7,2\n")
    done = friday(tmp_path, "tally", "votes.csv", "--method", "score", f"--scale={text}", "--json")
    said = json.loads(done.out)

    assert (said["scale"]["lowest"], said["scale"]["highest"]) == scale
    assert said["winners"] == ["a"]


def test_ranks_are_not_counted_as_marks(journal: Path) -> None:
    poll(journal)
    done = friday(journal, "tally", "content/polls/curve", "--at", AT, "--method", "approval")

    assert done.code == 1
    assert "these ballots hold ranks, which approval does not count; there are" in done.err


def test_a_file_that_is_only_brackets_is_refused(tmp_path: Path) -> None:
    (tmp_path / "votes.json").write_text("[" * 100_000)

    assert friday(tmp_path, "tally", "votes.json").code == 1


def test_a_title_of_a_column_cannot_steer_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text("A\x07,B\n1,\n,1\n")
    done = friday(tmp_path, "tally", "votes.csv")

    assert "\x07" not in done.out + done.err
