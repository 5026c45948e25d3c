"""The cache, sound and damaged."""

import hashlib
import os
import resource
import signal
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.workshop.cache import Cache, key
from tests.children import be_nobody, child, folder_for_all


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder/cache.sqlite"


def some(name: str, size: int) -> bytes:
    """As many bytes, which nothing makes shorter."""
    return hashlib.shake_256(name.encode()).digest(size)


def fill(file: Path, *keys: str, size: int = 1000) -> None:
    with Cache(file) as cache:
        for name in keys:
            cache.put(name, some(name, size))


def held_in(file: Path, *keys: str) -> list[str]:
    with Cache(file) as cache:
        return list(got(cache, keys))


def got(cache: Cache, keys: Iterable[str]) -> dict[str, bytes]:
    return {name: value for name in keys if (value := cache.get(name)) is not None}


def test_what_was_put_is_got_by_the_next_session(file: Path) -> None:
    with Cache(file) as cache:
        cache.put("a", b"\x00bytes")
    with Cache(file) as cache:
        assert cache.get("a") == b"\x00bytes"


def test_what_was_put_is_got_at_once(file: Path) -> None:
    with Cache(file) as cache:
        cache.put("a", b"1")

        assert cache.get("a") == b"1"


def test_empty_bytes_are_a_value(file: Path) -> None:
    fill(file, "a", size=0)

    assert held_in(file, "a") == ["a"]


def test_a_later_value_replaces_an_earlier_one(file: Path) -> None:
    fill(file, "a", size=1)
    fill(file, "a", size=2)

    with Cache(file) as cache:
        assert cache.get("a") == some("a", 2)


def test_there_is_nothing_under_a_key_that_nobody_put(file: Path) -> None:
    fill(file, "a", "b")

    assert held_in(file, "a", "x", "b", "y", "z") == ["a", "b"]


def test_a_cache_without_a_file_keeps_nothing() -> None:
    with Cache(None) as cache:
        cache.put("a", b"1")

        assert cache.get("a") is None


def test_many_bytes_are_written_before_the_end(file: Path) -> None:
    with Cache(file) as cache:
        cache.put("a", bytes(17 << 20))

        assert held_in(file, "a") == ["a"]


def test_what_was_of_no_use_for_longest_goes_first(file: Path) -> None:
    fill(file, "a", "b")
    with Cache(file, limit_bytes=4000) as cache:
        cache.get("a")
        cache.put("c", some("c", 1000))
        cache.put("d", some("d", 1000))

    assert held_in(file, "a", "b", "c", "d") == ["a", "c", "d"]


def test_a_file_that_forgets_gets_smaller(file: Path) -> None:
    fill(file, *"abcdefgh", size=100_000)
    with Cache(file, limit_bytes=200_000) as cache:
        cache.put("new", b"")

    assert file.stat().st_size < 300_000


def test_many_values_are_got_together(file: Path) -> None:
    fill(file, "a", "b", size=1)
    with Cache(file) as cache:
        cache.put("new", b"n")

        assert cache.get_all(["a", "x", "new"]) == {"a": cache.get("a"), "new": b"n"}
        assert cache.held(["a", "x", "new"]) == {"a", "new"}


def test_of_many_values_those_that_are_damaged_are_left_out(file: Path) -> None:
    fill(file, "a", "b", size=1)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE value SET bytes = x'58' WHERE id = 2")
        connection.commit()

    with Cache(file) as cache:
        assert cache.get_all(["a", "b"]).keys() == {"a"}


@pytest.mark.parametrize("asked", [Cache.held, Cache.get_all])
def test_what_was_asked_for_together_was_of_use(
    file: Path, asked: Callable[[Cache, Sequence[str]], object]
) -> None:
    fill(file, "a", "b")
    with Cache(file, limit_bytes=4000) as cache:
        asked(cache, ["a"])
        cache.put("c", hashlib.shake_256(b"c").digest(1000))
        cache.put("d", hashlib.shake_256(b"d").digest(1000))

    assert held_in(file, "a", "b", "c", "d") == ["a", "c", "d"]


def truncated(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def cut_in_a_page(file: Path) -> None:
    os.truncate(file, 5000)


def empty(file: Path) -> None:
    os.truncate(file, 0)


def not_sqlite(file: Path) -> None:
    file.write_bytes(b"PNG" * 10_000)


def with_a_sound_head_and_a_rotten_body(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))


def of_another_version(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")


def of_another_program(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")


def with_a_trigger(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM value; END")


def an_empty_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def unreadable(file: Path) -> None:
    file.chmod(0)


DAMAGES = [
    truncated,
    cut_in_a_page,
    empty,
    not_sqlite,
    with_a_sound_head_and_a_rotten_body,
    of_another_version,
    of_another_program,
    with_a_trigger,
    an_empty_folder,
    unreadable,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_or_foreign_file_gives_no_wrong_value(
    file: Path, damage: Callable[[Path], None]
) -> None:
    fill(file, *"abcdefgh")
    damage(file)
    with Cache(file) as cache:
        for name in "abcdefgh":
            assert cache.get(name) in {None, some(name, 1000)}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_or_foreign_file_is_replaced(file: Path, damage: Callable[[Path], None]) -> None:
    fill(file, *"abcdefgh")
    damage(file)
    # One session may end with finding the damage, the next one has a sound file.
    for _ in range(2):
        with Cache(file) as cache:
            got(cache, "abcdefgh")
            cache.put("new", b"1")

    assert held_in(file, "new") == ["new"]


def test_what_somebody_added_to_the_file_is_thrown_away(file: Path) -> None:
    fill(file, "a")
    with_a_trigger(file)
    fill(file, "b")
    with closing(sqlite3.connect(file)) as connection:
        added = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")

        assert added.fetchall() == []


def test_a_value_that_does_not_match_its_digest_is_a_miss(file: Path) -> None:
    fill(file, "a")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE value SET bytes = x'00'")

    assert held_in(file, "a") == []


def test_a_value_under_the_key_of_another_is_a_miss(file: Path) -> None:
    fill(file, "a", "b")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE entry SET key = 'x' WHERE key = 'a'")
        connection.execute("UPDATE entry SET key = 'a' WHERE key = 'b'")

    assert held_in(file, "a") == []


@given(st.integers(0, 30_000), st.binary(min_size=1, max_size=600))
def test_random_damage_gives_no_wrong_value_and_no_crash(
    tmp_path_factory: pytest.TempPathFactory, place: int, rubbish: bytes
) -> None:
    file = tmp_path_factory.mktemp("cache") / "cache"
    fill(file, *"abcdefgh", size=2000)
    with file.open("r+b") as stream:
        stream.seek(place)
        stream.write(rubbish)
    with Cache(file) as cache:
        found = got(cache, "abcdefgh")
        cache.put("new", b"1")

    assert all(value == some(name, 2000) for name, value in found.items())


def test_a_folder_with_files_in_its_place_is_left_alone(file: Path) -> None:
    file.mkdir(parents=True)
    (file / "precious").write_bytes(b"1")
    fill(file, "a")

    assert [(file / "precious").read_bytes(), held_in(file, "a")] == [b"1", []]


def test_where_no_file_can_be_made_nothing_is_kept_and_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    fill(tmp_path / "file/cache", "a")

    assert held_in(tmp_path / "file/cache", "a") == []


def test_a_file_that_may_only_be_read_is_read() -> None:
    with folder_for_all() as folder:
        file = folder / "cache"
        fill(file, "a")
        file.chmod(0o444)
        folder.chmod(0o555)

        def work() -> None:
            with Cache(file) as cache:
                assert cache.get("a") is not None
                cache.put("b", b"1")

        assert child(be_nobody, work) == 0
        assert held_in(file, "a", "b") == ["a"]


def test_a_folder_that_may_only_be_read_is_no_reason_to_fail() -> None:
    with folder_for_all() as folder:
        folder.chmod(0o555)

        assert child(be_nobody, partial(fill, folder / "cache", "a")) == 0
        assert list(folder.iterdir()) == []


def as_it_is() -> None:
    """Change nothing."""


def test_a_full_disk_is_no_reason_to_fail(file: Path) -> None:
    fill(file, "a")

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        fill(file, "b", size=1_000_000)

    assert child(as_it_is, work) == 0


def test_a_kill_while_writing_leaves_what_was_there(file: Path) -> None:
    fill(file, *"abcdefgh")

    def work() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        fill(file, "x", size=5_000_000)

    assert child(as_it_is, work) == -signal.SIGXFSZ
    assert held_in(file, *"abcdefgh") == list("abcdefgh")


def test_while_another_process_writes_we_go_on_without(file: Path) -> None:
    fill(file, "a")
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with Cache(file, wait_seconds=0.01) as cache:
            cache.put("b", b"1")

            assert cache.get("a") is None
        other.execute("ROLLBACK")

    assert held_in(file, "a") == ["a"]


def test_two_processes_that_write_at_once_lose_nothing(file: Path) -> None:
    def work(names: list[str]) -> None:
        for name in names:
            with Cache(file, wait_seconds=30) as cache:
                cache.put(name, name.encode())

    first, second = ([f"{who}{number}" for number in range(20)] for who in "ab")
    pid = os.fork()
    if pid == 0:
        work(first)
        os._exit(0)
    work(second)
    os.waitpid(pid, 0)

    assert held_in(file, *first, *second) == first + second


def test_a_key_depends_on_where_its_parts_end() -> None:
    assert len({key("ab", "c"), key("a", "bc"), key("abc"), key("abc", ""), key()}) == 5


def test_a_key_tells_text_from_bytes() -> None:
    assert key("a") != key(b"a")


def test_a_key_takes_any_text() -> None:
    assert key("\ud800") != key("\ud801")


@pytest.mark.parametrize("before", [(), ("old",)])
def test_a_forked_process_looks_only_into_what_held_something_before(
    file: Path, before: tuple[str, ...]
) -> None:
    fill(file, *before)
    with Cache(file) as cache:
        cache.put("new", b"1")
        cache.flush()

        def look() -> None:
            here = cache.here()
            found = ("old" if before else "new", "neither")
            assert [here.holds(each) for each in found] == [bool(before), False]

        assert child(lambda: None, look) == 0
