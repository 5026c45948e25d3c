"""Names of files, permanent ids, translations, and what exists already."""

from pathlib import Path

import pytest

from generator.intake.posts.importer import import_posts
from tests.intake.importing import again, imported


def post(title: str, date: str) -> str:
    return f"---\ntitle: {title}\ndate: {date}\n---\nText of {title}.\n"


@pytest.mark.parametrize(
    ("name", "stem", "entry_id"),
    [
        ("2024-05-01-Nut Oil!.md", "2024-05-01-nut-oil", "nut-oil"),
        ("橙色星期五.md", "2024-05-01-橙色星期五", "橙色星期五"),
        ("1.0-Timeline.md", "2024-05-01-1.0-timeline", "1.0-timeline"),
        ("_x_.md", "2024-05-01-x", "x"),
        ("!!!.md", "2024-05-01-post", "post"),
        ("2024-05-01.md", "2024-05-01-2024-05-01", "2024-05-01"),
        ("example.io.md", "2024-05-01-example-io", "example-io"),
        ("x" * 200 + ".md", "2024-05-01-" + "x" * 120, "x" * 120),
    ],
)
def test_names_are_made_of_the_date_and_the_slug(
    tmp_path: Path, name: str, stem: str, entry_id: str
) -> None:
    result = imported(tmp_path, {name: post("A", "2024-05-01")})

    assert result.files == [f"diaries/{stem}.md"]
    assert result.head()["id"] == entry_id


def test_a_prefix_begins_ids_and_names(tmp_path: Path) -> None:
    result = imported(tmp_path, {"nut.md": post("A", "2024-05-01")}, prefix="oak")

    assert (result.files, result.head()["id"]) == (["diaries/2024-05-01-oak-nut.md"], "oak-nut")


def test_posts_of_one_name_all_get_their_dates_into_their_ids(tmp_path: Path) -> None:
    files = {"2024-05-01-week.md": "# A\n\nText.\n", "2024-05-08-week.md": "# B\n\nText.\n"}

    result = imported(tmp_path, files)

    assert [p.id for p in result.report.imported] == ["week-2024-05-01", "week-2024-05-08"]


def test_posts_of_one_name_and_day_get_different_files_and_ids(tmp_path: Path) -> None:
    files = {f"{n}/week.md": post(n, "2024-05-01") for n in ("a", "b", "c")}

    result = imported(tmp_path, files)

    assert len({p.id for p in result.report.imported}) == 3
    assert len(result.files) == 3


def test_an_id_that_an_entry_has_already_is_not_given_again(tmp_path: Path) -> None:
    there = tmp_path / "content" / "diaries" / "2020-01-01-nut.md"
    there.parent.mkdir(parents=True)
    there.write_text("---\ntitle: Nut\ndate: 2020-01-01\n---\n", encoding="utf-8")

    result = imported(tmp_path, {"nut.md": post("A", "2024-05-01")})

    assert result.head()["id"] == "nut-2024-05-01"


def test_an_id_stays_when_a_namesake_comes_later(tmp_path: Path) -> None:
    imported(tmp_path, {"2024-05-08-week.md": "# B\n\nText.\n"})

    result = imported(tmp_path, {"2024-05-01-week.md": "# A\n\nText.\n"})

    assert [p.id for p in result.report.imported] == ["week-2024-05-01", "week"]
    assert [p.state for p in result.report.imported] == ["written", "unchanged"]


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "_posts/2024-05-01-a.md": "---\ntitle: A\n---\n![x](n.png) [b](2024-05-02-b.md)\n",
        "_posts/2024-05-02-b.md": "---\ntitle: B\n---\nText.\n",
        "_posts/n.png": b"png",
    }
    first = imported(tmp_path, files)

    second = again(tmp_path)

    assert {p.state for p in second.report.imported} == {"unchanged"}
    assert second.report.notes == first.report.notes


def test_a_file_with_other_content_is_not_overwritten(tmp_path: Path) -> None:
    first = imported(tmp_path, {"nut.md": post("A", "2024-05-01")})
    (first.content / first.files[0]).write_text("mine", encoding="utf-8")

    second = again(tmp_path)

    assert (first.content / first.files[0]).read_text(encoding="utf-8") == "mine"
    assert second.reasons == {
        "nut.md": "diaries/2024-05-01-nut.md exists with other content (--force replaces it)"
    }


def test_a_file_with_other_content_is_overwritten_on_demand(tmp_path: Path) -> None:
    first = imported(tmp_path, {"nut.md": post("A", "2024-05-01")})
    (first.content / first.files[0]).write_text("mine", encoding="utf-8")

    second = again(tmp_path, overwrite=True)

    assert second.body() == "Text of A.\n"


def test_a_picture_with_other_content_is_not_overwritten(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "nut.md": "---\ntitle: A\ndate: 2024-05-01\n---\n![x](n.png)\n",
        "n.png": b"png",
    }
    first = imported(tmp_path, files)
    picture = first.content / "diaries" / "2024-05-01-nut" / "n.png"
    picture.write_bytes(b"mine")

    second = again(tmp_path)

    assert list(second.reasons) == ["nut.md"]
    assert picture.read_bytes() == b"mine"


def test_an_entry_is_not_written_a_second_time_as_a_folder(tmp_path: Path) -> None:
    files = {"nut.md": "---\ntitle: A\ndate: 2024-05-01\n---\n![x](n.png)\n"}
    imported(tmp_path, files)
    (tmp_path / "blog-to-come" / "n.png").write_bytes(b"png")

    second = again(tmp_path)

    assert second.reasons == {"nut.md": "it exists as diaries/2024-05-01-nut.md; remove that first"}


def test_nothing_temporary_stays_behind(tmp_path: Path) -> None:
    result = imported(tmp_path, {"nut.md": post("A", "2024-05-01")})

    assert result.files == ["diaries/2024-05-01-nut.md"]


def test_a_translation_stays_beside_its_original(tmp_path: Path) -> None:
    files = {"nut.md": post("Nut", "2024-05-01"), "nut.zh.md": post("核桃", "2024-05-01")}

    result = imported(tmp_path, files)

    assert result.files == ["diaries/2024-05-01-nut.en.md", "diaries/2024-05-01-nut.zh.md"]
    assert {p.id for p in result.report.imported} == {"nut"}
    assert result.head("nut.zh.md")["lang"] == "zh"


def test_the_language_of_the_originals_can_be_given(tmp_path: Path) -> None:
    files = {"nut.md": post("核桃", "2024-05-01"), "nut.en.md": post("Nut", "2024-05-01")}

    result = imported(tmp_path, files, lang="zh-CN")

    assert result.files == ["diaries/2024-05-01-nut.en.md", "diaries/2024-05-01-nut.zh-CN.md"]


def test_a_translation_has_the_date_of_its_original_and_a_note(tmp_path: Path) -> None:
    files = {"nut.md": post("Nut", "2024-05-01"), "nut.zh.md": post("核桃", "2024-05-09")}

    result = imported(tmp_path, files)

    assert result.head("nut.zh.md")["date"] == "2024-05-01"
    assert result.codes == ["date-disagrees"]


def test_translations_of_a_bundle_share_its_folder(tmp_path: Path) -> None:
    text = "---\ntitle: {}\ndate: 2024-05-01\n---\n![x](n.png)\n"
    files: dict[str, str | bytes] = {
        "nut/index.md": text.format("Nut"),
        "nut/index.zh.md": text.format("核桃"),
        "nut/n.png": b"png",
    }

    result = imported(tmp_path, files)

    folder = "diaries/2024-05-01-nut"
    assert result.files == [f"{folder}/index.en.md", f"{folder}/index.zh.md", f"{folder}/n.png"]


def test_a_dotted_name_is_no_language(tmp_path: Path) -> None:
    files = {"release-0.6.md": post("A", "2024-05-01"), "node.js.md": post("B", "2024-05-01")}

    result = imported(tmp_path, files)

    assert result.files == ["diaries/2024-05-01-node-js.md", "diaries/2024-05-01-release-0.6.md"]


def test_fragments_of_a_dated_folder_become_one_post_in_their_order(tmp_path: Path) -> None:
    files = {
        "2024/May/01/2-plugins/02-b.md": "Second.\n",
        "2024/May/01/2-plugins/01-a.md": "First.\n",
        "2024/May/01/1-news.md": "# News\n",
        "template/x.md": "Example.\n",
    }

    result = imported(tmp_path, files, fragments=True)

    assert result.files == ["diaries/2024-05-01-issue.md"]
    assert result.body("2024/May/01/1-news.md") == "# News\n\nFirst.\n\nSecond.\n"
    assert result.reasons == {
        "template/x.md": "no fragment: it is in no folder whose path is a date"
    }


def test_a_folder_of_no_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="'walnuts' is the folder of no kind"):
        imported(tmp_path, {"nut.md": post("A", "2024-05-01")}, kind_folder="walnuts")


def test_hidden_folders_and_the_content_folder_inside_are_not_imported(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "2024-05-01-x.md").write_text("# X\n", encoding="utf-8")
    (tmp_path / "nut.md").write_text(post("A", "2024-05-01"), encoding="utf-8")
    content = tmp_path / "content"
    import_posts(tmp_path, content)

    report = import_posts(tmp_path, content)

    assert ([p.source for p in report.imported], report.skipped) == (["nut.md"], ())


def test_progress_counts_every_file_once(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    files = {"a.md": post("A", "2024-05-01"), "b.md": "", "c.md": post("C", "2024-05-01")}

    imported(tmp_path, files, progress=lambda done, total: seen.append((done, total)))

    assert seen == [(1, 3), (2, 3), (3, 3)]
