"""Raw fields to records, with a sentence for each mistake."""

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kinds.release import Release
from generator.kinds.table import KINDS
from generator.markup.yaml_text import Tree
from generator.model.fields import Context, values_in
from generator.model.head import Head
from generator.model.reference import Byline
from generator.model.validation import Fields, validate
from generator.problems import Location

CONTEXT = Context(UTC, "gfm", frozenset(KINDS))
PLACES = {
    (): Location("a.md", 1),
    ("channel",): Location("a.md", 2),
    ("changes",): Location("a.md", 3),
    ("changes", 0): Location("a.md", 4),
    ("changes", 0, "category"): Location("a.md", 5),
}
TREES: st.SearchStrategy[Tree] = st.recursive(
    st.none() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["text", "id", "person", "a{b}", "title"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)


def said(tree: dict[str, Tree]) -> list[str]:
    _, problems = validate(Release, Fields(tree, PLACES), CONTEXT)
    return [f"{problem.location}: {problem.message} ({problem.hint})" for problem in problems]


def test_a_version_stays_text() -> None:
    record, _ = validate(Release, Fields({"version": "1.10"}, PLACES), CONTEXT)

    assert record is not None
    assert record.version == "1.10"


def test_a_field_without_a_value_counts_as_not_written() -> None:
    record, problems = validate(Release, Fields({"version": "1", "channel": None}, {}), CONTEXT)

    assert problems == []
    assert record is not None
    assert record.channel == "stable"


def test_a_mistake_stands_at_its_field() -> None:
    tree: dict[str, Tree] = {"version": "1", "changes": [{"text": "a", "category": "fix"}]}

    assert said(tree)[0].startswith("a.md:5: 'category' is one of 'added', ")
    assert said(tree)[0].endswith("not 'fix' (did you mean 'fixed'?)")


def test_a_mistake_in_a_field_without_a_line_stands_at_what_is_around_it() -> None:
    tree: dict[str, Tree] = {"version": "1", "changes": [{"text": ["a"]}]}

    assert said(tree) == ["a.md:4: 'text' is a text, not a list or fields ()"]


def test_a_missing_field_says_what_it_is_for() -> None:
    assert said({}) == ["a.md:1: 'version' is missing ('version' says: version, as text)"]


def test_an_unknown_field_of_a_record_inside_is_named_with_the_closest_one() -> None:
    tree: dict[str, Tree] = {"version": "1", "changes": [{"text": "a", "credit": "@mei"}]}

    assert said(tree) == ["a.md:4: 'credit' is not a field here (did you mean 'credits'?)"]


def test_an_item_without_a_value_is_a_mistake() -> None:
    head, problems = validate(
        Head, Fields({"id": "a", "title": "A", "tags": ["x", None]}, {}), CONTEXT
    )

    assert head is None
    assert [problem.message for problem in problems] == ["'tags' has an item without a value"]


def test_a_long_value_is_quoted_only_so_far() -> None:
    _, (problem,) = validate(Head, Fields({"id": "a b" * 1000, "title": "A"}, {}), CONTEXT)

    assert len(problem.message) < 200


def test_a_value_of_several_lines_is_quoted_on_one() -> None:
    _, (problem,) = validate(Head, Fields({"id": "a\nb", "title": "A"}, {}), CONTEXT)

    assert "\n" not in problem.message


def test_a_name_alone_is_a_credit_for_a_suggestion() -> None:
    tree: dict[str, Tree] = {"version": "1", "changes": [{"text": "a", "credits": "@mei"}]}
    record, _ = validate(Release, Fields(tree, {}), CONTEXT)

    assert record is not None
    assert [(c.person, c.role) for c in record.changes[0].credits] == [
        (Byline("mei", handle=True), "suggested")
    ]


def test_a_text_alone_is_a_change() -> None:
    record, _ = validate(Release, Fields({"version": "1", "changes": "Brighter"}, {}), CONTEXT)

    assert record is not None
    assert [change.text.source for change in record.changes] == ["Brighter"]


@pytest.mark.parametrize(
    ("written", "reason"), [("yes", "yes"), ("no", ""), ("false", ""), ("a", "a")]
)
def test_a_withdrawal_is_a_reason_or_none(written: str, reason: str) -> None:
    head, _ = validate(Head, Fields({"id": "a", "title": "A", "withdrawn": written}, {}), CONTEXT)

    assert head is not None
    assert head.withdrawn == reason


def test_values_are_found_under_the_names_that_authors_write() -> None:
    tree: dict[str, Tree] = {"id": "a", "title": "A", "with": "diary:b", "tags": "x, y"}
    head, _ = validate(Head, Fields(tree, {}), CONTEXT)

    assert head is not None
    found = {path: str(value) for path, value in values_in(head)}
    assert found[("with",)] == "diary:b"
    assert found[("tags", 1)] == "y"


@given(st.sampled_from(sorted(n for n, k in KINDS.items() if k.record.model_fields)), st.data())
def test_whatever_is_written_there_is_a_record_or_a_problem(kind: str, data: st.DataObject) -> None:
    record_type = KINDS[kind].record
    names = st.sampled_from(sorted(info.alias or n for n, info in record_type.model_fields.items()))
    tree = data.draw(st.dictionaries(names, TREES, max_size=5))

    record, problems = validate(record_type, Fields(tree, PLACES), CONTEXT)

    assert (record is None) == bool(problems)
    assert all(problem.location.file == "a.md" for problem in problems)
