"""Promises whose time is over (A6)."""

from collections.abc import Iterator
from datetime import datetime, time

from generator.journal.loop.case import Case
from generator.journal.loop.promises import promise
from generator.kinds.kind import Answer
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.fields import Inline
from generator.problems import Problem, Severity


def check_promises(case: Case) -> Iterator[Problem]:
    """Answers that are overdue: errors, unless the team says why."""
    answers = {name: kind.answer for name, kind in KINDS.items()}
    for reference, entry in case.links.entries.items():
        answer = answers[reference.kind]
        if answer is not None and getattr(entry.record, answer.due) is not None:
            owed = promise(entry, case.links, case.standings.get(reference), case.journal.at)
            if owed is not None and owed.overdue and owed.due is not None:
                lenient = owed.late is not None or case.journal.config.overdue == "warning"
                severity = Severity.WARNING if lenient else Severity.ERROR
                yield _overdue(case.written(entry), answer, owed.due, owed.late, severity)


def _overdue(
    entry: Entry, answer: Answer, due: datetime, late: Inline | None, severity: Severity
) -> Problem:
    day = f"{due:%Y-%m-%d}" if due.time() == time() else f"{due:%Y-%m-%d %H:%M}"
    message = f"the answer that was promised by {day} is not there"
    hint = f"give it in '{answer.given}'"
    if late is not None:
        message += f"; '{answer.late}' tells readers why"
    elif answer.late:
        hint += f", or say in '{answer.late}' why it takes longer and what happens now"
    return Problem(entry.at((answer.due,)), "overdue", message, hint, severity)
