"""Small journals whose polls are counted, for tests."""

import dataclasses
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from generator.journal.journal import Journal, with_counts
from generator.journal.polls import PollCount
from generator.journal.schedule import State, state
from generator.journal.tally.count import from_totals
from generator.kinds.poll import Poll, Results, contest
from generator.model.reference import Reference
from tests.journals import gathered

CLOSED = datetime(2026, 6, 1, tzinfo=UTC)

POLL = """---
title: Best work
date: 2026-05-01
question: What was best?
method: plurality
opens: 2026-05-02
closes: 2026-05-06
tie_break: {tie_break}
binds: The best gets popcorn
{more}
options:
  - id: red
    title: The red one
{red}
  - id: blue
    title: The blue one
{blue}
---
"""


def poll(
    red: str = "", blue: str = "", *, tie_break: str = "listed", more: str = "answer_by: 2026-05-20"
) -> str:
    """A poll between red and blue, whose options have these lines besides."""

    def inside(lines: str) -> str:
        return "\n".join(f"    {line}" for line in lines.splitlines()) or "    people: []"

    return POLL.format(red=inside(red), blue=inside(blue), tie_break=tie_break, more=more)


def voted(
    folder: Path,
    files: Mapping[str, str | bytes],
    votes: Mapping[str, Mapping[str, int]],
    at: datetime = CLOSED,
) -> Journal:
    """The journal of these files; `votes` are marks by option, for each poll that is counted."""
    journal, problems = gathered(folder, files, at)
    assert problems == []
    counts = {}
    for name, marks in votes.items():
        reference = Reference("poll", name)
        counts[reference] = counted(journal, reference, marks)
    return with_counts(journal, counts)


def counted(journal: Journal, reference: Reference, marks: Mapping[str, int]) -> PollCount:
    """The count of a poll with so many marks for each option."""
    entry = journal.versions[reference][0]
    found = contest(entry.record)
    assert found is not None
    assert isinstance(entry.record, Poll)
    closed = state(entry, journal.at) is State.CLOSED
    return PollCount(
        contest=found,
        tally=from_totals(found, marks, sum(marks.values())),
        stands=closed,
        public=(closed or entry.record.results is Results.LIVE) and journal.is_public(entry),
        since=entry.record.closes,
    )


def unseen(journal: Journal) -> Journal:
    """The same journal, with counts that readers may not see."""
    hidden = {name: replace(each, public=False) for name, each in journal.counts.items()}
    return dataclasses.replace(journal, counts=hidden)
