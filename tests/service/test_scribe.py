"""The one writer: whatever becomes of one request, the others are kept."""

from concurrent.futures import CancelledError
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.model.sent import Sent
from generator.model.submission import Sort, key_of
from generator.service.queue import Filed, Queue, QueueFailed
from generator.service.scribe import Scribe

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
WEEK = timedelta(days=7)
SECONDS = 30


def filed(number: int, *pictures: bytes) -> Filed:
    name = f"{number:032x}"
    key = key_of("c", Sort.SERVICE, name)
    sent = Sent(key=key, id=name, call="c", lang="en", received=AT, values={"text": ("a",)})
    return Filed(sent, name, pictures)


def test_who_goes_away_before_their_turn_keeps_nobody_else_waiting(tmp_path: Path) -> None:
    queue = Queue(tmp_path)
    scribe = Scribe(queue, WEEK)
    gone, stays = scribe.keep(filed(1)), scribe.keep(filed(2))
    gone.cancel()
    scribe.start()
    kept = stays.result(SECONDS)
    later = scribe.keep(filed(3)).result(SECONDS)
    scribe.stop()

    assert (kept, later) == ((filed(2).sent.key, False), (filed(3).sent.key, False))
    assert [each.sent for each in queue.waiting()] == [filed(2).sent, filed(3).sent]
    with pytest.raises(CancelledError):
        gone.result(SECONDS)


def test_what_cannot_be_written_is_told_and_the_next_is_kept(tmp_path: Path) -> None:
    queue = Queue(tmp_path)
    scribe = Scribe(queue, WEEK)
    bad = scribe.keep(filed(1, b"a picture that its record does not know"))
    scribe.start()

    with pytest.raises(QueueFailed):
        bad.result(SECONDS)
    assert scribe.keep(filed(2)).result(SECONDS) == (filed(2).sent.key, False)
    assert scribe.writes
    scribe.stop()
    assert not scribe.writes
