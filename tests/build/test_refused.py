"""What the system refuses a build, told in a sentence; nothing is lost, and the next one goes on.

The commit alone is looked at by `tests/publish/test_commit_crash.py`: here is all that the command
does besides.
"""

import errno
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.build.building import Files, files_of, put
from tests.children import be_nobody, child, folder_for_all
from tests.cli.running import Done, environment, friday_here

AT = "2026-06-01"
EVERY = 9
"""Of some three hundred writes each so many is the first that is refused."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_FULL = os.strerror(errno.ENOSPC)
FILES = {
    "friday.yaml": "title: Old\nbase_url: https://t.example/\nauthority: t.example,2026\n"
    "theme: mine\nsearch: no\nshare: no\n",
    "locales/en/LC_MESSAGES/theme.po": 'msgid "Home"\nmsgstr "Start"\n',
    "themes/mine/templates/diary.html": '{% extends "default:diary.html" %}',
    "themes/mine/static/mine.css": "a { color: red }",
    "content/diaries/2026-05-01-a.md": "---\ntitle: A\n---\n\nText.\n",
    "content/static/note.txt": "note",
    "published.csv": "entry,lang,id,path,due,first,gone,queued,digest\n",
}


def build(project: Path) -> Done:
    return friday_here(project, "build", "--at", AT, "--jobs", "1")


def build_in_child(project: Path, arrange: Callable[[], None]) -> Done:
    """What a build says in a process of its own that something is arranged for."""
    reading, writing = os.pipe()

    def work() -> None:
        done = build(project)
        os.write(writing, json.dumps([done.code, done.out, done.err]).encode())

    ended = child(arrange, work)
    os.close(writing)
    with open(reading, "rb") as said:  # noqa: PTH123 - a descriptor has no path
        told = said.read()
    assert ended == 0
    return Done(*json.loads(told))


def full_from(step: int) -> Callable[[], None]:
    """Find the disk full at this write, counted from 1, and at all that follow."""

    def arrange() -> None:
        taken = 0

        def refuse(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal taken
            flags = arguments[2] if event == "open" else 0
            writes = event in {"os.mkdir", "os.link"} or (
                isinstance(flags, int) and flags & _WRITES
            )
            taken += bool(writes)
            if writes and taken >= step:
                raise OSError(errno.ENOSPC, _FULL)

        sys.addaudithook(refuse)

    return arrange


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Files, Files]:
    """A project that was edited since it was built, its site, and the site that it should have."""
    project = tmp_path_factory.mktemp("before") / "j"
    put(project, FILES)
    assert build(project).code == 0
    old = files_of(project / "site")
    put(project, {"friday.yaml": FILES["friday.yaml"].replace("Old", "New")})
    fresh = Path(shutil.copytree(project, project.with_name("fresh")))
    shutil.rmtree(fresh / ".friday")
    shutil.rmtree(fresh / "site")
    assert build(fresh).code == 0
    return project, old, files_of(fresh / "site")


@pytest.mark.parametrize("kept", ["the cache", "nothing"])
def test_a_disk_that_is_full_from_any_moment_on_is_told_and_hurts_nothing(
    before: tuple[Path, Files, Files], tmp_path: Path, kept: str
) -> None:
    project, old, new = before
    for step in count(1, EVERY):
        here = Path(shutil.copytree(project, tmp_path / str(step)))
        if kept == "nothing":
            shutil.rmtree(here / ".friday")
        done = build_in_child(here, full_from(step))
        site = files_of(here / "site")

        assert "Traceback" not in done.err, step
        assert (done.code, site) == (0, new) or (
            _FULL in done.err and (done.code, site) == (1, old)
        )
        assert build(here).code == 0
        assert files_of(here / "site") == new, step
        if done.code == 0:
            assert step > 5 * EVERY
            return


def test_a_file_that_grows_too_large_is_told_and_hurts_nothing(
    before: tuple[Path, Files, Files], tmp_path: Path
) -> None:
    project, old, new = before
    here = Path(shutil.copytree(project, tmp_path / "j"))
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", "--at", AT],
        cwd=here,
        env=environment(),
        preexec_fn=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (5_000, 5_000)),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.endswith(": File too large\n")
    assert files_of(here / "site") == old
    assert build(here).code == 0
    assert files_of(here / "site") == new


def test_who_cannot_be_told_that_all_went_well_has_a_site_all_the_same(
    before: tuple[Path, Files, Files], tmp_path: Path
) -> None:
    project, _, new = before
    here = Path(shutil.copytree(project, tmp_path / "j"))
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "generator", "build", "--at", AT],
            cwd=here,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )

    assert done.returncode == 1
    assert _FULL in done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(here / "site") == new


def for_nobody(folder: Path) -> None:
    """Let everybody do everything in a folder."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o777)


@pytest.mark.parametrize("name", [name for name in FILES if not name.startswith("fonts/")])
def test_a_file_that_must_not_be_read_is_told_by_name(
    before: tuple[Path, Files, Files], name: str
) -> None:
    with folder_for_all() as folder:
        here = Path(shutil.copytree(before[0], folder / "j"))
        for_nobody(here)
        (here / name).chmod(0)
        done = build_in_child(here, be_nobody)

        assert done.code == 1, done.out
        assert f"{name}: error[unreadable]: " in done.err
        assert "Permission denied" in done.err
        assert files_of(here / "site") == before[1]


@pytest.mark.parametrize("folder_name", ["site", "site/.friday", "site/diaries"])
def test_a_site_that_must_not_be_written_is_told_by_name(
    before: tuple[Path, Files, Files], folder_name: str
) -> None:
    with folder_for_all() as folder:
        here = Path(shutil.copytree(before[0], folder / "j"))
        for_nobody(here)
        put(here, {"content/diaries/2026-05-02-b.md": "---\ntitle: B\n---\n"})
        for place in (here / folder_name, *(here / folder_name).rglob("*")):
            place.chmod(0o555 if place.is_dir() else 0o666)
        done = build_in_child(here, be_nobody)

        assert done.code == 1, done.out
        assert done.err.startswith(f"cannot write '{folder_name}"), done.err
        assert files_of(here / "site") == before[1]


def test_fonts_that_must_not_be_looked_at_are_done_without(
    before: tuple[Path, Files, Files],
) -> None:
    """A service has the home of somebody else."""
    with folder_for_all() as folder:
        here = Path(shutil.copytree(before[0], folder / "j"))
        for_nobody(here)
        (folder / "home/.fonts").mkdir(parents=True)
        (folder / "home").chmod(0)
        environ = {"HOME": str(folder / "home"), "XDG_DATA_HOME": ""}
        with patch.dict(os.environ, environ):
            done = build_in_child(here, be_nobody)

        assert (done.code, files_of(here / "site")) == (0, before[2]), done.err


def test_a_project_that_must_not_be_written_has_a_site_elsewhere(
    before: tuple[Path, Files, Files],
) -> None:
    with folder_for_all() as folder:
        here = Path(shutil.copytree(before[0], folder / "j"))
        shutil.rmtree(here / ".friday")
        shutil.rmtree(here / "site")
        (folder / "out").mkdir()
        (folder / "out").chmod(0o777)
        for place in (here, *here.rglob("*")):
            place.chmod(0o555)

        def work() -> None:
            done = friday_here(here, "build", "--at", AT, "--output", str(folder / "out"))
            assert (done.code, "Traceback" in done.err) == (0, False), done.err

        assert child(be_nobody, work) == 0
        assert files_of(folder / "out") == before[2]
        assert not (here / ".friday").exists()


@pytest.mark.parametrize("year", [1980, 2100])
def test_files_of_another_time_are_built_and_edits_of_them_are_seen(
    before: tuple[Path, Files, Files], tmp_path: Path, year: int
) -> None:
    """A clock that was wrong once, or jumps between builds, leaves such files everywhere."""
    project, _, new = before
    here = Path(shutil.copytree(project, tmp_path / "j"))
    then = datetime(year, 1, 1, tzinfo=UTC).timestamp()
    edited = here / "content/static/note.txt"

    def at_another_time() -> None:
        for place in here.rglob("*"):
            os.utime(place, (then, then))

    at_another_time()
    assert (build(here).code, files_of(here / "site")) == (0, new)
    at_another_time()
    edited.write_text("once", encoding="utf-8")
    os.utime(edited, (then, then))
    assert (build(here).code, files_of(here / "site")["note.txt"]) == (0, b"once")
    earlier = friday_here(here, "build", "--at", "2026-05-20")
    again = friday_here(here, "build", "--at", AT)
    assert (earlier.code, again.code, files_of(here / "site")["note.txt"]) == (0, 0, b"once")
