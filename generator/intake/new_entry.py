"""The first lines of a new entry: front matter with everything that its kind needs."""

import json
import types
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.kinds.kind import Kind
from generator.model.fields import FileName, Inline
from generator.model.reference import Byline, Reference

_GAP = "-"
_WEEK = timedelta(days=7)


class AlreadyThere(Exception):
    """An entry of this name exists; it is left as it is. The message names its file."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to write.

    Attributes:
        at: the instant that becomes its date, in the journal's time zone.
        number: number of a new issue, for kinds that count; None for others.
    """

    kind: Kind
    title: str
    at: datetime
    number: int | None = None
    lang: str = ""


def write(content: Path, wish: Wish) -> Path:
    """Write the file of a new entry and say where it is.

    Raises:
        AlreadyThere: there is such a file.
        OSError: it cannot be written.
    """
    folder = content / wish.kind.folder
    file = folder / f"{_stem(wish)}.md"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        stream = file.open("x", encoding="utf-8", newline="\n")
    except FileExistsError as error:
        raise AlreadyThere(f"{file} is already there") from error
    with stream:
        stream.write(draft(wish))
    return file


def counts(kind: Kind) -> bool:
    """Whether entries of a kind are numbered."""
    return "number" in kind.record.model_fields


def draft(wish: Wish) -> str:
    """The text of the new file: required fields filled with samples, others in comments."""
    lines = ["---", f"title: {_quoted(wish.title)}"]
    if wish.kind.dated:
        lines.append(f"date: {wish.at:%Y-%m-%d %H:%M}")
    if wish.number is not None:
        lines.append(f"number: {wish.number}")
    if wish.lang:
        lines.append(f"lang: {wish.lang}")
    lines += ["draft: yes            # delete this line to publish", "summary:", "tags: []"]
    fields = wish.kind.record.model_fields
    for name, info in fields.items():
        if info.is_required():
            lines += _sample(info.alias or name, info, wish.at)
    more = ", ".join(_optional(wish.kind)) or "nothing more"
    lines.append(f"# a {wish.kind.name} also has: {more}")
    return "\n".join([*lines, f"# friday schema {wish.kind.name} explains them", "---", "", ""])


def _optional(kind: Kind) -> Iterator[str]:
    for name, info in kind.record.model_fields.items():
        if not info.is_required() and name != "number":
            yield info.alias or name


def _stem(wish: Wish) -> str:
    words = unicodedata.normalize("NFC", wish.title).casefold()
    kept = "".join(letter if letter.isalnum() else _GAP for letter in words)
    name = _GAP.join(part for part in kept.split(_GAP) if part) or wish.kind.name
    dated = f"{wish.at:%Y-%m-%d}-{name}" if wish.kind.dated else name
    return f"{dated}.{wish.lang}" if wish.lang else dated


def _sample(name: str, info: FieldInfo, at: datetime) -> list[str]:
    value = _value(info.annotation, info.description or name, at)
    if isinstance(value, str):
        return [f"{name}: {value}"]
    return [f"{name}:", *(f"  {line}" for line in value)]


def _value(annotation: object, description: str, at: datetime) -> str | list[str]:
    """A sample value as YAML: one line, or the lines of a list or of fields."""
    inner = [a for a in get_args(annotation) if a not in {type(None), Ellipsis}]
    if get_origin(annotation) is tuple:
        return _list(_value(inner[0], description, at))
    if get_origin(annotation) in {Union, types.UnionType}:
        return _value(inner[0], description, at)
    if get_origin(annotation) is not None and inner:
        return _value(inner[0], description, at)
    if not isinstance(annotation, type):
        return _quoted(description)
    if issubclass(annotation, BaseModel):
        return _fields(annotation, at)
    return _scalar(annotation, description, at)


def _scalar(annotation: type, description: str, at: datetime) -> str:
    if issubclass(annotation, Enum):
        values = [str(member.value) for member in annotation]
        return f"{values[0]}   # or {', '.join(values[1:])}"
    if issubclass(annotation, datetime):
        return f"{at + _WEEK:%Y-%m-%d %H:%M}"
    if issubclass(annotation, bool):
        return "no"
    if issubclass(annotation, int):
        return "0"
    if issubclass(annotation, Byline):
        return "Somebody"
    if issubclass(annotation, Reference):
        return f"ID   # {description}"
    if issubclass(annotation, Inline | FileName | str):
        return _quoted(description)
    raise TypeError(f"no sample for {annotation}")


def _fields(model: type[BaseModel], at: datetime) -> list[str]:
    lines: list[str] = []
    for name, info in model.model_fields.items():
        if info.is_required():
            lines += _sample(info.alias or name, info, at)
    return lines


def _list(item: str | list[str]) -> list[str]:
    """One item of a list."""
    if isinstance(item, str):
        return [f"- {item}"]
    return [f"- {item[0]}", *(f"  {line}" for line in item[1:])]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
