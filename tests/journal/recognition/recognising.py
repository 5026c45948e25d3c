"""Small journals with everything that recognition makes of them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from generator.journal.checks import check
from generator.journal.journal import Journal, gather
from generator.journal.loop.loop import with_loop
from generator.journal.merits import Board, Evidence, Merit
from generator.journal.recognition.recognise import with_recognition
from generator.problems import Problem
from tests.journals import configured, reading

AT = datetime(2026, 12, 1, 12, tzinfo=UTC)
PEOPLE = """
- {id: mei, handle: xiaomei, title: Mei}
- {id: mei, lang: zh-CN, title: 小梅}
- {id: rui, title: Rui}
- {id: ada, title: Ada}
- {id: song, title: Song, team: yes}
"""
RELEASE = """---
title: {title}
date: {date}
version: "{title}"
changes:
{changes}
---
"""
SUGGESTION = """---
title: {title}
date: {date}
by: {by}
{more}
---
"""
STORY = """---
title: A story
date: 2026-10-02
by: {by}
decision: {decision}
consent: {{given: 2026-10-01, text: v1, uses: [site, feeds]}}
---
Text.
"""


def release(*credits_: str, title: str = "1.0", date: str = "2026-10-09", refs: str = "") -> str:
    """A release with a change for each list of credits, as YAML."""
    lines = [
        f"  - {{text: Change {n}, why: So, credits: {each}, refs: [{refs}]}}"
        for n, each in enumerate(credits_)
    ]
    return RELEASE.format(title=title, date=date, changes="\n".join(lines))


def suggestion(by: str, more: str, *, date: str = "2026-09-01", title: str = "Dark") -> str:
    """A suggestion with more fields, a line each."""
    return SUGGESTION.format(title=title, date=date, by=by, more=more)


def ledger(*rows: str) -> str:
    """A ledger with these rows."""
    return "\n".join(["date,person,role,count,what,link", *rows, ""])


def journal_and_problems(
    folder: Path, files: Mapping[str, str], at: datetime = AT, **options: str
) -> tuple[Journal, list[Problem]]:
    """A journal of these files, whose people table is `PEOPLE` unless they hold another."""
    found = reading(folder, {"people.yaml": PEOPLE, **files}, None, **options)
    assert [str(p) for p in found.problems if p.code != "bot-credit"] == []
    journal, problems = gather(found.entries, configured(**options), at, found.ledger)
    return with_recognition(with_loop(journal)), problems


def recognised(
    folder: Path, files: Mapping[str, str], at: datetime = AT, **options: str
) -> Journal:
    """A journal of these files, in whose people and ledgers nothing is wrong."""
    journal, problems = journal_and_problems(folder, files, at, **options)
    assert [str(p) for p in problems] == []
    return journal


def checked(folder: Path, files: Mapping[str, str], at: datetime = AT, **options: str) -> list[str]:
    """Every problem of a journal of these files, as authors read them."""
    journal, problems = journal_and_problems(folder, files, at, **options)
    return [str(problem) for problem in (*problems, *check(journal))]


def merit(journal: Journal, person: str) -> Merit:
    return journal.recognition.merits[person]


def facts(journal: Journal, person: str) -> list[tuple[str, str]]:
    """Role and source of each piece of somebody's evidence, newest first."""
    found = journal.recognition.merits.get(person)
    return [(str(e.role), source(e)) for e in found.evidence] if found else []


def source(evidence: Evidence) -> str:
    if evidence.entry is None:
        return f"{evidence.count} {evidence.what}".strip()
    return str(evidence.entry) + (f"#{evidence.part}" if evidence.part >= 0 else "")


def board(journal: Journal, window: str, role: str = "") -> Board:
    [found] = [b for b in journal.recognition.boards[window] if str(b.role or "") == role]
    return found


def places(found: Board) -> list[tuple[int, str, int]]:
    """Place, person and points."""
    return [(place.place, place.person, place.points) for place in found.places]
