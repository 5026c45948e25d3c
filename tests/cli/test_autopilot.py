"""`friday autopilot` as a process: killed, started again, stopped, and asked how it is."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.cli.options import now
from generator.targets.record import Deployed
from tests.cli.running import environment, friday

PATIENCE_SECONDS = 90.0


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A journal of one diary whose target is a folder."""
    here = tmp_path / "journal"
    write(
        here / "friday.yaml",
        "title: Lamp\nbase_url: https://lamp.example/\ncards: no\nsearch: no\n"
        "targets: {web: {folder: ../public, keep: 50}}\n",
    )
    diary(here, "zero", datetime(2026, 1, 1, tzinfo=UTC))
    return here


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def diary(project: Path, name: str, date: datetime) -> None:
    head = f"---\ntitle: Day {name}\ndate: {date.isoformat()}\n---\n"
    write(project / f"content/diaries/{name}.md", f"{head}\nIt glows.\n")


def records(project: Path) -> list[Deployed]:
    """What readers have seen, publish by publish."""
    files = (project.parent / "public/.friday/releases").glob("*.json")
    found = [Deployed.from_json(file.read_bytes(), str(file)) for file in files]
    return sorted(found, key=lambda record: record.sequence)


def first_with(project: Path, name: str) -> list[Deployed]:
    """The publishes from the first one on that had a diary's page."""
    return [r for r in records(project) if f"diaries/{name}/index.html" in r.files]


def until(holds: Callable[[], object], what: str) -> None:
    """Wait for a condition, however long it takes on this machine."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end, f"this never happened: {what}"
        time.sleep(0.05)


class Running:
    """An autopilot that runs, and what it prints."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self.process = process
        self._log = log

    def events(self) -> list[dict[str, object]]:
        """The whole lines of JSON that it printed so far."""
        lines = self._log.read_text(encoding="utf-8").splitlines(keepends=True)
        return [json.loads(line) for line in lines if line.startswith("{") and line.endswith("\n")]

    def names(self) -> list[object]:
        return [event["type"] for event in self.events()]

    def until(self, name: str, times: int = 1) -> None:
        """Wait until something was told so often."""
        end = time.monotonic() + PATIENCE_SECONDS
        while self.names().count(name) < times:
            assert time.monotonic() < end, self._log.read_text(encoding="utf-8")
            assert self.process.poll() is None, self._log.read_text(encoding="utf-8")
            time.sleep(0.05)

    def until_looked(self) -> None:
        """Wait until a look came to its end."""
        until(lambda: len(self.names()) > 1, "a look")

    def end(self, number: int) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE_SECONDS)


@contextmanager
def flying(project: Path, *options: str) -> Iterator[Running]:
    """Run `friday autopilot --json` while the block runs."""
    log = project.parent / f"log-{time.monotonic_ns()}.txt"
    command = (sys.executable, "-m", "generator", "autopilot", "--json", *options)
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            command,
            cwd=project,
            env=environment(),
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            yield Running(process, log)
        finally:
            process.kill()
            process.wait()


def test_a_killed_autopilot_that_is_started_again_publishes_each_thing_once(project: Path) -> None:
    with flying(project) as first:
        first.until("published")
        assert first.end(signal.SIGKILL) == -signal.SIGKILL
    soon = now() + timedelta(seconds=20)
    diary(project, "one", soon)
    with flying(project) as second:
        second.until_looked()  # the new text is not public yet, unless this machine is slow
        second.end(signal.SIGKILL)
    with flying(project) as third:
        third.until_looked()
        until(lambda: first_with(project, "one"), "the text is public")
        code = third.end(signal.SIGTERM)
        told = third.events()
    published = first_with(project, "one")

    assert code == 0
    assert told[-1]["type"] == "stopped"
    assert [record.sequence for record in published] == [2]
    assert len(records(project)) == 2
    assert published[0].at >= soon


def test_a_changed_file_is_published_without_a_word(project: Path) -> None:
    with flying(project) as running:
        running.until("published")
        diary(project, "new", datetime(2026, 1, 2, tzinfo=UTC))
        running.until("published", 2)
        reasons = [event.get("reason") for event in running.events()]

    assert reasons[-1] == "change"
    assert [record.sequence for record in first_with(project, "new")] == [2]


def test_a_polite_signal_in_the_middle_of_a_publish_lets_it_finish(project: Path) -> None:
    for number in range(150):  # so that there is a middle
        diary(project, f"d{number}", datetime(2026, 1, 2, tzinfo=UTC))
    with flying(project) as running:
        running.until("started")
        until((project / "site").is_dir, "the site is written")
        code = running.end(signal.SIGTERM)
        names = running.names()

    assert (code, names) == (0, ["started", "published", "stopped"])
    assert len(records(project)) == 1


def test_the_status_of_a_running_one_is_good_and_there_is_only_one(project: Path) -> None:
    before = friday(project, "autopilot", "--status")
    with flying(project) as running:
        running.until("published")
        during = friday(project, "autopilot", "--status", "--json")
        another = friday(project, "autopilot")
    after = friday(project, "autopilot", "--status")

    assert (before.code, during.code, another.code, after.code) == (6, 0, 2, 6)
    assert during.record("status")["outcome"] == "published"
    assert during.record("status")["pid"] == running.process.pid
    assert f"process {running.process.pid}" in another.err
    assert "one autopilot is enough" in another.err


def test_the_status_of_one_that_waits_for_its_authors_or_its_target(project: Path) -> None:
    good = (project / "friday.yaml").read_text(encoding="utf-8")
    with flying(project) as running:
        running.until("published")
        write(project / "friday.yaml", f"{good}tagine: x\n")
        running.until("mistakes")
        mistaken = friday(project, "autopilot", "--status")
        (project.parent / "public").rename(project.parent / "away")
        write(project.parent / "public", "This is no folder.")
        write(project / "friday.yaml", f"{good}tagline: x\n")
        running.until("failed")
        failing = friday(project, "autopilot", "--status")

    assert (mistaken.code, failing.code) == (1, 5)
    assert "friday.yaml:6" in mistaken.out
    assert "next attempt" in failing.out


def test_one_look_ends_as_publishing_does(project: Path) -> None:
    first = friday(project, "autopilot", "--once", "--json")
    second = friday(project, "autopilot", "--once", "--json")
    diary(project, "bad", datetime(2026, 1, 1, tzinfo=UTC))
    write(project / "content/diaries/bad.md", "---\ntgas: x\n---\n")
    third = friday(project, "autopilot", "--once")

    assert [row["type"] for row in first.records() + second.records()] == ["published", "nothing"]
    assert (first.code, second.code, third.code) == (0, 0, 1)
    assert "content/diaries/bad.md:2" in third.err


def test_an_autopilot_has_no_other_time_than_the_clocks(project: Path) -> None:
    done = friday(project, "autopilot", "--at", "2026-06-01")

    assert done.code == 2
    assert "--at belongs to --once" in done.err


def test_a_folder_without_a_journal_is_told_at_once(tmp_path: Path) -> None:
    done = friday(tmp_path, "autopilot")

    assert done.code == 1
    assert "friday init" in done.err


def test_what_authors_push_is_fetched_and_published(project: Path) -> None:
    bare = project.parent / "bare.git"
    git(project.parent, "init", "--quiet", "--bare", "--initial-branch", "main", str(bare))
    git(project, "init", "--quiet", "--initial-branch", "main")
    write(project / ".gitignore", "/.friday/\n/site/\n")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "-m", "Begin")
    git(project, "remote", "add", "origin", str(bare))
    git(project, "push", "--quiet", "--set-upstream", "origin", "main")
    friday(project, "autopilot", "--once", "--pull")
    other = project.parent / "other"
    git(project.parent, "clone", "--quiet", str(bare), str(other))
    diary(other, "pushed", datetime(2026, 1, 2, tzinfo=UTC))
    git(other, "add", ".")
    git(other, "commit", "--quiet", "-m", "Write")
    git(other, "push", "--quiet")
    fetched = friday(project, "autopilot", "--once", "--pull")
    bare.rename(bare.with_name("gone.git"))
    alone = friday(project, "autopilot", "--once", "--pull")

    assert (fetched.code, fetched.err) == (0, "")
    assert [record.sequence for record in first_with(project, "pushed")] == [2]
    assert alone.code == 0  # what is here is published all the same
    assert "could not be fetched" in alone.err


def git(folder: Path, *arguments: str) -> None:
    who = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{role}_NAME": "Author" for role in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{role}_EMAIL": "a@example.org" for role in ("AUTHOR", "COMMITTER")},
    }
    subprocess.run(["git", *arguments], cwd=folder, env={**os.environ, **who}, check=True)
