"""The fingerprint of this program."""

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import generator
from generator.workshop import program
from generator.workshop.program import LIBRARIES, fingerprint, fingerprint_of

PACKAGE = Path(generator.__file__).parent
PRINT = "from generator.workshop.program import fingerprint; print(fingerprint())"


def fingerprint_in(folder: Path) -> str:
    command = [sys.executable, "-c", PRINT]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def copied(folder: Path) -> Path:
    """The part of the package that takes a fingerprint, as a package of its own."""
    for name in ("__init__.py", "workshop/__init__.py", "workshop/program.py"):
        file = folder / "generator" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes((PACKAGE / name).read_bytes())
    return folder


def test_another_process_has_the_same_fingerprint() -> None:
    assert fingerprint_in(PACKAGE.parent) == fingerprint()


def test_another_folder_does_not_change_it(tmp_path: Path) -> None:
    assert fingerprint_in(copied(tmp_path / "a")) == fingerprint_in(copied(tmp_path / "b"))


def test_an_edit_of_any_module_changes_it(tmp_path: Path) -> None:
    before = fingerprint_in(copied(tmp_path))
    (tmp_path / "generator/__init__.py").write_text('"""Another."""\n', encoding="utf-8")

    assert fingerprint_in(tmp_path) != before


def test_a_new_module_changes_it(tmp_path: Path) -> None:
    before = fingerprint_in(copied(tmp_path))
    (tmp_path / "generator/new.py").write_bytes(b"")

    assert fingerprint_in(tmp_path) != before


def test_a_part_of_the_program_may_be_a_folder_or_a_file(tmp_path: Path) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "rule.py").write_text("MOST = 1\n", encoding="utf-8")
    before = fingerprint_of((tmp_path / "room", tmp_path / "rule.py"), ())
    (tmp_path / "rule.py").write_text("MOST = 2\n", encoding="utf-8")
    fingerprint_of.cache_clear()

    assert fingerprint_of((tmp_path / "room", tmp_path / "rule.py"), ()) != before


def test_the_versions_of_libraries_are_those_that_they_say_themselves() -> None:
    told = {library: program._version(library) for library in LIBRARIES}

    assert told == {library: version(library) for library in LIBRARIES}
    assert told.keys() <= program._installed().keys()


def test_a_new_version_of_a_library_changes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    seen = []
    for number in ("1.0", "1.1"):
        folder = tmp_path / f"Another_Library-{number}.dist-info"
        folder.mkdir()
        fingerprint_of.cache_clear()
        program._installed.cache_clear()
        seen.append(fingerprint_of((), ("another-library",)))
        folder.rmdir()
    program._installed.cache_clear()

    assert seen[0] != seen[1]


def test_a_library_that_is_described_otherwise_is_found_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "another_library.egg-info"
    folder.mkdir()
    (folder / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: another-library\nVersion: 7\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])

    assert program._version("another-library") == "7"
    assert program._version("no-such-library") == "absent"
