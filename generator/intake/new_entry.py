"""The first lines of a new entry: front matter with everything that its kind needs."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import get_args, get_origin

from msgspec import Struct, field
from msgspec.structs import replace
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.kinds.kind import Kind
from generator.model.fields import SAMPLE, FileName, Inline, To
from generator.model.reference import Byline, Reference
from generator.pages import routes

_READY = Path(__file__).resolve().parent / "ready"
_GAP = "-"
_PERIOD = re.compile(r"(?<![\w-])[12][0-9]{3}(-(0[1-9]|1[0-2]))?(?![\w-])")
_LONGEST = 60  # letters of a file's name: with its date and language it fits every file system
_WEEK = timedelta(days=7)
_IDS = ("first", "second", "third")


class AlreadyThere(Exception):
    """An entry of this name exists; it is left as it is. The message names its file."""


class Wish(Struct, frozen=True):
    """What somebody wants to write.

    Attributes:
        at: the instant that becomes its date, in the journal's time zone.
        number: number of a new issue, for kinds that count; None for others.
        queued: it has no date of its own: it waits for the next free slot of its rhythm.
        spoken: language of what is ready to be changed, where a kind has such a file.
    """

    kind: Kind
    title: str
    at: datetime
    number: int | None = None
    lang: str = ""
    queued: bool = False
    spoken: str = ""


_ANSWER_DAYS = 14


def write(content: Path, wish: Wish) -> Path:
    """Write the file of a new entry and say where it is.

    Raises:
        AlreadyThere: there is such a file.
        OSError: it cannot be written.
    """
    file = content / wish.kind.folder / f"{stem(wish)}.md"
    put(file, draft(wish))
    return file


def put(file: Path, text: str) -> None:
    """Write a file that is not there yet, and the folders around it.

    Raises:
        AlreadyThere: there is such a file.
        OSError: it cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        stream = file.open("x", encoding="utf-8", newline="\n")
    except FileExistsError as error:
        raise AlreadyThere(f"{file} is already there") from error
    with stream:
        stream.write(text)


def counts(kind: Kind) -> bool:
    """Whether entries of a kind are numbered."""
    return "number" in kind.record.model_fields


def draft(wish: Wish) -> str:
    """The text of the new file: required fields filled with samples, others in comments.

    Of a kind whose fields make sense only together it is a whole entry that is ready to be changed.
    """
    ready = _READY / f"{wish.kind.name}.{'zh' if wish.spoken.startswith('zh') else 'en'}.md"
    if ready.is_file():
        values = {"{{title}}": _quoted(wish.title), "{{year}}": f"{wish.at:%Y}"}
        text = ready.read_text(encoding="utf-8")
        return re.sub(r"\{\{(title|year)\}\}", lambda place: values[place[0]], text)
    lines = ["---", f"title: {_quoted(wish.title)}"]
    if wish.queued:
        lines.append("queue: yes")
    elif wish.kind.dated:
        lines.append(f"date: {wish.at:%Y-%m-%d %H:%M}")
    if wish.number is not None:
        lines.append(f"number: {wish.number}")
    if wish.lang:
        lines.append(f"lang: {wish.lang}")
    lines += ["draft: yes            # delete this line to publish", "summary:", "tags: []"]
    lines += _fields(wish.kind.record, _Sample(wish.at, _dates(wish)))
    lines += _expected(wish.kind)
    more = ", ".join(_optional(wish.kind)) or "nothing more"
    lines.append(f"# {wish.kind.name} also has: {more}")
    return "\n".join([*lines, f"# friday schema {wish.kind.name} explains them", "---", "", ""])


def _expected(kind: Kind) -> Iterator[str]:
    """What the checks of a kind want, though its record can be without it."""
    if kind.answer is not None and kind.answer.within:
        yield f"{kind.answer.within}: {_ANSWER_DAYS}   # or {kind.answer.due}: a date"
    for name in kind.doers if kind.consent else ():
        if not kind.record.model_fields[name].is_required():
            yield f"{name}: {_quoted(f'{SAMPLE}somebody')}"


def _optional(kind: Kind) -> Iterator[str]:
    for name, info in kind.record.model_fields.items():
        if not info.is_required() and name != "number":
            yield info.alias or name


def stem(wish: Wish) -> str:
    """The name of a new file without its ending: date, title, language.

    What is about a month or a year has that as its name: the one in its title, else its own month.
    """
    name = _period(wish) if wish.kind.period else _name(wish)
    dated = f"{wish.at:%Y-%m-%d}-{name}" if wish.kind.dated and not wish.queued else name
    return f"{dated}.{wish.lang}" if wish.lang else dated


def _period(wish: Wish) -> str:
    found = _PERIOD.search(wish.title)
    return found[0] if found else f"{wish.at:%Y-%m}"


def _name(wish: Wish) -> str:
    words = routes.normal(wish.title.casefold())
    kept = "".join(letter if letter.isalnum() else _GAP for letter in words)
    name = _GAP.join(part for part in kept.split(_GAP) if part)[:_LONGEST] or wish.kind.name
    return routes.slug(name)


def _dates(wish: Wish) -> dict[str, datetime]:
    """Dates of the calendar lie ahead: the first in a week, each of the others a week later."""
    names = [name for name, _ in wish.kind.calendar]
    return {name: wish.at + n * _WEEK for n, name in enumerate(names, 1)}


class _Sample(Struct, frozen=True):
    """What sample values are made of.

    Attributes:
        dates: values of certain fields; other dates are `at`.
        number: which item of a list is sampled, counted from 0.
    """

    at: datetime
    dates: Mapping[str, datetime] = field(default_factory=dict)
    number: int = 0


def _fields(model: type[BaseModel], sample: _Sample) -> list[str]:
    """The required fields of a record as lines of YAML."""
    lines: list[str] = []
    for name, info in model.model_fields.items():
        if info.is_required():
            lines += _field(info.alias or name, info, sample)
    return lines


def _field(name: str, info: FieldInfo, sample: _Sample) -> list[str]:
    least = max((getattr(mark, "min_length", 1) for mark in info.metadata), default=1)
    if get_origin(info.annotation) is tuple:
        item = get_args(info.annotation)[0]
        items = [_listed(_value(name, item, info, replace(sample, number=n))) for n in range(least)]
        return [f"{name}:", *(f"  {line}" for lines in items for line in lines)]
    value = _value(name, info.annotation, info, sample)
    if isinstance(value, str):
        return [f"{name}: {value}"]
    return [f"{name}:", *(f"  {line}" for line in value)]


def _listed(item: str | list[str]) -> list[str]:
    """One item of a list."""
    first, *rest = [item] if isinstance(item, str) else item
    return [f"- {first}", *(f"  {line}" for line in rest)]


def _value(name: str, annotation: object, info: FieldInfo, sample: _Sample) -> str | list[str]:
    """A sample value as YAML: one line, or the lines of fields."""
    inner = [a for a in get_args(annotation) if a not in {type(None), Ellipsis}]
    if get_origin(annotation) is not None and inner:
        return _value(name, inner[0], info, sample)
    if not isinstance(annotation, type):
        return _quoted(SAMPLE + (info.description or name))
    if issubclass(annotation, BaseModel):
        return _fields(annotation, sample)
    if issubclass(annotation, Reference):
        kinds = next((mark.kinds for mark in info.metadata if isinstance(mark, To)), ())
        return f"{(*kinds, 'KIND')[0]}:ID   # {info.description}"
    if issubclass(annotation, datetime):
        return f"{sample.dates.get(name, sample.at):%Y-%m-%d %H:%M}"
    if name == "id":
        return _IDS[sample.number % len(_IDS)]
    return _scalar(annotation, info.description or name)


def _scalar(annotation: type, description: str) -> str:
    if issubclass(annotation, Enum):
        values = [str(member.value) for member in annotation]
        return f"{values[0]}   # or {', '.join(values[1:])}"
    if issubclass(annotation, bool):
        return "no"
    if issubclass(annotation, int):
        return "0"
    if issubclass(annotation, Byline):
        return _quoted(f"{SAMPLE}somebody")
    if issubclass(annotation, Inline | FileName | str):
        return _quoted(SAMPLE + description)
    raise TypeError(f"no sample for {annotation}")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
