"""Rows of data files that say the same in another language."""

from pathlib import Path

from generator.kinds.person import Person
from generator.kinds.suggestion import Status, Suggestion
from generator.model.entry import Entry
from tests.journals import reading

LANGUAGES = "[zh-CN, en]"


def versions(tmp_path: Path, files: dict[str, str]) -> list[Entry]:
    found = reading(tmp_path, files, languages=LANGUAGES)
    assert found.problems == ()
    return list(found.entries)


def test_a_row_of_another_language_is_a_translation(tmp_path: Path) -> None:
    rows = "- {id: mei, title: 小梅}\n- {id: mei, lang: en, title: Mei}\n"

    found = versions(tmp_path, {"people.yaml": rows})

    assert [(e.lang, e.head.title, e.original) for e in found] == [
        ("zh-CN", "小梅", True),
        ("en", "Mei", False),
    ]


def test_the_order_of_the_rows_does_not_matter(tmp_path: Path) -> None:
    rows = "- {id: mei, lang: en, title: Mei}\n- {id: mei, title: 小梅}\n"

    found = versions(tmp_path, {"people.yaml": rows})

    assert [(e.lang, e.original) for e in found] == [("zh-CN", True), ("en", False)]


def test_a_translation_takes_over_what_it_leaves_out(tmp_path: Path) -> None:
    rows = "- {id: lin, title: 阿林, team: yes}\n- {id: lin, lang: en, title: Lin}\n"

    _, english = versions(tmp_path, {"people.yaml": rows})

    assert isinstance(english.record, Person)
    assert english.record.team


def test_a_translation_may_stand_in_another_file(tmp_path: Path) -> None:
    table = "id,title,date,status\nsun,日出,2026-05-01,adopted\n"
    rows = "- {id: sun, lang: en, title: Sunrise}\n"

    _, english = versions(tmp_path, {"suggestions.csv": table, "suggestions.yaml": rows})

    assert isinstance(english.record, Suggestion)
    assert (english.head.title, english.record.status) == ("Sunrise", Status.ADOPTED)


def test_a_translation_does_not_take_over_the_text(tmp_path: Path) -> None:
    rows = "- {id: mei, title: 小梅, text: 你好}\n- {id: mei, lang: en, title: Mei}\n"

    _, english = versions(tmp_path, {"people.yaml": rows})

    assert english.prose.words == 0


def test_two_rows_of_one_language_are_a_problem(tmp_path: Path) -> None:
    rows = "- {id: mei, title: 小梅}\n- {id: mei, title: 大梅}\n"

    found = reading(tmp_path, {"people.yaml": rows}, languages=LANGUAGES)

    assert [(p.location.line, p.code) for p in found.problems] == [(2, "duplicate-id")]
