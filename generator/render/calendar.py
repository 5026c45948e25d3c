"""Calendar files (RFC 5545, and RFC 7986 for what a calendar says of itself).

The one door of icalendar. Every instant is in UTC (section 3.3.5, form 2), so no file needs a
definition of time zones, and none can be out of date. The same events give the same bytes: there
is no clock in them.
"""

import re
from datetime import datetime, timedelta

from icalendar import Calendar, Event
from icalendar.prop import vDuration, vUri

from generator.pages.calendar_views import CalendarEvent, CalendarSheet
from generator.render.feed_text import legal, utc

_REFRESH = timedelta(hours=12)
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")  # CONTROL of section 3.1, and those of C1


def calendar_file(sheet: CalendarSheet) -> bytes:
    """The file of a calendar; its events in the order of their beginnings, then of their ids.

    Lines end in CRLF and are folded at 75 octets (section 3.1).
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{_line(sheet.generator)}//{_tag(sheet.lang)}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    language = {"language": _tag(sheet.lang)}
    calendar.add("name", _line(sheet.title), language)  # RFC 7986, section 5.1
    calendar.add("x-wr-calname", _line(sheet.title))  # what came before it
    if sheet.about:
        calendar.add("description", _text(sheet.about), language)
        calendar.add("x-wr-caldesc", _text(sheet.about))
    calendar.add("url", vUri(_address(sheet.url)))
    calendar.add("source", vUri(_address(sheet.source)), {"value": "URI"})
    calendar.add("refresh-interval", vDuration(_REFRESH), {"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_REFRESH))
    for each in sorted(sheet.events, key=lambda each: (utc(each.begins), each.uid)):
        calendar.add_component(_event(each, language))
    return bytes(calendar.to_ical(sorted=False))


def _event(each: CalendarEvent, language: dict[str, str]) -> Event:
    event = Event()
    event.add("uid", _line(each.uid))
    event.add("dtstamp", utc(each.stamp))
    event.add("last-modified", utc(each.stamp))
    begins, ends = each.begins, each.ends
    event.add("dtstart", begins.date() if each.whole_day else utc(begins))
    if ends is not None and ends > begins:
        event.add("dtend", _end(ends) if each.whole_day else utc(ends))
    event.add("summary", _line(each.title), language)
    if each.description:
        event.add("description", _text(each.description), language)
    if each.place:
        event.add("location", _line(each.place), language)
    if each.url:
        event.add("url", vUri(_address(each.url)))
    event.add("status", "CANCELLED" if each.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # nobody is busy because something appears
    return event


def _end(ends: datetime) -> object:
    """The day after the last one, which is how whole days end (section 3.6.1)."""
    return ends.date() + timedelta(days=1)


def _text(text: str) -> str:
    """A text of several lines without what no calendar can hold."""
    lines = _BREAKS.sub("\n", legal(text)).split("\n")
    return "\n".join(_CONTROLS.sub("", line) for line in lines).strip()


def _line(text: str) -> str:
    """The same on one line."""
    return " ".join(_text(text).split())


def _address(url: str) -> str:
    """An address as it is; what no address may hold is left out (RFC 3986, section 2)."""
    return re.sub(r"[\s\x00-\x20\x7f\"<>\\^`{|}]", "", _line(url))


def _tag(lang: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]", "", lang)
