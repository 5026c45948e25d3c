"""`threads.json`: the threads of a journal for other programs."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.pages.journals import laid_out
from tests.pages.test_thread import AT, PEOPLE, RELEASE, SUGGESTION, WHOLE


def data(folder: Path, files: Mapping[str, str]) -> dict[str, Any]:
    laid = laid_out(folder, {"people.yaml": PEOPLE, **files}, at=AT)
    found: dict[str, Any] = json.loads(laid.text("threads.json").content)
    return found


def test_a_thread_has_its_root_its_steps_and_its_people(tmp_path: Path) -> None:
    found = data(tmp_path, {"suggestions/darker.md": SUGGESTION, "releases/one.md": RELEASE})

    assert found == {
        "format": 1,
        "as_of": "2026-06-01",
        "home": "https://t.example/",
        "beginnings": {},
        "threads": [
            {
                "root": "suggestion:darker",
                "title": "Darker",
                "url": "https://t.example/suggestions/darker/",
                "status": "shipped",
                "voices": 1,
                "complete": True,
                "nodes": [
                    {
                        "step": "suggested",
                        "entry": "suggestion:darker",
                        "url": "https://t.example/suggestions/darker/",
                        "date": "2026-05-01T00:00:00+00:00",
                        "people": ["Mei"],
                    },
                    {
                        "step": "decided",
                        "entry": "suggestion:darker",
                        "part": 1,
                        "url": "https://t.example/suggestions/darker/",
                        "date": "2026-05-04T00:00:00+00:00",
                        "people": [],
                        "status": "adopted",
                    },
                    {
                        "step": "changed",
                        "entry": "release:one",
                        "part": 1,
                        "url": "https://t.example/releases/one/#change-2",
                        "date": "2026-05-08T00:00:00+00:00",
                        "people": ["Mei", "Lin"],
                    },
                    {
                        "step": "released",
                        "entry": "release:one",
                        "url": "https://t.example/releases/one/",
                        "date": "2026-05-08T00:00:00+00:00",
                        "people": [],
                    },
                ],
                "open": [],
            }
        ],
    }


def test_what_is_open_says_since_when_and_what_is_overdue_for_how_long(tmp_path: Path) -> None:
    text = "---\ntitle: A\ndate: 2026-05-20\nowner: lin\nanswer_by: 2026-05-29\nlate: Sorry\n---\n"
    [thread] = data(tmp_path, {"suggestions/a.md": text})["threads"]

    assert (thread["complete"], thread["status"]) == (False, "received")
    assert thread["open"] == [
        {
            "waits_for": "Waiting for an answer",
            "entry": "suggestion:a",
            "url": "https://t.example/suggestions/a/",
            "since": "2026-05-20T00:00:00+00:00",
            "days": 12,
            "due": "2026-05-29T00:00:00+00:00",
            "overdue": True,
            "overdue_days": 3,
            "owner": "Lin",
            "explained": True,
        }
    ]


def test_what_has_only_begun_is_counted_by_status(tmp_path: Path) -> None:
    files = {f"suggestions/{n}.md": "---\ntitle: A\ndate: 2026-05-20\n---\n" for n in range(3)}
    found = data(tmp_path, files)

    assert (found["beginnings"], found["threads"]) == ({"received": 3}, [])


def test_a_call_that_has_only_begun_is_counted_by_its_kind(tmp_path: Path) -> None:
    call = (
        "---\ntitle: Come\ndate: 2026-05-01\ntype: topic\nopens: 2026-05-01\n"
        "scope: {in: this}\nbinds: that\n---\n"
    )
    found = data(tmp_path, {"calls/come.md": call})

    assert (found["beginnings"], found["threads"]) == ({"call": 1}, [])


def test_nothing_hidden_is_in_the_data(tmp_path: Path) -> None:
    files = {
        "people.yaml": PEOPLE.replace("title: Mei}", "title: Mei, display: anonymous}"),
        "suggestions/darker.md": SUGGESTION,
        "suggestions/draft.md": SUGGESTION.replace("Darker", "Hidden"),
        "releases/one.md": RELEASE.replace("2026-05-08", "2026-07-08"),
    }
    files["suggestions/draft.md"] = files["suggestions/draft.md"].replace("by:", "draft: yes\nby:")
    said = json.dumps(data(tmp_path, files))

    assert "darker" in said
    for name in ("Mei", "Hidden", "draft", "release"):
        assert name not in said


def test_the_data_is_the_same_every_time(tmp_path: Path) -> None:
    first, second = (laid_out(tmp_path / name, WHOLE, at=AT) for name in "ab")

    assert first.text("threads.json").content == second.text("threads.json").content
