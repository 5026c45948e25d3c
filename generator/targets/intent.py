"""What a publish into a place that is served meanwhile is about to touch, written down before.

It lies beside the record while the publish is under way, and after a crash: what it names may be
old or new by then, and the next publish looks at it instead of trusting the record.
"""

import json
from collections.abc import Iterable
from typing import Self

from msgspec import Struct

from generator.pages.artefact import is_inside

INTENT = ".friday/intent.json"
"""Where it lies on a target."""


class Intent(Struct, frozen=True):
    """The paths that a publish puts, replaces or deletes; `sequence` is the publish's number."""

    sequence: int = 0
    paths: frozenset[str] = frozenset()

    def still_open(self, shown: int) -> frozenset[str]:
        """Its paths, if the publish never finished; `shown` is the sequence that readers see."""
        return self.paths if self.sequence > shown else frozenset()

    def to_json(self) -> bytes:
        """The intent as UTF-8."""
        return json.dumps({"sequence": self.sequence, "paths": sorted(self.paths)}).encode()

    @classmethod
    def from_json(cls, content: bytes) -> Self:
        """The intent in a file; what is no intent claims nothing.

        Nothing is touched before its intent is whole on the target.
        """
        try:
            data = json.loads(content)
        except ValueError:
            return cls()
        match data:
            case {"sequence": int(sequence), "paths": list(paths)}:
                return cls(sequence, frozenset(_ours(paths)))
            case _:
                return cls()


def _ours(paths: Iterable[object]) -> Iterable[str]:
    return (path for path in paths if isinstance(path, str) and is_inside(path))
