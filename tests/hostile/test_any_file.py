"""Whatever bytes a file of the journal holds, it is read, in time, and told of in its own lines.

`make fuzz` looks at ten thousand files of each sort. A file for which a reader needs much more
than it should ends in `Stuck`, which is a bound for the processor and no clock on the wall.
"""

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.kinds.table import KINDS, SCHEMES
from generator.markup.dialects import DIALECTS, inline, render
from generator.markup.front_matter import split
from generator.markup.prose import Finding, Prose, fill
from generator.reader.parsed import dump, load, parse
from tests.children import folder_for_all
from tests.hostile.fuzzing import FILES, HEADS, LONG
from tests.journals import reading
from tests.markup.closing import Journal, is_balanced
from tests.markup.test_safety import harm_in

SECONDS = 30
"""Of the processor, for one text: what is drawn here takes some hundredths."""
_PATIENT = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
_JOURNAL = Journal({"diary:a": "T<i>"}, {"mei": "M<b>"})
_NAMES = {
    "diaries/2026-05-01-a.md": "gfm",
    "releases/1.0.md": "gfm",
    "changes/a.md": "python-markdown",
    "polls/a/index.md": "python-markdown",
    "stories/a.md": "gfm",
    "people.yaml": "gfm",
    "suggestions.csv": "gfm",
    "ledger.csv": "gfm",
    "submissions.csv": "gfm",
}


class Stuck(Exception):
    """A text takes so much of the processor that it will hardly come to an end."""


@contextmanager
def soon() -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise Stuck

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def lines_in(data: bytes) -> int:
    """How many lines a file has, whichever system wrote it."""
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1


def strays(found: Sequence[Finding], prose: Prose, most: int) -> list[object]:
    """What was found, or stands, in a line that the file has not."""
    parts = [part for part in prose.parts if not 1 <= getattr(part, "line", 1) <= most]
    return [*parts, *(each for each in found if not 1 <= each.line <= most)]


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
@_PATIENT
@given(data=FILES, kind=st.sampled_from(sorted(KINDS)))
def test_any_file_is_read_and_told_of_in_its_own_lines(
    data: bytes, kind: str, dialect: str
) -> None:
    with soon():
        parsed = parse(data, dialect, KINDS[kind])
    told = (*parsed.findings, *parsed.head.findings, *parsed.prose.findings)
    most = lines_in(data)

    assert strays(told, parsed.prose, most) == []
    assert [line for line in parsed.head.lines.values() if not 1 <= line <= most] == []
    assert 1 <= parsed.body_line <= most + 1
    assert load(dump(parsed)) == parsed


@_PATIENT
@given(text=HEADS)
def test_any_front_matter_is_told_of_in_its_own_lines(text: str) -> None:
    data = f"---\n{text}\n---\nText.\n".encode("utf-8", "replace")
    with soon():
        head = split(data.decode()).head

    assert strays(head.findings, Prose(), lines_in(data)) == []


@_PATIENT
@given(data=FILES, name=st.sampled_from(sorted(_NAMES)))
def test_any_file_of_a_journal_is_an_entry_or_a_problem_in_its_own_lines(
    data: bytes, name: str
) -> None:
    with folder_for_all() as folder, soon():
        found = reading(folder, {name: data}, dialect=_NAMES[name])
    told = [problem.location for problem in found.problems]

    assert {place.file for place in told} <= {f"content/{name}", "content"}
    assert [place for place in told if not 0 <= place.line <= lines_in(data)] == []
    assert all(1 <= entry.location.line <= lines_in(data) for entry in found.entries)


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
@_PATIENT
@given(text=LONG)
def test_a_text_of_one_piece_over_and_over_comes_to_an_end(text: str, dialect: str) -> None:
    with soon():
        html = fill(render(text, dialect, schemes=SCHEMES), _JOURNAL)
        line = fill(inline(text, dialect, schemes=SCHEMES), _JOURNAL)

    assert is_balanced(html)
    assert is_balanced(line)


@_PATIENT
@given(text=LONG)
def test_a_submitted_text_of_one_piece_over_and_over_is_harmless(text: str) -> None:
    with soon():
        html = fill(render(text, "visitor", schemes=SCHEMES), _JOURNAL)

    assert harm_in(html) == []
