"""What becomes of `<pre>`: coloured code, or text that keeps its lines."""

import re
from functools import lru_cache
from html import escape

from generator.markup.document import TEXT, Node, only_child
from generator.markup.highlight import highlighted, is_known, languages
from generator.markup.writer import QUIET, UNCOUNTED, VERBATIM, Closing, Writer
from generator.problems import did_you_mean

_CODE = frozenset({"code"})
# `language-rust,ignore` and `language-{.python` name rust and python.
_LANGUAGE = re.compile(r"(?:^|\s)lang(?:uage)?-\{?\.?([^\s,{}:]+)")


def preformatted(writer: Writer, node: Node) -> Closing:
    """Write a code block; other preformatted text is walked as it is."""
    writer.boundary()
    code = only_child(node, _CODE)
    inside = code.first_child if code is not None else None
    if code is None or inside is None or inside.next is not None or inside.tag != TEXT:
        return _plain(writer, node)
    text = inside.text_content or ""
    word = _language(node, code)
    html = highlighted(word, text) if word else None
    if writer.trusted and word and html is None and not is_known(word):
        _note(writer, word)
    known = f' class="language-{escape(word)}"' if word else ""
    body = escape(text, quote=False) if html is None else html
    writer.put(f'<pre class="highlight" tabindex="0"><code{known}>{body}</code></pre>')
    return None


def _plain(writer: Writer, node: Node) -> Closing:
    writer.start("pre", node.attributes, node.mem_id)
    writer.mode |= VERBATIM | QUIET | UNCOUNTED
    if (node.text() or "").startswith("\n"):
        writer.put("\n")
    return "</pre>"


def _language(node: Node, code: Node) -> str:
    classes = f"{code.attributes.get('class') or ''} {node.attributes.get('class') or ''}"
    found = _LANGUAGE.search(classes)
    return found[1].lower() if found else ""


def _note(writer: Writer, word: str) -> None:
    writer.note(
        writer.lines.of_fence(word),
        "unknown-language",
        f"there are no colours for code in '{word}'",
        _guess(word) or "write `text` for what is no code",
    )


@lru_cache(maxsize=256)
def _guess(word: str) -> str:
    return did_you_mean(word, languages())
