"""Imports invented posts in a temporary folder and reads back what was written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any, TypedDict, Unpack

from generator.intake.posts.importer import import_posts
from generator.intake.posts.report import ImportReport
from generator.markup.front_matter import Split, split


class Options(TypedDict, total=False):
    """The options of `import_posts`."""

    kind_folder: str
    prefix: str
    dialect: str
    manifest: Path | None
    lang: str
    zone: tzinfo
    permalink: str
    fragments: bool
    overwrite: bool
    progress: Callable[[int, int], None] | None


@dataclass(frozen=True)
class Imported:
    """A report, and the content folder it is about."""

    report: ImportReport
    content: Path

    @property
    def files(self) -> list[str]:
        """Paths of everything in the content folder, in order."""
        found = (f for f in self.content.rglob("*") if f.is_file())
        return sorted(f.relative_to(self.content).as_posix() for f in found)

    @property
    def codes(self) -> list[str]:
        """Codes of the notes, in order of the notes."""
        return [note.code for note in self.report.notes]

    @property
    def reasons(self) -> dict[str, str]:
        """Why files were skipped."""
        return {skipped.source: skipped.reason for skipped in self.report.skipped}

    def said(self, code: str) -> str:
        """The message of the only note with a code."""
        (note,) = [n for n in self.report.notes if n.code == code]
        return note.message

    def entry(self, source: str = "") -> Split:
        """What our strict reader makes of the file written for a source, or for the only one."""
        posts = [p for p in self.report.imported if source in {"", p.source}]
        (target,) = {post.target for post in posts}
        found = split((self.content / target).read_text(encoding="utf-8"))
        assert found.head.findings == ()
        return found

    def head(self, source: str = "") -> dict[str, Any]:
        """The fields of that file."""
        tree = self.entry(source).head.tree
        assert isinstance(tree, dict)
        return tree

    def body(self, source: str = "") -> str:
        """The text of that file."""
        return self.entry(source).body.lstrip("\n")


def imported(place: Path, files: Mapping[str, str | bytes], **options: Unpack[Options]) -> Imported:
    """Write the files into a folder and import it."""
    folder = place / "blog-to-come"
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return again(place, **options)


def again(place: Path, **options: Unpack[Options]) -> Imported:
    """Import the same folder as it is now."""
    content = place / "content"
    return Imported(import_posts(place / "blog-to-come", content, **options), content)
