"""A journal's releases as a changelog in Markdown (https://keepachangelog.com/en/1.1.0/).

It is written so that it can be read in place again and gives the same changes: each with its group,
its why, its credits and its references. The prose of a release stays in the journal.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from generator.journal.changes import changes_of
from generator.journal.journal import Journal, resolve
from generator.kinds.change import Category, Change
from generator.kinds.release import YANKED
from generator.kinds.table import KINDS
from generator.markup import credit_list, mentions
from generator.model.entry import Entry
from generator.model.reference import Byline, Reference
from generator.pages import routes

_HEADINGS: Mapping[Category, tuple[str, str]] = {
    Category.ADDED: ("Added", "新增"),
    Category.CHANGED: ("Changed", "变更"),
    Category.DEPRECATED: ("Deprecated", "弃用"),
    Category.REMOVED: ("Removed", "移除"),
    Category.FIXED: ("Fixed", "修复"),
    Category.SECURITY: ("Security", "安全"),
}
_TITLE = ("Changelog", "更新日志")
_UNRELEASED = ("Unreleased", "未发布")
_WHY = ("Why: ", "原因：")
_INTERNAL = "internal: "
_LINK = re.compile(
    rf"\[(?P<label>[^\[\]]*)\]\((?P<kind>{'|'.join(KINDS)}):(?P<id>[^()\s#]+)(?P<rest>#[^()\s]*)?\)"
)


class Wish(Struct, frozen=True):
    """How a changelog is to be written.

    Attributes:
        lang: language of the reader.
        links: True for links to the pages of the site, which work anywhere; False for references,
            which can be read again.
    """

    lang: str
    links: bool = False


def changelog(journal: Journal, wish: Wish, unreleased: Sequence[Change] = ()) -> str:
    """The public releases of a journal, newest first.

    Args:
        unreleased: changes that wait for the next release; they stand above the others.
    """
    writer = _Writer(journal, wish)
    blocks = [f"# {writer.word(_TITLE)}"]
    if unreleased:
        blocks += [f"## [{writer.word(_UNRELEASED)}]", *writer.sections(unreleased)]
    for entry in _releases(journal, wish.lang):
        blocks += [*writer.heading(entry), *writer.sections(changes_of(entry))]
    return "\n\n".join(blocks) + "\n"


def _releases(journal: Journal, lang: str) -> Iterator[Entry]:
    for versions in journal.public():
        shown = journal.shown(versions[0].reference, lang)
        if shown is not None and KINDS[shown.kind].version:
            yield shown


class _Writer(Struct, frozen=True):
    journal: Journal
    wish: Wish

    @property
    def is_chinese(self) -> bool:
        return self.wish.lang.casefold().startswith("zh")

    def word(self, words: tuple[str, str]) -> str:
        return words[self.is_chinese]

    def heading(self, entry: Entry) -> Iterator[str]:
        """The version, its date, what else its title says; and its summary."""
        version = str(getattr(entry.record, KINDS[entry.kind].version))
        title = entry.head.title.removeprefix(version).strip(" :：,，-–—·")
        day = self._day(entry.head.date)
        yanked = " [YANKED]" if getattr(entry.record, "channel", "") == YANKED else ""
        heading = " - ".join(part for part in (f"## [{version}]", day, title) if part)
        yield heading + yanked
        if entry.head.summary:
            yield _line(entry.head.summary)

    def _day(self, date: datetime | None) -> str:
        zone = self.journal.config.zone
        return f"{date.astimezone(zone):%Y-%m-%d}" if date else ""

    def sections(self, changes: Iterable[Change]) -> Iterator[str]:
        """The groups that there are changes of, in the order of Keep a Changelog."""
        every = tuple(changes)
        for category, words in _HEADINGS.items():
            items = [self._item(change) for change in every if change.category is category]
            if items:
                yield f"### {self.word(words)}"
                yield "\n".join(items)

    def _item(self, change: Change) -> str:
        text = self._text(change.text.source)
        label = _INTERNAL if change.internal else ""
        why = f"\n  {self.word(_WHY)}{self._text(change.why.source)}" if change.why else ""
        return f"- {label}{text}{self._refs(change, text)}{self._credits(change)}{why}"

    def _text(self, source: str) -> str:
        """One line of Markdown in which nothing is named that is not public."""
        linked = _LINK.sub(self._link, _line(source))
        pieces = mentions.split(linked)
        pieces[1::2] = [f"@{h}" if self._is_shown(h) else "…" for h in pieces[1::2]]
        return "".join(pieces)

    def _is_shown(self, handle: str) -> bool:
        target = resolve(Byline(handle, handle=True), self.journal.people)
        return target is None or self.journal.shown(target, self.wish.lang) is not None

    def _link(self, found: re.Match[str]) -> str:
        name = Reference(found["kind"], found["id"])
        return self._linked(name, found["label"], found["rest"] or "") or found["label"] or "…"

    def _linked(self, name: Reference, label: str, fragment: str = "") -> str:
        """A link to a public entry; empty for any other."""
        target = resolve(name, self.journal.people)
        shown = self.journal.shown(target, self.wish.lang) if target else None
        if shown is None:
            return ""
        config = self.journal.config
        url = str(name)
        if self.wish.links:
            url = routes.absolute(config, routes.entry_path(config, shown))
        title = re.sub(r"([\[\]\\])", r"\\\1", _line(shown.head.title))
        return f"[{label or title}]({url}{fragment})"

    def _refs(self, change: Change, text: str) -> str:
        """What a change cites and its text does not link to, in brackets."""
        links = [self._linked(ref, "") for ref in change.refs]
        missing = [each for each in links if each and each.rpartition("](")[2] not in text]
        return f" ({', '.join(missing)})" if missing else ""

    def _credits(self, change: Change) -> str:
        """Who is credited; names that could not be read again stand in brackets of their own."""
        named = [(str(c.role), self._name(c.person)) for c in change.credits]
        odd = [(role, name) for role, name in named if name and not credit_list.is_name(name)]
        plain = [(role, name) for role, name in named if name and (role, name) not in odd]
        return "".join(
            credit_list.written(part, chinese=self.is_chinese) for part in (odd, plain) if part
        )

    def _name(self, byline: Byline) -> str:
        """Somebody as they are written in a changelog; empty for those who are not public."""
        target = resolve(byline, self.journal.people)
        if target is None:
            return str(byline)
        if self.journal.shown(target, self.wish.lang) is None:
            return ""
        return str(byline) if byline.handle else f"@{self._handle(target)}"

    def _handle(self, target: Reference) -> str:
        person = self.journal.original(target)
        handle = getattr(person.record, "handle", None) if person else None
        return str(handle or target.id).removeprefix("@")


def _line(text: str) -> str:
    return " ".join(text.split())
