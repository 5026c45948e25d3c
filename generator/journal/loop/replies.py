"""Reports and their answers: the first diary after a report answers it (B6)."""

from collections.abc import Iterator
from itertools import groupby

from generator.journal.loop.case import Case
from generator.journal.loop.links import Links, since
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Reference
from generator.problems import Problem


def check_replies(case: Case) -> Iterator[Problem]:
    """Reports that the first public diary after them does not answer, and answers before them.

    Where two reports wait, one diary answers one of them and the next one the other.
    """
    waiting: list[Reference] = []
    said = frozenset(name for name, kind in KINDS.items() if kind.judges or kind.answers)
    told = [entry for name, entry in case.links.entries.items() if name.kind in said]
    told.sort(key=lambda e: (since(e), e.reference))
    for _, group in groupby(told, key=since):
        together = list(group)
        diaries = [entry for entry in together if KINDS[entry.kind].answers]
        answered = {_answered(entry) for entry in diaries}
        if diaries and waiting and not answered & set(waiting):
            yield _silent(case.written(diaries[0]), waiting.pop(0))
        waiting = [report for report in waiting if report not in answered]
        waiting += [e.reference for e in together if KINDS[e.kind].judges]
        for diary in diaries:
            yield from _early(case, diary, case.links)


def _answered(diary: Entry) -> Reference | None:
    found: Reference | None = getattr(diary.record, KINDS[diary.kind].answers)
    return found


def _silent(diary: Entry, report: Reference) -> Problem:
    field = KINDS[diary.kind].answers
    message = f"'{report}' came before this {diary.kind}, which does not answer it"
    hint = f"answer it, and say so: '{field}: {report}'"
    return Problem(diary.at((field,)), "no-answer", message, hint)


def _early(case: Case, diary: Entry, links: Links) -> Iterator[Problem]:
    """An answer to a report that did not exist yet."""
    report = links.entries.get(_answered(diary) or diary.reference)
    if report is not None and since(report) > since(diary):
        written = case.written(diary)
        message = f"this {diary.kind} answers '{report.reference}', which came later"
        hint = "correct one of the two dates, or name the report before"
        yield Problem(written.at((KINDS[diary.kind].answers,)), "bad-dates", message, hint)
