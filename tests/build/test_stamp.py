"""A stamp holds while nothing has changed, and never else."""

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep

import pytest
from msgspec.structs import replace

from generator.build import running, stamp
from generator.build.edition import Edition, Options
from generator.build.forgetting import throw_away
from generator.build.line import build
from generator.publish.manifest import intent_file, manifest_file
from generator.workshop import program
from generator.workshop.marks import marks
from tests.build.building import ROOT, TICK_SECONDS, put
from tests.build.counting import called

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)
WISH = stamp.asked(Path("j"), {})
_DIARY = "content/diaries/2026-05-01-a.md"
_CHANGELOG = "log/changes.md"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Edition]:
    """A journal that was built."""
    project = tmp_path_factory.mktemp("built") / "j"
    files = {
        "friday.yaml": "title: J\nbase_url: https://j.example/\nlanguages: [en]\n"
        "changelog: log/changes.md\n",
        _CHANGELOG: "# Changes\n\n## 1.0 - 2026-05-01\n\n- A lamp\n",
        _DIARY: "---\ntitle: A\n---\nText.\n",
        "content/diaries/2026-06-01-b.md": "---\ntitle: B\ndate: 2026-05-03 18:00\n---\nText.\n",
        "content/static/robots.json": "{}",
        "content/static/__pycache__/x.json": "{}",
        "themes/mine/notes.txt": "",
        "published.csv": (ROOT / "published.csv").read_text().partition("\n")[0] + "\n",
        "forgotten.yaml": "[]\n",
        "fonts/a.txt": "",
    }
    put(project, files)
    return project, _build(project)


@pytest.fixture
def project(built: tuple[Path, Edition], tmp_path: Path) -> Path:
    """A copy of it, with a stamp of its own."""
    there, edition = built
    copy = shutil.copytree(there, tmp_path / "j", symlinks=True)
    begun = stamp.Begun.now(copy)
    assert begun
    moved = tuple(
        copy / each.relative_to(there) if each.is_relative_to(there) else each
        for each in edition.sources
    )
    edition = replace(edition, site=copy / "site", sources=moved)
    then = replace(begun, at_ns=begun.at_ns + 10**9, counter_ns=begun.counter_ns + 10**9)
    stamp.issue(copy, then, WISH, AT, edition)
    return copy


def _build(project: Path) -> Edition:
    begun = stamp.Begun.now(project)
    assert begun
    edition = build(project, at=AT, options=Options(jobs=1, lasting=True))
    stamp.issue(project, begun, WISH, AT, edition)
    return edition


def _standing(project: Path, at: datetime = AT) -> bool:
    found = stamp.standing(project, WISH, at)
    return found is not None and not found.edited


def test_it_holds_while_nothing_changes_and_says_what_a_build_would(project: Path) -> None:
    standing = stamp.standing(project, WISH, AT)
    again = _build(project)

    assert standing
    found = standing.result
    assert found.site == again.site
    assert found.problems == again.problems
    assert (found.pages, found.files, found.hidden) == (again.pages, again.files, again.hidden)
    assert (found.written, found.unchanged, found.deleted) == (0, again.files, 0)
    assert (again.written, again.unchanged, again.deleted) == (0, again.files, 0)


def test_it_holds_until_the_journal_changes_by_itself(project: Path) -> None:
    due = AT.replace(hour=18)

    assert _standing(project, due - timedelta(seconds=1))
    assert not _standing(project, due)
    assert not _standing(project, AT - timedelta(seconds=1))


def _edited(path: str) -> Callable[[Path], None]:
    def edit(project: Path) -> None:
        with (project / path).open("a") as file:
            file.write("\n")

    return edit


def _disguised(project: Path) -> None:
    """Another text of the same length, and the time set back."""
    file = project / _DIARY
    before = file.stat()
    file.write_text(file.read_text().replace("Text", "Next"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def _replaced(project: Path) -> None:
    put(project, {"new": (project / _DIARY).read_text()})
    shutil.copystat(project / _DIARY, project / "new")
    (project / "new").replace(project / _DIARY)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a text": _edited(_DIARY),
    "a text of the same size and time": _disguised,
    "another file of the same name": _replaced,
    "the configuration": _edited("friday.yaml"),
    "a theme": _edited("themes/mine/notes.txt"),
    "the register": _edited("published.csv"),
    "the forgotten": _edited("forgotten.yaml"),
    "a font": _edited("fonts/a.txt"),
    "a static file of a hidden folder": _edited("content/static/__pycache__/x.json"),
    "a static file": _edited("content/static/robots.json"),
    "a new file": lambda p: put(p, {"content/diaries/2026-05-02-c.md": "---\ntitle: C\n---\n"}),
    "a new folder of texts": lambda p: put(p, {"locales/en/a.po": ""}),
    "a file less": lambda p: (p / _DIARY).unlink(),
    "a new name": lambda p: (p / _DIARY).rename(p / "content/diaries/2026-05-01-z.md"),
    "a link": lambda p: (p / "content/static/link.json").symlink_to(p / "friday.yaml"),
    "a link that leads nowhere": lambda p: (p / "content/static/link").symlink_to("nowhere"),
    "a page": _edited("site/index.html"),
    "a page less": lambda p: (p / "site/index.html").unlink(),
    "no site": lambda p: shutil.rmtree(p / "site"),
    "no list of the site's files": lambda p: manifest_file(p / "site").unlink(),
    "another list of the site's files": lambda p: manifest_file(p / "site").write_text("{}"),
    "a commit that was interrupted": lambda p: intent_file(p / "site").write_text("{}"),
    "a damaged stamp": lambda p: (p / stamp.FILE).write_bytes(b'{"asked": "\xff'),
    "a stamp of another shape": lambda p: (p / stamp.FILE).write_text("[]"),
    "no stamp": lambda p: (p / stamp.FILE).unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_it_does_not_hold_after_a_change(project: Path, change: str) -> None:
    CHANGES[change](project)

    assert not _standing(project)


def test_it_goes_with_everything_else_that_may_name_the_forgotten(project: Path) -> None:
    throw_away(project / ".friday")

    assert not (project / stamp.FILE).exists()


def test_it_does_not_hold_for_another_wish_place_or_program(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stamp.standing(project, WISH, AT)
    assert stamp.asked(Path("j"), {"strict": True}) != WISH
    assert stamp.asked(Path("k"), {}) != WISH
    monkeypatch.setattr("platform.python_version", lambda: "3.99")
    assert stamp.asked(Path("j"), {}) != WISH


def test_a_link_to_a_folder_is_followed_and_a_circle_of_them_ends(project: Path) -> None:
    elsewhere = project / "elsewhere"
    put(elsewhere, {"a.txt": "a"})
    (project / "fonts/there").symlink_to(elsewhere)
    (project / "fonts/round").symlink_to(project / "fonts")
    _build(project)

    assert _standing(project)
    (elsewhere / "a.txt").write_text("b")
    assert not _standing(project)


def test_a_place_that_is_a_link_and_leads_elsewhere_now_has_other_marks(tmp_path: Path) -> None:
    for name in ("a", "b"):
        put(tmp_path / name, {"x.md": "x"})
    place = tmp_path / "content"
    place.symlink_to(tmp_path / "a")
    before = marks([place])
    at_ns = place.lstat().st_ctime_ns
    place.unlink()
    place.symlink_to(tmp_path / "b")
    after = marks([place])

    assert before
    assert after
    assert after.rows != before.rows
    assert after.newest_ns >= at_ns


def test_folders_too_deep_to_look_through_have_no_marks(tmp_path: Path) -> None:
    folders = [f"{tmp_path}{'/d' * depth}" for depth in range(1, 1500)]
    for folder in folders:
        os.mkdir(folder)  # noqa: PTH102 - its path is as long as the system lets it
    found = marks([tmp_path])
    for folder in reversed(folders):  # nobody else could: to clean up is to recurse as well
        os.rmdir(folder)  # noqa: PTH106

    assert found is None


def test_a_library_of_another_version_is_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, {"lamp-1.0.dist-info/METADATA": ""})
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(tmp_path / "nowhere")])
    before = stamp.asked(Path("j"), {})
    (tmp_path / "lamp-1.0.dist-info").rename(tmp_path / "lamp-1.1.dist-info")

    assert stamp.asked(Path("j"), {}) != before


def test_there_is_none_where_a_file_changed_while_the_site_was_built(project: Path) -> None:
    (project / stamp.FILE).unlink()
    begun = stamp.Begun.now(project)
    assert begun
    edition = build(project, at=AT, options=Options(jobs=1, lasting=True))
    _edited(_DIARY)(project)

    stamp.issue(project, begun, WISH, AT, edition)

    assert not (project / stamp.FILE).exists()


def test_there_is_none_where_nobody_knows_which_files_the_site_has(project: Path) -> None:
    begun = stamp.Begun.now(project)
    assert begun
    (project / stamp.FILE).unlink()

    edition = build(project, at=AT, options=Options(jobs=1, lasting=True))
    stamp.issue(project, begun, WISH, AT, replace(edition, listing=""))

    assert not (project / stamp.FILE).exists()


@pytest.mark.parametrize("name", ["forgotten.yaml", _DIARY, _CHANGELOG])
def test_there_is_none_where_a_file_went_while_the_site_was_built(project: Path, name: str) -> None:
    (project / stamp.FILE).unlink()
    begun = stamp.Begun.now(project)
    assert begun
    edition = build(project, at=AT, options=Options(jobs=1, lasting=True))
    (project / name).unlink()

    stamp.issue(project, begun, WISH, AT, edition)

    assert not (project / stamp.FILE).exists()


@pytest.fixture
def runs(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of one module, as a process finds it that has just begun; its journal is built."""
    rules = project / "program"
    put(rules, {"rule.py": "x = 1"})
    for module in (stamp, running):
        monkeypatch.setattr(module, "PACKAGE", rules)
    monkeypatch.setattr(program, "PACKAGE", rules)
    monkeypatch.setattr(running, "_RUNS", [])
    monkeypatch.setattr(program, "_RECALLED", [])
    monkeypatch.setattr(sys, "path", [str(project / "libraries")])
    put(project, {"libraries/lamp-1.0.dist-info/METADATA": ""})
    _begin_anew()
    _built(project, rules)
    return rules


def _begin_anew() -> None:
    """What another process knows."""
    running._RUNS.clear()
    program._RECALLED.clear()
    program.fingerprint_of.cache_clear()


def _built(project: Path, rules: Path, meddle: Callable[[], object] = lambda: None) -> bool:
    """Build as `friday build` does; whether that left a stamp."""
    (project / stamp.FILE).unlink(missing_ok=True)
    sleep(TICK_SECONDS)
    begun = stamp.Begun.now(project)
    assert begun
    edition = build(project, at=AT, options=Options(jobs=1, lasting=True))
    meddle()
    places = (rules, *edition.sources)
    stamp.issue(project, begun, WISH, AT, replace(edition, sources=places))
    return (project / stamp.FILE).exists()


REPLACED: Mapping[str, Callable[[Path], object]] = {
    "program": lambda project: put(project, {"program/rule.py": "x = 22"}),
    "library": lambda project: (project / "libraries/lamp-1.0.dist-info").rename(
        project / "libraries/lamp-1.1.dist-info"
    ),
}


@pytest.mark.parametrize("what", REPLACED)
def test_a_process_leaves_none_once_what_it_runs_was_replaced(
    project: Path, runs: Path, what: str
) -> None:
    REPLACED[what](project)
    assert not _built(project, runs)

    _begin_anew()
    assert _built(project, runs)


def test_a_process_leaves_none_if_the_program_is_replaced_before_it_begins_to_build(
    project: Path, runs: Path
) -> None:
    _begin_anew()
    stamp.standing(project, WISH, AT)
    REPLACED["program"](project)

    assert not _built(project, runs)


def test_a_process_leaves_none_if_the_program_is_replaced_while_it_builds_first(
    project: Path, runs: Path
) -> None:
    _begin_anew()
    (project / stamp.FILE).unlink()

    assert not _built(project, runs, lambda: REPLACED["program"](project))
    assert not _built(project, runs)


def test_what_python_compiles_is_no_other_program(project: Path, runs: Path) -> None:
    (runs / "__pycache__").mkdir()

    assert _built(project, runs)


@pytest.mark.parametrize("changed", [_DIARY, "content/new.md"])
def test_it_knows_the_program_while_that_is_the_same(
    project: Path, runs: Path, changed: str
) -> None:
    assert runs.is_dir()
    known = program.fingerprint()
    put(project, {changed: "another"})
    _begin_anew()
    stamp.standing(project, WISH, AT)
    with called(program.__file__) as asked:
        assert program.fingerprint() == known

    assert asked == ["fingerprint"]


@pytest.mark.parametrize("what", REPLACED)
def test_it_does_not_know_another_program(project: Path, runs: Path, what: str) -> None:
    assert runs.is_dir()
    REPLACED[what](project)
    put(project, {_DIARY: "another"})
    stamp.standing(project, WISH, AT)  # of a process that began with the old one
    assert program._RECALLED == []

    if what == "program":
        _begin_anew()
        stamp.standing(project, WISH, AT)
        assert program._RECALLED == []


def test_there_is_one_where_fonts_are_looked_for_in_a_folder_that_never_was(project: Path) -> None:
    (project / stamp.FILE).unlink()
    begun = stamp.Begun.now(project)
    assert begun
    edition = build(project, at=AT, options=Options(jobs=1, lasting=True))
    places = (*edition.sources, project.parent / "home" / "fonts")
    then = replace(begun, at_ns=begun.at_ns + 10**9, counter_ns=begun.counter_ns + 10**9)

    stamp.issue(project, then, WISH, AT, replace(edition, sources=places))

    assert _standing(project)


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(seconds=1)])
def test_there_is_none_where_the_clock_was_set_back_while_the_site_was_built(
    project: Path, back: timedelta
) -> None:
    (project / stamp.FILE).unlink()
    begun = stamp.Begun.now(project)
    assert begun
    edition = build(project, at=AT, options=Options(jobs=1, lasting=True))
    later = begun.at_ns + back // timedelta(microseconds=1) * 1_000

    stamp.issue(project, replace(begun, at_ns=later), WISH, AT, edition)

    assert not (project / stamp.FILE).exists()
