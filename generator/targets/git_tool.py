"""The program git, in a repository of our own that no work tree belongs to.

What the user's git is told of the journal's own repository is not touched: neither its index nor
its work tree, nor its hooks, are known here. How to sign in is the user's own configuration.
"""

import os
import re
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from generator.files import put
from generator.targets.failures import TargetFailed
from generator.targets.means import Means

NETWORK_SECONDS = 900.0
_LOCAL_SECONDS = 300.0
_MOST_LINES = 12

# What a caller such as a hook of git may have set for another repository, and what tells secrets.
_FOREIGN = re.compile(
    r"GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|NAMESPACE|PREFIX"
    r"|COMMON_DIR|QUARANTINE_PATH|CEILING_DIRECTORIES|SHALLOW_FILE|TRACE\w*|CURL_VERBOSE"
    r"|REFLOG_ACTION|AUTHOR_\w+|COMMITTER_\w+|LITERAL_PATHSPECS|REPLACE_REF_BASE)"
)
_SETTINGS = (
    f"core.hooksPath={os.devnull}",
    "core.autocrlf=false",
    "core.quotePath=true",
    "gc.autoDetach=false",
    "maintenance.autoDetach=false",
    "push.gpgSign=false",
    "push.recurseSubmodules=no",
    "fetch.recurseSubmodules=false",
    "advice.detachedHead=false",
    "init.defaultBranch=main",
)
_SIGN_IN = re.compile(
    r"(?i)authentication failed|permission denied|could not read (?:user|pass)|prompts disabled"
    r"|host key verification failed|access denied|403"
)
_NO_WAY = re.compile(r"(?i)could not resolve|timed out|connection re|unable to access|unreachable")


class Git:
    """Runs git in `folder`, which is made when missing.

    Args:
        url: address of the remote repository.

    Every method raises `TargetFailed` with git's own words, masked.
    """

    def __init__(self, folder: Path, url: str, means: Means) -> None:
        self._folder = folder.resolve()
        self._url = url
        self._means = means
        self._environ = {
            **{k: v for k, v in means.environ.items() if not _FOREIGN.fullmatch(k)},
            "GIT_DIR": str(self._folder),
            "GIT_INDEX_FILE": str(self._folder / "friday-index"),
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",
            "GIT_OPTIONAL_LOCKS": "0",
            "LC_ALL": "C",
        }
        if not {"GIT_SSH_COMMAND", "GIT_SSH"} & self._environ.keys() and not self._has_ssh():
            self._environ["GIT_SSH_COMMAND"] = "ssh -o BatchMode=yes -o ConnectTimeout=20"

    def prepare(self) -> None:
        """Make the repository, and let it know the remote one."""
        if not (self._folder / "HEAD").is_file():
            self._folder.mkdir(parents=True, exist_ok=True)
            self.run("init", "--quiet", "--bare", str(self._folder))
        for lock in ("friday-index", "friday-index.lock"):
            (self._folder / lock).unlink(missing_ok=True)
        self.run("config", "remote.origin.url", self._url)
        self.run("config", "gc.pruneExpire", "2.weeks.ago")

    def cut(self, commit: str) -> None:
        """Have git take a commit without parents for the edge of a shallow history.

        Only then does a push of one that is not its child leave out the blobs that both have: for
        a shallow history git looks at all trees that the other side has (`send-pack --shallow`,
        `rev-list --objects-edge-aggressive`).
        """
        file = self._folder / "shallow"
        known = file.read_text(encoding="ascii").split() if file.is_file() else []
        if commit not in known:
            put(file, "".join(f"{each}\n" for each in (*known, commit)).encode("ascii"))

    def run(
        self,
        *arguments: str,
        content: bytes = b"",
        seconds: float = _LOCAL_SECONDS,
        more: Mapping[str, str] | None = None,
    ) -> bytes:
        """What git prints, given some bytes to read."""
        code, out, err = self.attempt(*arguments, content=content, seconds=seconds, more=more)
        if code != 0:
            raise self.failure(arguments[0], err)
        return out

    def attempt(
        self,
        *arguments: str,
        content: bytes = b"",
        seconds: float = _LOCAL_SECONDS,
        more: Mapping[str, str] | None = None,
    ) -> tuple[int, bytes, str]:
        """The exit code of git, what it prints, and what it complains of."""
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        try:
            process = subprocess.Popen(  # noqa: S603 - a list of arguments, and no shell
                ["git", *settings, *arguments],  # noqa: S607 - the user's own git
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env={**self._environ, **(more or {})},
                cwd=self._folder,
                start_new_session=True,
            )
        except OSError as error:
            message = f"git cannot be started: {error.strerror or error}"
            raise TargetFailed(message, "install git") from error
        try:
            out, err = process.communicate(content, timeout=seconds)
        except BaseException as error:
            _end(process)
            if isinstance(error, subprocess.TimeoutExpired):
                message = f"git {arguments[0]} did not finish within {seconds:.0f} seconds"
                raise TargetFailed(message, "publish again") from error
            raise
        return process.returncode, out, err.decode("utf-8", "replace")

    def failure(self, what: str, said: str) -> TargetFailed:
        """The failure of a command, in git's own words."""
        lines = [line for line in self._means.masked(said).splitlines() if line.strip()]
        hint = "publish again"
        if _SIGN_IN.search(said):
            hint = "git has to sign in without being asked: an ssh key, or a credential helper"
        elif _NO_WAY.search(said):
            hint = "the repository cannot be reached now; publish again later"
        words = "\n".join(lines[-_MOST_LINES:]) or "it gives no reason"
        return TargetFailed(f"git {what} failed: {words}", hint)

    def _has_ssh(self) -> bool:
        """Whether the user has told git how to call ssh."""
        with suppress(OSError):
            done = subprocess.run(
                ["git", "config", "--get", "core.sshCommand"],  # noqa: S607 - the user's own git
                env={k: v for k, v in self._environ.items() if k != "GIT_DIR"},
                cwd=self._means.project,
                capture_output=True,
                check=False,
            )
            return done.returncode == 0
        return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """End git and the programs that it started; they are a group of their own."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.communicate()


def address(value: str, project: Path) -> str:
    """The address of a repository as git takes it; a path is relative to the project."""
    is_path = "://" not in value and not re.match(r"[^/\\]{2,}:", value)
    return str((project / value).resolve()) if is_path else value


def lines_of(parts: Sequence[str]) -> bytes:
    """Records for git's `-z` options: each ends with a NUL."""
    return b"".join(os.fsencode(part) + b"\0" for part in parts)
