"""Previews: what is not public yet, at addresses that only those know who were told them.

A preview is made of a second journal, in which what it shows is public and stands at its secret
address. Nothing of that journal reaches another page, a list, a feed or a file of the site.
"""

import dataclasses
import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from generator.config import Config
from generator.journal.journal import Journal, revealed
from generator.journal.loop.loop import with_loop
from generator.journal.recognition.recognise import with_recognition
from generator.journal.visibility import Hidden, Reason
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Reference
from generator.pages import routes
from generator.pages.atlas import atlas
from generator.pages.desk.entry_views import Desk
from generator.pages.desk.filling import Found
from generator.pages.desk.library import Library, library
from generator.pages.desk.topics import topics
from generator.pages.entries.entry_pages import entry_page, neighbours_of
from generator.pages.entries.votes import vote_files
from generator.pages.files import sorted_out
from generator.pages.frame import Tree
from generator.pages.people.badges import badge_files
from generator.pages.plan import Plan, Previewed, Sheet, Text
from generator.pages.values import Link, Preview
from generator.pages.views import EntryPage

FOLDER = "preview"
"""Folder of the site that holds all previews and nothing else."""
TOKEN_DIGITS = 32
"""Length of the secret part of an address, in hexadecimal digits: 128 bits."""

SHOWN: frozenset[Reason] = frozenset({Reason.DRAFT, Reason.EARLY, Reason.PENDING, Reason.COMPANION})
"""Why an entry may be hidden and have a preview: all that may still come.

What was taken back, and what nobody agreed to, is shown to nobody.
"""

_DECLINED = "declined"


def token(key: bytes, reference: Reference, lang: str) -> str:
    """The secret part of a preview's address: HMAC-SHA-256 (RFC 2104) over entry and language.

    The same key gives the same address for ever, so that a preview may be edited and sent again.
    """
    said = f"{reference}\n{lang}".encode()
    return hmac.new(key, said, hashlib.sha256).hexdigest()[:TOKEN_DIGITS]


def with_previews(plan: Plan, trees: Sequence[Tree], files: frozenset[str], key: bytes) -> Plan:
    """A plan that has previews beside all that it had.

    Args:
        trees: the public site in each language.
        files: paths in the project of all files that entries may show.
        key: what addresses are derived from; whoever knows it knows them all.
    """
    desk = trees[0].desk
    hidden = dict(_previewed(desk.journal))
    room = _Room.of(plan, trees, hidden, files, key)
    sheets = list(room.sheets())
    copies, pictures = sorted_out(room.trees[0].desk, room.files)
    return replace(
        plan,
        sheets=(*plan.sheets, *sheets),
        copies=(*plan.copies, *copies),
        pictures=(*plan.pictures, *pictures),
        handed_out=(*plan.handed_out, *room.handed_out()),
        dead=plan.dead | room.found.dead,
        previews=tuple(_told(desk.config, sheet, hidden) for sheet in sheets),
    )


def _previewed(journal: Journal) -> Iterator[tuple[tuple[Reference, str], Hidden]]:
    """The hidden versions that have a preview."""
    for (reference, lang), why in journal.hidden.items():
        entry = next(each for each in journal.versions[reference] if each.lang == lang)
        is_declined = KINDS[entry.kind].moderated and _decision(entry) == _DECLINED
        if why.reason in SHOWN and not is_declined:
            yield (reference, lang), why


def _decision(entry: Entry) -> str:
    """What was decided about an entry that somebody sent in; empty for all others."""
    return str(getattr(entry.record, "decision", ""))


def _told(
    config: Config, sheet: Sheet, hidden: Mapping[tuple[Reference, str], Hidden]
) -> Previewed:
    entry = sheet.entry
    if entry is None:
        raise TypeError("a preview is the page of an entry")
    why = hidden[(entry.reference, entry.lang)]
    url = routes.absolute(config, sheet.path)
    title = entry.head.title
    return Previewed(str(entry.reference), entry.lang, title, url, why.until, why.because)


def _journal(
    journal: Journal, hidden: Mapping[tuple[Reference, str], Hidden], key: bytes
) -> Journal:
    """The journal as if all that has a preview were public, and stood there."""

    def placed(entry: Entry) -> Entry:
        if (entry.reference, entry.lang) not in hidden:
            return entry
        return dataclasses.replace(
            entry, aside=f"/{FOLDER}/{token(key, entry.reference, entry.lang)}/"
        )

    versions = {
        reference: tuple(map(placed, group)) for reference, group in journal.versions.items()
    }
    kept = {at: why for at, why in journal.hidden.items() if at not in hidden}
    return with_recognition(with_loop(revealed(journal, versions, kept)))


class _Room(Struct, frozen=True):
    """Where previews are laid out.

    Attributes:
        trees: the site in each language, made of the journal that has everything.
        library: its files; those that readers may not know of have no place yet.
        known: addresses of the pages that are there.
        files: all that previews show: path in the project, and file of the site.
        found: what came to light.
    """

    trees: tuple[Tree, ...]
    library: Library
    known: frozenset[str]
    until: Mapping[tuple[Reference, str], datetime | None]
    files: list[tuple[str, str]]
    found: Found

    @classmethod
    def of(
        cls,
        plan: Plan,
        trees: Sequence[Tree],
        hidden: Mapping[tuple[Reference, str], Hidden],
        files: frozenset[str],
        key: bytes,
    ) -> "_Room":
        """The room for what is `hidden`."""
        desk = trees[0].desk
        journal = _journal(desk.journal, hidden, key)
        entries = [entry for versions in journal.versions.values() for entry in versions]
        shelves = replace(
            library(entries, files, desk.library.album),
            known=frozenset(
                routes.normal(source)
                for source in (
                    *(copy.source for copy in plan.copies),
                    *(picture.source for picture in plan.pictures),
                )
            ),
        )
        inside = Desk(
            journal, shelves, desk.words, topics=topics(journal), sizes=desk.sizes, said=desk.said
        )
        made = tuple(replace(each, desk=inside, atlas=atlas(journal, each.lang)) for each in trees)
        known = frozenset(routes.href(desk.config, sheet.path) for sheet in plan.sheets)
        until = {at: why.until for at, why in hidden.items()}
        return cls(made, shelves, known, until, [], Found())

    def sheets(self) -> Iterator[Sheet]:
        """The preview of everything that has one, and what it shows noted in `files`."""
        for tree in self.trees:
            near = neighbours_of(tree.atlas)
            for entry in tree.atlas.own:
                if entry.aside:
                    desk = self._desk(tree.desk, entry)
                    sheet = entry_page(replace(tree, desk=desk), entry, near[id(entry)])
                    self._note(desk)
                    yield self._unlisted(tree, sheet, entry)

    def handed_out(self) -> Iterator[Text]:
        """Files of data that the previews link to."""
        found = (
            *vote_files(self.trees[0].desk),
            *(text for tree in self.trees for text in badge_files(tree)),
        )
        yield from (text for text in found if text.path.startswith(f"{FOLDER}/"))

    def _desk(self, desk: Desk, entry: Entry) -> Desk:
        """A desk whose pictures lie beside the preview of an entry, as long as nobody has them."""
        shelves = replace(self.library, aside=entry.aside)
        return replace(desk, library=shelves, found=Found(), cards={})

    def _note(self, desk: Desk) -> None:
        self.found.dead.update(desk.found.dead)
        for file in sorted(desk.found.files):
            path = desk.library.path(desk.config, file)
            if path is not None and path.startswith(f"/{FOLDER}/"):
                self.files.append((file, path[1:]))

    def _unlisted(self, tree: Tree, sheet: Sheet, entry: Entry) -> Sheet:
        """The page of an entry without what only public ones have, such as a feed of their own."""
        view = sheet.view
        if not isinstance(view, EntryPage):
            raise TypeError("a preview is the page of an entry")
        preview = Preview(tree.desk.local(self.until[(entry.reference, entry.lang)]))
        series = view.entry.series
        inside = replace(
            view.entry,
            tags=tuple(filter(self._is_there, view.entry.tags)),
            series=series if series is not None and series.url in self.known else None,
        )
        page = replace(view.page, feeds=(tree.site.feed,), noindex=True, preview=preview)
        window = view.window if view.window and self._is_there(view.window) else None
        shown = replace(
            view, page=page, entry=inside, window=window, certificate="", archive="", sums=""
        )
        return replace(sheet, view=shown, whole="")

    def _is_there(self, link: Link) -> bool:
        return link.url in self.known
