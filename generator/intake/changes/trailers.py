"""Trailers of commits: whom a message thanks, and for what (git-interpret-trailers(1))."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from msgspec import Struct

from generator.model.bots import is_bot

ROLES: Mapping[str, str] = {
    "reported-by": "reported",
    "diagnosed-by": "reported",
    "debugged-by": "reported",
    "noticed-by": "reported",
    "found-by": "reported",
    "spotted-by": "reported",
    "suggested-by": "suggested",
    "requested-by": "suggested",
    "proposed-by": "suggested",
    "inspired-by": "suggested",
    "idea-by": "suggested",
    "tested-by": "tested",
    "verified-by": "tested",
    "translated-by": "translated",
    "reviewed-by": "review",
    "acked-by": "review",
    "mentored-by": "mentoring",
    "designed-by": "designed",
    "documented-by": "doc",
    "sponsored-by": "financial",
    "co-authored-by": "contributed",
    "co-developed-by": "contributed",
    "helped-by": "contributed",
    "contributed-by": "contributed",
    "patch-by": "contributed",
    "based-on-patch-by": "contributed",
    "initial-patch-by": "contributed",
    "original-patch-by": "contributed",
    "improved-by": "contributed",
    "thanks-to": "contributed",
}
"""What each trailer that thanks somebody says they did."""

OTHERS = frozenset(
    {
        "signed-off-by", "assisted-by", "generated-by", "committed-by", "cc", "fixes", "closes",
        "change-id", "link", "see-also", "refs", "bug", "reviewed-on", "merged-by", "pushed-by",
        "based-on", "depends-on", "cherry-picked-from", "approved-by", "created-by", "authored-by",
    }
)  # fmt: skip
"""Trailers that thank nobody; a word close to one of them is that one."""

_LINE = re.compile(r"(?P<token>[A-Za-z][A-Za-z -]{1,40}?)[ ]?[:：][ \t]*(?P<value>\S[^\n]{0,300})")
_MAIL = re.compile(r"<(?P<mail>[^<>\s]{1,200})>")
_NOREPLY = re.compile(
    r"(?:\d+[+-])?(?P<user>[A-Za-z0-9][\w.-]*)@users\.noreply\.(?:github\.com|gitlab\.com|gitee\.com)",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_a-z][\w.'’-]*(?: [\w.'’-]+){0,4}")
_ASIDE = re.compile(r"\s*[(（\[#].*$")
_ACCOUNT = re.compile(r"@(?P<user>[A-Za-z0-9][\w-]*)")
_CLOSE = 0.88
_LONGEST = 400


class Thanked(Struct, frozen=True):
    """Somebody a commit thanks.

    Attributes:
        name: as written; without mail address.
        mail: address, for telling people apart; never written anywhere.
        role: what they did.
        token: the trailer as written, such as `Sugested-by`.
        meant: the trailer it was read as, in lower case.
        account: that of the name, if it was written as one: `@mei`.
    """

    name: str
    mail: str
    role: str
    token: str
    meant: str
    account: str = ""


def account_of(mail: str) -> str:
    """The account of a mail address that a forge made, or nothing."""
    found = _NOREPLY.fullmatch(mail)
    return found["user"] if found else ""


def trailers(message: str, bots: tuple[str, ...] = ()) -> Iterator[Thanked]:
    """Those a commit's message thanks, in order; programs and AI tools are left out.

    A trailer that is spelt wrong counts if it is close to one that is known, and one such as
    `Reported-and-tested-by` counts for both.
    """
    for token, value in _rows(message):
        meanings = [meant for meant in _meanings(token) if meant in ROLES]
        for meant in meanings:
            for part in _people(value):
                found = _thanked(part, token, meant, bots)
                if found is not None:
                    yield found


def unknown(message: str) -> Iterator[str]:
    """Words of trailers that end in `-by` and are not known."""
    for token, _ in _rows(message):
        if token.casefold().endswith("-by") and not _meanings(token):
            yield token


def _rows(message: str) -> Iterator[tuple[str, str]]:
    """What could be trailers, with the lines that go on with them put behind."""
    rows = message.replace("\r\n", "\n").split("\n")
    for n, row in enumerate(rows):
        found = _LINE.fullmatch(row.rstrip())
        if found:
            more = next((text for text in rows[n + 1 : n + 2] if text[:1] in {" ", "\t"}), "")
            value = " ".join((found["value"], *more.split()))[:_LONGEST]
            if " " not in found["token"] or _is_somebody(value):
                yield found["token"], value


def _is_somebody(value: str) -> bool:
    """Whether words that are no proper trailer name somebody, rather than going on."""
    return bool(_MAIL.search(value) or _ACCOUNT.fullmatch(value) or _NAME.fullmatch(value))


def _thanked(value: str, token: str, meant: str, bots: tuple[str, ...]) -> Thanked | None:
    mail = _MAIL.search(value)
    address = mail["mail"] if mail else ""
    name = _ASIDE.sub("", " ".join(_MAIL.sub(" ", value).split())).strip(" ,;\"'")
    written = _ACCOUNT.fullmatch(name)
    account = account_of(address)
    called = written["user"] if written else name or account
    if not called or "@" in called or is_bot(value, bots) or is_bot(called, bots):
        return None
    return Thanked(called, address, ROLES[meant], token, meant, written["user"] if written else "")


def _people(value: str) -> Sequence[str]:
    """One value, or several people with commas between their addresses."""
    return [part for part in re.split(r"(?<=>)\s*[,;&]\s*|(?<=>)\s+and\s+", value) if part.strip()]


def _meanings(token: str) -> Sequence[str]:
    """The trailers that a word stands for, in lower case; none if it is not known."""
    plain = "-".join(token.casefold().split())
    one = _meant(plain)
    if one or "-and-" not in plain:
        return [one] if one else []
    parts = plain.removesuffix("-by").split("-and-")
    several = [_meant(f"{part}-by") for part in parts]
    return several if all(several) else []


def _meant(token: str) -> str:
    if token in ROLES or token in OTHERS:
        return token
    if not token.endswith(("by", "-to", "b")):
        return ""
    near = [known for known in (*ROLES, *OTHERS) if known[0] == token[0]]
    close = get_close_matches(token, near, n=1, cutoff=_CLOSE)
    return close[0] if close else ""
