"""Rows of answers with a heading for each, as tables, exports and front matter have them.

A heading is a question of the form in any language, what the call's `map` says, or one of a few
names that forms give to what they note themselves: when, from whom, and which row.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct, field

from generator.intake.ballots.dates import Dates
from generator.intake.ballots.sheet import Order
from generator.intake.sendings.sending import Asked, Sender, Sending, Sheaf
from generator.model.form import FieldType
from generator.model.form_blocks import picked
from generator.model.submission import Sort
from generator.problems import did_you_mean, shown


class Own(StrEnum):
    """What forms note themselves."""

    ID = "id"
    RECEIVED = "received"
    NAME = "name"
    MAIL = "mail"
    HANDLE = "handle"
    LANG = "lang"
    URL = "url"
    TITLE = "title"
    TEXT = "text"
    BY = "by"


_USUAL: Mapping[Own, frozenset[str]] = {
    Own.ID: frozenset(
        {
            "id", "submission id", "response id", "respondent id", "entry id", "row id", "uuid",
            "token", "#", "编号", "答卷编号", "提交编号", "response_id", "submission_id",
        }
    ),
    Own.RECEIVED: frozenset(
        {
            "timestamp", "date", "submitted at", "submitted on", "submission date", "created",
            "created at", "created_at", "submitted_at", "submit date (utc)", "completion time",
            "received", "end date", "时间戳记", "时间戳", "提交时间", "提交答卷时间", "填写时间",
            "日期", "结束时间", "landed_at", "createdat", "submittedat",
        }
    ),
    Own.NAME: frozenset({"name", "full name", "your name", "姓名", "名字"}),
    Own.MAIL: frozenset(
        {"email", "e-mail", "mail", "email address", "e-mail address", "username", "邮箱",
         "电子邮箱", "电子邮件地址", "邮件地址"}
    ),
    Own.HANDLE: frozenset(
        {"handle", "account", "user", "login", "github", "账号", "昵称", "用户名"}
    ),
    Own.LANG: frozenset({"lang", "language", "locale", "语言"}),
    Own.URL: frozenset({"permalink", "source url"}),
    Own.TITLE: frozenset({"title", "subject", "标题"}),
    Own.TEXT: frozenset({"text", "body", "story", "message", "正文", "内容", "故事"}),
    Own.BY: frozenset({"author", "authors", "by", "作者"}),
}  # fmt: skip
_LEFT = frozenset(
    {"ip", "ip address", "ip地址", "来自ip", "user agent", "network id", "序号", "来源",
     "来源详情", "所用时间", "总分", "start time", "start date", "start date (utc)", "开始时间",
     "score", "network_id", "browser", "platform", "referer", "referrer", "user_agent",
     "stage date (utc)", ""}
)  # fmt: skip
"""Columns that nobody misses: they are left out without a word, and IP addresses for good."""

_BOXED = re.compile(r"(.+?)\s*[:：/\[（(|-]\s*([^:：\[(（]+?)\s*[\])）]?")
_LONGEST_HEADING = 1000  # characters of one that is taken apart
_NOUGHT = frozenset({"", "0", "no", "false", "off", "否", "未选", "-"})


class Row(Struct, frozen=True):
    """Cells by heading, as they stand there; several values where a source has a list."""

    line: int
    cells: Mapping[str, str | Sequence[str]]


class _Columns(Struct):
    """What each heading of a file means."""

    own: dict[Own, str] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)
    boxes: dict[str, tuple[str, str]] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


def take(rows: Sequence[Row], sort: Sort, sheaf: Sheaf, asked: Asked) -> None:
    """Put a sending for each row into the sheaf, and tell which headings nobody asked for."""
    headings = dict.fromkeys(name for row in rows for name in row.cells)
    columns = _columns(headings, asked)
    _told(rows, columns, sheaf, asked)
    ids = Counter(_cell(row, columns.own.get(Own.ID)) for row in rows)
    dates = Dates(
        asked.config.zone,
        Order.AUTO,
        [_cell(row, columns.own.get(Own.RECEIVED)) for row in rows],
    )
    seen: dict[str, int] = {}
    for row in rows:
        own = _cell(row, columns.own.get(Own.ID))
        name = _id(own, row, columns) if own and ids[own] == 1 else digest(row)
        if name in seen:
            sheaf.note(row.line, "twice", f"this row is the same as that of line {seen[name]}")
            continue
        seen[name] = row.line
        sheaf.sendings.append(_sending(row, name, sort, columns, dates, sheaf))


def _id(own: str, row: Row, columns: _Columns) -> str:
    """The id that a form gave to a row.

    A small number is the first row of every other form, too: when it came and from whom goes with
    it, which does not change when an answer does; or the form's headings, where that is not told.
    """
    if not own.isdigit() or len(own) > _SMALL:
        return own
    told = [_cell(row, columns.own.get(each)) for each in (Own.RECEIVED, Own.MAIL)]
    kept = told if any(told) else sorted(row.cells)
    return f"{own}#{hashlib.sha256(repr(kept).encode('utf-8', 'replace')).hexdigest()[:8]}"


def digest(row: Row) -> str:
    """What tells a row apart that has no id: SHA-256 of its cells in order of their headings."""
    said = sorted((name, _joined(value)) for name, value in row.cells.items() if _joined(value))
    return hashlib.sha256(repr(said).encode("utf-8", "replace")).hexdigest()[:32]


def _columns(headings: Iterable[str], asked: Asked) -> _Columns:
    columns = _Columns()
    mapped = {_plain(name): target for name, target in asked.form.columns.items()}
    for heading in headings:
        plain = _plain(heading)
        target = mapped.get(plain, "")
        box = _box(heading, asked)
        own = _own(plain, target, columns)
        if asked.form.asked(heading) is not None:
            columns.questions[heading] = heading
        elif own is not None:
            columns.own[own] = heading
        elif box is not None:
            columns.boxes[heading] = box
        elif plain not in _LEFT:
            columns.left.append(heading)
    return columns


def _own(plain: str, target: str, columns: _Columns) -> Own | None:
    """What forms note themselves, the first column of each."""
    if target in set(Own):
        return Own(target)
    found = (own for own, names in _USUAL.items() if plain in names and own not in columns.own)
    return next(found, None)


def _box(heading: str, asked: Asked) -> tuple[str, str] | None:
    """The question and the option of a column that holds one box of several."""
    found = _BOXED.fullmatch(heading.strip()) if len(heading) <= _LONGEST_HEADING else None
    question = asked.form.asked(found[1]) if found else None
    if found is None or question is None or question.type is not FieldType.CHOICES:
        return None
    ids, unknown = picked(found[2], question)
    return (found[1], ids[0]) if len(ids) == 1 and not unknown else None


def _told(rows: Sequence[Row], columns: _Columns, sheaf: Sheaf, asked: Asked) -> None:
    """Which headings nobody asked for, if anything stands below them."""
    names = [f"{each.id}" for each in asked.form.fields]
    first = max(1, min((row.line for row in rows), default=1) - 1)
    for heading in columns.left[:_MOST_TOLD]:
        if any(_joined(row.cells.get(heading, "")) for row in rows):
            hint = did_you_mean(heading, names) or f"fields are {', '.join(names)}"
            message = f"nothing asks for '{shown(heading)}'; it was left out"
            said = f'the call\'s map says it: map: {{"{shown(heading)}": FIELD}}; {hint}'
            sheaf.note(first, "unknown-column", message, said)
    if len(columns.left) > _MOST_TOLD:
        more = len(columns.left) - _MOST_TOLD
        sheaf.note(first, "unknown-column", f"nothing asks for {more} more columns")


_MOST_TOLD = 30
_SMALL = 9  # digits of a number that counts the rows of one form


def _sending(
    row: Row, name: str, sort: Sort, columns: _Columns, dates: Dates, sheaf: Sheaf
) -> Sending:
    own = {each: _cell(row, heading) for each, heading in columns.own.items()}
    answers: dict[str, str | Sequence[str]] = {
        heading: row.cells[heading] for heading in columns.questions if row.cells.get(heading)
    }
    boxes: dict[str, list[str]] = {}
    for heading, (question, option) in columns.boxes.items():
        if _cell(row, heading).casefold() not in _NOUGHT:
            boxes.setdefault(question, []).append(option)
    return Sending(
        sort,
        name,
        row.line,
        answers | boxes,
        text=own.get(Own.TEXT, ""),
        title=own.get(Own.TITLE, ""),
        by=own.get(Own.BY, ""),
        received=_instant(row, own.get(Own.RECEIVED, ""), dates, sheaf),
        url=own.get(Own.URL, ""),
        lang=own.get(Own.LANG, ""),
        sender=Sender(own.get(Own.NAME, ""), own.get(Own.MAIL, ""), own.get(Own.HANDLE, "")),
    )


def _instant(row: Row, text: str, dates: Dates, sheaf: Sheaf) -> datetime | None:
    if not text:
        return None
    try:
        return dates.read(text)
    except (ValueError, OverflowError) as error:
        sheaf.note(row.line, "date", f"'{shown(text)}' is not understood: {error}")
        return None


def _cell(row: Row, heading: str | None) -> str:
    return _joined(row.cells.get(heading, "")) if heading is not None else ""


def _joined(value: str | Sequence[str]) -> str:
    return (value if isinstance(value, str) else ", ".join(value)).strip()


def _plain(words: str) -> str:
    return " ".join(words.casefold().split()).strip(" :：*?？")
