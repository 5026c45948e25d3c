"""Links of the file system lead nowhere: not in what is sent, and not in the inbox."""

import shutil
from pathlib import Path

from generator.intake.adding import Wish, add
from generator.intake.inbox.store import find, read_inbox
from tests.intake.sendings.taking import asked, filed, inbox_of, only, picture, taken

_OTHER = "---\ntitle: the secret\n---\nIt is written here.\n"


def test_a_linked_file_in_a_folder_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(_OTHER, encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/other.md").write_text(_OTHER, encoding="utf-8")
    sent = tmp_path / "sent/all"
    sent.mkdir(parents=True)
    (sent / "a.md").symlink_to(tmp_path / "secret.md")
    (sent / "b").symlink_to(tmp_path / "elsewhere")
    (sent / "c.md").write_text("My own story.", encoding="utf-8")
    add(inbox_of(tmp_path), asked(), [sent], Wish())

    assert [each.text for each in filed(tmp_path)] == ["My own story."]


def test_a_linked_picture_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(picture())
    (tmp_path / "sent").mkdir()
    (tmp_path / "sent/a.png").symlink_to(tmp_path / "secret.png")
    taken(tmp_path, {"a.csv": "Your story,Pictures\nIt hums.,a.png\n"})

    assert only(tmp_path).submission.pictures == ()


def test_a_name_of_a_picture_is_no_path(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(picture())
    taken(tmp_path, {"a.csv": "Your story,Pictures\nIt hums.,../secret.png\n"})

    assert only(tmp_path).submission.pictures == ()


def test_a_link_in_the_inbox_is_no_submission(tmp_path: Path) -> None:
    taken(tmp_path, {"a.md": "It hums."})
    there = only(tmp_path)
    moved = tmp_path / "moved"
    shutil.move(there.folder, moved)
    there.folder.symlink_to(moved)

    assert read_inbox(inbox_of(tmp_path)) == ([], [])
    assert find(inbox_of(tmp_path), there.submission.key)[0] is None
