"""Which tags the journal introduces, and what they are called in each language (E7)."""

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from generator.journal.journal import Journal
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages import routes
from generator.problems import Problem


class Topics(Struct, frozen=True):
    """The introduced tags of a journal.

    Attributes:
        by_slug: public language versions of the topic of a tag, by the tag's part of an address.
    """

    by_slug: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)

    def introducing(self, tag: str, lang: str) -> Entry | None:
        """The text in a language that introduces a tag, however another language writes that."""
        versions = self.by_slug.get(routes.slug(tag), ())
        return next((entry for entry in versions if entry.lang == lang), None)

    def tag(self, tag: str, lang: str) -> str:
        """A tag as the topic's version in a language writes it; itself where there is none."""
        found = self.introducing(tag, lang)
        return routes.tag_of(found) if found else tag

    def title(self, tag: str, lang: str) -> str:
        """What readers of a language see in place of a tag."""
        found = self.introducing(tag, lang)
        return found.head.title if found else tag

    def of(self, lang: str) -> Iterator[str]:
        """Every tag that a text in a language introduces, in order."""
        found = {
            routes.tag_of(entry): entry
            for versions in self.by_slug.values()
            for entry in versions
            if entry.lang == lang
        }
        yield from sorted(found)


def topics(journal: Journal) -> Topics:
    """The topics of a journal that are public at its instant."""
    found: dict[str, tuple[Entry, ...]] = {}
    for versions in journal.public():
        if KINDS[versions[0].kind].tag:
            for entry in versions:
                found.setdefault(routes.slug(routes.tag_of(entry)), versions)
    return Topics(found)


def rivals(journal: Journal) -> Iterator[Problem]:
    """Topics that introduce one tag in one language; the page of the tag shows only the first."""
    first: dict[str, Entry] = {}
    for versions in journal.public():
        for entry in versions:
            if KINDS[entry.kind].tag:
                path = routes.entry_path(journal.config, entry)
                other = first.setdefault(path, entry)
                if other.reference != entry.reference:
                    message = f"'{routes.tag_of(entry)}' is introduced by {other.location}, too"
                    hint = "give one of the two another 'tag'"
                    yield Problem(entry.at(("tag",)), "duplicate-topic", message, hint)
