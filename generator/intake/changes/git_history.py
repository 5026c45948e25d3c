"""The history of a repository as git tells it: commits, tags, and who goes by which name.

Git is run without a shell. What a repository's own configuration could have it run (a pager, a
file watcher, a program for signatures) is switched off, and it asks no other computer.
"""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

_QUIET = (
    "--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.pager=cat",
    "-c", "log.showSignature=false", "-c", "core.hooksPath=/dev/null",
    "-c", "protocol.allow=never",
)  # fmt: skip
_FIELDS = ("%H", "%as", "%aN", "%aE", "%s", "%B", "%(trailers:only=true,unfold=true)")
_END = "\0"  # no message, name or path of git holds one
_BETWEEN = "\x1f"
_FATAL = "fatal: "
_LONGEST = 300
_ELSEWHERE = frozenset(
    {
        "GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_PREFIX",
        "GIT_EXTERNAL_DIFF", "GIT_REPLACE_REF_BASE", "GIT_GRAFT_FILE", "GIT_SHALLOW_FILE",
        "GIT_TRACE", "GIT_TRACE2", "GIT_TRACE2_EVENT", "GIT_TRACE2_PERF",
    }
)  # fmt: skip
"""Variables that would have git read another repository, as they do inside a hook."""


class NoHistory(Exception):
    """Git does not tell the history that was asked for; the message says why."""


class Commit(Struct, frozen=True):
    """One commit, its author under the name that `.mailmap` gives.

    Attributes:
        digest: 40 or 64 hexadecimal digits.
        day: ISO date of its author.
        message: all of it, the subject first.
        trailers: the lines at its end, one each.
    """

    digest: str
    day: str
    author: str
    mail: str
    subject: str
    message: str
    trailers: str


def commits(repository: Path, since: str, until: str = "HEAD") -> tuple[Commit, ...]:
    """The commits after one revision up to another, oldest first, without merges.

    Raises:
        NoHistory: there is no git, no repository, or no such revision.
    """
    span = f"{_revision(repository, since)}..{_revision(repository, until)}"
    text = _git(
        repository,
        ["log", "-z", "--reverse", "--topo-order", "--no-merges", "--no-color",
         "--no-show-signature", "--use-mailmap", "--encoding=UTF-8",
         f"--format=tformat:{'%x00'.join(_FIELDS)}", span, "--"],
    )  # fmt: skip
    values = text.split(_END)
    size = len(_FIELDS)
    return tuple(Commit(*values[n : n + size]) for n in range(0, len(values) - 1, size))


def tags(repository: Path, since: str) -> tuple[tuple[str, str], ...]:
    """The tags that lead from a revision to HEAD, oldest first, each with its commit.

    Raises:
        NoHistory: as `commits`.
    """
    base = _revision(repository, since)
    text = _git(
        repository,
        ["for-each-ref", "--merged=HEAD", f"--no-merged={base}", "--sort=creatordate",
         "--format=%(refname:short)%1f%(objectname)%1f%(*objectname)", "refs/tags"],
    )  # fmt: skip
    rows = [row.split(_BETWEEN) for row in text.split("\n") if row]
    return tuple((row[0], row[2] or row[1]) for row in rows)


def known_as(repository: Path, names: Sequence[str]) -> Mapping[str, str]:
    """`Name <mail>` of each, by how it was written, as `.mailmap` has them.

    Raises:
        NoHistory: git cannot be run.
    """
    asked = list(dict.fromkeys(name for name in names if "<" in name))
    if not asked:
        return {}
    answer = _git(repository, ["check-mailmap", "--stdin"], "".join(f"{name}\n" for name in asked))
    return dict(zip(asked, answer.split("\n"), strict=False))


def is_tracked(folder: Path) -> bool:
    """Whether a repository keeps anything of a folder; False where there is none."""
    try:
        kept = _git(folder, ["ls-files", "--cached", "-z", "--", "."])
    except NoHistory:
        return False
    return any(name.rpartition("/")[2] != ".gitignore" for name in kept.split(_END) if name)


def _revision(repository: Path, name: str) -> str:
    """The commit that a name means; a name that begins with a dash is no option."""
    wanted = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"]
    try:
        return _git(repository, wanted).strip()
    except NoHistory as error:
        if str(error):
            raise
        raise NoHistory(f"'{name[:_LONGEST]}' is no revision of this repository") from error


def _git(repository: Path, arguments: Sequence[str], given: str = "") -> str:
    own = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    quiet = {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    command = ["git", "-C", str(repository), *_QUIET, *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and names are never options
            command, input=given.encode(), capture_output=True, check=False, env=own | quiet
        )
    except FileNotFoundError as error:
        raise NoHistory("git is not installed") from error
    if done.returncode:
        rows = done.stderr.decode("utf-8", "replace").strip().split("\n")
        said = next((row for row in rows if row.startswith(_FATAL)), rows[-1])
        raise NoHistory(said.removeprefix(_FATAL)[:_LONGEST])
    return done.stdout.decode("utf-8", "replace")
