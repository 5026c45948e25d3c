"""The post files of a folder, and the texts in it that are no Markdown."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from generator.intake.posts.report import Skipped

POSTS = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx"})
_OTHER_TEXTS = frozenset(
    {".rst", ".adoc", ".asciidoc", ".org", ".html", ".htm", ".textile", ".ipynb", ".wiki", ".tex"}
)
_NEVER = frozenset({"node_modules", "__pycache__", "_site"})


class Source(Struct, frozen=True):
    """A file to import: where it is, and its path relative to the imported folder."""

    file: Path
    path: PurePosixPath

    @property
    def name(self) -> str:
        """The path as it is told, also when its bytes are no proper text."""
        return str(self.path).encode("utf-8", errors="replace").decode("utf-8")


def post_sources(folder: Path, without: Path) -> tuple[tuple[Source, ...], tuple[Skipped, ...]]:
    """Files to import in order of their paths, and texts of other formats with that reason.

    Hidden folders and those that hold no posts are not entered, and links are not followed.

    Args:
        folder: what is imported.
        without: a folder that may lie inside and is not entered: the content folder itself.
    """
    sources: list[Source] = []
    skipped: list[Skipped] = []
    for file in _files(folder, without.resolve()):
        source = Source(file, PurePosixPath(file.relative_to(folder).as_posix()))
        reason = _reason(file)
        if reason:
            skipped.append(Skipped(source.name, reason))
        elif file.suffix.lower() in POSTS:
            sources.append(source)
    return tuple(sorted(sources, key=lambda s: s.path.parts)), tuple(skipped)


def _files(folder: Path, without: Path) -> Iterator[Path]:
    for top, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name not in _NEVER
            and Path(top, name).resolve() != without
        )  # fmt: skip
        yield from (Path(top, name) for name in sorted(names) if not name.startswith("."))


def _reason(file: Path) -> str:
    suffix = file.suffix.lower()
    if suffix in _OTHER_TEXTS:
        return f"not Markdown ({suffix})"
    if suffix in POSTS and file.is_symlink():
        return "a symbolic link"
    if suffix in POSTS and not file.is_file():
        return "not a regular file"
    if suffix in POSTS and file.stem == "_index":
        return "the page of a section, not a post"
    return ""
