"""Rendered text whose open ends are still open.

Markdown is rendered once, long before anyone knows which entries are public at the instant of the
build. So what depends on the journal (references, people, addresses of files) stays in `Prose` as
parts that `fill` closes later. The rest is finished HTML.
"""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from html import escape
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ReferenceStart:
    """The opening of `[label](kind:id#fragment)`; `empty`: the label is to be the title."""

    kind: str
    id: str
    fragment: str
    empty: bool
    line: int


@dataclass(frozen=True, slots=True)
class ReferenceEnd:
    """The end of the reference that was opened last."""


@dataclass(frozen=True, slots=True)
class Mention:
    """`@handle` in running text, as written and without the `@`."""

    handle: str
    line: int


@dataclass(frozen=True, slots=True)
class Address:
    """A URL in an attribute (`href`, `src`, `poster`, one of a `srcset`), not yet resolved.

    Attributes:
        url: as the author wrote it, unescaped, never empty.
        attribute: name of the HTML attribute it stands in.
    """

    url: str
    attribute: str
    line: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word that the program says inside a text, in the reader's language.

    Attributes:
        message: in English; one of `WORDS`.
        argument: what stands for `%s` in it.
    """

    message: str
    argument: str = ""


Part = str | ReferenceStart | ReferenceEnd | Mention | Address | Word

WORDS = ("Note", "Tip", "Important", "Warning", "Caution", "Back to reference %s")
"""Everything that `Word` may say, for the catalogues."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text: `level` 1 to 6, its anchor `id`, and its plain `text`."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in a text; the caller knows the file and makes it a warning."""

    line: int
    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """A text of an entry, ready but for its open parts.

    Attributes:
        parts: HTML strings and open parts, in order.
        headings: in document order, for the table of contents.
        opening: plain text of the first paragraph, at most 300 characters, for summaries; to be
            read through `said`.
        words: length for the reading time; a Latin word counts 1, a CJK character counts 1.
        findings: what is wrong with the text itself (picture without alt text, unknown language …).
    """

    parts: tuple[Part, ...] = ()
    headings: tuple[Heading, ...] = ()
    opening: str = ""
    words: int = 0
    findings: tuple[Finding, ...] = ()


class Filler(Protocol):
    """What closes the open parts."""

    def reference(self, part: ReferenceStart) -> tuple[str, str] | None:
        """URL and title of what is referred to; None if it may not be shown now."""

    def person(self, handle: str) -> tuple[str, str] | None:
        """Profile URL and displayed name; None if `handle` is nobody in the people table."""

    def address(self, part: Address) -> str:
        """The URL to publish for what the author wrote."""

    def word(self, message: str) -> str:
        """A word of the program in the reader's language."""


def fill(prose: Prose, filler: Filler) -> str:
    """The finished HTML of a text.

    A reference to nothing public becomes its plain label, or an ellipsis where it has none: the
    title of what is not public must not leak.
    """
    out: list[str] = []
    open_links: list[bool] = []
    for part in prose.parts:
        if isinstance(part, str):
            out.append(part)
        elif isinstance(part, Address):
            out.append(escape(filler.address(part)))
        elif isinstance(part, Word):
            out.append(escape(filler.word(part.message).replace("%s", part.argument)))
        elif isinstance(part, Mention):
            out.append(_mention(part, filler))
        elif isinstance(part, ReferenceStart):
            found = filler.reference(part)
            open_links.append(found is not None)
            out.append(_reference(part, found))
        elif open_links.pop():
            out.append("</a>")
    return "".join(out)


def mark(kind: str, id_: str) -> str:
    """What stands in plain text for a reference that takes the title, until `said` puts it in."""
    return f"\ue000{kind}:{id_}\ue001"


_MARK = re.compile("\ue000([^:\ue001]*):?([^\ue001]*)(?:\ue001|$)")


def said(text: str, filler: Filler) -> str:
    """A plain text of a `Prose` with the titles of what it refers to."""

    def title(found: re.Match[str]) -> str:
        shown = filler.reference(ReferenceStart(found[1], found[2], "", empty=True, line=0))
        return shown[1] if shown else "…"

    return _MARK.sub(title, text)


def _mention(part: Mention, filler: Filler) -> str:
    person = filler.person(part.handle)
    if person is None:
        return escape(f"@{part.handle}")
    url, name = person
    return f'<a class="person" href="{escape(url)}">{escape(name)}</a>'


def _reference(part: ReferenceStart, found: tuple[str, str] | None) -> str:
    if found is None:
        return "…" if part.empty else ""
    url, title = found
    fragment = f"#{part.fragment}" if part.fragment else ""
    label = escape(title) if part.empty else ""
    return f'<a class="reference {escape(part.kind)}" href="{escape(url + fragment)}">{label}'


_PARTS: dict[str, Callable[..., Part]] = {
    "reference": ReferenceStart,
    "end": ReferenceEnd,
    "mention": Mention,
    "address": Address,
    "word": Word,
}
_NAMES: dict[object, str] = {make: name for name, make in _PARTS.items()}


def to_json(prose: Prose) -> str:
    """A text as JSON, for the cache; `from_json` reads it back equal."""
    parts = [p if isinstance(p, str) else [_NAMES[type(p)], asdict(p)] for p in prose.parts]
    return json.dumps(
        {
            "parts": parts,
            "headings": [asdict(h) for h in prose.headings],
            "opening": prose.opening,
            "words": prose.words,
            "findings": [asdict(f) for f in prose.findings],
        },
        ensure_ascii=False,
    )


def from_json(text: str) -> Prose:
    """The text that `to_json` wrote."""
    data = json.loads(text)
    return Prose(
        parts=tuple(p if isinstance(p, str) else _PARTS[p[0]](**p[1]) for p in data["parts"]),
        headings=tuple(Heading(**h) for h in data["headings"]),
        opening=data["opening"],
        words=data["words"],
        findings=tuple(Finding(**f) for f in data["findings"]),
    )
