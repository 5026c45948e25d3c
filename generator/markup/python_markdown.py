"""Python-Markdown with pymdown-extensions to HTML: the door of `markdown`.

For journals that come from Pelican, MkDocs or Nikola. Ids and colours are made later, in the same
way for every dialect, so the engine's own (`toc`, `codehilite`) are off.
"""

import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from markdown import Markdown
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


class _Address(InlineProcessor):
    """`<kind:id>` and `<scheme:rest>`: the engine knows only http and ftp between the brackets."""

    def handleMatch(  # type: ignore[override]  # noqa: N802  # the base class allows several shapes
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        del data
        link = Element("a", {"href": m[1]})
        link.text = AtomicString(m[1])
        return link, m.start(0), m.end(0)


@lru_cache(maxsize=1)
def _engine() -> Markdown:
    engine = Markdown(extensions=_EXTENSIONS, extension_configs=_CONFIGURATION)
    address = _Address(r"<([a-z][a-z0-9+.-]*:[^<>\s]+)>", engine)
    engine.inlinePatterns.register(address, "address", 121)
    return engine


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
