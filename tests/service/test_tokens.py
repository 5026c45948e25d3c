"""What proves that a form was opened here."""

import pytest

from generator.service.limits import Limits
from generator.service.tokens import Proof, Signer

COOKIE = "0" * 32
SIGNER = Signer(b"the key", Limits(fastest_seconds=3, form_seconds=3600))


def test_a_form_that_was_filled_in_at_leisure_is_good() -> None:
    token = SIGNER.token(COOKIE, "your-story", 1000.0)

    assert SIGNER.proof(token, COOKIE, "your-story", 1100.0) is Proof.GOOD


@pytest.mark.parametrize(
    ("cookie", "call", "key"),
    [
        ("1" * 32, "your-story", b"the key"),
        (COOKIE, "another", b"the key"),
        (COOKIE, "your-story", b"another key"),
        ("", "your-story", b"the key"),
    ],
    ids=["another browser", "another call", "another service", "no cookie"],
)
def test_a_token_is_good_for_one_browser_call_and_service(
    cookie: str, call: str, key: bytes
) -> None:
    token = SIGNER.token(COOKIE, "your-story", 1000.0)
    signer = Signer(key, SIGNER.limits)

    assert signer.proof(token, cookie, call, 1100.0) is Proof.FALSE


def test_the_instant_in_a_token_cannot_be_changed() -> None:
    issued, _, mac = SIGNER.token(COOKIE, "your-story", 1000.0).partition(".")
    older = f"{int(issued, 16) - 60:x}.{mac}"

    assert SIGNER.proof(older, COOKIE, "your-story", 1001.0) is Proof.FALSE


@pytest.mark.parametrize(
    ("at", "proof"),
    [
        (1002.0, Proof.QUICK),
        (1003.0, Proof.GOOD),
        (1000.0 + 3600, Proof.GOOD),
        (1000.0 + 3601, Proof.OLD),
        (930.0, Proof.OLD),
    ],
)
def test_a_form_can_be_sent_neither_at_once_nor_for_ever(at: float, proof: Proof) -> None:
    token = SIGNER.token(COOKIE, "your-story", 1000.0)

    assert SIGNER.proof(token, COOKIE, "your-story", at) is proof


@pytest.mark.parametrize("token", ["", ".", "x.y", "3e8", "3e8." + "g" * 32, "1" * 99 + ".a"])
def test_nonsense_proves_nothing(token: str) -> None:
    assert SIGNER.proof(token, COOKIE, "your-story", 1100.0) is Proof.FALSE


def test_digests_tell_the_border_between_two_parts() -> None:
    assert SIGNER.digest("ab", "c") != SIGNER.digest("a", "bc")
