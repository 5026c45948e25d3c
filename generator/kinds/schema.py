"""What the fields of a kind look like: as JSON Schema for editors, as tables for readers.

Editors guess the types of YAML before they validate, we do not: so where a text is wanted, the
schema lets a number and yes or no pass as well.
"""

from collections.abc import Iterator, Mapping
from typing import Any, get_type_hints

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from generator.kinds.kind import Kind
from generator.model.fields import Context
from generator.model.head import Head

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_YES_OR_NO = [True, False, "yes", "no", "on", "off", "true", "false"]


def json_schema(kind: Kind) -> Schema:
    """JSON Schema 2020-12 of the front matter of a kind, shared head and own fields in one object.

    Not required are `id` and `date`, which a file's name can give.
    """
    schema = schema_of((Head, kind.record), title=kind.one, description=kind.about)
    by_file_name = {"id", "date"}
    schema["required"] = [name for name in schema["required"] if name not in by_file_name]
    return schema


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
    """pydantic's schema as an editor needs it: YAML's types, no names made up, no empty defaults."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """A text, or what a YAML loader takes for a number or for yes or no."""
        return {**super().str_schema(schema), "type": ["string", "number", "boolean"]}

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        """A whole number, in quotes or not."""
        return {**super().int_schema(schema), "type": ["integer", "string"], "pattern": "^[0-9]+$"}

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        """Yes or no, which only some YAML loaders take for a truth value."""
        del schema
        return {"enum": _YES_OR_NO}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """A field that may be left out; one that is written without a value counts as left out."""
        inner = super().default_schema(schema)
        default = inner.pop("default", None)
        shown = {"default": default} if default not in (None, "", [], {}) else {}
        return {**_or_absent(inner), **shown}

    def field_title_should_be_set(self, schema: object) -> bool:
        """The name of a field is its title."""
        del schema
        return False


def _or_absent(schema: Schema) -> Schema:
    alternatives = schema.get("anyOf", ())
    if {"type": "null"} in alternatives:
        return schema
    if set(schema) == {"anyOf"}:
        return {"anyOf": [*alternatives, {"type": "null"}]}
    if isinstance(schema.get("type"), list):
        return {**schema, "type": [*schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}
