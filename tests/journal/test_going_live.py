"""When entries go live together, and where their people agreed that they appear."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.journal.checks import check
from generator.journal.journal import gather
from generator.journal.visibility import Reason, may_appear
from generator.kinds.kind import Use
from generator.model.entry import Entry
from generator.model.reference import Reference
from tests.journals import configured, gathered, reading, short

RELEASE = "---\ntitle: R\nversion: 1\ndate: 2026-05-01\n{more}---\n"
DIARY = "---\ntitle: A\ndate: 2026-01-01\nwith: release:r\n---\n"
STORY = (
    "---\ntitle: S\ndate: 2026-05-01\nby: Ada\ndecision: approved\n"
    "consent: {{given: 2026-05-01, text: v1, uses: [{uses}]}}\n---\nHello\n"
)
AT = datetime(2026, 6, 1, tzinfo=UTC)


def story(tmp_path: Path, uses: str) -> Entry:
    journal, _ = gathered(tmp_path, {"stories/s.md": STORY.format(uses=uses)}, AT)
    return journal.versions[Reference("story", "s")][0]


def test_an_entry_is_dated_when_it_really_went_live(tmp_path: Path) -> None:
    files = {"releases/r.md": RELEASE.format(more=""), "diaries/a.md": DIARY}

    journal, _ = gathered(tmp_path, files, AT)

    (entry,) = journal.versions[Reference("diary", "a")]
    assert entry.head.date == datetime(2026, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize("more", ["expires: 2026-05-20\n", "withdrawn: it broke\n"])
def test_what_went_live_with_a_release_outlives_it(tmp_path: Path, more: str) -> None:
    files = {"releases/r.md": RELEASE.format(more=more), "diaries/a.md": DIARY}

    journal, _ = gathered(tmp_path, files, AT)

    assert journal.shown(Reference("release", "r"), "en") is None
    assert journal.shown(Reference("diary", "a"), "en") is not None


def test_a_change_that_is_still_to_come_is_not_told(tmp_path: Path) -> None:
    text = "---\ntitle: A\ndate: 2026-05-01\nupdated: 2026-07-01\n---\n"

    journal, _ = gathered(tmp_path, {"diaries/a.md": text}, AT)

    assert journal.versions[Reference("diary", "a")][0].head.updated is None


def test_a_story_appears_where_its_person_agreed(tmp_path: Path) -> None:
    found = story(tmp_path, "site")

    assert (may_appear(found, Use.SITE), may_appear(found, Use.FEEDS)) == (True, False)


def test_a_story_that_may_not_be_on_the_site_is_hidden(tmp_path: Path) -> None:
    journal, _ = gathered(tmp_path, {"stories/s.md": STORY.format(uses="press")}, AT)

    assert journal.shown(Reference("story", "s"), "en") is None


def test_an_entry_in_two_files_of_different_names_is_a_problem(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.en.md": "---\ntitle: A\n---\n",
        "diaries/2026-05-02-a.zh.md": "---\ntitle: 甲\n---\n",
    }

    found = reading(tmp_path, files)

    assert [p.code for p in found.problems] == ["duplicate-id"]


def test_a_file_belongs_to_the_nearest_entry_around_it(tmp_path: Path) -> None:
    files = {
        "diaries/a/index.md": "---\ntitle: A\ndate: 2026-05-01\n---\n",
        "diaries/a/b/index.md": "---\ntitle: B\ndate: 2026-05-01\ndraft: yes\n---\n",
        "diaries/a/b/secret.png": "x",
        "diaries/a/pictures/open.png": "y",
    }

    found = {e.head.id: [a.name for a in e.attachments] for e in reading(tmp_path, files).entries}

    assert found == {"a": ["pictures/open.png"], "b": ["secret.png"]}


def test_a_row_of_a_data_file_is_a_strangers_words(tmp_path: Path) -> None:
    table = 'id,title,date,text\na,A,2026-05-01,"<script>alert(1)</script> hello"\n'

    (entry,) = reading(tmp_path, {"suggestions.csv": table}).entries

    assert all("<script" not in part for part in entry.prose.parts if isinstance(part, str))


def test_a_draft_may_name_what_does_not_exist_yet(tmp_path: Path) -> None:
    text = "---\ntitle: A\ndate: 2026-05-01\ndraft: yes\nanswers: report:none\n---\n"

    journal, _ = gathered(tmp_path, {"diaries/a.md": text}, AT)

    assert [str(p.severity) for p in check(journal)] == ["warning"]


def test_the_text_of_an_entry_with_a_mistake_is_checked_all_the_same(tmp_path: Path) -> None:
    text = "---\ntitle: A\ndate: 2026-05-01\nstage: proto\n---\nSee [x](suggestion:none).\n"
    found = reading(tmp_path, {"diaries/a.md": text})
    journal, _ = gather(found.entries, configured(), AT)

    problems = check(journal, found.broken, found.loose)

    assert short(problems) == ["content/diaries/a.md:6 unknown-reference"]


def test_a_sample_that_nobody_replaced_is_told(tmp_path: Path) -> None:
    text = '---\ntitle: A\ndate: 2026-05-01\nversion: "✎ version, as text"\n---\n'

    journal, _ = gathered(tmp_path, {"releases/a.md": text}, AT)

    assert short(check(journal)) == ["content/releases/a.md:4 sample"]


def test_an_entry_that_waits_says_for_what(tmp_path: Path) -> None:
    files = {"releases/r.md": RELEASE.format(more=""), "diaries/a.md": DIARY}

    journal, _ = gathered(tmp_path, files, datetime(2026, 2, 1, tzinfo=UTC))

    hidden = journal.hidden[(Reference("diary", "a"), "en")]
    assert (hidden.reason, hidden.until) == (Reason.COMPANION, datetime(2026, 5, 1, tzinfo=UTC))


def test_a_change_before_an_entry_went_live_is_no_news_and_no_mistake(tmp_path: Path) -> None:
    changed = DIARY.replace("with:", "updated: 2026-02-01\nwith:")
    files = {"releases/r.md": RELEASE.format(more=""), "diaries/a.md": changed}

    journal, _ = gathered(tmp_path, files, AT)

    assert journal.versions[Reference("diary", "a")][0].head.updated is None
    assert check(journal) == []
