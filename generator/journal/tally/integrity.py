"""What is odd about a ballot box: reported, never decided (E8).

Ballots without a time are never early, late or in a burst. All tests are exact, in whole numbers,
and sound: by chance alone a box shows a burst, a run or copies at most once in a thousand boxes
each. What they cannot see: ballots stuffed slowly, or in the hour after the opening.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise
from math import comb, factorial, perm
from operator import itemgetter

from msgspec import Struct

from generator.model.ballots import Ballot, Voter
from generator.model.contest import Contest, Form, Revotes

WINDOW_MINUTES = 10
"""How long a burst is at most."""
AROUND_MINUTES = 60
"""What a burst is compared with: the busier of the hours before and after it."""
RUSH_MINUTES = 60
"""How long after the opening nothing is a burst: that is when a poll is announced."""
FEWEST = 10
"""Ballots that a burst has at least, and that are alike at least."""
SHORTEST = 5
"""Ballots of a run at least."""
POSSIBLE = 1000
"""How many different ballots there must be before like ones are looked at."""

_CHANCE = 1000  # one box in so many shows by chance what is reported
_SHARE = AROUND_MINUTES // WINDOW_MINUTES + 1
_CERTAIN = 500  # (e/3)^500 < 10^-21: from here on three times the expectation is never chance
_MINUTE = timedelta(minutes=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_Timed = tuple[int, Ballot]
_Values = tuple[int | None, ...]


class Sign(Struct, frozen=True):
    """Something odd that a team should look at, and that the public may know of.

    Attributes:
        code: `duplicate`, `not-on-roll`, `joined-late`, `early`, `late`, `burst`, `copies`.
        lines: lines of the ballot file, in order.
        ballots: how many ballots it is about.
        details: what the sentence about it needs, by name. `duplicate`: `rule` (as in
            `Rules.revotes`), `voters`, and of a single voter `receipt`. `joined-late`: `by`.
            `early`: `opens`. `late`: `closes`. `burst`: `from`, `until`, and `around`, how many
            came in the busier of the hours before and after it. `copies`: `of` (how many ballots
            could have been alike), and of a run in time `from` and `until`, else `like` (how many
            ballots differ from them by a single step).
    """

    code: str
    lines: tuple[int, ...]
    ballots: int
    details: Mapping[str, str]


def signs(
    contest: Contest,
    ballots: Sequence[Ballot],
    roll: Sequence[Voter] | None,
    *,
    opens: datetime | None = None,
    closes: datetime | None = None,
    joined_by: datetime | None = None,
) -> tuple[Sign, ...]:
    """Everything odd, by code and line; whoever reads the ballots says which of it is an error.

    A duplicate is a mistake only where `contest.rules.revotes` is `refused`: then each voter is a
    sign of their own. Where the last or the first ballot counts, one sign tells of all of them.

    Args:
        ballots: all of them, also those that are excluded, empty or spoilt.
        roll: who may vote; None where there is no roll.
        opens: when voting began; a ballot cast in its minute is not early.
        closes: when voting ended; a ballot cast in that minute is late.
        joined_by: who joined later may not vote. Nothing is said of those without a date.
    """
    timed = _timed(ballots)
    found = [
        *_duplicates(contest.rules.revotes, ballots),
        *_strangers(ballots, roll, joined_by),
        *_out_of_time(ballots, opens, closes),
        *_bursts(timed, opens),
        *_runs(timed),
        *_copies(contest, ballots),
    ]
    return tuple(sorted(found, key=lambda sign: (sign.code, sign.lines)))


def _sign(code: str, ballots: Iterable[Ballot], **details: str) -> Sign:
    about = sorted(ballots, key=lambda ballot: ballot.line)
    lines = tuple(ballot.line for ballot in about)
    return Sign(code, lines, sum(ballot.count for ballot in about), details)


def _said(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def _duplicates(rule: Revotes, ballots: Sequence[Ballot]) -> Iterator[Sign]:
    """Several ballots of one receipt."""
    times = Counter(ballot.receipt for ballot in ballots if ballot.receipt)
    several: dict[str, list[Ballot]] = {}
    for ballot in ballots:
        if times[ballot.receipt] > 1:
            several.setdefault(ballot.receipt, []).append(ballot)
    if rule is Revotes.REFUSED:
        for receipt, same in several.items():
            yield _sign("duplicate", same, rule=str(rule), voters="1", receipt=receipt)
    elif several:
        every = (ballot for same in several.values() for ballot in same)
        yield _sign("duplicate", every, rule=str(rule), voters=str(len(several)))


def _strangers(
    ballots: Sequence[Ballot], roll: Sequence[Voter] | None, joined_by: datetime | None
) -> Iterator[Sign]:
    """Ballots of those who are not on the roll, or joined too late."""
    if roll is None:
        return
    joined = {voter.receipt: voter.joined for voter in roll}
    unknown = [ballot for ballot in ballots if ballot.receipt not in joined]
    if unknown:
        yield _sign("not-on-roll", unknown)
    if joined_by is None:
        return
    too_late = {receipt for receipt, since in joined.items() if since and since > joined_by}
    late = [ballot for ballot in ballots if ballot.receipt in too_late]
    if late:
        yield _sign("joined-late", late, by=_said(joined_by))


def _out_of_time(
    ballots: Sequence[Ballot], opens: datetime | None, closes: datetime | None
) -> Iterator[Sign]:
    """Ballots from before the opening or after the close; their times are whole minutes."""
    if opens is not None:
        begin = opens.replace(second=0, microsecond=0)
        early = [ballot for ballot in ballots if ballot.cast and ballot.cast < begin]
        if early:
            yield _sign("early", early, opens=_said(opens))
    if closes is not None:
        late = [ballot for ballot in ballots if ballot.cast and ballot.cast >= closes]
        if late:
            yield _sign("late", late, closes=_said(closes))


def _timed(ballots: Iterable[Ballot]) -> list[_Timed]:
    """Minute since 1970 and ballot of those that came one by one, in the order of their time."""
    single = ((b.cast, b) for b in ballots if b.cast is not None and b.count == 1)
    timed = [((cast - _EPOCH) // _MINUTE, ballot) for cast, ballot in single]
    return sorted(timed, key=itemgetter(0))


def _moment(minute: int) -> str:
    return _said(_EPOCH + minute * _MINUTE)


def _bursts(timed: Sequence[_Timed], opens: datetime | None) -> Iterator[Sign]:
    """Ten minutes with far more ballots than the hours around them; of overlapping ones, the most.

    Where every ballot has the same time of day the box knows only days, and nothing can be seen.
    """
    minutes = [minute for minute, _ in timed]
    if len({minute % (24 * 60) for minute in minutes}) < 2:  # noqa: PLR2004 - one time of day
        return
    begin = minutes[0] if opens is None else (opens - _EPOCH) // _MINUTE
    found = []
    for start in sorted(set(minutes)):
        first, end = bisect_left(minutes, start), bisect_left(minutes, start + WINDOW_MINUTES)
        around = _around(minutes, start)
        if start >= begin + RUSH_MINUTES and _is_burst(end - first, around, minutes):
            found.append((end - first, first, end, around))
    taken: list[tuple[int, int]] = []
    for _, first, end, around in sorted(found, key=lambda each: (-each[0], each[1])):
        if all(end <= start or stop <= first for start, stop in taken):
            taken.append((first, end))
            span = {"from": _moment(minutes[first]), "until": _moment(minutes[end - 1])}
            about = (ballot for _, ballot in timed[first:end])
            yield _sign("burst", about, **span, around=str(around))


def _around(minutes: Sequence[int], start: int) -> int:
    """How many ballots came in the busier of the hours before and after a window."""
    end = start + WINDOW_MINUTES
    before = bisect_left(minutes, start) - bisect_left(minutes, start - AROUND_MINUTES)
    after = bisect_left(minutes, end + AROUND_MINUTES) - bisect_left(minutes, end)
    return max(before, after)


def _is_burst(inside: int, around: int, minutes: Sequence[int]) -> bool:
    """Whether a window holds more than chance explains, were traffic even.

    Of all ballots in the window and in an hour beside it, each lies in the window with probability
    1/7 (the conditional test of two Poisson counts: Przyborowski and Wilenski, "Homogeneity of
    results in testing samples from Poisson series", Biometrika 31, 1940). That some k of n do, has
    at most the probability C(n, k) / 7^k; it is asked of every window that there is. For many
    ballots the same bound is (e n / 7 k)^k.
    """
    every = inside + around
    if inside < FEWEST or _SHARE * inside < 2 * every:
        return False
    if inside >= _CERTAIN:
        return _SHARE * inside >= 3 * every
    windows = minutes[-1] - minutes[0] + 1
    return bool(_CHANCE * windows * comb(every, inside) <= _SHARE**inside)


def _runs(timed: Sequence[_Timed]) -> Iterator[Sign]:
    """The same ballot again and again, one after the other in time.

    If when people vote says nothing of how they vote, every order of the same ballots is as likely.
    That L given places of N hold only ballots of which there are c, has the probability
    c (c-1) … (c-L+1) / N (N-1) … (N-L+1); it is asked of every place and every sort of ballot
    (the longest run given the counts: Mood, "The distribution theory of runs", Annals of
    Mathematical Statistics 11, 1940).
    """
    alike = Counter(ballot.values for _, ballot in timed)
    for values, group in groupby(timed, key=lambda pair: pair[1].values):
        run = list(group)
        enough = len(run) >= SHORTEST and not run[0][1].is_empty
        if enough and _is_run(len(run), alike[values], len(timed), len(alike)):
            span = {"from": _moment(run[0][0]), "until": _moment(run[-1][0])}
            yield _sign("copies", (ballot for _, ballot in run), of=str(len(timed)), **span)


def _is_run(length: int, same: int, total: int, sorts: int) -> bool:
    """Whether a run is longer than chance explains; `same` of `total` ballots are of its sort."""
    length = min(length, _CERTAIN)  # a part of a run that is no chance is enough
    tried = _CHANCE * sorts * (total - length + 1)
    return tried * perm(same, length) <= perm(total, length)


def _copies(contest: Contest, ballots: Sequence[Ballot]) -> Iterator[Sign]:
    """Many complete ballots that are the same, and hardly any that are nearly so.

    Voters who agree without knowing of each other also agree nearly: around a popular ranking
    stand those with two neighbours exchanged (as in Mallows' model, "Non-null ranking models",
    Biometrika 44, 1957), around popular scores those with one score a step off. Were those together
    no rarer than the ballot itself, that c of c + b are the same would have at most the probability
    C(c + b, c) / 2^c. Ballots that lazy or strict voters cast are not looked at: the options as
    listed, or in reverse, and nothing but the best and the worst score.
    """
    if _possible(contest) < POSSIBLE:
        return
    number: Counter[_Values] = Counter()
    for ballot in ballots:
        number[ballot.values] += ballot.count
    many = [each for each, n in number.items() if n >= FEWEST and _is_telling(contest, each)]
    for values in many:
        count, near = number[values], sum(number[step] for step in _steps(contest, values))
        if near < count and _CHANCE * len(many) * comb(count + near, count) <= 2**count:
            about = (ballot for ballot in ballots if ballot.values == values)
            yield _sign("copies", about, of=str(number.total()), like=str(near))


def _possible(contest: Contest) -> int:
    """How many different complete ballots there are; 0 for those that are only marks."""
    if contest.form is Form.RANKS:
        return factorial(min(len(contest.options), POSSIBLE))
    low, high = contest.scale
    return (high - low + 1) ** len(contest.options) if contest.form is Form.SCORES else 0


def _is_telling(contest: Contest, values: _Values) -> bool:
    """Whether a ballot is complete, and none that lazy or strict voters cast."""
    given = [value for value in values if value is not None]
    if len(given) < len(values) or given in (sorted(given), sorted(given, reverse=True)):
        return False
    if contest.form is Form.SCORES:
        return not set(given) <= set(contest.scale)
    return len(set(given)) == len(given)


def _steps(contest: Contest, values: _Values) -> Iterator[_Values]:
    """The ballots that differ from a complete one by a single step."""
    given = [value for value in values if value is not None]
    if contest.form is Form.SCORES:
        for n, value in enumerate(given):
            yield (*given[:n], value - 1, *given[n + 1 :])
            yield (*given[:n], value + 1, *given[n + 1 :])
        return
    for better, worse in pairwise(sorted(given)):
        exchanged = {better: worse, worse: better}
        yield tuple(exchanged.get(value, value) for value in given)
