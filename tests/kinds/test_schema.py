"""What editors are told about front matter, and whether it agrees with what is read."""

import datetime as dt
import re
from datetime import UTC
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.config import Config
from generator.kinds.schema import field_table, json_schema, schema_of
from generator.kinds.table import KINDS
from generator.markup.front_matter import split
from generator.model.fields import Context
from generator.model.head import Head
from generator.model.validation import Fields, field_names, validate

ROOT = Path(__file__).parents[2]
CONTEXT = Context(UTC, "gfm", frozenset(KINDS))
TEXTS = sorted(ROOT.glob("content/*/**/*.md"))


def guessed(text: str) -> object:
    """YAML as an editor reads it, types guessed; dates are text in YAML 1.2, which editors use."""
    tree = yaml.safe_load(text)  # noqa: TID251 - an editor's loader guesses types

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return {str(key): plain(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [plain(inner) for inner in value]
        return str(value) if isinstance(value, dt.date) else value

    return plain(tree)


def complaints(kind: str, front_matter: str) -> list[str]:
    """Paths at which an editor would underline something."""
    validator = Draft202012Validator(json_schema(KINDS[kind]))
    return [error.json_path for error in validator.iter_errors(guessed(front_matter))]


def refused(kind: str, front_matter: str) -> bool:
    """Whether reading the front matter reports anything."""
    head = split(f"---\n{front_matter}\n---\n").head
    tree = head.tree if isinstance(head.tree, dict) else {}
    fields = Fields({"id": "a", **tree}, {})
    known = field_names(Head), field_names(KINDS[kind].record)
    found = [*head.findings, *(name for name in tree if name not in known[0] | known[1])]
    return bool(
        found
        or validate(Head, fields.only(known[0]), CONTEXT)[1]
        or validate(KINDS[kind].record, fields.only(known[1]), CONTEXT)[1]
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_of_a_kind_is_a_schema(kind: str) -> None:
    Draft202012Validator.check_schema(json_schema(KINDS[kind]))


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_of_a_kind_has_the_shared_and_its_own_fields_and_no_others(kind: str) -> None:
    schema = json_schema(KINDS[kind])
    shared = {"lang"} if KINDS[kind].part_of else field_names(Head)

    assert set(schema["properties"]) == shared | field_names(KINDS[kind].record)
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_says_what_it_is(kind: str) -> None:
    schema = json_schema(KINDS[kind])
    inner = [d.get("properties", {}) for d in schema.get("$defs", {}).values()]

    assert all("description" in p for part in [schema["properties"], *inner] for p in part.values())


@pytest.mark.parametrize("kind", KINDS)
def test_a_title_is_required_and_what_the_files_name_gives_is_not(kind: str) -> None:
    required = json_schema(KINDS[kind])["required"]

    assert ("title" in required) is not bool(KINDS[kind].part_of)
    assert "id" not in required
    assert "date" not in required


def test_nothing_of_the_program_leaks_into_a_schema() -> None:
    assert set(json_schema(KINDS["release"])["$defs"]) == {
        "Category",
        "Change",
        "Cover",
        "Credit",
        "Role",
    }


def test_fields_have_the_names_that_authors_write() -> None:
    assert set(json_schema(KINDS["call"])["$defs"]["Scope"]["properties"]) == {"in", "out"}


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_an_editor_has_nothing_to_say_about_the_demonstration_journal(file: Path) -> None:
    kinds = {kind.folder: name for name, kind in KINDS.items()}
    front_matter = file.read_text(encoding="utf-8").split("---\n")[1]
    kind = kinds[file.relative_to(ROOT / "content").parts[0]]

    # A translation leaves out what it takes from its original.
    schema = {k: v for k, v in json_schema(KINDS[kind]).items() if k != "required"}

    assert list(Draft202012Validator(schema).iter_errors(guessed(front_matter) or {})) == []


@pytest.mark.parametrize(
    ("kind", "front_matter"),
    [
        ("release", "title: One\nversion: 1.10"),
        ("release", "title: 2026\nversion: 1.1.0\nchannel: no"),
        ("release", "title: A\nversion: 1\nchanges: Brighter"),
        ("release", "title: A\nversion: 1\nchanges:\n  - Brighter\n  - {text: B, credits: '@mei'}"),
        ("release", "title: A\nversion: 1\nchanges: {text: B, refs: poll:a}"),
        ("diary", "title: A\ndate: 2026-05-01\ntags: a, b\nauthors: ['@mei', Lin]\ndraft: yes"),
        ("diary", "title: A\ndate: 2026-05-01 18:30\ndraft: true\nnumber: 12"),
        ("diary", "title: A\nnumber: '12'\nsummary:\ncover:\ntags:"),
        ("diary", "title: A\nreleases: 1.10\nanswers: report:may\nwith: release:1.10"),
        ("diary", "title: A\nwithdrawn: yes\nstage:"),
        ("person", "title: A\nlinks: https://a.example/\nteam: off"),
        ("person", "title: A\nlinks:\n  - {title: B, url: 'https://a.example/'}"),
        (
            "report",
            "title: A\nabout: release:1.1\nrespondents: 3\nliked: [Light, {text: B, count: 2}]",
        ),
        (
            "call",
            "title: A\ntype: beta\nopens: 2026-05-01\nbinds: Much\nscope: {in: All, out: [None]}",
        ),
        ("page", "title: A\nmenu: 3\naliases: /old/"),
    ],
)
def test_what_is_right_is_right_to_both(kind: str, front_matter: str) -> None:
    assert complaints(kind, front_matter) == []
    assert not refused(kind, front_matter)


@pytest.mark.parametrize(
    ("kind", "front_matter", "path"),
    [
        ("release", "version: 1.10", "$"),
        ("release", "title: A", "$"),
        ("release", "title: A\nversion: [1]", "$.version"),
        ("release", "title: A\nversion: 1\nchanges: [{category: fixed}]", "$.changes"),
        ("diary", "title: A\nsumary: B", "$"),
        ("diary", "title: A\nstage: shiped", "$.stage"),
        ("diary", "title: A\ndate: soon", "$.date"),
        ("diary", "title: A\nnumber: -1", "$.number"),
        ("diary", "title: A\nnumber: many", "$.number"),
        ("diary", "title: A\ndraft: perhaps", "$.draft"),
        ("diary", "title: A\nid: a b", "$.id"),
        ("diary", "title: A\nanswers: poll:a", "$.answers"),
        ("diary", "title: A\nwith: a", "$.with"),
        ("diary", "title: A\ncover: lamp.png", "$.cover"),
        ("diary", "title: A\naliases: old", "$.aliases"),
        ("page", "title: A\nmenu: {a: b}", "$.menu"),
        (
            "call",
            "title: A\ntype: beta\nopens: 2026-05-01\nbinds: B\nscope: {in: []}",
            "$.scope.in",
        ),
        ("event", "title: A\nstarts: 2026-05-01\nsignup: a.example", "$.signup"),
        ("award", "title: A\naward: B\nreason: C\nrecipients: []", "$.recipients"),
    ],
)
def test_what_is_wrong_is_wrong_to_both(kind: str, front_matter: str, path: str) -> None:
    assert complaints(kind, front_matter) == [path]
    assert refused(kind, front_matter)


def test_the_configuration_has_a_schema_too() -> None:
    schema = schema_of((Config,), title="friday.yaml", description="What a journal decides once.")
    Draft202012Validator.check_schema(schema)
    text = (ROOT / "friday.yaml").read_text(encoding="utf-8")

    assert list(Draft202012Validator(schema).iter_errors(guessed(text))) == []


@pytest.mark.parametrize("record", [Head, Config, *(kind.record for kind in KINDS.values())])
def test_a_table_has_a_row_for_every_field(record: type[Config]) -> None:
    rows = re.findall(r"^\| `([^`.\[]+)` \|", field_table(record), flags=re.MULTILINE)

    assert set(rows) == field_names(record)


@pytest.mark.parametrize("record", [Head, Config, *(kind.record for kind in KINDS.values())])
def test_every_row_of_a_table_has_four_cells(record: type[Config]) -> None:
    rows = field_table(record).splitlines()

    assert {len(re.split(r"(?<!\\)\|", row)) for row in rows} == {6}


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("release", "| `version` | version, as text | one line of text | yes |"),
        (
            "release",
            (
                "| `channel` | stable, beta, or what the team calls it | one line of text "
                "| default `stable` |"
            ),
        ),
        ("release", "| `changes[].text` | what changed | a short Markdown text | yes |"),
        (
            "diary",
            (
                "| `releases` | the releases it tells about | a reference, id or release:id, "
                "or a list of such |  |"
            ),
        ),
        ("person", "| `team` | yes for members of the team | yes or no | default `no` |"),
        (
            "call",
            "| `scope.in` | what belongs to it | a short Markdown text, or a list of such | yes |",
        ),
    ],
)
def test_a_row_says_what_a_field_is(kind: str, row: str) -> None:
    assert row in field_table(KINDS[kind].record).splitlines()


def test_an_id_is_not_needed_where_a_files_name_gives_it() -> None:
    (row,) = (row for row in field_table(Head).splitlines() if row.startswith("| `id` |"))

    assert row.endswith("| a permanent id |  |")


def test_a_text_of_the_configuration_may_look_like_a_number() -> None:
    schema = schema_of((Config,), title="friday.yaml", description="What a journal decides once.")
    written = guessed("title: 2026\nbase_url: https://example.org/\ncontent: 2026\n")

    assert list(Draft202012Validator(schema).iter_errors(written)) == []
