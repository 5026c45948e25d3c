"""Ballot files in normal form, rolls and comments."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.ballots import Ballot
from generator.model.contest import Contest, Method
from generator.problems import Problem
from generator.reader.ballots import read_ballots, read_comments, read_roll

MARKS = Contest(("red", "blue"), Method.APPROVAL)
RANKS = Contest(("red", "blue"), Method.SCHULZE)
SCORES = Contest(("red", "blue"), Method.SCORE, scale=(-2, 2))
BOXES = Contest(("red", "blue"), Method.BOXES)


def ballots(text: str, contest: Contest = MARKS) -> list[Ballot]:
    found, problems = read_ballots("ballots.csv", text.encode(), contest)
    assert not problems, problems
    return found


def told(text: str | bytes, contest: Contest = MARKS) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    return [said(problem) for problem in read_ballots("ballots.csv", data, contest)[1]]


def said(problem: Problem) -> str:
    return f"{problem.location.line}: {problem.message}"


def test_an_empty_cell_is_no_mark() -> None:
    found = ballots("red,blue\n1,\n,1\n1,1\n,\n")

    assert [b.values for b in found] == [(1, None), (None, 1), (1, 1), (None, None)]


def test_columns_may_stand_in_any_order() -> None:
    [found] = ballots("blue,receipt,red\n,K7,1\n")

    assert (found.values, found.receipt) == ((1, None), "K7")


def test_a_row_without_a_mark_is_an_empty_ballot() -> None:
    [found] = ballots("receipt,red,blue\nK7,,\n")

    assert found.is_empty


def test_everything_that_a_row_says_is_read() -> None:
    [found] = ballots("receipt,cast,count,spoilt,red,blue\nK7-Q2,2026-07-12T18:30Z,3,yes,1,\n")

    cast = datetime(2026, 7, 12, 18, 30, tzinfo=UTC)
    assert found == Ballot((1, None), 3, "K7-Q2", cast, spoilt=True, line=2)


def test_a_ballot_knows_its_line() -> None:
    assert [b.line for b in ballots("red,blue\n1,\n,1\n")] == [2, 3]


def test_ranks_may_be_equal_have_gaps_and_be_large() -> None:
    found = ballots("red,blue\n1,1\n20,3\n7,\n123456,1\n", RANKS)

    assert [b.values for b in found] == [(1, 1), (20, 3), (7, None), (123456, 1)]


@pytest.mark.parametrize("cell", ["0", "-1", "01", "1.5", "first", "\u0661", "1" * 12])
def test_what_is_no_rank_is_told(cell: str) -> None:
    assert told(f"red,blue\n{cell},1\n", RANKS) == [f"2: '{cell}' is no rank for 'red'"]


def test_scores_lie_on_the_scale() -> None:
    assert [b.values for b in ballots("red,blue\n-2,2\n0,\n", SCORES)] == [(-2, 2), (0, None)]
    assert told("red,blue\n3,2\n", SCORES) == ["2: '3' is no score for 'red'"]


def test_boxes_are_named() -> None:
    assert [b.values for b in ballots("red,blue\nliked,bugs\n", BOXES)] == [(0, 3)]
    assert told("red,blue\nloved,\n", BOXES) == ["2: 'loved' is no box for 'red'"]


@pytest.mark.parametrize("cell", ['"=HYPERLINK(""https://evil.example"")"', "@SUM(A1)", "+x", "-x"])
def test_a_formula_is_no_ballot(cell: str) -> None:
    [problem] = told(f"red,blue\n{cell},\n")

    assert problem.endswith("would be a formula in a spreadsheet")


@pytest.mark.parametrize("receipt", ["a b", "=1", "-a", "é"])
def test_what_is_no_receipt_is_told(receipt: str) -> None:
    assert told(f"receipt,red,blue\n{receipt},1,\n") == [f"2: 'receipt' cannot be '{receipt}'"]


def test_a_receipt_has_64_letters_at_most() -> None:
    assert told(f"receipt,red,blue\n{'x' * 64},1,\n") == []
    assert len(told(f"receipt,red,blue\n{'x' * 65},1,\n")) == 1


@pytest.mark.parametrize("count", ["0", "01", "-1", "1000000001", "000000000009999999999", "٣"])
def test_a_count_is_a_whole_number_from_1(count: str) -> None:
    assert told(f"count,red,blue\n{count},1,\n") == [f"2: 'count' cannot be '{count}'"]


@pytest.mark.parametrize(
    ("cell", "quoted"),
    [
        ("\x1b]0;mine\x07", r"\x1b]0;mine\x07"),
        ("\u202ed7", r"\u202ed7"),
        ("x" * 5000, "x" * 59 + "…"),
        ("alice@example.org", "…@…"),
        ("夜烛　一", "夜烛　一"),
    ],
)
def test_cells_are_quoted_short_and_without_what_steers_a_terminal(cell: str, quoted: str) -> None:
    assert told(f"red,blue\n{cell},\n") == [f"2: '{quoted}' is no mark for 'red'"]
    assert told(f"receipt,red,blue\n{cell},1,\n") == [f"2: 'receipt' cannot be '{quoted}'"]
    assert f"1: no option of the poll is called '{quoted}'" in told(f"red,blue,{cell}\n1,,\n")
    assert f"1: two columns are called '{quoted}'" in told(f"{cell},{cell}\n,\n")

    [wrong] = read_roll("r", f"receipt\n{cell} \n".encode(), UTC)[1]
    assert wrong.message.startswith(f"this row cannot be read: {quoted[:59]}")
    [wrong] = read_comments("c", f"on,text\n{cell},good\n".encode(), frozenset())[1]
    assert wrong.message == f"nothing here is called '{quoted}'"


@pytest.mark.parametrize(
    "cast",
    [
        "2026-07-12",
        "2026-07-12T18:30",
        "2026-07-12T18:30+08:00",
        "2026-13-12T18:30Z",
        "\uff12\uff10\uff12\uff16-07-12T18:30Z",
    ],
)
def test_times_are_whole_and_in_utc(cast: str) -> None:
    assert told(f"cast,red,blue\n{cast},1,\n") == [f"2: 'cast' cannot be '{cast}'"]


def test_every_mistake_is_told_in_one_run() -> None:
    assert [line[0] for line in told("count,red,blue\n0,1,\n1,2,2\n1,1\n1,1,\n")] == list("2334")


def test_of_very_many_mistakes_the_rest_is_counted() -> None:
    problems = told("red,blue\n" + "x,\n" * 60)

    assert len(problems) == 51
    assert problems[-1] == "0: 10 more rows of this file have mistakes"


def test_a_column_that_is_no_option_is_told_once() -> None:
    assert told("red,blue,green\n1,,\n,,1\n") == ["1: no option of the poll is called 'green'"]


def test_an_option_without_a_column_is_told() -> None:
    assert told("red\n1\n") == ["1: there is no column for the option 'blue'"]


def test_a_file_without_anything_is_told() -> None:
    assert len(told("")) == 2


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("red;blue\n1;\n", "1: the columns are separated by semicolons"),
        ("red\tblue\n1\t\n", "1: the columns are separated by tabs"),
        ("red，blue\n1，\n", "1: the columns are separated by full-width commas"),
        (b"\xef\xbb\xbfred,blue\n1,\n", "1: the file begins with a byte order mark"),
        (b"red,blue\n1,\xe9\n", "2: this is not UTF-8"),
        ('red,blue\n"1,\n', "2: this row cannot be read: unexpected end of data"),
    ],
)
def test_a_file_that_is_not_in_normal_form_is_told(data: str | bytes, message: str) -> None:
    assert told(data) == [message]


@given(
    st.lists(
        st.tuples(st.none() | st.integers(1, 9999), st.none() | st.integers(1, 9999)), max_size=8
    )
)
def test_what_is_written_is_read(rows: list[tuple[int | None, int | None]]) -> None:
    cells = (",".join("" if v is None else str(v) for v in row) for row in rows)

    found = ballots("red,blue\n" + "".join(f"{line}\n" for line in cells), RANKS)
    assert [ballot.values for ballot in found] == rows


def test_a_day_on_the_roll_begins_in_the_journals_time_zone() -> None:
    zone = timezone(timedelta(hours=8))
    [voter], problems = read_roll("roll.csv", b"receipt,joined\nK7,2026-05-01\n", zone)

    assert not problems
    assert voter.joined == datetime(2026, 4, 30, 16, tzinfo=UTC)


def test_a_roll_needs_no_dates() -> None:
    voters, problems = read_roll("roll.csv", b"receipt\nK7\nK8\n", UTC)

    assert ([voter.receipt for voter in voters], problems) == (["K7", "K8"], [])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("name,joined\nA,2026-05-01\n", "1: the columns of a roll are 'receipt' and 'joined'"),
        ("receipt\nK7\nK7\n", "3: 'K7' is also in line 2"),
        ("receipt,joined\nK7,2026-05-01,A\n", "2: this row has 3 cells below 2 columns"),
        ("receipt,joined\nK7,soon\n", "2: this row cannot be read: K7,soon"),
    ],
)
def test_what_is_wrong_with_a_roll_is_told(data: str, message: str) -> None:
    assert [said(problem) for problem in read_roll("r", data.encode(), UTC)[1]] == [message]


def test_comments_name_an_option_a_box_or_nothing() -> None:
    data = b'on,text\nred,Nice\nbugs,"It, breaks"\n,All well\nred,\n'
    found, problems = read_comments("c", data, frozenset({"red", "bugs"}))

    assert not problems
    assert found == [("red", "Nice"), ("bugs", "It, breaks"), ("", "All well")]


def test_a_comment_on_nothing_known_is_told() -> None:
    [problem] = read_comments("c", b"on,text\nrde,x\n", frozenset({"red"}))[1]

    assert (said(problem), problem.hint) == (
        "2: nothing here is called 'rde'",
        "did you mean 'red'?",
    )


def test_a_receipt_does_not_end_with_a_line() -> None:
    [message] = told('receipt,red,blue\n"K7\n",1,\n')

    assert message.startswith("2: 'receipt' cannot be 'K7")
