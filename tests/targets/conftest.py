"""The servers that targets are tested with; each test has a place of its own on them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.rsyncd import Rsyncd, rsyncd
from tests.servers.s3 import ENVIRONMENT, S3, s3
from tests.servers.sshd import Sshd, sshd


@pytest.fixture(scope="module")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3]:
    """An S3-compatible server, in a process of its own."""
    with s3(tmp_path_factory.mktemp("s3")) as server:
        yield server


@pytest.fixture
def storage(s3_server: S3, monkeypatch: pytest.MonkeyPatch) -> S3:
    """The same, with credentials in the environment, and nothing refused."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    s3_server.forget()
    return s3_server


@pytest.fixture(scope="module")
def ssh_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    """An sshd that lets whoever runs the tests in."""
    with sshd(tmp_path_factory.mktemp("ssh")) as server:
        yield server


@pytest.fixture
def rsync_server(tmp_path: Path) -> Iterator[Rsyncd]:
    """An rsync daemon with an empty module."""
    with rsyncd(tmp_path / "rsyncd") as server:
        yield server
