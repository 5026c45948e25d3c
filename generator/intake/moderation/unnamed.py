"""Names in the words of people who want none: what they wrote may say it all the same."""

import re
from collections.abc import Iterator

from generator.intake.inbox.store import Filed, contact_of
from generator.intake.moderation.agreeing import naming
from generator.intake.moderation.ground import Ground
from generator.kinds.consent import Naming
from generator.problems import Problem, shown

_NOBODY = frozenset({"anonymous", "anon", "nobody", "匿名"})
_FEWEST = 2  # signs of a name that is looked for
_SURE = 3  # signs of a name without blanks in Chinese that is no word by chance
_FIRST_IDEOGRAPH = "\u2e80"


def names_in_text(ground: Ground, filed: Filed, *, sure: bool = False) -> tuple[str, ...]:
    """What its sender is called, where it would be published against their wish.

    Args:
        sure: only names that are no ordinary words: of several words, or a mail address.
    """
    text = _words(" \n".join(_published(filed)))
    found = (name for name in _unwanted(ground, filed) if _stands(_words(name), text))
    return tuple(dict.fromkeys(name for name in found if not sure or _is_sure(name)))


def name_problems(ground: Ground, filed: Filed) -> Iterator[Problem]:
    """Names that the sender's own words would publish."""
    for name in names_in_text(ground, filed, sure=True):
        message = f"its own words say '{shown(name)}', and its sender did not want to be named so"
        hint = f"take it out: friday moderate edit {filed.submission.key}"
        yield Problem(filed.fields.at(()), "names-author", message, hint)


def _unwanted(ground: Ground, filed: Filed) -> Iterator[str]:
    """What is known of who sent it, and that they do not want to be called."""
    wish, contact = naming(filed.submission), contact_of(ground.inbox, filed.submission)
    known: list[str | None] = []
    if wish is Naming.ANONYMOUS:
        known = [filed.submission.by, contact.name, contact.handle, contact.mail]
    elif wish is Naming.HANDLE:
        known = [contact.name, contact.mail]
    for name in known:
        bare = (name or "").strip().lstrip("@")
        if len(bare) >= _FEWEST and bare.casefold() not in _NOBODY:
            yield bare


def _published(filed: Filed) -> Iterator[str]:
    said = filed.submission
    for text in (said.title, filed.text, said.summary, said.quote, said.place, said.since):
        yield text or ""
    yield from said.tags
    yield from (picture.alt or "" for picture in said.pictures)


def _is_sure(name: str) -> bool:
    signs = sum(sign >= _FIRST_IDEOGRAPH for sign in name)
    return "@" in name or len(name.split()) > 1 or signs >= _SURE


def _stands(name: str, text: str) -> bool:
    """Whether a name stands in a text as a word; scripts without blanks have no ends of words."""
    if any(sign >= _FIRST_IDEOGRAPH for sign in name):
        return name in text
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _words(text: str) -> str:
    return " ".join(text.casefold().split())
