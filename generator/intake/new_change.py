"""The file of a new change: it waits for the release that will ship it, or names that."""

import json
from pathlib import Path

from msgspec.structs import replace

from generator.intake.new_entry import Wish, put, stem
from generator.kinds.change import NEXT, Category
from generator.markup.credit_notation import credits_in
from generator.model.fields import SAMPLE

_CATEGORIES = ", ".join(category.value for category in Category)


def write_change(content: Path, wish: Wish, release: str = "") -> Path:
    """Write the file of a new change and say where it is.

    Args:
        wish: its title is what changed; whom it credits is not in the name of the file, which
            outlives the wish to be forgotten.
        release: id or version of the release that ships it; empty while none does.

    Raises:
        AlreadyThere: there is such a file.
        OSError: it cannot be written.
    """
    named = replace(wish, title=credits_in(wish.title).text)
    file = content / wish.kind.folder / f"{stem(named)}.md"
    put(file, draft(wish, release))
    return file


def draft(wish: Wish, release: str = "") -> str:
    """The text of the new file: what changed, a place for the reason, and what may be added."""
    rows = (
        "---",
        f"{wish.kind.part_of}: {json.dumps(release, ensure_ascii=False) if release else NEXT}",
        f"category: {Category.CHANGED.value}   # one of {_CATEGORIES}",
        'credits: []         # - person: "@handle" and role: suggested; or write it into the text',
        "refs: []            # such as suggestion:ID",
        f"# friday schema {wish.kind.name} explains them",
        "---",
        "",
        wish.title,
        "",
        f"Why: {SAMPLE}why it was made",
        "",
    )
    return "\n".join(rows)
