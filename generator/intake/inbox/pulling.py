"""From the queue of the intake service into the inbox: it leaves the one when the other has it.

What a queue is, is not known here: it hands out, shows pictures, and lets go.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import takewhile
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from generator.intake.inbox.register import note_arrived
from generator.intake.inbox.store import Fate, Inbox, deliver, foreseen
from generator.intake.sendings.filling import parcel
from generator.intake.sendings.sending import Asked, Attached, Sending, Sheaf
from generator.markup.characters import plain
from generator.model.form import SubmissionForm
from generator.model.sent import Sent, Waiting
from generator.model.submission import Parcel, Sort, Submission
from generator.problems import Problem, shown

TOGETHER = 50
"""Submissions that are fetched, written, and let go of together."""


class Source(Protocol):
    """A queue, here or elsewhere."""

    def waiting(self, *, after: int, most: int) -> Sequence[Waiting]:
        """What waits behind a place, oldest first."""
        ...

    def picture(self, key: str, number: int) -> bytes | None:
        """The bytes of a picture, counted from 1; None if it is there no more."""
        ...

    def done(self, keys: Sequence[str], at: datetime) -> int:
        """Let go of submissions that lie elsewhere now; how many there were."""
        ...


class Pulled(Struct, frozen=True):
    """What became of a submission.

    Attributes:
        fate: None if it stays in the queue, because nothing could be made of it.
        problems: what was left out of it, or why it stays.
    """

    sent: Sent
    fate: Fate | None
    problems: tuple[Problem, ...] = ()


def pull(
    inbox: Inbox,
    source: Source,
    asked: Callable[[str], Asked | None],
    at: datetime,
    *,
    dry: bool = False,
) -> Iterator[Pulled]:
    """Fetch everything that waits. What is yielded lies in the inbox, and its register knows it.

    Args:
        asked: the call with an id; None if the journal has none such.
        dry: write nothing and let go of nothing.

    Raises:
        OSError: the inbox cannot be written; what was not yielded is still in the queue.
        ProblemsFound: the register cannot be read; the queue is as it was.
    """
    after = 0
    while found := source.waiting(after=after, most=TOGETHER):
        after = found[-1].number
        pulled = [_one(inbox, source, asked, each.sent, dry=dry) for each in found]
        if not dry:
            note_arrived(inbox, [each[1] for each in pulled if each[1] is not None])
            source.done([each.sent.key for each, _ in pulled if each.fate is not None], at)
        yield from (each for each, _ in pulled)


def _one(
    inbox: Inbox, source: Source, asked: Callable[[str], Asked | None], sent: Sent, *, dry: bool
) -> tuple[Pulled, Submission | None]:
    """One submission into the inbox, and what the register is to say of it."""
    sheaf = Sheaf(f"queue/{sent.key}", "queue")
    call = _call(sent, asked, sheaf)
    if call is None:
        return Pulled(sent, None, tuple(sheaf.problems)), None
    if not _says(sent, call.form):
        sheaf.note(0, "empty-submission", "nothing is said in it; the queue lets go of it")
        return Pulled(sent, Fate.EMPTY, tuple(sheaf.problems)), None
    pictures = _pictures(source, sent)
    if len(pictures) < len(sent.pictures):
        sheaf.wrong(0, "missing-picture", "a picture is not in the queue any more")
        return Pulled(sent, None, tuple(sheaf.problems)), None
    found = _parcel(sent, pictures, call, sheaf)
    if found is None:
        return Pulled(sent, None, tuple(sheaf.problems)), None
    fate = foreseen(inbox, found) if dry else deliver(inbox, found)
    return Pulled(sent, fate, tuple(sheaf.problems)), found.submission


def _call(sent: Sent, asked: Callable[[str], Asked | None], sheaf: Sheaf) -> Asked | None:
    """The call that a submission answers; None where some of it would find no place any more."""
    call = asked(sent.call)
    if call is None:
        hint = "put the call back until its submissions are fetched"
        sheaf.wrong(0, "unknown-call", f"there is no call '{shown(sent.call)}'", hint)
        return None
    gone = _unasked(sent, call.form)
    for name in gone:
        message = f"the call '{shown(sent.call)}' has no field '{shown(name)}' any more"
        hint = "put the field back until its submissions are fetched"
        sheaf.wrong(0, "unknown-field", message, hint)
    return None if gone else call


def _says(sent: Sent, form: SubmissionForm) -> bool:
    """Whether anything is said that somebody could decide about, as readers see it."""
    secret = {each.id for each in form.fields if each.secret}
    public = (texts for name, texts in sent.values.items() if name not in secret)
    return bool(sent.pictures) or any(plain(text).strip() for texts in public for text in texts)


def _unasked(sent: Sent, form: SubmissionForm) -> list[str]:
    """The fields that are answered and that the form has no more: nobody knows who may see them."""
    answered = dict.fromkeys([*sent.values, *(picture.field for picture in sent.pictures)])
    return [name for name in answered if form.find(name) is None]


def _pictures(source: Source, sent: Sent) -> list[bytes]:
    numbers = range(1, len(sent.pictures) + 1)
    found = (source.picture(sent.key, number) for number in numbers)
    return [data for data in takewhile(lambda data: data is not None, found) if data is not None]


def _parcel(sent: Sent, pictures: Sequence[bytes], asked: Asked, sheaf: Sheaf) -> Parcel | None:
    """The submission as the inbox has it: read by the same rules as one from anywhere else."""
    form = replace(asked.form, columns={}, consent=sent.consent)
    sending = Sending(
        Sort.SERVICE,
        sent.id,
        0,
        {name: _said(values) for name, values in sent.values.items()},
        received=sent.received,
        lang=sent.lang,
        attached=tuple(
            Attached(each.name, data) for each, data in zip(sent.pictures, pictures, strict=True)
        ),
    )
    found = parcel(sending, replace(asked, form=form), sheaf, {})
    consent = found.submission.consent if found is not None else None
    if found is None or consent is None or not sent.reasons:
        return found
    agreed = consent.model_copy(update={"reasons": True})
    return replace(found, submission=found.submission.model_copy(update={"consent": agreed}))


def _said(values: Sequence[str]) -> str | Sequence[str]:
    return values[0] if len(values) == 1 else list(values)
