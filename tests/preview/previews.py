"""A small journal, and the real `friday serve` looking after it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from time import sleep
from typing import IO
from urllib.parse import urlsplit

# Long enough for the slowest machine; nobody waits for it unless something is broken.
PATIENCE_SECONDS = 60.0
PAUSE_SECONDS = 0.02

DIARY = "content/diaries/2026-01-02-first-light.md"


def journal(folder: Path, *, base_url: str = "https://example.org/journal/") -> Path:
    """Write a journal of one diary."""
    write(folder / "friday.yaml", f"title: Lamp\nbase_url: {base_url}\n")
    write(folder / DIARY, diary("The lamp glows."))
    return folder


def diary(text: str, head: str = "title: First light") -> str:
    return f"---\n{head}\n---\n\n{text}\n"


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def until(holds: Callable[[], object], what: str) -> None:
    """Wait for a condition, however long it takes on this machine."""
    for _ in range(round(PATIENCE_SECONDS / PAUSE_SECONDS)):
        if holds():
            return
        sleep(PAUSE_SECONDS)
    raise AssertionError(f"this never happened: {what}")


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: str


def ask(url: str, *, method: str = "GET", **headers: str) -> Reply:
    """The answer of a server, no redirect followed; `If_None_Match` is a header's name, too."""
    parts = urlsplit(url)
    connection = HTTPConnection(str(parts.hostname), parts.port, timeout=PATIENCE_SECONDS)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    query = f"?{parts.query}" if parts.query else ""
    connection.request(method, f"{parts.path}{query}", headers=named)
    answer = connection.getresponse()
    reply = Reply(answer.status, dict(answer.headers), answer.read().decode())
    connection.close()
    return reply


class Preview:
    """A running `friday serve --json`."""

    def __init__(self, process: subprocess.Popen[str], output: IO[str]) -> None:
        self.process = process
        self._output = output
        self.url = ""
        until(self._opened, "the preview opens")

    def _opened(self) -> bool:
        assert self.process.poll() is None, self.printed()
        found = [record["url"] for record in self.records() if record["type"] == "serving"]
        self.url = str(found[0]) if found else ""
        return bool(found)

    def printed(self) -> str:
        """Everything that it printed so far."""
        self._output.seek(0)
        return self._output.read()

    def records(self) -> list[dict[str, object]]:
        """The whole lines of JSON that it printed so far."""
        lines = self.printed().splitlines(keepends=True)
        return [json.loads(line) for line in lines if line.startswith("{") and line.endswith("\n")]

    def page(self, path: str = "diaries/first-light/") -> str:
        return ask(f"{self.url}{path}").body

    def stop(self, number: int = signal.SIGINT) -> int:
        """Send a signal; the exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE_SECONDS)


@contextmanager
def previewing(project: Path, *options: str) -> Iterator[Preview]:
    """Run `friday serve` on a free port while the block runs."""
    log = project / "printed.txt"
    command = (sys.executable, "-m", "generator", "--json", "serve", "--port", "0", *options)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with (
        log.open("w+", encoding="utf-8") as output,
        log.open("r", encoding="utf-8") as reading,
        subprocess.Popen(
            command, cwd=project, env=environment, stdout=output, stderr=output, text=True
        ) as process,
    ):
        try:
            yield Preview(process, reading)
        finally:
            process.kill()
            print(log.read_text(encoding="utf-8"))  # noqa: T201 - seen where a test fails
