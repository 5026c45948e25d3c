"""`friday tally` on polls of a journal, as the build counts them."""

from pathlib import Path

import pytest

from tests.cli.curve import CYCLE, RANKS, change, poll
from tests.cli.running import AT
from tests.cli.running import friday_here as friday


@pytest.mark.parametrize(
    "name", ["content/polls/curve", "content/polls/curve/index.md", "curve", "poll:curve"]
)
def test_a_poll_is_counted_by_its_own_rules(journal: Path, name: str) -> None:
    poll(journal)
    done = friday(journal, "tally", name, "--at", AT)

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Candle wins: it beats every other option, head to head.\n")
    assert "tie-break: listed: Even, Candle then Squared" in done.out


def test_its_record_is_the_published_file(journal: Path, site: Path) -> None:
    poll(journal)
    done = friday(journal, "tally", "content/polls/curve", "--at", AT, "--json")

    assert done.out.encode() == (site / "result.json").read_bytes()


def test_before_the_close_the_count_is_one_so_far(journal: Path) -> None:
    poll(journal, closes="2026-07-20")
    done = friday(journal, "tally", "content/polls/curve", "--at", AT)

    assert done.out.startswith("so far: Candle wins")


def test_another_rule_that_changes_nothing_says_so(journal: Path) -> None:
    poll(journal)
    done = friday(journal, "tally", "content/polls/curve", "--at", AT, "--strength", "margins")

    assert done.out.startswith("with strength: margins, the winners and the order stay the same\n")


def test_margins_instead_of_votes_say_who_would_win(journal: Path) -> None:
    poll(journal, CYCLE.replace("a,b,c", "even,candle,squared").encode())
    name = "content/polls/curve"
    done = friday(journal, "tally", name, "--at", AT, "--strength", "margins")

    assert done.out.splitlines()[0] == (
        "with strength: margins: Candle wins by the strongest paths of victories; "
        "as it stands: Squared wins by the strongest paths of victories"
    )


def test_another_rule_that_changes_the_winner_says_who(journal: Path) -> None:
    poll(journal, b"even,candle,squared\n" + b"1,3,2\n" * 4 + b"3,1,2\n" * 3 + b"3,2,1\n" * 2)
    arguments = ("content/polls/curve", "--at", AT, "--method", "instant-runoff")
    done = friday(journal, "tally", *arguments)

    assert done.out.splitlines()[0] == (
        "with instant-runoff: Candle wins with 5 of 9 votes in round 2, 56 %; "
        "as it stands: Squared wins: it beats every other option, head to head"
    )


def test_a_poll_without_ballots_says_how_to_bring_them(journal: Path) -> None:
    done = friday(journal, "tally", "content/polls/colours.md", "--at", AT)

    assert (done.code, done.out) == (1, "")
    assert "poll:colours has no ballots yet: friday import ballots FILE --poll colours" in done.err


def test_a_poll_with_bad_ballots_shows_their_mistakes(journal: Path) -> None:
    poll(journal, RANKS + b"AA-99,1,x,3\n")
    done = friday(journal, "tally", "content/polls/curve", "--at", AT)

    assert (done.code, done.out) == (1, "")
    assert "content/polls/curve/ballots.csv:8: error[bad-ballot]: 'x' is no rank" in done.err


def test_a_page_is_no_poll(journal: Path) -> None:
    done = friday(journal, "tally", "content/pages/about.md", "--at", AT)

    assert done.code == 1
    assert "content/pages/about.md is no poll of this journal" in done.err


def test_a_file_of_another_folder_is_no_poll(journal: Path, tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("---\ntitle: X\n---\n")
    done = friday(journal, "tally", str(tmp_path / "x.md"), "--at", AT)

    assert done.code == 2
    assert "-C names another journal" in done.err


EXCLUSION = """\
exclusions:
  - receipts: [AA-11, AA-12]
    reason: Two tests
binds:"""


def test_excluded_ballots_are_told_with_the_result_they_would_make(journal: Path) -> None:
    folder = poll(journal, RANKS + b"AA-17,1,2,3\nAA-18,1,2,3\n")
    change(folder / "index.md", "binds:", f"eligible: 10\n{EXCLUSION}")
    lines = friday(journal, "tally", "content/polls/curve", "--at", AT).out.splitlines()

    assert "8 ballots cast: 6 counted, 2 excluded" in lines
    assert "  excluded, 2 receipts: Two tests" in lines
    assert "10 may vote; turnout 60 %" in lines
    assert lines[0] == "Candle wins: it beats every other option, head to head."
    assert "if no ballot were excluded: Even wins by the strongest paths of victories" in lines


@pytest.mark.parametrize(
    ("name", "said"),
    [("crve", "no poll 'crve'; did you mean 'curve'?"), ("poll:zzz", "no poll 'zzz'")],
)
def test_an_id_that_no_poll_has_is_told(journal: Path, name: str, said: str) -> None:
    poll(journal)
    done = friday(journal, "tally", name, "--at", AT)

    assert (done.code, done.out, said in done.err) == (1, "", True), done.err


def test_one_ballot_is_spoken_of_in_the_singular(journal: Path) -> None:
    folder = poll(journal, RANKS + b"AA-11,1,2,3\n")
    change(folder / "index.md", "binds:", "rules: {revotes: last}\nbinds:")
    lines = friday(journal, "tally", "curve", "--at", AT).out.splitlines()

    assert "7 ballots cast: 6 counted, 1 second ballot of a voter" in lines
    assert "1 ballot does not rank every option" in lines


def test_a_refused_second_ballot_is_called_a_mistake(journal: Path) -> None:
    poll(journal)
    done = friday(journal, "tally", "curve", "--at", AT)

    assert "  revotes: refused (a second ballot of one voter is a mistake)\n" in done.out


def test_exclusions_are_verified(journal: Path) -> None:
    folder = poll(journal)
    change(folder / "index.md", "binds:", EXCLUSION)
    assert friday(journal, "build", "--at", AT).code == 0
    agreed = friday(journal, "tally", "site/polls/curve", "--verify")
    change(journal / "site/polls/curve/result.json", '"AA-12"', '"AA-13"')
    differs = friday(journal, "tally", "site/polls/curve", "--verify")

    assert (agreed.code, differs.code) == (0, 1)
    assert "agrees   the result without exclusions" in differs.out
    assert "differs  pairs, paths and the cycle" in differs.out
