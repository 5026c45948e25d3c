"""Markdown becomes submissions: a story with front matter or without, lists of adopters."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.intake.adding import Wish
from generator.intake.sendings.markdown import Each
from tests.intake.sendings.taking import STORY, asked, codes, contact, filed, only, picture, taken

SECTIONS = """\
# Who uses lamps

A list of people.

## Night **School**

- *Since*: 2019
- *Who*: Night School, lamp@night.example
- *Lamps*: a dozen

They hum. See [more][m].

## Tea House

- *Since*: 2020
- *Who*: [Lin][lin]

## Library

- *Lamps*: 3

[m]: https://night.example/
[lin]: https://lin.example/
"""
TABLE = """\
# Adopters

| Organization | Status | More |
| --- | :---: | --- |
| [Night School](https://night.example/) | ![production](https://x.example/x.svg) | [link](/a) |
| Tea House | ![testing](https://x.example/y.svg) |
| 图书馆 | testing | a \\| b
"""


def test_a_file_with_front_matter_is_one_submission(tmp_path: Path) -> None:
    text = (
        "---\ntitle: Hum\nauthor: Rui\ndate: 2026-05-01\nemail: rui@example.org\nplace: Kunming\n"
    )
    text += "pictures: lamp.png\nuses: [site, feeds]\n---\nIt hums.\n\n## Why\n\nNobody knows.\n"
    (tmp_path / "sent").mkdir()
    (tmp_path / "sent/lamp.png").write_bytes(picture())
    taken(tmp_path, {"hum.md": text}, asked(f"{STORY}map: {{place: place}}\n"))
    found = only(tmp_path)

    assert (found.submission.title, found.submission.by) == ("Hum", "Rui")
    assert found.text == "It hums.\n\n## Why\n\nNobody knows."
    assert found.submission.place == "Kunming"
    assert found.submission.received.date().isoformat() == "2026-04-30"  # midnight in Shanghai
    assert found.submission.consent is not None
    assert found.submission.consent.uses == ("site", "feeds")
    assert [each.name for each in found.submission.pictures] == ["lamp.png"]
    assert contact(tmp_path).mail == "rui@example.org"


def test_the_first_heading_is_the_title_and_others_stay(tmp_path: Path) -> None:
    text = "## **Night School**\nLamps since 2019.\n\n### Why do we use it.\nIt hums.\n"
    taken(tmp_path, {"night.md": text}, replace(asked(), by_title=True))
    found = only(tmp_path)

    assert (found.submission.title, found.submission.by) == ("Night School", "Night School")
    assert found.text == "Lamps since 2019.\n\n### Why do we use it.\nIt hums."


def test_a_file_without_a_heading_is_called_by_its_name(tmp_path: Path) -> None:
    taken(tmp_path, {"Rui_Xu.md": "I'm Rui, and it hums.\n"})

    assert only(tmp_path).submission.title == "Rui Xu"
    assert only(tmp_path).submission.by is None


def test_a_file_with_a_section_for_each_becomes_as_many_with_their_links(tmp_path: Path) -> None:
    call = asked(f"{STORY}map: {{Since: since, Who: by}}\n")
    added = taken(tmp_path, {"ADOPTERS.md": SECTIONS}, call)
    found = {str(each.submission.title): each for each in filed(tmp_path)}
    school = found["Night School"]

    assert [item.line for item in added.items] == [5, 13, 18]
    assert (school.submission.since, school.submission.by) == ("2019", "Night School")
    assert school.text == (
        "- *Lamps*: a dozen\n\nThey hum. See [more][m].\n\n[m]: https://night.example/"
    )
    assert school.submission.removed == ("1 mail address beside a name",)
    assert found["Tea House"].submission.by == "Lin"
    assert found["Library"].submission.by == "Library"


def test_two_of_one_name_in_a_list_are_two(tmp_path: Path) -> None:
    table = "| Who | Lamps |\n|---|---|\n| Rui | 1 |\n| Rui | 2 |\n| Mei | 3 |\n"
    taken(tmp_path, {"a.md": table})
    again = taken(tmp_path, {"a.md": table})

    assert sorted(str(each.submission.by) for each in filed(tmp_path)) == ["Mei", "Rui", "Rui"]
    assert {str(item.fate) for item in again.items} == {"same"}


def test_sections_in_another_order_are_the_same(tmp_path: Path) -> None:
    head, *sections = SECTIONS.partition("\n[m]:")[0].split("\n## ")
    links = SECTIONS.partition("\n[m]:")[2]
    taken(tmp_path, {"ADOPTERS.md": SECTIONS})
    again = "\n## ".join([head, *sections[::-1]]) + f"\n[m]:{links}"
    added = taken(tmp_path, {"ADOPTERS.md": again})

    assert len(filed(tmp_path)) == 3
    assert {str(item.fate) for item in added.items} == {"same"}


def test_a_table_becomes_a_submission_for_each_row(tmp_path: Path) -> None:
    added = taken(tmp_path, {"ADOPTERS.md": TABLE})
    texts = {str(each.submission.by): each.text for each in filed(tmp_path)}

    assert texts == {
        "Night School": "[Night School](https://night.example/)\n\n- Status: production\n"
        "- More: [link](/a)",
        "Tea House": "Tea House\n\n- Status: testing",
        "图书馆": "图书馆\n\n- Status: testing\n- More: a | b",
    }
    assert [item.line for item in added.items] == [5, 6, 7]


def test_one_story_with_sections_stays_one(tmp_path: Path) -> None:
    text = "# Hum\n\n## Why\n\nNight.\n\n## How\n\nSo.\n\n## When\n\nNow.\n"
    taken(tmp_path, {"hum.md": text})

    assert only(tmp_path).submission.title == "Hum"


def test_what_each_submission_is_can_be_said(tmp_path: Path) -> None:
    text = "# Hum\n\n## Rui\n\nNight.\n\n## Mei\n\nDay.\n"
    taken(tmp_path, {"hum.md": text}, wish=Wish(each=Each.SECTION))

    assert sorted(str(each.submission.title) for each in filed(tmp_path)) == ["Mei", "Rui"]


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("a: &a [x]\nb: *a", "yaml-alias"),
        ("a: !!python/object/apply:os.system ['true']", "yaml-tag"),
        ("a: " + "[" * 200, "yaml-depth"),
        ("lol: &lol x\nlol2: &lol2 [*lol, *lol, *lol]\nlol3: [*lol2, *lol2, *lol2]", "yaml-alias"),
    ],
)
def test_front_matter_that_is_more_than_data_is_refused_with_its_line(
    tmp_path: Path, head: str, code: str
) -> None:
    added = taken(
        tmp_path, {"a.md": f"---\ntitle: x\n{head}\n---\nText\n", "b.md": "# Good\n\nyes"}
    )

    assert code in codes(added)
    assert only(tmp_path).submission.title == "Good"


def test_front_matter_cannot_set_what_the_team_decides(tmp_path: Path) -> None:
    head = (
        "decision: approved\nkey: 0000000000000000\nrole: editor\nbecame: story:x\nconsent: all\n"
    )
    taken(tmp_path, {"a.md": f"---\ntitle: x\n{head}---\nText\n"})
    found = only(tmp_path).submission

    assert (found.decision, found.role, found.became, found.consent) == (
        "pending",
        None,
        None,
        None,
    )
    assert found.key != "0" * 16


def test_a_path_in_an_answer_never_leaves_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(picture())
    added = taken(tmp_path, {"a.md": "---\npictures: ../secret.png\n---\nText\n"})

    assert only(tmp_path).submission.pictures == ()
    assert "picture-elsewhere" in codes(added)
