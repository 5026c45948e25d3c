"""What a count says: winners, places, rounds, and what became of every ballot.

Numbers are exact (`Fraction`); whole ones print as whole ones. Options are named by their ids.
"""

from enum import StrEnum
from fractions import Fraction

from msgspec import Struct, field

from generator.model.contest import Method


class Unit(StrEnum):
    """What the numbers of the places are."""

    BALLOTS = "ballots"
    POINTS = "points"
    WINS = "wins"


class Standing(Struct, frozen=True):
    """Where an option ended.

    Attributes:
        votes: its number in the count's unit. Of runoffs, the last round that it was in; of
            Schulze, how many others it beats by the strongest paths.
        place: from 1; options that the count does not tell apart share one.
        won: whether it has a seat.
        passed_over: whether it cannot have one, whatever its number.
        share: of `Tally.whole`, 0 to 1; None where a share would mean nothing.
        figures: further numbers by name: `mean`, `median`, `deviation`, `cost`, `given` (how many
            gave a score at all), `runoff`.
        spread: how many ballots put it on each step of the scale, or into each box.
    """

    option: str
    votes: Fraction
    place: int
    won: bool = False
    passed_over: bool = False
    share: Fraction | None = None
    figures: tuple[tuple[str, Fraction], ...] = ()
    spread: tuple[int, ...] = ()


class Round(Struct, frozen=True):
    """One step of a count in steps.

    Attributes:
        votes: of each option still in it, best first, equals in the order of the contest.
        elected: options that won in it.
        excluded: options that left it without a seat.
        exhausted: ballots, or parts of them, that count for nobody any more.
        quota: what an option needed to be elected; None where there is none.
    """

    votes: tuple[tuple[str, Fraction], ...]
    elected: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    exhausted: Fraction = Fraction(0)
    quota: Fraction | None = None


class Pairwise(Struct, frozen=True):
    """Each option against each other.

    Attributes:
        wins: `wins[a][b]` ballots put option `a` above `b`; indexes into the contest's options.
        paths: strength of the strongest path from `a` to `b` (Schulze 2011, section 2.3.1).
        cycle: options each of which beats the next, and the last the first; empty if there is none
            among those that nobody outside beats.
    """

    wins: tuple[tuple[int, ...], ...]
    paths: tuple[tuple[int, ...], ...] = ()
    cycle: tuple[str, ...] = ()


class TieBroken(Struct, frozen=True):
    """Equals that had to be told apart.

    Attributes:
        options: those that were equal, in the order of the contest.
        chosen: who was put first (or, where `out`, who had to go).
        by: what told them apart: `order`, `listed`, `lot` (the tie-break of the poll), or a step of
            the method itself: `earlier-round`, `preferred`, `score`, `top-scores`.
        round: the round it happened in, from 1; 0 where there are no rounds.
    """

    options: tuple[str, ...]
    chosen: tuple[str, ...]
    by: str
    round: int = 0
    out: bool = False


class Remark(Struct, frozen=True):
    """How many ballots a stated rule was applied to.

    Codes: `partial` (ranks not all), `equal-ranks`, `skipped-ranks`, `no-opinion` (scores not all),
    `overvotes`, `exhausted`.
    """

    code: str
    ballots: int


class Outcome(Struct, frozen=True):
    """What a method finds; `count` adds what became of the ballots.

    Attributes:
        winners: options with a seat, in the order in which they won it.
        tied: equals for the last seats, where a tie stays a tie; none of them is a winner.
        whole: what shares are of; None where there are none.
    """

    winners: tuple[str, ...]
    standings: tuple[Standing, ...]
    unit: Unit
    tied: tuple[str, ...] = ()
    whole: Fraction | None = None
    rounds: tuple[Round, ...] = ()
    pairwise: Pairwise | None = None
    ties: tuple[TieBroken, ...] = ()
    remarks: tuple[Remark, ...] = ()


class Turnout(Struct, frozen=True):
    """What became of every ballot: `cast` is the sum of the others.

    Attributes:
        superseded: ballots of voters of whom another one counts.
        excluded: ballots that the poll excludes, with its reasons.
    """

    cast: int
    counted: int
    empty: int = 0
    spoilt: int = 0
    superseded: int = 0
    excluded: int = 0


class Tally(Struct, frozen=True):
    """A finished count; `standings` are best first, equals in the order of the contest."""

    method: Method
    outcome: Outcome
    turnout: Turnout = field(default_factory=lambda: Turnout(0, 0))
