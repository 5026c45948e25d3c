"""JSON with the lines of its items."""

import json

from hypothesis import given
from hypothesis import strategies as st

from generator.intake.changes.json_items import elements, line_of, line_starts, members

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
INDENTS = st.sampled_from([None, 0, 1, 4])


@given(st.lists(VALUES), INDENTS)
def test_elements_are_those_of_the_list(values: list[object], indent: int | None) -> None:
    text = json.dumps(values, indent=indent)
    found = list(elements(text))

    assert [value for _, value in found] == values
    assert all(json.JSONDecoder().raw_decode(text, at)[0] == value for at, value in found)


@given(st.dictionaries(st.text(), VALUES), INDENTS)
def test_members_are_those_of_the_object(values: dict[str, object], indent: int | None) -> None:
    found = list(members(json.dumps(values, indent=indent)))

    assert {name: value for name, _, value in found} == values


def test_an_element_has_the_line_where_it_begins() -> None:
    text = '\n[ {"a":\n 1},\n\n\r\n {"b": [1,\n2]}, 3\n]'
    starts = line_starts(text)

    assert [line_of(starts, at) for at, _ in elements(text)] == [2, 6, 7]


def test_what_is_no_list_has_no_elements() -> None:
    assert list(elements('{"a": [1]}')) == []
    assert list(members("[1]")) == []
