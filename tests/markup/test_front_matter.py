"""Where the head of a file ends and its text begins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markup.front_matter import split

LINES = st.lists(
    st.sampled_from(
        ["---", "----", "...", "+++", "", "a: b", "title:x", "text", "# c", "- a", " ---"]
    )
    | st.text(max_size=10),
    max_size=12,
)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def test_fields_stand_between_two_lines_of_dashes() -> None:
    parts = split("---\ntitle: One\n---\nText.\n")

    assert parts.head.tree == {"title": "One"}
    assert parts.body == "Text.\n"
    assert parts.body_line == 4


def test_dots_close_front_matter_too() -> None:
    assert split("---\ntitle: One\n...\nText").body == "Text"


def test_more_dashes_open_and_close_front_matter_too() -> None:
    assert split("-----\ntitle: One\n----\nText").head.tree == {"title": "One"}


def test_front_matter_may_be_empty() -> None:
    parts = split("---\n---\nText")

    assert parts.head.tree == {}
    assert parts.body == "Text"


def test_lines_are_counted_in_the_file() -> None:
    assert split("---\ntitle: One\ntags: [a]\n---\n").head.lines[("tags",)] == 3


def test_empty_lines_may_stand_before_front_matter() -> None:
    parts = split("\n\n---\ntitle: One\n---\nText")

    assert parts.head.tree == {"title": "One"}
    assert parts.head.lines[("title",)] == 4
    assert parts.body_line == 6


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems_are_understood(end: str) -> None:
    parts = split(end.join(["---", "title: One", "---", "a", "b"]))

    assert parts.head.tree == {"title": "One"}
    assert parts.body == "a\nb"


def test_a_byte_order_mark_is_dropped() -> None:
    assert split("\ufeff---\ntitle: One\n---\n").head.tree == {"title": "One"}


def test_dashes_in_a_value_do_not_close_front_matter() -> None:
    parts = split("---\nsummary: |\n  a\n  ---\n  b\ntitle: One\n---\n")

    assert parts.head.tree == {"summary": "a\n---\nb\n", "title": "One"}


def test_a_rule_in_the_text_does_not_end_it() -> None:
    assert split("---\ntitle: One\n---\na\n\n---\n\nb").body == "a\n\n---\n\nb"


@pytest.mark.parametrize(
    "text", ["", "Text", "# Heading\n\n---\na: b\n---\n", "---\n\nText\n", "---"]
)
def test_a_text_without_front_matter_is_all_body(text: str) -> None:
    parts = split(text)

    assert parts.head.tree == {}
    assert parts.head.findings == ()
    assert (parts.body, parts.body_line) == (text, 1)


@pytest.mark.parametrize("first", ["title One", "title:One", "title：One"])
def test_a_slip_in_the_first_field_does_not_make_a_text_of_it(first: str) -> None:
    (finding,) = split(f"---\n{first}\nlang: en\n---\nText").head.findings

    assert (finding.line, finding.code) == (2, "yaml-colon")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\ntitle: One\n\nText", "the front matter has no end"),
        ('+++\ntitle = "One"\n+++\n', "TOML front matter is for other generators"),
        ("---\n- title: One\n---\n", "the front matter is no list of fields"),
    ],
)
def test_what_is_no_front_matter_is_said(text: str, message: str) -> None:
    (finding,) = split(text).head.findings

    assert (finding.code, finding.message) == ("front-matter", message)


@given(LINES, ENDS)
def test_head_and_body_lose_no_line(lines: list[str], end: str) -> None:
    text = end.join(lines)
    whole = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")

    parts = split(text)

    assert whole.split("\n")[parts.body_line - 1 :] == parts.body.split("\n") or (
        parts.body == "" and parts.body_line == len(whole.split("\n")) + 1
    )


@given(LINES, ENDS)
def test_every_finding_has_a_line_of_the_file(lines: list[str], end: str) -> None:
    text = end.join(lines)
    count = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))

    findings = split(text).head.findings

    assert all(1 <= finding.line <= count for finding in findings)


@given(st.text())
def test_the_body_behind_front_matter_is_kept_apart_from_line_ends(body: str) -> None:
    parts = split(f"---\ntitle: One\n---\n{body}")

    assert parts.body == body.replace("\r\n", "\n").replace("\r", "\n")
