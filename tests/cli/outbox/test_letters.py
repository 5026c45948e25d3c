"""`friday outbox`: who is to hear of what, and only after the page is there."""

import hashlib
import re
import shutil
from pathlib import Path

from tests.cli.outbox.posting import AT, build, edit, letters, records


def test_everybody_hears_of_what_is_theirs_and_nobody_of_anything_else(journal: Path) -> None:
    assert set(letters(journal)) == {
        ("duplicate suggestion:dark", "Rui"),
        ("declined suggestion:loud", "@night-owl"),
        ("shipped suggestion:dim", "小梅"),
        ("shipped suggestion:dim", "Rui"),
        ("shipped suggestion:dim", "Aunt Plain"),
        ("credited release:one", "Rui"),
        ("asked poll:colour", "Rui"),
        ("awarded award:star", "@night-owl"),
        ("told story:hall", "Aunt Plain"),
    }


def test_letters_stand_in_the_order_in_which_things_happened(journal: Path) -> None:
    days = [str(one["since"])[:10] for one in records(journal) if one["type"] == "letter"]

    assert days == ["2026-09-06", "2026-09-07", *["2026-09-20"] * 4, *days[6:]]
    assert days[6:] == ["2026-09-25", "2026-09-28", "2026-09-29"]


def test_a_letter_is_written_in_the_language_of_its_reader(journal: Path) -> None:
    found = letters(journal)
    chinese = found["shipped suggestion:dim", "小梅"]
    english = found["shipped suggestion:dim", "Rui"]

    assert chinese["language"] == "zh-CN"
    assert chinese["subject"] == "做好了：再暗一点"
    assert chinese["text"].startswith("小梅，你好：\n\n你提过：再暗一点\n")
    assert chinese["link"] == "https://t.example/zh-cn/suggestions/dim/"
    assert english["language"] == "en"
    assert english["link"] == "https://t.example/suggestions/dim/"


def test_a_letter_is_plain_text_in_which_nothing_is_escaped(journal: Path) -> None:
    found = letters(journal)

    assert found["shipped suggestion:dim", "Rui"]["subject"] == (
        "It is there: Dim <b>more</b> & slower"
    )
    assert found["shipped suggestion:dim", "Rui"]["text"] == (
        "Hello Rui,\n\n"
        "You suggested: Darker\nIt is one with: Dim <b>more</b> & slower\n\n"
        "Since 20 September 2026 it is there for everybody.\n"
        "It came with: One, https://t.example/releases/one/\n\n"
        "Thank you. Without you it would not be there.\n\n"
        "You can see it here:\nhttps://t.example/suggestions/dim/\n\n"
        "Lamp & Sons\n"
    )


def test_all_changes_of_a_release_that_credit_somebody_are_one_letter(journal: Path) -> None:
    letter = letters(journal)["credited release:one", "Rui"]

    assert "\n- The foot stands (Tested, Code)\n- Words (Documentation)\n" in re.sub(
        "\n+", "\n", letter["text"]
    )
    assert letter["link"] == "https://t.example/releases/one/"


def test_a_letter_goes_where_its_reader_is_or_where_their_suggestion_came_in(journal: Path) -> None:
    found = letters(journal)

    assert found["shipped suggestion:dim", "小梅"]["channel"] == "forum"
    assert found["shipped suggestion:dim", "Rui"]["channel"] == "mail"
    assert found["shipped suggestion:dim", "Aunt Plain"]["channel"] == ""


def test_a_reader_can_be_found_by_id_and_handle(journal: Path) -> None:
    found = letters(journal)
    owl = found["awarded award:star", "@night-owl"]
    aunt = found["told story:hall", "Aunt Plain"]

    assert (owl["id"], owl["handle"]) == ("owl", "night-owl")
    assert (aunt["id"], aunt["handle"]) == ("", "")


def test_a_key_is_made_as_the_page_about_the_outbox_says(journal: Path) -> None:
    found = letters(journal)
    mei = hashlib.sha256(b"suggestion:dim\nshipped\n1\nperson:mei").hexdigest()[:16]
    aunt = hashlib.sha256(b"story:hall\ntold\n1\nname:aunt plain").hexdigest()[:16]

    assert found["shipped suggestion:dim", "小梅"]["key"] == mei
    assert found["told story:hall", "Aunt Plain"]["key"] == aunt


def test_the_reason_is_told_in_plain_words(journal: Path) -> None:
    build(journal, "2026-09-10")
    found = letters(journal, at="2026-09-10")

    adopted = found["adopted suggestion:dim", "Aunt Plain"]["text"]
    assert "\n\nThe reason: Because it glares & hurts\n\n" in adopted
    assert "You asked for this, too: Dim <b>more</b> & slower\n" in adopted
    declined = found["declined suggestion:loud", "@night-owl"]["text"]
    assert "\n\nThe reason: It would wake people\n\n" in declined


def test_nothing_is_due_before_a_build_shows_it(journal: Path) -> None:
    build(journal, "2026-09-10")
    before = letters(journal)
    waiting = records(journal)[-1]["waiting"]
    build(journal, AT)

    assert set(before) == {
        ("duplicate suggestion:dark", "Rui"),
        ("declined suggestion:loud", "@night-owl"),
    }
    assert waiting == 7
    assert len(letters(journal)) == 9
    assert records(journal)[-1]["waiting"] == 0


def test_nothing_is_due_before_its_day_even_if_a_build_shows_it(journal: Path) -> None:
    found = letters(journal, at="2026-09-10")

    assert not any("release:" in what or "award:" in what for what, _ in found)
    assert ("shipped suggestion:dim", "Rui") not in found


def test_nothing_is_due_whose_page_is_no_file_of_the_last_finished_build(journal: Path) -> None:
    edit(journal, "site/.friday/manifest.json", '"honours/star/index.html"', '"honours/x.html"')

    assert ("awarded award:star", "@night-owl") not in letters(journal)
    assert records(journal)[-1]["waiting"] == 1


def test_nothing_is_due_without_a_site(journal: Path) -> None:
    shutil.rmtree(journal / "site")

    assert letters(journal) == {}
    assert records(journal)[-1]["waiting"] == 9


def test_a_question_that_is_over_is_not_asked_any_more_but_its_answer_is_told(
    journal: Path,
) -> None:
    edit(journal, "content/polls/colour.md", "binds:", "outcome: We took *blue*\nbinds:")
    build(journal, "2026-10-06")
    found = letters(journal, at="2026-10-06")

    assert ("asked poll:colour", "Rui") not in found
    answered = found["answered poll:colour", "Rui"]
    assert answered["subject"] == "Our answer: Which colour?"
    assert "\n\nOur answer is: We took blue\n\n" in answered["text"]
    assert answered["since"] == "2026-10-05T00:00:00+00:00"


def test_a_page_that_was_taken_back_is_not_written_about(journal: Path) -> None:
    edit(journal, "content/awards/star.md", "award: Star", "award: Star\nwithdrawn: yes")

    assert ("awarded award:star", "@night-owl") not in letters(journal)
