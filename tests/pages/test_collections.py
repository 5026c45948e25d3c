"""What can be subscribed to."""

from pathlib import Path

from generator.pages.collections import WHOLE, feed_paths
from tests.pages.journals import diary, laid_out

BOTH = "languages: [en, zh-CN]\n"


def test_a_small_journal_has_a_feed_of_everything_and_of_each_kind(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"diaries/2026-05-01-a.md": diary("A")})

    assert [(c.group, c.folder) for c in laid.collections()] == [
        (WHOLE, "/"),
        ("By kind", "/diaries/"),
        ("By kind", "/releases/"),
        ("By kind", "/suggestions/"),
        ("By kind", "/polls/"),
        ("By kind", "/reports/"),
        ("By kind", "/take-part/"),
        ("By kind", "/stories/"),
        ("By kind", "/events/"),
        ("By kind", "/honours/"),
    ]


def test_a_tag_and_a_series_have_feeds(tmp_path: Path) -> None:
    laid = laid_out(
        tmp_path, {"diaries/2026-05-01-a.md": diary("A", "tags: [Night mode]\nseries: The knob")}
    )
    found = {c.group: (c.name, c.folder) for c in laid.collections()}

    assert found["By tag"] == ("T: Night mode", "/tags/night-mode/")
    assert found["By series"] == ("T: The knob", "/series/the-knob/")


def test_a_tag_of_pages_alone_has_no_feed(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"pages/a.md": diary("A", "tags: [legal]")})

    assert "By tag" not in {c.group for c in laid.collections()}


def test_a_person_who_is_named_has_a_feed_of_what_names_them(tmp_path: Path) -> None:
    files = {
        "people.yaml": "- {id: mei, title: Mei}\n- {id: lin, title: Lin}\n",
        "diaries/2026-05-01-a.md": diary("A", text="Thanks, @mei"),
        "diaries/2026-05-02-b.md": diary("B", "authors: mei"),
    }
    found = [c for c in laid_out(tmp_path, files).collections() if c.group == "By person"]

    assert [(c.name, [e.head.id for e in c.entries]) for c in found] == [("T: Mei", ["b", "a"])]


def test_the_main_language_feeds_what_has_no_version_in_it(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.en.md": diary("A"),
        "diaries/2026-05-01-a.zh.md": diary("甲"),
        "diaries/2026-05-02-b.zh.md": diary("乙"),
    }
    laid = laid_out(tmp_path, files, options=BOTH)

    assert [e.head.title for e in laid.collection("T").entries] == ["乙", "A"]


def test_another_language_feeds_only_what_is_written_in_it(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.en.md": diary("A"),
        "diaries/2026-05-02-b.zh.md": diary("乙"),
    }
    laid = laid_out(tmp_path, files, options=BOTH)

    assert [e.head.title for e in laid.collection("T", "zh-CN").entries] == ["乙"]


def test_the_main_language_has_a_feed_of_its_own_when_there_are_others(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.en.md": diary("A"),
        "diaries/2026-05-02-b.zh.md": diary("乙"),
    }
    found = laid_out(tmp_path, files, options=BOTH).collection("T (English)")

    assert (found.folder, [e.head.title for e in found.entries]) == ("/en/", ["A"])


def test_a_hidden_entry_is_in_no_collection(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"diaries/2026-05-01-a.md": diary("A", "draft: yes\ntags: [t]")})

    assert {len(c.entries) for c in laid.collections()} == {0}


def test_archives_are_numbered_beside_the_feed() -> None:
    assert feed_paths("/x/") == ("/x/feed.xml", "/x/atom.xml", "/x/feed.json")
    assert feed_paths("/x/", 2) == ("/x/feed-2.xml", "/x/atom-2.xml", "/x/feed-2.json")
