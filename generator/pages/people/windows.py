"""Boards of months and years, with who was honoured for them; archived for good (D4, D5)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.journal.merits import Board
from generator.journal.recognition.honours import first_place
from generator.journal.recognition.windows import year_of
from generator.kinds.kind import Step
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.desk import windows
from generator.pages.desk.entry_views import card
from generator.pages.frame import Tree
from generator.pages.people import known, titles
from generator.pages.people_views import BoardRow, BoardsPage, BoardView
from generator.pages.plan import Sheet
from generator.pages.values import Link

_TEMPLATE = "board_of.html"


def window_pages(tree: Tree) -> Iterator[Sheet]:
    """A page for every month and year in which anybody did anything."""
    boards = tree.desk.journal.recognition.boards
    awards = _awards(tree)
    rules = titles.rules(tree.desk, tree.lang) if titles.has_rules(tree.desk) else ""
    rows = _rows(boards)
    for name, found in boards.items():
        beside = _neighbours(tree, name, rows[windows.is_year(name)])
        view = _view(tree, name, found, awards.get(name, ()), rules, beside)
        yield tree.sheet(routes.window_path(tree.config, name, tree.lang), _TEMPLATE, view)


def _view(
    tree: Tree,
    window: str,
    boards: tuple[Board, ...],
    awards: tuple[Entry, ...],
    rules: str,
    beside: tuple[Link | None, Link | None],
) -> BoardsPage:
    desk, lang = tree.desk, tree.lang
    path = routes.window_path(tree.config, window, lang)
    heading, span = windows.title(desk, window, lang), windows.span(desk, window)
    said = tree.say("Who did most")
    about = tree.say("Who did most in a month or a year, counted from public contributions.")
    return BoardsPage(
        site=tree.site,
        page=tree.page(path, f"{said} · {heading}", about, section="award"),
        heading=heading,
        window=window,
        over=span is not None and span[1] <= desk.journal.at,
        boards=tuple(_board(tree, board) for board in boards),
        nominees=tuple(_nominees(tree, boards)),
        awards=tuple(card(desk, entry, lang) for entry in awards),
        least=tree.config.boards.least,
        fewest=tree.config.boards.people,
        rules=rules,
        honours=tree.site.honours,
        year=None if windows.is_year(window) else windows.link(desk, year_of(window), lang),
        months=tuple(_months(tree, window)) if windows.is_year(window) else (),
        older=beside[0],
        newer=beside[1],
    )


def _board(tree: Tree, board: Board) -> BoardView:
    rows = []
    for place in board.places:
        person = known.listed(tree.desk, place.person, tree.lang)
        if person is not None:
            rows.append(BoardRow(place.place, person, place.points, place.count))
    others = board.others + len(board.places) - len(rows)
    return BoardView(str(board.role or ""), tuple(rows), others)


def _nominees(tree: Tree, boards: tuple[Board, ...]) -> Iterator[Link]:
    """Who has the first place of the board of all roles."""
    first = (name for board in boards if board.role is None for name in first_place(board))
    yield from filter(None, (known.listed(tree.desk, name, tree.lang) for name in first))


def _months(tree: Tree, year: str) -> Iterator[Link]:
    names = (n for n in tree.desk.journal.recognition.boards if n.startswith(f"{year}-"))
    yield from filter(None, (windows.link(tree.desk, name, tree.lang) for name in names))


def _rows(boards: Iterable[str]) -> Mapping[bool, Sequence[str]]:
    """The names of months and those of years, in order, by whether they are years."""
    return {
        length: sorted(n for n in boards if windows.is_year(n) is length)
        for length in (False, True)
    }


def _neighbours(tree: Tree, window: str, row: Sequence[str]) -> tuple[Link | None, Link | None]:
    """The windows before and after one among those of its length."""
    at = row.index(window)
    older = windows.link(tree.desk, row[at - 1], tree.lang) if at else None
    newer = windows.link(tree.desk, row[at + 1], tree.lang) if at + 1 < len(row) else None
    return older, newer


def _awards(tree: Tree) -> dict[str, tuple[Entry, ...]]:
    """Public honours by the window from whose data they were nominated, the newest first."""
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in tree.atlas.entries:
        name = vars(entry.record).get("window")
        if name and KINDS[entry.kind].step is Step.THANKED:
            found[name] = (*found.get(name, ()), entry)
    return found
