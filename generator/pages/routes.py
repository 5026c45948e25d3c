"""Where everything is: the one place that makes URLs and the files behind them.

Paths are root-relative within the site and not yet escaped (`/diaries/first-light/`); `href` adds
the site's base path and percent-encodes (RFC 3986, section 2).
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import quote

from generator.config import Config
from generator.kinds.table import KINDS
from generator.model.entry import Attachment, Entry
from generator.model.reference import Reference
from generator.problems import Location, Problem, Severity

_SAFE = "/-._~!$&'()*+,;=:@"
_GAPS = re.compile(r"[\s/\\:*?\"<>|%\x00-\x1f\x7f-\x9f]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# Names of devices (Microsoft, "Naming Files, Paths, and Namespaces").
_DEVICE = re.compile(r"(con|prn|aux|nul|(com|lpt)[1-9¹²³])(\.|$)", re.IGNORECASE)
_DIGITS = 8  # of the digest that names what has no letter that an address may hold
_MANY = 1 << 16
_MOST_BYTES = 255  # of a file's name on common file systems
_OWN_FOLDER = ".friday"

SAID = "you-said-we-did"
"""Folder of what users said and the team did, by month."""

OWN = Location("friday.yaml")
"""Who asks for what every site has."""


def prefix(config: Config, lang: str) -> str:
    """What paths of a language begin with: nothing for the main one, `/en` for another."""
    return "" if lang == config.main_language else f"/{lang.lower()}"


def entry_path(config: Config, entry: Entry) -> str:
    """Path of an entry's page; what introduces a tag stands on the page of the tag."""
    if entry.aside:
        return entry.aside
    kind = KINDS[entry.kind]
    if kind.single:
        return list_path(config, entry.kind, entry.lang)
    name = slug(tag_of(entry)) if kind.tag else entry.head.id
    return f"{prefix(config, entry.lang)}{kind.url}{name}/"


def tag_of(entry: Entry) -> str:
    """The tag that an entry introduces, in the spelling of its language."""
    return getattr(entry.record, KINDS[entry.kind].tag) or entry.head.title


def list_path(config: Config, kind: str, lang: str) -> str:
    """Path of a kind's list."""
    return f"{prefix(config, lang)}{KINDS[kind].url}"


def group_path(config: Config, group: str, name: str, lang: str) -> str:
    """Path of a page about a tag, a series, a year: `/tags/night-mode/`."""
    return f"{prefix(config, lang)}/{group}/{slug(name)}/"


def value_path(config: Config, kind: str, value: str, lang: str) -> str:
    """Path of the list of those entries of a kind that share a value: all that shipped."""
    return f"{list_path(config, kind, lang)}{KINDS[kind].group_by}/{value}/"


def said_path(config: Config, name: str, lang: str) -> str:
    """Path of what users said and the team did in a month (`2026-10`) or a year (`2026`)."""
    return f"{prefix(config, lang)}/{SAID}/{name}/"


def certificate_path(config: Config, person: Entry) -> str:
    """Path of a person's certificate."""
    return f"{entry_path(config, person)}certificate/"


def badge_path(config: Config, person: Entry) -> str:
    """Path of a person's badge, without its ending."""
    return f"{entry_path(config, person)}badge"


def levels_path(config: Config, lang: str) -> str:
    """Path of the rules of points, levels and privileges."""
    return f"{prefix(config, lang)}{KINDS['person'].url}levels/"


def level_path(config: Config, level: str, lang: str) -> str:
    """Path of the list of people who have a level."""
    return f"{prefix(config, lang)}{KINDS['person'].url}level/{level}/"


def window_path(config: Config, window: str, lang: str) -> str:
    """Path of the boards of a month or a year."""
    return f"{prefix(config, lang)}{KINDS['award'].url}{window}/"


def page_of(path: str, number: int) -> str:
    """Path of a page of a list that is not the first one."""
    return f"{path}page/{number}/"


def attachment_path(config: Config, entry: Entry, attachment: Attachment) -> str:
    """Path of a file that is published beside an entry."""
    return entry_path(config, entry) + normal(attachment.name)


def shared_path(config: Config, path: str) -> str:
    """Path of a file that lies in the content folder, but in no entry's own."""
    return f"/files/{normal(path).removeprefix(f'{normal(config.content)}/')}"


def normal(path: str) -> str:
    """A path in form NFC: macOS takes names apart, and addresses must not depend on it."""
    return unicodedata.normalize("NFC", path)


@lru_cache(maxsize=_MANY)
def slug(name: str) -> str:
    """A name as one part of a path; letters of every script stay."""
    part = _GAPS.sub("-", normal(normal(name).casefold())).strip("-.")
    part = part or hashlib.sha256(name.encode()).hexdigest()[:_DIGITS]
    return f"{part}-" if _DEVICE.match(part) else part


def href(config: Config, path: str) -> str:
    """The address of a path, from the root of the host: base path and percent-encoding."""
    return config.base_path[:-1] + quoted(path)


def absolute(config: Config, path: str) -> str:
    """The whole address of a path."""
    return config.base_url[:-1] + quoted(path)


@lru_cache(maxsize=_MANY)
def quoted(path: str) -> str:
    """A path percent-encoded; a page is linked to from many others."""
    return quote(path, safe=_SAFE)


def file_of(path: str) -> str:
    """The file of the site that is served at a path."""
    return f"{path[1:]}index.html" if path.endswith("/") else path[1:]


def tag_uri(config: Config, reference: Reference, day: str, lang: str) -> str:
    """The permanent id of an entry in feeds (RFC 4151, section 2).

    Args:
        day: first public day of the entry, `YYYY-MM-DD`; empty for an entry without a date.
        lang: language of the version, always, so that a translation that comes later changes
            nothing.
    """
    name = quote(f"{reference.kind}/{reference.id}", safe="/-._~")
    parts = [part for part in (day, name, lang) if part]
    return f"tag:{config.tag_authority}:{'/'.join(parts)}"


def publication(config: Config, entry: Entry) -> tuple[str, str]:
    """The path of an entry's page, and the id that it has in feeds until the register has one."""
    day = f"{entry.head.date:%Y-%m-%d}" if entry.head.date else ""
    return entry_path(config, entry), tag_uri(config, entry.reference, day, entry.lang)


def bad_names(claims: Iterable[tuple[str, Location]]) -> list[Problem]:
    """Files of the site that could not be written, here or on another system.

    Args:
        claims: site file and who wants it.
    """
    return [problem for path, place in claims for problem in _unfit(path, place)]


def _unfit(path: str, place: Location) -> Iterator[Problem]:
    parts = path.split("/")
    shown = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", path)
    reasons = [
        (_CONTROL.search(path), "holds a control character"),
        ("\\" in path, "holds a backslash"),
        (any(part in {"", ".", ".."} for part in parts), "is no plain path"),
        (any(part.endswith((".", " ")) for part in parts), "has a part that ends in '.' or ' '"),
        (any(len(part.encode()) > _MOST_BYTES for part in parts), "has a part that is too long"),
        (parts[0] == _OWN_FOLDER, "lies in the folder that this program keeps for itself"),
    ]
    said = next((reason for found, reason in reasons if found), "")
    if said:
        yield Problem(place, "bad-name", f"'/{shown}' {said}", "choose another name")
    elif any(_DEVICE.match(part) for part in parts):
        message = f"'/{shown}' has the name of a device, which Windows cannot save"
        yield Problem(place, "bad-name", message, "choose another name", Severity.WARNING)


def collisions(claims: Iterable[tuple[str, Location]]) -> list[Problem]:
    """Two things that want one file of the site, also where upper and lower case are one.

    A file and a folder of one name are such things, too.

    Args:
        claims: site file and who wants it; what comes first is in its right.
    """
    first: dict[str, Location] = {}
    folders: dict[str, Location] = {}
    problems: list[Problem] = []
    for path, place in claims:
        key = path.casefold()
        above = list(_folders(key))
        taken = [first[name] for name in (key, *above) if name in first]
        taken += [folders[key]] if key in folders else []
        problems += [_taken(path, place, other) for other in taken[:1]]
        first.setdefault(key, place)
        for name in above:
            folders.setdefault(name, place)
    return problems


def _folders(path: str) -> Iterator[str]:
    """`a/b/c` lies in `a` and `a/b`."""
    parts = path.split("/")
    return ("/".join(parts[:n]) for n in range(1, len(parts)))


def _taken(path: str, place: Location, other: Location) -> Problem:
    shown = f"'/{path.removesuffix('index.html')}'"
    if other == OWN:
        message = f"{shown} is the address of something that every site has"
        return Problem(place, "duplicate-route", message, "choose another name")
    message = f"{shown} is also the address of {other}"
    return Problem(place, "duplicate-route", message, "change one of the two ids")
