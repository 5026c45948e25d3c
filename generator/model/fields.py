"""The types that fields of entries have: each converts text, and says in a sentence what it wants.

Every scalar reaches these types as text (`generator.markup.yaml_text`); what they raise as
`ValueError` is shown to the author with the line of the field.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import Enum
from functools import cache
from typing import Annotated, ClassVar, TypeVar

from msgspec import Struct
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticKnownError, core_schema

from generator.markup import dialects
from generator.markup.prose import Prose
from generator.model.reference import ID, Byline, Path, Reference
from generator.model.shape import ID_PATTERN, INSTANT_PATTERN, OrOne, Shape
from generator.model.zones import settled
from generator.patterns import late

T = TypeVar("T")


SAMPLE = "✎ "
"""What a text begins with that `friday new` wrote and somebody has to replace."""


class Internal(Enum):
    """Marks a field that is the team's own business and appears in no output."""

    INTERNAL = "internal"


_NOTHING: tuple[()] = ()  # Python has one empty tuple, and another would say nothing as well
INTERNAL = Internal.INTERNAL

_INSTANT = late(
    r"^(\d{4}-\d\d-\d\d)(?:[T ]+(\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)\s*(Z|[+-]\d\d:?\d\d)?)?$"
)
_FIRST_YEAR, _LAST_YEAR = 1900, 9998  # in every time zone a year that datetime knows
_PICTURE = late(
    r"\.(jpg|jpeg|jpe|jfif|png|apng|webp|avif|gif|svg|tiff?|bmp|heic|heif|jxl|jp2|dng)$",
    re.IGNORECASE,
)
_SEPARATORS = late(r"\s*[,，、]\s*")


class Record(BaseModel):
    """A frozen record that refuses fields it does not know."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        defer_build=True,
    )


class Brief(Record):
    """A record that may be written as one text, which is then the value of some of its fields."""

    text_fills: ClassVar[tuple[str, ...]] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return dict.fromkeys(cls.text_fills, value) if isinstance(value, str | Byline) else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler, /
    ) -> dict[str, object]:
        """The schema of the text, or of the fields (pydantic's protocol for models)."""
        fields: dict[str, object] = handler(core_schema)
        text = {"type": ["string", "number", "boolean"]}
        return {"anyOf": [text, fields]} if cls.text_fills else fields


class Context(Struct, frozen=True):
    """What conversion needs to know of the journal.

    Attributes:
        zone: time zone of times that name none.
        dialect: Markdown dialect of texts inside fields.
        schemes: names of the kinds, which make `[text](kind:id)` a reference.
    """

    zone: tzinfo
    dialect: str = "gfm"
    schemes: frozenset[str] = frozenset()


class Inline(Struct, frozen=True):
    """A short Markdown text inside a field: its source and what it was rendered to."""

    source: str
    prose: Prose


def values_in(value: BaseModel | tuple[object, ...], path: Path = ()) -> list[tuple[Path, object]]:
    """Every single value inside a record, with the path of its field as authors write it."""
    found: list[tuple[Path, object]] = []
    for step, part in _parts(value):
        if _has_parts(type(part)):  # type: ignore[arg-type]  # types are hashable
            found += values_in(part, (*path, step))  # type: ignore[arg-type]
        else:
            found.append(((*path, step), part))
    return found


@cache
def _has_parts(kind: type) -> bool:
    """Whether values of a sort hold others; to ask each value itself takes three times as long."""
    return issubclass(kind, BaseModel | tuple)


def records_in(record: BaseModel, path: Path = ()) -> Iterator[tuple[BaseModel, Path]]:
    """A record and every record inside it, with the path of its field as authors write it."""
    yield record, path
    for step, part in _parts(record):
        if isinstance(part, BaseModel):
            yield from records_in(part, (*path, step))
        elif isinstance(part, tuple):
            for number, item in enumerate(part):
                if isinstance(item, BaseModel):
                    yield from records_in(item, (*path, step, number))


def _parts(value: BaseModel | tuple[object, ...]) -> Iterable[tuple[str | int, object]]:
    """What a record or a list holds; most fields of most records say nothing."""
    if isinstance(value, tuple):
        return [(n, p) for n, p in enumerate(value) if p is not None and p is not _NOTHING]
    held = vars(value)
    return [
        (alias, part)
        for name, alias in _names_in(type(value))
        if (part := held[name]) is not None and part is not _NOTHING
    ]


@cache
def _names_in(record: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Each field's name in the program and the one that authors write."""
    return tuple((name, info.alias or name) for name, info in record.model_fields.items())


def context_of(info: ValidationInfo) -> Context:
    """The conversion's context; validating without one is a bug."""
    if not isinstance(info.context, Context):
        raise TypeError("records are validated with a Context")
    return info.context


def _single_line(value: str) -> str:
    folded = " ".join(value.split())
    if not folded:
        raise ValueError("it is empty")
    return folded


def _text(value: object) -> str:
    """The text that a list or fields may not stand in for."""
    if not isinstance(value, str):
        raise PydanticKnownError("string_type")
    return value.strip()


def _instant(value: object, info: ValidationInfo) -> datetime:
    if isinstance(value, datetime):
        return value
    match = _INSTANT.match(_text(value))
    if match is None:
        raise ValueError("a date is written 2026-05-01 or 2026-05-01 18:30 or with +08:00 behind")
    day, time, zone = match.groups()
    text = f"{day}T{time or '00:00'}{zone or ''}"
    moment = datetime.fromisoformat(text)  # its ValueError names the part that is out of range
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError(f"the year lies between {_FIRST_YEAR} and {_LAST_YEAR}")
    return moment if moment.tzinfo else settled(moment, context_of(info).zone)


def _items(value: object) -> object:
    return [value] if isinstance(value, str | Mapping) else value


def _names(value: object) -> object:
    return [v for v in _SEPARATORS.split(value.strip()) if v] if isinstance(value, str) else value


def _unique(values: tuple[T, ...]) -> tuple[T, ...]:
    for n, value in enumerate(values):
        if value in values[:n]:
            raise ValueError(f"'{value}' stands twice in the list")
    return values


def _id(value: str) -> str:
    normal = unicodedata.normalize("NFC", value.strip())
    if not ID.match(normal):
        raise ValueError(
            "an id holds letters, digits, '-', '_' and '.', and begins with a letter or digit"
        )
    return normal


def _byline(value: object, _info: ValidationInfo) -> Byline:
    if isinstance(value, Byline):
        return value
    name = unicodedata.normalize("NFC", _single_line(_text(value)))
    bare = name.removeprefix("@")
    if not bare:
        raise ValueError("a name is missing behind the '@'")
    return Byline(bare, handle=name != bare)


def _inline(value: object, info: ValidationInfo) -> Inline:
    if isinstance(value, Inline):
        return value
    context = context_of(info)
    source = _text(value)
    if not source:
        raise ValueError("it is empty")
    return Inline(source, dialects.inline(source, context.dialect, schemes=context.schemes))


def _address(value: str) -> str:
    if not re.match(r"^(https?://[^\s/]+|mailto:[^\s@]+@)\S*$", value):
        raise ValueError("an address begins with https://, http:// or mailto:")
    return value


def _old_path(value: str) -> str:
    if (
        not value.startswith("/")
        or "//" in value
        or ".." in value.split("/")
        or re.search(r"[\s?#\\]", value)
    ):
        raise ValueError(
            "an alias is a path of this site that begins with '/', such as /2024/05/hello/"
        )
    return value


class DataName(str):
    """Path of a file beside the entry that is read and never published as it is."""

    __slots__ = ()


class FileName(str):
    """Path of a file beside the entry, told apart from other text."""

    __slots__ = ()

    @property
    def is_picture(self) -> bool:
        """Whether its ending is that of a picture."""
        return _PICTURE.search(self) is not None


def _file(value: str) -> FileName:
    return FileName(_beside(value))


def _data(value: str) -> DataName:
    return DataName(_beside(value))


def _beside(value: str) -> str:
    if re.match(r"^[a-zA-Z][\w+.-]*:|^[/\\]", value) or ".." in value.split("/"):
        raise ValueError("it must be the path of a file beside the entry")
    return value


Text = Annotated[str, Shape("text")]
Line = Annotated[str, AfterValidator(_single_line), Shape("one line of text")]
Instant = Annotated[
    datetime,
    Shape(
        "date, or date and time, in the journal's time zone if it names none",
        INSTANT_PATTERN,
        ("string",),
        _instant,
    ),
]
Flag = Annotated[bool, Field(description="yes or no")]
LARGEST = 2**53 - 1
"""The largest number that JSON's readers agree on (RFC 8259, section 6)."""

Count = Annotated[int, Field(ge=0, le=LARGEST, description="a whole number")]
Id = Annotated[str, AfterValidator(_id), Shape("a permanent id", f"^{ID_PATTERN}$")]
Who = Annotated[
    Byline,
    Shape(
        '"@handle" or id of a person in the people table, or a plain name',
        convert=_byline,
    ),
]
Markdown = Annotated[Inline, Shape("a short Markdown text", convert=_inline)]
Url = Annotated[
    str,
    AfterValidator(_address),
    Shape("a web or mail address", r"^(https?://|mailto:)\S+$", ("string",)),
]
OldPath = Annotated[
    str, AfterValidator(_old_path), Shape("an old path of this site", r"^/[^\s?#\\]*$", ("string",))
]
LocalFile = Annotated[str, AfterValidator(_file), Shape("a file beside the entry")]
LocalData = Annotated[
    str, AfterValidator(_data), Shape("a file beside the entry that is read, not published")
]
Many = Annotated[tuple[T, ...], BeforeValidator(_items), OrOne()]
Names = Annotated[
    tuple[Line, ...],
    BeforeValidator(_names),
    AfterValidator(_unique),
    OrOne("a list, or one line with commas between the words"),
]
People = Annotated[
    tuple[Who, ...],
    BeforeValidator(_names),
    AfterValidator(_unique),
    OrOne("a list of people, or one line with commas between them"),
]


@dataclass(frozen=True)
class To:
    """Makes a field a reference to one of some kinds: `Annotated[Reference, To("report")]`.

    `kind:id` and `kind/id` are always understood; with exactly one kind the id alone is enough. No
    kinds: any.
    """

    kinds: tuple[str, ...]

    def __init__(self, *kinds: str) -> None:
        object.__setattr__(self, "kinds", kinds)

    def convert(self, value: object) -> Reference:
        """The reference that an author wrote.

        Raises:
            ValueError: it names no kind where one is needed, a wrong kind, or no proper id.
        """
        if isinstance(value, Reference):
            return value
        written = _text(value)
        kind, colon, name = written.rpartition(":" if ":" in written else "/")
        if not colon and len(self.kinds) == 1:
            kind = self.kinds[0]
        if not kind:
            raise ValueError(f"say of what kind it is: {'|'.join(self.kinds) or 'kind'}:{name}")
        if self.kinds and kind not in self.kinds:
            raise ValueError(f"only {' or '.join(self.kinds)} can stand here, not '{kind}'")
        return Reference(kind.strip(), _id(name))

    def __get_pydantic_core_schema__(
        self, _source: object, _handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Conversion by `convert` (pydantic's protocol for annotations)."""
        return core_schema.no_info_plain_validator_function(self.convert)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        """A text in the JSON Schema (pydantic's protocol for annotations)."""
        kinds = "|".join(self.kinds) or "[a-z]+"
        if len(self.kinds) == 1:
            said = f"a reference, id or {kinds}:id"
            shape = Shape(said, f"^({kinds}[:/])?{ID_PATTERN}$")
        else:
            said = " or ".join(f"{kind}:id" for kind in self.kinds) or "kind:id"
            shape = Shape(f"a reference, {said}", f"^({kinds})[:/]{ID_PATTERN}$", ("string",))
        return shape.__get_pydantic_json_schema__(schema, handler)


AnyReference = Annotated[Reference, To()]
