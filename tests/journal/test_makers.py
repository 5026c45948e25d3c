"""What is wrong with a card maker is said at its line, with its cure, all in one run."""

from pathlib import Path

import pytest

from generator.journal.makers import options_of
from generator.kinds.maker import Maker
from generator.model.reference import Reference
from generator.problems import Severity
from tests.journal.making import CHINESE, FIELDS, maker, told, wrong
from tests.journals import entry, gathered

MAKER = Reference("maker", "lamps")


def with_input(line: str) -> str:
    """The usual inputs and one more."""
    return f"{FIELDS['inputs']}\n  - {{id: more, label: More, {line}}}"


def with_formula(line: str) -> str:
    return f"{FIELDS['formulas']}\n  extra: {line}"


def test_a_maker_without_mistakes_has_none(tmp_path: Path) -> None:
    assert told(tmp_path) == []


def test_a_translation_without_mistakes_has_none(tmp_path: Path) -> None:
    files = {"makers/lamps.en.md": maker(), "makers/lamps.zh.md": entry("我的灯", CHINESE)}

    assert wrong(tmp_path, files) == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("type: choices", "bad-input: 'more' needs 'options' or 'list', one of them"),
        ("type: line, list: releases", "bad-input: a line has no options | write 'type: choices'"),
        ("type: choices, list: relases", "the journal has no list 'relases' | did you mean"),
        ("type: choices, list: pages", "the journal has no list 'pages'"),
        ("type: number, least: 5, most: 1", "'least' is more than 'most' | exchange them"),
        ("type: number, default: many", "'many' is no number"),
        ("type: number, most: 5, default: 9", "'9' is not between 0 and 5"),
        ("type: year, default: 1066", "'1066' is not between 1900 and 2100"),
        ("type: line, most: 3, default: four", "it has more than 3 characters"),
        ("type: number, default: [1, 2]", "a number has one 'default'"),
        ("type: choices, options: {id: a, title: A}, default: b", "'b' is no option of it"),
        (
            "type: choices, options: {id: a, title: A}, default: 'a, b'",
            "'a, b' is no option of it | write a list: [a, b]",
        ),
    ],
)
def test_an_input_that_cannot_be_is_named(tmp_path: Path, more: str, said: str) -> None:
    found = told(tmp_path, inputs=with_input(more), formulas=with_formula("0"))

    assert any(said in problem for problem in found)


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("1 +", "in the formula 'extra': it ends where a value should follow"),
        ("totl * 2", "in the formula 'extra': there is nothing called 'totl' | did you mean"),
        ("sum(lamps, colour)", "'colour' is a text, and 'sum' needs a number"),
        ("extra + 1", "these need each other: extra → extra"),
        ("total / 0", "it divides by zero, whatever readers enter"),
        ("total / (3 - 3)", "it divides by zero, whatever readers enter"),
        ("999999999999 * 9", "it is beyond 1,000,000,000,000, whatever readers enter"),
    ],
)
def test_a_formula_that_cannot_be_is_named_at_its_line(
    tmp_path: Path, formula: str, said: str
) -> None:
    found = told(tmp_path, formulas=with_formula(formula))
    text = maker(formulas=with_formula(formula))
    line = 1 + text.splitlines().index(f"  extra: {formula}")

    assert any(p.startswith(f"{line} bad-formula") and said in p for p in found)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": '"{totl}"'}, "bad-text: in 'text': there is nothing called 'totl'"),
        ({"words": '{heading: "{", said: b}'}, "bad-text: in 'heading': a '{' stands alone"),
        ({"words": '{heading: "{said}", said: b}'}, "in 'heading': there is nothing called 'said'"),
        ({"words": "{heading: a, said: b, total: c}"}, "bad-name: 'total' stands for something"),
        ({"picture": "<svg/>"}, "bad-drawing: in line 1 of the drawing: 'width' of <svg>"),
        ({"picture": '"{name}"'}, "bad-drawing: in line 1 of the drawing: it cannot be read"),
        ({"labels": "{nmae: A}"}, "there is no input or option 'nmae' | did you mean 'name'?"),
        ({"formulas": "{name: '1'}"}, "'name' stands for something else already | rename it"),
        ({"formulas": "{this_year: '1'}"}, "'this_year' stands for something else already"),
        ({"formulas": "{and: '1'}"}, "a name holds letters, digits and '_'"),
        ({"formulas": "{a-b: '1'}"}, "a name holds letters, digits and '_'"),
        ({"inputs": ""}, "missing-field: 'inputs' is missing"),
    ],
)
def test_what_cannot_be_is_named(tmp_path: Path, fields: dict[str, str], said: str) -> None:
    assert any(said in problem for problem in told(tmp_path, **fields))


def test_a_place_of_the_drawing_without_a_value_is_named_with_its_line(tmp_path: Path) -> None:
    picture = FIELDS["picture"].replace("{rows}", "{row}")

    [said] = told(tmp_path, picture=picture)

    assert "bad-drawing: in line 4 of the drawing: there is nothing called 'row'" in said
    assert said.endswith("| did you mean 'rows'?")


def test_every_mistake_is_named_in_one_run(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        inputs=with_input("type: choices"),
        formulas=with_formula("1 +"),
        text='"{"',
        picture="<svg/>",
        labels="{a: b}",
    )

    assert [problem.split()[1] for problem in found] == [
        "bad-input:",
        "bad-formula:",
        "bad-text:",
        "bad-drawing:",
        "bad-label:",
    ]


def test_what_nothing_uses_is_a_warning(tmp_path: Path) -> None:
    inputs = with_input("type: number")
    fields = {
        "inputs": inputs,
        "formulas": with_formula("1"),
        "words": FIELDS["words"] + "\n  idle: x",
    }
    fields["formulas"] = fields["formulas"].replace("extra:", "spare:")
    found = wrong(tmp_path, {"makers/lamps.md": maker(**fields)})

    assert [(p.code, p.message, p.severity) for p in found] == [
        ("unused", f"nothing uses {name}", Severity.WARNING)
        for name in ("the input 'more'", "'spare'", "'idle'")
    ]


def test_the_mistakes_of_a_draft_stop_nothing(tmp_path: Path) -> None:
    text = maker(text='"{totl}"').replace("title: My lamps", "title: My lamps\ndraft: yes")
    found = wrong(tmp_path, {"makers/lamps.md": text})

    assert [(p.code, p.severity) for p in found] == [("bad-text", Severity.WARNING)]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("formulas: {total: '1'}", "this translation changes 'formulas'"),
        (f"inputs: {FIELDS['inputs'].replace('2024', '2023')}", "translation changes 'inputs'"),
        (f"inputs: {FIELDS['inputs'].replace('most: 7', 'most: 6')}", "changes 'inputs'"),
    ],
)
def test_a_translation_reckons_nothing_else(tmp_path: Path, more: str, said: str) -> None:
    files = {
        "makers/lamps.en.md": maker(),
        "makers/lamps.zh.md": entry("我的灯", f"{CHINESE}{more}"),
    }

    assert any(said in problem.message for problem in wrong(tmp_path, files))


def test_a_translation_may_write_its_inputs_out(tmp_path: Path) -> None:
    inputs = FIELDS["inputs"].replace("label: Lamps", "label: 灯").replace("Paper", "纸灯")
    own = CHINESE[CHINESE.index("words:") :]
    files = {
        "makers/lamps.en.md": maker(),
        "makers/lamps.zh.md": entry("我的灯", f"{own}inputs: {inputs}"),
    }

    assert wrong(tmp_path, files) == []


def test_a_translation_that_lacks_a_word_or_a_label_is_told(tmp_path: Path) -> None:
    own = CHINESE.replace("  heading: 我的灯\n", "").replace("  nights: 几晚\n", "")
    files = {"makers/lamps.en.md": maker(), "makers/lamps.zh.md": entry("我的灯", own)}
    found = [problem.message for problem in wrong(tmp_path, files)]

    assert "this translation lacks the word 'heading'" in found
    assert "in 'text': there is nothing called 'heading'" in found
    assert "these are not translated: nights" in found


def test_a_list_of_the_journal_has_what_is_public_oldest_first(tmp_path: Path) -> None:
    inputs = "\n  - {id: used, label: Used, type: choices, list: releases}"
    files = {
        "makers/lamps.md": maker(
            inputs=inputs,
            formulas="{n: 'count(used)', v: 'last(used, version)', y: 'first(used, year)'}",
            words="",
            text='"{n} {v} {y}"',
            picture=FIELDS["picture"].replace("{said}", "{n}").replace("{rows}", "{used}"),
        ),
        "releases/2026-05-01-two.md": entry("Two", "version: 1.10"),
        "releases/2025-12-31-one.md": entry("One", "version: 1.0\ndate: 2025-12-31 23:59"),
        "releases/2026-07-01-three.md": entry("Not yet", "version: 2.0"),
        "releases/2026-05-02-four.md": entry("Draft", "version: 3.0\ndraft: yes"),
    }
    journal, _ = gathered(tmp_path, files)
    [own] = journal.versions[MAKER]
    assert isinstance(own.record, Maker)
    found = options_of(journal, own, own.record.inputs[0])

    assert wrong(tmp_path, files) == []
    assert [(option.id, option.title, option.values) for option in found] == [
        ("one", "One", {"year": 2025.0, "version": "1.0"}),
        ("two", "Two", {"year": 2026.0, "version": "1.10"}),
    ]


def test_a_value_is_a_number_only_if_it_is_one_with_every_option(tmp_path: Path) -> None:
    inputs = FIELDS["inputs"].replace("year: 2026", "year: about 2026")

    assert any(
        "'year' is a text, and 'min' needs a number | write a number for 'year' with every" in p
        for p in told(tmp_path, inputs=inputs)
    )
