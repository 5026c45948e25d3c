"""`friday due`: what a publish would change for readers since the last one."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.build.edition import Options
from generator.build.line import drafted
from generator.reader.published import register_text
from tests.cli.rhythmic import AT, kept, rhythmic
from tests.cli.running import Done, friday_here

__all__ = ["kept"]


def publish(project: Path, at: str) -> None:
    """Write the register as a publish at an instant leaves it."""
    with drafted(project, at=datetime.fromisoformat(at), options=Options()) as draft:
        text = register_text(draft.journal.register)
    (project / "published.csv").write_text(text, encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The journal as it was published on Saturday."""
    made = rhythmic(tmp_path)
    publish(made, AT)
    return made


def due(project: Path, at: str = AT) -> Done:
    return friday_here(project, "due", "--at", at, "--json")


def changes(project: Path, at: str = AT) -> list[tuple[object, object]]:
    found = due(project, at).record("due")["changes"]
    assert isinstance(found, list)
    return [(each["change"], each["entry"]) for each in found]


def later(**more: int) -> str:
    return (datetime.fromisoformat(AT) + timedelta(**more)).isoformat()


def rewritten(project: Path, name: str, old: str, new: str) -> None:
    file = project / "content" / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_everything_is_due_before_the_first_publish(kept: Path) -> None:
    done = friday_here(kept, "due", "--at", AT)

    assert done.code == 0
    assert done.out.startswith("nothing was published yet, so everything is due\n")


def test_nothing_is_due_right_after_a_publish(project: Path) -> None:
    done = friday_here(project, "due", "--at", AT)

    assert done.code == 4
    assert done.out.splitlines()[:2] == [
        "since the last publish at 2026-05-30T12:00:00+08:00:",
        "  nothing",
    ]


def test_it_says_when_something_is(project: Path) -> None:
    record = due(project).record("due")

    assert record["due"] is False
    assert record["next"] == [
        {"at": "2026-05-31T00:00:00+08:00", "what": "day"},
        {
            "at": "2026-06-01T20:00:00+08:00",
            "what": "date",
            "entry": "call:c",
            "lang": "en",
            "field": "closes",
        },
    ]


@pytest.mark.parametrize(("seconds", "code"), [(-1, 4), (0, 0)])
def test_it_is_due_from_the_instant_on_that_was_named(
    project: Path, seconds: int, code: int
) -> None:
    instant = datetime.fromisoformat("2026-05-31T00:00+08:00") + timedelta(seconds=seconds)

    assert due(project, instant.isoformat()).code == code


def test_what_appears_with_its_companion_is_new(project: Path) -> None:
    assert changes(project, "2026-06-03T10:00+08:00") == [
        ("new", "release:r"),
        ("new", "story:s"),
    ]


def test_what_comes_out_of_the_queue_is_new(project: Path) -> None:
    assert ("new", "diary:five") in changes(project, "2026-06-05T17:00+08:00")
    assert ("new", "diary:four") not in changes(project, "2026-06-05T17:00+08:00")


def test_an_edit_without_updated_is_silent_and_due(project: Path) -> None:
    rewritten(project, "diaries/one.md", "\nA\n", "\nB\n")

    assert changes(project) == [("silent", "diary:one")]
    assert due(project).code == 0
    assert "was edited, and nobody is told" in friday_here(project, "due", "--at", AT).out


def test_an_edit_with_updated_is_an_update(project: Path) -> None:
    rewritten(project, "diaries/one.md", "17:00\n", "17:00\nupdated: 2026-05-30 12:30\n")

    assert changes(project, later(hours=1)) == [("updated", "diary:one")]


def test_what_is_withdrawn_disappears(project: Path) -> None:
    rewritten(project, "diaries/one.md", "17:00\n", "17:00\nwithdrawn: wrong\n")

    assert changes(project) == [("gone", "diary:one")]


def test_a_deadline_that_passed_is_due(project: Path) -> None:
    done = friday_here(project, "due", "--at", "2026-06-01T20:00+08:00")

    assert "2026-06-01T20:00:00+08:00 call:c (en): closes: C" in done.out


def test_of_many_days_only_the_last_is_told(project: Path) -> None:
    done = friday_here(project, "due", "--at", "2026-06-03T09:00+08:00")

    assert done.out.count("a new day") == 1
    assert "2026-06-03T00:00:00+08:00 a new day" in done.out


def test_mistakes_are_shown_and_nothing_is_said_about_what_is_due(project: Path) -> None:
    rewritten(project, "diaries/one.md", "title: One", "titel: One")
    done = friday_here(project, "due", "--at", AT)

    assert (done.code, done.out) == (1, "")
    assert "unknown-field" in done.err


def test_a_register_that_is_only_older_makes_the_time_since_it_due(project: Path) -> None:
    file = project / "published.csv"
    with drafted(project, at=datetime.fromisoformat(AT), options=Options()) as draft:
        older = replace(draft.published, last=datetime.fromisoformat(later(days=-1)))
    file.write_text(register_text(older), encoding="utf-8")

    assert due(project).code == 0
