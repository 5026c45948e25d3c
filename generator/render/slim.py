"""Stylesheets and scripts without comments and needless space; those that begin with `/*!` stay.

The one door of lightningcss and rjsmin.
"""

import re
from functools import lru_cache

import lightningcss
from rjsmin import jsmin

_PLACE = re.compile(r"^.*?failed: (.*) at .*?:(\d+):\d+$", re.DOTALL)


class BadStyle(Exception):
    """A stylesheet that cannot be read; `line` counts from 1."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


@lru_cache(maxsize=64)
def style(content: bytes) -> bytes:
    """A slim stylesheet; remembered, because a preview loads its theme for every build.

    Raises:
        BadStyle: a bracket is open, a rule has no selector, or it is not UTF-8.
    """
    try:
        return str(lightningcss.process_stylesheet(content.decode(), filename="css")).encode()
    except UnicodeDecodeError as error:
        raise BadStyle("not UTF-8", content.count(b"\n", 0, error.start) + 1) from error
    except ValueError as error:
        found = _PLACE.match(str(error))
        reason, line = (found[1], int(found[2]) + 1) if found else (str(error), 1)
        raise BadStyle(reason[:1].lower() + reason[1:], line) from error


def script(content: bytes) -> bytes:
    """A slim script; one that is not JavaScript comes out as something that is none either."""
    return bytes(jsmin(content, keep_bang_comments=True))
