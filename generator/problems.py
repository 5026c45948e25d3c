"""What authors got wrong, as values.

Every room reports `Problem`s; only `gate` turns them into an exception, so that one run shows
every mistake of every file.
"""

import os
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

# what stands before an address is no part of it, so that a long word is looked at once
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CLOSE = 65  # per cent of letters in common; below it, suggestions confuse more than they help


class Severity(StrEnum):
    """Errors stop a build, warnings do so only under `--strict`."""

    ERROR = "error"
    WARNING = "warning"


class Location(Struct, frozen=True, order=True):
    """A place in a file of the project.

    Attributes:
        file: path relative to the project folder, with `/` between its parts.
        line: counted from 1; 0 means the file as a whole.
    """

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


class Problem(Struct, frozen=True):
    """One mistake: where it is, what it is, and the cure if there is one."""

    location: Location
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        first = f"{self.location}: {self.severity}[{self.code}]: {self.message}"
        return f"{first}\n    hint: {self.hint}" if self.hint else first

    def record(self) -> dict[str, object]:
        """The shape that `--json` prints: file, line, severity, code, message, hint."""
        place = asdict(self.location)
        return {
            **place,
            "severity": str(self.severity),
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
        }


class ProblemsFound(Exception):
    """A gate refused to go on; `problems` holds everything found so far, warnings included."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same problems without repetitions, by file, line, code and message."""
    return tuple(
        sorted(set(problems), key=lambda p: (p.location, p.code, p.message, p.hint, p.severity))
    )


def refusal(error: OSError, project: Path = Path()) -> Problem:
    """What the system refuses, as a problem of the file that it is about.

    Mostly somebody took a file away, or locked it, while it was read; or the disk is full.

    Args:
        project: folder that problems name files relative to.
    """
    reason = error.strerror or str(error)
    name = Path(os.fsdecode(error.filename or "."))
    inside = name.relative_to(project) if name.is_relative_to(project) else name
    message = f"the file cannot be read or written: {reason}"
    if error.filename is None:
        message = f"something in this folder cannot be read or written: {reason}"
    hint = "mend that, or run the command once more if somebody worked on it meanwhile"
    return Problem(Location(inside.as_posix()), "unreadable", message, hint)


def gate(problems: Iterable[Problem], *, strict: bool = False) -> tuple[Problem, ...]:
    """Let warnings pass, in order; stop at errors, and at warnings too when `strict`.

    Raises:
        ProblemsFound: there is at least one error, or `strict` and a warning.
    """
    found = in_order(problems)
    if any(strict or p.severity is Severity.ERROR for p in found):
        raise ProblemsFound(found)
    return found


def shown(text: str, most: int = 60) -> str:
    """A text of others as a message quotes it: cut, and without mail addresses.

    Control characters and what else cannot be seen are shown as escapes, so that no text steers
    the terminal that it is printed on.
    """
    plain = blotted(text[: 4 * most])
    return visible(plain if len(plain) <= most else f"{plain[: most - 1]}…")


def blotted(text: str) -> str:
    """A text without its mail addresses."""
    return _MAIL.sub("…@…", text)


def visible(text: str) -> str:
    """A text with control characters, and what else cannot be seen, as escapes."""
    return "".join(
        sign if sign.isprintable() or sign == "\u3000" else sign.encode("unicode_escape").decode()
        for sign in text
    )


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the closest known word, or an empty text when none is close."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - nothing to load where nothing is wrong

    close = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=_CLOSE)
    return f"did you mean '{close[0]}'?" if close else ""
