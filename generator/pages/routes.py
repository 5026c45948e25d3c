"""Where everything is: the one place that makes URLs and the files behind them.

Paths are root-relative within the site and not yet escaped (`/diaries/first-light/`); `href` adds
the site's base path and percent-encodes (RFC 3986, section 2).
"""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote

from generator.config import Config
from generator.kinds.table import KINDS
from generator.model.entry import Attachment, Entry
from generator.model.reference import Reference
from generator.problems import Location, Problem

_SAFE = "/-._~!$&'()*+,;=:@"
_GAPS = re.compile(r"[\s/\\:*?\"<>|%\x00-\x1f]+")


def prefix(config: Config, lang: str) -> str:
    """What paths of a language begin with: nothing for the main one, `/en` for another."""
    return "" if lang == config.main_language else f"/{lang.lower()}"


def entry_path(config: Config, entry: Entry) -> str:
    """Path of an entry's page."""
    return f"{prefix(config, entry.lang)}{KINDS[entry.kind].url}{entry.head.id}/"


def list_path(config: Config, kind: str, lang: str) -> str:
    """Path of a kind's list."""
    return f"{prefix(config, lang)}{KINDS[kind].url}"


def group_path(config: Config, group: str, name: str, lang: str) -> str:
    """Path of a page about a tag, a series, a year: `/tags/night-mode/`."""
    return f"{prefix(config, lang)}/{group}/{slug(name)}/"


def page_of(path: str, number: int) -> str:
    """Path of the n-th page of a list, counted from 1."""
    return path if number == 1 else f"{path}page/{number}/"


def attachment_path(config: Config, entry: Entry, attachment: Attachment) -> str:
    """Path of a file that is published beside an entry."""
    return entry_path(config, entry) + attachment.name


def shared_path(config: Config, path: str) -> str:
    """Path of a file that lies in the content folder, but in no entry's own."""
    return f"/files/{path.removeprefix(f'{config.content}/')}"


def slug(name: str) -> str:
    """A name as one part of a path; letters of every script stay."""
    return _GAPS.sub("-", unicodedata.normalize("NFC", name).casefold()).strip("-.") or "-"


def href(config: Config, path: str) -> str:
    """The address of a path, from the root of the host: base path and percent-encoding."""
    return quote(config.base_path[:-1] + path, safe=_SAFE)


def absolute(config: Config, path: str) -> str:
    """The whole address of a path."""
    return config.base_url[:-1] + quote(path, safe=_SAFE)


def quoted(path: str) -> str:
    """A path percent-encoded."""
    return quote(path, safe=_SAFE)


def file_of(path: str) -> str:
    """The file of the site that is served at a path."""
    return f"{path[1:]}index.html" if path.endswith("/") else path[1:]


def tag_uri(config: Config, reference: Reference, day: str, lang: str) -> str:
    """The permanent id of an entry in feeds (RFC 4151, section 2).

    Args:
        day: first public day of the entry, `YYYY-MM-DD`; empty for an entry without a date.
        lang: language of a translation; empty for the original.
    """
    name = quote(f"{reference.kind}/{reference.id}", safe="/-._~")
    parts = [part for part in (day, name, lang) if part]
    return f"tag:{config.tag_authority}:{'/'.join(parts)}"


def collisions(claims: Iterable[tuple[str, Location]]) -> list[Problem]:
    """Two things that want one file of the site, also where upper and lower case are one.

    Args:
        claims: site file and who wants it.
    """
    first: dict[str, Location] = {}
    problems: list[Problem] = []
    for path, place in claims:
        other = first.setdefault(path.casefold(), place)
        if other != place:
            message = f"'/{path}' is also the address of {other}"
            problems.append(Problem(place, "duplicate-route", message, "change one of the two ids"))
    return problems
