"""How templates are read: strict about names, escaping in markup, alike for the same view."""

import json
import re
from typing import Any

import orjson
from jinja2 import BaseLoader, Environment, StrictUndefined

from generator.problems import did_you_mean
from generator.render.compiling import FixedGlobals

TEXTS = ".txt"
"""Ending of templates of plain texts, in which nothing is escaped."""
_AS_PYTHON = (
    orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
)

_DOUBTFUL = re.compile(rb"(?:^|[:,\[])(?:-?[0-9]+[.e]|null)")
"""Numbers that are not whole, and what is no number, are not alike in all of JSON."""


class Absent(StrictUndefined):
    """A name that a template asks for and that does not exist; says which there are."""

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        thing = self._undefined_obj
        known = getattr(type(thing), "__struct_fields__", None)
        if known is None:
            return super()._undefined_message
        hint = did_you_mean(name, sorted(known)) or f"there are {', '.join(known)}"
        return f"{type(thing).__name__} has no '{name}'; {hint}"


def bare_environment(loader: BaseLoader) -> Environment:
    """How templates are read and filled in, before anything is said in a language."""
    environment = FixedGlobals(
        loader=loader,
        autoescape=_is_marked_up,
        undefined=Absent,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    # JSON on a page stays readable; what HTML could take for its own is escaped all the same.
    environment.policies["json.dumps_kwargs"] = {
        "sort_keys": True,
        "ensure_ascii": False,
        "separators": (",", ":"),
    }
    environment.policies["json.dumps_function"] = _json
    # The same view gives the same bytes.
    del environment.filters["random"], environment.globals["lipsum"]
    return environment


def _json(value: object, **usual: Any) -> str:  # noqa: ANN401 - as jinja2 calls it
    """A value in JSON; what orjson does not write exactly as Python does is left to Python."""
    try:
        data = orjson.dumps(value, default=_refused, option=_AS_PYTHON)
    except TypeError:
        return json.dumps(value, **usual)
    return json.dumps(value, **usual) if _DOUBTFUL.search(data) else data.decode()


def _refused(value: object) -> object:
    raise TypeError(f"{type(value).__name__} is no value of JSON")


def _is_marked_up(template: str | None) -> bool:
    """Whether what is filled in has to be escaped."""
    return template is None or not template.endswith(TEXTS)
