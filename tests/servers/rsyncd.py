"""A real rsync daemon with one module, `journal`, that may be written to."""

import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.running import HOST, program, running

MODULE = "journal"


@dataclass(frozen=True, slots=True)
class Rsyncd:
    """A running daemon.

    Attributes:
        address: `rsync://` and so on, of the module.
        module: the folder behind it.
        log: what it wrote: every file that it got, with its size.
    """

    address: str
    module: Path
    log: Path


@contextmanager
def rsyncd(folder: Path, *, most_kilobytes: int = 0, options: str = "") -> Iterator[Rsyncd]:
    """Run an rsync daemon while the block runs.

    Args:
        folder: a folder for its configuration, its log and its module.
        most_kilobytes: no file may become larger, as when a disk is full; 0 for any size.
        options: lines for the module's configuration, instead of `read only = no`.
    """
    module, config, log = folder / MODULE, folder / "rsyncd.conf", folder / "rsyncd.log"
    module.mkdir(parents=True, exist_ok=True)
    rights = f"uid = {os.getuid()}\ngid = {os.getgid()}\n" if os.getuid() == 0 else ""
    config.write_text(
        f"use chroot = no\nmunge symlinks = no\nreverse lookup = no\n{rights}log file = {log}\n"
        "transfer logging = yes\nlog format = %o %l %f\n"
        f"[{MODULE}]\npath = {module}\n{options or 'read only = no'}\n"
    )
    words = (program("rsync"), "--daemon", "--no-detach", f"--config={config}")
    limit = f"trap '' XFSZ; ulimit -f {2 * most_kilobytes}; " if most_kilobytes else ""

    def command(port: int) -> tuple[str, ...]:
        line = shlex.join((*words, f"--address={HOST}", f"--port={port}"))
        return ("/bin/sh", "-c", f"{limit}exec {line}")

    with running(command, folder / "rsyncd.out") as port:
        yield Rsyncd(f"rsync://{HOST}:{port}/{MODULE}", module, log)
