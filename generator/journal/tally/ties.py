"""Telling equals apart, and remembering that it had to be done."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from generator.journal.tally.tally import TieBroken
from generator.model.contest import Contest


class Ties:
    """The tie-break of a contest; whoever asks it is written down.

    Attributes:
        broken: every tie that was told apart, in order.
    """

    def __init__(self, contest: Contest) -> None:
        self.broken: list[TieBroken] = []
        self._contest = contest
        self._rank = {option: n for n, option in enumerate(contest.order)}
        self._listed = {option: n for n, option in enumerate(contest.options)}

    @property
    def is_open(self) -> bool:
        """Whether a tie stays a tie."""
        return not self._rank

    def listed(self, options: Iterable[str]) -> tuple[str, ...]:
        """Options in the order of the contest, which decides nothing."""
        return tuple(sorted(options, key=self._listed.__getitem__))

    def first(self, options: Iterable[str], round_: int = 0) -> str:
        """Whom of some equals the tie-break puts first.

        Raises:
            ValueError: the tie-break is open.
        """
        return self._choose(options, round_, last=False)

    def last(self, options: Iterable[str], round_: int = 0) -> str:
        """Whom of some equals the tie-break puts last: who has to go.

        Raises:
            ValueError: the tie-break is open.
        """
        return self._choose(options, round_, last=True)

    def _choose(self, options: Iterable[str], round_: int, *, last: bool) -> str:
        equals = self.listed(options)
        if len(equals) == 1:
            return equals[0]
        if self.is_open:
            raise ValueError("the tie-break is open, and this count needs one")
        chosen = (max if last else min)(equals, key=self._rank.__getitem__)
        self.note(equals, (chosen,), self._contest.tie_break, round_, out=last)
        return chosen

    def note(
        self, equals: Sequence[str], chosen: Sequence[str], by: str, round_: int, *, out: bool
    ) -> None:
        """Write down a tie that something else told apart."""
        self.broken.append(TieBroken(tuple(equals), tuple(chosen), by, round_, out))

    def seat(
        self, groups: Sequence[Sequence[str]], seats: int
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Winners and, where a tie stays a tie, the equals for the last seats.

        Args:
            groups: options best first, equals together; those that are passed over win nothing.
        """
        winners: list[str] = []
        for group in groups:
            able = [option for option in group if option not in self._contest.passed_over]
            left = seats - len(winners)
            if left <= 0:
                break
            if len(able) <= left:
                winners += self.listed(able)
            elif self.is_open:
                return tuple(winners), self.listed(able)
            else:
                ranked = sorted(able, key=self._rank.__getitem__)[:left]
                self.note(self.listed(able), ranked, self._contest.tie_break, 0, out=False)
                winners += ranked
        return tuple(winners), ()


def grouped(numbers: Mapping[str, Fraction | int], options: Sequence[str]) -> list[list[str]]:
    """Options by their number, the largest first, equals together in the order of the contest."""
    values = sorted({numbers[option] for option in options}, reverse=True)
    return [[option for option in options if numbers[option] == value] for value in values]
