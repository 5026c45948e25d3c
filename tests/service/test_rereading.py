"""A service reads its project again when that changed, and keeps its forms when it cannot."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.running import Person, Service, call, journal, serving

_WAIT_SECONDS = 90


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return journal(tmp_path_factory.mktemp("rereading") / "journal")


@pytest.fixture(scope="module")
def service(project: Path) -> Iterator[Service]:
    with serving(project, project.parent / "queue") as running:
        yield running


def said(service: Service, code: str, before: int) -> bool:
    """Whether it says in time, behind what it said before, that something happened."""
    end = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < end:
        if any(f'"type": "{code}"' in line for line in service.said[before:]):
            return True
        time.sleep(0.1)
    return False


def test_a_call_that_is_closed_earlier_takes_nothing_any_more(
    project: Path, service: Service
) -> None:
    file = project / "content" / "calls" / "your-story.en.md"
    before, open_ = len(service.said), Person(service).client.get("your-story/en/").status_code
    file.write_text(call("Your story", closes="2026-02-01"), encoding="utf-8")

    assert open_ == 200
    assert said(service, "read", before), service.said
    assert Person(service).client.get("your-story/en/").status_code == 410


def test_a_mistake_leaves_the_last_good_forms_on(project: Path, service: Service) -> None:
    file = project / "content" / "calls" / "your-story.en.md"
    before, status = len(service.said), Person(service).client.get("your-story/en/").status_code
    file.write_text("---\ntitle: [\n---\n", encoding="utf-8")

    assert said(service, "stale", before), service.said
    assert Person(service).client.get("your-story/en/").status_code == status
    file.write_text(call("Another one"), encoding="utf-8")
    assert said(service, "read", before), service.said
    assert "Another one" in Person(service).client.get("your-story/en/").text
