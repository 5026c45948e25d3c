"""What the service counts: how much it took, and what it refused, by reason. Nothing about anybody.

Counts begin anew with the process.
"""

from collections import Counter
from enum import StrEnum
from threading import Lock


class Refusal(StrEnum):
    """Why something was not taken."""

    MISTAKES = "mistakes"
    TOO_LARGE = "too-large"
    TOO_SLOW = "too-slow"
    NO_FORM = "no-form"
    NOT_OPEN = "not-open"
    TOKEN = "token"  # noqa: S105 - a reason, not a password
    EXPIRED = "expired"
    TRAP = "trap"
    TOO_QUICK = "too-quick"
    TOO_OFTEN = "too-often"
    GONE = "gone"
    NO_ROOM = "no-room"
    BUSY = "busy"


class Figures:
    """The counts of a running service; may be used from every thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._refused: Counter[Refusal] = Counter()
        self._kept = 0
        self._again = 0

    def refused(self, why: Refusal) -> None:
        """One more that was not taken."""
        with self._lock:
            self._refused[why] += 1

    def kept(self, *, again: bool) -> None:
        """One more on the disk, or one that lay there already."""
        with self._lock:
            self._again += again
            self._kept += not again

    def record(self) -> dict[str, object]:
        """The counts; every reason stands there, in the order of the alphabet."""
        with self._lock:
            refused = {str(why): self._refused[why] for why in sorted(Refusal)}
            return {"kept": self._kept, "duplicates": self._again, "refused": refused}

    def text(self, more: dict[str, float]) -> str:
        """The counts as Prometheus reads them (text format 0.0.4).

        Args:
            more: gauges by name.
        """
        with self._lock:
            lines = [f"friday_intake_{name} {value:g}" for name, value in more.items()]
            lines += [
                f"friday_intake_kept_total {self._kept}",
                f"friday_intake_duplicates_total {self._again}",
            ]
            lines += [
                f'friday_intake_refused_total{{reason="{why}"}} {self._refused[why]}'
                for why in sorted(Refusal)
            ]
        return "\n".join(lines) + "\n"
