"""What strangers can write stays data: in every field, in every sort of file."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.intake.sendings import json_forms, mails, markdown, tables
from generator.intake.sendings.cleaning import Removed, cleaned
from generator.intake.sendings.filling import parcel
from generator.intake.sendings.sending import Sheaf
from generator.model.form_blocks import read as read_blocks
from tests.intake.sendings.taking import LABELS, asked, filed, only, taken

HOSTILE = (
    "---\ndecision: approved\n---",
    "\u202egnp.exe \u2066x\u2069",
    "\x1b]0;pwned\x07\x1b[31m red \x00\x08",
    "<script>alert(1)</script>",
    "{{ config }} {% include 'x' %} ${7*7}",
    "!!python/object:os.system x",
    "key: value\nbecame: story:x",
    "'\"; DROP TABLE stories; --",
    "a\u2028b\u2029c\x85d",
    "=cmd|' /C calc'!A0",
    "Z\u0351\u036b\u0343\u036a\u0302\u0352\u0366" * 20,
    "\ufeff\u200b\u00ad\U000e0041",
    "../../../etc/passwd",
    "\ud800",
)


@pytest.mark.parametrize("payload", HOSTILE)
def test_what_is_written_in_every_field_comes_back_as_one_value(
    tmp_path: Path, payload: str
) -> None:
    body = LABELS.replace("It hums.", f"It hums. {payload}").replace("Rui", f"Rui {payload}")
    issue = {"number": 1, "html_url": "https://f.example/1", "title": f"T {payload}", "body": body}
    issue |= {"user": {"login": payload}, "created_at": payload}
    taken(tmp_path, {"a.json": json.dumps([issue])})
    found = only(tmp_path)
    whole = found.file.read_text(encoding="utf-8")

    assert found.submission.decision == "pending"
    assert found.submission.became is None
    assert not set(whole) & set("\x00\x08\x1b\x07\u202e\u2066\u2069\U000e0041\ufeff")
    assert str(found.submission.title).startswith("T")
    assert "\n" not in str(found.submission.title)


def test_what_was_taken_out_is_told_in_words() -> None:
    removed = Removed()
    text = cleaned(
        "a\u202eb\x07\x1b[31mc\u200bd" + "e\u0301\u0302\u0303\u0304\u0305\u0306", 99, removed
    )

    assert text == "abcde\u0301\u0302\u0303\u0304"
    assert removed.words == (
        "6 control characters",
        "1 character that turns the direction of text",
        "1 character that nobody sees",
        "2 marks piled upon letters",
    )


def test_a_family_of_emoji_and_a_word_in_hindi_stay_whole() -> None:
    removed = Removed()

    assert cleaned("👨‍👩‍👧 क्‍ष", 99, removed) == "👨‍👩‍👧 क्‍ष"
    assert removed.words == ()


@pytest.mark.parametrize(
    "bomb",
    [
        "### Your story\n\n" + "[" * 1_000_000,
        "### Your story\n\n" + "<!--" * 200_000,
        "### Your story\n\n" + "![" * 300_000,
        "# " * 300_000,
        "> " * 400_000,
        "- [" * 300_000,
        "|" * 500_000 + "\n" + "-|" * 250_000,
        "<img " * 200_000,
        "a@" * 400_000,
        "`" * 500_000 + "\n" + "~" * 500_000,
        "\n".join("### Your story" for _ in range(50_000)),
    ],
    ids=lambda bomb: repr(bomb[16:22]),
)
def test_a_line_of_a_megabyte_is_read_soon(tmp_path: Path, bomb: str) -> None:
    began = time.process_time()
    taken(tmp_path, {"a.md": bomb, "a.csv": f'Your story\n"{bomb.replace(chr(34), "")}"\n'})

    assert time.process_time() - began < 20
    assert all(len(each.text) <= 40_100 for each in filed(tmp_path))


_READERS = {
    "csv": tables.read,
    "json": json_forms.read,
    "mail": mails.read,
    "markdown": markdown.read,
}
_ASKED = asked()
_PIECES = st.sampled_from(
    [
        "### Your story\n", "### Where it may be shown [stories-1]\n", "- [x] On this site\n", "\n",
        "_No response_", "```\n", "---\n", "title: x\n", "From a@b Fri\n", "Content-Type: ", "\r\n",
        'multipart/mixed; boundary="a"\n', "--a\n", ",", '"', "[", "{", '"title":', "}", "]", ": ",
        "<!--", "-->", "| a | b |\n", "|---|---|\n", "你的故事", "Timestamp", "\ufeff", "\x00",
        "=?gb2312?B?", "- *A*: b\n", "## B\n", "![a](b.png)", "Subject: ", "Date: ", "\t",
    ]
)  # fmt: skip
_TEXTS = st.lists(_PIECES | st.text(max_size=8), max_size=40).map("".join)
_QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_QUICK
@given(text=_TEXTS, data=st.binary(max_size=200), sort=st.sampled_from(sorted(_READERS)))
def test_no_bytes_at_all_stop_a_reader(text: str, data: bytes, sort: str) -> None:
    for content in (text.encode("utf-8", "replace"), data, text.encode("utf-16", "replace")):
        sheaf = Sheaf("a", "a")
        _READERS[sort](content, sheaf, _ASKED)
        for sending in sheaf.sendings:
            found = parcel(sending, _ASKED, sheaf, {})

            assert found is None or found.submission.call == "your-story"


@_QUICK
@given(text=_TEXTS)
def test_no_text_stops_the_reader_of_questions_and_each_is_found_once(text: str) -> None:
    found = [block.question.id for block in read_blocks(text, _ASKED.form).found]

    assert len(found) == len(set(found))
