"""Which entries a journal has, for references that come along with an import."""

from pathlib import Path

from msgspec import Struct, field

from generator.intake.changes.stamped import shelf
from generator.kinds.kind import Kind
from generator.kinds.table import KINDS
from generator.reader.bulk import rows

_ENDINGS = ("yaml", "yml", "csv")


class There(Struct, frozen=True):
    """Ids of a content folder's entries in lower case, by kind; looked for when they are needed."""

    content: Path
    known: dict[str, frozenset[str]] = field(default_factory=dict)

    def __call__(self, reference: str) -> bool:
        """Whether there is an entry of the name: `suggestion:night-mode`."""
        kind, _, name = reference.partition("#")[0].partition(":")
        if kind not in KINDS:
            return False
        if kind not in self.known:
            self.known[kind] = self._ids(KINDS[kind])
        return name.casefold() in self.known[kind]

    def _ids(self, kind: Kind) -> frozenset[str]:
        found = {name for name, _ in shelf(self.content, kind.folder).places}
        for ending in _ENDINGS if kind.bulk else ():
            file = self.content / f"{kind.bulk}.{ending}"
            items, _ = (
                rows(file.name, file.read_bytes(), frozenset({"id"}))
                if file.is_file()
                else ([], [])
            )
            found |= {str(item.tree["id"]).casefold() for item in items if "id" in item.tree}
        return frozenset(found)
