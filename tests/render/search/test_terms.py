import pytest

from generator.render.search.terms import terms
from tests.render.search.cases import CASES


@pytest.mark.parametrize("name", CASES)
def test_a_text_becomes_the_terms_that_readers_may_type(name: str) -> None:
    text, expected = CASES[name]

    assert terms(text) == expected
