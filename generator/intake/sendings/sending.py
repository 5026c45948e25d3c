"""What a file holds, before the call's form makes sense of it: one sending for each submission."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from generator.config import Config
from generator.kinds.call import Call
from generator.model.form import SubmissionForm
from generator.model.submission import Agreed, Sort
from generator.problems import Location, Problem, Severity

MOST_SENDINGS = 20_000
"""Submissions in one file; more is a mistake, or somebody's joke."""

LARGEST_BYTES = 256 << 20
"""A larger file is not read."""


class Asked(Struct, frozen=True):
    """The call that submissions answer.

    Attributes:
        id: of the call.
        form: with the text of consent filled in, if there is only one.
        titles: of the call, in every language.
        config: of the journal.
        at: when the intake runs: what says no date came then.
        granted: consent known from elsewhere, such as the terms of a competition, for submissions
            whose form did not ask; None: they have none.
        by_title: a file's title says who tells it, as in a list of adopters.
    """

    id: str
    call: Call
    form: SubmissionForm
    titles: tuple[str, ...]
    config: Config
    at: datetime
    granted: Agreed | None = None
    by_title: bool = False

    def with_consent(self, granted: Agreed) -> "Asked":
        """The same where consent is known from elsewhere."""
        return replace(self, granted=granted)

    def by_titles(self) -> "Asked":
        """The same where the titles of files say who tells what."""
        return replace(self, by_title=True)


class Attached(Struct, frozen=True):
    """A file that came with a submission.

    Attributes:
        name: as its sender called it; never a path.
    """

    name: str
    data: bytes


class Sender(Struct, frozen=True):
    """Who sent it, as the source says: private, all of it."""

    name: str = ""
    mail: str = ""
    handle: str = ""
    url: str = ""
    whole: str = ""


class Sending(Struct, frozen=True):
    """One submission as its source has it.

    Attributes:
        id: stable id in the source.
        line: where it begins in its file, from 1; 0 for the file as a whole.
        answers: by heading, as they stand there; several values for several boxes.
        text: what stands below no heading; a mail's or an issue's whole body with its questions.
        has_questions: True if the questions of the form are looked for in `text`.
        title: what the source calls it, such as an issue's title.
        by: who is named in public as the one who tells it, where no question asks.
        removed: what the reader took out, in words.
    """

    sort: Sort
    id: str
    line: int
    answers: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    text: str = ""
    has_questions: bool = False
    title: str = ""
    by: str = ""
    received: datetime | None = None
    url: str = ""
    lang: str = ""
    sender: Sender = Sender()
    attached: tuple[Attached, ...] = ()
    removed: tuple[str, ...] = ()


class Sheaf(Struct):
    """Everything found in one file, with what is wrong with it.

    Attributes:
        file: its path, as messages name it.
        name: its path as its submissions remember it, the same at every import.
    """

    file: str
    name: str
    sendings: list[Sending] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, line: int, code: str, message: str, hint: str = "") -> None:
        """Something that could not be taken."""
        self.problems.append(Problem(Location(self.file, line), code, message, hint))

    def note(self, line: int, code: str, message: str, hint: str = "") -> None:
        """Something that was taken otherwise than it stood there, or left out."""
        place = Location(self.file, line)
        self.problems.append(Problem(place, code, message, hint, Severity.WARNING))


class Reader(Protocol):
    """Reads a file of one sort."""

    def __call__(self, data: bytes, sheaf: Sheaf, asked: Asked) -> None:
        """Put the sendings of a file into the sheaf."""
