"""However a journal came to be as it is, its site is that of a clean build."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import ProblemsFound, Severity
from tests.build.building import built, built_again, files_of, put
from tests.build.counting import counted
from tests.build.edits import EDITS, Edit
from tests.build.edits import begin as edits_begin
from tests.so_many import examples

AT = "2026-06-01"
MOMENTS = ("2026-04-15", "2026-05-02T12:00", "2026-05-04", "2026-06-01")
CONFIG = """title: T
base_url: https://t.example/
authority: t.example,2026
page_size: 2
feed_size: 2
"""


def begin(project: Path) -> Path:
    page = "---\ntitle: Home\n---\n\nText.\n"
    diary = "---\ntitle: Keep\n---\n\nText.\n"
    files = {"pages/home.md": page, "diaries/2026-04-01-keep.md": diary}
    put(project, {"friday.yaml": CONFIG})
    put(project / "content", files)
    return project


def codes_of(project: Path, at: str, build: Callable[[Path, str], object] = built) -> list[str]:
    """What a build stops at; nothing if it does not."""
    try:
        build(project, at)
    except ProblemsFound as stop:
        return sorted(
            problem.code for problem in stop.problems if problem.severity is Severity.ERROR
        )
    return []


@examples(25, fuzz=500)
@given(
    edits=st.lists(EDITS, min_size=1, max_size=6),
    moments=st.lists(st.sampled_from(MOMENTS), min_size=6, max_size=6),
)
def test_any_sequence_of_edits_and_instants_ends_in_the_site_of_a_clean_build(
    tmp_path_factory: pytest.TempPathFactory, edits: list[Edit], moments: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("edited")
    often, once = edits_begin(folder / "often"), edits_begin(folder / "once")
    stopped = codes_of(often, AT, built_again)
    for edit, at in zip(edits, moments, strict=False):
        edit.apply(often)
        stopped = codes_of(often, at, built_again)
        edit.apply(once)

    last = moments[len(edits) - 1]
    assert codes_of(once, last) == stopped
    if not stopped:
        assert files_of(often / "site") == files_of(once / "site")
    shutil.rmtree(folder)


def test_a_cache_that_is_gone_changes_no_byte(tmp_path: Path) -> None:
    project = begin(tmp_path)
    built(project, AT)
    (project / ".friday/cache.sqlite").unlink()

    assert built(project, AT).written == 0


def moved(project: Path, to: Path) -> Path:
    """The project as it comes out of an archive elsewhere, without its site."""
    shutil.copytree(project, to, copy_function=shutil.copyfile)
    shutil.rmtree(to / "site")
    return to


def test_a_cache_of_another_machine_is_used_and_changes_no_byte(tmp_path: Path) -> None:
    project = begin(tmp_path / "here")
    built(project, AT)
    there = moved(project, tmp_path / "far/away")
    with counted(there / "site") as count:
        built(there, AT)

    assert (count.texts, count.templates) == ([], [])
    assert files_of(there / "site") == files_of(project / "site")


def foreign(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE entry (key TEXT, value BLOB)")


def stolen(file: Path) -> None:
    """Every value is another's."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE value SET bytes = (SELECT bytes FROM value LIMIT 1)")


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no cache at all": lambda file: file.write_bytes(b"<html>"),
    "cut off": lambda file: os.truncate(file, file.stat().st_size // 2),
    "another program's": foreign,
    "values under others' keys": stolen,
    "a folder": folder,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_or_foreign_cache_is_thrown_away_and_changes_no_byte(
    tmp_path: Path, damage: str
) -> None:
    project = begin(tmp_path / "here")
    built(project, AT)
    there = moved(project, tmp_path / "there")
    DAMAGES[damage](there / ".friday/cache.sqlite")
    built(there, AT)
    assert files_of(there / "site") == files_of(project / "site")

    shutil.rmtree(there / "site")
    with counted(there / "site") as count:
        built(there, AT)
    assert files_of(there / "site") == files_of(project / "site")
    assert (count.texts, count.templates) == ([], [])


def test_a_mistake_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    project = begin(tmp_path)
    built(project, AT)
    before = files_of(project / "site")
    put(project, {"content/pages/home.md": "---\ntitle: New\nnonsense: 1\n---\n"})

    with pytest.raises(ProblemsFound):
        built(project, AT)

    assert files_of(project / "site") == before


def test_a_template_that_fails_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    project = begin(tmp_path)
    built(project, AT)
    before = files_of(project / "site")
    templates = {"feed_item.html": "{{ entry.nothing }}", "list.html": "new {{ heading }}"}
    put(project / "themes/mine/templates", templates)
    put(project, {"friday.yaml": f"{CONFIG}theme: mine\n"})

    with pytest.raises(ProblemsFound) as stop:
        built(project, AT)

    assert [problem.code for problem in stop.value.problems] == ["template"] * len(
        stop.value.problems
    )
    assert files_of(project / "site") == before
