"""Archives of files that were made for the site: packed last, so that they hold what is served."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.model.entry import Entry
from generator.pages.artefact import Artefact, Role
from generator.pages.entries.kit import LICENCE, handed_out
from generator.pages.plan import ArchiveSheet
from generator.render.archive import sums, zipped


def wanted(sheets: Iterable[ArchiveSheet]) -> frozenset[str]:
    """Files of the site that archives will hold."""
    return frozenset(file for sheet in sheets for _, file in sheet.members)


def packed(sheets: Iterable[ArchiveSheet], made: Mapping[str, bytes]) -> Iterator[Artefact]:
    """The archives and their checksums; what could not be made was reported and is left out.

    Args:
        made: content of the files that the archives hold, by their path in the site.
    """
    for sheet in sheets:
        files = {name: made[file] for name, file in sheet.members if file in made}
        files.setdefault(LICENCE, sheet.licence)
        yield Artefact(sheet.path, zipped(sheet.folder, files), Role.ASSET)
        yield Artefact(sheet.sums, sums(files), Role.ASSET)
        if sheet.licence_path:
            yield Artefact(sheet.licence_path, sheet.licence, Role.ASSET)


def sizes(project: Path, entries: Iterable[Entry]) -> dict[str, int]:
    """Bytes of the files that press pages hand out, by path in the project."""
    files = {file: project / file for file in handed_out(entries)}
    return {file: path.stat().st_size for file, path in files.items() if path.is_file()}
