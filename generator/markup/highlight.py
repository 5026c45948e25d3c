"""Colours for code, as CSS classes: the door of Pygments.

No guessing: a language that is not named or not known stays plain.
"""

from functools import lru_cache

from pygments import highlight as pygments_highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_all_lexers, get_lexer_by_name
from pygments.util import ClassNotFound

_WORDS = """
    text txt plain plaintext plain-text none no nohighlight no-highlight ascii output log logs
    diagram tree raw terminal stdout stderr mermaid math csv tsv
"""

PLAIN_WORDS = frozenset(_WORDS.split())
"""Words after a fence that say on purpose that there is nothing to colour."""

# More than this is data, not code to read, and would take seconds.
_LONGEST = 200_000
_FORMATTER = HtmlFormatter(nowrap=True)


@lru_cache(maxsize=4096)
def highlighted(language: str, code: str) -> str | None:
    """The code as HTML with `<span class>`, to stand in `<pre><code>`; None if it stays plain."""
    lexer = _lexer(language)
    if lexer is None or len(code) > _LONGEST:
        return None
    html: str = pygments_highlight(code, lexer, _FORMATTER)
    return html


def is_known(language: str) -> bool:
    """Whether there are colours for a language, or it is one of the plain words."""
    return language in PLAIN_WORDS or _lexer(language) is not None


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """All names of languages that have colours, sorted."""
    return tuple(sorted({alias for _, aliases, _, _ in get_all_lexers() for alias in aliases}))


@lru_cache(maxsize=256)
def _lexer(language: str) -> Lexer | None:
    if not language or language in PLAIN_WORDS:
        return None
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None
