"""The record of what is deployed: what it holds, and what of a damaged one is told."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.artefact import Artefact, Role
from generator.publish.commit import Commit
from generator.publish.manifest import manifest_file
from generator.targets.failures import TargetFailed
from generator.targets.record import Deployed, File, Mark, Site, changed, gone, in_order

AT = datetime(2026, 6, 1, 17, tzinfo=UTC)
_NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\\\0"), min_size=1)
_PATHS = st.lists(_NAMES.filter(lambda n: n not in {".", ".."}), min_size=1, max_size=3).map(
    "/".join
)
_FILES = st.builds(
    File, st.text("0123456789abcdef"), st.integers(0, 1 << 40), st.sampled_from(Role)
)
_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
_SAFE = st.datetimes(
    datetime.fromisoformat("1970-01-02"), datetime.fromisoformat("9000-01-01")
).map(lambda at: at.replace(tzinfo=UTC))
_RECORDS = st.builds(
    Deployed,
    sequence=st.integers(1, 1 << 30),
    at=_SAFE,
    source=_TEXT,
    program=_TEXT,
    files=st.dictionaries(_PATHS, _FILES),
    feeds=st.dictionaries(_TEXT, st.lists(st.builds(Mark, _TEXT, _SAFE, _SAFE)).map(tuple)),
    register=_TEXT,
    rejected=_TEXT,
)


def record(**files: Role) -> Deployed:
    held = {name: File("00", 1, role) for name, role in files.items()}
    return Deployed(sequence=3, at=AT, source="s3", program="p", files=held, register="told")


@given(_RECORDS)
def test_a_record_that_was_written_is_read_as_it_was(written: Deployed) -> None:
    content = written.to_json()

    assert Deployed.from_json(content, "x") == written
    assert Deployed.from_json(content, "x").to_json() == content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"null",
        b"\xff",
        json.dumps({**json.loads(record(a=Role.PAGE).to_json()), "files": {"a": ["0"]}}).encode(),
        json.dumps({**json.loads(record().to_json()), "files": {"../a": ["0", 1, 1]}}).encode(),
        json.dumps({**json.loads(record().to_json()), "at": "2026-06-01T17:00:00"}).encode(),
        json.dumps({**json.loads(record().to_json()), "sequence": "3"}).encode(),
    ],
)
def test_a_damaged_record_is_told_with_its_place(content: bytes) -> None:
    with pytest.raises(TargetFailed, match=r"'there/publish\.json'.*damaged"):
        Deployed.from_json(content, "there/publish.json")


def test_a_record_of_a_later_version_is_not_guessed_at() -> None:
    later = {**json.loads(record().to_json()), "version": 2}
    with pytest.raises(TargetFailed, match="later version") as failure:
        Deployed.from_json(json.dumps(later).encode(), "x")

    assert failure.value.hint


def test_assets_go_before_pages_and_lists_of_pages_after_feeds() -> None:
    files = record(b=Role.FEED, a=Role.INDEX, d=Role.ASSET, c=Role.PAGE, e=Role.PAGE).files

    assert in_order(files, files) == ["d", "c", "e", "b", "a"]


def test_what_changed_is_what_has_other_bytes() -> None:
    old = {"a": File("1", 1, Role.PAGE), "b": File("2", 1, Role.PAGE), "c": File("3", 1, Role.PAGE)}
    new = {
        "a": File("1", 1, Role.FEED),
        "b": File("9", 1, Role.PAGE),
        "d": File("4", 1, Role.ASSET),
    }

    assert changed(new, old) == ["d", "b"]
    assert gone(new, old) == ["c"]


def test_what_is_brought_back_is_a_change_that_forgets_nothing() -> None:
    older = Deployed(sequence=1, at=AT, source="s1", program="q", files={}, register="less")
    back = record(a=Role.PAGE).brought_back(older)

    assert (back.sequence, back.source, back.rejected, back.program) == (4, "s1", "s3", "q")
    assert (back.files, back.register) == ({}, "told")


def test_a_site_knows_what_each_of_its_files_is_for(tmp_path: Path) -> None:
    with Commit(tmp_path) as commit:
        commit.add(Artefact("a.css", b"a", Role.ASSET))
        commit.add(Artefact("atom.xml", b"<feed/>", Role.FEED))
        commit.finish()

    assert {path: file.role for path, file in Site.of(tmp_path).files.items()} == {
        "a.css": Role.ASSET,
        "atom.xml": Role.FEED,
    }
    assert Site.of(tmp_path).files["atom.xml"].size == 7


def test_a_manifest_of_the_first_version_is_read_and_the_next_build_says_what_files_are_for(
    tmp_path: Path,
) -> None:
    with Commit(tmp_path) as commit:
        commit.add(Artefact("atom.xml", b"<feed/>", Role.FEED))
        commit.finish()
    file = manifest_file(tmp_path)
    now = json.loads(file.read_bytes())
    old = {"version": 1, "files": {path: row[:3] for path, row in now["files"].items()}}
    file.write_text(json.dumps(old))
    assert Site.of(tmp_path).files["atom.xml"].role is Role.PAGE
    with Commit(tmp_path) as commit:
        commit.add(Artefact("atom.xml", b"<feed/>", Role.FEED))
        done = commit.finish()

    assert (done.written, done.unchanged) == (0, 1)
    assert json.loads(file.read_bytes()) == now
