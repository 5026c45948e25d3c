"""Trees of git, made without a work tree: a file is known by the id that git gives its bytes."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from generator.targets.failures import TargetFailed
from generator.targets.git_tool import Git, lines_of
from generator.targets.record import Site

FILE_MODE = "100644"
_SHA1_LENGTH = 40


class Leaf(Struct, frozen=True):
    """What stands at a path of a tree: its mode and its object id, both as git writes them."""

    mode: str
    oid: str


Tree = Mapping[str, Leaf]


def listed(git: Git, commit: str) -> Tree:
    """Every file of a commit, by path."""
    tree: dict[str, Leaf] = {}
    for row in git.run("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0"):
        if row:
            about, _, path = row.partition(b"\t")
            mode, _, oid = about.decode("ascii").split(" ")
            tree[os.fsdecode(path)] = Leaf(mode, oid)
    return tree


def object_ids(site: Site, hash_name: str) -> Mapping[str, str]:
    """The id that git gives each file of a site.

    Raises:
        TargetFailed: a file does not hold what the site's manifest says.
    """
    found: dict[str, str] = {}
    for path, file in site.files.items():
        content = site.file(path).read_bytes()
        if hashlib.sha256(content).hexdigest() != file.digest:
            message = f"'{site.file(path)}' changed while it was published"
            raise TargetFailed(message, "publish again; nothing else may write into the site")
        whole = hashlib.new(hash_name, b"blob %d\0" % len(content), usedforsecurity=False)
        whole.update(content)
        found[path] = whole.hexdigest()
    return found


def hash_of(git: Git) -> str:
    """Name of the hash that a repository's ids are made with."""
    empty = git.run("hash-object", "-t", "blob", "--stdin", content=b"").decode("ascii").strip()
    return "sha1" if len(empty) == _SHA1_LENGTH else "sha256"


def store(git: Git, files: Iterable[Path]) -> None:
    """Make blobs of files, byte by byte as they are."""
    names = [os.fspath(file.resolve()) for file in files]
    plain = [name for name in names if "\n" not in name]
    if plain:
        git.run("hash-object", "-w", "--no-filters", "--stdin-paths", content=_joined(plain))
    for name in names:
        if "\n" in name:  # a list that is read by lines cannot hold it
            git.run("hash-object", "-w", "--no-filters", "--", name)


def store_bytes(git: Git, content: bytes) -> str:
    """Make a blob of some bytes; its id."""
    made = git.run("hash-object", "-w", "--stdin", content=content)
    return made.decode("ascii").strip()


def write(git: Git, tree: Tree) -> str:
    """Make a tree of files whose blobs are here or on the other side; its id.

    Raises:
        TargetFailed: among others, git takes a path for its own.
    """
    rows = [f"{leaf.mode} {leaf.oid}\t{path}" for path, leaf in sorted(tree.items())]
    git.run("read-tree", "--empty")
    git.run("update-index", "-z", "--index-info", content=lines_of(rows))
    taken = {os.fsdecode(path) for path in git.run("ls-files", "-z").split(b"\0")}
    missing = tree.keys() - taken
    if missing:
        message = f"git does not take a file named '{min(missing)}'"
        raise TargetFailed(message, "give it another name")
    return git.run("write-tree", "--missing-ok").decode("ascii").strip()


def _joined(names: Iterable[str]) -> bytes:
    return b"".join(os.fsencode(name) + b"\n" for name in names)
