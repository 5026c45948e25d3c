"""`friday intake` takes in what people sent, and `friday init --intake` writes their forms."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.publish.lock import held
from tests.cli.running import AT, environment, friday_here

CALL = """\
---
title: Tell us
date: 2026-05-01
type: story
opens: 2026-05-01
answer_within: 14
binds: We answer
scope: {in: your lamp}
how: {issue: https://github.com/o/lamp}
---
"""
TABLE = (
    "Your story,Where it may be shown,Email\nIt hums.,On this site,rui@example.org\n\x1b[31m,,\n"
)


@pytest.fixture
def called(journal: Path) -> Path:
    """A journal with a call for stories, and an export of its form beside it."""
    folder = journal / "content/calls"
    folder.mkdir(exist_ok=True)
    (folder / "your-story.md").write_text(CALL, encoding="utf-8")
    (journal.parent / "export.csv").write_text(TABLE, encoding="utf-8")
    return journal


def test_files_are_taken_in_with_and_without_the_word_add(called: Path) -> None:
    first = friday_here(called, "intake", "../export.csv", "--call", "your-story", "--at", AT)
    again = friday_here(
        called, "intake", "add", "../export.csv", "--call", "your-story", "--at", AT
    )

    assert first.out.startswith("    new  ")
    assert first.out.endswith("1 file: 1 new; 1 error, 1 warning\n")
    assert again.out == "1 file: 1 same; 1 error, 1 warning\n"
    assert first.code == 1


def test_what_strangers_wrote_does_not_steer_the_terminal(called: Path) -> None:
    hostile = "Your story,\x1b]0;pwned\x07\u202e\nIt hums.,1\n"
    (called.parent / "export.csv").write_text(hostile, encoding="utf-8")
    done = friday_here(called, "intake", "../export.csv", "--call", "your-story", "--at", AT)

    assert "\x1b]0" not in done.err
    assert "\u202e" not in done.err
    assert "\\x1b]0;pwned\\x07\\u202e" in done.err


def test_the_register_knows_of_it_and_the_site_does_not(called: Path) -> None:
    friday_here(called, "intake", "../export.csv", "--call", "your-story", "--at", AT)
    built = friday_here(called, "build", "--at", AT)
    register = (called / "content/submissions.csv").read_text(encoding="utf-8")
    pages = b"".join(file.read_bytes() for file in (called / "site").rglob("*") if file.is_file())

    assert built.code == 0, built.err
    assert register.count("your-story,2026-06-01") == 1
    assert b"It hums." not in pages
    assert b"rui@example.org" not in pages
    assert not list((called / "site").rglob("*inbox*"))


def test_a_dry_run_in_json_names_everything_and_writes_nothing(called: Path) -> None:
    arguments = ("intake", "../export.csv", "--call", "your-story", "--dry-run", "--json")
    done = friday_here(called, *arguments, "--at", AT)

    assert done.record("new")["consent"] is True
    assert done.record("summary")["dry"] is True
    assert not (called / "inbox").exists()
    assert not (called / "content/submissions.csv").exists()


def test_a_call_that_does_not_exist_is_told_with_the_nearest(called: Path) -> None:
    done = friday_here(called, "intake", "../export.csv", "--call", "your-storie", "--at", AT)

    assert done.code == 1
    assert "did you mean 'your-story'?" in done.err


def test_an_inbox_that_would_be_published_is_refused(called: Path) -> None:
    config = called / "friday.yaml"
    text = config.read_text(encoding="utf-8") + "intake: {inbox: content/inbox}\n"
    config.write_text(text, encoding="utf-8")
    done = friday_here(called, "intake", "../export.csv", "--call", "your-story", "--at", AT)

    assert done.code == 2
    assert "is public; name a folder of its own" in done.err


def test_a_second_command_waits_until_the_first_has_done_with_the_inbox(called: Path) -> None:
    lock = called / ".friday/inbox"
    lock.mkdir(parents=True)
    (called.parent / "export.csv").write_text("Your story\nIt hums.\nIt glows.\n")
    command = [sys.executable, "-m", "generator", "intake", "../export.csv", "--call", "your-story"]
    with held(lock, wait_seconds=0):
        second = subprocess.Popen([*command, "--at", AT], cwd=called, env=environment())
        with pytest.raises(subprocess.TimeoutExpired):
            second.wait(4)
        assert not (called / "content/submissions.csv").exists()

    assert second.wait(120) == 0
    assert len(list((called / "inbox/your-story").glob("*/index.md"))) == 2


def test_who_has_the_inbox_is_told(called: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.cli.inboxes._WAIT_SECONDS", 0.1)
    lock = called / ".friday/inbox"
    lock.mkdir(parents=True)
    with held(lock, wait_seconds=0):
        done = friday_here(called, "intake", "../export.csv", "--call", "your-story", "--at", AT)

    assert done.code == 1
    assert (
        f"another command has the inbox: '.friday' is in use by process {os.getpid()}" in done.err
    )


def test_forms_are_written_and_go_when_their_call_is_closed(called: Path) -> None:
    made = friday_here(called, "init", ".", "--intake", "github", "--at", AT)
    form = called / ".github/ISSUE_TEMPLATE/your-story.yml"
    there = form.is_file()
    text = CALL.replace("opens:", "closes: 2026-05-20\nanswer_by: 2026-05-30\noutcome: []\nopens:")
    text = text.replace("answer_within: 14\n", "")
    (called / "content/calls/your-story.md").write_text(text, encoding="utf-8")
    gone = friday_here(called, "init", ".", "--intake", "github", "--at", AT)

    assert (made.code, gone.code) == (0, 0), made.err + gone.err
    assert there
    assert not form.exists()
    assert "(removed: its call is closed)" in gone.out


def test_an_issue_goes_from_a_list_of_issues_into_the_inbox(called: Path) -> None:
    issue = {"number": 7, "html_url": "https://github.com/o/lamp/issues/7", "title": "Hum"}
    issue |= {"body": "### Your story\n\nIt hums.\n", "user": {"login": "rui"}}
    (called.parent / "issues.json").write_text(json.dumps([issue]), encoding="utf-8")
    done = friday_here(called, "intake", "../issues.json", "--call", "your-story", "--at", AT)
    [file] = (called / "inbox/your-story").glob("*/index.md")

    assert done.code == 0
    assert file.read_text(encoding="utf-8").endswith("---\n\nIt hums.\n")
