"""The walk-throughs of the documentation, walked with the real program in an empty folder."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from generator.model.sent import Sent
from generator.model.submission import Sort, key_of
from generator.service.queue import Filed, Queue
from tests.walkthroughs.walking import DOCS, steps, walk

SENT = datetime.fromisoformat("2026-06-02T20:00:00+00:00")


def service_keeps(folder: Path) -> None:
    """What the intake service has on its disk once it thanked somebody."""
    values = {
        "text": ("BUY CHEAP LAMPS at lamps.example",),
        "by": ("Lamp King",),
        "uses": ("site", "feeds"),
        "display": ("name",),
    }
    sent = Sent(
        key=key_of("your-story", Sort.SERVICE, "1f"),
        id="1f",
        call="your-story",
        lang="en",
        received=SENT,
        values=values,
        consent="stories-1",
    )
    queue = Queue(folder)
    queue.add([Filed(sent, "digest")], same=timedelta(days=1))
    queue.close()


@pytest.mark.parametrize("document", sorted(DOCS.glob("*.md")), ids=lambda path: path.stem)
def test_a_walk_through_goes_as_it_is_written(document: Path, tmp_path: Path) -> None:
    project = tmp_path / "journal"
    project.mkdir()
    service_keeps(tmp_path / "queue")

    wrong = walk(document, project)

    assert len([step for step in steps(document) if step.command]) > 5
    assert "\n\n".join(wrong) == ""
