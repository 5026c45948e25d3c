"""`friday moderate`: what a decision writes, and what keeps it from being made."""

import json
from pathlib import Path

import pytest

from tests.cli.running import Done, friday_here
from tests.intake.moderation.inboxes import AGREED, AT, inbox_file, journal, register, send

STORY = "content/stories/night-shift/index.md"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return journal(tmp_path)


def moderate(project: Path, *arguments: str) -> Done:
    return friday_here(project, "--at", AT, "moderate", *arguments)


def approve(project: Path, key: str, *arguments: str) -> Done:
    return moderate(project, "approve", key, *arguments)


def test_what_is_approved_becomes_an_entry_with_its_pictures_and_consent(project: Path) -> None:
    key = send(project, "1", "I sleep by day.", title="Night shift", by="Xiao", pictures=1)

    done = approve(project, key[:6], "--role", "community editor")

    assert done.code == 0
    assert (project / STORY).read_text(encoding="utf-8") == (
        "---\ntitle: Night shift\ndate: 2026-06-01 12:00\nby: Xiao\ncall: your-story\n"
        "pictures:\n  - src: 1.jpg\n    alt: A lamp\n"
        "consent:\n  given: 2026-05-20 10:00\n  text: c1\n  uses:\n    - site\n    - feeds\n"
        "  licence: CC BY 4.0\n  expires: 2028-05-20 10:00\n  reasons: yes\n"
        "decision: approved\n---\nI sleep by day.\n"
    )
    assert (project / "content/stories/night-shift/1.jpg").read_bytes()[:2] == b"\xff\xd8"
    assert register(project) == [
        (
            f"{key},your-story,2026-05-20T10:00:00+00:00,approved,"
            "2026-06-01T12:00:00+00:00,community editor,,story:night-shift"
        )
    ]
    inbox = inbox_file(project, key).read_text(encoding="utf-8")
    assert "decision: approved\n" in inbox
    assert 'became: "story:night-shift"\n' in inbox


@pytest.mark.parametrize(
    ("consent", "said"),
    [
        (None, "they did not agree that it may be published"),
        ({**AGREED, "uses": ("feeds",)}, "the consent does not name 'site' among its 'uses'"),
        ({**AGREED, "text": "c9"}, "there is no consent 'c9'"),
    ],
)
def test_nothing_is_published_without_consent_to_a_known_text_and_the_site(
    project: Path, consent: dict[str, object] | None, said: str
) -> None:
    key = send(project, "1", "Hello", title="T", by="X", consent=consent)
    before = inbox_file(project, key).read_bytes()

    done = approve(project, key)

    assert done.code == 1
    assert said in done.err
    assert "friday moderate ask" in done.err
    assert inbox_file(project, key).read_bytes() == before
    assert not (project / "content/stories").exists()
    assert ",pending,," in register(project)[0]


def test_uses_that_the_text_never_asked_for_are_left_out(project: Path) -> None:
    key = send(project, "1", "Hello", title="T", by="X", consent={**AGREED, "text": "c2"})

    approve(project, key)

    text = (project / "content/stories/t/index.md").read_text(encoding="utf-8")
    assert "  uses:\n    - site\n  reasons" in text
    assert "expires" not in text


@pytest.mark.parametrize("wish", ["anonymous", "ANONYMOUS", "not my real name please"])
def test_whoever_wants_no_name_has_none_in_any_public_file(project: Path, wish: str) -> None:
    key = send(project, "1", "Hello", title="T", by="Zq Real", consent={**AGREED, "name": wish})

    assert approve(project, key).code == 0
    content = [file for file in (project / "content").rglob("*") if file.is_file()]
    assert [file for file in content if b"Zq" in file.read_bytes()] == []
    text = (project / "content/stories/t/index.md").read_text(encoding="utf-8")
    assert "  name: anonymous\n" in text


@pytest.mark.parametrize("claimed", ["Mei Lin", "mei", "@mei", "MEI LIN"])
def test_nobody_gets_somebody_elses_name_by_typing_it(project: Path, claimed: str) -> None:
    key = send(project, "1", "Hello", title="T", by=claimed)

    refused, other = approve(project, key), send(project, "2", "Hi", by=claimed)

    assert refused.code == 1
    assert "is a name of '@mei' in the people table" in refused.err
    assert approve(project, key, "--by", "@mei").code == 0
    owner = (project / "content/stories/t/index.md").read_text(encoding="utf-8")
    assert 'by: "@mei"\n' in owner
    assert approve(project, other, "--by", "Another Mei", "--id", "u").code == 0
    assert "by: Another Mei\n" in (project / "content/stories/u/index.md").read_text("utf-8")


def test_an_unknown_handle_is_no_name(project: Path) -> None:
    key = send(project, "1", "Hello", title="T", by="@nobody")

    assert approve(project, key, "--by", "@nobody").code == 1
    assert approve(project, key).code == 0
    assert "by: nobody\n" in (project / "content/stories/t/index.md").read_text("utf-8")


def test_two_of_one_title_have_two_ids(project: Path) -> None:
    first = send(project, "1", "One", title="Same!", by="X")
    second = send(project, "2", "Two", title="Same!", by="X")

    done = [approve(project, key) for key in (first, second)]

    assert [each.code for each in done] == [0, 0]
    folders = sorted(each.name for each in (project / "content/stories").iterdir())
    assert folders == ["same", "same-2"]


@pytest.mark.parametrize("id_", ["../../x", "a/b", ".x", "a b", "", "-"])
def test_no_id_leads_out_of_the_folder(project: Path, id_: str) -> None:
    key = send(project, "1", "Hello", title="../../evil", by="X")

    approve(project, key, "--id", id_)

    made = [p.relative_to(project).as_posix() for p in project.rglob("index.md")]
    assert [p for p in made if not p.startswith(("content/stories/", "inbox/"))] == []


def test_a_picture_that_came_past_the_checks_is_not_published(project: Path) -> None:
    key = send(project, "1", "Hello", title="T", by="X", pictures=1)
    (inbox_file(project, key).parent / "1.jpg").write_bytes(b"<svg onload='x()'/>")

    done = approve(project, key)

    assert done.code == 1
    assert "bad-picture" in done.err
    assert not (project / "content/stories").exists()


def test_a_wish_becomes_a_suggestion_whose_text_is_no_markup(project: Path) -> None:
    text = "# Big\n<script>x</script> [a](https://b.example) @mei `c`\n\n- one"
    key = send(project, "1", text, title="A wish", by="X", call="wishes", consent=AGREED)

    assert approve(project, key).code == 0
    made = (project / "content/suggestions/a-wish/index.md").read_text(encoding="utf-8")
    assert made.partition("\n---\n")[2] == (
        "\\# Big\n\\<script\\>x\\</script\\> \\[a\\]\\(https\\://b\\.example\\) \\@mei \\`c\\`\n"
        "\n\\- one\n"
    )


def test_an_application_is_decided_and_becomes_nothing_public(project: Path) -> None:
    key = send(project, "1", "Me", title="I", by="X", call="council", consent=None)

    done = approve(project, key)

    assert done.code == 0
    assert register(project)[0].endswith(",approved,2026-06-01T12:00:00+00:00,editor,,")
    assert sorted(p.name for p in (project / "content").iterdir()) == [
        "calls",
        "people.yaml",
        "submissions.csv",
    ]


@pytest.mark.parametrize(("reasons", "told"), [(True, "An advert"), (False, "")])
def test_readers_learn_a_reason_only_where_that_was_agreed(
    project: Path, told: str, *, reasons: bool
) -> None:
    key = send(project, "1", "Buy", title="T", by="X", consent={**AGREED, "reasons": reasons})

    done = moderate(project, "decline", key, "--reason", "An advert")

    assert done.code == 0
    assert "To: zqreal@t.example\nSubject: Re: T\n\nAn advert" in done.out
    assert register(project)[0].endswith(f",declined,2026-06-01T12:00:00+00:00,editor,{told},")


def test_whoever_is_asked_waits_and_may_be_approved_later(project: Path) -> None:
    key = send(project, "1", "Hello", title="T", by="X")

    asked = moderate(project, "ask", key, "--question", "How old are you?")
    listed = moderate(project)
    approved = approve(project, key)

    assert "How old are you?" in asked.out
    assert "[asked]" in listed.out
    assert approved.code == 0


@pytest.mark.parametrize("again", [("approve",), ("decline", "--reason", "No")])
def test_a_decision_is_not_turned_round_by_a_slip(project: Path, again: tuple[str, ...]) -> None:
    key = send(project, "1", "Hello", title="T", by="X")
    approve(project, key)

    done = moderate(project, again[0], key, *again[1:])

    assert done.code == 1
    assert "it is approved already as 'story:t'" in done.err


def test_an_edit_is_kept_as_a_difference_and_consent_is_not_edited(project: Path) -> None:
    key = send(project, "1", "I slept badley.", title="T", by="X")
    file, new = inbox_file(project, key), project / "new.md"
    text = file.read_text(encoding="utf-8")
    new.write_text(text.replace("badley", "badly"), encoding="utf-8")

    done = moderate(project, "edit", key, "--file", str(new))
    diff = (file.parent / "edits.diff").read_text(encoding="utf-8")
    new.write_text(text.replace("- feeds", "- press"), encoding="utf-8")
    refused = moderate(project, "edit", key, "--file", str(new))

    assert done.code == 0
    assert "-I slept badley.\n+I slept badly.\n" in diff
    assert refused.code == 1
    assert "'consent' is not for the team to change" in refused.err
    assert "badly" in file.read_text(encoding="utf-8")


def test_an_edit_of_what_somebody_changed_meanwhile_is_not_written(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = send(project, "1", "I slept badley.", title="T", by="X")
    file, editor = inbox_file(project, key), project / "editor"
    editor.write_text(f"#!/bin/sh\necho Mine. >> \"$1\"\necho Theirs. >> '{file}'\nsleep 1\n")
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))

    done = moderate(project, "edit", key)

    assert done.code == 1
    assert "somebody else changed it meanwhile; nothing was written" in done.err
    assert file.read_text(encoding="utf-8").endswith("Theirs.\n")
    assert "Mine." not in file.read_text(encoding="utf-8")


def test_decisions_written_by_hand_are_reported_and_carried_out(project: Path) -> None:
    yes = send(project, "1", "Hello", title="T", by="X")
    no = send(project, "2", "Buy", title="U", by="X")
    for key, decision in ((yes, "approved"), (no, "declined\nreason: An advert")):
        file = inbox_file(project, key)
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("decision: pending", f"decision: {decision}"), "utf-8")

    checked = moderate(project, "--check")
    applied = moderate(project, "--apply")
    again = moderate(project, "--check")

    assert checked.code == 1
    assert checked.err.count("half-decided") == 2
    assert applied.code == 0
    assert (project / "content/stories/t/index.md").is_file()
    assert again.code == 0
    assert [row.split(",")[3] for row in sorted(register(project))].count("pending") == 0


def test_what_was_withdrawn_by_hand_is_not_brought_back(project: Path) -> None:
    key = send(project, "1", "Hello", title="T", by="X")
    approve(project, key)
    (project / "content/stories/t/index.md").unlink()

    done = moderate(project, "--apply")

    assert done.code == 0
    assert not (project / "content/stories/t/index.md").exists()


def test_a_decision_that_was_cut_short_is_finished(project: Path) -> None:
    key = send(project, "1", "Hello", title="T", by="X", pictures=1)
    before = (project / "content/submissions.csv").read_bytes()
    approve(project, key)
    whole = (project / "content/stories/t/index.md").read_bytes()
    (project / "content/submissions.csv").write_bytes(before)
    (project / "content/stories/t/index.md").unlink()

    done = moderate(project, "--apply")

    assert done.code == 0
    assert (project / "content/stories/t/index.md").read_bytes() == whole
    assert register(project)[0].endswith("story:t")


def test_a_list_says_who_waits_and_what_needs_a_second_look(project: Path) -> None:
    send(project, "1", "Hello <script>x</script>", title="T", by="Mei Lin", consent=None)

    done = moderate(project, "--json")
    row = json.loads(done.out)

    assert row["days"] == 12
    assert row["flags"] == ["no consent", "known name", "removed"]


def test_a_wish_keeps_the_consent_that_it_came_with(project: Path) -> None:
    consent = {**AGREED, "uses": ("site",), "name": "anonymous"}
    key = send(project, "1", "Dim it", title="A wish", by="X", call="wishes", consent=consent)

    assert approve(project, key).code == 0
    made = (project / "content/suggestions/a-wish/index.md").read_text(encoding="utf-8")
    assert "consent:\n  given: 2026-05-20 10:00\n  text: c1\n  uses:\n    - site\n" in made
    assert "by:" not in made
