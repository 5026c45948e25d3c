"""Credits: what somebody did, in the words of the all-contributors specification and ours (A1, C3).

Keys: https://allcontributors.org/docs/en/emoji-key. What the loop is made of has words of its own,
which stand for the keys that mean the same.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from generator.model.fields import Brief, Who
from generator.problems import did_you_mean


class Role(StrEnum):
    """What somebody did: first the steps of the loop, then the keys of all-contributors."""

    SUGGESTED = "suggested"
    REPORTED = "reported"
    TESTED = "tested"
    VOTED = "voted"
    ANSWERED = "answered"
    TOLD = "told"
    INVITED = "invited"
    CONTRIBUTED = "contributed"
    DESIGNED = "designed"
    TRANSLATED = "translated"
    A11Y = "a11y"
    AUDIO = "audio"
    BLOG = "blog"
    BUSINESS = "business"
    CODE = "code"
    CONTENT = "content"
    DATA = "data"
    DOC = "doc"
    EVENT_ORGANIZING = "eventOrganizing"
    EXAMPLE = "example"
    FINANCIAL = "financial"
    FUNDING_FINDING = "fundingFinding"
    INFRA = "infra"
    MAINTENANCE = "maintenance"
    MENTORING = "mentoring"
    PLATFORM = "platform"
    PLUGIN = "plugin"
    PROJECT_MANAGEMENT = "projectManagement"
    PROMOTION = "promotion"
    RESEARCH = "research"
    REVIEW = "review"
    SECURITY = "security"
    TALK = "talk"
    TEST = "test"
    TOOL = "tool"
    TUTORIAL = "tutorial"
    VIDEO = "video"


KEYS: Mapping[Role, str] = {
    Role.SUGGESTED: "ideas",
    Role.REPORTED: "bug",
    Role.TESTED: "userTesting",
    Role.ANSWERED: "question",
    Role.DESIGNED: "design",
    Role.TRANSLATED: "translation",
}
"""Roles of ours that have a key of their own in all-contributors; others are their own key."""

SYNONYMS: Mapping[str, Role] = {key.casefold(): role for role, key in KEYS.items()} | {
    "told a story": Role.TOLD,
    "story": Role.TOLD,
}
"""Other words for a role, in lower case."""

USERS: frozenset[Role] = frozenset({Role.SUGGESTED, Role.REPORTED, Role.VOTED})
"""Roles whose word caused a change, rather than their work: what makes it one "from users"."""


def role_of(word: object) -> object:
    """The role that a word stands for, in any capitals; the word itself if it is none."""
    if not isinstance(word, str):
        return word
    folded = " ".join(word.split()).casefold()
    known = {role.casefold(): role for role in Role}
    return SYNONYMS.get(folded) or known.get(folded) or word


def _role(value: object) -> object:
    found = role_of(value)
    is_unknown = isinstance(found, str) and not isinstance(found, Role)
    if is_unknown:
        near = did_you_mean(str(found), [*Role, *SYNONYMS])
        usual = ", ".join(list(Role)[:10])
        raise ValueError(f"it is no role; {near or f'there are {usual}, and more'}")
    return found


RoleWord = Annotated[Role, BeforeValidator(_role)]
"""A role in a field: its word or the all-contributors key."""


class Credit(Brief):
    """Somebody and what they did; a name alone means that they suggested it."""

    text_fills: ClassVar[tuple[str, ...]] = ("person",)

    person: Who = Field(description="who is credited")
    role: RoleWord = Field(default=Role.SUGGESTED, description="what they did")
