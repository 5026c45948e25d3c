"""Which date of several a post gets."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.intake.importing import imported


def yaml_post(date: str) -> str:
    return f"---\ntitle: Walnut\ndate: {date}\n---\nText.\n"


def test_front_matter_wins_over_the_file_name_and_the_other_is_noted(tmp_path: Path) -> None:
    result = imported(tmp_path, {"_posts/2024-05-01-walnut.md": yaml_post("2024-05-03")})

    assert result.head()["date"] == "2024-05-03"
    assert result.said("date-disagrees") == (
        "the file name says 2024-05-01, the front matter 2024-05-03, which is taken"
    )


def test_an_unreadable_date_falls_back_to_the_file_name_with_a_note(tmp_path: Path) -> None:
    result = imported(tmp_path, {"2024-05-01-walnut.md": yaml_post("(TBC)")})

    assert result.head()["date"] == "2024-05-01"
    assert result.said("date-unreadable") == "not a date: (TBC)"
    assert result.report.notes[0].line == 3


def test_a_damaged_time_leaves_the_day_with_a_note(tmp_path: Path) -> None:
    result = imported(tmp_path, {"walnut.md": yaml_post("2017-02-10 00:10::00 -03:00")})

    assert result.head()["date"] == "2017-02-10"
    assert result.codes == ["date-doubtful"]


def test_the_file_name_decides_what_an_ambiguous_date_means(tmp_path: Path) -> None:
    result = imported(tmp_path, {"2015-01-10-walnut.md": yaml_post("10/1/2015")})

    assert result.head()["date"] == "2015-01-10"
    assert result.codes == ["date-doubtful"]


def test_the_time_of_an_ambiguous_date_is_kept_where_its_first_meaning_is_borne_out(
    tmp_path: Path,
) -> None:
    result = imported(tmp_path, {"2015-10-01-walnut.md": yaml_post("10/1/2015 08:00")})

    assert result.head()["date"] == "2015-10-01T08:00:00+00:00"


def test_an_ambiguous_date_alone_is_not_guessed(tmp_path: Path) -> None:
    result = imported(tmp_path, {"walnut.md": yaml_post("10/1/2015")})

    assert result.reasons == {"walnut.md": "no date in front matter, file name, path or manifest"}


def test_folders_give_the_date_when_nothing_nearer_does(tmp_path: Path) -> None:
    result = imported(tmp_path, {"2023/Apr/03/walnut.md": "# Walnut\n\nText.\n"})

    assert result.report.imported[0].date_from == "path"
    assert result.head()["date"] == "2023-04-03"


def test_the_path_field_of_zola_gives_the_date(tmp_path: Path) -> None:
    text = '+++\npath = "2024/11/28/walnut"\ntitle = "Walnut"\n+++\nText.\n'

    result = imported(tmp_path, {"content/walnut.md": text})

    assert result.head()["date"] == "2024-11-28"


LISTED = {"files": [{"path": "walnut.md", "first_commit": "2024-02-03T23:59:00-08:00"}]}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("SOURCE.json", json.dumps(LISTED)),
        ("dates.json", json.dumps({"walnut.md": "2024-02-03"})),
        ("dates.csv", "path,date\nwalnut.md,2024-02-03\n"),
        ("dates.csv", "walnut.md,2024-02-03\n"),
        ("dates.json", json.dumps({"blog-to-come/walnut.md": "2024-02-03"})),
    ],
)
def test_the_manifest_is_asked_last_and_its_date_is_noted(
    tmp_path: Path, name: str, text: str
) -> None:
    manifest = tmp_path / name
    manifest.write_text(text, encoding="utf-8")

    result = imported(tmp_path, {"walnut.md": "# Walnut\n\nText.\n"}, manifest=manifest)

    assert result.head()["date"] == "2024-02-03"
    assert result.said("date-from-manifest") == "no date of its own; first seen on 2024-02-03"


def test_a_manifest_that_contradicts_the_year_of_the_folder_is_noted(tmp_path: Path) -> None:
    manifest = tmp_path / "m.json"
    manifest.write_text('{"2016/issue-10.md": "2024-02-28"}', encoding="utf-8")

    result = imported(tmp_path, {"2016/issue-10.md": "Text.\n"}, manifest=manifest)

    assert result.said("date-disagrees").startswith("the manifest says 2024-02-28, the path 2016")


def test_a_manifest_of_no_known_shape_is_refused(tmp_path: Path) -> None:
    manifest = tmp_path / "m.json"
    manifest.write_text("[1, 2]", encoding="utf-8")

    with pytest.raises(ValueError, match=r"m\.json: no path with a date"):
        imported(tmp_path, {"walnut.md": "Text.\n"}, manifest=manifest)


def test_an_unquoted_toml_date_and_a_local_time_are_read(tmp_path: Path) -> None:
    text = "+++\ntitle = 'Walnut'\ndate = 2024-05-01T08:00:00\n+++\nText.\n"

    result = imported(tmp_path, {"content/walnut.md": text}, zone=ZoneInfo("Asia/Shanghai"))

    assert result.head()["date"] == "2024-05-01T08:00:00+08:00"


def test_an_update_is_taken_over_and_an_unreadable_one_noted(tmp_path: Path) -> None:
    one = "---\ntitle: A\ndate: 2024-05-01\nlastmod: 2024-06-01\n---\nText.\n"
    two = "---\ntitle: B\ndate: 2024-05-01\nlastmod: later\n---\nText.\n"

    result = imported(tmp_path, {"a.md": one, "b.md": two})

    assert result.head("a.md")["updated"] == "2024-06-01"
    assert "updated" not in result.head("b.md")
    assert result.said("date-unreadable") == "updated: 'later' was left out"
