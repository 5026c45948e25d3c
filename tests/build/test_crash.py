"""Builds that are killed at any moment, with all that a build does besides the commit.

`make fuzz` kills a hundred more; `tests/publish/test_commit_crash.py` kills a commit at every step.
"""

import shutil
import subprocess
import sys
from functools import partial
from itertools import count
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.build.building import Files, built, files_of, put
from tests.children import child, killed_at
from tests.cli.running import environment
from tests.so_many import examples

AT = "2026-06-01"
CONFIG = "title: {title}\nbase_url: https://t.example/\nauthority: t.example,2026\n"
EVERY = 31
"""Of some five hundred steps on the disk, each so many is tried."""
MANY = 80
"""More entries than one process reads and prints alone."""


def journal(folder: Path, title: str, names: range) -> Path:
    """A project of some diaries."""
    put(folder, {"friday.yaml": CONFIG.format(title=title)})
    shutil.rmtree(folder / "content", ignore_errors=True)
    texts = {
        f"2026-04-01-d{n}.md": f"---\ntitle: D {n}\ntags: [t{n % 5}]\n---\n\nText {n}.\n"
        for n in names
    }
    put(folder / "content/diaries", texts)
    return folder


def site_of(project: Path) -> Files:
    return files_of(project / "site")


def is_whole(site: Files, old: Files, new: Files) -> bool:
    """Whether every file is an old or a new one, and none is missing that is in both."""
    known = all(content in {old.get(path), new.get(path)} for path, content in site.items())
    return known and old.keys() & new.keys() <= site.keys()


@pytest.mark.parametrize("kept", ["the site and the cache", "the site", "nothing"])
def test_a_kill_at_any_step_leaves_the_site_whole_and_the_next_build_finishes(
    tmp_path: Path, kept: str
) -> None:
    small = partial(journal, names=range(4))
    before = small(tmp_path / "before", "Old")
    built(before, AT)
    old = site_of(before) if "site" in kept else {}
    after = small(tmp_path / "after", "New")
    built(after, AT)
    new = site_of(after)
    for step in count(1, EVERY):
        project = tmp_path / str(step)
        shutil.copytree(before, project)
        forget(project, kept)
        small(project, "New")
        code = child(killed_at(step), partial(built, project, AT))

        assert is_whole(site_of(project), old, new), step
        built(project, AT)
        assert site_of(project) == new, step
        if code == 0:
            assert step > 5 * EVERY
            return


def forget(project: Path, kept: str) -> None:
    if "cache" not in kept:
        shutil.rmtree(project / ".friday")
    if "site" not in kept:
        shutil.rmtree(project / "site")


def start(project: Path, jobs: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "generator", "build", "--at", AT, "--jobs", str(jobs)]
    return subprocess.Popen(
        command,
        cwd=project,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Files, Files, float]:
    """A built project, its site, the site after an edit, and how many seconds a build takes."""
    before = journal(tmp_path_factory.mktemp("before"), "Old", range(MANY))
    built(before, AT)
    after = journal(tmp_path_factory.mktemp("after"), "New", range(1, MANY + 1))
    began = monotonic()
    start(after, 2).wait()
    return before, site_of(before), site_of(after), monotonic() - began


@examples(3, fuzz=100)
@given(
    share=st.floats(0.05, 1.1),
    kept=st.sampled_from(["the site and the cache", "the site", "nothing"]),
    jobs=st.sampled_from([1, 2]),
)
def test_a_process_that_is_killed_at_a_random_moment_hurts_nothing(
    many: tuple[Path, Files, Files, float],
    tmp_path_factory: pytest.TempPathFactory,
    share: float,
    kept: str,
    jobs: int,
) -> None:
    before, old, new, seconds = many
    project = tmp_path_factory.mktemp("killed") / "project"
    shutil.copytree(before, project)
    forget(project, kept)
    journal(project, "New", range(1, MANY + 1))
    running = start(project, jobs)
    try:
        running.wait(share * seconds)
    except subprocess.TimeoutExpired:
        running.kill()
    running.wait()

    assert is_whole(site_of(project), old if "site" in kept else {}, new)
    assert start(project, jobs).wait() == 0
    assert site_of(project) == new
    shutil.rmtree(project.parent)
