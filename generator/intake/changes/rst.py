"""Inline markup of reStructuredText as Markdown, as far as changelog fragments use it.

https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html; roles are those of Sphinx.
"""

import re
from collections.abc import Callable

_DIRECTIVE = re.compile(r"^\.\. (?P<name>[\w:-]+)::[ ]?(?P<argument>.*)$")
_COMMENT = re.compile(r"^\.\.(?: |$)(?!\[|_)")
_LITERAL = re.compile(r"``(?P<code>[^`\n](?:[^`]|`(?!`)){0,400}?)``")
_ROLE = re.compile(r"(?<![\w`]):(?P<role>[A-Za-z][\w:+.-]{0,40}):`(?P<text>[^`]{1,400})`")
_TITLED = re.compile(r"^(?P<title>.*?)\s*<(?P<target>[^<>]+)>$", re.DOTALL)
_LINK = re.compile(r"(?<!`)`(?P<title>[^`<>]{1,200}?)\s*<(?P<url>[^<>\s]{1,400})>`__?")
_NAMED = re.compile(r"(?<![`\w])`(?P<title>[^`\n]{1,200})`__?(?!\w)")
_CODE_BLOCKS = frozenset({"code", "code-block", "sourcecode", "console", "parsed-literal"})
_PEOPLE = frozenset({"user", "ghuser", "gh-user", "author", "github-user"})
_ISSUES = frozenset({"issue", "pr", "pull", "gh", "bpo", "ticket", "gh-issue"})
_WORDS = frozenset({"ref", "doc", "term", "numref", "any", "abbr", "guilabel", "menuselection"})


def markdown(text: str, issue: Callable[[str], str] = "#{}".format) -> str:
    """The text as Markdown; what is inside code stays as it is.

    Args:
        issue: makes a link, or words, of the number of an issue.
    """
    kept: list[str] = []

    def keep(words: str) -> str:
        kept.append(words)
        return f"\x02{len(kept) - 1}\x03"

    plain = _blocks(text.replace("\x02", "").replace("\x03", ""), keep)
    plain = _LITERAL.sub(lambda found: keep(_code(found["code"])), plain)
    plain = _ROLE.sub(lambda found: _role(found, keep, issue), plain)
    plain = _LINK.sub(lambda found: keep(f"[{_line(found['title'])}]({found['url']})"), plain)
    plain = _NAMED.sub(lambda found: keep(_code(found["title"])), plain)
    plain = plain.replace("\\ ", "")
    return re.sub("\x02(\\d+)\x03", lambda found: kept[int(found[1])], plain)


def _role(found: re.Match[str], keep: Callable[[str], str], issue: Callable[[str], str]) -> str:
    role = found["role"].rpartition(":")[2].casefold()
    text = _line(found["text"])
    titled = _TITLED.match(text)
    title, target = (titled["title"], titled["target"]) if titled else (text, text)
    if role in _PEOPLE:
        return keep(f"@{target.lstrip('@')}")
    if role in _ISSUES:
        return keep(issue(target.lstrip("#")))
    if role in _WORDS:
        return title if titled else f"“{title}”"
    if role == "pep":
        return keep(f"[PEP {target}](https://peps.python.org/pep-{target.zfill(4)}/)")
    return keep(_code(title.rpartition(".")[2] if title.startswith("~") else title.lstrip("!")))


def _code(text: str) -> str:
    words = _line(text)
    return f"`` {words} ``" if "`" in words else f"`{words}`"


def _line(text: str) -> str:
    return " ".join(text.split())


def _blocks(text: str, keep: Callable[[str], str]) -> str:
    """Code blocks as fences, other directives as their content, comments as nothing."""
    rows = text.split("\n")
    done: list[str] = []
    n = 0
    while n < len(rows):
        directive = _DIRECTIVE.match(rows[n])
        if directive is None and not _COMMENT.match(rows[n]):
            done.append(rows[n])
            n += 1
            continue
        end = _end_of_block(rows, n + 1)
        inside = _dedented(rows[n + 1 : end])
        if directive and directive["name"] in _CODE_BLOCKS:
            fence = "\n".join((f"```{directive['argument']}", *inside, "```"))
            done.append(keep(fence))
        elif directive:
            done += [directive["argument"], *inside]
        n = end
    return "\n".join(done)


def _end_of_block(rows: list[str], start: int) -> int:
    end = start
    while end < len(rows) and (not rows[end].strip() or rows[end][:1].isspace()):
        end += 1
    return end


def _dedented(rows: list[str]) -> list[str]:
    filled = [len(row) - len(row.lstrip()) for row in rows if row.strip()]
    pad = min(filled, default=0)
    found = [row[pad:] for row in rows if not re.match(r"^\s+:[\w-]+:", row)]
    while found and not found[0].strip():
        found.pop(0)
    while found and not found[-1].strip():
        found.pop()
    return found
