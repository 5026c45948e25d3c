"""From the queue into the inbox, by path and over HTTP, with the real program."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.service.running import (
    ROOT,
    STORY,
    TOKEN,
    Person,
    Service,
    journal,
    key_in,
    picture,
    serving,
)


@dataclass
class Place:
    """A journal with a service that runs for it."""

    project: Path
    service: Service

    def pull(self, *more: str, token: str = TOKEN) -> tuple[int, list[dict[str, object]]]:
        """Exit code and records of a pull."""
        command = [sys.executable, "-m", "generator", "-C", str(self.project), "intake", "pull"]
        done = subprocess.run(
            [*command, "--json", *more],
            cwd=ROOT,
            env={**os.environ, "FRIDAY_INTAKE_TOKEN": token},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]

    def there(self, key: str) -> Path:
        return self.project / "inbox" / "your-story" / key


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    top = tmp_path_factory.mktemp("pulling")
    project = journal(top / "journal")
    with serving(project, top / "queue") as running:
        yield Place(project, running)


@pytest.mark.parametrize("way", ["path", "http"])
def test_what_waits_lies_in_the_inbox_afterwards_and_waits_no_more(way: str, place: Place) -> None:
    person = Person(place.service, f"10.0.0.{len(way)}")
    values = {**STORY, "by": way, "uses": ["site"], "mail": "mei@example.org", "_reasons": "yes"}
    key = key_in(person.sends(values, [("../x.jpg", picture())]))
    source = {"path": ("--queue", str(place.service.queue)), "http": ("--from", place.service.url)}
    code, records = place.pull(*source[way])
    text = (place.there(key) / "index.md").read_text(encoding="utf-8")
    register = (place.project / "content" / "submissions.csv").read_text(encoding="utf-8")
    private = (place.project / "private" / "your-story" / f"{key}.yaml").read_text(encoding="utf-8")

    assert code == 0
    assert {"type": "pulled", "key": key, "call": "your-story", "fate": "new"} in records
    assert STORY["text"] in text
    assert "sort: service" in text
    assert "reasons: yes" in text
    assert "mei@example.org" not in text
    assert "mei@example.org" in private
    assert (place.there(key) / "1.jpg").read_bytes().startswith(b"\xff\xd8\xff")
    assert key in register
    assert person.client.get("health").json()["queue"] == 0


def test_a_dry_run_fetches_nothing(place: Place) -> None:
    person = Person(place.service, "10.0.1.1")
    key = key_in(person.sends({**STORY, "by": "dry"}))
    code, records = place.pull("--queue", str(place.service.queue), "--dry-run")
    waiting = person.client.get("health").json()["queue"]
    place.pull("--queue", str(place.service.queue))

    assert code == 0
    assert records[-1] == {"type": "summary", "fetched": 1, "stays": 0, "dry_run": True}
    assert waiting == 1
    assert place.there(key).is_dir()


@pytest.mark.parametrize("token", ["", "another-token-that-nobody-gave-us"])
def test_only_those_who_know_the_token_can_fetch(token: str, place: Place) -> None:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    client = Person(place.service).client

    assert client.get("-/queue", headers=headers).status_code == 401
    assert client.get(f"-/queue/{'0' * 16}/1", headers=headers).status_code == 401
    assert client.post("-/queue/done", headers=headers, json={"keys": []}).status_code == 401


@pytest.mark.parametrize("body", [b"", b"[]", b'{"keys": 1}', b'{"keys": ["../x"]}', b"\xff"])
def test_nonsense_lets_go_of_nothing(body: bytes, place: Place) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    answer = Person(place.service).client.post("-/queue/done", headers=headers, content=body)

    assert answer.status_code == 400


def test_a_token_goes_to_no_address_without_https(place: Place) -> None:
    code, _ = place.pull("--from", "http://forms.example.org/")

    assert code == 1
