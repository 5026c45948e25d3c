"""The loop: wait for what comes first, look, remember what came of it.

A look is taken at the start, when the next thing is due, when files changed, when something that
failed is to be tried again, and once in a while for what nobody tells of. Waiting is done in short
naps, after each of which both clocks are asked: so a clock that was set, and a machine that slept,
are noticed within a nap. What publishing twice would mean is no matter of this file: the target
knows what readers see, and a look at which nothing is due does nothing.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.autopilot.clock import Clock
from generator.autopilot.eyes import Eyes
from generator.autopilot.memory import Memory, remember, remembered
from generator.autopilot.notify import Notifier
from generator.autopilot.patience import patience
from generator.autopilot.verdict import RETRIED, Event, Outcome, Publisher, Say, Verdict

NAP_SECONDS = 2.0
EVERY_SECONDS = 3600.0
SETTLE_SECONDS = 3.0
"""Files are looked at when nothing more has changed for so long: people save several."""
LONGEST_SETTLE_SECONDS = 60.0
PULSE_SECONDS = 60.0
"""How often the state file tells that the process lives."""
MOVED_SECONDS = 30.0
"""A difference between the two clocks that is worth a word."""


class Means(Struct, frozen=True):
    """What an autopilot works with.

    Attributes:
        private: folder of the state file.
        stopped: whether to end when what is under way is done.
        pull: fetches the authors' changes; says what went wrong, or nothing.
        seed: what the journal is known by; its failures are spread by it.
    """

    clock: Clock
    publisher: Publisher
    eyes: Eyes
    say: Say
    notifier: Notifier
    private: Path
    stopped: Callable[[], bool]
    seed: str
    pid: int
    pull: Callable[[], str] | None = None
    nap_seconds: float = NAP_SECONDS
    every_seconds: float = EVERY_SECONDS
    pulse_seconds: float = PULSE_SECONDS


class Pilot:
    """An autopilot from its start to its end."""

    def __init__(self, means: Means) -> None:
        self._means = means
        now, passed = means.clock.now(), means.clock.monotonic()
        before = remembered(means.private) or Memory()
        self.memory = replace(before, pid=means.pid, started=now, seen=now, next=None, retry=None)
        self._looked_at: float | None = None
        self._retry_at: float | None = None
        self._changed: tuple[float, float] | None = None  # the first change and the last one
        self._pulse_at = passed
        self._behind = False

    def run(self) -> None:
        """Look and wait until it is stopped.

        Raises:
            CannotWatch: the system tells of no changes.
        """
        self._say("started", "the autopilot looks after this journal")
        self._means.eyes.look_around()
        self._means.notifier.tell("READY=1")
        self._keep()
        while not self._means.stopped():
            reason = self._reason()
            if reason:
                self.look(reason)
            else:
                self._nap()
        self._means.notifier.tell("STOPPING=1")
        self._say("stopped", "the autopilot stops; what is published stays")

    def look(self, reason: str) -> Verdict:
        """Publish what is due, and remember what came of it."""
        changed, self._changed = self._changed, None
        self._pull()
        now = self._means.clock.now()
        verdict = self._means.publisher.publish(now, self.alive)
        if self._behind and verdict.outcome is not Outcome.PUBLISHED:
            self._changed = changed  # it is looked at when the clock has caught up
        self._looked_at = self._means.clock.monotonic()
        self._means.eyes.look_around()
        self._conclude(now, reason, verdict)
        return verdict

    def _reason(self) -> str:
        """Why to look now; empty if there is nothing to look for."""
        now, passed = self._means.clock.now(), self._means.clock.monotonic()
        self._heed(passed)
        # A look takes nothing back: publishing refuses it. It may find that '--back' was said.
        behind = self._is_behind(now)
        due = None if behind else self.memory.next
        reasons = {
            "start": self._looked_at is None,
            "due": due is not None and due <= now,
            "change": not behind and self._has_settled(passed),
            "retry": self._retry_at is not None and self._retry_at <= passed,
            "hour": passed - (self._looked_at or passed) >= self._means.every_seconds,
        }
        return next((reason for reason, holds in reasons.items() if holds), "")

    def _heed(self, passed: float) -> None:
        """Note that files changed."""
        if self._means.eyes.changes():
            first = self._changed[0] if self._changed else passed
            self._changed = (first, passed)

    def _has_settled(self, passed: float) -> bool:
        if self._changed is None:
            return False
        first, last = self._changed
        return passed - last >= SETTLE_SECONDS or passed - first >= LONGEST_SETTLE_SECONDS

    def _is_behind(self, now: datetime) -> bool:
        """Whether the clock was set back before the last publish: nothing is taken back then."""
        latest = self.memory.latest
        behind = latest is not None and now < latest
        if behind and not self._behind and latest is not None:
            message = (
                f"the clock says {now.isoformat()}, but this journal was published for "
                f"{latest.isoformat()}; nothing is published before that comes again. If the "
                "clock was wrong then, run: friday publish --back"
            )
            self._say("clock-behind", message, grave=True)
            self._remember(replace(self.memory, messages=(message,)))
        self._behind = behind
        return behind

    def _pull(self) -> None:
        wrong = self._means.pull() if self._means.pull else ""
        if wrong:
            self._say(
                "not-pulled", f"the authors' changes could not be fetched: {wrong}", grave=True
            )

    def _conclude(self, now: datetime, reason: str, verdict: Verdict) -> None:
        before = self.memory
        failures = before.failures + 1 if verdict.outcome in RETRIED else 0
        wait = patience(failures, self._means.seed) if failures else 0.0
        passed = self._means.clock.monotonic()
        self._retry_at = passed + wait if failures else None
        shown = verdict.outcome is Outcome.PUBLISHED
        self._remember(
            replace(
                before,
                seen=now,
                looked=now,
                outcome=verdict.outcome,
                published=now if shown else before.published,
                latest=now if shown else before.latest,
                next=verdict.next if verdict.next and verdict.next > now else None,
                retry=now + timedelta(seconds=wait) if failures else None,
                failures=failures,
                messages=verdict.messages,
            )
        )
        repeated = (before.outcome, before.messages) == (verdict.outcome, verdict.messages)
        if not (repeated and reason == "hour"):
            self._tell(reason, verdict)

    def _tell(self, reason: str, verdict: Verdict) -> None:
        memory = self.memory
        coming = {"next": memory.next, "retry": memory.retry}
        details = {name: at.isoformat() for name, at in coming.items() if at is not None}
        message = SENTENCES[verdict.outcome]
        if memory.retry is not None:
            message += f"; failed {memory.failures} in a row, tried again at {details['retry']}"
        elif memory.next is not None:
            message += f"; the next thing is due at {details['next']}"
        text = "\n".join((message, *verdict.messages))
        grave = verdict.outcome not in {Outcome.PUBLISHED, Outcome.NOTHING}
        self._means.notifier.tell(f"STATUS={message}")
        self._say(
            verdict.outcome, text, grave=grave, reason=reason, **details, **dict(verdict.details)
        )

    def _nap(self) -> None:
        """Let a short while pass, and compare how long the two clocks think that it was."""
        clock = self._means.clock
        wall, passed = clock.now(), clock.monotonic()
        clock.wait(self._seconds(wall, passed))
        now, later = clock.now(), clock.monotonic()
        moved = (now - wall).total_seconds() - (later - passed)
        if abs(moved) > MOVED_SECONDS:
            way = "forward" if moved > 0 else "back"
            message = (
                f"the clock went {way} by {abs(moved):.0f} s (it was set, or the machine slept)"
            )
            self._say("clock-moved", message, seconds=round(moved))
        self.alive()

    def _seconds(self, now: datetime, passed: float) -> float:
        """How long to nap: not past anything that is known to come."""
        waits = [self._means.nap_seconds]
        if self.memory.next is not None and self.memory.next > now:
            waits.append((self.memory.next - now).total_seconds())
        if self._retry_at is not None and self._retry_at > passed:
            waits.append(self._retry_at - passed)
        return max(min(waits), 0.01)

    def alive(self) -> None:
        """Give a sign of life: to systemd each time, in the state file once a minute."""
        self._means.notifier.tell("WATCHDOG=1")
        if abs(self._means.clock.monotonic() - self._pulse_at) >= self._means.pulse_seconds:
            self._keep()

    def _keep(self) -> None:
        self._pulse_at = self._means.clock.monotonic()
        self._remember(replace(self.memory, seen=self._means.clock.now()))

    def _remember(self, memory: Memory) -> None:
        self.memory = memory
        try:
            remember(self._means.private, memory)
        except OSError as error:
            self._say("not-kept", f"the state file cannot be written: {error}", grave=True)

    def _say(self, name: str, message: str, *, grave: bool = False, **details: object) -> None:
        self._means.say(Event(name, self._means.clock.now(), message, grave, details))


SENTENCES = {
    Outcome.PUBLISHED: "published",
    Outcome.NOTHING: "nothing is due",
    Outcome.MISTAKES: "the authors have something to mend; readers see the last good site",
    Outcome.REFUSED: "publishing was refused; readers see the last site",
    Outcome.FAILED: "what readers see could not be brought up to date",
    Outcome.BUG: "friday itself failed; please report it with the lines below",
}
