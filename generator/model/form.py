"""What a form asks: its fields, where each answer goes, and their words in several languages."""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Annotated, ClassVar

from msgspec import Struct, field
from pydantic import AfterValidator, Field, model_validator

from generator.model.fields import Brief, Count, Flag, Id, Line, Many, Record, Url
from generator.patterns import late


class FieldType(StrEnum):
    """How a field is answered."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    DATE = "date"
    ADDRESS = "address"
    MAIL = "mail"
    PICTURES = "pictures"
    YES = "yes"


class Slot(StrEnum):
    """What of an entry, of the consent or of the contact data an answer fills."""

    TITLE = "title"
    TEXT = "text"
    BY = "by"
    PLACE = "place"
    SINCE = "since"
    QUOTE = "quote"
    PICTURES = "pictures"
    SUMMARY = "summary"
    TAGS = "tags"
    DISPLAY = "display"
    USES = "uses"
    MAIL = "mail"
    HANDLE = "handle"


CONTACT: frozenset[Slot] = frozenset({Slot.MAIL, Slot.HANDLE})
"""Answers that go into the private contact record, whatever the field says."""

CHOSEN: frozenset[FieldType] = frozenset({FieldType.CHOICE, FieldType.CHOICES})
"""Types that are answered by picking from a list."""

_USUAL_MOST: Mapping[FieldType, int] = {
    FieldType.LINE: 200,
    FieldType.TEXT: 20_000,
    FieldType.NUMBER: 40,
    FieldType.DATE: 40,
    FieldType.ADDRESS: 2_000,
    FieldType.MAIL: 254,  # RFC 5321, section 4.5.3.1.3, without the angle brackets
    FieldType.PICTURES: 5,
}
"""Characters of an answer, or number of pictures, where the field does not say."""

_PICTURES = "pictures are what a field of type pictures fills (to: pictures), and nothing else"
_PICTURES_OF_PRIVATE = (
    "pictures are shown with the entry; a field of type pictures is never private"
)

_MAIL = late(r"[^\s@<>,;:\"?&#%\x00-\x20\x7f]{1,64}@[^\s@<>,;:\"?&#%/\x00-\x20\x7f]{1,189}")


def worded(words: Mapping[str, str], lang: str, otherwise: str) -> str:
    """The words for a language: exactly it, else one with the same first subtag, else others.

    `zh` and `zh-TW` serve a reader of `zh-CN` (RFC 5646, section 2.2.1, is all that is looked at).
    """
    said = {name.lower(): text for name, text in words.items()}
    wanted = lang.lower()
    if wanted in said:
        return said[wanted]
    short = wanted.split("-")[0]
    near = sorted(name for name in said if name.split("-")[0] == short)
    return said[near[0]] if near else otherwise


class Choice(Brief):
    """An answer to pick; a text alone is its own id."""

    text_fills: ClassVar[tuple[str, ...]] = ("id", "label")

    id: Line = Field(description="what is kept when it is picked")
    label: Line = Field(description="what it says")
    labels: dict[str, Line] = Field(default={}, description="what it says in other languages")

    def label_in(self, lang: str) -> str:
        """What it says to a reader of a language."""
        return worded(self.labels, lang, self.label)


def _options_once(options: tuple[Choice, ...]) -> tuple[Choice, ...]:
    _once("option", (option.id for option in options))
    return options


def fields_once(fields: tuple["FormField", ...]) -> tuple["FormField", ...]:
    """The fields of a form, each with an id of its own and a place of its own for the answer.

    Raises:
        ValueError: an id stands twice, or two fields fill the same.
    """
    _once("field", (each.id for each in fields))
    slots = [each.slot for each in fields if each.slot is not None]
    for n, slot in enumerate(slots):
        if slot in slots[:n]:
            raise ValueError(f"two fields fill '{slot}': 'to' says where each answer goes")
    return fields


def _once(what: str, names: Iterable[str]) -> None:
    known: set[str] = set()
    for name in names:
        if name in known:
            raise ValueError(f"the {what} '{name}' stands twice")
        known.add(name)


class FormField(Record):
    """One question of a form."""

    id: Id = Field(description="permanent name of the field; answers are kept under it")
    label: Line = Field(description="the question, as the form shows it")
    labels: dict[str, Line] = Field(default={}, description="the question in other languages")
    type: FieldType = Field(default=FieldType.LINE, description="how it is answered")
    needed: Flag = Field(default=False, description="yes: nobody can leave it out")
    hint: Line | None = Field(default=None, description="one sentence of help below the question")
    hints: dict[str, Line] = Field(default={}, description="that sentence in other languages")
    options: Annotated[Many[Choice], AfterValidator(_options_once)] = Field(
        default=(), description="what can be picked, for choice and choices"
    )
    most: Annotated[Count, Field(ge=1)] | None = Field(
        default=None, description="the longest answer in characters, or how many pictures"
    )
    to: Slot | None = Field(
        default=None,
        description="what of the entry the answer fills; by itself what the field's id says, and "
        "nothing where it says none of these",
    )
    private: Flag = Field(
        default=False, description="yes: the team's own business, never in an entry"
    )

    @model_validator(mode="after")
    def _whole(self) -> "FormField":
        if self.type in CHOSEN and not self.options:
            raise ValueError("'options' is missing: what can be picked")
        if self.options and self.type not in CHOSEN:
            raise ValueError(f"'options' go with choice or choices, not with '{self.type}'")
        pictures = self.type is FieldType.PICTURES
        if pictures != (self.slot is Slot.PICTURES):
            raise ValueError(_PICTURES_OF_PRIVATE if pictures and self.private else _PICTURES)
        if self.private and self.to is not None and self.to not in CONTACT:
            raise ValueError(f"a private answer cannot fill '{self.to}' of an entry")
        return self

    @property
    def slot(self) -> Slot | None:
        """What the answer fills; None for what is only kept among the answers."""
        if self.to is not None:
            return self.to
        found = Slot(self.id) if self.id in set(Slot) else None
        return None if self.private and found not in CONTACT else found

    @property
    def secret(self) -> bool:
        """Whether the answer belongs into the contact record and nowhere else."""
        return self.private or self.slot in CONTACT or self.type is FieldType.MAIL

    @property
    def limit(self) -> int:
        """The longest answer in characters (Unicode code points), or the number of pictures.

        Of choices it is the number that may be picked; of a yes it is 1.
        """
        if self.type is FieldType.YES:
            return 1
        return self.most or _USUAL_MOST.get(self.type) or max(1, len(self.options))

    def label_in(self, lang: str) -> str:
        """The question for a reader of a language."""
        return worded(self.labels, lang, self.label)

    def hint_in(self, lang: str) -> str:
        """The sentence of help for a reader of a language; empty if there is none."""
        return worded(self.hints, lang, self.hint or "")


class SubmissionForm(Struct, frozen=True):
    """Everything that a form asks, the usual fields included.

    Attributes:
        fields: in the order in which they are asked.
        consent: id of the consent text that is shown; empty for the only one, or none.
        columns: headings of exports, as their files spell them, to ids of fields.
    """

    fields: tuple[FormField, ...]
    consent: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)

    def find(self, name: str) -> FormField | None:
        """The field with an id."""
        return next((each for each in self.fields if each.id == name), None)

    def filling(self, slot: Slot) -> FormField | None:
        """The field whose answer fills something, if any does."""
        return next((each for each in self.fields if each.slot is slot), None)

    def asked(self, heading: str) -> FormField | None:
        """The field that a heading of an export or of a form means, in any language.

        In this order: what the call's `map` says, an id, a label; case and spaces do not count.
        """
        said = _plain(heading)
        mapped = {_plain(name): target for name, target in self.columns.items()}
        if said in mapped:
            return self.find(mapped[said])
        by_id = (each for each in self.fields if _plain(each.id) == said)
        by_label = (each for each in self.fields if said in map(_plain, _labels(each)))
        return next(by_id, None) or next(by_label, None)


def _labels(question: FormField) -> Iterator[str]:
    yield question.label
    yield from question.labels.values()


def _plain(words: str) -> str:
    """A heading as it is compared."""
    return " ".join(words.casefold().split()).rstrip(" :：*")


def _mailbox(value: str) -> str:
    bare = value.removeprefix("mailto:")
    if not _MAIL.fullmatch(bare):
        raise ValueError("a mail address is written stories@example.org")
    return bare


def _web(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#]+[^\s]*", value):
        raise ValueError("an address begins with https:// or http://")
    return value


class WayIn(Brief):
    """A way in: a link, the issues of a repository, a mail address, or a form of our own.

    An address alone is its own title, as in other links.
    """

    text_fills: ClassVar[tuple[str, ...]] = ("title", "url")

    title: Line | None = Field(default=None, description="what the link says")
    url: Url | None = Field(default=None, description="address of a page, or a mailto: link")
    issue: Annotated[Line, AfterValidator(_web)] | None = Field(
        default=None, description="address of the repository whose issue form is meant"
    )
    mail: Annotated[Line, AfterValidator(_mailbox)] | None = Field(
        default=None, description="mail address; the link has the form's questions in its body"
    )
    form: Annotated[Line, AfterValidator(_web)] | None = Field(
        default=None, description="address of the intake service, which has a form for this call"
    )

    @model_validator(mode="after")
    def _one(self) -> "WayIn":
        if len([way for way in (self.url, self.issue, self.mail, self.form) if way]) != 1:
            raise ValueError("one of 'url', 'issue', 'mail' and 'form' says where it leads")
        return self
