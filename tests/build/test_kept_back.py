"""What must not get out, and folders that must not be written to."""

from pathlib import Path

import pytest

from generator.problems import ProblemsFound
from tests.build.building import built, files_of, put

CONFIG = "title: T\nbase_url: https://t.example/\nauthority: t.example,2026\nlanguages: [en]\n"
AT = "2026-06-01"
STORY = (
    "---\ntitle: The ferry\ndate: 2026-05-01\nby: Ada\ndecision: approved\n"
    "consent: {given: 2026-05-01, text: v1, uses: [site]}\n---\nAcross the river\n"
)
PUBLIC = "---\ntitle: A\ndate: 2026-05-01\n---\n"
DRAFT = "---\ntitle: B\ndate: 2026-05-01\ndraft: yes\n---\n"


def journal(folder: Path, files: dict[str, str]) -> Path:
    put(
        folder, {"friday.yaml": CONFIG, **{f"content/{name}": text for name, text in files.items()}}
    )
    return folder


def test_a_story_for_the_site_alone_is_in_no_feed(tmp_path: Path) -> None:
    project = journal(tmp_path, {"stories/ferry.md": STORY})

    built(project, AT)

    holding = {p for p, data in files_of(project / "site").items() if b"Across the river" in data}
    assert "stories/ferry/index.html" in holding
    assert not {path for path in holding if path.endswith(("feed.xml", "atom.xml", "feed.json"))}


def test_a_picture_of_a_draft_inside_a_public_folder_stays_back(tmp_path: Path) -> None:
    files = {
        "diaries/a/index.md": PUBLIC,
        "diaries/a/b/index.md": DRAFT,
        "diaries/a/b/secret.png": "x",
    }
    project = journal(tmp_path, files)

    built(project, AT)

    assert not [path for path in files_of(project / "site") if "secret" in path]


@pytest.mark.parametrize("output", [".", "..", "content", "content/diaries/site"])
def test_a_site_is_not_written_among_the_journals_files(tmp_path: Path, output: str) -> None:
    project = journal(tmp_path / "project", {"diaries/a.md": PUBLIC})

    with pytest.raises(ProblemsFound, match="bad-output"):
        built(project, AT, site=project / output)


def test_the_summary_of_an_entry_names_what_it_refers_to(tmp_path: Path) -> None:
    files = {"diaries/a.md": PUBLIC, "diaries/c.md": f"{PUBLIC}After [](diary:a) came this.\n"}
    project = journal(tmp_path, files)

    built(project, AT)

    page = (project / "site/diaries/c/index.html").read_text(encoding="utf-8")
    assert '<meta name="description" content="After A came this.">' in page


def test_a_host_in_a_feed_has_its_scheme(tmp_path: Path) -> None:
    project = journal(tmp_path, {"diaries/a.md": f"{PUBLIC}[x](//host.example/y)\n"})

    built(project, AT)

    assert b"https://host.example/y" in (project / "site/feed.json").read_bytes()


def test_a_configuration_that_is_not_utf8_is_a_problem_at_its_line(tmp_path: Path) -> None:
    project = journal(tmp_path, {"diaries/a.md": PUBLIC})
    (project / "friday.yaml").write_bytes(CONFIG.encode() + "tagline: Café\n".encode("latin-1"))

    with pytest.raises(ProblemsFound, match=r"friday\.yaml:5: error\[encoding\]"):
        built(project, AT)


def test_files_that_hosts_ask_for_are_copied(tmp_path: Path) -> None:
    files = {"diaries/a.md": PUBLIC, "static/.well-known/a.txt": "x", "static/.nojekyll": ""}
    project = journal(tmp_path, files)

    built(project, AT)

    assert {".well-known/a.txt", ".nojekyll"} <= files_of(project / "site").keys()


@pytest.mark.parametrize(
    "files",
    [
        {"diaries/f.md": "---\ntitle: F\ndate: 2027-01-01\naliases: /diaries/a/\n---\n"},
        {
            "diaries/f/index.md": "---\ntitle: F\ndate: 2027-01-01\n---\n",
            "diaries/f/index.html": "x",
        },
    ],
    ids=["alias", "attachment"],
)
def test_a_route_that_will_collide_is_a_problem_today(
    tmp_path: Path, files: dict[str, str]
) -> None:
    project = journal(tmp_path, {"diaries/a.md": PUBLIC, **files})

    with pytest.raises(ProblemsFound, match="duplicate-route"):
        built(project, AT)


def test_a_move_still_to_come_is_in_no_file(tmp_path: Path) -> None:
    suggestion = (
        "---\ntitle: A\ndate: 2026-05-01\nstatus: evaluating\nhistory:\n"
        "  - {date: 2026-05-02, status: evaluating, note: fine}\n"
        "  - {date: 2026-09-02, status: adopted, note: zebra says @lin}\n---\n"
    )
    people = "- {id: lin, title: Lin}\n"
    project = journal(tmp_path, {"suggestions/a.md": suggestion, "people.yaml": people})

    built(project, AT)

    holding = [path for path, data in files_of(project / "site").items() if b"zebra" in data]
    assert not holding


def test_a_person_who_is_hidden_is_named_in_no_file(tmp_path: Path) -> None:
    files = {
        "people.yaml": "- {id: lin, title: Lin}\n"
        "- {id: zebra-one, title: Zebra, handle: zebra-two, draft: yes}\n",
        "diaries/a.md": "---\ntitle: A\ndate: 2026-05-01\nauthors: ['@zebra-one', lin]\n---\n\n"
        "## Thanks, @zebra-two\n\nThanks to @zebra-one and @lin.\n",
        "suggestions/b.md": "---\ntitle: B\ndate: 2026-05-01\nby: '@zebra-two'\n"
        "owner: zebra-one\n---\n",
        "releases/c.md": "---\ntitle: C\ndate: 2026-05-02\nversion: '1.0'\n"
        "team: ['@zebra-one', lin]\nchanges:\n- text: x\n  credits: ['@zebra-two', lin]\n"
        "  refs: suggestion:b\n---\n",
    }
    project = journal(tmp_path, files)

    built(project, AT)

    site = files_of(project / "site")
    assert [path for path, data in site.items() if b"zebra" in data.lower()] == []
