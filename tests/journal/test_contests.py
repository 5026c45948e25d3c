"""A contest: what was sent in, its shortlist, its vote, and the credit of its winner."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.journal.contests import check_contests
from generator.problems import Problem
from tests.journal.votes import poll, voted
from tests.journals import reading, short

CALL = """---
title: A colour
date: 2026-04-01
type: contest
opens: 2026-04-01
closes: 2026-04-20
scope: {in: paper}
binds: We make the winner
entries:
  - {id: red, title: Red, by: "@lin"}
  - {id: blue, title: Blue, by: Ada}
  - {id: grey, title: Grey}
shortlist:
  - {entry: red, reason: It is warm}
  - {entry: blue, reason: It is cold}
vote: best
---
"""
AWARD = "---\ntitle: A\ndate: {date}\naward: X\nrecipients: {whom}\nreason: y\n---\n"
RELEASE = (
    "---\ntitle: R\ndate: 2026-05-10\nversion: 1\n"
    "changes: [{text: Red, credits: [{person: lin, role: designed}]}]\n---\n"
)
PEOPLE = "- {id: lin, title: Lin}\n"
STORY = """---
title: Leaves
date: 2026-04-05
by: "@lin"
call: c
consent: {{given: 2026-04-04, text: one{consent}}}
decision: {decision}
---
A shadow on the page.
"""
RED: Mapping[str, Mapping[str, int]] = {"best": {"red": 3, "blue": 1}}
BLUE: Mapping[str, Mapping[str, int]] = {"best": {"red": 1, "blue": 3}}
LATE = datetime(2026, 6, 1, tzinfo=UTC)


def problems(
    folder: Path,
    call: str = CALL,
    best: str | None = None,
    votes: Mapping[str, Mapping[str, int]] = RED,
    *,
    more: Mapping[str, str] | None = None,
    at: datetime = LATE,
) -> list[Problem]:
    files = {
        "people.yaml": PEOPLE,
        "calls/c.md": call,
        "polls/best.md": best or poll(),
        **({"awards/a.md": AWARD.format(date="2026-05-08", whom="lin")} if more is None else more),
    }
    return list(check_contests(voted(folder, files, votes, at)))


def test_a_contest_whose_winner_is_honoured_is_right(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


def test_the_shortlist_names_entries(tmp_path: Path) -> None:
    [found, *_] = problems(tmp_path, CALL.replace("entry: red", "entry: redd"))

    assert (str(found.location), found.code, found.hint) == (
        "content/calls/c.md:14",
        "unknown-entry",
        "did you mean 'red'?",
    )


def test_what_is_on_the_shortlist_can_be_voted_for(tmp_path: Path) -> None:
    call = CALL.replace("vote: best", "  - {entry: grey, reason: It is quiet}\nvote: best")

    [found] = problems(tmp_path, call)

    assert (str(found.location), found.code, found.message) == (
        "content/calls/c.md:17",
        "wrong-options",
        "'grey' is on the shortlist and no option of 'poll:best'",
    )


def test_nothing_can_be_voted_for_that_is_not_on_the_shortlist(tmp_path: Path) -> None:
    call = CALL.replace("  - {entry: blue, reason: It is cold}\n", "")

    [found] = problems(tmp_path, call)

    assert (found.code, found.message) == (
        "wrong-options",
        "'blue' is an option of 'poll:best' and not on the shortlist",
    )


def test_a_call_without_a_shortlist_leaves_the_vote_alone(tmp_path: Path) -> None:
    before, _, after = CALL.partition("shortlist:")
    call = before + "vote: best\n---\n" if after else ""

    assert problems(tmp_path, call, more={}) == []


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"awards/a.md": AWARD.format(date="2026-05-08", whom="Song")},
        {"awards/a.md": AWARD.format(date="2026-05-05", whom="lin")},
        {"awards/a.md": AWARD.format(date="2026-07-01", whom="lin")},
    ],
)
def test_a_winner_whom_no_award_names_since_the_vote_is_a_warning(
    tmp_path: Path, more: Mapping[str, str]
) -> None:
    [found] = problems(tmp_path, more=more)

    assert (str(found.location), found.code, str(found.severity), found.hint) == (
        "content/calls/c.md:10",
        "not-credited",
        "warning",
        "friday new award --from poll:best",
    )


def test_a_release_can_credit_the_winner(tmp_path: Path) -> None:
    assert problems(tmp_path, more={"releases/r.md": RELEASE}) == []


def test_a_winner_who_is_nobody_in_the_people_table_is_known_by_name(tmp_path: Path) -> None:
    honour = {"awards/a.md": AWARD.format(date="2026-05-08", whom="ada")}

    assert short(problems(tmp_path, votes=BLUE)) == ["content/calls/c.md:11 not-credited"]
    assert problems(tmp_path / "more", votes=BLUE, more=honour) == []


def test_the_winner_is_asked_for_once_the_vote_is_answered_or_had_to_be(tmp_path: Path) -> None:
    soon = datetime(2026, 5, 10, tzinfo=UTC)
    told = poll(more="outcome: We make red")

    assert problems(tmp_path / "1", more={}, at=soon) == []
    assert short(problems(tmp_path / "2", best=told, more={}, at=soon)) == [
        "content/calls/c.md:10 not-credited"
    ]


def test_nobody_is_asked_for_before_the_count(tmp_path: Path) -> None:
    assert problems(tmp_path, votes={}, more={}) == []


def test_a_shortlist_needs_reasons(tmp_path: Path) -> None:
    call = CALL.replace(", reason: It is cold", "")

    found = reading(tmp_path, {"calls/c.md": call}).problems

    assert [(p.code, p.message) for p in found] == [("missing-field", "'reason' is missing")]


@pytest.mark.parametrize(
    ("old", "new"),
    [("id: blue", "id: red"), ("entry: blue", "entry: red")],
)
def test_an_entry_stands_once(tmp_path: Path, old: str, new: str) -> None:
    found = reading(tmp_path, {"calls/c.md": CALL.replace(old, new)}).problems

    assert ["the entry 'red' stands twice" in p.message for p in found] == [True]


def with_story(
    decision: str = "approved", consent: str = "", more: Mapping[str, str] | None = None
) -> Mapping[str, str]:
    """A contest between leaves, which were sent in as a story, and blue."""
    return {"stories/leaves.md": STORY.format(decision=decision, consent=consent), **(more or {})}


def told(folder: Path, files: Mapping[str, str], *, won: bool = False) -> list[Problem]:
    call = CALL.replace('  - {id: red, title: Red, by: "@lin"}\n', "")
    call = call.replace("entry: red", "entry: leaves")
    best = poll().replace("id: red", "id: leaves")
    votes = {"best": {"leaves": 3 if won else 1, "blue": 1 if won else 3}}
    honour = {"awards/b.md": AWARD.format(date="2026-05-08", whom="ada")}
    return problems(folder, call, best, votes, more={**files, **({} if won else honour)})


def test_a_story_that_was_sent_in_is_an_entry_of_the_contest(tmp_path: Path) -> None:
    assert told(tmp_path, with_story()) == []


def test_an_entry_that_is_no_story_yet_can_become_one(tmp_path: Path) -> None:
    [found, *_] = told(tmp_path, {})

    assert (found.code, found.hint) == (
        "unknown-entry",
        "add it to 'entries', or name it in a story with 'call: c'",
    )


def test_a_story_that_nobody_may_see_is_missing_from_the_shortlist(tmp_path: Path) -> None:
    [found] = told(tmp_path, with_story("pending"))

    assert (str(found.location), found.code, str(found.severity), found.message) == (
        "content/calls/c.md:13",
        "not-public",
        "warning",
        "'leaves' is on the shortlist and not public: its decision is 'pending', not 'approved'",
    )


def test_a_story_that_wins_has_to_be_credited_too(tmp_path: Path) -> None:
    honour = {"awards/a.md": AWARD.format(date="2026-05-08", whom="lin")}

    assert short(told(tmp_path / "1", with_story(), won=True)) == [
        "content/stories/leaves.md:4 not-credited"
    ]
    assert told(tmp_path / "2", with_story(more=honour), won=True) == []


def test_whoever_wants_no_name_is_not_asked_to_be_credited(tmp_path: Path) -> None:
    assert told(tmp_path, with_story(consent=", name: anonymous"), won=True) == []


def test_an_entry_of_the_call_and_a_story_cannot_share_an_id(tmp_path: Path) -> None:
    story = {"stories/blue.md": STORY.format(decision="approved", consent="")}
    [found] = problems(
        tmp_path, more={**story, "awards/a.md": AWARD.format(date="2026-05-08", whom="lin")}
    )

    assert (str(found.location), found.code, found.message) == (
        "content/calls/c.md:11",
        "duplicate-id",
        "'blue' is also 'story:blue', sent in to this call",
    )
