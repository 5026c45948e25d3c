"""The clock that the service goes by; the real one is made in the command line."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time.

    The two times are independent: the wall clock may be set, in both directions; the monotonic
    one never goes back.
    """

    def now(self) -> datetime:
        """What the wall clock says, with its zone."""
        ...

    def monotonic(self) -> float:
        """Seconds since some moment."""
        ...
