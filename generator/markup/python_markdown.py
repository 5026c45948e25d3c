"""Python-Markdown with pymdown-extensions to HTML: the door of `markdown`.

For journals that come from Pelican, MkDocs or Nikola. Ids and colours are made later, in the same
way for every dialect, so the engine's own (`toc`, `codehilite`) are off.
"""

import re
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from xml.etree.ElementTree import Element

from markdown import Markdown, treeprocessors
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

_EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "pymdownx.blocks.caption",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.magiclink",
    "pymdownx.quotes",
    "pymdownx.saneheaders",
    "pymdownx.superfences",
    "pymdownx.tasklist",
    "pymdownx.tilde",
    "sane_lists",
    "tables",
]
_CONFIGURATION = {
    "pymdownx.highlight": {"use_pygments": False},
    "pymdownx.quotes": {"callouts": True},
    "pymdownx.tilde": {"subscript": False},
}
# rustdoc's `rust,ignore`: the engine would take the fence for text.
_FENCE_WORDS = re.compile(r"^([ \t>]*(?:`{3,}|~{3,})[ \t]*[\w+#.-]+),[^\n`]*$", re.MULTILINE)

_WWW = ("ww", "wW", "WW")
NEEDS: Mapping[str, tuple[str, ...]] = {
    "address": ("<",),
    "autolink": ("<",),
    "automail": ("@",),
    "backtick": ("`",),
    "delimiter": ("~",),
    "em_strong": ("*", "_"),
    "entity": ("&",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "html": ("<",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "linebreak": ("  \n",),
    "link": ("[",),
    "magic-link": ("://", *_WWW),
    "magic-mail": ("@",),
    "reference": ("[",),
    "short_image_ref": ("![",),
    "short_reference": ("[",),
}
"""What a text has to hold if a pattern is to match, by the pattern's name: one of these."""
_NOTHING = ("",)  # which every text holds


class _Inline(treeprocessors.InlineProcessor):
    """The engine's own, but for how it goes through the patterns of inline markup.

    It asks all of them of every text, and most texts hold nothing that any of them could match:
    that takes a third of the time of a diary.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        every = md.inlinePatterns
        needs = {id(every[name]): some for name, some in NEEDS.items() if name in every}
        self._patterns = [(needs.get(id(each), _NOTHING), each) for each in every]

    # The names that the engine itself gives its own loop, and what one turn of that does.
    _InlineProcessor__applyPattern: Callable[[object, str, int, int], tuple[str, bool, int]]

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        """The text with placeholders for what patterns from this one on have matched."""
        if isinstance(data, AtomicString):
            return data
        turn, start = patternIndex, 0
        while turn < len(self._patterns):
            needs, pattern = self._patterns[turn]
            matched = False
            for need in needs:  # not `any`: three times as long, 500 times a text
                if need in data:
                    data, matched, start = self._InlineProcessor__applyPattern(
                        pattern, data, turn, start
                    )
                    break
            if not matched:
                turn, start = turn + 1, 0
        return data


class _Engine(Markdown):
    """The engine, which asks a hundred times in a text whether a tag is that of a block."""

    @cached_property
    def _blocks(self) -> frozenset[str]:
        return frozenset(self.block_level_elements)

    def is_block_level(self, tag: object) -> bool:
        """Whether a tag is that of a block; what is no text is none."""
        return isinstance(tag, str) and tag.lower().rstrip("/") in self._blocks


class _Address(InlineProcessor):
    """`<kind:id>` and `<scheme:rest>`: the engine knows only http and ftp between the brackets."""

    def handleMatch(  # type: ignore[override]  # noqa: N802  # the base class allows several shapes
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        del data
        link = Element("a", {"href": m[1]})
        link.text = AtomicString(m[1])
        return link, m.start(0), m.end(0)


def new_engine() -> Markdown:
    """An engine with the extensions of the dialect."""
    engine = _Engine(extensions=_EXTENSIONS, extension_configs=_CONFIGURATION)
    address = _Address(r"<([a-z][a-z0-9+.-]*:[^<>\s]+)>", engine)
    engine.inlinePatterns.register(address, "address", 121)
    engine.treeprocessors.register(_Inline(engine), "inline", 20)
    return engine


_engine = lru_cache(maxsize=1)(new_engine)


def to_html(text: str) -> str:
    """The HTML of a text of the team.

    Raises:
        RecursionError: lists or quotations are nested some hundred levels deep.
    """
    engine = _engine()
    engine.reset()
    try:
        return engine.convert(_FENCE_WORDS.sub(r"\1", text))
    except RecursionError:
        # It stopped in the middle of something, which `reset` does not forget.
        _engine.cache_clear()
        raise
