"""The count of a poll: what was counted, with and without exclusions, and from which files."""

from datetime import datetime

from msgspec import Struct

from generator.journal.tally.integrity import Sign
from generator.journal.tally.tally import Tally
from generator.model.ballots import Voter
from generator.model.contest import Contest


class BallotBox(Struct, frozen=True):
    """A ballot file in normal form.

    Attributes:
        file: path in the project.
        content: its bytes, which are published as they are once the count is.
        digest: their SHA-256, hex.
        frozen: that of the file as it lies in the project, which differs once somebody whom it
            names is forgotten; empty if nobody is.
    """

    file: str
    content: bytes
    digest: str
    frozen: str = ""

    @property
    def lying(self) -> str:
        """SHA-256, hex, of the file as it lies in the project: what `digest` of a poll is."""
        return self.frozen or self.digest


class Roll(Struct, frozen=True):
    """An eligibility roll; only its size and digest are ever published."""

    file: str
    digest: str
    voters: tuple[Voter, ...]


class PollCount(Struct, frozen=True):
    """A poll, counted.

    Attributes:
        contest: what was counted.
        tally: the result.
        unfiltered: the result if no ballot were excluded; None where none is.
        box: the ballots; None where there are only totals.
        roll: who may vote; None where there is no roll.
        eligible: how many may vote; None if nobody knows.
        signs: what is odd about the ballots.
        stands: whether voting is over, so that the count is final.
        public: whether readers may see it now.
        comments: what voters wrote: the option or box it is about, empty for the whole; and the
            text, which is a stranger's and plain.
        source: where totals can be seen; empty for ballots.
        since: the instant from which on it may be seen.
    """

    contest: Contest
    tally: Tally
    stands: bool
    public: bool
    since: datetime
    unfiltered: Tally | None = None
    box: BallotBox | None = None
    roll: Roll | None = None
    eligible: int | None = None
    signs: tuple[Sign, ...] = ()
    source: str = ""
    comments: tuple[tuple[str, str], ...] = ()
