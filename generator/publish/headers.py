"""What a server says of a file of the site: its media type, and how long browsers may keep it."""

import re
from collections.abc import Mapping
from mimetypes import MimeTypes
from pathlib import PurePosixPath

FOR_EVER = "public, max-age=31536000, immutable"
"""Of a file whose name changes with its content (RFC 8246)."""

SHORTLY = "public, max-age=60, must-revalidate"
"""Of pages and feeds: a correction is seen a minute later."""

# What this site holds and Python's own table lacks, or has otherwise on some machine.
_TYPES: Mapping[str, str] = {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".css": "text/css",
    ".csv": "text/csv",
    ".htm": "text/html",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".json": "application/json",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".opml": "text/x-opml",
    ".rss": "application/rss+xml",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".xsl": "application/xslt+xml",
}
_BUILT_IN = MimeTypes()
# Browsers must not guess; JSON is UTF-8 by definition and has no such parameter (RFC 8259).
_NEED_CHARSET = ("text/", "application/xml", "application/xslt+xml", "image/svg+xml")

_DIGITS = re.compile(r"(?<![0-9a-z])[0-9a-f]{8,64}(?![0-9a-z])")
# Files of a search index stand in folders that are named after the content of all in them.
_INDEXED = re.compile(r"(?:^|/)search/index/entries/[0-9a-f]{12}/")


def type_of(name: str) -> str:
    """The media type of a file, with its encoding where browsers would guess one."""
    suffix = PurePosixPath(name).suffix.lower()
    guess = _TYPES.get(suffix) or _BUILT_IN.guess_type(name)[0] or "application/octet-stream"
    return f"{guess}; charset=utf-8" if guess.startswith(_NEED_CHARSET) else guess


def cache_control(path: str, digest: str) -> str:
    """How long a file may be kept by those who have it (RFC 9111, section 5.2.2).

    Args:
        path: of the file in the site.
        digest: SHA-256 of its bytes, hex; a file whose name holds the beginning of it has another
            name when it has other bytes.
    """
    named = any(digest.startswith(digits) for digits in _DIGITS.findall(path))
    return FOR_EVER if named or _INDEXED.search(path) else SHORTLY
