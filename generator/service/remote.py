"""A queue on another machine, over HTTP (`generator.service.drain` is the other end).

The token goes to no other address than the one that was named: redirects are not followed.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPException
from typing import cast
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import orjson

from generator.model.sent import Sent, Waiting
from generator.service.queue import QueueFailed

_SECONDS = 60
_MOST_BYTES = 64_000_000
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class _Staying(HTTPRedirectHandler):
    """Follows nothing."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """No request: the answer is then an error with its status."""


_OPENER = build_opener(_Staying())


@dataclass(slots=True)
class Remote:
    """What waits in a queue elsewhere.

    Attributes:
        address: of the intake service, such as `https://forms.example.org/`.
        token: what that service wants to see.

    Raises:
        QueueFailed: by every method: it cannot be reached, refuses, or answers nonsense.
    """

    address: str
    token: str = field(repr=False)
    _digests: dict[tuple[str, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse to show the token to everybody on the way."""
        parts = urlsplit(self.address)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOCAL):
            raise QueueFailed(f"'{self.address}' does not begin with https://")

    def waiting(self, *, after: int, most: int) -> Sequence[Waiting]:
        """What waits behind a place, oldest first; `most` is the other end's to keep."""
        del most
        answer = _record(self._ask(f"-/queue?after={after}"))
        found = answer.get("waiting")
        try:
            items = [
                Waiting(int(each["number"]), Sent.model_validate_json(orjson.dumps(each["sent"])))
                for each in cast("list[dict[str, str]]", found)
            ]
        except (KeyError, TypeError, ValueError) as error:
            raise QueueFailed(f"'{self.address}' answers nonsense: {error}") from error
        if any(each.number <= after for each in items):
            raise QueueFailed(f"'{self.address}' answers what it answered before")
        self._digests = {
            (each.sent.key, number): picture.sha256
            for each in items
            for number, picture in enumerate(each.sent.pictures, 1)
        }
        return items

    def picture(self, key: str, number: int) -> bytes | None:
        """The bytes of a picture that was just told of; None if it is there no more."""
        try:
            data = self._ask(f"-/queue/{quote(key)}/{number}")
        except _Missing:
            return None
        if hashlib.sha256(data).hexdigest() != self._digests.get((key, number)):
            raise QueueFailed(f"a picture of {key} was damaged on its way; try again")
        return data

    def done(self, keys: Sequence[str], at: datetime) -> int:
        """Let go of submissions that lie elsewhere now; how many there were."""
        del at  # the other end has a clock of its own
        answer = _record(self._ask("-/queue/done", orjson.dumps({"keys": list(keys)})))
        found = answer.get("done")
        return found if isinstance(found, int) else 0

    def _ask(self, path: str, body: bytes | None = None) -> bytes:
        request = Request(  # noqa: S310 - the scheme was looked at above
            f"{self.address.rstrip('/')}/{path}",
            data=body,
            headers={"Authorization": f"Bearer {self.token}", "User-Agent": "friday"},
        )
        try:
            with _OPENER.open(request, timeout=_SECONDS) as answer:
                data: bytes = answer.read(_MOST_BYTES + 1)
        except HTTPError as error:
            with error:
                raise _refusal(self.address, error.code) from error
        except (URLError, HTTPException, OSError) as error:
            reason = getattr(error, "reason", error)
            raise QueueFailed(f"'{self.address}' cannot be reached: {reason}") from error
        if len(data) > _MOST_BYTES:
            raise QueueFailed(f"'{self.address}' answers more than anybody waits for")
        return data


class _Missing(QueueFailed):
    """There is nothing at a path."""


def _refusal(address: str, status: int) -> QueueFailed:
    if status == 401:  # noqa: PLR2004 - RFC 9110, section 15.5.2
        return QueueFailed(f"'{address}' does not know this token")
    if status == 404:  # noqa: PLR2004 - the same, 15.5.5
        return _Missing(f"'{address}' has no such thing; is it an intake service with a token?")
    return QueueFailed(f"'{address}' answers with status {status}")


def _record(data: bytes) -> dict[str, object]:
    try:
        found = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise QueueFailed("the answer is no JSON; is this an intake service?") from error
    if not isinstance(found, dict):
        raise QueueFailed("the answer is no record; is this an intake service?")
    return found
