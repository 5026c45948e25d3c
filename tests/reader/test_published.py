"""The register of publications as a file: what is read, what is written, what is wrong."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.model.publication import EMPTY, Publication, Register
from generator.model.reference import Reference
from generator.problems import Problem
from generator.reader.published import parse_register, read_register, register_text
from generator.reader.scrubber import Scrubber

HEAD = "entry,lang,id,path,due,first,gone,queued,digest\n"
LAST = '*,,"t.example,2026",,,2026-05-08T09:00:00+00:00,,,\n'
ONE = (
    'diary:one,en,"tag:t.example,2026:2026-05-01/diary/one/en",/diaries/one/,'
    "2026-05-01T09:00:00+00:00,2026-05-01T09:02:00+00:00,,,0123456789abcdef\n"
)
TWO = (
    'diary:two,en,"tag:t.example,2026:2026-05-08/diary/two/en",/diaries/two/ /diaries/deux/,'
    "2026-05-08T17:00:00+08:00,2026-05-08T09:00:00+00:00,,,0123456789abcdef\n"
)
WAITING = "diary:three,en,,,,,,2026-05-08T09:00:00+00:00,\n"


def told(problems: list[Problem]) -> list[str]:
    return [f"{p.location.line} {p.code}: {p.message}" for p in problems]


def wrong(text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    register, problems = parse_register(data)

    assert register == EMPTY
    return told(problems)


def read(text: str) -> Register:
    register, problems = parse_register(text.encode())

    assert problems == []
    return register


def test_a_project_without_the_file_has_published_nothing(tmp_path: Path) -> None:
    assert read_register(tmp_path) == (EMPTY, [])


def test_a_row_says_what_readers_know(tmp_path: Path) -> None:
    (tmp_path / "published.csv").write_text(HEAD + LAST + TWO + WAITING, encoding="utf-8")

    register, problems = read_register(tmp_path)

    nine = datetime(2026, 5, 8, 9, tzinfo=UTC)
    two, three = Reference("diary", "two"), Reference("diary", "three")
    assert problems == []
    assert (register.last, register.authority) == (nine, "t.example,2026")
    assert register.rows == {
        (three, "en"): Publication(three, "en", queued=nine),
        (two, "en"): Publication(
            two,
            "en",
            "tag:t.example,2026:2026-05-08/diary/two/en",
            "/diaries/two/",
            nine,
            nine,
            digest="0123456789abcdef",
            former=("/diaries/deux/",),
        ),
    }
    assert register.rows[two, "en"].place.line == 3


def test_what_is_written_is_sorted_and_reads_back_as_it_was() -> None:
    register = read(HEAD + TWO + LAST + WAITING + ONE)

    text = register_text(register)

    entries = [line.partition(",")[0] for line in text.splitlines()]
    assert entries == ["entry", "*", "diary:one", "diary:three", "diary:two"]
    assert read(text) == register
    assert register_text(read(text)) == text


def test_a_spreadsheet_that_changed_line_ends_and_columns_did_no_harm() -> None:
    text = "\ufeff" + (HEAD + LAST + ONE).replace("\n", "\r\n") + ",,,,,,,,\r\n"

    assert read(text) == read(HEAD + LAST + ONE)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("hello,en,,,,,,,\n", "2 bad-value: 'entry' cannot be 'hello'"),
        ("dairy:a,en,,,,,,,\n", "2 unknown-kind: 'dairy' is no kind"),
        ("person:mei,en,,,,,,,\n", "2 unknown-kind: no feed holds anything of kind 'person'"),
        ("diary:../a,en,,,,,,,\n", "2 bad-value: 'entry' cannot be 'diary:../a'"),
        ("diary:a,e n,,,,,,,\n", "2 bad-value: 'lang' cannot be 'e n'"),
        ("diary:a,en,no uri,/a/,,,,,\n", "2 bad-value: 'id' cannot be 'no uri'"),
        ("diary:a,en,,a/,,,,,\n", "2 bad-value: 'path' cannot be 'a/'"),
        ("diary:a,en,,/../../etc/,,,,,\n", "2 bad-value: 'path' cannot be '/../../etc/'"),
        ("diary:a,en,,,yesterday,,,,\n", "2 bad-value: 'due' cannot be 'yesterday'"),
        ("diary:a,en,,,0001-01-01T00Z,,,,\n", "2 bad-value: 'due' cannot be '0001-01-01T00Z'"),
        ("diary:a,en,,,,2026-05-01T09,,,\n", "2 bad-value: 'first' cannot be '2026-05-01T09'"),
        ("diary:a,en,,,,,2026-13-01T09Z,,\n", "2 bad-value: 'gone' cannot be '2026-13-01T09Z'"),
        ("diary:a,en,,,,,,,xyz\n", "2 bad-value: 'digest' cannot be 'xyz'"),
        ("diary:a,en\n", "2 csv: 2 cells below 9 columns"),
        ('diary:a,en,"a"b,,,,,,\n', "2 csv: this row cannot be read: ',' expected after '\"'"),
    ],
)  # fmt: skip
def test_a_row_that_says_no_such_thing_is_told_with_its_line(row: str, said: str) -> None:
    assert wrong(HEAD + row) == [said]


def test_a_column_of_a_newer_version_is_told_and_nothing_is_guessed() -> None:
    text = HEAD.replace("digest", "digest,mood")

    assert wrong(text + "x\n") == ["1 unknown-field: a register has no column 'mood'"]


def test_a_column_that_is_missing_is_told() -> None:
    assert wrong("entry,lang,id,path,due,first,gone,queued\n") == [
        "1 missing-field: there is no column 'digest'"
    ]


def test_an_empty_file_is_no_register() -> None:
    assert wrong("") == ["1 register: the register has no columns"]


def test_bytes_that_are_no_text_are_told() -> None:
    assert wrong(HEAD.encode() + b"diary:\xff,en,,,,,,,\n") == ["2 encoding: this is not UTF-8"]


def test_all_mistakes_are_told_at_once_up_to_fifty() -> None:
    assert len(wrong(HEAD + "x,en,,,,,,,\n" * 80)) == 50


def test_two_entries_never_share_an_id() -> None:
    stolen = ONE.replace("diary:one", "diary:thief")

    assert wrong(HEAD + ONE + stolen) == [
        "3 duplicate-id: 'diary:one' in 'en' has the same id as this entry"
    ]


def test_one_entry_never_has_two_ids() -> None:
    other = ONE.replace("2026-05-01/diary", "2026-05-02/diary")

    assert wrong(HEAD + ONE + other) == [
        "3 duplicate-key: 'diary:one' in 'en' has two ids: line 2 has another"
    ]


def test_rows_of_two_branches_are_one_row_with_the_earlier_first() -> None:
    later = ONE.replace("09:02", "11:30")

    (row,) = read(HEAD + later + ONE).rows.values()

    assert row.first == datetime(2026, 5, 1, 9, 2, tzinfo=UTC)


def test_marks_of_a_conflict_are_told_with_their_cure() -> None:
    text = f"{HEAD}<<<<<<< HEAD\n{LAST}=======\n{LAST}>>>>>>> other\n"
    _, (problem,) = parse_register(text.encode())

    assert (problem.location.line, problem.code) == (2, "conflict")
    assert "keep the rows of both sides" in problem.hint


def git(folder: Path, *arguments: str, check: bool = True) -> int:
    who = ("-c", "user.name=T", "-c", "user.email=t@t.example", "-c", "merge.conflictStyle=merge")
    done = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, check=check)
    return done.returncode


def branches(folder: Path, attributes: str = "") -> Path:
    """A repository of which two branches have published, each an entry of its own."""
    file = folder / "published.csv"
    git(folder, "init", "-b", "main")
    if attributes:
        (folder / ".gitattributes").write_text(attributes, encoding="utf-8")
    file.write_text(HEAD + LAST + ONE, encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-m", "first")
    for name, row, day in (("left", TWO, "15"), ("right", TWO.replace("two", "zwei"), "22")):
        git(folder, "checkout", "-b", name, "main")
        file.write_text(HEAD + LAST.replace("-08T", f"-{day}T") + ONE + row, encoding="utf-8")
        git(folder, "commit", "-am", name)
    return file


def both(register: Register) -> tuple[list[str], datetime | None]:
    return [reference.id for reference, _ in register.rows], register.last


EVERYTHING = ["one", "two", "zwei"], datetime(2026, 5, 22, 9, tzinfo=UTC)


def test_two_branches_that_both_published_merge_by_keeping_the_rows_of_both(tmp_path: Path) -> None:
    file = branches(tmp_path)

    assert git(tmp_path, "merge", "left", check=False) == 1

    conflict = file.read_text(encoding="utf-8")
    assert wrong(conflict)[0].endswith("conflict: git could not merge two branches here")

    marks = ("<<<<<<<", "=======", ">>>>>>>")
    lines = [line for line in conflict.splitlines() if not line.startswith(marks)]
    assert both(read("\n".join(lines))) == EVERYTHING


def test_git_merges_them_by_itself_where_it_is_told_to_keep_both(tmp_path: Path) -> None:
    file = branches(tmp_path, "published.csv merge=union\n")

    assert git(tmp_path, "merge", "left", check=False) == 0
    assert both(read(file.read_text(encoding="utf-8"))) == EVERYTHING


def test_nothing_of_somebody_forgotten_is_read_from_the_register() -> None:
    scrubber = Scrubber(tokens={"mei": "forgotten-1"})
    theirs = ONE.replace("one", "mei-lamp")
    renamed = TWO.replace("deux", "mei").replace("diary/two", "diary/mei")

    register, problems = parse_register((HEAD + theirs + renamed).encode(), scrubber)

    (row,) = register.rows.values()
    assert problems == []
    assert (row.reference.id, row.feed_id, row.path, row.former) == ("two", "", "/diaries/two/", ())
    assert "mei" not in register_text(register)
