"""Boards show who did most in a month or a year, and leave out whoever wants to be."""

from pathlib import Path

from tests.journal.recognition.recognising import (
    PEOPLE,
    board,
    ledger,
    places,
    recognised,
    release,
)

MANY = PEOPLE + "- {id: ben, title: Ben}\n- {id: eve, title: Eve}\n- {id: kim, title: Kim}\n"


def october(*deeds: str, people: str = MANY) -> dict[str, str]:
    """A ledger of October; each deed is `person,role,count`."""
    return {"people.yaml": people, "ledger.csv": ledger(*(f"2026-10-05,{d},," for d in deeds))}


def test_equals_share_a_place_and_the_next_one_counts_them_all(tmp_path: Path) -> None:
    deeds = october("rui,tested,2", "mei,tested,2", "ada,suggested,2", "ben,voted,3")

    assert places(board(recognised(tmp_path, deeds), "2026-10")) == [
        (1, "ada", 10),
        (2, "mei", 6),
        (2, "rui", 6),
        (4, "ben", 3),
    ]


def test_a_month_belongs_to_its_year(tmp_path: Path) -> None:
    rows = ("2026-09-30,mei,told,1,,", "2026-10-01,rui,told,1,,", "2025-12-31,ada,told,1,,")
    found = recognised(tmp_path, {"ledger.csv": ledger(*rows)}, boards="{people: 2}")

    assert list(found.recognition.boards) == ["2026-10", "2026-09", "2026", "2025-12", "2025"]
    assert places(board(found, "2026")) == [(1, "mei", 5), (1, "rui", 5)]


def test_the_last_evening_of_a_month_belongs_to_it_in_the_journals_time_zone(
    tmp_path: Path,
) -> None:
    files = {"releases/1.0.md": release("[mei]", date='"2026-10-31 17:00Z"')}

    assert "2026-10" in recognised(tmp_path, files).recognition.boards
    east = recognised(tmp_path, files, timezone="Asia/Shanghai").recognition.boards
    assert list(east) == ["2026-11", "2026"]


def test_there_is_a_board_for_each_role_by_how_often(tmp_path: Path) -> None:
    deeds = october("mei,tested,4", "rui,tested,1", "ada,tested,2", "ada,told,1")
    found = recognised(tmp_path, deeds)
    tested, told = board(found, "2026-10", "tested"), board(found, "2026-10", "told")

    assert [str(b.role or "") for b in found.recognition.boards["2026-10"]] == [
        "",
        "tested",
        "told",
    ]
    assert [(p.place, p.person, p.count, p.points) for p in tested.places] == [
        (1, "mei", 4, 12),
        (2, "ada", 2, 6),
        (3, "rui", 1, 3),
    ]
    assert (told.places, told.others) == ((), 1)


def test_too_few_people_are_no_ranking(tmp_path: Path) -> None:
    two = recognised(tmp_path / "two", october("mei,told,1", "rui,told,1"))
    three = recognised(tmp_path / "three", october("mei,told,1", "rui,told,1", "ada,told,1"))

    assert (board(two, "2026-10").places, board(two, "2026-10").others) == ((), 2)
    assert len(board(three, "2026-10").places) == 3


def test_too_few_points_are_no_place(tmp_path: Path) -> None:
    deeds = october("mei,told,1", "rui,told,1", "ada,voted,2", "ben,voted,1")
    found = board(recognised(tmp_path, deeds), "2026-10")

    assert [p.person for p in found.places] == ["mei", "rui", "ada"]
    assert found.others == 1


def test_a_journal_says_how_many_places_there_are(tmp_path: Path) -> None:
    """Two who are equal are both on the last place that is shown."""
    deeds = october("mei,told,2", "rui,told,1", "ada,told,1", "ben,voted,2")
    found = board(recognised(tmp_path, deeds, boards="{places: 2}"), "2026-10")

    assert [p.person for p in found.places] == ["mei", "ada", "rui"]
    assert found.others == 1


def test_the_team_is_on_no_board_and_not_among_the_others(tmp_path: Path) -> None:
    deeds = october("mei,told,1", "rui,told,1", "ada,told,1", "song,told,9")
    found = board(recognised(tmp_path, deeds), "2026-10")

    assert [p.person for p in found.places] == ["ada", "mei", "rui"]
    assert found.others == 0


def test_what_only_the_team_did_makes_no_board(tmp_path: Path) -> None:
    assert recognised(tmp_path, october("song,code,9")).recognition.boards == {}


def test_whoever_does_not_want_to_be_ranked_is_one_of_the_others(tmp_path: Path) -> None:
    people = MANY
    for name, wish in (("Ben", "in_lists: no"), ("Eve", "in_levels: no"), ("Kim", "draft: yes")):
        people = people.replace(f"title: {name}}}", f"title: {name}, {wish}}}")
    people += "- {id: noname, title: Nora, display: anonymous}\n"
    ids = ("mei", "rui", "ada", "ben", "eve", "kim", "noname")
    deeds = october(*(f"{id_},told,1" for id_ in ids), people=people)
    found = board(recognised(tmp_path, deeds), "2026-10")

    assert [p.person for p in found.places] == ["ada", "mei", "rui"]
    assert found.others == 4


def test_whoever_is_called_by_the_handle_stands_on_boards(tmp_path: Path) -> None:
    people = MANY.replace("title: Ben}", "title: Ben, display: handle}")
    deeds = october("mei,told,1", "rui,told,1", "ben,told,2", people=people)

    assert places(board(recognised(tmp_path, deeds), "2026-10"))[0] == (1, "ben", 10)


def test_what_has_no_date_is_in_no_window(tmp_path: Path) -> None:
    people = MANY + "- {id: new, title: New, invited_by: mei}\n"
    found = recognised(tmp_path, {"people.yaml": people})

    assert found.recognition.merits["mei"].points == 2
    assert found.recognition.boards == {}
