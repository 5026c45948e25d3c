"""Markup of other dialects that ours shows as plain text: told, not changed."""

import re
from collections.abc import Mapping

from generator.intake.posts.code_spans import rewrite
from generator.intake.posts.report import Notebook, shortened

# By dialect of the journal: what its engine does not know.
_UNKNOWN: Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    "gfm": (
        ("kramdown-attributes", re.compile(r"\{:\s?[.#\w][^{}\n]*\}")),
        ("table-of-contents-mark", re.compile(r"^\[TOC\]\s*$|^\[\[toc\]\]\s*$", re.MULTILINE)),
        ("admonition", re.compile(r"^(?:(?:!!!|\?\?\?\+?) |:::)[a-z][^\n]*$", re.MULTILINE)),
    ),
    "python-markdown": (("admonition", re.compile(r"^:::[a-z][^\n]*$", re.MULTILINE)),),
}


def note_foreign_markup(text: str, first_line: int, dialect: str, book: Notebook) -> None:
    """Note every place outside code where the dialect will show signs instead of a meaning."""
    for code, pattern in _UNKNOWN.get(dialect, ()):

        def seen(match: re.Match[str], row: int, code: str = code) -> str:
            message = f"the dialect '{dialect}' shows this as text: {shortened(match[0])}"
            book.note(first_line + row, code, message)
            return match[0]

        rewrite(pattern, text, seen)
