"""Into the output folder, whole or not at all.

New and changed files are staged in `site/.friday/`, on the same file system. Nothing that is
served is touched before `finish`, which writes down what it is about to do, then moves assets,
pages, feeds and indexes into place in this order, then removes what is no longer made. A folder
that the site does not have yet is moved as a whole (`generator.publish.staging`). Whatever
stops it short of a power cut is taken back; whatever kills it leaves every file whole, and the
next commit knows from the intent which files are its own.
"""

import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from errno import EEXIST, ENOENT, ENOTDIR, ENOTEMPTY
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from generator.pages.artefact import Artefact, Role
from generator.publish import manifest
from generator.publish.failures import CommitFailed, OutputRefused, telling
from generator.publish.ground import Ground, prepare, sha256
from generator.publish.holdings import Holdings, folders_of, in_the_way
from generator.publish.lock import held
from generator.publish.manifest import PRIVATE, STAGING, Record
from generator.publish.staging import Staged, Staging
from generator.publish.swap import Swap, settle

NOT_EMPTY_OR_NOT_THERE = frozenset({ENOTEMPTY, EEXIST, ENOENT, ENOTDIR})


class Committed(Struct, frozen=True):
    """What became of the output folder.

    Attributes:
        written: how many files are new or changed; `written_paths` names them, sorted.
        unchanged: how many files stand as they stood, modification time included.
        deleted: how many files are gone; `deleted_paths` names them, sorted.
        listing: which list of files the site has now (`manifest.listing`); empty if it cannot be
            read any more.
    """

    written: int
    unchanged: int
    deleted: int
    written_paths: tuple[str, ...]
    deleted_paths: tuple[str, ...]
    listing: str


class Commit:
    """One commit; leaving the block without `finish` leaves the site as it was.

        with Commit(site) as commit:
            for artefact in artefacts:
                commit.add(artefact)
            result = commit.finish()

    Args:
        site: the output folder; it is made when missing.
        adopt: take a folder with files that this program did not make, and replace those that
            stand where a new file goes. Others are left alone, with and without it.
        wait_seconds: how long to wait for another build of the same folder.

    Raises:
        OutputRefused: something in the folder is not ours, or a link leads out of it.
        OutputBusy: another build holds the folder.
        CommitFailed: the operating system refuses.
    """

    def __init__(self, site: Path, *, adopt: bool = False, wait_seconds: float = 0.0) -> None:
        self._site = site
        self._adopt = adopt
        self._wait_seconds = wait_seconds
        self._private = site / PRIVATE
        self._staged: dict[str, Staged] = {}
        self._kept: dict[str, Record] = {}
        self._open = ExitStack()

    def __enter__(self) -> Self:
        prepare(self._site, adopt=self._adopt)
        with ExitStack() as stack:
            stack.enter_context(held(self._private, wait_seconds=self._wait_seconds))
            stack.callback(self._clear)
            self._clear()
            with telling(self._private):
                (self._private / STAGING).mkdir()
                (self._private / "undo").mkdir()
            self._recall()
            self._open = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.__exit__(kind, error, trace)

    def add(self, artefact: Artefact) -> None:
        """Take one file of the new site; its bytes are not kept in memory.

        Raises:
            ValueError: the path was added before, or lies in the private folder.
            OutputRefused: a file that this program did not make stands there.
            CommitFailed: it cannot be staged.
        """
        digest = artefact.digest or sha256(artefact.content)
        if not self.keep(artefact.path, digest, artefact.role):
            self._staged[artefact.path] = self._staging.stage(artefact, digest)

    def keep(self, path: str, digest: str, role: Role) -> bool:
        """Let a file of the new site stand if its bytes, of this SHA-256, are in place already.

        If they are not, it is still to be added. It raises what `add` raises.
        """
        if path in self._kept or path in self._staged or not manifest.is_ours(path):
            raise ValueError(f"'{path}' is taken")
        standing = self._holdings.standing(path, digest)
        if standing is not None:
            same = standing.role is role
            self._kept[path] = standing if same else replace(standing, role=role)
        return standing is not None

    def settle(self) -> None:
        """Wait until what was added so far is on the disk, so that `finish` waits for less.

        It changes nothing else, and may be called in a process of its own.

        Raises:
            OSError: the system refuses.
        """
        settle([new.file for new in self._staged.values()], self._private)

    def follows(self, listing: str) -> bool:
        """Whether the folder was left with this list of files, and by nobody who was interrupted.

        Raises:
            CommitFailed: it cannot be looked at.
        """
        return not self._intent.claims and manifest.listing(self._site) == listing

    def keep_others(self, remade: Callable[[str], bool]) -> None:
        """Let files stand that were not added; the caller knows that they are as they were.

        Args:
            remade: whether a file goes unless it was added.
        """
        added = self._staged.keys() | self._kept.keys()
        others = (path for path in self._files if path not in added)
        self._kept |= {path: self._files[path] for path in others if not remade(path)}

    def finish(self) -> Committed:
        """Put everything into place; when it returns, the folder holds what was added.

        Raises:
            OutputRefused: somebody else's file stands in the way; nothing has changed.
            CommitFailed: the system refused; everything has been taken back.
        """
        files = {**self._kept, **{path: new.record for path, new in self._staged.items()}}
        doomed = self._holdings.doomed(files.keys())
        self._holdings.refuse_foreign(files.keys(), self._staged.keys(), frozenset(doomed))
        if files != self._files or self._staged or doomed:
            self._exchange(doomed, files)
        if doomed or self._intent.claims or self._staged:
            self._tidy(doomed, files)
        return Committed(
            written=len(self._staged),
            unchanged=len(self._kept),
            deleted=len(doomed),
            written_paths=tuple(sorted(self._staged)),
            deleted_paths=doomed,
            listing=self._listing(),
        )

    def _listing(self) -> str:
        try:
            return manifest.listing(self._site)
        except CommitFailed:
            return ""

    def _recall(self) -> None:
        """Read what is known of the folder."""
        ground = Ground(self._site)
        self._intent = manifest.load_intent(self._site)
        self._files = self._known()
        self._holdings = Holdings(ground, self._files, self._intent, adopt=self._adopt)
        self._staging = Staging(self._private / STAGING, ground)

    def _known(self) -> Mapping[str, Record]:
        try:
            return manifest.load(self._site)
        except OutputRefused:
            if not self._adopt:
                raise
            return {}

    def _exchange(self, doomed: tuple[str, ...], files: Mapping[str, Record]) -> None:
        """The moment it is all about; every file that takes room on the disk is written before."""
        claims = dict.fromkeys(doomed, frozenset[str]())
        claims |= {path: frozenset({new.record.digest}) for path, new in self._staged.items()}
        first = in_the_way(doomed, self._staged)
        last = sorted(frozenset(doomed).difference(first))
        with telling(self._site), Swap(self._private / "undo") as swap:
            listing = manifest.stage(self._site, files)
            settle([new.file for new in self._staged.values()], self._private)
            manifest.save_intent(self._site, self._intent.joined_by(claims))
            for path in first:
                swap.remove(f"{self._site}/{path}")
            self._staging.empty(self._staged.values(), swap)
            for path in last:
                swap.remove(f"{self._site}/{path}")
            swap.put(str(listing), str(manifest.manifest_file(self._site)))
            swap.keep()

    def _tidy(self, doomed: Iterable[str], files: Iterable[str]) -> None:
        """Remove folders that are empty now; if that fails, the next commit tries again."""
        left = folders_of({*doomed, *self._intent.claims})
        gone = left - folders_of(files) if left else ()
        with suppress(OSError):
            for folder in sorted(gone, key=len, reverse=True):
                _remove_if_empty(self._site / folder)
            manifest.intent_file(self._site).unlink(missing_ok=True)

    def _clear(self) -> None:
        for name in (STAGING, "undo"):
            shutil.rmtree(self._private / name, ignore_errors=True)


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError as error:
        if error.errno not in NOT_EMPTY_OR_NOT_THERE:
            raise
