"""The register of submissions: what came, and what became of it, without a word of anybody."""

import itertools
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.reference import Reference
from generator.model.submission_row import Decision, SubmissionRow
from generator.problems import Location
from generator.reader.submissions import parse_submissions, submissions_text
from tests.journals import reading, short

HEAD = "key,call,received,decision,decided,role,reason,became\n"
PENDING = "00000000000000a1,your-story,2026-05-01T10:00:00+08:00,pending,,,,\n"
APPROVED = (
    "00000000000000a1,your-story,2026-05-01T10:00:00+08:00,approved,2026-05-03T09:00:00+08:00,"
    "editor,,story:night\n"
)
DECLINED = (
    "00000000000000a1,your-story,2026-05-01T10:00:00+08:00,declined,2026-05-02T09:00:00+08:00,"
    'moderator,"It is an advert, and long",\n'
)


def rows(text: str | bytes) -> tuple[SubmissionRow, ...]:
    found, problems = parse_submissions(text if isinstance(text, bytes) else text.encode())
    assert problems == []
    return found


def problems(text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    return [str(problem) for problem in parse_submissions(data, "s.csv")[1]]


def test_a_row_says_what_came_when_and_what_became_of_it() -> None:
    [row] = rows(HEAD + APPROVED)

    assert row == SubmissionRow(
        key="00000000000000a1",
        call="your-story",
        received=datetime.fromisoformat("2026-05-01T10:00:00+08:00"),
        decision=Decision.APPROVED,
        decided=datetime.fromisoformat("2026-05-03T09:00:00+08:00"),
        role="editor",
        became=Reference("story", "night"),
    )
    assert row.location == Location("submissions.csv", 2)


def test_what_is_written_is_read_back() -> None:
    second = DECLINED.replace("a1,", "00,", 1)
    found = rows(HEAD + APPROVED + second)

    assert submissions_text(found) == HEAD + second + APPROVED
    assert rows(submissions_text(found)) == found


def test_a_spreadsheets_mark_and_its_line_ends_do_no_harm() -> None:
    assert rows(b"\xef\xbb\xbf" + (HEAD + PENDING).replace("\n", "\r\n").encode()) == rows(
        HEAD + PENDING
    )


def test_a_reason_stays_on_its_line_and_moves_no_terminal() -> None:
    [row] = rows(HEAD + DECLINED.replace("advert", "ad\x1b[2Jvert\u202e\n\nof theirs"))

    assert row.reason == "It is an ad[2Jvert of theirs, and long"
    assert submissions_text([row]).count("\n") == 2


def test_two_branches_that_decided_are_merged_and_the_later_decision_counts() -> None:
    for order in itertools.permutations((PENDING, DECLINED, APPROVED)):
        [row] = rows(HEAD + "".join(order))

        assert row.decision is Decision.APPROVED


def test_a_question_outweighs_that_nobody_looked_yet() -> None:
    asked = PENDING.replace("pending,,,,", "asked,2026-05-01T11:00:00+08:00,editor,,")

    assert [row.decision for row in rows(HEAD + PENDING + asked)] == [Decision.ASKED]


def test_of_two_rows_the_submission_came_when_the_earlier_one_says() -> None:
    later = APPROVED.replace("2026-05-01T10", "2026-05-02T10")
    for pair in (later + PENDING, PENDING + later):
        [row] = rows(HEAD + pair)

        assert row.received.isoformat() == "2026-05-01T10:00:00+08:00"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("00000000000000a1", "A1", "'key' cannot be 'A1'"),
        ("your-story", "your story", "'call' cannot be 'your story'"),
        ("2026-05-01T10:00:00+08:00", "2026-05-01", "'received' cannot be '2026-05-01'"),
        ("2026-05-01T10:00:00+08:00", "", "this row has no 'received'"),
        ("approved", "aproved", "'decision' cannot be 'aproved'"),
        ("2026-05-03T09:00:00+08:00", "", "what is approved has 'decided'"),
        ("2026-05-03T09:00:00+08:00", "2026-04-03T09:00:00+08:00", "decided before it came"),
        ("editor", "mei@example.org", "'role' cannot be '…@…'"),
        ("editor", "<b>", "'role' cannot be '<b>'"),
        ("story:night", "poll:night", "'became' cannot be 'poll:night'"),
        ("story:night", "story:../x", "'became' cannot be 'story:../x'"),
        ("approved", "declined", "what is declined became nothing"),
        ("approved", "pending", "what is pending was not decided yet"),
        ("editor,,", "editor,Because,", "what is approved has no 'reason'"),
        (",story:night", "", "7 cells below 8 columns"),
    ],
)
def test_a_row_that_is_none_is_told_with_its_line(old: str, new: str, said: str) -> None:
    found = problems(HEAD + APPROVED.replace(old, new))

    assert any(line.startswith("s.csv:2: error") and said in line for line in found), found


def test_what_is_wrong_with_one_row_leaves_the_others() -> None:
    other = PENDING.replace("a1,", "a2,", 1)
    found, wrong = parse_submissions((HEAD + APPROVED.replace("approved", "?") + other).encode())

    assert [row.key for row in found] == ["00000000000000a2"]
    assert len(wrong) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the register has no columns"),
        (HEAD.replace("key,", "keys,"), "no column 'keys'"),
        (HEAD.replace("key,", ""), "there is no column 'key'"),
        (HEAD.replace("key,", "key,key,"), "two columns are called 'key'"),
        (HEAD + "<<<<<<< ours\n" + PENDING, "git could not merge two branches here"),
        (HEAD + '"never closed\n', "this row cannot be read"),
        (b"\xff\xfe" + HEAD.encode("utf-16-le"), "this is not UTF-8"),
    ],
)
def test_a_file_that_is_none_is_told(text: str | bytes, said: str) -> None:
    found = problems(text)

    assert len([line for line in found if said in line]) == 1


def test_a_key_belongs_to_one_call() -> None:
    assert (
        "belongs to 'your-story' in line 2"
        in problems(HEAD + PENDING + PENDING.replace("your-story", "wishes"))[0]
    )


def test_of_very_many_mistakes_the_number_is_told() -> None:
    found = problems(HEAD + PENDING.replace("pending", "?") * 120)

    assert len(found) == 51
    assert "70 more mistakes" in found[-1]


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    parse_submissions(data)
    parse_submissions(HEAD.encode() + data)


def test_the_build_reads_it_from_the_content_folder(tmp_path: Path) -> None:
    found = reading(tmp_path, {"submissions.csv": HEAD + APPROVED})

    assert [row.key for row in found.submissions] == ["00000000000000a1"]
    assert found.problems == ()


def test_its_mistakes_are_placed_in_the_content_folder(tmp_path: Path) -> None:
    found = reading(tmp_path, {"submissions.csv": HEAD + PENDING.replace("pending", "?")})

    assert short(found.problems) == ["content/submissions.csv:2 bad-value"]


def test_a_ledger_of_that_name_stays_a_ledger(tmp_path: Path) -> None:
    found = reading(tmp_path, {"ledger/submissions.csv": "date,person,role\n"})

    assert (found.submissions, found.problems) == ((), ())
