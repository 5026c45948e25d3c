"""What surrounds every answer: headers that forbid, a limit of time, and no trace of a failure.

The policy allows what the theme's own pages need and no inline script or style (Content Security
Policy Level 3).
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from http import HTTPStatus
from traceback import extract_tb
from typing import Any

from generator.service.limits import Limits

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}
"""Those of every answer; an answer's own outweigh them."""

_RAW = tuple((name.lower().encode(), value.encode()) for name, value in HEADERS.items())


class Headed:
    """An application whose answers carry the headers.

    Args:
        root: says the path of the service, which a proxy may have left in front of others.
        say: is told of failures; nothing that a visitor sent is in what it is told.
    """

    def __init__(
        self, app: App, root: Callable[[], str], limits: Limits, say: Callable[[str, str], None]
    ) -> None:
        self._app = app
        self._root = root
        self._limits = limits
        self._say = say

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer a request (ASGI 3)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def headed(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                own = {name for name, _ in message["headers"]}
                more = [pair for pair in _RAW if pair[0] not in own]
                message["headers"] = [*message["headers"], *more]
            await send(message)

        try:
            async with asyncio.timeout(self._limits.request_seconds):
                await self._app(self._inside(scope), receive, headed)
        except TimeoutError:
            self._say("late", "a request took too long")
        except Exception as error:  # noqa: BLE001 - the edge of the program: what arrives is a bug
            self._say("bug", place_of(error))
            if not begun:
                await _failed(headed)

    def _inside(self, scope: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """The request as if the service had a host of its own."""
        root = self._root()
        path = scope["path"]
        if root != "/" and path.startswith(root):
            return {**scope, "path": path[len(root) - 1 :]}
        return scope


def place_of(error: BaseException) -> str:
    """Where something failed; not what it says, which may be a visitor's words."""
    last = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {last.name}, line {last.lineno} of {last.filename}"


async def _failed(send: Send) -> None:
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    kind = (b"content-type", b"text/plain; charset=utf-8")
    await send({"type": "http.response.start", "status": status.value, "headers": [kind]})
    text = b"Something failed here, and nothing was kept. Please try again later.\n"
    await send({"type": "http.response.body", "body": text})
