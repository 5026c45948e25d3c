"""Files that an import may write again, as long as nobody has edited them.

A file that was imported says so in a comment of its head, with the digest of the rest of it. If the
digest is no longer right, or the comment is gone, the file belongs to the team and stays. Which
release ships a change is no part of that: the release says it when it collects what waits.
"""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from generator.intake.changes.report import Book, Done, State
from generator.intake.posts.dates import without_date
from generator.intake.posts.names import language_of
from generator.markup.front_matter import split

_STAMP = re.compile(r"^# imported from (.*); digest ([0-9a-f]{16})\n", re.MULTILINE)
_FENCE = "---\n"
_RELEASE = re.compile(r"\A---\n(?:# imported from [^\n]*\n)?(?P<line>release:[^\n]*)\n")
_WAITS = "release: next"
_LONGEST = 120


def stamped(text: str, source: str) -> str:
    """A file's text with the comment that says where it comes from.

    Args:
        text: it begins with front matter.
        source: a name to show; what would end the comment is taken out of it.
    """
    stamp = f"# imported from {_called(source)}; digest {_digest(text)}\n"
    return text.replace(_FENCE, _FENCE + stamp, 1)


def _called(source: str) -> str:
    return " ".join(source.partition(":")[0].split())[:_LONGEST]


def is_untouched(text: str) -> bool:
    """Whether a file is as an import has written it."""
    plain = text.replace("\r\n", "\n")
    found = _STAMP.search(plain)
    return found is not None and _digest(_STAMP.sub("", plain, count=1)) == found[2]


def in_its_release(text: str, old: str) -> str:
    """The text of a change in the release that its file names now, if that is not the next one.

    Args:
        text: the new one, without the comment.
        old: what the file holds.
    """
    now = _RELEASE.match(old.replace("\r\n", "\n"))
    new = _RELEASE.match(text)
    if now is None or new is None or now["line"] == _WAITS:
        return text
    return text.replace(new["line"], now["line"], 1)


def _same(old: str, new: str) -> bool:
    return _STAMP.sub("", old.replace("\r\n", "\n"), count=1) == _STAMP.sub("", new, count=1)


def _digest(text: str) -> str:
    text = _RELEASE.sub(_FENCE, text)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Shelf(Struct, frozen=True):
    """The entries of one folder of the content: path below it by id and language."""

    content: Path
    folder: str
    places: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def place(self, name: str, lang: str, otherwise: str) -> str:
        """Path of an entry, relative to the content; of a new one, `otherwise`."""
        return self.places.get((name.casefold(), lang.casefold()), otherwise)

    def text(self, place: str) -> str | None:
        """What stands at a path; None if nothing does."""
        file = self.content / place
        if not file.is_file():
            return None
        return file.read_text(encoding="utf-8-sig", errors="replace")

    def is_of_another(self, place: str, source: str) -> bool:
        """Whether an import has written what stands at a path, from another source."""
        found = _STAMP.search((self.text(place) or "").replace("\r\n", "\n"))
        return found is not None and found[1] != _called(source)


def shelf(content: Path, folder: str) -> Shelf:
    """The entries that a folder of the content holds now."""
    places: dict[tuple[str, str], str] = {}
    for file in sorted((content / folder).rglob("*.md")):
        path = PurePosixPath(file.relative_to(content).as_posix())
        if any(part.startswith(".") for part in path.parts):
            continue
        stem, lang = language_of(path)
        name = without_date(path.parent.name if stem == "index" else stem)
        head = split(file.read_text(encoding="utf-8", errors="replace")).head.tree
        fields = head if isinstance(head, dict) else {}
        own = fields.get("id")
        written = fields.get("lang")
        key = (own if isinstance(own, str) and own else name).casefold()
        spoken = written if isinstance(written, str) else lang
        places.setdefault((key, spoken.casefold()), str(path))
        places.setdefault((key, lang.casefold()), str(path))
    return Shelf(content, folder, places)


class Desk(Struct):
    """Decides about file after file, and writes them all at the end."""

    shelf: Shelf
    book: Book
    force: bool = False
    files: dict[Path, bytes] = field(default_factory=dict)

    def take(self, text: str, source: str, name: str, place: str) -> State:
        """Have a file written to a path of the content, unless it is the team's by now.

        Args:
            text: with front matter, without the comment.
            source: file and line it comes from.
            name: id of the entry.
        """
        new = stamped(text, source)
        old = self.shelf.text(place)
        state = self._state(old, new)
        if state is State.KEPT:
            message = "it was edited by hand and stays as it is (--force replaces it)"
            self.book.note(f"{self.shelf.content.name}/{place}", 0, "kept", message)
        elif state is not State.UNCHANGED:
            self.files[self.shelf.content / place] = new.encode("utf-8", "replace")
        self.book.done.append(Done(source, f"{self.shelf.content.name}/{place}", name, state))
        return state

    def leave(self, source: str, name: str, place: str) -> None:
        """Leave out what an import has written once, and the team has taken out since."""
        target = f"{self.shelf.content.name}/{place}"
        message = "it was taken out by hand and stays out (--force brings it back)"
        self.book.note(target, 0, "taken-out", message)
        self.book.done.append(Done(source, target, name, State.KEPT))

    def _state(self, old: str | None, new: str) -> State:
        if old is None:
            return State.CREATED
        if _same(old, new):
            return State.UNCHANGED
        return State.CHANGED if self.force or is_untouched(old) else State.KEPT
