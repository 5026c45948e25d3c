"""Commands that run at the same time as others, in processes of their own, with the real lock."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.build.building import Files, files_of, put
from tests.build.test_incremental import CONFIG
from tests.cli.running import AT, environment, friday
from tests.preview.previews import PATIENCE_SECONDS, previewing, until

MANY = 60
"""Pages enough that a build holds its lock for as long as it takes to notice that."""


def write(project: Path, word: str) -> None:
    pages = {f"p{n}.md": f"---\ntitle: {word} {n}\n---\n\n{word}.\n" for n in range(MANY)}
    put(project, {"friday.yaml": CONFIG})
    put(project / "content/pages", pages)


def site_of(project: Path) -> Files:
    return files_of(project / "site")


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("old") / "j"
    write(project, "Old")
    assert friday(project, "build", "--at", AT).code == 0
    return project


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Files:
    project = tmp_path_factory.mktemp("new") / "j"
    write(project, "New")
    assert friday(project, "build", "--at", AT).code == 0
    return site_of(project)


@pytest.fixture
def project(old: Path, tmp_path: Path) -> Path:
    """A built journal, which has been written anew since."""
    copy = Path(shutil.copytree(old, tmp_path / "j"))
    write(copy, "New")
    return copy


def start(project: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "generator", *arguments, "--at", AT],
        cwd=project,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def stopped(project: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A build that has taken the lock, and is not let go on until somebody says so."""
    holder = project / "site/.friday/holder.txt"
    with start(project, "build", *arguments) as build:
        try:
            while not (holder.exists() and holder.read_text(encoding="utf-8")):
                assert build.poll() is None
            build.send_signal(signal.SIGSTOP)
            os.waitid(os.P_PID, build.pid, os.WSTOPPED | os.WNOWAIT)
            assert holder.exists()
            yield build
        finally:
            build.kill()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_build_that_waits_in_vain_says_who_holds_the_site(
    project: Path, old: Path, new: Files, jobs: str
) -> None:
    with stopped(project, "--jobs", jobs) as first:
        second = friday(project, "build", "--at", AT)

        assert (second.code, second.out) == (1, "")
        assert f"'site' is being built by process {first.pid} on " in second.err
        assert site_of(project) == site_of(old)
        first.send_signal(signal.SIGCONT)
        assert first.wait(PATIENCE_SECONDS) == 0

    assert site_of(project) == new


def test_a_build_waits_for_another_that_is_soon_done(project: Path, new: Files) -> None:
    with stopped(project) as first, start(project, "build") as second:
        lock = project / "site/.friday/lock"
        until(lambda: has_open(second, lock), "the second build has come to the lock")
        first.send_signal(signal.SIGCONT)

        assert (first.wait(PATIENCE_SECONDS), second.wait(PATIENCE_SECONDS)) == (0, 0)
    assert site_of(project) == new


def has_open(process: subprocess.Popen[str], file: Path) -> bool:
    """Whether a process has opened a file (proc(5))."""
    assert process.poll() is None
    found = Path(f"/proc/{process.pid}/fd").iterdir()
    return any(link.is_symlink() and link.resolve() == file.resolve() for link in found)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_lock_of_a_build_that_was_killed_keeps_nobody_out(
    project: Path, new: Files, jobs: str
) -> None:
    with stopped(project, "--jobs", jobs) as first:
        first.kill()
        first.wait(PATIENCE_SECONDS)
    left = (project / "site/.friday/holder.txt").read_text(encoding="utf-8")
    second = friday(project, "build", "--at", AT)

    assert f"process {first.pid}" in left
    assert (second.code, second.err) == (0, "")
    assert site_of(project) == new


def test_builds_that_begin_together_all_end_well(project: Path, tmp_path: Path) -> None:
    """Of few pages: each waits for all before it, and none longer than a build is willing to."""
    for n in range(6, MANY):
        (project / f"content/pages/p{n}.md").unlink()
    alone = Path(shutil.copytree(project, tmp_path / "alone"))
    assert friday(alone, "build", "--at", AT).code == 0
    builds = [start(project, "build", "--jobs", "1") for _ in range(3)]
    ends = [(build.wait(PATIENCE_SECONDS), build.communicate()[1]) for build in builds]

    assert ends == [(0, "")] * 3
    assert site_of(project) == site_of(alone)
    assert friday(project, "build", "--at", AT, "--json").record("summary")["written"] == 0


def test_a_build_does_not_mind_a_preview_nor_the_preview_a_build(project: Path, new: Files) -> None:
    with previewing(project) as preview:
        built = friday(project, "build", "--at", AT)
        put(project, {"content/pages/p0.md": "---\ntitle: Newest\n---\n"})
        again = friday(project, "build", "--at", AT)
        until(lambda: "Newest" in preview.page("p0/"), "the preview shows what was edited")

        assert (built.code, again.code, built.err, again.err) == (0, 0, "", "")
        assert preview.stop() == 0
    changed = {path for path, content in site_of(project).items() if new.get(path) != content}
    assert "p0/index.html" in changed
    assert "p1/index.html" not in changed
