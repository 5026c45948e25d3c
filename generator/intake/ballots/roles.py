"""Gives every column of a table its role, by what was wished, its title, and its cells."""

from collections import Counter
from collections.abc import Mapping, Sequence

from generator.intake.ballots.answers import Answers
from generator.intake.ballots.cells import Cells
from generator.intake.ballots.column_notes import NUMBERED, told
from generator.intake.ballots.columns import (
    LAST_RESORTS,
    Column,
    Role,
    boxed,
    by_cells,
    by_title,
    inner,
    ranked,
)
from generator.intake.ballots.desk import Desk
from generator.intake.ballots.options import fold
from generator.model.ballots import COLUMNS
from generator.model.contest import Form
from generator.model.reference import ID

_SEEN = 200
_ONCE = frozenset({Role.VOTER, Role.RECEIPT, Role.CAST, Role.COUNT, Role.SPOILT})


def assigned(
    line: int, titles: Sequence[str], rows: Sequence[Sequence[str]], answers: Answers, desk: Desk
) -> list[Column] | None:
    """The columns; None where a mistake keeps the rows from being read.

    Args:
        line: of the titles.
    """
    before = len(desk.problems)
    wished = _wished(line, titles, desk)
    samples = [[cells[n] for cells in rows[:_SEEN]] for n in range(len(titles))]
    names = _names(titles)
    normal = desk.options.is_open and _is_normal(titles)
    columns = []
    for n, title in enumerate(titles):
        if n in wished:
            columns.append(wished[n])
        elif normal and title not in COLUMNS:
            columns.append(Column(n, title, Role.OPTION, desk.option(title, line) or 0))
        elif desk.options.is_open:
            columns.append(_open_role(n, title, names[n], samples[n], desk))
        else:
            columns.append(_role(n, title, samples[n], answers, desk))
    columns = _with_voter(_settled(columns, wished))
    told(line, columns, samples, desk)
    return None if len(desk.problems) > before else columns


def _wished(line: int, titles: Sequence[str], desk: Desk) -> Mapping[int, Column]:
    """The columns that the wish names."""
    wish = desk.wish
    wanted = [
        *((title, Role.LEFT) for title in sorted(wish.ignore)),
        *((title, Role.COMMENT) for title in wish.comment_columns),
        (wish.voter_column, Role.VOTER),
        (wish.receipt_column, Role.RECEIPT),
        (wish.time_column, Role.CAST),
        (wish.answer_column, Role.ANSWER),
    ]
    places = {fold(title): n for n, title in reversed(list(enumerate(titles)))}
    found: dict[int, Column] = {}
    for name, role in wanted:
        n = places.get(fold(name)) if name else None
        if n is not None:
            found[n] = Column(n, titles[n], role, what="what you asked to leave out")
        elif name and role is not Role.LEFT:  # what is ignored may be an answer, too
            known = ", ".join(f"'{title.strip()}'" for title in titles)
            desk.problem(
                line, "unknown-column", f"there is no column '{name}'", f"there are {known}"
            )
    return found


def _names(titles: Sequence[str]) -> list[str]:
    """What options would be called: the rows of a grid question, which share it, by their own."""
    shared = Counter(inner(title)[0] for title in titles if inner(title)[1])
    return [inner(title)[1] if shared[inner(title)[0]] > 1 else title for title in titles]


def _is_normal(titles: Sequence[str]) -> bool:
    """Whether columns are those of the normal form (see `generator.reader.ballots`)."""
    rest = [title for title in titles if title not in COLUMNS]
    return titles[0] in COLUMNS and titles[-len(rest) :] == rest and all(map(ID.match, rest))


def _role(n: int, title: str, cells: Sequence[str], answers: Answers, desk: Desk) -> Column:
    """What a column is for that nobody spoke of."""
    option = desk.options.find(title)
    if option is None:
        option = desk.options.find(inner(title)[1])
    if option is not None:
        return Column(n, title, Role.OPTION, option)
    named = ranked(n, title) or (boxed(n, title) if desk.wish.form is Form.BOXES else None)
    filled = [cell for cell in cells if cell.strip()]
    if named and (not filled or any(map(answers.fits, filled))):
        return named
    known = by_title(n, title) or by_cells(n, title, cells)
    if known:
        return known
    if any(map(answers.fits, filled)):
        return Column(n, title, Role.ANSWER)
    if not title.strip() and not filled:
        return Column(n, title, Role.LEFT, what="nothing")
    return Column(n, title, Role.UNKNOWN)


def _open_role(n: int, title: str, name: str, cells: Sequence[str], desk: Desk) -> Column:
    """The same where the options come from the file: what looks like one becomes one.

    Args:
        name: what the option would be called.
    """
    known = by_title(n, title) or by_cells(n, title, cells)
    if known:
        return known
    choice = ranked(n, title)
    if choice:
        return choice
    filled = [cell for cell in cells if cell.strip()]
    if not title.strip():
        return Column(n, title, Role.UNKNOWN if filled else Role.LEFT, what="nothing")
    forms = (desk.wish.form,) if desk.wish.form else tuple(Form)
    if any(_all_read(filled, Cells(form)) for form in forms):
        option = desk.option(name, 1)
        return Column(n, title, Role.OPTION, option or 0)
    return Column(n, title, Role.UNKNOWN)


def _all_read(texts: Sequence[str], cells: Cells) -> bool:
    try:
        for text in set(texts):
            cells.read(text)
    except ValueError:
        return False
    return True


def guessed(columns: Sequence[Column], rows: Sequence[Sequence[str]], desk: Desk) -> Form | None:
    """What the cells below options hold, where nobody said it; None if they fit no form."""
    places = [column.place for column in columns if column.role is Role.OPTION]
    texts = Counter(cells[n] for cells in rows for n in places)
    numbers = {int(text) for text in texts if text.strip().lstrip("+-").isdecimal()}
    candidates = [form for form in Form if _all_read(tuple(texts), Cells(form))]
    titles = {fold(column.title) for column in columns}
    if {"voterid", "votetime", "pollid"} <= titles or (numbers and min(numbers) < 0):
        candidates = [form for form in candidates if form is Form.SCORES]
    elif numbers and max(numbers) > 1:
        likely = Form.RANKS if min(numbers) > 0 and max(numbers) <= len(places) else Form.SCORES
        candidates = [form for form in candidates if form is likely]
    form = candidates[0] if candidates else None
    if form and places:
        desk.note("guessed", f"the cells were taken as {form}, judging by what they hold")
    return form


def _settled(columns: Sequence[Column], wished: Mapping[int, Column]) -> list[Column]:
    """The columns once those that exclude each other have met: what was wished goes first.

    Of two columns of a role that can only be there once the later one is left out; a column that
    names options by the way is no answer where others say more clearly that they are.
    """
    taken = {column.role for column in wished.values()}
    clear = any(column.role in NUMBERED for column in columns) or Role.ANSWER in taken
    settled: list[Column] = []
    for column in columns:
        if column.place in wished:
            settled.append(column)
        elif column.role in _ONCE and column.role in taken:
            what = f"there is another column for that ({column.role})"
            settled.append(Column(column.place, column.title, Role.LEFT, what=what))
        elif column.role is Role.ANSWER and clear:
            settled.append(Column(column.place, column.title, Role.UNKNOWN))
        else:
            settled.append(column)
            taken.add(column.role)
    return settled


def _with_voter(columns: list[Column]) -> list[Column]:
    """Where nothing else tells voters apart, e-mail addresses do, or else telephone numbers."""
    if any(column.role in {Role.VOTER, Role.RECEIPT} for column in columns):
        return columns
    for what in LAST_RESORTS:
        for n, column in enumerate(columns):
            if column.role is Role.PRIVATE and column.what == what:
                columns[n] = Column(n, column.title, Role.VOTER, what=what)
                return columns
    return columns
