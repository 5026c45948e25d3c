"""Commits that nothing disturbs."""

import hashlib
import json
import os
import sys
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.artefact import Artefact, Role
from generator.publish.commit import Commit
from generator.publish.failures import OutputBusy, OutputRefused
from generator.publish.manifest import load, manifest_file
from tests.children import child
from tests.publish.sites import put, tree


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def test_what_was_added_is_what_stands_there(site: Path) -> None:
    put(site, {"index.html": b"home", "a/index.html": b"a"})

    assert tree(site) == {"a": None, "a/index.html": b"a", "index.html": b"home"}


def test_the_result_counts_and_names_what_happened(site: Path) -> None:
    put(site, {"same": b"1", "changed": b"1", "gone": b"1"})
    result = put(site, {"same": b"1", "changed": b"2", "new": b"1"})

    assert (result.written, result.unchanged, result.deleted) == (2, 1, 1)
    assert (result.written_paths, result.deleted_paths) == (("changed", "new"), ("gone",))


def test_an_unchanged_file_keeps_its_modification_time_and_its_inode(site: Path) -> None:
    put(site, {"a": b"1"})
    os.utime(site / "a", ns=(5, 5))
    before = (site / "a").stat()
    put(site, {"a": b"1"})

    assert ((site / "a").stat().st_mtime_ns, (site / "a").stat().st_ino) == (5, before.st_ino)


def test_nothing_is_written_when_nothing_changed(site: Path) -> None:
    put(site, {"a": b"1"})
    before = (site / ".friday/manifest.json").stat()
    put(site, {"a": b"1"})

    assert (site / ".friday/manifest.json").stat().st_ino == before.st_ino


def test_leaving_without_finish_leaves_the_site_as_it_was(site: Path) -> None:
    put(site, {"a": b"1"})
    with Commit(site) as commit:
        commit.add(Artefact("a", b"2", Role.PAGE))

    assert tree(site) == {"a": b"1"}


def test_a_file_edited_by_hand_is_restored(site: Path) -> None:
    put(site, {"a": b"12"})
    (site / "a").write_bytes(b"ab")
    os.utime(site / "a", ns=(5, 5))
    put(site, {"a": b"12"})

    assert tree(site) == {"a": b"12"}


def test_a_file_deleted_by_hand_is_restored(site: Path) -> None:
    put(site, {"a": b"1"})
    (site / "a").unlink()
    put(site, {"a": b"1"})

    assert tree(site) == {"a": b"1"}


def test_a_folder_that_is_empty_after_deletions_is_removed(site: Path) -> None:
    put(site, {"a/b/c": b"1", "d": b"1"})
    put(site, {"d": b"1"})

    assert tree(site) == {"d": b"1"}


def test_a_file_becomes_a_folder(site: Path) -> None:
    put(site, {"a": b"1"})
    put(site, {"a/b": b"2"})

    assert tree(site) == {"a": None, "a/b": b"2"}


def test_a_folder_becomes_a_file(site: Path) -> None:
    put(site, {"a/b/c": b"1", "a/d": b"1"})
    put(site, {"a": b"2"})

    assert tree(site) == {"a": b"2"}


def test_files_of_others_are_left_alone(site: Path) -> None:
    put(site, {"a/b": b"1"})
    (site / "CNAME").write_bytes(b"example.org")
    (site / ".git").mkdir()
    (site / "a/theirs").write_bytes(b"x")
    put(site, {"c": b"1"})

    assert tree(site) == {
        ".git": None,
        "CNAME": b"example.org",
        "a": None,
        "a/theirs": b"x",
        "c": b"1",
    }


def test_a_file_of_others_in_the_way_is_refused_by_name(site: Path) -> None:
    put(site, {"a": b"1"})
    (site / "CNAME").write_bytes(b"example.org")

    with pytest.raises(OutputRefused, match="CNAME"):
        put(site, {"CNAME": b"example.com"})
    assert tree(site) == {"CNAME": b"example.org", "a": b"1"}


def test_a_file_of_others_with_the_same_bytes_is_taken(site: Path) -> None:
    put(site, {"a": b"1"})
    (site / "CNAME").write_bytes(b"example.org")
    put(site, {"CNAME": b"example.org"})
    put(site, {"a": b"1"})

    assert tree(site) == {"a": b"1"}


def test_a_file_of_others_where_a_folder_goes_is_refused_by_name(site: Path) -> None:
    put(site, {"a": b"1"})
    (site / "news").write_bytes(b"x")

    with pytest.raises(OutputRefused, match="news"):
        put(site, {"news/index.html": b"1"})


def test_a_folder_with_a_file_of_others_where_a_file_goes_is_refused_by_name(site: Path) -> None:
    put(site, {"a/ours": b"1"})
    (site / "a/theirs").write_bytes(b"x")

    with pytest.raises(OutputRefused, match="a/theirs"):
        put(site, {"a": b"1"})
    assert tree(site) == {"a": None, "a/ours": b"1", "a/theirs": b"x"}


@pytest.mark.parametrize("before", ["a", "a/b", "other"])
def test_one_path_cannot_be_a_file_and_a_folder(site: Path, before: str) -> None:
    put(site, {before: b"1"})

    with pytest.raises(OutputRefused, match="'a' would be both"):
        put(site, {"a": b"1", "a/b": b"1"})
    assert tree(site) == ({"a": None} if before == "a/b" else {}) | {before: b"1"}


def test_a_list_of_files_that_others_wrote_is_read_again(site: Path) -> None:
    put(site, {"a": b"1", "b": b"1"})
    file = manifest_file(site)
    rows = json.loads(file.read_bytes())
    del rows["files"]["b"]
    file.write_text(json.dumps(rows))

    assert load(site).keys() == {"a"}
    file.write_text("{}")
    with pytest.raises(OutputRefused, match="damaged"):
        load(site)


def test_what_is_known_of_the_list_of_files_is_what_it_says(site: Path) -> None:
    put(site, {"b": b"1", "a/c": b"2"})
    said = msgspec.json.decode(manifest_file(site).read_bytes())["files"]

    known = {
        path: [each.digest, each.size, each.mtime_ns, each.role]
        for path, each in load(site).items()
    }
    assert known == said
    assert list(known) == sorted(said)


def test_a_folder_with_files_of_others_is_refused_and_not_touched(site: Path) -> None:
    site.mkdir()
    (site / "thesis.tex").write_bytes(b"x")

    with pytest.raises(OutputRefused, match=r"thesis\.tex"):
        put(site, {"a": b"1"})
    assert list(site.iterdir()) == [site / "thesis.tex"]


def test_a_folder_with_dotfiles_and_a_readme_is_as_good_as_empty(site: Path) -> None:
    site.mkdir()
    for name in (".gitkeep", "README.md"):
        (site / name).write_bytes(b"")
    put(site, {"a": b"1"})

    assert tree(site) == {".gitkeep": b"", "README.md": b"", "a": b"1"}


def test_adopting_replaces_what_is_in_the_way_and_leaves_the_rest(site: Path) -> None:
    site.mkdir()
    for name in ("index.html", "CNAME"):
        (site / name).write_bytes(b"old")
    put(site, {"index.html": b"new"}, adopt=True)

    assert tree(site) == {"CNAME": b"old", "index.html": b"new"}


def test_a_damaged_manifest_is_refused(site: Path) -> None:
    put(site, {"a": b"1"})
    (site / ".friday/manifest.json").write_bytes(b'{"version": 1, "files": {"a": 5}}')

    with pytest.raises(OutputRefused, match="damaged"):
        put(site, {"a": b"2"})


def test_adopting_makes_good_a_damaged_manifest(site: Path) -> None:
    put(site, {"a": b"1"})
    (site / ".friday/manifest.json").write_bytes(b"{")
    put(site, {"a": b"2"}, adopt=True)

    assert list(load(site)) == ["a"]


@pytest.mark.parametrize("name", ["manifest.json", "intent.json"])
def test_a_forged_list_deletes_nothing_outside(site: Path, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"1")
    put(site, {"a": b"1"})
    digest = hashlib.sha256(b"1").hexdigest()
    forged = {
        "manifest.json": {"version": 1, "files": {"../outside": [digest, 1, 0]}},
        "intent.json": {"../outside": [digest]},
    }
    (site / ".friday" / name).write_text(json.dumps(forged[name]), encoding="utf-8")
    with suppress(OutputRefused):
        put(site, {"b": b"1"})

    assert outside.read_bytes() == b"1"


def test_a_link_instead_of_a_folder_is_refused(site: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    put(site, {"b": b"1"})
    (site / "a").symlink_to(outside)

    with pytest.raises(OutputRefused, match="link"):
        put(site, {"a/b": b"1"})
    assert list(outside.iterdir()) == []


def test_nothing_is_deleted_through_a_link(site: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "b").write_bytes(b"1")
    put(site, {"a/b": b"1"})
    (site / "a/b").unlink()
    (site / "a").rmdir()
    (site / "a").symlink_to(outside)

    with pytest.raises(OutputRefused, match="link"):
        put(site, {"c": b"1"})
    assert tree(outside) == {"b": b"1"}


def test_a_link_in_place_of_a_file_is_replaced_and_its_target_left_alone(
    site: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"1")
    put(site, {"a": b"1"})
    (site / "a").unlink()
    (site / "a").symlink_to(outside)
    put(site, {"a": b"1"})

    assert (outside.read_bytes(), (site / "a").is_symlink()) == (b"1", False)


@pytest.mark.parametrize("name", [".friday", ".friday/staging", ".friday/holder.txt"])
def test_a_link_in_the_private_folder_is_refused(site: Path, tmp_path: Path, name: str) -> None:
    (site / name).parent.mkdir(parents=True)
    (site / name).symlink_to(tmp_path)

    with pytest.raises(OutputRefused, match="link"):
        put(site, {"a": b"1"})


def test_a_second_build_is_told_who_holds_the_folder(site: Path) -> None:
    with Commit(site), pytest.raises(OutputBusy, match=f"process {os.getpid()} on "):
        put(site, {"a": b"1"})


@pytest.mark.parametrize("left", [b"", b" \n", None], ids=["empty", "blank", "gone"])
def test_a_holder_that_has_not_said_who_it_is_is_another_process(
    site: Path, left: bytes | None
) -> None:
    with Commit(site):
        holder = site / ".friday/holder.txt"
        holder.unlink() if left is None else holder.write_bytes(left)

        with pytest.raises(OutputBusy, match=r"is being built by another process$"), Commit(site):
            pass


def test_the_folder_is_free_after_a_build(site: Path) -> None:
    with Commit(site):
        pass

    assert put(site, {"a": b"1"}).written == 1


def test_a_path_cannot_be_added_twice(site: Path) -> None:
    with Commit(site) as commit:
        commit.add(Artefact("a", b"1", Role.PAGE))

        with pytest.raises(ValueError, match="'a' is taken"):
            commit.add(Artefact("a", b"1", Role.PAGE))


def test_the_private_folder_takes_no_files(site: Path) -> None:
    with Commit(site) as commit, pytest.raises(ValueError, match="taken"):
        commit.add(Artefact(".friday/manifest.json", b"{}", Role.PAGE))


@pytest.mark.parametrize(
    "path", ["", "/a", "../a", "a/../b", "a//b", "a/", "./a", "a\\b", "e\u0301"]
)
def test_a_path_that_is_none_of_the_site_is_no_artefact(path: str) -> None:
    with pytest.raises(ValueError, match=r"path|NFC"):
        Artefact(path, b"", Role.PAGE)


def test_a_name_that_changes_in_case_only_is_written_anew(site: Path) -> None:
    put(site, {"About": b"1"})
    # As a disk that ignores case shows one file under both names.
    os.link(site / "About", site / "about")
    result = put(site, {"about": b"1"})

    assert (result.written_paths, tree(site)) == (("about",), {"about": b"1"})


def test_more_files_than_are_flushed_one_by_one_arrive(site: Path) -> None:
    files = {f"{number}/index.html": b"%d" % number for number in range(100)}
    put(site, files)

    assert {path: content for path, content in tree(site).items() if content} == files


NAMES = st.sampled_from(["a", "a/b", "a/b/c", "a/d", "b", "b/a", "B", "c/d/e", "f.css", "g.xml"])
SITES = st.dictionaries(NAMES, st.sampled_from([b"", b"1", b"2"])).filter(
    lambda files: (
        not any(
            f"{other}/".startswith(f"{one}/") for one in files for other in files.keys() - {one}
        )
    )
)


@given(st.lists(SITES, min_size=1, max_size=6))
def test_any_sequence_of_sites_ends_in_the_tree_of_a_clean_commit(
    tmp_path_factory: pytest.TempPathFactory, sites: list[dict[str, bytes]]
) -> None:
    folder = tmp_path_factory.mktemp("sites")
    for files in sites:
        put(folder / "often", files)
    put(folder / "once", sites[-1])

    assert tree(folder / "often") == tree(folder / "once")
    assert load(folder / "often").keys() == sites[-1].keys()


def test_what_was_not_added_may_be_kept_but_for_what_is_made_anew(site: Path) -> None:
    put(site, {"a.html": b"a", "b.html": b"b", "s/1.json": b"1", "s/2.json": b"2", "st.txt": b"t"})
    with Commit(site) as commit:
        commit.add(Artefact("a.html", b"new", Role.PAGE))
        commit.add(Artefact("s/3.json", b"3", Role.ASSET))
        commit.keep_others(lambda path: path.startswith("s/"))
        result = commit.finish()

    served = {path: content for path, content in tree(site).items() if content is not None}
    assert served == {"a.html": b"new", "b.html": b"b", "s/3.json": b"3", "st.txt": b"t"}
    assert result.written_paths == ("a.html", "s/3.json")
    assert result.deleted_paths == ("s/1.json", "s/2.json")
    assert load(site).keys() == served.keys()


def test_a_folder_that_is_new_is_moved_once(site: Path) -> None:
    put(site, {"index.html": b"home", "lists/index.html": b"list"})
    new = {f"entries/{n}/index.html": b"entry" for n in range(40)}
    new |= {f"lists/{n}/index.html": b"list" for n in range(3)}
    new |= {"assets/a.css": b"style", "assets/deep/b.css": b"style", "entries/0/feed.xml": b"feed"}

    def work() -> None:
        moves: list[str] = []

        def hear(event: str, arguments: tuple[object, ...]) -> None:
            if event == "os.rename":
                moves.append(Path(str(arguments[1])).relative_to(site).as_posix())

        sys.addaudithook(hear)
        put(site, {"index.html": b"home", "lists/index.html": b"list", **new})

        assert moves == [
            ".friday/intent.json",
            "assets",
            "entries",
            *(f"lists/{n}" for n in range(3)),
            "entries/0/feed.xml",
            ".friday/manifest.json",
        ]

    assert child(lambda: None, work) == 0


def test_pages_and_assets_of_one_new_folder_arrive(site: Path) -> None:
    files = {
        "a/b/c.css": b"style",
        "a/b/index.html": b"page",
        "a/index.html": b"page",
        "a/feed.xml": b"feed",
        "a/b/d/feed.xml": b"feed",
    }
    put(site, files)

    assert {path: content for path, content in tree(site).items() if content} == files


def test_a_file_in_place_stands_without_its_bytes(site: Path) -> None:
    put(site, {"a.html": b"a", "b.html": b"b"})
    (site / "b.html").write_bytes(b"edited")
    with Commit(site) as commit:
        kept = [
            commit.keep(path, hashlib.sha256(content).hexdigest(), Role.PAGE)
            for path, content in (("a.html", b"a"), ("b.html", b"b"), ("c.html", b"c"))
        ]
        commit.add(Artefact("b.html", b"b", Role.PAGE))
        result = commit.finish()

    assert kept == [True, False, False]
    assert tree(site) == {"a.html": b"a", "b.html": b"b"}
    assert (result.written_paths, result.unchanged) == (("b.html",), 1)
