"""What is shown, as bytes: the same for the same, so that a digest tells views apart."""

import msgspec


def encoded(shown: object) -> bytes:
    """A view, or several, as JSON.

    Raises:
        TypeError: there is something in it that has no form in JSON.
    """
    return _ENCODER.encode(shown)


# Of what msgspec does not know there is finished HTML, a text; anything else is a `TypeError`.
_ENCODER = msgspec.json.Encoder(enc_hook=str.__str__)
