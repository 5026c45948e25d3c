"""What all rows of the table of kinds have to keep to."""

import pytest

from generator.kinds.table import KINDS, SCHEMES
from generator.model.head import Head
from generator.model.validation import field_names


@pytest.mark.parametrize("attribute", ["folder", "url", "one", "many"])
def test_no_two_kinds_share_a_folder_an_address_or_a_name(attribute: str) -> None:
    values = [getattr(kind, attribute) for kind in KINDS.values()]

    assert len(set(values)) == len(values)


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_has_no_field_that_the_head_has(name: str) -> None:
    assert not field_names(KINDS[name].record) & field_names(Head)


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_names_only_fields_that_it_has(name: str) -> None:
    kind = KINDS[name]
    named = {kind.group_by, *kind.span, *(field for field, _ in kind.calendar)} - {""}

    assert named <= set(kind.record.model_fields)


@pytest.mark.parametrize("name", KINDS)
def test_what_is_moderated_has_a_decision(name: str) -> None:
    kind = KINDS[name]

    assert not kind.moderated or "decision" in kind.record.model_fields


@pytest.mark.parametrize("name", KINDS)
def test_an_address_is_a_folder_of_the_site(name: str) -> None:
    assert KINDS[name].url.startswith("/")
    assert KINDS[name].url.endswith("/")


def test_the_schemes_of_references_are_the_kinds() -> None:
    assert frozenset(KINDS) == SCHEMES


def test_no_kind_is_called_like_a_scheme_of_the_web() -> None:
    assert not SCHEMES & {"http", "https", "mailto", "tel", "data", "javascript", "file", "ftp"}
