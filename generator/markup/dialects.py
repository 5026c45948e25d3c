"""The ways to write a text, as a table, and what makes prose of them.

A new dialect is a new row: its engine's HTML goes through the same walk, so headings, code,
pictures, references and people are the same in all of them.
"""

import re
from collections.abc import Callable, Mapping

from msgspec import Struct

from generator.markup import gfm, visitor
from generator.markup.characters import clean, clean_html
from generator.markup.cjk import join_lines
from generator.markup.fences import open_fence
from generator.markup.lines import Lines
from generator.markup.prose import Finding, Prose
from generator.markup.walk import Circumstances, prose


class Dialect(Struct, frozen=True):
    """A way to write.

    Attributes:
        to_html: text without control characters to HTML of any kind.
        trusted: the team's own text; else references and people are not recognised.
    """

    to_html: Callable[[str], str]
    trusted: bool = True


def _python_markdown(text: str) -> str:
    from generator.markup.python_markdown import to_html  # noqa: PLC0415 - few write it

    return to_html(text)


DIALECTS: Mapping[str, Dialect] = {
    "gfm": Dialect(gfm.to_html),
    "python-markdown": Dialect(_python_markdown),
    "visitor": Dialect(visitor.to_html, trusted=False),
}

# It opens no block in any dialect, and emphasis, links and bare addresses may stand behind it. So
# `# 1` and `- x` in a line stay what they are: a line.
_GUARD = "("


def render(
    text: str,
    dialect: str = "gfm",
    *,
    first_line: int = 1,
    schemes: frozenset[str] = frozenset(),
    id_prefix: str = "",
) -> Prose:
    """A Markdown text as prose; deterministic, whatever the text is.

    Args:
        text: the body of an entry, without front matter.
        dialect: a key of `DIALECTS`.
        first_line: line of the file on which the text begins.
        schemes: names of the kinds, which make a link `kind:id` a reference.
        id_prefix: stands before every anchor, so that two texts fit on one page.

    Raises:
        KeyError: there is no such dialect.
    """
    circumstances = Circumstances(schemes, id_prefix, DIALECTS[dialect].trusted)
    cleaned, findings = clean(text, first_line)
    html, more = _html(cleaned, dialect, first_line)
    more += open_fence(cleaned, first_line) if circumstances.trusted else ()
    return prose(html, Lines(cleaned, first_line), circumstances, findings + more)


def inline(
    text: str,
    dialect: str = "gfm",
    *,
    first_line: int = 1,
    schemes: frozenset[str] = frozenset(),
) -> Prose:
    """A line of text, such as a title, as what may stand in a paragraph; blocks are not recognised.

    Args:
        text: a title, a caption, an answer.
        dialect: a key of `DIALECTS`.
        first_line: line of the file on which the text begins.
        schemes: names of the kinds, which make a link `kind:id` a reference.

    Raises:
        KeyError: there is no such dialect.
    """
    circumstances = Circumstances(
        schemes, trusted=DIALECTS[dialect].trusted, inline=True, skip=len(_GUARD)
    )
    cleaned, findings = clean(text, first_line)
    line = re.sub(r"\s*\n\s*", " ", join_lines(cleaned)).strip()
    if not line:
        return Prose(findings=findings)
    html, more = _html(_GUARD + line, dialect, first_line)
    return prose(html, Lines(cleaned, first_line), circumstances, findings + more)


def _html(text: str, dialect: str, first_line: int) -> tuple[str, tuple[Finding, ...]]:
    """The engine's HTML; text nested too deep for an engine that recurses is given to another."""
    try:
        html = DIALECTS[dialect].to_html(text)
    except RecursionError:
        return clean_html(gfm.to_html(text)), (
            Finding(
                first_line,
                "too-deep",
                f"lists or quotations are nested too deep for the dialect '{dialect}'",
                "the text is read as `gfm` instead; nest it less",
            ),
        )
    return clean_html(html), ()
