"""Tokens are found faster, and are those that Pygments finds."""

import pygments
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.formatters.html import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from generator.markup import highlight
from generator.markup.highlight import highlighted, is_known, quickened
from tests.build.counting import called

# Their rules begin in every way there is: with classes, without regard to case, with nothing.
LANGUAGES = (
    *("python", "javascript", "html", "css", "bash", "json", "yaml", "toml", "c", "c#", "rust"),
    *("sql", "php", "ruby", "perl", "haskell", "vb.net", "pascal", "diff", "ini", "lua", "basic"),
)
CODE = """\
<?php /* é */ echo "{$x['人']}"; ?>
<a href='x' title="K">&amp;<script>let a = /r[/]e/g, b = `t${1 + 2}`; // c</script></a>
SELECT a AS "b" FROM t WHERE x = 'it''s' -- c
def f(x: int) -> str: return f"{x!r:>{w}} {{}}" + r'\\d' + b'\\x00'  # c
#include <stdio.h>
int main(void) { return 0x1F + 'c' + 1.5e-3; } /* open
 key: [a, 'b', "c", &d 1, *d]
If x Then Print "a" ' K\u212a s\u017f i\u0130 \x1c \x85
\t- {-# LANGUAGE X #-} let y = \\z -> z
@@ -1 +1 @@
"unterminated
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_tokens_are_those_of_pygments(language: str) -> None:
    quick = quickened(get_lexer_by_name(language), after=0)

    assert list(quick.get_tokens(CODE)) == list(get_lexer_by_name(language).get_tokens(CODE))


@given(st.text(), st.sampled_from(LANGUAGES))
def test_of_any_text_as_well(text: str, language: str) -> None:
    quick = quickened(get_lexer_by_name(language), after=0)

    assert list(quick.get_tokens(text)) == list(get_lexer_by_name(language).get_tokens(text))


def test_a_lexer_with_a_way_of_its_own_keeps_it() -> None:
    lexer = get_lexer_by_name("console")

    assert quickened(lexer, after=0).get_tokens_unprocessed.__self__ is lexer  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", [*LANGUAGES, "console", "html+jinja", "markdown", "go", "ts"])
def test_colours_are_those_of_pygments(language: str) -> None:
    usual = pygments.highlight(
        CODE, get_lexer_by_name(language, stripnl=False), HtmlFormatter(nowrap=True)
    )

    assert highlighted(language, CODE) == usual


def test_patterns_that_no_text_asks_for_are_not_compiled(compiled: list[str]) -> None:
    highlighted.cache_clear()
    is_known("kotlin")
    known = len(compiled)
    highlighted("kotlin", "val x = 1\n")
    coloured = len(compiled)
    get_lexer_by_name("kotlin")

    assert known < 10
    assert 0 < coloured - known < 0.6 * (len(compiled) - coloured)


def test_patterns_are_asked_without_a_step_between() -> None:
    for n in range(30):
        highlighted("python", f"x{n} = {n}  # so that its lexer is quick\n")
    with called(highlight.__file__) as asked:
        highlighted("python", "y = 'z' + f(1)\n")

    assert "tokens" in asked
    assert "__call__" not in asked
