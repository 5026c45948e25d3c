"""Proof that a form was opened here, a while ago, by the browser that sends it.

Signed double submit: the browser holds a random cookie, the form holds an instant and an HMAC over
cookie, call and instant. Nothing is remembered about anybody. A page from elsewhere can make a
browser send the cookie but knows no token for it.
"""

import hashlib
import hmac
import re
from enum import StrEnum

from msgspec import Struct

from generator.service.limits import Limits

COOKIE = re.compile(r"[0-9a-f]{32}")
_TOKEN = re.compile(r"([0-9a-f]{1,12})\.([0-9a-f]{32})")
_AHEAD_SECONDS = 60


class Proof(StrEnum):
    """What a token proves."""

    GOOD = "good"
    FALSE = "false"
    OLD = "old"
    QUICK = "quick"


class Signer(Struct, frozen=True):
    """Makes tokens and looks at them.

    Attributes:
        key: secret of the service.
    """

    key: bytes
    limits: Limits

    def token(self, cookie: str, call: str, at: float) -> str:
        """A token for a form that is opened at an instant (seconds since 1970).

        Args:
            call: what the form is for; with another one the token is false.
        """
        issued = f"{int(at):x}"
        return f"{issued}.{self._mac(cookie, call, issued)}"

    def proof(self, token: str, cookie: str, call: str, at: float) -> Proof:
        """What a token proves that is sent at an instant."""
        found = _TOKEN.fullmatch(token)
        if not found or not COOKIE.fullmatch(cookie):
            return Proof.FALSE
        issued, mac = found.groups()
        if not hmac.compare_digest(mac, self._mac(cookie, call, issued)):
            return Proof.FALSE
        age = at - int(issued, 16)
        if not -_AHEAD_SECONDS <= age <= self.limits.form_seconds:
            return Proof.OLD
        return Proof.QUICK if age < self.limits.fastest_seconds else Proof.GOOD

    def digest(self, *parts: str) -> str:
        """A digest that only this service can make, hexadecimal."""
        text = "".join(f"{len(part)}:{part}" for part in parts)
        return hmac.new(self.key, text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()

    def _mac(self, cookie: str, call: str, issued: str) -> str:
        return self.digest("form", cookie, call, issued)[:32]
