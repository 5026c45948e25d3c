"""Experience reports: marks, what came of remarks, and reports side by side."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.pages.said_views import ComparePage, Comparison, ReportView
from generator.pages.views import EntryPage
from tests.pages.journals import Laid, laid_out

AT = datetime(2026, 9, 15, tzinfo=UTC)
BOX = "{{text: {text}, count: {count}}}"
FILES = {
    "people.yaml": "- {id: lin, title: Lin, team: yes}\n",
    "releases/1.md": "---\ntitle: One\ndate: 2026-06-01\nversion: '1'\n---\n",
    "suggestions/dark.md": "---\ntitle: Dark\ndate: 2026-05-01\nowner: lin\nhistory:\n"
    "  - {date: 2026-07-20, status: adopted}\n---\n",
    "reports/july.md": """---
title: July
date: 2026-07-01
about: release:1
respondents: 40
questions:
  - {id: dim, text: Dim?, marks: {1: 10, 2: 0, 4: 10}}
  - {id: once, text: Once?, marks: {3: 1}}
liked:
  - {text: Warm wood, count: 10}
disliked:
  - {text: The *knob* clicks, id: click, count: 4, refs: suggestion:dark}
  - {text: Small print}
---
""",
    "reports/august.md": """---
title: August
date: 2026-08-01
about: release:1
respondents: 60
questions:
  - {id: dim, text: Dim enough?, marks: {1: 0, 5: 3}}
liked:
  - {text: warm  WOOD, count: 45}
disliked:
  - {text: Clicks less, id: click, count: 3}
  - {text: Small print, count: 6}
awaited:
  - {text: Warm wood, count: 1}
---
""",
    "reports/september.md": """---
title: September
date: 2026-09-01
about: release:1
respondents: 0
disliked:
  - {text: Clicks again, id: click, count: 0}
---
""",
    "diaries/2026-07-03-answers.md": "---\ntitle: Answers\nanswers: july\n---\n",
    "diaries/2026-08-07-more.md": "---\ntitle: More\nanswers: august\n---\n",
    "diaries/2026-09-04-last.md": "---\ntitle: Last\nanswers: september\n---\n",
}


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Laid:
    return laid_out(tmp_path_factory.mktemp("reports"), FILES, at=AT)


def report(laid: Laid, path: str) -> ReportView:
    view = laid.sheet(path).view
    assert isinstance(view, EntryPage)
    assert view.report is not None
    return view.report


def rows(found: Comparison | None, box: str) -> list[tuple[str, list[object]]]:
    assert found is not None
    return [(row.title, [point.number for point in row.points]) for row in found.boxes[box]]


def test_a_question_has_its_mean_and_the_share_of_each_mark(laid: Laid) -> None:
    question = report(laid, "/reports/july/").questions[0]

    assert (question.mean, question.answers) == (2.5, 20)  # (1 * 10 + 4 * 10) / 20
    assert [(mark.mark, mark.count, mark.share) for mark in question.marks] == [
        ("1", 10, 50),
        ("2", 0, 0),
        ("4", 10, 50),
    ]


def test_a_remark_has_its_share_of_all_who_took_part(laid: Laid) -> None:
    boxes = report(laid, "/reports/july/").boxes

    assert [(remark.count, remark.share) for remark in boxes["disliked"]] == [(4, 10), (None, None)]
    assert boxes["bugs"] == ()


def test_where_nobody_took_part_there_are_no_shares(laid: Laid) -> None:
    [remark] = report(laid, "/reports/september/").boxes["disliked"]

    assert (remark.count, remark.share) == (0, None)


def test_a_remark_says_what_came_of_it(laid: Laid) -> None:
    [came] = report(laid, "/reports/july/").boxes["disliked"][0].refs

    assert (came.link.title, came.status, came.open) == ("Dark", "adopted", True)
    assert came.date == datetime(2026, 7, 20, tzinfo=UTC)


def test_the_same_question_stands_side_by_side_in_its_newest_words(laid: Laid) -> None:
    found = report(laid, "/reports/july/").comparison
    assert found is not None

    assert [(column.link.title, column.here) for column in found.columns] == [
        ("July", True),
        ("August", False),
        ("September", False),
    ]
    assert [
        (row.title, [(p.number, p.answers) for p in row.points]) for row in found.questions
    ] == [("Dim enough?", [(2.5, 20), (5, 3), (None, 0)])]


def test_a_remark_is_the_same_by_its_id_or_else_by_its_words_in_its_box(laid: Laid) -> None:
    found = report(laid, "/reports/july/").comparison

    assert rows(found, "liked") == [("warm  WOOD", [10, 45, None])]
    assert rows(found, "disliked") == [
        ("Clicks again", [4, 3, 0]),
        ("Small print", [None, 6, None]),
    ]
    assert rows(found, "awaited") == []


def test_a_report_compares_only_what_it_holds_itself(laid: Laid) -> None:
    found = report(laid, "/reports/september/").comparison

    assert rows(found, "liked") == []
    assert rows(found, "disliked") == [("Clicks again", [4, 3, 0])]
    assert found is not None
    assert found.questions == ()


def test_all_reports_are_compared_on_a_page_of_their_own(laid: Laid) -> None:
    view = laid.sheet("/reports/compare/").view
    assert isinstance(view, ComparePage)

    assert rows(view.comparison, "disliked") == [
        ("Clicks again", [4, 3, 0]),
        ("Small print", [None, 6, None]),
    ]
    assert view.comparison is not None
    assert [column.here for column in view.comparison.columns] == [False, False, False]
    assert report(laid, "/reports/july/").all == "/reports/compare/"


def test_one_report_is_compared_with_nothing(tmp_path: Path) -> None:
    names = ("people.yaml", "releases/1.md", "suggestions/dark.md", "reports/july.md")
    alone = laid_out(tmp_path, {name: FILES[name] for name in names}, at=AT)
    view = report(alone, "/reports/july/")

    assert (view.comparison, view.all) == (None, "")
    assert "/reports/compare/" not in alone.paths()


def test_a_report_that_is_not_public_is_compared_with_nothing(tmp_path: Path) -> None:
    files = {
        **FILES,
        "reports/august.md": FILES["reports/august.md"].replace("about:", "draft: yes\nabout:"),
    }
    found = report(laid_out(tmp_path, files, at=AT), "/reports/july/").comparison

    assert found is not None
    assert [column.link.title for column in found.columns] == ["July", "September"]


def test_more_than_twelve_reports_are_not_all_shown(tmp_path: Path) -> None:
    one = "---\ntitle: R{n}\ndate: 2026-01-{n:02}\nabout: release:1\nrespondents: 5\n"
    one += "bugs: [{{text: B, count: 1}}]\n---\n"
    files = {f"reports/r{n:02}.md": one.format(n=n) for n in range(1, 16)}
    files["releases/1.md"] = FILES["releases/1.md"].replace("2026-06", "2025-06")
    many = laid_out(tmp_path, files, at=AT)
    newest, oldest = (report(many, f"/reports/r{n}/").comparison for n in ("15", "01"))

    assert newest is not None
    assert oldest is not None
    assert [column.link.title for column in newest.columns] == [f"R{n}" for n in range(4, 16)]
    assert [column.link.title for column in oldest.columns] == [f"R{n}" for n in range(1, 13)]
    assert (newest.earlier, oldest.earlier) == (3, 3)


def test_a_translation_compares_what_is_the_same_in_the_original(tmp_path: Path) -> None:
    chinese = {
        "reports/july.zh.md": "---\ntitle: 七月\ndisliked:\n  - {text: 旋钮响, count: 4}\n"
        "  - {text: 字小}\n---\n",
        "reports/august.zh.md": "---\ntitle: 八月\ndisliked:\n  - {text: 没那么响, count: 3}\n"
        "  - {text: 字还小, count: 6}\n---\n",
    }
    both = laid_out(tmp_path, {**FILES, **chinese}, at=AT, options="languages: [en, zh-CN]\n")
    found = report(both, "/zh-cn/reports/august/").comparison

    assert rows(found, "disliked") == [
        ("Clicks again", [4, 3, 0]),
        ("字还小", [None, 6, None]),
    ]


def test_other_kinds_have_no_report(laid: Laid) -> None:
    view = laid.sheet("/releases/1/").view

    assert isinstance(view, EntryPage)
    assert view.report is None
