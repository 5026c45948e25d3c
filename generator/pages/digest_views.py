"""What the templates of the digest can see: `digest.html` and `digest.txt` (docs/digest.md)."""

from datetime import datetime

from msgspec import Struct

from generator.pages.html import Html


class DigestView(Struct, frozen=True):
    """View of an entry as a mail: every address is whole, and nothing asks for a script.

    Attributes:
        lang: language of the mail.
        journal: title of the journal; `home` is its address.
        publisher: who publishes it; may be empty.
        title: of the entry; `label` is what one of its kind is called.
        date: when it went live, in the journal's time zone; None if nobody says.
        authors: names of those who wrote it.
        url: address of its page.
        subscribe: address of the page with the journal's feeds.
        unsubscribe: address to leave by, if the sender named one; may be empty.
        html: the text with its fields and pictures; only in `digest.html`.
        text: the same in plain lines of at most 78 columns; numbers in brackets stand for `links`.
        links: addresses that the text leads to, the first of them is `[1]`.
    """

    lang: str
    journal: str
    home: str
    publisher: str
    title: str
    label: str
    date: datetime | None
    authors: tuple[str, ...]
    url: str
    subscribe: str
    unsubscribe: str
    html: Html
    text: str
    links: tuple[str, ...]
