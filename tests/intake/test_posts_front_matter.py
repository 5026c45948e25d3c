"""Front matter in every shape, whole and damaged."""

from pathlib import Path

import pytest

from tests.intake.importing import imported

SHAPES = {
    "headers": "Title: A walnut\nDate: 2024-05-01\nTags: oak, tree\nAuthor: Mei\n\nText.\n",
    "yaml": "---\ntitle: A walnut\ndate: 2024-05-01\ntags: [oak, tree]\nauthor: Mei\n---\nText.\n",
    "yaml-dots": (
        "---\ntitle: A walnut\ndate: 2024-05-01\ntags:\n- oak\n- tree\nauthor: Mei\n...\nText.\n"
    ),
    "toml": (
        '+++\ntitle = "A walnut"\ndate = 2024-05-01\nauthors = ["Mei"]\n'
        '[taxonomies]\ntags = ["oak", "tree"]\n+++\nText.\n'
    ),
    "json": (
        '{\n"title": "A walnut",\n"date": "2024-05-01",\n"author": "Mei",\n'
        '"tags": ["oak", "tree"]\n}\n\nText.\n'
    ),
    "comments": (
        "<!--\n.. title: A walnut\n.. date: 2024-05-01\n.. tags: oak, tree\n"
        ".. author: Mei\n-->\n\nText.\n"
    ),
    "bare comments": (
        ".. title: A walnut\n.. date: 2024-05-01\n.. tags: oak, tree\n.. author: Mei\n\nText.\n"
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_says_the_same(tmp_path: Path, shape: str) -> None:
    result = imported(tmp_path, {"walnut.md": SHAPES[shape]})

    head = result.head()
    assert (head["title"], head["date"], head["tags"], head["authors"], result.body()) == (
        "A walnut", "2024-05-01", ["oak", "tree"], ["Mei"], "Text.\n"
    )  # fmt: skip
    assert result.codes == []


@pytest.mark.parametrize(
    "title",
    [
        "`cargo` learns to wait",
        "@mei and the night",
        "Release: what is new",
        "#1 of many",
        "She said \"no\", it said 'yes'",
        "橙色星期五 🍊",
        "- not a list",
        "null",
        "yes",
        "1.10",
        "a # b",
        "{curly} [square] & *star",
        "back\\slash",
        "no\u2028break",
        "%percent",
    ],
)
def test_any_title_survives(tmp_path: Path, title: str) -> None:
    text = f"Title: {title}\nDate: 2024-05-01\n\nText.\n"

    result = imported(tmp_path, {"walnut.md": text})

    assert result.head()["title"] == " ".join(title.split())


@pytest.mark.parametrize(
    "row",
    [
        "title: Release: what is new",
        "title: `wait` is here",
        "title: @mei writes",
        "title:\tTabbed",
    ],
)
def test_yaml_that_is_no_yaml_is_mended_with_a_note(tmp_path: Path, row: str) -> None:
    result = imported(tmp_path, {"2024-05-01-a.md": f"---\nlayout: post\n{row}\n---\nText.\n"})

    assert result.head()["title"] == row.partition(":")[2].strip()


def test_yaml_that_cannot_be_mended_is_read_row_by_row(tmp_path: Path) -> None:
    text = "---\ntitle: Walnut\ntags: [a, b\ndate: 2024-05-01\n}}\n---\nText.\n"

    result = imported(tmp_path, {"walnut.md": text})

    assert result.head()["title"] == "Walnut"
    assert "front-matter" in result.codes


def test_broken_toml_is_read_row_by_row(tmp_path: Path) -> None:
    text = '+++\ntitle = "Walnut"\ndate = 2024-05-01\nauthors = ["Mei", "Jo"]\nwrong\n+++\nText.\n'

    result = imported(tmp_path, {"content/walnut.md": text})

    assert result.head()["title"] == "Walnut"
    assert result.head()["authors"] == ["Mei", "Jo"]
    assert any("not understood: wrong" in note.message for note in result.report.notes)


def test_fences_may_be_forty_nine_dashes_long(tmp_path: Path) -> None:
    fence = "-" * 49

    result = imported(
        tmp_path, {"a.md": f"{fence}\ntitle: Walnut\ndate: 2024-05-01\n{fence}\nText.\n"}
    )

    assert result.head()["title"] == "Walnut"


@pytest.mark.parametrize(
    "text",
    [
        "---\nA text between rules.\n\n---\nMore.\n",
        "---\nNote: this is prose.\n---\nMore.\n",
        "---\n\nno end of it\n",
        "+++\nno end of it\n",
        "{curly} text\n",
        "Look: this is a sentence.\n\nMore.\n",
    ],
)
def test_a_text_that_only_looks_like_front_matter_stays_text(tmp_path: Path, text: str) -> None:
    result = imported(tmp_path, {"2024-05-01-walnut.md": text})

    assert result.body() == text


def test_types_are_not_guessed(tmp_path: Path) -> None:
    text = "---\ntitle: 3.10\ndate: 2024-05-01\ntags: [1.0, no, 2024]\n---\nText.\n"

    result = imported(tmp_path, {"walnut.md": text})

    assert result.head()["title"] == "3.10"
    assert result.head()["tags"] == ["1.0", "no", "2024"]


def test_numbers_of_toml_stay_as_they_are_written(tmp_path: Path) -> None:
    text = '+++\ntitle = "A"\ndate = 2024-05-01\nversion = 3.10\n+++\nText.\n'

    result = imported(tmp_path, {"content/walnut.md": text})

    assert result.said("unknown-field") == "version: 3.10"


def test_an_unknown_field_is_listed_with_its_line_and_value(tmp_path: Path) -> None:
    text = "---\ntitle: Walnut\ndate: 2024-05-01\nversion: 3.0\n---\nText.\n"

    result = imported(tmp_path, {"walnut.md": text})

    (note,) = result.report.notes
    assert (note.line, note.code, note.message) == (4, "unknown-field", "version: 3.0")


def test_the_fields_of_extra_are_listed_one_by_one(tmp_path: Path) -> None:
    text = '+++\ntitle = "Walnut"\ndate = 2024-05-01\n[extra]\nteam = "Oak"\n+++\nText.\n'

    result = imported(tmp_path, {"content/walnut.md": text})

    assert result.said("unknown-field") == "extra.team: Oak"


def test_a_second_summary_is_not_lost_silently(tmp_path: Path) -> None:
    text = "---\ntitle: A\ndate: 2024-05-01\nsummary: One.\ndescription: Two.\n---\nText.\n"

    result = imported(tmp_path, {"walnut.md": text})

    assert result.head()["summary"] == "One."
    assert result.said("unknown-field") == "description: Two."


@pytest.mark.parametrize(
    ("rows", "authors"),
    [
        ("authors: Mei Lin", ["Mei Lin"]),
        ("authors: [Mei, Jo]", ["Mei", "Jo"]),
        ("author: '@mei'", ["mei"]),
        ("authors:\n  - name: Mei\n    title: Writer\n  - name: Jo", ["Mei", "Jo"]),
        ("authors:\n  mei:\n    name: Mei Lin\n  jo: {}", ["Mei Lin", "jo"]),
        ("author: Mei <mei@example.org>", ["Mei"]),
        ("author: Mei (mei@example.org)", ["Mei"]),
        ("author: '[Mei](https://example.org)'", ["Mei"]),
        ("authors: [Mei, Mei]", ["Mei"]),
    ],
)
def test_authors_become_plain_names(tmp_path: Path, rows: str, authors: list[str]) -> None:
    text = f"---\ntitle: Walnut\ndate: 2024-05-01\n{rows}\n---\nText.\n"

    result = imported(tmp_path, {"walnut.md": text})

    assert result.head()["authors"] == authors


def test_a_mail_address_is_neither_written_nor_told(tmp_path: Path) -> None:
    text = "Title: A\nDate: 2024-05-01\nAuthor: mei@example.org\nContact: jo@example.org\n\nText.\n"

    result = imported(tmp_path, {"walnut.md": text})

    written = (result.content / result.files[0]).read_text(encoding="utf-8")
    assert "example.org" not in written + " ".join(map(str, result.report.notes))
    assert result.codes.count("mail-address") == 1


def test_empty_categories_are_no_tags(tmp_path: Path) -> None:
    text = "---\ntitle: A\ndate: 2024-05-01\ncategories:\ntags: null\n---\nText.\n"

    result = imported(tmp_path, {"walnut.md": text})

    assert "tags" not in result.head()


def test_jekyll_divides_tags_at_spaces(tmp_path: Path) -> None:
    text = "---\ntitle: A\ntags: oak tree\ncategory: big news\n---\nText.\n"

    result = imported(tmp_path, {"_posts/2024-05-01-walnut.md": text})

    assert result.head()["tags"] == ["oak", "tree", "big news"]


@pytest.mark.parametrize(
    "row", ["draft: true", "published: false", "status: draft", "status: hidden"]
)
def test_what_was_not_public_becomes_a_draft(tmp_path: Path, row: str) -> None:
    result = imported(tmp_path, {"a.md": f"---\ntitle: A\ndate: 2024-05-01\n{row}\n---\nText.\n"})

    assert result.head()["draft"] == "true"


def test_what_lies_in_a_folder_of_drafts_becomes_a_draft_with_a_note(tmp_path: Path) -> None:
    result = imported(tmp_path, {"_drafts/2024-05-01-walnut.md": "# Walnut\n\nText.\n"})

    assert result.head()["draft"] == "true"
    assert result.codes == ["draft-by-folder"]


@pytest.mark.parametrize(
    ("name", "title", "number"),
    [
        ("2024-05-01-issue-143.md", "Walnut", "143"),
        ("2024-05-01-twin0049.md", "Walnut", "49"),
        ("2024-05-01-第12期.md", "Walnut", "12"),
        ("2024-05-01-x.md", "Walnut weekly #7", "7"),
        ("2024-05-01-x.md", "This Week in Walnut 66", "66"),
        ("2024-05-01-x.md", "This Month in Walnut - May 2026", None),
        ("2024-05-01-release-0-24.md", "Walnut 0.24", None),
        ("2024-05-01-rfc2229.md", "Walnut", None),
    ],
)
def test_a_number_is_found_in_the_name_or_the_title(
    tmp_path: Path, name: str, title: str, number: str | None
) -> None:
    result = imported(tmp_path, {name: f"---\ntitle: '{title}'\n---\nText.\n"})

    assert result.head().get("number") == number


def test_the_number_of_pelican_is_the_number(tmp_path: Path) -> None:
    text = "Title: Walnut\nNumber: 353\nDate: 2020-08-25\n\nText.\n"

    result = imported(tmp_path, {"content/walnut.md": text})

    assert result.head()["number"] == "353"


def test_only_kinds_with_numbers_get_one(tmp_path: Path) -> None:
    files = {"2024-05-01-issue-143.md": "# Walnut\n\nText.\n"}

    result = imported(tmp_path, files, kind_folder="stories")

    assert "number" not in result.head()
    assert result.files == ["stories/2024-05-01-issue-143.md"]
