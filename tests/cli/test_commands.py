"""Each command does what it says."""

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from generator.kinds.table import KINDS
from tests.cli.running import AT, Done
from tests.cli.running import friday_here as friday

# build and check


def test_a_summary_counts_what_the_site_holds(begun: tuple[Path, Done]) -> None:
    journal, built = begun
    said = built.record("summary")
    files = [p for p in (journal / "site").rglob("*") if p.is_file() and ".friday" not in p.parts]

    assert said["files"] == said["written"] == len(files)
    assert said["pages"] == len([file for file in files if file.suffix == ".html"])
    assert (said["unchanged"], said["deleted"], said["warnings"]) == (0, 0, 0)


def test_a_summary_is_one_line_for_people(journal: Path) -> None:
    [line] = friday(journal, "build", "--at", AT).out.splitlines()

    assert line.startswith("site: ")
    assert " 0 written, " in line
    assert line.endswith(" s")


def test_a_summary_counts_what_is_hidden(journal: Path) -> None:
    for name, fields in {"a": "draft: yes", "b": "date: 2027-01-01"}.items():
        file = journal / f"content/pages/{name}.md"
        file.write_text(f"---\ntitle: X\n{fields}\n---\n", encoding="utf-8")

    assert friday(journal, "build", "--at", AT, "--json").record("summary")["hidden"] == 2


def test_a_page_that_is_made_no_more_is_deleted(journal: Path) -> None:
    page = journal / "site/about/index.html"
    was_there = page.exists()
    (journal / "content/pages/about.md").unlink()
    said = friday(journal, "build", "--at", AT, "--json").record("summary")

    assert (was_there, said["deleted"] == 0) == (True, False)
    assert not page.parent.exists()


def test_problems_are_records_when_that_is_wished(journal: Path) -> None:
    (journal / "content/pages/x.md").write_text("---\ntitle: X\ntgas: a\n---\n", encoding="utf-8")

    assert friday(journal, "check", "--at", AT, "--json").records() == [
        {
            "type": "problem",
            "file": "content/pages/x.md",
            "line": 3,
            "severity": "error",
            "code": "unknown-field",
            "message": "a page has no field 'tgas'",
            "hint": "did you mean 'tags'?",
        }
    ]


def test_a_check_writes_no_site(journal: Path) -> None:
    shutil.rmtree(journal / "site")
    done = friday(journal, "check", "--at", AT)

    assert (done.code, done.out) == (0, "no problems\n")
    assert not (journal / "site").exists()


def test_a_check_does_not_mind_what_stands_in_the_output_folder(journal: Path) -> None:
    shutil.rmtree(journal / "site")
    (journal / "site").write_text("no folder", encoding="utf-8")

    assert friday(journal, "check", "--at", AT).code == 0


def test_a_folder_that_friday_did_not_make_is_refused(journal: Path) -> None:
    (journal / "mine").mkdir()
    (journal / "mine/thesis.txt").write_text("years of work", encoding="utf-8")
    done = friday(journal, "build", "--at", AT, "-o", "mine")

    assert done.code == 1
    assert "thesis.txt" in done.err
    assert [path.name for path in (journal / "mine").iterdir()] == ["thesis.txt"]


def test_what_others_put_into_the_site_stays(journal: Path) -> None:
    theirs = {".git/config": "[core]", "CNAME": "journal.example.org", "about/more.html": "kept"}
    for name, text in theirs.items():
        (journal / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (journal / "site" / name).write_text(text, encoding="utf-8")
    (journal / "content/pages/about.md").unlink()
    done = friday(journal, "build", "--at", AT)

    assert done.code == 0, done.err
    assert not (journal / "site/about/index.html").exists()
    assert {
        name: (journal / "site" / name).read_text(encoding="utf-8") for name in theirs
    } == theirs


def test_a_failure_to_write_is_a_record_when_that_is_wished(journal: Path) -> None:
    shutil.rmtree(journal / "site")
    (journal / "site").write_text("no folder", encoding="utf-8")
    done = friday(journal, "build", "--at", AT, "--json")

    assert done.code == 1
    assert done.record("failure")["message"] == "'site' is not a folder"


def test_a_template_with_a_mistake_leaves_the_site_as_it_was(journal: Path) -> None:
    home = journal / "site/index.html"
    before = home.read_bytes()
    theme = journal / "themes/mine/templates"
    theme.mkdir(parents=True)
    (theme / "home.html").write_text("{{ page.titel }}", encoding="utf-8")
    config = journal / "friday.yaml"
    config.write_text(f"{config.read_text(encoding='utf-8')}\ntheme: mine\n", encoding="utf-8")
    done = friday(journal, "build", "--at", AT)

    assert done.code == 1
    assert done.err.startswith("themes/mine/templates/home.html:1: error[template]")
    assert home.read_bytes() == before


# init and new


@pytest.mark.parametrize("title", ['say "x" \\ y: #1', "- no", "周五 🍊", "{{date}}"])
def test_a_journal_may_have_any_title(tmp_path: Path, title: str) -> None:
    friday(tmp_path, "init", "j", "--title", title, "--at", "2026-05-01")
    friday(tmp_path / "j", "build", "--at", AT)
    data = json.loads((tmp_path / "j/site/journal.json").read_bytes())

    assert data["title"] == title


def test_a_journal_is_not_begun_where_something_is(journal: Path) -> None:
    done = friday(journal.parent, "init", "j")

    assert done.code == 2
    assert "is not empty" in done.err


def test_a_journal_at_an_international_address_has_its_authority_in_ascii(tmp_path: Path) -> None:
    made = friday(tmp_path, "init", "j", "--url", "https://bücher.example/", "--at", "2026-05-01")
    config = (tmp_path / "j/friday.yaml").read_text(encoding="utf-8")

    assert made.code == 0
    assert 'authority: "xn--bcher-kva.example,2026"' in config


@pytest.mark.parametrize("url", ["example.org", "ftp://example.org/", "https://", "https://a/?q"])
def test_a_journal_needs_a_web_address(tmp_path: Path, url: str) -> None:
    assert friday(tmp_path, "init", "j", "--url", url).code == 2
    assert not (tmp_path / "j").exists()


def test_a_new_entry_of_every_kind_passes_the_check_but_for_references(journal: Path) -> None:
    for kind in KINDS:
        made = friday(journal, "new", kind, f"My {kind}", "--at", "2026-05-02")
        assert made.code == 0, made.err
        assert (journal / made.out.strip()).is_file()
    problems = friday(journal, "check", "--at", AT, "--json").records()

    assert {problem["code"] for problem in problems} == {"unknown-reference"}
    assert {str(problem["message"])[-4:] for problem in problems} == {"'ID'"}


@pytest.mark.parametrize(
    ("title", "name"),
    [("Three full moons", "2026-05"), ("2026-10", "2026-10"), ("What 2025 was", "2025")],
)
def test_a_new_review_is_named_after_its_month_or_year(
    journal: Path, title: str, name: str
) -> None:
    made = friday(journal, "new", "review", title, "--at", "2026-05-02")

    assert Path(made.out.strip()) == Path("content/reviews") / f"{name}.md"


def test_a_new_entry_is_a_draft(journal: Path) -> None:
    friday(journal, "new", "diary", "Later", "--at", "2026-05-02")
    said = friday(journal, "build", "--at", AT, "--json").record("summary")

    assert (said["written"], said["hidden"]) == (0, 1)


def test_a_new_diary_has_the_next_number(journal: Path) -> None:
    text = "---\ntitle: X\nnumber: 41\ndraft: yes\n---\n"
    (journal / "content/diaries/2026-05-02-x.md").write_text(text, encoding="utf-8")
    made = friday(journal, "new", "diary", "Y", "--at", "2026-05-03")

    assert "\nnumber: 42\n" in (journal / made.out.strip()).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "title", "file"),
    [
        ("page", 'What\'s "new"?', "pages/what-s-new.md"),
        ("page", "夜灯 2.0", "pages/夜灯-2-0.md"),
        ("page", "con", "pages/con-.md"),
        ("page", "🍊", "pages/page.md"),
        ("page", "长" * 200, f"pages/{'长' * 60}.md"),
        ("event", "Open day", "events/2026-05-02-open-day.md"),
    ],
)
def test_a_new_entry_is_called_after_its_title(
    journal: Path, kind: str, title: str, file: str
) -> None:
    made = friday(journal, "new", kind, title, "--at", "2026-05-02")

    assert made.out == f"content/{file}\n"
    assert friday(journal, "check", "--at", AT).code == 0


def test_a_new_entry_takes_nobodys_place(journal: Path) -> None:
    friday(journal, "new", "page", "X")
    done = friday(journal, "new", "page", "x")

    assert done.code == 2
    assert "is already there" in done.err


def test_a_new_entry_has_a_language_of_the_journal(journal: Path) -> None:
    made = friday(journal, "new", "page", "X", "--lang", "zh")

    assert made.out == "content/pages/x.zh.md\n"
    assert friday(journal, "new", "page", "X", "--lang", "fr").code == 2


def test_a_new_entry_needs_a_title(journal: Path) -> None:
    assert friday(journal, "new", "page", " ").code == 2


# why


def why(journal: Path, file: str, *more: str) -> list[dict[str, object]]:
    return friday(journal, "why", file, "--json", "--at", AT, *more).records()


def test_a_public_entry_says_where_it_is_shown(journal: Path) -> None:
    [said] = why(journal, "content/suggestions/night-light.md")

    assert (said["entry"], said["public"]) == ("suggestion:night-light", True)
    outputs = said["outputs"]
    assert isinstance(outputs, list)
    assert {
        "/suggestions/night-light/",
        "/suggestions/",
        "/feed.json",
        "/sitemap.xml",
        "/journal.json",
        "/search/index/manifest.json",
    } <= set(outputs)


def test_a_page_whose_text_names_an_entry_is_among_its_outputs(journal: Path) -> None:
    text = "---\ntitle: X\n---\n\nSee [this](suggestion:night-light#part) and [that](page:about).\n"
    (journal / "content/pages/x.md").write_text(text, encoding="utf-8")
    [about] = why(journal, "content/pages/about.md")
    [light] = why(journal, "content/suggestions/night-light.md")

    assert "/x/" in str(about["outputs"])
    assert "/x/" in str(light["outputs"])


def test_a_translation_is_an_entry_of_its_own(journal: Path) -> None:
    [file] = (journal / "content/diaries").glob("*hello.zh.md")
    [said] = why(journal, str(file.relative_to(journal)))

    assert (said["entry"], said["lang"]) == ("diary:hello", "zh-CN")
    assert str(said["url"]).endswith("/zh-cn/diaries/hello/")


def test_every_entry_of_a_data_file_is_told_of(journal: Path) -> None:
    assert [said["entry"] for said in why(journal, "content/people.yaml")] == [
        "person:lin",
        "person:mei",
    ]


def test_a_draft_says_that_somebody_has_to_do_something(journal: Path) -> None:
    (journal / "content/pages/x.md").write_text("---\ntitle: X\ndraft: yes\n---\n")
    done = friday(journal, "why", "content/pages/x.md")

    assert done.out == (
        "page:x (en) is not public: it is a draft ('draft: yes')\n  it does not appear by itself\n"
    )


def test_an_early_entry_says_when_it_appears_and_where(journal: Path) -> None:
    text = "---\ntitle: X\ndate: 2026-07-01\n---\n"
    (journal / "content/pages/x.md").write_text(text, encoding="utf-8")
    [said] = why(journal, "content/pages/x.md")

    assert (said["public"], said["appears"]) == (False, "2026-07-01T00:00:00+00:00")
    assert said["outputs"] == [
        "/x/",
        "/search/index/manifest.json",
        "/zh-cn/search/index/manifest.json",
        "/sitemap.xml",
        "/journal.json",
    ]


def test_an_entry_that_waits_for_another_appears_with_it(journal: Path) -> None:
    for name, fields in {
        "x": "date: 2026-07-01\nwith: page:y",
        "y": "date: 2026-08-01",
    }.items():
        file = journal / f"content/pages/{name}.md"
        file.write_text(f"---\ntitle: {name}\n{fields}\n---\n", encoding="utf-8")
    [said] = why(journal, "content/pages/x.md")

    assert said["appears"] == "2026-08-01T00:00:00+00:00"


def test_a_file_of_no_entry_is_told_apart(journal: Path) -> None:
    done = friday(journal, "why", "friday.yaml")

    assert done.code == 1
    assert "makes no entry: it is no file of an entry" in done.err


def test_a_file_with_mistakes_shows_them(journal: Path) -> None:
    (journal / "content/pages/x.md").write_text("---\ntgas: X\n---\n")
    done = friday(journal, "why", "content/pages/x.md")

    assert done.code == 1
    assert "unknown-field" in done.err
    assert "makes no entry: it has mistakes" in done.err


def test_a_file_may_be_named_from_where_one_stands(journal: Path, tmp_path: Path) -> None:
    done = friday(tmp_path, "-C", "j", "why", "j/content/pages/about.md", "--at", AT)

    assert done.out.startswith("page:about (en) is public")
    assert journal.is_dir()


# schema and import


def test_a_schema_is_json_schema(tmp_path: Path) -> None:
    schema = json.loads(friday(tmp_path, "schema", "poll").out)

    jsonschema.Draft202012Validator.check_schema(schema)

    assert "question" in schema["properties"]


def test_a_schema_of_no_kind_is_wrong_usage(tmp_path: Path) -> None:
    assert friday(tmp_path, "schema", "podcast").code == 2


def test_posts_are_imported_and_what_was_left_is_told(journal: Path, tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    posts.mkdir()
    (posts / "2024-05-01-a.md").write_text("---\ntitle: A\n---\nText.\n", encoding="utf-8")
    (posts / "no-date.md").write_text("Text.\n", encoding="utf-8")
    done = friday(journal, "import", "posts", str(posts), "--json")

    assert done.code == 0
    assert done.record("imported")["id"] == "a"
    assert str(done.record("skipped")["source"]).endswith("no-date.md")
    assert friday(journal, "check", "--at", AT).code == 0
