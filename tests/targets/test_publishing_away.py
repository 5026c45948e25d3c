"""The whole of `friday publish` to places that are served while they are published to."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import boto3
import pytest

from generator.build.beginning import configuration
from generator.build.edition import Options
from generator.targets.publishing import What, rolled_back
from tests.children import child
from tests.servers.rsyncd import rsyncd
from tests.servers.s3 import S3
from tests.targets.publishes import Seen, diary, environ, journal, published, put, seen

EDIT = {"content/diaries/second.md": diary("Second week", "2026-05-08 17:00", "Better.")}
UNDONE = {"content/diaries/second.md": diary("Second week", "2026-05-08 17:00")}


@dataclass(frozen=True)
class Away:
    """A project, and what readers get of it.

    Attributes:
        is_whole: whether readers get all of a site at once.
        begins: whether what Python tells an audit hook is that a step of a publish begins.
    """

    project: Path
    readers: Callable[[], Seen]
    begins: Callable[[str, tuple[object, ...]], bool]
    is_whole: bool = False

    def crash(self, at: str, step: int) -> int:
        """How a publish ends that is killed at a step; 0 if it had fewer."""
        return child(killed(self.begins, step), partial(published, self.project, at))


def sends(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether an object is being sent."""
    words = arguments[1] if event == "http.client.send" else b""
    return isinstance(words, bytes) and words.startswith(b"PUT") and b"copy-source" not in words


def runs(event: str, _arguments: tuple[object, ...]) -> bool:
    """Whether another program is being run."""
    return event == "subprocess.Popen"


def killed(begins: Callable[[str, tuple[object, ...]], bool], step: int) -> Callable[[], None]:
    """Die as from `kill -9` when this step begins, counted from 1."""

    def arrange() -> None:
        steps = 0

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal steps
            if not begins(event, arguments):
                return
            steps += 1
            if steps == step:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)

    return arrange


@contextmanager
def bucket(folder: Path, storage: S3) -> Iterator[Away]:
    name = storage.new_bucket()
    where = f"{{s3: {name}, endpoint: '{storage.endpoint}', prefix: journal}}"
    client = boto3.client("s3", endpoint_url=storage.endpoint)

    def readers() -> Seen:
        rows = client.list_objects_v2(Bucket=name)["Contents"]
        keys = [row["Key"] for row in rows if ".friday" not in row["Key"]]
        return {
            key.removeprefix("journal/"): client.get_object(Bucket=name, Key=key)["Body"].read()
            for key in keys
        }

    yield Away(journal(folder / "j", f"targets:\n  away: {where}"), readers, sends)


@contextmanager
def daemon(folder: Path, in_place: str) -> Iterator[Away]:
    with rsyncd(folder / "rsyncd") as server:
        where = f"{{rsync: '{server.address}', in_place: {in_place}}}"
        web = server.module if in_place == "yes" else server.module / "current"
        project = journal(folder / "j", f"targets:\n  away: {where}")
        yield Away(project, lambda: seen(web), runs, in_place == "no")


@pytest.fixture(params=["bucket", "releases", "in place"])
def away(request: pytest.FixtureRequest, tmp_path: Path, storage: S3) -> Iterator[Away]:
    if request.param == "bucket":
        with bucket(tmp_path, storage) as found:
            yield found
        return
    with daemon(tmp_path, "yes" if request.param == "in place" else "no") as found:
        yield found


def test_a_journal_is_published_edited_and_rolled_back(away: Away) -> None:
    whole = published(away.project, "2026-06-01")
    first = away.readers()
    site = seen(away.project / "site")
    put(away.project, EDIT)
    edited = published(away.project, "2026-06-02")
    second = away.readers()
    again = published(away.project, "2026-06-02")
    due = published(away.project, "2026-06-02", if_due=True)
    rolled_back(away.project, configuration(away.project, Options()), "", environ())
    back = away.readers()
    stays = published(away.project, "2026-06-02", if_due=True)

    assert first == site
    assert second == seen(away.project / "site")
    assert whole.travel.files == len(site)
    assert 0 < edited.travel.files < len(site) / 3
    assert (again.what, due.what) == (What.NOTHING_NEW, What.NOTHING_DUE)
    assert back == first
    assert stays.what is What.NOTHING_DUE
    assert away.readers() == first


def test_a_publish_that_was_killed_and_whose_edit_was_undone_is_put_right_by_the_next_that_is_due(
    away: Away,
) -> None:
    published(away.project, "2026-06-01")
    first = away.readers()
    mixed, step, ended = 0, 0, -signal.SIGKILL
    while ended:
        step += 3
        put(away.project, EDIT)
        ended = away.crash("2026-06-02", step)
        mixed += ended != 0 and away.readers() != first
        put(away.project, UNDONE)
        published(away.project, "2026-06-02", if_due=True)

        assert ended in {-signal.SIGKILL, 0}
        assert away.readers() == first
    assert mixed or away.is_whole
