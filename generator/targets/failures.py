"""Why a publish did not happen; each says what to do about it."""


class NotPublished(Exception):
    """Base of the three; the message says what happened, in lower case, `hint` the cure."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class TargetFailed(NotPublished):
    """The target, or the way to it, failed; trying again is safe and goes on where it stopped."""


class NotConfirmed(TargetFailed):
    """Everything was sent, and readers would still not get exactly that."""


class Refused(NotPublished):
    """It would do harm that nobody asked for; nothing was sent."""
