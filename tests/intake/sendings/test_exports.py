"""Exports of forms become submissions: CSV and JSON, in the encodings and shapes of the wild."""

import json
from pathlib import Path

import pytest

from generator.intake.adding import Wish
from generator.intake.inbox.store import Fate
from tests.intake.sendings.taking import (
    STORY,
    asked,
    codes,
    contact,
    filed,
    only,
    picture,
    taken,
)

ROW = """\
Timestamp,Your story,"Your name, as it may be shown",Where it may be shown,Email Address
2026-05-01 08:30:00,"It hums.
Every night.",Rui,"On this site, On share cards",rui@example.org
"""
CHINESE = """\
提交时间;你的故事;你的名字（可以公开的写法）;可以在哪里展示;怎样署名
2026年5月1日 8:30;它会响。;小瑞;在本站、给媒体用;用上面的名字
"""


def test_a_row_becomes_a_submission_with_all_its_lines(tmp_path: Path) -> None:
    taken(tmp_path, {"export.csv": ROW})
    found = only(tmp_path)

    assert found.text == "It hums.\nEvery night."
    assert found.submission.by == "Rui"
    assert found.submission.received.isoformat() == "2026-05-01T00:30:00+00:00"
    assert found.submission.consent is not None
    assert found.submission.consent.uses == ("site", "cards")
    assert contact(tmp_path).mail == "rui@example.org"
    assert "rui@example.org" not in found.file.read_text(encoding="utf-8")


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_a_table_in_chinese_is_read_in_every_encoding(tmp_path: Path, code: str) -> None:
    taken(tmp_path, {"导出.csv": CHINESE.encode(code)})
    found = only(tmp_path)

    assert found.text == "它会响。"
    assert (found.submission.by, found.submission.lang) == ("小瑞", "zh-CN")
    assert found.submission.consent is not None
    assert found.submission.consent.uses == ("site", "press")
    assert found.submission.consent.name == "name"


def test_a_table_of_windows_keeps_its_accents(tmp_path: Path) -> None:
    taken(tmp_path, {"a.csv": "Your story\nUne lampe très élégante – voilà\n".encode("cp1252")})

    assert only(tmp_path).text == "Une lampe très élégante – voilà"


def test_a_map_names_columns_that_are_called_otherwise(tmp_path: Path) -> None:
    call = asked(f"{STORY}map:\n  What happened?: text\n  Wann: received\n  Nick: by\n")
    taken(tmp_path, {"a.csv": "Wann,What happened?,Nick\n1.5.2026 08:30,It hums.,Rui\n"}, call)
    found = only(tmp_path)

    assert (found.text, found.submission.by) == ("It hums.", "Rui")
    assert found.submission.received.day == 1


def test_a_box_a_column_is_put_together(tmp_path: Path) -> None:
    table = (
        "Your story,Where it may be shown: On this site,Where it may be shown: In its feeds,"
        "Where it may be shown [For the press]\nIt hums.,1,0,yes\n"
    )
    taken(tmp_path, {"a.csv": table})
    consent = only(tmp_path).submission.consent

    assert consent is not None
    assert consent.uses == ("site", "press")


def test_columns_that_nobody_asked_for_are_left_out_and_told_with_their_line(
    tmp_path: Path,
) -> None:
    added = taken(tmp_path, {"a.csv": "Your story,Shoe size,IP address\nIt hums.,41,10.0.0.7\n"})

    told = [(p.location.line, p.message) for p in added.problems if p.code == "unknown-column"]

    assert told == [
        (1, "nothing asks for 'Shoe size'; it was left out"),
    ]
    assert "41" not in only(tmp_path).file.read_text(encoding="utf-8").split("---")[2]
    assert "10.0.0.7" not in only(tmp_path).file.read_text(encoding="utf-8")


def test_rows_in_another_order_and_columns_in_another_order_are_the_same(tmp_path: Path) -> None:
    first = "Your story,Since when you use it\none,2020\ntwo,2021\nthree,2022\n"
    second = "Since when you use it,Your story\n2022,three\n2020,one\n2021,two\n"
    taken(tmp_path, {"a.csv": first})
    added = taken(tmp_path, {"b.csv": second})

    assert [item.fate for item in added.items] == [Fate.SAME] * 3
    assert len(filed(tmp_path)) == 3


def test_a_row_with_an_id_is_brought_up_to_date(tmp_path: Path) -> None:
    taken(tmp_path, {"a.csv": "Submission ID,Your story\nx1,one\n"})
    added = taken(tmp_path, {"a.csv": "Submission ID,Your story\nx1,one and more\n"})

    assert [item.fate for item in added.items] == [Fate.UPDATED]
    assert only(tmp_path).text == "one and more"


def test_ids_that_are_not_unique_tell_nothing_apart(tmp_path: Path) -> None:
    taken(tmp_path, {"a.csv": "id,Your story\n1,one\n1,two\n"})

    assert sorted(each.text for each in filed(tmp_path)) == ["one", "two"]


def test_a_row_that_stands_twice_is_taken_once_and_told(tmp_path: Path) -> None:
    added = taken(tmp_path, {"a.csv": "Your story\none\none\n"})

    assert [(p.code, p.location.line) for p in added.problems if p.code == "twice"] == [
        ("twice", 3)
    ]
    assert len(filed(tmp_path)) == 1


def test_every_mistake_is_told_in_one_run_and_the_rest_is_taken(tmp_path: Path) -> None:
    table = "Your story,Since when you use it\none,2020\ntwo,2021,x\nthree,2022\n,\n"
    added = taken(
        tmp_path,
        {"a.csv": table, "b.csv": 'Your story\n"open', "c.zip": b"PK\x03\x04", "d.json": "{"},
    )

    assert [(p.location.file.rpartition("/")[2], p.location.line, p.code) for p in added.problems
            if p.code != "missing-answer"] == [
        ("a.csv", 3, "csv"), ("b.csv", 0, "csv"), ("c.zip", 0, "unknown-file"),
        ("d.json", 1, "json"),
    ]  # fmt: skip
    assert sorted(each.text for each in filed(tmp_path)) == ["one", "three"]


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    added = taken(tmp_path, {"a.csv": ROW}, wish=Wish(dry=True))

    assert [item.fate for item in added.items] == [Fate.NEW]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["sent"]


def test_pictures_named_in_a_cell_are_found_beside_the_table(tmp_path: Path) -> None:
    table = (
        'Your story,"Pictures, if you have some"\nIt hums.,"lamp.png; https://x.example/night.jpg"'
    )
    for name, data in {"lamp.png": picture(), "night.jpg": picture("JPEG", "blue")}.items():
        (tmp_path / "sent").mkdir(exist_ok=True)
        (tmp_path / "sent" / name).write_bytes(data)
    taken(tmp_path, {"a.csv": table})
    found = only(tmp_path)

    assert [(each.src, each.name) for each in found.submission.pictures] == [
        ("1.png", "lamp.png"), ("2.jpg", "night.jpg"),
    ]  # fmt: skip
    assert (found.folder / "1.png").read_bytes() == picture()


@pytest.mark.parametrize(
    "export",
    [
        [{"Your story": "It hums.", "Where it may be shown": ["On this site"], "id": "r1"}],
        {"items": [{"response_id": "r1", "submitted_at": "2026-05-01T08:30:00Z", "answers": [
            {"field": {"id": "x", "ref": "text"}, "type": "text", "text": "It hums."},
            {"field": {"ref": "uses"}, "choices": {"labels": ["On this site"]}}]}]},
        {"responses": [{"submission_id": "r1", "data": {
            "text": "It hums.", "uses": ["site"]}}]},
        {"data": [{"id": "r1", "fields": [
            {"label": "Your story", "value": "It hums."},
            {"label": "Where it may be shown", "value": ["On this site"]}]}]},
    ],
    ids=["flat", "typeform", "netlify", "tally"],
)  # fmt: skip
def test_exports_in_json_are_understood_in_their_usual_shapes(
    tmp_path: Path, export: object
) -> None:
    taken(tmp_path, {"a.json": json.dumps(export)})
    found = only(tmp_path)

    assert (found.text, found.submission.source.id) == ("It hums.", "r1")
    assert found.submission.consent is not None
    assert found.submission.consent.uses == ("site",)


def test_an_object_a_line_is_a_list(tmp_path: Path) -> None:
    taken(tmp_path, {"a.jsonl": '{"id": "1", "text": "one"}\n{"id": "2", "text": "two"}\n'})

    assert sorted(each.text for each in filed(tmp_path)) == ["one", "two"]


def test_an_answer_that_does_not_fit_is_kept_as_written_and_told(tmp_path: Path) -> None:
    call = asked(
        f"{STORY}fields:\n"
        "  - {id: text, label: Story, type: text}\n"
        "  - {id: lamps, label: How many, type: number}\n"
        "  - {id: bought, label: Bought, type: date}\n"
        "  - {id: colour, label: Colour, type: choice, options: [red, blue]}\n"
        "  - {id: phone, label: Phone, private: yes}\n"
    )
    table = "Story,How many,Bought,Colour,Phone\na,many,3 May 2026,green,123\nb,2,soon,Red,4\n"
    added = taken(tmp_path, {"a.csv": table}, call)
    answers = {each.text: each.submission.answers for each in filed(tmp_path)}

    assert answers == {
        "a": {"lamps": "many", "bought": "2026-05-03", "colour": "green"},
        "b": {"lamps": "2", "bought": "soon", "colour": "red"},
    }
    assert codes(added).count("answer") == 3


def test_a_private_answer_stands_in_the_private_folder_alone(tmp_path: Path) -> None:
    call = asked(
        f"{STORY}fields:\n  - {{id: text, label: Story, type: text}}\n"
        "  - {id: phone, label: Phone, private: yes}\n"
    )
    taken(tmp_path, {"a.csv": "Story,Phone\na,555-0199\n"}, call)

    assert contact(tmp_path).answers == {"phone": "555-0199"}
    assert "555-0199" not in only(tmp_path).file.read_text(encoding="utf-8")
    assert (tmp_path / "private/.gitignore").read_text(encoding="utf-8") == "*\n"


def test_ten_thousand_columns_and_a_cell_of_a_megabyte_are_read(tmp_path: Path) -> None:
    names = ",".join(f"c{n}" for n in range(10_000))
    added = taken(tmp_path, {"a.csv": f"Your story,{names}\n{'x' * 1_000_000},{'1,' * 9_999}1\n"})

    assert len(only(tmp_path).text) == 20_000
    assert "980000 characters behind the first 20000 of a text" in only(tmp_path).submission.removed
    assert "too-many" in codes(added)
