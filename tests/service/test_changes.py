"""Forms of a project that changes while people have them open, in one process."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from generator.service.app import House, application
from generator.service.catalogue import catalogue
from generator.service.crowds import Crowd
from generator.service.figures import Figures
from generator.service.limits import Limits
from generator.service.queue import Queue
from generator.service.reception import Reception
from generator.service.scribe import Scribe
from generator.service.tokens import Signer
from tests.service.running import ADDRESS, CONFIG, STORY, call, journal

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
LIMITS = Limits(fastest_seconds=0, free_bytes=0)
FORM = "your-story/en/"


class Still:
    """A clock that stands."""

    def now(self) -> datetime:
        return AT

    def monotonic(self) -> float:
        return 0.0


def house(project: Path, queue: Queue) -> House:
    """What serves a project, with a writer that is not at work yet."""
    clock = Still()
    reception = Reception(
        limits=LIMITS,
        clock=clock,
        queue=queue,
        scribe=Scribe(queue, timedelta(days=7)),
        signer=Signer(b"the key", LIMITS),
        posts=Crowd(clock, 100, 1000.0, lambda: b"a"),
        kept=Crowd(clock, 100, 1000.0, lambda: b"b"),
        figures=Figures(),
    )
    return House(catalogue(project, AT, LIMITS), reception, lambda _code, _message: None)


def browsing(
    place: House, visit: Callable[[httpx.AsyncClient], Awaitable[httpx.Response]]
) -> httpx.Response:
    """What somebody gets in the end who uses the forms."""

    async def run() -> httpx.Response:
        wire = httpx.ASGITransport(application(place, None))
        async with httpx.AsyncClient(transport=wire, base_url=ADDRESS) as client:
            return await visit(client)

    return asyncio.run(run())


async def sent(client: httpx.AsyncClient, page: str, more: Mapping[str, str]) -> httpx.Response:
    """The answer to a form that was opened."""
    [token] = re.findall(r'name="_token" value="([^"]*)"', page)
    values = {"_token": token, "_homepage": "", **STORY, **more}
    return await client.post(FORM, files={k: (None, v.encode()) for k, v in values.items()})


@pytest.mark.parametrize("changes", [False, True])
def test_nobody_agrees_to_a_text_that_they_did_not_see(changes: bool, tmp_path: Path) -> None:  # noqa: FBT001 - two cases
    project = journal(tmp_path / "journal")
    with closing(Queue(tmp_path / "queue")) as queue:
        place = house(project, queue)
        place.reception.scribe.start()

        async def visit(client: httpx.AsyncClient) -> httpx.Response:
            page = (await client.get(FORM)).text
            if changes:
                config = CONFIG.replace("We show it", "We sell it")
                (project / "friday.yaml").write_text(config, encoding="utf-8")
                place.catalogue = catalogue(project, AT, LIMITS)
            return await sent(client, page, {"uses": "site"})

        answer = browsing(place, visit)
        place.reception.scribe.stop()
        length = queue.state().length

    assert (answer.status_code, length) == ((422, 0) if changes else (303, 1))
    if changes:
        assert "We sell it" in answer.text
        assert STORY["text"] in answer.text
        assert not re.search(r'value="site"[^>]*checked', answer.text)


def test_a_service_whose_writer_ended_says_so(tmp_path: Path) -> None:
    with closing(Queue(tmp_path / "queue")) as queue:
        place = house(journal(tmp_path / "journal"), queue)
        before = browsing(place, lambda client: client.get("health"))
        place.reception.scribe.start()
        well = browsing(place, lambda client: client.get("health"))
        place.reception.scribe.stop()

    assert (before.status_code, before.json()["status"]) == (503, "writer ended")
    assert (well.status_code, well.json()["status"]) == (200, "ok")


def test_who_is_let_go_while_they_wait_takes_nobody_along(tmp_path: Path) -> None:
    with closing(Queue(tmp_path / "queue")) as queue:
        place = house(journal(tmp_path / "journal"), queue)

        async def visit(client: httpx.AsyncClient) -> httpx.Response:
            page = (await client.get(FORM)).text
            gone = asyncio.create_task(sent(client, page, {"text": "Somebody who is impatient"}))
            for _ in range(30_000):
                await asyncio.sleep(0.001)
                if place.reception.scribe.waiting:
                    break
            gone.cancel()
            await asyncio.wait([gone])
            place.reception.scribe.start()
            return await sent(client, page, {})

        answer = browsing(place, visit)
        place.reception.scribe.stop()
        texts = [each.sent.values["text"] for each in queue.waiting()]

    assert answer.status_code == 303
    assert texts == [(STORY["text"],)]


def test_who_was_received_is_told_so_though_the_queue_cannot_be_read(tmp_path: Path) -> None:
    queue = Queue(tmp_path / "queue")
    place = house(journal(tmp_path / "journal"), queue)
    queue.close()
    for file in (tmp_path / "queue").glob("queue.sqlite*"):
        file.unlink()
    (tmp_path / "queue" / "queue.sqlite").write_bytes(b"no queue any more" * 100)
    answer = browsing(place, lambda client: client.get(f"{FORM}received?key={'0' * 16}"))

    assert answer.status_code == 200
    assert "0" * 16 in answer.text


def test_forms_stay_open_while_the_team_owes_an_answer(tmp_path: Path) -> None:
    late = call("It was", closes="2026-02-01").replace("answer_within: 14", "answer_by: 2026-02-03")
    project = journal(tmp_path / "journal", {"your-story": call("Your story"), "over": late})

    assert set(catalogue(project, AT, LIMITS).offers) == {"your-story", "over"}
