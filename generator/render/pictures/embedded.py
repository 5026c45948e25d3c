"""Files inside drawings, written as `data:` addresses (RFC 2397): cleaned like other files."""

import re
from base64 import b64encode
from binascii import a2b_base64
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from generator.model import containers
from generator.patterns import late
from generator.render.pictures.sniffing import SVG, sort_of

_DATA = late(r"\s*data:([^,;]*)((?:;[^,;]*)*),(.*)", re.IGNORECASE | re.DOTALL)
_URL = late(r"""url\(\s*("[^"]*"|'[^']*'|[^)"']*)\s*\)""", re.IGNORECASE)
_IMPORT = late(
    r"""@import\s*(?:url\(\s*(?:"[^"]*"|'[^']*'|[^)]*)\s*\)|"[^"]*"|'[^']*')[^;]*;?""",
    re.IGNORECASE,
)
_FONT = late(r"(?:application/(?:x-)?)?font[/-]", re.IGNORECASE)
_AWAY = late(r"\s*(?://|[a-z][a-z0-9+.-]*:)", re.IGNORECASE)


def style(text: str, drawing: Callable[[bytes], bytes]) -> str:
    """Styles, or a value of one, that fetch nothing and hold pictures without their metadata.

    Args:
        drawing: cleans an SVG file; raises `ValueError` at one that it cannot read.
    """

    def kept(match: re.Match[str]) -> str:
        target = match[1].strip("\"'")
        if not _AWAY.match(target):
            return match[0]
        found = address(target, drawing)
        if found is None:
            return "none"
        return match[0] if found == target else f'url("{found}")'

    return _URL.sub(kept, _IMPORT.sub("", text))


def address(url: str, drawing: Callable[[bytes], bytes]) -> str | None:
    """The same file without its metadata; None for what is no picture and no font."""
    found = _DATA.fullmatch(url)
    if found is None:
        return None
    try:
        data = _payload(found[2], found[3])
        clean = _cleaned(data, found[1].strip(), drawing)
    except ValueError:
        return None
    if clean == data:
        return url
    return f"data:{found[1].strip()};base64,{b64encode(clean).decode()}"


def _payload(options: str, written: str) -> bytes:
    data = unquote_to_bytes(written)
    return a2b_base64(data) if options.lower().endswith(";base64") else data


def _cleaned(data: bytes, type_: str, drawing: Callable[[bytes], bytes]) -> bytes:
    sort = sort_of(data)
    if sort in containers.FORMATS:
        return containers.cleaned(data, sort)
    if sort == SVG or type_.lower() == "image/svg+xml":
        return drawing(data)
    if not sort and _FONT.match(type_):
        return data
    raise ValueError("neither a picture that can be cleaned nor a font")
