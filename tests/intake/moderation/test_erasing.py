"""What `friday consent withdraw --erase` says of git's history: the person's words, no others."""

from pathlib import Path

import pytest

from tests.cli.running import Done, friday_here
from tests.intake.moderation.inboxes import AT, inbox_file, journal, send
from tests.workshop.holding import told_by

HEAD = (
    "---\ntitle: {0}\ndate: 2026-05-01\nby: Zq\nconsent:\n  given: 2026-05-01\n  text: c1\n"
    "  uses: [site]\n  expires: 2028-05-01\n---\nwords\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return journal(tmp_path)


def erase(project: Path, name: str) -> Done:
    return friday_here(project, "--at", AT, "consent", "withdraw", name, "--erase")


def paths(done: Done) -> list[str]:
    """What the command for git's history would take out."""
    [command] = [line for line in done.out.splitlines() if "git filter-repo" in line]
    return command.split(" --path ")[1:]


def test_the_neighbours_of_an_entry_of_one_file_keep_their_history(project: Path) -> None:
    stories = project / "content/stories"
    stories.mkdir()
    for name in ("a", "b"):
        (stories / f"{name}.md").write_text(HEAD.format(name), encoding="utf-8")

    done = erase(project, "a")

    assert paths(done) == ["content/stories/a.md"]
    assert (stories / "b.md").read_text(encoding="utf-8") == HEAD.format("b")


def test_the_folder_of_an_entry_goes_only_if_nothing_else_lies_in_it(project: Path) -> None:
    for name in ("stories/a/index.md", "stories/b/index.md", "stories/b/c/index.md"):
        file = project / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(HEAD.format("T"), encoding="utf-8")

    alone, above = erase(project, "a"), erase(project, "b")

    assert paths(alone) == ["content/stories/a"]
    assert paths(above) == ["content/stories/b/index.md"]


def test_the_submission_itself_is_told_as_emptied_and_leaves_the_history(project: Path) -> None:
    key = send(project, "1", "Zqwords", title="T", by="Rui")
    friday_here(project, "--at", AT, "moderate", "approve", key, "--id", "t")

    done = erase(project, "t")

    assert f"inbox/your-story/{key}/index.md: emptied" in done.out
    assert paths(done) == ["content/stories/t", f"inbox/your-story/{key}"]
    assert "Zqwords" not in inbox_file(project, key).read_text(encoding="utf-8")


def test_what_earlier_builds_kept_of_the_words_is_thrown_away(project: Path) -> None:
    key = send(project, "1", "Zqwords", title="T", by="Rui")
    friday_here(project, "--at", AT, "moderate", "approve", key, "--id", "t")
    friday_here(project, "--at", AT, "check")
    before = holding(project, b"Zqwords")

    erase(project, "t")

    assert ".friday/cache.sqlite" in before
    assert holding(project, b"Zqwords") == []


def test_what_an_intake_that_was_killed_left_of_the_sender_is_erased_too(project: Path) -> None:
    key = send(project, "1", "words", title="T", by="Rui")
    left = project / f"private/your-story/.{key}.yaml.0.new"
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_text("mail: rui@t.example\n", encoding="utf-8")
    friday_here(project, "--at", AT, "moderate", "approve", key, "--id", "t")

    erase(project, "t")

    assert not left.exists()


def holding(project: Path, words: bytes) -> list[str]:
    files = [file for file in project.rglob("*") if file.is_file()]
    found = (f for f in files if any(words in told for told in told_by(f)))
    return sorted(file.relative_to(project).as_posix() for file in found)
