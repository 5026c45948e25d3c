"""Everything that somebody has to see before they decide about a submission."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from generator.intake.inbox.store import Filed
from generator.intake.moderation.agreeing import consent_problems, naming, text_of
from generator.intake.moderation.becoming import Wish, claimed, kind_of, published_text, title_of
from generator.intake.moderation.ground import Ground
from generator.intake.moderation.hosts import Target, targets
from generator.intake.moderation.lookalikes import Earlier, LookAlike, look_alikes
from generator.intake.moderation.unnamed import names_in_text
from generator.kinds.consent import Naming
from generator.markup.sifting import as_text, taken_out
from generator.model.entry import Entry
from generator.model.sent_pictures import Unfit, checked
from generator.model.submission import Submission
from generator.model.submission_row import UNDECIDED


class Shown(Struct, frozen=True):
    """A picture as it lies in the inbox.

    Attributes:
        sent_as: what its sender called the file.
        size: bytes; 0 for one that is missing.
        width: pixels; 0 where they cannot be read.
        doubt: why it cannot be published; empty if it can.
    """

    file: str
    alt: str
    sent_as: str
    size: int
    width: int
    height: int
    doubt: str


class Look(Struct, frozen=True):
    """A submission as somebody sees it who has to decide.

    Attributes:
        became: name of the kind of entry that it becomes; empty for nothing public.
        text: the words as they would be published, without markup.
        removed: what was taken out on the way in, and what the sanitiser takes out.
        consent: what they agreed to, in a sentence.
        missing: why it cannot be approved as it is; empty if it can.
    """

    filed: Filed
    became: str
    title: str
    by: str
    text: str
    removed: tuple[str, ...]
    links: tuple[Target, ...]
    pictures: tuple[Shown, ...]
    alike: tuple[LookAlike, ...]
    consent: str
    missing: tuple[str, ...]


def pending(every: Iterable[Filed]) -> list[Filed]:
    """Those that nobody decided about, the longest waiting first."""
    waiting = (each for each in every if each.submission.decision in UNDECIDED)
    return sorted(waiting, key=lambda each: (each.submission.received, each.submission.key))


def look(ground: Ground, filed: Filed, every: Iterable[Filed]) -> Look:
    """A submission with all that can be said of it.

    Args:
        every: the whole inbox, for look-alikes.
    """
    kind = kind_of(ground, filed.submission)
    text = published_text(filed, kind)
    title = title_of(filed, Wish())
    return Look(
        filed=filed,
        became=kind.name if kind is not None else "",
        title=title,
        by=named(filed.submission),
        text=as_text(text),
        removed=(*filed.submission.removed, *taken_out(filed.text)),
        links=targets(text),
        pictures=tuple(_pictures(filed)),
        alike=look_alikes(title, filed.text, earlier(ground, filed, every)),
        consent=consent_in_words(filed.submission),
        missing=tuple(_missing(ground, filed)) if kind is not None else (),
    )


def flags(ground: Ground, filed: Filed) -> tuple[str, ...]:
    """What stands beside a submission in the list: words for what needs a second look."""
    found = {
        "asked": filed.submission.question is not None,
        "no consent": kind_of(ground, filed.submission) is not None
        and any(True for _ in consent_problems(ground, filed)),
        "no call": filed.submission.call not in ground.calls,
        "known name": bool(claimed(ground, filed.submission)),
        "names its author": bool(names_in_text(ground, filed)),
        "links": bool(targets(filed.text)),
        "odd links": any(target.doubts for target in targets(filed.text)),
        "removed": bool(filed.submission.removed or taken_out(filed.text)),
        "pictures": bool(filed.submission.pictures),
    }
    return tuple(name for name, holds in found.items() if holds)


def named(submission: Submission) -> str:
    """How its sender would be called in public."""
    if naming(submission) is Naming.ANONYMOUS:
        return "nobody (anonymous)"
    return submission.by or ""


def consent_in_words(submission: Submission) -> str:
    """What somebody agreed to, as a sentence without a full stop."""
    agreed = submission.consent
    if agreed is None:
        return "they agreed to nothing"
    uses = ", ".join(agreed.uses) or "no use"
    licence = f"; licence {agreed.licence}" if agreed.licence else ""
    reasons = "may" if agreed.reasons else "may not"
    return (
        f"'{text_of(submission)}', given {agreed.given.isoformat()}, for {uses}; "
        f"by {naming(submission)}{licence}; a reason for a decline {reasons} be public"
    )


def earlier(ground: Ground, filed: Filed, every: Iterable[Filed]) -> Iterator[Earlier]:
    """What came before it, and what is in the journal already."""
    own = filed.submission
    for each in every:
        other = each.submission
        if other.key != own.key and (other.received, other.key) < (own.received, own.key):
            yield Earlier(other.key, other.title or "", each.text)
    kind = kind_of(ground, own)
    for reference, versions in ground.entries.items():
        if kind is not None and reference.kind == kind.name and str(reference) != own.became:
            yield from (_entry(str(reference), version) for version in versions)


def _entry(name: str, version: Entry) -> Earlier:
    text = "".join(part for part in version.prose.parts if isinstance(part, str))
    return Earlier(name, version.head.title, as_text(text))


def _pictures(filed: Filed) -> Iterator[Shown]:
    for each in filed.submission.pictures:
        file = filed.folder / each.src
        data = file.read_bytes() if file.is_file() and not file.is_symlink() else b""
        width, height, doubt = 0, 0, ""
        try:
            found = checked(data)
            width, height = found.width, found.height
        except Unfit as unfit:
            doubt = str(unfit)
        alt, sent_as = each.alt or "", each.name or ""
        yield Shown(str(each.src), alt, sent_as, len(data), width, height, doubt)


def _missing(ground: Ground, filed: Filed) -> Iterator[str]:
    for problem in consent_problems(ground, filed):
        yield f"{problem.message} ({problem.hint})"
    who = claimed(ground, filed.submission)
    if who and naming(filed.submission) is not Naming.ANONYMOUS:
        yield f"'{filed.submission.by}' is a name of '@{who}': say with --by whether it is them"
    for name in names_in_text(ground, filed):
        yield f"the text says '{name}', and they do not want to be named so"
