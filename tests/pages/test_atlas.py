"""What readers of one language find."""

from datetime import UTC, datetime
from pathlib import Path

from generator.kinds.table import KINDS
from generator.pages.atlas import group_of
from tests.pages.journals import diary, laid_out

BOTH = "languages: [en, zh-CN]\n"


def suggestion(title: str, status: str) -> str:
    return f"---\ntitle: {title}\ndate: 2026-05-01\nstatus: {status}\n---\n"


def test_entries_stand_newest_first(tmp_path: Path) -> None:
    files = {f"diaries/2026-05-0{n}-d{n}.md": diary(f"D{n}") for n in (2, 3, 1)}

    assert [e.head.id for e in laid_out(tmp_path, files).atlas().entries] == ["d3", "d2", "d1"]


def test_entries_of_one_instant_stand_by_their_ids(tmp_path: Path) -> None:
    files = {f"diaries/2026-05-01-{name}.md": diary(name) for name in ("b", "c", "a")}

    assert [e.head.id for e in laid_out(tmp_path, files).atlas().entries] == ["a", "b", "c"]


def test_an_entry_without_a_translation_is_shown_in_the_language_it_has(tmp_path: Path) -> None:
    files = {"diaries/2026-05-01-a.en.md": diary("A")}
    found = laid_out(tmp_path, files, options=BOTH).atlas("zh-CN")

    assert [(e.head.id, e.lang) for e in found.entries] == [("a", "en")]
    assert found.own == ()


def test_suggestions_are_grouped_in_the_order_of_their_lives(tmp_path: Path) -> None:
    files = {
        f"suggestions/{status}.md": suggestion(status, status)
        for status in ("duplicate", "shipped", "received", "declined", "adopted")
    }
    found = laid_out(tmp_path, files).atlas().by_kind["suggestion"]

    assert [group_of(KINDS["suggestion"], entry) for entry in found] == [
        "received",
        "adopted",
        "shipped",
        "declined",
        "duplicate",
    ]


def test_people_stand_by_their_names(tmp_path: Path) -> None:
    people = "- {id: z, title: anna}\n- {id: a, title: Zoe}\n- {id: m, title: Ben}\n"
    found = laid_out(tmp_path, {"people.yaml": people}).atlas().by_kind["person"]

    assert [entry.head.title for entry in found] == ["anna", "Ben", "Zoe"]


def test_a_year_begins_in_the_time_zone_of_the_journal(tmp_path: Path) -> None:
    files = {"diaries/a.md": diary("A", "date: 2025-12-31T23:30:00Z")}
    found = laid_out(tmp_path, files, options="timezone: Asia/Shanghai\n").atlas()

    assert list(found.years) == ["2026"]


def test_years_stand_newest_first(tmp_path: Path) -> None:
    files = {
        f"diaries/{year}-05-01-d.md": diary("D", f"id: d{year}") for year in (2024, 2026, 2025)
    }

    assert list(laid_out(tmp_path, files).atlas().years) == ["2026", "2025", "2024"]


def test_pages_and_people_stand_in_no_archive(tmp_path: Path) -> None:
    files = {"pages/a.md": diary("A", "date: 2026-05-01"), "people.yaml": "- {id: a, title: A}\n"}

    assert laid_out(tmp_path, files).atlas().years == {}


def test_tags_that_differ_in_case_are_one(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.md": diary("A", "tags: [Night, night-mode]"),
        "diaries/2026-05-02-b.md": diary("B", "tags: [night, Night mode]"),
    }
    found = laid_out(tmp_path, files).atlas().tags

    assert {name: [e.head.id for e in group] for name, group in found.items()} == {
        "Night": ["b", "a"],
        "Night mode": ["b", "a"],
    }


def test_an_entry_that_spells_its_tag_twice_stands_there_once(tmp_path: Path) -> None:
    files = {"diaries/2026-05-01-a.md": diary("A", "tags: [Night, night]")}

    assert [len(group) for group in laid_out(tmp_path, files).atlas().tags.values()] == [1]


def test_a_hidden_entry_is_in_no_group(tmp_path: Path) -> None:
    files = {"diaries/2026-05-01-a.md": diary("A", "draft: yes\ntags: [t]\nseries: s")}
    found = laid_out(tmp_path, files).atlas()

    assert (found.entries, found.tags, found.series, found.years) == ((), {}, {}, {})


def test_an_entry_is_there_from_its_instant_on(tmp_path: Path) -> None:
    files = {"diaries/a.md": diary("A", "date: 2026-05-01 18:00")}
    before = laid_out(tmp_path, files, at=datetime(2026, 5, 1, 17, 59, 59, tzinfo=UTC))
    after = laid_out(tmp_path, files, at=datetime(2026, 5, 1, 18, tzinfo=UTC))

    assert (len(before.atlas().entries), len(after.atlas().entries)) == (0, 1)
