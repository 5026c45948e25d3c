"""What templates see of JSON and of records."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader

from generator.render.environment import bare_environment

_NAMES = st.text(max_size=8)
_PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
VALUES = st.recursive(
    _PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NAMES, inner, max_size=4)
)


def filled(template: str, value: object) -> str:
    environment = bare_environment(DictLoader({"t.html": template}))
    return environment.get_template("t.html").render(value=value)


@given(VALUES)
def test_json_on_a_page_is_what_python_writes(value: object) -> None:
    plain = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    escaped: dict[str, str | int | None] = {
        "<": "\\u003c",
        ">": "\\u003e",
        "&": "\\u0026",
        "'": "\\u0027",
    }

    assert filled("{{ value|tojson }}", value) == plain.translate(str.maketrans(escaped))


@pytest.mark.parametrize("held", ["said", "", 0, None])
def test_a_field_of_a_record_is_reached_by_its_name(held: object) -> None:
    shown = "{{ value.held }} {{ value.held is none }} {{ value.items() | list | length }}"

    assert filled(shown, {"held": held}) == f"{held} {held is None} 1"
