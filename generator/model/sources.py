"""What a journal may change of its Content-Security-Policy (CSP Level 3, sections 6 and 2.3.1)."""

import re
from typing import Annotated

from pydantic import AfterValidator

from generator.model.fields import Line
from generator.problems import did_you_mean

DIRECTIVES: tuple[str, ...] = (
    *("default-src", "script-src", "style-src", "style-src-attr", "img-src", "media-src"),
    *("font-src", "connect-src", "frame-src", "manifest-src", "form-action", "base-uri"),
)
"""Names of the directives that pages have."""

_SOURCE = r"(?:'self'|[a-z][a-z0-9+.-]*:|(?:https?://)?[\w*.-]+(?::\d+)?(?:/[\w./~-]*)?)"
_LIST = re.compile(rf"'none'|{_SOURCE}(?: {_SOURCE})*", re.ASCII)


def _directive(value: str) -> str:
    if value not in DIRECTIVES:
        hint = did_you_mean(value, DIRECTIVES) or f"there are {', '.join(DIRECTIVES)}"
        raise ValueError(f"'{value}' is no directive of the policy; {hint}")
    return value


def _sources(value: str) -> str:
    if "'unsafe-" in value:
        raise ValueError("a page never runs what stands in it; put scripts and styles into files")
    if not _LIST.fullmatch(value):
        raise ValueError("it is sources with spaces between, such as 'self' https://example.org")
    return value


Directive = Annotated[str, AfterValidator(_directive)]
Sources = Annotated[Line, AfterValidator(_sources)]
