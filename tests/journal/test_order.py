"""Newest first; of releases of one instant the highest version first."""

from hypothesis import given
from hypothesis import strategies as some

from generator.journal.order import highest_first

# Semantic Versioning 2.0.0, section 11, gives the first eight as its example, lowest first.
RISING = [
    *("1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2"),
    *("1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.2", "1.9", "1.10", "v1.11", "2", "26.4"),
]


@given(some.permutations(RISING))
def test_versions_are_ordered_as_semantic_versioning_says(shuffled: list[str]) -> None:
    assert sorted(shuffled, key=highest_first) == RISING[::-1]


def test_what_is_no_number_comes_last() -> None:
    assert sorted(["Rose", "0.1-rc1", "0.1"], key=highest_first) == ["0.1", "0.1-rc1", "Rose"]


def test_what_is_behind_a_plus_does_not_count() -> None:
    assert highest_first("1.2+5") == highest_first("1.2+99") == highest_first("V1.2.0")


def test_a_thousand_digits_cost_no_time() -> None:
    assert highest_first("9" * 100_000) < highest_first("1.0")
