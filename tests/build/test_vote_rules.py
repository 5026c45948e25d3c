"""What a poll may not say, in a whole project: who could have voted, what versions differ in."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.build.edition import Options
from generator.build.line import drafted
from generator.problems import Problem, Severity
from tests.build.building import built, files_of, put
from tests.build.test_votes import BEFORE, CLOSED, OPEN, TRANSLATION, holding, journal

POLL = """---
title: The colour of the knob
date: 2026-04-01
question: Which colour?
opens: 2026-05-01
closes: 2026-05-20
binds: We paint it
options:
  - {{id: red, title: Red, cost: 20}}
  - {{id: blue, title: Blue, cost: 30}}
  - {{id: green, title: Green, cost: 40}}
{more}
---
"""
TOTALS = "totals: {{source: 'https://chat.example/1', ballots: 9, votes: {{{votes}}}}}"
KNOB = "content/polls/knob/index.md"


def polled(folder: Path, more: str, ballots: str = "") -> Path:
    """A project with a poll, and maybe ballots beside it."""
    box = {"content/polls/knob/ballots.csv": ballots} if ballots else {}
    config = "title: T\nbase_url: https://t.example/\nauthority: t.example,2026\n"
    put(folder, {"friday.yaml": config, KNOB: POLL.format(more=more), **box})
    return folder


def problems(project: Path, at: str) -> tuple[Problem, ...]:
    """Everything that is said of a project, but that its ballots are not frozen."""
    instant = datetime.fromisoformat(at).replace(tzinfo=UTC)
    with drafted(project, at=instant, options=Options(jobs=1)) as draft:
        return tuple(each for each in draft.problems if each.code != "not-frozen")


def told(project: Path, at: str = CLOSED) -> list[str]:
    return [problem.message for problem in problems(project, at)]


@pytest.mark.parametrize(
    "field",
    [
        "opens: 2026-04-02",
        "closes: 2026-05-02",
        "results: live",
        "quorum: 4",
        "eligible: 4",
        "joined_by: 2026-01-01",
        "digest: none",
        "exclusions:\n  - receipts: [KILO-1]\n    reason: gone",
    ],
)
def test_a_translation_does_not_say_when_or_how_a_vote_ends(tmp_path: Path, field: str) -> None:
    project = journal(tmp_path)
    text = TRANSLATION.replace("---\ntitle", f"---\n{field}\ntitle")
    put(project, {"content/polls/knob/index.zh.md": text})

    assert told(project, OPEN) == ["this translation changes the vote"]


def test_a_translation_says_in_its_own_words_why_ballots_do_not_count(tmp_path: Path) -> None:
    project = journal(tmp_path)
    why = "exclusions:\n  - receipts: [ZULU-4]\n    reason: 买来的账号\n"
    text = TRANSLATION.replace("---\ntitle", f"---\n{why}title")
    put(project, {"content/polls/knob/index.zh.md": text})

    assert told(project) == []


@pytest.mark.parametrize("more", ["", "results: live\n"])
@pytest.mark.parametrize("at", [BEFORE, OPEN])
def test_nobody_hears_of_exclusions_before_the_close(tmp_path: Path, at: str, more: str) -> None:
    project = journal(tmp_path, more=more)
    file = project / "content/polls/knob/index.en.md"
    named = file.read_text(encoding="utf-8").replace("bought account", "account of [A](person:ann)")
    put(project, {"content/polls/knob/index.en.md": named})
    put(project, {"content/people/ann.md": "---\ntitle: Ann\n---\n"})
    built(project, at)
    files = files_of(project / "site")

    about = {path: data for path, data in files.items() if "people/ann" in path}
    assert about
    assert holding(about, "knob") == []
    assert holding(files, "cast by a") == []


@pytest.mark.parametrize(
    ("votes", "message"),
    [
        ("red: 10", "'red' has 10 votes of 9 voters"),
        ("red: 5, blue: 5", "9 voters with one mark each cannot have made 10"),
    ],
)
def test_voters_cannot_make_more_marks_than_they_have(
    tmp_path: Path, votes: str, message: str
) -> None:
    rules = f"method: plurality\ntie_break: listed\n{TOTALS.format(votes=votes)}"

    assert told(polled(tmp_path, rules)) == [message]


def test_voters_with_several_marks_may_make_many(tmp_path: Path) -> None:
    rules = f"method: approval\ntie_break: listed\n{TOTALS.format(votes='red: 9, blue: 9')}"

    assert told(polled(tmp_path, rules)) == []


def test_a_budget_is_spent_by_totals(tmp_path: Path) -> None:
    votes = TOTALS.format(votes="red: 4, blue: 5, green: 9")
    rules = (
        f"method: budget\nbudget: 60\ntie_break: listed\n{votes}\nresult: {{winners: [green, red]}}"
    )

    assert told(polled(tmp_path, rules)) == []


def test_more_voters_than_there_are_is_told(tmp_path: Path) -> None:
    rules = "method: approval\ntie_break: listed\neligible: 2\nballots: ballots.csv"
    project = polled(tmp_path, rules, "red,blue,green\n1,,\n1,,\n,1,\n")

    assert told(project) == ["3 voted, and 2 may"]


def test_voters_who_voted_again_are_one_voter_each(tmp_path: Path) -> None:
    rules = "method: approval\ntie_break: listed\neligible: 1\nballots: ballots.csv\n"
    project = polled(
        tmp_path, f"{rules}rules: {{revotes: last}}", "receipt,red,blue,green\nA,1,,\nA,,1,\n"
    )

    assert told(project) == []


def test_a_receipt_is_one_voter(tmp_path: Path) -> None:
    rules = "method: approval\ntie_break: listed\nballots: ballots.csv"
    project = polled(tmp_path, rules, "receipt,count,red,blue,green\nA,1,1,,\nB,3,,1,\n,3,,,1\n")

    [problem] = problems(project, CLOSED)
    assert problem.message == "one voter has 3 ballots here: 'B'"
    assert problem.location.line == 3


def test_an_order_of_ties_names_each_option_once(tmp_path: Path) -> None:
    rules = "method: approval\ntie_break: {order: [red, blue, red]}\nballots: ballots.csv"
    project = polled(tmp_path, rules, "red,blue,green\n1,,\n")

    assert any("'red' stands twice" in message for message in told(project))


RUNOFF = "method: instant-runoff\ntie_break: lot\nballots: ballots.csv\n"


@pytest.mark.parametrize("at", [OPEN, CLOSED])
def test_the_site_comes_out_while_a_lot_is_not_drawn(tmp_path: Path, at: str) -> None:
    project = polled(tmp_path, RUNOFF, "red,blue,green\n1,,\n,1,\n")

    found = [(each.code, each.severity) for each in problems(project, at)]
    assert found == [("tie", Severity.WARNING)]


def test_a_tie_without_exclusions_is_told_each_time(tmp_path: Path) -> None:
    out = "exclusions:\n  - {receipts: [A], reason: it was bought}"
    project = polled(tmp_path, RUNOFF + out, "receipt,red,blue,green\nA,1,,\nB,,1,\nC,,1,\nD,1,,\n")
    first = problems(project, CLOSED)

    assert [each.code for each in first] == ["tie"]
    assert problems(project, CLOSED) == first


def test_days_of_joining_are_those_of_the_journal_also_in_the_cache(tmp_path: Path) -> None:
    rules = "method: approval\ntie_break: listed\nballots: ballots.csv\nroll: roll.csv\n"
    project = polled(
        tmp_path, f"{rules}joined_by: 2026-04-30 20:00 +00:00", "receipt,red,blue,green\nA,1,,\n"
    )
    put(project, {"content/polls/knob/roll.csv": "receipt,joined\nA,2026-05-01\n"})
    config = (project / "friday.yaml").read_text(encoding="utf-8")
    put(project, {"friday.yaml": f"{config}timezone: Asia/Shanghai\n"})
    east = told(project)
    put(project, {"friday.yaml": f"{config}timezone: UTC\n"})

    assert east == []
    assert told(project) == ["this voter joined after 'joined_by': 'A'"]
