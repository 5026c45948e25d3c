"""A folder of this machine, or of one whose disk is mounted here.

    public/
      current -> releases/12      what the web server serves
      releases/11/ releases/12/   whole sites; unchanged files are one file with several names
      .friday/releases/12.json    the record of each, where nobody is served from

A new release is put together beside the others and shown by renaming one link, so readers get the
old site or the new one, whole. A crash leaves `current` as it was; the next run takes what is whole
of the unfinished release and goes on. Everything else in the folder is left alone.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EDQUOT, ENOSPC
from pathlib import Path

from generator.files import flushed, put
from generator.model.target import TargetOptions
from generator.publish.failures import NotCommitted
from generator.publish.lock import held
from generator.publish.swap import settle
from generator.targets.failures import NotConfirmed, Refused, TargetFailed
from generator.targets.files import copied, digest_of, linked
from generator.targets.means import Means
from generator.targets.record import Deployed, Site, Tell, Travel

CURRENT = "current"
RELEASES = "releases"
PRIVATE = ".friday"
_WAIT_SECONDS = 10.0
_FULL = frozenset({ENOSPC, EDQUOT})


class FolderTarget:
    """Releases in a folder, and a link to the one that is served.

    Raises:
        Refused: the folder lies among the journal's own files.
    """

    def __init__(self, options: TargetOptions, means: Means) -> None:
        self._folder = means.project / str(options.folder)
        self._releases = self._folder / RELEASES
        self._link = self._folder / CURRENT
        self._private = self._folder / PRIVATE
        self._incoming = self._private / "incoming"
        self._keep = options.keep
        self._adopt = means.adopt
        there, own = self._folder.resolve(), means.project.resolve()
        if own.is_relative_to(there):
            message = f"'{self._folder}' holds the journal itself"
            raise Refused(message, "name a folder of its own, such as ../public")

    def load(self) -> Deployed | None:
        """The record of the release that `current` leads to."""
        with self._telling():
            number = self._shown()
            return None if number is None else self._record(number)

    def deploy(self, site: Site, record: Deployed, tell: Tell) -> Travel:
        """Put the release together, then show it; the order of the files makes no difference."""
        with self._alone():
            shown = self._shown()
            if shown is not None and record.sequence != shown + 1:
                message = f"somebody else published to '{self._folder}' meanwhile"
                raise TargetFailed(message, "publish again")
            base = None if shown is None else self._releases / str(shown)
            gone = 0 if shown is None else len(self._record(shown).files.keys() - record.files)
            files, size = self._gather(site, record, base, tell)
            self._show(record)
            return Travel(files, size, gone)

    def confirm(self, record: Deployed) -> None:
        """Read every file through `current`, as the web server does."""
        with self._telling():
            if self._shown() != record.sequence:
                raise NotConfirmed(f"'{self._link}' does not lead to the new release")
            for path, file in record.files.items():
                if digest_of(self._link / path) != file.digest:
                    message = f"'{self._link / path}' is not what was sent"
                    raise NotConfirmed(message, "nobody else may write there; publish again")

    def rollback(self, steps: int) -> Deployed:
        """Show an older release once more; nothing is copied."""
        if not self._folder.is_dir():
            raise Refused(f"nothing was published to '{self._folder}' yet", "friday publish")
        with self._alone():
            shown = self._shown()
            kept = [number for number in self._numbers() if shown and number < shown]
            if shown is None or steps > len(kept):
                message = f"there is no release {steps} before this one; {len(kept)} are kept"
                raise Refused(message, "see 'keep' in friday.yaml")
            number = kept[-steps]
            older = self._record(number)
            base = self._releases / str(number)
            record = self._record(shown).brought_back(older)
            self._gather(Site(base, older.files), record, base, _unheard)
            self._show(record)
            return record

    def _shown(self) -> int | None:
        """Number of the release that is served; None if there is none of ours."""
        if not os.path.lexists(self._link):
            return None
        is_link = self._link.is_symlink()
        leads = os.fspath(self._link.readlink()) if is_link else ""
        folder, _, name = leads.partition("/")
        if folder == RELEASES and self._is_ours(name):
            return int(name)
        if is_link and self._adopt:
            return None
        cure = "--adopt replaces it" if is_link else "move it away, then publish"
        raise Refused(f"'{self._link}' was not made by this program", cure)

    def _is_ours(self, name: str) -> bool:
        """Whether a release is one of ours; not whether it is whole."""
        return name.isascii() and name.isdecimal() and self._record_file(int(name)).is_file()

    def _record(self, number: int) -> Deployed:
        file = self._record_file(number)
        return Deployed.from_json(file.read_bytes(), str(file))

    def _record_file(self, number: int) -> Path:
        return self._private / RELEASES / f"{number}.json"

    def _numbers(self) -> list[int]:
        """Numbers of the releases of ours, oldest first."""
        names = [entry.name for entry in os.scandir(self._releases)]
        return sorted(int(name) for name in names if self._is_ours(name))

    def _gather(
        self, site: Site, record: Deployed, base: Path | None, tell: Tell
    ) -> tuple[int, int]:
        """Put a release together in `incoming`; how many files and bytes had to be copied.

        Args:
            base: a release whose files get one more name where they are the same.
        """
        self._resume(record)
        sent: list[Path] = []
        size = 0
        for path, file in record.files.items():
            tell("files", len(record.files), 1)
            place = self._incoming / path
            if place.is_file() or (base and linked(base / path, place, file.digest)):
                continue
            copied(site.file(path), place, file.digest, self._private / "part")
            sent.append(place)
            size += file.size
        if sent:
            settle(sent, self._private)
        return len(sent), size

    def _resume(self, record: Deployed) -> None:
        """Keep of an unfinished release what is whole and wanted.

        One that has its number was finished and not shown: it is unfinished once more.
        """
        place = self._releases / str(record.sequence)
        if self._is_ours(place.name) and place.is_dir() and not place.is_symlink():
            shutil.rmtree(self._incoming, ignore_errors=True)
            place.replace(self._incoming)
        self._incoming.mkdir(parents=True, exist_ok=True)
        for parent, folders, files in os.walk(self._incoming, topdown=False):
            for name in files:
                path = Path(parent, name)
                file = record.files.get(path.relative_to(self._incoming).as_posix())
                if file is None or digest_of(path) != file.digest:
                    path.unlink()
            for name in folders:
                with suppress(OSError):
                    Path(parent, name).rmdir()

    def _show(self, record: Deployed) -> None:
        """The release gets its name, and the link leads to it; older ones than wanted go."""
        place = self._releases / str(record.sequence)
        if os.path.lexists(place):
            raise Refused(f"'{place}' was not made by this program", "move it away, then publish")
        put(self._record_file(record.sequence), record.to_json())
        self._releases.mkdir(exist_ok=True)
        self._incoming.replace(place)
        flushed(self._releases)
        beside = self._private / "link"
        beside.unlink(missing_ok=True)
        beside.symlink_to(f"{RELEASES}/{record.sequence}")
        beside.replace(self._link)
        flushed(self._folder)
        for number in [n for n in self._numbers() if n <= record.sequence][: -self._keep]:
            self._remove(number)

    def _remove(self, number: int) -> None:
        """Take a release away at once, so that none is ever kept in part, then delete it."""
        doomed = self._private / "gone"
        shutil.rmtree(doomed, ignore_errors=True)
        (self._releases / str(number)).replace(doomed)
        self._record_file(number).unlink()
        shutil.rmtree(doomed)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else publishes into the folder inside the block."""
        with self._telling():
            self._private.mkdir(parents=True, exist_ok=True)
            with held(self._private, wait_seconds=_WAIT_SECONDS, busy="being published to"):
                yield

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """What the system refuses is told as a failure of the target.

        When the disk is full, what cannot be finished makes room for what is served.
        """
        try:
            yield
        except OSError as error:
            hint = "nothing that is served has changed; publish again"
            if error.errno in _FULL:
                shutil.rmtree(self._incoming, ignore_errors=True)
                hint = "nothing that is served has changed; make room, then publish again"
            message = f"cannot write into '{self._folder}': {error.strerror or error}"
            raise TargetFailed(message, hint) from error
        except NotCommitted as error:
            raise TargetFailed(str(error), "publish again") from error


def _unheard(_what: str, _total: int, _done: int) -> None:
    """Nobody watches."""
