"""How templates are read: strict about names, escaping in markup, alike for the same view."""

from jinja2 import BaseLoader, Environment, StrictUndefined

from generator.problems import did_you_mean
from generator.render.compiling import FixedGlobals

TEXTS = ".txt"
"""Ending of templates of plain texts, in which nothing is escaped."""


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
    # The same view gives the same bytes.
    del environment.filters["random"], environment.globals["lipsum"]
    return environment


def _is_marked_up(template: str | None) -> bool:
    """Whether what is filled in has to be escaped."""
    return template is None or not template.endswith(TEXTS)
