"""Links that begin a submission say what forges and programs for mail understand."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from generator.kinds.call import Form, usual_fields
from generator.model.form import Choice, FieldType, FormField, Slot, SubmissionForm
from generator.model.form_blocks import read
from generator.model.form_links import LONGEST_LINK, form_stem, issue_link, mail_link

STORY = SubmissionForm(usual_fields(Form.STORY), "stories-1")


def test_a_new_issue_is_begun_as_each_forge_has_it() -> None:
    assert issue_link("https://github.com/o/lamp", "your-story.zh-CN", "A & B") == (
        "https://github.com/o/lamp/issues/new?template=your-story.zh-CN.yml&title=A%20%26%20B"
    )
    assert issue_link("https://codeberg.org/o/lamp/", "your-story") == (
        "https://codeberg.org/o/lamp/issues/new?template=.forgejo%2Fissue_template%2Fyour-story.yml"
    )
    assert issue_link("https://gitlab.com/o/lamp.git", "your-story") == (
        "https://gitlab.com/o/lamp/-/issues/new?issuable_template=your-story"
    )


def test_the_form_of_the_main_language_has_the_name_of_the_call() -> None:
    assert form_stem("your-story", "en", "en") == "your-story"
    assert form_stem("your-story", "zh-CN", "en") == "your-story.zh-CN"


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_a_mail_link_is_encoded_as_rfc_6068_says_and_short_enough(lang: str) -> None:
    link = mail_link("stories+lamp@example.org", "Tell us: 灯 & more?", STORY, lang, "Hello.")
    query = link.partition("?")[2]

    assert link.startswith("mailto:stories+lamp@example.org?subject=Tell%20us%3A%20%E7%81%AF")
    assert len(link) <= LONGEST_LINK
    assert set(query) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%-._~=&"
    )
    assert "%0D%0A" in query
    assert "%0A" not in query.replace("%0D%0A", "")
    assert parse_qs(urlsplit(link).query)["subject"] == ["Tell us: 灯 & more?"]


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_what_a_mail_link_asks_is_read_back_question_by_question(lang: str) -> None:
    link = mail_link("a@example.org", "x", STORY, lang, "Hello.")
    blocks = read(unquote(link.partition("body=")[2]), STORY)
    asked = [each.id for each in STORY.fields if each.slot is not Slot.PICTURES]

    assert [block.question.id for block in blocks.found] == asked
    assert blocks.before == ""
    assert blocks.found[-1].consent == "stories-1"


def test_a_long_form_loses_what_needs_no_answer_and_never_the_consent() -> None:
    extra = tuple(FormField(id=f"q{n}", label=f"问题{n}" * 12) for n in range(20))
    needed = FormField(id="must", label="Must", needed=True)
    form = SubmissionForm((*extra, needed, *usual_fields(Form.STORY)), "stories-1")
    link = mail_link("a@example.org", "x", form, "zh-CN", "你好" * 50)
    kept = [block.question.id for block in read(unquote(link.partition("body=")[2]), form).found]

    assert len(link) <= LONGEST_LINK
    assert {"must", "title", "text", "display", "uses"} <= set(kept)
    assert "q19" not in kept


def test_a_form_that_fits_in_no_link_leaves_the_mail_empty() -> None:
    form = SubmissionForm((FormField(id="a", label="长" * 400, needed=True),))

    assert mail_link("a@example.org", "x", form, "en") == "mailto:a@example.org?subject=x"


def test_nothing_in_a_label_begins_another_header() -> None:
    field = FormField(
        id="a",
        label="x&cc=evil@example.org#y",
        type=FieldType.CHOICE,
        options=(Choice(id="&bcc=z", label="&bcc=z"),),
    )
    link = mail_link("a@example.org", "s&to=b@example.org", SubmissionForm((field,)), "en")

    assert sorted(parse_qs(urlsplit(link).query)) == ["body", "subject"]
