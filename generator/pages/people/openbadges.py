"""Levels as Open Badges 3.0: an Achievement a level, an OpenBadgeCredential a person (D2).

Names and obligatory properties: 1EdTech, Open Badges Specification 3.0, "Achievement",
"AchievementCredential", "AchievementSubject", "Criteria", "Evidence", "Image", "Profile". They are
not signed: a static site keeps no secret to sign with. What vouches for them is that they lie on
the site of the issuer, where whoever doubts can fetch them.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec import Struct

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)

Thing = dict[str, object]


class Issuer(Struct, frozen=True):
    """Who issues badges; `id` is the site's whole address."""

    id: str
    name: str


class Achievement(Struct, frozen=True):
    """A level; every address is whole.

    Attributes:
        id: address of its document.
        criteria: address of its rule.
        narrative: the rule in words.
        image: address of its badge.
    """

    id: str
    name: str
    description: str
    criteria: str
    narrative: str
    image: str
    lang: str
    issuer: Issuer


class Witness(Struct, frozen=True):
    """A page that shows what somebody did; `id` is its whole address."""

    id: str
    name: str


class Credential(Struct, frozen=True):
    """Somebody's level; every address is whole.

    Attributes:
        id: address of its document.
        subject: address of the profile.
        person: what the person is called in public.
        since: when the level was reached.
        image: address of the person's badge.
        says: what the badge says.
    """

    id: str
    subject: str
    person: str
    since: datetime
    image: str
    says: str
    achievement: Achievement
    evidence: Sequence[Witness]


def achievement(level: Achievement) -> bytes:
    """The document of a level."""
    return _written({"@context": list(CONTEXTS), **_achievement(level)})


def credential(held: Credential) -> bytes:
    """The document of somebody's level."""
    level = held.achievement
    return _written(
        {
            "@context": list(CONTEXTS),
            "id": held.id,
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": level.name,
            "description": held.says,
            "image": _image(held.image, held.says),
            "issuer": _issuer(level.issuer),
            "validFrom": _instant(held.since),
            "credentialSubject": {
                "id": held.subject,
                "type": ["AchievementSubject"],
                "identifier": [
                    {
                        "type": "IdentityObject",
                        "identityHash": held.person,
                        "identityType": "name",
                        "hashed": False,
                    }
                ],
                "achievement": _achievement(level),
            },
            "evidence": [
                {"id": each.id, "type": ["Evidence"], "name": each.name} for each in held.evidence
            ],
        }
    )


def _achievement(level: Achievement) -> Thing:
    return {
        "id": level.id,
        "type": ["Achievement"],
        "achievementType": "Badge",
        "name": level.name,
        "description": level.description,
        "criteria": {"id": level.criteria, "narrative": level.narrative},
        "image": _image(level.image, level.name),
        "inLanguage": level.lang,
        "creator": _issuer(level.issuer),
    }


def _issuer(issuer: Issuer) -> Thing:
    return {"id": issuer.id, "type": ["Profile"], "name": issuer.name, "url": issuer.id}


def _image(address: str, caption: str) -> Thing:
    return {"id": address, "type": "Image", "caption": caption}


def _instant(moment: datetime) -> str:
    """An instant as XML Schema's dateTime with a zone, which the specification asks for."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _written(thing: Thing) -> bytes:
    return f"{json.dumps(thing, ensure_ascii=False, indent=1)}\n".encode(errors="replace")
