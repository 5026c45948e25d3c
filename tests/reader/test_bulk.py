"""Data files that hold many entries."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reader import bulk
from generator.reader.bulk import differing, rows
from generator.reader.read import Means, read
from generator.workshop.cache import Cache
from tests import journals
from tests.journals import configured, reading, short

KNOWN = frozenset({"id", "title", "summary"})
CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=12
) | st.sampled_from(["a,b", 'say "hi"', "two\nlines", "", " ", "=1+1", "a;b"])


def table(text: str) -> list[dict[str, object]]:
    found, problems = rows("a.csv", text.encode(), KNOWN)
    assert problems == []
    return [dict(fields.tree) for fields in found]


def test_a_row_is_an_entry_and_a_column_a_field() -> None:
    assert table("id,title\na,One\nb,Two\n") == [
        {"id": "a", "title": "One"},
        {"id": "b", "title": "Two"},
    ]


def test_an_empty_cell_is_no_value() -> None:
    assert table("id,title,summary\na,,  \n") == [{"id": "a"}]


def test_a_short_row_leaves_its_last_fields_out() -> None:
    assert table("id,title,summary\na,One\n") == [{"id": "a", "title": "One"}]


def test_empty_rows_are_nothing() -> None:
    assert table("\nid,title\n\n,\na,One\n\n") == [{"id": "a", "title": "One"}]


def test_a_byte_order_mark_is_no_part_of_the_first_name() -> None:
    assert table("\ufeffid,title\na,One\n") == [{"id": "a", "title": "One"}]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_on_any_system(end: str) -> None:
    assert table(end.join(["id,title", "a,One", ""])) == [{"id": "a", "title": "One"}]


def test_a_row_stands_at_its_first_line() -> None:
    found, _ = rows("a.csv", b'id,title\na,"One\nline"\nb,Two\n', KNOWN)

    assert [fields.at(("title",)).line for fields in found] == [2, 4]


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_a_table_without_rows_has_no_entries(end: str) -> None:
    assert table(f"id,title{end}") == []


@pytest.mark.parametrize("sign", [";", "\t", "，"])
def test_columns_divided_by_another_sign_are_one_problem(sign: str) -> None:
    text = f"id{sign}title\na{sign}One\nb{sign}Two\n"
    _, (problem,) = rows("a.csv", text.encode(), KNOWN)

    assert (problem.location.line, problem.code) == (1, "csv")


def test_an_unknown_column_is_told_once() -> None:
    _, (problem,) = rows("a.csv", b"id,titel\na,b\nc,d\n", KNOWN)

    assert problem.hint == "did you mean 'title'?"


def test_a_quote_that_is_never_closed_is_no_crash() -> None:
    found, _ = rows("a.csv", b'id,title\na,"One\nb,Two\n', KNOWN)

    assert [dict(fields.tree) for fields in found] == [{"id": "a", "title": "One\nb,Two"}]


def test_a_cell_too_large_to_be_one_is_a_problem() -> None:
    _, (problem,) = rows("a.csv", b'id,title\na,"' + b"x" * 200_000, KNOWN)

    assert (problem.location.line, problem.code) == (2, "csv")


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6))
def test_what_a_spreadsheet_writes_is_what_is_read(cells: list[tuple[str, str, str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([("id", "title", "summary"), *cells])
    names = ("id", "title", "summary")
    full = [row for row in cells if any(cell.strip() for cell in row)]

    assert table(text.getvalue()) == [
        {name: cell.strip() for name, cell in zip(names, row, strict=True) if cell.strip()}
        for row in full
    ]


@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.yaml"]))
def test_any_bytes_give_entries_or_problems_in_a_line_of_the_file(data: bytes, name: str) -> None:
    found, problems = rows(name, data, KNOWN)

    count = len(data.splitlines()) + 1
    assert all(1 <= p.location.line <= count for p in problems)
    assert all(1 <= fields.at(()).line <= count for fields in found)


def test_an_item_of_a_list_is_an_entry() -> None:
    found, problems = rows("a.yaml", b"- id: a\n  title: One\n- id: b\n", KNOWN)

    assert problems == []
    assert [dict(fields.tree) for fields in found] == [{"id": "a", "title": "One"}, {"id": "b"}]


def test_a_field_of_an_item_stands_at_its_line() -> None:
    found, _ = rows("a.yaml", b"- id: a\n  title: One\n- id: b\n  title: Two\n", KNOWN)

    assert [fields.at(("title",)).line for fields in found] == [2, 4]


def test_an_empty_list_has_no_entries() -> None:
    assert rows("a.yaml", b"# nobody yet\n", KNOWN) == ([], [])


def test_the_field_text_of_a_row_is_its_text(tmp_path: Path) -> None:
    line = "dark,Dark,2026-05-01,Some *words*\n"
    (found,) = reading(tmp_path, {"suggestions.csv": "id,title,date,text\n" + line}).entries

    assert "".join(map(str, found.prose.parts)) == "<p>Some <em>words</em></p>\n"


def test_a_row_may_be_in_another_language(tmp_path: Path) -> None:
    table_ = "id,title,date,lang\na,A,2026-05-01,\na,甲,2026-05-01,zh\n"
    found = reading(tmp_path, {"suggestions.csv": table_})

    assert [(entry.head.id, entry.lang) for entry in found.entries] == [("a", "en"), ("a", "zh-CN")]


def test_rows_are_the_same_whoever_reads_them(tmp_path: Path) -> None:
    def row(n: int) -> str:
        status = "shiped" if n % 700 == 3 else "received"
        lang = "fr" if n % 900 == 5 else ""
        return f"s-{n},Wish {n},2026-05-01,{status},{lang},See [it](suggestion:s-{n + 1}) *{n}*\n"

    table_ = "id,title,date,status,lang,text\n" + "".join(map(row, range(3000)))
    folder = journals.written(tmp_path, {"suggestions.csv": table_})
    with Cache(None) as none:
        one, two = (
            read(folder, configured(), Means(none, jobs, lambda _step, _total, _done: None))
            for jobs in (1, 2)
        )

    assert len(one.problems) == 5 + 4
    assert short(two.problems) == short(one.problems)
    assert (two.entries, two.broken) == (one.entries, one.broken)


def test_a_row_in_an_unknown_language_is_a_problem(tmp_path: Path) -> None:
    table_ = "id,title,date,lang\na,A,2026-05-01,fr\n"

    assert short(reading(tmp_path, {"suggestions.csv": table_}).problems) == [
        "content/suggestions.csv:2 unknown-language"
    ]


def test_a_row_and_a_file_may_not_be_the_same_entry(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "people.yaml": "- id: mei\n  title: Mei\n",
        "people/mei.md": "---\ntitle: Mei\n---\n",
    }

    assert short(reading(tmp_path, files).problems) == ["content/people/mei.md:1 duplicate-id"]


RAW = st.text(st.sampled_from('a b,"\n\r\ufeff;'), max_size=40)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=8), st.data())
def test_rows_that_are_others_are_those_of_a_comparison_of_all(
    told: list[tuple[str, str]], data: st.DataObject
) -> None:
    """However little of two tables is read: as they are written, and spoilt in one place."""
    before = data.draw(st.sampled_from(["", "\n", "\ufeff"])) + written(told)
    place = data.draw(st.integers(0, len(before)))
    end = data.draw(st.integers(place, min(place + 6, len(before))))
    now = before[:place] + data.draw(RAW) + before[end:]
    if not rows("a.csv", before.encode(), KNOWN)[1]:
        assert trees(before, now) == compared(before, now)


def written(told: list[tuple[str, str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([("id", "title"), *told])
    return text.getvalue()


def trees(before: str, now: str) -> list[tuple[object, object]] | None:
    found = differing("a.csv", before.encode(), now.encode(), KNOWN)
    return None if found is None else [(was.tree, row.tree) for was, row in found]


def compared(before: str, now: str) -> list[tuple[object, object]] | None:
    (old, _), (new, wrong) = (rows("a.csv", each.encode(), KNOWN) for each in (before, now))
    if wrong or len(old) != len(new):
        return None
    pairs = ((was.tree, row.tree) for was, row in zip(old, new, strict=True))
    return [(was, row) for was, row in pairs if was != row]


def test_of_two_long_tables_little_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    told = [(f"s{n}", f"Row {n},\nand more") for n in range(500)]
    edited = [(name, f"{title}!" if name == "s250" else title) for name, title in told]
    read: list[int] = []
    plain = bulk.rows

    def counted(path: str, data: bytes, known: frozenset[str]) -> object:
        read.append(data.count(b"\n"))
        return plain(path, data, known)

    monkeypatch.setattr(bulk, "rows", counted)
    found = trees(written(told), written(edited))

    assert found == [
        (
            {"id": "s250", "title": "Row 250,\nand more"},
            {"id": "s250", "title": "Row 250,\nand more!"},
        )
    ]
    assert max(read) <= 5
