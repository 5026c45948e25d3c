"""Markdown: an issue's body, one story with front matter or without, or a list of adopters.

A list of adopters is a table with a row, or a file with a section, for each. It becomes as many
submissions; definitions of links that stand elsewhere in the file go with the sections that use
them (CommonMark 0.31, 4.7).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from generator.intake.sendings.columns import Row, digest, take
from generator.intake.sendings.markdown_tables import Cells, bare_text, largest_table
from generator.intake.sendings.sending import MOST_SENDINGS, Asked, Sending, Sheaf
from generator.intake.sendings.texts import text_of
from generator.markup.front_matter import split
from generator.markup.yaml_text import Tree
from generator.model.form import FieldType
from generator.model.form_blocks import read as read_blocks
from generator.model.submission import Sort

MOST_FRONT_MATTER = 64_000
"""Characters of front matter that are read; nobody needs more to say who they are."""


class Each(StrEnum):
    """What a Markdown file holds submissions as."""

    AUTO = "auto"
    FILE = "file"
    SECTION = "section"
    ROW = "row"


_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t#]*")
_LONGEST_HEADING = 1000
_NAMED = re.compile(r"\[([^\[\]\n]{1,200})\]")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]\n]{1,200})\]:[ \t]*(\S.*)$", re.MULTILINE)
_FACT = re.compile(
    r"\s{0,20}[-*+]\s{1,20}[*_]{1,2}([^*_:：\n]{1,80}?)\s{0,9}[:：]?\s{0,9}[*_]{1,2}"
    r"\s{0,9}[:：]?[ \t]{0,9}(.*)"
)
_FEW = 3
_HALF = 0.5


class _Section(Struct, frozen=True):
    """A heading, and what stands below it up to the next one of its level."""

    level: int
    title: str
    line: int
    text: str


def read(data: bytes, sheaf: Sheaf, asked: Asked, each: Each = Each.AUTO) -> None:
    """One sending for the file, or one for each section or row of a list of adopters."""
    text = text_of(data, sheaf)
    parts = split(text if len(text) < MOST_FRONT_MATTER else _shortened(text))
    if parts.head.findings:
        for found in parts.head.findings:
            sheaf.wrong(found.line, found.code, found.message, found.hint)
        return
    head = parts.head.tree if isinstance(parts.head.tree, dict) else {}
    start = parts.body_line
    body = "\n".join(text.split("\n")[start - 1 :]) if start > 1 else text
    if read_blocks(body, asked.form).found and not head:
        sheaf.sendings.append(Sending(Sort.ISSUE, sheaf.name, start, text=body, has_questions=True))
        return
    rows = _rows(body, start, sheaf, each)
    sections = [] if rows else list(_listed(body, start, each))
    if rows:
        _adopters(rows, sheaf, asked)
    elif sections:
        _chapters(sections, body, sheaf, asked)
    else:
        _story(head, body, sheaf, asked)


def _shortened(text: str) -> str:
    """Front matter that has no end within reason has none."""
    end = re.compile(r"^(-{3,}|\.{3})\s*$", re.MULTILINE).search(text, 4)
    return text if end and end.start() < MOST_FRONT_MATTER else text.replace("---", "- - -", 1)


def _story(head: Mapping[str, Tree], body: str, sheaf: Sheaf, asked: Asked) -> None:
    """The file as one submission: fields of its front matter are answers, its heading the title."""
    first = next(_headings(body.split("\n")), None)
    opening = first is not None and not _above(body)
    title, text = (bare_text(first[2]), _below(body)) if first and opening else ("", body)
    row = Row(1, {"": sheaf.name, **dict(_cells(head))})
    single = Sheaf(sheaf.file, sheaf.name)
    take([row], Sort.MARKDOWN, single, asked)
    sheaf.problems += single.problems
    sending = single.sendings[0]
    called = sending.title or title or _words_of(sheaf.name)
    by = sending.by or (called if asked.by_title else "")
    sheaf.sendings.append(
        replace(sending, id=sheaf.name, line=1, text=text, has_questions=True, title=called, by=by)
    )


def _words_of(name: str) -> str:
    """A file's name as words, for want of a title."""
    return " ".join(re.split(r"[\s_-]+", PurePosixPath(name).stem)).strip()


def _cells(head: Mapping[str, Tree]) -> Iterator[tuple[str, str | Sequence[str]]]:
    """Fields of front matter as answers; fields inside of fields are nobody's answers."""
    for name, value in head.items():
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, list):
            yield name, [item for item in value if isinstance(item, str)]


def _rows(body: str, start: int, sheaf: Sheaf, each: Each) -> Sequence[tuple[int, Cells]]:
    """The rows of the table of a list; none where the file is something else."""
    if each not in {Each.AUTO, Each.ROW}:
        return ()
    found = largest_table(body, start)
    if each is Each.ROW and not found:
        hint = "say --each file, or --each section"
        sheaf.wrong(0, "markdown", "there is no table in this file", hint)
    if len(found) > MOST_SENDINGS:
        sheaf.wrong(0, "too-many", f"more than {MOST_SENDINGS} rows; cut the table up")
        return ()
    return found if each is Each.ROW or len(found) >= _FEW else ()


def _adopters(rows: Sequence[tuple[int, Cells]], sheaf: Sheaf, asked: Asked) -> None:
    """A sending for each row: the first cell says who, the others what no question asks for."""
    seen: set[str] = set()
    for line, cells in rows:
        (_, first), *others = cells
        known = {name: text for name, text in others if asked.form.asked(name)}
        rest = [f"{name}: {text}" for name, text in others if name not in known and text]
        who = bare_text(first)
        text = "\n".join([first, "", *(f"- {each}" for each in rest)] if rest else [first])
        sheaf.sendings.append(
            Sending(
                Sort.MARKDOWN,
                _id(sheaf, who, text, seen),
                line,
                answers=known,
                text=text,
                title=who,
                by=who,
            )
        )


def _id(sheaf: Sheaf, who: str, text: str, seen: set[str]) -> str:
    """What tells one of a list apart: who it is, and the text if they stand there twice."""
    name = f"{sheaf.name}#{digest(Row(0, {'who': who}))}"
    if name in seen:
        name = f"{sheaf.name}#{digest(Row(0, {'who': who, 'text': text}))}"
    seen.add(name)
    return name


def _listed(body: str, start: int, each: Each) -> Iterator[_Section]:
    """The sections of a list of adopters; none where the file is one story."""
    if each not in {Each.AUTO, Each.SECTION}:
        return
    places = list(_headings(body.split("\n")))
    counts = Counter(level for _, level, _ in places)
    level = next((n for n in range(1, 7) if counts[n] > 1), 0)
    chapters = list(_sections(body, start, places, level))
    facts = sum(bool(_FACT.match(s.text.strip("\n"))) for s in chapters)
    if each is Each.SECTION or (len(chapters) >= _FEW and facts >= _HALF * len(chapters)):
        yield from chapters[:MOST_SENDINGS]


def _chapters(sections: Sequence[_Section], body: str, sheaf: Sheaf, asked: Asked) -> None:
    """A sending for each section: its heading says who, `- *Key*: value` may be answers."""
    links = {found[1].casefold(): found[0].strip() for found in _DEFINITION.finditer(body)}
    seen: set[str] = set()
    for section in sections:
        answers: dict[str, str] = {}
        rows = []
        for row in _DEFINITION.sub("", section.text).split("\n"):
            fact = _FACT.fullmatch(row)
            question = asked.form.asked(fact[1]) if fact else None
            if fact and question and fact[2]:
                is_text = question.type is FieldType.TEXT
                answers[fact[1]] = fact[2] if is_text else bare_text(fact[2])
            else:
                rows.append(row)
        text = "\n".join(rows).strip("\n")
        used = [links[name] for name in _names(text) if name in links]
        who = bare_text(section.title)
        sheaf.sendings.append(
            Sending(
                Sort.MARKDOWN,
                _id(sheaf, who, text, seen),
                section.line,
                answers=answers,
                text="\n".join([text, "", *used] if used else [text]),
                title=who,
                by=who,
            )
        )


def _names(text: str) -> Iterator[str]:
    """What stands in brackets, and may be the name of a link, each once."""
    yield from dict.fromkeys(found[1].casefold() for found in _NAMED.finditer(text))


def _sections(
    body: str, start: int, places: Sequence[tuple[int, int, str]], wanted: int
) -> Iterator[_Section]:
    """Every section of one level, in order; it ends before the next heading that is not below."""
    rows = body.split("\n")
    ends = [place for place in places if place[1] <= wanted]
    for (row, level, title), (end, _, _) in pairwise([*ends, (len(rows), 0, "")]):
        if level == wanted:
            yield _Section(level, bare_text(title), row + start, "\n".join(rows[row + 1 : end]))


def _headings(rows: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Row, level and words of each heading that stands in no code."""
    fence = ""
    for n, row in enumerate(rows):
        mark = _FENCE.match(row)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        found = None if fence or len(row) > _LONGEST_HEADING else _HEADING.fullmatch(row)
        if found:
            yield n, len(found[1]), found[2]


def _above(body: str) -> bool:
    """Whether anything stands above the first heading."""
    first = next(_headings(body.split("\n")), None)
    return first is None or any(row.strip() for row in body.split("\n")[: first[0]])


def _below(body: str) -> str:
    """What stands below the first heading."""
    rows = body.split("\n")
    return "\n".join(rows[next(_headings(rows))[0] + 1 :])
