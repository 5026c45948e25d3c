"""A count in rounds as a table: a column for each round, a row for each option."""

from collections.abc import Mapping, Sequence

from generator.journal.tally.tally import Outcome, Round
from generator.pages.desk.headlines import named, number
from generator.pages.results import RoundCell, RoundRow, Rounds, RoundView


def rounds(outcome: Outcome, titles: Mapping[str, str]) -> Rounds:
    """The rounds of a count, options in the order of the result.

    Options that were in no round, because they were passed over, have no row.
    """
    known = {option for each in outcome.rounds for option, _ in each.votes}
    rows = [each.option for each in outcome.standings if each.option in known]
    return Rounds(
        rounds=tuple(_round(n, each, titles) for n, each in enumerate(outcome.rounds, 1)),
        rows=tuple(
            RoundRow(titles.get(option, option), _cells(option, outcome.rounds)) for option in rows
        ),
    )


def _round(place: int, each: Round, titles: Mapping[str, str]) -> RoundView:
    return RoundView(
        number=place,
        exhausted=number(each.exhausted),
        quota=None if each.quota is None else number(each.quota),
        elected=named(each.elected, titles),
        excluded=named(each.excluded, titles),
    )


def _cells(option: str, every: Sequence[Round]) -> tuple[RoundCell | None, ...]:
    return tuple(_cell(option, each) for each in every)


def _cell(option: str, each: Round) -> RoundCell | None:
    votes = dict(each.votes).get(option)
    if votes is None:
        return None
    fate = "elected" if option in each.elected else "excluded" if option in each.excluded else ""
    return RoundCell(number(votes), fate)
