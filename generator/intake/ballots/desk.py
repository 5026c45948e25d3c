"""Where one file is read: its options, and what is wrong with it and worth saying about it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from msgspec import Struct, field

from generator.intake.ballots.options import Options, fold
from generator.intake.ballots.sheet import Wish
from generator.intake.posts.report import Notebook, shortened
from generator.model.contest import Form
from generator.problems import Location, Problem, did_you_mean


class Paper(Struct, frozen=True):
    """One ballot as a format's reader found it.

    Attributes:
        values: by option; may be shorter than the options, which may not all be known yet.
        voter: who cast it, which is never written; empty where nobody knows.
        receipt: what the voter knows already and may be published.
    """

    values: tuple[int | None, ...]
    line: int
    count: int = 1
    voter: str = ""
    receipt: str = ""
    cast: datetime | None = None
    spoilt: bool = False


class Draft(Struct):
    """What a format's reader made of a file.

    Attributes:
        form: what the ballots hold; None where the reader cannot tell.
        comments: of voters: the option or box, and the text.
    """

    papers: list[Paper] = field(default_factory=list)
    form: Form | None = None
    seats: int | None = None
    comments: list[tuple[str, str]] = field(default_factory=list)


def _ordinals() -> Callable[[str], str]:
    """Voters by number, in the order in which they come."""
    seen: dict[str, str] = {}
    return lambda voter: seen.setdefault(fold(voter), f"voter-{len(seen) + 1}")


class Desk:
    """The file under way, its options, and what is to be said about it."""

    def __init__(self, file: str, wish: Wish) -> None:
        self.wish = wish
        self.options = Options(wish.options)
        self.book = Notebook(file)
        self.problems: list[Problem] = []
        self.receipt = wish.receipt or _ordinals()
        self._file = file
        self._near: dict[str, str] = {}
        self._left_out = {fold(name) for name in wish.ignore}

    def problem(self, line: int, code: str, message: str, hint: str = "") -> None:
        """Write down a mistake."""
        self.problems.append(Problem(Location(self._file, line), code, message, hint))

    def note(self, code: str, message: str, line: int = 0) -> None:
        """Write down what was left out or changed."""
        self.book.note(line, code, message)

    def unreadable(self, line: int, message: str, hint: str = "") -> bool:
        """Write down that a ballot cannot be read; whether it is taken as a spoilt one instead."""
        if self.wish.spoilt:
            self.note("spoilt", f"taken as a spoilt ballot: {message}", line)
        else:
            cure = hint or "mend the cell, or take such ballots as spoilt: --spoilt"
            self.problem(line, "unreadable-ballot", message, cure)
        return self.wish.spoilt

    def candidate(self, name: str, line: int) -> int | None:
        """The option that a file's list names; None if it is to be left out or not known."""
        if self.is_left_out(name):
            self.note("left-out", f"'{shortened(name)}' was left out", line)
            return None
        return self.option(name, line)

    def is_left_out(self, name: str) -> bool:
        """Whether an option of the file is to be left out."""
        return fold(name) in self._left_out

    def option(self, name: str, line: int) -> int | None:
        """The option of a name; a name that is none is a problem."""
        found = self.options.find(name)
        if found is None and self.options.is_open and name.strip():
            return self.options.add(name)
        if found is None:
            self.problem(
                line, "unknown-option", f"'{shortened(name)}' is no option", self.near(name)
            )
        return found

    def near(self, name: str) -> str:
        """A hint for a name that is no option."""
        if name not in self._near:
            titles = [choice.title for choice in self.options.choices]
            ids = [choice.id for choice in self.options.choices]
            listed = f"options are {', '.join(ids)}"
            self._near[name] = did_you_mean(name, [*titles, *ids]) or listed
        return self._near[name]

    def ranked(self, groups: Iterable[Iterable[int]], line: int) -> tuple[list[int | None], bool]:
        """Ranks out of groups of equals, best first, and whether that spoilt the ballot.

        An empty group is a rank that was skipped.
        """
        values: list[int | None] = [None] * len(self.options)
        spoilt = False
        for rank, group in enumerate(groups, start=1):
            for option in group:
                if values[option] is not None:
                    name = self.options.choices[option].title
                    spoilt = self.unreadable(
                        line, f"'{shortened(name)}' stands twice on the ballot"
                    )
                else:
                    values[option] = rank
        return values, spoilt


def padded(values: Sequence[int | None], length: int) -> tuple[int | None, ...]:
    """The values with nothing said about the options that came to light later."""
    return (*values, *([None] * (length - len(values))))
