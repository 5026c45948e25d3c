"""What nobody may guess: keys, tokens and names of submissions.

The one place of the program that asks for randomness. A build has none; a service that tells its
visitors apart cannot do without.
"""

import secrets


def unguessable(size: int = 16) -> str:
    """Digits of a number that nobody can guess, hexadecimal.

    Args:
        size: in bytes; the text is twice as long.
    """
    return secrets.token_hex(size)


def key_bytes() -> bytes:
    """A key for HMAC-SHA256: as long as its digest (RFC 2104, section 3)."""
    return secrets.token_bytes(32)
