"""How far each dialect is from GitHub's own renderer, on real documents, and how fast it is.

Run as `python -m bench.dialects [FOLDER]`; the folder is FRIDAY_CORPORA or ../shared/corpora.

Two renderings are the same if their trees are the same after this, and nothing else, is undone:
spaces between blocks and at their ends (outside `<pre>`); the spelling of entities and attributes;
attributes other than href, src, alt and checked; the wrapper, marks and ids of footnotes; percent
escapes in addresses; empty alt texts; line breaks inside Chinese. After the walk, what the walk
adds on purpose is undone as well: colours, figures and their captions, table boxes, levels of
headings and the ids written on them.
"""

import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import cmarkgfm
from cmarkgfm.cmark import Options

from generator.markup import gfm, python_markdown
from generator.markup.anchors import GIVEN_ID
from generator.markup.characters import clean
from generator.markup.cjk import WIDE, join_lines
from generator.markup.dialects import render
from generator.markup.document import TEXT, Node, Tree
from generator.markup.prose import Address, Mention, Prose

_OPTIONS = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
_EXTENSIONS = ["table", "autolink", "strikethrough", "tasklist"]
_KEPT = ("href", "src", "alt", "checked")
_UNWRAPPED = frozenset({"span", "figcaption"})
_BLOCKS = frozenset(
    {"blockquote", "dd", "details", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
    | {"li", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "th", "thead", "tr"}
    | {"ul", "br", "figure"}
)
_FRONT_MATTER = re.compile(r"\A(-{3,}|\+{3})[ \t]*\n.*?^\1[ \t]*\n", re.DOTALL | re.MULTILINE)

Pieces = list[str]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a document differs, known by patterns that must all be found.

    Attributes:
        name: what is printed.
        source: in the document.
        ours: in the first piece of our tree that differs, or the one after it.
        theirs: in the same place of GitHub's tree.
    """

    name: str
    source: str = ""
    ours: str = ""
    theirs: str = ""


REASONS = (
    Reason("box of a task", ours="^<input", theirs=r"^\["),
    Reason("box of a task", ours=r"^\[", theirs="^<input"),
    Reason("bold inside bold", ours="^<strong>", source=r"\*{4}"),
    Reason("alert", source=r"(?m)^[ >]*>\s*\[!\w+\]", theirs="blockquote"),
    Reason("description list", ours="^</?d[ltd]"),
    Reason("size of a picture", theirs=r"\{:?\s*(?:width|height)"),
    Reason("CJK emphasis", theirs=rf"\*.*[{WIDE}]|[{WIDE}].*\*"),
    Reason("bare address before Chinese", theirs=rf"^<a href=[^>]*[{WIDE}]"),
    Reason("dropped tag", source=r"(?i)<(?:meta|base|title|template)\b"),
    Reason("link that is a program", theirs="(?i)^<a href=javascript:"),
    Reason("space between programs", ours=r"^\s*$", theirs=r"^\s*$"),
    Reason("list inside a list or after text", theirs="^</?(?:ul|ol|li)"),
    Reason("list inside a list or after text", ours="^</?(?:ul|ol|li)"),
    Reason("id on a heading", theirs=r"\{:?\s*#"),
)

# The walk shows a word in angle brackets that is no element, such as `Vec<T>`; an engine passes it
# on, and a browser drops it.
_ON_PURPOSE = "unknown tag shown as text"
WALK_REASONS = (
    Reason(_ON_PURPOSE, ours=r"^[^<].*</?[A-Za-z][^<>]*>", theirs=r"^<[a-z]"),
    Reason(_ON_PURPOSE, source=r"</?[A-Z]\w+", ours=r"</?[A-Z]\w+"),
    Reason("figure", ours="^<figure>", theirs="^<p>"),
    Reason("picture without a file", theirs="^<img"),
)


def documents(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and body of every Markdown file; line ends made LF, control characters taken out."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".md", ".markdown"} and path.is_file():
            text, _ = clean(path.read_text(encoding="utf-8", errors="replace"), 1)
            yield str(path.relative_to(folder)), _FRONT_MATTER.sub("", text)


def github(text: str) -> str:
    html: str = cmarkgfm.markdown_to_html_with_extensions(
        text, options=_OPTIONS, extensions=_EXTENSIONS
    )
    return html


def after_walk(text: str) -> str:
    return _closed(render(text))


def _closed(prose: Prose) -> str:
    pieces = (
        part
        if isinstance(part, str)
        else part.url.replace("&", "&amp;").replace('"', "&quot;")
        if isinstance(part, Address)
        else f"@{part.handle}"
        if isinstance(part, Mention)
        else ""
        for part in prose.parts
    )
    return "".join(pieces)


def shape(html: str, *, walked: bool) -> Pieces:
    """The tree as a list of tags and texts, normalised as this module's docstring says."""
    tree = Tree(html)
    pieces: Pieces = []
    stack: list[tuple[Node | None, str, bool]] = [(tree.first, "", False)]
    while stack:
        node, closing, pre = stack.pop()
        if node is None:
            if closing:
                pieces.append(closing)
            continue
        stack.append((node.next, closing, pre))
        tag = node.tag or "-"
        if tag == TEXT:
            pieces.append(_text(node.text_content or "", pre=pre))
        elif not tag.startswith("-") and not _is_left_out(node, walked=walked):
            start = _start(node, tag, walked=walked)
            pieces.append(start)
            name = re.split("[ >]", start[1:])[0]
            stack.append((node.first_child, f"</{name}>" if start else "", pre or tag == "pre"))
    return _merged([GIVEN_ID.sub("", p) if walked and "\0" not in p else p for p in pieces])


def _text(text: str, *, pre: bool) -> str:
    return "\0" + text if pre else re.sub(r"\s+", " ", join_lines(text))


def _is_left_out(node: Node, *, walked: bool) -> bool:
    """Captions, and footnotes' marks and ways back, which each engine writes in its own words."""
    attributes = node.attributes
    if walked and node.tag == "figcaption":
        return True
    classes = attributes.get("class") or ""
    return (
        "footnote-ref" in classes
        or "footnote-backref" in classes
        or (node.tag == "sup" and (attributes.get("id") or "").startswith("fnref"))
    )


def _start(node: Node, tag: str, *, walked: bool) -> str:
    attributes = node.attributes
    classes = attributes.get("class") or ""
    if tag in _UNWRAPPED or tag == "section" or "table-scroll" in classes:
        return "<p>" if tag == "figure" else ""
    if tag == "div" and classes == "footnote":
        return ""
    if walked and re.fullmatch("h[1-6]", tag):
        tag = "h"
    values = "".join(
        f" {name}={unquote(value or '')}"
        for name, value in sorted(attributes.items())
        if name in _KEPT and (value or name == "checked")
    )
    return f"<{tag}{values}>"


def _merged(pieces: Pieces) -> Pieces:
    """Adjacent texts as one, without spaces at the edges of blocks."""
    merged: Pieces = []
    for piece in filter(None, pieces):
        if merged and not _is_tag(piece) and not _is_tag(merged[-1]):
            merged[-1] += piece
        else:
            merged.append(piece)
    return [text for text in _trimmed(merged) if text]


def _is_tag(piece: str) -> bool:
    return piece.startswith("<") and piece.endswith(">")


def _is_block(piece: str) -> bool:
    return _is_tag(piece) and re.split(r"[ >]", piece.strip("</"))[0] in _BLOCKS | {"h"}


def _trimmed(pieces: Pieces) -> Iterator[str]:
    for number, piece in enumerate(pieces):
        if _is_tag(piece):
            yield piece
            continue
        text = piece.replace("\0", "")
        if "\0" in piece:
            yield text.strip("\n")
            continue
        if number == 0 or _is_block(pieces[number - 1]):
            text = text.lstrip()
        if number + 1 == len(pieces) or _is_block(pieces[number + 1]):
            text = text.rstrip()
        yield text


def reason(text: str, ours: Pieces, theirs: Pieces, *, walked: bool) -> str:
    """The name of why two renderings differ, judged by the source and the first difference."""
    place = next(
        (n for n, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b),
        min(len(ours), len(theirs)),
    )
    mine, other = ours[place : place + 2], theirs[place : place + 2]
    for known in (*WALK_REASONS, *REASONS) if walked else REASONS:
        if (
            re.search(known.source, text)
            and any(re.search(known.ours, piece) for piece in mine or [""])
            and any(re.search(known.theirs, piece) for piece in other or [""])
        ):
            return known.name
    return "not explained"


def compare(
    name: str, texts: list[tuple[str, str]], ours: Callable[[str], str], *, walked: bool
) -> None:
    different: list[tuple[str, str]] = []
    for title, text in texts:
        mine = shape(ours(text), walked=walked)
        theirs = shape(github(text), walked=walked)
        if mine != theirs:
            different.append((title, reason(text, mine, theirs, walked=walked)))
    share = 100 * len(different) / len(texts)
    print(f"\n{name}: {len(different)} of {len(texts)} documents differ ({share:.2f} %)")
    for why, number in Counter(why for _, why in different).most_common():
        print(f"    {number:5}  {why}")
    meant = sum(why == _ON_PURPOSE for _, why in different)
    if meant:
        rest = 100 * (len(different) - meant) / len(texts)
        print(f"    {meant:5}  of these are meant to differ; without them {rest:.2f} %")
    if name.startswith("gfm"):
        for title, why in different:
            print(f"        {title}: {why}")


def speed(name: str, texts: list[tuple[str, str]], ours: Callable[[str], object]) -> None:
    size = sum(len(text.encode()) for _, text in texts)
    start = time.perf_counter()
    for _, text in texts:
        ours(text)
    print(f"    {name:32} {size / 1e6 / (time.perf_counter() - start):8.2f} MB/s")


def main() -> None:
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("FRIDAY_CORPORA", "")
    texts = list(documents(Path(given or "../shared/corpora")))
    print("speed")
    speed("cmark-gfm", texts, github)
    speed("gfm engine", texts, gfm.to_html)
    speed("gfm rendered (cold)", texts, render)
    speed("gfm rendered (code known)", texts, render)
    speed("python-markdown engine", texts, python_markdown.to_html)
    compare("gfm engine", texts, gfm.to_html, walked=False)
    compare("gfm after the walk", texts, after_walk, walked=True)
    compare("python-markdown engine", texts, python_markdown.to_html, walked=False)


if __name__ == "__main__":
    main()
