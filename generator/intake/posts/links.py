"""Links and pictures of an imported text, led to where their targets are now."""

import re
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from msgspec import Struct

from generator.intake.posts.code_spans import rewrite
from generator.intake.posts.pictures import Finder, Shelf, kind_of
from generator.intake.posts.report import Notebook, shortened
from generator.intake.posts.targets import Targets

_MARKDOWN = re.compile(r"(\]\(\s*)(<[^<>\n]*>|[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)")
_DEFINITION = re.compile(r"(^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*)(<[^<>\n]*>|[^\s<>]+)", re.MULTILINE)
_ATTRIBUTE = re.compile(
    r"""(<[a-zA-Z][^<>]*?\s(?:src|href|poster)\s*=\s*["']?)((?<=["'])[^"'<>\n]*|(?<=[=\s])[^\s"'<>]+)"""
)
_SCHEME = re.compile(r"^([a-zA-Z][a-zA-Z0-9+.-]*:|//|#|\?|$)")
_POST = re.compile(r"\.(md|markdown|mdx|mkd|mdown)$", re.IGNORECASE)


class Linker(Struct, frozen=True):
    """What is needed to say where a link of one post leads now.

    Attributes:
        source: path of the post, relative to the imported folder.
        first_line: line of the source on which the text begins.
    """

    source: PurePosixPath
    targets: Targets
    finder: Finder
    shelf: Shelf
    book: Notebook
    first_line: int

    def relinked(self, text: str) -> str:
        """The text with the addresses outside code that have a new place."""
        for pattern in (_MARKDOWN, _DEFINITION, _ATTRIBUTE):
            text = rewrite(pattern, text, self._replace)
        return text

    def _replace(self, match: re.Match[str], row: int) -> str:
        written = match[2]
        bare = written[1:-1] if written.startswith("<") else written
        return match[1] + (self._moved(bare.strip(), row + self.first_line) or written)

    def _moved(self, url: str, line: int) -> str | None:
        """The new address, or None to leave the old one."""
        if _SCHEME.match(url) or url.startswith(("{{", "{%")):
            return None
        path, mark, fragment = url.partition("#")
        plain = unquote(path.partition("?")[0])
        post = self._post(plain)
        if post:
            return f"{post}{mark}{fragment}"
        if kind_of(plain):
            return self._file(plain, url, line)
        at_root = plain.startswith("/") and not _POST.search(plain)
        code = "link-to-old-site" if at_root else "link-target-missing"
        self.book.note(line, code, f"left as it is: {shortened(url)}")
        return None

    def _post(self, path: str) -> str | None:
        if path.startswith("@/"):
            return self.targets.by_path(path[1:], self.source.parent)
        if _POST.search(path):
            return self.targets.by_path(path, self.source.parent)
        found = self.targets.by_address(path) if path.startswith("/") else None
        if found is None and path.endswith(".html"):
            found = self.targets.by_exact_path(path.removesuffix(".html"), self.source.parent)
        return found

    def _file(self, path: str, url: str, line: int) -> str | None:
        file = self.finder.find(path, self.source)
        if file is not None:
            return quote(self.shelf.name_for(file))
        code = "picture-missing" if kind_of(path) == "shown" else "link-target-missing"
        self.book.note(line, code, f"not among the imported files: {shortened(url)}")
        return None
