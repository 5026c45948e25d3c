"""Issues become submissions: alone, or in the JSON of GitHub, Forgejo and GitLab."""

import json
from pathlib import Path

import pytest

from generator.intake.inbox.store import Fate
from generator.model.submission import Sort
from tests.intake.sendings.taking import AT, LABELS, codes, contact, filed, only, taken

GITHUB = {
    "number": 7,
    "node_id": "I_1",
    "html_url": "https://github.com/o/lamp/issues/7",
    "title": "My lamp hums",
    "body": LABELS,
    "user": {"login": "ruix"},
    "created_at": "2026-05-01T08:30:00Z",
    "labels": [],
}
GITEA = {
    "id": 90,
    "number": 7,
    "html_url": "https://codeberg.org/o/lamp/issues/7",
    "original_author": "",
    "title": "My lamp hums",
    "body": LABELS,
    "user": {"login": "ruix"},
    "created_at": "2026-05-01T08:30:00Z",
}
GITLAB = {
    "iid": 7,
    "id": 1234,
    "web_url": "https://gitlab.com/o/lamp/-/issues/7",
    "title": "My lamp hums",
    "description": LABELS,
    "author": {"username": "ruix"},
    "created_at": "2026-05-01T08:30:00.000Z",
}


@pytest.mark.parametrize("issue", [GITHUB, GITEA, GITLAB], ids=["github", "gitea", "gitlab"])
def test_an_issue_of_each_forge_becomes_one_submission(
    tmp_path: Path, issue: dict[str, object]
) -> None:
    taken(tmp_path, {"issues.json": json.dumps([issue])})
    found = only(tmp_path)
    submission = found.submission

    assert (submission.title, found.text, submission.by) == ("My lamp hums", "It hums.", "Rui")
    assert submission.source.sort is Sort.ISSUE
    assert str(submission.source.url).endswith("/issues/7")
    assert submission.received.isoformat() == "2026-05-01T08:30:00+00:00"
    assert submission.consent is not None
    assert submission.consent.uses == ("site", "cards")
    assert submission.consent.text == "stories-1"
    assert submission.consent.licence == "CC BY 4.0"
    assert contact(tmp_path).handle == "ruix"


def test_the_handle_of_an_account_stands_in_the_private_folder_where_a_name_was_given(
    tmp_path: Path,
) -> None:
    taken(tmp_path, {"issues.json": json.dumps([GITHUB])})

    assert "ruix" not in only(tmp_path).file.read_text(encoding="utf-8")


def test_an_issue_without_a_name_is_told_by_its_account(tmp_path: Path) -> None:
    body = "### Your story\n\nIt hums.\n\n### Your name, as it may be shown\n\n_No response_\n"
    taken(tmp_path, {"issues.json": json.dumps([GITHUB | {"body": body}])})

    assert only(tmp_path).submission.by == "ruix"


def test_who_wants_no_name_has_none(tmp_path: Path) -> None:
    body = "### Your story\n\nIt hums.\n\n### How you want to be named\n\nNot at all\n"
    taken(tmp_path, {"issues.json": json.dumps([GITHUB | {"body": body}])})

    assert only(tmp_path).submission.by is None


def test_nothing_ticked_is_no_consent(tmp_path: Path) -> None:
    taken(tmp_path, {"a.json": json.dumps([GITHUB | {"body": LABELS.replace("[x]", "[ ]")}])})

    assert only(tmp_path).submission.consent is None


def test_labels_in_chinese_are_the_same_questions(tmp_path: Path) -> None:
    boxes = "- [x] 在本站\n- [ ] 给媒体用\n"
    body = f"### 你的故事\n\n它会响。\n\n### 可以在哪里展示 [stories-1]\n\n{boxes}"
    taken(tmp_path, {"a.json": json.dumps([GITHUB | {"body": body, "title": "台灯会响"}])})
    found = only(tmp_path).submission

    assert only(tmp_path).text == "它会响。"
    assert found.lang == "zh-CN"
    assert found.consent is not None
    assert found.consent.uses == ("site",)


def test_line_ends_of_windows_and_edits_by_hand_change_nothing(tmp_path: Path) -> None:
    body = LABELS.replace("### Your story", "## **Your story:**").replace("### ", "## ")
    taken(tmp_path, {"a.json": json.dumps([GITHUB | {"body": body.replace("\n", "\r\n")}])})

    assert only(tmp_path).text == "It hums."
    assert only(tmp_path).submission.by == "Rui"


def test_headings_inside_an_answer_are_a_part_of_it(tmp_path: Path) -> None:
    story = "It hums.\n\n### And then\n\nIt stopped.\n\n```\n### Where it may be shown\n```"
    body = LABELS.replace("It hums.", story)
    taken(tmp_path, {"a.json": json.dumps([GITHUB | {"body": body}])})

    assert only(tmp_path).text == story
    assert only(tmp_path).submission.consent is not None


def test_a_question_that_stands_twice_counts_the_first_time(tmp_path: Path) -> None:
    body = f"{LABELS}\n### Your name, as it may be shown\n\nMallory\n"
    taken(tmp_path, {"a.json": json.dumps([GITHUB | {"body": body}])})

    assert only(tmp_path).submission.by == "Rui"


def test_the_body_of_an_issue_alone_is_understood(tmp_path: Path) -> None:
    taken(tmp_path, {"body.md": LABELS})

    assert only(tmp_path).text == "It hums."
    assert only(tmp_path).submission.source.sort is Sort.ISSUE


def test_other_issues_and_pull_requests_are_left_out_and_named(tmp_path: Path) -> None:
    other = GITHUB | {"number": 8, "html_url": "https://github.com/o/lamp/issues/8", "body": "Bug!"}
    pull = GITHUB | {"number": 9, "html_url": "https://github.com/o/lamp/pull/9"}
    pull |= {"pull_request": {"url": "…"}}
    added = taken(tmp_path, {"a.json": json.dumps([GITHUB, other, pull])})

    assert len(filed(tmp_path)) == 1
    assert [problem.message for problem in added.problems] == [
        "2 issues hold no question of this form, and were left out: 8, 9"
    ]


def test_an_issue_with_the_calls_label_needs_no_questions(tmp_path: Path) -> None:
    issue = GITHUB | {"body": "Just so.", "labels": [{"name": "your-story"}]}
    taken(tmp_path, {"a.json": json.dumps([issue])})

    assert only(tmp_path).text == "Just so."


def test_the_same_issues_in_another_order_are_doubled_by_nothing(tmp_path: Path) -> None:
    issues = [
        GITHUB | {"number": n, "html_url": f"https://github.com/o/lamp/issues/{n}"}
        for n in range(1, 6)
    ]
    taken(tmp_path, {"a.json": json.dumps(issues)})
    again = taken(tmp_path, {"b.json": json.dumps(issues[::-1])})

    assert [item.fate for item in again.items] == [Fate.SAME] * 5
    assert len(filed(tmp_path)) == 5


def test_an_edited_issue_is_brought_up_to_date_and_keeps_its_day(tmp_path: Path) -> None:
    taken(tmp_path, {"a.json": json.dumps([GITHUB])})
    edited = GITHUB | {
        "body": LABELS.replace("hums", "sings"),
        "created_at": "2026-05-09T00:00:00Z",
    }
    added = taken(tmp_path, {"a.json": json.dumps([edited])})

    assert [item.fate for item in added.items] == [Fate.UPDATED]
    assert only(tmp_path).text == "It sings."
    assert only(tmp_path).submission.received.day == 1


def test_an_unknown_text_of_consent_is_told_and_not_believed(tmp_path: Path) -> None:
    body = LABELS.replace("[stories-1]", "[stories-9]")
    added = taken(tmp_path, {"a.json": json.dumps([GITHUB | {"body": body}])})
    consent = only(tmp_path).submission.consent

    assert "there is no text of consent 'stories-9'" in [p.message for p in added.problems]
    assert consent is not None
    assert consent.text is None


def test_pictures_that_lie_at_the_forge_are_named_and_never_fetched(tmp_path: Path) -> None:
    where = "https://github.com/user-attachments/assets/1f0c"
    body = f"{LABELS}\n### Pictures, if you have some\n\n![Image]({where})\n"
    added = taken(tmp_path, {"a.json": json.dumps([GITHUB | {"body": body}])})

    assert "picture-elsewhere" in codes(added)
    assert only(tmp_path).submission.answers == {"pictures": where}


def test_hidden_comments_are_taken_out_and_counted(tmp_path: Path) -> None:
    body = LABELS.replace("It hums.", "It <!-- buy now -->hums.")
    taken(tmp_path, {"a.json": json.dumps([GITHUB | {"body": body}])})

    assert only(tmp_path).text == "It hums."
    assert only(tmp_path).submission.removed == ("1 hidden comment",)


def test_a_date_that_lies_ahead_is_the_day_of_the_intake(tmp_path: Path) -> None:
    taken(tmp_path, {"a.json": json.dumps([GITHUB | {"created_at": "2099-01-01T00:00:00Z"}])})

    assert only(tmp_path).submission.received == AT


def test_what_is_no_json_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    added = taken(tmp_path, {"a.json": '[{"title": '})

    assert codes(added) == ["json"]
    assert not added.is_sound
    assert filed(tmp_path) == []


def test_nobody_agrees_to_what_was_not_asked(tmp_path: Path) -> None:
    body = LABELS.replace("- [x] On share cards", "- [x] On T-shirts")
    added = taken(tmp_path, {"a.json": json.dumps([GITHUB | {"body": body}])})
    consent = only(tmp_path).submission.consent

    assert consent is not None
    assert consent.uses == ("site",)
    assert "answer" in codes(added)
