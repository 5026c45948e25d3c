"""What this machine remembers of a target, in `.friday/`; losing it costs a look and no more."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Self

from msgspec import Struct, field
from msgspec.structs import replace

from generator.files import put
from generator.targets.record import Deployed

_NAME = "memory.json"


class Memory(Struct, frozen=True):
    """What the last publish knew, whether it had to send anything or not.

    The next instant is kept here and not on the target, where it would tell everybody when
    something hidden is going to appear.

    Attributes:
        source: digest of the project's files.
        program: of this program.
        sequence: of the record that was on the target.
        next: the next instant at which the site changes by itself; None if there is none.
        unheard: documents of feeds that the hub was not told of yet, address to file.
    """

    source: str = ""
    program: str = ""
    sequence: int = 0
    next: datetime | None = None
    unheard: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """What is remembered in a folder; nothing if there is nothing, or it is damaged."""
        data: object = None
        with suppress(OSError, ValueError):
            data = json.loads((folder / _NAME).read_bytes())
        match data:
            case {
                "source": str(source),
                "program": str(program),
                "sequence": int(sequence),
                "next": str(text),
                "unheard": dict(unheard),
            }:
                with suppress(ValueError):
                    instant = datetime.fromisoformat(text) if text else None
                    pairs = {str(url): str(path) for url, path in unheard.items()}
                    return cls(source, program, sequence, instant, pairs)
        return cls()

    def save(self, folder: Path) -> None:
        """Remember it; a folder that cannot be written to remembers nothing."""
        data = {
            "source": self.source,
            "program": self.program,
            "sequence": self.sequence,
            "next": self.next.isoformat() if self.next else "",
            "unheard": dict(sorted(self.unheard.items())),
        }
        with suppress(OSError):
            put(folder / _NAME, json.dumps(data, indent=1).encode() + b"\n")

    def knows(self, record: Deployed, source: str, program: str) -> bool:
        """Whether it is about this record, these files and this program."""
        known = (self.source, self.program, self.sequence)
        return known == (source, program, record.sequence)

    def without(self, told: Mapping[str, object]) -> Self:
        """The same when the hub knows of these documents."""
        left = {url: path for url, path in self.unheard.items() if url not in told}
        return replace(self, unheard=left)
