"""What a URL in a text is: something of the journal, something elsewhere, or a trap."""

import re
from urllib.parse import unquote

from generator.patterns import late

SCHEME = late(r"([A-Za-z][A-Za-z0-9+.-]*):")

_WORDS = """
    http https mailto tel sms data blob ftp ftps sftp ssh git irc ircs matrix xmpp sip sips geo
    news webcal feed magnet
"""

ELSEWHERE = frozenset(_WORDS.split())
"""Schemes that the journal neither rewrites nor checks."""

_SCRIPTS = frozenset({"javascript", "vbscript"})
# Browsers skip these in a scheme (WHATWG URL, "basic URL parser", steps 1 and 3).
_SKIPPED = late(r"[\x00-\x20]+")
_ESCAPED = late(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_CANDIDATE = late(r"[\s,]*(\S*[^\s,])([^,]*)")
# `，。` and the like end an address that stands in a text without brackets around it.
_CHINESE_END = late("[，。、；：！？（）【】「」『』《》〈〉“”‘’…]")


def is_script(url: str) -> bool:
    """Whether following the URL runs a program in the page."""
    if url.startswith(("http", "#")):
        return False
    found = SCHEME.match(_SKIPPED.sub("", url))
    return found is not None and found[1].lower() in _SCRIPTS


def is_open(url: str) -> bool:
    """Whether the journal has to resolve or check it: no scheme, or no known scheme."""
    if not url:
        return False
    found = SCHEME.match(url)
    return found is None or found[1].lower() not in ELSEWHERE


def readable(url: str) -> str:
    """The URL with its percent escapes of other than ASCII read (RFC 3987, section 3.2).

    ASCII escapes such as `%20` and `%23` stay, because they may mean something else unescaped.
    """
    return _ESCAPED.sub(_characters, url) if "%" in url else url


def _characters(found: re.Match[str]) -> str:
    text = unquote(found[0], errors="replace")
    return found[0] if "\ufffd" in text else text


def reference(url: str, schemes: frozenset[str]) -> tuple[str, str, str] | None:
    """Kind, id and fragment of `kind:id#fragment`, unescaped; None if it is no reference."""
    if not schemes or url.startswith(("http:", "https:")):
        return None
    found = SCHEME.match(url)
    if found is None or found[1].lower() not in schemes:
        return None
    name, _, fragment = url[found.end() :].partition("#")
    return found[1].lower(), unquote(name), unquote(fragment)


def candidates(srcset: str) -> list[tuple[str, str]]:
    """URL and descriptor (with its space) of each picture in a `srcset` (HTML, section 4.8.4.2)."""
    return [(url, rest.rstrip()) for url, rest in _CANDIDATE.findall(srcset)]


def bare_end(text: str) -> int:
    """Where a URL written without brackets ends: before Chinese punctuation, or at its end."""
    found = _CHINESE_END.search(text)
    return found.start() if found else len(text)
