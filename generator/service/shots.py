"""Pictures as they come in: what they are by their content, and cleaned before they are kept.

No pixel is unpacked here; what a camera wrote into a file never reaches the queue.
"""

import hashlib
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from generator.model import sent_pictures
from generator.service.body import Upload


class Unfit(StrEnum):
    """Why a picture is not taken; the same words as in `generator.service.answers.Wrong`."""

    LARGE = "picture-large"
    SORT = "picture-sort"


class Shot(Struct, frozen=True):
    """A picture that is taken.

    Attributes:
        ending: what its content is: `jpg`, `png`, `webp` or `gif`.
        size: in bytes.
        sha256: of its bytes, hexadecimal.
        content: its bytes, or a file that holds them.
    """

    ending: str
    size: int
    sha256: str
    content: bytes | Path


def shot(upload: Upload) -> Shot | Unfit:
    """What a picture is; a file that holds it is cleaned in its place."""
    if upload.is_large:
        return Unfit.LARGE
    try:
        found = sent_pictures.checked(upload.data)
    except sent_pictures.Unfit:
        return Unfit.SORT
    content: bytes | Path = found.data
    if isinstance(upload.content, Path):
        upload.content.write_bytes(found.data)
        content = upload.content
    digest = hashlib.sha256(found.data).hexdigest()
    return Shot(found.ending.removeprefix("."), len(found.data), digest, content)
