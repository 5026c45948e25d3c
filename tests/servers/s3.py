"""An S3-compatible server (moto's) as its own process, with a wire that can be cut.

Between client and server stands a layer that counts what comes in and, when told, refuses the n-th
write, with or without having done it.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.request import Request, urlopen

from tests.servers.running import HOST, running

ENVIRONMENT: Mapping[str, str] = {
    "AWS_ACCESS_KEY_ID": "testing-key",
    "AWS_SECRET_ACCESS_KEY": "testing-secret-never-printed",
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_DEFAULT_REGION": "us-east-1",
}
"""What a publisher's environment has; nothing of the machine's own configuration is asked."""

_NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Call:
    """A request that came in: what it did, to which key, with how many bytes, and the answer."""

    method: str
    key: str
    size: int
    is_copy: bool
    status: int


@dataclass(frozen=True, slots=True)
class S3:
    """A running server."""

    endpoint: str

    def new_bucket(self) -> str:
        """The name of a new, empty bucket."""
        name = f"journal-{next(_NUMBERS)}"
        self._ask("PUT", f"/{name}")
        return name

    def calls(self, bucket: str) -> tuple[Call, ...]:
        """What came in for a bucket since the last `forget`, in order."""
        rows: list[list[object]] = json.loads(self._ask("GET", "/.tests/calls"))
        return tuple(
            Call(
                str(m),
                str(path).removeprefix(f"/{bucket}").lstrip("/"),
                int(str(size)),
                bool(c),
                int(str(status)),
            )
            for m, path, size, c, status in rows
            if str(path).split("/")[1] == bucket
        )

    def forget(self) -> None:
        """Begin to count anew, and refuse nothing."""
        self._ask("POST", "/.tests/forget")

    def refuse(self, first: int, *, status: int = 403, delay: float = 0.0) -> None:
        """From the `first` write on (counted from 1, from now) answer with this status.

        Args:
            status: 403 as when a key is withdrawn, 507 as when a disk is full, 0 to hang up.
            delay: seconds that each refused write waits before its answer.
        """
        self._ask("POST", f"/.tests/refuse?first={first}&status={status}&delay={delay}")

    def know_no_conditions(self) -> None:
        """Answer 501 to `If-Match` and `If-None-Match`, as some services do."""
        self._ask("POST", "/.tests/plain")

    def _ask(self, method: str, path: str) -> bytes:
        with urlopen(Request(f"{self.endpoint}{path}", method=method), timeout=30) as answer:  # noqa: S310 (our own)
            body: bytes = answer.read()
        return body


@contextmanager
def s3(folder: Path) -> Iterator[S3]:
    """Run a server while the block runs; its log is in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    script = Path(__file__).with_name("s3_process.py")
    with running(
        lambda port: (sys.executable, "-W", "ignore", str(script), str(port)),
        folder / "s3.log",
        ENVIRONMENT,
    ) as port:
        yield S3(f"http://{HOST}:{port}")
