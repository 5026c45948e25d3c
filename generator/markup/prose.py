"""Rendered text whose open ends are still open.

Markdown is rendered once, long before anyone knows which entries are public at the instant of the
build. So what depends on the journal (references, people, addresses of files) stays in `Prose` as
parts that `fill` closes later. The rest is finished HTML.
"""

import re
from collections.abc import Iterable
from html import escape
from typing import Protocol

from msgspec import Struct
from msgspec.structs import asdict


class ReferenceStart(Struct, frozen=True, tag="reference"):
    """The opening of `[label](kind:id#fragment)`; `empty`: the label is to be the title."""

    kind: str
    id: str
    fragment: str
    empty: bool
    line: int


class ReferenceEnd(Struct, frozen=True, tag="end"):
    """The end of the reference that was opened last."""


class Mention(Struct, frozen=True, tag="mention"):
    """`@handle` in running text, as written and without the `@`."""

    handle: str
    line: int


class Address(Struct, frozen=True, tag="address"):
    """A URL in an attribute (`href`, `src`, `poster`, one of a `srcset`), not yet resolved.

    Attributes:
        url: as the author wrote it, unescaped, never empty.
        attribute: name of the HTML attribute it stands in.
    """

    url: str
    attribute: str
    line: int


class Image(Struct, frozen=True, tag="image"):
    """A picture of the journal itself, to be shown in the sizes that there are of it.

    Attributes:
        url: as the author wrote it, unescaped, never empty.
        alt: what it shows, for those who do not see it.
        attributes: the others (`id`, `class` …) as HTML, each with a space before it.
        width: as the author wished it, in pixels or with `%` of the column; empty for none.
        height: in pixels; empty for none.
        gallery: it is one of several, shown small and as a link to the whole picture.
        early: it stands near the top of the text, so that it is loaded at once.
    """

    url: str
    alt: str
    attributes: str
    line: int
    width: str = ""
    height: str = ""
    gallery: bool = False
    early: bool = False


class Video(Struct, frozen=True, tag="video"):
    """A film of the journal itself; `label` says what it shows."""

    url: str
    label: str
    line: int


class Word(Struct, frozen=True, tag="word"):
    """A word that the program says inside a text, in the reader's language.

    Attributes:
        message: in English; one of `WORDS`.
        argument: what stands for `%s` in it.
    """

    message: str
    argument: str = ""


Part = str | ReferenceStart | ReferenceEnd | Mention | Address | Image | Video | Word
_WHOLE = (Address, Image, Video, Word, Mention)  # closed by what they are, whatever stands around

WORDS = (
    "Note",
    "Tip",
    "Important",
    "Warning",
    "Caution",
    "Back to reference %s",
    "From %s, loaded only when you click",
)
"""Everything that `Word` may say, for the catalogues."""


class Heading(Struct, frozen=True):
    """A heading: `level` 1 to 6, its anchor `id`, and its plain text, to be read by `said`."""

    level: int
    id: str
    text: str


class Finding(Struct, frozen=True):
    """Something wrong in a text; the caller knows the file and makes it a warning."""

    line: int
    code: str
    message: str
    hint: str = ""


class Prose(Struct, frozen=True):
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


class Target(Struct, frozen=True):
    """What a reference leads to; `lang` is that of its title, empty where it is the text's."""

    url: str
    title: str
    lang: str = ""


class Filler(Protocol):
    """What closes the open parts."""

    def reference(self, part: ReferenceStart) -> Target | None:
        """What is referred to; None if it may not be shown now."""

    def person(self, handle: str) -> tuple[str, str] | None:
        """Profile URL and displayed name; None if `handle` is nobody in the people table.

        The URL is empty for somebody who is in the table but may not be shown now.
        """

    def address(self, part: Address) -> str:
        """The URL to publish for what the author wrote."""

    def picture(self, part: Image) -> str:
        """The HTML of a picture."""

    def video(self, part: Video) -> str:
        """The HTML of a film."""

    def word(self, message: str) -> str:
        """A word of the program in the reader's language."""


def fill(prose: Prose, filler: Filler) -> str:
    """The finished HTML of a text.

    A reference to nothing public becomes its plain label, or an ellipsis where it has none: the
    title of what is not public must not leak.
    """
    return joined(prose, closings(prose, filler))


def closings(prose: Prose, filler: Filler) -> tuple[str, ...]:
    """The HTML of each open part of a text, in order."""
    out: list[str] = []
    open_links: list[bool] = []
    for part in prose.parts:
        if isinstance(part, str):
            continue
        if isinstance(part, _WHOLE):
            out.append(_closed(part, filler))
        elif isinstance(part, ReferenceStart):
            found = filler.reference(part)
            open_links.append(found is not None)
            out.append(_reference(part, found))
        else:
            out.append("</a>" if open_links.pop() else "")
    return tuple(out)


def joined(prose: Prose, closings: Iterable[str]) -> str:
    """The finished HTML of a text whose open parts are closed.

    Raises:
        ValueError: these are not the closings of so many open parts.
    """
    held = tuple(closings)
    if sum(not isinstance(part, str) for part in prose.parts) != len(held):
        raise ValueError("the open parts of a text are others than its closings")
    closed = iter(held)
    return "".join(part if isinstance(part, str) else next(closed) for part in prose.parts)


def plain_image(part: Image, url: str) -> str:
    """A picture of which nothing but its address is known."""
    sides = (("width", part.width), ("height", part.height))
    size = "".join(f' {name}="{escape(value)}"' for name, value in sides if value)
    lazy = "" if part.early else ' loading="lazy"'
    alt = escape(part.alt)
    return f'<img src="{escape(url)}" alt="{alt}"{part.attributes}{size}{lazy} decoding="async">'


def mark(kind: str, id_: str) -> str:
    """What stands in plain text for a reference that takes the title, until `said` puts it in."""
    return f"\ue000{kind}:{id_}\ue001"


def mention_mark(handle: str) -> str:
    """What stands in plain text for `@handle`, until `said` puts the name in."""
    return f"\ue000@{handle}\ue001"


def outline(prose: Prose, asked: Iterable[str] = ()) -> list[object]:
    """What others can know of a text without reading its finished HTML; it says no lines.

    That is also whether there are words at all, since nobody is told of none. Labels of references
    belong to it, since what they claim is compared with what is so.

    Args:
        asked: words that somebody looks for in the HTML.
    """
    rows: list[object] = []
    inside = False
    for part in prose.parts:
        if isinstance(part, str):
            rows.append(part if inside else "")
            continue
        inside = isinstance(part, ReferenceStart) or (inside and not isinstance(part, ReferenceEnd))
        said = {name: value for name, value in asdict(part).items() if name != "line"}
        rows.append([part.__struct_config__.tag, said])
    texts = [part for part in prose.parts if isinstance(part, str)]
    held = [word for word in asked if any(word in text for text in texts)]
    headings = [asdict(heading) for heading in prose.headings]
    findings = [asdict(f) for f in prose.findings]
    return [rows, headings, prose.opening, findings, held, bool(prose.words)]


_MARK = re.compile("\ue000(?:@([^\ue001]*)|([^:\ue001]*):?([^\ue001]*))(\ue001|$)")


def said(text: str, filler: Filler) -> str:
    """A plain text of a `Prose` with the titles and the names of what and whom it refers to."""

    def title(found: re.Match[str]) -> str:
        handle, kind, id_, end = found.groups()
        if handle is not None:  # the end of one that a cut went through is lost
            return _name(handle, filler)[1] if end else "…"
        shown = filler.reference(ReferenceStart(kind, id_, "", empty=True, line=0))
        return shown.title if shown else "…"

    return _MARK.sub(title, text)


def _closed(part: Address | Image | Video | Word | Mention, filler: Filler) -> str:
    """The HTML of a part that stands for itself alone."""
    if isinstance(part, Address):
        return escape(filler.address(part))
    if isinstance(part, Image):
        return filler.picture(part)
    if isinstance(part, Video):
        return filler.video(part)
    if isinstance(part, Word):
        return escape(filler.word(part.message).replace("%s", part.argument))
    return _mention(part, filler)


def _mention(part: Mention, filler: Filler) -> str:
    url, name = _name(part.handle, filler)
    return f'<a class="person" href="{escape(url)}">{escape(name)}</a>' if url else escape(name)


def _name(handle: str, filler: Filler) -> tuple[str, str]:
    """Where `@handle` leads, if anywhere, and what stands there."""
    return filler.person(handle) or ("", f"@{handle}")


def _reference(part: ReferenceStart, found: Target | None) -> str:
    if found is None:
        return "…" if part.empty else ""
    fragment = f"#{part.fragment}" if part.fragment else ""
    start = f'<a class="reference {escape(part.kind)}" href="{escape(found.url + fragment)}"'
    if not part.empty:
        return f"{start}>"
    lang = f' lang="{escape(found.lang)}"' if found.lang else ""
    return f"{start}{lang}>{escape(found.title)}"
