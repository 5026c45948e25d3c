"""Front matter as our strict reader takes it: YAML with every text quoted that needs it."""

import json
import re

from msgspec import Struct

_PLAIN = re.compile(r"^[^\W_](?:[\w .,/()!?+&'-]*[\w.)!?+])?$")
_NOT_PRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


class NewHead(Struct, frozen=True):
    """The fields of an imported entry; what is empty is not written."""

    id: str
    title: str
    date: str
    updated: str = ""
    summary: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    series: str = ""
    lang: str = ""
    draft: bool = False
    expires: str = ""
    aliases: tuple[str, ...] = ()
    number: int | None = None


def front_matter(head: NewHead) -> str:
    """The head between its two fences, with a line end after the second."""
    rows = ["---", *_row("id", head.id), *_row("title", head.title), *_row("date", head.date)]
    rows += [*_row("updated", head.updated), *_row("summary", head.summary)]
    rows += [*_list("authors", head.authors), *_list("tags", head.tags)]
    rows += [*_row("series", head.series), *_row("lang", head.lang)]
    rows += ["draft: true"] if head.draft else []
    rows += [*_row("expires", head.expires), *_list("aliases", head.aliases)]
    rows += [] if head.number is None else [f"number: {head.number}"]
    return "\n".join((*rows, "---", ""))


def quoted(text: str) -> str:
    """A text as one YAML scalar: plain when nothing in it can be misread, else in double quotes.

    A JSON string is a double-quoted YAML scalar (YAML 1.2, 7.3.1) once the characters that YAML
    does not print are escaped.
    """
    return text if _PLAIN.match(text) and text.lower() != "null" else in_quotes(text)


def in_quotes(text: str) -> str:
    """A text as one YAML scalar in double quotes, which no reader takes for anything else."""
    return _NOT_PRINTED.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))


def _row(name: str, value: str) -> list[str]:
    if not value:
        return []
    dates = name in {"date", "updated", "expires"}
    return [f"{name}: {value if dates else quoted(value)}"]


def _list(name: str, values: tuple[str, ...]) -> list[str]:
    return [f"{name}:", *(f"  - {quoted(value)}" for value in values)] if values else []
