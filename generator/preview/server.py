"""The preview's web server: this machine, reading only, and nobody who pretends to be it."""

import errno
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from socketserver import TCPServer
from threading import Thread
from urllib.parse import urlsplit

from generator.preview import live
from generator.preview.answers import Answer, Known, answer
from generator.preview.stage import Stage

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
HEARTBEAT_SECONDS = 15.0
IDLE_SECONDS = 60.0
_EVERYWHERE = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - names them, does not bind them


class CannotServe(Exception):
    """The address is not ours to use.

    Attributes:
        hint: what to try instead.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Server(ThreadingHTTPServer):
    """Listens from the start; answers once `open_to_all` was entered.

    Raises:
        CannotServe: the address is taken, forbidden or unknown.
    """

    daemon_threads = True
    request_queue_size = 128
    # Elsewhere it lets a restarted server have its port back; there it would let two share one.
    allow_reuse_address = os.name != "nt"

    def __init__(self, host: str, port: int, stage: Stage) -> None:
        self.stage = stage
        self.host = host
        self.address_family, place = _place(host, port)
        try:
            super().__init__(place, Handler)
        except OSError as error:
            raise _refusal(host, port, error) from error
        bound = ip_address(str(self.server_address[0]).partition("%")[0])
        self._names = LOCAL_NAMES | {host.lower(), str(bound)} if bound.is_loopback else None

    def server_bind(self) -> None:
        """Bind, without asking the network for this machine's name as the parent does."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.host, int(self.server_address[1])

    def url(self, path: str = "/") -> str:
        """The address for a browser on this machine."""
        name = "localhost" if self.host in _EVERYWHERE else self.host
        return f"http://{f'[{name}]' if ':' in name else name}:{self.server_port}{path}"

    def knows(self, host: str) -> bool:
        """Whether a request may call us so.

        A server for this machine alone has no other name. A page from elsewhere whose name was
        made to lead here (DNS rebinding) says its own.
        """
        if self._names is None:
            return True
        try:
            name = urlsplit(f"//{host}").hostname
        except ValueError:
            return False
        return name in self._names

    @contextmanager
    def open_to_all(self) -> Iterator[None]:
        """Answer requests inside the block."""
        thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.shutdown()

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is no error; anything else is shown as usual."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # as it came


def _place(host: str, port: int) -> tuple[socket.AddressFamily, tuple[str, int]]:
    """Family and address to bind."""
    try:
        found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=_PASSIVE)
    except socket.gaierror as error:
        raise CannotServe(f"there is no host '{host}'", "try --host 127.0.0.1") from error
    family, _, _, _, address = found[0]
    return family, (str(address[0]), port)


_PASSIVE = socket.AI_PASSIVE


def _refusal(host: str, port: int, error: OSError) -> CannotServe:
    if error.errno == errno.EADDRINUSE:
        hint = f"choose another one: --port {port + 1}"
        return CannotServe(f"port {port} of {host} is in use by another program", hint)
    if error.errno == errno.EACCES:
        return CannotServe(f"port {port} of {host} is not for everybody", "try --port 8000")
    reason = error.strerror or str(error)
    return CannotServe(f"cannot serve at {host}, port {port}: {reason}", "try --host 127.0.0.1")


class Handler(BaseHTTPRequestHandler):
    """One browser's connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS

    def do_GET(self) -> None:
        """Send a file, or the news for as long as somebody listens."""
        path = self.path.partition("?")[0]
        if not self.server.knows(self.headers.get("Host", "")):
            self._refuse(HTTPStatus.FORBIDDEN, "this preview is called localhost")
        elif path == live.EVENTS_PATH:
            self._tell()
        elif path == live.SCRIPT_PATH:
            self._send(Answer(HTTPStatus.OK, "text/javascript; charset=utf-8", live.script()))
        else:
            self._send(answer(self.server.stage.scene, self.path))

    do_HEAD = do_GET  # noqa: N815 - the parent's way to find it

    def _not_here(self) -> None:
        self._refuse(HTTPStatus.METHOD_NOT_ALLOWED, "a preview is for reading")

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _not_here  # noqa: N815 - as above

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Say nothing: the terminal is for the author's problems."""

    def version_string(self) -> str:
        """Say no versions."""
        return "friday"

    def _refuse(self, status: HTTPStatus, message: str) -> None:
        self.close_connection = True  # a body that nobody read may follow
        self._send(Answer(status, "text/plain; charset=utf-8", f"{message}\n".encode()))

    def _send(self, found: Answer) -> None:
        known = Known(
            self.headers.get("If-None-Match", ""), self.headers.get("If-Modified-Since", "")
        )
        fresh = found.is_known(known)
        self.send_response(HTTPStatus.NOT_MODIFIED if fresh else found.status)
        for name, value in found.headers:
            self.send_header(name, value)
        if found.status is HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        if self.close_connection:
            self.send_header("Connection", "close")
        if not fresh:
            self.send_header("Content-Length", str(len(found.body)))
        self.end_headers()
        if not fresh and self.command != "HEAD":
            self.wfile.write(found.body)

    def _tell(self) -> None:
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        stage = self.server.stage
        with suppress(ConnectionError, TimeoutError):
            seen = stage.scene
            self.wfile.write(live.RETRY + live.news(seen))
            while True:
                scene = stage.after(seen, patience_seconds=HEARTBEAT_SECONDS)
                self.wfile.write(live.HEARTBEAT if scene is seen else live.news(scene))
                seen = scene
