"""What is wrong with a picture file, in the author's words."""

from dataclasses import dataclass

from generator.problems import Location, Problem, Severity


@dataclass
class Fault(Exception):
    """A picture that cannot be published as it is.

    Attributes:
        fatal: nothing of it can be shown; else it is shown, and the author should know.
    """

    code: str
    message: str
    hint: str = ""
    fatal: bool = True

    def at(self, file: str) -> Problem:
        """A warning: one bad picture keeps no diary from its readers, but is never published."""
        return Problem(Location(file), self.code, self.message, self.hint, Severity.WARNING)


DAMAGED = "the file is damaged, or a part of it is missing"


def unreadable(reason: str) -> Fault:
    """A file that claims to be a picture, and that no program could show whole."""
    return Fault(
        "broken-picture",
        f"this picture is left out, because {reason}",
        "open it with a program for pictures and save it anew, or copy it once more",
    )
