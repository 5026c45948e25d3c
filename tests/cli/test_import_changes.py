"""`friday import fragments`, `git`, `contributors` and `suggestions` write what can be built."""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.running import AT, Done, friday_here

RELEASE = "---\nid: one\ntitle: One\nversion: 1.1\ndate: 2026-05-20\n---\n"
THANKS = (
    "Reported-by: Mei <mei@example.org>\nSugested-by: Rui Xu <17+RuiX@users.noreply.github.com>\n"
)
HOSTILE = (
    "# Heading\n\n<script>alert(1)</script> @nobody [x](suggestion:none) [y](javascript:alert(1))\n"
    "![p](../../../etc/passwd) {{ site.url }} <!-- --> --- \n```\nopen fence\n"
)


def git(folder: Path, *arguments: str) -> None:
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = {"NAME": "Lin", "EMAIL": "lin@example.org", "DATE": "2026-05-10T12:00:00Z"}
    own = {
        f"GIT_{role}_{name}": text for role in ("AUTHOR", "COMMITTER") for name, text in who.items()
    }
    command = ["git", "-C", str(folder), *arguments]
    subprocess.run(command, env={**os.environ, **alone, **own}, check=True, capture_output=True)


def commit(folder: Path, message: str) -> None:
    git(folder, "commit", "-q", "--allow-empty", "-m", message)


@pytest.fixture
def elsewhere(journal: Path) -> Path:
    """What lies beside the journal, to be imported into it."""
    beside = journal.parent
    (journal / "content/releases/2026-05-20-one.md").write_text(RELEASE, encoding="utf-8")
    repository = beside / "repository"
    repository.mkdir()
    git(repository, "init", "-q", "-b", "main")
    commit(repository, "Begin")
    git(repository, "tag", "v1.0")
    commit(repository, f"fix: The lamp no longer clicks\n\nWhy: it woke the cat\n\n{THANKS}")
    git(repository, "tag", "v1.1")
    commit(repository, f"Add a hook @nobody [x](poll:none)\n\n{THANKS}")
    news = beside / "news"
    news.mkdir()
    (news / "7.bugfix.rst").write_text("Mend ``hum`` -- by :user:`mei`", encoding="utf-8")
    (news / "8.feature.md").write_text(HOSTILE, encoding="utf-8")
    (news / "README.md").write_text("How to write", encoding="utf-8")
    person = {"login": "RuiX", "name": "Rui Xu", "contributions": ["ideas", "code", "juggling"]}
    mei = {"login": "MEI", "name": "Mei", "contributions": ["translation"]}
    written(beside / "people.json", {"projectName": "lamp", "contributors": [person, mei]})
    issues = [
        {"number": n, "title": f"{HOSTILE} {n}", "body": HOSTILE, "user": {"login": "<b>@x"}}
        | {"html_url": f"https://forge.example/o/lamp/issues/{n}", "state": "open"}
        for n in (1, 2)
    ]
    refused = {
        **issues[0],
        "number": 3,
        "title": "Never",
        "state": "closed",
        "state_reason": "not_planned",
    }
    written(beside / "issues.json", [*issues, refused])
    return beside


def written(file: Path, data: object) -> None:
    file.write_text(json.dumps(data, indent=1), encoding="utf-8")


FRAGMENTS = ("fragments", "../news", "--release", "one", "--people")
GIT = ("git", "../repository", "--since", "v1.0", "--by-tag", "--people")
CONTRIBUTORS = ("contributors", "../people.json", "--date", "2026-05-02")
SUGGESTIONS = ("suggestions", "../issues.json", "--refused")
ALL = (FRAGMENTS, GIT, CONTRIBUTORS, SUGGESTIONS)


def imported(journal: Path, *arguments: str) -> Done:
    return friday_here(journal, "import", *arguments, "--at", AT)


def texts(journal: Path) -> dict[str, str]:
    """What is written, by path."""
    found = [file for folder in ("content", ".imports") for file in (journal / folder).rglob("*")]
    return {
        file.relative_to(journal).as_posix(): file.read_bytes().decode()
        for file in sorted(found)
        if file.is_file()
    }


def test_what_is_imported_can_be_built(journal: Path, elsewhere: Path) -> None:
    before = sorted(file.name for file in elsewhere.iterdir())
    done = [imported(journal, *arguments) for arguments in ALL]
    built = friday_here(journal, "build", "--at", AT, "--json")
    problems = [record for record in built.records() if record["type"] == "problem"]

    assert [each.code for each in done] == [0, 0, 0, 0]
    assert [each for each in problems if each["severity"] == "error"] == []
    assert built.code == 0

    release = (journal / "site/releases/one/index.html").read_text(encoding="utf-8")
    suggestion = (journal / "site/suggestions/github-1/index.html").read_text(encoding="utf-8")

    assert "The lamp no longer clicks" in release
    assert "it woke the cat" in release
    assert "Rui Xu" in release
    assert "<script>alert" not in release + suggestion
    assert sorted(file.name for file in elsewhere.iterdir()) == before


@pytest.mark.usefixtures("elsewhere")
def test_importing_again_changes_nothing(journal: Path) -> None:
    for arguments in ALL:
        imported(journal, *arguments)
    before = texts(journal)
    again = [imported(journal, *arguments).out.splitlines()[0] for arguments in ALL]

    assert again == ["2 unchanged", "2 unchanged", "3 unchanged", "3 unchanged"]
    assert texts(journal) == before


@pytest.mark.usefixtures("elsewhere")
def test_what_was_done_is_told(journal: Path) -> None:
    done = imported(journal, *GIT)

    assert done.out.splitlines() == ["3 created", "2 commits, 4 credits, 2 changes, 2 people"]
    assert [line.partition(" ")[2].partition(":")[2] for line in done.err.splitlines()] == [
        "6: note[misspelt]: 'Sugested-by' was read as 'Suggested-by'",
        "4: note[misspelt]: 'Sugested-by' was read as 'Suggested-by'",
        " note[relative-link]: a link of this text leads nowhere from here; it became plain",
    ]


@pytest.mark.usefixtures("elsewhere")
def test_records_tell_the_same(journal: Path) -> None:
    records = imported(journal, *CONTRIBUTORS, "--json").records()

    assert records == [
        *(
            {
                "type": "imported", "source": f"people.json:{line}", "target": "content/ledger.csv",
                "id": person, "state": "created",
            }
            for line, person in ((8, "@RuiX"), (9, "@RuiX"), (17, "@mei"))
        ),
        {
            "type": "imported", "source": "people.json", "target": "content/people.yaml",
            "id": "ruix", "state": "created",
        },
        {
            "type": "note", "source": "people.json", "line": 10, "code": "unknown-role",
            "message": "'juggling' of 'RuiX' is no contribution that is known",
        },
        {"type": "summary", "people": 2, "contributions": 3},
    ]  # fmt: skip


@pytest.mark.usefixtures("elsewhere")
def test_without_a_date_the_ledger_has_that_of_the_import(journal: Path) -> None:
    imported(journal, "contributors", "../people.json")

    assert texts(journal)["content/ledger.csv"].splitlines()[1].startswith("2026-06-01,@RuiX,")


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("git", "../repository", "--since", "v9"), "'v9' is no revision"),
        (("git", "../news", "--since", "v1"), "not a git repository"),
        (("contributors", "../issues.json"), "there is no list of 'contributors'"),
        (("suggestions", "../news/README.md"), "this is no JSON and no table"),
        (("suggestions", "../issues.json", "--map", "x=y"), "write FIELD=COLUMN"),
        (("suggestions", "../issues.json", "--map", "by=y"), "there is no column 'y'"),
        (("fragments", "../nothing"), "does not exist"),
    ],
)
def test_what_cannot_be_imported_is_told_and_nothing_is_written(
    journal: Path, arguments: Sequence[str], said: str
) -> None:
    before = texts(journal)
    done = imported(journal, *arguments)

    assert done.code == 2
    assert said in " ".join(done.err.split())
    assert texts(journal) == before


@pytest.mark.usefixtures("elsewhere")
def test_whoever_asked_to_be_forgotten_does_not_come_back(journal: Path) -> None:
    imported(journal, *CONTRIBUTORS)
    (journal / "forgotten.yaml").write_text(
        "- id: RuiX\n  names: [Rui Xu]\n  handles: [RuiX]\n", encoding="utf-8"
    )
    for name in ("content/ledger.csv", "content/people.yaml"):
        text = (journal / name).read_text(encoding="utf-8")
        cut = text.partition("- id: ruix")[0] if name.endswith("yaml") else text.partition("\n")[0]
        (journal / name).write_text(cut.rstrip() + "\n", encoding="utf-8")
    for arguments in ALL:
        assert imported(journal, *arguments).code == 0
    written = {name for name, text in texts(journal).items() if "rui" in text.casefold()}
    built = friday_here(journal, "build", "--at", AT)

    assert written == set()
    assert (built.code, "error[" in built.err) == (0, False)
