"""Calendars to files, each written only when something in it has changed."""

from collections.abc import Iterator, Sequence

from generator.pages.artefact import Artefact, Role
from generator.pages.calendar_views import CalendarSheet
from generator.pages.encoded import encoded
from generator.render.press import Press, digest


def calendar_files(press: Press, sheets: Sequence[CalendarSheet]) -> Iterator[Artefact]:
    """The file of every calendar."""
    keys = [digest("calendar", encoded(sheet)) for sheet in sheets]
    made = press.make("calendars", _write, sheets, keys, _nothing)
    for sheet, content in zip(sheets, made, strict=True):
        if isinstance(content, bytes):
            yield Artefact(sheet.path, content, Role.INDEX)


def _nothing() -> None:
    """Writing calendars needs no state in its process."""


def _write(_state: None, sheet: CalendarSheet) -> bytes:
    # It loads icalendar, and most builds find every calendar in the cache.
    from generator.render.calendar import calendar_file  # noqa: PLC0415

    return calendar_file(sheet)
