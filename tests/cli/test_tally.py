"""`friday tally`: counting files, polls and published results; verifying, freezing, receipts."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click import ClickException

from generator.cli.tallying.freeze import freeze
from tests.cli.running import AT, Done
from tests.cli.running import friday_here as friday

POLL = """\
---
title: Which curve?
date: 2026-05-02
question: Which curve should the knob have?
method: {method}
tie_break: {tie}
opens: 2026-05-02
closes: {closes}
binds: The winner is the default
ballots: ballots.csv
options:
  - id: even
    title: Even
  - id: candle
    title: Candle
  - id: squared
    title: Squared
---
Three curves.
"""
# Even 2, candle 3, squared 1 first places; candle beats both others.
RANKS = b"""\
receipt,even,candle,squared
AA-11,1,2,3
AA-12,1,2,3
AA-13,2,1,3
AA-14,3,1,2
AA-15,,1,
AA-16,3,2,1
"""
# A cycle: a beats b 5 to 4, b beats c 4 to 2, c beats a 5 to 3. By winning votes the weakest
# victory is the one over c, by margins the one over b.
CYCLE = "a,b,c\n" + "2,3,1\n" * 2 + "3,1,2\n" * 3 + "1,,\n" * 3 + ",1,\n"


def poll(journal: Path, ballots: bytes = RANKS, **fields: str) -> Path:
    """A poll of three curves in a folder of its own."""
    folder = journal / "content/polls/curve"
    folder.mkdir(parents=True, exist_ok=True)
    said = {"method": "schulze", "tie": "listed", "closes": "2026-05-20", **fields}
    (folder / "index.md").write_text(POLL.format(**said), encoding="utf-8")
    (folder / "ballots.csv").write_bytes(ballots)
    return folder


@pytest.fixture(scope="session")
def site(begun: tuple[Path, Done], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a counted poll, with the files beside it."""
    journal = tmp_path_factory.mktemp("counted") / "j"
    shutil.copytree(begun[0], journal)
    poll(journal)
    assert friday(journal, "tally", "content/polls/curve", "--at", AT, "--freeze").code == 0
    built = friday(journal, "build", "--at", AT)
    assert (built.code, built.err) == (0, "")
    return journal / "site/polls/curve"


@pytest.fixture
def page(site: Path, tmp_path: Path) -> Path:
    """A copy of the page that a test may change."""
    return Path(shutil.copytree(site, tmp_path / "curve"))


def change(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


# files of ballots


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


# polls of a journal


@pytest.mark.parametrize("name", ["content/polls/curve", "content/polls/curve/index.md"])
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


# verifying


def test_a_published_result_agrees_with_its_ballots(page: Path) -> None:
    done = friday(page, "tally", "result.json", "--verify")

    assert (done.code, done.err) == (0, "")
    assert "differs" not in done.out
    assert done.out.splitlines()[-1] == (
        "counted again from 6 ballots, and everything agrees: "
        "Candle wins: it beats every other option, head to head"
    )


def test_the_folder_of_a_page_is_as_good_as_its_result(page: Path) -> None:
    assert friday(page.parent, "tally", "curve", "--verify").code == 0


def test_a_ballot_that_was_changed_is_found(page: Path) -> None:
    change(page / "ballots.csv", "AA-11,1,2,3", "AA-11,2,1,3")
    done = friday(page, "tally", ".", "--verify")

    assert done.code == 1
    assert "differs  the ballot file and its SHA-256" in done.out
    assert "differs  pairs, paths and the cycle" in done.out
    assert "agrees   winners" in done.out


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ('"winners": ["candle"]', '"winners": ["even"]', "winners[1]: the file says 'even'"),
        ('"counted": 6', '"counted": 7', "turnout.counted: the file says 7, the count 6"),
        ('"place": 1', '"place": 2', "order[candle].place: the file says 2, the count 1"),
        ('"won": true', '"won": false', "order[candle].won: the file says False"),
        ('"bytes": ', '"bytes": 1', "ballots.bytes: the file says"),
        (
            '"order": ["even", "candle", "squared"]',
            '"order": ["candle", "even", "squared"]',
            "tie_break[1]",
        ),
        ('"cycle": []', '"cycle": ["even"]', "pairwise.cycle: the file says ['even']"),
    ],
)
def test_a_number_that_was_changed_is_found(
    page: Path, before: str, after: str, where: str
) -> None:
    change(page / "result.json", before, after)
    done = friday(page, "tally", ".", "--verify")

    assert done.code == 1
    assert where in done.out


def test_a_rule_that_was_changed_is_counted_by_and_found(page: Path) -> None:
    change(page / "result.json", '"unranked": "last"', '"unranked": "ignored"')
    done = friday(page, "tally", ".", "--verify", "--json")
    parts = {each.get("part"): each["agrees"] for each in done.records()}

    assert done.code == 1
    assert (parts["winners"], parts["pairwise"], parts[None]) == (True, False, False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "it is no JSON"),
        ("[]", "it is no result of a poll"),
        ('{"format": 9}', "'format' is 9; this program reads 1"),
        ("[" * 100_000, "it is no JSON"),
    ],
)
def test_what_is_no_result_is_refused(page: Path, text: str, said: str) -> None:
    (page / "result.json").write_text(text)
    done = friday(page, "tally", ".", "--verify")

    assert (done.code, done.out) == (1, "")
    assert said in done.err


def test_a_result_of_an_open_vote_says_so(page: Path) -> None:
    change(page / "result.json", '"stands": true', '"stands": false')

    assert friday(page, "tally", ".").out.startswith("so far: Candle wins")


def test_what_strangers_published_cannot_steer_the_terminal(page: Path) -> None:
    change(page / "result.json", '"title": "Candle"', '"title": "Can\\u001b[2Jdle"')
    done = friday(page, "tally", ".", "--verify")

    assert done.code == 0
    assert "Can [2Jdle wins" in done.out


def test_a_result_without_its_ballots_cannot_be_verified(page: Path) -> None:
    (page / "ballots.csv").unlink()
    done = friday(page, "tally", ".", "--verify")

    assert done.code == 1
    assert "ballots.csv cannot be read" in done.err


@pytest.fixture
def address(page: Path) -> Iterator[str]:
    """The address of the page's folder on a server of this machine."""
    handler = partial(Quiet, directory=page.parent)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the class has it
        del format, args


@pytest.mark.parametrize("path", ["/curve", "/curve/", "/curve/index.html", "/curve/result.json"])
def test_a_page_is_verified_by_its_address(page: Path, address: str, path: str) -> None:
    done = friday(page, "tally", address + path, "--verify")

    assert (done.code, done.err) == (0, "")
    assert "everything agrees" in done.out


def test_a_page_that_is_not_there_says_so(page: Path, address: str) -> None:
    done = friday(page, "tally", f"{address}/other/", "--verify")

    assert (done.code, done.out) == (1, "")
    assert f"{address}/other/result.json cannot be read: HTTP Error 404" in done.err


def test_totals_that_others_counted_are_verified_as_far_as_they_go(journal: Path) -> None:
    folder = poll(journal, method="approval")
    totals = (
        "totals:\n  source: https://example.org/1\n  ballots: 9\n  votes: {even: 4, candle: 7}\n"
    )
    change(folder / "index.md", "ballots: ballots.csv\n", totals)
    (folder / "ballots.csv").unlink()
    assert friday(journal, "build", "--at", AT).code == 0
    done = friday(journal, "tally", "site/polls/curve", "--verify")

    assert done.code == 0
    assert "the places follow from the totals, which others counted" in done.out


# receipts


def test_a_receipt_shows_how_the_ballot_was_read(page: Path) -> None:
    done = friday(page, "tally", ".", "--receipt", "aa14")

    assert done.code == 0
    assert done.out.splitlines() == [
        "AA-14: line 5; counted",
        "    Candle: 1",
        "    Squared: 2",
        "    Even: 3",
    ]


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


# freezing


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_freezing_adds_one_line_and_nothing_else(journal: Path, end: str) -> None:
    folder = poll(journal)
    file = folder / "index.md"
    before = file.read_bytes().replace(b"\n", end.encode())
    file.write_bytes(before)
    done = friday(journal, "tally", "content/polls/curve", "--at", AT, "--freeze")
    digest = hashlib.sha256(RANKS).hexdigest()
    line = f"digest: {digest}{end}".encode()
    after = file.read_bytes()

    assert done.code == 0
    assert done.out == f"content/polls/curve/index.md: digest: {digest}\n"
    assert after.count(line) == 1
    assert after.replace(line, b"") == before
    assert friday(journal, "check", "--at", AT).code == 0


def test_freezing_twice_changes_nothing(journal: Path) -> None:
    folder = poll(journal)
    friday(journal, "tally", "content/polls/curve", "--at", AT, "--freeze")
    before = (folder / "index.md").read_bytes()
    done = friday(journal, "tally", "content/polls/curve", "--at", AT, "--freeze")

    assert done.code == 0
    assert "has already digest:" in done.out
    assert (folder / "index.md").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("---\ntitle: X\ndigest: 00\n---\n", "has another digest"),
        ("title: no front matter\n", "is not the file of one poll"),
        ("---\ntitle: X\n", "is not the file of one poll"),
        ("- id: a\n- id: b\n", "is not the file of one poll"),
    ],
)
def test_what_is_no_file_of_one_unfrozen_poll_stays_as_it_is(
    tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "index.md"
    file.write_text(text)
    with pytest.raises(ClickException, match=said):
        freeze(file, "ff" * 32)

    assert file.read_text() == text
    assert list(tmp_path.iterdir()) == [file]


def test_a_byte_order_mark_and_the_rights_of_the_file_stay(tmp_path: Path) -> None:
    file = tmp_path / "index.md"
    file.write_bytes(b"\xef\xbb\xbf---\ntitle: X\nbinds: |\n  ---- no end\n---\n---\nbody\n")
    file.chmod(0o640)

    assert freeze(file, "ff")
    assert file.stat().st_mode & 0o777 == 0o640
    assert file.read_bytes() == (
        b"\xef\xbb\xbf---\ntitle: X\nbinds: |\n  ---- no end\ndigest: ff\n---\n---\nbody\n"
    )


def test_another_digest_is_never_replaced(journal: Path) -> None:
    folder = poll(journal)
    change(folder / "index.md", "binds:", f"digest: {'0' * 64}\nbinds:")
    before = (folder / "index.md").read_bytes()
    done = friday(journal, "tally", "content/polls/curve", "--at", AT, "--freeze")

    assert done.code == 1
    assert (folder / "index.md").read_bytes() == before


def test_ballots_are_not_frozen_before_the_close(journal: Path) -> None:
    folder = poll(journal, closes="2026-07-20")
    before = (folder / "index.md").read_bytes()
    done = friday(journal, "tally", "content/polls/curve", "--at", AT, "--freeze")

    assert done.code == 1
    assert "Voting is not over" in done.err
    assert (folder / "index.md").read_bytes() == before
