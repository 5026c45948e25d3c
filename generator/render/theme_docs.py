"""The part of `docs/themes.md` that is written from the program: what templates see and call."""

import inspect
import re
from collections.abc import Iterator, Mapping
from textwrap import dedent
from types import ModuleType

from msgspec import Struct

from generator.pages import results, values, views
from generator.render.phrases import phrases
from generator.render.strings import strings

BEGIN = "<!-- written by the program from generator/pages/; do not edit below -->"
END = "<!-- written by hand again -->"

_ASSET = "The address of a file of `static/`; only where `site` is seen, and only by this name."
_EMBED = "A file of `static/` as an address for `<image href>`; only on share cards."
_WRITE = "Text as outlines, made to fit; only on share cards, see `docs/sharing.md`."
_MODULES = re.compile(r"\b(?:\w+\.)+(?=\w)")
_ATTRIBUTE = re.compile(r"^(\w+): (.*)$")


def themes_page(current: str) -> str:
    """The page with its generated part brought up to date.

    Raises:
        ValueError: the page lacks the marks between which that part stands.
    """
    before, mark, rest = current.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise ValueError(f"the page needs the lines '{BEGIN}' and '{END}'")
    return f"{before}{BEGIN}\n\n{template_api()}\n{END}{after}"


def template_api() -> str:
    """Markdown of all that templates can see and call."""
    return "\n".join((*_functions(), *_views()))


def _functions() -> Iterator[str]:
    english, _ = strings("en", ())
    said = {name: inspect.getdoc(call) or "" for name, call in phrases(english).items()}
    said |= {"asset": _ASSET, "embed": _EMBED, "write": _WRITE}
    yield "## Functions\n"
    yield "| function | what it gives |\n|---|---|"
    for name in sorted(said):
        yield f"| `{name}` | {_sentence(said[name])} |"


def _views() -> Iterator[str]:
    yield "\n## Views\n"
    yield from _classes(views)
    yield "\n## Values in views\n"
    yield from _classes(values)
    yield "\n## The count of a poll\n"
    yield from _classes(results)


def _classes(module: ModuleType) -> Iterator[str]:
    for view in vars(module).values():
        if (
            inspect.isclass(view)
            and issubclass(view, Struct)
            and view.__module__ == module.__name__
        ):
            yield from _view(view)


def _view(view: type[Struct]) -> Iterator[str]:
    about, said = _docstring(inspect.getdoc(view) or "")
    types = inspect.get_annotations(view)
    yield f"### {view.__name__}\n\n{about}\n"
    yield "| field | type | |\n|---|---|---|"
    for name in view.__struct_fields__:
        kind = _type(types[name])
        yield f"| `{name}` | `{kind}` | {said.get(name, '')} |"
    yield ""


def _docstring(text: str) -> tuple[str, Mapping[str, str]]:
    """What stands before "Attributes:", and what is said of each attribute."""
    about, _, rest = text.partition("\n\nAttributes:\n")
    said: dict[str, str] = {}
    name = ""
    for line in dedent(rest).splitlines():
        found = _ATTRIBUTE.match(line)
        if found:
            name, said[found[1]] = found[1], found[2]
        elif name:
            said[name] = f"{said[name]} {line.strip()}".strip()
    return about, said


def _type(annotation: object) -> str:
    """An annotation as people write it, its bars not mistaken for those of a table."""
    name = annotation.__name__ if inspect.isclass(annotation) else str(annotation)
    if "[" in str(annotation):
        name = str(annotation)
    return _MODULES.sub("", name).replace("|", "\\|")


def _sentence(text: str) -> str:
    return " ".join(text.partition("\n\n")[0].split()).replace("|", "\\|")
