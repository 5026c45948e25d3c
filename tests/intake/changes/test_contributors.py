"""An .all-contributorsrc as people and rows of the ledger."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from generator.intake.changes.contributors import Wish, import_contributors
from generator.intake.changes.places import Places
from generator.intake.changes.report import Report
from generator.kinds.credit import KEYS, Role
from generator.reader.ledger import read_ledger
from tests.intake.changes.places import files, forgetting, notes, people, places, states, table

DAY = "2026-05-01"


@pytest.fixture
def where(tmp_path: Path) -> Places:
    return places(tmp_path)


def somebody(login: str, *roles: str, **more: object) -> dict[str, object]:
    return {"login": login, "name": login.title(), "contributions": list(roles), **more}


def imported(
    where: Places, *contributors: object, wish: Wish | None = None, **more: object
) -> Report:
    file = where.project.parent / ".all-contributorsrc"
    data = {"projectName": "lamp", **more, "contributors": contributors}
    file.write_text(json.dumps(data, ensure_ascii=False, indent=2), encoding="utf-8")
    return import_contributors(file, where, wish or Wish(DAY))


def deeds(where: Places) -> list[tuple[str, str]]:
    return [(row["person"], row["role"]) for row in table(where, "ledger.csv")]


def test_everybody_gets_a_row_and_every_deed_too(where: Places) -> None:
    mei = somebody("mei", "ideas", "code", profile="https://mei.example/")
    report = imported(where, mei, somebody("RuiX", "translation"))

    assert people(where) == [
        {"id": "mei", "title": "Mei", "links": ["https://mei.example/"]},
        {"id": "ruix", "title": "Ruix", "handle": "RuiX", "links": ["https://github.com/RuiX"]},
    ]
    assert table(where, "ledger.csv") == [
        {
            "date": DAY, "person": person, "role": role, "count": "1", "what": "lamp", "link": link
        }
        for person, role, link in [
            ("@mei", "suggested", "https://mei.example/"),
            ("@mei", "code", "https://mei.example/"),
            ("@RuiX", "translated", "https://github.com/RuiX"),
        ]
    ]  # fmt: skip
    assert report.numbers == {"people": 2, "contributions": 3}


@pytest.mark.parametrize("role", list(Role))
def test_every_contribution_type_is_known(where: Places, role: Role) -> None:
    imported(where, somebody("mei", KEYS.get(role, str(role))))

    assert deeds(where) == [("@mei", str(role))]


def test_whoever_stands_there_twice_is_one_person(where: Places) -> None:
    report = imported(where, somebody("mei", "code", "doc"), somebody("Mei", "doc", "talk"))

    assert deeds(where) == [("@mei", "code"), ("@mei", "doc"), ("@mei", "talk")]
    assert notes(report) == [".all-contributorsrc:12 twice"]


def test_people_who_are_known_get_no_second_row(tmp_path: Path) -> None:
    table_ = "- id: lin\n  title: Lin\n  handles: [mei]\n- id: rui\n  title: Rui\n  handle: RuiX\n"
    where = places(tmp_path, {"people.yaml": table_, "people/bo.md": "---\ntitle: Bo\n---\n"})
    imported(where, somebody("MEI", "code"), somebody("ruix", "code"), somebody("bo", "code"))

    assert files(where)["content/people.yaml"] == table_
    assert deeds(where) == [("@lin", "code"), ("@RuiX", "code"), ("@bo", "code")]


def test_what_is_wrong_is_told_with_its_line(where: Places) -> None:
    report = imported(
        where,
        somebody("mei", "code", "juggling"),
        {"contributions": ["code"]},
        "mei",
        somebody("renovate[bot]", "code"),
        somebody("night-watch", "code"),
        wish=Wish(DAY, bots=("night-watch",)),
    )
    name = ".all-contributorsrc"

    assert notes(report) == [
        f"{name}:9 unknown-role",
        f"{name}:12 left-over",
        f"{name}:17 left-over",
        f"{name}:18 bot",
        f"{name}:25 bot",
    ]
    assert deeds(where) == [("@mei", "code")]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"contributors": {}}', '{"contributors": [', "[" * 100_000, '"x"', "\udcff"],
)
def test_a_file_that_is_something_else_changes_nothing(where: Places, text: str) -> None:
    file = where.project.parent / ".all-contributorsrc"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))

    with pytest.raises(ValueError, match="all-contributorsrc"):
        import_contributors(file, where, Wish(DAY))

    assert files(where) == {}


def test_a_second_import_changes_nothing(where: Places) -> None:
    imported(where, somebody("mei", "code"))
    before = files(where)
    report = imported(where, somebody("mei", "code"), wish=Wish("2026-06-01"))

    assert states(report) == ["unchanged"]
    assert files(where) == before


def test_a_second_import_adds_what_is_new(where: Places) -> None:
    imported(where, somebody("mei", "code"))
    imported(where, somebody("mei", "code", "doc"), somebody("rui", "talk"))

    assert deeds(where) == [("@mei", "code"), ("@mei", "doc"), ("@rui", "talk")]
    assert [row["id"] for row in people(where)] == ["mei", "rui"]


def test_rows_that_the_team_has_edited_stay(where: Places) -> None:
    imported(where, somebody("mei", "code", "doc"))
    ledger = where.content / "ledger.csv"
    text = ledger.read_text(encoding="utf-8").replace("code,1", "design,5")
    ledger.write_text(text, encoding="utf-8")
    report = imported(where, somebody("mei", "code", "doc"))

    assert states(report) == ["kept", "unchanged"]
    assert notes(report) == [".all-contributorsrc:8 taken-out"]
    assert ledger.read_text(encoding="utf-8") == text


def test_whoever_was_taken_out_stays_out(where: Places) -> None:
    imported(where, somebody("mei", "code"), somebody("rui", "code"))
    for name, begin in (("ledger.csv", f"{DAY},@rui"), ("people.yaml", "- id: rui")):
        file = where.content / name
        file.write_text(file.read_text(encoding="utf-8").partition(begin)[0], encoding="utf-8")
    before = files(where)
    imported(where, somebody("mei", "code"), somebody("rui", "code"))

    assert files(where) == before

    imported(where, somebody("mei", "code"), somebody("rui", "code"), wish=Wish(DAY, force=True))

    assert deeds(where) == [("@mei", "code"), ("@rui", "code")]


def test_whoever_got_another_handle_is_still_the_same(where: Places) -> None:
    imported(where, somebody("RuiX", "code"))
    file = where.content / "people.yaml"
    text = file.read_text(encoding="utf-8").replace(
        "handle: RuiX", "handle: rui\n  handles: [RuiX]"
    )
    file.write_text(text, encoding="utf-8")
    report = imported(where, somebody("RuiX", "code"))

    assert states(report) == ["unchanged"]


def test_rows_in_other_files_of_the_ledger_are_seen(tmp_path: Path) -> None:
    old = "person,date,role,what\n@mei,2020-01-01,code,lamp\n"
    where = places(tmp_path, {"ledger/2020.csv": old, "people.yaml": "- id: mei\n  title: Mei\n"})
    report = imported(where, somebody("mei", "code"))

    assert states(report) == ["unchanged"]
    assert "content/ledger.csv" not in files(where)


def test_a_ledger_keeps_its_columns_and_line_ends(tmp_path: Path) -> None:
    old = "person,date,role\r\n@mei,2020-01-01,talk"
    where = places(tmp_path, {"ledger.csv": old, "people.yaml": "- id: mei\r\n  title: Mei\r\n"})
    imported(where, somebody("mei", "code"), somebody("rui", "code"))
    found = files(where)

    assert found["content/ledger.csv"] == f"{old}\r\n@mei,{DAY},code\r\n@rui,{DAY},code\r\n"
    assert found["content/people.yaml"].count("\n") == found["content/people.yaml"].count("\r\n")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ledger.csv", "who,what\nx,y\n"),
        ("people.yaml", "mei: Mei\n"),
        ("people.yaml", "- {id: [}\n"),
        ("ledger.csv", "日期,人,角色\n"),
    ],
)
def test_a_table_that_cannot_be_added_to_stops_the_import(
    tmp_path: Path, name: str, text: str
) -> None:
    where = places(tmp_path, {name: text})

    with pytest.raises(ValueError, match=name):
        imported(where, somebody("rui", "code"))

    assert files(where) == {f"content/{name}": text}


HOSTILE = [
    "../../x", "a,b", 'x"y\nz', "=1+1", "@@", "\u202ex", "- id: x", "<b>", "#", "null", "梅", "a b",
]  # fmt: skip


@pytest.mark.parametrize("login", HOSTILE)
def test_nobodys_name_breaks_the_tables(where: Places, login: str) -> None:
    entry = {
        "login": login,
        "name": login,
        "profile": "javascript:alert(1)",
        "contributions": ["code"],
    }
    imported(where, entry, projectName=login)
    imported(where, entry, projectName=login)
    found = files(where)
    rows, problems = read_ledger(
        "ledger.csv", found.get("content/ledger.csv", "").encode(), ZoneInfo("UTC")
    )
    known = {str(row.get("handle", row["id"])).casefold() for row in people(where)}

    assert set(found) <= {".imports/contributors.json", "content/ledger.csv", "content/people.yaml"}
    if found:
        assert problems == []
        assert len(rows) == len(people(where)) == 1
        assert rows[0].person.name.casefold() in known
        assert "javascript" not in found["content/people.yaml"]


def test_whoever_is_forgotten_is_not_named(where: Places) -> None:
    imported(where, somebody("mei", "code"))
    hidden = forgetting(where, ruix="forgotten-1")
    imported(hidden, somebody("mei", "code"), somebody("RuiX", "code"))

    assert deeds(where) == [("@mei", "code"), ("@forgotten-1", "code")]
    assert [row["id"] for row in people(where)] == ["mei"]
