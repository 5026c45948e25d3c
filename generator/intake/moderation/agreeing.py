"""Consent between the inbox and an entry: what is missing, and how it is written."""

from collections.abc import Iterator

from generator.intake.changes.yaml_out import Value
from generator.intake.inbox.store import Filed
from generator.intake.moderation.ground import Ground
from generator.journal.consents import months_after
from generator.kinds.consent import Naming
from generator.kinds.kind import Use
from generator.model.submission import Agreed, Submission
from generator.model.zones import as_written
from generator.problems import Problem, shown

_CURE = (
    "ask them to send it once more and to tick that it may be shown: friday moderate ask {key} "
    "--question …; what they send is a submission of its own: decline this one then"
)


def consent_problems(ground: Ground, filed: Filed) -> Iterator[Problem]:
    """Why nothing of it may be public; all of it at once."""
    submission, agreed = filed.submission, filed.submission.consent
    cure = _CURE.format(key=submission.key)
    if agreed is None:
        place = filed.fields.at(())
        yield Problem(place, "no-consent", "they did not agree that it may be published", cure)
        return
    place = filed.fields.at(("consent",))
    if Use.SITE not in agreed.uses:
        message = "the consent does not name 'site' among its 'uses'"
        yield Problem(place, "no-consent", message, cure)
    if agreed.given > ground.at:
        message = f"the consent is from {agreed.given.isoformat()}, which lies ahead"
        yield Problem(place, "no-consent", message, "write when they agreed")
    name = text_of(submission)
    known = [text.id for text in ground.config.consents]
    if known and name not in known:
        hint = f"'consents' in friday.yaml has {', '.join(known)}; {cure}"
        yield Problem(place, "unknown-consent", f"there is no consent '{shown(name)}'", hint)
    text = ground.text(name)
    if text is not None and text.months and months_after(agreed.given, text.months) <= ground.at:
        message = f"the consent ended {text.months} months after it was given"
        yield Problem(place, "no-consent", message, cure)


def text_of(submission: Submission) -> str:
    """Which text they agreed to; the form of the call itself where it shows no numbered one."""
    agreed = submission.consent
    return (agreed.text if agreed else None) or submission.call


def naming(submission: Submission) -> Naming:
    """How somebody wants to be called; nothing else than a known word is taken for a wish.

    Whoever says something that nobody understands is not named: that can be mended, a name that
    got out cannot.
    """
    said = submission.consent.name if submission.consent is not None else None
    if said is None:
        return Naming.NAME
    return Naming(said) if said in set(Naming) else Naming.ANONYMOUS


def uses_of(ground: Ground, agreed: Agreed, name: str) -> tuple[Use, ...]:
    """The known uses among those that they ticked, and that the text asked for."""
    text = ground.text(name)
    asked = text.uses if text is not None else tuple(Use)
    return tuple(use for use in Use if use in agreed.uses and use in asked)


def consent_fields(ground: Ground, submission: Submission) -> dict[str, Value]:
    """The consent as the entry keeps it: an end is written out, so that nobody has to count."""
    agreed, zone = submission.consent, ground.config.zone
    if agreed is None:
        return {}
    name = text_of(submission)
    text = ground.text(name)
    ends = months_after(agreed.given, text.months) if text is not None and text.months else None
    return {
        "given": as_written(agreed.given, zone),
        "text": name,
        "uses": [str(use) for use in uses_of(ground, agreed, name)],
        "name": str(naming(submission)) if agreed.name else "",
        "licence": agreed.licence or (text.licence if text is not None else "") or "",
        "expires": as_written(ends, zone) if ends is not None else "",
        "reasons": "yes" if agreed.reasons else "",
    }
