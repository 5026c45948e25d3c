"""The pictures of a submission: attached, or named in an answer and found in a folder.

A picture is known by its bytes. The names that strangers gave are never paths: files are called
`1.jpg`, `2.png`, and so on.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from msgspec import Struct, field

from generator.intake.sendings.cleaning import Removed, line
from generator.intake.sendings.sending import Attached
from generator.model.sent_pictures import Unfit, checked
from generator.model.submission import Pictured
from generator.problems import shown

_MARKDOWN = re.compile(r"!\[([^\]\n]{0,500})\]\(\s*<?([^)\s>]{1,2000})>?[^)\n]{0,500}\)")
_HTML = re.compile(r"<img\b[^>]{0,4000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(src|alt)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"'),;，；]+")
_NAME = re.compile(
    r"[^\s,;，；][^,;，；\n]{0,200}\.(?:jpe?g|png|webp|gif|heic|avif|tiff?|bmp)", re.IGNORECASE
)
_LONGEST_NAME = 120
_LONGEST_ANSWER = 50_000  # characters; what follows names no picture
_NO_WORDS = frozenset({"image", "img", "picture"})
"""What forges call pictures that nobody described."""


class Enclosed(Struct):
    """Pictures as they are kept.

    Attributes:
        files: bytes by the name that they get.
        away: addresses of pictures that lie elsewhere: nobody fetches them.
        unfit: what could not be taken, as messages.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    pictures: list[Pictured] = field(default_factory=list)
    away: list[str] = field(default_factory=list)
    unfit: list[str] = field(default_factory=list)


def enclosed(
    attached: tuple[Attached, ...],
    answer: str,
    folder: Mapping[str, bytes],
    most: int,
    removed: Removed,
) -> Enclosed:
    """The pictures that came with a submission, at most as many as the form takes.

    Args:
        answer: to the question for pictures: names of files, addresses, or Markdown with both.
        folder: files that the answer may name, by name.
    """
    found = Enclosed()
    for name, data, alt in _offered(attached, answer, folder, found):
        if len(found.files) >= most:
            found.unfit.append(f"'{shown(name)}' is one picture too many; {most} are taken")
            continue
        try:
            picture = checked(data)
        except Unfit as error:
            found.unfit.append(f"'{shown(name)}' is not taken: {error}")
            continue
        own = f"{len(found.files) + 1}{picture.ending}"
        if picture.data in found.files.values():
            continue
        found.files[own] = picture.data
        called = line(PurePosixPath(name.replace("\\", "/")).name, _LONGEST_NAME, removed)
        found.pictures.append(Pictured(src=own, alt=alt or None, name=called or None))
        if picture.removed:
            removed.add(f"{picture.removed}, from {own}")
    return found


def _offered(
    attached: tuple[Attached, ...], answer: str, folder: Mapping[str, bytes], found: Enclosed
) -> Iterator[tuple[str, bytes, str]]:
    """Name, bytes and alternative text of everything that may be a picture."""
    for each in attached:
        yield each.name, each.data, ""
    for address, alt in named(answer):
        name = unquote(PurePosixPath(urlsplit(address).path).name)
        there = folder.get(name) or _alike(name, folder)
        if there is not None:
            yield name, there, alt
        else:
            found.away.append(address)


def named(answer: str) -> list[tuple[str, str]]:
    """Addresses and file names of pictures in an answer, in order, with their alternative text."""
    answer = answer[:_LONGEST_ANSWER]
    found = [(each.start(), each[2], _worded(each[1])) for each in _MARKDOWN.finditer(answer)]
    rest = _MARKDOWN.sub(_blotted, answer)
    for each in _HTML.finditer(rest):
        said = {a[0].casefold(): a[1] or a[2] or a[3] for a in _ATTRIBUTE.findall(each[0])}
        found.append((each.start(), said.get("src", ""), _worded(said.get("alt", ""))))
    rest = _HTML.sub(_blotted, rest)
    found += [(each.start(), each[0], "") for each in _ADDRESS.finditer(rest)]
    rest = _ADDRESS.sub(_blotted, rest)
    found += [(each.start(), each[0].strip(" -*"), "") for each in _NAME.finditer(rest)]
    places: dict[str, str] = {}
    for _, address, alt in sorted(found):
        if address:
            places.setdefault(address, alt)
    return list(places.items())


def _worded(alt: str) -> str:
    """What a picture is said to show; nothing where a forge's own word stands there."""
    return "" if alt.casefold() in _NO_WORDS else alt


def _blotted(found: re.Match[str]) -> str:
    """As many blanks, so that places stay what they are."""
    return " " * len(found[0])


def _alike(name: str, folder: Mapping[str, bytes]) -> bytes | None:
    """A file of the same name with another ending: forges' addresses often have none."""
    stem = PurePosixPath(name).stem
    found = [other for other in folder if PurePosixPath(other).stem == stem]
    return folder[found[0]] if stem and len(found) == 1 else None
