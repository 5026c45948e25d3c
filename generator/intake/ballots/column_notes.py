"""Says what the columns of a table were taken for, and what is wrong with them."""

from collections.abc import Sequence

from generator.intake.ballots.columns import WRITTEN, Column, Role, inner
from generator.intake.ballots.desk import Desk
from generator.problems import shown

_LONGEST = 200  # letters of a title, which is to be copied
NUMBERED = frozenset({Role.OPTION, Role.CHOICE, Role.BOX})
"""Roles of columns that can be there several times, each with another number."""


def told(
    line: int, columns: Sequence[Column], samples: Sequence[Sequence[str]], desk: Desk
) -> None:
    """Say what each column was taken for; one that nobody understands is a problem.

    Args:
        line: of the titles.
        samples: cells of each column.
    """
    for column in columns:
        title = shown(
            column.title.strip(), _LONGEST
        )  # a file without titles has its first voter there
        if column.role is Role.UNKNOWN:
            _unknown(line, column, samples[column.place], desk)
        elif column.role is Role.VOTER:
            desk.note("receipts", f"receipts are made from '{title}', which is not written", line)
        elif column.role in {Role.PRIVATE, Role.LEFT} and title:
            desk.note("dropped", f"'{title}' is not written: {column.what}", line)
            if column.what == WRITTEN:
                desk.note("comments", f"to publish '{title}', say --comments '{title}'", line)
    _twice(line, columns, desk)
    _answers(line, columns, desk)


def _answers(line: int, columns: Sequence[Column], desk: Desk) -> None:
    """Say where answers were found, if they stand in one column or in none."""
    answers = [
        shown(column.title.strip(), _LONGEST) for column in columns if column.role is Role.ANSWER
    ]
    cure = "say which holds the answers: --answers COLUMN"
    if len(answers) > 1:
        named = ", ".join(f"'{title}'" for title in answers)
        desk.problem(line, "ballots", f"several columns name options: {named}", cure)
    elif answers:
        desk.note("answers", f"the answers are those of '{answers[0]}'", line)
    if not any(column.role in {*NUMBERED, Role.ANSWER, Role.UNKNOWN} for column in columns):
        desk.problem(line, "ballots", "no column holds answers", cure)


def _twice(line: int, columns: Sequence[Column], desk: Desk) -> None:
    """Two columns of one option are a problem."""
    taken: dict[tuple[Role, int], Column] = {}
    for column in columns:
        if column.role in NUMBERED:
            other = taken.setdefault((column.role, column.number), column)
            if other is not column:
                titles = f"'{column.title.strip()}' and '{other.title.strip()}'"
                message = f"{titles} are the same {column.role}"
                desk.problem(line, "duplicate-key", message, "keep one of the columns")


def _unknown(line: int, column: Column, cells: Sequence[str], desk: Desk) -> None:
    """A column that might hold votes, or something private."""
    title = shown(column.title.strip(), _LONGEST) or f"column {column.place + 1}"
    first = title.lstrip()[:1]
    named = f"'{title}'" if first not in "=+@" else f"the formula '{title}'"
    near = "" if desk.options.is_open else f"{desk.near(inner(column.title)[1] or title)}; "
    hint = f"{near}to leave it out: --ignore '{title}'"
    where = "of the file" if desk.options.is_open else "of the poll"
    holds = next((cell for cell in cells if cell.strip()), "")
    said = "" if not holds else ", and its cells hold none"
    desk.problem(line, "unknown-option", f"{named} is no option {where}{said}", hint)
