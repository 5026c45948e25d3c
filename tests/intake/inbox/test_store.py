"""The inbox: each submission once, whole or not at all, and who sent it apart from it."""

import stat
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.config import Config
from generator.config import read as read_config
from generator.intake.inbox.register import note, register_file, rows_of
from generator.intake.inbox.store import (
    EDITS,
    Fate,
    Inbox,
    InboxRefused,
    contact_of,
    deliver,
    find,
    foreseen,
    open_inbox,
    read_inbox,
    save,
)
from generator.model.submission import (
    Agreed,
    Contact,
    Parcel,
    Pictured,
    Sort,
    Source,
    Submission,
    key_of,
)
from generator.model.submission_row import Decision
from generator.problems import ProblemsFound

AT = datetime(2026, 5, 1, 8, 30, tzinfo=UTC)
LATER = datetime(2026, 5, 9, 8, 30, tzinfo=UTC)


def configured(text: str = "") -> Config:
    config, problems = read_config(f"title: T\nbase_url: https://example.org/\n{text}")
    assert config is not None, problems
    return config


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return open_inbox(tmp_path, configured())


def submission(name: str = "1", **fields: object) -> Submission:
    key = key_of("your-story", Sort.ISSUE, name)
    source = Source(sort=Sort.ISSUE, id=name)
    given = {"call": "your-story", "key": key, "source": source, "received": AT}
    return Submission.model_validate(given | fields, context=configured().context())


def parcel(text: str = "It hums.", name: str = "1", **fields: object) -> Parcel:
    return Parcel(submission(name, **fields), text, {}, Contact(mail="rui@example.org"))


def test_a_submission_is_read_back_as_it_was_delivered(inbox: Inbox) -> None:
    consent = Agreed(given=AT, text="s-1", uses=("site",), name="handle", reasons=True)
    sent = submission(
        title='a: "b" #c',
        by="@rui",
        tags=("x", "y"),
        answers={"q": "one\n---\ntwo", "r": ("1.10", "no")},
        consent=consent,
        removed=("a signature",),
        pictures=(Pictured(src="1.png", alt="a: lamp"),),
    )
    deliver(inbox, Parcel(sent, "Text\n---\nmore", {"1.png": b"png"}, Contact(name="Rui")))
    [found], problems = read_inbox(inbox)

    assert problems == []
    assert found.submission.model_copy(update={"digest": None}) == sent
    assert found.text == "Text\n---\nmore"
    assert (found.folder / "1.png").read_bytes() == b"png"


def test_the_same_submission_is_delivered_once(inbox: Inbox) -> None:
    fates = [deliver(inbox, parcel()) for _ in range(3)]

    assert fates == [Fate.NEW, Fate.SAME, Fate.SAME]
    assert len(read_inbox(inbox)[0]) == 1


def test_a_picture_that_a_moderator_added_stays_when_the_same_comes_again(inbox: Inbox) -> None:
    sent = submission(pictures=(Pictured(src="1.png", alt="a"),))
    again = Parcel(sent, "Text", {"1.png": b"png"}, Contact())
    deliver(inbox, again)
    [found], _ = read_inbox(inbox)
    (found.folder / "2.png").write_bytes(b"more")
    more = (*found.submission.pictures, Pictured(src="2.png", alt="b"))
    save(found, found.submission.model_copy(update={"pictures": more}))

    assert deliver(inbox, again) is Fate.SAME
    assert (found.folder / "2.png").read_bytes() == b"more"


def test_another_call_or_another_way_is_another_submission() -> None:
    keys = {
        key_of("a", Sort.ISSUE, "1"),
        key_of("b", Sort.ISSUE, "1"),
        key_of("a", Sort.MAIL, "1"),
        key_of("a", Sort.ISSUE, "2"),
    }

    assert len(keys) == 4
    # printf 'a\nissue\n1' | sha256sum
    assert key_of("a", Sort.ISSUE, "1") == "f0cf644e04b1441c"


def test_what_changed_at_its_source_is_brought_up_to_date_until_it_is_decided(
    inbox: Inbox,
) -> None:
    deliver(inbox, parcel("one"))
    assert foreseen(inbox, parcel("two")) is Fate.UPDATED
    assert deliver(inbox, parcel("two", received=LATER)) is Fate.UPDATED
    [found], _ = read_inbox(inbox)
    save(found, found.submission.model_copy(update={"decision": Decision.DECLINED}))
    fate = deliver(inbox, parcel("three"))
    [kept], _ = read_inbox(inbox)

    assert fate is Fate.DECIDED
    assert (kept.text, kept.submission.received) == ("two", AT)


def test_a_later_intake_of_the_same_is_no_change(inbox: Inbox) -> None:
    agreed = Agreed(given=AT, uses=("site",))
    deliver(inbox, parcel(consent=agreed))
    again = parcel(received=LATER, consent=agreed.model_copy(update={"given": LATER}))

    assert deliver(inbox, again) is Fate.SAME


def test_an_answer_to_a_question_makes_it_wait_again(inbox: Inbox) -> None:
    deliver(inbox, parcel("one"))
    [found], _ = read_inbox(inbox)
    asked = {"decision": Decision.ASKED, "question": "Which lamp?"}
    save(found, found.submission.model_copy(update=asked))
    deliver(inbox, parcel("one: the green one"))
    [kept], _ = read_inbox(inbox)

    assert (kept.submission.decision, kept.submission.question) == ("pending", "Which lamp?")
    assert kept.text == "one: the green one"


def test_what_was_edited_here_is_never_overwritten(inbox: Inbox) -> None:
    deliver(inbox, parcel("one"))
    [found], _ = read_inbox(inbox)
    (found.folder / EDITS).write_text("-one\n+One.\n", encoding="utf-8")
    save(found, found.submission, "One.")

    assert deliver(inbox, parcel("two")) is Fate.EDITED
    assert read_inbox(inbox)[0][0].text == "One."


def test_pictures_that_are_gone_at_the_source_go_here_too(inbox: Inbox) -> None:
    two = Parcel(submission(), "a", {"1.png": b"1", "2.png": b"2"})
    one = Parcel(submission(), "a", {"1.png": b"1"})
    deliver(inbox, two)
    deliver(inbox, one)
    [found], _ = read_inbox(inbox)

    assert sorted(each.name for each in found.folder.iterdir()) == ["1.png", "index.md"]


def test_the_sender_lies_apart_where_only_its_owner_reads_and_git_does_not_look(
    inbox: Inbox,
) -> None:
    deliver(inbox, parcel())
    [file] = inbox.private.glob("*/*.yaml")
    written = "".join(each.read_text(encoding="utf-8") for each in inbox.folder.rglob("index.md"))

    assert contact_of(inbox, submission()).mail == "rui@example.org"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert (inbox.private / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert "rui@example.org" not in written


def test_a_folder_without_its_index_is_no_submission(inbox: Inbox) -> None:
    deliver(inbox, parcel())
    [found], _ = read_inbox(inbox)
    found.file.unlink()

    assert read_inbox(inbox) == ([], [])
    assert deliver(inbox, parcel()) is Fate.NEW


@pytest.mark.parametrize(
    "options",
    [
        "intake: {inbox: content/inbox}",
        "intake: {private: site/private}",
        "intake: {private: themes}",
        "intake: {inbox: a, private: a/b}",
        "intake: {private: .}",
        "intake: {inbox: ../PROJECT/content}",
    ],
)
def test_a_folder_that_is_published_is_refused(tmp_path: Path, options: str) -> None:
    config = configured(options.replace("PROJECT", tmp_path.name))

    with pytest.raises(InboxRefused, match=r"name|folders"):
        open_inbox(tmp_path, config)


def test_a_private_folder_that_git_keeps_is_refused(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "private").mkdir()
    (tmp_path / "private/a.yaml").write_text("mail: a@b.c\n", encoding="utf-8")
    subprocess.run(["git", "-C", str(tmp_path), "add", "-A"], check=True)

    with pytest.raises(InboxRefused, match="git rm -r --cached private"):
        open_inbox(tmp_path, configured())


def test_both_folders_may_lie_outside_of_a_public_repository(tmp_path: Path) -> None:
    config = configured("intake: {inbox: ../in, private: ../who}")
    inbox = open_inbox(tmp_path / "journal", config)
    deliver(inbox, parcel())

    assert len(list((tmp_path / "in").rglob("index.md"))) == 1
    assert not (tmp_path / "journal").exists()


def test_a_key_may_be_cut_short_and_a_wrong_one_is_told(inbox: Inbox) -> None:
    deliver(inbox, parcel(name="1"))
    deliver(inbox, parcel(name="2"))
    key = submission("1").key
    found, _ = find(inbox, key[:6])
    none, problems = find(inbox, "zzz")
    _, several = find(inbox, "")

    assert found is not None
    assert found.submission.key == key
    assert none is None
    assert [each.message for each in problems] == ["no key begins with 'zzz'"]
    assert several != []


def test_mistakes_that_hands_make_are_told_at_their_line(inbox: Inbox) -> None:
    deliver(inbox, parcel())
    [found], _ = read_inbox(inbox)
    text = found.file.read_text(encoding="utf-8").replace(
        "decision: pending", "decision: aproved\ncolour: red"
    )
    found.file.write_text(text, encoding="utf-8")
    nothing, problems = read_inbox(inbox)
    lines = text.split("\n")

    assert nothing == []
    assert sorted((p.code, lines[p.location.line - 1]) for p in problems) == [
        ("bad-value", "decision: aproved"),
        ("unknown-field", "colour: red"),
    ]


def test_a_folder_of_another_name_is_told(inbox: Inbox) -> None:
    deliver(inbox, parcel())
    [found], _ = read_inbox(inbox)
    found.folder.rename(found.folder.with_name("0" * 16))

    assert [p.message for p in read_inbox(inbox)[1]] == [
        f"'key' is '{found.submission.key}', and the folder says '{'0' * 16}'"
    ]


def test_the_register_says_that_something_came_and_not_a_word_of_it(inbox: Inbox) -> None:
    sent = submission(title="My secret", by="Rui", place="Kunming")
    note(inbox, [sent])
    row = register_file(inbox).read_text(encoding="utf-8").split("\n")[1]

    assert row == f"{sent.key},your-story,2026-05-01T08:30:00+00:00,pending,,,,"
    assert note(inbox, [sent]) is False


def test_a_reason_is_public_only_where_the_sender_agreed(inbox: Inbox) -> None:
    decided = {"decision": Decision.DECLINED, "decided": LATER, "role": "editor", "reason": "R"}
    silent = submission("1", **decided)
    told = submission("2", **decided, consent=Agreed(given=AT, reasons=True))
    note(inbox, [silent, told])

    assert {row.key: row.reason for row in rows_of(inbox)} == {silent.key: "", told.key: "R"}


def test_a_register_that_is_broken_is_never_overwritten(inbox: Inbox) -> None:
    file = register_file(inbox)
    file.parent.mkdir(parents=True)
    file.write_text("key,call\nx,y\n", encoding="utf-8")

    with pytest.raises(ProblemsFound):
        note(inbox, [submission()])
    assert file.read_text(encoding="utf-8") == "key,call\nx,y\n"
