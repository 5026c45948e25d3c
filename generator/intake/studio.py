"""What drafts are made with that are more than samples: the journal, and a language to write in."""

import json
import re
from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from generator.journal.journal import Journal
from generator.model.entry import Entry
from generator.model.fields import Inline
from generator.model.reference import Byline, Reference
from generator.pages.desk.entry_views import Desk, plain
from generator.pages.desk.library import library
from generator.pages.words import Words

# Characters that mean something in a line of Markdown, and what makes the beginning of one a list.
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$!&])")
_LEADING = re.compile(r"^(\d*)([-+.)=:])")

DRAFT = "draft: yes            # delete this line to publish"


class Drafted(Struct, frozen=True):
    """A file to be written: its path below `content/`, and its text."""

    path: str
    text: str


class Studio(Struct, frozen=True):
    """What a draft is made from.

    Attributes:
        at: the instant that becomes its date, in the journal's time zone.
        lang: the language that it is written in, as the journal spells it.
    """

    journal: Journal
    words: Words
    at: datetime
    lang: str

    def say(self, message: str, **values: object) -> str:
        """A sentence of the program in the language of the draft."""
        return self.words.say(self.lang, message) % values

    def word(self, value: str) -> str:
        """A value of a list of choices in words, in the language of the draft."""
        return self.words.word(self.lang, value)

    def plain(self, entry: Entry, text: Inline) -> str:
        """A short Markdown text of an entry, as one line without markup."""
        desk = Desk(self.journal, library((), frozenset()), self.words)
        return " ".join(plain(text, desk.filling(entry, self.lang, on_own_page=False)).split())

    @property
    def suffix(self) -> str:
        """What stands before `.md` in the names of files of this language: `zh` for its zh-CN."""
        short = self.lang.split("-")[0].lower()
        return short if self.journal.config.language(short) == self.lang else self.lang


def escaped(text: str, *, leads: bool = False) -> str:
    """A plain text as Markdown for a part of a line, whatever it holds.

    Args:
        leads: True at the beginning of a line or of an item of a list.
    """
    marked = _MARKS.sub(r"\\\1", text)
    return _LEADING.sub(r"\1\\\2", marked) if leads else marked


def quoted(text: str) -> str:
    """A text as YAML, whatever it holds."""
    return json.dumps(text, ensure_ascii=False)


def listed(names: Iterable[Byline | Reference]) -> str:
    """Names as a YAML list on one line."""
    return f"[{', '.join(quoted(str(name)) for name in names)}]"
