"""How often an address may do something, and that nobody can tell which one it was."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count

import pytest

from generator.service.crowds import Crowd, network

DAY = 86_400.0


@dataclass
class Clock:
    """Stands still until it is turned."""

    seconds: float = 0.0

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.seconds, UTC)

    def monotonic(self) -> float:
        return self.seconds


def crowd(clock: Clock, most: int = 2) -> Crowd:
    keys: Iterator[int] = count()
    return Crowd(clock, most, DAY, lambda: b"key %d" % next(keys))


def test_an_address_may_as_often_as_it_may_and_no_more() -> None:
    each = crowd(Clock())
    each.did("192.0.2.1")
    before = each.may("192.0.2.1")
    each.did("192.0.2.1")

    assert before
    assert not each.may("192.0.2.1")
    assert each.may("192.0.2.2")


def test_after_an_hour_an_address_may_again() -> None:
    clock = Clock()
    each = crowd(clock, most=1)
    each.did("192.0.2.1")
    clock.seconds = 3599.0
    early = each.may("192.0.2.1")
    clock.seconds = 3600.0

    assert not early
    assert each.may("192.0.2.1")


def test_nothing_that_is_kept_holds_the_address() -> None:
    each = crowd(Clock())
    each.did("192.0.2.1")
    kept = repr(vars(each)).encode()

    assert b"192.0.2.1" not in kept
    assert network("192.0.2.1") not in b"".join(each._seen)


def test_the_key_is_thrown_away_after_a_day_and_with_it_all_that_was_counted() -> None:
    clock = Clock()
    each = crowd(clock)
    each.did("192.0.2.1")
    (first,) = each._seen
    clock.seconds = DAY
    each.did("192.0.2.1")
    (second,) = each._seen

    assert first != second
    assert each._key == b"key 1"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::2", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("unknown", "unknown", True),
    ],
)
def test_a_household_is_one(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a case
    assert (network(one) == network(other)) is same


def test_memory_does_not_grow_with_the_number_of_addresses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("generator.service.crowds._MOST", 10)
    each = crowd(Clock())
    for number in range(100):
        each.did(f"192.0.2.{number}")

    assert len(each._seen) == 10
