"""Colours for code, as CSS classes: the door of Pygments.

No guessing: a language that is not named or not known stays plain.

At each place of a text Pygments tries the rules of a lexer's state in turn, two dozen for a usual
token. Here only those are tried that can begin with the character that stands there, so the first
rule that matches is the same.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from types import new_class
from typing import Protocol

from pygments import highlight as pygments_highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer, RegexLexer
from pygments.lexers import find_lexer_class_by_name, get_all_lexers
from pygments.token import Error, Whitespace, _TokenType
from pygments.util import ClassNotFound

from generator.markup.beginnings import beginnings

Token = tuple[int, _TokenType, str]
_Matching = Callable[[str, int], re.Match[str] | None]
# A pattern's `match`, what becomes of a match, and the state that follows (Pygments, `RegexLexer`).
Rule = tuple[_Matching, object, object]

_WORDS = """
    text txt plain plaintext plain-text none no nohighlight no-highlight ascii output log logs
    diagram tree raw terminal stdout stderr mermaid math csv tsv
"""

PLAIN_WORDS = frozenset(_WORDS.split())
"""Words after a fence that say on purpose that there is nothing to colour."""

# More than this is data, not code to read, and would take seconds.
_LONGEST = 200_000
# To look through the rules of a lexer takes as long as colouring twenty to forty texts as it is.
_FEW_TEXTS = 20
_FORMATTER = HtmlFormatter(nowrap=True)
_AFRESH = "#afresh"
# What is left over: a line end, after which a lexer begins anew, and what no rule knows.
_LEFT_OVER: Sequence[Rule] = (
    (re.compile("\n").match, Whitespace, _AFRESH),
    (re.compile("(?s:.)").match, Error, None),
)
_RULES = "_tokens"  # where Pygments keeps the rules of a lexer by state, compiled
_COMPILER = "_process_regex"  # what it makes the `match` of a rule with


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
        kind = find_lexer_class_by_name(language)
    except ClassNotFound:
        return None
    return quickened(_unhurried(kind)(stripnl=False))


class _Words(Protocol):
    """Words of which Pygments makes a pattern."""

    def get(self) -> str:
        """The pattern."""


class _Match:
    """A pattern's `match`; the pattern is compiled when it is first asked."""

    def __init__(self, regex: str | _Words, flags: int, _state: str) -> None:
        self._regex, self._flags = regex, flags

    @cached_property
    def ready(self) -> Callable[..., re.Match[str] | None]:
        """The method of the pattern."""
        said = self._regex if isinstance(self._regex, str) else self._regex.get()
        return re.compile(said, self._flags).match

    def __call__(self, text: str, *bounds: int) -> re.Match[str] | None:
        return self.ready(text, *bounds)


def _unhurried(kind: type[Lexer]) -> type[Lexer]:
    """The same lexer, whose patterns are compiled one by one: most texts ask for few of them."""
    if not issubclass(kind, RegexLexer):
        return kind
    own = {_COMPILER: _Match, "__module__": kind.__module__}
    return new_class(kind.__name__, (kind,), exec_body=lambda body: body.update(own))


def quickened(lexer: Lexer, *, after: int = _FEW_TEXTS) -> Lexer:
    """The same lexer; it is faster after some texts if it finds tokens as most lexers do."""
    usual = RegexLexer.get_tokens_unprocessed
    if isinstance(lexer, RegexLexer) and type(lexer).get_tokens_unprocessed is usual:
        vars(lexer)["get_tokens_unprocessed"] = _Quick(lexer, after).tokens
    return lexer


class _State(dict[str, Sequence[Rule]]):
    """The rules of a state by the character that stands there; none at the end of a text."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        super().__init__()
        direct = [(_direct(match), todo, then) for match, todo, then in (*rules, *_LEFT_OVER)]
        self._rules = [(_beginnings(rule), rule) for rule in direct]

    def __missing__(self, character: str) -> Sequence[Rule]:
        if not character.isascii():
            return [rule for _, rule in self._rules]
        able = [rule for some, rule in self._rules if some is None or character in some]
        self[character] = able
        return able


class _Quick:
    """A lexer with its rules in order, once it is worth the while to put them in order."""

    def __init__(self, lexer: RegexLexer, after: int) -> None:
        self._lexer = lexer
        self._slow = after
        every: Mapping[str, Sequence[Rule]] = getattr(lexer, _RULES)
        self._every = every
        self._states: dict[str, _State] = {}

    def tokens(self, text: str, stack: Sequence[str] = ("root",)) -> Iterator[Token]:
        """Place, kind and text of each token, as `RegexLexer.get_tokens_unprocessed` gives them."""
        if self._slow > 0:
            self._slow -= 1
            yield from RegexLexer.get_tokens_unprocessed(self._lexer, text, stack)
            return
        states, place = list(stack), 0
        rules = self._rules(states[-1])
        while True:
            for match, action, following in rules[text[place : place + 1]]:
                if found := match(text, place):
                    if type(action) is _TokenType:
                        yield place, action, found.group()
                    elif callable(action):
                        yield from action(self._lexer, found)
                    place = found.end()
                    if following is not None:
                        _move(states, following)
                        rules = self._rules(states[-1])
                    break
            else:
                return

    def _rules(self, name: str) -> _State:
        state = self._states.get(name)
        if state is None:
            state = self._states[name] = _State(self._every[name])
        return state


def _move(states: list[str], following: object) -> None:
    """Go where a rule leads: states to enter, how many to leave, the first, or the same again."""
    if isinstance(following, tuple):
        for state in following:
            if state != "#pop":
                states.append(states[-1] if state == "#push" else state)
            elif len(states) > 1:
                states.pop()
    elif isinstance(following, int):
        del states[1 if abs(following) >= len(states) else following :]
    elif following == _AFRESH:
        states[:] = ["root"]
    else:
        states.append(states[-1])


def _direct(match: _Matching) -> _Matching:
    """What is asked at each place of a text, without a step of Python between."""
    return match.ready if isinstance(match, _Match) else match


def _beginnings(rule: Rule) -> frozenset[str] | None:
    pattern = getattr(rule[0], "__self__", None)
    return beginnings(pattern) if isinstance(pattern, re.Pattern) else None
