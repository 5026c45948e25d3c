"""Polls in a built site: counted once they may be, and not a word of it before."""

import json
import re
from pathlib import Path

import pytest

from generator.problems import ProblemsFound
from tests.build.building import Files, built, files_of, put

CONFIG = "title: T\nbase_url: https://t.example/\nauthority: t.example,2026\nlanguages: [en, zh]\n"
BEFORE, OPEN, CLOSED = "2026-04-15", "2026-05-10", "2026-06-01"
POLL = """---
title: The colour of the knob
date: 2026-04-01
question: Which colour?
method: plurality
tie_break: listed
opens: 2026-05-01
closes: 2026-05-20
quorum: 3
eligible: 7654
binds: We paint it
options:
  - id: red
    title: Vermilion
  - id: blue
    title: Ultramarine
{more}ballots: ballots.csv
roll: roll.csv
comments: comments.csv
exclusions:
  - receipts: [ZULU-4]
    reason: cast by a bought account
outcome: we painted it vermilion, [2 votes](poll:knob#option-red)
---
Text
"""
TRANSLATION = "---\ntitle: 旋钮的颜色\nquestion: 哪一种？\noutcome: 漆成了朱红\n---\n"
BALLOTS = (
    "receipt,cast,red,blue\nKILO-1,2026-05-02T10:00Z,1,\nLIMA-2,2026-05-03T11:00Z,,1\n"
    "MIKE-3,2026-05-04T12:00Z,1,\nZULU-4,2026-05-05T13:00Z,,1\n"
)
ROLL = "receipt\nKILO-1\nLIMA-2\nMIKE-3\nZULU-4\nNOVEMBER-5\n"
COMMENTS = 'on,text\nred,"<script>alert(1)</script> like rowan berries"\n'
SECRETS = (
    "KILO-1",
    "NOVEMBER-5",
    "ZULU-4",
    "bought account",
    "rowan berries",
    "painted it vermilion",
    "漆成了朱红",
    "66.7",
    "67 %",
    "ballots.csv",
    "roll.csv",
    "result.json",
    "7654",
)


def journal(folder: Path, *, more: str = "", ballots: str = BALLOTS) -> Path:
    files = {
        "friday.yaml": CONFIG,
        "content/polls/knob/index.en.md": POLL.format(more=more),
        "content/polls/knob/index.zh.md": TRANSLATION,
        "content/polls/knob/ballots.csv": ballots,
        "content/polls/knob/roll.csv": ROLL,
        "content/polls/knob/comments.csv": COMMENTS,
    }
    put(folder, files)
    return folder


def holding(files: Files, secret: str) -> list[str]:
    """Files of a site whose bytes or name hold a text."""
    return [path for path, data in files.items() if secret.encode() in data or secret in path]


def site_at(project: Path, at: str) -> Files:
    built(project, at)
    return files_of(project / "site")


@pytest.mark.parametrize("at", [BEFORE, OPEN])
def test_nothing_of_a_count_is_anywhere_before_the_close(tmp_path: Path, at: str) -> None:
    files = site_at(journal(tmp_path), at)

    found = {secret: holding(files, secret) for secret in SECRETS}
    assert found == {secret: [] for secret in SECRETS}


def test_nothing_of_a_live_count_is_anywhere_before_voting_opens(tmp_path: Path) -> None:
    files = site_at(journal(tmp_path, more="results: live\n"), BEFORE)

    found = {secret: holding(files, secret) for secret in SECRETS}
    assert found == {secret: [] for secret in SECRETS}


def test_a_live_count_is_shown_while_voting_is_open_and_its_ballots_are_not(tmp_path: Path) -> None:
    files = site_at(journal(tmp_path, more="results: live\n"), OPEN)

    page = files["polls/knob/index.html"].decode()
    assert re.search(r"67\s?%|66\.7\s?%", page)
    for secret in ("KILO-1", "ballots.csv", "result.json", "painted it vermilion"):
        assert holding(files, secret) == []


def test_after_the_close_ballots_and_result_are_published_beside_the_page(tmp_path: Path) -> None:
    files = site_at(journal(tmp_path), CLOSED)

    result = json.loads(files["polls/knob/result.json"])
    assert files["polls/knob/ballots.csv"] == BALLOTS.encode()
    assert (result["winners"], result["turnout"]["cast"]) == (["red"], 4)
    assert (result["turnout"]["excluded"], result["roll"]["voters"]) == (1, 5)


def test_the_roll_and_the_comments_are_never_published_as_they_are(tmp_path: Path) -> None:
    files = site_at(journal(tmp_path), CLOSED)

    assert holding(files, "NOVEMBER-5") == []
    assert [path for path in files if path.endswith(("roll.csv", "comments.csv"))] == []


def test_what_voters_wrote_is_text_and_nothing_else(tmp_path: Path) -> None:
    files = site_at(journal(tmp_path), CLOSED)

    assert "polls/knob/index.html" in holding(files, "like rowan berries")
    assert holding(files, "<script>alert(1)") == []


def test_what_was_then_done_is_shown_in_both_languages_from_the_close_on(tmp_path: Path) -> None:
    files = site_at(journal(tmp_path), CLOSED)

    assert "polls/knob/index.html" in holding(files, "painted it vermilion")
    assert "zh/polls/knob/index.html" in holding(files, "漆成了朱红")


def test_feeds_tell_of_a_result_as_a_change_at_the_close(tmp_path: Path) -> None:
    project = journal(tmp_path)

    atom = site_at(project, CLOSED)["atom.xml"].decode()
    assert "<updated>2026-05-20T00:00:00Z</updated>" in atom
    assert "<updated>2026-05-20" not in site_at(project, OPEN)["atom.xml"].decode()


def test_a_poll_that_is_a_draft_hands_nothing_out(tmp_path: Path) -> None:
    files = site_at(journal(tmp_path, more="draft: yes\n"), CLOSED)

    assert holding(files, "KILO-1") == []
    assert holding(files, "Vermilion") == []


def test_ballots_that_changed_after_they_were_frozen_stop_the_build(tmp_path: Path) -> None:
    project = journal(tmp_path, more=f"digest: {'0' * 64}\n")

    with pytest.raises(ProblemsFound, match="changed-ballots"):
        built(project, CLOSED)


def test_a_count_from_the_cache_is_the_count(tmp_path: Path) -> None:
    project = journal(tmp_path)
    first = site_at(project, CLOSED)

    again = built(project, CLOSED)

    assert (again.written, files_of(project / "site")) == (0, first)


def test_another_ballot_is_another_count(tmp_path: Path) -> None:
    project = journal(tmp_path)
    site_at(project, CLOSED)
    put(
        project,
        {
            "content/polls/knob/ballots.csv": BALLOTS.replace(
                "MIKE-3,2026-05-04T12:00Z,1,", "MIKE-3,2026-05-04T12:00Z,,1"
            )
        },
    )

    with pytest.raises(ProblemsFound, match="is not what was counted"):
        built(project, CLOSED)


def test_a_link_to_the_ballot_file_publishes_nothing(tmp_path: Path) -> None:
    project = journal(tmp_path)
    put(
        project,
        {"content/diaries/2026-05-02-a.md": "---\ntitle: A\n---\n[b](../polls/knob/roll.csv)\n"},
    )

    edition = built(project, CLOSED)

    assert [p.code for p in edition.problems if p.location.file.endswith("a.md")] == [
        "not-published"
    ]
    assert holding(files_of(project / "site"), "NOVEMBER-5") == []


def test_totals_are_shown_with_their_source(tmp_path: Path) -> None:
    totals = (
        "totals:\n  source: https://chat.example/1\n  ballots: 9\n  votes: {red: 3, blue: 6}\n"
        "result:\n  winners: [blue]\n"
    )
    project = journal(tmp_path)
    text = POLL.format(more=totals)
    kept = re.sub(
        r"(ballots|roll|comments): \w+\.csv\n|exclusions:\n.*\n.*\n|outcome.*\n", "", text
    )
    put(project, {"content/polls/knob/index.en.md": kept})

    files = site_at(project, CLOSED)

    assert "https://chat.example/1" in files["polls/knob/index.html"].decode()
    assert json.loads(files["polls/knob/result.json"])["winners"] == ["blue"]
    assert "polls/knob/ballots.csv" not in files


def test_ballots_that_no_field_names_yet_are_told_and_not_published(tmp_path: Path) -> None:
    project = journal(tmp_path)
    text = (project / "content/polls/knob/index.en.md").read_text(encoding="utf-8")
    bare = re.sub(
        r"(ballots|roll|comments): \w+\.csv\n|exclusions:\n.*\n.*\n|outcome.*\n", "", text
    )
    put(project, {"content/polls/knob/index.en.md": bare})

    edition = built(project, OPEN)

    assert [problem.code for problem in edition.problems] == ["not-read"] * 3
    assert holding(files_of(project / "site"), "KILO-1") == []
    assert holding(files_of(project / "site"), "NOVEMBER-5") == []
