"""Fragments of other tools as our own."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.intake.changes.fragments import Wish, import_fragments
from generator.intake.changes.places import Places
from generator.intake.changes.report import Report
from tests.intake.changes.places import files, forgetting, heads, notes, people, places, states

ISSUES = "https://forge.example/lamp/issues/{}"


@pytest.fixture
def where(tmp_path: Path) -> Places:
    return places(tmp_path, {"people.yaml": "- id: mei\n  title: Mei Li\n"})


def imported(where: Places, news: Mapping[str, str | bytes], wish: Wish | None = None) -> Report:
    folder = where.project.parent / "news"
    for name, text in news.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return import_fragments(folder, where, wish or Wish())


@pytest.mark.parametrize(
    ("type_", "category"),
    [
        ("feature", "added"),
        ("bugfix", "fixed"),
        ("deprecation", "deprecated"),
        ("removal", "removed"),
        ("breaking", "changed"),
        ("security", "security"),
        ("doc", "changed"),
    ],
)
def test_a_file_of_towncrier_is_a_change(where: Places, type_: str, category: str) -> None:
    imported(where, {f"12.{type_}.rst": "The knob, ``--slow``,\nturns.\n"})

    assert heads(where) == {
        f"12-{type_}": {
            "release": "next",
            "category": category,
            "text": "The knob, `--slow`, turns.",
        }
    }


def test_what_users_do_not_notice_is_internal(where: Places) -> None:
    imported(where, {"12.misc.md": "Sort imports", "13.bugfix.md": "Mend the hum"})

    assert [head.get("internal") for head in heads(where).values()] == ["yes", None]


def test_a_number_may_become_a_link(where: Places) -> None:
    imported(where, {"12.bugfix.rst": "Mend :issue:`7`."}, Wish(issues=ISSUES))
    links = [f"[#{n}](https://forge.example/lamp/issues/{n})" for n in (7, 12)]

    assert heads(where)["12-bugfix"]["text"] == f"Mend {links[0]}. ({links[1]})"


def test_the_markup_of_sphinx_becomes_markdown(where: Places) -> None:
    text = (
        ":func:`~lamp.glow` and :ref:`the knob <knob>`, see `the page <https://a.example/>`__ -- "
        "by :user:`mei`\n\n.. code-block:: console\n\n   lamp --glow\n\n.. a comment\n"
    )
    imported(where, {"12.feature.rst": text})
    [head] = heads(where).values()

    assert head["text"] == "`glow` and the knob, see [the page](https://a.example/) `lamp --glow`"
    assert head["credits"] == [{"person": "@mei", "role": "contributed"}]


def test_a_file_with_a_title_is_a_change(where: Places) -> None:
    text = (
        "---\ntitle: Softer light\nauthors: ['@mei', \"@rui\"]\npull_requests: [7, 8]\n---\n\n"
        "The lamp glows\nmore softly.\n\nAnd this is a long story.\nOf two lines.\n"
    )
    report = imported(where, {"light/soft.md": text}, Wish(people=True))

    assert heads(where) == {
        "light-soft": {
            "release": "next",
            "category": "changed",
            "text": "**Softer light.** The lamp glows more softly. (#7, #8)",
            "credits": [
                {"person": "@mei", "role": "contributed"},
                {"person": "@rui", "role": "contributed"},
            ],
        }
    }
    assert people(where)[1:] == [{"id": "rui", "title": "rui"}]
    assert notes(report) == ["light/soft.md:6 long"]


def test_who_is_unknown_is_a_plain_name_unless_people_are_wanted(where: Places) -> None:
    imported(where, {"12.bugfix.md": "Mend the hum (@rui)"})

    assert heads(where)["12-bugfix"]["credits"] == [{"person": "rui", "role": "contributed"}]
    assert [row["id"] for row in people(where)] == ["mei"]


def test_what_is_no_fragment_is_told(where: Places) -> None:
    news = {
        "README.md": "# How to write\n",
        "12.party.md": "Dance",
        "13.bugfix.md": " \n",
        ".hidden.bugfix.md": "x",
        "notes.html": "x",
    }
    report = imported(where, news)

    assert notes(report) == [
        "12.party.md:0 unknown-type",
        "13.bugfix.md:0 empty",
        "README.md:0 no-fragment",
    ]
    assert heads(where) == {}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_marks_of_editors_change_nothing(where: Places, end: str) -> None:
    imported(where, {"12.bugfix.md": f"\ufeffMend{end}the\x07 hum (@mei){end}".encode()})
    [head] = heads(where).values()

    assert head["text"] == "Mend the hum"
    assert head["credits"] == [{"person": "@mei", "role": "contributed"}]


def test_names_that_meet_are_kept_apart(where: Places) -> None:
    imported(where, {"a/12.bugfix.md": "One", "b/12.bugfix.md": "Two"})
    imported(where, {"0/12.bugfix.md": "Earlier in the alphabet"})

    assert {name: head["text"] for name, head in heads(where).items()} == {
        "12-bugfix": "One",
        "12-bugfix-2": "Two",
        "12-bugfix-3": "Earlier in the alphabet",
    }


def test_names_are_kept_apart_even_if_what_was_written_is_not_remembered(where: Places) -> None:
    imported(where, {"b/12.bugfix.md": "Two"})
    (where.project / ".imports/changes.json").unlink()
    report = imported(where, {"a/12.bugfix.md": "One"})

    assert sorted(states(report)) == ["created", "unchanged"]
    assert {head["text"] for head in heads(where).values()} == {"One", "Two"}


def test_a_change_that_the_team_wrote_itself_is_not_overwritten(where: Places) -> None:
    own = "---\nrelease: next\n---\n\nOurs\n"
    places(where.project.parent, {"changes/12-bugfix.md": own})
    report = imported(where, {"12.bugfix.md": "Theirs"})

    assert states(report) == ["kept"]
    assert files(where)["content/changes/12-bugfix.md"] == own


def test_an_import_again_brings_what_is_new(where: Places) -> None:
    news = {"12.bugfix.md": "Mend the hum", "13.bugfix.md": "Mend the click"}
    imported(where, news)
    assert states(imported(where, news)) == ["unchanged", "unchanged"]
    report = imported(where, {"12.bugfix.md": "Mend the hum for good"})

    assert states(report) == ["changed", "unchanged"]
    assert heads(where)["12-bugfix"]["text"] == "Mend the hum for good"


def test_a_change_in_a_release_is_updated_there(where: Places) -> None:
    imported(where, {"12.bugfix.md": "Mend the hum"})
    file = where.content / "changes/12-bugfix.md"
    text = file.read_text(encoding="utf-8").replace("release: next", 'release: "1.1"')
    file.write_bytes(text.replace("\n", "\r\n").encode())
    report = imported(where, {"12.bugfix.md": "Mend the hum for good"})

    assert states(report) == ["changed"]
    assert heads(where)["12-bugfix"] == {
        "release": "1.1",
        "category": "fixed",
        "text": "Mend the hum for good",
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [("category: fixed", "category: added"), ("text:", "why: so\ntext:"), ("# imp", "#")],
)
def test_whatever_the_team_edits_stays(where: Places, old: str, new: str) -> None:
    imported(where, {"12.bugfix.md": "Mend the hum"})
    file = where.content / "changes/12-bugfix.md"
    edited = file.read_text(encoding="utf-8").replace(old, new, 1)
    file.write_text(edited, encoding="utf-8")
    report = imported(where, {"12.bugfix.md": "Mend the hum for good"})

    assert states(report) == ["kept"]
    assert file.read_text(encoding="utf-8") == edited


def test_what_was_taken_out_stays_out(where: Places) -> None:
    news = {"12.bugfix.md": "Mend the hum"}
    imported(where, news)
    (where.content / "changes/12-bugfix.md").unlink()

    assert states(imported(where, news)) == ["kept"]
    assert heads(where) == {}
    assert states(imported(where, news, Wish(force=True))) == ["created"]


def test_a_link_in_the_folder_is_not_followed(where: Places, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "1.bugfix.md").write_text("a secret", encoding="utf-8")
    news = tmp_path / "news"
    news.mkdir()
    (news / "12.bugfix.md").symlink_to(secret / "1.bugfix.md")
    (news / "more").symlink_to(secret)
    report = imported(where, {"13.bugfix.md": "Mend"})

    assert list(heads(where)) == ["13-bugfix"]
    assert "12.bugfix.md:0 link" in notes(report)


@pytest.mark.parametrize(
    "name",
    ["..bugfix.md", "-.bugfix.md", "+....bugfix.md", "a b.bugfix.md", "梅.bugfix.md", "con.de.md"],
)
def test_no_name_leads_out_of_the_folder(where: Places, name: str) -> None:
    text = "---\ntitle: '../../x'\nauthors: ['../../etc', '@a/../b']\n---\n\nx\n"
    imported(where, {f"deep/{name}": text}, Wish(prefix="../../", people=True))

    assert all(
        path.startswith(("content/changes/", "content/people.yaml", ".imports/"))
        for path in files(where)
    )
    assert sorted(file.name for file in where.project.parent.iterdir()) == ["journal", "news"]


def test_what_is_remembered_leads_nowhere_else(where: Places) -> None:
    imported(where, {"12.bugfix.md": "Mend"})
    state = where.project / ".imports/changes.json"
    state.write_text('{"12.bugfix.md": {"name": "../../x"}}', encoding="utf-8")
    imported(where, {}, Wish(force=True))

    assert sorted(heads(where)) == ["12-bugfix", "x"]


@pytest.mark.parametrize("broken", ["[", "[]", '{"a": 1}', "\ufeff{", '{"a": {"name": []}'])
def test_a_broken_memory_stops_the_import(where: Places, broken: str) -> None:
    state = where.project / ".imports/changes.json"
    state.parent.mkdir()
    state.write_text(broken, encoding="utf-8")

    with pytest.raises(ValueError, match=r"\.imports/changes\.json"):
        imported(where, {"12.bugfix.md": "Mend"})

    assert heads(where) == {}


def test_long_names_do_not_meet_while_they_are_written(where: Places) -> None:
    long = "a" * 110
    imported(where, {f"{long}1.bugfix.md": "One", f"{long}2.bugfix.md": "Two"})

    assert sorted(head["text"] for head in heads(where).values()) == ["One", "Two"]


def test_a_mention_in_a_text_names_nobody(where: Places) -> None:
    imported(where, {"12.bugfix.md": "The decorator @glow and its friends work."})
    [head] = heads(where).values()

    assert "credits" not in head
    assert head["text"] == "The decorator `@glow` and its friends work."


@pytest.mark.parametrize(("release", "codes"), [("ONE", []), ("1.1", []), ("1.2", ["no-release"])])
def test_a_release_that_is_not_there_is_told(where: Places, release: str, codes: list[str]) -> None:
    own = {"releases/2026-05-01-one.md": "---\nversion: v1.1\n---\n"}
    places(where.project.parent, own)
    report = imported(where, {"12.bugfix.md": "Mend"}, Wish(release))

    assert [note.code for note in report.notes] == codes
    assert heads(where)["12-bugfix"]["release"] == release


def test_a_reference_stays_if_it_leads_somewhere(where: Places) -> None:
    own = {"suggestions/a.md": "---\nid: light\n---\n", "suggestions.csv": "title,id\nDim,Dim\n"}
    places(where.project.parent, own)
    links = "[a](suggestion:light) [b](suggestion:dim) [c](suggestion:none) [d](data:x) [e](b.md)"
    report = imported(where, {"12.bugfix.md": links})
    [head] = heads(where).values()

    assert head["text"] == "[a](suggestion:light) [b](suggestion:dim) c d e"
    assert notes(report) == ["12.bugfix.md:0 relative-link"]


def test_whoever_is_forgotten_is_not_named(where: Places) -> None:
    text = "---\ntitle: The hook of Rui Xu\nauthors: ['@ruixu']\n---\n\nRui Xu wanted it.\n"
    hidden = forgetting(where, **{"rui xu": "forgotten-1", "ruixu": "forgotten-1"})
    imported(hidden, {"hook.md": text}, Wish(people=True))
    written = "".join(files(where).values()).casefold()

    assert "rui" not in written
    assert heads(where)["hook"]["credits"] == [{"person": "@forgotten-1", "role": "contributed"}]
