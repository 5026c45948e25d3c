"""Receipts: what a voter finds the ballot by, and what tells nobody else who voted.

A receipt is the keyed hash (HMAC-SHA256, RFC 2104 and FIPS 180-4) of the poll and the voter's id,
its first 80 bits in Crockford's base 32 (https://www.crockford.com/base32.html), in groups of four:
`K7Q2-9XMF-0A3D-WBT8`. Without the key nobody can try out the ids of a list; with it, the same voter
has the same receipt in one poll and another one in every other.
"""

import base64
import hmac
from collections.abc import Callable

from generator.intake.ballots.options import fold

KEY_BYTES = 32
_BYTES = 10  # 80 bits: sixteen letters of five bits
_CROCKFORD = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"
)


def receipt(key: bytes, poll: str, voter: str) -> str:
    """The receipt of a voter in a poll.

    Args:
        voter: an id; case, width and spaces around it make no difference.
    """
    return _lettered(_begun(key, poll), voter)


def _begun(key: bytes, poll: str) -> hmac.HMAC:
    """The hash of a poll, to which a voter is added."""
    return hmac.new(key, f"{poll}\n".encode(), "sha256")


def _lettered(begun: hmac.HMAC, voter: str) -> str:
    mac = begun.copy()
    mac.update(fold(voter).encode())
    digest = mac.digest()[:_BYTES]
    letters = base64.b32encode(digest).translate(_CROCKFORD).decode()
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:12]}-{letters[12:]}"


class Receipts:
    """Makes the receipts of a poll; asks for the key when the first voter comes.

    Attributes:
        given: every receipt that was made, by the voter's id as it was first written.
    """

    def __init__(self, key: Callable[[], bytes], poll: str) -> None:
        self.given: dict[str, str] = {}
        self._ask = key
        self._begun: hmac.HMAC | None = None
        self._poll = poll
        self._made: dict[str, str] = {}
        self._known: set[str] = set()

    def __call__(self, voter: str) -> str:
        """The receipt of a voter."""
        if voter not in self._made:
            self._begun = self._begun or _begun(self._ask(), self._poll)
            made = _lettered(self._begun, voter)
            if made not in self._known:
                self._known.add(made)
                self.given[voter.strip()] = made
            self._made[voter] = made
        return self._made[voter]
