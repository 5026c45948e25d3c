"""Names that imported posts get: slugs, languages in file names, file stems and permanent ids."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from generator.intake.posts.dates import without_date

# Languages that a file name may end in: `release.zh.md`. A short list, because `node.js.md` and
# `release-0.6.md` end in no language.
_LANGUAGES = frozenset(
    {"ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi",
     "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "nb", "nl", "no", "pl", "pt", "ro",
     "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh"}
)  # fmt: skip
_LANG = re.compile(r"^([a-z]{2})([-_][A-Za-z]{2,4})?$")
_NOT_IN_ID = re.compile(r"[^\w.-]+")
_LONGEST = 120  # bytes; with date, language and suffix a file name may have 255


class Named(Struct, frozen=True):
    """What an entry's id and file are made of.

    Attributes:
        slug: with the prefix of the import, without a date.
        day: as `YYYY-MM-DD`.
    """

    slug: str
    day: str

    @property
    def stem(self) -> str:
        """Name of its file or folder."""
        return f"{self.day}-{self.slug}"


def slugged(text: str) -> str:
    """A text as a slug: lower case, letters of any script, digits, `.`, `_` and `-`."""
    normal = unicodedata.normalize("NFC", text).lower()
    words = _NOT_IN_ID.sub("-", normal).encode("utf-8", errors="ignore")[:_LONGEST]
    slug = re.sub(r"-{2,}|\.{2,}", "-", words.decode("utf-8", errors="ignore")).strip("-._")
    # `notes.de` would be read as a translation
    head, dot, tail = slug.rpartition(".")
    return f"{head}-{tail}" if dot and _LANG.match(tail) else slug


def language_of(path: PurePosixPath) -> tuple[str, str]:
    """The file's stem without its language, and the language: `a.zh.md` is `("a", "zh")`."""
    stem, dot, last = path.stem.rpartition(".")
    match = _LANG.match(last)
    if stem and dot and match and match[1] in _LANGUAGES:
        return stem, last.replace("_", "-")
    return path.stem, ""


def own_name(path: PurePosixPath) -> str:
    """What a post is called on disk: its stem, or the folder's name of `folder/index.md`."""
    stem, _lang = language_of(path)
    return path.parent.name if stem == "index" and path.parent.name else stem


def source_slug(path: PurePosixPath, slug: str) -> str:
    """The slug of a post without a date: the one it gives itself, else the name of its file."""
    for text in (slug.strip("/").rpartition("/")[2], own_name(path)):
        found = slugged(without_date(text))
        if found:
            return found
    return "post"


def distinct(names: Sequence[Named]) -> tuple[Named, ...]:
    """The names with file stems that differ, whatever their case; the first keeps its own."""
    used: set[str] = set()
    found: list[Named] = []
    for name in names:
        n, new = 1, name
        while new.stem.casefold() in used:
            n += 1
            new = Named(f"{name.slug}-{n}", name.day)
        used.add(new.stem.casefold())
        found.append(new)
    return tuple(found)


def ids(
    names: Sequence[Named], own: Mapping[str, str], others: Mapping[str, str]
) -> tuple[str, ...]:
    """A permanent id for each name, unique among them and among the entries that exist.

    A slug that only one has is its id; slugs of several get their dates, all of them, so that no
    id depends on the order of the files. An entry that was imported before keeps its id.

    Args:
        names: with distinct stems.
        own: id of the entry that exists under a stem, by stem.
        others: ids of all entries that exist, with the stem of each.
    """
    count = Counter(name.slug for name in names)
    used: dict[str, str] = dict(others)
    found: list[str] = []
    for name in names:
        plain = () if count[name.slug] > 1 else (name.slug,)
        wanted = own.get(name.stem) or next(
            i for i in _candidates(name, plain) if used.get(i, name.stem) == name.stem
        )
        used[wanted] = name.stem
        found.append(wanted)
    return tuple(found)


def _candidates(name: Named, plain: tuple[str, ...]) -> Iterable[str]:
    yield from plain
    dated = f"{name.slug}-{name.day}"
    yield dated
    for n in range(2, 10**6):
        yield f"{dated}-{n}"
