"""How an autopilot is, judged by what it left behind: for monitors and health checks."""

from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct

from generator.autopilot.memory import Memory
from generator.autopilot.verdict import Outcome
from generator.publish.failures import OutputBusy
from generator.publish.lock import held

SILENT = timedelta(minutes=30)
"""A process that holds the lock and gave no sign for so long hangs."""

NOT_RUNNING = 6
CODES = {
    Outcome.PUBLISHED: 0,
    Outcome.NOTHING: 0,
    Outcome.MISTAKES: 1,
    Outcome.REFUSED: 1,
    Outcome.BUG: 3,
    Outcome.FAILED: 5,
}


class Health(Struct, frozen=True):
    """An exit code, and a sentence for people."""

    code: int
    sentence: str


def is_running(folder: Path) -> bool:
    """Whether a process holds the lock of autopilots in this folder.

    Raises:
        CommitFailed: the lock cannot be looked at.
    """
    if not (folder / "lock").exists():
        return False
    try:
        with held(folder, wait_seconds=0):
            return False
    except OutputBusy:
        return True


def health(memory: Memory | None, now: datetime, *, running: bool) -> Health:
    """How it is: healthy, waiting for the authors or for the target, hanging, or not running."""
    if not running:
        return Health(NOT_RUNNING, "no autopilot looks after this journal")
    if memory is None or memory.seen is None or memory.outcome is None:
        return Health(0, "the autopilot is starting")
    if now - memory.seen > SILENT:
        return Health(NOT_RUNNING, f"process {memory.pid} gave no sign since {memory.seen}")
    code = CODES[memory.outcome]
    if code == 0 and memory.latest is not None and now < memory.latest:
        return Health(1, "the clock is behind the last publish")
    return Health(code, _sentence(memory))


def _sentence(memory: Memory) -> str:
    parts = [f"last look {memory.looked}: {memory.outcome}"]
    if memory.published:
        parts.append(f"last publish {memory.published}")
    if memory.next:
        parts.append(f"next due {memory.next}")
    if memory.retry:
        parts.append(f"{memory.failures} failures in a row, next attempt {memory.retry}")
    return "; ".join(parts)
