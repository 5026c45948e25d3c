"""What a count rests on: ties, turnout, exclusions, files; worked out by hand."""

from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.journal.polls import PollCount, Roll
from generator.journal.tally.count import from_totals
from generator.journal.tally.integrity import Sign
from generator.model.ballots import Ballot, Voter
from generator.pages.desk.headlines import number, per_cent
from generator.pages.desk.results import headline_of, result_of
from generator.pages.results import Comments, Headline
from tests.pages.counted import SINCE, Vote, box, marks, scores
from tests.pages.journals import diary, laid_out


def test_a_tie_that_stays_open_has_no_winner(tmp_path: Path) -> None:
    view = Vote(tmp_path, tie="open").view(marks(("a", 2), ("b", 2), ("c", 1)))

    assert (view.headline.code, view.headline.tied) == ("tie", ("Ada", "Bee"))
    assert [row.mark for row in view.rows] == ["tied", "tied", ""]
    assert view.order == ()


def test_a_tie_for_the_last_seat_leaves_the_other_winner(tmp_path: Path) -> None:
    said = Vote(tmp_path, tie="open", more="seats: 2").headline(marks(("a", 3), ("b", 2), ("c", 2)))

    assert (said.code, said.winners, said.tied) == ("rest-tied", ("Ada",), ("Bee", "Cat"))


def test_a_tie_that_was_broken_names_the_equals(tmp_path: Path) -> None:
    view = Vote(tmp_path, tie="{order: [b, a, c]}").view(marks(("a", 2), ("b", 2), ("c", 1)))

    assert view.headline.winners == ("Bee",)
    assert (view.headline.equals, view.headline.chosen) == (("Ada", "Bee"), ("Bee",))
    assert view.order == ("Bee", "Ada", "Cat")
    assert [(tie.options, tie.chosen, tie.by) for tie in view.ties] == [
        (("Ada", "Bee"), ("Bee",), "order")
    ]


def test_a_vote_without_ballots_says_that_nobody_voted(tmp_path: Path) -> None:
    view = Vote(tmp_path).view([])

    assert view.headline.code == "nobody"
    assert [row.bar for row in view.rows] == [0, 0, 0]


def test_all_who_have_votes_being_passed_over_nobody_wins(tmp_path: Path) -> None:
    more = "passed_over: [{option: a, reason: on *leave*}]"
    view = Vote(tmp_path, more=more).view(marks(("a", 2)))

    assert view.headline.code == "no-winner"
    assert [(row.mark, row.reason) for row in view.rows if row.mark] == [
        ("passed-over", "on <em>leave</em>")
    ]


def test_a_quorum_that_is_missed_is_said_with_the_votes_that_count(tmp_path: Path) -> None:
    spoilt = Ballot((1, None, None), spoilt=True)
    vote = Vote(tmp_path, more="quorum: 4")

    assert vote.headline([*marks(("a", 3)), spoilt]).quorum == 4
    assert vote.headline([*marks(("a", 3)), spoilt]).cast == 3
    assert vote.headline(marks(("a", 4))).quorum == 0


def test_a_quorum_is_not_missed_while_voting_goes_on(tmp_path: Path) -> None:
    said = Vote(tmp_path, more="quorum: 4").headline(marks(("a", 3)), stands=False)

    assert not said.final
    assert said.quorum == 0


def test_what_became_of_every_ballot_is_told(tmp_path: Path) -> None:
    ballots = [
        *marks(("a", 4)),
        Ballot((None, None, None)),
        Ballot((1, None, None), spoilt=True),
        Ballot((1, 1, None)),
        Ballot((1, None, None), receipt="X"),
        Ballot((None, 1, None), receipt="Y"),
        Ballot((None, 1, None), receipt="Y"),
    ]
    more = "rules: {revotes: last}\nexclusions: [{receipts: X, reason: a test}]"
    file = "receipt,a,b,c\nX,1,,\nY,,1,\nY,,1,\n"
    view = Vote(tmp_path, more=more).view(ballots, box=box(file), eligible=20)
    of = view.turnout

    assert (of.cast, of.counted, of.empty, of.spoilt) == (10, 5, 1, 2)
    assert (of.superseded, of.excluded) == (1, 1)
    assert (of.voters, of.eligible, of.share) == (8, 20, 40)
    assert [(n.code, n.ballots) for n in view.remarks] == [("overvotes", 1)]


def test_nobody_knowing_how_many_may_vote_there_is_no_turnout(tmp_path: Path) -> None:
    of = Vote(tmp_path).view(marks(("a", 1))).turnout

    assert (of.eligible, of.share) == (None, None)


def test_an_exclusion_has_its_ballots_its_reason_and_what_it_changed(tmp_path: Path) -> None:
    ballots = [
        Ballot((1, None, None), receipt="X", count=3),
        Ballot((None, 1, None), receipt="Y"),
    ]
    more = "exclusions: [{receipts: [X], reason: cast by a *robot*}]"
    file = "receipt,count,a,b,c\nX,3,1,,\nY,1,,1,\n"
    view = Vote(tmp_path, more=more).view(ballots, box=box(file))

    assert view.headline.winners == ("Bee",)
    assert [(e.ballots, e.reason) for e in view.exclusions] == [(3, "cast by a <em>robot</em>")]
    assert view.otherwise is not None
    assert (view.otherwise.same, view.otherwise.winners) == (False, ("Ada",))
    assert view.recount.excluded == ("X",)


def test_an_exclusion_that_changes_nothing_is_the_same(tmp_path: Path) -> None:
    ballots = [Ballot((1, None, None), receipt="X"), Ballot((1, None, None), receipt="Y")]
    more = "exclusions: [{receipts: [X], reason: a test}]"
    view = Vote(tmp_path, more=more).view(ballots, box=box("receipt,a,b,c\nX,1,,\nY,1,,\n"))

    assert view.otherwise is not None
    assert view.otherwise.same


def test_the_reason_of_an_exclusion_is_in_the_language_of_the_page(tmp_path: Path) -> None:
    more = "exclusions: [{receipts: [X], reason: a test}]"
    chinese = "exclusions: [{receipts: [X], reason: 试投}]"
    vote = Vote(tmp_path, more=more, chinese=chinese)
    ballots = [Ballot((1, None, None), receipt="X"), Ballot((1, None, None), receipt="Y")]
    view = vote.view(ballots, "zh-CN", box=box("receipt,a,b,c\nX,1,,\nY,1,,\n"))

    assert [each.reason for each in view.exclusions] == ["试投"]


def test_what_is_needed_to_count_again_is_told(tmp_path: Path) -> None:
    roll = Roll("content/polls/p/roll.csv", "0" * 64, (Voter("X"), Voter("Y")))
    file = box("receipt,a,b,c\nX,1,,\n")
    found = Vote(tmp_path).view(marks(("a", 1)), box=file, roll=roll).recount

    assert found.ballots == "/polls/p/ballots.csv"
    assert found.data == "/polls/p/result.json"
    assert (found.rows, found.size, found.roll) == (1, 20, 2)
    assert found.digest == file.digest
    assert found.command == "friday tally https://t.example/polls/p/ --verify"
    assert found.receipts


def test_the_files_of_a_translation_are_those_of_the_original(tmp_path: Path) -> None:
    found = Vote(tmp_path).view(marks(("a", 1)), "zh-CN", box=box("a,b,c\n1,,\n")).recount

    assert found.ballots == "/polls/p/ballots.csv"
    assert found.command == "friday tally https://t.example/polls/p/ --verify"
    assert not found.receipts


def test_totals_have_a_source_and_no_ballots(tmp_path: Path) -> None:
    vote = Vote(tmp_path)
    contest = vote.count([]).contest
    tally = from_totals(contest, {"a": 3, "b": 1}, 4)
    made = PollCount(contest, tally, stands=True, public=True, since=SINCE, source="https://x.y/")
    view = result_of(vote.entry(), made, vote.filling())
    assert view is not None

    assert view.source == "https://x.y/"
    assert (view.recount.ballots, view.recount.digest, view.recount.receipts) == ("", "", False)
    assert view.headline.share == 75


def test_comments_stand_under_what_they_are_about(tmp_path: Path) -> None:
    said = (("b", "Too *loud*"), ("", "Thanks"), ("b", "Again"))
    view = Vote(tmp_path).view(marks(("a", 1)), comments=said)

    assert view.comments == (Comments("", ("Thanks",)), Comments("Bee", ("Too *loud*", "Again")))


def test_comments_on_a_box_stand_under_its_name(tmp_path: Path) -> None:
    view = Vote(tmp_path, "four-box", "ab").view(scores((0, 1)), comments=(("bugs", "It fell"),))

    assert view.comments == (Comments("Does not work", ("It fell",)),)


def test_an_instant_of_a_sign_is_in_the_time_zone_of_the_journal(tmp_path: Path) -> None:
    sign = Sign("burst", (2, 3), 12, {"from": "2026-05-03T10:00Z", "around": "1"})
    [found] = Vote(tmp_path, zone="Asia/Shanghai").view(marks(("a", 1)), signs=(sign,)).signs

    assert (found.code, found.ballots, found.details) == ("burst", 12, {"around": "1"})
    assert found.moments["from"].isoformat() == "2026-05-03T18:00:00+08:00"


@pytest.mark.parametrize(
    ("method", "more", "codes"),
    [
        ("plurality", "", ["method-plurality", "tie-listed"]),
        ("approval", "rules: {most: 2}", ["method-approval", "most", "tie-listed"]),
        (
            "schulze",
            "rules: {strength: margins, unranked: ignored}",
            ["method-schulze", "strength-margins", "unranked-ignored", "tie-listed"],
        ),
        (
            "instant-runoff",
            "rules: {equal: skipped, earlier_rounds: yes, revotes: first}",
            [
                "method-instant-runoff",
                "equal-skipped",
                "skipped-next",
                "earlier-rounds",
                "revotes-first",
                "tie-listed",
            ],
        ),
        ("borda", "rules: {tail: zero}", ["method-borda", "tail-zero", "tie-listed"]),
        ("four-box", "", ["method-four-box"]),
    ],
)
def test_the_rules_that_a_count_followed_are_listed(
    tmp_path: Path, method: str, more: str, codes: list[str]
) -> None:
    assert list(Vote(tmp_path, method, more=more).view([]).rules) == codes


def test_what_may_not_be_shown_has_no_view(tmp_path: Path) -> None:
    vote = Vote(tmp_path)

    assert result_of(vote.entry(), None, vote.filling()) is None
    assert headline_of(vote.entry(), None) is None


def test_an_entry_that_is_no_poll_has_no_result(tmp_path: Path) -> None:
    found = Vote(tmp_path / "p").count(marks(("a", 1)))
    laid = laid_out(tmp_path / "d", {"diaries/2026-05-01-a.md": diary("A")})
    entry = laid.entry("diary", "a")

    assert result_of(entry, found, laid.desk.filling(entry, "en")) is None
    assert headline_of(entry, found) is None


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(611, 1000), 61),
        (Fraction(615, 1000), 62),
        (Fraction(1, 2), 50),
        (Fraction(502, 1000), 50.2),
        (Fraction(4999, 10000), 49.99),
        (Fraction(1, 1000), 0.1),
        (Fraction(9999, 10000), 99.99),
        (Fraction(1), 100),
        (Fraction(0), 0),
    ],
)
def test_a_share_is_not_rounded_to_none_half_or_all(share: Fraction, shown: float) -> None:
    assert per_cent(share) == shown


def test_a_number_is_rounded_half_up_and_whole_if_it_can_be() -> None:
    assert number(Fraction(1, 3)) == 0.33
    assert number(Fraction(5, 1000)) == 0.01
    assert isinstance(number(Fraction(6, 2)), int)


def test_a_headline_of_a_live_poll_is_not_final(tmp_path: Path) -> None:
    said: Headline = Vote(tmp_path).headline(marks(("a", 1)), stands=False)

    assert said == replace(said, final=False)
