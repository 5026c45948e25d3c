"""Answers as people see them in an issue or a mail: a heading for each question, the answer below.

This module is the one place that knows the format, for writing and for reading. It is what GitHub,
Forgejo and Gitea make of a form that was filled in (a heading of the third level, a blank line, the
answer; `_No response_` where there is none; `- [x]` before what was ticked), and what our own mails
and GitLab's templates begin with. The text of consent that was shown stands in brackets behind the
question that asks for it: `### Where it may be shown [stories-2]`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from generator.model.fields import SAMPLE
from generator.model.form import Choice, FieldType, FormField, Slot, SubmissionForm
from generator.patterns import late

NOTHING = "_No response_"
"""What forges write below a question that was not answered."""

_HEADING = late(r"(#{1,6})[ \t]+(\S.*?)[ \t#]*")
_LEVEL = 3
_MOST_HEADINGS = 2000  # different ones; no form and no story has as many
_LONGEST_ROW = 1000  # characters of a heading, or of a box with its words
_LONGEST_CHOICE = 10_000  # characters of an answer that is picked
_FENCE = late(r" {0,3}(`{3,}|~{3,})")
_CONSENT = late(r"(.*?)\s*[\[\uff3b]([^\[\]\s]+)[\]\uff3d]")
_EMPHASIS = late(r"^[*_`\s]+|(?<![*_`\s])[*_`\s]+$")
_OPEN, _CLOSE = r"[\[(\uff3b（【]", r"\])\uff3d）】"
_BOX = late(rf"\s*(?:[-*+•]\s+)?{_OPEN}\s*([^{_CLOSE}]{{0,3}}?)\s*[{_CLOSE}]\s*(.*)")
_BULLET = late(r"\s*[-*+•]\s+")
_BETWEEN = late(r"\s*[,，、;；\n]\s*")
_COMMENT = late(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_UNTICKED = frozenset({"", "_", "-", "no", "n", "否"})


class Block(Struct, frozen=True):
    """A question of the form that a text holds, and the answer below it.

    Attributes:
        text: the answer as it stands there, without blank lines around it; empty if there is none.
        line: of the heading, counted from 1 in the text.
        consent: id of the text of consent that the question was asked with; empty if not said.
    """

    question: FormField
    text: str
    line: int
    consent: str = ""


class Blocks(Struct, frozen=True):
    """What a text holds.

    Attributes:
        found: the questions in the order of the text, each once.
        before: what stands above the first of them.
    """

    found: tuple[Block, ...]
    before: str


def heading(question: FormField, lang: str, consent: str = "") -> str:
    """What a question is called in a language, with the text of consent that it is asked with."""
    label = question.label_in(lang)
    return f"{label} [{consent}]" if consent and question.slot is Slot.USES else label


def blank(question: FormField, lang: str, consent: str = "") -> str:
    """A question that nobody has answered yet, ending with a line end: a heading, and its boxes."""
    boxes = "".join(f"- [ ] {each.label_in(lang)}\n" for each in choices(question))
    return f"### {heading(question, lang, consent)}\n\n{boxes}"


def choices(question: FormField) -> tuple[Choice, ...]:
    """What can be picked or ticked; nothing where the answer is written."""
    if question.type is FieldType.YES:
        return (Choice(id="yes", label=question.label, labels=question.labels),)
    return question.options


def read(text: str, form: SubmissionForm) -> Blocks:
    """The questions of a form that a text holds; headings that are none belong to the answers.

    The first heading of a question counts: a second one is somebody's own text. Where no question
    has a heading of the third level, those of any level count, for people edit.
    """
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    places = list(_questions(rows, form, {_LEVEL})) or list(_questions(rows, form, range(1, 7)))
    if not places:
        return Blocks((), _above(rows))
    ends = [place for place, _, _ in places[1:]] + [len(rows)]
    found = (
        Block(question, _answer(rows[place + 1 : end]), place + 1, consent)
        for (place, question, consent), end in zip(places, ends, strict=True)
    )
    return Blocks(tuple(found), _above(rows[: places[0][0]]))


def _above(rows: Sequence[str]) -> str:
    """What people wrote above the questions: what we wrote there begins with a sign."""
    return "\n".join(row for row in rows if not row.startswith(SAMPLE)).strip()


def without_comments(text: str) -> tuple[str, int]:
    """A text without comments of HTML, which nobody sees, and how many there were."""
    return _COMMENT.subn("", text)


def picked(answer: str, question: FormField) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The options that an answer means, by id and in the form's order, and what is no option.

    An answer is a list of boxes, or names of options, one a line or with commas between them, in
    any language of the form.
    """
    options = choices(question)
    rows = answer[:_LONGEST_CHOICE].split("\n")
    short = (row for row in rows if len(row) <= _LONGEST_ROW)
    boxes = [found for row in short if (found := _BOX.fullmatch(row))]
    if boxes:
        said = [found[2] for found in boxes if found[1].strip().casefold() not in _UNTICKED]
    else:
        said = [_BULLET.sub("", row) for row in rows]
    ids: set[str] = set()
    unknown: list[str] = []
    for words in filter(None, map(_bare, said)):
        known, others = _options(words, options)
        ids |= known
        unknown += others
    return tuple(each.id for each in options if each.id in ids), tuple(unknown)


def _options(words: str, options: Sequence[Choice]) -> tuple[set[str], list[str]]:
    """The options of one row: a whole name first, then the longest names between commas."""
    parts = _BETWEEN.split(words)
    names = (name for each in options for name in (each.label, *each.labels.values()))
    most = max((len(_BETWEEN.split(name)) for name in names), default=1)
    known: set[str] = set()
    others: list[str] = []
    at = 0
    while at < len(parts):
        for end in range(min(len(parts), at + most), at, -1):
            found = _option(", ".join(parts[at:end]), options)
            if found:
                known.add(found)
                at = end
                break
        else:
            others += [parts[at]] if parts[at] else []
            at += 1
    return known, others


def _option(words: str, options: Iterable[Choice]) -> str:
    wanted = _folded(words)
    for each in options:
        if wanted in {_folded(name) for name in (each.id, each.label, *each.labels.values())}:
            return each.id
    return ""


def _folded(words: str) -> str:
    """A name as it is compared: without case, commas and what differs from keyboard to keyboard."""
    return " ".join(_BETWEEN.sub(" ", words.casefold()).split()).strip(".。!！")


def _questions(
    rows: Sequence[str], form: SubmissionForm, levels: Iterable[int]
) -> Iterator[tuple[int, FormField, str]]:
    """Row, question, and text of consent of each heading that asks something for the first time."""
    wanted, known, fence = frozenset(levels), set[str](), ""
    asked: dict[str, tuple[FormField | None, str]] = {}
    for n, row in enumerate(rows):
        mark = _FENCE.match(row)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not row.strip().strip(fence[0]):
            fence = ""
        found = None if fence or len(row) > _LONGEST_ROW else _HEADING.fullmatch(row)
        if found is None or len(found[1]) not in wanted or len(asked) > _MOST_HEADINGS:
            continue
        if found[2] not in asked:
            asked[found[2]] = _asked(found[2], form)
        question, consent = asked[found[2]]
        if question is not None and question.id not in known:
            known.add(question.id)
            yield n, question, consent


def _asked(words: str, form: SubmissionForm) -> tuple[FormField | None, str]:
    """The question that a heading asks, and the text of consent in its brackets."""
    bare = _bare(words)
    question = form.asked(bare)
    found = None if question else _CONSENT.fullmatch(bare)
    if found is None:
        return question, ""
    question = form.asked(_bare(found[1]))
    return (question, found[2]) if question and question.slot is Slot.USES else (None, "")


def _bare(words: str) -> str:
    return _EMPHASIS.sub("", words)


def _answer(rows: Sequence[str]) -> str:
    text = "\n".join(rows).strip("\n").rstrip()
    return "" if _bare(text) == _bare(NOTHING) else text
