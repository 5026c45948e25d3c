"""The published result holds what it follows from, and can be read back."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from msgspec.structs import replace

from generator.journal.polls import BallotBox, PollCount, Roll
from generator.journal.record import (
    RULES,
    About,
    Exclusion,
    differences,
    number,
    result,
    values,
)
from generator.journal.tally.count import METHODS, count
from generator.journal.tally.integrity import Sign
from generator.journal.terms import NoResult, contest_in, rules_with
from generator.model.ballots import Ballot, Voter
from generator.model.contest import (
    SEVERAL,
    Blank,
    Contest,
    Equal,
    Form,
    Method,
    Rules,
    Skipped,
    Strength,
    Tail,
    Unranked,
)

CLOSED = datetime(2026, 7, 12, 20, tzinfo=timezone(timedelta(hours=8)))
ABOUT = About(question="Which curve?", titles={"a": "夜烛", "b": "B"}, closes=CLOSED)
TWO = Contest(("a", "b"), Method.PLURALITY)
THREE = [Ballot((1, None), receipt="R1"), Ballot((1, None)), Ballot((None, 1))]


def counted(contest: Contest, ballots: list[Ballot], **more: object) -> PollCount:
    tally = count(contest, ballots)
    return replace(PollCount(contest, tally, stands=True, public=True, since=CLOSED), **more)


def record_of(contest: Contest, ballots: list[Ballot], about: About = ABOUT) -> dict[str, object]:
    read: dict[str, object] = json.loads(result(counted(contest, ballots), about))
    return read


def test_the_result_of_a_small_vote_is_this_file() -> None:
    said = result(counted(TWO, THREE), ABOUT).decode()
    begin = said.index('  "poll"')

    assert said[begin:] == (
        '  "poll": null,\n'
        '  "question": "Which curve?",\n'
        '  "stands": true,\n'
        '  "opens": null,\n'
        '  "closes": "2026-07-12T12:00:00Z",\n'
        '  "options": [\n'
        '    {"id": "a", "title": "夜烛"},\n'
        '    {"id": "b", "title": "B"}\n'
        "  ],\n"
        '  "method": "plurality",\n'
        '  "seats": 1,\n'
        '  "rules": {"revotes": "refused"},\n'
        '  "tie_break": {"by": "open", "order": [], "seed": null, "because": null},\n'
        '  "scale": null,\n'
        '  "budget": null,\n'
        '  "passed_over": [],\n'
        '  "eligible": null,\n'
        '  "roll": null,\n'
        '  "quorum": null,\n'
        '  "source": null,\n'
        '  "ballots": null,\n'
        '  "exclusions": [],\n'
        '  "turnout": {"cast": 3, "counted": 3, "empty": 0, "spoilt": 0, "superseded": 0, '
        '"excluded": 0},\n'
        '  "winners": ["a"],\n'
        '  "tied": [],\n'
        '  "unit": "ballots",\n'
        '  "whole": 3,\n'
        '  "order": [\n'
        "    {\n"
        '      "option": "a",\n'
        '      "place": 1,\n'
        '      "won": true,\n'
        '      "passed_over": false,\n'
        '      "votes": 2,\n'
        '      "share": 0.666666667,\n'
        '      "figures": {},\n'
        '      "spread": []\n'
        "    },\n"
        "    {\n"
        '      "option": "b",\n'
        '      "place": 2,\n'
        '      "won": false,\n'
        '      "passed_over": false,\n'
        '      "votes": 1,\n'
        '      "share": 0.333333333,\n'
        '      "figures": {},\n'
        '      "spread": []\n'
        "    }\n"
        "  ],\n"
        '  "rounds": [],\n'
        '  "pairwise": null,\n'
        '  "ties": [],\n'
        '  "remarks": [],\n'
        '  "without_exclusions": null,\n'
        '  "signs": []\n'
        "}\n"
    )


def test_the_file_is_the_same_every_time() -> None:
    assert result(counted(TWO, THREE), ABOUT) == result(counted(TWO, list(THREE)), ABOUT)


@pytest.mark.parametrize(
    ("exact", "printed"),
    [
        (Fraction(4, 2), "2"),
        (Fraction(-3), "-3"),
        (Fraction(1, 3), "0.333333333"),
        (Fraction(2, 3), "0.666666667"),
        (Fraction(1, 2_000_000_000), "0"),
        (Fraction(3, 2_000_000_000), "2e-09"),
        (Fraction(25000, 1), "25000"),
        (Fraction(200001, 2), "100000.5"),
    ],
)
def test_numbers_are_whole_or_have_nine_places(exact: Fraction, printed: str) -> None:
    assert json.dumps(number(exact)) == printed


def test_only_rules_that_matter_to_the_method_are_stated() -> None:
    contest = Contest(("a", "b"), Method.SCHULZE, rules=Rules(strength=Strength.MARGINS))
    said = record_of(contest, [Ballot((1, 2))])["rules"]

    assert said == {"strength": "margins", "unranked": "last", "revotes": "refused"}


def test_every_method_says_which_rules_it_asks_for() -> None:
    assert set(RULES) == set(Method) == set(METHODS)


def test_an_exclusion_tells_how_many_ballots_it_keeps_out() -> None:
    content = b"receipt,count,a,b\nR1,,1,\nR2,4,,1\nR2,,1,\nR3,9,1,\n"
    box = BallotBox("ballots.csv", content, hashlib.sha256(content).hexdigest())
    about = replace(ABOUT, exclusions=(Exclusion(("R1", "R2"), "a test"),))
    said = values(counted(TWO, THREE, box=box), about)

    assert said["exclusions"] == [{"receipts": ["R1", "R2"], "ballots": 6, "reason": "a test"}]
    assert said["ballots"] == {
        "file": "ballots.csv",
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def test_the_result_without_exclusions_stands_beside_the_result() -> None:
    one = count(TWO, THREE, frozenset({"R1"}))
    said = values(counted(TWO, THREE, tally=one, unfiltered=count(TWO, THREE)), ABOUT)
    without = said["without_exclusions"]

    assert said["winners"] == []
    assert said["tied"] == ["a", "b"]
    assert isinstance(without, dict)
    assert without["winners"] == ["a"]


@pytest.mark.parametrize(("needed", "met"), [(3, True), (4, False)])
def test_a_quorum_is_of_ballots_that_count(needed: int, met: bool) -> None:  # noqa: FBT001 - a case
    ballots = [*THREE, Ballot((None, None)), Ballot((1, None), spoilt=True)]
    said = values(counted(TWO, ballots), replace(ABOUT, quorum=needed))

    assert said["quorum"] == {"needed": needed, "met": met}


def test_of_a_roll_only_size_and_digest_are_published() -> None:
    roll = Roll("roll.csv", "d1", (Voter("SECRET-1"), Voter("SECRET-2")))
    said = result(counted(TWO, THREE, roll=roll, eligible=2), ABOUT)

    assert json.loads(said)["roll"] == {"voters": 2, "sha256": "d1"}
    assert b"SECRET" not in said


def test_signs_are_published_with_their_lines() -> None:
    sign = Sign("copies", (2, 3), 2, {"of": "2"})
    said = values(counted(TWO, THREE, signs=(sign,)), ABOUT)["signs"]

    assert said == [{"code": "copies", "ballots": 2, "lines": [2, 3], "details": {"of": "2"}}]


def test_rounds_and_pairs_are_named_by_options() -> None:
    runoff = Contest(("a", "b", "c"), Method.RUNOFF, order=("a", "b", "c"), tie_break="listed")
    ballots = [Ballot((1, 2, 3), 4), Ballot((3, 1, 2), 3), Ballot((3, 2, 1), 2)]
    rounds = record_of(runoff, ballots)["rounds"]
    pairwise = record_of(replace(runoff, method=Method.SCHULZE), ballots)["pairwise"]

    assert isinstance(rounds, list)
    assert rounds[0]["votes"] == {"a": 4, "b": 3, "c": 2}
    assert (rounds[0]["excluded"], rounds[-1]["elected"]) == (["c"], ["b"])
    assert isinstance(pairwise, dict)
    assert pairwise["options"] == ["a", "b", "c"]
    assert pairwise["wins"] == [[0, 4, 4], [5, 0, 7], [5, 2, 0]]


def ballots_for(contest: Contest) -> list[Ballot]:
    """Some ballots that hold what the contest asks for."""
    low, high = contest.scale
    ranges = {
        Form.MARKS: (1, 1),
        Form.RANKS: (1, len(contest.options)),
        Form.SCORES: (low, high),
        Form.BOXES: (0, 3),
    }
    least, most = ranges[contest.form]
    if contest.method is Method.PLURALITY:
        places = (0, 2, 1, 0, 2, 2, 0, 1, 2)
        return [Ballot(tuple(1 if n == p else None for n in range(3))) for p in places]
    steps = (None, *range(least, most + 1))
    rows = [
        tuple(steps[(n * 7 + k * 5 + n // 3) % len(steps)] for k in range(len(contest.options)))
        for n in range(9)
    ]
    return [Ballot(row) for row in rows]


@pytest.mark.parametrize("method", list(Method))
def test_whoever_reads_the_terms_back_counts_the_same(method: Method) -> None:
    options = ("a", "b", "c")
    rules = Rules(
        strength=Strength.MARGINS,
        unranked=Unranked.IGNORED,
        equal=Equal.SKIPPED,
        skipped=Skipped.EXHAUSTED,
        blank=Blank.IGNORED,
        tail=Tail.ZERO,
        most=2,
        earlier_rounds=True,
    )
    asked = {name: getattr(rules, name) for name in RULES[method]}
    contest = Contest(
        options,
        method,
        seats=2 if method in SEVERAL else 1,
        order=("c", "a", "b"),
        tie_break="order",
        rules=Rules(**asked),
        scale=(-2, 4) if Contest((), method).form is Form.SCORES else (0, 5),
        costs=(5, 7, 9) if method is Method.BUDGET else (),
        budget=12 if method is Method.BUDGET else 0,
        passed_over=("b",),
    )
    ballots = ballots_for(contest)
    said = json.loads(result(counted(contest, ballots), ABOUT))

    assert contest_in(said) == contest
    assert list(differences(said, values(counted(contest_in(said), ballots), ABOUT))) == []


def broken(**changes: object) -> Mapping[str, object]:
    contest = Contest(("a", "b"), Method.SCORE, order=("a", "b"), tie_break="listed")
    return {**record_of(contest, [Ballot((1, 2))]), **changes}


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({}, "'format' is None"),
        (broken(format=2), "'format' is 2"),
        (broken(options="ab"), "'options' is no list"),
        (broken(options=["a"]), "'options' is missing"),
        (broken(options=[]), "'options' holds 0"),
        (broken(options=[{"id": "a"}, {"id": "a"}]), "'options' names 'a' twice"),
        (broken(options=[{"id": 3}]), "'id' is missing"),
        (broken(options=[{"id": "a\x1b[2J"}]), "'id' holds characters that cannot be shown"),
        (broken(options=[{"id": str(n)} for n in range(1001)]), "'options' holds 1001"),
        (broken(method="dice"), "'method' is one of plurality"),
        (broken(method=None), "'method' is missing"),
        (broken(method="likert", seats=2), "'seats' is 2, which likert cannot fill"),
        (broken(seats=0), "'seats' is 0"),
        (broken(seats=True), "'seats' is no whole number"),
        (broken(rules=None), "'rules' is missing"),
        (broken(rules={}), "'rules' does not say 'blank'"),
        (broken(rules={"blank": "maybe", "revotes": "last"}), "'blank' is one of zero, ignored"),
        (broken(rules={"blank": "zero", "revotes": "last", "x": 1}), "there is no rule 'x'"),
        (broken(tie_break={"by": "dice", "order": []}), "'by' is one of order"),
        (broken(tie_break={"by": "order", "order": ["a"]}), "'order' does not hold each option"),
        (broken(tie_break={"by": "order", "order": ["a", "a"]}), "'order' does not hold each"),
        (broken(tie_break={"by": "order"}), "'order' is no list"),
        (broken(scale=None), "'scale' is missing"),
        (broken(scale={"lowest": 5, "highest": 5}), "'scale' is 5 to 5"),
        (broken(scale={"lowest": 0, "highest": 10**9}), "'scale' is 0 to"),
        (broken(passed_over=[{"option": "z"}]), "'passed_over' names 'z'"),
        (broken(method="budget", budget=5), "'rules' does not say 'most'"),
        (
            broken(method="budget", rules={"most": 0, "revotes": "last"}, budget=5),
            "'cost' is no whole number",
        ),
    ],
)
def test_what_is_no_result_is_refused_by_its_key(record: Mapping[str, object], said: str) -> None:
    with pytest.raises(NoResult, match=said.replace("'", ".")):
        contest_in(record)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"most": "-1"}, "'most' is a whole number"),
        ({"most": "two"}, "'most' is a whole number"),
        ({"earlier_rounds": "maybe"}, "is yes or no"),
        ({"colour": "red"}, "there is no rule 'colour'; there are strength"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(changes: Mapping[str, str], said: str) -> None:
    with pytest.raises(NoResult, match=said):
        rules_with(Rules(), changes)


def test_rules_are_written_in_the_words_of_a_poll() -> None:
    words = {"most": "3", "earlier_rounds": "yes", "equal": "exhausted"}

    assert rules_with(Rules(), words) == Rules(most=3, earlier_rounds=True, equal=Equal.EXHAUSTED)


def test_a_difference_names_its_place_and_both_sides() -> None:
    one = {"winners": ["a"], "order": [{"option": "a", "votes": 2, "won": True}], "gone": 1}
    other = {"winners": ["a"], "order": [{"option": "a", "votes": 3, "won": 1}], "new": 0}

    assert list(differences(one, other)) == [
        ("order[a].votes", 2, 3),
        ("order[a].won", True, 1),
        ("gone", 1, None),
        ("new", None, 0),
    ]


def test_lists_of_other_lengths_differ_as_wholes() -> None:
    assert list(differences(["a"], ["a", "b"], "winners")) == [("winners", ["a"], ["a", "b"])]


def test_the_last_of_nine_places_may_differ_and_whole_numbers_may_not() -> None:
    assert list(differences(0.333333333, 0.333333334)) == []
    assert list(differences(0.333333333, 0.333333336)) != []
    assert list(differences(2, 3)) != []
    assert list(differences(2, 2.0)) == []


def test_instants_are_told_in_utc_to_the_second() -> None:
    opens = datetime(2026, 7, 1, 0, 0, 0, 5, tzinfo=UTC)
    said = values(counted(TWO, THREE), replace(ABOUT, opens=opens))

    assert (said["opens"], said["closes"]) == ("2026-07-01T00:00:00Z", "2026-07-12T12:00:00Z")


def test_titles_labels_and_reasons_are_stated() -> None:
    contest = Contest(("a", "b"), Method.SCORE, passed_over=("b",), scale=(1, 3))
    about = replace(ABOUT, labels=((1, "no"), (3, "yes")), reasons={"b": "a cap"}, seed="7")
    said = record_of(contest, [Ballot((3, 1))], about)

    assert said["scale"] == {"lowest": 1, "highest": 3, "labels": {"1": "no", "3": "yes"}}
    assert said["passed_over"] == [{"option": "b", "reason": "a cap"}]
    assert said["tie_break"] == {"by": "open", "order": [], "seed": "7", "because": None}
