"""One entry naming another, or naming a person."""

import re

from msgspec import Struct

Path = tuple[str | int, ...]

ID = re.compile(r"^[^\W_][\w.-]*$")


class Reference(Struct, frozen=True, order=True):
    """`kind:id`; `kind` is empty until the schema of the field has filled it in."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


class Byline(Struct, frozen=True, order=True):
    """Somebody named in a field: `@mei` and `mei` are looked up in the people table.

    Attributes:
        name: as written, without the `@`.
        handle: True if it was written with `@`, and so must be somebody in the people table.
    """

    name: str
    handle: bool

    def __str__(self) -> str:
        return f"@{self.name}" if self.handle else self.name
