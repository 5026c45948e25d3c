"""Where the title of a post comes from."""

from pathlib import Path

import pytest

from tests.intake.importing import imported


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# A walnut\n\nText.\n", "A walnut"),
        ("A walnut\n========\n\nText.\n", "A walnut"),
        ("## A walnut\n\nText.\n", "A walnut"),
        ("# A [walnut](https://example.org) {#nut}\n\nText.\n", "A walnut"),
        ("# **A** `walnut` #\n\nText.\n", "A `walnut`"),
        ("# <a name='x'></a>C#\n\nText.\n", "C#"),
    ],
)
def test_the_first_heading_becomes_the_title_and_leaves_the_text(
    tmp_path: Path, text: str, title: str
) -> None:
    result = imported(tmp_path, {"2024-05-01-x.md": text})

    assert (result.head()["title"], result.body()) == (title, "Text.\n")


def test_a_heading_further_down_stays_in_the_text(tmp_path: Path) -> None:
    text = "Hello.\n\n# A walnut\n"

    result = imported(tmp_path, {"2024-05-01-x.md": text})

    assert (result.head()["title"], result.body()) == ("A walnut", text)


def test_the_first_of_many_sections_is_not_the_title(tmp_path: Path) -> None:
    text = "## Featured\n\nText.\n\n## Jobs\n"

    result = imported(tmp_path, {"2024-05-01-issue-7.md": text})

    assert (result.head()["title"], result.body()) == ("Issue 7", text)
    assert result.codes == ["title-from-name"]


def test_a_comment_in_code_is_no_heading(tmp_path: Path) -> None:
    result = imported(tmp_path, {"2024-05-01-x-y.md": "```sh\n# A walnut\n```\n"})

    assert result.head()["title"] == "X y"


def test_a_hash_without_a_space_is_no_heading(tmp_path: Path) -> None:
    result = imported(tmp_path, {"2024-05-01-x-y.md": "#hashtag\n\nText.\n"})

    assert result.head()["title"] == "X y"


def test_a_title_in_the_front_matter_leaves_the_headings_alone(tmp_path: Path) -> None:
    text = "---\ntitle: Walnut\ndate: 2024-05-01\n---\n# Another\n"

    result = imported(tmp_path, {"x.md": text})

    assert (result.head()["title"], result.body()) == ("Walnut", "# Another\n")
