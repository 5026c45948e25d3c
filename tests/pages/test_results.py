"""The count of a poll as its page shows it; all figures are worked out by hand."""

from pathlib import Path

import pytest

from generator.pages.results import Duel, ResultView, RoundCell, RoundRow
from tests.pages.counted import Vote, marks, ranks, scores

# Ada beats Bee 5 to 4, Bee beats Cat 6 to 3, Cat beats Ada 5 to 4 (and so in a circle).
CIRCLE = ranks(("abc", 4), ("bca", 2), ("cab", 1), ("cba", 2))


def column(view: ResultView, name: str) -> list[tuple[str, float]]:
    return [(row.option, row.numbers[name]) for row in view.rows if name in row.numbers]


def test_a_plurality_shows_votes_and_shares_best_first(tmp_path: Path) -> None:
    view = Vote(tmp_path).view(marks(("a", 2), ("b", 5), ("c", 1)))

    assert view.leading == ("votes", "share")
    assert column(view, "votes") == [("b", 5), ("a", 2), ("c", 1)]
    assert column(view, "share") == [("b", 62.5), ("a", 25), ("c", 12.5)]
    assert [row.bar for row in view.rows] == [62.5, 25, 12.5]
    assert [row.mark for row in view.rows] == ["won", "", ""]


def test_the_sentence_of_a_plurality_has_the_share_of_the_winner(tmp_path: Path) -> None:
    said = Vote(tmp_path).headline(marks(("a", 2), ("b", 5), ("c", 1)))

    assert (said.code, said.winners, said.share, said.ballots) == ("plurality", ("Bee",), 63, 8)
    assert said.final


def test_an_approval_counts_voters_not_marks(tmp_path: Path) -> None:
    said = Vote(tmp_path, "approval").headline(marks(("ab", 3), ("b", 1)))

    assert (said.code, said.winners, said.share, said.ballots) == ("approval", ("Bee",), 100, 4)


def test_a_reader_of_a_translation_sees_the_titles_of_that_language(tmp_path: Path) -> None:
    view = Vote(tmp_path).view(marks(("a", 2), ("b", 1)), "zh-CN")

    assert [row.title for row in view.rows] == ["甲", "乙", "丙"]
    assert view.headline.winners == ("甲",)


def test_scores_are_led_by_their_mean_on_the_scale(tmp_path: Path) -> None:
    # Ada 4, 2 and nothing: 6 of 15, mean 2. Bee 5, 5, 2: mean 4.
    view = Vote(tmp_path, "score", "ab").view(scores((4, 5), (2, 5), (None, 2)))

    assert view.leading == ("mean",)
    assert column(view, "mean") == [("b", 4), ("a", 2)]
    assert column(view, "points") == [("b", 12), ("a", 6)]
    assert column(view, "median") == [("b", 5), ("a", 2)]
    assert [row.bar for row in view.rows] == [80, 40]
    assert (view.headline.code, view.headline.number, view.headline.scale) == ("score", 4, (0, 5))


def test_a_spread_says_how_many_ballots_are_on_each_step(tmp_path: Path) -> None:
    labels = "scale: {labels: {0: no, 5: yes}}"
    view = Vote(tmp_path, "score", "ab", more=labels).view(scores((4, 5), (2, 5), (4, 2)))

    assert view.steps == ("0 no", "1", "2", "3", "4", "5 yes")
    assert {row.option: row.spread for row in view.rows} == {
        "a": (0, 0, 1, 0, 2, 0),
        "b": (0, 0, 1, 0, 0, 2),
    }


def test_a_long_scale_is_drawn_in_few_steps(tmp_path: Path) -> None:
    view = Vote(tmp_path, "score", "ab", more="scale: {highest: 100}").view(
        scores((0, 9), (10, 100), (99, 100))
    )

    assert view.steps[:2] == ("0–9", "10–19")
    assert view.steps[-1] == "100"
    assert view.rows[1].spread == (1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0)
    assert view.rows[0].spread == (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2)


def test_a_star_vote_tells_of_both_finalists_of_its_runoff(tmp_path: Path) -> None:
    # Points: Ada 12, Bee 13, Cat 1. Bee has more points, but two of three prefer Ada.
    view = Vote(tmp_path, "star").view(scores((5, 4, 1), (5, 4, 0), (2, 5, 0)))
    said = view.headline

    assert column(view, "points") == [("a", 12), ("b", 13), ("c", 1)]
    assert column(view, "runoff") == [("a", 2), ("b", 1)]
    assert (said.code, said.winners, said.rival) == ("star", ("Ada",), "Bee")
    assert (said.number, said.other) == (2, 1)


def test_a_star_runoff_with_equal_votes_says_what_decided_it(tmp_path: Path) -> None:
    # Points: Ada 8, Bee 7, Cat 0; one ballot each is for Ada and for Bee.
    said = Vote(tmp_path / "a", "star").headline(scores((5, 2, 0), (3, 5, 0)))
    lots = Vote(tmp_path / "b", "star").headline(scores((5, 3, 0), (3, 5, 0)))

    assert (said.code, said.winners, said.rival, said.by) == (
        "star-level",
        ("Ada",),
        "Bee",
        "score",
    )
    assert (said.number, said.other) == (1, 1)
    assert (lots.code, lots.by, lots.equals) == ("star-level", "listed", ())


def test_a_lot_says_what_it_was_drawn_from(tmp_path: Path) -> None:
    view = Vote(tmp_path, tie="{by: lot, seed: 7 of 9}").view(marks(("a", 2), ("b", 2)))

    assert view.seed == "7 of 9"


def test_a_runoff_is_a_table_of_rounds(tmp_path: Path) -> None:
    # Bee leaves first with 2; one of the two goes on to Cat, the other ends: Cat 4 of 7.
    view = Vote(tmp_path, "instant-runoff").view(ranks(("a", 3), ("ca", 3), ("bc", 1), ("b", 1)))
    assert view.rounds is not None

    assert view.rounds.rows == (
        RoundRow("Cat", (RoundCell(3), RoundCell(4, "elected"))),
        RoundRow("Ada", (RoundCell(3), RoundCell(3))),
        RoundRow("Bee", (RoundCell(2, "excluded"), None)),
    )
    assert [each.exhausted for each in view.rounds.rounds] == [0, 1]
    assert [each.excluded for each in view.rounds.rounds] == [("Bee",), ()]


def test_the_share_of_a_runoff_is_of_the_votes_that_still_count(tmp_path: Path) -> None:
    said = Vote(tmp_path, "instant-runoff").headline(
        ranks(("a", 3), ("ca", 3), ("bc", 1), ("b", 1))
    )

    assert (said.code, said.winners, said.rounds) == ("runoff", ("Cat",), 2)
    assert said.share == 57  # 4 of 7


def test_a_runoff_with_a_majority_is_won_in_the_first_round(tmp_path: Path) -> None:
    said = Vote(tmp_path, "instant-runoff").headline(ranks(("a", 3), ("cb", 1), ("bc", 1)))

    assert (said.code, said.share, said.ballots) == ("first-round", 60, 5)


def test_a_runoff_that_the_tie_break_decides_says_so(tmp_path: Path) -> None:
    said = Vote(tmp_path, "instant-runoff", "ab", tie="{order: [b, a]}").headline(
        ranks(("a", 2), ("b", 2), options="ab")
    )

    assert said.winners == ("Bee",)
    assert (said.equals, said.chosen) == (("Ada", "Bee"), ("Bee",))


def test_who_left_by_the_tie_break_in_an_early_round_is_not_in_the_sentence(
    tmp_path: Path,
) -> None:
    # Bee and Cat are equal for the last place, Cat leaves, and her votes make Bee win.
    vote = Vote(tmp_path, "instant-runoff")
    ballots = ranks(("a", 3), ("bc", 2), ("cb", 2))

    assert vote.headline(ballots).winners == ("Bee",)
    assert vote.headline(ballots).equals == ()
    assert [tie.out for tie in vote.view(ballots).ties] == [True]


def test_schulze_with_a_winner_of_all_pairs_says_so(tmp_path: Path) -> None:
    said = Vote(tmp_path, "schulze").headline(ranks(("abc", 2), ("bac", 1), ("cab", 1)))

    assert (said.code, said.winners, said.ballots) == ("condorcet", ("Ada",), 4)


def test_schulze_with_a_circle_names_it_and_shows_every_pair(tmp_path: Path) -> None:
    view = Vote(tmp_path, "schulze").view(CIRCLE)
    assert view.duels is not None

    # Paths from Ada and to Ada are all as strong as 5; from Bee to Cat it is 6, and 5 back. So only
    # Bee is ahead of Cat, and of Ada and Bee the one that is listed first wins.
    assert view.headline.code == "schulze"
    assert view.duels.cycle == ("Ada", "Bee", "Cat")
    pairs = {
        (row.title, other.title): duel
        for row in view.duels.rows
        for other, duel in zip(view.duels.rows, row.duels, strict=True)
    }
    assert pairs["Ada", "Bee"] == Duel(5, 4, "win")
    assert pairs["Bee", "Ada"] == Duel(4, 5, "loss")
    assert pairs["Bee", "Cat"] == Duel(6, 3, "win")
    assert pairs["Cat", "Ada"] == Duel(5, 4, "win")
    assert pairs["Ada", "Ada"] is None


def test_rows_and_columns_of_the_pairs_are_in_the_order_of_the_result(tmp_path: Path) -> None:
    view = Vote(tmp_path, "schulze").view(ranks(("cab", 2), ("cba", 1)))
    assert view.duels is not None

    assert [row.title for row in view.duels.rows] == ["Cat", "Ada", "Bee"]
    assert view.duels.rows[1].duels == (Duel(0, 3, "loss"), None, Duel(2, 1, "win"))


def test_a_pair_without_a_winner_is_even(tmp_path: Path) -> None:
    view = Vote(tmp_path, "schulze", "ab").view(ranks(("ab", 2), ("ba", 2), options="ab"))
    assert view.duels is not None

    assert view.duels.rows[0].duels == (None, Duel(2, 2, "even"))


def test_borda_tells_of_points(tmp_path: Path) -> None:
    # Ada 2 + 2 + 0, Bee 1 + 1 + 2, Cat 0 + 0 + 1: Ada and Bee have 4, Ada is listed first.
    said = Vote(tmp_path, "borda").headline(ranks(("abc", 2), ("bca", 1)))

    assert (said.code, said.winners, said.number) == ("borda", ("Ada",), 4)
    assert said.equals == ("Ada", "Bee")


def test_several_seats_tell_of_all_winners(tmp_path: Path) -> None:
    said = Vote(tmp_path, more="seats: 2").headline(marks(("a", 1), ("b", 3), ("c", 2)))

    assert (said.code, said.winners) == ("several", ("Bee", "Cat"))


@pytest.mark.parametrize("method", ["stv-meek", "sequential-approval"])
def test_seats_filled_one_by_one_are_elections(tmp_path: Path, method: str) -> None:
    make = ranks if method == "stv-meek" else marks
    view = Vote(tmp_path, method, more="seats: 2").view(make(("ab", 3), ("c", 2)))

    assert view.headline.code == "elected"
    assert view.headline.winners == ("Ada", "Cat")
    assert view.rounds is not None


def test_a_budget_tells_what_is_paid_for_and_what_is_left(tmp_path: Path) -> None:
    # Votes for each unit: Ada 3/30, Bee 2/40, Cat 1/50. Ada and Bee cost 70 of 100; Cat is too
    # dear for the 30 that are left.
    vote = Vote(tmp_path, "budget", more="budget: 100", costs=(30, 40, 50))
    view = vote.view(marks(("ab", 2), ("ac", 1)))

    assert (view.headline.code, view.headline.winners) == ("funded", ("Ada", "Bee"))
    assert (view.headline.number, view.headline.other) == (70, 100)
    assert (view.budget, view.left) == (100, 30)
    assert column(view, "cost") == [("a", 30), ("b", 40), ("c", 50)]


def test_a_budget_that_pays_for_nothing_says_so(tmp_path: Path) -> None:
    vote = Vote(tmp_path, "budget", "ab", more="budget: 10", costs=(30, 40))

    assert vote.headline(marks(("a", 1), options="ab")).code == "nothing-funded"


def test_a_tie_for_the_money_stays_open(tmp_path: Path) -> None:
    vote = Vote(tmp_path, "budget", "ab", "open", more="budget: 50", costs=(40, 40))
    said = vote.headline(marks(("a", 1), ("b", 1), options="ab"))

    assert (said.code, said.tied) == ("budget-tied", ("Ada", "Bee"))


def test_four_boxes_tell_what_most_people_liked(tmp_path: Path) -> None:
    liked, disliked, bugs = 0, 1, 3
    view = Vote(tmp_path, "four-box", "ab").view(
        scores((liked, disliked), (liked, bugs), (None, liked))
    )

    assert (view.headline.code, view.headline.winners) == ("liked", ("Ada",))
    assert view.steps == ("Liked", "Not liked", "Looked forward to", "Does not work")
    assert {r.option: r.spread for r in view.rows} == {"a": (2, 0, 0, 0), "b": (1, 1, 0, 1)}
    assert column(view, "given") == [("b", 3), ("a", 2)]


def test_boxes_of_which_nobody_liked_anything_tell_only_how_many_answered(tmp_path: Path) -> None:
    said = Vote(tmp_path, "four-box", "ab").headline(scores((1, None), (3, 1)))

    assert (said.code, said.ballots) == ("boxes", 2)


def test_agreement_is_told_by_its_best_mean(tmp_path: Path) -> None:
    view = Vote(tmp_path, "likert", "ab", more="scale: {lowest: 1}").view(scores((5, 1), (4, None)))

    assert (view.headline.code, view.headline.winners) == ("likert", ("Ada",))
    assert view.headline.number == 4.5
    assert column(view, "mean") == [("a", 4.5), ("b", 1)]
    assert [row.bar for row in view.rows] == [87.5, 0]
