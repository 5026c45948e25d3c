"""Tally sheets of Debian's votes: `V: 21-34  md5sum`.

Before the ballots, lines `Option 1------>: Name` say which place belongs to whom. A digit is a
rank, `-` none; what stands behind is the sum by which voters find their ballot. It is published
already: https://www.debian.org/vote/2010/vote_001_tally.txt.
"""

import re

from generator.intake.ballots.desk import Desk, Draft, Paper
from generator.model.contest import Form
from generator.reader.ballots import RECEIPT

_OPTION = re.compile(r"^[\s|/\\]*Option\s+(\d+)\s*-*>?\s*:\s*(\S.*?)\s*$", re.MULTILINE)
_BALLOT = re.compile(r"^\s*V:\s*(\S+)(?:\s+(\S.*?))?\s*$")
_LOOKS = re.compile(r"^\s*V: *[0-9A-Za-z-]+[ \t]+[0-9a-f]{32}", re.MULTILINE)
_RANKS = {"-": None, **{character: n for n, character in enumerate("123456789ABCDEFGHIJ", 1)}}


def looks_like(text: str) -> bool:
    """Whether a text is a tally sheet."""
    return _LOOKS.search(text) is not None


def read(text: str, desk: Desk) -> Draft:
    """The ballots of a tally sheet."""
    lines = text.split("\n")
    columns = [
        desk.candidate(found[2], n)
        for n, line in enumerate(lines, start=1)
        if (found := _OPTION.match(line))
    ]
    draft = Draft(form=Form.RANKS)
    if not columns:
        hint = "the lines 'Option 1---->: Name' before the ballots are missing"
        desk.problem(1, "ballots", "the sheet does not say whom the votes are for", hint)
        return draft
    for n, line in enumerate(lines, start=1):
        found = _BALLOT.match(line)
        if found and found[1] != "vote":  # that is the sheet's own example
            draft.papers.append(_paper(found[1], found[2] or "", n, columns, desk))
    return draft


def _paper(vote: str, rest: str, line: int, columns: list[int | None], desk: Desk) -> Paper:
    values: list[int | None] = [None] * len(desk.options)
    receipt = rest.rsplit(maxsplit=1)[-1] if rest else ""
    if receipt and not RECEIPT.match(receipt):
        desk.problem(line, "bad-receipt", f"'{receipt}' is no sum to find a ballot by")
        receipt = ""
    marks = vote.upper()
    if len(marks) != len(columns) or any(mark not in _RANKS for mark in marks):
        message = f"'{vote}' does not rank {len(columns)} options"
        return Paper(tuple(values), line, receipt=receipt, spoilt=desk.unreadable(line, message))
    for option, mark in zip(columns, marks, strict=True):
        if option is not None:
            values[option] = _RANKS[mark]
    return Paper(tuple(values), line, receipt=receipt)
