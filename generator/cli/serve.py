"""`friday serve`."""

import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from types import FrameType

import click

from generator.build.edition import unheard
from generator.cli import report
from generator.cli.building import options_of
from generator.cli.options import common, now, said
from generator.preview.rebuild import Outcome
from generator.preview.server import CannotServe
from generator.preview.session import Settings, preview
from generator.preview.watch import CannotWatch
from generator.problems import Problem, Severity

INDEXED = 1000
"""Most entries of a language that a preview makes a search index for: it must not slow a save."""

_NAMED = 3


@click.command()
@click.option(
    "--port",
    "-p",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port; 0 for any that is free.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen at; 0.0.0.0 lets the whole network in.",
)
@click.option(
    "--poll",
    is_flag=True,
    help="Look for changes twice a second, where the system tells of none (containers).",
)
@common
def serve(*, port: int, host: str, poll: bool) -> None:
    """Show the site while you write: rebuild what changed, reload the browser.

    What is shown is built into .friday/preview, never into the site that you publish. A mistake
    is told here and in the page, and the last good site stays.
    """
    given = said()
    voice = Voice(as_json=given.json)
    with _until_stopped(voice):
        settings = Settings(
            project=given.project,
            at=(lambda: given.at) if given.given else now,
            options=replace(options_of(given, unheard), indexed=INDEXED),
            progress=partial(report.progress, quiet=given.json),
            host=host,
            port=port,
            poll=poll,
            opened=voice.opened,
            built=voice.built,
        )
        try:
            preview(settings)
        except CannotServe as stop:
            raise click.UsageError(f"{stop}; {stop.hint}") from stop
        except CannotWatch as stop:
            raise click.UsageError(f"changes cannot be watched ({stop}); try --poll") from stop


class Voice:
    """What is printed while a preview runs."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._told: frozenset[Problem] = frozenset()
        self._standing = False

    def opened(self, url: str) -> None:
        """The address answers."""
        if self._as_json:
            click.echo(json.dumps({"type": "serving", "url": url}))
        else:
            click.echo(f"{click.style(url, bold=True)} shows the site; Ctrl-C stops")

    def built(self, outcome: Outcome, changes: frozenset[str]) -> None:
        """A build ended: its errors, and of its warnings those that were not told before."""
        shown = [
            problem
            for problem in outcome.problems
            if self._as_json or problem.severity is Severity.ERROR or problem not in self._told
        ]
        self._told = frozenset(outcome.problems)
        report.problems(shown, as_json=self._as_json)
        if outcome.trace:
            click.echo(outcome.trace, err=True)
        if outcome.edition is not None and (self._as_json or not changes):
            report.summary(outcome.edition, outcome.seconds, as_json=self._as_json)
        elif not self._as_json:
            click.echo(f"{_named(changes)}{self._came_of(outcome)}")
        self._standing |= outcome.edition is not None

    def _came_of(self, outcome: Outcome) -> str:
        if outcome.edition is not None:
            written, deleted = outcome.edition.written, outcome.edition.deleted
            return f"{written} written, {deleted} deleted; {outcome.seconds:.2f} s"
        waiting = "the last good site stays" if self._standing else "the site appears once mended"
        return f"{report.counted(outcome.problems)}; {waiting}"

    def stopped(self) -> None:
        """Somebody pressed Ctrl-C."""
        if not self._as_json:
            click.echo("stopped")


def _named(changes: frozenset[str]) -> str:
    names = sorted(changes)
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}: " if names else ""


@contextmanager
def _until_stopped(voice: Voice) -> Iterator[None]:
    """Ctrl-C and a polite kill are how a preview ends, so they end it well."""
    own = os.getpid()

    def stop(_number: int, _frame: FrameType | None) -> None:
        if os.getpid() != own:
            os._exit(0)  # a worker of the first build, which inherited this; it has nothing to say
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    try:
        yield
    except KeyboardInterrupt:
        voice.stopped()
