"""The files of the press page, one by one and in one archive with their checksums (E5)."""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from generator.kinds.press import Handout
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.desk.entry_views import Desk, record_view
from generator.pages.desk.filling import Filling
from generator.pages.desk.library import named
from generator.pages.desk.pictures import is_picture, suffix
from generator.pages.plan import ArchiveSheet
from generator.pages.values import Picture
from generator.pages.views import KitFile

ARCHIVE, SUMS, LICENCE = "press-kit.zip", "SHA256SUMS", "LICENCE.txt"
_FOLDER = "press-kit"


class Kit(Struct, frozen=True):
    """What a press page hands out: its files, and the addresses of archive and checksums."""

    shown: tuple[KitFile, ...] = ()
    archive: str = ""
    sums: str = ""


def kit(desk: Desk, entry: Entry) -> Kit:
    """The files that an entry hands out; nothing for kinds that have none."""
    shown = tuple(_shown(desk, entry))
    if not shown:
        return Kit()
    here = routes.entry_path(desk.config, _first(desk, entry))
    href = routes.href
    return Kit(shown, href(desk.config, here + ARCHIVE), href(desk.config, here + SUMS))


def archives(desk: Desk) -> Iterator[ArchiveSheet]:
    """An archive for every entry that hands out files, with those of all its languages."""
    for versions in desk.journal.public():
        members = {name: path for entry in versions for name, path in _members(desk, entry)}
        if members:
            here = routes.entry_path(desk.config, versions[0])[1:]
            yield ArchiveSheet(
                path=here + ARCHIVE,
                sums=here + SUMS,
                folder=_FOLDER,
                members=tuple(sorted(members.items())),
                licence=_licence(desk, versions).encode(),
                licence_path="" if LICENCE in members else here + LICENCE,
            )


def handed_out(entries: Iterable[Entry]) -> Iterator[str]:
    """Paths in the project of all files that press pages hand out."""
    for entry in entries:
        yield from (named(entry, handout.src) for handout in _handouts(entry))


def _handouts(entry: Entry) -> tuple[Handout, ...]:
    field = KINDS[entry.kind].kit
    found: tuple[Handout, ...] = getattr(entry.record, field) if field else ()
    return found


def _first(desk: Desk, entry: Entry) -> Entry:
    """The public version beside which the archive lies."""
    versions = desk.journal.versions[entry.reference]
    return next((each for each in versions if desk.journal.is_public(each)), entry)


def _shown(desk: Desk, entry: Entry) -> Iterator[KitFile]:
    filling = desk.filling(entry, entry.lang)
    for handout in _handouts(entry):
        url = filling.file(handout.src)
        if url is not None:
            yield KitFile(
                title=handout.title,
                url=url,
                size=_size(desk, named(entry, handout.src)),
                type=suffix(handout.src).removeprefix(".").upper(),
                licence=handout.licence,
                picture=_picture(desk, handout, filling),
                description=handout.description,
            )


def _size(desk: Desk, file: str) -> int:
    """Bytes of a file that is published as it is; pictures are not."""
    return 0 if is_picture(file) else desk.sizes.get(file, 0)


def _picture(desk: Desk, handout: Handout, filling: Filling) -> Picture | None:
    shown = record_view(desk, handout, filling)["src"] if is_picture(handout.src) else None
    return replace(shown, alt=handout.alt) if isinstance(shown, Picture) else None


def _members(desk: Desk, entry: Entry) -> Iterator[tuple[str, str]]:
    """Name in the archive and file of the site of everything that an entry hands out."""
    filling = desk.filling(entry, entry.lang)
    for handout in _handouts(entry):
        path = desk.library.path(desk.config, named(entry, handout.src))
        if path is not None and filling.file(handout.src) is not None:
            yield routes.normal(handout.src), path[1:]


def _licence(desk: Desk, versions: tuple[Entry, ...]) -> str:
    """What may be done with the files, in every language of the press page."""
    return "\n\n".join("\n".join(_terms(desk, entry)) for entry in versions) + "\n"


def _terms(desk: Desk, entry: Entry) -> Iterator[str]:
    yield f"{desk.config.in_language('title', entry.lang)}: {entry.head.title}"
    yield routes.absolute(desk.config, routes.entry_path(desk.config, entry))
    for field in ("licence", "licence_url", "contact"):
        value = getattr(entry.record, field)
        if value:
            yield str(value).removeprefix("mailto:")
    for handout in _handouts(entry):
        own = f" ({handout.licence})" if handout.licence else ""
        yield f"- {handout.src}: {handout.title}{own}"
