"""Which file answers a request, and with which headers: a function of request and folder."""

import hashlib
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct

from generator.preview import live
from generator.preview.stage import Scene
from generator.publish.headers import type_of

HTML = "text/html; charset=utf-8"

_MAY_BEGIN_WITH_A_DOT = ".well-known"


class Known(Struct, frozen=True):
    """What the browser has already: the headers If-None-Match and If-Modified-Since, or empty."""

    tags: str = ""
    since: str = ""


class Answer(Struct, frozen=True):
    """What is sent back; `modified` is an instant in the form of HTTP, or empty."""

    status: HTTPStatus
    type: str
    body: bytes
    modified: str = ""
    location: str = ""

    @property
    def tag(self) -> str:
        """The entity tag: another for every other body."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """The headers; a body is kept by nobody who does not ask whether it is still right."""
        given = (
            ("Content-Type", self.type),
            ("Cache-Control", "no-cache"),
            ("X-Content-Type-Options", "nosniff"),
            ("ETag", self.tag if self.status is HTTPStatus.OK else ""),
            ("Last-Modified", self.modified),
            ("Location", self.location),
        )
        return tuple((name, value) for name, value in given if value)

    def is_known(self, known: Known) -> bool:
        """Whether the browser has this body (RFC 9110, section 13.2.2)."""
        if self.status is not HTTPStatus.OK:
            return False
        if known.tags:
            tags = {tag.strip().removeprefix("W/") for tag in known.tags.split(",")}
            return bool(tags & {self.tag, "*"})
        return bool(known.since and self.modified) and _instant(self.modified) <= _instant(
            known.since
        )


def answer(scene: Scene, target: str) -> Answer:
    """The answer to a GET.

    Args:
        target: path and query as they stand in the request line.
    """
    if scene.site is None:
        return Answer(HTTPStatus.SERVICE_UNAVAILABLE, HTML, live.first_failure(scene))
    address = urlsplit(f"http://host/{target.lstrip('/')}")
    path = unquote(address.path, errors="replace")
    if path != scene.base and (path == "/" or f"{path}/" == scene.base):
        return _moved(scene.base)
    if not f"{path}/".startswith(scene.base):
        return _missing(scene, "")
    inside = path[len(scene.base) :]
    found = _file(scene, scene.site, inside)
    if found is not None:
        return found
    if inside and not inside.endswith("/") and _read(scene.site, f"{inside}/index.html"):
        query = f"?{address.query}" if address.query else ""
        return _moved(f"{quote(f'{scene.base}{inside}')}/{query}")
    return _missing(scene, inside)


def _file(scene: Scene, site: Path, inside: str) -> Answer | None:
    name = f"{inside}index.html" if not inside or inside.endswith("/") else inside
    content = _read(site, name)
    if content is None:
        return None
    kind = type_of(name)
    if kind == HTML:
        return Answer(HTTPStatus.OK, kind, live.enlivened(content.body, scene.edition))
    return Answer(HTTPStatus.OK, kind, content.body, content.modified)


def _moved(location: str) -> Answer:
    """Elsewhere, for this once: browsers never forget a permanent move."""
    return Answer(HTTPStatus.FOUND, HTML, b"", location=location)


def _missing(scene: Scene, inside: str) -> Answer:
    """The nearest page for missing pages, which is the one in the reader's language."""
    folders = PurePosixPath(inside).parents if inside else ()
    for folder in folders:
        page = _read(scene.site, f"{folder}/404.html".removeprefix("./")) if scene.site else None
        if page is not None:
            body = live.enlivened(page.body, scene.edition)
            return Answer(HTTPStatus.NOT_FOUND, HTML, body)
    return Answer(HTTPStatus.NOT_FOUND, HTML, live.nothing_here(scene))


class _Content(Struct, frozen=True):
    body: bytes
    modified: str


def _read(site: Path, name: str) -> _Content | None:
    """A file of the site; None if there is none, or none that anybody may see."""
    if not _is_public(name):
        return None
    file = site / name
    if not file.resolve().is_relative_to(site.resolve()):
        return None
    try:
        body, seconds = file.read_bytes(), file.stat().st_mtime
    except OSError:
        return None
    return _Content(body, format_datetime(datetime.fromtimestamp(int(seconds), UTC), usegmt=True))


def _is_public(name: str) -> bool:
    """Whether a path leads downwards, past nothing hidden, and means the same on every system."""
    parts = name.split("/")
    hidden = [part for part in parts if part.startswith(".") and part != _MAY_BEGIN_WITH_A_DOT]
    return all(parts) and not hidden and not set("\\:\0") & set(name)


def _instant(text: str) -> datetime:
    """An instant as HTTP writes it; the beginning of time if it is none."""
    never = datetime.min.replace(tzinfo=UTC)
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return never
    return found if found.tzinfo else found.replace(tzinfo=UTC)
