"""MDX: what a page imports and the components it uses are reported and never rendered."""

import re
from pathlib import PurePosixPath

from generator.intake.posts.code_spans import code_spans, rewrite
from generator.intake.posts.report import Notebook, shortened

_IMPORT = re.compile(
    r"^import\s+(?:[\w*{}\s,$]+?\s+from\s+)?[\"'][^\"'\n]+[\"'];?[ \t]*\n?", re.MULTILINE
)
_EXPORT = re.compile(
    r"^export\s+(?:const|let|function|default)\b[^\n]*(?:\n[ \t}\])][^\n]*)*\n?", re.MULTILINE
)
_ALONE = re.compile(r"^([ \t]*)(<[A-Z][\w.]*(?:\s[^<>]*?)?/>)[ \t]*$", re.MULTILINE)
_TAG = re.compile(r"</?[A-Z][\w.]*(?:\s[^<>]*?)?/?>")
_COMMENT = re.compile(r"\{/\*(.*?)\*/\}", re.DOTALL)


def is_mdx(path: PurePosixPath, text: str) -> bool:
    """Whether a file is MDX: by its suffix, or because it imports something outside code."""
    if path.suffix.lower() == ".mdx":
        return True
    match = re.search(r"^import\s[^\n]*\sfrom\s+[\"'][^\"'\n]+[\"'];?\s*$", text, re.MULTILINE)
    return match is not None and match.start() not in code_spans(text)


def without_components(text: str, first_line: int, book: Notebook) -> str:
    """The text as Markdown.

    Imports, exports and the tags around a text are left out; a component that stands alone is
    shown as its source, because what it says is often in its attributes. Each is noted.
    """
    line_of = _Lines(text, first_line)

    def left_out(match: re.Match[str], row: int) -> str:
        book.note(line_of(match[0], row), "mdx", f"left out: {shortened(match[0])}")
        return "\n" * match[0].count("\n")

    def shown(match: re.Match[str], row: int) -> str:
        book.note(line_of(match[2], row), "mdx", f"shown as its source: {shortened(match[2])}")
        rows = [f"{match[1]}{row}" for row in ("```jsx", *match[2].split("\n"), "```")]
        return "\n".join(rows)

    def commented(match: re.Match[str], _row: int) -> str:
        return f"<!--{match[1].replace('--', '- -')}-->"

    text = rewrite(_COMMENT, text, commented)
    for pattern in (_IMPORT, _EXPORT):
        text = rewrite(pattern, text, left_out)
    text = rewrite(_ALONE, text, shown)
    return rewrite(_TAG, text, left_out)


class _Lines:
    """Lines of the source, although steps before have taken rows out of the text."""

    def __init__(self, text: str, first_line: int) -> None:
        self._text = text
        self._first = first_line
        self._from: dict[str, int] = {}

    def __call__(self, piece: str, _row: int) -> int:
        """Line of the next occurrence of a piece that was not asked for before."""
        at = self._text.find(piece, self._from.get(piece, 0))
        self._from[piece] = max(at, 0) + 1
        return self._first + self._text.count("\n", 0, max(at, 0))
