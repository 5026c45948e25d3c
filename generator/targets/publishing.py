"""Publishing: build, compare with what readers see, send, see that it arrived, write it down.

All of it may be done again after a failure at any point: what was sent is not sent twice, and
nothing is written down before it is true.
"""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from generator.build.beginning import configuration
from generator.build.edition import Edition, Options
from generator.build.line import build, drafted
from generator.build.sources import program_digest, source_digest
from generator.config import Config
from generator.files import put
from generator.journal.instants import next_change
from generator.journal.publications import merged, told
from generator.model.publication import EMPTY, REGISTER, Register
from generator.problems import Problem
from generator.publish import manifest
from generator.publish.failures import OutputBusy
from generator.publish.lock import held as alone
from generator.reader.published import parse_register, read_register, register_text
from generator.targets import websub
from generator.targets.choosing import chosen
from generator.targets.comparison import Comparison, compare, held
from generator.targets.failures import NotConfirmed, TargetFailed
from generator.targets.means import Means
from generator.targets.memory import Memory
from generator.targets.record import Deployed, Site, Travel
from generator.targets.refusals import refuse_earlier, refuse_noise, refuse_stale
from generator.targets.target import Target, target

_LOCK = Path(".friday")
_BUSY_SECONDS = 5.0


class What(StrEnum):
    """What came of a publish."""

    NOTHING_DUE = "nothing-due"
    NOTHING_NEW = "nothing-new"
    WOULD_PUBLISH = "would-publish"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a publish was asked for.

    Attributes:
        at: the instant that the site is built for.
        options: those of the build.
        to: name of the target; empty for the usual one.
        environ: environment variables, for credentials.
        if_due: do nothing unless the site may have changed.
        dry_run: compare, and send nothing.
        back: publish an earlier instant, or an older copy of the project, all the same.
        renotify: show readers of feeds as many old items as new as there are.
        adopt: take a target that holds something and no record of ours.
        wait_seconds: how long the new feeds may take to be served before the hub is told.
        wait: lets seconds pass.
    """

    project: Path
    at: datetime
    options: Options
    to: str = ""
    environ: Mapping[str, str] = field(default_factory=dict, repr=False)
    if_due: bool = False
    dry_run: bool = False
    back: bool = False
    renotify: bool = False
    adopt: bool = False
    wait_seconds: float = 60.0
    wait: Callable[[float], None]


class Outcome(Struct, frozen=True, kw_only=True):
    """What came of it.

    Attributes:
        target: name of it.
        sequence: of what readers see now; 0 if that is nothing of ours.
        because: why nothing was due.
        next: the next instant at which the site changes by itself.
        comparison: what readers see change; None if nothing was built.
        problems: warnings of the build.
        warnings: what went wrong after the site was published.
    """

    what: What
    target: str
    sequence: int
    because: str = ""
    next: datetime | None = None
    comparison: Comparison | None = None
    travel: Travel = msgspec.field(default_factory=Travel)
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()


def publish(wish: Wish) -> Outcome:
    """Publish a project.

    Raises:
        ProblemsFound: the authors have something to mend; nothing was sent.
        NotCommitted: the site cannot be written; nothing was sent.
        Refused: it would do harm that nobody asked for; nothing was sent.
        TargetFailed: the target failed; publishing again goes on where it stopped.
    """
    config = configuration(wish.project, wish.options)
    name, options = chosen(config, wish.to)
    means = Means(wish.project, name, wish.adopt, wish.environ)
    with _alone(wish.project):
        return _Publishing(wish, config, means, target(options, means)).run()


def rolled_back(
    project: Path, config: Config, to: str, environ: Mapping[str, str], steps: int = 1
) -> tuple[str, Deployed]:
    """Show readers what they saw some publishes ago; the target's name and what they see now.

    Raises:
        ProblemsFound: there is no such target.
        Refused: so much is not kept.
        TargetFailed: the target failed; what readers see has not changed, or has changed wholly.
    """
    name, options = chosen(config, to)
    means = Means(project, name, environ=environ)
    with _alone(project):
        place = target(options, means)
        record = place.rollback(steps)
        place.confirm(record)
    return name, record


@contextmanager
def _alone(project: Path) -> Iterator[None]:
    """Nobody else publishes the project inside the block."""
    (project / _LOCK).mkdir(exist_ok=True)
    try:
        with alone(project / _LOCK, wait_seconds=_BUSY_SECONDS, busy="being published"):
            yield
    except OutputBusy as error:
        raise TargetFailed(str(error), "wait until it is done") from error


class _Publishing:
    """One publish to one target."""

    def __init__(self, wish: Wish, config: Config, means: Means, place: Target) -> None:
        self._wish = wish
        self._config = config
        self._means = means
        self._place = place
        self._memory = Memory.load(means.private)
        self._source = source_digest(wish.project, config, wish.options.base_url)

    def run(self) -> Outcome:
        """From the record on the target to the record on the target."""
        wish = self._wish
        record = self._place.load()
        there = _register_of(record)
        if wish.if_due and record is not None:
            because = self._idle(record)
            if because:
                return self._nothing_due(record, there, because)
        if record is not None and not wish.back:
            refuse_earlier(record, wish.at)
        edition = self._built(record)
        own, _ = read_register(wish.project)
        if not wish.back:
            refuse_stale(own, there, edition)
        site = Site.of(edition.site)
        if manifest.listing(edition.site) != edition.listing:
            message = f"'{edition.site}' was built by somebody else meanwhile"
            raise TargetFailed(message, "publish again")
        registers = (there, edition.register)
        comparison = compare(site.files, edition.feeds, registers, record)
        if not wish.dry_run:
            return self._send(site, edition, record, comparison)
        return self._outcome(What.WOULD_PUBLISH, record, edition, comparison=comparison)

    def _built(self, record: Deployed | None) -> Edition:
        """The site as it is to be published, which never holds previews."""
        published = "" if record is None else record.register
        options = dataclasses.replace(
            self._wish.options, published=published, lasting=True, preview_key=b""
        )
        return build(self._wish.project, at=self._wish.at, options=options)

    def _send(
        self, site: Site, edition: Edition, record: Deployed | None, comparison: Comparison
    ) -> Outcome:
        """Have readers see the site, unless they do."""
        new = self._record(site, edition, record)
        if record is not None and _same(record, new) and self._stands(record):
            own, _ = read_register(self._wish.project)
            said = self._finish(record, edition, own)
            return self._outcome(
                What.NOTHING_NEW, record, edition, comparison=comparison, warnings=said
            )
        if not self._wish.renotify:
            refuse_noise(comparison, self._config.renotify)
        if self._config.hub and self._is_usual:
            fresh = {document.url: document.path for document in comparison.documents}
            self._remember(replace(self._memory, unheard={**self._memory.unheard, **fresh}))
        # whatever stops it midway leaves nothing behind that a later --if-due may trust
        self._remember(replace(self._memory, source=""))
        travel = self._place.deploy(site, new, self._wish.options.progress)
        self._place.confirm(new)
        said = self._finish(new, edition, EMPTY)
        return self._outcome(
            What.PUBLISHED, new, edition, comparison=comparison, travel=travel, warnings=said
        )

    def _outcome(
        self,
        what: What,
        record: Deployed | None,
        edition: Edition,
        *,
        comparison: Comparison,
        travel: Travel | None = None,
        warnings: tuple[str, ...] = (),
    ) -> Outcome:
        return Outcome(
            what=what,
            target=self._means.name,
            sequence=record.sequence if record else 0,
            next=edition.next.astimezone(self._config.zone) if edition.next else None,
            comparison=comparison,
            travel=travel or Travel(),
            problems=edition.problems,
            warnings=warnings,
        )

    def _record(self, site: Site, edition: Edition, old: Deployed | None) -> Deployed:
        return Deployed(
            sequence=old.sequence + 1 if old else 1,
            at=self._wish.at,
            source=self._source,
            program=program_digest(),
            files=site.files,
            feeds=held(edition.feeds, old, edition.forgotten.scrubber.finds),
            forgotten=len(edition.forgotten.people),
            register=register_text(told(edition.register)),
        )

    def _stands(self, record: Deployed) -> bool:
        """Whether readers really get what the record says."""
        try:
            self._place.confirm(record)
        except NotConfirmed:
            return False
        return True

    def _idle(self, record: Deployed) -> str:
        """Why nothing is due; empty if something may be."""
        if record.rejected and record.rejected == self._source:
            return "a rollback went back from these files; publish without --if-due to have them"
        program = program_digest()
        if self._memory.knows(record, self._source, program):
            coming = self._memory.next
        elif not record.rejected and (record.source, record.program) == (self._source, program):
            coming = self._next_after(record)
        else:
            return ""
        if coming is not None and coming <= self._wish.at:
            return ""
        self._remember(Memory(self._source, program, record.sequence, coming, self._memory.unheard))
        return f"nothing has changed since {record.at.astimezone(self._config.zone).isoformat()}"

    def _next_after(self, record: Deployed) -> datetime | None:
        """The next instant after that of the record at which the site changes by itself."""
        options = dataclasses.replace(self._wish.options, published=record.register, lasting=True)
        with drafted(self._wish.project, at=record.at, options=options) as draft:
            return next_change(draft.journal)

    def _nothing_due(self, record: Deployed, there: Register, because: str) -> Outcome:
        """Nothing is due but what an earlier run did not come to."""
        own, wrong = read_register(self._wish.project)
        known = merged(own, there)
        said: tuple[str, ...] = ()
        if not self._wish.dry_run:
            written_down = () if wrong else self._write_down(known, own)
            said = (*written_down, *self._tell_hub(record, seconds=0.0))
        return Outcome(
            what=What.NOTHING_DUE,
            target=self._means.name,
            sequence=record.sequence,
            because=because,
            next=None if record.rejected == self._source else self._coming,
            warnings=said,
        )

    def _finish(self, record: Deployed, edition: Edition, own: Register) -> tuple[str, ...]:
        """What follows once readers get the site; what goes wrong does not undo it.

        Args:
            own: what is written down; one that is empty is written anew.
        """
        said = self._write_down(edition.register, own)
        unheard = self._memory.unheard
        self._remember(
            Memory(self._source, program_digest(), record.sequence, edition.next, unheard)
        )
        return (*said, *self._tell_hub(record, seconds=self._wish.wait_seconds))

    @property
    def _coming(self) -> datetime | None:
        """The next change by itself, on the team's clocks."""
        coming = self._memory.next
        return coming.astimezone(self._config.zone) if coming else None

    @property
    def _is_usual(self) -> bool:
        """Whether this is where readers go; other targets are for trying things out."""
        return (self._config.publish_to or self._means.name) == self._means.name

    def _write_down(self, register: Register, own: Register) -> tuple[str, ...]:
        """Keep what readers were told; a file that only the time would change in stays.

        Beside a target that is meant when none is named, others are for trying things out.
        """
        same = register.rows == own.rows and own.last is not None
        if same or not self._is_usual:
            return ()
        try:
            put(self._wish.project / REGISTER, register_text(register).encode())
        except OSError as error:
            reason = error.strerror or str(error)
            return (f"'{REGISTER}' cannot be written: {reason}; the next publish tries again",)
        return ()

    def _tell_hub(self, record: Deployed, *, seconds: float) -> tuple[str, ...]:
        """Tell the hub of every changed document that readers really get."""
        hub = self._config.hub
        wanted = {u: record.files[p] for u, p in self._memory.unheard.items() if p in record.files}
        if not hub or not wanted:
            return ()
        served, left = [], seconds
        for url, file in sorted(wanted.items()):
            if not websub.served(url, file.digest, seconds=left, wait=self._wish.wait):
                break  # they all come together, or none has come yet
            served.append(url)
        refused = websub.ping(hub, served)
        self._remember(self._memory.without({u: "" for u in served if u not in refused}))
        late = len(wanted) - len(served)
        said = [f"the hub did not take '{u}': {why}" for u, why in sorted(refused.items())]
        if late:
            said.append(
                f"{late} new feed documents are not served yet, so the hub was not told of them; "
                "the next publish tells it"
            )
        return tuple(map(self._means.masked, said))

    def _remember(self, memory: Memory) -> None:
        self._memory = memory
        memory.save(self._means.private)


def _register_of(record: Deployed | None) -> Register:
    """What a target says that readers were told.

    Raises:
        TargetFailed: it cannot be understood.
    """
    if record is None or not record.register:
        return EMPTY
    register, problems = parse_register(record.register.encode())
    if problems:
        message = f"the register on the target cannot be read: {problems[0].message}"
        raise TargetFailed(message, "publish with the version of friday that wrote it")
    return register


def _same(old: Deployed, new: Deployed) -> bool:
    """Whether readers see this already, and are known to; not as of an instant still to come."""
    kept = _register_of(old).rows == _register_of(new).rows
    if old.at > new.at:
        return False
    return kept and old.files == new.files and dict(old.feeds) == dict(new.feeds)
