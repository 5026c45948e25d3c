"""Lists of issues as rows of the table of suggestions."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.intake.changes.issue_shapes import issues_in
from generator.intake.changes.places import Places
from generator.intake.changes.report import Report
from generator.intake.changes.suggestions import Wish, import_suggestions
from tests.intake.changes.places import files, forgetting, notes, places, states, table

DAY = "2026-05-01"
AT = "https://forge.example/o/lamp"


@pytest.fixture
def where(tmp_path: Path) -> Places:
    return places(tmp_path, {"people.yaml": "- id: mei\n  title: Mei\n  handle: MeiLi\n"})


def imported(
    where: Places, data: object, wish: Wish | None = None, name: str = "issues.json"
) -> Report:
    file = where.project.parent / name
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, indent=1)
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    return import_suggestions(file, where, wish or Wish(), DAY)


def rows(where: Places) -> list[dict[str, str]]:
    return table(where, "suggestions.csv") if "content/suggestions.csv" in files(where) else []


def titles(where: Places) -> list[str]:
    return [row["title"] for row in rows(where)]


def github(number: int, title: str = "Night light", **more: object) -> dict[str, object]:
    return {
        "node_id": "I_1",
        "number": number,
        "title": title,
        "body": "Please.",
        "user": {"login": "meili"},
        "created_at": "2026-04-02T10:00:00Z",
        "html_url": f"{AT}/issues/{number}",
        "labels": [{"name": "idea"}, {"name": "a, b"}],
        "reactions": {"+1": 7, "total_count": 9},
        "state": "open",
        **more,
    }


def edit(where: Places, old: str, new: str) -> None:
    file = where.content / "suggestions.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_an_issue_of_github_is_a_suggestion(where: Places) -> None:
    imported(where, [github(12)])

    assert rows(where) == [
        {
            "id": "github-12",
            "title": "Night light",
            "date": "2026-04-02",
            "by": "@MeiLi",
            "channel": "github",
            "votes": "7",
            "tags": "idea,a b",
            "source": f"{AT}/issues/12",
            "text": "Please.",
        }
    ]


def test_an_issue_of_gitlab_is_a_suggestion(where: Places) -> None:
    issue = {
        "id": 900, "iid": 12, "title": "Night light", "description": "Please.\r\nSoon.",
        "author": {"username": "rui"}, "created_at": "2026-04-02T10:00:00Z", "upvotes": 3,
        "web_url": f"{AT}/-/issues/12", "labels": ["idea"], "state": "opened",
    }  # fmt: skip
    imported(where, [issue])
    [row] = rows(where)

    assert (row["id"], row["by"], row["votes"]) == ("gitlab-12", "rui", "3")
    assert row["text"] == "Please.\nSoon."


def test_an_issue_of_gitea_or_forgejo_is_a_suggestion(where: Places) -> None:
    issue = {
        "id": 900, "number": 12, "title": "Night light", "body": "", "user": {"login": "rui"},
        "original_author": "", "pin_order": 0, "created_at": "2026-04-02T10:00:00+08:00",
        "html_url": f"{AT}/issues/12", "labels": [], "state": "open", "pull_request": None,
    }  # fmt: skip
    imported(where, [issue])
    [row] = rows(where)

    assert (row["id"], row["channel"], row["text"]) == ("gitea-12", "gitea", "")


def test_a_feedback_boards_table_needs_a_map_of_its_columns(where: Places) -> None:
    text = "Ref;Betreff;Wer;Plus\nA/1;Nachtlicht;rui;4\n"
    columns = {"key": "Ref", "title": "Betreff", "by": "Wer", "votes": "Plus"}
    imported(where, text, Wish(prefix="board", columns=columns), "board.csv")
    [row] = rows(where)

    assert (row["id"], row["title"], row["by"], row["votes"]) == (
        "board-a-1", "Nachtlicht", "rui", "4"
    )  # fmt: skip
    assert row["date"] == DAY


def test_a_map_may_lead_into_what_lies_inside(where: Places) -> None:
    data = {"data": {"posts": [{"id": 1, "title": "x", "status": "open", "who": {"nick": "rui"}}]}}
    imported(where, data, Wish(columns={"by": "who.nick"}))

    assert [row["by"] for row in rows(where)] == ["rui"]


@pytest.mark.parametrize(
    "text",
    [
        '{"issues": [{"id": 1, "title": "x"}]}',
        '{"data": {"issues": {"edges": [{"node": {"id": 1, "title": "x"}}]}}}',
        '[[{"id": 1, "title": "x"}], []]',
        '{"id": 1, "title": "x"}\n\n{"id": 1, "title": "x"}\n',
        '[{"id": 1, "title": "x"}]\n[]',
        '{"issues": [{"id": 1, "title": "x"}]}{"issues": []}',
        '{"id": 1, "title": "x"}',
        '\ufeff[{"id": 1, "title": "x"}]',
    ],
)
def test_a_list_may_be_wrapped_in_many_ways(where: Places, text: str) -> None:
    imported(where, text)

    assert [(row["id"], row["title"]) for row in rows(where)] == [("s-1", "x")]


def test_chinese_columns_are_understood(where: Places) -> None:
    imported(where, "编号,标题,用户,票数\n7,夜灯,rui,3\n", name="board.csv")
    [row] = rows(where)

    assert (row["id"], row["title"], row["by"], row["votes"]) == ("s-7", "夜灯", "rui", "3")


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("open", ""),
        ("In progress", ""),
        ("under review", ""),
        ("closed", "closed"),
        ("completed", "closed"),
        ("not_planned", "closed"),
        ("simmering", "unknown-state"),
    ],
)
def test_only_what_is_open_comes_along(where: Places, state: str, code: str) -> None:
    report = imported(where, [{"id": 1, "title": "x", "state": state}])

    assert [note.code for note in report.notes] == ([code] if code else [])
    assert titles(where) == ([] if code == "closed" else ["x"])


def test_what_was_declined_may_come_along(where: Places) -> None:
    issues = [github(1, state="closed", state_reason="not_planned"), github(2)]
    imported(where, issues, Wish(refused=True))

    assert [row["status"] for row in rows(where)] == ["declined", ""]


def test_a_suggestion_that_is_declined_later_is_declined_here_too(where: Places) -> None:
    imported(where, [github(1)])
    report = imported(where, [github(1, state_reason="not_planned")], Wish(refused=True))

    assert states(report) == ["changed"]
    assert [row["status"] for row in rows(where)] == ["declined"]


def test_what_is_left_out_is_told_with_its_line(where: Places) -> None:
    issues = [
        {"id": 1},
        {"title": "x"},
        github(3, pull_request={"url": "x"}),
        github(4, user={"login": "renovate[bot]"}),
        github(5),
    ]
    report = imported(where, "[{}]".format(",\n".join(map(json.dumps, issues))))

    assert notes(report) == [
        "issues.json:1 left-over", "issues.json:2 left-over", "issues.json:4 bot"
    ]  # fmt: skip
    assert report.numbers["pull requests left out"] == 1
    assert titles(where) == ["Night light"]


def test_a_label_may_say_what_comes_along(where: Places) -> None:
    issues = [github(1, "Wanted", labels=[{"name": "Idea"}]), github(2, "Not", labels=[])]
    report = imported(where, issues, Wish(label="idea"))

    assert titles(where) == ["Wanted"]
    assert report.numbers["without the label left out"] == 1


def test_a_second_import_changes_nothing(where: Places) -> None:
    imported(where, [github(1), github(2)])
    before = files(where)

    assert states(imported(where, [github(2), github(1)])) == ["unchanged", "unchanged"]
    assert files(where) == before


def test_a_second_import_brings_what_is_new_field_by_field(where: Places) -> None:
    imported(where, [github(1)])
    edit(where, "Night light", "A light at night")
    report = imported(where, [github(1, "Nightlight", reactions={"+1": 8}), github(2, "Dimmer")])

    assert states(report) == ["changed", "created"]
    assert [(row["title"], row["votes"]) for row in rows(where)] == [
        ("A light at night", "8"), ("Dimmer", "7")
    ]  # fmt: skip


def test_what_the_team_has_edited_stays_until_it_is_forced(where: Places) -> None:
    imported(where, [github(1)])
    edit(where, "Night light", "A light at night")
    report = imported(where, [github(1)])

    assert (states(report), notes(report)) == (["kept"], ["issues.json:2 kept"])
    assert titles(where) == ["A light at night"]
    assert states(imported(where, [github(1)], Wish(force=True))) == ["changed"]
    assert titles(where) == ["Night light"]


def test_columns_and_rows_of_the_team_stay(tmp_path: Path) -> None:
    own = "title,id,owner\r\nOurs,ours,lin\r\n"
    where = places(tmp_path, {"suggestions.csv": own})
    imported(where, [github(1)])
    found = files(where)["content/suggestions.csv"]

    assert found.startswith(
        "title,id,owner,date,by,channel,votes,tags,source,text\r\nOurs,ours,lin,"
    )
    assert found.count("\n") == found.count("\r\n") == 3


def test_what_was_taken_out_stays_out(where: Places) -> None:
    imported(where, [github(1), github(2, "Dimmer")])
    file = where.content / "suggestions.csv"
    kept = [
        row
        for row in file.read_text(encoding="utf-8").splitlines(keepends=True)
        if "Dimmer" not in row
    ]
    file.write_text("".join(kept), encoding="utf-8")
    report = imported(where, [github(1), github(2, "Dimmer")])

    assert states(report) == ["unchanged", "kept"]
    assert titles(where) == ["Night light"]

    imported(where, [github(1), github(2, "Dimmer")], Wish(force=True))

    assert titles(where) == ["Night light", "Dimmer"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("suggestions/github-1.md", "---\ntitle: Ours\n---\n"),
        ("suggestions.yaml", "- id: GitHub-1\n  title: Ours\n"),
    ],
)
def test_a_suggestion_with_a_text_of_its_own_is_left_alone(
    tmp_path: Path, name: str, text: str
) -> None:
    where = places(tmp_path, {name: text})
    report = imported(where, [github(1)])

    assert states(report) == ["kept"]
    assert files(where) == {f"content/{name}": text}


def test_issues_of_two_projects_do_not_take_each_others_place(where: Places) -> None:
    imported(where, [github(1)])
    other = github(1, "Of the shade", html_url="https://forge.example/o/shade/issues/1")
    report = imported(where, [other])

    assert notes(report) == ["issues.json:2 other-source"]
    assert titles(where) == ["Night light"]

    imported(where, [other], Wish(prefix="shade"))

    assert titles(where) == ["Night light", "Of the shade"]


def test_keys_that_look_alike_are_kept_apart(where: Places) -> None:
    data = [{"id": key, "title": key} for key in ("A 1", "a-1", "https://a.example/1", "../..")]
    imported(where, data)
    again = imported(where, data)
    names = [row["id"] for row in rows(where)]

    assert len(set(names)) == 4
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for name in names)
    assert set(states(again)) == {"unchanged"}


def test_of_two_with_the_same_key_the_first_counts(where: Places) -> None:
    report = imported(where, [github(1), github(1, "Dimmer")])

    assert notes(report) == ["issues.json:26 twice"]
    assert titles(where) == ["Night light"]


@pytest.mark.parametrize(
    "text", ["", "x", "{}", "[", "[" * 99_999, '{"issues": 1}', '"x"', "1\n2\n", "\x00"]
)
def test_a_file_that_is_something_else_changes_nothing(where: Places, text: str) -> None:
    before = files(where)

    with pytest.raises(ValueError, match=r"issues\.json"):
        imported(where, text)

    assert files(where) == before


def test_a_column_that_is_not_there_is_told(where: Places) -> None:
    with pytest.raises(ValueError, match=r"no column 'Titel'; there are id, title"):
        imported(where, "id,title\n1,x\n", Wish(columns={"title": "Titel"}), "board.csv")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t="])
def test_no_cell_is_a_formula(where: Places, sign: str) -> None:
    text = f"{sign}cmd|' /C calc'!A0"
    issue = {"id": 1, "title": text, "body": text, "user": text, "labels": [text], "channel": text}
    imported(where, [issue])
    [row] = rows(where)

    assert [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@"))] == []


@pytest.mark.parametrize("sign", ["-", "+"])
def test_a_list_stays_a_list(where: Places, sign: str) -> None:
    imported(where, [github(1, body=f"{sign} one\n{sign} two\n  {sign} three")])

    assert rows(where)[0]["text"] == "* one\n* two\n  * three"


def test_whoever_is_forgotten_is_not_named(where: Places) -> None:
    hidden = forgetting(where, ruix="forgotten-1")
    imported(hidden, [github(1, "Like RuiX", user={"login": "RuiX"}, body="says @ruix")])
    [row] = rows(where)

    assert row["by"] in {"forgotten-1", "@forgotten-1"}
    assert "ruix" not in "".join(files(where).values()).casefold()


WORDS = st.text(max_size=30)
ISSUE = st.fixed_dictionaries(
    {"id": WORDS | st.integers(), "title": WORDS},
    optional={
        "body": WORDS | st.none(), "user": WORDS | st.dictionaries(WORDS, WORDS),
        "labels": st.lists(WORDS) | WORDS, "created_at": WORDS, "votes": WORDS | st.integers(),
    },
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(ISSUE, max_size=5))
def test_no_issue_is_too_strange(
    tmp_path_factory: pytest.TempPathFactory, data: Sequence[object]
) -> None:
    where = places(tmp_path_factory.mktemp("strange"))
    first = imported(where, data)
    before = files(where)
    second = imported(where, data)
    text = before.get("content/suggestions.csv", "")
    cells = list(csv.reader(io.StringIO(text, newline="")))

    assert set(before) <= {"content/suggestions.csv", ".imports/suggestions.json"}
    assert files(where) == before
    assert len(first.done) == len(second.done) == max(len(cells) - 1, 0)
    assert len({row[0] for row in cells}) == len(cells)


@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.tsv", "a.json"]))
def test_no_bytes_crash_the_reader(data: bytes, name: str) -> None:
    try:
        found = issues_in(name, data, {}).found
    except ValueError:
        found = ()

    assert all(issue.title and issue.line > 0 for issue in found)
