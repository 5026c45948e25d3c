"""Which files of the content folder are published: those beside public entries, and static ones."""

from collections.abc import Iterable, Sequence

from generator.kinds.table import KINDS
from generator.markup.prose import fill
from generator.model.entry import Attachment, Entry
from generator.model.fields import FileName, values_in
from generator.pages import routes
from generator.pages.desk.entry_views import Desk
from generator.pages.desk.pictures import full, renditions
from generator.pages.plan import Copy, PictureSheet


def published(
    desk: Desk, entries: Iterable[Entry], static: Sequence[Attachment]
) -> tuple[tuple[Copy, ...], tuple[PictureSheet, ...]]:
    """Plain files and pictures, once all views are made and it is known what they show.

    Files of a public entry's folder are published whether its text shows them or not, since readers
    may have been given their address; but not those that only hidden entries show, such as the new
    picture of a translation that is still a draft. Beside a vote only what its text shows is
    published: ballots may lie there before a field names them.
    """
    shown = desk.found.files
    beside = {
        routes.normal(attachment.path)
        for versions in desk.journal.public()
        for entry in versions
        for attachment in (() if KINDS[entry.kind].contest else entry.attachments)
    }
    kept_back = _shown_by_hidden(desk, entries) - shown
    files: dict[str, str] = {}
    for file in sorted(((beside - kept_back) | shown) - desk.library.sealed):
        path = desk.library.path(desk.config, file)
        if path is not None:
            files[file] = path[1:]
    return sorted_out(desk, files.items(), static)


def _shown_by_hidden(desk: Desk, entries: Iterable[Entry]) -> set[str]:
    aside = Desk(desk.journal, desk.library, desk.words)
    for entry in entries:
        if desk.journal.is_public(entry):
            continue
        filling = aside.filling(entry, entry.lang)
        fill(entry.prose, filling)
        for record in (entry.head, entry.record):
            for _, value in values_in(record):
                if isinstance(value, FileName):
                    filling.file(value)
    return aside.found.files


def sorted_out(
    desk: Desk, files: Iterable[tuple[str, str]], static: Sequence[Attachment] = ()
) -> tuple[tuple[Copy, ...], tuple[PictureSheet, ...]]:
    """Files to be copied and pictures to be developed, without those that are unfit.

    Args:
        files: path in the project, in form NFC, and file of the site.
        static: files that go to the root of the site.
    """
    album = desk.library.album
    copies: list[Copy] = []
    pictures: list[PictureSheet] = []
    for file, path in files:
        source = desk.library.files[file]
        photo = album.photos.get(file)
        if photo is not None:
            pictures.append(PictureSheet(path, source, photo.digest, renditions(photo)))
        elif file not in album.unfit:
            copies.append(Copy(path, source, desk.sizes.get(source)))
    for attachment in static:
        file, path = routes.normal(attachment.path), routes.normal(attachment.name)
        photo = album.photos.get(file)
        if photo is not None:
            pictures.append(PictureSheet(path, attachment.path, photo.digest, (full(photo),)))
        elif file not in album.unfit:
            copies.append(Copy(path, attachment.path))
    return tuple(copies), tuple(pictures)
