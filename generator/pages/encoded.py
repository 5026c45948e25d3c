"""What is shown, as bytes: the same for the same, so that a digest tells views apart."""

import msgspec

from generator.pages.html import Html


def encoded(shown: object) -> bytes:
    """A view, or several, as JSON.

    Raises:
        TypeError: there is something in it that has no form in JSON.
    """
    return _ENCODER.encode(shown)


def _plain(value: object) -> str:
    if isinstance(value, Html):
        return str.__str__(value)
    raise TypeError(f"a view cannot hold a {type(value).__name__}")


_ENCODER = msgspec.json.Encoder(enc_hook=_plain)
