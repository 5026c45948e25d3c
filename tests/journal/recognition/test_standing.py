"""Points, levels and privileges follow from evidence, by rules that a journal may change."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.journal.merits import Need
from tests.journal.recognition.recognising import PEOPLE, ledger, merit, recognised, release

LEVELS = (
    "[{id: one, title: One}, {id: two, title: Two, points: 10, kinds: 2}, "
    "{id: three, title: Three, points: 20, months: 2, roles: {tested: 3}}]"
)


def rows(*deeds: str) -> dict[str, str]:
    """A ledger of Mei's deeds, each `day,role,count`."""
    lines = []
    for deed in deeds:
        day, role, count = deed.split(",")
        lines.append(f"{day},mei,{role},{count},,")
    return {"ledger.csv": ledger(*lines)}


@pytest.mark.parametrize(
    ("role", "points"),
    [
        ("suggested", 5),
        ("reported", 3),
        ("tested", 3),
        ("voted", 1),
        ("answered", 2),
        ("told", 5),
        ("invited", 2),
        ("contributed", 8),
        ("code", 8),
        ("designed", 8),
        ("translated", 5),
        ("doc", 3),
        ("eventOrganizing", 3),
    ],
)
def test_each_role_is_worth_its_points(role: str, points: int, tmp_path: Path) -> None:
    found = recognised(tmp_path, rows(f"2026-10-05,{role},1"))

    assert merit(found, "mei").points == points


def test_a_journal_says_what_a_role_is_worth_to_it(tmp_path: Path) -> None:
    found = recognised(
        tmp_path, rows("2026-10-05,answered,2", "2026-10-05,tested,1"), points="{answered: 7}"
    )

    assert merit(found, "mei").points == 2 * 7 + 3


def test_roles_stand_by_how_often_then_in_their_usual_order(tmp_path: Path) -> None:
    found = recognised(
        tmp_path,
        rows("2026-10-05,doc,2", "2026-10-06,tested,2", "2026-10-07,voted,5", "2026-10-08,doc,1"),
    )

    assert [(str(r), n) for r, n in merit(found, "mei").by_role] == [
        ("voted", 5),
        ("doc", 3),
        ("tested", 2),
    ]


def test_the_usual_ladder_leads_from_customer_to_friend(tmp_path: Path) -> None:
    """Four suggestions are 20 points; a friend needs a second sort of contribution as well."""
    one = merit(recognised(tmp_path / "a", rows("2026-10-05,suggested,4")), "mei")
    two = merit(
        recognised(tmp_path / "b", rows("2026-10-05,suggested,4", "2026-10-06,voted,1")), "mei"
    )

    assert (one.level, one.next_level) == ("loyal", "friend")
    assert one.needs == (Need("points", 20, 20), Need("kinds", 1, 2))
    assert (two.level, two.next_level) == ("friend", "partner")
    assert two.needs == (Need("points", 21, 60), Need("kinds", 2, 3), Need("months", 1, 3))


def test_the_next_level_says_what_is_missing_role_by_role(tmp_path: Path) -> None:
    found = recognised(tmp_path, rows("2026-10-05,doc,3", "2026-10-06,tested,1"), levels=LEVELS)

    assert merit(found, "mei").level == "two"
    assert merit(found, "mei").needs == (
        Need("points", 12, 20),
        Need("months", 1, 2),
        Need("tested", 1, 3),
    )


def test_at_the_top_nothing_is_missing(tmp_path: Path) -> None:
    deeds = rows("2026-09-30,doc,4", "2026-10-01,tested,3")
    found = merit(recognised(tmp_path, deeds, levels=LEVELS), "mei")

    assert (found.level, found.next_level, found.needs) == ("three", "", ())


def test_a_level_cannot_be_reached_past_the_one_before_it(tmp_path: Path) -> None:
    """Twenty-one points and three tests in two months, but of one sort only."""
    deeds = rows("2026-09-30,tested,4", "2026-10-01,tested,3")
    found = merit(recognised(tmp_path, deeds, levels=LEVELS), "mei")

    assert (found.points, found.level, found.next_level) == (21, "one", "two")


def test_months_are_those_of_the_journals_time_zone(tmp_path: Path) -> None:
    """17:00 of the last of September in UTC is the first of October in Shanghai."""
    files = {
        "releases/1.0.md": release("[mei]", date='"2026-09-30 17:00Z"'),
        "releases/2.0.md": release("[mei]", date="2026-10-20", title="2.0"),
    }
    levels = "[{id: one, title: One, months: 2}]"
    east = recognised(tmp_path, files, levels=levels, timezone="Asia/Shanghai")
    west = recognised(tmp_path, files, levels=levels)

    assert merit(east, "mei").level == ""
    assert merit(west, "mei").level == "one"


def test_a_level_is_reached_with_the_evidence_that_completed_it(tmp_path: Path) -> None:
    deeds = rows("2026-10-05,suggested,4", "2026-10-06,voted,1", "2026-11-06,voted,1")

    assert merit(recognised(tmp_path, deeds), "mei").reached == datetime(2026, 10, 6, tzinfo=UTC)


def test_a_level_that_asks_for_nothing_is_reached_with_the_first_contribution(
    tmp_path: Path,
) -> None:
    found = merit(recognised(tmp_path, rows("2026-10-05,voted,1", "2026-10-07,voted,1")), "mei")

    assert (found.level, found.reached) == ("customer", datetime(2026, 10, 5, tzinfo=UTC))


def test_without_levels_there_are_none(tmp_path: Path) -> None:
    found = merit(recognised(tmp_path, rows("2026-10-05,voted,1"), levels="[]"), "mei")

    assert (found.level, found.next_level, found.needs) == ("", "", ())


def test_the_team_has_no_level_and_no_privilege(tmp_path: Path) -> None:
    files = {"releases/1.0.md": release("[{person: song, role: code}]")}
    privileges = "[{id: p, title: P, roles: {code: 1}}]"
    found = merit(recognised(tmp_path, files, privileges=privileges), "song")

    assert (found.points, found.level, found.next_level, found.needs) == (8, "", "", ())
    assert found.privileges == ()


def test_whoever_wants_no_level_has_no_points_either(tmp_path: Path) -> None:
    people = PEOPLE.replace("title: Mei}", "title: Mei, in_levels: no}")
    deeds = rows("2026-10-05,suggested,9")
    found = merit(recognised(tmp_path, {"people.yaml": people, **deeds}), "mei")

    assert (found.points, found.level, found.next_level, found.needs) == (0, "", "", ())
    assert [(str(r), n) for r, n in found.by_role] == [("suggested", 9)]


def test_whoever_wants_no_place_in_lists_has_a_level(tmp_path: Path) -> None:
    people = PEOPLE.replace("title: Mei}", "title: Mei, in_lists: no}")
    found = recognised(tmp_path, {"people.yaml": people, **rows("2026-10-05,suggested,1")})

    assert merit(found, "mei").level == "loyal"


@pytest.mark.parametrize(
    ("condition", "earned"),
    [
        ("level: two", True),
        ("level: one", True),
        ("level: three", False),
        ("roles: {tested: 1}", True),
        ("roles: {tested: 1, voted: 1}", False),
        ("founding: yes", False),
    ],
)
def test_a_privilege_is_earned_by_its_conditions(
    condition: str, earned: object, tmp_path: Path
) -> None:
    found = recognised(
        tmp_path,
        rows("2026-10-05,doc,3", "2026-10-06,tested,1"),
        levels=LEVELS,
        privileges=f"[{{id: p, title: P, {condition}}}]",
    )

    assert (merit(found, "mei").privileges == ("p",)) is earned


@pytest.mark.parametrize(("until", "founding"), [("2026-10-05", False), ("2026-10-05 00:01", True)])
def test_founding_members_have_evidence_from_before(
    until: str, founding: object, tmp_path: Path
) -> None:
    found = recognised(
        tmp_path,
        rows("2026-10-05,voted,1", "2026-11-05,voted,1"),
        founding_until=f'"{until}"',
        privileges="[{id: p, title: P, founding: yes}]",
    )

    assert merit(found, "mei").founding is founding
    assert merit(found, "mei").privileges == (("p",) if founding else ())


def test_the_people_table_can_say_who_is_a_founding_member(tmp_path: Path) -> None:
    people = PEOPLE.replace("title: Mei}", "title: Mei, founding: yes}")
    found = recognised(tmp_path, {"people.yaml": people})

    assert (merit(found, "mei").founding, merit(found, "mei").evidence) == (True, ())
    assert list(found.recognition.merits) == ["mei"]
    assert merit(found, "mei").level == ""  # no level without evidence


def test_the_team_is_never_among_the_founding_members(tmp_path: Path) -> None:
    team = "title: Mei, team: yes, founding: yes}"
    people = PEOPLE.replace("title: Mei}", team)
    people = people.replace("title: Song, team: yes}", "title: Song, team: yes, founding: yes}")
    files = {"people.yaml": people, **rows("2026-10-05,voted,1")}
    found = recognised(tmp_path, files, founding_until="2026-11-01")

    assert merit(found, "mei").founding is False
    assert "song" not in found.recognition.merits


def test_people_without_a_public_name_are_counted(tmp_path: Path) -> None:
    people = PEOPLE.replace("title: Mei}", "title: Mei, display: anonymous}")
    files = {"people.yaml": people, "releases/1.0.md": release("[mei, rui]")}
    found = recognised(tmp_path, files).recognition

    assert (sorted(found.merits), found.anonymous) == (["mei", "rui"], 1)
