"""The service from its start to its end: read the project, listen, read it again when it changed.

The one door of uvicorn, with `wire`. A signal ends it well: what was taken is answered first.
"""

import asyncio
import logging
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType

import uvicorn
from msgspec.structs import replace

from generator.problems import ProblemsFound
from generator.publish.lock import held
from generator.service.app import House, Say, application
from generator.service.catalogue import Catalogue, catalogue
from generator.service.chance import key_bytes
from generator.service.clock import Clock
from generator.service.crowds import Crowd
from generator.service.drain import Drain
from generator.service.figures import Figures
from generator.service.headers import place_of
from generator.service.limits import Limits
from generator.service.queue import Queue
from generator.service.reception import Reception
from generator.service.scribe import Scribe
from generator.service.tokens import Signer
from generator.service.watching import Look, look
from generator.service.wire import guarded

_LOOK_SECONDS = 2.0
_START_SECONDS = 2.0
_END_SECONDS = 30
_BACKLOG = 2048
_TURN_SECONDS = 0.0005
"""How long one thread may keep the others waiting: each wait for the disk or a socket hands over,
and with Python's usual 5 ms the two threads that are always busy would wait for one another."""

_OWN_FILES = 128
"""Files that the process needs beside connections."""
_AT_MOST_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the service is started with.

    Attributes:
        address: where people reach it; empty for what the calls say.
        queue: folder of the queue.
        proxies: addresses and networks whose `X-Forwarded-For` is believed.
        token: what whoever fetches over HTTP has to show; empty: nobody may.
        secret: key for tokens and digests; empty for that of the queue's folder.
        say: is told what happens, as a code and a sentence without personal data.
        opened: is told where it listens, once it does.
    """

    project: Path
    clock: Clock
    host: str
    port: int
    queue: Path
    say: Say
    opened: Callable[[str, int], None]
    address: str = ""
    proxies: Sequence[str] = ()
    token: str = field(default="", repr=False)
    secret: bytes = field(default=b"", repr=False)
    limits: Limits = field(default_factory=Limits)


def serve(settings: Settings) -> None:
    """Serve until a signal asks to end.

    Raises:
        ProblemsFound: the project has mistakes, or no call has a form.
        OutputBusy: another service has the queue.
        QueueFailed: the queue cannot be used.
        OSError: the address cannot be listened at.
    """
    sys.setswitchinterval(_TURN_SECONDS)
    lock = settings.queue / "lock.d"
    queue = Queue(settings.queue)
    lock.mkdir(exist_ok=True)
    with held(lock, wait_seconds=_START_SECONDS, busy="used"):
        try:
            _serve(settings, queue)
        finally:
            queue.close()


def _serve(settings: Settings, queue: Queue) -> None:
    limits, clock = _bearable(settings.limits), settings.clock
    same = timedelta(days=limits.same_days)
    queue.sweep(clock.now(), same=same)
    scribe = Scribe(queue, same)
    reception = Reception(
        limits=limits,
        clock=clock,
        queue=queue,
        scribe=scribe,
        signer=Signer(settings.secret or queue.secret(key_bytes()), limits),
        posts=Crowd(clock, limits.posts_per_hour, limits.forget_seconds, key_bytes),
        kept=Crowd(clock, limits.kept_per_hour, limits.forget_seconds, key_bytes),
        figures=Figures(),
    )
    house = House(_read(settings), reception, settings.say)
    drain = Drain(queue, clock, settings.token) if settings.token else None
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    place = (settings.host, settings.port)
    with socket.create_server(place, family=family, backlog=_BACKLOG) as listener:
        scribe.start()
        try:
            asyncio.run(_listen(settings, house, drain, listener))
        finally:
            scribe.stop()


def _bearable(limits: Limits) -> Limits:
    """The limits, with no more connections than this process may have files open."""
    try:
        import resource  # noqa: PLC0415 - not every system has it
    except ImportError:
        return limits
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if most == resource.RLIM_INFINITY:
        return limits
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return replace(limits, connections=min(limits.connections, max(most - _OWN_FILES, 1)))


def _read(settings: Settings) -> Catalogue:
    return catalogue(settings.project, settings.clock.now(), settings.limits, settings.address)


async def _listen(
    settings: Settings, house: House, drain: Drain | None, listener: socket.socket
) -> None:
    for name in ("uvicorn.error", "python_multipart"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # they may quote what visitors sent
    config = uvicorn.Config(
        application(house, drain),
        http=guarded(house.reception.limits),
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=list(settings.proxies),
        timeout_graceful_shutdown=_END_SECONDS,
    )
    settings.opened(*listener.getsockname()[:2])
    async with _kept_fresh(settings, house):
        await _Server(config).serve(sockets=[listener])


class _Server(uvicorn.Server):
    """Ends well when it was asked to: with what was taken answered, and without a signal's code."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal came; a second Ctrl-C waits for nobody."""
        del frame
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True


@asynccontextmanager
async def _kept_fresh(settings: Settings, house: House) -> AsyncIterator[None]:
    """Inside the block the forms are those of the project as it is."""
    task = asyncio.create_task(_freshening(settings, house))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _freshening(settings: Settings, house: House) -> None:
    read, before = settings.clock.now(), house.catalogue.seen
    while True:
        await asyncio.sleep(_LOOK_SECONDS)
        now, after = settings.clock.now(), await _look(settings, house)
        due = _is_due(house.catalogue, now, read)
        if after == before and not due:
            continue
        if after != before:
            await asyncio.sleep(_LOOK_SECONDS / 4)  # an editor may still be writing
            after = await _look(settings, house)
        before, read = after, now
        try:
            house.catalogue = await asyncio.to_thread(_read, settings)
            settings.say("read", f"{len(house.catalogue.offers)} forms")
        except (ProblemsFound, OSError) as stop:
            settings.say("stale", f"the last good forms stay: {_first(stop)}")
        except Exception as error:  # noqa: BLE001 - a bug, and the next look may be well
            settings.say("bug", f"the last good forms stay: {place_of(error)}")


async def _look(settings: Settings, house: House) -> Look:
    return await asyncio.to_thread(look, settings.project, house.catalogue.content)


def _is_due(current: Catalogue, now: datetime, read: datetime) -> bool:
    """Whether something happened by itself since the project was read."""
    late = current.until is not None and now >= current.until
    return late and now - read >= _AT_MOST_EVERY


def _first(stop: Exception) -> str:
    if isinstance(stop, ProblemsFound):
        return str(stop.problems[0]).partition("\n")[0]
    return str(stop)
