"""Experience reports: their marks, what came of what was asked for, and reports side by side.

The same question has the same id in every report. The same remark has the same id, or, where
neither has one, the same words in the language of the original; its box may not differ.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from html import escape

from msgspec import Struct

from generator.journal.order import newest_first
from generator.kinds.report import Question, Remark, Report
from generator.kinds.table import KINDS
from generator.markup.prose import fill
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.desk.entry_views import Desk, link
from generator.pages.desk.headlines import number, per_cent
from generator.pages.entries.follow import state_of
from generator.pages.frame import Tree
from generator.pages.html import Html
from generator.pages.results import Number
from generator.pages.said_views import (
    CompareColumn,
    CompareRow,
    Comparison,
    MarkView,
    Point,
    QuestionView,
    RemarkView,
    ReportView,
)

BOXES = KINDS["report"].remarks
"""Fields of a report that hold remarks, in their order."""

MOST = 12
"""Reports that stand side by side."""

COMPARE = "compare"
"""Name of the page that compares all reports, below their list."""


class Judged(Struct, frozen=True):
    """A public report: the version for a reader, and its original, which says what is the same."""

    entry: Entry
    record: Report
    original: Report

    def remarks(self, box: str) -> Iterator[tuple[str, Remark]]:
        """The remarks of a box with what they are the same by."""
        shown: tuple[Remark, ...] = getattr(self.record, box)
        written: tuple[Remark, ...] = getattr(self.original, box)
        same = written if len(written) == len(shown) else shown
        for remark, first in zip(shown, same, strict=True):
            yield first.id or " ".join(first.text.source.split()).casefold(), remark

    def questions(self) -> Mapping[str, Question]:
        """Its questions by id."""
        return {question.id: question for question in self.record.questions}


def report_view(tree: Tree, entry: Entry) -> ReportView | None:
    """What a report shows beside its fields; None for every other kind."""
    record = entry.record
    if not isinstance(record, Report):
        return None
    desk, every = tree.desk, judged(tree, entry.kind)
    path = tree.path(KINDS[entry.kind].url)
    return ReportView(
        boxes={box: tuple(_remarks(desk, entry, record, box)) for box in BOXES},
        questions=tuple(_question(question) for question in record.questions),
        comparison=compared(desk, every, entry),
        all=routes.href(desk.config, f"{path}{COMPARE}/") if len(every) > 1 else "",
    )


def judged(tree: Tree, kind: str) -> tuple[Judged, ...]:
    """Every public report for readers of a tree, oldest first."""
    found = []
    for entry in sorted(tree.atlas.by_kind[kind], key=newest_first, reverse=True):
        original = tree.desk.journal.original(entry.reference) or entry
        if isinstance(entry.record, Report) and isinstance(original.record, Report):
            found.append(Judged(entry, entry.record, original.record))
    return tuple(found)


def compared(desk: Desk, every: Sequence[Judged], here: Entry | None = None) -> Comparison | None:
    """Reports side by side; None where there are not two, or nothing that two of them share.

    Args:
        every: oldest first.
        here: the report on whose page this stands: only what it asks or holds itself is compared.
            None for all.
    """
    shown = every[-MOST:]
    if here is not None and all(each.entry is not here for each in shown):
        place = next(n for n, each in enumerate(every) if each.entry is here)
        shown = every[place : place + MOST]
    questions = tuple(_question_rows(shown, here))
    boxes = {box: tuple(_remark_rows(desk, shown, box, here)) for box in BOXES}
    if len(shown) < 2 or not (questions or any(boxes.values())):  # noqa: PLR2004 - sides
        return None
    return Comparison(
        columns=tuple(_column(desk, each, here) for each in shown),
        questions=questions,
        boxes=boxes,
        earlier=len(every) - len(shown),
    )


def _column(desk: Desk, each: Judged, here: Entry | None) -> CompareColumn:
    filling = desk.filling(each.entry, each.entry.lang, on_own_page=False)
    return CompareColumn(
        link=link(filling, each.entry),
        date=desk.local(each.entry.head.date),
        respondents=each.record.respondents,
        here=each.entry is here,
    )


def _question_rows(shown: Sequence[Judged], here: Entry | None) -> Iterator[CompareRow]:
    """Questions that two reports asked, those of the newest report first, in its words."""
    asked = [each.questions() for each in shown]
    own = [each.questions() for each in shown if here is None or each.entry is here]
    for name in dict.fromkeys(name for questions in reversed(own) for name in questions):
        found = [questions.get(name) for questions in asked]
        known = [question for question in found if question is not None]
        if len(known) > 1:
            points = tuple(_mean_point(question) for question in found)
            yield CompareRow(Html(escape(known[-1].text)), points)


def _mean_point(question: Question | None) -> Point:
    if question is None:
        return Point()
    view = _question(question)
    return Point(view.mean, view.answers)


def _remark_rows(
    desk: Desk, shown: Sequence[Judged], box: str, here: Entry | None
) -> Iterator[CompareRow]:
    """Remarks of a box that stand in two reports, those of the newest first, in its words."""
    held = [dict(each.remarks(box)) for each in shown]
    own = [dict(each.remarks(box)) for each in shown if here is None or each.entry is here]
    for name in dict.fromkeys(name for remarks in reversed(own) for name in remarks):
        found = [remarks.get(name) for remarks in held]
        known = [(n, remark) for n, remark in enumerate(found) if remark is not None]
        if len(known) > 1:
            last, remark = known[-1]
            title = _text(desk, shown[last].entry, remark)
            pairs = zip(found, shown, strict=True)
            points = tuple(_count_point(each, of.record.respondents) for each, of in pairs)
            yield CompareRow(title, points)


def _count_point(remark: Remark | None, respondents: int) -> Point:
    if remark is None or remark.count is None:
        return Point()
    return Point(remark.count, respondents, _share(remark.count, respondents))


def _share(count: int, respondents: int) -> Number | None:
    return per_cent(Fraction(count, respondents)) if respondents else None


def _question(question: Question) -> QuestionView:
    """A question with the mean of its marks, to one digit behind the point."""
    answers = sum(each.count for each in question.marks)
    total = sum(each.mark * each.count for each in question.marks)
    return QuestionView(
        id=question.id,
        text=question.text,
        answers=answers,
        mean=number(Fraction(total, answers), 1) if answers else None,
        marks=tuple(
            MarkView(str(each.mark), each.count, _share(each.count, answers) or 0)
            for each in sorted(question.marks, key=lambda each: each.mark)
        ),
    )


def _remarks(desk: Desk, entry: Entry, record: Report, box: str) -> Iterator[RemarkView]:
    remarks: tuple[Remark, ...] = getattr(record, box)
    for remark in remarks:
        named = (desk.journal.shown(reference, entry.lang) for reference in remark.refs)
        yield RemarkView(
            text=_text(desk, entry, remark),
            count=remark.count,
            share=_share(remark.count, record.respondents) if remark.count is not None else None,
            refs=tuple(state_of(desk, entry, other) for other in named if other is not None),
        )


def _text(desk: Desk, entry: Entry, remark: Remark) -> Html:
    return Html(fill(remark.text.prose, desk.filling(entry, entry.lang, on_own_page=False)))
