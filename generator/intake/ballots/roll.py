"""Eligibility rolls: who may vote and since when, as receipts."""

import re
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from generator.intake.ballots.columns import (
    LAST_RESORTS,
    Column,
    Role,
    by_cells,
    by_title,
    voter_in,
)
from generator.intake.ballots.dates import Dates
from generator.intake.ballots.desk import Desk
from generator.intake.ballots.options import fold
from generator.intake.ballots.rows import Row
from generator.intake.ballots.sheet import Wish
from generator.intake.ballots.tables import table
from generator.intake.posts.report import Note, shortened
from generator.intake.posts.text import decode
from generator.model.ballots import Voter
from generator.problems import Problem, blotted, in_order
from generator.reader.ballots import RECEIPT

_JOINED = re.compile(
    r"^(joined?( (on|at|date))?|date joined|(member )?since|registered( (on|at))?|signed up|"
    r"加入(时间|日期)?|注册(时间|日期)?|入会(时间|日期)?|入职(时间|日期)?)$"
)
_MAIL_CELL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def load_roll(
    path: Path, data: bytes, wish: Wish
) -> tuple[tuple[Voter, ...], tuple[Problem, ...], tuple[Note, ...]]:
    """Who may vote: the voters of a table, what is wrong with it, and what was left out.

    Args:
        wish: of it, `voter_column`, `receipt_column`, `time_column` (since when), `receipt`, `zone`
            and `dates` are asked.
    """
    desk = Desk(path.as_posix(), wish)
    found = table(decode(data, desk.book), desk)
    voters: list[Voter] = []
    if found is not None:
        (line, titles), rows = found
        if len(titles) == 1 and _MAIL_CELL.fullmatch(titles[0].strip()):
            titles, rows = ["voter"], [(line, titles), *rows]  # a bare list of addresses
        columns = _columns(line, titles, rows, desk)
        voters = _voters(columns, rows, desk) if columns else []
    return tuple(voters), in_order(desk.problems), tuple(sorted(set(desk.book.notes)))


def _columns(line: int, titles: list[str], rows: list[Row], desk: Desk) -> list[Column]:
    """The column of the voter, and that of the date if there is one."""
    wish = desk.wish
    roles = {wish.voter_column: Role.VOTER, wish.receipt_column: Role.RECEIPT}
    roles[wish.time_column] = Role.CAST
    roles = {fold(name): role for name, role in roles.items() if name}
    for name in roles.keys() - {fold(title) for title in titles}:
        desk.problem(line, "unknown-column", f"there is no column '{name}'")
    given = [_column(n, title, [c[n] for _, c in rows], roles) for n, title in enumerate(titles)]
    who = [column for column in given if column.role in {Role.VOTER, Role.RECEIPT}]
    who += [column for what in LAST_RESORTS for column in given if column.what == what]
    when = [column for column in given if column.role is Role.CAST]
    if not who:
        hint = f"say which: --voter-column '{blotted(titles[0].strip())}'"
        desk.problem(line, "unknown-column", "no column says who may vote", hint)
        return []
    for column in given:
        if column not in {who[0], *when[:1]}:
            desk.note("dropped", f"'{blotted(column.title.strip())}' is not written", line)
    if who[0].role is not Role.RECEIPT:
        title = blotted(who[0].title.strip())
        desk.note("receipts", f"receipts are made from '{title}', which is not written", line)
    return [who[0], *when[:1]]


def _column(n: int, title: str, cells: list[str], roles: dict[str, Role]) -> Column:
    plain = fold(title)
    if plain in roles:
        return Column(n, title, roles[plain])
    if _JOINED.match(plain):
        return Column(n, title, Role.CAST)
    return by_title(n, title) or by_cells(n, title, cells) or Column(n, title, Role.LEFT)


def _voters(columns: list[Column], rows: list[Row], desk: Desk) -> list[Voter]:
    who, *when = columns
    wish = desk.wish
    dates = Dates(
        wish.zone, wish.dates, (cells[when[0].place] for _, cells in rows) if when else ()
    )
    seen: dict[str, int] = {}
    voters = []
    for line, cells in rows:
        text = voter_in(who.title, cells[who.place].strip())
        if not any(map(str.strip, cells)):
            continue
        if not text:
            desk.problem(line, "roll", "this row does not say who may vote")
            continue
        if who.role is Role.RECEIPT and not RECEIPT.match(text):
            desk.problem(line, "bad-receipt", f"'{shortened(text)}' cannot be a receipt")
            continue
        receipt = text if who.role is Role.RECEIPT else desk.receipt(text)
        if receipt in seen:
            message = f"this voter stands in line {seen[receipt]} already"
            desk.problem(line, "roll", message, "keep one of the rows")
            continue
        seen[receipt] = line
        voter = Voter(receipt, line=line)
        joined = _joined(line, cells[when[0].place], dates, desk) if when else None
        voters.append(replace(voter, joined=joined))
    return voters


def _joined(line: int, text: str, dates: Dates, desk: Desk) -> datetime | None:
    if not text.strip():
        return None
    try:
        return dates.read(text)
    except ValueError as error:
        desk.problem(line, "bad-date", f"'{shortened(text)}' is {error}", "write 2026-07-12")
        return None
