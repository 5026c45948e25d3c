"""A field may name a file beside its entry in place of what stands there."""

from collections.abc import Mapping
from pathlib import Path

from generator.kinds.maker import Maker
from generator.problems import Location
from tests.journal.making import FIELDS, maker
from tests.journals import reading

SVG = FIELDS["picture"].removeprefix("|\n")


def picture(folder: Path, files: Mapping[str, str | bytes]) -> str:
    """The drawing of the only maker of a journal."""
    found = reading(folder, files)
    [record] = [each.record for each in found.entries if isinstance(each.record, Maker)]
    return record.picture


def test_a_drawing_may_stand_in_a_file_beside(tmp_path: Path) -> None:
    files = {"makers/lamps/index.md": maker(picture="card.svg"), "makers/lamps/card.svg": SVG}

    assert picture(tmp_path, files) == SVG


def test_a_drawing_may_stand_beside_an_entry_that_is_no_folder(tmp_path: Path) -> None:
    files = {"makers/lamps.md": maker(picture="lamps.svg"), "makers/lamps.svg": SVG}

    assert picture(tmp_path, files) == SVG


def test_such_a_file_is_not_published(tmp_path: Path) -> None:
    files = {
        "makers/lamps/index.md": maker(picture="card.svg"),
        "makers/lamps/card.svg": SVG,
        "makers/lamps/photo.svg": SVG,
    }
    [entry] = reading(tmp_path, files).entries

    assert [attachment.name for attachment in entry.attachments] == ["photo.svg"]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    files = {"makers/lamps/index.md": maker(picture="crad.svg"), "makers/lamps/card.svg": SVG}
    found = reading(tmp_path, files).problems

    assert ("missing-file", "there is no file 'crad.svg' beside this entry") in [
        (problem.code, problem.message) for problem in found
    ]
    assert [p.hint for p in found if p.code == "missing-file"] == ["did you mean 'card.svg'?"]


def test_no_file_elsewhere_is_read(tmp_path: Path) -> None:
    for name in ("../lamps.svg", "/etc/passwd.svg", "sub/../../lamps.svg"):
        files = {"makers/lamps/index.md": maker(picture=name), "makers/lamps.svg": SVG}

        assert picture(tmp_path, files) == name


def test_a_file_that_is_not_utf_8_is_named_at_its_line(tmp_path: Path) -> None:
    files: Mapping[str, str | bytes] = {
        "makers/lamps/index.md": maker(picture="card.svg"),
        "makers/lamps/card.svg": b"<svg>\n\xff</svg>",
    }
    found = [(p.location, p.code) for p in reading(tmp_path, files).problems]

    assert (Location("content/makers/lamps/card.svg", 2), "encoding") in found
