"""A host that is reached by rsync and serves the folder itself.

    index.html, diaries/, …        what readers get
    .friday/publish.json           the record; it is written last
    .friday/intent.json            while a publish is under way: what it touches
    .friday/keep/12-1/…            what publish 12 replaced or deleted, for rolling back; the second
                                   number counts its attempts
    .friday/incoming/              files that are not whole yet

Such a host knows no whole: readers see each file once it is there. So what pages need goes first,
then pages, then feeds, then what lists pages; what goes, goes after that.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from generator.model.target import TargetOptions
from generator.publish.holdings import folders_of, in_the_way
from generator.targets.failures import NotConfirmed, Refused, TargetFailed
from generator.targets.files import digest_of
from generator.targets.intent import INTENT, Intent
from generator.targets.means import Means
from generator.targets.record import RECORD, Deployed, File, Site, Tell, Travel, changed
from generator.targets.rsync import (
    Remote,
    Sent,
    escaped,
    fresh,
    link_or_copy,
    list_of,
    total,
    tree_of,
)
from generator.targets.standing import Standing

_KEEP = ".friday/keep"
_INCOMING = ".friday/incoming"
_ATTEMPT = re.compile(r"([1-9][0-9]{0,8})-([1-9][0-9]{0,3})")
_WANTED = (
    "+ /.friday/",
    f"+ /{RECORD}",
    f"+ /{INTENT}",
    f"+ /{_INCOMING}/",
    f"+ /{_KEEP}/",
    f"+ /{_KEEP}/*/",
    f"+ /{_KEEP}/*/.friday/",
    f"+ /{_KEEP}/*/{RECORD}",
    "- *",
)
_PUT = ("--checksum", "--delay-updates", "--perms", "--chmod=D755,F644", f"--temp-dir={_INCOMING}")


class _Now(Standing, frozen=True):
    """What the host says of itself.

    Attributes:
        attempts: number of the publish and of the attempt, for all that was set aside, in order.
    """

    attempts: tuple[tuple[int, int], ...] = ()

    @property
    def next_attempt(self) -> str:
        """Where the next publish sets aside what it replaces; never where another one did.

        What a crashed attempt replaced stays as it was before that attempt.
        """
        sequence = self.sequence + 1
        tried = [attempt for number, attempt in self.attempts if number == sequence]
        return f"{_KEEP}/{sequence}-{max(tried, default=0) + 1}"


class _Change(Struct, frozen=True):
    """What becomes of the host: files of `tree` to put, in order, and paths to delete."""

    record: Deployed
    tree: Path
    puts: list[str]
    gone: list[str]


class InPlaceTarget:
    """The folder of a host, served as it is."""

    def __init__(self, options: TargetOptions, means: Means) -> None:
        self._remote = Remote(options, means)
        self._private = means.private
        self._keep = options.keep
        self._adopt = means.adopt
        self._sent: Deployed | None = None

    def load(self) -> Deployed | None:
        """The record on the host."""
        now = self._now()
        if now.shown is None and not now.open and not self._adopt:
            for name in self._remote.names():
                if name != ".friday":
                    message = (
                        f"'{self._remote.name}' holds '{name}', which friday did not put there"
                    )
                    raise Refused(message, "name an empty folder, or publish with --adopt")
        return now.trusted

    def deploy(self, site: Site, record: Deployed, tell: Tell) -> Travel:
        """Send what is not there yet, in the order of roles; then delete what is gone."""
        now = self._now()
        if record.sequence != now.sequence + 1:
            raise self._too_late()
        tree = tree_of(site, self._private / "site")
        puts, doomed = changed(site.files, now.certain), now.gone(site.files)
        sent = self._carry_out(now, _Change(record, tree, puts, doomed))
        self._sent = record
        tell("files", len(puts), len(puts))
        return Travel(sent.files, sent.bytes, len(doomed))

    def confirm(self, record: Deployed) -> None:
        """See that the host holds this record, and compare the files; all bytes, if just sent."""
        now = self._now()
        if now.shown is None or now.open or now.shown.to_json() != record.to_json():
            raise NotConfirmed(f"'{self._remote.name}' shows something else", "publish again")
        if self._sent == record:
            tree = self._private / "site"
            other = self._remote.differs(tree, "", "--from0", self._listed(record.files))
        else:
            other = self._remote.missing("", record.files)
        if other:
            raise NotConfirmed(f"'{other}' is not what was sent", "publish again")

    def rollback(self, steps: int) -> Deployed:
        """Put back what was replaced and deleted; it comes here first, and goes back."""
        now = self._now()
        first = now.sequence - steps + 1
        kept = {number for number, _ in now.attempts if number <= now.sequence}
        if now.shown is None or first < 1 or not kept.issuperset(range(first, now.sequence + 1)):
            back = next((n for n in range(steps) if now.sequence - n not in kept), steps)
            message = f"there is no publish {steps} before this one; {back} are kept"
            raise Refused(message, "see 'keep' in friday.yaml")
        older = self._older(now, first)
        record = now.shown.brought_back(older)
        wanted = [f"{n}-{attempt}" for n, attempt in now.attempts if n >= first]
        tree, found = self._bring(wanted, older.files)
        puts = [path for path in changed(older.files, now.certain) if path in found]
        lost = set(changed(older.files, now.certain)) - found - now.open
        if lost:
            raise Refused(f"'{min(lost)}' as it was is not kept any more", "publish instead")
        self._carry_out(now, _Change(record, tree, puts, now.gone(older.files)))
        return record

    def _now(self) -> _Now:
        folder = self._private / "there"
        self._remote.fetch(folder, _WANTED)
        shown = self._shown(folder / RECORD)
        intent = folder / INTENT
        open_ = Intent.from_json(intent.read_bytes()) if intent.is_file() else Intent()
        keep = folder / _KEEP
        names = [place.name for place in keep.iterdir()] if keep.is_dir() else []
        attempts = [found for name in names if (found := _ATTEMPT.fullmatch(name))]
        return _Now(
            shown,
            open_.still_open(shown.sequence if shown else 0),
            tuple(sorted((int(found[1]), int(found[2])) for found in attempts)),
        )

    def _shown(self, file: Path) -> Deployed | None:
        if not file.is_file():
            return None
        try:
            return Deployed.from_json(file.read_bytes(), f"{self._remote.name}/{RECORD}")
        except TargetFailed:
            if not self._adopt:
                raise
            return None

    def _carry_out(self, now: _Now, change: _Change) -> Sent:
        """Change the host; whenever it stops, doing it again finishes it."""
        touched = frozenset({*change.puts, *change.gone})
        aside = (*_PUT, "--backup", f"--backup-dir={now.next_attempt}")
        intent = Intent(change.record.sequence, touched | now.open)
        self._begin(intent)
        if first := in_the_way(change.gone, change.record.files):
            self._delete(first, aside)
            self._tidy(now, change)
        sent = total(self._put(change, aside))
        self._delete(change.gone, aside)
        self._tidy(now, change)
        self._finish(now, change, aside)
        return sent

    def _begin(self, intent: Intent) -> None:
        """Make the folders that are ours, and say what is about to be touched."""
        begun = fresh(self._private / "begun")
        for name in (_INCOMING, _KEEP):
            (begun / name).mkdir(parents=True)
        (begun / INTENT).write_bytes(intent.to_json())
        self._remote.send(f"{begun}/", "--recursive", "--checksum")

    def _put(self, change: _Change, aside: Iterable[str]) -> Iterator[Sent]:
        files = change.record.files
        for _, paths in groupby(change.puts, lambda path: files[path].role):
            yield self._remote.send(f"{change.tree}/", "--from0", *aside, self._listed(paths))

    def _delete(self, paths: Iterable[str], aside: Iterable[str]) -> None:
        """Delete files, and set them aside; folders stay, and are tidied away later."""
        doomed = list(paths)
        if not doomed:
            return
        skeleton = fresh(self._private / "skeleton")
        for folder in folders_of(doomed):
            (skeleton / folder).mkdir(parents=True, exist_ok=True)
        way = ("--delete-missing-args", "--no-implied-dirs", "--from0", *aside)
        self._remote.send(f"{skeleton}/", *way, self._listed(doomed))

    def _tidy(self, now: _Now, change: _Change) -> None:
        """Remove folders that are empty now, and what a crash left of files under way.

        rsync deletes what the tree here has not, of these patterns alone.
        """
        left = folders_of({*now.files, *now.open}) - folders_of(change.record.files)
        rules = [f"R /{escaped(folder)}/" for folder in sorted(left)]
        rules += ["R .~tmp~/***", f"R /{_INCOMING}/*"] if now.open else []
        if not rules:
            return
        skeleton = fresh(self._private / "skeleton")
        for folder in {*folders_of(change.record.files), _INCOMING}:
            (skeleton / folder).mkdir(parents=True, exist_ok=True)
        filters = self._private / "filters"
        filters.write_bytes(b"".join(rule.encode() + b"\0" for rule in [*rules, "P *"]))
        options = ("--recursive", "--delete", "--from0", f"--filter=merge {filters}")
        self._remote.send(f"{skeleton}/", *options)

    def _finish(self, now: _Now, change: _Change, aside: Iterable[str]) -> None:
        """Write the record; then the publish is no longer under way, and old ones are forgotten."""
        done = fresh(self._private / "done")
        (done / RECORD).parent.mkdir()
        (done / RECORD).write_bytes(change.record.to_json())
        self._remote.send(f"{done}/", "--recursive", *aside)
        last = change.record.sequence - self._keep + 1
        old = [f"{n}-{attempt}" for n, attempt in now.attempts if n <= last]
        if self._keep == 1:
            old.append(now.next_attempt.rpartition("/")[2])
        rules = [f"R /{INTENT}", *(f"R /{_KEEP}/{name}/***" for name in old), "P *"]
        filters = [f"--filter={rule}" for rule in rules]
        (done / _KEEP).mkdir()
        self._remote.send(f"{done}/", "--recursive", "--checksum", "--delete", *filters)

    def _older(self, now: _Now, number: int) -> Deployed:
        """The record that a publish replaced."""
        attempts = [f"{n}-{attempt}" for n, attempt in now.attempts if n == number]
        for name in attempts:
            file = self._private / "there" / _KEEP / name / RECORD
            if file.is_file():
                return Deployed.from_json(file.read_bytes(), str(file.name))
        raise Refused(f"the record before publish {number} is not kept", "publish instead")

    def _bring(self, names: list[str], files: Mapping[str, File]) -> tuple[Path, set[str]]:
        """A folder with all of these files that were set aside, and their paths."""
        kept, tree = self._private / "kept", fresh(self._private / "site")
        rules = [
            "+ /.friday/",
            f"+ /{_KEEP}/",
            *(f"+ /{_KEEP}/{name}/***" for name in names),
            "- *",
        ]
        self._remote.fetch(kept, rules)
        found: set[str] = set()
        for path, file in files.items():
            places = (kept / _KEEP / name / path for name in names)
            source = next((place for place in places if digest_of(place) == file.digest), None)
            if source:
                (tree / path).parent.mkdir(parents=True, exist_ok=True)
                link_or_copy(source, tree / path)
                found.add(path)
        return tree, found

    def _listed(self, paths: Iterable[str]) -> str:
        return list_of(paths, self._private / "paths")

    def _too_late(self) -> TargetFailed:
        return TargetFailed(
            f"somebody else published to '{self._remote.name}' meanwhile", "publish again"
        )
