"""How a target stands that readers get as it is, where a publish may have stopped half-way."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from generator.targets.record import Deployed, File, gone


class Standing(Struct, frozen=True):
    """What such a target says of itself.

    Attributes:
        shown: the record of what readers see; None if there is none of ours.
        open: paths that an unfinished publish may have touched.
    """

    shown: Deployed | None
    open: frozenset[str] = frozenset()

    @property
    def sequence(self) -> int:
        """The number of the last publish that was finished; 0 if there was none."""
        return self.shown.sequence if self.shown else 0

    @property
    def files(self) -> Mapping[str, File]:
        """The files of the record."""
        return self.shown.files if self.shown else {}

    @property
    def certain(self) -> Mapping[str, File]:
        """Files that are surely as the record says."""
        return {path: file for path, file in self.files.items() if path not in self.open}

    @property
    def trusted(self) -> Deployed | None:
        """The record; while a publish is unfinished, readers get what no source made."""
        return replace(self.shown, source="") if self.shown and self.open else self.shown

    def gone(self, files: Mapping[str, File]) -> list[str]:
        """What is ours, or was to become ours, and is not among these files."""
        return sorted({*gone(files, self.files), *(self.open - files.keys())})
