"""The clock that the autopilot goes by; the real one is made in the command line."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time and lets it pass.

    The two times are independent: the wall clock may be set, by hand or over the network, in both
    directions; the monotonic one never goes back, but may stand still while a machine sleeps.
    """

    def now(self) -> datetime:
        """What the wall clock says, with its zone."""
        ...

    def monotonic(self) -> float:
        """Seconds since some moment."""
        ...

    def wait(self, seconds: float) -> None:
        """Let time pass; may return early, as when a signal came."""
        ...
