"""What the fields of a kind look like: as JSON Schema for editors, as tables for readers.

Editors guess the types of YAML before they validate, we do not: so where a text is wanted, the
schema lets a number and yes or no pass as well.
"""

from collections.abc import Iterator, Mapping
from typing import Any, get_type_hints

from pydantic import BaseModel, Field, TypeAdapter
from pydantic.fields import FieldInfo
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from generator.kinds.kind import Kind
from generator.model.fields import Line, Record
from generator.model.head import Head
from generator.model.shape import ByName
from generator.model.validation import record_inside

Schema = dict[str, Any]


class _PartHead(Record):
    """All that what is part of another entry has of the head."""

    lang: Line | None = Field(default=None, description=Head.model_fields["lang"].description)


DIALECT = "https://json-schema.org/draft/2020-12/schema"
_YES_OR_NO = [True, False, "yes", "no", "on", "off", "true", "false"]
_NOT_SHOWN: tuple[object, ...] = (None, "", [], {}, ())
_BY_FILE_NAME = frozenset({"id", "date", "text"})
_NULL = {"type": "null"}
_BAR = "\\|"


def json_schema(kind: Kind) -> Schema:
    """JSON Schema 2020-12 of the front matter of a kind, shared head and own fields in one object.

    Not required are `id` and `date`, which a file's name can give; nor `text`, which stands below
    the front matter where a kind has such a field.
    """
    schema = schema_of(records_of(kind), title=kind.one, description=kind.about)
    schema["required"] = [name for name in schema["required"] if name not in _BY_FILE_NAME]
    return schema


def records_of(kind: Kind) -> tuple[type[BaseModel], ...]:
    """The records whose fields the front matter of a kind has: shared ones, and its own."""
    return (_PartHead if kind.part_of else Head, kind.record)


def schema_of(records: tuple[type[BaseModel], ...], *, title: str, description: str) -> Schema:
    """JSON Schema 2020-12 of an object that has the fields of all these records and no others."""
    references, whole = models_json_schema(
        [(record, "validation") for record in records], schema_generator=_Generator
    )
    definitions: Schema = whole.pop("$defs")
    parts = [definitions.pop(_name(references[record, "validation"])) for record in records]
    schema: Schema = {
        "$schema": DIALECT,
        "title": title,
        "description": description,
        "type": "object",
        "properties": {k: v for part in parts for k, v in part["properties"].items()},
        "required": [name for part in parts for name in part.get("required", ())],
        "additionalProperties": False,
    }
    return {**schema, "$defs": definitions} if definitions else schema


def _name(reference: Mapping[str, Any]) -> str:
    return str(reference["$ref"]).rpartition("/")[2]


class _Generator(GenerateJsonSchema):
    """pydantic's schema as an editor needs it: YAML's types, nothing made up."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """A text, or what a YAML loader takes for a number or for yes or no."""
        return {**super().str_schema(schema), "type": ["string", "number", "boolean"]}

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        """A whole number, in quotes or not."""
        pattern = "^[0-9]+$" if schema.get("ge", -1) >= 0 else "^-?[0-9]+$"
        return {**super().int_schema(schema), "type": ["integer", "string"], "pattern": pattern}

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        """Yes or no, which only some YAML loaders take for a truth value."""
        del schema
        return {"enum": _YES_OR_NO}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """A field that has no value unless one is written."""
        return _or_absent(self.generate_inner(schema["schema"]))

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """A field that may be left out; one that is written without a value counts as left out."""
        inner = super().default_schema(schema)
        default = inner.pop("default", None)
        shown = {"default": default} if default not in _NOT_SHOWN else {}
        return {**_or_absent(inner), **shown}

    def field_title_should_be_set(self, schema: object) -> bool:
        """The name of a field is its title."""
        del schema
        return False


def _or_absent(schema: Schema) -> Schema:
    alternatives = schema.get("anyOf")
    if alternatives is not None:
        more = () if _NULL in alternatives else (_NULL,)
        return {**schema, "anyOf": [*alternatives, *more]}
    kinds = schema.get("type")
    if kinds is None or kinds == "array" or "enum" in schema:
        return {"anyOf": [schema, _NULL]}
    several = kinds if isinstance(kinds, list) else [kinds]
    return {**schema, "type": [*several, *(() if "null" in several else ("null",))]}


def field_table(record: type[BaseModel]) -> str:
    """A Markdown table of a record's fields: name, what it is, how it is written, whether needed.

    Fields of records inside a field follow it, as `changes[].text` of a list and `cover.alt` else.
    """
    rows = [("Field", "What it is", "Written as", "Needed"), ("---",) * 4, *_rows(record, "")]
    return "".join(f"| {' | '.join(cell.replace('|', _BAR) for cell in row)} |\n" for row in rows)


def _rows(record: type[BaseModel], before: str) -> Iterator[tuple[str, str, str, str]]:
    """The cells of every field of a record and of the records inside it."""
    hints = get_type_hints(record, include_extras=True)
    for own, info in record.model_fields.items():
        name = f"{before}{info.alias or own}"
        shape = TypeAdapter(hints[own]).json_schema(schema_generator=_Generator)
        required = info.is_required() and (record is not Head or name not in _BY_FILE_NAME)
        needed = "yes" if required else _default(info)
        yield f"`{name}`", info.description or "", _words(shape, shape.get("$defs", {})), needed
        inner = record_inside(info.annotation)
        if inner is not None and not any(isinstance(m, ByName) for m in info.metadata):
            yield from _rows(inner, f"{name}[]." if _is_list(shape) else f"{name}.")


def _words(shape: Schema, definitions: Schema) -> str:
    """How a value is written; of alternatives the first says it, and a list adds itself."""
    if "$ref" in shape:
        return _words(definitions[_name(shape)], definitions)
    if shape.get("enum", _YES_OR_NO) != _YES_OR_NO:
        return ", ".join(f"`{word}`" for word in shape["enum"])
    if "properties" in shape:
        return "fields of its own"
    if "description" in shape:
        return str(shape["description"])
    if "additionalProperties" in shape:
        return f"{_words(shape['additionalProperties'], definitions)}, by name"
    if "items" in shape:
        return f"a list: {_words(shape['items'], definitions)}"
    if "anyOf" in shape:
        return _words_of_alternatives(shape, definitions)
    return _plain(shape)


def _plain(shape: Schema) -> str:
    """How a single value is written that nothing more is said of."""
    if "enum" in shape:
        return "yes or no"
    return "a whole number" if "integer" in shape.get("type", ()) else "text"


def _words_of_alternatives(shape: Schema, definitions: Schema) -> str:
    single, *others = (one for one in shape["anyOf"] if one != _NULL)
    words = [_words(single, definitions)]
    if any("properties" in other for other in others):
        words.append("fields of its own")
    if _is_list(shape):
        words.append("a list of such")
    return ", or ".join(words)


def _is_list(shape: Schema) -> bool:
    return any(one.get("type") == "array" for one in shape.get("anyOf", [shape]))


def _default(info: FieldInfo) -> str:
    value = None if info.is_required() else info.get_default()
    if value in _NOT_SHOWN or isinstance(value, BaseModel):
        return ""
    if isinstance(value, bool):
        return "default `yes`" if value else "default `no`"
    listed = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return f"default `{listed}`"
