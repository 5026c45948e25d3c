"""The digest: an entry as a mail, in HTML and in plain text.

The one door of css-inline: readers of mails ignore stylesheets, so that rules become attributes.
The same entry gives the same bytes; nothing in a mail asks another host for anything but pictures.
"""

import hashlib
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from typing import Any

import css_inline
from msgspec import Struct

from generator.pages.digest_views import DigestView
from generator.render.letters import parted
from generator.render.theme import Theme

HTML, TEXT = "digest.html", "digest.txt"
_DIGITS = 32  # of the digest that names a message: 128 bits
_MANY = 8  # a foreign character takes nine in quoted-printable, and four in Base64
_LINE = 76  # RFC 2047, section 2
_SUBJECT = "Subject"
_NOBODY = "undisclosed-recipients:;"


class Envelope(Struct, frozen=True):
    """What stands on a mail.

    Attributes:
        feed_id: permanent id of the entry in feeds, which names the message.
        host: domain that the message's id belongs to.
        date: when the entry went live.
        sender: who writes; None leaves that to whoever sends it.
        to: addresses of readers; empty for a list that nobody sees.
        unsubscribe: address of a page or a mailbox to leave by; empty leaves it to the sender.
    """

    feed_id: str
    host: str
    date: datetime
    sender: Address | None = None
    to: tuple[Address, ...] = ()
    unsubscribe: str = ""


class Mail(Struct, frozen=True):
    """A finished mail.

    Attributes:
        content: the message (RFC 5322), lines ended by CR and LF.
    """

    subject: str
    message_id: str
    content: bytes


class _Literal(EmailPolicy):
    """How headers are written: a subject that looks encoded already is a text like any other.

    Python's own policy reads it as encoded (RFC 2047), and what that gives may hold a new header.
    """

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:  # noqa: ANN401 - the parent's
        """The text of a subject as it is; every other header as ever."""
        return (name, value) if name == _SUBJECT else super().header_store_parse(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:  # noqa: ANN401 - the parent's
        """A header in lines of at most 76 characters, each of ASCII alone."""
        if name != _SUBJECT:
            return super().fold_binary(name, value)
        is_plain = value.isascii() and "=?" not in value
        written = Header(value, "us-ascii" if is_plain else "utf-8", _LINE, name)
        return f"{name}: {written.encode(linesep=self.linesep)}{self.linesep}".encode("ascii")


_LITERAL = _Literal(linesep=SMTP.linesep)


def mail(theme: Theme, view: DigestView, envelope: Envelope) -> Mail:
    """An entry as a message (RFC 5322) with a text and the same in HTML (RFC 2046, 5.1.4).

    Raises:
        TemplateFault: a template asks for what there is not, or fails otherwise.
    """
    subject, text = parted(theme.render(TEXT, view, view.lang))
    html = _inlined(theme.render(HTML, view, view.lang))
    message = EmailMessage(_LITERAL)
    message_id = f"<{_digest(envelope.feed_id)}@{envelope.host}>"
    if envelope.sender:
        message["From"] = envelope.sender
    message["To"] = envelope.to or _NOBODY
    message[_SUBJECT] = subject
    message["Date"] = envelope.date
    message["Message-ID"] = message_id
    if envelope.unsubscribe:
        message["List-Unsubscribe"] = f"<{envelope.unsubscribe}>"  # RFC 2369, section 3.2
    message.set_content(text, cte=_encoding(text))
    message.add_alternative(html, subtype="html", cte=_encoding(html))
    message["Content-Language"] = view.lang
    # No line of an encoded part can hold '=_' (RFC 2045, sections 6.7 and 6.8).
    message.set_boundary(f"=_{_digest(text + html)}")
    return Mail(subject, message_id, message.as_bytes())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _encoding(text: str) -> str:
    """What makes a text of ASCII alone, for senders that know no more: the shorter of the two."""
    foreign = sum(not char.isascii() for char in text)
    return "base64" if foreign * _MANY > len(text) else "quoted-printable"


def _inlined(html: str) -> str:
    """The rules of `<style>` as attributes of what they are for; nothing is fetched for it."""
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)
    return inliner.inline(html).replace("\r\n", "\n")
