"""Which files may be shown."""

import unicodedata
from pathlib import Path

import pytest

from generator.pages.artefact import Artefact, Role
from generator.pages.desk.library import beside, named
from tests.pages.journals import diary, laid_out


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("a.png", "content/diaries/2026-05-01-a/a.png"),
        ("./a.png", "content/diaries/2026-05-01-a/a.png"),
        ("../b.md#part", "content/diaries/b.md"),
        ("a%20b.png?x", "content/diaries/2026-05-01-a/a b.png"),
        ("u%CC%88.png", "content/diaries/2026-05-01-a/ü.png"),
        ("../../../../etc/passwd", "../etc/passwd"),
    ],
)
def test_a_relative_address_means_a_file_beside_the_entry(
    tmp_path: Path, url: str, file: str
) -> None:
    laid = laid_out(tmp_path, {"diaries/2026-05-01-a/index.md": diary("A")})

    assert beside(laid.entry("diary", "a"), url) == file


@pytest.mark.parametrize("name", ["photo #1.jpg", "what?.jpg", "100%20.jpg", "u\u0308.jpg"])
def test_a_name_in_a_field_is_no_address(tmp_path: Path, name: str) -> None:
    laid = laid_out(tmp_path, {"diaries/2026-05-01-a/index.md": diary("A")})
    file = unicodedata.normalize("NFC", name)

    assert named(laid.entry("diary", "a"), name) == f"content/diaries/2026-05-01-a/{file}"


def test_a_file_outside_of_the_content_is_never_published(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    laid = laid_out(tmp_path, {"diaries/2026-05-01-a.md": diary("A", text="[x](../../secret.txt)")})

    assert laid.plan.copies == ()
    assert laid.codes() == ["missing-file"]


def test_a_file_that_no_entry_shows_is_not_published(tmp_path: Path) -> None:
    laid = laid_out(
        tmp_path, {"diaries/2026-05-01-a.md": diary("A"), "diaries/notes.pdf": "internal"}
    )

    assert laid.plan.copies == ()


def test_every_file_in_the_folder_of_an_entry_is_published(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a/index.md": diary("A"),
        "diaries/2026-05-01-a/data/table.csv": "a,b\n",
    }
    laid = laid_out(tmp_path, files)

    assert [(c.path, c.source) for c in laid.plan.copies] == [
        ("diaries/a/data/table.csv", "content/diaries/2026-05-01-a/data/table.csv")
    ]


@pytest.mark.parametrize("path", ["", "/a", "a//b", "../a", "a/..", "a\\b", "a\0b", "u\u0308"])
def test_an_artefact_lies_inside_the_site_under_a_plain_name(path: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        Artefact(path, b"", Role.PAGE)
