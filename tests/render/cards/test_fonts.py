from pathlib import Path

from generator.render.cards.faces import open_faces, region_of
from generator.render.cards.fonts import font_book, system_folders
from tests.render.cards.sample_fonts import EM, faces, font, project


def test_the_projects_fonts_come_before_the_systems(tmp_path: Path) -> None:
    system = project(tmp_path / "system", **{"NotoSerifCJK-Bold": font("灯")}) / "fonts"
    book = font_book(project(tmp_path / "journal", zz=font("灯")), [system])

    assert [file.path.stem for file in book.files] == ["zz", "NotoSerifCJK-Bold"]


def test_a_family_with_han_characters_comes_before_one_without(tmp_path: Path) -> None:
    names = {"DejaVuSerif-Bold": font("a"), "NotoSerifCJK-Bold": font("灯")}
    book = font_book(tmp_path / "journal", [project(tmp_path, **names) / "fonts"])

    assert [file.path.stem for file in book.files] == ["NotoSerifCJK-Bold", "DejaVuSerif-Bold"]


def test_a_folder_without_fonts_makes_an_empty_book(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "readme.txt").write_text("none", encoding="utf-8")

    assert not font_book(tmp_path, [tmp_path / "missing"])


def test_the_identity_changes_with_a_font_of_the_same_size(tmp_path: Path) -> None:
    before = font_book(project(tmp_path, one=font("灯")), ()).identity

    assert font_book(project(tmp_path, one=font("光")), ()).identity != before


def test_the_identity_does_not_depend_on_where_the_project_lies(tmp_path: Path) -> None:
    books = [font_book(project(tmp_path / n, one=font("灯")), ()) for n in ("a", "b")]

    assert books[0].identity == books[1].identity


def test_a_file_that_is_no_font_is_passed_over(tmp_path: Path) -> None:
    found = faces(tmp_path, broken=b"no font at all", whole=font("灯"))
    face = found.face("灯", "sans", 400, "zh-CN")

    assert face is not None
    assert face.file.path.stem == "whole"


def test_an_empty_file_is_passed_over(tmp_path: Path) -> None:
    assert faces(tmp_path, empty=b"").face("灯", "sans", 400, "zh-CN") is None


def test_bold_text_takes_the_bold_font(tmp_path: Path) -> None:
    found = faces(tmp_path, a=font("灯", weight=400), b=font("灯", weight=700))
    face = found.face("灯", "serif", 700, "zh-CN")

    assert face is not None
    assert face.weight == 700


def test_a_glyph_without_an_outline_is_no_glyph(tmp_path: Path) -> None:
    found = faces(tmp_path, a=font("🏮", without_ink="🏮"), b=font("🏮"))
    face = found.face("🏮", "sans", 400, "en")

    assert face is not None
    assert face.file.path.stem == "b"


def test_a_font_that_no_table_names_is_the_last_resort(tmp_path: Path) -> None:
    system = project(tmp_path, **{"NotoSansCJK-Regular": font("a"), "Strange": font("Ω")}) / "fonts"
    found = open_faces(font_book(tmp_path / "journal", [system]))
    face = found.face("Ω", "sans", 400, "en")

    assert face is not None
    assert face.file.path.stem == "Strange"


def test_an_outline_is_in_units_of_the_fonts_grid(tmp_path: Path) -> None:
    face = faces(tmp_path, one=font("灯")).face("灯", "sans", 400, "zh-CN")

    assert face is not None
    assert face.em == EM
    assert face.path(2) == "M0 0L350 0L350 40L0 40L0 0Z"


def test_japanese_readers_get_japanese_forms() -> None:
    assert [region_of(lang) for lang in ("ja", "zh-CN", "zh-TW", "en")] == ["JP", "SC", "TC", "SC"]


def test_users_of_a_system_may_have_fonts_of_their_own() -> None:
    folders = system_folders({"HOME": "/home/mei"})

    assert any(folder.is_relative_to("/home/mei") for folder in folders)
