"""Changelogs as people write them: Keep a Changelog and its common variants, English and Chinese.

https://keepachangelog.com/en/1.1.0/ says how they should look. Nothing is thrown away: what is no
release, no change and no text of one is listed with its line.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.markup import changelog_dates, changelog_words
from generator.markup.change_items import Logged, changes_of, thanked
from generator.markup.masking import masked
from generator.markup.outline import BOLD_LEVEL, Block, Heading, Listing, Paragraph, blocks
from generator.patterns import late

__all__ = ["LeftOver", "Logged", "LoggedRelease", "changes_in", "read_changelog"]

_VERSION = late(
    r"^[^\w\[]*(?:(?P<name>[A-Za-z@][\w@/.-]{0,30}?)(?:[ ]+|[-@](?=\d)))??"
    r"(?:version|release|版本)?[ ]*"
    r"[vV]?[ ]?(?P<version>\d+(?:\.(?:\d+|[A-Za-z]\w*))*(?:[-+.]?[A-Za-z]\w*(?:[.+-]\w+)*+)?)(?!\w)"
    r"(?P<rest>.*)$",
    re.IGNORECASE,
)
_UNRELEASED = late(
    r"^[^\w\[]*(?:unreleased|upcoming|next(?: release)?|head|未发布|未發布|即将发布|开发中)"
    r"(?!\w)(?P<rest>.*)$",
    re.IGNORECASE,
)
_YANKED = late(r"yanked|withdrawn|retracted|撤回|撤销|废弃|作废", re.IGNORECASE)
_SAYS_NOTHING = late(
    r"[\s()（）\[\]{}<>.,:：,，/|*_`~–—-]|released?(?: on)?|final|stable|lts", re.IGNORECASE
)
_DEFINITION = late(r"^ {0,3}\[(?P<label>[^\[\]\n]{1,200})\]:[ \t]*<?(?P<url>\S+?)>?(?:[ \t].*)?$")
_REFERENCE = late(r"\[(?P<text>[^\[\]\n]{1,200})\](?:\[(?P<label>[^\[\]\n]{0,200})\])?(?![(:\[])")
_LINKED = late(r"\[(?P<text>[^\[\]\n]*)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])?")
_SPACES = late(r"[^\S\n\t ]")
_DATE_ALONE = 40


class LoggedRelease(Struct, frozen=True):
    """A release of a changelog.

    Attributes:
        version: as written, without `v`; empty for what is not released yet.
        date: ISO 8601; empty if none is written or it cannot be read.
        date_written: the date in the words of the file.
        title: the whole heading, plain.
        intro: its text that is no change, Markdown, under headings of the sections it stands in.
        changes: in the order of the file.
        line: line of the heading, from 1.
        yanked: True if it was withdrawn.
        unreleased: True for changes that wait for a release.
    """

    version: str
    date: str
    date_written: str
    title: str
    intro: str
    changes: tuple[Logged, ...]
    line: int
    yanked: bool = False
    unreleased: bool = False


class LeftOver(Struct, frozen=True):
    """Lines that were not understood: the first of them, what they say, and why."""

    line: int
    text: str
    reason: str


def read_changelog(
    text: str, *, full_names: bool = False
) -> tuple[tuple[LoggedRelease, ...], tuple[LeftOver, ...]]:
    """The releases of a changelog in the order of the file, and what is none of them.

    Args:
        text: the file; its front matter, if any, is passed over.
        full_names: names in brackets at the end of a change are credit.
    """
    rows, definitions = _definitions(_normal(text))
    reader = _Reader(full_names=full_names, definitions=definitions)
    for block in blocks("\n".join(rows)):
        reader.take(block)
    return reader.done()


def changes_in(body: str, first_line: int = 1) -> tuple[tuple[Logged, ...], str]:
    """The changes in the text of one release, and the text that remains.

    They are the items of lists under headings (levels 2 to 4) that name a group of changes. What
    remains has as many lines as before: empty ones where something was taken out.
    """
    rows = body.split("\n")
    found: list[Logged] = []
    taken: set[int] = set()
    heading: Heading | None = None
    kept = False
    for block in [*blocks(body), Heading(0, "", len(rows) + 1)]:
        if isinstance(block, Heading):
            if heading is not None and not kept:
                taken.add(heading.line)
            heading, kept = (block if _is_group(block) else None), False
        elif heading is not None and isinstance(block, Listing):
            found += changes_of(block.items, heading.text)
            taken.update(range(block.line, block.end))
        elif heading is not None:
            kept = True
    rest = ["" if n in taken else row for n, row in enumerate(rows, start=1)]
    return tuple(_moved(change, first_line - 1) for change in found), "\n".join(rest)


def _moved(change: Logged, lines: int) -> Logged:
    """A change so many lines further down."""
    credits_ = tuple(replace(given, line=given.line + lines) for given in change.credits)
    return replace(change, line=change.line + lines, credits=credits_)


def _is_group(heading: Heading) -> bool:
    lowest, highest = 2, 4
    return lowest <= heading.level <= highest and bool(changelog_words.of_heading(heading.text))


def _normal(text: str) -> str:
    """Line ends as LF, no byte-order mark, ordinary spaces, no front matter; lines stay lines."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = _SPACES.sub(" ", text).replace("\u200b", "")
    rows = text.split("\n")
    first = next((n for n, row in enumerate(rows) if row.strip()), 0)
    if rows[first].rstrip() == "---":
        end = next((n for n in range(first + 1, len(rows)) if rows[n].rstrip() == "---"), 0)
        if end and all(":" in row or not row.strip() for row in rows[first + 1 : end]):
            rows[: end + 1] = [""] * (end + 1)
    return "\n".join(rows)


def _definitions(text: str) -> tuple[list[str], Mapping[str, str]]:
    """The rows with empty ones for definitions of links, and these: address by label."""
    rows = text.split("\n")
    hidden = masked(text).split("\n")
    found: dict[str, str] = {}
    for n, row in enumerate(rows):
        definition = _DEFINITION.match(row) if hidden[n][:1] != "\x00" else None
        if definition and not definition["label"].startswith("^"):
            found.setdefault(definition["label"].casefold(), definition["url"])
            rows[n] = ""
    return rows, found


class _Draft(Struct):
    """A release that is being read."""

    head: LoggedRelease
    level: int
    intro: list[str]
    changes: list[Logged]
    section: str = ""
    sections: tuple[tuple[int, str], ...] = ()
    said: str = ""


class _Reader:
    """One walk over the blocks of a changelog."""

    def __init__(self, *, full_names: bool, definitions: Mapping[str, str]) -> None:
        self.full_names = full_names
        self.definitions = definitions
        self.releases: list[_Draft] = []
        self.left: list[LeftOver] = []
        self._draft: _Draft | None = None
        self._level = 0

    def done(self) -> tuple[tuple[LoggedRelease, ...], tuple[LeftOver, ...]]:
        releases = tuple(
            replace(
                draft.head,
                intro=self._linked("\n\n".join(draft.intro)),
                changes=tuple(draft.changes),
            )
            for draft in self.releases
        )
        return releases, tuple(self.left)

    def take(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._heading(block)
        elif self._draft is None:
            text = block.text if isinstance(block, Paragraph) else block.items[0].text
            self._leave(block.line, text, "it stands in no release")
        elif isinstance(block, Listing):
            self._listing(self._draft, block)
        else:
            self._paragraph(self._draft, block)

    def _heading(self, block: Heading) -> None:
        release = None if block.level == BOLD_LEVEL else _release(block)
        if release and (release.date or not self._level or block.level <= self._level):
            self._level = min(self._level or block.level, block.level)
            self._draft = _Draft(release, block.level, [], [])
            self.releases.append(self._draft)
        elif self._draft and (block.level > self._level or changelog_words.of_heading(block.text)):
            level = max(block.level, self._level + 1)
            above = tuple(each for each in self._draft.sections if each[0] < level)
            self._draft.sections = (*above, (level, block.text))
            self._draft.section = block.text
        else:
            self._draft = None
            if block.level > 1 or self.releases:
                self._leave(block.line, block.text, "this heading names no version")

    def _listing(self, draft: _Draft, block: Listing) -> None:
        group, scope = "", ""
        for _, text in draft.sections:
            named = changelog_words.of_heading(text)
            if named or changelog_words.is_thanks(text):
                group = named or group
            else:
                scope = text
        found = changes_of(
            block.items,
            draft.section,
            group=group,
            scope=_plain(scope),
            full_names=self.full_names,
            linked=self._linked,
        )
        draft.changes += found

    def _paragraph(self, draft: _Draft, block: Paragraph) -> None:
        text = block.text.strip()
        day, written = changelog_dates.find(text)
        if written and not draft.head.date_written and len(text) < _DATE_ALONE:
            rest = _SAYS_NOTHING.sub("", text.replace(written, ""))
            if not rest:
                draft.head = replace(draft.head, date=day, date_written=written)
                return
        if _YANKED.search(text) and len(text) < 2 * _DATE_ALONE:
            draft.head = replace(draft.head, yanked=True)
        thanks = thanked(block.text, block.line, draft.section, self._linked)
        if thanks:
            draft.changes.append(thanks)
            return
        if draft.section and draft.said != draft.section:
            draft.intro.append(f"**{_plain(draft.section)}**")
            draft.said = draft.section
        draft.intro.append(block.text)
        if draft.section:
            self._leave(
                block.line, text, "no item of a list; it is kept in the text of the release"
            )

    def _leave(self, line: int, text: str, reason: str) -> None:
        self.left.append(LeftOver(line, " ".join(text.split()), reason))

    def _linked(self, text: str) -> str:
        """The text with addresses in place of references that stand at the end of the file."""
        if not self.definitions or "[" not in text:
            return text
        hidden = masked(text)
        pieces: list[str] = []
        at = 0
        for found in _REFERENCE.finditer(hidden):
            label = (
                text[slice(*found.span("label"))]
                if found["label"]
                else text[slice(*found.span("text"))]
            )
            url = self.definitions.get(label.casefold())
            if url is None:
                continue
            pieces += [text[at : found.start()], f"[{text[slice(*found.span('text'))]}]({url})"]
            at = found.end()
        return "".join([*pieces, text[at:]])


def _plain(heading: str) -> str:
    """A heading without links, emphasis, code marks and pictograms."""
    text = _LINKED.sub(lambda found: found["text"], heading)
    return " ".join(
        re.sub(r"[*`#]|\b_|_\b|[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]", " ", text).split()
    )


def _release(block: Heading) -> LoggedRelease | None:
    """The release that a heading begins; None if it names no version."""
    title = _plain(block.text)
    opened = _UNRELEASED.match(title)
    day, written = changelog_dates.find(title)
    if opened:
        return LoggedRelease("", "", written, title, "", (), block.line, unreleased=True)
    found = _VERSION.match(title)
    if found is None or not (written or "." in found["version"]):
        return None
    rest = _SAYS_NOTHING.sub("", found["rest"].replace(written, "") if written else found["rest"])
    yanked = bool(_YANKED.search(found["rest"]))
    if (rest and not written and not yanked) or re.search(r"(?i)\.x$", found["version"]):
        return None
    if found["version"] == written.strip() or (day and found["version"] in day):
        return None
    waits = bool(written) and not day and bool(re.search(r"(?i)develop|unreleased|开发", written))
    return LoggedRelease(
        found["version"], day, written, title, "", (), block.line, yanked=yanked, unreleased=waits
    )


def sections_of(release: LoggedRelease) -> Iterator[tuple[str, Sequence[Logged]]]:
    """The changes of a release under the headings they were written below, in order."""
    names = dict.fromkeys(change.section for change in release.changes)
    for name in names:
        yield name, [change for change in release.changes if change.section == name]
