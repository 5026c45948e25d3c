"""The folders of a journal that an import reads and writes, and whom it is not to name."""

from pathlib import Path

from msgspec import Struct, field

from generator.reader.scrubber import Scrubber


class Places(Struct, frozen=True):
    """Where a journal lies.

    Attributes:
        project: folder of friday.yaml, in which it is remembered what imports have written.
        content: folder of the entries.
        scrubber: takes those who asked to be forgotten out of what comes in.
    """

    project: Path
    content: Path
    scrubber: Scrubber = field(default_factory=Scrubber)
