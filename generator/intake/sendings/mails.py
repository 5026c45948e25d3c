"""Mails: one (RFC 5322), a file of many (mbox, RFC 4155), or the files of a Maildir."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parseaddr, parsedate_to_datetime

from generator.intake.posts.report import Notebook
from generator.intake.posts.text import decode
from generator.intake.sendings.html_text import text_of_html
from generator.intake.sendings.sending import (
    MOST_SENDINGS,
    Asked,
    Attached,
    Sender,
    Sending,
    Sheaf,
)
from generator.model.form_blocks import read as read_blocks
from generator.model.submission import Sort
from generator.problems import shown

MOST_BYTES = 60_000_000
"""A longer mail is not read."""

_MOST_PARTS = 200
_LONGEST_HEADER = 20_000  # characters; the library's work grows with their square
_FROM = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]{1,300}\r?\n(?=[!-9;-~]{1,100}:)")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_REPLY = re.compile(
    r"^\s*(?:(?:re|aw|fwd?|wg|答复|回复|回覆|转发)\s*(?:\[\d+\])?[:：]\s*)+", re.IGNORECASE
)
_SIGNATURE = re.compile(r"\n-- \n.*\Z", re.DOTALL)
_QUOTE = re.compile(r"^>+ ?", re.MULTILINE)
_BROKEN = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What the library raises at headers and parts that are not built as they say."""
_CHARSETS: Mapping[str, str] = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252"}
"""Sets of characters that mails name when they mean a larger one (WHATWG Encoding, 4.2)."""
_TOO_MANY = f"more than {MOST_SENDINGS} mails; cut the file up"


class _Policy(EmailPolicy):
    """The library's usual rules, for headers of which the end is cut off."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Name and value of a header, by its lines."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]


_POLICY = _Policy()


def read(data: bytes, sheaf: Sheaf, asked: Asked) -> None:
    """A sending for each mail of a file; what programs sent by themselves is left out."""
    starts = [found.start() for found in _FROM.finditer(data)]
    if len(starts) > MOST_SENDINGS:
        sheaf.wrong(0, "too-many", _TOO_MANY)
        return
    if not starts:
        _mail(data, 1, sheaf, asked)
        return
    line, last = 1, 0
    for start, end in zip(starts, [*starts[1:], len(data)], strict=True):
        line += data.count(b"\n", last, start)
        last = start
        body = data[data.index(b"\n", start) + 1 : end]
        _mail(_QUOTED_FROM.sub(rb"\1", body), line, sheaf, asked)


def _mail(data: bytes, line: int, sheaf: Sheaf, asked: Asked) -> None:
    if len(data) > MOST_BYTES:
        sheaf.wrong(line, "mail", f"this mail has {len(data)} bytes, and is not read")
        return
    try:
        parsed = message_from_bytes(data, policy=_POLICY)
        message = parsed if isinstance(parsed, EmailMessage) else EmailMessage()
        parts = list(_parts(message))
    except _BROKEN as error:
        sheaf.wrong(line, "mail", f"this mail cannot be read: {shown(str(error))}")
        return
    if not message.keys():
        hint = "a mail begins with its headers: From, Date, Subject"
        sheaf.wrong(line, "mail", "this is no mail", hint)
        return
    automatic = _header(message, "Auto-Submitted").casefold()
    if automatic not in {"", "no"}:
        sheaf.note(line, "automatic", "a program sent this mail; it was left out")
        return
    try:
        sheaf.sendings.append(_sending(message, parts, data, line, sheaf, asked))
    except (*_BROKEN, AssertionError) as error:
        sheaf.wrong(line, "mail", f"this mail cannot be read: {shown(str(error))}")


def _sending(
    message: EmailMessage,
    parts: list[EmailMessage],
    data: bytes,
    line: int,
    sheaf: Sheaf,
    asked: Asked,
) -> Sending:
    removed: list[str] = []
    attached = tuple(_attached(parts, line, removed, sheaf))
    whole = _header(message, "From")
    name, mail = parseaddr(whole)
    subject = _REPLY.sub("", " ".join(_header(message, "Subject").split()))
    return Sending(
        Sort.MAIL,
        _id(_header(message, "Message-ID").strip(" <>\t"), mail, data),
        line,
        text=_text(parts, removed, asked),
        has_questions=True,
        title="" if _folded(subject) in map(_folded, asked.titles) else subject,
        received=_date(message),
        sender=Sender(name, mail, whole=whole),
        attached=attached,
        removed=tuple(removed),
    )


def _id(own: str, sender: str, data: bytes) -> str:
    """What tells a mail apart: its Message-ID, and who sent it, so that nobody takes its place."""
    whose = hashlib.sha256(sender.casefold().encode("utf-8", "replace")).hexdigest()[:8]
    return f"{own}#{whose}" if own else hashlib.sha256(data).hexdigest()[:32]


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that are no containers, in order; mails inside of mails are not opened."""
    waiting, count = [message], 0
    while waiting:
        part = waiting.pop(0)
        count += 1
        if count > _MOST_PARTS:
            raise ValueError(f"more than {_MOST_PARTS} parts")
        if part.get_content_maintype() == "multipart":
            inner = part.get_payload()
            waiting = [p for p in inner if isinstance(p, EmailMessage)] + waiting
        else:
            yield part


def _text(parts: list[EmailMessage], removed: list[str], asked: Asked) -> str:
    """What the mail says: its plain text, else its HTML as text."""
    plain = [_decoded(part) for part in parts if _is_text(part, "plain")]
    if not any(text.strip() for text in plain):
        plain = [text_of_html(_decoded(part)) for part in parts if _is_text(part, "html")]
        if any(plain):
            removed.append("the markup of a mail in HTML")
    text = "\n\n".join(text.strip("\n") for text in plain if text.strip())
    if not read_blocks(text, asked.form).found:
        unquoted = _QUOTE.sub("", text)
        text = unquoted if read_blocks(unquoted, asked.form).found else text
    bare = _SIGNATURE.sub("", f"\n{text}")
    if len(bare) <= len(text):
        removed.append("the signature of a mail")
    return bare.strip("\n")


def _is_text(part: EmailMessage, kind: str) -> bool:
    return part.get_content_type() == f"text/{kind}" and not part.get_filename()


def _decoded(part: EmailMessage) -> str:
    """The text of a part; lines that were broken on the way are whole again (RFC 3676, 4.2)."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    named = (part.get_content_charset() or "utf-8").casefold()
    try:
        text = data.decode(_CHARSETS.get(named, named))
    except (ValueError, LookupError):  # UnicodeError is a ValueError
        text = decode(data, Notebook(""))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if str(part.get_param("format", "")).casefold() != "flowed":
        return text
    return _flowing(text, keep=str(part.get_param("delsp", "")).casefold() != "yes")


def _flowing(text: str, *, keep: bool) -> str:
    """Lines that end with a blank go on in the next one; `keep` says that the blank is a word's."""
    out: list[list[str]] = []
    for row in text.split("\n"):
        goes_on = bool(out) and out[-1][-1].endswith(" ") and out[-1] != ["-- "]
        if goes_on and not row.startswith(">"):
            out[-1][-1] = out[-1][-1] if keep else out[-1][-1][:-1]
            out[-1].append(row.removeprefix(" "))
        else:
            out.append([row.removeprefix(" ")])
    return "\n".join(map("".join, out))


def _attached(
    parts: list[EmailMessage], line: int, removed: list[str], sheaf: Sheaf
) -> Iterator[Attached]:
    """Every file that came along and may be a picture."""
    for part in parts:
        try:
            name = part.get_filename() or ""
            data = part.get_payload(decode=True)
        except _BROKEN:
            continue
        if part.get_content_maintype() == "image":
            if isinstance(data, bytes):
                yield Attached(name or "picture", data)
        elif name or part.get_content_maintype() != "text":
            what = f"the file '{shown(name or part.get_content_type())}'"
            if isinstance(data, bytes) and name.casefold().endswith((".jpg", ".jpeg", ".png")):
                yield Attached(name, data)
                continue
            removed.append(what)
            sheaf.note(line, "attachment", f"{what} is no picture; it was left out")


def _header(message: EmailMessage, name: str) -> str:
    """A header as text; empty where it is missing or cannot be read at all."""
    try:
        return str(message[name] or "")
    except _BROKEN:
        return ""


def _date(message: EmailMessage) -> datetime | None:
    try:
        date = parsedate_to_datetime(_header(message, "Date"))
    except (*_BROKEN, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
