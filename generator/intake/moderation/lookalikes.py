"""Earlier ones that say much the same: the door of rapidfuzz for texts."""

from collections.abc import Iterable

from msgspec import Struct
from rapidfuzz import fuzz, process

from generator.markup.folding import fold

_LEAST_PERCENT = 60
_MOST = 5
_LENGTH = 4_000  # what is alike is alike from its beginning, and comparing is quadratic


class Earlier(Struct, frozen=True):
    """Something that is there already.

    Attributes:
        name: key of a submission, or `kind:id` of an entry.
        title: what it is called.
        text: what it says.
    """

    name: str
    title: str
    text: str


class LookAlike(Struct, frozen=True):
    """Something earlier that says much the same.

    Attributes:
        percent: how alike it is, of 100.
    """

    name: str
    title: str
    percent: int


def look_alikes(title: str, text: str, earlier: Iterable[Earlier]) -> tuple[LookAlike, ...]:
    """The five that are most alike, the closest first, of those that are alike at all."""
    others = list(earlier)
    wanted = _folded(title, text)
    if not wanted:
        return ()
    found = process.extract(
        wanted,
        [_folded(each.title, each.text) for each in others],
        scorer=fuzz.token_sort_ratio,
        score_cutoff=_LEAST_PERCENT,
        limit=None,
    )
    alike = [LookAlike(others[n].name, others[n].title, round(score)) for _, score, n in found]
    return tuple(sorted(alike, key=lambda each: (-each.percent, each.name))[:_MOST])


def _folded(title: str, text: str) -> str:
    return " ".join(fold(f"{title} {text}"[:_LENGTH], decoded=False).split())
