"""What a count says in one sentence: which sentence, and what stands in it."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from msgspec.structs import replace

from generator.journal.polls import PollCount
from generator.journal.tally.tally import Outcome, Standing, TieBroken
from generator.model.contest import BOXES, SURVEYS, Contest, Method
from generator.pages.results import Headline, Number

TIE_BREAKS = frozenset({"order", "listed", "lot"})
"""What decides between equals in the name of the poll; all else is a step of its method."""
_LIKED = BOXES.index("liked")


def headline(count: PollCount, titles: Mapping[str, str], quorum: int = 0) -> Headline:
    """The sentence about a count.

    Args:
        titles: of the options, in the reader's language.
        quorum: votes that were needed for the result to bind.
    """
    outcome, turnout = count.tally.outcome, count.tally.turnout
    missed = count.stands and turnout.counted < quorum
    said = Headline(
        code=_code(count),
        final=count.stands,
        winners=named(outcome.winners, titles),
        tied=named(outcome.tied, titles),
        ballots=turnout.counted,
        quorum=quorum if missed else 0,
        cast=turnout.counted,
        scale=count.contest.scale,
    )
    fill = _FILLED.get(said.code)
    if fill is not None:
        said = fill(said, count, titles)
    broken = deciding_tie(outcome)
    if broken is None or said.code == "star-level":
        return said
    chosen = [option for option in broken.options if option in outcome.winners]
    return replace(said, equals=named(broken.options, titles), chosen=named(chosen, titles))


def named(options: Sequence[str], titles: Mapping[str, str]) -> tuple[str, ...]:
    """The titles of options, in their order."""
    return tuple(titles.get(option, option) for option in options)


def number(value: Fraction | int, digits: int = 2) -> Number:
    """A number to be shown: whole, or rounded half up to so many digits."""
    exact = Fraction(value)
    scale = 10**digits
    rounded = Fraction((2 * exact * scale + 1) // 2, scale)
    return int(rounded) if rounded.denominator == 1 else float(rounded)


def per_cent(share: Fraction, digits: int = 0) -> Number:
    """A share in per cent.

    What would be rounded to none, to half or to all of a whole, and is not, keeps more digits.
    """
    exact = share * 100
    shown = number(exact, digits)
    while shown in {0, 50, 100} and shown != exact and digits < _MOST_DIGITS:
        digits += 1
        shown = number(exact, digits)
    return shown


_MOST_DIGITS = 4


def deciding_tie(outcome: Outcome) -> TieBroken | None:
    """The tie in which the tie-break of the poll decided who wins; None if none did.

    Who has to leave in a round before the last decides nothing yet.
    """
    for tie in reversed(outcome.ties):
        won = [option in outcome.winners for option in tie.options]
        early = tie.out and tie.round != len(outcome.rounds)
        if tie.by in TIE_BREAKS and not early and any(won) and not all(won):
            return tie
    return None


def _code(count: PollCount) -> str:
    outcome, method = count.tally.outcome, count.contest.method
    if not count.tally.turnout.counted:
        return "nobody"
    if method in SURVEYS:
        return _survey(outcome, method)
    if method is Method.BUDGET:
        return _budget(outcome)
    if outcome.tied:
        return "rest-tied" if outcome.winners else "tie"
    if not outcome.winners:
        return "no-winner"
    if method in {Method.STV, Method.SEQUENTIAL}:
        return "elected"
    return "several" if len(outcome.winners) > 1 else _single(outcome, count.contest)


def _survey(outcome: Outcome, method: Method) -> str:
    """The sentence about opinions: what most liked, or rated best, if anybody did."""
    if method is Method.LIKERT:
        rated = any(_figure(each, "mean") is not None for each in outcome.standings)
        return "likert" if rated else "boxes"
    return "liked" if any(_liked(each) for each in outcome.standings) else "boxes"


def _budget(outcome: Outcome) -> str:
    """The sentence about money."""
    if outcome.tied:
        return "rest-tied" if outcome.winners else "budget-tied"
    return "funded" if outcome.winners else "nothing-funded"


def _single(outcome: Outcome, contest: Contest) -> str:
    """The sentence about a single winner."""
    if contest.method is Method.RUNOFF:
        return "first-round" if len(outcome.rounds) <= 1 else "runoff"
    if contest.method is Method.SCHULZE:
        return "condorcet" if _beats_all(outcome, contest) else "schulze"
    if contest.method is Method.STAR and _rival(outcome) is None:
        return "several"
    return str(contest.method)


def _beats_all(outcome: Outcome, contest: Contest) -> bool:
    """Whether more ballots put the winner above each other option than below it."""
    if outcome.pairwise is None:
        return False
    wins = outcome.pairwise.wins
    first = contest.options.index(outcome.winners[0])
    return all(wins[first][n] > wins[n][first] for n in range(len(wins)) if n != first)


def _winner(outcome: Outcome) -> Standing:
    return next(each for each in outcome.standings if each.option == outcome.winners[0])


def _figure(standing: Standing, name: str) -> Fraction | None:
    return dict(standing.figures).get(name)


def _rival(outcome: Outcome) -> Standing | None:
    """Whom the winner met in the runoff."""
    met = (e for e in outcome.standings if not e.won and _figure(e, "runoff") is not None)
    return next(met, None)


def _liked(standing: Standing) -> int:
    return standing.spread[_LIKED] if standing.spread else 0


def _with_share(said: Headline, count: PollCount, _titles: Mapping[str, str]) -> Headline:
    best = _winner(count.tally.outcome)
    share = per_cent(best.share) if best.share is not None else 0
    return replace(
        said, share=share, number=number(best.votes), rounds=len(count.tally.outcome.rounds)
    )


def _with_last_round(said: Headline, count: PollCount, titles: Mapping[str, str]) -> Headline:
    """A runoff is won among the votes that still count in its last round."""
    last = count.tally.outcome.rounds[-1]
    still = sum((votes for _, votes in last.votes), Fraction(0))
    won = dict(last.votes).get(count.tally.outcome.winners[0], Fraction(0))
    said = _with_share(said, count, titles)
    return replace(said, share=per_cent(won / still)) if still else said


def _with_mean(said: Headline, count: PollCount, _titles: Mapping[str, str]) -> Headline:
    mean = _figure(_winner(count.tally.outcome), "mean")
    return replace(said, number=number(mean or 0))


def _with_points(said: Headline, count: PollCount, _titles: Mapping[str, str]) -> Headline:
    return replace(said, number=number(_winner(count.tally.outcome).votes))


def _with_rival(said: Headline, count: PollCount, titles: Mapping[str, str]) -> Headline:
    rival = _rival(count.tally.outcome)
    if rival is None:
        return said
    won = _figure(_winner(count.tally.outcome), "runoff") or Fraction(0)
    lost = _figure(rival, "runoff") or Fraction(0)
    met = replace(
        said, number=number(won), other=number(lost), rival=titles.get(rival.option, rival.option)
    )
    return replace(met, code="star-level", by=_last_tie(count)) if won == lost else met


def _last_tie(count: PollCount) -> str:
    """What decided between equals at last."""
    ties = count.tally.outcome.ties
    return ties[-1].by if ties else ""


def _with_budget(said: Headline, count: PollCount, _titles: Mapping[str, str]) -> Headline:
    return replace(said, number=spent(count), other=count.contest.budget)


def spent(count: PollCount) -> int:
    """What the winners of a budget cost."""
    costs = dict(zip(count.contest.options, count.contest.costs, strict=True))
    return sum(costs[option] for option in count.tally.outcome.winners)


def _with_liked(said: Headline, count: PollCount, titles: Mapping[str, str]) -> Headline:
    standings = count.tally.outcome.standings
    most = max(_liked(each) for each in standings)
    best = [each.option for each in standings if _liked(each) == most]
    return replace(said, winners=named(best, titles), number=most)


def _with_best_mean(said: Headline, count: PollCount, titles: Mapping[str, str]) -> Headline:
    means = {e.option: _figure(e, "mean") for e in count.tally.outcome.standings}
    most = max(mean for mean in means.values() if mean is not None)
    best = [option for option, mean in means.items() if mean == most]
    return replace(said, winners=named(best, titles), number=number(most))


_FILLED: Mapping[str, Callable[[Headline, PollCount, Mapping[str, str]], Headline]] = {
    "plurality": _with_share,
    "approval": _with_share,
    "first-round": _with_last_round,
    "runoff": _with_last_round,
    "score": _with_mean,
    "star": _with_rival,
    "borda": _with_points,
    "funded": _with_budget,
    "nothing-funded": _with_budget,
    "liked": _with_liked,
    "likert": _with_best_mean,
}
"""What each sentence needs beside names and the number of ballots."""
