"""When a ballot was cast, in the many ways in which forms write it."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from generator.intake.ballots.options import fold
from generator.intake.ballots.sheet import Order

_FIRST_YEAR, _LAST_YEAR = 1990, 2200
_MONTHS = {
    name: n
    for n, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        start=1,
    )
}
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+|(?:星期|周)[一二三四五六日天]")
_PLAIN = re.compile(r"(\d{4})[-/](\d\d?)[-/](\d\d?)[ T](\d\d?):(\d\d)(?::(\d\d))?")
_YEAR_FIRST = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_YEAR_LAST = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_MONTH_FIRST = re.compile(r"^([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_DAY_FIRST = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3})[a-z]*\.?,?[\s-]+(\d{4})")
_TIME = re.compile(
    r"^[\st,]*(上午|下午|晚上|中午|凌晨)?\s*(\d{1,2})[:时點点](\d{1,2})分?(?::?(\d{1,2})秒?)?(?:\.\d+)?"
    r"\s*(a\.?m\.?|p\.?m\.?|上午|下午)?"
)
_ZONE = re.compile(r"^\s*\(?(z|utc|gmt)?\s*(?:([+-])(\d{1,2}):?(\d{2})?)?\)?\s*$")
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")
_NOON = 12
_AFTERNOON = frozenset({"下午", "晚上", "pm", "中午"})
_MILLISECONDS = 13


class Dates:
    """Reads the dates of one column, which all have the same order of day and month."""

    def __init__(self, zone: tzinfo, order: Order, texts: Iterable[str] = ()) -> None:
        self._zone = zone
        self._known: dict[str, datetime] = {}
        self._order = order
        if order is Order.AUTO:
            self._order = _order(texts)

    def read(self, text: str) -> datetime:
        """The instant, in UTC.

        Raises:
            ValueError: it is no date and time, or could be two.
        """
        if text not in self._known:
            self._known[text] = self._read(text)
        return self._known[text]

    def _read(self, text: str) -> datetime:
        plain = _PLAIN.fullmatch(text)
        if plain:
            numbers = (int(number or 0) for number in plain.groups())
            return self._instant(datetime(*numbers))  # type: ignore[arg-type]  # noqa: DTZ001
        try:
            instant = datetime.fromisoformat(text.strip())
        except ValueError:
            instant = self._written(fold(text))
        return self._instant(instant)

    def _instant(self, instant: datetime) -> datetime:
        """The same in UTC; one without a zone is in that of the journal."""
        if not _FIRST_YEAR <= instant.year <= _LAST_YEAR:
            raise ValueError("no instant of our times")
        local = instant if instant.tzinfo else instant.replace(tzinfo=self._zone)
        return local.astimezone(UTC)

    def _written(self, text: str) -> datetime:
        if _EPOCH.match(text):
            seconds = int(text) // (1000 if len(text) == _MILLISECONDS else 1)
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
        plain = _WEEKDAY.sub("", text)
        year, month, day, rest = self._day(plain)
        clock = _TIME.match(rest)
        if clock is None:
            if rest.strip():
                raise ValueError("no date and time")
            return datetime(year, month, day)  # noqa: DTZ001 - its zone is given by `read`
        hour, half = int(clock[2]), (clock[1] or clock[5] or "").replace(".", "")
        if half in _AFTERNOON and hour < _NOON:
            hour += _NOON
        if half in {"am", "上午", "凌晨"} and hour == _NOON:
            hour = 0
        zone = _zone(rest[clock.end() :])
        return datetime(year, month, day, hour, int(clock[3]), int(clock[4] or 0), tzinfo=zone)

    def _day(self, text: str) -> tuple[int, int, int, str]:
        if found := _YEAR_FIRST.match(text):
            return int(found[1]), int(found[2]), int(found[3]), text[found.end() :]
        if found := _YEAR_LAST.match(text):
            first, second = int(found[1]), int(found[2])
            if self._order is Order.AUTO and first != second:
                raise ValueError("two dates: say which is the day, --dates dmy or --dates mdy")
            day, month = (first, second) if self._order is Order.DAY else (second, first)
            return int(found[3]), month, day, text[found.end() :]
        if (found := _MONTH_FIRST.match(text)) and found[1] in _MONTHS:
            return int(found[3]), _MONTHS[found[1]], int(found[2]), text[found.end() :]
        if (found := _DAY_FIRST.match(text)) and found[2] in _MONTHS:
            return int(found[3]), _MONTHS[found[2]], int(found[1]), text[found.end() :]
        raise ValueError("no date and time")


def _order(texts: Iterable[str]) -> Order:
    """The order that all dates of a column allow; `auto` if they allow both, or none."""
    orders = {Order.DAY, Order.MONTH}
    for text in texts:
        found = _YEAR_LAST.match(fold(text)) if not text[:4].isdecimal() else None
        if found is None:
            continue
        if "." in found[0] or int(found[1]) > _NOON:
            orders.discard(Order.MONTH)  # dates with full stops put the day first everywhere
        elif int(found[2]) > _NOON:
            orders.discard(Order.DAY)
    return orders.pop() if len(orders) == 1 else Order.AUTO


def _zone(text: str) -> tzinfo | None:
    found = _ZONE.match(text)
    if found is None:
        raise ValueError("no date and time")
    if not found[2]:
        return UTC if found[1] else None
    away = timedelta(hours=int(found[3]), minutes=int(found[4] or 0))
    return timezone(-away if found[2] == "-" else away)
