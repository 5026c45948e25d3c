"""How often one address may do something, without knowing any address.

What is kept is a keyed digest and the moments of the last hour, in memory alone. The key is thrown
away after a day, and with it everything that was counted: nothing can be linked any more.
"""

import hashlib
import hmac
from collections import deque
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from generator.service.clock import Clock

_HOUR = 3600.0
_MOST = 100_000
_NETWORK = 8  # bytes: a household has a /64 of IPv6 (RFC 6177)


class Crowd:
    """Counts what each address did in the last hour.

    Args:
        most: how often each may.
        forget_seconds: how old a key becomes.
        new_key: makes one.
    """

    def __init__(
        self, clock: Clock, most: int, forget_seconds: float, new_key: Callable[[], bytes]
    ) -> None:
        self._clock = clock
        self._most = most
        self._forget_seconds = forget_seconds
        self._new_key = new_key
        self._begin()

    def _begin(self) -> None:
        self._key = self._new_key()
        self._since = self._clock.monotonic()
        self._seen: dict[bytes, deque[float]] = {}

    def may(self, address: str) -> bool:
        """Whether an address may do it once more."""
        return len(self._moments(address)) < self._most

    def did(self, address: str) -> None:
        """Count that it did."""
        self._moments(address).append(self._clock.monotonic())

    def _moments(self, address: str) -> deque[float]:
        now = self._clock.monotonic()
        if now - self._since >= self._forget_seconds:
            self._begin()
        name = hmac.new(self._key, network(address), hashlib.sha256).digest()
        moments = self._seen.pop(name, None) or deque()
        while moments and now - moments[0] >= _HOUR:
            moments.popleft()
        self._seen[name] = moments  # at the end: who was seen last is forgotten last
        if len(self._seen) > _MOST:
            del self._seen[next(iter(self._seen))]
        return moments


def network(address: str) -> bytes:
    """What of an address stands for one household: all of IPv4, the first half of IPv6."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address.encode("utf-8", "replace")
    if isinstance(found, IPv6Address):
        inside = found.ipv4_mapped
        return inside.packed if inside else found.packed[:_NETWORK]
    return found.packed
