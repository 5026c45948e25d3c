"""The forms that forges fill in: valid, in each language, and read back as they were asked."""

import json
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
from msgspec.structs import replace

from generator.intake.automation.supplies import Fate, Supply, write
from generator.intake.calls import CallPlace, places
from generator.intake.forms.supplied import supplies, unwanted
from generator.journal.journal import gather
from generator.markup.yaml_text import load
from generator.model.form import Slot
from generator.model.form_blocks import read
from generator.model.form_links import FORGES
from tests.intake.sendings.taking import AT, asked, configured, filed, taken
from tests.journals import reading

YOUR_STORY = """\
---
title: Tell us
date: 2026-01-01
summary: 'True: stories'
type: story
opens: 2026-01-01
closes: 2026-12-01
answer_by: 2026-12-20
binds: We answer
scope: {in: your lamp}
how: [{issue: https://github.com/o/lamp}, {mail: stories@example.org}]
consent: stories-1
fields:
  - {id: text, label: Your story, labels: {zh: 你的故事}, type: text, needed: yes}
  - {id: title, label: Title, needed: yes}
  - {id: colour, label: Colour, type: choice, options: [red, 'no', '1.10']}
  - {id: lamps, label: "How many: lamps?", type: number, hint: 'a "number"'}
  - {id: 电, label: Voltage}
  - {id: rules, label: I know the rules, type: yes, needed: yes}
  - {id: phone, label: Phone, private: yes}
  - {id: pictures, label: Pictures, type: pictures}
---
"""
CLOSED = YOUR_STORY.replace("closes: 2026-12-01", "closes: 2026-05-01").replace("Tell us", "Old")
LINKED = YOUR_STORY.replace("{issue: https://github.com/o/lamp}, ", "")


def called(folder: Path, files: Mapping[str, str]) -> tuple[CallPlace, ...]:
    """The calls of a journal of these files."""
    found = reading(folder, {f"calls/{name}": text for name, text in files.items()})
    assert [str(each) for each in found.problems] == []
    journal, _ = gather(found.entries, configured(), AT)
    groups = [journal.written[each] for each in sorted(journal.written)]
    return tuple(places(groups, configured()))


def forms(folder: Path, forge: str, files: Mapping[str, str] | None = None) -> list[Supply]:
    usual = {
        "your-story.en.md": YOUR_STORY,
        "your-story.zh-CN.md": "---\ntitle: 说说你的灯\n---\n说。\n",
        "old.en.md": CLOSED,
        "linked.en.md": LINKED,
    }
    return supplies(forge, folder, configured(), called(folder, files or usual), AT)


def tree_of(supply: Supply) -> dict[str, object]:
    """A form as a reader of YAML that guesses types has it: ours are only texts in quotes."""
    import yaml  # noqa: PLC0415 - the other reader

    return dict(yaml.load(supply.text, Loader=yaml.SafeLoader))  # noqa: TID251 - as forges do


@pytest.mark.parametrize("forge", ["github", "forgejo"])
def test_every_form_is_valid_by_the_schema_of_issue_forms(tmp_path: Path, forge: str) -> None:
    text = resources.files("check_jsonschema").joinpath(
        "builtin_schemas/vendor/github-issue-forms.json"
    )
    schema = json.loads(text.read_text(encoding="utf-8"))
    written = [each for each in forms(tmp_path, forge) if each.file.name.startswith("your-story")]
    for supply in written:
        jsonschema.validate(tree_of(supply), schema)

    assert [supply.file.relative_to(tmp_path).as_posix() for supply in written] == [
        f"{FORGES[forge].folder}/your-story.yml",
        f"{FORGES[forge].folder}/your-story.zh-CN.yml",
    ]


def test_a_form_asks_nothing_private_and_leaves_the_title_to_the_forge(tmp_path: Path) -> None:
    form = forms(tmp_path, "github")[0].text

    assert "Phone" not in form
    assert '"Title"' not in form
    assert 'label: "Voltage"' in form
    assert 'id: "电"' not in form
    assert "An issue is public as soon as you send it" in form


def test_options_stay_texts_for_a_reader_that_guesses(tmp_path: Path) -> None:
    tree = tree_of(forms(tmp_path, "github")[0])
    body = tree["body"]
    assert isinstance(body, list)
    [colour] = [each for each in body if each.get("id") == "colour"]

    assert colour["attributes"]["options"] == ["red", "no", "1.10"]
    assert tree["labels"] == ["your-story"]


def test_the_text_of_consent_stands_above_its_boxes_and_its_id_beside_them(tmp_path: Path) -> None:
    body = tree_of(forms(tmp_path, "github")[0])["body"]
    assert isinstance(body, list)
    at = next(n for n, each in enumerate(body) if each.get("id") == "uses")

    assert body[at - 1]["attributes"]["value"] == "Your words may be shown."
    assert body[at]["attributes"]["label"].endswith("[stories-1]")


def test_a_form_of_another_language_asks_in_it(tmp_path: Path) -> None:
    chinese = forms(tmp_path, "github")[1].text

    assert 'name: "说说你的灯"' in chinese
    assert 'label: "你的故事"' in chinese
    assert "议题一提交就是公开的" in chinese


def test_what_a_template_of_gitlab_asks_is_read_back(tmp_path: Path) -> None:
    [place] = called(tmp_path, {"your-story.en.md": YOUR_STORY})
    what = replace(asked(), form=place.form)
    template = forms(tmp_path, "gitlab")[0].text
    answered = template.replace("### Your story\n", "### Your story\n\nIt hums.\n")
    answered = answered.replace("- [ ] On this site", "- [x] On this site")
    issue = {"iid": 1, "web_url": "https://gitlab.com/o/l/-/issues/1", "title": "Hum"}
    taken(tmp_path, {"a.json": json.dumps([issue | {"description": answered}])}, what)
    [found] = filed(tmp_path)
    questions = [block.question.id for block in read(template, place.form).found]

    assert questions == [
        each.id for each in place.form.fields if not each.secret and each.slot is not Slot.TITLE
    ]
    assert found.text == "It hums."
    assert found.submission.consent is not None
    assert found.submission.consent.uses == ("site",)


def test_only_open_calls_that_take_issues_have_forms(tmp_path: Path) -> None:
    names = {each.file.name for each in forms(tmp_path, "github")}

    assert names == {
        "your-story.yml", "your-story.zh-CN.yml", "config.yml",
        "sending-in.en.md", "sending-in.zh-CN.md",
    }  # fmt: skip


def test_forms_of_closed_calls_go_and_others_files_stay(tmp_path: Path) -> None:
    write(
        forms(tmp_path, "github", {"old.en.md": YOUR_STORY, "own.en.md": YOUR_STORY}), force=False
    )
    folder = tmp_path / ".github/ISSUE_TEMPLATE"
    own = folder / "own.yml"
    own.write_text(own.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    (folder / "bug.yml").write_text("name: Bug\n", encoding="utf-8")
    gone = unwanted("github", tmp_path, forms(tmp_path, "github"))

    assert [each.name for each in gone] == ["old.yml"]


def test_written_twice_nothing_changes(tmp_path: Path) -> None:
    write(forms(tmp_path, "gitlab"), force=False)
    again = write(forms(tmp_path, "gitlab"), force=False)

    assert {fate for _, fate in again} == {Fate.UNCHANGED}


def test_a_page_that_was_edited_is_left_alone(tmp_path: Path) -> None:
    write(forms(tmp_path, "github"), force=False)
    page = tmp_path / "content/pages/sending-in.en.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nOurs.\n", encoding="utf-8")
    files = [each.file.name for each in forms(tmp_path, "github")]

    assert "sending-in.en.md" not in files
    assert "sending-in.zh-CN.md" in files


def test_the_page_is_front_matter_that_our_reader_takes(tmp_path: Path) -> None:
    page = next(each for each in forms(tmp_path, "github") if each.file.name == "sending-in.en.md")
    head = load(page.text.split("---\n")[1])

    assert head.findings == ()
    assert head.tree == {
        "title": "How to send something in",
        "summary": "With an account or without one, and what happens then.",
    }
    assert "[](call:your-story)" in page.text
    assert page.text.count("\n## ") == len(("account", "mail", "form of its own", "then"))
