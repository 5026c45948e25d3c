"""What closes the open parts of a text: references, people and addresses, for one reader."""

import re
from collections import Counter
from collections.abc import Callable
from html import escape
from urllib.parse import unquote, urlsplit

from msgspec import Struct, field

from generator.journal.journal import Journal, resolve
from generator.journal.visibility import may_appear
from generator.kinds.kind import Use
from generator.kinds.table import KINDS
from generator.markup.prose import Address, Image, ReferenceStart, Target, Video, plain_image
from generator.model.entry import Entry
from generator.model.reference import Byline, Reference
from generator.pages import routes
from generator.pages.desk import picture_html
from generator.pages.desk.library import Library, beside, named
from generator.pages.desk.pictures import FORMATS, alone, picture
from generator.pages.values import Picture
from generator.pages.words import Words
from generator.problems import Location, Problem, Severity, did_you_mean
from generator.reader.files import STATIC

SOMEBODY = "somebody"
"""What stands for a person who is in the people table but not public."""

_SCHEME = re.compile(r"^([a-zA-Z][a-zA-Z0-9+.-]*):")


class Found(Struct, frozen=True):
    """What filling came across: files to publish, and problems of addresses.

    Attributes:
        dead: addresses that lead nowhere, which is among the problems.
        texts: how often each whole text was made ready to be shown.
    """

    files: set[str] = field(default_factory=set)
    dead: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    texts: Counter[str] = field(default_factory=Counter)


class Filling(Struct, frozen=True):
    """Closes the open parts of the texts of one entry (`generator.markup.prose.Filler`).

    Attributes:
        lang: the reader's language; references lead to that version where there is one.
        whole: True for feeds: every address begins with the scheme.
        on_own_page: False where the text stands on another page, so that `#anchor` needs its page.
    """

    journal: Journal
    library: Library
    words: Words
    entry: Entry
    lang: str
    found: Found
    whole: bool = False
    on_own_page: bool = True

    def reference(self, part: ReferenceStart) -> Target | None:
        """Where a public entry is, and its title."""
        shown = self.shown(part.kind, part.id)
        if shown is None:
            return None
        lang = "" if shown.lang == self.entry.lang else shown.lang
        return Target(self.url(self.path(shown)), self.title(shown), lang)

    def title(self, shown: Entry) -> str:
        """What another entry is called; in feeds, where it may not stand, by its kind alone."""
        if self.whole and not may_appear(shown, Use.FEEDS):
            return self.word(KINDS[shown.kind].one)
        return shown.head.title

    def person(self, handle: str) -> tuple[str, str] | None:
        """Profile URL and displayed name of somebody in the people table."""
        shown = self.shown("person", handle)
        if shown is not None:
            return self.url(self.path(shown)), shown.head.title
        is_unnamed = self.is_unnamed(Byline(handle, handle=True))
        return ("", self.word(SOMEBODY)) if is_unnamed else None

    def is_unnamed(self, byline: Byline) -> bool:
        """Whether somebody is in the people table but not public: neither name nor handle is."""
        target = resolve(byline, self.journal.people)
        return target is not None and self.journal.shown(target, self.lang) is None

    def who(self, byline: Byline) -> Entry | None:
        """The public profile of the person that a field names, by handle, id or name."""
        target = resolve(byline, self.journal.people)
        return None if target is None else self.journal.shown(target, self.lang)

    def shown(self, kind: str, name: str) -> Entry | None:
        """The public entry that a reference names, in the reader's language if it can be."""
        target = resolve(Reference(kind, name), self.journal.people)
        return None if target is None else self.journal.shown(target, self.lang)

    def address(self, part: Address) -> str:
        """The published URL of what the author wrote."""
        url = part.url
        scheme = _SCHEME.match(url)
        if scheme:
            self._report(
                part,
                "unknown-scheme",
                f"'{scheme[1]}:' is no kind and no web address",
                did_you_mean(scheme[1], KINDS),
            )
            return url
        if url.startswith("//"):
            return f"https:{url}" if self.whole else url
        if url.startswith("#"):
            return url if self.on_own_page else self.url(self.path(self.entry)) + url
        if url.startswith("?"):
            return self.url(self.path(self.entry)) + url
        if url.startswith("/"):
            base = self.journal.config.base_url if self.whole else self.journal.config.base_path
            return base[:-1] + url
        return self._relative(part)

    def _relative(self, part: Address) -> str:
        file = beside(self.entry, part.url)
        rest = part.url[len(part.url.partition("#")[0].partition("?")[0]) :]
        target = self.library.entries.get(file)
        if target is not None:
            shown = self.journal.shown(target.reference, target.lang)
            if shown is not None:
                return self.url(self.path(shown)) + rest
            self._report(part, "not-public", f"'{part.url}' is not public yet")
            return self.url(self.path(self.entry))
        path = self.library.path(self.journal.config, file)
        if path is None:
            self._report(
                part,
                "missing-file",
                f"there is no file '{urlsplit(part.url).path}' here",
                self._unquoted(part.url) or self.near(file),
            )
            here = self.path(self.entry)
            away = self.url(here) + part.url
            whole = routes.absolute(self.journal.config, here) + part.url  # as in feeds
            self.found.dead.update((part.url, away, whole))
            return part.url if self.on_own_page else away
        if file in self.library.sealed:
            hint = "the page of the vote links to what is published of it"
            self._report(part, "not-published", f"'{part.url}' is read, and not published", hint)
            return self.url(self.path(self.entry))
        if self._is_hidden(file):
            self._report(part, "not-public", f"'{part.url}' belongs to what is not public yet")
            return self.url(self.path(self.entry))
        if file in self.library.album.unfit:
            return self.url(self.path(self.entry))  # why, is said where it was found out
        self.found.files.add(file)
        return self.url(path) + rest

    def picture(self, part: Image) -> str:
        """A picture in its sizes; its alt text alone if it cannot or must not be shown."""
        file = self._file_of(part.url)
        if file in self.library.album.unfit:
            return picture_html.in_words(part)
        url = self.address(Address(part.url, "src", part.line))
        if file is not None and self._is_hidden(file):
            return picture_html.in_words(part)
        photo = self.library.album.photos.get(file or self._static_file(part.url))
        if photo is None:
            return plain_image(part, url)
        if file is None:
            return picture_html.in_one_size(part, photo, url)
        show = picture_html.in_feed if self.whole else picture_html.on_page
        return show(part, photo, self._forms(file))

    def shot(self, name: str, alt: str) -> Picture | None:
        """A picture that a field names; None if it cannot or must not be shown."""
        url = self.file(name)
        if url is None:
            return None
        file = named(self.entry, name)
        photo = self.library.album.photos.get(file)
        if photo is None:
            return Picture(url, alt)
        show = alone if self.whole else picture
        return show(photo, alt, self._forms(file))

    def video(self, part: Video) -> str:
        """A film, with the picture of the same name beside it as its poster."""
        url = self.address(Address(part.url, "src", part.line))
        file = self._file_of(part.url)
        if file is not None and self._is_hidden(file):
            return escape(part.label)
        return picture_html.film(part, url, self._poster(file) if file else None)

    def _poster(self, film: str) -> Picture | None:
        stem = film.rpartition(".")[0]
        for ending in FORMATS:
            file = f"{stem}{ending}"
            photo = self.library.album.photos.get(file)
            if photo is not None and photo.width:
                self.found.files.add(file)
                return alone(photo, "", self._forms(file))
        return None

    def _file_of(self, url: str) -> str | None:
        """The project file that a relative address names; None for any other address."""
        if _SCHEME.match(url) or url.startswith(("/", "#", "?")):
            return None
        file = beside(self.entry, url)
        return file if self.library.path(self.journal.config, file) is not None else None

    def _static_file(self, url: str) -> str:
        """The project file that an address from the root of the site names, if there is one."""
        if url.startswith("//") or not url.startswith("/"):
            return ""
        path = unquote(urlsplit(url).path)
        return routes.normal(f"{self.journal.config.content}/{STATIC}{path}")

    def _forms(self, file: str) -> Callable[[str], str]:
        """The address of each form of a picture, by its ending."""
        path = self.library.path(self.journal.config, file)
        return lambda ending: self.url(f"{path}{ending}")

    def word(self, message: str) -> str:
        """A word of the program in the language of the text."""
        return self.words.say(self.entry.lang, message)

    def file(self, name: str) -> str | None:
        """URL of a file that a field names; None if there is no such file."""
        file = named(self.entry, name)
        path = self.library.path(self.journal.config, file)
        if path is None or self._is_hidden(file) or file in self.library.album.unfit:
            return None
        self.found.files.add(file)
        return self.url(path)

    def is_missing(self, name: str) -> bool:
        """Whether a field names a file that is not there, or not yet public."""
        return self.file(name) is None and named(self.entry, name) not in self.library.album.unfit

    def _is_hidden(self, file: str) -> bool:
        """Whether a file is sealed, or lies in the folder of another entry that is not public."""
        if file in self.library.sealed:
            return True
        owner = self.library.owner(file)
        if owner is None or owner.reference == self.entry.reference:
            return False
        return self.journal.shown(owner.reference, self.lang) is None

    def path(self, entry: Entry) -> str:
        """Path of an entry's page."""
        return routes.entry_path(self.journal.config, entry)

    def url(self, path: str) -> str:
        """The address of a path, whole for feeds."""
        make = routes.absolute if self.whole else routes.href
        return make(self.journal.config, path)

    def near(self, file: str) -> str:
        """A hint that names the file which a wrong one nearly means, or an empty text."""
        folder, _, name = file.rpartition("/")
        return did_you_mean(name, self.library.names.get(folder, ()))

    def _unquoted(self, url: str) -> str:
        """A hint if an address would name a file, were it not for signs that end a path."""
        is_file = self.library.path(self.journal.config, named(self.entry, unquote(url)))
        return "in an address, write '#' as %23 and '?' as %3F" if is_file else ""

    def _report(self, part: Address, code: str, message: str, hint: str = "") -> None:
        if not self.on_own_page:
            return  # it is reported where the text is at home
        place = Location(self.entry.location.file, part.line)
        self.found.problems.append(Problem(place, code, message, hint, Severity.WARNING))
