"""The same export, taken in again after decisions: as happens every week."""

from pathlib import Path

import pytest

from tests.cli.running import Done, friday_here
from tests.intake.moderation.inboxes import AT, CALL, inbox_file, journal, register, send

LATER = "2026-06-02T08:00Z"
TABLE = "id,Your story,title,by,uses,timestamp\n7,It hums,T,Rui,site,2026-05-20 10:00\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return journal(tmp_path)


def friday(project: Path, *arguments: str, at: str = LATER) -> Done:
    return friday_here(project, "--at", at, *arguments)


def taken(project: Path, name: str, text: str, at: str = LATER) -> str:
    """Take a file in; the key of the first row of the register."""
    file = project / name
    file.write_text(text, encoding="utf-8")
    assert friday(project, "intake", name, "--call", CALL, at=at).code == 0
    return register(project)[0].partition(",")[0]


@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("decision", [("approve", "--id", "t"), ("decline", "--reason", "No")])
def test_what_is_decided_stays_decided_in_the_register(
    project: Path, decision: tuple[str, ...], *, edited: bool
) -> None:
    key = taken(project, "s.csv", TABLE, AT)
    friday(project, "moderate", decision[0], key, *decision[1:], at=AT)
    before = register(project)

    taken(project, "s.csv", TABLE.replace("hums", "rings") if edited else TABLE)

    assert register(project) == before
    assert ",pending," not in before[0]
    assert friday(project, "moderate", "--check").code == 0
    assert friday(project, "check").code == 0


@pytest.mark.parametrize("again", ["It hums always\n", "It rings always\n"])
def test_the_day_on_which_it_came_stays_in_the_register(project: Path, again: str) -> None:
    taken(project, "s.md", "It hums always\n", AT)
    taken(project, "s.md", again)

    assert f",{CALL},2026-06-01T12:00:00+00:00,pending,,,," in register(project)[0]


def test_a_decision_by_hand_is_carried_out_though_an_import_came_between(project: Path) -> None:
    key = taken(project, "s.csv", TABLE, AT)
    file = inbox_file(project, key)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("decision: pending", "decision: approved\nid: t"), "utf-8")

    taken(project, "s.csv", TABLE)
    applied = friday(project, "moderate", "--apply")

    assert applied.code == 0
    assert (project / "content/stories/t/index.md").is_file()
    assert ",approved," in register(project)[0]


def test_what_is_missing_in_the_register_is_put_back(project: Path) -> None:
    key = taken(project, "s.csv", TABLE, AT)
    friday(project, "moderate", "decline", key, "--reason", "No", at=AT)
    (project / "content/submissions.csv").unlink()

    taken(project, "s.csv", TABLE)
    pending = register(project)
    applied = friday(project, "moderate", "--apply")

    assert ",pending,,,," in pending[0]
    assert applied.code == 0
    assert ",declined,2026-06-01T12:00:00+00:00," in register(project)[0]


@pytest.mark.parametrize("again", [("decline", "--reason", "No"), ("ask", "--question", "Who?")])
def test_what_readers_still_see_is_not_declined(project: Path, again: tuple[str, ...]) -> None:
    key = send(project, "1", "Hello", title="T", by="X")
    friday(project, "moderate", "approve", key, "--id", "t", at=AT)
    file = inbox_file(project, key)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("decision: approved", "decision: pending"), encoding="utf-8")

    refused = friday(project, "moderate", again[0], key, *again[1:])
    wished = friday(project, "moderate", "approve", key, "--title", "New")
    friday(project, "consent", "withdraw", "t")
    allowed = friday(project, "moderate", again[0], key, *again[1:])

    assert (refused.code, wished.code, allowed.code) == (1, 1, 0)
    assert "friday consent withdraw story:t, or delete it" in refused.err
    assert "'story:t' was made of it already" in wished.err


def test_an_edit_in_another_encoding_is_a_mistake_with_a_cure(project: Path) -> None:
    key = send(project, "1", "Hello", title="T", by="X")
    (project / "new.md").write_bytes("---\ntitle: Élan\n---\n".encode("latin-1"))

    done = friday(project, "moderate", "edit", key, "--file", str(project / "new.md"))

    assert done.code == 1
    assert "this is not UTF-8" in done.err
    assert "save the file as UTF-8" in done.err
