import json

from hypothesis import given
from hypothesis import strategies as st

from generator.render.search.numbers import written
from tests.render.search.reading import numbers


@given(st.lists(st.integers(min_value=0, max_value=10**9)))
def test_written_numbers_are_read_back(values: list[int]) -> None:
    assert list(numbers("".join(map(written, values)))) == values


@given(st.integers(min_value=0, max_value=10**9))
def test_json_holds_a_written_number_as_it_is(value: int) -> None:
    assert json.dumps(written(value)) == f'"{written(value)}"'


def test_a_small_number_is_one_character() -> None:
    assert [len(written(n)) for n in (0, 44, 45, 2024, 2025)] == [1, 1, 2, 2, 3]
