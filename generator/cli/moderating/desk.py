"""The inbox and the journal, opened for one command."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from msgspec import Struct

from generator.build.line import drafted
from generator.cli import report
from generator.cli.building import options_of
from generator.cli.inboxes import alone, inbox_of
from generator.cli.moments import quiet
from generator.cli.options import Common
from generator.intake.inbox.store import Filed, find, read_inbox
from generator.intake.moderation.ground import Ground, ground
from generator.journal.journal import Journal
from generator.problems import Problem, ProblemsFound


class Desk(Struct, frozen=True):
    """What a decision needs.

    Attributes:
        every: the submissions of the inbox that can be read.
        problems: what is wrong with the others.
    """

    ground: Ground
    journal: Journal
    every: tuple[Filed, ...]
    problems: tuple[Problem, ...]

    def filed(self, key: str) -> Filed:
        """The submission whose key begins so.

        Raises:
            ProblemsFound: there is none, there are several, or its file has mistakes.
        """
        found, problems = find(self.ground.inbox, key)
        if found is None:
            raise ProblemsFound(problems)
        return found


@contextmanager
def opened(given: Common, *, writing: bool = False) -> Iterator[Desk]:
    """Open both; problems stop the command with exit code 1.

    Args:
        writing: nobody else writes the inbox from before it and the journal are read.
    """
    with (
        report.guarded(as_json=given.json),
        alone(given.project) if writing else nullcontext(),
        drafted(given.project, at=given.at, options=options_of(given, quiet)) as draft,
    ):
        inbox = inbox_of(given.project, draft.config)
        every, problems = read_inbox(inbox)
        yield Desk(ground(inbox, draft.journal), draft.journal, tuple(every), tuple(problems))
