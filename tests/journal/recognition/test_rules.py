"""The rules of recognition in `friday.yaml`: what makes no sense is told at its line."""

import pytest

from generator.config import read
from generator.kinds.credit import Role
from generator.kinds.recognition import DEFAULT_LEVELS, DEFAULT_POINTS, contradictions

HEAD = "title: T\nbase_url: https://t.example/\nlanguages: [en, zh-CN]\n"


def problems(text: str) -> list[str]:
    return [str(problem).split("\n")[0] for problem in read(HEAD + text)[1]]


def test_every_role_is_worth_something() -> None:
    assert set(DEFAULT_POINTS) == set(Role)
    assert min(DEFAULT_POINTS.values()) > 0


def test_the_usual_levels_rise() -> None:
    assert list(contradictions(DEFAULT_LEVELS, ())) == []


def test_rules_without_mistakes_are_read() -> None:
    text = """points: {suggested: 7, ideas: 7, bug: 4}
levels:
  - {id: one, title: One, titles: {zh: 一}}
  - {id: two, title: Two, points: 10}
  - {id: three, title: Three, kinds: 2, roles: {tested: 2}}
privileges: [{id: p, title: P, level: two, roles: {userTesting: 1}, places: 3}]
boards: {least: 1, people: 4, places: 5}
founding_until: 2026-07-01
"""
    config, found = read(HEAD + text)

    assert found == []
    assert config is not None
    assert config.points == {Role.SUGGESTED: 7, Role.REPORTED: 4}
    assert config.privileges[0].roles == {Role.TESTED: 1}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "levels:\n  - {id: one, title: A}\n  - id: one\n    title: B\n    points: 3\n",
            "friday.yaml:6: error[bad-rules]: two levels are called 'one'",
        ),
        (
            "privileges:\n  - {id: p, title: A}\n  - {id: p, title: B}\n",
            "friday.yaml:6: error[bad-rules]: two privileges are called 'p'",
        ),
        (
            "privileges:\n  - id: p\n    title: A\n    level: freind\n",
            "friday.yaml:7: error[bad-rules]: there is no level 'freind'",
        ),
        (
            "levels:\n  - {id: a, title: A, points: 9}\n  - {id: b, title: B, points: 8}\n",
            "friday.yaml:6: error[bad-rules]: level 'b' asks for less than one before it: points",
        ),
        (
            (
                "levels:\n  - {id: a, title: A, roles: {tested: 2}}\n"
                "  - {id: b, title: B, points: 1}\n"
                "  - {id: c, title: C, points: 2, roles: {tested: 1}}\n"
            ),
            "friday.yaml:7: error[bad-rules]: level 'c' asks for less than one before it: tested",
        ),
        (
            "levels:\n  - {id: a, title: A}\n  - {id: b, title: B}\n",
            "friday.yaml:6: error[bad-rules]: level 'b' asks for no more than the one before it",
        ),
        (
            "levels:\n  - {id: a, title: A, titles: {fr: B}}\n",
            (
                "friday.yaml:5: error[unknown-language]: 'fr' is no language of this journal, "
                "which has en, zh-CN"
            ),
        ),
    ],
)
def test_what_makes_no_sense_is_told_at_its_line(text: str, said: str) -> None:
    assert problems(text) == [said]


def test_a_role_that_is_none_is_told_by_the_option_that_holds_it() -> None:
    assert problems("points:\n  tested: 2\n  sugested: 3\n") == [
        (
            "friday.yaml:6: error[bad-value]: 'points' cannot be 'sugested': it is no role; "
            "did you mean 'suggested'?"
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        "points: {sugested: 3}\n",
        "points: {suggested: -1}\n",
        "points: {suggested: 1.5}\n",
        "points: 3\n",
        "levels: [{id: a, title: A, roles: {cooking: 1}}]\n",
        "levels: [{id: a, title: A, point: 1}]\n",
        "levels: [{title: A}]\n",
        "privileges: [{id: p, title: P, places: many}]\n",
        "boards: {least: 0}\n",
        "boards: {people: 1}\n",
        "boards: {places: 501}\n",
        "founding_until: soon\n",
    ],
)
def test_what_cannot_be_read_is_told_at_its_line(text: str) -> None:
    [found] = problems(text)

    assert found.startswith("friday.yaml:4: error[")
