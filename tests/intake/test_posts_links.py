"""Links and pictures of imported posts."""

from pathlib import Path

import pytest

from tests.intake.importing import imported

HEAD = "---\ntitle: A\ndate: 2024-05-01\n---\n"
OTHER = "---\ntitle: B\ndate: 2024-06-01\n---\nText.\n"


@pytest.mark.parametrize(
    ("written", "now"),
    [
        ("[b](other.md)", "[b](diary:other)"),
        ("[b](./other.md#part)", "[b](diary:other#part)"),
        ("[b](<other.md>)", "[b](diary:other)"),
        ("[`b`](other.md 'T')", "[`b`](diary:other 'T')"),
        ("[b](../posts/other.md)", "[b](diary:other)"),
        ("[b](@/posts/other.md)", "[b](diary:other)"),
        ("[b](/posts/other.md)", "[b](diary:other)"),
        ("[b](/content/posts/other.md)", "[b](/content/posts/other.md)"),
        ("[b]\n\n[b]: other.md", "[b]\n\n[b]: diary:other"),
        ('<a href="other.md">b</a>', '<a href="diary:other">b</a>'),
        ("[b](https://example.org/other.md)", "[b](https://example.org/other.md)"),
        ("[b](#part)", "[b](#part)"),
        ("`[b](other.md)`", "`[b](other.md)`"),
        ("```\n[b](other.md)\n```", "```\n[b](other.md)\n```"),
        ("```\n[b](other.md)", "```\n[b](other.md)"),
        ("- x\n  ```\n  [b](other.md)\n  ```\n- [b](other.md)",
         "- x\n  ```\n  [b](other.md)\n  ```\n- [b](diary:other)"),
        ("[^1]\n\n[^1]: other.md", "[^1]\n\n[^1]: other.md"),
    ],
)  # fmt: skip
def test_a_link_to_an_imported_post_becomes_a_reference(
    tmp_path: Path, written: str, now: str
) -> None:
    result = imported(tmp_path, {"posts/a.md": f"{HEAD}{written}\n", "posts/other.md": OTHER})

    assert result.body("posts/a.md") == f"{now}\n"


def test_a_link_to_the_old_address_of_a_post_becomes_a_reference(tmp_path: Path) -> None:
    files = {
        "_posts/2024-05-01-a.md": "---\ntitle: A\n---\n[b](/2024/06/01/b.html#x)\n",
        "_posts/2024-06-01-b.md": "---\ntitle: B\n---\nText.\n",
    }

    result = imported(tmp_path, files)

    assert result.body("_posts/2024-05-01-a.md") == "[b](diary:b#x)\n"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("[b](lost.md)", "link-target-missing"),
        ("[b](@/posts/lost.md)", "link-target-missing"),
        ("[b](/about/)", "link-to-old-site"),
        ("![b](lost.png)", "picture-missing"),
        ('<img src="/img/lost.png">', "picture-missing"),
        ("[b](lost.pdf)", "link-target-missing"),
    ],
)
def test_what_is_not_among_the_files_is_noted_with_its_line_and_left(
    tmp_path: Path, written: str, code: str
) -> None:
    result = imported(tmp_path, {"posts/a.md": f"{HEAD}\nText\n\n{written}\n"})

    assert result.body() == f"Text\n\n{written}\n"
    assert [(n.line, n.code) for n in result.report.notes] == [(8, code)]


def test_a_picture_beside_the_post_moves_with_it(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "posts/a.md": HEAD + "![b](img/My%20nut.PNG?raw=1 'T')\n",
        "posts/img/My nut.PNG": b"png",
    }

    result = imported(tmp_path, files)

    assert result.files == ["diaries/2024-05-01-a/My-nut.png", "diaries/2024-05-01-a/index.md"]
    assert result.body() == "![b](My-nut.png 'T')\n"


@pytest.mark.parametrize("where", ["static/img/nut.png", "img/nut.png", "public/img/nut.png"])
def test_a_picture_from_the_root_of_the_site_is_found(tmp_path: Path, where: str) -> None:
    result = imported(tmp_path, {"posts/a.md": HEAD + "![b](/img/nut.png)\n", where: b"png"})

    assert result.body() == "![b](nut.png)\n"


def test_two_pictures_of_one_name_get_two_names(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.md": HEAD + "![b](x/nut.png) ![c](y/nut.png) ![d](x/nut.png)\n",
        "x/nut.png": b"1",
        "y/nut.png": b"2",
    }

    result = imported(tmp_path, files)

    assert result.body() == "![b](nut.png) ![c](nut-2.png) ![d](nut.png)\n"


def test_no_file_outside_the_folder_is_copied(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    (tmp_path / "blog-to-come").mkdir()
    (tmp_path / "blog-to-come" / "inner.png").symlink_to(tmp_path / "secret.png")

    result = imported(tmp_path, {"a.md": HEAD + "![b](../secret.png) ![c](inner.png)\n"})

    assert result.files == ["diaries/2024-05-01-a.md"]
    assert result.codes == ["picture-missing", "picture-missing"]


def test_a_bundle_keeps_its_name_and_its_pictures(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/walnut/index.md": HEAD + "![b](nut.png)\n",
        "content/walnut/nut.png": b"png",
    }

    result = imported(tmp_path, files)

    assert result.head()["id"] == "walnut"
    assert "diaries/2024-05-01-walnut/nut.png" in result.files
