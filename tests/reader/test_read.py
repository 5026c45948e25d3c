"""From the files of a journal to its entries."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kinds.release import Release
from generator.markup.prose import Prose
from generator.markup.yaml_text import Located
from generator.model.entry import Entry
from generator.model.reference import Reference
from generator.reader.parsed import Parsed, dump, load, parse
from generator.reader.read import Reading
from tests.children import be_nobody, child, folder_for_all
from tests.journals import configured, entry, reading, short, written


def only(found: Reading) -> Entry:
    assert found.problems == ()
    (one,) = found.entries
    return one


def ids(found: Reading) -> list[tuple[str, str, str]]:
    return [(one.kind, one.head.id, one.lang) for one in found.entries]


def test_a_file_is_an_entry_of_its_folders_kind(tmp_path: Path) -> None:
    found = only(reading(tmp_path, {"diaries/2026-05-01-one.md": entry("One")}))

    assert (found.kind, found.head.id, found.head.title) == ("diary", "one", "One")


def test_the_files_name_gives_the_date(tmp_path: Path) -> None:
    found = only(
        reading(tmp_path, {"diaries/2026-05-01-one.md": entry("One")}, timezone="Asia/Tokyo")
    )

    assert found.head.date == datetime(2026, 4, 30, 15, tzinfo=UTC)


def test_a_written_date_outweighs_the_files_name(tmp_path: Path) -> None:
    found = only(reading(tmp_path, {"diaries/2026-05-01-one.md": entry("One", "date: 2026-05-02")}))

    assert found.head.date == datetime(2026, 5, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2026-05-01-one", "one"),
        ("2026-05-01_one", "one"),
        ("2026-05-01", "2026-05-01"),
        ("2026-05-01-1.10", "1.10"),
        ("2026-05-01-周五", "周五"),
        ("2026-05-01-node.js", "node.js"),
        ("2026-05-01-e\u0301te\u0301", "\u00e9t\u00e9"),
    ],
)
def test_the_id_is_the_files_name_without_its_date(
    tmp_path: Path, name: str, expected: str
) -> None:
    found = reading(tmp_path, {f"diaries/{name}.md": entry("One")})

    assert [one.head.id for one in found.entries] == [expected]


@pytest.mark.parametrize("name", ["my first day", "🎉", "what?", "-", "100% better", "a'b", "a\nb"])
def test_a_name_that_is_no_id_is_a_problem_with_a_cure(tmp_path: Path, name: str) -> None:
    (problem,) = reading(tmp_path, {f"pages/{name}.md": entry("One")}).problems

    cure = problem.hint.removeprefix("add '").partition("'")[0]
    again = reading(tmp_path, {f"pages/{name}.md": entry("One", cure)})
    assert only(again).head.id == cure.removeprefix("id: ")


def test_a_folder_is_an_entry_with_its_files(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "diaries/2026-05-01-one/index.md": entry("One"),
        "diaries/2026-05-01-one/b.png": b"",
        "diaries/2026-05-01-one/deep/a.png": b"",
        "diaries/other.png": b"",
    }
    found = only(reading(tmp_path, files))

    assert found.head.id == "one"
    assert [(a.path.rpartition("one/")[2], a.name) for a in found.attachments] == [
        ("b.png", "b.png"),
        ("deep/a.png", "deep/a.png"),
    ]


def test_hidden_files_are_left_alone(tmp_path: Path) -> None:
    assert ids(
        reading(tmp_path, {"diaries/.a.md": "x", ".git/b.md": "x", "pages/a.md": entry("A")})
    ) == [("page", "a", "en")]


def test_files_for_the_root_of_the_site_are_told_apart(tmp_path: Path) -> None:
    found = reading(tmp_path, {"static/robots.md": "x", "static/a/b.txt": "y"})

    assert [one.name for one in found.static] == ["robots.md", "a/b.txt"]
    assert found.problems == ()


def test_translations_share_the_fields_of_their_original(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "diaries/2026-05-01-one.en.md": entry("One", "stage: testing\ntags: a\nsummary: S"),
        "diaries/2026-05-01-one.zh.md": entry("一", "tags: 甲"),
    }
    english, chinese = reading(tmp_path, files).entries

    assert [getattr(e.record, "stage", "") for e in (english, chinese)] == ["testing", "testing"]
    assert [e.head.tags for e in (english, chinese)] == [("a",), ("甲",)]
    assert chinese.head.summary == ""
    assert [e.original for e in (english, chinese)] == [True, False]


def test_the_original_is_in_the_main_language(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "diaries/2026-05-01-one.en.md": entry("One"),
        "diaries/2026-05-01-one.zh.md": entry("一", "stage: idea"),
    }
    found = reading(tmp_path, files, languages="zh-CN, en")

    assert [(e.lang, e.original) for e in found.entries] == [("zh-CN", True), ("en", False)]


def test_a_translation_has_the_id_of_its_original(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "diaries/2026-05-01-one.en.md": entry("One", "id: first"),
        "diaries/2026-05-01-one.zh.md": entry("一"),
    }

    assert ids(reading(tmp_path, files)) == [("diary", "first", "en"), ("diary", "first", "zh-CN")]


def test_a_mistake_in_the_original_is_told_once(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "diaries/2026-05-01-one.en.md": entry("One", "stage: lost"),
        "diaries/2026-05-01-one.zh.md": entry("一"),
    }
    found = reading(tmp_path, files)

    assert set(short(found.problems)) == {"content/diaries/2026-05-01-one.en.md:3 bad-value"}
    assert found.broken == {Reference("diary", "one")}


def test_a_language_may_stand_in_a_field(tmp_path: Path) -> None:
    assert only(reading(tmp_path, {"pages/a.md": entry("甲", "lang: zh")})).lang == "zh-CN"


def test_a_language_may_stand_in_the_name_of_a_folders_index(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "pages/a/index.zh.md": entry("甲"),
        "pages/a/index.md": entry("A"),
    }

    assert ids(reading(tmp_path, files)) == [("page", "a", "en"), ("page", "a", "zh-CN")]


@pytest.mark.parametrize("ending", [".md", ".MD", ".markdown"])
def test_markdown_files_have_several_endings(tmp_path: Path, ending: str) -> None:
    assert only(reading(tmp_path, {f"pages/a{ending}": entry("A")})).head.id == "a"


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"\x00" * 100, b"---", b"---\n", b"\xef\xbb\xbf", b"\r"]
)
def test_a_file_that_says_nothing_is_one_problem(tmp_path: Path, content: bytes) -> None:
    found = reading(tmp_path, {"diaries/2026-05-01-one.md": content})

    assert len(found.problems) == 1
    assert found.broken == {Reference("diary", "one")}


def test_a_text_of_half_a_megabyte_is_read(tmp_path: Path) -> None:
    text = "Some *words* about a lamp.\n\n" * 20_000

    assert only(reading(tmp_path, {"pages/a.md": entry("A", text=text)})).prose.words == 100_000


def test_front_matter_of_half_a_megabyte_is_read(tmp_path: Path) -> None:
    changes = "changes:\n" + "  - a change\n" * 40_000
    record = only(
        reading(tmp_path, {"releases/2026-05-01-a.md": entry("A", f"version: 1\n{changes[:-1]}")})
    ).record

    assert isinstance(record, Release)
    assert len(record.changes) == 40_000


def test_a_broken_link_is_a_problem(tmp_path: Path) -> None:
    written(tmp_path, {"pages/a.md": entry("A")})
    (tmp_path / "content/pages/b.md").symlink_to("nowhere")

    assert short(reading(tmp_path, {}).problems) == ["content/pages/b.md unreadable"]


def test_a_link_in_a_circle_is_a_problem(tmp_path: Path) -> None:
    written(tmp_path, {"pages/a.md": entry("A")})
    (tmp_path / "content/pages/b.md").symlink_to("b.md")
    (tmp_path / "content/pages/c").symlink_to(".")
    found = short(reading(tmp_path, {}).problems)

    assert found == ["content/pages/b.md unreadable", "content/pages/c unreadable"]


@pytest.mark.parametrize("folder", ["pages", "pages/bundle", "static"])
def test_a_pipe_is_a_problem_and_nobody_waits_for_it(tmp_path: Path, folder: str) -> None:
    written(tmp_path, {"pages/bundle/index.md": entry("A"), "static/x": "x"})
    os.mkfifo(tmp_path / "content" / folder / "b.md")

    assert short(reading(tmp_path, {}).problems) == [f"content/{folder}/b.md unreadable"]


def test_a_link_to_a_device_without_an_end_is_a_problem(tmp_path: Path) -> None:
    written(tmp_path, {"pages/a.md": entry("A")})
    (tmp_path / "content/pages/b.md").symlink_to("/dev/zero")

    assert short(reading(tmp_path, {}).problems) == ["content/pages/b.md unreadable"]


def test_a_link_to_a_folder_is_a_problem(tmp_path: Path) -> None:
    written(tmp_path, {"pages/a.md": entry("A")})
    (tmp_path / "content/diaries").symlink_to(tmp_path / "content")

    assert short(reading(tmp_path, {}).problems) == ["content/diaries unreadable"]


def test_a_name_that_is_not_utf8_is_a_problem(tmp_path: Path) -> None:
    written(tmp_path, {"pages/a.md": entry("A")})
    (Path(os.fsdecode(bytes(tmp_path / "content/pages") + b"/\xff.md"))).write_text(entry("B"))

    assert short(reading(tmp_path, {}).problems) == ["content/pages/?.md encoding"]


def test_files_and_folders_that_may_not_be_read_are_problems() -> None:
    def look(folder: Path) -> None:
        be_nobody()
        assert short(reading(folder, {}).problems) == [
            "content/calls unreadable",
            "content/pages/a.md unreadable",
        ]

    with folder_for_all() as folder:
        written(folder, {"pages/a.md": entry("A"), "calls/b.md": entry("B")})
        (folder / "content/pages/a.md").chmod(0)
        (folder / "content/calls").chmod(0)

        assert child(lambda: None, lambda: look(folder)) == 0


def test_visitors_texts_are_cleaned_whatever_the_journal_says(tmp_path: Path) -> None:
    fields = "by: Ann\nconsent: {given: 2026-05-01, text: v1}"
    text = "<script>alert(1)</script> Hi @mei"
    found = only(
        reading(tmp_path, {"stories/2026-05-01-a.md": entry("A", fields, text)}, dialect="gfm")
    )

    assert "script" not in "".join(map(str, found.prose.parts))


def test_a_warm_cache_gives_the_same_entries(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "diaries/2026-05-01-one.md": entry(
            "One", "tags: [a, b]", "See [](poll:x) and @mei.\n\n# A\n"
        ),
        "pages/b.md": entry("B", "authors: @mei"),
    }
    cold = reading(tmp_path, files, tmp_path / "cache")

    assert reading(tmp_path, {}, tmp_path / "cache") == cold


@given(
    st.text(st.characters(codec=None), max_size=200) | st.sampled_from(["---\na: b\n---\n# c\n"])
)
def test_what_is_parsed_survives_the_cache(text: str) -> None:
    parsed = parse(text.encode("utf-8", "surrogatepass"), "gfm")

    assert load(dump(parsed)) == parsed


@given(st.binary(max_size=200))
def test_any_bytes_can_be_parsed(data: bytes) -> None:
    parsed = parse(b"---\ntitle: One\n---\n" + data, "gfm")

    assert parsed.head.tree == {"title": "One"}


def test_ids_that_differ_in_capitals_are_the_same(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "pages/About.md": entry("A"),
        "pages/about2.md": entry("B", "id: about"),
    }

    assert short(reading(tmp_path, files).problems) == ["content/pages/about2.md:3 duplicate-id"]


def test_ids_of_two_languages_are_spelled_alike(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "pages/About.md": entry("A"),
        "pages/b.md": entry("乙", "id: about\nlang: zh"),
    }

    assert short(reading(tmp_path, files).problems) == ["content/pages/b.md:3 duplicate-id"]


def test_ids_of_two_kinds_have_nothing_to_do_with_each_other(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"pages/a.md": entry("A"), "people/a.md": entry("A")}

    assert reading(tmp_path, files).problems == ()


def test_the_order_of_entries_is_that_of_kind_id_and_language(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "pages/b.en.md": entry("B"),
        "pages/b.zh.md": entry("乙"),
        "pages/a.md": entry("A"),
        "people/c.md": entry("C"),
        "calls/z/notes.txt": "",
    }

    assert ids(reading(tmp_path, files)) == [
        ("page", "a", "en"),
        ("page", "b", "en"),
        ("page", "b", "zh-CN"),
        ("person", "c", "en"),
    ]


def test_the_configured_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "texts/pages").mkdir(parents=True)
    (tmp_path / "texts/pages/a.md").write_text(entry("A"))

    assert ids(reading(tmp_path, {}, content="texts")) == [("page", "a", "en")]


def test_a_journal_may_be_empty(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()

    assert reading(tmp_path, {}) == Reading((), (), frozenset(), frozenset(), (), ())


def test_every_language_of_the_configuration_fits_itself() -> None:
    config = configured()

    assert [config.language(language) for language in config.languages] == ["en", "zh-CN"]


def test_half_of_a_pair_of_surrogates_survives_the_cache() -> None:
    parsed = Parsed(Located({"title": "a\ud800"}, {("title",): 2}), Prose(("<p>\udfff</p>",)))

    assert load(dump(parsed)) == parsed
