"""Who is meant by a handle or a name, and how people are called in public."""

from pathlib import Path

import pytest

from generator.journal.visibility import Reason
from generator.model.reference import Byline, Reference
from tests.journal.recognition.recognising import (
    PEOPLE,
    checked,
    facts,
    journal_and_problems,
    ledger,
    recognised,
    release,
)

LAMP = """
- {id: mei, handle: xiaomei, handles: [mm], title: Mei Lin, names: ["M. Lin", 梅梅]}
- {id: mei, lang: zh-CN, title: 林 小梅}
"""


@pytest.mark.parametrize(
    "name",
    ["mei", "MEI", "xiaomei", "mm", "Mei Lin", "mei  lin", "MEILIN", "林小梅", "m.lin", "梅梅"],
)
def test_a_person_is_meant_by_every_handle_and_every_spelling(name: str, tmp_path: Path) -> None:
    people = recognised(tmp_path, {"people.yaml": LAMP}).people

    assert people.behind(Byline(name, handle=False)) == "mei"


def test_composed_and_decomposed_letters_are_one_spelling(tmp_path: Path) -> None:
    people = recognised(tmp_path, {"people.yaml": "- {id: z, title: Zoe\u0301}\n"}).people

    assert people.behind(Byline("ZO\u00c9", handle=False)) == "z"


@pytest.mark.parametrize("name", ["梅梅", "Mei Lin", "林小梅"])
def test_a_spelling_is_no_handle(name: str, tmp_path: Path) -> None:
    people = recognised(tmp_path, {"people.yaml": LAMP}).people

    assert people.behind(Byline(name, handle=True)) is None
    assert people.find(name) is None


@pytest.mark.parametrize(
    ("name", "known", "candidates"),
    [
        ("lin", "lin", ()),
        ("Lin", None, ("lin", "other")),
        ("nightowl", None, ("other", "owl")),
        ("Somebody", "lin", ()),
    ],
)
def test_what_is_one_persons_id_and_anothers_name_means_the_id_only_as_it_is_written(
    name: str, known: str | None, candidates: tuple[str, ...], tmp_path: Path
) -> None:
    rows = (
        "- {id: lin, title: Somebody}\n- {id: other, title: Lin}\n"
        "- {id: owl, title: O, handle: NightOwl}\n- {id: other, lang: zh, title: Night Owl}\n"
    )
    people = recognised(tmp_path, {"people.yaml": rows}).people
    byline = Byline(name, handle=False)

    assert (people.behind(byline), people.candidates(byline)) == (known, candidates)


def test_a_name_of_two_people_means_neither_and_is_a_warning_where_it_stands(
    tmp_path: Path,
) -> None:
    rows = "- {id: b, title: Lin}\n- {id: a, title: LIN}\n"
    files = {
        "people.yaml": rows,
        "releases/1.0.md": release("[lin]"),
        "ledger.csv": ledger("2026-10-05,Lin,tested,1,,", "2026-10-06,Lin,tested,1,,"),
    }

    assert journal_and_problems(tmp_path, files)[0].recognition.merits == {}
    assert [line for line in checked(tmp_path, files) if "ambiguous" in line] == [
        (
            "content/ledger.csv:2: warning[ambiguous-name]: 'Lin' may be a or b, "
            "so it stands for neither\n    hint: write the handle, such as '@a'"
        ),
        (
            "content/releases/1.0.md:6: warning[ambiguous-name]: 'lin' may be a or b, "
            "so it stands for neither\n    hint: write the handle, such as '@a'"
        ),
    ]


def test_two_people_with_one_handle_are_an_error(tmp_path: Path) -> None:
    rows = "- {id: a, title: A, handle: cat}\n- {id: b, title: B, handles: ['@Cat']}\n"

    assert checked(tmp_path, {"people.yaml": rows}) == [
        (
            "content/people.yaml:2: error[duplicate-handle]: '@Cat' also belongs to "
            "content/people.yaml:1\n    hint: a handle belongs to one person"
        )
    ]


@pytest.mark.parametrize("other", ["names: [Cat Lin]", "title: cat  LIN", "id: catlin"])
def test_a_spelling_that_means_another_too_is_an_error(other: str, tmp_path: Path) -> None:
    fields = {"id": "a", "title": "A"} | dict([other.split(": ", 1)])
    row = ", ".join(f"{name}: {value}" for name, value in fields.items())
    rows = f"- {{{row}}}\n- {{id: b, title: B, names: [CatLin]}}\n"

    assert checked(tmp_path, {"people.yaml": rows}) == [
        (
            "content/people.yaml:2: error[duplicate-name]: 'CatLin' also means "
            "content/people.yaml:1\n    hint: a spelling means one person; "
            "write '@handle' where several are called so"
        )
    ]


def test_a_spelling_may_repeat_what_is_known_of_the_same_person(tmp_path: Path) -> None:
    rows = "- {id: mei, title: Mei, handle: xiaomei, names: [Mei, MEI, xiaomei]}\n"

    assert checked(tmp_path, {"people.yaml": rows}) == []


def test_whoever_wants_to_be_called_by_the_handle_is(tmp_path: Path) -> None:
    rows = """- {id: nora, handle: "@n0ra", title: Nora Secret, display: handle}
- {id: nora, lang: zh-CN, title: 诺拉}
- {id: bo, title: Bo Secret, display: handle}
"""
    found = recognised(tmp_path, {"people.yaml": rows})
    titles = {version.head.title for versions in found.versions.values() for version in versions}

    assert titles == {"@n0ra", "@bo"}


def test_whoever_wants_no_name_is_hidden_in_every_language(tmp_path: Path) -> None:
    people = PEOPLE.replace("title: Mei}", "title: Mei, display: anonymous}")
    found = recognised(tmp_path, {"people.yaml": people})
    mei = Reference("person", "mei")

    assert {why.reason for (who, _), why in found.hidden.items() if who == mei} == {
        Reason.ANONYMOUS
    }
    assert found.shown(mei, "en") is None
    assert found.hidden[mei, "zh-CN"].because == (
        "they want no name in public ('display: anonymous')"
    )


def test_to_name_somebody_anonymous_is_no_mistake(tmp_path: Path) -> None:
    people = PEOPLE.replace("title: Mei}", "title: Mei, display: anonymous}")
    diary = "---\ntitle: D\ndate: 2026-10-01\nnumber: 1\n---\n@mei and [her](person:mei) said so.\n"
    files = {"people.yaml": people, "diaries/d.md": diary, "releases/1.0.md": release("[Mei]")}

    assert checked(tmp_path, files) == []


def test_invitations_in_a_circle_are_an_error(tmp_path: Path) -> None:
    rows = """- {id: a, title: A, invited_by: c}
- {id: b, title: B, invited_by: "@a"}
- id: c
  title: C
  invited_by: b
- {id: d, title: D, invited_by: a}
"""

    assert checked(tmp_path, {"people.yaml": rows}) == [
        (
            "content/people.yaml:1: error[credit-loop]: these invited each other: a ← c ← b ← a\n"
            "    hint: one of them came first, and has no 'invited_by'"
        )
    ]


def test_to_invite_oneself_is_an_error(tmp_path: Path) -> None:
    rows = "- id: a\n  title: A\n  invited_by: '@a'\n"

    assert checked(tmp_path, {"people.yaml": rows}) == [
        (
            "content/people.yaml:3: error[credit-loop]: 'a' cannot have invited themselves\n"
            "    hint: leave it out"
        )
    ]


def test_nobody_is_credited_for_inviting_themselves(tmp_path: Path) -> None:
    rows = "- {id: a, title: A, invited_by: a}\n"

    assert facts(journal_and_problems(tmp_path, {"people.yaml": rows})[0], "a") == []
