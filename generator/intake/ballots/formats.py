"""The table of formats, and the one door to all of them."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from generator.intake.ballots import (
    abif,
    blt,
    condorcet,
    debian,
    json_ballots,
    preflib,
    starvote,
    tables,
)
from generator.intake.ballots.desk import Desk, Draft, Paper, padded
from generator.intake.ballots.sheet import Sheet, Times, Wish
from generator.intake.posts.text import decode, marked
from generator.model.ballots import Ballot
from generator.model.contest import Form
from generator.problems import in_order

_SHOWN = 5
_LARGEST = 10**9
_ENDLESS = re.compile(r"\d{1000}")  # Python refuses such numbers, and nobody means them


class Format(Struct, frozen=True):
    """A way to write ballots down.

    Attributes:
        endings: of file names, lower case with the dot.
        looks_like: whether a text is in it, where the file's name does not tell.
        read: what a text in it holds; mistakes are written down at the desk.
    """

    title: str
    endings: tuple[str, ...]
    looks_like: Callable[[str], bool]
    read: Callable[[str, Desk], Draft]


FORMATS: Mapping[str, Format] = {
    "condorcet": Format(
        "Condorcet Election Format", condorcet.ENDINGS, condorcet.looks_like, condorcet.read
    ),
    "debian": Format("Debian tally sheet", (), debian.looks_like, debian.read),
    "preflib": Format("PrefLib", preflib.ENDINGS, preflib.looks_like, preflib.read),
    "starvote": Format("starvote", starvote.ENDINGS, starvote.looks_like, starvote.read),
    "blt": Format("BLT", blt.ENDINGS, blt.looks_like, blt.read),
    "json": Format("JSON", json_ballots.ENDINGS, json_ballots.looks_like, json_ballots.read),
    "abif": Format("ABIF", abif.ENDINGS, abif.looks_like, abif.read),
    "table": Format("CSV or TSV, a row a voter", tables.ENDINGS, tables.looks_like, tables.read),
}
"""Every format by its name, the most particular first."""


def recognised(name: str, text: str) -> str:
    """The format of a file by its name's ending, or else by its text."""
    ending = Path(name).suffix.lower()
    for key, each in FORMATS.items():
        if ending in each.endings:
            return key
    return next(key for key, each in FORMATS.items() if each.looks_like(text))


def load(path: Path, data: bytes, wish: Wish) -> Sheet:
    """The ballots of a file, in the order they were cast, and what is to be said about them.

    Args:
        path: its name, by which its format is known and which problems are placed at.
        data: its bytes.
    """
    desk = Desk(path.as_posix(), wish)
    text = decode(marked(data), desk.book)
    key = wish.format or recognised(path.name, text)
    draft = Draft() if _endless(text, desk) else FORMATS[key].read(text, desk)
    form = _form(draft, desk)
    ballots = _ballots(draft, desk)
    _revotes(ballots, desk)
    _unused(ballots, desk)
    if not draft.papers and not desk.problems:
        desk.problem(0, "ballots", "there is no ballot in this file")
    return Sheet(
        options=desk.options.choices,
        form=form,
        seats=draft.seats,
        ballots=ballots,
        problems=in_order(desk.problems),
        notes=tuple(sorted(set(desk.book.notes))),
        comments=tuple(sorted(draft.comments)),
        format=key,
    )


def _endless(text: str, desk: Desk) -> bool:
    """Whether a number is too long for any program, which is a problem."""
    found = _ENDLESS.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        desk.problem(line, "bad-value", "this number has more than a thousand digits")
    return found is not None


def _form(draft: Draft, desk: Desk) -> Form | None:
    """What the ballots hold, held against what the poll's ballots hold."""
    wanted = desk.wish.form
    if wanted is None or draft.form in {None, wanted}:
        return wanted or draft.form
    single = all(value in {None, 1} for paper in draft.papers for value in paper.values)
    if wanted is Form.MARKS and draft.form is Form.RANKS and single:
        desk.note("read-as", "every ballot has first ranks only; they were taken as marks")
    else:
        message = f"the file holds {draft.form}, and the poll counts {wanted}"
        hint = "'method' in the poll's file says what is counted"
        desk.problem(0, "wrong-form", message, hint)
    return wanted


def _ballots(draft: Draft, desk: Desk) -> tuple[Ballot, ...]:
    length = len(desk.options)
    zeros = datetime.min.replace(tzinfo=desk.wish.zone)
    for paper in draft.papers:
        if paper.count == 0:
            desk.note("left-out", "this ballot was cast by nobody", paper.line)
        elif paper.count > _LARGEST:
            desk.problem(paper.line, "bad-value", f"{paper.count} ballots are too many")
    cast = (paper for paper in draft.papers if paper.count)
    papers = sorted(cast, key=lambda paper: (paper.cast is None, paper.cast or zeros))
    return tuple(_ballot(paper, length, desk) for paper in papers)


def _ballot(paper: Paper, length: int, desk: Desk) -> Ballot:
    values = paper.values if len(paper.values) == length else padded(paper.values, length)
    receipt = paper.receipt or (desk.receipt(paper.voter) if paper.voter else "")
    cast = _rounded(paper.cast, desk.wish.times) if paper.cast else None
    return Ballot(values, paper.count, receipt, cast, paper.spoilt, paper.line)


def _unused(ballots: Sequence[Ballot], desk: Desk) -> None:
    """Tell which options nobody marked, and how many ballots do not say whose they are."""
    marked: set[int] = set()
    for values in {ballot.values for ballot in ballots}:
        marked |= {n for n, value in enumerate(values) if value is not None}
    if ballots:
        for n, choice in enumerate(desk.options.choices):
            if n not in marked:
                desk.note("unused", f"no ballot says anything of '{choice.id}'")
    without = [ballot.line for ballot in ballots if not ballot.receipt]
    if without and len(without) < len(ballots):
        message = f"{len(without)} ballots do not say who cast them"
        desk.note("no-voter", message, min(without))


def _revotes(ballots: Sequence[Ballot], desk: Desk) -> None:
    """Tell that voters cast more than one ballot; the poll's rules decide which one counts."""
    times = Counter(ballot.receipt for ballot in ballots if ballot.receipt)
    again = [receipt for receipt, n in times.items() if n > 1]
    if again:
        ballots_of = sum(times[receipt] for receipt in again)
        some = ", ".join(again[:_SHOWN]) + ("" if len(again) <= _SHOWN else ", …")
        voters = f"{len(again)} voters" if len(again) > 1 else "one voter"
        message = (
            f"{voters} cast {ballots_of} ballots; all are kept in the order they were "
            f"cast, and 'revotes' in the rules of the poll says which count: {some}"
        )
        desk.note("revotes", message)


def _rounded(cast: datetime, times: Times) -> datetime | None:
    if times is Times.NONE:
        return None
    if times is Times.HOUR:
        return cast.replace(minute=0, second=0, microsecond=0)
    if times is Times.MINUTE:
        return cast.replace(second=0, microsecond=0)
    return cast.replace(microsecond=0)
