"""Months and years as readers know them, and where their boards stand."""

from datetime import datetime
from functools import partial

from generator.journal.recognition.windows import span_of
from generator.pages import routes
from generator.pages.desk.entry_views import Desk
from generator.pages.values import Link


def title(desk: Desk, window: str, lang: str) -> str:
    """What a month or a year is called: May 2026."""
    found = span(desk, window)
    if is_year(window):
        say = partial(desk.words.say, lang)
        return say("The year %(year)s") % {"year": window}
    return desk.words.month(lang, found[0]) if found else window


def span(desk: Desk, window: str) -> tuple[datetime, datetime] | None:
    """When it begins and when it is over."""
    return span_of(window, desk.config.zone)


def is_year(window: str) -> bool:
    """Whether it is a whole year."""
    return "-" not in window


def link(desk: Desk, name: str | None, lang: str) -> Link | None:
    """A link to the boards of a month or year; None where there are none."""
    if name is None or name not in desk.journal.recognition.boards:
        return None
    url = routes.href(desk.config, routes.window_path(desk.config, name, lang))
    return Link(title(desk, name, lang), url)
