"""ABIF, the Aggregated Ballot Information Format (https://electowiki.org/wiki/ABIF).

    {"title": "The curve"}
    =candle:[Night candle]
    27: candle/5 > [Even] = squared/3   # a comment

`>` ranks, `=` makes equals, `,` says nothing of the order; a score stands behind `/`.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

from generator.intake.ballots.cells import Cells
from generator.intake.ballots.desk import Desk, Draft, Paper
from generator.intake.posts.report import shortened
from generator.model.contest import Form

ENDINGS = (".abif",)
_NAME = re.compile(r'^=\s*("[^"]*"|\[[^\]]*\]|[^:\s]+)\s*:\s*(.+?)\s*$')
_VOTE = re.compile(r"^(\d+)\s*[:*]\s*(.*)$")
_LOOKS = re.compile(r"^\d+\s*[:*]\s*[^\s,{:]+.*[>=/,]", re.MULTILINE)
_PART = re.compile(r'\s*("[^"]*"|\[[^\]]*\]|[^<>=,/\[\]"]+?)\s*(?:/\s*([^<>=,]*?)\s*)?([<>=,]|$)')
_COMMENT = re.compile(r'^((?:[^#"\[]|"[^"]*"|\[[^\]]*\])*)#.*$')
_HINT = "write: 27: candle/5 > even = squared"


class _Part(Struct, frozen=True):
    option: int
    score: str
    sign: str


def looks_like(text: str) -> bool:
    """Whether a text is in this format."""
    lines = [line for line in text.split("\n") if line.strip() and line[0] not in "#{="]
    return (
        bool(lines)
        and all(_VOTE.match(line.strip()) for line in lines)
        and bool(_LOOKS.search(text))
    )


def read(text: str, desk: Desk) -> Draft:
    """The ballots of a file: scores where all have them and the poll counts them, else ranks."""
    tokens: dict[str, int | None] = {}
    votes: list[tuple[int, int, list[_Part]]] = []
    for n, line in enumerate(text.split("\n"), start=1):
        plain = _COMMENT.sub(r"\1", line).strip()
        if not plain or plain.startswith("{"):
            continue
        named, vote = _NAME.match(plain), _VOTE.match(plain)
        if named:
            tokens[_bare(named[1])] = desk.candidate(_bare(named[2]), n)
        elif vote:
            votes.append((n, int(vote[1]), _parts(vote[2], n, tokens, desk)))
        else:
            desk.problem(n, "ballots", f"'{shortened(plain)}' is no line of ballots", _HINT)
    form = _form(votes, desk)
    draft = Draft(form=form)
    cells = Cells(Form.SCORES, desk.wish.scale)
    for n, count, parts in votes:
        draft.papers.append(
            _scored(n, count, parts, cells, desk)
            if form is Form.SCORES
            else _ranked(n, count, parts, desk)
        )
    return draft


def _bare(text: str) -> str:
    return text.strip().strip('"').removeprefix("[").removesuffix("]").strip()


def _parts(text: str, line: int, tokens: dict[str, int | None], desk: Desk) -> list[_Part]:
    found: list[_Part] = []
    at = 0
    text = text.strip()
    while at < len(text):
        part = _PART.match(text, at)
        if part is None or part[3] == "<":
            desk.problem(line, "ballots", f"'{shortened(text[at:])}' cannot be read", _HINT)
            return found
        name = _bare(part[1])
        option = tokens[name] if name in tokens else _option(name, line, desk)
        if option is not None:
            found.append(_Part(option, part[2] or "", part[3]))
        at = part.end()
    return found


def _option(name: str, line: int, desk: Desk) -> int | None:
    return None if desk.is_left_out(name) else desk.option(name, line)


def _form(votes: Sequence[tuple[int, int, list[_Part]]], desk: Desk) -> Form:
    parts = [part for _, _, several in votes for part in several]
    scored = bool(parts) and all(part.score for part in parts)
    ordered = any(part.sign in {">", "="} for part in parts)
    if scored and (desk.wish.form is Form.SCORES or not ordered):
        return Form.SCORES
    if scored and desk.wish.form is None:
        desk.note("guessed", "there are ranks and scores; the ranks were taken")
    elif any(part.score for part in parts):
        desk.note("left-out", "scores were left out; the ranks were taken")
    return Form.RANKS


def _scored(line: int, count: int, parts: Sequence[_Part], cells: Cells, desk: Desk) -> Paper:
    values: list[int | None] = [None] * len(desk.options)
    spoilt = False
    for part in parts:
        if values[part.option] is not None:
            title = desk.options.choices[part.option].title
            spoilt |= desk.unreadable(line, f"'{shortened(title)}' stands twice on the ballot")
            continue
        try:
            values[part.option] = cells.read(part.score)
        except ValueError as error:
            spoilt |= desk.unreadable(line, f"'{shortened(part.score)}' is {error}")
    return Paper(tuple(values), line, count, spoilt=spoilt)


def _ranked(line: int, count: int, parts: Sequence[_Part], desk: Desk) -> Paper:
    """Options between two `>` are equals; a comma tells them as little apart as `=` does."""
    groups: list[list[int]] = [[]]
    for part in parts:
        groups[-1].append(part.option)
        if part.sign == ">":
            groups.append([])
    values, spoilt = desk.ranked([group for group in groups if group], line)
    return Paper(tuple(values), line, count, spoilt=spoilt)
