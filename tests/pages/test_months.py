"""You said, we did; and what people are credited for."""

from datetime import UTC, datetime
from pathlib import Path

from generator.pages.values import Contribution
from generator.pages.views import CertificatePage, EntryPage, MonthPage
from tests.pages.journals import Laid, diary, laid_out

AT = datetime(2026, 6, 15, tzinfo=UTC)
PEOPLE = "- {id: mei, title: Mei}\n- {id: lin, title: Lin, team: yes}\n- {id: rui, title: Rui}\n"
RELEASES = {
    "releases/1.md": """---
title: One
date: 2026-05-08
version: "1"
changes:
  - {text: Darker, credits: ["@mei", {person: "@rui", role: tested}]}
  - {text: Tidied up, credits: {person: lin, role: contributed}}
  - {text: Nobody asked}
---
""",
    "releases/2.md": """---
title: Two
date: 2026-05-31 23:00
version: "2"
changes:
  - {text: Louder, credits: [{person: "@mei", role: tested}, {person: "@mei"}, A stranger]}
---
""",
}


def month_at(laid: Laid, path: str) -> MonthPage:
    view = laid.sheet(path).view
    assert isinstance(view, MonthPage)
    return view


def journal(folder: Path, *, options: str = "") -> Laid:
    files = {
        "people.yaml": PEOPLE,
        **RELEASES,
        "suggestions/a.md": "---\ntitle: A\ndate: 2026-04-20\nstatus: adopted\nhistory:\n"
        "  - {date: 2026-05-03, status: adopted}\n---\n",
        "suggestions/b.md": "---\ntitle: B\ndate: 2026-05-04\nstatus: declined\nhistory:\n"
        "  - {date: 2026-06-04, status: declined}\n---\n",
        "suggestions/c.md": "---\ntitle: C\ndate: 2026-05-05\nstatus: evaluating\n---\n",
    }
    return laid_out(folder, files, at=AT, options=options)


def test_a_month_shows_what_users_caused(tmp_path: Path) -> None:
    done = month_at(journal(tmp_path), "/you-said-we-did/2026-05/").done

    assert [(deed.text, deed.release.title) for deed in done] == [
        ("Louder", "Two"),
        ("Darker", "One"),
    ]


def test_a_deed_says_who_is_credited(tmp_path: Path) -> None:
    done = month_at(journal(tmp_path), "/you-said-we-did/2026-05/").done
    shown = [(getattr(c["person"], "title", None), c["role"]) for c in done[1].credits]

    assert shown == [("Mei", "suggested"), ("Rui", "tested")]


def test_a_month_shows_what_was_adopted_and_what_still_waits(tmp_path: Path) -> None:
    view = month_at(journal(tmp_path), "/you-said-we-did/2026-05/")
    lists = (view.adopted, view.declined, view.waiting)

    assert [[card.title for card in cards] for cards in lists] == [["A"], [], ["C"]]
    assert view.counts == {"done": 2, "adopted": 1, "declined": 0, "waiting": 1}


def test_a_decision_stands_in_the_month_in_which_it_was_made(tmp_path: Path) -> None:
    view = month_at(journal(tmp_path), "/you-said-we-did/2026-06/")

    assert [card.title for card in view.declined] == ["B"]


def test_a_month_is_one_of_the_time_zone_of_the_journal(tmp_path: Path) -> None:
    laid = journal(tmp_path, options="timezone: America/New_York\n")
    late = laid_out(
        tmp_path / "late",
        {
            "people.yaml": PEOPLE,
            "releases/2.md": RELEASES["releases/2.md"].replace("23:00", "23:00Z"),
        },
        at=AT,
        options="timezone: Asia/Shanghai\n",
    )

    assert "/you-said-we-did/2026-05/" in laid.paths()
    assert "/you-said-we-did/2026-06/" in late.paths()
    assert "/you-said-we-did/2026-05/" not in late.paths()


def test_months_lead_to_each_other(tmp_path: Path) -> None:
    laid = journal(tmp_path)
    may, june = (month_at(laid, f"/you-said-we-did/2026-0{n}/") for n in (5, 6))

    assert (may.older, may.newer and may.newer.url) == (None, "/you-said-we-did/2026-06/")
    assert (june.older and june.older.url, june.newer) == ("/you-said-we-did/2026-05/", None)


def test_the_newest_month_has_an_address_that_stays_and_leads_to_all(tmp_path: Path) -> None:
    view = month_at(journal(tmp_path), "/you-said-we-did/")

    assert view.heading == "2026/06"
    assert [(tally.title, tally.count) for tally in view.months] == [("2026/06", 1), ("2026/05", 4)]


def test_a_journal_in_which_nothing_was_said_has_the_page(tmp_path: Path) -> None:
    view = month_at(laid_out(tmp_path, {"pages/a.md": diary("A")}, at=AT), "/you-said-we-did/")

    assert (view.heading, view.months, set(view.counts.values())) == ("2026/06", (), {0})


def test_a_person_is_told_how_often_and_for_what(tmp_path: Path) -> None:
    view = journal(tmp_path).sheet("/people/mei/").view

    assert isinstance(view, EntryPage)
    assert view.contributions == (Contribution("suggested", 2), Contribution("tested", 1))


def test_everybody_who_is_credited_has_a_certificate(tmp_path: Path) -> None:
    laid = journal(tmp_path)

    assert [path for path in laid.paths() if path.endswith("/certificate/")] == [
        "/people/lin/certificate/",
        "/people/mei/certificate/",
        "/people/rui/certificate/",
    ]


def test_a_profile_leads_to_its_certificate(tmp_path: Path) -> None:
    laid = laid_out(
        tmp_path, {"people.yaml": PEOPLE, "releases/1.md": RELEASES["releases/1.md"]}, at=AT
    )
    views = [laid.sheet(f"/people/{name}/").view for name in ("mei", "rui")]

    assert [getattr(view, "certificate", None) for view in views] == [
        "/people/mei/certificate/",
        "/people/rui/certificate/",
    ]


def test_who_did_nothing_yet_has_no_certificate(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"people.yaml": PEOPLE}, at=AT)
    view = laid.sheet("/people/mei/").view

    assert isinstance(view, EntryPage)
    assert (view.certificate, view.contributions) == ("", ())


def test_a_certificate_names_each_change_once_and_its_time(tmp_path: Path) -> None:
    sheet = journal(tmp_path).sheet("/people/mei/certificate/")
    view = sheet.view

    assert isinstance(view, CertificatePage)
    assert [deed.text for deed in view.deeds] == ["Louder", "Darker"]
    assert (view.since, view.until) == (
        datetime(2026, 5, 8, tzinfo=UTC),
        datetime(2026, 5, 31, 23, tzinfo=UTC),
    )
    assert view.page.noindex


def test_a_decision_that_is_still_to_come_is_none_yet(tmp_path: Path) -> None:
    text = (
        "---\ntitle: A\ndate: 2026-06-01\nhistory:\n  - {date: 2026-06-20, status: adopted}\n---\n"
    )
    laid = laid_out(tmp_path, {"suggestions/a.md": text}, at=AT)

    assert month_at(laid, "/you-said-we-did/2026-06/").adopted == ()
