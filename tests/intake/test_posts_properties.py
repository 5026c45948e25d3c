"""Whatever a file holds, it is imported or skipped, and our strict reader takes the result."""

import tempfile
from datetime import UTC
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.kinds.diary import Diary
from generator.model.fields import Context
from generator.model.head import Head
from generator.model.validation import Fields, field_names, validate
from tests.intake.importing import Imported, imported

PIECES = st.sampled_from(
    ["---\n", "+++\n", "{", "}", "title: ", "date: ", "2024-05-01", "10/1/2015", "\n", "\n\n", "# ",
     "tags: [", "]", "'", '"', "`", "```\n", "{% raw %}", "{% highlight x %}", "{{< ref ", ">}}",
     "](a.md)", "![x](", "@/", "<A ", "/>", "import x from 'y'\n", "\t", ": ", "authors:\n  - ",
     "title = ", '"\\ud800"', "\ufeff", "橙", "\x00", "\x85", "\u2028", "aliases: /", "slug: "]
)  # fmt: skip
SOUPS = st.lists(PIECES, max_size=25).map(lambda parts: "".join(parts).encode())
NAMES = st.sampled_from(
    ["2024-05-01-a.md", "_posts/2024-05-01-a.md", "blog/2024-05-01-a.mdx", "content/a.md", "a.md"]
)


def problems(result: Imported) -> list[object]:
    """What the model says about the heads that were written."""
    found: list[object] = []
    for post in result.report.imported:
        tree = result.head(post.source)
        names = field_names(Head)
        for model, own in ((Head, names), (Diary, frozenset(tree) - names)):
            found += validate(model, Fields(tree, {}).only(own), Context(UTC))[1]
    return found


def check(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        result = imported(Path(folder), {name: data})

        told = [p.source for p in result.report.imported] + list(result.reasons)
        assert told == [name]
        assert problems(result) == []


@given(name=NAMES, data=st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_imported_or_skipped(name: str, data: bytes) -> None:
    check(name, data)


@given(name=NAMES, data=SOUPS)
@settings(max_examples=150, deadline=None)
def test_any_soup_of_markup_is_imported_or_skipped(name: str, data: bytes) -> None:
    check(name, data)


@given(text=st.text(max_size=60), word=st.sampled_from(["title", "author", "tags", "slug", "lang"]))
@settings(max_examples=150, deadline=None)
def test_any_value_of_a_field_gives_a_head_that_is_valid(text: str, word: str) -> None:
    check("content/2024-05-01-a.md", f"Title: A\n{word}: {text}\n\nText.\n".encode())
