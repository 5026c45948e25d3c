"""Fetching the authors' changes with git, in a checkout that nobody works in."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from generator.targets.means import masked

TIMEOUT_SECONDS = 120.0
# Nobody is there to be asked for a password or about an unknown host.
QUIET: Mapping[str, str] = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_SSH_COMMAND": "ssh -o BatchMode=yes -o ConnectTimeout=30",
    "LC_ALL": "C.UTF-8",
}


def pull(
    project: Path, environ: Mapping[str, str], timeout_seconds: float = TIMEOUT_SECONDS
) -> str:
    """Bring the checkout up to the branch that it follows, if that only goes forward.

    Args:
        environ: environment variables; credentials are there, or in git's own files.

    Returns:
        What went wrong, in git's own words without secrets; empty if nothing did.
    """
    command = ("git", "-C", str(project), "pull", "--ff-only", "--quiet", "--no-rebase")
    environment = {**QUIET, **environ, "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(  # noqa: S603 - our own words and a folder, no shell
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=timeout_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"git did not answer within {timeout_seconds:.0f} s"
    except OSError as error:
        return f"git cannot be run: {error.strerror}"
    return "" if done.returncode == 0 else masked(done.stderr.strip(), environ)
