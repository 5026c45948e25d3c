"""People in running text: where `@handle` means somebody, and where it does not.

A handle is ASCII letters, digits, `-` and `_`, so that Chinese may stand right before and after it
(`感谢@mei提出`). A handle that begins with a Chinese letter takes all letters up to a space or a
punctuation mark, and needs one before it, too. No mention: `me@example.org`, `@scope/package`,
`@user@host`, `@name.example.org`, `@user:host.org`, `path/@x`. Whether anybody has the handle is
for the people table to say.
"""

from generator.markup.cjk import LETTERS
from generator.markup.prose import mention_mark
from generator.patterns import late

# A letter or digit of a script with spaces: next to it, an `@` is the middle of a word.
_WORD = rf"[^\W{LETTERS}]"
_HANDLE = r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?"
_NO_MORE = rf"(?!-*{_WORD}|[@/]|\.[A-Za-z]|:[A-Za-z0-9-]+\.)"
_MENTION = late(
    rf"(?<!{_WORD})(?<![/@.+=\\#-])@"
    rf"(?:((?>{_HANDLE})(?:/@(?>{_HANDLE}))*+){_NO_MORE}"
    rf"|(?<!\w@)((?>[{LETTERS}][{LETTERS}A-Za-z0-9_-]*)){_NO_MORE})"
)


def split(text: str) -> list[str]:
    """The text cut at its mentions: text, handle, text, handle, …, text."""
    pieces: list[str] = []
    end = 0
    for found in _MENTION.finditer(text):
        handles = (found[1] or found[2]).split("/@")
        pieces += [text[end : found.start()], handles[0]]
        for handle in handles[1:]:
            pieces += ["/", handle]
        end = found.end()
    return [*pieces, text[end:]]


def marked(text: str) -> str:
    """Plain text with a mark for each mention, to be read by `prose.said`."""
    pieces = split(text)
    pieces[1::2] = [mention_mark(handle) for handle in pieces[1::2]]
    return "".join(pieces)


def without(text: str) -> str:
    """Plain text with an ellipsis for each mention, where nobody will put in the names."""
    pieces = split(text)
    pieces[1::2] = ["…" for _ in pieces[1::2]]
    return "".join(pieces)
