"""Places: options in the order in which a count leaves them."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from generator.journal.tally.tally import Standing
from generator.model.contest import Contest


def standings(
    contest: Contest,
    groups: Sequence[Sequence[str]],
    winners: Collection[str],
    votes: Mapping[str, Fraction | int],
    whole: int = 0,
) -> tuple[Standing, ...]:
    """Every option with its place, from 1; equals share one.

    Args:
        groups: options best first, equals together.
        whole: what shares are of; 0 where there are none.
    """
    places: dict[str, int] = {}
    for group in groups:
        places.update(dict.fromkeys(group, len(places) + 1))
    return tuple(
        Standing(
            option=option,
            votes=Fraction(votes[option]),
            place=place,
            won=option in winners,
            passed_over=option in contest.passed_over,
            share=Fraction(votes[option]) / whole if whole else None,
        )
        for option, place in places.items()
    )
