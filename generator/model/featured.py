"""What stands first in a list: marked with yes, or with a number that says in what order."""

import re
from typing import Annotated

from pydantic import ValidationInfo

from generator.model.fields import LARGEST
from generator.model.shape import Shape

LAST = LARGEST
"""The place of what is marked with yes: behind everything that has a number."""


def _place(value: object, _info: ValidationInfo) -> int | None:
    word = str(value).strip().casefold()
    if word in {"no", "false"}:
        return None
    if word in {"yes", "true"}:
        return LAST
    if not re.fullmatch(r"[1-9][0-9]{0,8}", word):
        raise ValueError("it is yes, or a number that says its place, 1 being the first")
    return int(word)


Featured = Annotated[
    int | None,
    Shape("yes, or a number", r"^(yes|no|true|false|[1-9][0-9]{0,8})$", convert=_place),
]
