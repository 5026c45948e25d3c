"""Where the posts of an import went, for the links between them."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from posixpath import normpath

from msgspec import Struct

from generator.intake.posts.names import language_of


class Targets(Struct, frozen=True):
    """References to imported posts, by what links in the wild call them.

    Attributes:
        paths: reference (`kind:id`) by path of the source without suffix and language.
        addresses: reference by old path on the site, without the `/` at its end.
    """

    paths: Mapping[str, str]
    addresses: Mapping[str, str]
    _tails: Mapping[str, str]

    def by_path(self, path: str, folder: PurePosixPath) -> str | None:
        """The post that a file path means, relative to `folder` or from any root above."""
        found = self.by_exact_path(path, folder)
        # the root of `/posts/x.md` and `@/posts/x.md` may lie above or below the imported folder
        return found or self._tails.get(_key(normpath("/" + path)).lstrip("/"))

    def by_exact_path(self, path: str, folder: PurePosixPath) -> str | None:
        """The post whose file has this path, relative to `folder` or to the imported folder."""
        inside = None if path.startswith("/") else self.paths.get(_key(normpath(folder / path)))
        return inside or self.paths.get(_key(normpath("/" + path)).lstrip("/"))

    def by_name(self, name: str) -> str | None:
        """The post whose file has this name without its suffix (`{% post_url NAME %}`)."""
        return self._tails.get(name.strip("/"))

    def by_address(self, path: str) -> str | None:
        """The post that had this path on the old site."""
        return self.addresses.get(path.removesuffix("index.html").rstrip("/"))


def targets(folder: str, posts: Iterable[tuple[str, str]], addresses: Mapping[str, str]) -> Targets:
    """The targets of an import.

    Args:
        folder: name of the imported folder.
        posts: path of each source and the reference of its entry.
        addresses: reference by old path.
    """
    paths = {_key(path): reference for path, reference in posts}
    tails: dict[str, str | None] = {}
    for path, reference in paths.items():
        parts = (folder, *PurePosixPath(path).parts)
        for n in range(len(parts)):
            tail = "/".join(parts[n:])
            # a name that two posts have means neither
            tails[tail] = reference if tails.get(tail, reference) == reference else None
    known = {tail: reference for tail, reference in tails.items() if reference}
    clean = {path.rstrip("/"): reference for path, reference in addresses.items()}
    return Targets(paths, clean, known)


def _key(path: str) -> str:
    """A path without suffix, language and a last `index`."""
    pure = PurePosixPath(path)
    if pure.suffix.lower() in {".md", ".markdown", ".mdx", ".mkd", ".mdown"}:
        pure = pure.with_name(language_of(pure)[0])
    return str(pure.parent if pure.name in {"index", "_index"} else pure)
