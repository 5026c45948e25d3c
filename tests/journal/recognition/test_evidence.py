"""Evidence is what public entries and the ledger show, each thing once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.journal.recognition.recognising import (
    PEOPLE,
    STORY,
    facts,
    journal_and_problems,
    ledger,
    merit,
    recognised,
    release,
    suggestion,
)

ADOPTED = "owner: song\nhistory: [{date: 2026-09-05, status: adopted, note: Yes}]"


def test_a_credit_of_a_change_is_evidence_in_the_role_it_says(tmp_path: Path) -> None:
    files = {"releases/1.0.md": release("[{person: '@mei', role: tested}]", "[rui]")}

    found = recognised(tmp_path, files)

    assert facts(found, "mei") == [("tested", "release:1.0#0")]
    assert facts(found, "rui") == [("suggested", "release:1.0#1")]


def test_evidence_of_a_change_has_the_date_of_its_release(tmp_path: Path) -> None:
    found = recognised(tmp_path, {"releases/1.0.md": release("[mei]")})

    assert merit(found, "mei").evidence[0].when == datetime(2026, 10, 9, tzinfo=UTC)


def test_two_roles_for_one_change_are_two_pieces_of_evidence(tmp_path: Path) -> None:
    credits_ = "[mei, {person: mei, role: tested}]"
    found = recognised(tmp_path, {"releases/1.0.md": release(credits_)})

    assert sorted(facts(found, "mei")) == [
        ("suggested", "release:1.0#0"),
        ("tested", "release:1.0#0"),
    ]


def test_the_same_role_twice_for_one_change_is_one(tmp_path: Path) -> None:
    credits_ = "[mei, '@xiaomei', 小梅, MEI]"
    found = recognised(tmp_path, {"releases/1.0.md": release(credits_)})

    assert facts(found, "mei") == [("suggested", "release:1.0#0")]


def test_translations_of_a_release_are_no_second_evidence(tmp_path: Path) -> None:
    files = {
        "releases/1.0.en.md": release("[mei]"),
        "releases/1.0.zh.md": release("[mei]").replace("Change", "改"),
    }

    assert facts(recognised(tmp_path, files), "mei") == [("suggested", "release:1.0#0")]


def test_what_is_not_public_is_no_evidence(tmp_path: Path) -> None:
    files = {
        "releases/1.0.md": release("[mei]").replace("version:", "draft: yes\nversion:"),
        "releases/2.0.md": release("[mei]", date="2026-12-24", title="2.0"),
        "stories/a.md": STORY.format(by="mei", decision="pending"),
    }

    assert facts(recognised(tmp_path, files), "mei") == []


def test_a_story_is_told_by_whoever_it_is_by(tmp_path: Path) -> None:
    files = {"stories/a.md": STORY.format(by='"@mei"', decision="approved")}

    assert facts(recognised(tmp_path, files), "mei") == [("told", "story:a")]


def test_a_suggestion_counts_once_it_is_taken_up(tmp_path: Path) -> None:
    files = {
        "suggestions/yes.md": suggestion("mei", ADOPTED),
        "suggestions/open.md": suggestion("rui", ""),
        "suggestions/no.md": suggestion("ada", "status: declined\nreason: Too dark"),
    }
    found = recognised(tmp_path, files)

    assert facts(found, "mei") == [("suggested", "suggestion:yes")]
    assert facts(found, "rui") == facts(found, "ada") == []


def test_a_suggestion_counts_from_the_day_it_was_first_taken_up(tmp_path: Path) -> None:
    history = """owner: song
history:
  - {date: 2026-09-03, status: evaluating}
  - {date: 2026-09-05, status: adopted}
  - {date: 2026-10-20, status: in-progress}"""
    found = recognised(tmp_path, {"suggestions/yes.md": suggestion("mei", history)})

    assert merit(found, "mei").evidence[0].when == datetime(2026, 9, 5, tzinfo=UTC)


def test_a_suggestion_is_not_counted_again_by_the_change_that_ships_it(tmp_path: Path) -> None:
    files = {
        "suggestions/dark.md": suggestion("mei", ADOPTED),
        "releases/1.0.md": release("[mei, rui]", refs="suggestion:dark"),
    }
    found = recognised(tmp_path, files)

    assert facts(found, "mei") == [("suggested", "suggestion:dark")]
    assert facts(found, "rui") == [("suggested", "release:1.0#0")]


def test_what_its_author_did_besides_suggesting_it_counts(tmp_path: Path) -> None:
    files = {
        "suggestions/dark.md": suggestion("mei", ADOPTED),
        "releases/1.0.md": release("[{person: mei, role: tested}]", refs="suggestion:dark"),
    }

    assert facts(recognised(tmp_path, files), "mei") == [
        ("tested", "release:1.0#0"),
        ("suggested", "suggestion:dark"),
    ]


def test_the_author_of_two_suggestions_that_one_change_ships_made_two(tmp_path: Path) -> None:
    files = {
        "suggestions/dark.md": suggestion("mei", ADOPTED),
        "suggestions/dim.md": suggestion("mei", ADOPTED, title="Dim"),
        "releases/1.0.md": release("[mei]", refs="suggestion:dark, suggestion:dim"),
    }

    assert sorted(facts(recognised(tmp_path, files), "mei")) == [
        ("suggested", "suggestion:dark"),
        ("suggested", "suggestion:dim"),
    ]


def test_a_change_that_cites_what_was_merged_into_a_suggestion_cites_it(tmp_path: Path) -> None:
    merged = "status: duplicate\nduplicate_of: dark"
    files = {
        "suggestions/dark.md": suggestion("mei", ADOPTED),
        "suggestions/night.md": suggestion("rui", merged, title="Night"),
        "releases/1.0.md": release("[mei, rui]", refs="suggestion:night"),
    }
    found = recognised(tmp_path, files)

    assert facts(found, "mei") == [("suggested", "suggestion:dark")]
    assert facts(found, "rui") == [("suggested", "release:1.0#0")]


def test_rows_of_the_ledger_count_as_often_as_they_say(tmp_path: Path) -> None:
    found = recognised(
        tmp_path, {"ledger.csv": ledger("2026-10-05,@mei,answered,4,Forum,https://f.example/1")}
    )
    [row] = merit(found, "mei").evidence

    assert (row.count, row.what, row.link, row.entry) == (4, "Forum", "https://f.example/1", None)
    assert merit(found, "mei").points == 4 * 2


def test_rows_count_from_their_day_on_in_the_journals_time_zone(tmp_path: Path) -> None:
    files = {"ledger.csv": ledger("2026-12-01,mei,answered,1,,")}
    zone, midnight = "Asia/Shanghai", datetime(2026, 11, 30, 16, tzinfo=UTC)
    before, _ = journal_and_problems(
        tmp_path, files, midnight - timedelta(seconds=1), timezone=zone
    )
    after, _ = journal_and_problems(tmp_path, files, midnight, timezone=zone)

    assert facts(before, "mei") == []
    assert facts(after, "mei") == [("answered", "1")]


def test_who_invited_somebody_public_brought_them_along(tmp_path: Path) -> None:
    people = PEOPLE + "- {id: new, title: New, invited_by: '@mei', since: 2026-10-03}\n"
    found = recognised(tmp_path, {"people.yaml": people})

    assert facts(found, "mei") == [("invited", "person:new")]
    assert merit(found, "mei").evidence[0].when == datetime(2026, 10, 3, tzinfo=UTC)


def test_who_invited_somebody_without_a_name_did_so_too_and_it_is_not_said_whom(
    tmp_path: Path,
) -> None:
    people = PEOPLE + "- {id: new, title: New, invited_by: mei, display: anonymous}\n"

    assert facts(recognised(tmp_path, {"people.yaml": people}), "mei") == [("invited", "1")]


def test_whoever_is_a_draft_was_not_invited_yet(tmp_path: Path) -> None:
    people = PEOPLE + "- {id: new, title: New, invited_by: mei, draft: yes}\n"

    assert facts(recognised(tmp_path, {"people.yaml": people}), "mei") == []


def test_programs_get_no_credit(tmp_path: Path) -> None:
    people = PEOPLE + "- {id: helper, title: Helper, bot: yes, invited_by: mei}\n"
    files = {
        "people.yaml": people,
        "releases/1.0.md": release("[helper]"),
        "suggestions/yes.md": suggestion("Helper", ADOPTED),
        "ledger.csv": ledger("2026-10-05,helper,tested,1,,"),
    }

    assert recognised(tmp_path, files).recognition.merits == {}


def test_whoever_is_called_like_a_program_and_is_none_gets_credit(tmp_path: Path) -> None:
    people = PEOPLE + "- {id: claude, title: Claude}\n"
    files = {"people.yaml": people, "releases/1.0.md": release("[claude]")}

    assert facts(recognised(tmp_path, files), "claude") == [("suggested", "release:1.0#0")]


def test_plain_names_of_nobody_known_are_evidence_for_nobody(tmp_path: Path) -> None:
    found = recognised(tmp_path, {"releases/1.0.md": release("[Somebody Else]")})

    assert found.recognition.merits == {}


def test_honours_and_options_of_polls_are_no_evidence(tmp_path: Path) -> None:
    award = "---\ntitle: A\ndate: 2026-10-01\naward: Star\nrecipients: mei\nreason: So\n---\n"

    assert facts(recognised(tmp_path, {"awards/a.md": award}), "mei") == []


def test_evidence_stands_newest_first(tmp_path: Path) -> None:
    files = {
        "releases/1.0.md": release("[mei]", date="2026-10-09"),
        "releases/2.0.md": release("[mei]", date="2026-11-06", title="2.0"),
        "ledger.csv": ledger("2026-10-20,mei,answered,1,Forum,"),
    }

    assert [where for _, where in facts(recognised(tmp_path, files), "mei")] == [
        "release:2.0#0",
        "1 Forum",
        "release:1.0#0",
    ]
