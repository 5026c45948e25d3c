"""A real web server with the site and a hub: who is told what, and when."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

import pytest

from generator.targets import websub
from generator.targets.publishing import What
from tests.targets.publishes import diary, journal, published, put

THIRD = {"content/diaries/third.md": diary("Third", "2026-06-02 09:00")}


@dataclass
class Web:
    """What the server was told, and how it behaves.

    Attributes:
        pings: forms that the hub got, each with what the feed's address gave at that moment.
        status: of the hub's answers.
        asked: paths that were fetched.
    """

    address: str
    pings: list[tuple[dict[str, list[str]], bytes]] = field(default_factory=list)
    status: int = 204
    asked: list[str] = field(default_factory=list)


@contextmanager
def serving(root: Path) -> Iterator[Web]:
    web = Web("")

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            web.asked.append(self.path)
            super().do_GET()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = parse_qs(body)
            assert self.headers["Content-Type"] == "application/x-www-form-urlencoded"
            path = form["hub.url"][0].removeprefix(web.address)
            web.pings.append((form, (root / path).read_bytes()))
            self.send_response(web.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
            del format, arguments

    make: Callable[..., BaseHTTPRequestHandler] = partial(Handler, directory=str(root))
    with ThreadingHTTPServer(("127.0.0.1", 0), make) as server:
        web.address = f"http://127.0.0.1:{server.server_port}/"
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield web
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving(tmp_path / "public/current") as started:
        yield started


@pytest.fixture
def project(tmp_path: Path, web: Web) -> Path:
    made = journal(tmp_path / "j", "targets: {web: {folder: ../public}}")
    config = (made / "friday.yaml").read_text()
    config = config.replace("https://journal.example.org/", web.address)
    (made / "friday.yaml").write_text(f"{config}hub: {web.address}hub\n")
    return made


def topics(web: Web) -> list[str]:
    return sorted(form["hub.url"][0].removeprefix(web.address) for form, _ in web.pings)


def test_the_hub_is_told_of_each_changed_feed_once_readers_get_it(project: Path, web: Web) -> None:
    published(project, "2026-06-01")
    web.pings.clear()
    put(project, THIRD)
    outcome = published(project, "2026-06-02T10:00")

    assert outcome.warnings == ()
    assert all(form["hub.mode"] == ["publish"] for form, _ in web.pings)
    assert {"atom.xml", "feed.xml", "feed.json", "diaries/atom.xml"} <= set(topics(web))
    assert len(topics(web)) == len(set(topics(web)))
    assert all(b"Third" in content for _, content in web.pings)


def test_the_hub_is_not_told_when_no_feed_changes(project: Path, web: Web) -> None:
    published(project, "2026-06-01")
    web.pings.clear()
    put(project, {"content/pages/about.md": "---\ntitle: About\n---\nUs.\n"})
    outcome = published(project, "2026-06-02")

    assert outcome.what is What.PUBLISHED
    assert web.pings == []


def test_a_hub_that_refuses_is_a_warning_and_is_told_at_the_next_look(
    project: Path, web: Web
) -> None:
    published(project, "2026-06-01")
    web.pings.clear()
    put(project, THIRD)
    web.status = 503
    outcome = published(project, "2026-06-02T10:00")
    assert outcome.what is What.PUBLISHED
    assert any("503" in warning for warning in outcome.warnings)
    refused = topics(web)
    web.pings.clear()
    web.status = 202
    again = published(project, "2026-06-02T11:00", if_due=True)

    assert (again.what, again.warnings) == (What.NOTHING_DUE, ())
    assert topics(web) == refused
    assert published(project, "2026-06-02T12:00", if_due=True).warnings == ()
    assert topics(web) == refused


def test_as_long_as_the_address_gives_the_old_feed_the_hub_is_not_told(
    project: Path, web: Web, tmp_path: Path
) -> None:
    """As with a host that takes a while; it is asked again until the time is over."""
    published(project, "2026-06-01")
    web.pings.clear()
    put(project, THIRD)
    config = (project / "friday.yaml").read_text()
    (project / "friday.yaml").write_text(config.replace("../public", "../elsewhere"))
    naps: list[float] = []
    outcome = published(project, "2026-06-02T10:00", wait_seconds=5.0, wait=naps.append)

    assert outcome.what is What.PUBLISHED
    assert web.pings == []
    assert sum(naps) == pytest.approx(5.0)
    assert "not served yet" in outcome.warnings[0]
    (tmp_path / "public/current").unlink()
    (tmp_path / "public/current").symlink_to(tmp_path / "elsewhere/current")
    assert published(project, "2026-06-02T10:30", if_due=True).warnings == ()
    assert "atom.xml" in topics(web)


def test_a_hub_that_nobody_answers_at_is_a_warning(project: Path, web: Web) -> None:
    config = (project / "friday.yaml").read_text()
    (project / "friday.yaml").write_text(
        config.replace(f"hub: {web.address}hub", "hub: http://127.0.0.1:9/hub")
    )
    outcome = published(project, "2026-06-01")

    assert outcome.what is What.PUBLISHED
    assert any("did not take" in warning for warning in outcome.warnings)


def test_a_hub_that_never_answers_is_waited_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websub, "_LONGEST_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(3)
        refused = websub.ping(f"http://127.0.0.1:{silent.getsockname()[1]}/hub", ["a", "b", "c"])
        silent.accept()[0].close()
        silent.settimeout(0.2)
        with pytest.raises(TimeoutError):
            silent.accept()

    assert list(refused) == ["a", "b", "c"]
    assert len(set(refused.values())) == 1
