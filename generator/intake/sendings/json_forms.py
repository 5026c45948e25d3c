"""JSON: lists of issues as forges export them, and form exports as lists of answers."""

from collections.abc import Iterator, Mapping, Sequence

from generator.intake.ballots.dates import Dates
from generator.intake.ballots.sheet import Order
from generator.intake.changes.issue_shapes import Issue, issues_in
from generator.intake.changes.json_items import elements, line_of, line_starts, members, values
from generator.intake.sendings.columns import Row, take
from generator.intake.sendings.sending import MOST_SENDINGS, Asked, Sender, Sending, Sheaf
from generator.intake.sendings.texts import text_of
from generator.model.form_blocks import read as read_blocks
from generator.model.submission import Sort
from generator.problems import shown

_LISTS = (
    "issues", "items", "data", "responses", "submissions", "entries", "results", "rows", "answers",
    "records", "nodes",
)  # fmt: skip
_ANSWERS = ("answers", "fields", "data", "values", "responses")
"""Members of a response that hold its answers as a list of questions and values, or by name."""
_ASKED = ("question", "label", "title", "name", "key", "ref", "id", "field")
_SAID = (
    "value", "answer", "text", "email", "number", "boolean", "url", "file_url", "date", "choice",
    "choices", "response",
)  # fmt: skip
_DEEPEST = 6
_FEW_LEFT = 10


def read(data: bytes, sheaf: Sheaf, asked: Asked) -> None:
    """A sending for each issue that answers the call, or for each response of a form."""
    text = text_of(data, sheaf)
    rows = _rows(text, sheaf)
    if len(rows) > MOST_SENDINGS:
        message = f"more than {MOST_SENDINGS} responses; cut the file up"
        sheaf.wrong(0, "too-many", message)
    elif rows and all(map(_is_issue, (item for _, item in rows))):
        _issues(data, sheaf, asked)
    elif rows:
        flat = [Row(line, dict(_flat(item))) for line, item in rows]
        take([row for row in flat if row.cells], Sort.JSON, sheaf, asked)
    elif not sheaf.problems:
        hint = "a list of issues of GitHub, Forgejo or GitLab, or of a form's responses"
        sheaf.wrong(0, "empty-file", "there is no list of responses in it", hint)


def _rows(text: str, sheaf: Sheaf) -> list[tuple[int, Mapping[str, object]]]:
    """The objects of the file's list, each with its line; one a line is understood, too."""
    try:
        tops = list(values(text))
    except (ValueError, RecursionError) as error:
        place = getattr(error, "lineno", 0)
        sheaf.wrong(place, "json", f"this is no JSON: {shown(str(error))}", "export it once more")
        return []
    found: list[tuple[int, Mapping[str, object]]] = []
    for at, top in tops:
        place = _list_in(text, at, _DEEPEST)
        if place is not None:
            items = elements(text, place)
            found += [(n, each) for n, each in items if isinstance(each, dict)]
        elif isinstance(top, dict):
            found.append((at, top))
    starts = line_starts(text)
    return [(line_of(starts, at), item) for at, item in found]


def _list_in(text: str, at: int, depth: int) -> int | None:
    """Where the list begins; None if there is none. A response's own answers are no list."""
    if text.startswith("[", at):
        return at
    there = {name: place for name, place, _ in members(text, at)} if depth else {}
    if {"id", "submitted_at", "response_id"} & set(there):
        return None
    found = (_list_in(text, there[name], depth - 1) for name in _LISTS if name in there)
    return next((place for place in found if place is not None), None)


def _is_issue(item: Mapping[str, object]) -> bool:
    body = "body" in item or "description" in item
    place = {"number", "iid", "html_url", "web_url", "url"} & set(item)
    return "title" in item and body and bool(place) and "answers" not in item


def _issues(data: bytes, sheaf: Sheaf, asked: Asked) -> None:
    """The issues that hold questions of the form, or have the call's id for a label."""
    issues = issues_in(sheaf.file, data, {})
    for line, why in issues.bad:
        sheaf.wrong(line, "issue", f"this issue cannot be read: {why}")
    dates = Dates(asked.config.zone, Order.AUTO)
    left = []
    for issue in issues.found:
        known = read_blocks(issue.text, asked.form).found
        if issue.is_change or not (known or asked.id in issue.tags):
            left.append(issue)
        else:
            sheaf.sendings.append(_sending(issue, dates))
    if left:
        some = ", ".join(shown(issue.key) for issue in left[:_FEW_LEFT])
        more = ", …" if len(left) > _FEW_LEFT else ""
        message = f"{len(left)} issues hold no question of this form, and were left out"
        sheaf.note(left[0].line, "other-issue", f"{message}: {some}{more}")


def _sending(issue: Issue, dates: Dates) -> Sending:
    try:
        received = dates.read(issue.created) if issue.created else None
    except (ValueError, OverflowError):
        received = None
    return Sending(
        Sort.ISSUE,
        issue.source or issue.key,
        issue.line,
        text=issue.text,
        has_questions=True,
        title=issue.title,
        received=received,
        url=issue.source,
        sender=Sender(handle=issue.by),
    )


def _flat(
    item: Mapping[str, object], above: str = "", depth: int = _DEEPEST
) -> Iterator[tuple[str, str | Sequence[str]]]:
    """The answers of a response by heading; members of objects are called `outer.inner`."""
    for name, value in item.items():
        path = f"{above}{name}"
        if isinstance(value, dict) and depth:
            yield from _flat(value, "" if name in _ANSWERS else f"{path}.", depth - 1)
        elif isinstance(value, list) and name in _ANSWERS and _is_asked(value):
            yield from (_pair(each) for each in value if isinstance(each, dict))
        else:
            said = _said(value)
            if said:
                yield path, said


def _is_asked(items: Sequence[object]) -> bool:
    return any(isinstance(item, dict) and set(_ASKED) & set(item) for item in items)


def _pair(item: Mapping[str, object]) -> tuple[str, str | Sequence[str]]:
    """Question and value of one answer."""
    asked: object = next((item[name] for name in _ASKED if item.get(name)), "")
    if isinstance(asked, dict):
        asked = next((asked[name] for name in _ASKED if asked.get(name)), "")
    value = next((item[name] for name in _SAID if item.get(name) not in (None, "")), "")
    return str(asked), _said(value)


def _said(value: object) -> str | Sequence[str]:
    """A value as text; several of a list."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return [said for each in value if isinstance(said := _said(each), str) and said]
    if isinstance(value, dict):
        inner = next(
            (value[n] for n in ("label", "labels", "url", "value", "other") if value.get(n)), ""
        )
        return _said(inner) if not isinstance(inner, dict) else ""
    return "" if value is None else str(value)
