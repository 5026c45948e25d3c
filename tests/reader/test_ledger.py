"""Ledgers: tables of what people did elsewhere, and every row that is none."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from generator.kinds.credit import KEYS, Role
from generator.model.ledger import LedgerRow
from generator.model.reference import Byline
from generator.problems import Location
from generator.reader.ledger import read_ledger
from tests.journals import reading, short

ZONE = ZoneInfo("Asia/Shanghai")
HEAD = "date,person,role,count,what,link\n"
ROW = "2026-10-05,@mei,tested,2,Hall,https://f.example/1\n"


def rows(text: str | bytes) -> list[LedgerRow]:
    found, problems = read_ledger("l.csv", text if isinstance(text, bytes) else text.encode(), ZONE)
    assert problems == []
    return found


def problems(text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    return [str(problem) for problem in read_ledger("l.csv", data, ZONE)[1]]


def test_a_row_says_who_did_what_when_how_often_and_where_it_can_be_seen() -> None:
    [row] = rows(HEAD + ROW)

    assert row == LedgerRow(
        when=datetime(2026, 10, 5, tzinfo=ZONE),
        person=Byline("mei", handle=True),
        role="tested",
        count=2,
        what="Hall",
        link="https://f.example/1",
        location=Location("l.csv", 2),
    )


def test_count_what_and_link_may_be_left_out() -> None:
    [row] = rows("role,person,date\ntested,Mei  Lin,2026-10-05\n")

    assert (row.person, row.count, row.what, row.link) == (
        Byline("Mei Lin", handle=False),
        1,
        "",
        "",
    )


@pytest.mark.parametrize(
    "text",
    [
        f"\ufeff{HEAD}{ROW}",
        (HEAD + ROW).replace("\n", "\r\n"),
        f"{HEAD}\n,,,,,\n{ROW}\n",
        f"{HEAD.replace(',', ' , ')}{ROW.replace(',', ' , ')}",
        f"{HEAD}{ROW}".rstrip("\n"),
    ],
    ids=["mark", "windows", "empty rows", "spaces", "no last line end"],
)
def test_what_spreadsheets_add_does_no_harm(text: str) -> None:
    [row] = rows(text)

    assert (row.person.name, row.role, row.count, row.what) == ("mei", "tested", 2, "Hall")


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_its_word_or_its_key_in_any_capitals(role: Role) -> None:
    words = {str(role), str(role).upper(), KEYS.get(role, str(role))}
    text = "".join(f"2026-10-05,mei,{word},,,\n" for word in sorted(words))

    assert {row.role for row in rows(HEAD + text)} == {str(role)}


def test_cells_may_hold_commas_quotes_and_line_ends() -> None:
    text = f'{HEAD}2026-10-05,mei,tested,1,"In ""the"" hall, \n at night",\n{ROW}'
    first, second = rows(text)

    assert first.what == 'In "the" hall, at night'
    assert second.location.line == 4


def test_formulas_are_plain_text() -> None:
    [row] = rows(f'{HEAD}2026-10-05,mei,tested,1,"=HYPERLINK(""x"")",\n')

    assert row.what == '=HYPERLINK("x")'


def test_what_cannot_be_seen_is_left_out_of_texts() -> None:
    [row] = rows(f"{HEAD}2026-10-05,mei,tested,1,a\u202eb\x1b[31m 👩\u200d🔧,\n")

    assert row.what == "ab[31m 👩\u200d🔧"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("2026-13-05,mei,tested,,,", "'date' cannot be '2026-13-05'"),
        ("05.10.2026,mei,tested,,,", "a date is written 2026-10-05"),
        ("2026-10-05 18:00,mei,tested,,,", "a date is written 2026-10-05"),
        ("0026-10-05,mei,tested,,,", "the year lies between 1900 and 9998"),
        ("٢٠٢٦-10-05,mei,tested,,,", "a date is written 2026-10-05"),
        (",mei,tested,,,", "this row has no 'date'"),
        ("2026-10-05,,tested,,,", "this row has no 'person'"),
        ("2026-10-05,mei,,,,", "this row has no 'role'"),
        ("2026-10-05,@,tested,,,", "a name is missing behind the '@'"),
        ("2026-10-05,mei,testd,,,", "did you mean 'tested'?"),
        ("2026-10-05,mei,cooking,,,", "'role' cannot be 'cooking'"),
        ("2026-10-05,mei,tested,0,,", "a count is a whole number from 1"),
        ("2026-10-05,mei,tested,-2,,", "a count is a whole number from 1"),
        ("2026-10-05,mei,tested,1.5,,", "a count is a whole number from 1"),
        ("2026-10-05,mei,tested,²,,", "a count is a whole number from 1"),
        ("2026-10-05,mei,tested,9999999999,,", "a count is a whole number from 1"),
        ("2026-10-05,mei,tested,1,,javascript:alert(1)", "begins with https:// or http://"),
        ("2026-10-05,mei,tested,1,,https:// x", "begins with https:// or http://"),
        ("2026-10-05,mei,tested,1,,,more", "7 cells below 6 columns"),
    ],
)
def test_a_mistake_in_a_row_is_told_with_its_line(cell: str, said: str) -> None:
    text = f"{HEAD}{ROW}{cell}\n{ROW}"
    [found] = problems(text)

    assert found.startswith("l.csv:3: error[")
    assert said in found
    assert [row.location.line for row in read_ledger("l.csv", text.encode(), ZONE)[0]] == [2, 4]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("", "the ledger is empty"),
        ("date,person\n", "there is no column 'role'"),
        ("date,person,role,cuont\n", "a ledger has no column 'cuont'"),
        ("日期,person,role\n", "write 'date'"),
        ("date,person,role,date\n", "two columns are called 'date'"),
        ("date;person;role\n", "the columns are separated by semicolons"),
        ("date\tperson\trole\n", "the columns are separated by tabs"),
        ("date，person，role\n", "the columns are separated by full-width commas"),
    ],
)
def test_a_mistake_in_the_columns_is_told_once(head: str, said: str) -> None:
    [found] = problems(f"{head}{ROW if head else ''}")

    assert said in found


def test_bytes_that_are_no_text_are_told_with_their_line() -> None:
    [found] = problems(f"{HEAD}{ROW}".encode() + b"\xff\n")

    assert found.startswith("l.csv:3: error[encoding]")


def test_quotes_that_never_end_are_told() -> None:
    [found] = problems(f'{HEAD}{ROW}2026-10-05,"mei,tested\n')

    assert "this row cannot be read" in found


def test_of_very_many_mistakes_the_rest_is_counted() -> None:
    found = problems(HEAD + "x,mei,tested,,,\n" * 120)

    assert len(found) == 51
    assert found[-1] == "l.csv: error[ledger]: 70 more mistakes are in this ledger"


def test_mail_addresses_are_not_repeated_in_messages() -> None:
    [found] = problems(f"{HEAD}2026-10-05,mei,ada@example.org,,,\n")

    assert "ada@" not in found


def test_all_ledgers_of_a_journal_are_read(tmp_path: Path) -> None:
    files = {
        "ledger.csv": HEAD + ROW,
        "ledger/forum.csv": HEAD + ROW,
        "ledger/2026/meetups.csv": HEAD + ROW,
    }
    found = reading(tmp_path, files)

    assert found.problems == ()
    assert sorted(row.location.file for row in found.ledger) == [
        "content/ledger.csv",
        "content/ledger/2026/meetups.csv",
        "content/ledger/forum.csv",
    ]
    assert found.files == frozenset()


def test_a_ledger_of_another_format_is_told(tmp_path: Path) -> None:
    found = reading(tmp_path, {"ledger.yaml": "[]", "ledger/notes.md": "x", "ledger/a.XLSX": ""})

    assert short(found.problems) == [
        "content/ledger.yaml unknown-file",
        "content/ledger/a.XLSX unknown-file",
        "content/ledger/notes.md unknown-file",
    ]
    assert {problem.hint for problem in found.problems} == {
        "a ledger is a table: ledger.csv, or any .csv in the folder 'ledger'"
    }


def test_a_ledger_beside_the_entries_of_a_kind_is_a_file_like_any_other(tmp_path: Path) -> None:
    diary = "---\ntitle: D\ndate: 2026-05-01\n---\n"
    found = reading(tmp_path, {"diaries/d/index.md": diary, "diaries/d/ledger.csv": HEAD})

    assert found.ledger == ()
    assert found.files == frozenset({"content/diaries/d/ledger.csv"})
