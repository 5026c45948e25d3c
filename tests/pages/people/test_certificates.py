"""Certificates: for everybody who did anything."""

from pathlib import Path

from generator.pages.people_views import Profile
from generator.pages.views import CertificatePage, EntryPage
from tests.pages.journals import Laid
from tests.pages.people.community import community


def certificate(laid: Laid, name: str) -> CertificatePage:
    view = laid.sheet(f"/people/{name}/certificate/").view
    assert isinstance(view, CertificatePage)
    return view


def test_everybody_who_did_anything_has_a_certificate(tmp_path: Path) -> None:
    paths = community(tmp_path).paths()

    assert sorted(path for path in paths if path.endswith("/certificate/")) == [
        f"/people/{name}/certificate/" for name in ("ada", "free", "lin", "mei", "rui", "shy")
    ]


def test_a_profile_leads_to_its_certificate(tmp_path: Path) -> None:
    laid = community(tmp_path)
    views = [laid.sheet(f"/people/{name}/").view for name in ("mei", "nobody")]

    assert [view.certificate for view in views if isinstance(view, EntryPage)] == [
        "/people/mei/certificate/",
        "",
    ]


def test_a_certificate_names_each_change_once(tmp_path: Path) -> None:
    both = (
        '---\ntitle: R\ndate: 2026-10-05\nversion: "1"\nchanges:\n'
        '  - {text: Both, credits: ["@mei", {person: "@mei", role: tested}]}\n---\n'
    )
    found = certificate(community(tmp_path, {"releases/1.md": both}), "mei")

    assert [deed.text for deed in found.deeds] == ["Longer nights", "Both"]
    assert sum(one.count for one in found.contributions) == 3


def test_a_certificate_says_since_when_and_until_when(tmp_path: Path) -> None:
    found = certificate(community(tmp_path), "mei")

    assert found.since
    assert found.until
    assert (found.since.date().isoformat(), found.until.date().isoformat()) == (
        "2026-10-02",
        "2026-11-06",
    )
    assert found.page.noindex


def test_a_certificate_says_the_level_and_who_was_one_of_the_first(tmp_path: Path) -> None:
    laid = community(tmp_path, options="founding_until: 2026-10-05\n")
    mei, ada, lin = (certificate(laid, name) for name in ("mei", "ada", "lin"))

    assert mei.level
    assert (mei.level.title, mei.founding) == ("Loyal customer", True)
    assert ada.founding is False
    assert lin.level is None


def test_who_is_only_in_the_ledger_has_a_certificate_without_changes(tmp_path: Path) -> None:
    ledger = "date,person,role,count,what,link\n2026-10-10,@nobody,answered,4,Forum,\n"
    found = certificate(community(tmp_path, {"ledger.csv": ledger}), "nobody")

    assert found.deeds == ()
    assert [(one.role, one.count) for one in found.contributions] == [("answered", 4)]


def test_a_founding_member_without_contributions_has_no_certificate(tmp_path: Path) -> None:
    laid = community(tmp_path, {"people/old.md": "---\ntitle: Old\nfounding: yes\n---\n"})
    view = laid.sheet("/people/old/").view

    assert isinstance(view, EntryPage)
    assert isinstance(view.profile, Profile)
    assert (view.certificate, view.profile.founding) == ("", True)
