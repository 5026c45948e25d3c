"""One submission from its first byte to the disk; what comes out of it is a value.

Nothing is acknowledged that is not on the disk, and nothing that was typed is lost to its writer:
what is refused comes back with the answers still in the form.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Mapping, Sequence

from msgspec import Struct, field

from generator.model.form import FieldType, SubmissionForm
from generator.model.sent import Sent, SentPicture
from generator.model.submission import Sort, key_of
from generator.service.answers import Answers, answers, own_words, same_text
from generator.service.body import Body, Bounds, Reader, TooLarge, Upload
from generator.service.catalogue import Offer
from generator.service.chance import unguessable
from generator.service.clock import Clock
from generator.service.crowds import Crowd
from generator.service.figures import Figures, Refusal
from generator.service.limits import Limits
from generator.service.queue import Filed, Queue, QueueFailed
from generator.service.scribe import Scribe
from generator.service.shots import Shot, Unfit, shot
from generator.service.tokens import Proof, Signer

TOKEN = "_token"  # noqa: S105 - name of a control; no field of a form begins with a line
TRAP = "_homepage"
REASONS = "_reasons"

_FIXED = 200  # bytes of an answer to pick
_UTF8 = 4  # bytes of a character at most


class TooSlow(Exception):
    """The body came more slowly than anybody waits for."""


class Visitor(Struct, frozen=True):
    """Who sends something.

    Attributes:
        address: where from; only its keyed digest is kept, and that for a day at most.
        cookie: what the browser holds; empty for nothing.
        foreign: the browser says that another site made it send this.
    """

    address: str
    cookie: str
    lang: str
    foreign: bool = False


class Result(Struct, frozen=True):
    """What became of a submission.

    Attributes:
        key: what it is known by; empty if it was not kept.
        why: why it was not.
        answers: what was typed, to be shown again.
    """

    key: str = ""
    why: tuple[Refusal, ...] = ()
    answers: Answers = field(default_factory=lambda: Answers({}, {}))
    reasons: bool = False


class Reception(Struct, frozen=True):
    """What takes submissions.

    Attributes:
        posts: counts attempts by address.
        kept: counts what was kept by address.
    """

    limits: Limits
    clock: Clock
    queue: Queue
    scribe: Scribe
    signer: Signer
    posts: Crowd
    kept: Crowd
    figures: Figures

    def check_length(self, said: str) -> None:
        """Look at what a request says of its own length, before it is read.

        Raises:
            TooLarge: it is more than is taken.
        """
        if said.isdecimal() and int(said) > self.limits.body_bytes:
            raise TooLarge("the body is too large")

    async def read(
        self, form: SubmissionForm, content_type: str, pieces: AsyncIterator[bytes]
    ) -> Body:
        """The body of a request, piece by piece.

        Raises:
            TooLarge: it is more than is taken; the rest was not read.
            TooSlow: it did not come.
            Malformed: it is no form.
        """
        reader = Reader(content_type, bounds(form, self.limits), self.queue.incoming)
        try:
            await self._take(reader, pieces)
            return reader.finish()
        except BaseException:
            reader.abandon()
            raise

    async def _take(self, reader: Reader, pieces: AsyncIterator[bytes]) -> None:
        begun, size, limits = self.clock.monotonic(), 0, self.limits
        while True:
            allowed = limits.grace_seconds + size / limits.bytes_per_second
            left = begun + allowed - self.clock.monotonic()
            try:
                async with asyncio.timeout(max(left, 0)):
                    piece = await anext(pieces, None)
            except TimeoutError as error:
                raise TooSlow from error
            if piece is None:
                return
            size += len(piece)
            if size > limits.body_bytes:
                raise TooLarge("the body is too large")
            reader.take(piece)

    async def receive(self, offer: Offer, body: Body, visitor: Visitor, *, late: bool) -> Result:
        """Look at a submission and keep it if all is well.

        Args:
            late: the call takes nothing any more, or nothing yet.
        """
        shots = await asyncio.to_thread(_shots, body.uploads) if body.uploads else []
        found = answers(offer.form, body, shots)
        reasons = body.one(REASONS) == "yes"
        why = self._refusals(offer, body, visitor, found, late=late)
        if why:
            return Result("", why, found, reasons)
        promise = self.scribe.keep(self._filed(offer, found, visitor, reasons=reasons))
        try:
            key, again = await asyncio.wrap_future(promise)
        except QueueFailed:
            return Result("", (Refusal.NO_ROOM,), found, reasons)
        except asyncio.CancelledError:
            if not promise.cancel():  # the writer is about to move the pictures
                body.uploads.clear()
            raise
        self.kept.did(visitor.address)
        self.figures.kept(again=again)
        return Result(key)

    def _refusals(
        self, offer: Offer, body: Body, visitor: Visitor, found: Answers, *, late: bool
    ) -> tuple[Refusal, ...]:
        """Why a submission is not kept; nothing if it is."""
        if late:
            return (Refusal.NOT_OPEN,)
        at = self.clock.now().timestamp()
        proof = self.signer.proof(body.one(TOKEN), visitor.cookie, offer.signed, at)
        proof = Proof.FALSE if visitor.foreign else proof
        if proof is not Proof.GOOD:
            return (_PROOFS[proof],)
        why = [Refusal.TRAP] if body.one(TRAP) else []
        why += [Refusal.MISTAKES] if found.wrong else []
        if why:
            return tuple(why)
        if not self.kept.may(visitor.address):
            return (Refusal.TOO_OFTEN,)
        if self.scribe.waiting > self.limits.waiting:
            return (Refusal.BUSY,)
        return () if self.has_room() else (Refusal.NO_ROOM,)

    def has_room(self) -> bool:
        """Whether there is space on the disk."""
        return self.free_bytes() > self.limits.free_bytes

    def free_bytes(self) -> int:
        """Free space where the queue lies."""
        return shutil.disk_usage(self.queue.folder).free

    def _filed(self, offer: Offer, found: Answers, visitor: Visitor, *, reasons: bool) -> Filed:
        name = unguessable()
        pictures = tuple(
            SentPicture(
                field=upload.field,
                name=upload.name,
                ending=shot.ending,
                size=shot.size,
                sha256=shot.sha256,
            )
            for upload, shot in found.pictures
        )
        sent = Sent(
            key=key_of(offer.id, Sort.SERVICE, name),
            id=name,
            call=offer.id,
            lang=visitor.lang,
            received=self.clock.now(),
            values=dict(found.values),
            consent=offer.consent.id if offer.consent else "",
            reasons=reasons,
            pictures=pictures,
        )
        digests = [picture.sha256 for picture in pictures]
        whose = () if own_words(offer.form, found.values) or digests else (visitor.cookie,)
        digest = self.signer.digest("same", offer.id, *whose, *same_text(found.values, digests))
        return Filed(sent, digest, tuple(shot.content for _, shot in found.pictures))


def _shots(uploads: Sequence[Upload]) -> list[Shot | Unfit]:
    return [shot(each) for each in uploads]


_PROOFS: Mapping[Proof, Refusal] = {
    Proof.FALSE: Refusal.TOKEN,
    Proof.OLD: Refusal.EXPIRED,
    Proof.QUICK: Refusal.TOO_QUICK,
}


def bounds(form: SubmissionForm, limits: Limits) -> Bounds:
    """What a body may hold that answers a form."""
    sizes = {
        each.id: _FIXED if each.options else each.limit * _UTF8 + limits.slack_bytes
        for each in form.fields
    }
    pictures = {each.id: each.limit for each in form.fields if each.type is FieldType.PICTURES}
    return Bounds(sizes, pictures, limits.picture_bytes, limits.parts)
