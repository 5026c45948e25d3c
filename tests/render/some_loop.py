"""Boards and threads made by hand, as pages see them."""

from generator.pages.board_views import Board, Column, Ticket
from generator.pages.html import Html
from generator.pages.thread_views import Age, Dot, Knot, StandingView, ThreadLine
from generator.pages.values import Card, Tally
from tests.render.some_records import (
    DIARY,
    EVENING,
    FRIDAY,
    MEI,
    NIGHT,
    POLL,
    RELEASE,
    STRANGER,
    TANG,
)

WORD = Html("按钮在<em>左边</em>")
WAITS = Knot("awaited", "Work is going on", FRIDAY, people=(TANG,), open=True, age=Age(12, "day"))
LATE = Knot(
    "awaited",
    "Waiting for an answer",
    FRIDAY,
    NIGHT,
    people=(TANG,),
    open=True,
    age=Age(1, "week"),
    due=EVENING,
    overdue=True,
    late=WORD,
)
PROMISED = Knot("awaited", "Still open", open=True, due=FRIDAY)
THREAD = (
    Knot("suggested", "Suggested", FRIDAY, people=(STRANGER,)),
    Knot("moved", "Moved on", FRIDAY, note=WORD, status="evaluating"),
    Knot("asked", "Asked", FRIDAY, POLL),
    Knot("changed", "Changed", EVENING, RELEASE, WORD, (MEI, STRANGER)),
    Knot("answered", "Answered", EVENING, DIARY),
    WAITS,
)
LINES = (
    ThreadLine(
        NIGHT,
        "in-progress",
        (
            Dot("suggested", "Suggested", FRIDAY),
            Dot("asked", "Asked", FRIDAY, skipped=7),
            Dot("told", "Told", EVENING, here=True),
        ),
        (LATE,),
    ),
    ThreadLine(POLL, "", (Dot("asked", "Asked", FRIDAY),), (), complete=True),
)
STANDING = StandingView(
    status="in-progress",
    since=FRIDAY,
    cause=RELEASE,
    stale=Age(3, "month"),
    voices=1204,
    asked_by=(MEI, STRANGER),
    merged=(NIGHT,),
    due=FRIDAY,
    overdue=True,
)


def board(card: Card, base: str) -> Board:
    """A full column, one that shows a part of what it has, and an empty one."""
    hard = Ticket(card, 1204, TANG, stale=True, overdue=True, merged=(NIGHT, POLL), merged_count=9)
    return Board(
        (
            Column("received", (hard, Ticket(card)), 2, f"{base}received/", 1, by_voices=True),
            Column("in-progress", (Ticket(card, 1),), 1201, f"{base}in-progress/", 2),
            Column("shipped", (), 0, f"{base}shipped/"),
        ),
        "/suggestions/board/",
        (Tally("灯光", "/tags/light/", 12), Tally("only one", "", 1)),
        ("forum", "shop"),
        (TANG.title, MEI.title),
    )


def column(card: Card) -> Board:
    """The list of one column."""
    one = Column("shipped", (Ticket(card, 7, TANG), Ticket(card)), 1201, "/suggestions/")
    return Board((one,))


def empty() -> Board:
    """The list of a column that nothing stands in."""
    return Board((Column("shipped", (), 0, "/suggestions/"),))
