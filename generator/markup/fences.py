"""Code fences that nobody closed: they swallow the rest of a text without a word."""

import re

from generator.markup.prose import Finding

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^`]*)")
_STARTS = ("```", "~~~", " ")


def open_fence(text: str, first_line: int) -> tuple[Finding, ...]:
    """The fence that is still open at the end of a text, if there is one (CommonMark 0.31, 4.5)."""
    if "```" not in text and "~~~" not in text:
        return ()
    opened: re.Match[str] | None = None
    opened_at = 0
    for n, line in enumerate(text.split("\n"), first_line):
        fence = _FENCE.fullmatch(line) if line.startswith(_STARTS) else None
        if fence is None:
            continue
        if opened is None:
            opened, opened_at = fence, n
        elif fence[1].startswith(opened[1]) and not fence[2].strip():
            opened = None
    if opened is None:
        return ()
    hint = f"close it with a line of '{opened[1]}'"
    message = "this code fence has no end, so all that follows is shown as code"
    return (Finding(opened_at, "open-fence", message, hint),)
