"""The way out of the queue over HTTP, for those who have the token.

    GET  -/queue?after=NUMBER      what waits behind a place, oldest first, as JSON
    GET  -/queue/KEY/NUMBER        a picture
    POST -/queue/done              {"keys": […]}: these lie elsewhere now

Bearer tokens are RFC 6750, section 2.1.
"""

import hmac

import orjson
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from generator.model.sent import is_key
from generator.service.clock import Clock
from generator.service.queue import Queue, QueueFailed

TOGETHER = 50
"""Submissions in one answer."""

_MOST_BYTES = 1_000_000


class Drain(Struct, frozen=True):
    """Hands out what waits.

    Attributes:
        token: what whoever fetches has to show.
    """

    queue: Queue
    clock: Clock
    token: str

    def routes(self) -> list[Route]:
        """The paths."""
        return [
            Route("/-/queue", self.waiting),
            Route("/-/queue/done", self.done, methods=["POST"]),
            Route("/-/queue/{key}/{number:int}", self.picture),
        ]

    async def waiting(self, request: Request) -> Response:
        """What waits."""
        if not self._may(request):
            return _DENIED
        after = request.query_params.get("after", "0")
        if not (after.isascii() and after.isdecimal() and len(after) < len(str(2**63))):
            return JSONResponse({"error": "'after' is the number of a submission"}, 400)
        try:
            found = self.queue.waiting(after=int(after), most=TOGETHER)
        except QueueFailed:
            return _BROKEN
        items = [
            {"number": each.number, "sent": each.sent.model_dump(mode="json")} for each in found
        ]
        return JSONResponse({"waiting": items})

    async def picture(self, request: Request) -> Response:
        """The bytes of a picture."""
        if not self._may(request):
            return _DENIED
        try:
            data = self.queue.picture(request.path_params["key"], request.path_params["number"])
        except QueueFailed:
            return _BROKEN
        if data is None:
            return JSONResponse({"error": "there is no such picture"}, 404)
        return Response(data, media_type="application/octet-stream")

    async def done(self, request: Request) -> Response:
        """Let go of what lies elsewhere now."""
        if not self._may(request):
            return _DENIED
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > _MOST_BYTES:
                return JSONResponse({"error": "too many keys"}, 413)
        try:
            keys = orjson.loads(body)["keys"]
        except (orjson.JSONDecodeError, KeyError, TypeError):
            return JSONResponse({"error": 'this is not {"keys": […]}'}, 400)
        if not isinstance(keys, list) or not all(isinstance(k, str) and is_key(k) for k in keys):
            return JSONResponse({"error": "'keys' is a list of keys"}, 400)
        try:
            return JSONResponse({"done": self.queue.done(keys, self.clock.now())})
        except QueueFailed:
            return _BROKEN

    def _may(self, request: Request) -> bool:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        same = hmac.compare_digest(given.strip().encode(), self.token.encode())
        return scheme.lower() == "bearer" and same


_DENIED = JSONResponse({"error": "show the token"}, 401, {"WWW-Authenticate": "Bearer"})
_BROKEN = JSONResponse({"error": "the queue cannot be read"}, 503)
