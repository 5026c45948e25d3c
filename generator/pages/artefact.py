"""A finished file of the site: where it goes, its bytes, and when it may appear."""

import unicodedata
from collections.abc import Callable
from enum import IntEnum

from msgspec import Struct

NOT_A_PART = frozenset({"", ".", ".."})


class Role(IntEnum):
    """The order in which files come into sight, so that no page shows what is not there yet."""

    ASSET = 0
    PAGE = 1
    FEED = 2
    INDEX = 3


class Artefact(Struct, frozen=True):
    """One file of the site.

    Attributes:
        path: relative to the output folder, parts joined by `/`, in Unicode form NFC.
        content: every byte of the file.
        role: what it is; assets are put into place before the pages that need them.
        digest: SHA-256 of the content, hex; empty where nobody has computed it.

    Raises:
        ValueError: the path is absolute, leaves the folder, or has an empty part, a backslash, a
            NUL or a letter that is not in form NFC.
    """

    path: str
    content: bytes
    role: Role
    digest: str = ""

    def __post_init__(self) -> None:
        if not is_inside(self.path):
            raise ValueError(f"'{self.path}' is not a path inside the output folder")
        if not unicodedata.is_normalized("NFC", self.path):
            raise ValueError(f"'{self.path}' is not in Unicode form NFC")


Stands = Callable[[str, str, Role], bool]
"""Says of a path, the SHA-256 of its content, and its role, that the file is in place already."""


def nowhere(_path: str, _digest: str, _role: Role) -> bool:
    """No file is in place."""
    return False


def is_inside(path: str) -> bool:
    """Whether a path is relative and cannot leave the folder that it is relative to."""
    return NOT_A_PART.isdisjoint(path.split("/")) and "\\" not in path and "\0" not in path
