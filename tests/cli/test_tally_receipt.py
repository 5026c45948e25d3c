"""`friday tally --receipt`: how one ballot was read, and what became of it."""

from pathlib import Path

from tests.cli.curve import RANKS, change, poll
from tests.cli.running import AT
from tests.cli.running import friday_here as friday


def test_a_receipt_shows_how_the_ballot_was_read(page: Path) -> None:
    done = friday(page, "tally", ".", "--receipt", "aa14")

    assert done.code == 0
    assert done.out.splitlines() == [
        "AA-14: line 5; counted",
        "    Candle: 1",
        "    Squared: 2",
        "    Even: 3",
    ]


def test_letters_of_a_receipt_that_look_like_digits_are_read_as_these(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text("receipt,a,b\nK1Q0-11XM,1,\nKIQ0-22XM,,1\n")

    def found(typed: str) -> str:
        return friday(tmp_path, "tally", "votes.csv", "--receipt", typed).out.partition(":")[0]

    assert found("kiqo \N{EN DASH} L1xm") == "K1Q0-11XM"
    assert found("KIQ022XM") == "KIQ0-22XM"


def test_the_best_scores_of_a_ballot_stand_first(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text("receipt,a,b,c\nR1,0,5,3\n")
    done = friday(tmp_path, "tally", "votes.csv", "--method", "score", "--receipt", "R1")

    assert done.out.splitlines()[1:] == ["    b: 5", "    c: 3", "    a: 0"]


def test_a_receipt_that_nobody_has_is_said(page: Path) -> None:
    done = friday(page, "tally", ".", "--receipt", "ZZ-99")

    assert (done.code, done.out) == (1, "")
    assert "No ballot here has the receipt 'ZZ-99'." in done.err


def test_of_two_ballots_of_a_voter_it_says_which_counts(journal: Path) -> None:
    folder = poll(journal, RANKS + b"AA-11,3,1,2\nAA-18,,,\n")
    change(folder / "index.md", "binds:", "rules:\n  revotes: last\nbinds:")
    name = "content/polls/curve"
    first, second = friday(
        journal, "tally", name, "--at", AT, "--receipt", "AA-11", "--json"
    ).records()
    empty = friday(journal, "tally", name, "--at", AT, "--receipt", "AA-18")

    assert (first["fate"], first["line"]) == ("superseded", 2)
    assert (second["fate"], second["values"]) == ("counted", {"even": 3, "candle": 1, "squared": 2})
    assert empty.out == "AA-18: line 9; empty\n    (nothing)\n"
