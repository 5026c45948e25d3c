"""Commits of a real repository as changes."""

import os
import subprocess
from pathlib import Path

import pytest

from generator.intake.changes.commits import Span, import_commits
from generator.intake.changes.fragments import Wish
from generator.intake.changes.git_history import NoHistory
from generator.intake.changes.places import Places
from generator.intake.changes.releases import releases_of
from generator.intake.changes.report import Report
from tests.intake.changes.places import files, forgetting, heads, notes, people, places, states

TEAM = {"people.yaml": "- id: lin\n  title: Lin Gao\n  team: yes\n- id: mei\n  title: Mei Li\n"}
RELEASE = "---\ntitle: One\nversion: {0}\ndate: 2026-05-01\n---\n"


class Repository:
    """A repository of git that nothing outside it has a part in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.day = 0
        folder.mkdir()
        self.git("init", "-q", "-b", "main")
        self.commit("Begin")
        self.git("tag", "v1.0")

    def git(self, *arguments: str, author: str = "Lin Gao <lin@example.org>") -> str:
        name, _, mail = author.rstrip(">").partition(" <")
        instant = f"2026-05-{self.day + 1:02d}T12:00:00Z"
        own = {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_AUTHOR_NAME": name,
            "GIT_AUTHOR_EMAIL": mail,
            "GIT_AUTHOR_DATE": instant,
            "GIT_COMMITTER_NAME": "Lin Gao",
            "GIT_COMMITTER_EMAIL": "lin@example.org",
            "GIT_COMMITTER_DATE": instant,
        }
        command = ["git", "-C", str(self.folder), *arguments]
        done = subprocess.run(command, env={**os.environ, **own}, check=True, capture_output=True)
        return done.stdout.decode().strip()

    def commit(self, message: str, *, author: str = "Lin Gao <lin@example.org>") -> str:
        """The digest of a new commit, as far as names of changes hold it."""
        self.day += 1
        self.git(
            "commit", "-q", "--allow-empty", "--cleanup=verbatim", "-m", message, author=author
        )
        return self.git("rev-parse", "HEAD")[:10]

    def file(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")
        self.git("add", name)
        self.commit(f"Add {name}")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


@pytest.fixture
def where(tmp_path: Path) -> Places:
    return places(tmp_path, TEAM)


def imported(
    repository: Repository, where: Places, span: Span | None = None, wish: Wish | None = None
) -> Report:
    releases = releases_of(where.content)
    span = span or Span("v1.0")
    return import_commits(repository.folder, span, where, wish or Wish(), releases)


def test_a_commit_that_thanks_somebody_is_a_change(repository: Repository, where: Places) -> None:
    message = (
        "fix(Knob): The lamp no longer clicks\n\nWhy: it woke\nthe cat\n\n"
        "Reported-by: Mei Li <m@example.org>\n"
    )
    digest = repository.commit(message)
    repository.commit("Nobody is thanked here")
    report = imported(repository, where)

    assert heads(where) == {
        f"git-{digest}": {
            "release": "next",
            "category": "fixed",
            "text": "Knob: The lamp no longer clicks",
            "why": "it woke the cat",
            "credits": [{"person": "@mei", "role": "reported"}],
        }
    }
    assert states(report) == ["created"]
    assert report.numbers["commits"] == 2


def test_whoever_wrote_it_is_credited_too_unless_they_are_on_the_team(
    repository: Repository, where: Places
) -> None:
    digest = repository.commit(
        "Add a hook\n\nSuggested-by: Mei Li <m@example.org>", author="Rui <rui@example.org>"
    )
    imported(repository, where)

    assert heads(where)[f"git-{digest}"]["credits"] == [
        {"person": "Rui", "role": "contributed"},
        {"person": "@mei", "role": "suggested"},
    ]


def test_mailmap_says_who_somebody_is(repository: Repository, where: Places) -> None:
    repository.file(".mailmap", "Mei Li <mei@example.org> <m.l@work.example>\n")
    digest = repository.commit(
        "Add a hook\n\nTested-by: meili <m.l@work.example>", author="ml <m.l@work.example>"
    )
    imported(repository, where)

    assert heads(where)[f"git-{digest}"]["credits"] == [
        {"person": "@mei", "role": "contributed"},
        {"person": "@mei", "role": "tested"},
    ]


def test_programs_and_tools_are_no_authors(repository: Repository, where: Places) -> None:
    message = (
        "Update the socket\n\nTested-by: Mei Li <m@example.org>\n"
        "Co-authored-by: Claude <noreply@anthropic.com>\nAssisted-by: Codex:gpt-5\n"
    )
    bot = "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>"
    digest = repository.commit(message, author=bot)
    imported(repository, where)

    assert heads(where)[f"git-{digest}"]["credits"] == [{"person": "@mei", "role": "tested"}]


def test_the_account_of_a_forges_address_is_added_on_request(
    repository: Repository, where: Places
) -> None:
    message = "Add a hook\n\nReported-by: Rui Xu <17+RuiXu@users.noreply.github.com>"
    digest = repository.commit(message)
    imported(repository, where, wish=Wish(people=True))

    assert people(where)[2:] == [{"id": "ruixu", "title": "Rui Xu", "handle": "RuiXu"}]
    assert heads(where)[f"git-{digest}"]["credits"] == [{"person": "@RuiXu", "role": "reported"}]


def test_no_mail_address_is_written(repository: Repository, where: Places) -> None:
    repository.commit(
        "Add a hook\n\nReported-by: Rui <rui@secret.example>", author="Bo <bo@secret.example>"
    )
    imported(repository, where, wish=Wish(people=True))

    assert [name for name, text in files(where).items() if "secret" in text] == []


def test_what_was_not_understood_is_told_with_its_line(
    repository: Repository, where: Places
) -> None:
    digest = repository.commit("Subject\n\nSugested-by: Mei Li\nPainted-by: Rui\n")
    report = imported(repository, where)

    assert notes(report) == [f"commit {digest}:3 misspelt", f"commit {digest}:4 left-over"]


def test_a_second_import_changes_nothing(repository: Repository, where: Places) -> None:
    repository.commit("Add a hook\n\nReported-by: Rui")
    imported(repository, where, wish=Wish(people=True))
    before = files(where)
    report = imported(repository, where, wish=Wish(people=True))

    assert states(report) == ["unchanged"]
    assert files(where) == before


def test_what_the_team_has_edited_stays(repository: Repository, where: Places) -> None:
    digest = repository.commit("Add a hook\n\nReported-by: Rui")
    imported(repository, where)
    file = where.content / f"changes/git-{digest}.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace("a hook", "two hooks"), encoding="utf-8"
    )
    report = imported(repository, where)

    assert states(report) == ["kept"]
    assert heads(where)[file.stem]["text"] == "Add two hooks"
    assert states(imported(repository, where, wish=Wish(force=True))) == ["changed"]
    assert heads(where)[file.stem]["text"] == "Add a hook"


def test_what_the_team_has_taken_out_stays_out(repository: Repository, where: Places) -> None:
    digest = repository.commit("Add a hook\n\nReported-by: Rui")
    imported(repository, where)
    (where.content / f"changes/git-{digest}.md").unlink()
    report = imported(repository, where)

    assert states(report) == ["kept"]
    assert notes(report) == [f"content/changes/git-{digest}.md:0 taken-out"]
    assert heads(where) == {}
    assert states(imported(repository, where, wish=Wish(force=True))) == ["created"]


def test_a_change_that_a_release_has_collected_stays_with_it(
    repository: Repository, where: Places
) -> None:
    digest = repository.commit("Add a hook\n\nReported-by: Rui")
    imported(repository, where)
    file = where.content / f"changes/git-{digest}.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("release: next", "release: 1.1"), encoding="utf-8")

    assert states(imported(repository, where)) == ["unchanged"]
    assert heads(where)[file.stem]["release"] == "1.1"


def test_by_tag_a_commit_goes_into_the_first_release_behind_it(
    repository: Repository, where: Places
) -> None:
    for version in ("1.1", "1.2"):
        name = f"releases/2026-05-01-{version.replace('.', '-')}.md"
        places(where.project.parent, {name: RELEASE.format(version)})
    thanks = "\n\nReported-by: Rui"
    first = repository.commit(f"First{thanks}")
    repository.git("tag", "v1.1-rc1")
    second = repository.commit(f"Second{thanks}")
    repository.git("tag", "-a", "v1.1", "-m", "One point one")
    third = repository.commit(f"Third{thanks}")
    repository.git("tag", "v1.2")
    fourth = repository.commit(f"Fourth{thanks}")
    report = imported(repository, where, Span("v1.0", by_tag=True))
    found = heads(where)

    assert [found[f"git-{digest}"]["release"] for digest in (first, second, third, fourth)] == [
        "1-1",
        "1-1",
        "1-2",
        "next",
    ]
    assert notes(report) == ["v1.1-rc1:0 no-release"]


def test_every_commit_may_be_a_change(repository: Repository, where: Places) -> None:
    by_team = repository.commit("chore: tidy up")
    by_user = repository.commit("Add a hook", author="Rui <rui@example.org>")
    imported(repository, where, Span("v1.0", every=True))
    found = heads(where)

    assert found[f"git-{by_team}"]["internal"] == "yes"
    assert "credits" not in found[f"git-{by_team}"]
    assert found[f"git-{by_user}"]["credits"] == [{"person": "Rui", "role": "contributed"}]


def test_a_message_may_hold_anything(repository: Repository, where: Places) -> None:
    hostile = (
        "---\x1b[31m \x1e\x1f: '\"\u202e ![x](javascript:alert(1)) @nobody <script>\n\n"
        "Why: ---\n\nReported-by: ../../x\x1f\u202e <a@b.example>\n"
    )
    digest = repository.commit(hostile, author="\x1f---\u202e: x <bo@example.org>")
    imported(repository, where, wish=Wish(people=True))
    [head] = heads(where).values()

    assert not set("\x1b\x1e\x1f\u202e") & set("".join(files(where).values()))
    assert "`@nobody`" in head["text"]
    assert sorted(files(where)) == [
        ".imports/changes.json",
        f"content/changes/git-{digest}.md",
        "content/people.yaml",
    ]


def test_no_revision_is_an_option(repository: Repository, where: Places) -> None:
    with pytest.raises(NoHistory, match="no revision"):
        imported(repository, where, Span("--output=../pwned"))

    assert not (repository.folder.parent / "pwned").exists()


def test_a_folder_without_a_history_is_told(tmp_path: Path, where: Places) -> None:
    with pytest.raises(NoHistory, match="not a git repository"):
        import_commits(tmp_path, Span("v1.0"), where, Wish(), {})


def test_a_hooks_surroundings_do_not_lead_elsewhere(
    repository: Repository, where: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Repository(tmp_path / "other")
    other.commit("Elsewhere\n\nReported-by: Rui")
    repository.commit("Here\n\nReported-by: Rui")
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    imported(repository, where)

    assert [head["text"] for head in heads(where).values()] == ["Here"]


def test_whoever_is_forgotten_is_not_named(repository: Repository, where: Places) -> None:
    repository.commit("Add the hook of Rui Xu\n\nReported-by: Rui Xu <r@example.org>")
    hidden = forgetting(where, **{"rui xu": "forgotten-1"})
    imported(repository, hidden, wish=Wish(people=True))

    assert [name for name, text in files(where).items() if "Rui" in text] == []
