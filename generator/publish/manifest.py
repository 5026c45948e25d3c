"""What the generator knows of its own files in an output folder, kept in `site/.friday/`.

`manifest.json` lists the files of the last finished commit. `intent.json` exists while a commit
is under way, and after a crash: it claims the paths that may already have been replaced, so that
the next run recognises its orphans.
"""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from generator.files import Latest
from generator.pages.artefact import Role, is_inside
from generator.publish.failures import OutputRefused, telling

PRIVATE = ".friday"
STAGING = "staging"
VERSION = 2
"""Version 1 did not say what each file is."""


class Record(Struct, frozen=True, array_like=True):
    """A file as it was put into place; a row of the manifest.

    Attributes:
        digest: SHA-256 of its bytes, hex.
        size: in bytes.
        mtime_ns: modification time in nanoseconds, as the file system keeps it.
        role: what it is, which decides when it comes into sight.
    """

    digest: str
    size: int
    mtime_ns: int
    role: Role = Role.PAGE


class _Manifest(Struct, frozen=True):
    version: int
    files: dict[str, Record]


class Intent(Struct, frozen=True):
    """Path to the digests that an interrupted commit may have left there; none for a deletion."""

    claims: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def joined_by(self, claims: Mapping[str, frozenset[str]]) -> Self:
        """Both claims at once: a commit that follows a crash keeps what the crash left open."""
        if not self.claims:
            return replace(self, claims=claims)
        none: frozenset[str] = frozenset()
        paths = self.claims.keys() | claims.keys()
        return replace(
            self, claims={p: self.claims.get(p, none) | claims.get(p, none) for p in sorted(paths)}
        )


def load(site: Path) -> Mapping[str, Record]:
    """Path to record of the last finished commit into `site`; empty when there never was one.

    Paths are relative to `site`, with `/` between their parts.

    Raises:
        OutputRefused: the manifest is damaged, or of another version of this program.
        CommitFailed: it cannot be read.
    """
    content = _content(manifest_file(site))
    if content is None:
        return {}
    try:
        return _LATEST.of(content)
    except ValueError:
        raise _damaged(site) from None


def _read(content: bytes) -> Mapping[str, Record]:
    found = msgspec.json.decode(content, type=_Manifest)
    if found.version not in {1, VERSION} or not all(map(is_ours, found.files)):
        raise ValueError("it is of another version, or names files that cannot be ours")
    return found.files


_LATEST = Latest(_read)  # a build asks twice, and the preview for what it wrote


def listing(site: Path) -> str:
    """Which list of its files the site has: SHA-256, hex, of the manifest; empty without one.

    Raises:
        CommitFailed: it cannot be read.
    """
    file = manifest_file(site)
    with telling(file):
        return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""


def load_intent(site: Path) -> Intent:
    """What an interrupted commit was about to do; nothing when the last one finished.

    An intent that is no JSON claims nothing: intents are whole before a commit touches anything.

    Raises:
        CommitFailed: it cannot be read.
    """
    content = _content(intent_file(site))
    try:
        claims = msgspec.json.decode(content or b"{}", type=dict[str, frozenset[str]])
    except ValueError:
        return Intent()
    return Intent({path: digests for path, digests in claims.items() if is_ours(path)})


def is_ours(path: str) -> bool:
    """Whether a path can be that of a file we made: in the output folder, not in the private one.

    A list that came from elsewhere must not have us delete what lies outside.
    """
    return is_inside(path) and path.partition("/")[0] != PRIVATE


def stage(site: Path, files: Mapping[str, Record]) -> Path:
    """Write the manifest beside the one that holds; moving it there makes it hold.

    It is on the disk when this returns.

    Raises:
        CommitFailed: it cannot be written.
    """
    ordered = dict(sorted(files.items()))
    content = msgspec.json.encode(_Manifest(VERSION, ordered))
    _LATEST.says(content, ordered)
    return _write_beside(manifest_file(site), content)


def save_intent(site: Path, intent: Intent) -> None:
    """Write down what is about to happen; it is on the disk when this returns.

    Raises:
        CommitFailed: it cannot be written.
    """
    claims = {path: sorted(digests) for path, digests in sorted(intent.claims.items())}
    beside = _write_beside(intent_file(site), msgspec.json.encode(claims))
    with telling(intent_file(site)):
        beside.replace(intent_file(site))


def manifest_file(site: Path) -> Path:
    """Where the manifest of this output folder stands."""
    return site / PRIVATE / "manifest.json"


def intent_file(site: Path) -> Path:
    """Where a commit under way says what it is about to do."""
    return site / PRIVATE / "intent.json"


def _content(file: Path) -> bytes | None:
    """What the file holds; None when there is none."""
    with telling(file):
        return file.read_bytes() if os.path.lexists(file) else None


def _damaged(site: Path) -> OutputRefused:
    return OutputRefused(
        f"'{manifest_file(site)}' is damaged or of another version, so the files that this "
        "program made cannot be told from others: empty the folder, or adopt it"
    )


def _write_beside(file: Path, content: bytes) -> Path:
    """Write a file into the staging folder, which the next commit empties if this one crashes.

    It is not `generator.files` that moves it: a commit takes back what it moved (`Swap`).
    """
    beside = file.parent / STAGING / file.name
    with telling(beside), beside.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    return beside
