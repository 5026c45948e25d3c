"""`friday intake serve` and `friday intake pull`."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from functools import partial
from ipaddress import ip_network
from pathlib import Path

import click
from msgspec.structs import replace

from generator.build.beginning import configuration
from generator.build.edition import Options
from generator.cli import report
from generator.cli.autopilot import SystemClock
from generator.cli.call_files import calls
from generator.cli.inboxes import alone, inbox_of
from generator.cli.options import Common, common, said
from generator.config import Config
from generator.files import put
from generator.intake.calls import CallPlace
from generator.intake.inbox.pulling import Pulled, Source
from generator.intake.inbox.pulling import pull as fetch
from generator.intake.sendings.sending import Asked
from generator.problems import visible
from generator.publish.failures import CommitFailed, OutputBusy
from generator.service.limits import MEGABYTE, Limits
from generator.service.queue import DATABASE, Queue, QueueFailed
from generator.service.remote import Remote

QUEUE = "queue"
"""Folder of the queue in a project, where nobody names another."""

_USUAL = Limits()
_TOKEN = "FRIDAY_INTAKE_TOKEN"  # noqa: S105 - name of a variable
_KEY = "FRIDAY_INTAKE_KEY"
_SHORTEST = 24
_LIBRARIES = frozenset({"starlette", "uvicorn", "python_multipart"})
_INSTALL = "pip install 'orange-friday[intake]'"

_QUEUE = click.option(
    "--queue",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help=f"Folder of the queue; by itself {QUEUE}/ in the project.",
)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port",
    "-p",
    type=click.IntRange(0, 65535),
    default=8100,
    show_default=True,
    help="Port; 0 for any that is free.",
)
@_QUEUE
@click.option("--address", default="", help="Where people reach it, if not where calls say.")
@click.option(
    "--proxies",
    default="",
    metavar="ADDRESSES",
    help="Proxies whose X-Forwarded-For is believed: addresses and networks, with commas.",
)
@click.option(
    "--per-hour",
    type=click.IntRange(1),
    default=_USUAL.kept_per_hour,
    show_default=True,
    help="Submissions that are kept from one network address in an hour.",
)
@click.option(
    "--megabytes",
    type=click.IntRange(1, 1000),
    default=_USUAL.body_bytes // MEGABYTE,
    show_default=True,
    help="Largest submission, pictures included.",
)
@click.option(
    "--min-seconds",
    type=click.FloatRange(0, 600),
    default=_USUAL.fastest_seconds,
    show_default=True,
    help="A form that comes back faster was filled in by a program.",
)
@common
def serve(*, host: str, port: int, folder: Path | None, address: str, **more: object) -> None:
    """Serve the forms of the calls that say `how: [{form: …}]`, until somebody stops it.

    What is sent in waits in the queue until `friday intake pull` fetches it. Over HTTP only those
    can fetch who know the token in FRIDAY_INTAKE_TOKEN; without one, nobody can.
    """
    given = said()
    try:
        from generator.service.serving import Settings, serve as run  # noqa: I001, PLC0415 - optional libraries
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _LIBRARIES:
            raise
        message = f"the intake service needs the library {error.name}; {_INSTALL}"
        raise click.UsageError(message) from error
    with report.guarded(as_json=given.json), _failing():
        config = configuration(given.project, Options())
        settings = Settings(
            project=given.project,
            clock=SystemClock(given.at if given.given else None),
            host=host,
            port=port,
            queue=_prepared(folder or given.project / QUEUE, given, config),
            say=partial(_say, as_json=given.json),
            opened=partial(_opened, as_json=given.json),
            address=address,
            proxies=_networks(str(more["proxies"])),
            token=_token(needed=False),
            secret=_secret(_KEY).encode(),
            limits=_limits(more),
        )
        run(settings)


@click.command()
@_QUEUE
@click.option("--from", "address", default="", help="Address of an intake service elsewhere.")
@click.option("--dry-run", is_flag=True, help="Say what there is, and fetch nothing.")
@common
def pull(*, folder: Path | None, address: str, dry_run: bool) -> None:
    """Fetch what waits in the queue of the intake service into the inbox.

    A submission leaves the queue when it lies in the inbox. With --from, the token of the service
    is expected in FRIDAY_INTAKE_TOKEN.
    """
    given = said()
    if folder and address:
        raise click.UsageError("--queue and --from name two queues; choose one")
    with report.guarded(as_json=given.json), _failing():
        config, known = calls(given)
        source = _source(folder or given.project / QUEUE, address)
        asked = _asking(known, config, given)
        stays, fetched = 0, 0
        inbox = inbox_of(given.project, config)
        with alone(given.project):
            for each in fetch(inbox, source, asked, given.at, dry=dry_run):
                _told(each, as_json=given.json)
                stays += each.fate is None
                fetched += each.fate is not None
        _summed(fetched, stays, given, dry=dry_run)
    sys.exit(report.PROBLEMS if stays else 0)


def _source(folder: Path, address: str) -> Source:
    if address:
        return Remote(address, _token(needed=True))
    if not (folder / DATABASE).is_file():
        raise click.UsageError(f"there is no queue in '{visible(str(folder))}'; name it: --queue")
    return Queue(folder)


def _asking(
    known: tuple[CallPlace, ...], config: Config, given: Common
) -> Callable[[str], Asked | None]:
    found = {
        place.id: Asked(
            place.id,
            place.call,
            place.form,
            tuple(dict.fromkeys(version.head.title for version in place.versions)),
            config,
            given.at,
        )
        for place in known
    }
    return found.get


def _told(each: Pulled, *, as_json: bool) -> None:
    """What became of a submission; its words are not printed."""
    fate = str(each.fate) if each.fate else "stays"
    if as_json:
        record = {"type": "pulled", "key": each.sent.key, "call": each.sent.call, "fate": fate}
        click.echo(json.dumps(record, ensure_ascii=False))
    else:
        click.echo(visible(f"{each.sent.key} {fate}: {each.sent.call}"))
    report.problems(each.problems, as_json=as_json)


def _summed(fetched: int, stays: int, given: Common, *, dry: bool) -> None:
    if given.json:
        record = {"type": "summary", "fetched": fetched, "stays": stays, "dry_run": dry}
        click.echo(json.dumps(record))
        return
    verb = "would be fetched" if dry else "fetched"
    more = f", {stays} stay in the queue" if stays else ""
    click.echo(f"{fetched} {verb}{more}" if fetched or stays else "nothing waits")


def _prepared(folder: Path, given: Common, config: Config) -> Path:
    """The folder of the queue; git keeps nothing of it.

    Raises:
        UsageError: it lies where everybody would see it.
    """
    here, there = given.project.resolve(), folder.resolve()
    for name in (config.content, str(given.output or config.output), "themes"):
        if there.is_relative_to((here / name).resolve()):
            hint = "name a folder of its own: --queue"
            raise click.UsageError(f"the queue cannot lie in '{visible(name)}'; {hint}")
    if there == here:
        raise click.UsageError("the queue needs a folder of its own: --queue")
    there.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (there / ".gitignore").exists():
        put(there / ".gitignore", b"*\n")
    return there


def _limits(given: Mapping[str, object]) -> Limits:
    often, size = int(str(given["per_hour"])), int(str(given["megabytes"])) * MEGABYTE
    return replace(
        _USUAL,
        kept_per_hour=often,
        posts_per_hour=max(_USUAL.posts_per_hour, 3 * often),
        body_bytes=size,
        picture_bytes=min(_USUAL.picture_bytes, size),
        fastest_seconds=float(str(given["min_seconds"])),
    )


def _networks(text: str) -> tuple[str, ...]:
    names = tuple(filter(None, (part.strip() for part in text.split(","))))
    for name in names:
        try:
            ip_network(name)
        except ValueError as error:
            raise click.UsageError(f"--proxies '{visible(name)}': {error}") from error
    return names


def _token(*, needed: bool) -> str:
    token = _secret(_TOKEN)
    if not token and needed:
        raise click.UsageError(f"{_TOKEN} is not set; it is the token that the service has")
    return token


def _secret(name: str) -> str:
    """What the environment holds; empty for nothing."""
    secret = os.environ.get(name, "").strip()
    if secret and len(secret) < _SHORTEST:
        raise click.UsageError(f"{name} is too short; it needs {_SHORTEST} characters or more")
    return secret


class _failing:  # noqa: N801 - reads as a statement
    """What may go wrong on the way, as a sentence."""

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OutputBusy):
            raise click.UsageError(f"{error}; one service has a queue") from error
        if isinstance(error, QueueFailed | CommitFailed):
            raise click.ClickException(visible(str(error))) from error
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            name = f"'{error.filename}': " if error.filename else ""
            raise click.ClickException(visible(f"{name}{error.strerror or error}")) from error


def _opened(host: str, port: int, *, as_json: bool) -> None:
    url = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    if as_json:
        click.echo(json.dumps({"type": "serving", "url": url}))
    else:
        click.echo(f"{url} takes submissions; Ctrl-C stops")
    sys.stdout.flush()


def _say(code: str, message: str, *, as_json: bool) -> None:
    """One line of what happens; nothing in it is about a visitor."""
    if as_json:
        click.echo(json.dumps({"type": code, "message": message}, ensure_ascii=False))
    else:
        click.echo(visible(f"{code}: {message}"))
    sys.stdout.flush()
