"""Everything that the default theme and the pages may say, to be found in a catalogue."""

from collections.abc import Iterator
from enum import EnumMeta
from pathlib import Path

from babel.messages.extract import extract_from_dir
from pydantic import BaseModel

from generator.journal.loop.ends import STILL_OPEN, UNANSWERED
from generator.journal.schedule import State
from generator.kinds.recognition import DEFAULT_LEVELS
from generator.kinds.table import KINDS
from generator.markup.prose import WORDS
from generator.model.submission_row import EDITOR
from generator.pages.desk.entry_views import label_of
from generator.pages.desk.filling import SOMEBODY
from generator.pages.thread import LABELS
from generator.render.theme import shipped

Message = str | tuple[str, ...]

OPEN_ENDS = (STILL_OPEN, UNANSWERED)

TEMPLATES = shipped() / "default" / "templates"
_PAGES = Path(__file__).parents[2] / "generator" / "pages"
_INTAKE = Path(__file__).parents[2] / "generator" / "intake"


def of_templates() -> set[Message]:
    """What stands in `_("…")` and `ngettext("…", …)` in the templates."""
    methods = [(f"**.{end}", "jinja2.ext:babel_extract") for end in ("html", "svg", "txt")]
    found = extract_from_dir(TEMPLATES, method_map=methods)
    return {tuple(m[2]) if isinstance(m[2], tuple | list) else m[2] for m in found}


def of_pages() -> set[Message]:
    """What stands in `say("…")` of pages and drafts, and in the names of groups of feeds."""
    methods = [("**.py", "python")]
    keywords = {"say": None, "Collection": None}
    said = [
        m for room in (_PAGES, _INTAKE) for m in extract_from_dir(room, methods, None, keywords)
    ]
    found: set[Message] = {m[2] if isinstance(m[2], str) else m[2][0] for m in said}
    return (
        found
        | set(WORDS)
        | {level.title for level in DEFAULT_LEVELS}
        | {
            EDITOR,
            SOMEBODY,
            "The whole journal",
            "By series",
            "By tag",
            "Archive",
            "Tags",
            "Series",
        }
    )


def of_kinds() -> set[Message]:
    """Names, sentences, dates, field labels and values of choices of every kind."""
    found: set[Message] = {*(str(state) for state in State), *LABELS.values(), *OPEN_ENDS}
    for kind in KINDS.values():
        found |= {kind.one, kind.many, kind.about, *(label for _, label in kind.calendar)}
        found |= set(_of_record(kind.record))
        found |= set(kind.journey.awaited.values() if kind.journey else ())
    return found


def _of_record(record: type[BaseModel]) -> Iterator[str]:
    for name, field in record.model_fields.items():
        yield label_of(field.alias or name)
        yield from _of_annotation(field.annotation)


def _of_annotation(annotation: object) -> Iterator[str]:
    if isinstance(annotation, EnumMeta):
        yield from (str(value.value) for value in annotation)  # type: ignore[var-annotated]
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from _of_record(annotation)
    for inner in getattr(annotation, "__args__", ()):
        yield from _of_annotation(inner)
