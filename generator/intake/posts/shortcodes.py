"""Shortcodes of Hugo and Zola: links and figures become Markdown, the others are reported."""

import re
from pathlib import PurePosixPath

from generator.intake.posts.code_spans import rewrite
from generator.intake.posts.report import Notebook, shortened
from generator.intake.posts.targets import Targets

_HUGO = re.compile(
    r"\{\{([<%])\s*(/?[\w./-]+)\s*((?:\"[^\"\n]*\"|`[^`\n]*`|[^\n\"`])*?)\s*[>%]\}\}"
)
_HUGO_ESCAPED = re.compile(r"\{\{([<%])/\*\s*(.*?)\s*\*/([>%])\}\}")
_ZOLA = re.compile(r"\{\{\s*\w+\s*\([^{}\n]*\)\s*\}\}|\{%\s*(?:\w+\s*\([^{}\n]*\)|end)\s*%\}")
_ARGUMENT = re.compile(r"(\w+)\s*=\s*(?:\"([^\"]*)\"|`([^`]*)`|(\S+))")


def hugo(text: str, first_line: int, source: PurePosixPath, book: Notebook, known: Targets) -> str:
    """A Hugo text whose `ref`, `relref` and `figure` are Markdown; the rest stays, noted."""

    def replace(match: re.Match[str]) -> str:
        if match[2] in {"ref", "relref"}:
            found = _reference(match[3], source, known)
        else:
            found = _figure(match[3]) if match[2] == "figure" else None
        if found is not None:
            return found
        if not match[2].startswith("/"):
            line = first_line + match.string.count("\n", 0, match.start())
            book.note(line, "shortcode", f"not run, left in the text: {shortened(match[0])}")
        return match[0]

    # Hugo runs shortcodes inside code, too; `{{</* name */>}}` is how one is shown, not run
    return _HUGO_ESCAPED.sub(r"{{\1 \2 \3}}", _HUGO.sub(replace, text))


def zola(text: str, first_line: int, book: Notebook) -> str:
    """A Zola text as it is, with a note on every shortcode outside code."""

    def replace(match: re.Match[str], row: int) -> str:
        if not match[0].endswith("end %}"):
            message = f"not run, left in the text: {shortened(match[0])}"
            book.note(first_line + row, "shortcode", message)
        return match[0]

    return rewrite(_ZOLA, text, replace)


def _reference(argument: str, source: PurePosixPath, known: Targets) -> str | None:
    path, mark, fragment = argument.strip("\"' ").partition("#")
    named = path if path.endswith(".md") else f"{path}.md"
    found = known.by_path(named, source.parent) or known.by_name(path)
    return f"{found}{mark}{fragment}" if found else None


def _figure(arguments: str) -> str | None:
    values = {m[1]: m[2] or m[3] or m[4] or "" for m in _ARGUMENT.finditer(arguments)}
    if not values.get("src") or values.keys() - {"src", "alt", "caption", "title", "class"}:
        return None
    caption = values.get("caption") or values.get("title") or ""
    alt = (values.get("alt") or caption).replace("[", "\\[").replace("]", "\\]")
    title = ' "{}"'.format(caption.replace('"', "'")) if caption else ""
    return f"![{alt}](<{values['src']}>{title})"
