"""Files that are published as they are: no picture in disguise, and films are told of."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from generator.pages.desk.pictures import is_picture, suffix
from generator.problems import Location, Problem, Severity
from generator.render.pictures.faults import Fault
from generator.render.pictures.films import FILMS, names_place
from generator.render.pictures.sniffing import START, refuse_disguise


def attachments(project: Path, names: Iterable[str]) -> Iterator[Problem]:
    """What authors should know of files whose names are not those of pictures.

    Args:
        names: paths in the project; those of pictures are passed over.
    """
    for name in names:
        if is_picture(name):
            continue
        try:
            file = (project / name).open("rb")
        except OSError:
            continue  # it is told when the file is to be copied
        with file:
            yield from _looked_at(name, file)


def _looked_at(name: str, file: BinaryIO) -> Iterator[Problem]:
    try:
        refuse_disguise(file.read(START))
    except Fault as fault:
        yield fault.at(name)
    if suffix(name) in FILMS and names_place(file):
        message = "this film says where it was taken, and is published as it is"
        hint = "export it without its place: ffmpeg -i FILM -map_metadata -1 -c copy NEW"
        yield Problem(Location(name), "film-with-place", message, hint, Severity.WARNING)
