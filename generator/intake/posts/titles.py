"""The title of a post that has none in its front matter."""

import re

from generator.intake.posts.code_spans import code_spans

_ATX = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)
_SETEXT = re.compile(r"\A(?![-*+>#]|\d+[.)] )(\S[^\n]*)\n {0,3}(=+|-{2,})[ \t]*(?:\n|\Z)")
_ANCHOR = re.compile(r"\s*\{:?\s*#[^{}]*\}\s*$|</?[a-zA-Z][^<>]*>")
_LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_STRONG = re.compile(r"(\*\*|__|\*)(?=\S)(.+?)(?<=\S)\1")


def heading_title(body: str) -> tuple[str, str]:
    """Title from the headings of a text, and the text; `("", body)` if no heading is one.

    A heading that is the very first thing leaves the text when it becomes the title: then it is
    of level 1, or no other stands as high. A level 1 heading further down stays where it is.
    """
    setext = _SETEXT.match(body)
    if setext:
        return plain(setext[1]), body[setext.end() :].lstrip("\n")
    code = code_spans(body)
    headings = [match for match in _ATX.finditer(body) if match.start() not in code]
    if not headings:
        return "", body
    first = headings[0]
    highest = sum(len(match[1]) <= len(first[1]) for match in headings) == 1
    if first.start() == 0 and plain(first[2]) and (len(first[1]) == 1 or highest):
        return plain(first[2]), body[first.end() :].lstrip("\n")
    return next((plain(m[2]) for m in headings if len(m[1]) == 1 and plain(m[2])), ""), body


def plain(text: str) -> str:
    """A heading as a title: no anchors, tags, links or emphasis; code keeps its signs."""
    return " ".join(_STRONG.sub(r"\2", _LINK.sub(r"\1", _ANCHOR.sub("", text))).split())


def title_of_name(name: str) -> str:
    """A file's name as a title: `issue-143` is `Issue 143`."""
    words = re.sub(r"[-_\s]+", " ", name).strip()
    return words[:1].upper() + words[1:]
