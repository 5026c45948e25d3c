"""Child processes that meet a bad end, at a chosen step of their work on the disk."""

import errno
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

# What Python tells an audit hook before it asks the system for it.
STEPS = frozenset({"open", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir"})
FAILED = 17


def killed_at(step: int) -> Callable[[], None]:
    """Die as from `kill -9` before this step, counted from 1."""
    return at(step, lambda: os.kill(os.getpid(), signal.SIGKILL))


def refused_at(step: int) -> Callable[[], None]:
    """Find the disk full at this step."""

    def refuse() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return at(step, refuse)


def interrupted_at(step: int) -> Callable[[], None]:
    """Have Ctrl-C pressed before this step."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    return at(step, interrupt)


def at(step: int, end: Callable[[], object]) -> Callable[[], None]:
    def arrange() -> None:
        taken = 0

        def count(event: str, _arguments: object) -> None:
            nonlocal taken
            if event in STEPS:
                taken += 1
                if taken == step:
                    end()

        sys.addaudithook(count)

    return arrange


def child(arrange: Callable[[], None], work: Callable[[], object]) -> int:
    """How a child that works ends: 0, `FAILED` if it raises, minus the signal if killed."""
    pid = os.fork()
    if pid == 0:
        code = FAILED
        try:
            arrange()
            work()
            code = 0
        except BaseException:  # noqa: BLE001 - whatever it was is shown, and told by the code
            traceback.print_exc()
        finally:
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


@contextmanager
def folder_for_all() -> Iterator[Path]:
    """An empty folder that every user can reach, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def be_nobody() -> None:
    """Lose the rights of root, for whom nothing is forbidden."""
    if os.getuid() == 0:
        os.setuid(65534)
