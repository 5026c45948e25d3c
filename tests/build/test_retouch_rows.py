"""Other words in rows of a data file are put in where their texts stand."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build.edition import Edition
from tests.build.building import built_again, clean, files_of, is_whole, put

AT = "2026-06-01"
MANY = 70
"""Rows: more than the newest that feeds hold, and than what an index keeps together."""
OLD, NEW = 3, 67
"""Rows that stand in no feed and in one; both are told in Chinese, too."""
_TABLE = "content/suggestions.csv"
_CONFIG = (
    "title: T\nbase_url: https://t.example/\nauthority: t.example,2026\n"
    "languages: [en, zh]\nfeed_size: 5\n"
)
_COLUMNS = ("id", "lang", "title", "date", "summary", "text")
Rows = list[dict[str, str]]


def rows() -> Rows:
    found: Rows = []
    for n in range(MANY):
        told = {"id": f"s{n}", "lang": "en", "title": f"Row {n}", "date": _day(n)}
        found.append({**told, "summary": f"About {n}", "text": f"First {n}.\n\nThen *more*."})
        if n % 8 == OLD:
            found.append({**told, "lang": "zh", "title": f"第{n}行", "text": f"{n}号。\n\n再说。"})
    return found


def _day(number: int) -> str:
    return f"2026-0{number // 20 + 1}-{number % 20 + 1:02}"


def table(told: Rows) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS)
    writer.writeheader()
    writer.writerows(told)
    return text.getvalue()


def say(project: Path, number: int, lang: str, field: str, words: str) -> None:
    """Write the table of a project anew, one field of one row with other words."""
    told = list(csv.DictReader(io.StringIO((project / _TABLE).read_text(encoding="utf-8"))))
    [row] = [each for each in told if (each["id"], each["lang"]) == (f"s{number}", lang)]
    row[field] = words
    put(project, {_TABLE: table(told)})


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A journal with a table that was built, and whose stamp holds."""
    put(tmp_path, {"friday.yaml": _CONFIG, _TABLE: table(rows())})
    assert isinstance(built_again(tmp_path, AT), Edition)
    return tmp_path


@pytest.mark.parametrize(
    ("number", "lang", "words"),
    [
        (OLD, "en", "First 3.\n\nThen *something else*."),
        (OLD, "en", "First other words, and more lines.\n\nThen\n\n*more*."),
        (OLD, "zh", "3号。\n\n再说一句。"),
        (NEW, "en", "First 67.\n\nThen *something else*."),
        (NEW, "zh", "67号。\n\n再说一句。"),
    ],
)
def test_words_are_put_in_wherever_the_text_of_a_row_stands(
    project: Path, number: int, lang: str, words: str
) -> None:
    before = files_of(project / "site")
    say(project, number, lang, "text", words)
    result = built_again(project, AT)
    after = files_of(project / "site")

    assert not is_whole(result)
    assert after == clean(project, AT)
    changed = {path for path in after if before.get(path) != after[path]}
    top = "zh/" if lang == "zh" else ""
    assert f"{top}suggestions/s{number}/index.html" in changed
    assert f"{top}search/index/manifest.json" in changed
    assert any("atom" in path for path in changed) == (number == NEW)
    assert result.written == len(changed)


def test_rows_may_be_edited_again_and_again_and_many_at_once(project: Path) -> None:
    before = files_of(project / "site")
    for number in range(2):
        say(project, OLD, "en", "text", f"First 3.\n\nAgain {number}.")
        assert not is_whole(built_again(project, AT))
    say(project, NEW, "en", "text", "First 67.\n\nBoth.")
    say(project, OLD, "zh", "text", "3号。\n\n都。")
    assert not is_whole(built_again(project, AT))
    assert files_of(project / "site") == clean(project, AT)
    put(project, {_TABLE: table(rows())})

    assert not is_whole(built_again(project, AT))
    assert files_of(project / "site") == before
    assert built_again(project, AT).written == 0


def test_a_list_in_yaml_is_as_good_as_a_table(tmp_path: Path) -> None:
    file = "content/suggestions.yaml"
    told = [{name: value for name, value in row.items() if value} for row in rows()]
    put(tmp_path, {"friday.yaml": _CONFIG, file: json.dumps(told, ensure_ascii=False, indent=0)})
    built_again(tmp_path, AT)
    told[0]["text"] = "First 0.\n\nThen something else."
    put(tmp_path, {file: json.dumps(told, ensure_ascii=False, indent=0)})

    assert not is_whole(built_again(tmp_path, AT))
    assert files_of(tmp_path / "site") == clean(tmp_path, AT)


def test_a_table_that_was_only_written_again_changes_nothing(project: Path) -> None:
    put(project, {_TABLE: table(rows())})
    result = built_again(project, AT)

    assert not is_whole(result)
    assert result.written == 0


def _said(field: str, words: str, lang: str = "en") -> Callable[[Path], object]:
    return lambda project: say(project, OLD, lang, field, words)


def _rows(change: Callable[[Rows], object]) -> Callable[[Path], object]:
    def edit(project: Path) -> None:
        told = rows()
        change(told)
        put(project, {_TABLE: table(told)})

    return edit


def _without_cache(project: Path) -> None:
    (project / ".friday/cache.sqlite").unlink()
    say(project, OLD, "en", "text", "First 3.\n\nElse.")


OTHERS: dict[str, Callable[[Path], object]] = {
    "a title": _said("title", "Other"),
    "a summary": _said("summary", "Other"),
    "no text any more": _said("text", ""),
    "the first paragraph without a summary": _said("text", "三号。\n\n再说。", lang="zh"),
    "a link": _said("text", "First 3.\n\nThen [more](https://x.example/)."),
    "a row less": _rows(lambda told: told.pop()),
    "a row more": _rows(lambda told: told.append({**told[0], "id": "s99", "title": "More"})),
    "rows in another order": _rows(lambda told: told.reverse()),
    "a lost cache": _without_cache,
    "a ledger": lambda p: put(p, {"content/ledger.csv": "date,person,role\n"}),
}


@pytest.mark.parametrize("what", OTHERS)
def test_all_else_is_built_as_ever(project: Path, what: str) -> None:
    OTHERS[what](project)
    result = built_again(project, AT)

    assert is_whole(result)
    assert files_of(project / "site") == clean(project, AT)


PEOPLE = "content/people.yaml"
MEI = "- id: mei\n  title: Mei\n  text: |\n    First.\n\n    Then more.\n"
LIU = "- id: liu\n  title: Liu\n  text: |\n    First.\n\n    [gone](gone.txt)\n"


@pytest.mark.parametrize(
    ("words", "whole"),
    [("Then else.", False), ("Then @liu.", True), ("## Then", True), ("[t](/t/)", True)],
)
def test_rows_of_people_are_texts_of_the_team(tmp_path: Path, words: str, whole: bool) -> None:  # noqa: FBT001 - a case of the table
    put(tmp_path, {"friday.yaml": _CONFIG, PEOPLE: MEI})
    built_again(tmp_path, AT)
    put(tmp_path, {PEOPLE: MEI.replace("Then more.", words)})
    result = built_again(tmp_path, AT)

    assert is_whole(result) == whole
    assert files_of(tmp_path / "site") == clean(tmp_path, AT)


def test_a_warning_about_a_row_is_told_again_at_its_new_line(tmp_path: Path) -> None:
    put(tmp_path, {"friday.yaml": _CONFIG, PEOPLE: MEI + LIU})
    first = built_again(tmp_path, AT)
    put(tmp_path, {PEOPLE: MEI.replace("more.", "more.\n\n    And more.") + LIU})
    second = built_again(tmp_path, AT)

    [before] = [each.location.line for each in first.problems if each.location.file == PEOPLE]
    [after] = [each.location.line for each in second.problems if each.location.file == PEOPLE]
    assert before is not None
    assert after == before + 2
