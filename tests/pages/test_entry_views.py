"""Entries as templates see them."""

from datetime import UTC, datetime
from pathlib import Path

from generator.pages.desk.entry_views import card, label_of
from generator.pages.html import Html
from generator.pages.values import EntryView, Link, Picture
from generator.pages.views import EntryPage
from tests.pages.journals import Laid, diary, laid_out

BOTH = "languages: [en, zh-CN]\n"
POLL = """---
title: Which?
date: 2026-05-01
question: Which one?
options: [{id: a, title: A, picture: a.png}, {id: b, title: B, picture: none.png}]
opens: 2026-05-02 10:00
closes: 2026-05-09 10:00
binds: We do *it*
---
"""


def view_of(laid: Laid, path: str) -> EntryView:
    view = laid.sheet(path).view
    assert isinstance(view, EntryPage)
    return view.entry


def test_markdown_of_a_field_is_html(tmp_path: Path) -> None:
    view = view_of(laid_out(tmp_path, {"polls/p/index.md": POLL}), "/polls/p/")

    assert view.record["binds"] == "We do <em>it</em>"
    assert isinstance(view.record["binds"], Html)


def test_a_picture_of_a_field_is_published(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"polls/p/index.md": POLL, "polls/p/a.png": "png"})
    options = view_of(laid, "/polls/p/").record["options"]

    assert isinstance(options, tuple)
    assert [option["picture"] for option in options] == [Picture("/polls/p/a.png", ""), None]


def test_a_date_of_a_field_is_in_the_time_zone_of_the_journal(tmp_path: Path) -> None:
    zone = "timezone: Asia/Shanghai\n"
    laid = laid_out(
        tmp_path, {"polls/p.md": POLL.replace("05-02 10:00", "05-02 10:00Z")}, options=zone
    )
    opens = view_of(laid, "/polls/p/").record["opens"]

    assert isinstance(opens, datetime)
    assert opens.isoformat() == "2026-05-02T18:00:00+08:00"


def test_a_field_that_is_empty_is_left_out_of_the_list_of_fields(tmp_path: Path) -> None:
    view = view_of(
        laid_out(tmp_path, {"diaries/2026-05-01-a.md": diary("A", "number: 3")}), "/diaries/a/"
    )

    assert [(f.name, f.label, f.value) for f in view.fields] == [("number", "Number", 3)]


def test_the_label_of_a_field_is_in_the_language_of_the_entry(tmp_path: Path) -> None:
    files = {"diaries/2026-05-01-a.zh.md": diary("甲", "number: 3")}
    view = view_of(laid_out(tmp_path, files, options=BOTH), "/zh-cn/diaries/a/")

    assert [field.label for field in view.fields] == ["译Number"]


def test_a_label_is_the_name_in_words() -> None:
    assert label_of("answer_by") == "Answer by"


def test_a_reference_in_a_field_is_a_link(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-02-a.md": diary("A", "releases: r"),
        "releases/2026-05-01-r.md": diary("R", 'version: "1.10"'),
    }
    view = view_of(laid_out(tmp_path, files), "/diaries/a/")

    assert view.record["releases"] == (Link("R", "/releases/r/", "release"),)


def test_a_reference_to_what_is_hidden_is_left_out_of_a_field(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-02-a.md": diary("A", "releases: r"),
        "releases/2026-05-01-r.md": diary("R", 'version: "1.10"\ndraft: yes'),
    }
    view = view_of(laid_out(tmp_path, files), "/diaries/a/")

    assert view.record["releases"] == ()


def test_what_is_the_teams_own_business_is_in_no_view(tmp_path: Path) -> None:
    story = (
        "---\ntitle: S\ndate: 2026-05-01\nby: Anna\nconsent: {given: 2026-04-01, text: v1}\n"
        "decision: approved\n---\nText.\n"
    )
    view = view_of(laid_out(tmp_path, {"stories/s.md": story}), "/stories/s/")

    assert set(view.record) == {"by", "place", "since", "call", "quote", "pictures"}


def test_the_facts_of_a_card_are_plain_values(tmp_path: Path) -> None:
    view = view_of(laid_out(tmp_path, {"polls/p.md": POLL}), "/polls/p/")

    assert set(view.card.facts) == {
        "question",
        "opens",
        "closes",
        "seats",
        "quorum",
        "results",
        "budget",
        "follow_through",
    }


def test_a_poll_says_where_it_stands_at_the_instant_of_the_build(tmp_path: Path) -> None:
    states = {
        day: view_of(
            laid_out(tmp_path, {"polls/p.md": POLL}, at=datetime(2026, 5, day, tzinfo=UTC)),
            "/polls/p/",
        ).card.state
        for day in (2, 3, 10)
    }

    assert states == {2: "announced", 3: "open", 10: "closed"}


def test_the_summary_of_a_card_is_the_first_paragraph_where_none_is_written(
    tmp_path: Path,
) -> None:
    files = {"diaries/2026-05-01-a.md": diary("A", text="One *two*.\n\nThree.")}

    assert view_of(laid_out(tmp_path, files), "/diaries/a/").card.summary == "One two."


def test_a_cover_that_is_not_there_is_a_problem_at_its_line(tmp_path: Path) -> None:
    files = {"diaries/2026-05-01-a.md": diary("A", "cover: {src: no.png, alt: x}")}
    [problem] = laid_out(tmp_path, files).problems

    assert str(problem) == (
        "content/diaries/2026-05-01-a.md:3: warning[missing-file]: "
        "there is no file 'no.png' beside this entry"
    )


def test_a_picture_of_a_field_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    files = {"polls/p/index.md": POLL, "polls/p/a.png": "png", "polls/p/one.png": "png"}
    [problem] = laid_out(tmp_path, files).problems

    assert (problem.code, problem.location.line) == ("missing-file", 5)
    assert problem.hint == "did you mean 'one.png'?"


def test_a_card_names_its_authors_with_links_where_they_have_a_page(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.md": diary("A", 'authors: ["@mei", Anna]'),
        "people.yaml": "- {id: mei, title: Mei}\n",
    }
    found = view_of(laid_out(tmp_path, files), "/diaries/a/").card.authors

    assert found == (Link("Mei", "/people/mei/", "person"), Link("Anna", "", "person"))


def test_a_card_of_one_language_is_made_once(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"diaries/2026-05-01-a.md": diary("A")}, options=BOTH)
    entry = laid.entry("diary", "a")

    assert card(laid.desk, entry, "en") is card(laid.desk, entry, "en")
    assert card(laid.desk, entry, "en") is not card(laid.desk, entry, "zh-CN")


def test_neighbours_are_the_older_and_the_newer_of_the_same_kind(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"diaries/2026-05-0{n}-d{n}.md": diary(f"D{n}") for n in (1, 3, 5)
    }
    files["releases/2026-05-02-r.md"] = diary("R", "version: 1")
    view = view_of(laid_out(tmp_path, files), "/diaries/d3/")

    assert (view.previous, view.next) == (
        Link("D1", "/diaries/d1/", "diary"),
        Link("D5", "/diaries/d5/", "diary"),
    )


def test_a_series_counts_from_its_oldest_part(tmp_path: Path) -> None:
    files = {f"diaries/2026-05-0{n}-d{n}.md": diary(f"D{n}", "series: S") for n in (1, 2, 3)}
    series = view_of(laid_out(tmp_path, files), "/diaries/d2/").series

    assert series is not None
    assert (series.position, series.total, series.url) == (2, 3, "/series/s/")
    assert series.previous == Link("D1", "/diaries/d1/", "diary")
    assert series.next == Link("D3", "/diaries/d3/", "diary")


def test_an_entry_says_who_mentions_it(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.md": diary("A"),
        "diaries/2026-05-02-b.md": diary("B", text="[](diary:a)"),
        "diaries/2026-05-03-c.md": diary("C", "draft: yes", "[](diary:a)"),
    }
    view = view_of(laid_out(tmp_path, files), "/diaries/a/")

    assert [(each.label, each.title, each.url) for each in view.mentioned_in] == [
        ("Diary", "B", "/diaries/b/")
    ]
    assert view.mentioned_in[0].date == datetime(2026, 5, 2, tzinfo=UTC)


def test_tags_lead_to_the_page_that_all_their_spellings_share(tmp_path: Path) -> None:
    files = {"diaries/2026-05-01-a.md": diary("A", "tags: [C#, Night Mode]")}
    view = view_of(laid_out(tmp_path, files), "/diaries/a/")

    assert view.tags == (Link("C#", "/tags/c%23/"), Link("Night Mode", "/tags/night-mode/"))


def test_reading_takes_at_least_a_minute(tmp_path: Path) -> None:
    files = {"diaries/2026-05-01-a.md": diary("A", text="One two three.")}
    view = view_of(laid_out(tmp_path, files), "/diaries/a/")

    assert (view.words, view.minutes) == (3, 1)


HIDDEN = "- {id: mei, title: Mei, draft: yes}\n- {id: lin, title: Lin}\n"


def test_somebody_stands_for_a_person_who_is_hidden(tmp_path: Path) -> None:
    suggestion = "---\ntitle: A\ndate: 2026-05-01\nby: '@mei'\n---\n\nThanks to @mei.\n"
    files = {"people.yaml": HIDDEN, "suggestions/a.md": suggestion}
    view = view_of(laid_out(tmp_path, files), "/suggestions/a/")

    assert view.record["by"] == Link("somebody", "")
    assert view.html == "<p>Thanks to somebody.</p>\n"


def test_a_hidden_person_is_left_out_beside_others(tmp_path: Path) -> None:
    fields = "version: '1.0'\nteam: ['@mei', lin]\nauthors: [mei, lin]"
    files = {"people.yaml": HIDDEN, "releases/2026-05-01-r.md": diary("R", fields)}
    view = view_of(laid_out(tmp_path, files), "/releases/r/")

    assert view.record["team"] == view.card.authors == (Link("Lin", "/people/lin/", "person"),)
