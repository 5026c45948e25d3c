"""Promises whose time is over (A6)."""

from collections.abc import Iterator
from datetime import datetime, time

from generator.journal.loop.case import Case
from generator.journal.loop.promises import Promise, promise
from generator.journal.sent import days_of, due, waiting
from generator.kinds.kind import Answer
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.fields import Inline
from generator.problems import Problem, Severity

OVERDUE = "overdue"
"""Code of the problem that an answer is late: true of the journal, and no mistake in its files."""

_MOST_KEYS = 3


def check_promises(case: Case) -> Iterator[Problem]:
    """Answers that are overdue: errors, unless the team says why."""
    answers = {name: kind.answer for name, kind in KINDS.items()}
    for reference, entry in case.links.entries.items():
        answer = answers[reference.kind]
        if answer is None:
            continue
        sent_due = case.links.sent_due.get(reference)
        if sent_due is None and getattr(entry.record, answer.due) is None:
            continue
        standing = case.standings.get(reference)
        owed = promise(entry, case.links.entries, standing, case.journal.at, sent_due)
        if owed is not None and owed.overdue and owed.due is not None:
            yield _overdue(case, case.written(entry), answer, owed, owed.due)


def _overdue(case: Case, entry: Entry, answer: Answer, owed: Promise, due_: datetime) -> Problem:
    lenient = owed.late is not None or case.journal.config.overdue == "warning"
    severity = Severity.WARNING if lenient else Severity.ERROR
    days = days_of(entry)
    if days is not None and entry.reference in case.links.sent_due:
        message, hint = _unanswered(case, entry, days)
        field = answer.within
    else:
        day = f"{due_:%Y-%m-%d}" if due_.time() == time() else f"{due_:%Y-%m-%d %H:%M}"
        message = f"the answer that was promised by {day} is not there"
        hint = f"give it in '{answer.given}'"
        field = answer.due
    message, hint = _excused(message, hint, answer, owed.late)
    return Problem(entry.at((field,)), OVERDUE, message, hint, severity)


def _unanswered(case: Case, entry: Entry, days: int) -> tuple[str, str]:
    """What is wrong where submissions wait for longer than was promised, and the cure."""
    rows = waiting(case.journal.sent.get(entry.reference, ()))
    keys = [row.key for row in rows if due(row, days) <= case.journal.at]
    said = "one submission waits" if len(keys) == 1 else f"{len(keys)} submissions wait"
    more = f" and {len(keys) - _MOST_KEYS} more" if len(keys) > _MOST_KEYS else ""
    message = f"{said} for longer than {days} days: {', '.join(keys[:_MOST_KEYS])}{more}"
    return message, "decide about it: friday moderate"


def _excused(message: str, hint: str, answer: Answer, late: Inline | None) -> tuple[str, str]:
    """The same with what the team says about its being late, or where it can say that."""
    if late is not None:
        message += f"; '{answer.late}' tells readers why"
    elif answer.late:
        hint += f", or say in '{answer.late}' why it takes longer and what happens now"
    return message, hint
