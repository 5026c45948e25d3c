"""The intake service under load, beside slow clients, and killed: `python -m bench.intake`.

    load    200 submissions a second for a minute, a quarter of them with a picture
    slow    1,000 clients that send a byte a second, and people who want to send something
    kill    kill -9 at 20 moments while people send; nothing acknowledged may be lost

Every submission opens the form, sends it over a connection of its own, and is counted when the
answer says so. Afterwards the queue is read, and every key that was acknowledged has to be in it
with its pictures whole. Exits with 1 where that is not so.
"""

import argparse
import asyncio
import hashlib
import re
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.service.queue import DATABASE, FILES, Queue
from tests.service.running import Service, journal, picture, serving

_PATH = "/your-story/en/"
_BOUNDARY = "----the-boundary-of-the-bench"
_TOKEN = re.compile(rb'name="_token" value="([^"]*)"')
_COOKIE = re.compile(rb"set-cookie: (friday_form=[0-9a-f]+)", re.IGNORECASE)
_KEY = re.compile(rb"location: \S*key=([0-9a-f]{16})", re.IGNORECASE)
_PATIENCE = 60.0
_SLOW_EVERY = 1.0


@dataclass
class Tally:
    """What people saw."""

    keys: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    failed: Counter[str] = field(default_factory=Counter)


async def person(number: int, port: int, photo: bytes, tally: Tally) -> None:
    """Somebody opens the form, sends it, and notes what they were told."""
    begun = time.perf_counter()
    try:
        async with asyncio.timeout(_PATIENCE):
            answer = await exchange(number, port, photo)
    except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
        tally.failed[type(error).__name__] += 1
        return
    found = _KEY.search(answer)
    if found is None:
        tally.failed[answer[:12].decode("latin-1")] += 1
        return
    tally.keys.append(found[1].decode())
    tally.seconds.append(time.perf_counter() - begun)


async def exchange(number: int, port: int, photo: bytes) -> bytes:
    """The head of the answer to a submission."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        ip = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        head = f"Host: bench\r\nX-Forwarded-For: {ip}\r\n"
        writer.write(f"GET {_PATH} HTTP/1.1\r\n{head}\r\n".encode())
        page = await whole(reader)
        token, cookie = _TOKEN.search(page), _COOKIE.search(page)
        if token is None or cookie is None:
            return page
        body = form(number, token[1], photo)
        writer.write(
            f"POST {_PATH} HTTP/1.1\r\n{head}Cookie: {cookie[1].decode()}\r\n"
            f"Content-Type: multipart/form-data; boundary={_BOUNDARY}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        return await whole(reader)
    finally:
        writer.close()


async def whole(reader: asyncio.StreamReader) -> bytes:
    """One answer with its body."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    return head + await reader.readexactly(int(length[1]) if length else 0)


def form(number: int, token: bytes, photo: bytes) -> bytes:
    """What a browser sends; no two are the same."""
    values = {
        "_token": token,
        "_homepage": b"",
        "title": b"Story %d" % number,
        "text": b"This is what happened to number %d. " % number * 20,
        "by": b"Somebody",
        "uses": b"site",
    }
    parts = [
        b'--%b\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
        % (_BOUNDARY.encode(), name.encode(), value)
        for name, value in values.items()
    ]
    if photo:
        parts.append(
            b'--%b\r\nContent-Disposition: form-data; name="pictures"; filename="a.jpg"\r\n'
            b"Content-Type: image/jpeg\r\n\r\n%b\r\n" % (_BOUNDARY.encode(), photo)
        )
    return b"".join(parts) + b"--%b--\r\n" % _BOUNDARY.encode()


async def crowd(port: int, rate: float, seconds: float, photo: bytes, first: int) -> Tally:
    """People who come at a steady rate, whether others were served or not."""
    tally, begun, tasks = Tally(), time.perf_counter(), []
    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
        mine = photo if number % 4 == 0 else b""
        tasks.append(asyncio.create_task(person(first + number, port, mine, tally)))
    await asyncio.gather(*tasks)
    return tally


async def slow(port: int, number: int, ended: list[float]) -> None:
    """Somebody who sends a byte now and then, of a head or of a body, until they are let go."""
    begun = time.perf_counter()
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = b"GET / HTTP/1.1\r\nHost: slow\r\nX-Slow: "
        if number % 2:
            head = (
                b"POST %b HTTP/1.1\r\nHost: slow\r\nX-Forwarded-For: 10.99.%d.%d\r\n"
                b"Content-Length: 1000000\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n"
                b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n'
                % (_PATH.encode(), number >> 8, number & 255)
            )
        writer.write(head)
        while not reader.at_eof():
            writer.write(b"-")
            await writer.drain()
            with_answer = asyncio.wait_for(reader.read(65536), _SLOW_EVERY)
            try:
                if not await with_answer:
                    break
            except TimeoutError:
                continue
    except OSError:
        pass
    ended.append(time.perf_counter() - begun)


def missing(folder: Path, keys: list[str]) -> Iterator[str]:
    """What is wrong with a queue after everything."""
    with sqlite3.connect(folder / DATABASE) as database:
        if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            yield "the database is damaged"
    queue, after, there, files = Queue(folder), 0, set[str](), set[str]()
    while found := queue.waiting(after=after, most=500):
        after = found[-1].number
        for each in found:
            there.add(each.sent.key)
            for number, shot in enumerate(each.sent.pictures, 1):
                files.add(each.sent.file(number))
                data = (folder / FILES / each.sent.file(number)).read_bytes()
                if hashlib.sha256(data).hexdigest() != shot.sha256:
                    yield f"{each.sent.file(number)} is not whole"
    queue.close()
    lost = set(keys) - there
    yield from (f"{key} was acknowledged and is lost" for key in sorted(lost))
    left = {file.name for file in (folder / FILES).iterdir()} - files
    yield from (f"{name} belongs to nobody" for name in sorted(left))


def port_of(service: Service) -> int:
    return int(service.url.rstrip("/").rpartition(":")[2])


def shown(name: str, tally: Tally, seconds: float) -> None:
    """A row of figures."""
    times = sorted(tally.seconds) or [0.0]
    half, most = statistics.median(times), times[int(len(times) * 0.99)]
    print(
        f"{name}: {len(tally.keys)} kept in {seconds:.1f} s, {len(tally.keys) / seconds:.0f} a "
        f"second; half within {half * 1000:.0f} ms, 99 % within {most * 1000:.0f} ms, "
        f"slowest {times[-1] * 1000:.0f} ms; failed {dict(tally.failed) or 'none'}"
    )


def load(project: Path, folder: Path, rate: float, seconds: float, photo: bytes) -> list[str]:
    """A minute of people."""
    with serving(project, folder) as service:
        begun = time.perf_counter()
        tally = asyncio.run(crowd(port_of(service), rate, seconds, photo, 0))
        shown("load", tally, time.perf_counter() - begun)
        service.stop()
    wrong = list(missing(folder, tally.keys))
    return wrong + [f"{n} x {why}" for why, n in tally.failed.items()]


def beside(project: Path, folder: Path, clients: int, photo: bytes) -> list[str]:
    """People beside slow clients."""

    async def run(port: int) -> tuple[Tally, float]:
        crawling = [asyncio.create_task(slow(port, number, ended)) for number in range(clients)]
        await asyncio.sleep(5)
        begun = time.perf_counter()
        tally = await crowd(port, 20, 10, photo, 0)
        took = time.perf_counter() - begun
        await asyncio.wait(crawling, timeout=60)
        return tally, took

    ended: list[float] = []
    with serving(project, folder) as service:
        tally, took = asyncio.run(run(port_of(service)))
        shown(f"beside {clients} slow clients", tally, took)
        print(f"  {len(ended)} of them were let go, the last after {max(ended, default=0):.0f} s")
        service.stop()
    wrong = list(missing(folder, tally.keys)) + [f"{n} x {w}" for w, n in tally.failed.items()]
    return wrong if len(ended) == clients else [*wrong, f"{clients - len(ended)} stayed"]


def kills(project: Path, folder: Path, times: int, photo: bytes) -> list[str]:
    """One queue, and a service that dies again and again."""
    keys: list[str] = []
    for number in range(times):
        chance = int(hashlib.sha256(b"%d" % number).hexdigest()[:6], 16) / 0xFFFFFF
        with serving(project, folder) as service:
            told = asyncio.run(until_killed(service, 0.2 + 3 * chance, photo, number * 100_000))
            keys += told.keys
            print(f"  killed after {0.2 + 3 * chance:.2f} s: {len(told.keys)} acknowledged")
    with serving(project, folder) as service:
        service.stop()
    print(f"kill: {times} times, {len(keys)} acknowledged in all")
    return list(missing(folder, keys))


async def until_killed(service: Service, seconds: float, photo: bytes, first: int) -> Tally:
    """People send until the service dies."""
    tally, tasks = Tally(), []
    port = port_of(service)

    async def again(start: int) -> None:
        for number in range(start, start + 1000):
            await person(number, port, photo if number % 4 == 0 else b"", tally)
            if tally.failed:
                return

    tasks = [asyncio.create_task(again(first + 1000 * each)) for each in range(16)]
    await asyncio.sleep(seconds)
    service.kill()
    await asyncio.gather(*tasks)
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rate", type=float, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--slow", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=20)
    given = parser.parse_args()
    photo = picture(size=(320, 240)) + b""
    wrong: list[str] = []
    top = Path(tempfile.mkdtemp())
    try:
        project = journal(top / "journal")
        if given.seconds:
            wrong += load(project, top / "load", given.rate, given.seconds, photo)
        if given.slow:
            wrong += beside(project, top / "slow", given.slow, photo)
        if given.kills:
            wrong += kills(project, top / "kill", given.kills, photo)
    finally:
        shutil.rmtree(top, ignore_errors=True)
    print("\n".join(wrong) or "nothing acknowledged is lost, nothing is half-written")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
