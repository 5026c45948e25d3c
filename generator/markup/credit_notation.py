"""Credits as people write them into changelogs: `(@rui)`, `reported by @mei`, `感谢 @mei 反馈`.

Everybody who is named is a group of neighbours ("@mei and @rui"); what stands right before and
right after the group says whether that is credit, and for what. An `@` that is no person (package
scopes, e-mail, Mastodon and Bluesky addresses, decorators, code) is no credit. The work is linear:
patterns look at a few characters on either side of a name.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.markup import credit_list, credit_words
from generator.markup.credit_words import CODE_WORDS, CONTRIBUTED, HOSTS, Said
from generator.markup.full_names import named_in_brackets
from generator.markup.masking import DESTINATION, masked
from generator.markup.veiled import Veiled
from generator.patterns import late

_HANDLE = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?(?:-++(?=[)\]）]))?"
_CHINESE = r"[㐀-鿿][㐀-鿿A-Za-z0-9_-]*+"
_BEFORE = r"(?<![A-Za-z0-9_/@.+=\\#\[-])"
_NO_MORE = r"(?![A-Za-z0-9_@/]|-+(?:[A-Za-z0-9_]|\s|$)|\.[A-Za-z0-9]|:[A-Za-z0-9])"
_TARGET = rf"(?:\((?P<url>{DESTINATION}*+)\)|\[[^\[\]\n]{{0,80}}\])?"
_PERSON = late(
    rf"{_BEFORE}(?:\[[ ]?@(?P<linked>{_HANDLE}|{_CHINESE})(?:\\?\[bot\\?\])?[ ]?\]{_TARGET}"
    rf"|@(?P<bare>(?>{_HANDLE}))(?P<bot>\\?\[bot\\?\])?"
    rf"|(?<!\w)@(?P<chinese>{_CHINESE})){_NO_MORE}"
)
_LINK = r"\[(?P<label>[^\[\]\n@]{1,80})\]\((?P<to>" + DESTINATION + r"+)\)"
_CAPITAL = r"[^\W\d_a-z][\w.'’-]{0,40}+"
_NAME = rf"{_CAPITAL}(?: (?:{_CAPITAL}|de|van|von|der|den|del|da|di|la|le)){{1,6}}+"
_NAMED = late(rf"(?:{_LINK}|(?P<name>{_NAME}))")
_BETWEEN = late(
    r"[ \t\n]*+(?:,|、|，|&|/|\+|;)?[ \t\n]*+(?:(?:and|und|et|y)\b|和|与|及|以及)?[ \t\n]*+"
)
_PROFILE = late(
    r"https?://(?:www\.)?(?:github\.com|gitee\.com|gitlab\.com|codeberg\.org)/@?([\w.-]+)/?"
)
_ISSUE = late(
    r"(?:(?:issues?|pr|pull)[ ]?[#\uff03][A-Za-z0-9]++@[A-Za-z]++)|(?<![\w&/#])#\d++(?![\w-])"
    r"|(?P<url>https?://[^\s()<>]++)",
    re.IGNORECASE,
)
_ISSUE_PATH = late(r"/(?:issues|pull|merge_requests|pulls)/[A-Za-z0-9]++", re.IGNORECASE)
_SENTENCE = late(r"(?P<all>[ \t]*(?:[.!。！]+(?=\s|$|[㐀-鿿])|[,，:：]|$))[ \t]*")
_JOINED = late(
    r"(?:[ \t\n]*[,;，；、—–-])*[ \t\n]*(?:(?:\band|以及|[和与及并&,;，；、—–-])[ \t\n]*)?$"
)
_EMPTY = late(r"[(（][ ,，]*+[)）]")
_LEFT = 90
_RIGHT = 120
_FURTHEST = 240


class Given(Struct, frozen=True):
    """One credit.

    Attributes:
        name: as written, without `@`.
        handle: True if it is the name of an account, not that of a person.
        role: a word of the credit kinds ("suggested", "reported", "contributed" …).
        account: handle in the address of their profile, if it is another than `name`.
        line: how many lines below the first one of the text it stands.
    """

    name: str
    handle: bool
    role: str
    account: str = ""
    line: int = 0


class Notation(Struct, frozen=True):
    """A text of a changelog.

    Attributes:
        text: without what is nothing but credit; a name that is part of a sentence stays.
        credits: in the order of the text, nobody twice for the same.
        issues: issues and pull requests that it names: `#123`, `pr#1@Gitee`, addresses.
    """

    text: str
    credits: tuple[Given, ...] = ()
    issues: tuple[str, ...] = ()


class _Found(Struct, frozen=True):
    """Somebody at a place of the text."""

    start: int
    end: int
    name: str
    handle: bool = True
    account: str = ""


class _Credit(Struct, frozen=True):
    """What a group of names is credited for, and where that is said.

    `span` is empty where the words are the sentence itself.
    """

    people: tuple[_Found, ...]
    role: str
    span: tuple[int, int] | None


def credits_in(markdown: str, *, full_names: bool = False) -> Notation:
    """The credits in a text of a changelog, and the text without them.

    Args:
        markdown: one item of a list, or any short text.
        full_names: names in brackets at the end are credit, too: "(Ada Example, Wei Example)".
    """
    markdown, listed = credit_list.split(markdown)
    hidden = masked(markdown)
    found = [
        *_by_handle(markdown, hidden),
        *_by_name(markdown, hidden),
        *(_in_brackets(markdown, hidden) if full_names else ()),
    ]
    ordered = sorted(found, key=lambda credit: credit.people[0].start)
    cuts = _cuts(hidden, ordered)
    given = tuple(
        Given(who.name, who.handle, credit.role, who.account, markdown.count("\n", 0, who.start))
        for credit in ordered
        for who in credit.people
    )
    given += tuple(Given(who.name, who.handle, who.role, line=who.line) for who in listed)
    return Notation(_without(markdown, cuts), _distinct(given), issues_in(markdown, hidden))


def issues_in(markdown: str, hidden: str | None = None) -> tuple[str, ...]:
    """Issues and pull requests that a text names, each once.

    Args:
        hidden: the text as `masked` gives it, if it is known already.
    """
    shown = masked(markdown) if hidden is None else hidden
    found = [
        _issue(issue)
        for issue in _ISSUE.finditer(markdown)
        if shown[issue.start()] != "\x00" and not _is_label(markdown, issue.end())
    ]
    return tuple(dict.fromkeys(issue for issue in found if issue))


def _issue(found: re.Match[str]) -> str:
    """The issue; of an address, what leads to it, or nothing if it leads elsewhere."""
    if not found["url"]:
        return found[0]
    ends = [path.end() for path in _ISSUE_PATH.finditer(found["url"])]
    return found["url"][: max(ends, default=0)]


def _is_label(markdown: str, end: int) -> bool:
    """Whether a number is only what a link to it is called."""
    return markdown.startswith("](http", end)


def _distinct(given: Sequence[Given]) -> tuple[Given, ...]:
    seen: dict[tuple[str, str], Given] = {}
    for each in given:
        seen.setdefault(((each.account or each.name).casefold(), each.role), each)
    return tuple(seen.values())


def _people(markdown: str, hidden: str) -> Iterator[_Found]:
    for found in _PERSON.finditer(hidden):
        name = found["linked"] or found["bare"] or found["chinese"]
        if name.casefold() in HOSTS:
            continue
        if found["bare"] and name.casefold() in CODE_WORDS and not _is_said(hidden, *found.span()):
            continue
        bot = "[bot]" if "[bot" in found[0] or "\\[bot" in found[0] else ""
        url = markdown[found.start("url") : found.end("url")] if found["url"] else ""
        yield _Found(*found.span(), name + bot, account=_account(url, name))


def _is_said(hidden: str, start: int, end: int) -> bool:
    """Whether words beside a name say what somebody did."""
    left, right = hidden[max(0, start - _LEFT) : start], hidden[end : end + _RIGHT]
    return credit_words.said(left, right, linked=False) is not None


def _account(url: str, name: str) -> str:
    profile = _PROFILE.fullmatch(url)
    return profile[1] if profile and profile[1].casefold() != name.casefold() else ""


def _groups(people: Iterator[_Found], hidden: str) -> Iterator[tuple[_Found, ...]]:
    """Neighbours with nothing but "and" or a comma between them."""
    group: list[_Found] = []
    for who in people:
        if group and not _BETWEEN.fullmatch(hidden, group[-1].end, who.start):
            yield tuple(group)
            group = []
        group.append(who)
    if group:
        yield tuple(group)


def _by_handle(markdown: str, hidden: str) -> Iterator[_Credit]:
    """Credits of handles, from the last one: what is credit behind a name is no sentence."""
    veiled = Veiled(hidden)
    for group in reversed(list(_groups(_people(markdown, hidden), hidden))):
        start, end = group[0].start, group[-1].end
        left = veiled.part(start - _LEFT, start)
        right = veiled.part(end, end + _RIGHT)
        said = credit_words.said(left, right, linked=hidden[start] == "[")
        if said is not None:
            yield _Credit(group, said.role, _span(said, veiled, start, end))
        elif (bare := _bare(veiled, start, end)) is not None:
            yield _Credit(group, CONTRIBUTED, bare)
        else:
            continue
        veiled.hide(start, end)


def _span(said: Said, veiled: Veiled, start: int, end: int) -> tuple[int, int] | None:
    """Where a credit is said; a noun that belongs to a sentence ("translation from") is not it."""
    if said.stays:
        return None
    before = veiled.part(start - said.whole - 2, start - said.whole).rstrip()
    apart = not before or before[-1] in "(（,，;；—–"
    return start - (said.whole if apart else said.left), end + said.right


def _bare(veiled: Veiled, start: int, end: int) -> tuple[int, int] | None:
    """The span of names without a word beside them, if they are credit all the same."""
    at = veiled.filled(start)
    before, after = veiled.part(at - _LEFT, at), veiled.part(end, end + _RIGHT).lstrip()
    last = veiled.is_last(end)
    if before.endswith(("(", "（")) and (veiled.closing(end) >= 0 or after[:1] in tuple(",;，；")):
        return start, end
    if not before.strip(" *-") and (not after or after[0] in ":："):
        return start, end + (veiled.part(end, end + 1) in (":", "："))
    linked = veiled.part(start, start + 1) == "["
    alone = not linked and not after.strip(".。!！")
    if (last or veiled.is_sentence_end(end)) and not credit_words.leads_on(before, last=alone):
        return start, end
    listed = linked and before[-1:] in (",", "，", "；", ";")
    return (start, end) if listed and after[:1] in (",", "，", "。", "；", ";") else None


def _by_name(markdown: str, hidden: str) -> Iterator[_Credit]:
    """Names without `@`, which are credit only behind words that leave no doubt."""
    for found in credit_words.STRONG.finditer(hidden):
        named = _NAMED.match(hidden, found.end())
        if named is None:
            continue
        start, end = named.span("label" if named["label"] else "name")
        name = markdown[start:end].strip().removeprefix("/u/")
        name = name if named["label"] else name.rstrip(".")
        end = named.end() if named["label"] else start + len(name)
        said = credit_words.said(found[0], hidden[end : end + _RIGHT], linked=True)
        url = markdown[slice(*named.span("to"))] if named["label"] else ""
        profile = bool(_PROFILE.fullmatch(url))
        if said is None or not name[:1].isalnum() or name.startswith("http"):
            continue
        if not profile and (found["account"] or not _is_sure(hidden, end, said, found[0])):
            continue
        who = _Found(named.start(), end, name, handle=False)
        span = found.end() - said.left, end + said.right
        yield _Credit((who,), said.role, None if said.stays else span)


def _is_sure(hidden: str, end: int, said: Said, words: str) -> bool:
    """Whether a name ends the sentence, or what it is thanked for follows.

    "Thanks to Some Thing, all is faster" thanks nobody.
    """
    closed = ")）" if credit_words.is_thanks(words) else ")），,。"
    if said.right or hidden[end : end + 1] in tuple(closed):
        return True
    return Veiled(hidden[end : end + _FURTHEST]).is_last(0)


def _in_brackets(markdown: str, hidden: str) -> Iterator[_Credit]:
    """Names in brackets at the end of a text; the brackets go with the last of them."""
    names, (start, end) = named_in_brackets(hidden)
    for role in dict.fromkeys(name.role for name in names):
        people = tuple(
            _Found(name.start, name.end, markdown[name.start : name.end], handle=False)
            for name in names
            if name.role == role
        )
        yield _Credit(people, role, (start, end) if role == names[-1].role else None)


def _cuts(hidden: str, ordered: Sequence[_Credit]) -> list[tuple[int, int]]:
    """What to take out, from the end to the beginning: what follows may be notation, too."""
    cuts = []
    veiled = Veiled(hidden)
    for credit in reversed(ordered):
        cut = credit.span and _cut(veiled, *credit.span)
        if cut:
            cuts.append(cut)
            veiled.hide(*cut)
    return cuts


def _cut(veiled: Veiled, start: int, end: int) -> tuple[int, int] | None:
    """The notation with its brackets, dash or comma; None if a sentence goes on around it."""
    left = veiled.filled(start)
    before = veiled.part(left - 1, left)
    closing = veiled.closing(end)
    last = veiled.is_last(end)
    if before in ("(", "（") and closing >= 0:
        if veiled.part(end, closing).strip(f" {DESTINATION}"):
            return start, end  # what else the brackets hold stays
        return veiled.filled(left - 1), closing + 1
    sentence = _SENTENCE.match(veiled.part(end, end + _RIGHT))
    if sentence and (not left or before in tuple(".!。！")):
        return min(left, start), end + sentence.end("all")
    if closing < 0 and not last:
        return None
    joined = _JOINED.search(veiled.part(left - _LEFT, left))
    return max(left - _LEFT, 0) + joined.start() if joined else left, end


def _opened(kept: Sequence[str], piece: str) -> str:
    """What follows something that was taken out: behind a bracket it begins with a word."""
    last = next((text for text in reversed(kept) if text), "")
    return piece.lstrip(" ,，;；") if last.endswith(("(", "（")) else piece


def _without(markdown: str, cuts: Sequence[tuple[int, int]]) -> str:
    kept: list[str] = []
    at = 0
    for start, end in sorted(cuts):
        if start >= at:
            kept.append(_opened(kept, markdown[at:start]))
        at = max(at, end)
    kept.append(_opened(kept, markdown[at:]))
    text = "".join(kept)
    return _EMPTY.sub("", text).strip(" \t,，;；") if cuts else text
