"""What is deployed: the record that lies on a target, and the site that goes there.

The record may be served to everybody, so it holds nothing that readers could not know: no entry
that is not public yet, and not the instant at which something will be.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import Self

from msgspec import Struct, field
from msgspec.structs import replace

from generator.pages.artefact import Role, is_inside
from generator.publish import manifest
from generator.targets.failures import Refused, TargetFailed

RECORD = ".friday/publish.json"
"""Where the record lies on a target, unless the target has a place that nobody is served from."""
VERSION = 1

Tell = Callable[[str, int, int], None]
"""Is told what is done, how many there are, and how many more are done."""


class File(Struct, frozen=True):
    """A file of the site: SHA-256 of its bytes in hex, its size in bytes, and what it is."""

    digest: str
    size: int
    role: Role


class Mark(Struct, frozen=True):
    """What a feed said of an item: its permanent id, and its two instants."""

    id: str
    updated: datetime
    published: datetime


class Site(Struct, frozen=True):
    """A finished site: its folder, and its files by their path, `/` between the parts."""

    folder: Path
    files: Mapping[str, File]

    @classmethod
    def of(cls, folder: Path) -> Self:
        """The site that the last build made in a folder.

        Raises:
            NotCommitted: the folder's manifest is damaged or cannot be read.
        """
        known = manifest.load(folder)
        return cls(folder, {p: File(r.digest, r.size, r.role) for p, r in sorted(known.items())})

    def file(self, path: str) -> Path:
        """Where a file of the site lies."""
        return self.folder / path


class Deployed(Struct, frozen=True, kw_only=True):
    """What readers see on a target.

    Attributes:
        sequence: counts the changes of what readers see, 1 for the first; a rollback is one too.
        at: the instant that the site was built for.
        source: digest of the project's files that the site was made of.
        program: fingerprint of the program that made it.
        files: path to file.
        feeds: for each feed, by the folder of its documents, every item that it ever held, as it
            was last said; the items that stand in it now come first.
        register: text of the register of publications, without what is not public yet.
        forgotten: how many people had asked to be forgotten, and are named nowhere in it.
        rejected: digest of the source that a rollback went back from; empty if there was none.
    """

    sequence: int
    at: datetime
    source: str
    program: str
    files: Mapping[str, File]
    feeds: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
    register: str = ""
    forgotten: int = 0
    rejected: str = ""

    def brought_back(self, older: "Deployed") -> "Deployed":
        """The record of an older site that is shown once more in place of this one.

        What feeds have said and what was published stays known: readers do not forget it.

        Raises:
            Refused: somebody asked to be forgotten since, whom the older site names.
        """
        if older.forgotten < self.forgotten:
            message = "somebody asked to be forgotten since that site, which names them"
            raise Refused(message, "take back in the files what is wrong now, and publish")
        return replace(
            self,
            sequence=self.sequence + 1,
            source=older.source,
            program=older.program,
            files=older.files,
            rejected=self.source,
        )

    def to_json(self) -> bytes:
        """The record as UTF-8, the same bytes for the same record."""
        data = {
            "version": VERSION,
            "sequence": self.sequence,
            "at": self.at.isoformat(),
            "source": self.source,
            "program": self.program,
            "forgotten": self.forgotten,
            "rejected": self.rejected,
            "files": {p: [f.digest, f.size, int(f.role)] for p, f in sorted(self.files.items())},
            "feeds": {path: _marks(marks) for path, marks in sorted(self.feeds.items())},
            "register": self.register,
        }
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

    @classmethod
    def from_json(cls, content: bytes, where: str) -> Self:
        """The record in a file that came from a target.

        Args:
            where: names the file in messages.

        Raises:
            TargetFailed: it is damaged, or of a later version of this program.
        """
        try:
            data = json.loads(content)
        except ValueError as error:
            raise _damaged(where) from error
        version = data.get("version") if isinstance(data, dict) else None
        if isinstance(version, int) and version > VERSION:
            message = f"'{where}' was written by a later version of friday"
            raise TargetFailed(message, "publish with that version, or a later one")
        try:
            return cls._from(data)
        except (KeyError, TypeError, ValueError) as error:
            raise _damaged(where) from error

    @classmethod
    def _from(cls, data: Mapping[str, object]) -> Self:
        """The record in a tree of JSON; a wrong tree raises KeyError, TypeError or ValueError."""
        match data:
            case {
                "sequence": int(sequence),
                "at": str(at),
                "source": str(source),
                "program": str(program),
                "files": dict(files),
                "feeds": dict(feeds),
                "register": str(register),
                "forgotten": int(people),
                **others,
            } if all(map(is_inside, files)):
                return cls(
                    sequence=sequence,
                    at=_instant(at),
                    source=source,
                    program=program,
                    files={str(path): _file(*row) for path, row in files.items()},
                    feeds={str(p): tuple(_mark(*row) for row in rows) for p, rows in feeds.items()},
                    register=register,
                    forgotten=people,
                    rejected=str(others.get("rejected", "")),
                )
            case _:
                raise ValueError("no record")


class Travel(Struct, frozen=True):
    """What went over to a target: files and bytes that were sent, and files that were deleted."""

    files: int = 0
    bytes: int = 0
    deleted: int = 0


def in_order(paths: Iterable[str], files: Mapping[str, File]) -> list[str]:
    """Paths in the order in which they may come into sight: what pages need, then pages, ….

    Feeds come after all pages, and what lists pages last.
    """
    return sorted(paths, key=lambda path: (files[path].role, path))


def changed(new: Mapping[str, File], old: Mapping[str, File]) -> list[str]:
    """Paths of files that are not on the target as they are to be, in the order to send them."""
    digest = attrgetter("digest")
    wanted = [p for p, f in new.items() if p not in old or digest(old[p]) != f.digest]
    return in_order(wanted, new)


def gone(new: Mapping[str, File], old: Mapping[str, File]) -> list[str]:
    """Paths of files of ours that are to go, sorted."""
    return sorted(old.keys() - new.keys())


def _marks(marks: Iterable[Mark]) -> list[list[str]]:
    return [[mark.id, mark.updated.isoformat(), mark.published.isoformat()] for mark in marks]


def _file(digest: object, size: object, role: object) -> File:
    if not isinstance(digest, str) or not isinstance(size, int) or not isinstance(role, int):
        raise TypeError("a file is its digest, its size and its role")
    return File(digest, size, Role(role))


def _mark(id_: object, updated: object, published: object) -> Mark:
    return Mark(str(id_), _instant(str(updated)), _instant(str(published)))


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("an instant has a zone")
    return instant


def _damaged(where: str) -> TargetFailed:
    hint = (
        "if nobody else writes there: in a bucket or a folder served in place publish once with "
        "--adopt, elsewhere name a new folder or branch"
    )
    return TargetFailed(f"'{where}', which says what is published, is damaged", hint)
