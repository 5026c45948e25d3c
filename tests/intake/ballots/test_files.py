"""Several files are written whole, or none is."""

import stat
from pathlib import Path

import pytest

from generator.intake.ballots.files import put


def test_files_are_written_with_their_folders(tmp_path: Path) -> None:
    put({tmp_path / "a": b"1", tmp_path / "b/c": b"2"})

    assert sorted(f.name for f in tmp_path.rglob("*") if f.is_file()) == ["a", "c"]


def test_if_one_cannot_be_written_none_changes_and_nothing_is_left_over(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        put({tmp_path / "a": b"new", tmp_path / "file/b": b"new"})

    assert (tmp_path / "a").read_bytes() == b"old"
    assert sorted(f.name for f in tmp_path.iterdir()) == ["a", "file"]


def test_private_files_are_for_their_owner_alone_even_where_others_could_read_them(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"old")
    file.chmod(0o644)
    put({file: b"new"}, frozenset({file}))

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
