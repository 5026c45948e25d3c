"""Fields as YAML that people go on writing by hand."""

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.intake.posts.head import quoted

Value = str | Sequence["Value"] | Mapping[str, "Value"]

_DATE = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d)?")


def front_matter(fields: Mapping[str, Value]) -> str:
    """The fields between two fences; what is empty is left out."""
    return "\n".join(("---", *_rows(fields, ""), "---", ""))


def items(values: Sequence[Mapping[str, Value]]) -> str:
    """A list of fields as a file of its own, or the end of one."""
    return "".join(f"{row}\n" for value in values for row in _item(value, ""))


def _rows(fields: Mapping[str, Value], pad: str) -> Iterator[str]:
    for name, value in fields.items():
        if not value:
            continue
        if isinstance(value, str):
            yield f"{pad}{name}: {_scalar(value)}"
        elif isinstance(value, Mapping):
            yield f"{pad}{name}:"
            yield from _rows(value, f"{pad}  ")
        else:
            yield f"{pad}{name}:"
            for item in value:
                yield from _item(item, f"{pad}  ")


def _item(value: Value, pad: str) -> Iterator[str]:
    if isinstance(value, str):
        yield f"{pad}- {_scalar(value)}"
    elif isinstance(value, Mapping):
        rows = list(_rows(value, f"{pad}  "))
        if rows:
            yield f"{pad}- {rows[0].lstrip()}"
            yield from rows[1:]


def _scalar(text: str) -> str:
    return text if _DATE.fullmatch(text) else quoted(text)
