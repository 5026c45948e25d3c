"""Commits that are killed, refused or interrupted, at every step of their work on the disk."""

import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from generator.publish.commit import Commit
from generator.publish.failures import CommitFailed
from tests.children import (
    FAILED,
    be_nobody,
    child,
    folder_for_all,
    interrupted_at,
    killed_at,
    refused_at,
)
from tests.publish.sites import Files, put, tree

REFUSED = 18
OLD: Files = {
    "index.html": b"old home",
    "same.html": b"same",
    "gone/deep/index.html": b"gone",
    "becomes-folder": b"a file",
    "becomes-file/index.html": b"in a folder",
    "style.css": b"old style",
    "feed.xml": b"old feed",
}
NEW: Files = {
    "index.html": b"new home",
    "same.html": b"same",
    "new/deep/index.html": b"new",
    "becomes-folder/index.html": b"in a folder",
    "becomes-file": b"a file",
    "style.css": b"new style",
    "feed.xml": b"new feed",
}
OTHER: Files = {"index.html": b"third home", "elsewhere/index.html": b"third"}


def files_of(site: Path) -> dict[str, bytes]:
    return {path: content for path, content in tree(site).items() if content is not None}


def clean(folder: Path, files: Files) -> dict[str, bytes | None]:
    put(folder / "clean", files)
    return tree(folder / "clean")


def ends(
    folder: Path, arrange: Callable[[int], Callable[[], None]]
) -> Iterator[tuple[Path, int, int]]:
    """A site that went from OLD towards NEW, how it ended, and at which step, for every step."""
    for step in count(1):
        site = folder / f"site-{step}"
        put(site, OLD)
        code = child(arrange(step), partial(put_or_say_refused, site))
        yield site, code, step
        if code == 0 and step > 60:
            return


def put_or_say_refused(site: Path) -> None:
    try:
        put(site, NEW)
    except CommitFailed:
        os._exit(REFUSED)


def come_into_sight_in_order(files: dict[str, bytes]) -> bool:
    """Whether no page is newer than its style, and no feed newer than its pages."""
    style = files["style.css"] == NEW["style.css"]
    pages = files["index.html"] == NEW["index.html"] and "new/deep/index.html" in files
    return (style or files["index.html"] == OLD["index.html"]) and (
        pages or files["feed.xml"] == OLD["feed.xml"]
    )


def test_a_kill_at_any_step_leaves_every_file_whole_and_old_or_new(tmp_path: Path) -> None:
    for site, code, step in ends(tmp_path, killed_at):
        files = files_of(site)

        assert code in {0, -signal.SIGKILL}, step
        assert all(content in {OLD.get(path), NEW.get(path)} for path, content in files.items())
        assert files["same.html"] == b"same"
        assert come_into_sight_in_order(files), step


@pytest.mark.parametrize("then", [NEW, OLD, OTHER], ids=["the-same", "back", "another"])
def test_the_next_commit_after_a_kill_at_any_step_ends_in_a_clean_tree(
    tmp_path: Path, then: Files
) -> None:
    expected = clean(tmp_path, then)
    for site, _code, step in ends(tmp_path, killed_at):
        put(site, then)

        assert tree(site) == expected, step
        assert sorted(file.name for file in (site / ".friday").iterdir()) == [
            "lock",
            "manifest.json",
        ]


def test_a_first_commit_that_is_killed_at_any_step_is_taken_up_by_the_next(tmp_path: Path) -> None:
    expected = clean(tmp_path, OTHER)
    for step in range(1, 60):
        site = tmp_path / f"site-{step}"
        child(killed_at(step), partial(put, site, NEW))
        put(site, OTHER)

        assert tree(site) == expected, step


def test_two_kills_in_a_row_leave_nothing_behind(tmp_path: Path) -> None:
    expected = clean(tmp_path, OLD)
    for site, _code, step in ends(tmp_path, killed_at):
        child(killed_at(20 + step * 7 % 40), partial(put, site, OTHER))
        put(site, OLD)

        assert tree(site) == expected, step


def test_what_a_kill_left_beside_files_that_stand_as_they_stood_is_removed(tmp_path: Path) -> None:
    more = {**OLD, "elsewhere/index.html": b"third", "more/deep/style.css": b"third style"}
    expected = clean(tmp_path, OLD)
    for step in range(1, 60):
        site = tmp_path / f"site-{step}"
        put(site, OLD)
        child(killed_at(step), partial(put, site, more))
        put(site, OLD)

        assert tree(site) == expected, step


def test_a_full_disk_at_any_step_is_told_and_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    seen = set()
    for site, code, step in ends(tmp_path, refused_at):
        seen.add(code)

        assert code in {0, REFUSED}, step
        assert files_of(site) == (NEW if code == 0 else OLD), step
    assert seen == {0, REFUSED}


def test_a_commit_after_a_full_disk_at_any_step_ends_in_a_clean_tree(tmp_path: Path) -> None:
    expected = clean(tmp_path, OTHER)
    for site, _code, step in ends(tmp_path, refused_at):
        put(site, OTHER)

        assert tree(site) == expected, step


def test_ctrl_c_at_any_step_leaves_the_site_old_or_new_as_a_whole(tmp_path: Path) -> None:
    for site, code, step in ends(tmp_path, interrupted_at):
        assert code in {0, FAILED}, step
        assert files_of(site) in (OLD, NEW), step


def test_a_file_that_the_system_does_not_let_grow_is_told_by_name(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, OLD)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    def work() -> None:
        with pytest.raises(CommitFailed, match=r"cannot write .*staging.*: File too large"):
            put(site, {"big": bytes(200_000)})

    assert child(limit, work) == 0
    assert files_of(site) == OLD


def test_a_kill_in_the_middle_of_a_write_is_not_seen(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, OLD)

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    code = child(limit, partial(put, site, {"index.html": bytes(200_000)}))

    assert code == -signal.SIGXFSZ
    assert files_of(site) == OLD


def test_a_folder_that_must_not_be_written_is_told_by_name() -> None:
    with folder_for_all() as folder:
        site = folder / "site"
        put(site, OLD)
        for path in (site, *site.rglob("*")):
            path.chmod(0o777)
        (site / "becomes-file").chmod(0o555)

        def work() -> None:
            with pytest.raises(CommitFailed, match=r"becomes-file.*: Permission denied"):
                put(site, NEW)

        assert child(be_nobody, work) == 0
        assert files_of(site) == OLD


def test_a_disk_that_knows_no_second_names_does(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, OLD)

    assert child(without_links, partial(put, site, NEW)) == 0
    assert files_of(site) == NEW


def without_links() -> None:
    def refuse(event: str, _arguments: object) -> None:
        if event == "os.link":
            raise PermissionError

    sys.addaudithook(refuse)


def test_a_lock_whose_holder_was_killed_is_free(tmp_path: Path) -> None:
    site = tmp_path / "site"

    def hold() -> None:
        with Commit(site):
            os.kill(os.getpid(), signal.SIGKILL)

    assert child(lambda: None, hold) == -signal.SIGKILL
    assert put(site, OLD).written == len(OLD)


def test_a_second_build_waits_for_the_first_if_told_to(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, OLD)
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        with Commit(site):
            os.write(writing, b"!")
            time.sleep(0.3)
        os._exit(0)
    os.read(reading, 1)
    with Commit(site, wait_seconds=30) as commit:
        result = commit.finish()
    os.waitpid(pid, 0)
    os.close(reading)
    os.close(writing)

    assert result.deleted == len(OLD)
