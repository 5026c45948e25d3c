"""A line of a megabyte, made for whoever looks at it twice, is read in a time that grows with it.

A child process reads them all with a limit of processor time: one reader whose work grows with the
square of a line would need hours for it.
"""

import csv
import io
import json
import multiprocessing
import resource
from collections.abc import Iterator

import pytest

from generator.intake.sendings import json_forms, mails, markdown, tables
from generator.intake.sendings.filling import parcel
from generator.intake.sendings.sending import Reader, Sheaf
from tests.intake.sendings.taking import asked

_SIZE = 1_000_000
_SECONDS = 600  # of the processor; each of them needs a few, and what grows with the square an hour
_ASKED = asked()
_LINES = {
    "blanks": "a" + " " * _SIZE + "b",
    "stars": "a" + "*" * _SIZE + "a",
    "number signs": "a" + " #" * (_SIZE // 2) + "x",
    "commas": "a," * (_SIZE // 2),
    "dashes": "-" * _SIZE + ":x",
    "a box": "[" + " " * _SIZE + "x",
    "a fact": "- *a" + " " * _SIZE + "x",
    "letters": "a" * _SIZE,
    "brackets": "[" * _SIZE,
    "comments": "<!--" * (_SIZE // 4),
    "lines that go on": "a \n" * (_SIZE // 3),
    "zeros": "\0" * _SIZE,
    "points": "a." * (_SIZE // 2),
    "marks": "e" + "\u0301" * (_SIZE // 2),
}


def _files(line: str) -> Iterator[tuple[Reader, bytes]]:
    """The line in every place of every sort of file."""
    for each in _ASKED.form.fields:
        question = each.label_in("en")
        yield tables.read, _table([question], [line])
        yield markdown.read, f"### Your story\n\nx\n\n### {question}\n\n{line}\n".encode()
    yield tables.read, _table([line, "Your story"], ["x", "y"])
    for above in ("", "### ", "---\ntitle: ", "## A\n\n## B\n\n## C\n\n"):
        yield markdown.read, f"{above}{line}".encode()
    issue = {"number": 1, "html_url": "https://f.example/1", "title": line, "body": line}
    issue |= {"user": {"login": line}, "created_at": line, "labels": ["your-story"]}
    yield json_forms.read, json.dumps([issue]).encode()
    flat = line.replace("\n", " ")
    for name in ("Subject", "Message-ID", "X-Other"):
        yield mails.read, f"From: a@b.example\n{name}: {flat}\n\ntext\n".encode()
    for sort in ("text/plain; format=flowed", "text/html"):
        yield mails.read, f"From: a@b.example\nContent-Type: {sort}\n\n{line}\n".encode()


def _table(headings: list[str], row: list[str]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([headings, row])
    return out.getvalue().encode()


def _read(line: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    for read, data in _files(line):
        sheaf = Sheaf("a", "a")
        read(data, sheaf, _ASKED)
        for sending in sheaf.sendings:
            parcel(sending, _ASKED, sheaf, {})


@pytest.mark.parametrize("name", sorted(_LINES))
def test_a_line_of_a_megabyte_is_read_in_its_time(name: str) -> None:
    child = multiprocessing.get_context("spawn").Process(target=_read, args=(_LINES[name],))
    child.start()
    child.join()

    assert child.exitcode == 0
