"""What is odd about a ballot box, in boxes made by hand, and what is not, in even traffic."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.journal.tally.integrity import Sign, signs
from generator.model.ballots import Ballot, Voter
from generator.model.contest import Contest, Method, Revotes, Rules
from tests.journal.tally.marking import Chance, chance_of

OPENS = datetime(2026, 7, 10, 10, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=5)
MINUTE = timedelta(minutes=1)
TWO = Contest(("a", "b"), Method.PLURALITY)
EIGHT = Contest(tuple("abcdefgh"), Method.SCHULZE)
SCORES = Contest(tuple("abcd"), Method.SCORE)


def cast(*minutes: int, values: tuple[int | None, ...] = (1, None)) -> list[Ballot]:
    """A ballot at each of these minutes after the opening, every other one for the other."""
    return [
        Ballot(values if n % 2 else values[::-1], receipt=f"r{n}", cast=OPENS + m * MINUTE, line=n)
        for n, m in enumerate(minutes, 2)
    ]


def found(code: str, contest: Contest, ballots: Sequence[Ballot], **limits: datetime) -> list[Sign]:
    return [s for s in signs(contest, ballots, None, **limits) if s.code == code]


def codes(contest: Contest, ballots: Sequence[Ballot], **limits: datetime) -> list[str]:
    return [sign.code for sign in signs(contest, ballots, None, **limits)]


def alike(values: tuple[int | None, ...], number: int, first: int = 2) -> list[Ballot]:
    return [Ballot(values, line=first + n) for n in range(number)]


# ----------------------------------------------------------------------------- voters


def test_two_ballots_of_one_voter_are_a_sign_of_that_voter() -> None:
    box = [Ballot((1, None), receipt=r, line=n) for n, r in enumerate("xyxz", 2)]

    assert found("duplicate", TWO, box) == [
        Sign("duplicate", (2, 4), 2, {"rule": "refused", "voters": "1", "receipt": "x"})
    ]


def test_two_voters_who_voted_twice_are_two_signs() -> None:
    box = [Ballot((1, None), receipt=r, line=n) for n, r in enumerate("xyxy", 2)]

    assert [sign.lines for sign in found("duplicate", TWO, box)] == [(2, 4), (3, 5)]


def test_where_the_last_ballot_counts_one_sign_tells_of_all_who_voted_again() -> None:
    contest = Contest(("a", "b"), Method.PLURALITY, rules=Rules(revotes=Revotes.LAST))
    box = [Ballot((1, None), receipt=r, line=n) for n, r in enumerate("xyxyyz", 2)]

    assert found("duplicate", contest, box) == [
        Sign("duplicate", (2, 3, 4, 5, 6), 5, {"rule": "last", "voters": "2"})
    ]


def test_ballots_without_receipts_are_no_duplicates() -> None:
    assert codes(TWO, alike((1, None), 3)) == []


def test_a_ballot_of_somebody_who_is_not_on_the_roll_is_a_sign() -> None:
    box = [Ballot((1, None), receipt=r, line=n) for n, r in enumerate(("x", "q", ""), 2)]

    assert signs(TWO, box, [Voter("x")]) == (Sign("not-on-roll", (3, 4), 2, {}),)


def test_without_a_roll_everybody_may_vote() -> None:
    assert codes(TWO, [Ballot((1, None), receipt="q")]) == []


def test_with_an_empty_roll_nobody_may_vote() -> None:
    assert [s.code for s in signs(TWO, [Ballot((1, None), receipt="q")], [])] == ["not-on-roll"]


def test_who_joined_after_the_day_has_joined_late() -> None:
    days = (OPENS - MINUTE, OPENS, OPENS + MINUTE, None)
    roll = [Voter(f"v{n}", day) for n, day in enumerate(days)]
    box = [Ballot((1, None), receipt=f"v{n}", line=n + 2) for n in range(4)]

    assert signs(TWO, box, roll, joined_by=OPENS) == (
        Sign("joined-late", (4,), 1, {"by": "2026-07-10T10:00Z"}),
    )


# ----------------------------------------------------------------------------- time


def test_a_ballot_from_before_the_opening_is_early() -> None:
    assert found("early", TWO, cast(-1, 0), opens=OPENS) == [
        Sign("early", (2,), 1, {"opens": "2026-07-10T10:00Z"})
    ]


def test_a_ballot_cast_at_the_minute_of_the_close_is_late() -> None:
    assert found("late", TWO, cast(59, 60), closes=OPENS + 60 * MINUTE) == [
        Sign("late", (3,), 1, {"closes": "2026-07-10T11:00Z"})
    ]


def test_a_ballot_of_the_minute_in_which_voting_opened_or_closed_may_be_in_time() -> None:
    opens, closes = OPENS + timedelta(seconds=30), OPENS + timedelta(minutes=59, seconds=59)

    assert codes(TWO, cast(0, 59), opens=opens, closes=closes) == []


def test_a_ballot_without_a_time_is_neither_early_nor_late() -> None:
    assert codes(TWO, alike((1, None), 1), opens=OPENS, closes=OPENS) == []


def test_twenty_ballots_in_nine_minutes_of_a_quiet_night_are_a_burst() -> None:
    day = list(range(0, 2000, 40))
    night = [905 + n % 9 for n in range(20)]

    [sign] = found("burst", TWO, cast(*day, *night), opens=OPENS)

    assert (sign.ballots, dict(sign.details)) == (
        20,
        {"from": "2026-07-11T01:05Z", "until": "2026-07-11T01:13Z", "around": "2"},
    )
    assert sign.lines == tuple(range(52, 72))


def test_ten_ballots_where_nobody_else_votes_are_a_burst_and_nine_are_none() -> None:
    far = [0, 4000]

    assert codes(TWO, cast(*far, *([2000] * 10)), opens=OPENS) == ["burst"]
    assert codes(TWO, cast(*far, *([2000] * 9)), opens=OPENS) == []


def test_as_many_ballots_are_no_burst_where_the_hour_beside_them_is_as_busy() -> None:
    busy = [n for n in range(1900, 2010) for _ in range(2)]

    assert codes(TWO, cast(0, *busy, 4000), opens=OPENS) == []


def test_two_bursts_are_two_signs() -> None:
    box = cast(0, *([1000] * 30), *([1500] * 15), 4000)

    assert [sign.ballots for sign in found("burst", TWO, box, opens=OPENS)] == [30, 15]


def test_a_thousand_ballots_in_a_minute_are_a_burst_whatever_the_traffic() -> None:
    box = cast(*range(0, 4000, 2), *([2000] * 1000))

    assert [sign.ballots for sign in found("burst", TWO, box, opens=OPENS)] == [1005]


def test_the_hour_after_the_opening_has_no_bursts() -> None:
    rush = [0] * 400

    assert codes(TWO, cast(*rush, 4000), opens=OPENS) == []
    assert codes(TWO, cast(*rush, 4000)) == []
    assert codes(TWO, cast(0, *([60] * 400), 4000), opens=OPENS) == ["burst"]


def test_a_box_that_knows_days_only_has_no_bursts() -> None:
    days = [1440 * day for day in range(5) for _ in range(200)]

    assert codes(TWO, cast(*days)) == []


def test_ballots_that_came_counted_are_no_burst_and_no_run() -> None:
    at_once = OPENS + 2000 * MINUTE
    box = [Ballot((1, None), count=2, cast=at_once, line=n) for n in range(4, 40)]

    assert codes(TWO, [*cast(0, 4000), *box]) == []


def test_a_burst_is_what_chance_shows_in_one_of_a_thousand_boxes() -> None:
    # 10 of 12 ballots: 1000 x 4001 windows x C(12, 10) = 264,066,000 <= 7^10 = 282,475,249.
    # 10 of 13 ballots: C(13, 10) is 286 instead of 66, and so chance can explain it.
    beside = [1950, 1960, 1970]

    assert codes(TWO, cast(0, *beside[:2], *([2000] * 10), 4000), opens=OPENS) == ["burst"]
    assert codes(TWO, cast(0, *beside, *([2000] * 10), 4000), opens=OPENS) == []


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), ballots=st.integers(1, 3000))
def test_even_traffic_has_no_bursts(seed: int, ballots: int) -> None:
    chance = chance_of(seed)
    box = cast(*(chance.randrange(5 * 24 * 60) for _ in range(ballots)))

    assert found("burst", TWO, box, opens=OPENS, closes=CLOSES) == []


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32), half=st.integers(30, 300), ballots=st.integers(100, 3000))
def test_the_rush_after_an_announcement_has_no_bursts(seed: int, half: int, ballots: int) -> None:
    chance = chance_of(seed)
    minutes = (int(chance.expovariate(1 / half)) for _ in range(ballots))
    box = cast(*(minute for minute in minutes if minute < 5 * 24 * 60))

    assert found("burst", TWO, box, opens=OPENS) == []


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32), share=st.floats(0.05, 0.95))
def test_voters_who_come_in_any_order_make_no_runs(seed: int, share: float) -> None:
    chance = chance_of(seed)
    box = [
        Ballot(
            (1, None) if chance.random() < share else (None, 1), cast=OPENS + n * MINUTE, line=n + 2
        )
        for n in range(2000)
    ]

    assert codes(TWO, box) == []


# ----------------------------------------------------------------------------- copies


def test_forty_like_ballots_in_a_row_are_copies_where_half_vote_otherwise() -> None:
    values = [(1, None), (None, 1)] * 60
    values[50:50] = [(1, None)] * 40
    box = [Ballot(v, cast=OPENS + n * MINUTE, line=n + 2) for n, v in enumerate(values)]

    [sign] = found("copies", TWO, box)

    # The ballot after an even number of pairs is of the same sort, and belongs to the run.
    assert (sign.ballots, sign.lines[0], dict(sign.details)) == (
        41,
        52,
        {"from": "2026-07-10T10:50Z", "until": "2026-07-10T11:30Z", "of": "160"},
    )


def test_a_run_is_a_run_in_time_and_not_in_the_file() -> None:
    values = [(1, None), (None, 1)] * 60 + [(1, None)] * 40
    box = [Ballot(v, cast=OPENS + n * 37 % 160 * MINUTE, line=n + 2) for n, v in enumerate(values)]

    assert codes(TWO, box) == []


def test_ballots_without_a_time_have_no_runs() -> None:
    assert codes(TWO, [*alike((1, None), 50), *alike((None, 1), 50, 52)]) == []


def test_a_box_in_which_all_agree_has_no_copies() -> None:
    box = [Ballot((1, None), cast=OPENS + n * MINUTE, line=n + 2) for n in range(100)]

    assert codes(TWO, box) == []


def test_the_same_odd_ranking_again_and_again_is_copies() -> None:
    chance = chance_of(4)
    box = [Ballot(tuple(chance.sample(range(1, 9), 8)), line=n) for n in range(2, 202)]

    [sign] = found("copies", EIGHT, [*box, *alike((3, 1, 8, 2, 7, 4, 6, 5), 12, 202)])

    assert (sign.ballots, sign.lines[0], sign.details["of"]) == (12, 202, "212")


def test_a_popular_ranking_has_near_ones_around_it_and_is_no_copy() -> None:
    popular = (3, 1, 8, 2, 7, 4, 6, 5)
    near = (3, 1, 7, 2, 8, 4, 6, 5)
    box = [*alike(popular, 12), *alike(near, 6, 20)]

    assert codes(EIGHT, box) == []


def test_rankings_as_listed_in_reverse_with_equals_or_gaps_are_no_copies() -> None:
    listed = tuple(range(1, 9))
    equal, partial = (3, 1, 8, 2, 7, 4, 6, 6), (3, 1, None, 2, None, 4, 6, 5)
    box = [b for v in (listed, listed[::-1], equal, partial) for b in alike(v, 30)]

    assert codes(EIGHT, box) == []


def test_rankings_of_few_options_are_never_copies() -> None:
    six = Contest(tuple("abcdef"), Method.SCHULZE)

    assert codes(six, alike((3, 1, 2, 6, 4, 5), 50)) == []


def test_the_same_odd_scores_again_and_again_are_copies() -> None:
    [sign] = found("copies", SCORES, [*alike((4, 1, 3, 2), 12), *alike((1, 1, 5, 0), 3, 20)])

    assert (sign.ballots, dict(sign.details)) == (12, {"of": "15", "like": "0"})


@pytest.mark.parametrize("near", [(5, 1, 3, 2), (3, 1, 3, 2), (4, 1, 3, 1), (4, 2, 3, 2)])
def test_scores_a_step_off_stand_around_popular_ones(near: tuple[int, ...]) -> None:
    # C(13, 12) x 1000 > 2^12, while C(12, 12) x 1000 <= 2^12.
    assert codes(SCORES, [*alike((4, 1, 3, 2), 12), *alike(near, 1, 20)]) == []
    assert codes(SCORES, [*alike((4, 1, 3, 2), 12), *alike((4, 1, 5, 2), 1, 20)]) == ["copies"]


def test_nothing_but_best_and_worst_scores_is_no_copy() -> None:
    assert codes(SCORES, alike((0, 5, 0, 5), 50)) == []


def test_marks_are_never_copies_without_times() -> None:
    ten = Contest(tuple("abcdefghij"), Method.APPROVAL)

    assert codes(ten, alike((1, None, 1, None, 1, None, None, None, 1, None), 50)) == []


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32), spread=st.floats(0.1, 1.0))
def test_voters_around_an_opinion_make_no_copies(seed: int, spread: float) -> None:
    chance = chance_of(seed)
    box = [Ballot(_mallows(chance, spread), line=n) for n in range(2, 402)]

    assert found("copies", EIGHT, box) == []


def _mallows(chance: Chance, spread: float) -> tuple[int, ...]:
    """Ranks drawn by repeated insertion (Doignon, Pekec and Regenwetter 2004)."""
    order: list[int] = []
    for option in (3, 1, 7, 2, 6, 4, 0, 5):
        weights = [spread ** (len(order) - place) for place in range(len(order) + 1)]
        order.insert(chance.choices(range(len(order) + 1), weights)[0], option)
    return tuple(order.index(option) + 1 for option in range(8))


# ----------------------------------------------------------------------------- all of it


def test_signs_stand_by_code_and_line() -> None:
    box = [*cast(9000, -5, -6), Ballot((1, None), receipt="r4", line=9)]

    odd = signs(TWO, box, [Voter("r2")], opens=OPENS, closes=CLOSES)

    assert [(sign.code, sign.lines) for sign in odd] == [
        ("duplicate", (4, 9)),
        ("early", (3, 4)),
        ("late", (2,)),
        ("not-on-roll", (3, 4, 9)),
    ]


def test_nothing_is_odd_about_a_hundred_thousand_ballots_cast_by_chance() -> None:
    chance = chance_of(1)
    ten = Contest(tuple("abcdefghij"), Method.SCHULZE)
    box = [
        Ballot(
            tuple(chance.sample(range(1, 11), 10)),
            receipt=f"r{n}",
            cast=OPENS + chance.randrange(5 * 24 * 60) * MINUTE,
            line=n + 2,
        )
        for n in range(100_000)
    ]
    roll = [Voter(f"r{n}", OPENS) for n in range(100_000)]

    odd = signs(ten, box, roll, opens=OPENS, closes=CLOSES, joined_by=OPENS)

    assert odd == ()
