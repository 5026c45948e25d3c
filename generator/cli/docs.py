"""The parts of `docs/` that are made out of the program: `python -m generator.cli.docs docs`."""

import sys
from collections.abc import Mapping
from pathlib import Path

from generator.config import Config
from generator.kinds.schema import field_table
from generator.kinds.table import KINDS
from generator.model.head import Head
from generator.render.theme_docs import themes_page

_FIELDS = """\
# Every field

This page is made by `make docs` out of the program. `friday schema KIND` prints the same as JSON
Schema for editors. [Writing entries](content.md) says how fields are written.

## Shared by all kinds
"""


def pages(folder: Path) -> Mapping[Path, str]:
    """The files that are made, with the text that they should have."""
    themes = folder / "themes.md"
    return {
        folder / "fields.md": fields_page(),
        themes: themes_page(themes.read_text(encoding="utf-8")),
    }


def fields_page() -> str:
    """The fields of every kind, and the options of `friday.yaml`."""
    parts = [_FIELDS, field_table(Head)]
    for kind in KINDS.values():
        parts.append(f"## {kind.name}\n\n{kind.about} In `content/{kind.folder}/`.\n")
        parts.append(field_table(kind.record))
    parts += ["## friday.yaml\n", field_table(Config)]
    return "\n".join(parts)


def main() -> None:
    """Write the files anew."""
    for path, text in pages(Path(sys.argv[1])).items():
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
