"""Published files of other sites, read only because the user names their address."""

from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import Request, urlopen

from generator.journal.terms import NoResult

SECONDS = 30
_PIECE = 1 << 20


def is_address(name: str) -> bool:
    """Whether a name is an address rather than a file."""
    return name.lower().startswith(("https://", "http://"))


def fetched(address: str, file: str, most: int) -> tuple[bytes, str]:
    """The bytes at an address, and where they were found after redirections.

    Args:
        file: what is looked for beside a page; empty if the address is that of the file itself.
        most: bytes; a longer answer is refused.

    Raises:
        NoResult: there is no answer, or none that can be used.
    """
    wanted = _beside(address, file) if file else address
    request = Request(wanted, headers={"User-Agent": "friday", "Accept-Encoding": "identity"})  # noqa: S310 - http or https, see `is_address`
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - the same
            data = bytearray()
            while len(data) <= most and (piece := answer.read(_PIECE)):
                data += piece
            place = str(answer.geturl())
    except HTTPError as error:
        error.close()
        raise NoResult(f"{wanted} cannot be read: {error}") from error
    except (URLError, HTTPException, OSError, ValueError) as error:
        raise NoResult(f"{wanted} cannot be read: {error}") from error
    if len(data) > most:
        raise NoResult(f"{wanted} is larger than {most >> 20} MB")
    return bytes(data), place


def _beside(address: str, file: str) -> str:
    """The address of a file of a page; an address of such a file stays as it is."""
    parts = urlsplit(address)
    path = parts.path
    if not path.endswith(".json"):
        folder = path[: path.rfind("/") + 1] if path.endswith(".html") else f"{path.rstrip('/')}/"
        path = f"{folder}{file}"
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))
