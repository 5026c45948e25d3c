"""The count of a poll as templates see it: one sentence, places, rounds, and what it rests on.

Numbers are ready to be shown: whole ones are `int`, others are rounded as each field says. Options
carry the titles of the reader's language. What strangers wrote is plain text, to be escaped.
"""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct, field

from generator.pages.html import NO_HTML, Html

Number = int | float


class Headline(Struct, frozen=True):
    """What a count says in one sentence; `themes/default/templates/parts/verdict.html` says it.

    Attributes:
        code: which sentence: `plurality`, `approval`, `score`, `star`, `first-round`, `runoff`,
            `condorcet`, `schulze`, `borda`, `several`, `elected`, `funded`, `nothing-funded`,
            `star-level`, `budget-tied`, `liked`, `likert`, `boxes`, `tie`, `rest-tied`,
            `no-winner`, `nobody`.
        winners: who wins, in the order in which they won.
        tied: equals where a tie stays a tie.
        equals: options of which the tie-break of the poll had to choose who wins.
        chosen: whom of them it chose.
        ballots: how many ballots count.
        share: of the first winner, in per cent.
        number: of the first winner: votes, points or a mean; what is spent of a budget.
        other: what that number is compared with: votes against it in a runoff, or the budget.
        rival: who met the winner in a STAR runoff.
        by: what decided a STAR runoff with equal votes, as in `TieView`.
        scale: the lowest and the highest score.
        rounds: how many there were.
        quorum: votes that were needed and are missed; 0 where it is met or nobody asked for one.
        cast: votes that are held against the quorum.
        final: whether voting is over; until then the sentence is about those who are ahead.
    """

    code: str
    winners: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    equals: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    ballots: int = 0
    share: Number = 0
    number: Number = 0
    other: Number = 0
    rival: str = ""
    by: str = ""
    scale: tuple[int, int] = (0, 0)
    rounds: int = 0
    quorum: int = 0
    cast: int = 0
    final: bool = True


class ResultRow(Struct, frozen=True):
    """Where an option ended.

    Attributes:
        option: its id.
        mark: `won`, `tied`, `passed-over`, or empty.
        numbers: by the names in `ResultView.columns`; shares are per cents.
        bar: how long its bar is, in per cent of the room.
        spread: ballots on each of `ResultView.steps`.
        reason: why it is passed over; else empty.
    """

    option: str
    title: str
    place: int
    mark: str
    numbers: Mapping[str, Number]
    bar: float
    spread: tuple[int, ...] = ()
    reason: Html = NO_HTML


class RoundView(Struct, frozen=True):
    """One round: a column of the table of rounds.

    Attributes:
        exhausted: votes that count for nobody any more.
        quota: what was needed to be elected; None where there is none.
        elected: titles of those who won in it.
        excluded: titles of those who left it.
    """

    number: int
    exhausted: Number
    quota: Number | None
    elected: tuple[str, ...]
    excluded: tuple[str, ...]


class RoundCell(Struct, frozen=True):
    """An option in a round: its votes, and `elected`, `excluded` or nothing."""

    votes: Number
    fate: str = ""


class RoundRow(Struct, frozen=True):
    """An option through all rounds; None where it is no longer in."""

    title: str
    cells: tuple[RoundCell | None, ...]


class Rounds(Struct, frozen=True):
    """A count in rounds as a table: a column for each round, a row for each option."""

    rounds: tuple[RoundView, ...]
    rows: tuple[RoundRow, ...]


class Duel(Struct, frozen=True):
    """The option of a row against that of a column: ballots for it and for the other.

    Attributes:
        outcome: `win`, `loss` or `even`, for the option of the row.
    """

    votes: int
    against: int
    outcome: str


class DuelRow(Struct, frozen=True):
    """An option against each other; None against itself."""

    title: str
    duels: tuple[Duel | None, ...]


class Duels(Struct, frozen=True):
    """Each option against each other, rows and columns in the order of the result.

    Attributes:
        cycle: titles, each of which beats the next, and the last the first; else empty.
    """

    rows: tuple[DuelRow, ...]
    cycle: tuple[str, ...] = ()


class TurnoutView(Struct, frozen=True):
    """Who voted, and what became of every ballot: `cast` is the sum of the last five.

    Attributes:
        voters: how many people voted: ballots but for second ones and excluded ones.
        eligible: how many may vote; None if nobody knows.
        share: those who voted, in per cent of those who may; None if nobody knows.
        quorum: votes needed for the result to bind; 0 where there is none.
        met: whether as many ballots as that count.
    """

    cast: int
    voters: int
    eligible: int | None
    share: Number | None
    quorum: int
    met: bool
    counted: int
    empty: int
    spoilt: int
    superseded: int
    excluded: int


class TieView(Struct, frozen=True):
    """Equals that had to be told apart; see `generator.journal.tally.tally.TieBroken`."""

    options: tuple[str, ...]
    chosen: tuple[str, ...]
    by: str
    round: int
    out: bool


class Noted(Struct, frozen=True):
    """How many ballots something is about.

    Attributes:
        code: what is said of them.
        details: what the sentence needs beside the number.
        moments: the same that are instants.
    """

    code: str
    ballots: int
    details: Mapping[str, str] = field(default_factory=dict)
    moments: Mapping[str, datetime] = field(default_factory=dict)


class ExclusionView(Struct, frozen=True):
    """Ballots that the poll excludes, and why."""

    ballots: int
    reason: Html


class Otherwise(Struct, frozen=True):
    """The result if no ballot were excluded; `same` if the same options win."""

    same: bool
    winners: tuple[str, ...]
    tied: tuple[str, ...]
    ballots: int


class Recount(Struct, frozen=True):
    """What everybody needs to count again.

    Attributes:
        ballots: address of the ballot file; empty where there are only totals.
        rows: how many ballots it holds.
        size: of the ballot file, in bytes.
        digest: SHA-256 of the ballot file, hexadecimal.
        data: address of the result as JSON.
        command: what to type.
        roll: how many stand on the roll; 0 where there is none.
        form: what ballots hold: marks, ranks, scores or boxes.
        receipts: whether ballots can be found by their receipts.
        excluded: receipts of ballots that do not count.
        revotes: which of two ballots of one receipt counts: refused, last or first.
    """

    ballots: str
    rows: int
    size: int
    digest: str
    data: str
    command: str
    roll: int
    form: str
    receipts: bool
    excluded: tuple[str, ...]
    revotes: str


class Comments(Struct, frozen=True):
    """What voters wrote about an option or a box; `title` is empty for the whole."""

    title: str
    texts: tuple[str, ...]


class ResultView(Struct, frozen=True):
    """The count of a poll; where there is none, nothing of it may be shown.

    Attributes:
        method: how it was counted, such as `instant-runoff`.
        final: whether voting is over.
        closes: when it is over.
        rows: best first.
        leading: names of the numbers beside the bars.
        columns: names of all numbers that rows may have, in order: `votes`, `points` or `wins`,
            `share`, `runoff`, `mean`, `median`, `deviation`, `positive`, `given`, `cost`, `left`.
        steps: what the numbers of a spread are: scores with their labels, or names of boxes.
        rules: codes of the rules that this count followed.
        most: marks that a ballot may carry at most; 0 for any number.
        ties: ties, and how they were broken.
        remarks: how many ballots a rule was applied to.
        signs: what is odd about the ballots.
        budget: what there was to spend; 0 for none.
        left: what is left of it.
        source: where others counted; empty where there are ballots.
        order: titles of the options, whoever wins a tie first; empty where a tie stays a tie.
        seed: what a lot is drawn from; empty where no lot decides.
    """

    method: str
    final: bool
    closes: datetime | None
    headline: Headline
    rows: tuple[ResultRow, ...]
    leading: tuple[str, ...]
    columns: tuple[str, ...]
    turnout: TurnoutView
    recount: Recount
    steps: tuple[str, ...] = ()
    rounds: Rounds | None = None
    duels: Duels | None = None
    rules: tuple[str, ...] = ()
    most: int = 0
    ties: tuple[TieView, ...] = ()
    remarks: tuple[Noted, ...] = ()
    exclusions: tuple[ExclusionView, ...] = ()
    otherwise: Otherwise | None = None
    signs: tuple[Noted, ...] = ()
    comments: tuple[Comments, ...] = ()
    budget: int = 0
    left: int = 0
    source: str = ""
    order: tuple[str, ...] = ()
    seed: str = ""
