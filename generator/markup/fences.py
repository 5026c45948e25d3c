"""Code fences that nobody closed: they swallow the rest of a text without a word."""

import re

from generator.markup.prose import Finding

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})([^`\n]*)$", re.MULTILINE)


def open_fence(text: str, first_line: int) -> tuple[Finding, ...]:
    """The fence that is still open at the end of a text, if there is one (CommonMark 0.31, 4.5)."""
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if opened is None:
            opened = fence
        elif fence[1].startswith(opened[1]) and not fence[2].strip():
            opened = None
    if opened is None:
        return ()
    line = first_line + text.count("\n", 0, opened.start())
    hint = f"close it with a line of '{opened[1]}'"
    message = "this code fence has no end, so all that follows is shown as code"
    return (Finding(line, "open-fence", message, hint),)
