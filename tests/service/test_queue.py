"""The queue on disk: whole or not there, after any end."""

import hashlib
import sqlite3
import stat
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.model.sent import Sent, SentPicture
from generator.service.queue import DATABASE, FILES, Filed, Queue, QueueFailed
from tests.children import child, killed_at, refused_at

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
WEEK = timedelta(days=7)


def filed(number: int, *pictures: bytes, at: datetime = AT, digest: str = "") -> Filed:
    name = hashlib.sha256(b"%d" % number).hexdigest()
    shots = tuple(
        SentPicture(
            field="pictures",
            name="../a.jpg",
            ending="jpg",
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
        )
        for data in pictures
    )
    sent = Sent(
        key=name[:16], id=name, call="灯", lang="en", received=at, values={"a": ("b",)},
        pictures=shots,
    )  # fmt: skip
    return Filed(sent, digest or name, pictures)


def keys(queue: Queue) -> list[str]:
    return [each.sent.key for each in queue.waiting(after=0, most=1000)]


def files(queue: Queue) -> set[str]:
    return {file.name for file in (queue.folder / FILES).iterdir()}


def test_what_was_kept_is_there_in_its_order_for_whoever_opens_it_next(tmp_path: Path) -> None:
    batch = [filed(1, b"one", b"two"), filed(2), filed(3, b"three")]
    answers = Queue(tmp_path).add(batch, same=WEEK)
    later = Queue(tmp_path)

    assert answers == [(each.sent.key, False) for each in batch]
    assert [each.sent for each in later.waiting(after=0, most=9)] == [b.sent for b in batch]
    assert later.picture(batch[0].sent.key, 2) == b"two"
    assert later.picture(batch[0].sent.key, 3) is None


def test_a_picture_that_lies_in_a_file_is_moved(tmp_path: Path) -> None:
    queue = Queue(tmp_path)
    file = queue.incoming / "x"
    file.write_bytes(b"large")
    one = filed(1, b"large")
    queue.add([Filed(one.sent, one.digest, [file])], same=WEEK)

    assert queue.picture(one.sent.key, 1) == b"large"
    assert not file.exists()


@pytest.mark.parametrize("days", [0, 7])
def test_the_same_text_is_kept_once_and_has_the_first_key(days: int, tmp_path: Path) -> None:
    queue = Queue(tmp_path)
    first = filed(1, digest="same")
    again = filed(2, b"x", at=AT + timedelta(days=days), digest="same")
    queue.add([first], same=WEEK)

    assert queue.add([again], same=WEEK) == [(first.sent.key, True)]
    assert keys(queue) == [first.sent.key]
    assert files(queue) == set()


def test_the_same_text_counts_once_within_a_batch_and_anew_after_a_week(tmp_path: Path) -> None:
    queue = Queue(tmp_path)
    queue.add([filed(1, digest="same"), filed(2, digest="same")], same=WEEK)
    late = filed(3, at=AT + timedelta(days=7, seconds=1), digest="same")
    queue.add([late], same=WEEK)

    assert keys(queue) == [filed(1).sent.key, late.sent.key]


def test_what_lies_elsewhere_now_goes_with_its_pictures_and_is_still_known(tmp_path: Path) -> None:
    queue = Queue(tmp_path)
    queue.add([filed(1, b"one"), filed(2, b"two")], same=WEEK)
    one, two = keys(queue)
    count = queue.done([one, "0" * 16], AT)

    assert count == 1
    assert keys(queue) == [two]
    assert files(queue) == {f"{two}-1.jpg"}
    assert queue.received(one) == AT
    assert queue.state().fetched == AT
    assert queue.add([filed(1, b"one")], same=WEEK) == [(one, True)]


def test_a_sweep_takes_what_nobody_acknowledged_and_digests_of_long_ago(tmp_path: Path) -> None:
    queue = Queue(tmp_path)
    queue.add([filed(1, b"one")], same=WEEK)
    (queue.folder / FILES / "left.jpg").write_bytes(b"")
    (queue.incoming / "left").write_bytes(b"")
    later = AT + timedelta(days=8)

    assert queue.sweep(later, same=WEEK) == 2
    assert files(queue) == {f"{keys(queue)[0]}-1.jpg"}
    assert queue.received(keys(queue)[0]) is None


@pytest.mark.parametrize("step", range(1, 12))
def test_a_process_that_dies_leaves_each_submission_whole_or_none_of_it(
    step: int, tmp_path: Path
) -> None:
    before = Queue(tmp_path)
    before.add([filed(1, b"one")], same=WEEK)
    before.close()

    def work() -> None:
        Queue(tmp_path).add([filed(2, b"two", b"more"), filed(3)], same=WEEK)

    child(killed_at(step), work)
    queue = Queue(tmp_path)
    queue.sweep(AT, same=WEEK)
    there = [each.sent for each in queue.waiting(after=0, most=9)]

    assert len(there) in {1, 3}
    assert files(queue) == {sent.file(n + 1) for sent in there for n in range(len(sent.pictures))}
    for sent in there:
        whole = [queue.picture(sent.key, n + 1) for n in range(len(sent.pictures))]
        assert None not in whole


def test_a_full_disk_keeps_nothing_of_a_batch(tmp_path: Path) -> None:
    Queue(tmp_path).close()

    def work() -> None:
        queue = Queue(tmp_path)
        refused_at(1)()
        with pytest.raises(QueueFailed):
            queue.add([filed(1, b"one")], same=WEEK)

    code = child(lambda: None, work)

    assert code == 0
    assert keys(Queue(tmp_path)) == []


def test_a_damaged_picture_is_not_handed_out(tmp_path: Path) -> None:
    queue = Queue(tmp_path)
    queue.add([filed(1, b"one")], same=WEEK)
    (tmp_path / FILES / filed(1, b"one").sent.file(1)).write_bytes(b"on")

    with pytest.raises(QueueFailed):
        queue.picture(filed(1).sent.key, 1)


def test_the_secret_is_made_once_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    secret = Queue(tmp_path).secret(b"one")

    assert secret == b"one"
    assert Queue(tmp_path).secret(b"two") == b"one"
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_nobody_else_on_the_machine_reads_what_people_wrote(tmp_path: Path) -> None:
    folder = tmp_path / "made by hand"
    folder.mkdir(mode=0o755)
    Queue(folder).add([filed(1, b"one")], same=WEEK)
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}

    assert {name: mode for name, mode in modes.items() if mode & 0o077} == {}
    assert len(modes) == len(("queue.sqlite", "-wal", "-shm", "files", "incoming"))


def test_every_commit_waits_for_the_disk(tmp_path: Path) -> None:
    queue = Queue(tmp_path)
    with queue._open() as database:
        settings = [database.execute(f"PRAGMA {p}").fetchone()[0] for p in _PRAGMAS]

    assert settings == ["wal", 2]


_PRAGMAS: Sequence[str] = ("journal_mode", "synchronous")


def test_a_file_that_is_no_queue_is_told(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"something else entirely, and long enough" * 50)

    with pytest.raises(QueueFailed):
        Queue(tmp_path)


def test_an_old_log_is_read_by_sqlite_itself(tmp_path: Path) -> None:
    queue = Queue(tmp_path)
    queue.add([filed(1)], same=WEEK)
    with sqlite3.connect(tmp_path / DATABASE) as database:
        found = database.execute("PRAGMA integrity_check").fetchone()

    assert found == ("ok",)
