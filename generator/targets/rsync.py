"""A folder of another machine, reached by rsync: the one place that runs it.

How the machine is reached is the user's own business: ssh and its configuration, `RSYNC_RSH`,
`RSYNC_PASSWORD`. Nobody is asked anything: there may be nobody.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from generator.model.target import TargetOptions
from generator.targets.failures import Refused, TargetFailed
from generator.targets.files import changed_meanwhile, digest_of
from generator.targets.means import Means
from generator.targets.record import File, Site

_CONNECT_SECONDS = 20
_STALLED_SECONDS = 60
_SSH = f"ssh -o BatchMode=yes -o ConnectTimeout={_CONNECT_SECONDS}"
_ALWAYS = (
    "-s",  # "secluded": no shell over there takes names for words of its own
    "--no-human-readable",
    f"--timeout={_STALLED_SECONDS}",
)
_PARTLY = 23  # rsync(1), "Exit Values"
_NOT_THERE = re.compile(r"(?:link_stat|change_dir) .* failed: .*\(2\)")
_NEED = "install it (Debian, Ubuntu: apt-get install rsync; macOS: brew install rsync)"
_AGAIN = "publish again; it goes on where it stopped"
_LINES = 6  # of what rsync says, when it fails

_FILES = re.compile(r"^Number of regular files transferred: (\d+)", re.MULTILINE)
_ROW = re.compile(r"-\S+ +(?P<size>[0-9,]+) \S+ \S+ (?P<path>.+)")
_ESCAPE = re.compile(rb"\\#([0-3][0-7]{2})")
_BYTES = re.compile(r"^Literal data: (\d+)", re.MULTILINE)


class Sent(Struct, frozen=True):
    """What rsync counted: files, and bytes of them, that went over."""

    files: int = 0
    bytes: int = 0


class _Answer(Struct, frozen=True):
    code: int
    out: str
    err: str


class Remote:
    """The folder of a target on another machine.

    Every method raises `TargetFailed` when rsync does.

    Raises:
        Refused: there is no rsync here.
    """

    def __init__(self, options: TargetOptions, means: Means) -> None:
        self.name = means.masked(options.place)
        self._base = options.place.rstrip("/") + "/"
        self._masked = means.masked
        self._environ = {**means.environ, "LC_ALL": "C", "SSH_ASKPASS_REQUIRE": "never"}
        found = shutil.which("rsync", path=self._environ.get("PATH", os.defpath))
        if found is None:
            raise Refused("this target needs the program rsync, which is not here", _NEED)
        self._command = (found, *_ALWAYS, *self._way())

    def fetch(self, folder: Path, filters: Iterable[str]) -> None:
        """Bring what the filters include into an empty folder; nothing, if there is nothing."""
        fresh(folder)
        rules = [f"--filter={rule}" for rule in filters]
        answer = self._run("--recursive", "--links", *rules, "--", self._base, f"{folder}/")
        errors = [line for line in answer.err.splitlines() if " failed: " in line]
        if answer.code == _PARTLY and errors and all(map(_NOT_THERE.search, errors)):
            return
        self._check(answer)

    def names(self) -> list[str]:
        """What stands in the folder; nothing, if there is no folder."""
        answer = self._run("--list-only", "--", self._base)
        if answer.code == _PARTLY and _NOT_THERE.search(answer.err):
            return []
        self._check(answer)
        rows = [line.split(maxsplit=4) for line in answer.out.splitlines()]
        return [row[4] for row in rows if len(row) > 4 and row[4] != "."]  # noqa: PLR2004

    def send(self, source: Path | str, *options: str, to: str = "") -> Sent:
        """Send a folder's content (its path ends with `/`) or one file to a folder below."""
        return self._sent("--links", *options, "--stats", "--", str(source), self._base + to)

    def differs(self, source: Path, to: str, *options: str) -> str:
        """The first file that differs between a folder here and one there, all bytes compared.

        Args:
            options: what to compare, if not the whole folders.
        """
        what = options or ("--recursive", "--delete")
        way = ("--checksum", "--dry-run", "--out-format=%n")
        answer = self._run(*what, *way, "--", f"{source}/", self._base + to)
        self._check(answer)
        # folders are named when their time differs, which is not compared
        lines = (line for line in answer.out.splitlines() if not line.endswith("/"))
        return next(lines, "")

    def missing(self, to: str, files: Mapping[str, File]) -> str:
        """The first of these files that is not in a folder there, or has another size."""
        answer = self._run("--recursive", "--list-only", "--", self._base + to)
        self._check(answer)
        rows = map(_ROW.fullmatch, answer.out.splitlines())
        there = {_plain(row["path"]): int(row["size"].replace(",", "")) for row in rows if row}
        return next((path for path, file in files.items() if there.get(path) != file.size), "")

    def _sent(self, *words: str) -> Sent:
        answer = self._run(*words)
        self._check(answer)
        files, size = _FILES.search(answer.out), _BYTES.search(answer.out)
        return Sent(int(files[1]) if files else 0, int(size[1]) if size else 0)

    def _way(self) -> tuple[str, ...]:
        if self._base.startswith("rsync://") or "::" in self._base:
            return (f"--contimeout={_CONNECT_SECONDS}",)
        return () if self._environ.get("RSYNC_RSH") else (f"--rsh={_SSH}",)

    def _run(self, *words: str) -> _Answer:
        """What rsync says; it has no terminal, so that nothing can ask there."""
        done = subprocess.run(  # noqa: S603 - a list of words, no shell
            (*self._command, *words),
            env=self._environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            start_new_session=True,
        )
        out, err = (part.decode(errors="replace") for part in (done.stdout, done.stderr))
        return _Answer(done.returncode, out, err)

    def _check(self, answer: _Answer) -> None:
        if answer.code:
            said = answer.err.strip().splitlines()[:_LINES] or [f"exit code {answer.code}"]
            text = self._masked("\n".join(said))
            raise TargetFailed(f"rsync to '{self.name}' failed: {text}", _AGAIN)


def _plain(name: str) -> str:
    r"""A name without the escapes that rsync writes for what cannot be printed: `\#123`, octal."""
    content = name.encode()
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 8)]), content).decode(errors="replace")


def fresh(folder: Path) -> Path:
    """An empty folder of that name."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def tree_of(site: Site, folder: Path) -> Path:
    """A folder with the site's files and no others; they are the same files, if that can be.

    A build that follows gives the site new files, and leaves these as they are.

    Raises:
        TargetFailed: a file is not what the site's manifest says, or the disk is full.
    """
    try:
        fresh(folder)
        for path, file in site.files.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            link_or_copy(site.file(path), place)
            if digest_of(place) != file.digest:
                raise changed_meanwhile(site.file(path))
    except OSError as error:
        reason = error.strerror or str(error)
        raise TargetFailed(f"cannot write into '{folder}': {reason}", _AGAIN) from error
    return folder


def link_or_copy(source: Path, place: Path) -> None:
    """Give a file a second name, or copy it where that cannot be."""
    try:
        os.link(source, place)
    except OSError:
        shutil.copyfile(source, place)


def list_of(paths: Iterable[str], file: Path) -> str:
    """The option that makes rsync take paths from a list, whatever letters they have."""
    file.write_bytes(b"".join(path.encode() + b"\0" for path in paths))
    return f"--files-from={file}"


def total(sent: Iterable[Sent]) -> Sent:
    """All of it together."""
    every = list(sent)
    return Sent(sum(one.files for one in every), sum(one.bytes for one in every))


def escaped(path: str) -> str:
    """A path as a pattern of rsync's that means this path alone (rsync(1), "PATTERN MATCHING")."""
    special = any(letter in path for letter in "*?[")
    return re.sub(r"([*?\[])", r"\\\1", path) if special else path
