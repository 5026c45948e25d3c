"""Pictures and other files that posts show, found in the imported folder and given new names."""

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

# What may be copied beside an entry: what a page shows or offers, and nothing that a browser runs.
SHOWN = frozenset(
    {".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp", ".ico",
     ".mp4", ".webm", ".ogv", ".mov", ".mp3", ".ogg", ".wav", ".vtt"}
)  # fmt: skip
OFFERED = frozenset({".pdf", ".zip", ".gz", ".csv", ".txt", ".json"})
# Where generators keep files that pages call by a path from the root.
_ROOTS = ("", "static", "public", "content", "assets", "source", "src")


class Shelf(Struct):
    """The files of one entry's folder: where each comes from, by its new name."""

    files: dict[str, Path] = field(default_factory=dict)

    def name_for(self, file: Path) -> str:
        """The name that a file has beside the entry; files of one name get different ones."""
        stem = re.sub(r"[^\w.-]+", "-", file.stem).strip("-.") or "picture"
        suffix = file.suffix.lower()
        n, name = 1, f"{stem}{suffix}"
        while self.files.get(name, file) != file:
            n += 1
            name = f"{stem}-{n}{suffix}"
        self.files[name] = file
        return name


class Finder(Struct, frozen=True):
    """Looks for files inside the imported folder, and never outside it."""

    folder: Path

    def find(self, path: str, source: PurePosixPath) -> Path | None:
        """The file that a post means by a path, relative to the post or from the site's root."""
        if path.startswith("/"):
            candidates = [self.folder / root / path.lstrip("/") for root in _ROOTS]
        else:
            candidates = [self.folder / source.parent / path, self.folder / path]
        return next((file for file in candidates if self._may_be_taken(file)), None)

    def _may_be_taken(self, file: Path) -> bool:
        try:
            real = file.resolve()
            return real.is_relative_to(self.folder.resolve()) and real.is_file()
        except (OSError, ValueError, RuntimeError):  # too long, a NUL inside, a loop of links
            return False


def kind_of(path: str) -> str:
    """What a path leads to, by its suffix: `shown`, `offered`, or empty."""
    suffix = PurePosixPath(path).suffix.lower()
    return "shown" if suffix in SHOWN else "offered" if suffix in OFFERED else ""


def same_files(folder: Path, files: Mapping[str, Path]) -> bool:
    """Whether a folder holds these files with the same bytes."""
    return all(
        (folder / name).is_file() and (folder / name).read_bytes() == file.read_bytes()
        for name, file in files.items()
    )
