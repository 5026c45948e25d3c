"""Texts of the configuration as readers see them."""

from html import escape

from msgspec import Struct

from generator.markup.prose import Address, Image, ReferenceStart, Target, Video
from generator.model.reference import Reference
from generator.pages.desk.entry_views import Desk
from generator.pages.desk.filling import SOMEBODY
from generator.pages.people import known


class OptionText(Struct, frozen=True):
    """Closes the open parts of a text of the configuration (`generator.markup.prose.Filler`).

    It lies in no folder, so that it shows no files.
    """

    desk: Desk
    lang: str

    def reference(self, part: ReferenceStart) -> Target | None:
        """Where a public entry is, and its title."""
        found = self.desk.journal.shown(Reference(part.kind, part.id), self.lang)
        if found is None:
            return None
        link = known.link(self.desk, found, self.lang)
        return Target(link.url, link.title, link.lang)

    def person(self, handle: str) -> tuple[str, str] | None:
        """Profile URL and displayed name of somebody in the people table."""
        name = self.desk.journal.people.find(handle)
        if name is None:
            return None
        found = known.shown(self.desk, name, self.lang)
        if found is None:
            return "", self.word(SOMEBODY)
        link = known.link(self.desk, found, self.lang)
        return link.url, link.title

    def address(self, part: Address) -> str:
        """The address as it was written; below the site's path if it begins with `/`."""
        is_path = part.url.startswith("/") and not part.url.startswith("//")
        return self.desk.config.base_path[:-1] + part.url if is_path else part.url

    def picture(self, part: Image) -> str:
        """What a picture says, for it is not shown."""
        return escape(part.alt)

    def video(self, _part: Video) -> str:
        """Nothing."""
        return ""

    def word(self, message: str) -> str:
        """A word of the program in the reader's language."""
        return self.desk.words.say(self.lang, message)
