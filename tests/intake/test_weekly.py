"""The week's diary, drafted: everything in it is worked out by hand from the journal at the top."""

import dataclasses
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.intake.new_entry import Wish
from generator.intake.studio import Drafted, Studio
from generator.intake.weekly import numbered, since_last, usual_title, weekly
from generator.journal.journal import Journal
from generator.journal.loop.loop import with_loop
from generator.kinds.table import KINDS
from generator.markup.yaml_text import load
from tests.journal.recognition.recognising import recognised
from tests.journal.votes import poll, voted
from tests.pages.journals import Words

FRIDAY = datetime(2026, 5, 15, 17, tzinfo=UTC)  # of week 20
PEOPLE = (
    "- {id: lin, title: Lin, team: yes}\n"
    "- {id: mei, handle: xiaomei, title: Mei}\n"
    "- {id: rui, title: Rui}\n"
)
LAST = "---\ntitle: Last week\ndate: 2026-05-08 17:00\nnumber: 7\n---\nText.\n"
RELEASE = """---
title: {title}
date: {date}
version: "{title}"
changes:
{changes}
---
"""
SUGGESTION = "---\ntitle: {title}\ndate: {date}\nowner: lin\nhistory:\n{moves}---\n"
REPORT = """---
title: Report one
date: {date}
about: diary:last
respondents: 40
liked: [{{text: Warm, count: 30}}]
disliked: [{{text: Small *print*, count: 5}}]
awaited: [{{text: A moon, count: 12, refs: suggestion:moon}}]
bugs: [{{text: It ticks}}]
---
"""
CALL = """---
title: {title}
date: 2026-05-01
type: beta
scope: {{in: All}}
binds: We look
opens: {opens}
closes: {closes}
answer_by: {answer_by}
---
"""


def release(*changes: str, title: str = "1.1", date: str = "2026-05-14 12:00") -> str:
    return RELEASE.format(title=title, date=date, changes="\n".join(f"  - {c}" for c in changes))


def suggestion(title: str, date: str, *moves: str) -> str:
    lines = (f"  - {{date: {m.split()[0]}, status: {m.split()[1]}}}\n" for m in moves)
    head = SUGGESTION.format(title=title, date=date, moves="".join(lines))
    return head if moves else head.replace("history:\n", "")


QUIET = (
    "{text: A quiet knob, why: W, credits: [{person: '@xiaomei', role: suggested}, "
    "{person: Stranger, role: suggested}, {person: rui, role: tested}]}"
)
CHANGES = (QUIET, "{text: Of nobody, why: W}", "{text: Tidied up, internal: yes}")
FILES = {
    "people.yaml": PEOPLE,
    "diaries/2026-05-08-last.md": LAST,
    "releases/1.1.md": release(*CHANGES),
    "releases/1.0.md": release(*CHANGES, title="1.0", date="2026-05-01"),
    "releases/1.2.md": release("{text: Later}", title="1.2", date="2026-05-16 09:00"),
    # Adopted long ago, moved on before the last diary, and adopted since.
    "suggestions/old.md": suggestion("Old", "2026-04-01", "2026-05-08 adopted"),
    "suggestions/moon.md": suggestion(
        "Moon", "2026-04-02", "2026-05-01 evaluating", "2026-05-12 adopted"
    ),
    "suggestions/no.md": suggestion("No", "2026-05-10", "2026-05-11 declined"),
    "suggestions/look.md": suggestion("Look", "2026-05-10", "2026-05-13 evaluating"),
    "suggestions/new.md": suggestion("New", "2026-05-14"),
    "reports/one.md": REPORT.format(date="2026-05-12"),
    "calls/open.md": CALL.format(
        title="Open", opens="2026-05-11", closes="2026-05-20 18:00", answer_by="2026-05-25"
    ),
    "calls/over.md": CALL.format(
        title="Over", opens="2026-05-02", closes="2026-05-10", answer_by="2026-05-13"
    ),
    "calls/kept.md": CALL.format(
        title="Kept", opens="2026-05-02", closes="2026-05-04", answer_by="2026-05-13"
    ).replace("binds:", "outcome: diary:last\nbinds:"),
    "calls/short.md": CALL.format(
        title="Short", opens="2026-05-10", closes="2026-05-12", answer_by="2026-05-25"
    ),
    "events/party.md": "---\ntitle: Party\ndate: 2026-05-01\nstarts: 2026-05-09 15:00\n"
    "ends: 2026-05-09 18:00\nplace: Here\n---\n",
}


def journal(folder: Path, files: Mapping[str, str], at: datetime = FRIDAY) -> Journal:
    return recognised(folder, {"people.yaml": PEOPLE, **files}, at)


def studio(
    folder: Path, files: Mapping[str, str], *, at: datetime = FRIDAY, lang: str = "en"
) -> Studio:
    return Studio(journal(folder, files, at), Words(), at, lang)


def drafted(room: Studio, title: str = "", lang: str = "") -> Drafted:
    made = weekly(room, Wish(KINDS["diary"], title, room.at, 8, lang))
    assert made is not None
    return made


def front(text: str) -> dict[str, object]:
    tree = load(text.split("---\n")[1]).tree
    assert isinstance(tree, dict)
    return dict(tree)


def section(text: str, heading: str) -> list[str]:
    """The lines under a heading up to the next of its level; none where it does not stand."""
    _, found, rest = text.partition(f"\n## {heading}\n")
    return [line for line in rest.split("\n## ")[0].splitlines() if line] if found else []


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The draft of a week in which everything happened."""
    return drafted(studio(tmp_path_factory.mktemp("week"), FILES)).text


def test_a_draft_says_what_it_tells_of_and_what_it_answers(text: str) -> None:
    assert front(text) == {
        "title": "Week 20",
        "date": "2026-05-15 17:00",
        "number": "8",
        "draft": "yes",
        "summary": None,
        "tags": [],
        "releases": ["release:1.1"],
        "answers": "report:one",
        "questions": ["✎ what do we want to ask?"],
    }


def test_a_draft_begins_with_what_only_its_author_knows(text: str) -> None:
    assert text.split("---\n")[2].split("\n\n", maxsplit=1)[0].strip() == (
        "✎ One thing that this week was about, and why"
    )


def test_each_change_stands_with_those_whose_word_or_work_it_was(text: str) -> None:
    assert section(text, "What changed this week") == [
        "### [1.1](release:1.1)",
        "- A quiet knob · suggested: @mei, Stranger · tested: @rui",
        "- Of nobody",
    ]


def test_the_report_is_answered_point_by_point_the_most_frequent_first(text: str) -> None:
    assert section(text, "Point by point") == [
        "[Report one](report:one)",
        "- A moon × 12 · [](suggestion:moon) · ✎",
        "- Small print × 5 · ✎",
        "- It ticks · ✎",
    ]


def test_each_suggestion_stands_once_where_it_got_furthest(text: str) -> None:
    assert section(text, "What became of your suggestions") == [
        "- [](suggestion:moon) · adopted · 2026-05-12",
        "- [](suggestion:no) · declined · 2026-05-11",
        "- [](suggestion:look) · evaluating · 2026-05-13",
        "- Received: 3",
    ]


def test_what_opened_says_until_when_and_what_took_place_is_said_once(text: str) -> None:
    assert section(text, "Opened and closed") == [
        "- [](event:party) · 2026-05-09",
        "- [](call:over) · Closed",
        "- [](call:open) · Opened · until 2026-05-20",
        "- [](call:short) · Closed",
    ]


def test_what_is_owed_stands_with_the_day_for_which_it_was_promised(text: str) -> None:
    assert section(text, "Answers that we owe") == ["- [](call:over) · promised for 2026-05-13 · ✎"]


def test_what_is_not_public_yet_is_named_only_in_a_comment(text: str) -> None:
    assert "\n# not public yet: release:1.2, 2026-05-16 09:00\n" in text
    assert text.count("1.2") == 1


def test_a_file_is_named_after_its_week_in_every_language(tmp_path: Path) -> None:
    room = studio(tmp_path, FILES, lang="zh-CN")

    assert drafted(room, lang="zh").path == "diaries/2026-05-15-2026-w20.zh.md"
    assert usual_title(room) == "译Week 20"


def test_a_draft_is_written_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    made = drafted(studio(tmp_path, FILES, lang="zh-CN"), lang="zh").text

    assert front(made)["lang"] == "zh"
    assert section(made, "译What became of your suggestions")[0] == (
        "- [](suggestion:moon) · 译adopted · 2026-05-12"
    )


def test_a_title_of_ones_own_names_the_file(tmp_path: Path) -> None:
    made = drafted(studio(tmp_path, FILES), "A: quiet one")

    assert made.path == "diaries/2026-05-15-a-quiet-one.md"
    assert front(made.text)["title"] == "A: quiet one"


def test_a_week_in_which_nothing_happened_has_no_draft(tmp_path: Path) -> None:
    room = studio(tmp_path, {"diaries/2026-05-08-last.md": LAST})

    assert weekly(room, Wish(KINDS["diary"], "", FRIDAY, 8)) is None


@pytest.mark.parametrize("more", ["draft: yes\n", ""])
def test_a_week_begins_after_the_last_diary_public_or_not(tmp_path: Path, more: str) -> None:
    later = LAST.replace("2026-05-08", "2026-05-12").replace("number: 7\n", more)
    span = since_last(studio(tmp_path, {**FILES, "diaries/2026-05-12-later.md": later}))

    assert datetime(2026, 5, 12, 17, tzinfo=UTC) not in span
    assert datetime(2026, 5, 12, 17, 0, 1, tzinfo=UTC) in span
    assert FRIDAY in span


def test_a_first_diary_looks_back_on_seven_days(tmp_path: Path) -> None:
    span = since_last(studio(tmp_path, {}))

    assert datetime(2026, 5, 8, 17, tzinfo=UTC) not in span
    assert datetime(2026, 5, 8, 17, 0, 1, tzinfo=UTC) in span


def test_a_translation_of_the_draft_tells_and_answers_the_same(tmp_path: Path) -> None:
    first = drafted(studio(tmp_path, FILES, lang="zh-CN"), lang="zh")
    room = studio(tmp_path, {**FILES, first.path: first.text})

    assert numbered(room, 9) == 8
    assert drafted(room, lang="en").text.replace("lang: en\n", "") == (
        drafted(studio(tmp_path / "alone", FILES)).text
    )


@pytest.mark.parametrize("more", ["", "draft: yes\n"])
def test_a_report_that_another_diary_answers_is_not_answered_again(
    tmp_path: Path, more: str
) -> None:
    said = f"---\ntitle: T\ndate: 2026-05-13\nanswers: report:one\n{more}---\nText.\n"
    made = drafted(studio(tmp_path, {**FILES, "diaries/2026-05-13-t.md": said}))

    assert "answers" not in front(made.text)
    assert section(made.text, "Point by point") == []


def test_of_two_reports_the_older_is_answered_first(tmp_path: Path) -> None:
    two = REPORT.format(date="2026-05-14").replace("Report one", "Report two")
    made = drafted(studio(tmp_path, {**FILES, "reports/two.md": two}))

    assert front(made.text)["answers"] == "report:one"


def test_a_report_from_before_the_last_diary_was_passed_over(tmp_path: Path) -> None:
    early = {**FILES, "reports/one.md": REPORT.format(date="2026-05-08 16:00")}

    assert "answers" not in front(drafted(studio(tmp_path, early)).text)


def test_a_report_alone_is_enough_for_a_draft(tmp_path: Path) -> None:
    few = {"diaries/2026-05-08-last.md": LAST, "reports/one.md": FILES["reports/one.md"]}
    made = drafted(studio(tmp_path, {**few, "suggestions/moon.md": FILES["suggestions/old.md"]}))

    assert front(made.text)["answers"] == "report:one"


def test_many_suggestions_are_cut_and_counted(tmp_path: Path) -> None:
    many = {
        f"suggestions/s{n:02}.md": suggestion("S", "2026-04-01", "2026-05-12 declined")
        for n in range(15)
    }
    made = drafted(studio(tmp_path, {"diaries/2026-05-08-last.md": LAST, **many}))
    lines = section(made.text, "What became of your suggestions")

    assert len(lines) == 13
    assert lines[-1] == "- and 3 more"


def test_what_strangers_wrote_stands_as_text(tmp_path: Path) -> None:
    evil = release(
        r"{text: '\[x](https://e.example) \<b> \*', credits: [{person: 'A](b) <i>', "
        "role: tested}]}",
        title="1.1 [a](b) *c*",
    ).replace('version: "1.1 [a](b) *c*"', "version: 1.1")
    made = drafted(studio(tmp_path, {"releases/1.1.md": evil}))

    assert section(made.text, "What changed this week") == [
        r"### [1.1 \[a\](b) \*c\*](release:1.1)",
        r"- \[x\](https://e.example) \<b\> \* · tested: A\](b) \<i\>",
    ]


def popcorn_week(folder: Path, at: datetime) -> Studio:
    """A journal whose popcorn poll closed on 6 May, blue first with 4 of 5."""
    named = {"people.yaml": PEOPLE, "polls/popcorn-18.md": poll()}
    found = voted(folder, named, {"popcorn-18": {"red": 1, "blue": 4}}, at)
    return Studio(with_loop(found), Words(), at, "en")


def test_the_winner_of_the_popcorn_is_told_once(tmp_path: Path) -> None:
    room = popcorn_week(tmp_path / "a", datetime(2026, 5, 8, 17, tzinfo=UTC))
    later = popcorn_week(tmp_path / "b", datetime(2026, 5, 14, 17, tzinfo=UTC))

    assert section(drafted(room).text, "The popcorn") == ["- [](poll:popcorn-18) · The blue one"]
    assert weekly(later, Wish(KINDS["diary"], "", later.at, 8)) is None


def test_a_winner_whom_nobody_may_see_yet_is_not_told(tmp_path: Path) -> None:
    room = popcorn_week(tmp_path, datetime(2026, 5, 8, 17, tzinfo=UTC))
    hidden = {name: replace(each, public=False) for name, each in room.journal.counts.items()}
    unseen = replace(room, journal=dataclasses.replace(room.journal, counts=hidden))

    assert section(drafted(unseen).text, "The popcorn") == []
