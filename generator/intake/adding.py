"""Files that people sent, into the inbox: each submission once, and the register told of it."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct, field

from generator.intake.inbox.register import note_arrived, rows_of
from generator.intake.inbox.store import Fate, Inbox, deliver, foreseen
from generator.intake.sendings.filling import parcel
from generator.intake.sendings.finding import Pictures, files_in, read_file
from generator.intake.sendings.markdown import Each
from generator.intake.sendings.sending import Asked, Sheaf
from generator.model.submission import Sort, Submission
from generator.problems import Problem, Severity

_BESIDE = frozenset({Sort.CSV, Sort.JSON, Sort.MARKDOWN})
"""Sorts whose pictures lie beside the file. Whoever writes a mail or an issue names only what is
attached, or lies in the folder that somebody chose for it: beside a mail lies what others sent."""


class Wish(Struct, frozen=True):
    """What is wished of an intake.

    Attributes:
        sort: what the files are; empty: by each file.
        pictures: folder of pictures that answers name.
        dry: say what would happen, and write nothing.
    """

    sort: str = ""
    each: Each = Each.AUTO
    pictures: Path | None = None
    dry: bool = False


class Item(Struct, frozen=True):
    """One submission that was found, and what became of it."""

    fate: Fate
    submission: Submission
    file: str
    line: int


class Added(Struct):
    """What became of everything.

    Attributes:
        files: how many were read.
    """

    items: list[Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: int = 0

    @property
    def is_sound(self) -> bool:
        """Whether everything could be taken."""
        return all(problem.severity is not Severity.ERROR for problem in self.problems)


def add(inbox: Inbox, asked: Asked, paths: Sequence[Path], wish: Wish) -> Added:
    """Put what some files hold into the inbox.

    What cannot be taken is told; the rest is taken. A submission is on the disk before the next
    one is looked at, and the register is brought up to date at the end: whatever happens in
    between, running it again finishes the work and doubles nothing.

    Raises:
        ProblemsFound: the register cannot be read; nothing was written.
        OSError: something cannot be written.
    """
    rows_of(inbox)
    added = Added()
    try:
        for path in paths:
            for file in files_in(path):
                added.files += 1
                _take(inbox, asked, file, wish, added)
    finally:
        if not wish.dry:
            note_arrived(inbox, [item.submission for item in added.items])
    return added


def names_of(file: Path, project: Path) -> tuple[str, str]:
    """A file as messages name it, and as its submissions remember it, the same at every import.

    Inside the project both are its path there. Outside of it nobody may learn from the inbox whose
    machine that was: its folder and its name are told, and a digest of the rest tells it apart.
    """
    whole = file.resolve()
    if whole.is_relative_to(project):
        inside = whole.relative_to(project).as_posix()
        return inside, inside
    rest = sha256(whole.as_posix().encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return file.as_posix(), f"{whole.parent.name}/{whole.name}#{rest}"


def _take(inbox: Inbox, asked: Asked, file: Path, wish: Wish, added: Added) -> None:
    told, name = names_of(file, inbox.project)
    sheaf = read_file(file, Sheaf(told, name), asked, wish.sort, wish.each)
    named = [wish.pictures] if wish.pictures else []
    beside = Pictures([file.parent, *named])
    chosen = Pictures(named)
    for sending in sheaf.sendings:
        pictures = beside if sending.sort in _BESIDE else chosen
        found = parcel(sending, asked, sheaf, pictures)
        if found is None:
            continue
        fate = foreseen(inbox, found) if wish.dry else deliver(inbox, found)
        item = Item(fate, found.submission, sheaf.file, sending.line)
        added.items.append(item)
        _told(item, sheaf.note)
    added.problems += sheaf.problems


def _told(item: Item, tell: Callable[[int, str, str, str], None]) -> None:
    """Say what was not written though its source changed."""
    key = item.submission.key
    if item.fate is Fate.DECIDED:
        message = f"'{key}' was decided, and its source says something else now; nothing changed"
        tell(item.line, "decided", message, f"look at it: friday moderate show {key}")
    elif item.fate is Fate.EDITED:
        message = f"'{key}' was edited here, and its source says something else now"
        tell(item.line, "edited", message, "compare both; the inbox was left as it is")
