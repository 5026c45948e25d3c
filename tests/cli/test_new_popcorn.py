"""`friday new popcorn` and `friday new award --from`, as people run them."""

from pathlib import Path

import pytest

from tests.cli.running import friday_here as friday

RELEASE = """---
title: Two
date: 2026-05-08
version: 2
team: [Ada]
changes:
  - {text: A quiet knob, why: It rattled, credits: [Bo]}
  - {text: A moon, why: It was dark, credits: [Cy]}
---
"""
LIVE = "2026-05-09T10:00Z"
LATER = "2026-05-15T10:00Z"  # the count stands, and its answer is not due yet


@pytest.fixture
def shipped(journal: Path) -> Path:
    (journal / "content/releases/two.md").write_text(RELEASE, encoding="utf-8")
    return journal


def voted(journal: Path) -> Path:
    """A journal whose popcorn poll of week 19 was drafted, published and counted."""
    made = friday(journal, "new", "popcorn", "--at", LIVE)
    file = journal / made.out.strip()
    votes = "totals: {source: https://x.example/, ballots: 5, votes: {two-1: 1, two-2: 4}}"
    text = file.read_text(encoding="utf-8").replace("draft: yes", f"{votes}\n#", 1)
    file.write_text(text, encoding="utf-8")
    return journal


def test_a_popcorn_poll_is_drafted_from_what_shipped(shipped: Path) -> None:
    made = friday(shipped, "new", "popcorn", "--at", LIVE)

    assert (made.code, made.err) == (0, "")
    assert made.out == "content/polls/popcorn-19/index.en.md\n"
    assert 'id: "two-2"' in (shipped / made.out.strip()).read_text(encoding="utf-8")


def test_the_journal_has_no_mistake_with_a_drafted_popcorn_poll(shipped: Path) -> None:
    friday(shipped, "new", "popcorn", "Who?", "--at", LIVE)

    assert friday(shipped, "check", "--at", LIVE, "--json").out == ""


def test_popcorn_of_a_week_has_its_number(shipped: Path) -> None:
    made = friday(shipped, "new", "popcorn", "--week", "2026-W19", "--lang", "zh", "--at", LATER)

    assert made.out == "content/polls/popcorn-19/index.zh.md\n"


def test_popcorn_is_not_drafted_twice(shipped: Path) -> None:
    friday(shipped, "new", "popcorn", "--at", LIVE)
    done = friday(shipped, "new", "popcorn", "--at", LIVE)

    assert (done.code, "'poll:popcorn-19' already" in done.err) == (2, True)


@pytest.mark.parametrize("langs", [("en", "zh"), ("zh", "en")])
def test_popcorn_of_another_language_is_written_beside_the_first(
    shipped: Path, langs: tuple[str, str]
) -> None:
    first, second = (
        friday(shipped, "new", "popcorn", "--lang", lang, "--at", at)
        for lang, at in zip(langs, (LIVE, "2026-05-09T11:30Z"), strict=True)
    )
    third = friday(shipped, "new", "popcorn", "--lang", langs[1], "--at", LIVE)

    assert (second.code, second.out) == (0, f"content/polls/popcorn-19/index.{langs[1]}.md\n")
    assert first.out == f"content/polls/popcorn-19/index.{langs[0]}.md\n"
    assert third.code == 2
    assert friday(shipped, "check", "--at", LIVE, "--json").out == ""


def test_popcorn_of_another_language_keeps_the_options_of_the_first(shipped: Path) -> None:
    file = shipped / friday(shipped, "new", "popcorn", "--at", LIVE).out.strip()
    text = file.read_text(encoding="utf-8").replace("two-1", "own").replace("A quiet knob", "Ours")
    file.write_text(text, encoding="utf-8")
    made = friday(shipped, "new", "popcorn", "--lang", "zh", "--at", LIVE)
    written = (shipped / made.out.strip()).read_text(encoding="utf-8")

    assert [word in written for word in ('id: "own"', '"Ours"', "two-1", "two-2")] == [
        True,
        True,
        False,
        True,
    ]
    assert friday(shipped, "check", "--at", LIVE, "--json").out == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("popcorn", "--week", "2026-W02"), "nothing was released in week 2026-W02"),
        (("popcorn", "--week", "2026-02"), "'2026-02' is no week; write 2026-W19"),
        (("diary", "X", "--week", "2026-W02"), "Only popcorn is for a --week."),
        (("diary", "X", "--from", "poll:x"), "Only an award comes --from a poll."),
        (("award", "--from", "poll:x"), "there is no poll 'poll:x'"),
        (("award",), "An entry needs a title."),
        (("popcorn", "--lang", "fr"), "'fr' is no language of this journal"),
    ],
)
def test_what_cannot_be_begun_is_said_and_nothing_is_written(
    journal: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = sorted(journal.rglob("content/**/*.md"))
    done = friday(journal, "new", *arguments, "--at", LIVE)

    assert (done.code, said in " ".join(done.err.split())) == (2, True), done.err
    assert sorted(journal.rglob("content/**/*.md")) == before


def test_an_award_is_drafted_from_a_count(shipped: Path) -> None:
    made = friday(voted(shipped), "new", "award", "--from", "poll:popcorn-19", "--at", LATER)

    assert (made.code, made.out) == (0, "content/awards/popcorn-19.en.md\n"), made.err
    assert '"✎ A moon, with 4 of 5 votes"' in (shipped / made.out.strip()).read_text("utf-8")
    assert friday(shipped, "check", "--at", LATER, "--json").out == ""


def test_an_award_of_an_approval_poll_tells_of_voters(shipped: Path) -> None:
    file = next(voted(shipped).glob("content/polls/popcorn-19/*.md"))
    text = file.read_text("utf-8").replace("method: plurality", "method: approval")
    file.write_text(text, encoding="utf-8")
    made = friday(shipped, "new", "award", "--from", "popcorn-19", "--at", LATER)

    assert made.code == 0, made.err
    assert '"✎ A moon, approved by 4 of 5 voters"' in (shipped / made.out.strip()).read_text(
        "utf-8"
    )


def test_an_award_is_not_drafted_before_the_count_stands(shipped: Path) -> None:
    done = friday(voted(shipped), "new", "award", "--from", "popcorn-19", "--at", LIVE)

    assert done.code == 2
    assert "goes on until 2026-05-13" in " ".join(done.err.split())


def test_an_award_for_the_wrong_people_fails_the_check(shipped: Path) -> None:
    made = friday(voted(shipped), "new", "award", "--from", "popcorn-19", "--at", LATER)
    file = shipped / made.out.strip()
    text = file.read_text("utf-8").replace('"Ada"', '"Bob"').replace("draft: yes", "#")
    file.write_text(text.replace("✎ ", ""), encoding="utf-8")

    done = friday(shipped, "check", "--at", LATER, "--json")

    assert (done.code, [problem["code"] for problem in done.records()]) == (1, ["wrong-winner"])
