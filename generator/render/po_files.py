"""Catalogues of messages as text: the `.po` files of GNU gettext.

The format is that of the GNU gettext manual, "The Format of PO Files". Comments of translators are
kept; what programs write beside a message (`#:`, `#.`, `#|`) is left out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d)\])?\s*(.*)")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(.)")
_MEANT: Mapping[str, str] = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_ESCAPED = str.maketrans({meant: f"\\{letter}" for letter, meant in _MEANT.items()})
_OBSOLETE, _FLAGS = "#~", "#,"


class Unreadable(ValueError):
    """A file is no catalogue; the message says why, `line` says where."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


class Message(Struct, frozen=True):
    """A message and what it is in another language.

    Attributes:
        id: what the program says, in English; empty for the head of the catalogue.
        plural: what it says of several things; empty for a message without a number.
        forms: the translation, or its plural forms in order; empty texts where it is missing.
        line: where it stands in its file, counted from 1.
        fuzzy: True for a guess that somebody has yet to confirm.
        obsolete: True for what the program no longer says.
        comments: lines that translators wrote, without `#`.
    """

    id: str
    plural: str = ""
    forms: tuple[str, ...] = ("",)
    line: int = 0
    fuzzy: bool = False
    obsolete: bool = False
    comments: tuple[str, ...] = ()

    @property
    def translated(self) -> bool:
        """Whether every form is there."""
        return all(self.forms)


class _Draft(Struct):
    """A message while its lines are read: texts by keyword, the last one still open."""

    line: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    open: str = ""
    comments: list[str] = field(default_factory=list)
    fuzzy: bool = False
    obsolete: bool = False

    def finished(self) -> Message:
        names = [name for name in self.texts if name.startswith("msgstr")]
        plural = "msgid_plural" in self.texts
        wanted = [f"msgstr[{n}]" for n in range(len(names))] if plural else ["msgstr"]
        if not names or names != wanted:
            form = "msgstr[0], msgstr[1] and so on" if plural else "one msgstr"
            raise Unreadable(self.line, f"this message needs {form}")
        return Message(
            id=self.texts["msgid"],
            plural=self.texts.get("msgid_plural", ""),
            forms=tuple(self.texts[name] for name in names),
            line=self.line,
            fuzzy=self.fuzzy,
            obsolete=self.obsolete,
            comments=tuple(self.comments),
        )


def read(text: str) -> tuple[Message, ...]:
    """The messages of a catalogue in their order; the head, if there is one, has an empty id.

    Raises:
        Unreadable: the first line that is none of a catalogue.
    """
    return tuple(_messages(text))


def _messages(text: str) -> Iterator[Message]:
    draft = _Draft()
    for number, written in enumerate(text.split("\n"), 1):
        line = written.strip()
        obsolete = line.startswith(_OBSOLETE)
        line = line.removeprefix(_OBSOLETE).strip()
        starts = line.startswith(("msgid ", 'msgid"', "msgctxt", "#"))
        if starts and draft.open.startswith("msgstr"):
            yield draft.finished()
            draft = _Draft()
        _take(draft, number, line)
        draft.obsolete = draft.obsolete or obsolete
    if draft.texts:
        yield draft.finished()


def _take(draft: _Draft, number: int, line: str) -> None:
    """One more line of a message."""
    if not line:
        return
    if line.startswith("#"):
        _remark(draft, line)
        return
    keyword = _KEYWORD.fullmatch(line)
    text = _TEXT.fullmatch(keyword[3] if keyword else line)
    if text is None or not (keyword or draft.open):
        raise Unreadable(number, f"'{line}' is no line of a catalogue")
    if keyword:
        _open(draft, number, f"{keyword[1]}[{keyword[2]}]" if keyword[2] else keyword[1])
    draft.texts[draft.open] += _plain(text[1])


def _open(draft: _Draft, number: int, name: str) -> None:
    if name.startswith("msgctxt"):
        raise Unreadable(number, "no message of this program has a context (msgctxt)")
    if name != "msgid" and "msgid" not in draft.texts:
        raise Unreadable(number, f"{name} stands before its msgid")
    if name in draft.texts:
        raise Unreadable(number, f"{name} stands twice in one message")
    if name == "msgid":
        draft.line = number
    draft.open = name
    draft.texts[name] = ""


def _remark(draft: _Draft, line: str) -> None:
    if line.startswith(_FLAGS):
        draft.fuzzy = draft.fuzzy or "fuzzy" in line
    elif line == "#" or line.startswith("# "):
        draft.comments.append(line[2:])


def _plain(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: _MEANT.get(found[1], found[0]), text)


def write(messages: Iterable[Message]) -> str:
    """The text of a catalogue; `read` gives the same messages back.

    Args:
        messages: in order; those that are obsolete go to the end, in comments.
    """
    every = sorted(messages, key=lambda message: message.obsolete)
    return "\n\n".join(_block(message) for message in every) + "\n"


def _block(message: Message) -> str:
    lines = [f"msgid {_quoted(message.id)}"]
    if message.plural:
        lines.append(f"msgid_plural {_quoted(message.plural)}")
        lines += [f"msgstr[{n}] {_quoted(form)}" for n, form in enumerate(message.forms)]
    else:
        lines.append(f"msgstr {_quoted(message.forms[0])}")
    if message.obsolete:
        lines = [f"{_OBSOLETE} {line}" for text in lines for line in text.split("\n")]
    flags = [f"{_FLAGS} fuzzy"] if message.fuzzy else []
    return "\n".join((*(f"# {line}".rstrip() for line in message.comments), *flags, *lines))


def _quoted(text: str) -> str:
    """A text in quotes; one of several lines stands on several lines."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", text) if "\n" in text.removesuffix("\n") else [text]
    quoted = [f'"{line.translate(_ESCAPED)}"' for line in lines]
    return "\n".join(quoted if len(quoted) == 1 else ['""', *quoted])
