"""What the autopilot remembers when it is restarted, and what it tells of itself: one small file.

The file is no lock and no register: what has been published is known by the target. Without it,
nothing is published twice.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

from generator.autopilot.verdict import Outcome
from generator.files import put

FILE = "autopilot.json"
VERSION = 1
_MOST_MESSAGES = 20
_INSTANTS = frozenset({"started", "seen", "looked", "published", "latest", "next", "retry"})


class Memory(Struct, frozen=True):
    """The state of an autopilot.

    Attributes:
        pid: its process.
        started: when it was started.
        seen: when it last gave a sign of life.
        looked: the instant of the last look.
        outcome: what came of that.
        published: the instant of the last publish of something.
        latest: no look is taken before this instant, not even when the clock is set back.
        next: when the next thing is due.
        retry: when something that failed is tried again.
        failures: how often in a row it failed.
        messages: what is wrong, for the team to read.
    """

    pid: int = 0
    started: datetime | None = None
    seen: datetime | None = None
    looked: datetime | None = None
    outcome: Outcome | None = None
    published: datetime | None = None
    latest: datetime | None = None
    next: datetime | None = None
    retry: datetime | None = None
    failures: int = 0
    messages: tuple[str, ...] = ()

    def record(self) -> dict[str, object]:
        """The shape of the file and of `--status --json`."""
        plain = {name: _plain(value) for name, value in asdict(self).items()}
        return {"version": VERSION, **plain, "messages": list(self.messages[:_MOST_MESSAGES])}


def remembered(private: Path) -> Memory | None:
    """What an autopilot left behind; None if there was none, or the file is not of this version."""
    try:
        data = json.loads((private / FILE).read_text(encoding="utf-8"))
        return _memory(data)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def remember(private: Path, memory: Memory) -> None:
    """Replace the file; whoever reads it at any moment, and after any end, reads a whole one.

    Raises:
        OSError: the folder cannot be written.
    """
    text = json.dumps(memory.record(), ensure_ascii=False, indent=1) + "\n"
    put(private / FILE, text.encode())


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _memory(data: Mapping[str, object]) -> Memory:
    if data["version"] != VERSION:
        raise ValueError("of another version")
    known = frozenset(Memory.__struct_fields__)
    values = {name: _value(name, value) for name, value in data.items() if name in known}
    return Memory(**values)  # type: ignore[arg-type]  # each is given its type below


def _value(name: str, value: object) -> object:
    if name in _INSTANTS and value is not None:
        instant = datetime.fromisoformat(str(value))
        if instant.tzinfo is None:
            raise ValueError("an instant without its zone")
        return instant
    if name == "outcome" and value is not None:
        return Outcome(str(value))
    if name == "messages" and isinstance(value, list):
        return tuple(map(str, value))
    if name in {"pid", "failures"}:
        return int(str(value))
    return value
