"""The steps of the workflows, run for real: bash, git, a bare repository, and friday itself."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.config import read
from generator.intake.automation.forges import workflows
from tests.cli.running import environment

AT = datetime(2026, 6, 1, tzinfo=UTC)
PUBLISH, RECORD = "Publish", "Record what was published"
SKIP = "[skip ci]"


class Repository:
    """A bare repository with a journal in it, a folder that is served, and runners of a forge."""

    def __init__(self, folder: Path, target: str = "folder: ../../public") -> None:
        self.folder = folder
        self.bare = folder / "server" / "group" / "journal.git"
        self.public = folder / "public"
        self.bare.parent.mkdir(parents=True)
        git(folder, "init", "--quiet", "--bare", "--initial-branch", "main", str(self.bare))
        programs = folder / "programs"
        programs.mkdir()
        shim = programs / "friday"
        shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n', encoding="utf-8")
        shim.chmod(0o755)
        self.author = self.clone("author")
        self.text = (
            "title: Lamp\nbase_url: https://lamp.example/\ncards: no\nsearch: no\n"
            f"targets: {{web: {{{target}}}}}\n"
        )
        (self.author / "friday.yaml").write_text(self.text, encoding="utf-8")
        (self.author / ".gitignore").write_text("/.friday/\n/site/\n", encoding="utf-8")
        self.writes("first")

    def clone(self, name: str) -> Path:
        """A checkout as shallow as that of a runner."""
        there = self.folder / "checkouts" / name
        git(self.folder, "clone", "--quiet", "--depth", "1", self.bare.as_uri(), str(there))
        return there

    def writes(self, name: str) -> None:
        """The author pushes a diary."""
        file = self.author / f"content/diaries/{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        head = f"---\ntitle: Day {name}\ndate: 2026-05-01\n---\n"
        file.write_text(f"{head}\nIt glows.\n", encoding="utf-8")
        git(self.author, "add", ".")
        git(self.author, "commit", "--quiet", "-m", f"Write {name}")
        if git(self.author, "ls-remote", "origin", "main"):
            git(self.author, "pull", "--quiet", "--rebase", "origin", "main")
        git(self.author, "push", "--quiet", "origin", "HEAD:main")

    def workflow(self, forge: str) -> dict[str, Any]:
        config, problems = read(self.text)
        assert config is not None, problems
        [supply] = workflows(forge, self.author, config, AT, branch_name="main", action=False)
        found = yaml.load(supply.text, yaml.BaseLoader)  # noqa: S506, TID251
        assert isinstance(found, dict)
        return found

    def step(self, forge: str, name: str) -> str:
        steps = self.workflow(forge)["jobs"]["publish"]["steps"]
        [script] = [step["run"] for step in steps if step.get("name") == name]
        assert isinstance(script, str)
        return script

    def start(self, checkout: Path, script: str, **more: str) -> subprocess.Popen[str]:
        """Begin a script as a runner does."""
        own = {"BRANCH": "main", "BOT_NAME": "bot", "BOT_MAIL": "bot@example.org", "PAUSES": "0"}
        programs = f"{self.folder / 'programs'}{os.pathsep}{os.environ['PATH']}"
        return subprocess.Popen(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=checkout,
            env=environment({**QUIET, **own, "PATH": programs, **more}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, checkout: Path, script: str, **more: str) -> tuple[int, str]:
        process = self.start(checkout, script, **more)
        out, _ = process.communicate(timeout=120)
        return process.returncode, out

    def subjects(self) -> list[str]:
        """The commits of the branch, newest first."""
        return git(self.bare, "log", "--format=%s", "main").splitlines()

    def register(self) -> set[str]:
        """The diaries in the register that is in the repository."""
        text = git(self.bare, "show", "main:published.csv")
        return {row.split(",")[0] for row in text.splitlines()[1:]} - {"*"}


# Neither the configuration of who runs the tests, nor a terminal.
QUIET: Mapping[str, str] = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_AUTHOR_NAME": "Author",
    "GIT_AUTHOR_EMAIL": "author@example.org",
    "GIT_COMMITTER_NAME": "Author",
    "GIT_COMMITTER_EMAIL": "author@example.org",
}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **QUIET},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (arguments, done.stderr)
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


@pytest.mark.parametrize("name", [PUBLISH, RECORD])
def test_forges_run_the_same_steps(name: str, repository: Repository) -> None:
    script = repository.step("github", name)
    lines = repository.workflow("gitlab")["publish"]["script"]

    assert repository.step("forgejo", name) == script
    assert script in lines


def test_a_run_publishes_and_commits_the_register_once(repository: Repository) -> None:
    publish, record = (repository.step("github", name) for name in (PUBLISH, RECORD))
    for runner in ("one", "two"):
        checkout = repository.clone(runner)
        code, out = repository.run(checkout, publish)
        assert code == 0, out
        code, out = repository.run(checkout, record)
        assert code == 0, out

    assert (repository.public / "current/diaries/first/index.html").is_file()
    assert repository.subjects() == [f"Record what was published {SKIP}", "Write first"]
    assert repository.register() == {"diary:first"}


def test_a_commit_of_an_author_that_comes_between_is_kept(repository: Repository) -> None:
    checkout = repository.clone("one")
    repository.run(checkout, repository.step("github", PUBLISH))
    repository.writes("second")
    code, out = repository.run(checkout, repository.step("github", RECORD))

    assert code == 0, out
    assert repository.subjects() == [
        f"Record what was published {SKIP}",
        "Write second",
        "Write first",
    ]


def test_two_runs_that_record_at_once_lose_nothing(repository: Repository) -> None:
    record = repository.step("github", RECORD)
    older = repository.clone("older")
    code, out = repository.run(older, repository.step("github", PUBLISH))
    assert code == 0, out
    repository.writes("second")
    newer = repository.clone("newer")
    code, out = repository.run(newer, repository.step("github", PUBLISH))
    assert code == 0, out
    running = [repository.start(checkout, record) for checkout in (newer, older)]
    ends = [(process.communicate(timeout=120)[0], process.returncode) for process in running]

    assert [code for _, code in ends] == [0, 0], ends
    assert repository.register() == {"diary:first", "diary:second"}
    assert (repository.public / "current/diaries/second/index.html").is_file()
    assert "<<<<<<<" not in git(repository.bare, "show", "main:published.csv")


def test_a_register_that_conflicts_is_taken_from_the_others_and_completed(
    repository: Repository,
) -> None:
    older = repository.clone("older")
    repository.run(older, repository.step("github", PUBLISH))
    repository.writes("second")
    newer = repository.clone("newer")
    repository.run(newer, repository.step("github", PUBLISH))
    first = repository.run(older, repository.step("github", RECORD))
    second = repository.run(newer, repository.step("github", RECORD))

    assert (first[0], second[0]) == (0, 0), (first[1], second[1])
    assert "CONFLICT" in second[1]
    assert repository.register() == {"diary:first", "diary:second"}
    assert git(newer, "status", "--porcelain") == ""


def test_a_dry_run_sends_nothing(repository: Repository) -> None:
    script = repository.step("github", PUBLISH)
    code, out = repository.run(repository.clone("one"), script, DRY_RUN="true", BY_HAND="true")

    assert code == 0, out
    assert not (repository.public / "current").exists()


def test_a_target_that_is_away_for_a_moment_is_tried_again(repository: Repository) -> None:
    repository.public.write_text("This is no folder.", encoding="utf-8")
    script = repository.step("github", PUBLISH)
    process = repository.start(repository.clone("one"), script, PAUSES="4 4 0")
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("once more"):
            break
    repository.public.unlink()
    out, _ = process.communicate(timeout=120)

    assert process.returncode == 0, out
    assert (repository.public / "current/diaries/first/index.html").is_file()


def test_a_target_that_stays_away_ends_the_step_with_5(repository: Repository) -> None:
    repository.public.write_text("This is no folder.", encoding="utf-8")
    start = time.monotonic()
    code, _ = repository.run(repository.clone("one"), repository.step("github", PUBLISH))

    assert code == 5
    assert time.monotonic() - start < 60


def test_a_mistake_ends_the_step_with_1_and_is_not_tried_again(repository: Repository) -> None:
    checkout = repository.clone("one")
    (checkout / "content/diaries/bad.md").write_text("---\ntgas: x\n---\n", encoding="utf-8")
    code, out = repository.run(checkout, repository.step("github", PUBLISH), PAUSES="9 9 0")

    assert code == 1
    assert "once more" not in out


def test_the_check_of_a_pull_request_is_friday_check(repository: Repository) -> None:
    steps = repository.workflow("github")["jobs"]["check"]["steps"]
    script = next(step["run"] for step in steps if step.get("name") == "Check")
    checkout = repository.clone("one")
    good, _ = repository.run(checkout, script)
    (checkout / "content/diaries/bad.md").write_text("---\ntgas: x\n---\n", encoding="utf-8")
    bad, out = repository.run(checkout, script)

    assert (good, bad) == (0, 1)
    assert "content/diaries/bad.md:2" in out


@pytest.mark.parametrize("forge", ["github", "forgejo"])
def test_git_gets_the_token_from_the_environment_and_from_no_file(
    forge: str, repository: Repository
) -> None:
    own = repository.workflow(forge)["jobs"]["publish"]["env"]
    key = {"GIT_CONFIG_KEY_0": "credential.https://forge.example.helper"}
    done = subprocess.run(
        ["git", "credential", "fill"],
        input="protocol=https\nhost=forge.example\npath=a/b.git\n\n",
        env={**os.environ, **QUIET, **own, **key, "TOKEN": "s3cret-value"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert own["GIT_CONFIG_KEY_0"] == "credential.${{ github.server_url }}.helper"
    assert "password=s3cret-value\n" in done.stdout
    assert "s3cret" not in str(own)


def test_gitlabs_job_publishes_records_and_hands_over_the_pages(tmp_path: Path) -> None:
    bare = (tmp_path / "server/group/journal.git").as_uri()
    repository = Repository(tmp_path, f'git: "{bare}", branch: pages')
    jobs = repository.workflow("gitlab")
    own = {
        "CI_SERVER_URL": (tmp_path / "server").as_uri(),
        "CI_PROJECT_PATH": "group/journal",
        "CI_PIPELINE_SOURCE": "schedule",
        "DRY_RUN": "false",
        "PAGES_BRANCH": "pages",
    }
    checkout = repository.clone("one")
    repository.writes("second")  # the job takes the branch as it is by now
    code, out = repository.run(checkout, "\n".join(jobs["publish"]["script"]), **own)
    assert code == 0, out
    code, out = repository.run(checkout, "\n".join(jobs["pages"]["script"]), **own)
    assert code == 0, out

    assert (checkout / "public/diaries/second/index.html").is_file()
    assert repository.subjects()[0] == f"Record what was published {SKIP}"
    assert repository.register() == {"diary:first", "diary:second"}


def test_the_action_runs_its_command_and_hands_on_the_code(repository: Repository) -> None:
    config, _ = read(repository.text)
    assert config is not None
    action = workflows("github", repository.author, config, AT, branch_name="main", action=True)[1]
    found = yaml.load(action.text, yaml.BaseLoader)  # noqa: S506, TID251
    [script] = [step["run"] for step in found["runs"]["steps"] if step.get("id") == "run"]
    outputs = repository.folder / "outputs"
    more = {"GITHUB_OUTPUT": str(outputs)}
    good, _ = repository.run(repository.clone("one"), script, COMMAND="check --strict", **more)
    bad, _ = repository.run(repository.clone("two"), script, COMMAND="check *", **more)

    assert (good, bad) == (0, 2)
    assert outputs.read_text(encoding="utf-8") == "code=0\ncode=2\n"
