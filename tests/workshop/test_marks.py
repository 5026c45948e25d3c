"""Which files were edited, by what the system says of them."""

import os
from pathlib import Path

import pytest

from generator.workshop.marks import Marks, edited, marks, of_place, rows_of


def seen(*places: Path) -> Marks:
    found = marks(places)
    assert found
    return found


def folder(at: Path) -> Path:
    place = at / "with a space"
    place.mkdir()
    for name in ("a", "b", "c\nd 1"):
        (place / name).write_text(name)
    return place


def test_files_of_other_content_are_named(tmp_path: Path) -> None:
    place = folder(tmp_path)
    before = seen(place, tmp_path / "none").content
    for name in ("b", "c\nd 1"):
        (place / name).write_text("other")

    now = seen(place, tmp_path / "none")
    assert edited(before, now) == (str(place / "b"), str(place / "c\nd 1"))
    assert edited(now.content, now) == ()


def test_a_file_more_or_less_or_of_another_name_is_no_edit(tmp_path: Path) -> None:
    place = folder(tmp_path)
    before = seen(place).content
    (place / "b").rename(place / "bb")
    assert edited(before, seen(place)) is None
    (place / "bb").rename(place / "b")
    (place / "z").write_text("")
    assert edited(before, seen(place)) is None
    (place / "z").unlink()
    (place / "a").unlink()
    assert edited(before, seen(place)) is None


def test_a_place_that_was_missing_is_no_edit(tmp_path: Path) -> None:
    place = folder(tmp_path)
    before = seen(place, tmp_path / "later").content
    (tmp_path / "later").write_text("")

    assert edited(before, seen(place, tmp_path / "later")) is None


def test_a_place_is_the_same_while_nothing_in_it_changes(tmp_path: Path) -> None:
    place, other = folder(tmp_path), tmp_path / "other"
    other.write_text("1")
    before = seen(other, place, tmp_path / "none").content
    other.write_text("22")
    (tmp_path / "none").write_text("")
    now = seen(other, place, tmp_path / "none")

    same = [of_place(rows_of(before), n) == of_place(now.rows, n) for n in range(3)]
    assert same == [False, True, False]


def test_what_python_compiles_of_the_program_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, other = tmp_path / "program", tmp_path / "other"
    for place in (program, other):
        (place / "__pycache__").mkdir(parents=True)
        (place / "rule.py").write_text("")
    monkeypatch.setattr("generator.workshop.marks._PROGRAM", str(program))
    before = seen(program, other)
    for place in (program, other):
        (place / "__pycache__/rule.pyc").write_text("")
    now = seen(program, other)

    same = [of_place(before.rows, n) == of_place(now.rows, n) for n in range(2)]
    assert same == [True, False]


def test_a_link_that_leads_elsewhere_is_an_edit(tmp_path: Path) -> None:
    place = folder(tmp_path)
    link = place / "l"
    link.symlink_to("a")
    before = seen(place).content
    link.unlink()
    link.symlink_to("b")

    assert set(edited(before, seen(place)) or ()) == {os.fspath(link)}


def test_a_folder_is_as_new_as_the_names_that_were_found_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = folder(tmp_path)
    os.utime(place, ns=(0, 0))
    listed = os.scandir

    def after_a_file_went(of: str) -> object:
        (place / "b").unlink(missing_ok=True)
        return listed(of)

    monkeypatch.setattr(os, "scandir", after_a_file_went)
    found = seen(place)

    assert os.fsencode(place / "b") not in found.content
    assert found.newest_ns >= place.stat().st_mtime_ns > 0
