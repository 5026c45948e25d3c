"""Names in brackets at the end of a change: `(Ada Example, Wei (Bo) Example. Sponsored by X)`."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.patterns import late

_BRACKET = late(
    r"[(（](?P<inside>[^()（）\n]*(?:[(（][^()（）\n]*[)）][^()（）\n]*)*+)[)）]"
    r"[ ]*(?P<after>[.。]?)[ ]*$"
)
_SEPARATOR = late(
    r"[,，、;；&]|\band\b|\.(?=[ ](?:Sponsored|Funded|Mentored|Developed|Reviewed|With)\b)"
)
_ROLES: Sequence[tuple[str, re.Pattern[str]]] = (
    (
        "financial",
        late(r"(?:sponsored|funded) by |with sponsorship (?:from|by) ", re.IGNORECASE),
    ),
    ("mentoring", late(r"mentored by ", re.IGNORECASE)),
    ("review", late(r"reviewed by ", re.IGNORECASE)),
    ("reported", late(r"(?:reported|found) by ", re.IGNORECASE)),
    ("suggested", late(r"(?:suggested|proposed) by ", re.IGNORECASE)),
    ("translated", late(r"translated by ", re.IGNORECASE)),
    (
        "contributed",
        late(
            r"(?:developed|implemented|contributed) by |(?:with )?thanks (?:also )?to ",
            re.IGNORECASE,
        ),
    ),
)
_WORD = r"[^\W\d_][\w.'’@-]*"
_PARTICLE = r"(?:d[eiu]|del|della|den|der|van|von|la|le|bin|al|el|ter|ten|y)"
_BY_NAME = late(
    rf"(?=[A-ZÀ-ÞĀ-Ž]|{_PARTICLE} [A-Z]){_WORD}(?: (?:[(（]?{_WORD}[)）]?|{_PARTICLE})){{1,5}}"
)
_BY_ACCOUNT = late(r"(?=[\w.-]*[a-z])(?=[A-Za-z])[A-Za-z][\w.-]*(?:@[A-Za-z]+)?")
_CHINESE = late(r"[㐀-鿿]{2,4}")
_FOR = late(r" (?:for|as part of|during|on behalf of|of) ")
_REASONS: Sequence[tuple[str, re.Pattern[str]]] = (
    ("reported", late(r"report|disclos|discover|finding|spotting", re.IGNORECASE)),
    ("suggested", late(r"suggest|\bidea|proposal", re.IGNORECASE)),
    ("tested", late(r"\btest", re.IGNORECASE)),
)
_COUNTRY = late(r"[A-Z][a-z]+ [(（][A-Z]\w+[)）][ .]*$")
_LANGUAGES = late(r"translation|language|locale", re.IGNORECASE)
_NO_NAMES = late(
    r"\b(?:for|not|with|without|see|via|from|only|mainly|when|using|is|are|was|by|the|in|on)\b",
    re.IGNORECASE,
)
_REMARKS = frozenset(
    """
    again all alpha api backport beta both breaking bug bugfix cli css default deprecated docs
    documentation draft enterprise experimental feature fix fixed frontend backend html important
    internal javascript linux macos mobile new none optional performance preview private public
    python recommended regression release required revert reverted security site stable temporary
    test tests typescript undocumented unreleased update windows etc todo yes no
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_LONGEST = 400


class Named(Struct, frozen=True):
    """A name in brackets: its place in the text, and what it is named for."""

    start: int
    end: int
    role: str


def named_in_brackets(hidden: str) -> tuple[tuple[Named, ...], tuple[int, int]]:
    """The names at the end of a text, and where the inside of their brackets begins and ends.

    Brackets with anything in them that is no name hold no names at all. One word alone may be a
    name ("Kailesh", "tinyb0y") if it says nothing about the change, ends it, and is not joined to
    another by "and".

    Args:
        hidden: the text as `masked` gives it.
    """
    text = hidden.rstrip()
    offset = max(0, len(text) - _LONGEST)
    found = _BRACKET.search(text, offset)
    if found is None:
        return (), (0, 0)
    start, end = found.span("inside")
    names = tuple(_names(hidden, start, end))
    words = [hidden[name.start : name.end] for name in names]
    joined = " and " in hidden[start:end]
    if not words or not all(map(_is_name, words)):
        return (), (0, 0)
    if _COUNTRY.search(text, offset) and _LANGUAGES.search(text, offset):
        return (), (0, 0)
    sure = any(_BY_NAME.fullmatch(word) for word in words)
    if not sure and (joined or found["after"] or not all(map(_is_account, words))):
        return (), (0, 0)
    return names, (start, end)


def _names(hidden: str, start: int, end: int) -> Iterator[Named]:
    at = start
    role = "contributed"
    for edge in [*_edges(hidden, start, end), (end, end)]:
        piece = hidden[at : edge[0]]
        lead = len(piece) - len(piece.lstrip())
        said = next(((r, m) for r, p in _ROLES if (m := p.match(piece, lead))), None)
        if said:
            role, lead = said[0], said[1].end()
        whole, piece = piece, piece if role == "financial" else _about(piece, lead)
        name = (
            piece[lead:].strip().rstrip(".") if not piece.strip().endswith("Jr.") else piece[lead:]
        )
        if name:
            yield Named(at + lead, at + lead + len(name), _reason(whole[len(piece) :]) or role)
        at = edge[1]
        if hidden[edge[0] : edge[1]] == ".":
            role = "contributed"


def _about(piece: str, lead: int) -> str:
    """The piece without what somebody did it for: "Ada Example for Summer of Code"."""
    found = _FOR.search(piece, lead)
    whole = found and _BY_NAME.fullmatch(piece[lead : found.start()].strip())
    return piece[: found.start()] if found and whole else piece


def _reason(rest: str) -> str:
    """What somebody is thanked for, by the words behind the name; empty if they do not say."""
    return next((role for role, words in _REASONS if words.search(rest)), "")


def _edges(hidden: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where one name ends and the next begins; never inside the brackets of a name."""
    depth = 0
    inside: list[bool] = []
    for sign in hidden[start:end]:
        depth += sign in "(（"
        inside.append(depth > 0)
        depth -= sign in ")）"
    found = (match.span() for match in _SEPARATOR.finditer(hidden, start, end))
    return [span for span in found if not inside[span[0] - start]]


def _is_name(word: str) -> bool:
    if _NO_NAMES.search(word):
        return False
    return bool(_BY_NAME.fullmatch(word) or _BY_ACCOUNT.fullmatch(word) or _CHINESE.fullmatch(word))


def _is_account(word: str) -> bool:
    """Whether one word alone may be a name: no abbreviation, and no remark on the change."""
    if _CHINESE.fullmatch(word):
        return True
    known = _BY_ACCOUNT.fullmatch(word) and word.casefold() not in _REMARKS
    return bool(known) and not word.isupper()
