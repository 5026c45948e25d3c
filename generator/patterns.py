"""Regular expressions that are compiled when they are first asked, not when their module is loaded.

Compiling one takes 0.1 to 7 ms, and a build loads hundreds of them of which it asks a few dozen.
"""

import re
from typing import cast

_METHODS = (
    "findall",
    "finditer",
    "fullmatch",
    "match",
    "search",
    "split",
    "sub",
    "subn",
)


class _Late:
    """Has the methods of a pattern, and takes them from the one that it is, once it is compiled."""

    __slots__ = ("_flags", "pattern", *_METHODS)

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        """Only asked for what a pattern has and this has not yet."""
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The same as `re.compile`, except that a mistake in it is found when it is first used.

    It answers to all that a pattern can do; the functions of `re` do not take it for one.
    """
    return cast("re.Pattern[str]", _Late(pattern, flags))
