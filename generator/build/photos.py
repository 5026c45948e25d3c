"""The pictures of a journal: measured before pages are laid out, developed when they are printed.

Both are kept by the content of the file, in a cache of their own, so that pictures never push pages
out of theirs, and so that an edit of this program elsewhere develops none of them anew.
"""

import dataclasses
import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Self

import orjson
from msgspec import Struct
from msgspec.structs import asdict, replace

from generator.build.attachments import attachments
from generator.build.edition import Options
from generator.pages import routes
from generator.pages.artefact import Artefact, Role
from generator.pages.desk import pictures as photos
from generator.pages.desk.pictures import Album, Photo, is_picture
from generator.pages.entries.kit import handed_out
from generator.pages.plan import PictureSheet
from generator.problems import Problem, Severity
from generator.reader.read import Reading
from generator.reader.scrubber import Scrubber
from generator.render import pictures
from generator.render.pictures.develop import developed
from generator.render.pictures.facts import facts
from generator.render.pictures.faults import Fault
from generator.render.pictures.sniffing import HIDDEN
from generator.workshop import cache as caches
from generator.workshop import pool
from generator.workshop.program import fingerprint_of

CACHE = Path(".friday", "pictures.sqlite")
LIMIT_BYTES = 8 << 30
SOURCES = Path(pictures.__file__).parent, Path(photos.__file__)
"""The parts of this program that decide what is made of a picture, and what is known of it."""
_LIBRARIES = ("pillow", "lxml")
_DRAWINGS = (".svg",)
_MEANWHILE = frozenset({"changed", "unreadable"})
_LENGTH = 8  # bytes of a number in a cached value


class _File(Struct, frozen=True):
    """A picture file to work on: its path, and what it held when it was looked at.

    Attributes:
        scrubber: takes out of a drawing, which is text, who is forgotten.
    """

    path: Path
    source: str
    digest: str
    forms: tuple[photos.Rendition, ...] = ()
    scrubber: Scrubber | None = None

    @classmethod
    def of(cls, project: Path, source: str, scrubber: Scrubber) -> Self:
        """A file of the project that nobody has looked at yet."""
        drawn = source.lower().endswith(_DRAWINGS)
        return cls(project / source, source, "", (), scrubber if scrubber and drawn else None)

    def content(self) -> bytes:
        """Its bytes as they are to be worked on; raises OSError."""
        data = self.path.read_bytes()
        return self.scrubber.data(data, self.source) if self.scrubber else data


def measured(
    project: Path, reading: Reading, options: Options, scrubber: Scrubber
) -> tuple[Album, list[Problem]]:
    """What is known of every picture that the site may show, and what is wrong with the others."""
    problems: list[Problem] = []
    static = {each.path for each in reading.static}
    whole = {*map(routes.normal, static), *handed_out(reading.entries)}
    names = sorted({*reading.files, *static})
    found = [
        file
        for name in names
        if is_picture(name)
        and (file := _looked_at(_File.of(project, name, scrubber), problems)) is not None
    ]
    known: dict[str, Photo] = {}
    told = list(attachments(project, names))
    hidden = [problem for problem in told if problem.code == HIDDEN]
    unfit: set[str] = {routes.normal(each.location.file) for each in (*problems, *hidden)}
    problems += told
    keys = [_key("facts", photos.suffix(file.source), file.digest) for file in found]
    with caches.Cache(project / CACHE, limit_bytes=LIMIT_BYTES) as cache:
        made = _made(cache, "measuring pictures", _measure, found, keys, options)
        for file, value in zip(found, made, strict=True):
            photo, fault = _facts_in(value)
            problems += [_told(fault, file.source)] if fault else []
            name = routes.normal(file.source)
            if photo is None:
                unfit.add(name)
            else:
                known[name] = replace(photo, digest=file.digest, whole=name in whole)
    return Album(known, frozenset(unfit)), problems


def printed(
    project: Path, sheets: Sequence[PictureSheet], options: Options, scrubber: Scrubber
) -> Iterator[Artefact | Problem]:
    """Every file of every picture, one after the other, and what went wrong meanwhile."""
    files = [
        replace(_File.of(project, s.source, scrubber), digest=s.digest, forms=s.forms)
        for s in sheets
    ]
    keys = [
        _key("forms", photos.suffix(s.source), s.digest, orjson.dumps([asdict(f) for f in s.forms]))
        for s in sheets
    ]
    with caches.Cache(project / CACHE, limit_bytes=LIMIT_BYTES) as cache:
        made = _made(cache, "pictures", _develop, files, keys, options)
        for sheet, value in zip(sheets, made, strict=True):
            if isinstance(value, Fault):
                yield _told(value, sheet.source)
                continue
            for form, content in zip(sheet.forms, _unpacked(value), strict=True):
                yield Artefact(sheet.path + form.ending, content, Role.ASSET)


def _looked_at(file: _File, problems: list[Problem]) -> _File | None:
    try:
        return replace(file, digest=_digest(file))
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        message = f"this picture is left out, because it cannot be read: {reason}"
        problems.append(Fault("unreadable", message).at(file.source))
        return None


def _told(fault: Fault, file: str) -> Problem:
    """A warning, but an error of a picture that was another one when it was looked at.

    Pages are laid out for that one; the site waits for a build that meets one of the two alone.
    """
    problem = fault.at(file)
    return replace(problem, severity=Severity.ERROR) if fault.code in _MEANWHILE else problem


def _digest(file: _File) -> str:
    """SHA-256, hex; a large file is never in memory as a whole."""
    if file.scrubber is not None:
        return hashlib.sha256(file.content()).hexdigest()
    with file.path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _key(what: str, *parts: str | bytes) -> str:
    return caches.key(f"picture {what}", fingerprint_of(SOURCES, _LIBRARIES), *parts)


def _made(
    cache: caches.Cache,
    what: str,
    work: Callable[[None, _File], bytes | Fault],
    files: Sequence[_File],
    keys: Sequence[str],
    options: Options,
) -> Iterator[bytes | Fault]:
    """The result for every file, from the cache where it can be; only a few are in memory."""
    fresh = [not cache.holds(key) for key in keys]
    wanted = [file for file, is_fresh in zip(files, fresh, strict=True) if is_fresh]
    results = pool.each(
        work,
        wanted,
        setup=_nothing,
        jobs=options.jobs,
        progress=partial(options.progress, what, len(wanted)),
        floor=2,
        largest=1,
    )
    for file, key, is_fresh in zip(files, keys, fresh, strict=True):
        stored = None if is_fresh else cache.get(key)
        if stored is not None:
            yield stored
            continue
        value = next(results) if is_fresh else work(None, file)
        if isinstance(value, bytes):
            cache.put(key, value)
            cache.flush()  # a build that is cut off has developed this one for good
        yield value


def _nothing() -> None:
    """Pictures need no state in the process that works on them."""


def _read(file: _File) -> bytes | Fault:
    """The file as it was looked at; else what is made of it would be kept under a wrong name."""
    try:
        data = file.content()
    except OSError as error:
        return Fault("unreadable", f"the picture cannot be read: {error.strerror}")
    if hashlib.sha256(data).hexdigest() != file.digest:
        return Fault("changed", "the picture changed while the site was built", "build once more")
    return data


def _measure(_state: None, file: _File) -> bytes | Fault:
    """What is known of a picture, and what is wrong with it, as JSON."""
    data = _read(file)
    if isinstance(data, Fault):
        return data
    try:
        photo, fault = facts(data, file.source)
    except Fault as fatal:
        return orjson.dumps([None, dataclasses.asdict(fatal)])
    return orjson.dumps([asdict(photo), dataclasses.asdict(fault) if fault else None])


def _facts_in(value: bytes | Fault) -> tuple[Photo | None, Fault | None]:
    if isinstance(value, Fault):
        return None, value
    photo, fault = orjson.loads(value)
    return Photo(**photo) if photo else None, Fault(**fault) if fault else None


def _develop(_state: None, file: _File) -> bytes | Fault:
    """The files of a picture, each behind its length."""
    data = _read(file)
    if isinstance(data, Fault):
        return data
    try:
        made = developed(data, file.source, file.forms)
    except Fault as fatal:
        return fatal
    return b"".join(len(content).to_bytes(_LENGTH, "big") + content for content in made)


def _unpacked(value: bytes) -> Iterator[bytes]:
    place = 0
    while place < len(value):
        start = place + _LENGTH
        place = start + int.from_bytes(value[place:start], "big")
        yield value[start:place]
