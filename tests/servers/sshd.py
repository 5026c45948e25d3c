"""A real sshd, whose only user is whoever runs the tests, with a key made for the occasion.

It runs as an ordinary user as well as as root: no PAM, no file modes checked (pytest's folders are
its own), keys and configuration in a folder of the test.
"""

import getpass
import os
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.running import HOST, program, running

# Where sshd's helper without rights lives; sshd of root does not start without it.
EMPTY_FOLDER = Path("/run/sshd")


@dataclass(frozen=True, slots=True)
class Sshd:
    """A running sshd.

    Attributes:
        rsh: the `ssh` command that gets in, as `GIT_SSH_COMMAND` and `RSYNC_RSH` want it.
        user: who is let in.
        config: the client's configuration, for `ssh -F`.
        log: what the server wrote.
    """

    port: int
    rsh: str
    user: str
    config: Path
    log: Path

    @property
    def address(self) -> str:
        """`user@host`, as programs that speak over ssh want it."""
        return f"{self.user}@{HOST}"


@contextmanager
def sshd(folder: Path, *, forced: str = "") -> Iterator[Sshd]:
    """Run an sshd while the block runs.

    Args:
        folder: an empty or new folder for its keys, its configuration and its log.
        forced: a shell command that runs instead of what is asked for, which it finds in
            `$SSH_ORIGINAL_COMMAND`: for lines that break, and disks that fill.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("host_key", "user_key"):
        _make_key(folder / name)
    (folder / "authorized_keys").write_text((folder / "user_key.pub").read_text())
    server, client, log = folder / "sshd_config", folder / "ssh_config", folder / "sshd.log"
    server.write_text(_server_config(folder, forced))
    if os.getuid() == 0:
        EMPTY_FOLDER.mkdir(mode=0o755, parents=True, exist_ok=True)
    daemon = program("sshd")
    with running(
        lambda port: (daemon, "-D", "-e", "-f", str(server), "-p", str(port)), log
    ) as port:
        client.write_text(_client_config(folder, port))
        rsh = shlex.join((program("ssh"), "-F", str(client)))
        yield Sshd(port, rsh, getpass.getuser(), client, log)


def _make_key(file: Path) -> None:
    subprocess.run(
        (program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-C", "tests", "-f", str(file)),
        check=True,
    )


def _server_config(folder: Path, forced: str) -> str:
    lines = [
        f"ListenAddress {HOST}",
        f"HostKey {folder}/host_key",
        f"AuthorizedKeysFile {folder}/authorized_keys",
        "PidFile none",
        "StrictModes no",
        "UsePAM no",
        "PasswordAuthentication no",
        "KbdInteractiveAuthentication no",
        "PermitRootLogin prohibit-password",
        "MaxStartups 100",
        "LogLevel VERBOSE",
    ]
    return "\n".join([*lines, *([f"ForceCommand {forced}"] if forced else []), ""])


def _client_config(folder: Path, port: int) -> str:
    """Nothing of the user's own configuration, agent or known hosts is asked."""
    host_key = (folder / "host_key.pub").read_text()
    (folder / "known_hosts").write_text(f"[{HOST}]:{port} {host_key}")
    lines = (
        f"Port {port}",
        f"IdentityFile {folder}/user_key",
        "IdentitiesOnly yes",
        "IdentityAgent none",
        f"UserKnownHostsFile {folder}/known_hosts",
        "GlobalKnownHostsFile none",
        "StrictHostKeyChecking yes",
        "BatchMode yes",
        "KexAlgorithms curve25519-sha256",  # half the time of what is proof against tomorrow
    )
    return "\n".join([*lines, ""])
