"""Bytes in the wild."""

from pathlib import Path

import pytest

from tests.intake.importing import imported

HEAD = b"---\ntitle: Walnut\ndate: 2024-05-01\n---\n"


def test_a_byte_order_mark_does_not_hide_the_front_matter(tmp_path: Path) -> None:
    result = imported(tmp_path, {"a.md": b"\xef\xbb\xbf" + HEAD + b"Text.\n"})

    assert (result.head()["title"], result.codes) == ("Walnut", [])


def test_mixed_line_ends_become_one(tmp_path: Path) -> None:
    result = imported(tmp_path, {"a.md": HEAD.replace(b"\n", b"\r\n") + b"One\r\nTwo\rThree\n"})

    written = (result.content / result.files[0]).read_bytes()
    assert written.endswith(b"---\n\nOne\nTwo\nThree\n")


def test_one_latin_byte_does_not_spoil_the_rest(tmp_path: Path) -> None:
    result = imported(tmp_path, {"a.md": HEAD + "橙 caf".encode() + b"\xe9 \x93q\x94\n"})

    assert result.body() == "橙 café “q”\n"
    assert [(n.line, n.code) for n in result.report.notes] == [(5, "not-utf8")]


def test_a_chinese_file_that_is_not_utf8_is_read_as_gb18030(tmp_path: Path) -> None:
    result = imported(tmp_path, {"a.md": HEAD + "这一周，我们修好了灯。\n".encode("gb18030")})

    assert result.body() == "这一周，我们修好了灯。\n"
    assert [(n.line, n.code) for n in result.report.notes] == [(5, "not-utf8")]


def test_utf16_is_read_with_a_note(tmp_path: Path) -> None:
    text = (HEAD.decode() + "橙\n").encode("utf-16")

    result = imported(tmp_path, {"a.md": text})

    assert (result.body(), result.codes) == ("橙\n", ["not-utf8"])


def test_control_characters_are_noted_with_their_line_and_kept_in_the_text(tmp_path: Path) -> None:
    result = imported(tmp_path, {"a.md": HEAD + b"One\nTw\x1bo\n"})

    assert result.body() == "One\nTw\x1bo\n"
    assert [(n.line, n.code) for n in result.report.notes] == [(6, "control-character")]


def test_control_characters_leave_the_head(tmp_path: Path) -> None:
    result = imported(tmp_path, {"a.md": b"Title: Wal\x08nut\nDate: 2024-05-01\n\nText.\n"})

    assert result.head()["title"] == "Walnut"


def test_zero_width_and_decomposed_text_stays_as_it_is(tmp_path: Path) -> None:
    text = "a\u200bb\u00a0cafe\u0301\n"

    result = imported(tmp_path, {"a.md": HEAD + text.encode()})

    assert result.body() == text


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b"\x00"])
def test_an_empty_file_is_skipped_with_that_reason(tmp_path: Path, data: bytes) -> None:
    result = imported(tmp_path, {"2024-05-01-a.md": data})

    assert result.reasons == {"2024-05-01-a.md": "the file is empty"}


def test_front_matter_without_title_and_text_is_skipped(tmp_path: Path) -> None:
    result = imported(tmp_path, {"2024-05-01-a.md": "---\nlayout: latest\n---\n"})

    assert result.reasons == {"2024-05-01-a.md": "front matter only: no title and no text"}


def test_other_formats_sections_and_links_are_listed_with_their_reasons(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.md"
    target.write_text("# Secret\n", encoding="utf-8")
    (tmp_path / "blog-to-come").mkdir()
    (tmp_path / "blog-to-come" / "2024-05-01-link.md").symlink_to(target)

    result = imported(tmp_path, {"a.rst": "A\n=\n", "_index.md": "# Section\n", "x.png": b"p"})

    assert result.reasons == {
        "a.rst": "not Markdown (.rst)",
        "_index.md": "the page of a section, not a post",
        "2024-05-01-link.md": "a symbolic link",
    }
