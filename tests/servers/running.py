"""A server of this machine as a child process: on loopback, on a free port, gone at the end."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

HOST = "127.0.0.1"
TRIES = 5
PATIENCE_SECONDS = 30.0
# Servers live where the path of an ordinary user may not lead.
SBIN = ("/usr/local/sbin", "/usr/sbin", "/sbin", "/opt/homebrew/sbin", "/opt/homebrew/bin")


class NotServing(Exception):
    """The server did not come up; says what it wrote."""


def program(name: str) -> str:
    """Where a program is.

    Raises:
        NotServing: nowhere; a test that needs it fails, since `make test` brings it.
    """
    path = os.pathsep.join((os.environ.get("PATH", ""), *SBIN))
    found = shutil.which(name, path=path)
    if found is None:
        raise NotServing(f"there is no {name} here; `make test` installs one, or says how")
    return found


def free_port() -> int:
    """A port that nobody listens on, for now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def running(
    command: Callable[[int], Sequence[str]],
    log: Path,
    environment: Mapping[str, str] | None = None,
) -> Iterator[int]:
    """Run a server while the block runs; gives its port.

    Args:
        command: the command line for a port; the server stays in the foreground.
        log: takes what it prints; shown if it does not come up.
    """
    for _ in range(TRIES):
        port = free_port()
        with log.open("ab") as output:
            process = subprocess.Popen(
                command(port),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=None if environment is None else {**os.environ, **environment},
                start_new_session=True,
            )
        try:
            if _answers(process, port):
                yield port
                return
        finally:
            _end(process)
    raise NotServing(f"{command(0)[0]}: {log.read_text(errors='replace')[-2000:]}")


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until somebody listens there; False if the process ends instead."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            return False
        with socket.socket() as probe:
            probe.settimeout(1.0)
            if probe.connect_ex((HOST, port)) == 0:
                return process.poll() is None
        time.sleep(0.02)
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the server, kindly first."""
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
