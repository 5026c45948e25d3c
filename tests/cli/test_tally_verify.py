"""`friday tally --verify`: what was published is counted again and compared."""

import hashlib
import json
import os
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.cli.curve import change, poll
from tests.cli.running import AT
from tests.cli.running import friday_here as friday


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


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"unit": "wins"', r'"unit": "\u001b[2J"', r"unit: the file says '\x1b[2J'"),
        ('"counted": 6', r'"counted": 6, "\u001b[2J": 1', r"turnout.\x1b[2J: the file says 1"),
        ('"revotes": "refused"', r'"revotes": "\u001b[2J"', r"not '\x1b[2J'"),
        ('"revotes":', r'"\u001b[2J": "", "revotes":', r"there is no rule '\x1b[2J'"),
    ],
)
def test_what_they_published_instead_of_a_rule_or_number_cannot_either(
    page: Path, before: str, after: str, said: str
) -> None:
    change(page / "result.json", before, after)
    done = friday(page, "tally", ".", "--verify")

    assert done.code == 1
    assert said in done.out + done.err
    assert "\x1b" not in done.out + done.err


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"format": 1', f'"format": "{"x" * 9999}"', "'format' is 'xxx"),
        ('"winners":', '"winners": ["even"], "winners":', "'winners' stands twice"),
        ('"by": "listed"', r'"by": "lot", "seed": "\ud800"', "'seed' stands twice"),
    ],
)
def test_a_result_that_no_program_wrote_is_refused_in_few_words(
    page: Path, before: str, after: str, said: str
) -> None:
    change(page / "result.json", before, after)
    done = friday(page, "tally", ".", "--verify")

    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert len(done.err) < 1000


def test_dates_and_labels_that_cannot_be_do_not_matter_to_the_count(page: Path) -> None:
    text = (page / "result.json").read_text(encoding="utf-8")
    record = json.loads(text)
    record |= {"opens": "0001-01-01T00:00:00+23:00", "scale": {"labels": {"--5": "x", "²": "y"}}}
    (page / "result.json").write_text(json.dumps(record))

    assert friday(page, "tally", ".", "--verify").code == 0


def test_a_seed_is_taken_as_it_was_written(journal: Path) -> None:
    # by sha256sum, with the joiner inside the emoji: squared 037f, even 45ba, candle 7a8a
    poll(journal, tie=r'{by: lot, seed: "\U0001F469\u200D\U0001F680"}')
    assert friday(journal, "build", "--at", AT).code == 0
    done = friday(journal, "tally", "site/polls/curve", "--verify")

    assert '"order": ["squared", "even", "candle"]' in (
        journal / "site/polls/curve/result.json"
    ).read_text(encoding="utf-8")
    assert "agrees   the order that the tie-break gives" in done.out


def test_a_pipe_in_place_of_the_ballots_is_not_waited_for(page: Path) -> None:
    (page / "ballots.csv").unlink()
    os.mkfifo(page / "ballots.csv")

    assert "ballots.csv is no file" in friday(page, "tally", ".", "--verify").err


def test_a_digest_is_shown_in_full(page: Path) -> None:
    change(page / "ballots.csv", "AA-11", "AA-10")
    digest = hashlib.sha256((page / "ballots.csv").read_bytes()).hexdigest()

    assert f"the count '{digest}'" in friday(page, "tally", ".", "--verify").out


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
