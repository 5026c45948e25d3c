"""Submissions as they wait in the queue of the intake service, until somebody fetches them.

The same record lies in the queue, goes over HTTP, and arrives where the inbox is filled.
"""

from typing import Annotated
from urllib.parse import quote

from msgspec import Struct
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from generator.model.submission import KEY, Key

PICTURE_ENDINGS = ("jpg", "png", "webp", "gif")
"""Endings of the pictures that the service takes; each says what the file is by its content."""

ORIGINAL_NAME = 120
"""Characters that are kept of what a sender called a file."""

_RECORD = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def _ending(value: str) -> str:
    if value not in PICTURE_ENDINGS:
        raise ValueError(f"pictures end in one of {', '.join(PICTURE_ENDINGS)}")
    return value


class SentPicture(BaseModel):
    """A picture that waits; its file is called by the submission's key and its own number.

    Attributes:
        field: the field of the form that it answers.
        name: what the sender called it; shown, and never used as a path.
        size: in bytes.
        sha256: digest of its bytes, hexadecimal.
    """

    model_config = _RECORD

    field: str
    name: Annotated[str, Field(max_length=ORIGINAL_NAME)]
    ending: Annotated[str, AfterValidator(_ending)]
    size: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Sent(BaseModel):
    """A submission that waits.

    Attributes:
        key: what the inbox will know it by: `key_of(call, Sort.SERVICE, id)`.
        id: what the service calls it.
        lang: language of the form that was filled in.
        values: answers by field; several for choices, none for what was left out.
        consent: id of the consent text that the form showed; empty for none.
        reasons: whether the reason may be public if it is declined.
    """

    model_config = _RECORD

    key: Key
    id: Annotated[str, Field(pattern=r"^[0-9a-f]{1,64}$")]
    call: str
    lang: str
    received: AwareDatetime
    values: dict[str, tuple[str, ...]] = {}
    consent: str = ""
    reasons: bool = False
    pictures: tuple[SentPicture, ...] = ()

    def file(self, number: int) -> str:
        """Name of the file of a picture, counted from 1."""
        return f"{self.key}-{number}.{self.pictures[number - 1].ending}"


class Waiting(Struct, frozen=True):
    """A submission as it lies in the queue.

    Attributes:
        number: its place; later ones have larger numbers.
    """

    number: int
    sent: Sent


def is_key(text: str) -> bool:
    """Whether a text is the key of a submission."""
    return bool(KEY.fullmatch(text))


def form_address(service: str, call: str, lang: str = "") -> str:
    """Address of a call's form.

    Args:
        service: what the call's `how: {form: …}` says: the address of the intake service.
        lang: language of the form; empty for one that the service chooses.
    """
    whole = f"{service.rstrip('/')}/{quote(call)}/"
    return f"{whole}{quote(lang)}/" if lang else whole
