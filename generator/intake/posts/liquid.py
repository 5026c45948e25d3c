"""Liquid of Jekyll posts: the harmless tags become Markdown, the others are reported.

Jekyll runs Liquid before Markdown, so tags count inside code, too.
"""

import re
from pathlib import PurePosixPath

from msgspec import Struct

from generator.intake.posts.report import Notebook, shortened
from generator.intake.posts.targets import Targets

_TOKEN = re.compile(r"\{%-?\s*(\w+)\s*([^%\n]*?)\s*-?%\}|\{\{-?\s*([^{}\n]*?)\s*-?\}\}")
_END = r"\{{%-?\s*end{}\s*-?%\}}"
_ADDRESS_FILTER = re.compile(r"""^(["'])([^"']*)\1\s*\|\s*(?:relative_url|absolute_url)$""")
_BLOCKS = frozenset({"raw", "comment", "highlight"})
_ROOT = frozenset({"site.url", "site.baseurl"})


class Liquid(Struct, frozen=True):
    """Runs what is harmless of one post's Liquid.

    Attributes:
        title: of the post, for `{{ page.title }}`.
        first_line: line of the source on which the text begins.
    """

    title: str
    targets: Targets
    book: Notebook
    first_line: int

    def run(self, text: str) -> str:
        """The text without the tags that could be run; the others stay, each with a note."""
        out: list[str] = []
        position = 0
        while match := _TOKEN.search(text, position):
            out.append(text[position : match.start()])
            line = self.first_line + text.count("\n", 0, match.start())
            end = self._block_end(match, text)
            if end is None:
                out.append(self._single(match, line))
                position = match.end()
            else:
                inner = text[match.end() : end.start()]
                out.append(self._block(match, inner, line, "".join(out[-1:])))
                position = end.end()
        return "".join((*out, text[position:]))

    def _block_end(self, match: re.Match[str], text: str) -> re.Match[str] | None:
        if match[1] not in _BLOCKS:
            return None
        return re.compile(_END.format(match[1])).search(text, match.end())

    def _block(self, match: re.Match[str], inner: str, line: int, before: str) -> str:
        if match[1] == "raw":
            return inner
        if match[1] == "comment":
            self.book.note(line, "liquid", f"a comment was left out: {shortened(inner)}")
            return "\n" * inner.count("\n")
        language = match[2].split(" ", 1)[0]
        longest = max((len(run) for run in re.findall(r"`+", inner)), default=0)
        fence = "`" * max(3, longest + 1)
        start = "" if not before.rpartition("\n")[2].strip() else "\n\n"
        code = inner.strip("\n").rstrip()
        return f"{start}{fence}{language}\n{code}\n{fence}"

    def _single(self, match: re.Match[str], line: int) -> str:
        found = self._value(match[3]) if match[1] is None else self._tag(match[1], match[2])
        if found is not None:
            return found
        self.book.note(line, "liquid", f"not run, left in the text: {shortened(match[0])}")
        return match[0]

    def _value(self, expression: str) -> str | None:
        if expression in _ROOT:
            return ""
        if expression == "page.title":
            return self.title
        address = _ADDRESS_FILTER.match(expression)
        return address[2] if address else None

    def _tag(self, name: str, argument: str) -> str | None:
        if name == "post_url":
            return self.targets.by_name(argument)
        if name == "link":
            return self.targets.by_path("/" + argument, PurePosixPath())
        return None
