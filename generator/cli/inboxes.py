"""The inbox, opened for one command; whoever writes it has it alone."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from generator.config import Config
from generator.intake.inbox.store import Inbox, InboxRefused, open_inbox
from generator.publish.failures import OutputBusy, telling
from generator.publish.lock import held

_WAIT_SECONDS = 10.0
_LOCK = Path(".friday") / "inbox"


def inbox_of(project: Path, config: Config) -> Inbox:
    """The inbox of a project.

    Raises:
        click.UsageError: its folders are not where they may be.
    """
    try:
        return open_inbox(project, config)
    except InboxRefused as refused:
        raise click.UsageError(str(refused)) from refused


@contextmanager
def alone(project: Path) -> Iterator[None]:
    """Until the end of the block no other command writes the inbox.

    A register that two of them bring up to date at once would keep the rows of one.

    Raises:
        click.ClickException: another command has it for too long; the message says which.
        CommitFailed: the lock cannot be made.
    """
    folder = project / _LOCK
    with telling(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        try:
            stack.enter_context(held(folder, wait_seconds=_WAIT_SECONDS, busy="in use"))
        except OutputBusy as busy:
            raise click.ClickException(f"another command has the inbox: {busy}") from busy
        yield
