"""The intake service as a process of its own, a small journal for it, and people who use it."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

import httpx
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a-token-of-the-test-that-nobody-guesses"  # noqa: S105 - opens nothing real
PROXY = "127.0.0.1"

CONFIG = """\
title: The Lamp
titles: {zh: 灯}
base_url: https://lamp.example.org/
languages: [en, zh]
timezone: UTC
consents:
  - id: stories-1
    title: What you allow us
    text: We show it **only** where you tick.
    uses: [site, feeds]
"""
_CALL = """\
---
title: {title}
date: 2026-01-01
type: story
opens: {opens}
{closes}answer_within: 14
scope: {{in: what really happened}}
binds: Somebody **answers** you
consent: stories-1
how:
  - form: {address}
{fields}---
Tell us.
"""
ADDRESS = "http://forms.example.org/"

OTHER_FIELDS = """\
fields:
  - {id: title, label: Title, labels: {zh: 标题}, most: 20, needed: yes}
  - {id: text, label: Text, type: text, hint: As long as you like, needed: yes}
  - {id: count, label: How many, type: number}
  - {id: day, label: Which day, type: date}
  - {id: page, label: Your page, type: address}
  - {id: mail, label: Mail, type: mail}
  - {id: colour, label: Colour, type: choice, options: [red, blue]}
  - {id: rooms, label: Rooms, type: choices, options: [bed, bath, hall], most: 2}
  - {id: old, label: I am 18, type: yes, needed: yes}
  - {id: pictures, label: Pictures, type: pictures, most: 2}
"""


def call(
    title: str,
    *,
    opens: str = "2026-01-02",
    closes: str = "",
    address: str = ADDRESS,
    fields: str = "",
) -> str:
    """The file of a call."""
    end = f"closes: {closes}\n" if closes else ""
    return _CALL.format(title=title, opens=opens, closes=end, address=address, fields=fields)


def journal(folder: Path, calls: Mapping[str, str] | None = None) -> Path:
    """A journal with calls; by itself one that is open."""
    (folder / "content" / "calls").mkdir(parents=True)
    (folder / "friday.yaml").write_text(CONFIG, encoding="utf-8")
    for name, text in (calls or {"your-story": call("Your story")}).items():
        (folder / "content" / "calls" / f"{name}.en.md").write_text(text, encoding="utf-8")
    return folder


@dataclass(slots=True)
class Service:
    """A running service."""

    process: subprocess.Popen[bytes]
    url: str
    queue: Path
    log: Path

    @property
    def said(self) -> list[str]:
        """The lines that it has printed until now."""
        return _lines(self.log)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """Ask it to end, and wait; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)


def command(project: Path, queue: Path, *more: str, port: int = 0) -> list[str]:
    """What starts the service."""
    start = [sys.executable, "-m", "generator", "-C", str(project), "intake", "serve", "--json"]
    return [*start, "--port", str(port), "--queue", str(queue), *more]


@contextmanager
def serving(
    project: Path, queue: Path, *more: str, min_seconds: float = 0, token: str = TOKEN
) -> Iterator[Service]:
    """A service that runs inside the block."""
    environ = {**os.environ, "FRIDAY_INTAKE_TOKEN": token}
    options = ("--min-seconds", str(min_seconds), "--per-hour", "100000", "--proxies", PROXY)
    with NamedTemporaryFile() as log:
        process = subprocess.Popen(
            command(project, queue, *options, *more), cwd=ROOT, env=environ, stdout=log
        )
        try:
            yield _opened(process, queue, Path(log.name))
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()


def _opened(process: subprocess.Popen[bytes], queue: Path, log: Path) -> Service:
    """The service as soon as it says where it is; no thread listens, which would end forking."""
    while True:
        ended = process.poll() is not None
        for line in _lines(log):
            record = json.loads(line)
            if record["type"] == "serving":
                return Service(process, record["url"], queue, log)
        assert not ended, f"the service did not start: {_lines(log)}"
        time.sleep(0.02)


def _lines(log: Path) -> list[str]:
    """Whole lines of a file that may be growing."""
    return log.read_text(encoding="utf-8").split("\n")[:-1]


_TOKEN = re.compile(r'name="_token" value="([^"]*)"')


@dataclass(slots=True)
class Person:
    """Somebody with a browser, behind a proxy that says where they are."""

    service: Service
    address: str = "203.0.113.7"
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        headers = {"X-Forwarded-For": self.address, "Accept-Language": "en"}
        # No connection outlives its answer: nobody closes the client.
        limits = httpx.Limits(max_keepalive_connections=0)
        self.client = httpx.Client(
            base_url=self.service.url, headers=headers, timeout=60, limits=limits
        )

    def opens(self, path: str = "your-story/en/") -> str:
        """The token of the form that they open."""
        page = self.client.get(path)
        found = _TOKEN.search(page.text)
        assert found, page.text
        return found[1]

    def sends(
        self,
        values: Mapping[str, str | Sequence[str]],
        pictures: Sequence[tuple[str, bytes]] = (),
        *,
        path: str = "your-story/en/",
        token: str | None = None,
        field: str = "pictures",
    ) -> httpx.Response:
        """What they get for a form that they fill in."""
        token = self.opens(path) if token is None else token
        parts: list[tuple[str, tuple[str | None, bytes]]] = [("_token", (None, token.encode()))]
        for name, given in {"_homepage": "", **values}.items():
            texts = [given] if isinstance(given, str) else given
            parts += [(name, (None, text.encode())) for text in texts]
        parts += [(field, picture) for picture in pictures]
        return self.client.post(path, files=parts)


STORY = {"title": "A lamp", "text": "It has been on my table since May, every evening, at eight."}


def key_in(answer: httpx.Response) -> str:
    """The key in the address that a sent form leads to."""
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].rpartition("key=")[2]


def picture(format_: str = "JPEG", size: tuple[int, int] = (40, 30)) -> bytes:
    """A picture file."""
    stream = BytesIO()
    Image.new("RGB", size, "orange").save(stream, format_)
    return stream.getvalue()
