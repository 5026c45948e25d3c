"""A file that is replaced holds the old bytes or the new ones, whatever happens."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.files import Latest, beside, leftovers, put, put_all


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def mode_of(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.rglob("*") if file.is_file())


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    put(tmp_path / "a/b/c", b"new")

    assert (tmp_path / "a/b/c").read_bytes() == b"new"
    assert names(tmp_path) == ["c"]


def test_a_new_file_has_the_mode_that_the_user_gives_to_files(tmp_path: Path) -> None:
    with umask(0o027):
        put(tmp_path / "a", b"new")

    assert mode_of(tmp_path / "a") == 0o640


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o755, 0o444])
def test_a_replaced_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"old")
    file.chmod(mode)
    with umask(0o077):
        put(file, b"new")

    assert file.read_bytes() == b"new"
    assert mode_of(file) == mode


def test_private_files_are_for_their_owner_alone_even_where_others_could_read_them(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"old")
    file.chmod(0o644)
    with umask(0):
        put_all({file: b"new", tmp_path / "b": b"new"}, {file, tmp_path / "b"})

    assert [mode_of(file), mode_of(tmp_path / "b")] == [0o600, 0o600]


@pytest.mark.parametrize("private", [True, False])
def test_nobody_reads_beside_the_file_what_they_may_not_read_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, private: bool
) -> None:
    file = tmp_path / "a"
    if not private:
        file.write_bytes(b"old")
        file.chmod(0o600)
    seen = []
    first = os.open

    def opened(path: Path, flags: int, mode: int = 0o777) -> int:
        seen.append(mode)
        return first(path, flags, mode)

    monkeypatch.setattr(os, "open", opened)
    with umask(0):
        put(file, b"secret", private=private)

    assert seen[0] == 0o600


def test_bytes_are_on_the_disk_before_their_name_is_and_the_name_before_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    sync, move = os.fsync, Path.replace

    def synced(descriptor: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        steps.append("folder" if is_folder else f"{os.fstat(descriptor).st_size} bytes")
        sync(descriptor)

    def moved(self: Path, target: Path) -> Path:
        steps.append(target.name)
        return move(self, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", moved)
    put_all({tmp_path / "b": b"12", tmp_path / "a": b"345"})

    assert steps == ["2 bytes", "3 bytes", "b", "a", "folder"]


def test_if_the_disk_is_full_the_file_is_as_it_was_and_nothing_is_left_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        put(tmp_path / "a", b"new")

    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


def test_if_the_name_cannot_be_given_nothing_is_left_over(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OSError, match="a"):
        put(tmp_path / "a", b"new")

    assert names(tmp_path) == []


def test_if_one_of_several_cannot_be_written_none_changes_and_nothing_is_left_over(
    tmp_path: Path,
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        put_all({tmp_path / "a": b"new", tmp_path / "file/b": b"new"})

    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == ["a", "file"]


def test_what_another_process_writes_at_the_same_time_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a"
    with beside(file, b"theirs") as theirs, beside(file, b"ours") as ours:
        ours.replace(file)

        assert theirs.read_bytes() == b"theirs"
        assert file.read_bytes() == b"ours"

    assert names(tmp_path) == ["a"]


def test_what_lies_beside_is_hidden_from_readers_of_the_folder(tmp_path: Path) -> None:
    with beside(tmp_path / "a.md", b"new") as temporary:
        assert temporary.name.startswith(".")
        assert not temporary.name.endswith(".md")


def test_a_name_may_be_as_long_as_the_system_lets_it(tmp_path: Path) -> None:
    file = tmp_path / ("长" * 85)  # 255 bytes
    put(file, b"new")

    assert names(tmp_path) == [file.name]


def test_what_a_killed_process_left_beside_a_file_is_found_and_nothing_else(tmp_path: Path) -> None:
    for name in (".a.0.new", ".a.12.new", ".a.b.0.new", ".a.new", "a", "a.0.new", ".b.0.new"):
        (tmp_path / name).write_bytes(b"")

    assert [file.name for file in leftovers(tmp_path / "a")] == [".a.0.new", ".a.12.new"]
    assert leftovers(tmp_path / "nowhere/a") == []


def test_bytes_that_were_read_last_are_not_read_again() -> None:
    asked: list[bytes] = []

    def read(content: bytes) -> int:
        asked.append(content)
        return int(content)

    latest = Latest(read)
    assert [latest.of(b"1"), latest.of(bytes([49])), latest.of(b"2"), latest.of(b"1")] == [
        1,
        1,
        2,
        1,
    ]
    assert asked == [b"1", b"2", b"1"]


def test_who_wrote_bytes_says_what_they_mean() -> None:
    latest = Latest(int)
    latest.says(b"three", 3)

    assert latest.of(b"three") == 3
    with pytest.raises(ValueError, match="x"):
        latest.of(b"x")
    assert latest.of(b"three") == 3
