"""What is printed goes to the disk while more is made."""

import os
import time
from collections.abc import Callable
from multiprocessing import active_children
from pathlib import Path

import pytest

from generator.build.edition import Options
from generator.build.printing import Printer, settling
from generator.pages.artefact import Artefact, Role
from generator.publish.commit import Commit
from generator.workshop.cache import Cache

MANY = 600
LONGEST_SECONDS = 20.0


def printer(folder: Path, taken: int, settle: Callable[[], None] | None, jobs: int = 2) -> Printer:
    def ignored(_artefact: Artefact) -> None:
        """It goes nowhere."""

    found = Printer(folder, Cache(None), Options(jobs=jobs), ignored, settle=settle)
    for n in range(taken):
        found.put(Artefact(f"p{n}/index.html", b"", Role.PAGE))
    return found


def settled_by(folder: Path, taken: int, jobs: int = 2) -> list[int]:
    """The processes that saw to it that files are on the disk."""
    said = folder / "said"

    def settle() -> None:
        said.write_text(str(os.getpid()), encoding="utf-8")

    with settling(printer(folder, taken, settle, jobs)):
        ends = time.monotonic() + (LONGEST_SECONDS if taken == MANY and jobs > 1 else 0.2)
        while time.monotonic() < ends and not (said.exists() and said.read_text(encoding="utf-8")):
            time.sleep(0.01)
    return [int(said.read_text(encoding="utf-8"))] if said.exists() else []


def test_another_process_waits_for_the_disk(tmp_path: Path) -> None:
    [process] = settled_by(tmp_path, MANY)

    assert process != os.getpid()
    assert active_children() == []


@pytest.mark.parametrize(("taken", "jobs"), [(10, 2), (MANY, 1)])
def test_nobody_waits_for_few_files_or_where_one_process_is_wished(
    tmp_path: Path, taken: int, jobs: int
) -> None:
    assert settled_by(tmp_path, taken, jobs) == []


def test_what_settles_nothing_is_nothing_to_wait_for(tmp_path: Path) -> None:
    with settling(printer(tmp_path, MANY, None)):
        assert active_children() == []


def test_a_commit_that_has_settled_is_finished_all_the_same(tmp_path: Path) -> None:
    with Commit(tmp_path / "site") as commit:
        for n in range(40):
            commit.add(Artefact(f"p{n}/index.html", b"a", Role.PAGE))
        commit.settle()
        commit.add(Artefact("index.html", b"b", Role.PAGE))
        result = commit.finish()

    assert result.written == 41
    assert (tmp_path / "site/p39/index.html").read_bytes() == b"a"
