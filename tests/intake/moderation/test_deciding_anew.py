"""Decisions that are taken back, and decisions that the register could not hold."""

from pathlib import Path

import pytest

from tests.cli.running import Done, friday_here
from tests.intake.moderation.inboxes import AGREED, AT, inbox_file, journal, register, send

LATER = "2026-06-02T08:00Z"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return journal(tmp_path)


def moderate(project: Path, *arguments: str, at: str = LATER) -> Done:
    return friday_here(project, "--at", at, "moderate", *arguments)


def rewritten(project: Path, key: str, old: str, new: str) -> None:
    file = inbox_file(project, key)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_what_was_declined_is_decided_anew_as_the_message_says(project: Path) -> None:
    key = send(project, "1", "Hello", title="T", by="X")
    moderate(project, "decline", key, "--reason", "No", at=AT)
    assert "set 'decision: pending' in this file" in moderate(project, "approve", key).err

    rewritten(project, key, "decision: declined", "decision: pending")
    applied = moderate(project, "--apply")
    row, checked = register(project), friday_here(project, "--at", LATER, "check")
    approved = moderate(project, "approve", key)

    assert (applied.code, checked.code, approved.code) == (0, 0, 0)
    assert row == [f"{key},your-story,2026-05-20T10:00:00+00:00,pending,,,,"]
    assert "reason:" not in inbox_file(project, key).read_text(encoding="utf-8")
    assert ",approved,2026-06-02T08:00:00+00:00,editor,,story:t" in register(project)[0]


@pytest.mark.parametrize("applied", [True, False])
def test_what_was_approved_is_decided_anew_and_never_twice_there(
    project: Path, *, applied: bool
) -> None:
    key = send(project, "1", "Hello", title="T", by="X")
    moderate(project, "approve", key, at=AT)
    refused = moderate(project, "approve", key)
    rewritten(project, key, "decision: approved", "decision: pending")
    if applied:
        assert moderate(project, "--apply").code == 0
        assert ",pending,,,," in register(project)[0]

    done = moderate(project, "approve", key)

    assert done.code == 0
    assert "take 'story:t' out of the content and set 'decision: pending'" in refused.err
    assert "decision: approved\n" in inbox_file(project, key).read_text(encoding="utf-8")
    assert ",approved," in register(project)[0]
    assert [each.name for each in (project / "content/stories").iterdir()] == ["t"]
    assert moderate(project, "--check").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("decline", "--reason", "No", "--role", "lead/editor"), "'role' cannot be 'lead/editor'"),
        (("approve", "--role", "lead/editor"), "'role' cannot be 'lead/editor'"),
        (("ask", "--question", "Who?", "--role", "x" * 41), "'role' cannot be"),
        (("decline", "--reason", "x" * 2001), "'reason' is longer than 2000 characters"),
    ],
)
def test_nothing_is_decided_in_words_that_the_register_cannot_hold(
    project: Path, arguments: tuple[str, ...], said: str
) -> None:
    key = send(project, "1", "Hello", title="T", by="X")
    before = inbox_file(project, key).read_bytes()

    done = moderate(project, arguments[0], key, *arguments[1:])

    assert done.code == 1
    assert said in done.err
    assert f"inbox/your-story/{key}/index.md" in done.err
    assert inbox_file(project, key).read_bytes() == before
    assert ",pending,,,," in register(project)[0]
    assert not (project / "content/stories").exists()
    assert friday_here(project, "--at", LATER, "check").code == 0


def test_a_decision_of_the_day_on_which_it_came_is_not_before_it(project: Path) -> None:
    key = send(project, "1", "Hello", title="T", by="X")
    rewritten(
        project, key, "decision: pending", "decision: declined\nreason: No\ndecided: 2026-05-20"
    )

    done = moderate(project, "--apply")

    assert done.code == 0
    assert ",declined,2026-05-20T10:00:00+00:00,editor,No," in register(project)[0]
    assert friday_here(project, "--at", LATER, "check").code == 0


@pytest.mark.parametrize("reason", ["one\n\ntwo", "one  two", "one\ttwo", "one\u200b two"])
def test_a_reason_of_several_lines_is_no_decision_half_done(project: Path, reason: str) -> None:
    key = send(project, "1", "Hello", title="T", by="X", consent=AGREED)

    moderate(project, "decline", key, "--reason", reason)

    assert moderate(project, "--check").code == 0
    assert register(project)[0].endswith(",editor,one two,")


def test_what_the_team_chose_outlives_a_decision_that_was_cut_short(project: Path) -> None:
    key = send(project, "1", "Hello", title="Theirs", by="Mei Lin")
    register_file, before = project / "content/submissions.csv", register(project)
    text = register_file.read_bytes()
    moderate(project, "approve", key, "--title", "Ours", "--by", "@mei", "--feature", "--id", "t")
    story = project / "content/stories/t/index.md"
    whole = story.read_bytes()
    register_file.write_bytes(text)
    story.unlink()
    assert register(project) == before

    done = moderate(project, "--apply")

    assert done.code == 0
    assert story.read_bytes() == whole
    assert b"title: Ours\n" in whole


@pytest.mark.parametrize(("by", "code"), [("Anna Real Name", 1), ("", 1), ("anna", 0)])
def test_a_name_is_no_handle(project: Path, by: str, code: int) -> None:
    key = send(
        project, "1", "Hello", title="T", by=by or None, consent={**AGREED, "name": "handle"}
    )

    done = moderate(project, "approve", key)

    assert done.code == code
    assert ("--by HANDLE" in done.err) is bool(code)


@pytest.mark.parametrize(
    ("text", "wish", "code"),
    [
        ("It hums, says ZQ  real himself.", "anonymous", 1),
        ("Write to zqreal@t.example.", "anonymous", 1),
        ("It hums, says Zq Real.", "handle", 1),
        ("It hums, says Zq Realist.", "anonymous", 0),
        ("It hums, says zqhandle.", "anonymous", 0),
        ("It hums, says Zq Real.", "name", 0),
    ],
)
def test_whoever_wants_no_name_is_not_named_by_their_own_words(
    project: Path, text: str, wish: str, code: int
) -> None:
    key = send(project, "1", text, title="T", by="x", consent={**AGREED, "name": wish})

    listed, seen = moderate(project), moderate(project, "show", key)
    done = moderate(project, "approve", key)

    assert done.code == code
    assert (f"friday moderate edit {key}" in done.err) is bool(code)
    flagged = bool(code) or "zqhandle" in text
    assert ("[names its author" in listed.out) is flagged
    assert ("do not want to be named so" in seen.out) is flagged
