"""What `friday new` writes for kinds whose fields make sense only together is right as it is."""

from datetime import datetime
from pathlib import Path

import pytest

from generator.intake.new_entry import Wish, draft
from generator.kinds.maker import Maker
from generator.kinds.table import KINDS
from generator.model.fields import SAMPLE
from tests.journal.making import wrong
from tests.journals import AT, reading

TITLE = 'Me & "the lamp": 2026'


def ready(spoken: str) -> str:
    """The file of a new maker."""
    return draft(Wish(KINDS["maker"], TITLE, AT, spoken=spoken))


@pytest.mark.parametrize("spoken", ["en", "zh-CN", ""])
def test_a_new_maker_has_no_mistakes(tmp_path: Path, spoken: str) -> None:
    assert wrong(tmp_path, {"makers/mine.md": ready(spoken)}) == []


@pytest.mark.parametrize("spoken", ["en", "zh-CN"])
def test_a_new_maker_that_is_published_says_what_is_still_a_sample(
    tmp_path: Path, spoken: str
) -> None:
    published = ready(spoken).replace("draft: yes", "draft: no")
    found = wrong(tmp_path, {"makers/mine.md": published})

    assert [problem.code for problem in found] == ["sample", "sample"]


def test_a_new_maker_has_its_title_and_the_year(tmp_path: Path) -> None:
    [entry] = reading(tmp_path, {"makers/mine.md": ready("en")}).entries

    assert entry.head.title == TITLE
    assert entry.head.draft
    assert isinstance(entry.record, Maker)
    assert {word.name: word.text for word in entry.record.words}["heading"] == TITLE
    assert entry.record.inputs[1].options[0].title.startswith(SAMPLE.strip())
    assert entry.record.inputs[1].options[0].values[0].value == "2026"


def test_a_new_call_has_no_mistakes(tmp_path: Path) -> None:
    text = draft(Wish(KINDS["call"], TITLE, AT))

    assert wrong(tmp_path, {"calls/mine.md": text}) == []
    assert "\nanswer_within: 14   # or answer_by: a date\n" in text


def test_a_new_story_has_no_mistakes(tmp_path: Path) -> None:
    text = draft(Wish(KINDS["story"], TITLE, AT))

    assert wrong(tmp_path, {"stories/mine.md": text}) == []
    assert f'\nby: "{SAMPLE}somebody"\n' in text


def test_a_title_that_looks_like_a_place_for_a_value_stays_as_it_is() -> None:
    wish = Wish(KINDS["maker"], "{{year}}", datetime.fromisoformat("2026-01-01T00:00+00:00"))

    assert 'title: "{{year}}"' in draft(wish)
