"""Boards of months and years, with who was honoured for them; archived for good (D4, D5)."""

from collections.abc import Iterator

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
    for name, found in boards.items():
        view = _view(tree, name, found, awards.get(name, ()))
        yield tree.sheet(routes.window_path(tree.config, name, tree.lang), _TEMPLATE, view)


def _view(
    tree: Tree, window: str, boards: tuple[Board, ...], awards: tuple[Entry, ...]
) -> BoardsPage:
    desk, lang = tree.desk, tree.lang
    path = routes.window_path(tree.config, window, lang)
    heading, span = windows.title(desk, window, lang), windows.span(desk, window)
    said = tree.say("Who did most")
    about = tree.say("Who did most in a month or a year, counted from public contributions.")
    older, newer = _neighbours(tree, window)
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
        rules=titles.rules(desk, lang) if titles.has_rules(desk) else "",
        honours=tree.site.honours,
        year=None if windows.is_year(window) else windows.link(desk, year_of(window), lang),
        months=tuple(_months(tree, window)) if windows.is_year(window) else (),
        older=older,
        newer=newer,
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
    for name in tree.desk.journal.recognition.boards:
        found = windows.link(tree.desk, name, tree.lang)
        if found is not None and name.startswith(f"{year}-"):
            yield found


def _neighbours(tree: Tree, window: str) -> tuple[Link | None, Link | None]:
    """The windows of the same length before and after one."""
    boards = tree.desk.journal.recognition.boards
    row = sorted(name for name in boards if windows.is_year(name) == windows.is_year(window))
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
