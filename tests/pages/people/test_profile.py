"""Profiles: what somebody did, where it can be seen, what it is worth, what is missing."""

from pathlib import Path

from generator.pages.people_views import EvidenceView, NeedView, RoleRow
from generator.pages.values import Contribution
from generator.pages.views import EntryPage
from tests.pages.people.community import PEOPLE, community, profile


def test_each_role_is_counted_with_what_it_is_worth(tmp_path: Path) -> None:
    mei = profile(community(tmp_path), "mei")

    assert mei.rows == (
        RoleRow("suggested", 1, 5, 5),
        RoleRow("reported", 1, 3, 3),
        RoleRow("tested", 1, 3, 3),
    )
    assert mei.points == 11


def test_evidence_leads_to_the_change_that_shows_it(tmp_path: Path) -> None:
    shown = profile(community(tmp_path), "mei").evidence

    assert [(one.role, one.title, one.url, one.text) for one in shown] == [
        ("tested", "Two", "/releases/2/#change-1", "Longer nights"),
        ("suggested", "One", "/releases/1/#change-1", "A <em>darker</em> light"),
        ("reported", "One", "/releases/1/#change-2", "A louder bell"),
    ]


def test_a_row_of_the_ledger_is_plain_words_and_an_address_from_outside(tmp_path: Path) -> None:
    row = profile(community(tmp_path), "rui").evidence[0]

    assert (row.role, row.count, row.title, row.url, row.outside, row.text) == (
        "answered",
        4,
        "In the forum",
        "https://forum.example/t/1",
        True,
        "",
    )


def test_a_row_of_the_ledger_without_an_address_leads_nowhere(tmp_path: Path) -> None:
    found = [one for one in profile(community(tmp_path), "ada").evidence if one.role == "invited"]

    assert [(one.title, one.url, one.outside) for one in found] == [("Two friends", "", False)]


def test_a_level_stands_with_what_is_missing_for_the_next_one(tmp_path: Path) -> None:
    mei = profile(community(tmp_path), "mei")

    assert mei.level
    assert mei.next
    assert (mei.level.title, mei.level.url) == ("Loyal customer", "/people/levels/#level-loyal")
    assert mei.next.title == "Friend"
    assert mei.needs == (
        NeedView("points", 11, 20, met=False),
        NeedView("kinds", 3, 2, met=True),
    )


def test_a_level_is_called_as_the_journal_says_in_each_language(tmp_path: Path) -> None:
    levels = (
        "languages: [en, zh-CN]\nlevels:\n  - {id: a, title: Lamp friend, titles: {zh: 灯友}}\n"
        "  - {id: b, title: Beyond, points: 99}\n"
    )
    both = {"people.yaml": f"{PEOPLE}- {{id: mei, lang: zh-CN, title: 小梅}}\n"}
    laid = community(tmp_path, both, options=levels)
    found = [profile(laid, "mei"), profile(laid, "mei", "/zh-cn")]

    assert [one.level.title for one in found if one.level] == ["Lamp friend", "灯友"]
    assert [one.next.title for one in found if one.next] == ["Beyond", "译Beyond"]


def test_the_team_has_contributions_and_no_level(tmp_path: Path) -> None:
    lin = profile(community(tmp_path), "lin")

    assert lin.rows == (RoleRow("contributed", 1),)
    assert (lin.ranked, lin.points, lin.level, lin.next, lin.badge) == (False, 0, None, None, None)


def test_who_wants_no_level_has_none_and_keeps_the_evidence(tmp_path: Path) -> None:
    free = profile(community(tmp_path), "free")

    assert (free.ranked, free.points, free.level, free.badge, free.needs) == (
        False,
        0,
        None,
        None,
        (),
    )
    assert [one.url for one in free.evidence] == ["/releases/1/#change-3"]


def test_who_did_nothing_yet_has_an_empty_profile(tmp_path: Path) -> None:
    newcomer = profile(community(tmp_path), "nobody")

    assert (newcomer.rows, newcomer.evidence, newcomer.level, newcomer.badge) == (
        (),
        (),
        None,
        None,
    )
    assert newcomer.ranked


def test_a_journal_without_levels_ranks_nobody(tmp_path: Path) -> None:
    laid = community(tmp_path, options="levels: []\n")
    mei = profile(laid, "mei")

    assert (mei.ranked, mei.points, mei.rules, mei.badge) == (False, 0, "", None)
    assert "/people/levels/" not in laid.paths()


def test_points_are_worth_what_the_journal_says(tmp_path: Path) -> None:
    mei = profile(community(tmp_path, options="points: {suggested: 40}\n"), "mei")

    assert mei.rows[0] == RoleRow("suggested", 1, 40, 40)
    assert mei.points == 46


def test_only_the_newest_forty_pieces_of_evidence_are_shown(tmp_path: Path) -> None:
    rows = "".join(f"2026-09-{1 + n % 28:02},@rui,answered,1,Topic {n},\n" for n in range(45))
    laid = community(tmp_path, {"ledger.csv": f"date,person,role,count,what,link\n{rows}"})
    rui = profile(laid, "rui")

    assert (len(rui.evidence), rui.more) == (40, 6)
    assert isinstance(rui.evidence[0], EvidenceView)
    assert rui.evidence[0].date
    assert rui.evidence[0].date.month == 10


def test_a_founding_member_is_one(tmp_path: Path) -> None:
    laid = community(tmp_path, options="founding_until: 2026-10-05\n")

    assert [profile(laid, name).founding for name in ("mei", "rui", "ada")] == [True, True, False]


def test_privileges_that_are_earned_lead_to_their_rules(tmp_path: Path) -> None:
    rules = (
        "privileges:\n  - {id: early, title: A day early, level: loyal}\n"
        "  - {id: x, title: X, roles: {code: 9}}\n"
    )
    found = profile(community(tmp_path, options=rules), "mei").privileges

    assert [(one.title, one.url) for one in found] == [
        ("A day early", "/people/levels/#privilege-early")
    ]


def test_the_share_card_and_the_page_count_alike(tmp_path: Path) -> None:
    view = community(tmp_path).sheet("/people/rui/").view

    assert isinstance(view, EntryPage)
    assert view.contributions == (Contribution("answered", 4), Contribution("tested", 1))


def test_other_entries_have_no_profile(tmp_path: Path) -> None:
    view = community(tmp_path).sheet("/releases/1/").view

    assert isinstance(view, EntryPage)
    assert (view.profile, view.contributions, view.certificate) == (None, (), "")
