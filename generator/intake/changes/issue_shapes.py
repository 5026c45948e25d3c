"""Lists of issues and suggestions as forges and feedback boards export them, as one shape.

Shapes: the REST APIs of GitHub (https://docs.github.com/rest/issues/issues), GitLab
(https://docs.gitlab.com/api/issues/) and Gitea or Forgejo (https://docs.gitea.com/api/), and any
JSON or CSV with a map of its columns.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct, field

from generator.intake.changes.json_items import elements, line_of, line_starts, members, values
from generator.intake.posts.report import shortened

FIELDS = ("key", "title", "text", "by", "date", "votes", "tags", "source", "channel", "state")
"""What a map may name columns for."""

_USUAL: Mapping[str, tuple[str, ...]] = {
    "key": ("number", "iid", "id", "key", "uuid", "slug", "post_id", "编号"),
    "title": ("title", "subject", "summary", "name", "idea", "标题", "建议"),
    "text": ("body", "description", "details", "text", "content", "内容", "描述", "正文"),
    "by": ("user.login", "author.username", "author.login", "author.name", "user.name", "author",
           "user", "creator", "submitter", "created_by", "by", "作者", "提交人", "用户"),
    "date": ("created_at", "createdAt", "created", "date", "submitted_at", "timestamp", "日期",
             "时间", "提交时间"),
    "votes": ("reactions.+1", "upvotes", "votes", "vote_count", "votes_count", "votesCount",
              "score", "likes", "票数", "点赞"),
    "tags": ("labels", "tags", "categories", "category", "board.name", "标签", "分类"),
    "source": ("html_url", "web_url", "url", "link", "permalink", "链接"),
    "channel": ("channel", "渠道"),
    "state": ("state_reason", "state", "status", "状态"),
}  # fmt: skip
_LISTS = ("issues", "items", "data", "posts", "ideas", "suggestions", "results", "nodes", "edges")
_LONGEST_TITLE = 200
_LONGEST_NAME = 100
_DEEPEST = 4
_NEITHER = "this is no JSON and no table (a table's name ends in .csv)"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_THOUSANDS = re.compile(r"(?<=\d)[,_ \u00a0\u202f'](?=\d{3}(?!\d))")
_VOTES = re.compile(r"\d{1,9}(?![\d.,]*[kKmM万])")
"""A whole number; what is rounded to thousands is none."""
_YEARS = range(1900, 9999)


class Issue(Struct, frozen=True):
    """A suggestion as it came.

    Attributes:
        line: where it begins in its file, from 1.
        key: what tells it apart in its source, never empty.
        by: name of an account or person; empty if nobody is named.
        date: ISO date; empty if there is none.
        votes: digits.
        state: as written, in lower case.
        is_change: True for a merge request or pull request, which is no suggestion.
        created: the date as it came, with its time; empty if there is none.
    """

    line: int
    key: str
    title: str
    text: str
    by: str
    date: str
    votes: str
    tags: tuple[str, ...]
    source: str
    channel: str
    state: str
    is_change: bool = False
    created: str = ""


class Issues(Struct, frozen=True):
    """The issues of a file, which forge it seems to come from, and what could not be read."""

    found: tuple[Issue, ...]
    forge: str
    bad: tuple[tuple[int, str], ...] = field(default=())


def issues_in(name: str, data: bytes, columns: Mapping[str, str]) -> Issues:
    """The issues of an export.

    Args:
        name: of the file; its ending says whether it is a table.
        columns: column or JSON path (`user.login`) by field of `FIELDS`; others are guessed.

    Raises:
        ValueError: the file is neither, or holds no list, or has no such column.
    """
    text = data.decode("utf-8-sig", errors="replace").replace("\0", "")
    is_table = name.lower().endswith((".csv", ".tsv"))
    rows = _table(text, tab=name.lower().endswith(".tsv")) if is_table else _json(name, text)
    known = {column.casefold() for _, row in rows for column in row}
    for wanted in columns.values():
        if rows and wanted.partition(".")[0].casefold() not in known:
            some = ", ".join(sorted(known)[:12])
            raise ValueError(f"{name}: there is no column '{shortened(wanted)}'; there are {some}")
    found: list[Issue] = []
    bad: list[tuple[int, str]] = []
    for place, row in rows:
        read = _issue(place, row, columns)
        if isinstance(read, Issue):
            found.append(read)
        else:
            bad.append((place, read))
    return Issues(tuple(found), _forge(rows), tuple(bad))


_Rows = Sequence[tuple[int, Mapping[str, object]]]


def _forge(rows: _Rows) -> str:
    first = rows[0][1] if rows else {}
    if "iid" in first and "web_url" in first:
        return "gitlab"
    if "html_url" in first and "node_id" in first:
        return "github"
    if "html_url" in first and ("original_author" in first or "pin_order" in first):
        return "gitea"
    return "github" if "html_url" in first else ""


def _table(text: str, *, tab: bool) -> _Rows:
    sign = "\t" if tab else _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    header: list[str] = []
    rows: list[tuple[int, Mapping[str, object]]] = []
    line = 1
    try:
        for cells in reader:
            if header and any(cell.strip() for cell in cells):
                rows.append((line, dict(zip(header, cells, strict=False))))
            elif any(cells):
                header = [cell.strip() for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        raise ValueError(f"line {line} of the table cannot be read: {error}") from error
    return rows


def _separator(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _json(name: str, text: str) -> _Rows:
    """The objects of a list in JSON, or of several one behind the other, each with its line."""
    try:
        found = list(values(text))
    except (ValueError, RecursionError):
        found = []
    lists = [_list_in(text, place, _DEEPEST) for place, _ in found]
    rows: list[tuple[int, Mapping[str, object]]] = []
    for (place, value), at in zip(found, lists, strict=True):
        if at is not None:
            rows += _items(text, at)
        elif isinstance(value, dict) and (len(found) > 1 or "title" in value):
            rows.append((place, value))
    if not rows and not any(at is not None for at in lists):
        wrong = "there is no list of issues in it" if found else _NEITHER
        raise ValueError(f"{name}: {wrong}")
    starts = line_starts(text)
    return [(line_of(starts, place), item) for place, item in rows]


def _list_in(text: str, at: int, depth: int) -> int | None:
    """Where the list of issues begins; None if there is none."""
    if text.startswith("[", at):
        return at
    there = {member: place for member, place, _ in members(text, at)} if depth else {}
    found = (_list_in(text, there[each], depth - 1) for each in _LISTS if each in there)
    return next((place for place in found if place is not None), None)


def _items(text: str, at: int) -> Iterator[tuple[int, Mapping[str, object]]]:
    """The objects of a list, and of the lists in it: pages, one behind the other."""
    for place, item in elements(text, at):
        if isinstance(item, dict):
            inner = item.get("node")  # GraphQL's edges
            yield place, inner if isinstance(inner, dict) else item
        elif isinstance(item, list):
            yield from ((n, each) for n, each in elements(text, place) if isinstance(each, dict))


def _issue(place: int, row: Mapping[str, object], columns: Mapping[str, str]) -> Issue | str:
    said = {name: _value(row, name, columns) for name in FIELDS}
    title = _words(said["title"])
    if not title:
        return "it has no title"
    key = _words(said["key"]) or _words(said["source"])
    if not key:
        return "nothing tells it apart: it has no number, id or address (--map key=COLUMN)"
    votes = _VOTES.match(_THOUSANDS.sub("", _words(said["votes"])))
    source = _words(said["source"])
    return Issue(
        line=place,
        key=key,
        title=title[:_LONGEST_TITLE],
        text=_text(said["text"]),
        by=_name(said["by"]),
        date=_day(_words(said["date"])),
        votes=str(int(votes[0])) if votes else "",
        tags=tuple(_tags(said["tags"])),
        source=source if re.fullmatch(r"https?://[^\s/]+\S*", source) else "",
        channel=_words(said["channel"]),
        state=_words(said["state"]).casefold(),
        is_change=isinstance(row.get("pull_request"), dict) or "merge_status" in row,
        created=_words(said["date"]),
    )


def _day(text: str) -> str:
    """The day in a date as it came; empty for one that no calendar has."""
    found = _DAY.search(text)
    try:
        day = date.fromisoformat(found[0]) if found else None
    except ValueError:
        return ""
    return day.isoformat() if day and day.year in _YEARS else ""


def _value(row: Mapping[str, object], name: str, columns: Mapping[str, str]) -> object:
    if name in columns:
        return _at(row, columns[name])
    for path in _USUAL[name]:
        value = _at(row, path)
        if value not in (None, "", []):
            return value
    return None


def _at(row: Mapping[str, object], path: str) -> object:
    if path in row:
        return row[path]
    value: object = row
    for step in path.split("."):
        if not isinstance(value, dict):
            return None
        folded = {str(key).casefold(): key for key in value}
        value = value.get(folded.get(step.casefold(), step))
    return value


def _words(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value).split())


def _text(value: object) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n").strip() if isinstance(value, str) else ""


def _name(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("login") or value.get("username") or value.get("name")
    name = _words(value).lstrip("@")
    return "" if "@" in name else name[:_LONGEST_NAME]


def _tags(value: object) -> Iterator[str]:
    parts = re.split(r"[,，、;|]", value) if isinstance(value, str) else value
    for part in parts if isinstance(parts, list) else ():
        word = _words(part.get("name") if isinstance(part, dict) else part)
        if word:
            yield " ".join(word.replace(",", " ").replace("，", " ").split())[:_LONGEST_NAME]
