"""`friday publish` and `friday rollback`: what they print, and their exit codes."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.running import Done, friday, friday_here
from tests.targets.publishes import diary, journal, put, seen

THIRD = {"content/diaries/third.md": diary("Third week", "2026-05-15 17:00")}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return journal(tmp_path / "j", "targets: {web: {folder: ../public, keep: 2}}")


def publish(project: Path, at: str, *more: str) -> Done:
    return friday_here(project, "publish", "--at", at, "--jobs", "1", *more)


def test_publish_says_what_readers_get_and_when_the_next_change_comes(project: Path) -> None:
    put(project, {"content/diaries/later.md": diary("Later", "2026-06-05 17:00")})
    done = publish(project, "2026-06-05T16:00")

    assert (done.code, done.err) == (0, "")
    files = len(seen(project / "site"))
    assert f"web: published as number 1; {files} files (" in done.out
    assert "the next change by itself: 2026-06-05T17:00:00+00:00" in done.out


def test_an_instant_that_lies_ahead_is_looked_at_and_never_published(project: Path) -> None:
    done = publish(project, "9000-01-01")
    looked = publish(project, "9000-01-01", "--dry-run")

    assert (done.code, looked.code) == (2, 0)
    assert "lies ahead: readers would see what is not public yet" in done.err
    assert not (project / "published.csv").exists()


def test_publish_if_due_says_that_nothing_is_due_with_the_code_of_success(project: Path) -> None:
    publish(project, "2026-06-01")
    done = publish(project, "2026-06-01T00:10", "--if-due")

    assert done.code == 0
    assert "web: nothing is due; nothing has changed since 2026-06-01T00:00:00+00:00" in done.out


def test_dry_run_lists_pages_and_what_readers_of_feeds_will_see(project: Path) -> None:
    publish(project, "2026-06-01")
    put(project, THIRD)
    put(project, {"content/diaries/first.md": diary("First week", "2026-05-01 17:00", "Typo.")})
    (project / "content/diaries/second.md").unlink()
    done = publish(project, "2026-06-02", "--dry-run")

    assert done.code == 0
    assert "  + diaries/third/index.html" in done.out
    assert "  ~ diaries/first/index.html" in done.out
    assert "feed / (Lamp Fridays): 1 new, 0 updated" in done.out
    assert "  new      Third week, 2026-05-15 (old: refused when there are many)" in done.out
    assert "edited, silent: 1\n  ~ /diaries/first/" in done.out
    assert "withdrawn: 1\n  - /diaries/second/" in done.out
    assert "nothing was" in done.out.splitlines()[-2]


def test_as_json_a_publish_is_one_record(project: Path) -> None:
    publish(project, "2026-06-01")
    put(project, THIRD)
    done = publish(project, "2026-06-02", "--json")
    record = done.record("publish")
    changes = record["changes"]

    assert (record["what"], record["target"], record["sequence"]) == ("published", "web", 2)
    assert isinstance(changes, dict)
    assert record["sent"] == changes["files"]
    assert "diaries/third/index.html" in changes["pages"]["new"]
    whole = next(feed for feed in changes["feeds"] if feed["feed"] == "/")
    assert [item["title"] for item in whole["new"]] == ["Third week"]
    assert whole["late"] == [item["id"] for item in whole["new"]]


def test_what_is_refused_ends_with_1_and_its_cure(project: Path) -> None:
    publish(project, "2026-06-02")
    done = publish(project, "2026-05-20")

    assert done.code == 1
    assert done.out == ""
    assert done.err.splitlines()[0].startswith("readers see the site of 2026-06-02")
    assert "    hint: " in done.err
    assert "--back" in done.err


def test_a_target_that_fails_ends_with_5_so_that_a_timer_tries_again(tmp_path: Path) -> None:
    project = journal(tmp_path / "j", "targets: {pages: {git: ../nowhere.git}}")
    done = publish(project, "2026-06-01", "--json")

    assert done.code == 5
    [failure] = done.records()
    assert failure["type"] == "failure"
    assert failure["kind"] == "failed"
    assert "nowhere.git" in str(failure["message"])


def test_without_a_target_the_cure_is_told(tmp_path: Path) -> None:
    done = publish(journal(tmp_path / "j", ""), "2026-06-01")

    assert done.code == 1
    assert "friday.yaml: error[no-target]: no target is configured" in done.err
    assert "hint: targets: {web: {folder: ../public}}" in done.err


def test_rollback_brings_back_what_readers_saw(project: Path, tmp_path: Path) -> None:
    publish(project, "2026-06-01")
    before = seen(tmp_path / "public/current")
    put(project, THIRD)
    publish(project, "2026-06-02")
    done = friday_here(project, "rollback", "--json")

    assert done.code == 0
    assert json.loads(done.out) == {
        "type": "rollback",
        "target": "web",
        "sequence": 3,
        "files": len(before),
    }
    assert seen(tmp_path / "public/current") == before
    too_far = friday_here(project, "rollback", "7")
    assert too_far.code == 1
    assert "there is no release 7 before this one" in too_far.err


def test_titles_of_strangers_do_not_steer_the_terminal(project: Path) -> None:
    publish(project, "2026-06-01")
    put(project, {"content/diaries/evil.md": diary('"\\x1b[31mRed\\a"', "2026-06-01 09:00")})
    done = publish(project, "2026-06-02", "--dry-run")

    assert "\x1b" not in done.out + done.err
    assert "\a" not in done.out + done.err


def test_the_commands_run_as_people_run_them(project: Path, tmp_path: Path) -> None:
    done = friday(project, "publish", "--at", "2026-06-01", env={"NO_COLOR": "1"})
    back = friday(project, "rollback")

    assert (done.code, done.err) == (0, "")
    assert os.readlink(tmp_path / "public/current") == "releases/1"  # noqa: PTH115 - as a shell does
    assert back.code == 1
    assert "there is no release 1 before this one" in back.err
