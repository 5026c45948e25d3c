"""The web server of the preview, asked by real clients."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.preview.server import CannotServe, Server
from generator.preview.stage import Scene, Stage
from tests.preview.previews import ask, write


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    write(tmp_path / "index.html", "<body>home</body>")
    listening = Server("127.0.0.1", 0, Stage(Scene("7-1", tmp_path)))
    with listening, listening.open_to_all():
        yield listening


def test_a_page_is_sent(server: Server) -> None:
    assert "home" in ask(server.url()).body


def test_head_says_what_get_would_say_without_sending_it(server: Server) -> None:
    head, get = ask(server.url(), method="HEAD"), ask(server.url())

    assert (head.status, head.headers, head.body) == (200, {**get.headers, **_date(head)}, "")


def _date(reply: object) -> dict[str, str]:
    """The one header that may differ from one second to the next."""
    return {"Date": getattr(reply, "headers")["Date"]}  # noqa: B009 - any reply will do


def test_nothing_follows_the_headers_of_an_answer_to_head(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.server_port)) as client:
        client.sendall(b"HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        client.shutdown(socket.SHUT_WR)
        with client.makefile("rb") as sent:
            assert sent.read().endswith(b"\r\n\r\n")


def test_a_browser_that_has_the_page_is_sent_none(server: Server) -> None:
    tag = ask(server.url()).headers["ETag"]
    again = ask(server.url(), If_None_Match=tag)

    assert (again.status, again.body) == (304, "")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_nothing_can_be_done_but_reading(server: Server, method: str) -> None:
    reply = ask(server.url(), method=method)

    assert (reply.status, reply.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("name", ["evil.example", "evil.example:80", "localhost.evil.example", "["])
@pytest.mark.parametrize("path", ["/", "/_friday/events", "/_friday/live.js"])
def test_a_page_from_elsewhere_cannot_pretend_to_be_this_server(
    server: Server, name: str, path: str
) -> None:
    assert ask(server.url(path), Host=name).status == 403


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST:9", "127.0.0.1:9", "[::1]:9"])
def test_this_machine_has_several_names(server: Server, name: str) -> None:
    assert ask(server.url(), Host=name).status == 200


def test_a_server_for_the_network_has_names_that_it_does_not_know(tmp_path: Path) -> None:
    everywhere = "0.0.0.0"  # noqa: S104 - for a moment, on a port that nobody knows
    with Server(everywhere, 0, Stage(Scene("7-1", tmp_path))) as listening:
        assert listening.knows("lamp.example")


def test_the_script_of_pages_is_served(server: Server) -> None:
    reply = ask(server.url("/_friday/live.js"))

    assert reply.headers["Content-Type"] == "text/javascript; charset=utf-8"


def test_a_port_that_is_taken_is_refused_with_the_next_one_as_a_hint(server: Server) -> None:
    with pytest.raises(CannotServe) as refused:
        Server("127.0.0.1", server.server_port, Stage(Scene("7-1")))

    assert refused.value.hint == f"choose another one: --port {server.server_port + 1}"


def test_a_host_that_does_not_exist_is_refused() -> None:
    with pytest.raises(CannotServe, match=r"'no\.such.host\.invalid'"):
        Server("no.such.host.invalid", 0, Stage(Scene("7-1")))
