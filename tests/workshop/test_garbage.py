"""When the collector of cycles looks through memory."""

import gc

import pytest

from generator.workshop import garbage


def test_nothing_is_collected_until_it_is_settled() -> None:
    with garbage.kept():
        before = gc.isenabled()
        garbage.settled()
        after = gc.isenabled()

    assert (before, after) == (False, True)


def test_what_was_made_before_it_is_settled_is_not_looked_through() -> None:
    with garbage.kept():
        garbage.settled()
        frozen = gc.get_freeze_count()

    assert frozen > 0


def test_what_has_lived_for_long_is_hardly_looked_at_until_the_end() -> None:
    usual = gc.get_threshold()
    with garbage.kept():
        garbage.settled()
        meanwhile = gc.get_threshold()

    assert meanwhile[:2] == usual[:2]
    assert meanwhile[2] > 10 * usual[2]
    assert gc.get_threshold() == usual


def test_everything_is_looked_through_again_afterwards() -> None:
    with garbage.kept():
        garbage.settled()

    assert (gc.get_freeze_count(), gc.isenabled()) == (0, True)


def test_a_mistake_in_between_leaves_the_collector_as_it_was() -> None:
    with pytest.raises(ValueError, match="so"), garbage.kept():
        raise ValueError("so")

    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with garbage.kept():
            garbage.settled()

        assert not gc.isenabled()
    finally:
        gc.enable()
