"""Connections, with a watch beside them: who takes forever over a request's head is let go.

uvicorn reads requests and knows no time limit for their beginning. A client that sends a byte now
and then (Slowloris) would hold its connection as long as it likes.
"""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

from generator.service.limits import Limits


def guarded(limits: Limits) -> type[H11Protocol]:
    """The protocol for `uvicorn.Config(http=…)`.

    A connection without a whole head is closed when its time is up, and before that if there are
    too many connections and it is the one that has waited longest.
    """
    waiting: dict[Guarded, None] = {}

    class Watched(Guarded):
        """As below, with these limits."""

        idle = waiting
        seconds = limits.headers_seconds
        most = limits.connections

    return Watched


class Guarded(H11Protocol):
    """A connection that is watched while it has no whole request.

    Attributes:
        idle: those that have none, the one that has waited longest first.
        seconds: how long one may have none.
        most: how many connections there may be.
    """

    idle: dict["Guarded", None]
    seconds: float
    most: int
    _watch: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn's own
        """A client is there; its time begins."""
        super().connection_made(transport)
        if len(self.connections) > self.most and self.idle:
            next(iter(self.idle)).let_go()
        self._look()

    def data_received(self, data: bytes) -> None:
        """Some bytes came."""
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        """A request was answered; what is left of its body has as long as a new head."""
        super().on_response_complete()
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._still()
        super().connection_lost(exc)

    def _look(self) -> None:
        """Watch the connection if it has no request under way, and only then."""
        cycle: object = self.cycle  # None before the first request, whatever uvicorn declares
        under_way = cycle is not None and not self.cycle.response_complete
        if under_way or self.transport.is_closing():
            self._still()
        elif self._watch is None:
            self._watch = self.loop.call_later(self.seconds, self.let_go)
            self.idle[self] = None

    def _still(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None
        self.idle.pop(self, None)

    def let_go(self) -> None:
        """Close the connection at once."""
        self._still()
        self.transport.abort()
