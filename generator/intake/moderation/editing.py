"""Edits of a submission by the team, each kept as a difference beside it."""

from datetime import datetime
from difflib import unified_diff

from generator.files import put_all
from generator.intake.inbox.store import EDITS, Filed
from generator.markup.front_matter import split
from generator.model.fields import Context
from generator.model.submission import Submission
from generator.model.submission_row import UNDECIDED
from generator.model.validation import Fields, problem_of, validate
from generator.problems import Location, Problem, ProblemsFound

_THEIRS = ("call", "key", "source", "received", "digest", "consent", "removed")
"""What only its sender can change: above all what they agreed to."""


def edited(filed: Filed, text: str, at: datetime, context: Context, role: str) -> str:
    """Write a submission's file anew, and what changed behind the earlier edits.

    Args:
        text: the whole file, as somebody left it in an editor.

    Returns:
        the difference, in the unified format; empty if nothing changed and nothing was written.

    Raises:
        ProblemsFound: the file cannot be read any more, or says what only its sender can say.
        OSError: a file cannot be written; both are as they were.
    """
    old = filed.file.read_bytes().decode("utf-8", "replace")
    new = f"{text.replace(chr(13) + chr(10), chr(10)).rstrip()}\n"
    if new == old:
        return ""
    problems = _wrong(filed, new, context)
    if problems:
        raise ProblemsFound(problems)
    lines = unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), "before", "after"
    )
    diff = "".join(lines)
    before = filed.folder / EDITS
    kept = before.read_bytes() if before.is_file() else b""
    head = f"# edited {at.isoformat(timespec='seconds')} by {role}\n"
    put_all({before: kept + f"{head}{diff}".encode(), filed.file: new.encode()})
    return diff


def _wrong(filed: Filed, text: str, context: Context) -> list[Problem]:
    """Why a file cannot stand so."""
    name = filed.fields.at(()).file
    if filed.submission.decision not in UNDECIDED:
        hint = "edit the entry itself, or set 'decision: pending' first"
        return [Problem(Location(name, 1), "decided", "it is decided already", hint)]
    parts = split(text)
    problems = [problem_of(name, finding) for finding in parts.head.findings]
    tree = parts.head.tree if isinstance(parts.head.tree, dict) else {}
    lines = {path: Location(name, line) for path, line in parts.head.lines.items()}
    fields = Fields(tree, {(): Location(name, 1), **lines})
    submission, wrong = validate(Submission, fields, context)
    problems += wrong
    if submission is None or problems:
        return problems
    return [
        Problem(fields.at((field,)), "not-yours", f"'{field}' is not for the team to change", hint)
        for field in _THEIRS
        if getattr(submission, field) != getattr(filed.submission, field)
        for hint in ("put it back; what they agreed to is theirs to say",)
    ]
