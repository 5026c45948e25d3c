"""What was sent in to a call, and where it stands."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.journal.journal import Journal
from generator.journal.sent_in import (
    call_of,
    featured,
    is_contest,
    is_featured,
    is_on_wall,
    sent_by_call,
    sent_in,
)
from generator.kinds.call import Call
from generator.model.entry import Entry
from generator.model.reference import Reference
from tests.journals import gathered, reading

CALL = """---
title: A call
date: 2026-04-01
type: {type}
opens: 2026-04-01
answer_by: 2026-07-01
scope: {{in: paper}}
binds: We read it
{more}---
"""
STORY = """---
title: A story
date: {date}
by: Ada
consent: {{given: 2026-04-02, text: one}}
decision: {decision}
{more}---
Text.
"""
HERE = Reference("call", "here")


def call(type_: str = "story", more: str = "") -> str:
    return CALL.format(type=type_, more=more)


def story(more: str = "call: here\n", *, date: str = "2026-05-01", public: bool = True) -> str:
    decision = "approved" if public else "pending"
    return STORY.format(date=date, more=more, decision=decision)


def journal(folder: Path, files: Mapping[str, str]) -> Journal:
    found, problems = gathered(folder, files)
    assert problems == []
    return found


def names(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.head.id for entry in entries]


def original(found: Journal, name: str, kind: str = "story") -> Entry:
    entry = found.original(Reference(kind, name))
    assert entry is not None
    return entry


def test_what_names_a_call_was_sent_in_to_it_the_newest_first(tmp_path: Path) -> None:
    files = {
        "calls/here.md": call(),
        "stories/old.md": story(date="2026-04-05"),
        "stories/new.md": story(date="2026-05-05"),
        "stories/other.md": story(""),
    }

    found = journal(tmp_path, files)

    assert names(sent_in(found, HERE, "en")) == ["new", "old"]
    assert call_of(original(found, "other")) is None


def test_what_only_speaks_of_a_call_was_not_sent_in_to_it(tmp_path: Path) -> None:
    diary = "---\ntitle: D\ndate: 2026-05-01\n---\n[](call:here)\n"
    found = journal(tmp_path, {"calls/here.md": call(), "diaries/d.md": diary})

    assert found.mentions[HERE] == (Reference("diary", "d"),)
    assert sent_in(found, HERE, "en") == ()


def test_what_is_not_public_is_not_among_it(tmp_path: Path) -> None:
    files = {"calls/here.md": call(), "stories/a.md": story(public=False)}
    found = journal(tmp_path, files)

    assert sent_in(found, HERE, "en") == ()
    assert names(sent_by_call(found.versions)[HERE]) == ["a"]


def test_readers_see_it_in_their_language_where_they_can(tmp_path: Path) -> None:
    files = {
        "calls/here.en.md": call(),
        "stories/a.en.md": story(),
        "stories/a.zh.md": "---\ntitle: 故事\n---\n",
        "stories/b.en.md": story(date="2026-04-30"),
    }
    shown = sent_in(journal(tmp_path, files), HERE, "zh-CN")

    assert [(entry.head.id, entry.lang) for entry in shown] == [("a", "zh-CN"), ("b", "en")]


@pytest.mark.parametrize(
    ("type_", "stands"),
    [("story", True), ("photo", True), ("contest", False), ("wishes", True), ("beta", True)],
)
def test_the_way_of_a_call_says_whether_a_story_stands_on_the_wall(
    tmp_path: Path, type_: str, *, stands: bool
) -> None:
    found = journal(tmp_path, {"calls/here.md": call(type_), "stories/a.md": story()})

    assert is_on_wall(found, original(found, "a")) is stands


def test_a_story_that_nobody_called_for_stands_on_the_wall(tmp_path: Path) -> None:
    found = journal(tmp_path, {"stories/a.md": story("")})

    assert is_on_wall(found, original(found, "a"))


@pytest.mark.parametrize(
    ("type_", "more", "judged"),
    [
        ("contest", "", True),
        ("photo", "", False),
        ("photo", "shortlist: [{entry: a, reason: It is good}]\n", True),
        ("photo", "entries: [{id: a, title: A}]\n", True),
        ("story", "", False),
        ("wishes", "", False),
        ("topic", "", False),
        ("survey", "", False),
        ("topic", "shortlist: [{entry: a, reason: It is good}]\n", True),
    ],
)
def test_a_call_is_a_contest_by_its_type_or_by_what_it_chooses_from(
    tmp_path: Path, type_: str, more: str, *, judged: bool
) -> None:
    found = journal(tmp_path, {"calls/here.md": call(type_, more)})
    record = original(found, "here", "call").record
    assert isinstance(record, Call)

    assert is_contest(record) is judged


def test_what_is_featured_stands_by_its_number_and_then_what_says_only_yes(tmp_path: Path) -> None:
    fields = {"a": "yes", "b": "2", "c": "no", "d": "1"}
    files = {f"stories/{name}.md": story(f"featured: {said}\n") for name, said in fields.items()}
    found = journal(tmp_path, files)
    entries = [original(found, name) for name in ("a", "b", "c", "d")]

    assert [entry.head.id for entry in sorted(entries, key=featured)] == ["d", "b", "a", "c"]
    assert [entry.head.id for entry in entries if is_featured(entry)] == ["a", "b", "d"]


@pytest.mark.parametrize("said", ["0", "-1", "first", "1.5"])
def test_a_place_on_the_wall_is_yes_or_a_number(tmp_path: Path, said: str) -> None:
    [problem] = reading(tmp_path, {"stories/a.md": story(f"featured: {said}\n")}).problems

    assert "it is yes, or a number that says its place, 1 being the first" in problem.message


def test_a_picture_of_a_story_says_what_it_shows(tmp_path: Path) -> None:
    more = "pictures:\n  - {src: a.jpg, alt: A lamp, caption: At *night*}\n  - {src: ../b.jpg}\n"
    [problem] = reading(tmp_path, {"stories/a.md": story(more)}).problems

    assert "it must be the path of a file beside the entry" in problem.message
    assert problem.location.line == 9
