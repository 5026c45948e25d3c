"""Small journals with their loop: from files as authors write them, or from fields alone."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from generator.journal.journal import Journal, gather
from generator.journal.loop.contradictions import check_loop
from generator.journal.loop.loop import with_loop
from generator.journal.threads import Node, OpenEnd, Standing, Thread
from generator.kinds.table import KINDS
from generator.markup.prose import Prose
from generator.markup.yaml_text import Tree
from generator.model.entry import Entry
from generator.model.fields import Context
from generator.model.head import Head
from generator.model.reference import Reference
from generator.problems import Location
from tests.journals import configured, reading

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
PEOPLE = """
- {id: mei, handle: xiaomei, title: Mei, names: [小梅]}
- {id: rui, title: Rui}
- {id: lin, title: Lin, team: yes}
- {id: wu, title: Wu, team: yes, display: anonymous}
"""
CONTEXT = Context(UTC, schemes=frozenset(KINDS))


def suggestion(
    *moves: str, date: str = "2026-01-01", more: str = "owner: lin", text: str = ""
) -> str:
    """A suggestion; a move is its date and its status, and maybe a note behind them."""
    return file(date, f"{more}\n{history(*moves)}", text)


def history(*moves: str) -> str:
    """The field that holds these moves; nothing for none."""
    parts = [(*move.split(" ", 2), "")[:3] for move in moves]
    lines = [
        f"  - {{date: {day}, status: {status}{f', note: {note!r}' if note else ''}}}"
        for day, status, note in parts
    ]
    return "\n".join(["history:", *lines]) if lines else ""


def release(date: str, *changes: str, more: str = "") -> str:
    """A release; what stands for a change is what it cites, with more of its fields behind it."""
    parts = [(*re.split(r", (?=\w+: )", change, maxsplit=1), "why: So")[:2] for change in changes]
    lines = [f"  - {{text: Better, refs: [{refs}], {fields}}}" for refs, fields in parts]
    fields = "\n".join(["changes:", *lines]) if lines else ""
    return file(date, f"version: '{date}'\n{more}\n{fields}")


def diary(date: str, *names: str, more: str = "") -> str:
    """A diary whose text names things."""
    return file(date, more, " ".join(f"[it]({name})" for name in names))


def report(date: str, about: str, more: str = "") -> str:
    return file(date, f"about: {about}\nrespondents: 9\n{more}")


def poll(opens: str, closes: str, more: str = "", refs: str = "", date: str = "") -> str:
    """A poll of two options; `refs` is what the first one is about."""
    options = f"options: [{{id: one, title: One, refs: [{refs}]}}, {{id: two, title: Two}}]"
    fields = f"opens: {opens}\ncloses: {closes}\nbinds: We do it\nquestion: Which?"
    return file(date or opens, f"{fields}\n{options}\n{more}")


def file(date: str, fields: str, text: str = "") -> str:
    return f"---\ntitle: T\ndate: {date}\n{fields}\n---\n{text}\n"


def gathered(folder: Path, files: Mapping[str, str], at: datetime = AT, **options: str) -> Journal:
    """The journal of these files without its loop."""
    found = reading(folder, {"people.yaml": PEOPLE, **files}, None, **options)
    assert [str(problem) for problem in found.problems] == []
    journal, problems = gather(found.entries, configured(**options), at)
    assert problems == []
    return journal


def looped(folder: Path, files: Mapping[str, str], at: datetime = AT, **options: str) -> Journal:
    """The journal of these files with its loop."""
    return with_loop(gathered(folder, files, at, **options))


def told(folder: Path, files: Mapping[str, str], at: datetime = AT, **options: str) -> list[str]:
    """What contradicts itself in a journal of these files, as authors read it."""
    journal = gathered(folder, files, at, **options)
    problems = [str(problem) for problem in check_loop(with_loop(journal))]

    assert sorted(problems) == sorted(str(problem) for problem in check_loop(journal))
    return problems


def standing(journal: Journal, name: str) -> Standing:
    """Where a suggestion stands; the pages show the same in every language."""
    reference = Reference("suggestion", name)
    found = journal.loop.standings[reference]

    assert {entry.record.status for entry in journal.versions[reference]} == {found.status}  # type: ignore[attr-defined]  # of suggestions
    return found


def status(folder: Path, files: Mapping[str, str], at: datetime = AT) -> str:
    """The status of the suggestion `s`."""
    return standing(looped(folder, files, at), "s").status


def thread(journal: Journal, root: str) -> Thread:
    return journal.loop.threads[named(root)]


def named(reference: str) -> Reference:
    kind, name = reference.split(":")
    return Reference(kind, name)


def steps(found: Thread) -> list[str]:
    """Step, entry and part of each node."""
    return [step(node) for node in found.nodes]


def step(node: Node) -> str:
    part = f"#{node.part}" if node.part >= 0 else ""
    return f"{node.step} {node.entry}{part}{f' {node.status}' if node.status else ''}"


def ends(found: Thread) -> list[str]:
    """What is open, at what."""
    return [end(each) for each in found.open_ends]


def end(found: OpenEnd) -> str:
    return f"{found.waits_for}: {found.entry}{', overdue' if found.overdue else ''}"


def entry(kind: str, name: str, date: str, **fields: Tree) -> Entry:
    """An entry of nothing but fields."""
    head = Head.model_validate(
        {"id": name, "title": name, "date": date, "lang": "en"}, context=CONTEXT
    )
    record = KINDS[kind].record.model_validate(fields, context=CONTEXT)
    return Entry(kind, head, record, Prose(), Location(f"{kind}/{name}.md", 1))


def journal_of(entries: Iterable[Entry], at: datetime = AT) -> Journal:
    """The journal of these entries with its loop."""
    journal, problems = gather(entries, configured(), at)
    assert problems == []
    return with_loop(journal)
