"""How long to wait before something that failed is tried again."""

from hashlib import sha256

FIRST_SECONDS = 30.0
LONGEST_SECONDS = 1800.0
SPREAD = 0.2


def patience(failures: int, seed: str) -> float:
    """Seconds until the next attempt after so many failures in a row, the first being 1.

    Doubles each time up to half an hour (truncated exponential back-off), and is shortened by up
    to a fifth, so that many journals whose host was away do not return at one moment. What looks
    random about it is taken from a digest of the seed: the same journal waits the same.
    """
    doubled = FIRST_SECONDS * 2.0 ** min(failures - 1, 16)
    digest = sha256(f"{seed} {failures}".encode()).digest()
    share = int.from_bytes(digest[:4], "big") / 2**32
    return min(doubled, LONGEST_SECONDS) * (1 - SPREAD * share)
