"""What imports have written, so that what the team changes or takes out stays as the team left it.

It is kept in `.imports/NAME.json` in the project's folder and belongs into version control.
"""

import hashlib
import json
from pathlib import Path

from msgspec import Struct, field

FOLDER = ".imports"
"""Folder in the project's."""


class Memory(Struct):
    """Texts by name, by the thing that was written: an id or a source."""

    file: Path
    things: dict[str, dict[str, str]] = field(default_factory=dict)

    def data(self) -> bytes:
        """What is to be written to the file: a line a text, in order, so that changes merge."""
        text = json.dumps(self.things, ensure_ascii=False, sort_keys=True, indent=0)
        return f"{text}\n".encode("utf-8", "replace")


def memory(project: Path, name: str) -> Memory:
    """What was written before; nothing if no import has written anything.

    Raises:
        ValueError: the file holds something else.
        OSError: it cannot be read.
    """
    file = project / FOLDER / f"{name}.json"
    if not file.is_file():
        return Memory(file)
    place = f"{FOLDER}/{file.name}"
    try:
        data = json.loads(file.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{place}: this is not JSON: {error}") from error
    is_right = isinstance(data, dict) and all(isinstance(each, dict) for each in data.values())
    if not is_right:
        raise ValueError(f"{place}: it does not hold what an import has written")
    things = {key: {name: str(text) for name, text in each.items()} for key, each in data.items()}
    return Memory(file, things)


def digest(text: str) -> str:
    """A short name for a text, by which it is known again."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
