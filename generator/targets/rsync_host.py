"""A host that is reached by rsync and serves a link.

    /srv/journal/
      current -> releases/12-0a1b2c3d        what the web server serves
      releases/12-0a1b2c3d/                  whole sites; unchanged files are hard links
      releases/13-77aa88bb -> 11-77aa88bb    a rollback shows an older one once more
      .friday/releases/12-0a1b2c3d.json      the record of each, where nobody is served from

A release is sent under a name of its own, which no other content ever has, and shown by sending
one link, which rsync puts into place by renaming. Whatever stops it before leaves what is served
as it was; the next run goes on, or removes what was left.
"""

import hashlib
import os
import re
from pathlib import Path

from msgspec import Struct

from generator.model.target import TargetOptions
from generator.targets.failures import NotConfirmed, Refused, TargetFailed
from generator.targets.means import Means
from generator.targets.record import Deployed, Site, Tell, Travel, gone
from generator.targets.rsync import Remote, Sent, fresh, tree_of
from generator.targets.rsync_in_place import InPlaceTarget

CURRENT = "current"
_RELEASES = "releases"
_RECORDS = ".friday/releases"
_NAME = re.compile(r"(?P<sequence>[1-9][0-9]{0,8})-(?P<digest>[0-9a-f]{8})")
_WANTED = (
    f"+ /{CURRENT}",
    f"- /{CURRENT}/**",
    f"+ /{_RELEASES}/",
    f"+ /{_RELEASES}/*",
    f"- /{_RELEASES}/*/**",
    "+ /.friday/",
    f"+ /{_RECORDS}/",
    f"+ /{_RECORDS}/*.json",
    "- *",
)
_MODES = ("--perms", "--chmod=D755,F644")


def rsync_target(options: TargetOptions, means: Means) -> "RsyncTarget | InPlaceTarget":
    """The target for a host: with releases and a link, or in place where that cannot be.

    Raises:
        Refused: there is no rsync here.
    """
    return InPlaceTarget(options, means) if options.in_place else RsyncTarget(options, means)


class _There(Struct, frozen=True):
    """What stands on the host, as it was brought here.

    Attributes:
        folder: holds the link, an empty folder or a link for each release, and the records.
        shown: name of the release that is served; empty if there is none of ours.
    """

    folder: Path
    shown: str

    @property
    def sequence(self) -> int:
        return _sequence(self.shown) if self.shown else 0

    def record(self, name: str) -> Deployed:
        """The record of a release that has one."""
        file = self.folder / _RECORDS / f"{name}.json"
        return Deployed.from_json(file.read_bytes(), f"{_RECORDS}/{name}.json")

    def kept(self) -> list[str]:
        """Names of the releases that have a record and something to serve, oldest first."""
        names = [file.stem for file in (self.folder / _RECORDS).glob("*.json")]
        there = [name for name in names if _NAME.fullmatch(name) and self._stands(name)]
        return sorted(there, key=lambda name: (_sequence(name), name))

    def releases(self) -> list[str]:
        """Names of all releases, finished or not."""
        folder = self.folder / _RELEASES
        names = [place.name for place in folder.iterdir()] if folder.is_dir() else []
        return sorted(name for name in names if _NAME.fullmatch(name))

    def real(self, name: str) -> str:
        """The release that holds the files: another one, after a rollback."""
        place = self.folder / _RELEASES / name
        other = place.readlink().name if place.is_symlink() else ""
        return other if _NAME.fullmatch(other) else name

    def _stands(self, name: str) -> bool:
        return (self.folder / _RELEASES / name).is_dir()


class RsyncTarget:
    """Releases on a host, and a link to the one that is served."""

    def __init__(self, options: TargetOptions, means: Means) -> None:
        self._remote = Remote(options, means)
        self._private = means.private
        self._keep = options.keep
        self._adopt = means.adopt
        self._sent = ""

    def load(self) -> Deployed | None:
        """The record of the release that `current` leads to."""
        there = self._there()
        return there.record(there.shown) if there.shown else None

    def deploy(self, site: Site, record: Deployed, tell: Tell) -> Travel:
        """Send the release beside the others, then show it."""
        there = self._there()
        self._refuse_other(there, record)
        tree = tree_of(site, self._private / "site")
        name = _name_of(record)
        old = there.record(there.shown).files if there.shown else {}
        self._make_folders(there)
        base = [f"--link-dest=../{there.real(there.shown)}"] if there.shown else []
        options = ("--recursive", "--checksum", "--delete", *_MODES, *base)
        sent = self._remote.send(f"{tree}/", *options, to=f"{_RELEASES}/{name}/")
        tell("files", len(site.files), len(site.files))
        self._sent = name
        self._show(there, name, record)
        return Travel(sent.files, sent.bytes, len(gone(site.files, old)))

    def confirm(self, record: Deployed) -> None:
        """See where the link leads, and compare what is behind it; all bytes, if just sent."""
        name = _name_of(record)
        there = self._there()
        if there.shown != name or there.record(name).to_json() != record.to_json():
            message = f"'{self._remote.name}/{CURRENT}' does not lead to the new release"
            raise NotConfirmed(message, "publish again")
        if self._sent == name:
            other = self._remote.differs(self._private / "site", f"{CURRENT}/")
        else:
            other = self._remote.missing(f"{CURRENT}/", record.files)
        if other:
            message = f"'{other}' is not what was sent"
            raise NotConfirmed(message, "see whether the host follows links; publish again")

    def rollback(self, steps: int) -> Deployed:
        """Show an older release once more, by a link; nothing travels."""
        there = self._there()
        kept = [name for name in there.kept() if _sequence(name) < there.sequence]
        if not there.shown or steps > len(kept):
            message = f"there is no release {steps} before this one; {len(kept)} are kept"
            raise Refused(message, "see 'keep' in friday.yaml")
        older = kept[-steps]
        record = there.record(there.shown).brought_back(there.record(older))
        link = fresh(self._private / "link") / _name_of(record)
        link.symlink_to(there.real(older))
        self._remote.send(link, to=f"{_RELEASES}/")
        self._show(there, link.name, record)
        return record

    def _there(self) -> _There:
        folder = self._private / "there"
        self._remote.fetch(folder, _WANTED)
        link = folder / CURRENT
        if not os.path.lexists(link):
            return _There(folder, "")
        way, _, name = str(link.readlink() if link.is_symlink() else "").partition("/")
        if way == _RELEASES and name in (there := _There(folder, name)).kept():
            return there
        if link.is_symlink() and self._adopt:
            return _There(folder, "")
        cure = (
            "--adopt replaces it" if link.is_symlink() else "move it away, or say 'in_place: yes'"
        )
        raise Refused(f"'{self._remote.name}/{CURRENT}' was not made by this program", cure)

    def _refuse_other(self, there: _There, record: Deployed) -> None:
        if record.sequence != there.sequence + 1:
            message = f"somebody else published to '{self._remote.name}' meanwhile"
            raise TargetFailed(message, "publish again")

    def _make_folders(self, there: _There) -> None:
        """The folders that releases and records go into."""
        if (there.folder / _RECORDS).is_dir() and (there.folder / _RELEASES).is_dir():
            return
        skeleton = fresh(self._private / "skeleton")
        for name in (_RELEASES, _RECORDS):
            (skeleton / name).mkdir(parents=True)
        self._remote.send(f"{skeleton}/", "--recursive")

    def _show(self, before: _There, name: str, record: Deployed) -> Sent:
        """Write the record, and have the link lead to the release; older ones than wanted go."""
        records = fresh(self._private / "record")
        (records / f"{name}.json").write_bytes(record.to_json())
        self._remote.send(f"{records}/", "--recursive", "--checksum", to=f"{_RECORDS}/")
        now = self._there()
        if now.shown != before.shown:
            self._refuse_other(now, record)
        link = fresh(self._private / "link") / CURRENT
        link.symlink_to(f"{_RELEASES}/{name}")
        sent = self._remote.send(link)
        self._forget(now, name)
        return sent

    def _forget(self, there: _There, shown: str) -> None:
        """Remove releases that are older than wanted, and what was never finished."""
        past = [name for name in there.kept() if _sequence(name) <= _sequence(shown)]
        kept = {*past[-self._keep :], shown}
        contents = {_digest(name) for name in kept}  # what links lead to stays with them
        old = [
            name
            for name in there.releases()
            if _sequence(name) <= _sequence(shown) and _digest(name) not in contents
        ]
        if old:
            empty = fresh(self._private / "empty")
            every = [
                f"/{name}{rest}" for name in old for rest in ("", "/***")
            ]  # a link has no rest
            self._remove(empty, every, _RELEASES)
            self._remove(empty, [f"/{name}.json" for name in old], _RECORDS)

    def _remove(self, empty: Path, patterns: list[str], folder: str) -> None:
        """Have rsync delete what an empty folder has not, of these patterns alone."""
        rules = [f"--filter=R {pattern}" for pattern in patterns]
        self._remote.send(
            f"{empty}/", "--recursive", "--delete", *rules, "--filter=P *", to=f"{folder}/"
        )


def _name_of(record: Deployed) -> str:
    """The release's name: its number, and what tells its files from any others."""
    files = "\n".join(f"{file.digest} {path}" for path, file in sorted(record.files.items()))
    return f"{record.sequence}-{hashlib.sha256(files.encode()).hexdigest()[:8]}"


def _sequence(name: str) -> int:
    return int(name.partition("-")[0])


def _digest(name: str) -> str:
    return name.partition("-")[2]
