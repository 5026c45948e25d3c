"""The folders of a journal that an import reads and writes, and whom it is not to name."""

from dataclasses import dataclass, field
from pathlib import Path

from generator.reader.scrubber import Scrubber


@dataclass(frozen=True, slots=True)
class Places:
    """Where a journal lies.

    Attributes:
        project: folder of friday.yaml, in which it is remembered what imports have written.
        content: folder of the entries.
        scrubber: takes those who asked to be forgotten out of what comes in.
    """

    project: Path
    content: Path
    scrubber: Scrubber = field(default_factory=Scrubber)
