"""How a field looks to an editor, in the words of JSON Schema, and what is made of its text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import core_schema

# What editors check with: regular expressions of ECMA-262 (JSON Schema Core 2020-12, section 6.4).
ID_PATTERN = r"[^\s!-/:-@\[-`{-~][^\s!-,/:-@\[-^`{-~]*"
INSTANT_PATTERN = r"^\d{4}-\d\d-\d\d([T ]+\d\d:\d\d(:\d\d(\.\d{1,6})?)?\s*(Z|[+-]\d\d:?\d\d)?)?$"


@dataclass(frozen=True)
class Shape:
    """What is written as one text: how it looks to an editor, and what is made of it.

    Attributes:
        guessed: types that YAML loaders of editors may see in a text, such as a number in `1.10`.
        convert: text to value, raising ValueError; None where the text itself is the value.
    """

    description: str
    pattern: str = ""
    guessed: tuple[str, ...] = ("string", "number", "boolean")
    convert: Callable[[object, ValidationInfo], object] | None = None

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Conversion by `convert` (pydantic's protocol for annotations)."""
        if self.convert is None:
            return handler(source)
        return core_schema.with_info_plain_validator_function(self.convert)

    def __get_pydantic_json_schema__(
        self, _schema: core_schema.CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        """The schema of the text (pydantic's protocol for annotations)."""
        return {
            "type": list(self.guessed) if len(self.guessed) > 1 else self.guessed[0],
            **({"pattern": self.pattern} if self.pattern else {}),
            "description": self.description,
        }


@dataclass(frozen=True)
class ByName:
    """A list of pairs that authors write as names and values: `votes: {red: 3, blue: 6}`.

    Attributes:
        names: pattern of the names.
        value: JSON Schema type of the values.
        fields: fields of each pair in the record.
        description: what it holds.
    """

    fields: tuple[str, str]
    names: str
    value: str
    description: str

    def pairs(self, value: object) -> object:
        """The list of pairs; anything but names and values is left to the record to refuse."""
        if not isinstance(value, Mapping):
            return value
        name, held = self.fields
        return [{name: key, held: each} for key, each in value.items()]

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Conversion by `pairs` (pydantic's protocol for annotations)."""
        return core_schema.no_info_before_validator_function(self.pairs, handler(source))

    def __get_pydantic_json_schema__(
        self, _schema: core_schema.CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        """Names and values in the JSON Schema (pydantic's protocol for annotations)."""
        return {
            "type": "object",
            "patternProperties": {self.names: {"type": sorted({self.value, "string"})}},
            "additionalProperties": False,
            "description": self.description,
        }


@dataclass(frozen=True)
class OrOne:
    """What a list accepts besides a list: a single item, or one line with commas.

    Attributes:
        line: description of the line; empty if a single item may stand there.
    """

    line: str = ""

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        """The schema of the item or line, or of the list (pydantic's protocol for annotations)."""
        several = handler(schema)
        if not self.line:
            return {"anyOf": [several["items"], several]}
        line = Shape(self.line).__get_pydantic_json_schema__(schema, handler)
        return {"anyOf": [line, several], "description": self.line}
