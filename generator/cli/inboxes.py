"""The inbox, opened for one command: nobody else writes it meanwhile."""

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


@contextmanager
def alone(project: Path, config: Config) -> Iterator[Inbox]:
    """The inbox of a project, until the end of the block for this process alone.

    A register that two commands bring up to date at once would keep the rows of one of them.

    Raises:
        click.UsageError: its folders are not where they may be.
        click.ClickException: another command works on it for too long; the message says which.
        CommitFailed: the lock cannot be made.
    """
    try:
        inbox = open_inbox(project, config)
    except InboxRefused as refused:
        raise click.UsageError(str(refused)) from refused
    folder = project / _LOCK
    with telling(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        try:
            stack.enter_context(held(folder, wait_seconds=_WAIT_SECONDS, busy="in use"))
        except OutputBusy as busy:
            raise click.ClickException(f"another command has the inbox: {busy}") from busy
        yield inbox
