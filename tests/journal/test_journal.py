"""The journal as a graph at an instant, and what is wrong between its entries."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.journal.checks import check
from generator.journal.journal import Journal, gather, names_of, resolve
from generator.journal.schedule import State, state
from generator.model.reference import Byline, Reference
from generator.problems import Severity
from tests.journals import AT, configured, entry, gathered, reading, short

PEOPLE = (
    "- id: mei\n  title: Mei\n  handle: '@Mei_Lin'\n  handles: [may, MM]\n- id: lin\n  title: Lin\n"
)
ONE = Reference("diary", "one")
POLL = "question: Q\noptions: [{id: a, title: A}, {id: b, title: B}]\nbinds: Us\n"


def journal(folder: Path, files: dict[str, str | bytes], at: datetime = AT) -> Journal:
    found, problems = gathered(folder, files, at)
    assert problems == []
    return found


def complaints(folder: Path, files: dict[str, str | bytes]) -> list[str]:
    return short(check(journal(folder, files)))


def test_versions_of_an_entry_stand_together_the_original_first(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "diaries/2026-05-01-one.zh.md": entry("一"),
        "diaries/2026-05-01-one.en.md": entry("One"),
    }

    assert [e.lang for e in journal(tmp_path, files).versions[ONE]] == ["en", "zh-CN"]


def test_a_reader_sees_the_version_of_their_language(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "diaries/2026-05-01-one.en.md": entry("One"),
        "diaries/2026-05-01-one.zh.md": entry("一"),
    }
    found = journal(tmp_path, files)

    titles = [
        shown.head.title for lang in ("zh-CN", "en", "fr") if (shown := found.shown(ONE, lang))
    ]
    assert titles == ["一", "One", "One"]


def test_a_version_that_is_not_public_is_shown_to_nobody(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "diaries/2026-05-01-one.en.md": entry("One"),
        "diaries/2026-05-01-one.zh.md": entry("一", "draft: yes"),
    }
    shown = journal(tmp_path, files).shown(ONE, "zh-CN")

    assert shown is not None
    assert shown.lang == "en"


def test_nothing_is_shown_of_what_does_not_exist(tmp_path: Path) -> None:
    assert journal(tmp_path, {"pages/a.md": entry("A")}).shown(ONE, "en") is None


def test_public_entries_come_newest_first(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "diaries/2026-05-01-b.md": entry("B"),
        "diaries/2026-05-08-a.md": entry("A"),
        "diaries/2026-05-08-c.md": entry("C"),
        "diaries/2026-07-01-later.md": entry("Later"),
    }

    assert [v[0].head.id for v in journal(tmp_path, files).public()] == ["a", "c", "b"]


@pytest.mark.parametrize("handle", ["mei", "MEI", "Mei_Lin", "mei_lin", "may", "mm"])
def test_a_person_is_known_by_every_handle(tmp_path: Path, handle: str) -> None:
    people = journal(tmp_path, {"people.yaml": PEOPLE}).people

    assert people.find(handle) == "mei"
    assert people.behind(Byline(handle, handle=True)) == "mei"


def test_a_stranger_is_nobody(tmp_path: Path) -> None:
    assert journal(tmp_path, {"people.yaml": PEOPLE}).people.find("ann") is None


def test_a_handle_of_two_people_belongs_to_the_first_and_is_a_problem(tmp_path: Path) -> None:
    people = "- id: mei\n  title: Mei\n- id: lin\n  title: Lin\n  handles: [a, '@MEI']\n"
    found, problems = gathered(tmp_path, {"people.yaml": people})

    assert found.people.find("mei") == "mei"
    assert short(problems) == ["content/people.yaml:5 duplicate-handle"]


def test_a_person_may_repeat_their_own_handle(tmp_path: Path) -> None:
    people = "- id: mei\n  title: Mei\n  handle: '@mei'\n  handles: [Mei]\n"

    assert gathered(tmp_path, {"people.yaml": people})[1] == []


@pytest.mark.parametrize(
    ("name", "target"),
    [
        (Byline("may", handle=True), Reference("person", "mei")),
        (Byline("Mei", handle=False), Reference("person", "mei")),
        (Byline("Ann", handle=False), None),
        (Reference("person", "may"), Reference("person", "mei")),
        (Reference("person", "ann"), Reference("person", "ann")),
        (Reference("poll", "may"), Reference("poll", "may")),
    ],
)
def test_a_name_stands_for_an_entry(
    tmp_path: Path, name: Reference | Byline, target: Reference | None
) -> None:
    assert resolve(name, journal(tmp_path, {"people.yaml": PEOPLE}).people) == target


def test_names_are_found_in_fields_in_their_texts_and_in_the_text(tmp_path: Path) -> None:
    fields = "authors: ['@mei', Ann]\nquestions: Like [this](poll:a)?\nreleases: 1.0\nwith: page:b"
    text = "\nSee [](poll:c)\n\nand @lin, not `@code`.\n"
    (found,) = reading(tmp_path, {"diaries/2026-05-01-one.md": entry("One", fields, text)}).entries

    assert [(str(n.name), n.path, n.line, n.in_text) for n in names_of(found)] == [
        ("@mei", ("authors", 0), 0, False),
        ("Ann", ("authors", 1), 0, False),
        ("page:b", ("with",), 0, False),
        ("poll:a", ("questions", 0), 0, True),
        ("release:1.0", ("releases", 0), 0, False),
        ("poll:c", (), 9, True),
        ("@lin", (), 11, True),
    ]


def test_an_entry_knows_who_mentions_it_newest_first(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "people.yaml": PEOPLE,
        "diaries/2026-05-01-one.md": entry("One", text="I am [this](diary:one)."),
        "diaries/2026-05-02-two.md": entry("Two", text="[](diary:one) and [](diary:one)"),
        "diaries/2026-05-03-three.md": entry("Three", "authors: '@may'", "[](diary:one)"),
        "diaries/2026-07-01-later.md": entry("Later", text="[](diary:one)"),
        "diaries/2026-05-04-draft.md": entry("Draft", "draft: yes", "[](diary:one)"),
    }
    mentions = journal(tmp_path, files).mentions

    assert mentions[ONE] == (Reference("diary", "three"), Reference("diary", "two"))
    assert mentions[Reference("person", "mei")] == (Reference("diary", "three"),)


def test_a_reference_to_what_is_not_public_yet_is_a_warning_that_heals(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "diaries/2026-05-01-one.md": entry("One", text="[](diary:later)"),
        "diaries/2026-07-01-later.md": entry("Later"),
    }
    found = check(journal(tmp_path, files))

    assert [(p.code, p.severity, p.location.line) for p in found] == [
        ("not-public", Severity.WARNING, 5)
    ]
    assert check(journal(tmp_path, files, datetime(2026, 7, 1, tzinfo=UTC))) == []


def test_what_is_not_public_itself_may_name_what_is_not_public(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "diaries/2026-07-01-one.md": entry("One", text="[](diary:later)"),
        "diaries/2026-08-01-later.md": entry("Later"),
    }

    assert complaints(tmp_path, files) == []


@pytest.mark.parametrize(
    ("fields", "text", "codes"),
    [
        ("authors: '@ann'", "", ["content/diaries/2026-05-01-one.md:3 unknown-person"]),
        ("authors: Ann", "", []),
        ("", "Thanks to @ann.", []),
        ("", "Thanks to @mie.", ["content/diaries/2026-05-01-one.md:5 unknown-person"]),
        ("", "Write to ann@mie.example or `@mie`.", []),
        ("", "[x](person:ann)", ["content/diaries/2026-05-01-one.md:5 unknown-reference"]),
        ("", "[x](person:may)", []),
        ("with: poll:a", "", ["content/diaries/2026-05-01-one.md:3 unknown-reference"]),
        ("with: pol:a", "", ["content/diaries/2026-05-01-one.md:3 unknown-reference"]),
        ("cover: {src: https.png}", "", ["content/diaries/2026-05-01-one.md:3 missing-alt"]),
        ("updated: 2026-04-30", "", ["content/diaries/2026-05-01-one.md:3 bad-dates"]),
        ("updated: 2026-05-01", "", []),
        ("with: diary:one", "", ["content/diaries/2026-05-01-one.md:3 circle"]),
    ],
)
def test_a_mistake_between_entries_stands_at_its_line(
    tmp_path: Path, fields: str, text: str, codes: list[str]
) -> None:
    files: dict[str, str | bytes] = {
        "people.yaml": PEOPLE,
        "diaries/2026-05-01-one.md": entry("One", fields, text),
    }

    assert complaints(tmp_path, files) == codes


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[x](diary:won)", "did you mean 'one'?"),
        ("[x](poll:one)", "there is 'diary:one'"),
        ("[x](call:zzz)", ""),
    ],
)
def test_an_unknown_reference_names_what_may_be_meant(tmp_path: Path, text: str, hint: str) -> None:
    (problem,) = check(journal(tmp_path, {"diaries/2026-05-01-one.md": entry("One", text=text)}))

    assert problem.hint == hint


def test_naming_an_entry_that_could_not_be_read_is_no_second_mistake(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "diaries/2026-05-01-one.md": entry(
            "One", "authors: '@mei'", "[](poll:a) and [](person:mei)"
        ),
        "polls/2026-05-01-a.md": entry("A"),
        "people/mei.md": entry("Mei", "colour: red\nteam: perhaps"),
    }
    found = reading(tmp_path, files)
    whole, _ = gather(found.entries, configured(), AT)

    assert found.broken == {Reference("poll", "a"), Reference("person", "mei")}
    assert check(whole, found.broken) == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [(1, State.ANNOUNCED), (2, State.OPEN), (3, State.OPEN), (4, State.CLOSED), (5, State.CLOSED)],
)
def test_a_span_has_its_beginning_and_not_its_end(
    tmp_path: Path, day: int, expected: State
) -> None:
    fields = f"{POLL}opens: 2026-05-02\ncloses: 2026-05-04"
    (poll,) = reading(tmp_path, {"polls/2026-05-01-a.md": entry("A", fields)}).entries

    assert state(poll, datetime(2026, 5, day, tzinfo=UTC)) is expected


def test_without_an_end_what_has_begun_is_open(tmp_path: Path) -> None:
    (event,) = reading(
        tmp_path, {"events/2026-05-01-a.md": entry("A", "starts: 2026-05-02")}
    ).entries

    assert state(event, datetime(2027, 1, 1, tzinfo=UTC)) is State.OPEN


def test_a_kind_without_a_span_has_no_state(tmp_path: Path) -> None:
    (diary,) = reading(tmp_path, {"diaries/2026-05-01-a.md": entry("A")}).entries

    assert state(diary, AT) is None


LATER = "date: 2026-05-01\nhistory:\n  - {date: 2027-01-01, status: adopted, note: '%s'}"


def test_a_move_still_to_come_mentions_nobody(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "suggestions/a.md": entry("A", LATER % "thanks to @mei"),
        "people.yaml": PEOPLE,
    }

    assert journal(tmp_path, files).mentions == {}


def test_a_move_still_to_come_is_checked_today(tmp_path: Path) -> None:
    found = complaints(tmp_path, {"suggestions/a.md": entry("A", LATER % "see [](poll:nowhere)")})

    assert len(found) == 1


def test_what_friday_new_wrote_is_told_once_it_is_published(tmp_path: Path) -> None:
    sample = entry("One", 'questions: ["Q", "✎ What else?"]', text="Words.\n\n- 12 came in · ✎\n")
    files: dict[str, str | bytes] = {
        "diaries/2026-05-01-one.md": sample,
        "diaries/2026-05-02-two.md": sample.replace("title: One", "title: Two\ndraft: yes"),
    }

    assert complaints(tmp_path, files) == [
        "content/diaries/2026-05-01-one.md:1 sample",
        "content/diaries/2026-05-01-one.md:3 sample",
    ]
