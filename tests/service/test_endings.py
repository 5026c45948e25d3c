"""A service that is stopped, killed, or held by clients that send nothing."""

import asyncio
import socket
import stat
import subprocess
from pathlib import Path

from bench.intake import Tally, missing, port_of, until_killed
from tests.service.running import STORY, Person, command, journal, key_in, picture, serving


def test_nothing_acknowledged_is_lost_and_nothing_half_written_when_it_is_killed(
    tmp_path: Path,
) -> None:
    project, queue = journal(tmp_path / "journal"), tmp_path / "queue"
    keys: list[str] = []
    for seconds in (0.7, 1.6):
        with serving(project, queue) as service:
            told: Tally = asyncio.run(until_killed(service, seconds, picture(), len(keys) * 10_000))
            keys += told.keys
    with serving(project, queue) as service:
        service.stop()

    assert keys
    assert list(missing(queue, keys)) == []


def test_a_polite_end_is_a_good_one(tmp_path: Path) -> None:
    project, queue = journal(tmp_path / "journal"), tmp_path / "queue"
    with serving(project, queue) as service:
        key = key_in(Person(service).sends(STORY))
        code = service.stop()
        said = service.said

    assert code == 0
    assert said
    assert list(missing(queue, [key])) == []
    assert stat.S_IMODE(queue.stat().st_mode) == 0o700
    assert all("203.0.113.7" not in line and "A lamp" not in line for line in said)


def test_those_who_send_nothing_whole_are_let_go_and_others_are_served(tmp_path: Path) -> None:
    project, queue = journal(tmp_path / "journal"), tmp_path / "queue"
    with serving(project, queue) as service:
        port = port_of(service)
        slow = [socket.create_connection(("127.0.0.1", port), timeout=60) for _ in range(60)]
        for each in slow:
            each.sendall(b"GET / HTTP/1.1\r\nX-Slow: ")
        key = key_in(Person(service).sends(STORY))
        ended = [_end_of(each) for each in slow]
        for each in slow:
            each.close()
        service.stop()

    assert key
    assert ended == [b""] * 60


def _end_of(wire: socket.socket) -> bytes:
    try:
        return wire.recv(100)
    except ConnectionResetError:
        return b""


def test_two_services_do_not_share_a_queue(tmp_path: Path) -> None:
    project, queue = journal(tmp_path / "journal"), tmp_path / "queue"
    with serving(project, queue):
        other = subprocess.run(
            command(project, queue), capture_output=True, text=True, timeout=120, check=False
        )

    assert other.returncode == 2
    assert "one service has a queue" in other.stderr
