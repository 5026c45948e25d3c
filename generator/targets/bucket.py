"""An S3-compatible bucket that is served as it is.

    diaries/12/index.html          what readers get
    .friday/publish.json           the record; it is written last, so it never says too much
    .friday/intent.json            while a publish is under way: what it touches
    .friday/keep/12/…              what publish 12 replaced or deleted, for rolling back

A bucket knows no whole: readers see each object the moment it is there. So what pages need goes
first, then pages, then feeds, then what lists pages; what goes, goes after that. Before an object
changes, the service copies the old one aside; only what is new travels.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import groupby

from msgspec import Struct, field

from generator.model.target import TargetOptions
from generator.publish.headers import cache_control, type_of
from generator.targets.failures import NotConfirmed, Refused, TargetFailed
from generator.targets.files import changed_meanwhile, digest_of
from generator.targets.intent import INTENT, Intent
from generator.targets.means import Means
from generator.targets.objects import AT_ONCE, Found, Headers, Objects, TooLate, md5_of
from generator.targets.record import (
    RECORD,
    Deployed,
    Site,
    Tell,
    Travel,
    changed,
    in_order,
)
from generator.targets.standing import Standing

_PRIVATE = ".friday/"
_KEEP = ".friday/keep/"
_JSON = Headers("application/json", "no-store")


class _Now(Standing, frozen=True):
    """What the bucket says of itself.

    Attributes:
        tag: of the object that the record is in; empty if there is none.
        intent: tag of the object that says what a publish touches; empty if there is none.
    """

    tag: str = ""
    intent: str = ""


class _Change(Struct, frozen=True):
    """What becomes of the bucket.

    Attributes:
        record: what holds at the end.
        puts: paths to put into place, in order.
        put: puts one of them.
        gone: paths to delete.
        tell: is told of each of both.
    """

    record: Deployed
    puts: list[str]
    put: Callable[[str], None]
    gone: list[str]
    tell: Tell = field(default=lambda _what, _total, _done: None)


class BucketTarget:
    """Objects of a bucket, below a prefix if there is one."""

    def __init__(self, options: TargetOptions, means: Means) -> None:
        self._objects = Objects(options, means)
        self._keep = options.keep
        self._adopt = means.adopt

    def load(self) -> Deployed | None:
        """The record in the bucket."""
        now = self._now()
        if now.shown is None and not now.intent and not self._adopt:
            for key in self._objects.first():
                message = f"'{self._objects.name}' holds '{key}', which friday did not put there"
                raise Refused(message, "name an empty bucket or prefix, or publish with --adopt")
        return now.trusted

    def deploy(self, site: Site, record: Deployed, tell: Tell) -> Travel:
        """Send what is not there yet, in the order of roles; then delete what is gone."""
        now = self._now()
        if record.sequence != now.sequence + 1:
            raise self._too_late()
        puts = self._without_sent(site, changed(site.files, now.certain), now)

        def put(path: str) -> None:
            digest = site.files[path].digest
            if digest_of(site.file(path)) != digest:
                raise changed_meanwhile(site.file(path))
            headers = Headers(type_of(path), cache_control(path, digest))
            self._objects.send(path, site.file(path), headers)

        doomed = now.gone(site.files)
        self._carry_out(now, _Change(record, puts, put, doomed, tell))
        return Travel(len(puts), sum(site.files[path].size for path in puts), len(doomed))

    def confirm(self, record: Deployed) -> None:
        """See that the bucket lists every file with its size, and holds this record."""
        there = self._objects.listing()
        if INTENT in there:
            raise NotConfirmed(f"'{self._objects.name}' is being published to", "publish again")
        for path, file in record.files.items():
            if path not in there or there[path].size != file.size:
                message = f"'{self._objects.name}{path}' is not what was sent"
                raise NotConfirmed(message, "nobody else may write there; publish again")
        found = self._objects.get(RECORD)
        if found is None or found.content != record.to_json():
            raise self._too_late()

    def rollback(self, steps: int) -> Deployed:
        """Copy back what was replaced, on the server: nothing travels."""
        now = self._now()
        kept = self._kept()
        wanted = range(now.sequence - steps + 1, now.sequence + 1)
        if now.shown is None or not all(number in kept for number in wanted):
            number = next((n for n in range(steps) if now.sequence - n not in kept), steps)
            message = f"there is no publish {steps} before this one; {number} are kept"
            raise Refused(message, "see 'keep' in friday.yaml")
        older = self._older(kept, wanted.start)
        sources = _sources(kept, range(wanted.start, now.sequence + 2))
        puts = [p for p in changed(older.files, now.certain) if p in sources or p not in now.open]
        record = now.shown.brought_back(older)

        def put(path: str) -> None:
            if not self._objects.copy(sources.get(path, ""), path):
                message = f"'{path}' of publish {older.sequence} is not kept any more"
                raise TargetFailed(message, "publish again")

        self._carry_out(now, _Change(record, puts, put, now.gone(older.files)))
        return record

    def _now(self) -> _Now:
        found, intent = self._objects.get(RECORD), self._objects.get(INTENT)
        shown = self._shown(found)
        open_ = Intent.from_json(intent.content) if intent else Intent()
        return _Now(
            shown,
            tag=found.tag if found else "",
            open=open_.still_open(shown.sequence if shown else 0),
            intent=intent.tag if intent else "",
        )

    def _shown(self, found: Found | None) -> Deployed | None:
        if found is None:
            return None
        try:
            return Deployed.from_json(found.content, f"{self._objects.name}{RECORD}")
        except TargetFailed:
            if not self._adopt:
                raise
            return None

    def _without_sent(self, site: Site, paths: list[str], now: _Now) -> list[str]:
        """The paths, but for those that an unfinished publish has sent whole."""
        if now.open.isdisjoint(paths):
            return paths
        there = self._objects.listing()

        def is_sent(path: str) -> bool:
            return path in there and there[path].tag == md5_of(site.file(path))

        return [path for path in paths if path not in now.open or not is_sent(path)]

    def _carry_out(self, now: _Now, change: _Change) -> None:
        """Change the bucket; whenever it stops, doing it again finishes it."""
        touched = frozenset({*change.puts, *change.gone})
        intent = Intent(change.record.sequence, touched | now.open)
        mine = self._objects.put(INTENT, intent.to_json(), _JSON, replaced=now.intent)
        self._set_aside(now, touched, change.record.sequence)
        files, total = change.record.files, len(touched)

        def act(work: Callable[[str], object], paths: Iterable[str]) -> None:
            self._still(mine)
            _all(work, paths, lambda: change.tell("files", total, 1))

        for _, paths in groupby(in_order(change.puts, files), lambda path: files[path].role):
            act(change.put, paths)
        act(self._objects.delete, change.gone)
        self._still(mine)
        self._objects.put(RECORD, change.record.to_json(), _JSON, replaced=now.tag)
        self._objects.delete(INTENT)
        self._forget(change.record.sequence)

    def _still(self, mine: str) -> None:
        """See that nobody else has begun to publish."""
        found = self._objects.get(INTENT)
        if found is None or found.tag != mine:
            raise self._too_late()

    def _set_aside(self, now: _Now, touched: Collection[str], sequence: int) -> None:
        """Have the service copy what will change, and the record; once for every publish.

        A publish that follows a crash finds the copies that were made before anything changed.
        """
        if now.shown is None:
            _all(self._objects.delete, self._objects.listing(_KEEP))
            return
        if self._keep < 2:  # noqa: PLR2004 - this one, and one to go back to
            return
        folder = f"{_KEEP}{sequence}/"
        done = {key.removeprefix(folder) for key in self._objects.listing(folder)}
        paths = sorted({*(now.files.keys() & touched), RECORD} - done)
        _all(lambda path: self._objects.copy(path, folder + path), paths)

    def _kept(self) -> Mapping[int, frozenset[str]]:
        """For each publish that can be undone, what it replaced or deleted."""
        kept: dict[int, set[str]] = {}
        for key in self._objects.listing(_KEEP):
            number, _, path = key.removeprefix(_KEEP).partition("/")
            if number.isdecimal():
                kept.setdefault(int(number), set()).add(path)
        return {number: frozenset(paths) for number, paths in kept.items() if RECORD in paths}

    def _older(self, kept: Mapping[int, frozenset[str]], number: int) -> Deployed:
        """The record that a publish replaced."""
        key = f"{_KEEP}{number}/{RECORD}"
        found = self._objects.get(key) if number in kept else self._objects.get(RECORD)
        if found is None:
            raise self._too_late()
        return Deployed.from_json(found.content, f"{self._objects.name}{key}")

    def _forget(self, sequence: int) -> None:
        """Delete what was set aside longer ago than is to be kept."""
        last = sequence - self._keep + 1
        for number in sorted(self._numbers()):
            if number <= last:
                _all(self._objects.delete, self._objects.listing(f"{_KEEP}{number}/"))

    def _numbers(self) -> set[int]:
        keys = self._objects.listing(_KEEP)
        names = {key.removeprefix(_KEEP).partition("/")[0] for key in keys}
        return {int(name) for name in names if name.isdecimal()}

    def _too_late(self) -> TooLate:
        return TooLate(f"somebody else published to '{self._objects.name}' meanwhile", "try again")


def _sources(kept: Mapping[int, Collection[str]], numbers: Iterable[int]) -> Mapping[str, str]:
    """For each path, where it lies as it was before the first of these publishes changed it."""
    found: dict[str, str] = {}
    for number in numbers:
        for path in kept.get(number, ()):
            found.setdefault(path, f"{_KEEP}{number}/{path}")
    return found


def _all(
    work: Callable[[str], object], paths: Iterable[str], done: Callable[[], None] | None = None
) -> None:
    """Do a work for every path, some at once; the first failure lets no further one begin."""
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        futures = [pool.submit(work, path) for path in paths]
        for future in as_completed(futures):
            future.result()
            if done:
                done()
    finally:
        pool.shutdown(cancel_futures=True)
