"""The process of tests/servers/s3.py: `python s3_process.py PORT`."""

import json
import sys
import time
from collections.abc import Callable, Iterable
from threading import Lock
from urllib.parse import parse_qsl

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

WRITES = ("PUT", "POST", "DELETE")
CONDITIONS = frozenset({"HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH"})
Start = Callable[..., object]
Environ = dict[str, str]


class Wire:
    """Counts requests, and refuses writes when told."""

    def __init__(self, server: Callable[[Environ, Start], Iterable[bytes]]) -> None:
        self._server = server
        self._lock = Lock()
        self._forget()

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path.startswith("/.tests/"):
            return self._told(path.rpartition("/")[2], environ, start)
        method, size = environ["REQUEST_METHOD"], int(environ.get("CONTENT_LENGTH") or 0)
        row = [method, path, size, "HTTP_X_AMZ_COPY_SOURCE" in environ, 0]
        with self._lock:
            self._calls.append(row)
            self._writes += method in WRITES
            refused = method in WRITES and 0 < self._first <= self._writes
        if refused:
            row[4] = self._status
            return self._refusal(environ, start)
        if self._plain and CONDITIONS.intersection(environ):
            row[4] = 501
            start("501 Not Implemented", [("Content-Type", "application/xml")])
            return [b"<Error><Code>NotImplemented</Code><Message>a header</Message></Error>"]

        def noted(status: str, *more: object) -> object:
            row[4] = int(status.split(maxsplit=1)[0])
            return start(status, *more)

        return self._server(environ, noted)

    def _refusal(self, environ: Environ, start: Start) -> Iterable[bytes]:
        environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))  # type: ignore[attr-defined]
        time.sleep(self._delay)
        if not self._status:
            raise ConnectionError("hung up")
        body = b"<Error><Code>AccessDenied</Code><Message>refused by the test</Message></Error>"
        start(f"{self._status} Refused", [("Content-Type", "application/xml")])
        return [body]

    def _told(self, word: str, environ: Environ, start: Start) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", "application/json")])
        with self._lock:
            if word == "calls":
                return [json.dumps(self._calls).encode()]
            if word == "forget":
                self._forget()
            if word == "refuse":
                given = dict(parse_qsl(environ["QUERY_STRING"]))
                self._writes = 0
                self._first, self._status = int(given["first"]), int(given["status"])
                self._delay = float(given["delay"])
            if word == "plain":
                self._plain = True
        return [b"null"]

    def _forget(self) -> None:
        self._calls: list[list[object]] = []
        self._writes = self._first = self._status = 0
        self._delay = 0.0
        self._plain = False


def main() -> None:
    server = DomainDispatcherApplication(create_backend_app)
    make_server("127.0.0.1", int(sys.argv[1]), Wire(server), threaded=True).serve_forever()


if __name__ == "__main__":
    main()
