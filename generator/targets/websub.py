"""Telling a WebSub hub that feeds have changed, once readers get the new ones.

How a publisher tells its hub is left open by the recommendation (W3C WebSub, section 7). What hubs
take is the form of its predecessor: a POST with `hub.mode=publish` and `hub.url` (PubSubHubbub 0.4,
section 7). No answer of a hub undoes a publish.
"""

import hashlib
from collections.abc import Callable, Iterable
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from generator import __version__

_AGENT = f"Friday/{__version__}"
_LONGEST_SECONDS = 20.0
_LARGEST_BYTES = 256 << 20

Wait = Callable[[float], None]


def served(url: str, digest: str, *, seconds: float, wait: Wait) -> bool:
    """Whether an address gives these bytes, asked again and again for a while.

    Args:
        digest: SHA-256 of the bytes, hex.
        seconds: how long to ask, in pauses of one second and longer.
    """
    pause, left = 1.0, seconds
    while not _gives(url, digest):
        if left <= 0:
            return False
        wait(min(pause, left))
        left -= pause
        pause = min(2 * pause, 10.0)
    return True


def _gives(url: str, digest: str) -> bool:
    # Caches on the way are asked to look again (RFC 9111, section 5.2.1.4).
    headers = {"User-Agent": _AGENT, "Cache-Control": "no-cache", "Accept": "*/*"}
    try:
        with urlopen(Request(url, headers=headers), timeout=_LONGEST_SECONDS) as answer:  # noqa: S310
            content = answer.read(_LARGEST_BYTES)
    except (OSError, HTTPException, ValueError):
        return False
    return hashlib.sha256(content).hexdigest() == digest


def ping(hub: str, topics: Iterable[str]) -> dict[str, str]:
    """Tell a hub that these feeds have changed; the topics that it did not take, and why."""
    refused: dict[str, str] = {}
    silence = ""  # a hub that does not answer once is not waited for again
    for topic in topics:
        try:
            reason = silence or _refusal(hub, topic)
        except (OSError, HTTPException, ValueError) as error:
            reason = silence = str(getattr(error, "reason", "") or error) or type(error).__name__
        if reason:
            refused[topic] = reason
    return refused


def _refusal(hub: str, topic: str) -> str:
    """Why a hub does not take a topic; empty if it does, which any status 2xx says.

    Raises:
        OSError, HTTPException, ValueError: it does not answer.
    """
    form = urlencode({"hub.mode": "publish", "hub.url": topic}).encode("ascii")
    headers = {"User-Agent": _AGENT, "Content-Type": "application/x-www-form-urlencoded"}
    try:
        request = Request(hub, data=form, headers=headers, method="POST")  # noqa: S310 - the team's own
        with urlopen(request, timeout=_LONGEST_SECONDS):  # noqa: S310
            return ""
    except HTTPError as error:
        return f"it answers {error.code} {error.reason}"
