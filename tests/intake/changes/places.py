"""A content folder to import into, and what stands in it afterwards."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.intake.changes.places import Places
from generator.intake.changes.report import Report
from generator.markup.front_matter import split
from generator.markup.yaml_text import load
from generator.reader.scrubber import Scrubber


def places(folder: Path, files: Mapping[str, str] | None = None) -> Places:
    """The places of a journal in a folder, with these files in its content."""
    content = folder / "journal/content"
    content.mkdir(parents=True, exist_ok=True)
    for name, text in (files or {}).items():
        file = content / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return Places(folder / "journal", content)


def forgetting(where: Places, **tokens: str) -> Places:
    """The same places, where some names are forgotten."""
    scrubber = Scrubber(tokens=tokens, fields=frozenset({"person", "by"}))
    return Places(where.project, where.content, scrubber)


def files(where: Places) -> dict[str, str]:
    """The text of every file of the project, by its path."""
    found = sorted(file for file in where.project.rglob("*") if file.is_file())
    return {
        file.relative_to(where.project).as_posix(): file.read_bytes().decode() for file in found
    }


def heads(where: Places) -> dict[str, dict[str, Any]]:
    """The front matter of every change, as the strict reader takes it, by the name of its file."""
    found = {}
    for file in sorted((where.content / "changes").rglob("*.md")):
        head = split(file.read_text(encoding="utf-8")).head
        assert head.findings == ()
        assert isinstance(head.tree, dict)
        found[file.stem] = dict(head.tree)
    return found


def people(where: Places) -> list[dict[str, Any]]:
    """The people table."""
    file = where.content / "people.yaml"
    tree = load(file.read_text(encoding="utf-8")).tree if file.is_file() else []
    assert isinstance(tree, list)
    return [dict(row) for row in tree if isinstance(row, dict)]


def table(where: Places, name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of the content."""
    text = (where.content / name).read_bytes().decode()
    return list(csv.DictReader(text.splitlines(keepends=True)))


def states(report: Report) -> list[str]:
    """What became of each thing, in order."""
    return [str(each.state) for each in report.done]


def notes(report: Report) -> list[str]:
    """Place and code of each note, in order."""
    return [f"{note.source}:{note.line} {note.code}" for note in report.notes]
