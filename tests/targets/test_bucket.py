"""A bucket as a target, on an S3-compatible server in a process of its own."""

import hashlib
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from generator.publish.headers import FOR_EVER, SHORTLY
from generator.targets.bucket import BucketTarget
from generator.targets.failures import NotConfirmed, NotPublished, Refused, TargetFailed
from generator.targets.objects import Headers
from generator.targets.record import RECORD, Deployed, Site, Travel
from tests.children import child
from tests.servers.s3 import ENVIRONMENT, S3, Call
from tests.targets.editions import (
    FEED,
    HOSTILE,
    contents,
    edition,
    means,
    options,
    reading,
    record,
    role_of,
    unheard,
    written,
)

PLAIN = Headers("application/json", "no-store")
AGAIN = ("the same", "without the edit", "another edit", "rolled back")
OWN = (RECORD, ".friday/intent.json")
SECRET = ENVIRONMENT["AWS_SECRET_ACCESS_KEY"]


@dataclass
class Shelf:
    """A bucket, and whoever publishes into it."""

    server: S3
    project: Path
    name: str
    words: Mapping[str, object]

    def target(self, *, adopt: bool = False) -> BucketTarget:
        words = {"s3": self.name, "endpoint": self.server.endpoint, **self.words}
        return BucketTarget(options(**words), means(self.project, os.environ, adopt=adopt))

    def publish(self, site: Site, *, adopt: bool = False) -> Travel:
        """What `friday publish` does with a target."""
        target = self.target(adopt=adopt)
        now = target.load()
        new = record(site, now.sequence + 1 if now else 1)
        travel = target.deploy(site, new, unheard)
        target.confirm(new)
        return travel

    def client(self) -> Any:  # noqa: ANN401 - boto3 has no types
        return client_of(self.server.endpoint)

    def get(self, path: str) -> bytes | None:
        """What readers get; None if there is nothing."""
        try:
            body: bytes = self.client().get_object(Bucket=self.name, Key=path)["Body"].read()
        except ClientError:
            return None
        return body

    def names(self) -> list[str]:
        pages = self.client().get_paginator("list_objects_v2").paginate(Bucket=self.name)
        return [row["Key"] for page in pages for row in page.get("Contents", ())]

    def served(self) -> dict[str, bytes]:
        """Everything that is not the target's own."""
        keys = [key for key in self.names() if ".friday/" not in key]
        return {key: self.get(key) or b"" for key in keys}

    def sent(self) -> list[Call]:
        """What was put by sending it, without what the target writes for itself."""
        calls = self.server.calls(self.name)
        return [c for c in calls if c.method == "PUT" and not c.is_copy and c.key not in (*OWN, "")]


@lru_cache
def client_of(endpoint: str) -> Any:  # noqa: ANN401 - boto3 has no types
    return boto3.client("s3", endpoint_url=endpoint)


@pytest.fixture
def shelf(storage: S3, tmp_path: Path) -> Shelf:
    return Shelf(storage, tmp_path / "project", storage.new_bucket(), {})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "site"


def test_a_first_publish_puts_every_file_and_nothing_else_into_the_bucket(
    shelf: Shelf, folder: Path
) -> None:
    site = edition(folder, "1", "2")

    travel = shelf.publish(site)

    assert shelf.served() == contents(site)
    assert travel == Travel(6, sum(file.size for file in site.files.values()), 0)


def test_a_second_publish_of_the_same_sends_nothing(shelf: Shelf, folder: Path) -> None:
    site = edition(folder, "1", "2")
    shelf.publish(site)
    shelf.server.forget()

    travel = shelf.publish(site)

    assert travel == Travel(0, 0, 0)
    assert shelf.sent() == []


def test_after_an_edit_one_file_travels(shelf: Shelf, folder: Path) -> None:
    shelf.publish(edition(folder, "1", "2"))
    site = edition(folder, "1", "2:Another text")
    shelf.server.forget()

    travel = shelf.publish(site)

    page = "diaries/2/index.html"
    assert [(call.key, call.size) for call in shelf.sent()] == [(page, site.files[page].size)]
    assert travel == Travel(1, site.files[page].size, 0)
    assert shelf.served() == contents(site)


def test_assets_go_before_pages_before_feeds_before_lists_before_deletions_before_the_record(
    shelf: Shelf, folder: Path
) -> None:
    shelf.publish(edition(folder, "1", "2", **{"other/a.txt": "a"}))
    site = edition(folder, "2", "3", "4", **{"assets/lamp.svg": "<svg/>"})
    shelf.server.forget()

    shelf.publish(site)

    writes = [c for c in shelf.server.calls(shelf.name) if c.method in {"PUT", "DELETE"}]
    steps = [c for c in writes if not c.is_copy]
    roles = [role_of(c.key) for c in steps if c.method == "PUT" and c.key not in OWN]
    gone = [
        i
        for i, c in enumerate(steps)
        if c.method == "DELETE" and c.key in ("other/a.txt", "diaries/1/index.html")
    ]
    last_put = max(i for i, c in enumerate(steps) if c.method == "PUT" and c.key not in OWN)
    [written_down] = [i for i, c in enumerate(steps) if c.key == RECORD]
    assert roles == sorted(roles)
    assert len(roles) == 6
    assert last_put < min(gone) <= max(gone) < written_down
    assert shelf.served() == contents(site)


def test_pages_have_their_type_and_are_kept_shortly_and_hashed_assets_for_ever(
    shelf: Shelf, folder: Path
) -> None:
    site = edition(folder, "1", **{"assets/lamp.webp": "x", "data.json": "{}"})
    shelf.publish(site)
    client = shelf.client()

    heads = {path: client.head_object(Bucket=shelf.name, Key=path) for path in site.files}

    said = {path: (head["ContentType"], head["CacheControl"]) for path, head in heads.items()}
    [style] = [path for path in said if path.startswith("assets/style.")]
    assert said.pop(style) == ("text/css; charset=utf-8", FOR_EVER)
    assert said == {
        "assets/lamp.webp": ("image/webp", SHORTLY),
        "data.json": ("application/json", SHORTLY),
        "diaries/1/index.html": ("text/html; charset=utf-8", SHORTLY),
        "feed.xml": ("application/xml; charset=utf-8", SHORTLY),
        "index.html": ("text/html; charset=utf-8", SHORTLY),
        "sitemap.xml": ("application/xml; charset=utf-8", SHORTLY),
    }


def test_the_server_compares_every_upload_with_its_sum(shelf: Shelf, folder: Path) -> None:
    site = edition(folder, "1")
    shelf.publish(site)

    tags = {
        row["Key"]: row["ETag"].strip('"')
        for row in shelf.client().list_objects_v2(Bucket=shelf.name)["Contents"]
    }

    sums = {p: hashlib.md5(c, usedforsecurity=False).hexdigest() for p, c in contents(site).items()}
    assert {path: tags[path] for path in sums} == sums


def test_names_that_mean_something_elsewhere_mean_themselves(shelf: Shelf, folder: Path) -> None:
    first = {**dict.fromkeys(HOSTILE, b"x"), "index.html": b"1"}
    shelf.publish(written(folder, first))
    second = {**dict.fromkeys(HOSTILE[:2], b"y"), "index.html": b"1"}
    shelf.publish(written(folder, second))

    served = shelf.served()
    shelf.target().rollback(1)

    assert served == second
    assert shelf.served() == first


def test_nothing_outside_the_prefix_is_touched(shelf: Shelf, folder: Path) -> None:
    shelf.client().put_object(Bucket=shelf.name, Key="index.html", Body=b"another site")
    shelf.client().put_object(Bucket=shelf.name, Key="journalism/index.html", Body=b"a third")
    shelf.words = {"prefix": "/journal/"}
    shelf.publish(edition(folder, "1", "2"))
    site = edition(folder, "2")
    shelf.publish(site)

    served = shelf.served()

    assert served.pop("index.html") == b"another site"
    assert served.pop("journalism/index.html") == b"a third"
    assert served == {f"journal/{path}": content for path, content in contents(site).items()}


def test_a_bucket_with_files_of_others_is_refused_until_it_is_adopted(
    shelf: Shelf, folder: Path
) -> None:
    shelf.client().put_object(Bucket=shelf.name, Key="CNAME", Body=b"example.org")
    site = edition(folder, "1")

    with pytest.raises(Refused, match="'CNAME', which friday did not put there") as refused:
        shelf.publish(site)
    shelf.publish(site, adopt=True)

    assert "--adopt" in refused.value.hint
    assert shelf.served() == {"CNAME": b"example.org", **contents(site)}


# ------------------------------------------------------------------------------ what goes wrong


def writes_of_a_publish(shelf: Shelf, folder: Path) -> int:
    """How many writes the second of two publishes has; both are undone by another bucket."""
    shelf.publish(edition(folder, "1", "2"))
    shelf.server.forget()
    shelf.publish(edition(folder, "2:edited", "3", "4"))
    calls = shelf.server.calls(shelf.name)
    shelf.name = shelf.server.new_bucket()
    return sum(call.method in {"PUT", "POST", "DELETE"} for call in calls)


@pytest.mark.parametrize(("status", "every"), [(403, 1), (507, 4)])
def test_whatever_write_is_refused_no_feed_names_what_is_not_there_and_the_next_run_finishes(
    shelf: Shelf, folder: Path, status: int, every: int
) -> None:
    total = writes_of_a_publish(shelf, folder)

    for first in range(1, total + 1, every):
        shelf.name = shelf.server.new_bucket()
        shelf.publish(edition(folder, "1", "2"))
        site = edition(folder, "2:edited", "3", "4")
        shelf.server.refuse(first, status=status)
        with reading(shelf.get) as reader, pytest.raises(TargetFailed) as failed:
            shelf.publish(site)
        shelf.server.forget()
        with reading(shelf.get) as later:
            shelf.publish(site)

        assert SECRET not in f"{failed.value} {failed.value.hint}"
        assert reader.missing == later.missing == []
        assert reader.rounds
        assert shelf.served() == contents(site)
    assert total > 10


def test_what_a_failed_publish_has_sent_is_not_sent_again(shelf: Shelf, folder: Path) -> None:
    site = edition(folder, *map(str, range(1, 40)))
    shelf.server.refuse(25)
    with pytest.raises(TargetFailed):
        shelf.publish(site)
    before = {call.key for call in shelf.sent() if call.status == 200}
    shelf.server.forget()

    shelf.publish(site)

    after = {call.key for call in shelf.sent()}
    assert len(before) >= 20
    assert before.isdisjoint(after)
    assert before | after == site.files.keys()
    assert shelf.served() == contents(site)


@pytest.mark.parametrize("again", AGAIN)
def test_killed_at_any_request_the_next_run_puts_everything_right(
    shelf: Shelf, folder: Path, again: str
) -> None:
    request, ended = 2 * AGAIN.index(again) - 7, -signal.SIGKILL
    while ended:
        request += 8
        shelf.name = shelf.server.new_bucket()
        shown = [contents(site) for site in published(shelf, folder)]
        site = edition(folder, "2:edited", "3")
        ended = child(killed_at_request(request), partial(shelf.publish, site))
        with reading(shelf.get) as reader:
            wanted = finished(shelf, folder, again, shown[0])

        assert ended in {-signal.SIGKILL, 0}
        assert reader.missing == []
        assert shelf.served() == wanted
        assert ".friday/intent.json" not in shelf.names()
    assert request > 20


def published(shelf: Shelf, folder: Path) -> Iterator[Site]:
    """Two publishes."""
    for diaries in (("1", "2:zero"), ("1", "2")):
        site = edition(folder, *diaries)
        shelf.publish(site)
        yield site


def finished(shelf: Shelf, folder: Path, again: str, zero: dict[str, bytes]) -> dict[str, bytes]:
    """What is shown in the end, however somebody goes on after a crash."""
    if again == "rolled back":
        target = shelf.target()
        now = target.load()
        assert now is not None
        target.confirm(target.rollback(now.sequence - 1))
        return zero
    edits = {"the same": ("2:edited", "3"), "without the edit": ("1", "2")}
    site = edition(folder, *edits.get(again, ("2:edited twice", "4")))
    shelf.publish(site)
    return contents(site)


def killed_at_request(number: int) -> Callable[[], None]:
    """Die as from `kill -9` when this request is being sent, counted from 1."""

    def arrange() -> None:
        sent = 0

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal sent
            if event == "http.client.send" and bytes(arguments[1][:4]) in WORDS:  # type: ignore[index]
                sent += 1
                if sent == number:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)

    return arrange


WORDS = (b"GET ", b"PUT ", b"DELE", b"HEAD", b"POST")


def test_a_reader_never_meets_a_feed_that_names_a_page_that_is_not_there(
    shelf: Shelf, folder: Path
) -> None:
    shelf.publish(edition(folder, "1"))

    with reading(shelf.get) as reader:
        for last in range(2, 12):
            shelf.publish(edition(folder, *map(str, range(last // 2, last))))

    assert reader.missing == []
    assert len(reader.feeds) > 5


def test_a_publisher_who_comes_late_is_told_and_changes_nothing(shelf: Shelf, folder: Path) -> None:
    late = shelf.target()
    assert late.load() is None
    shelf.publish(edition(folder, "1"))
    before = shelf.served()
    site = edition(folder, "2")

    with pytest.raises(TargetFailed, match="somebody else published"):
        late.deploy(site, record(site, 1), unheard)

    assert shelf.served() == before


@pytest.mark.parametrize("conditions", [True, False])
def test_of_two_publishers_at_the_same_time_one_stops(
    shelf: Shelf,
    folder: Path,
    conditions: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    if not conditions:
        shelf.server.know_no_conditions()
    shelf.publish(edition(folder, "1"))
    site = edition(folder, "1", "2", "3")
    new = record(site, 2)
    told: list[int] = []

    def meanwhile(_what: str, _total: int, _done: int) -> None:
        if not told:
            told.append(1)
            shelf.publish(edition(folder.with_name("other"), "1", "4"))

    with pytest.raises(TargetFailed, match="somebody else published"):
        shelf.target().deploy(site, new, meanwhile)
    shelf.publish(site)

    assert shelf.served() == contents(site)


def test_a_record_that_was_written_meanwhile_is_not_overwritten(shelf: Shelf, folder: Path) -> None:
    site = edition(folder, "1")
    shelf.publish(site)
    objects = shelf.target()._objects
    found = objects.get(RECORD)
    assert found is not None
    shelf.publish(site)

    with pytest.raises(TargetFailed, match="somebody else"):
        objects.put(RECORD, b"{}", PLAIN, replaced=found.tag)

    now = shelf.target().load()
    assert now is not None
    assert now.sequence == 2


def test_a_service_that_knows_no_conditions_is_published_to_all_the_same(
    shelf: Shelf, folder: Path
) -> None:
    shelf.server.know_no_conditions()
    shelf.publish(edition(folder, "1"))
    site = edition(folder, "1", "2")
    shelf.publish(site)

    assert shelf.served() == contents(site)
    assert 501 in [call.status for call in shelf.server.calls(shelf.name)]


def test_a_file_that_somebody_else_changed_is_not_confirmed(shelf: Shelf, folder: Path) -> None:
    site = edition(folder, "1")
    shelf.publish(site)
    shelf.client().delete_object(Bucket=shelf.name, Key=FEED)

    with pytest.raises(NotConfirmed, match=r"feed\.xml"):
        shelf.target().confirm(record(site, 1))


def test_a_bucket_that_is_not_there_is_told_with_its_cure(shelf: Shelf, folder: Path) -> None:
    shelf.name = "no-such-bucket"

    with pytest.raises(TargetFailed, match="NoSuchBucket") as failed:
        shelf.publish(edition(folder, "1"))

    assert "make the bucket first" in failed.value.hint


def test_without_credentials_the_cure_is_told(
    shelf: Shelf, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")

    with pytest.raises(TargetFailed) as failed:
        shelf.publish(edition(folder, "1"))

    assert "AWS_ACCESS_KEY_ID" in failed.value.hint


def test_a_service_out_of_reach_is_told_without_secrets(
    shelf: Shelf, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.targets.objects._TRIES", 1)
    shelf.words = {"endpoint": "http://127.0.0.1:1"}

    with pytest.raises(TargetFailed, match="Could not connect") as failed:
        shelf.publish(edition(folder, "1"))

    assert SECRET not in str(failed.value)
    assert "again" in failed.value.hint


def test_without_boto3_the_cure_is_told(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "boto3", None)

    with pytest.raises(Refused, match="boto3") as refused:
        shelf.target()

    assert "pip install" in refused.value.hint


# ------------------------------------------------------------------------------------- rollback


def three(shelf: Shelf, folder: Path) -> list[dict[str, bytes]]:
    """Three publishes; what each of them showed."""
    shown = []
    for diaries in (("1", "2"), ("1", "2:edited", "3"), ("2:edited again", "4")):
        site = edition(folder, *diaries)
        shelf.publish(site)
        shown.append(contents(site))
    return shown


@pytest.mark.parametrize("steps", [1, 2])
def test_a_rollback_shows_what_was_shown_and_sends_nothing(
    shelf: Shelf, folder: Path, steps: int
) -> None:
    shown = three(shelf, folder)
    shelf.server.forget()

    with reading(shelf.get) as reader:
        back = shelf.target().rollback(steps)

    assert shelf.served() == shown[2 - steps]
    assert shelf.sent() == []
    assert reader.missing == []
    assert back.sequence == 4
    assert shelf.target().load() == back
    shelf.target().confirm(back)


def test_a_rollback_can_be_rolled_back_and_published_over(shelf: Shelf, folder: Path) -> None:
    shown = three(shelf, folder)
    shelf.target().rollback(2)
    shelf.target().rollback(1)
    served = shelf.served()
    site = edition(folder, "5")
    shelf.publish(site)

    assert served == shown[2]
    assert shelf.served() == contents(site)


def test_what_was_brought_back_has_its_type(shelf: Shelf, folder: Path) -> None:
    shelf.publish(edition(folder, "1"))
    shelf.publish(edition(folder, "2"))
    shelf.target().rollback(1)

    head = shelf.client().head_object(Bucket=shelf.name, Key="diaries/1/index.html")

    assert (head["ContentType"], head["CacheControl"]) == ("text/html; charset=utf-8", SHORTLY)


def test_no_more_is_kept_than_was_asked_for(shelf: Shelf, folder: Path) -> None:
    shelf.words = {"keep": 2}
    three(shelf, folder)

    with pytest.raises(Refused, match="1 are kept"):
        shelf.target().rollback(2)

    kept = {key.split("/")[2] for key in shelf.names() if key.startswith(".friday/keep/")}
    assert kept == {"3"}


def test_a_bucket_that_keeps_one_publish_has_no_copy_of_what_is_gone(
    shelf: Shelf, folder: Path
) -> None:
    shelf.publish(edition(folder, "1:the secret"))
    shelf.publish(edition(folder, "1:the secret", "2"))
    shelf.words = {"keep": 1}
    shelf.publish(edition(folder, "2"))

    assert not [key for key in shelf.names() if b"the secret" in (shelf.get(key) or b"")]


def test_a_rollback_that_fails_is_done_again(shelf: Shelf, folder: Path) -> None:
    for first in range(1, 12, 2):
        shelf.name = shelf.server.new_bucket()
        shown = three(shelf, folder)
        shelf.server.refuse(first)
        with pytest.raises(NotPublished):
            shelf.target().rollback(2)
        shelf.server.forget()
        shelf.target().rollback(2)

        assert shelf.served() == shown[0]


def test_a_damaged_record_is_told_and_adopted(shelf: Shelf, folder: Path) -> None:
    site = edition(folder, "1")
    shelf.publish(site)
    shelf.client().put_object(Bucket=shelf.name, Key=RECORD, Body=b"{")

    with pytest.raises(TargetFailed, match="damaged") as failed:
        shelf.target().load()
    shelf.publish(site, adopt=True)
    found: Deployed | None = shelf.target().load()

    assert "--adopt" in failed.value.hint
    assert found == record(site, 1)
