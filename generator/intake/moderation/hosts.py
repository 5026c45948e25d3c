"""Where links really lead: hosts that look like others, and texts that name another one."""

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from generator.markup.sifting import Anchor, anchors

_PUNYCODE = "xn--"
_HOST = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[^\W\d_]{2,})", re.UNICODE)
_COMMON = "COMMON"


class Target(Struct, frozen=True):
    """A link, and what is odd about it.

    Attributes:
        text: what it says.
        url: where it leads.
        host: its host in the letters that a browser may show; empty for none.
        doubts: sentences for the team; empty for an honest link.
    """

    text: str
    url: str
    host: str
    doubts: tuple[str, ...]


def targets(text: str) -> tuple[Target, ...]:
    """The links of a text as it would be published, in their order."""
    return tuple(_target(anchor) for anchor in anchors(text))


def _target(anchor: Anchor) -> Target:
    raw, host = _host(anchor.url)
    doubts: list[str] = []
    if host != raw:
        doubts.append(f"the host is written in punycode: {raw}")
    scripts = sorted(_scripts(host))
    if len(scripts) > 1:
        doubts.append(f"the host mixes scripts: {', '.join(scripts)}")
    elif scripts and scripts != ["LATIN"] and host == raw and not raw.isascii():
        doubts.append(f"the host is written in {scripts[0]}")
    said = _HOST.search(anchor.text)
    if said and raw and not _same(said[1], raw, host):
        doubts.append(f"the text says '{said[1]}'")
    if raw and "@" in urlsplit(anchor.url).netloc:
        doubts.append("what stands before the '@' is no host")
    return Target(anchor.text, anchor.url, host, tuple(doubts))


def _host(url: str) -> tuple[str, str]:
    """The host as it is written, and in its own letters (RFC 5891, section 5)."""
    try:
        raw = unquote(urlsplit(url).hostname or "").lower()
    except ValueError:
        return "", ""
    if _PUNYCODE not in raw:
        return raw, raw
    try:
        return raw, raw.encode("ascii").decode("idna")
    except UnicodeError:
        return raw, raw


def _same(said: str, raw: str, host: str) -> bool:
    """Whether a text names the host that its link leads to, or a part of it."""
    name = said.lower().removeprefix("www.")
    known = (raw.removeprefix("www."), host.removeprefix("www."))
    return any(each == name or each.endswith(f".{name}") for each in known)


def _scripts(host: str) -> set[str]:
    """The scripts of a host's letters, by the first word of their names in Unicode.

    Chinese, Japanese and Korean mix theirs by custom (UTS #39, section 5.2): they count as one.
    """
    words = {unicodedata.name(sign, _COMMON).split()[0] for sign in host if sign.isalpha()}
    east = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"}
    return (words - east) | ({"CJK"} if words & east else set())
