"""`friday autopilot`."""

import json
import os
import signal
import sys
import time
from datetime import datetime
from functools import partial
from types import FrameType

import click

from generator.autopilot.eyes import Watching
from generator.autopilot.flow import Flow
from generator.autopilot.health import CODES, health, is_running
from generator.autopilot.memory import remembered
from generator.autopilot.notify import Systemd
from generator.autopilot.pilot import EVERY_SECONDS, Means, Pilot
from generator.autopilot.pulling import pull as git_pull
from generator.autopilot.verdict import Event
from generator.build.beginning import configuration
from generator.build.edition import Options, unheard
from generator.build.stamp import PRIVATE
from generator.cli import report
from generator.cli.building import options_of
from generator.cli.options import Common, common, now, said
from generator.preview.watch import CannotWatch, Watch
from generator.problems import visible
from generator.publish.failures import OutputBusy
from generator.publish.lock import held

LOCK = "autopilot"
PULL_SECONDS = 300.0
START_SECONDS = 2.0


@click.command()
@click.option("--to", default="", help="Target of friday.yaml; default: the one of `publish_to`.")
@click.option("--once", is_flag=True, help="Take one look, publish what is due, and end.")
@click.option("--status", is_flag=True, help="Say how the running autopilot is, and end.")
@click.option("--pull", is_flag=True, help="Before each look, and every 5 minutes: git pull.")
@click.option("--poll", is_flag=True, help="Look for changed files twice a second (containers).")
@common
def autopilot(*, to: str, once: bool, status: bool, pull: bool, poll: bool) -> None:
    """Publish each thing when its time has come, until somebody stops it.

    Waits for the next instant at which something is due, and for changed files; what fails is tried
    again. SIGTERM and Ctrl-C let it finish what is on its way to readers.

    \b
    --status and --once end with
      0  all is well
      1  the authors have something to mend
      3  friday itself failed
      5  the target, or the way to it, fails; trying again is safe
      6  no autopilot is running (--status)
    """  # noqa: D301 - click looks for the character that \b is
    given = said()
    if status:
        _status(given)
        return
    if given.given and not once:
        raise click.UsageError("an autopilot goes by the clock; --at belongs to --once")
    environ = dict(os.environ)
    notifier = Systemd(environ.pop("NOTIFY_SOCKET", ""))
    with report.guarded(as_json=given.json):
        config = configuration(given.project, Options(base_url=given.base_url))
        private = given.project / PRIVATE
        watch = Watch(
            given.project, ignored=given.output or given.project / config.output, poll=poll
        )
        means = Means(
            clock=SystemClock(given.at if given.given else None),
            publisher=Flow(given.project, options_of(given, unheard), to, environ, time.sleep),
            eyes=Watching(given.project, watch),
            say=partial(_say, as_json=given.json),
            notifier=notifier,
            private=private,
            stopped=Stop(),
            seed=config.base_url,
            pid=os.getpid(),
            pull=partial(git_pull, given.project, environ) if pull else None,
            every_seconds=PULL_SECONDS if pull else EVERY_SECONDS,
        )
        sys.exit(_fly(means, watch, once=once))


class SystemClock:
    """The clock of this machine; `fixed` stands for what it shows."""

    def __init__(self, fixed: datetime | None = None) -> None:
        self._fixed = fixed

    def now(self) -> datetime:
        """This instant, to the second."""
        return self._fixed or now()

    def monotonic(self) -> float:
        """Seconds since some moment, without those that the machine slept."""
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        """Sleep; a signal that arrives is heard afterwards."""
        time.sleep(seconds)


class Stop:
    """Whether somebody asked the process to end; asking twice by Ctrl-C ends it at once."""

    def __init__(self) -> None:
        self._asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)

    def __call__(self) -> bool:
        """Whether to end when what is under way is done."""
        return self._asked

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _fly(means: Means, watch: Watch, *, once: bool) -> int:
    """The exit code of an autopilot that ended."""
    folder = means.private / LOCK
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with held(folder, wait_seconds=START_SECONDS, busy="looked after"), watch:
            pilot = Pilot(means)
            if once:
                return CODES[pilot.look("once").outcome]
            pilot.run()
            return 0
    except OutputBusy as stop:
        raise click.UsageError(f"{stop}; one autopilot is enough") from stop
    except CannotWatch as stop:
        raise click.UsageError(f"changes cannot be watched ({stop}); try --poll") from stop
    except OSError as stop:
        raise click.ClickException(f"The folder cannot be written: {stop}") from stop


def _say(event: Event, *, as_json: bool) -> None:
    """One line of JSON, or a sentence for people; what others wrote steers no terminal."""
    if as_json:
        click.echo(json.dumps(event.record(), ensure_ascii=False))
    else:
        text = "\n    ".join(map(visible, event.message.split("\n")))
        click.echo(f"{event.at:%Y-%m-%d %H:%M:%S%z} {text}", err=event.grave)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()


def _status(given: Common) -> None:
    private = given.project / PRIVATE
    memory = remembered(private)
    with report.guarded(as_json=given.json):
        found = health(memory, given.at, running=is_running(private / LOCK))
    if given.json:
        state = memory.record() if memory else {}
        record = {"type": "status", "code": found.code, "message": found.sentence, **state}
        click.echo(json.dumps(record, ensure_ascii=False))
    else:
        click.echo(visible(found.sentence))
        for message in memory.messages if memory and found.code else ():
            click.echo("\n".join(f"    {visible(line)}" for line in message.split("\n")))
    sys.exit(found.code)
