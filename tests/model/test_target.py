"""Targets as `friday.yaml` says them."""

import pytest

from generator.config import read

HEAD = "title: T\nbase_url: https://example.org/\n"


def mistakes(text: str) -> list[str]:
    return [str(problem) for problem in read(f"{HEAD}{text}")[1]]


def test_each_sort_of_target_is_known_by_its_place() -> None:
    config, problems = read(
        f"{HEAD}targets:\n"
        "  web: {folder: ../public, keep: 2}\n"
        "  pages: {git: git@git.example.org:lamp/journal.git, branch: www, history: squash}\n"
        "  bucket: {s3: journal, prefix: /blog/, endpoint: http://127.0.0.1:9000/, region: x}\n"
        "  host: {rsync: 'user@host:/srv/journal', in_place: yes}\n"
    )

    assert problems == []
    assert config is not None
    assert {name: each.sort for name, each in config.targets.items()} == {
        "web": "folder",
        "pages": "git",
        "bucket": "s3",
        "host": "rsync",
    }
    assert config.targets["bucket"].prefix == "blog/"
    assert config.targets["host"].keep == 5


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("{folder: a, branch: x}", "'branch' is no option of a folder target, which has keep"),
        ("{git: a, s3: abc}", "a target has one of"),
        ("{keep: 2}", "a target has one of"),
        ("{fodler: a}", "did you mean 'folder'?"),
        ("{folder: a, keep: 0}", "'keep' is at least 1"),
        ("{git: a, history: all}", "'history' is one of"),
        ("{git: a, branch: a..b}", "it is the name of a branch"),
        ("{git: a, branch: -f}", "it is the name of a branch"),
        ("{git: '--upload-pack=touch x'}", "cannot begin with '-'"),
        ("{git: 'ext::sh -c id'}", "it is the address of a repository"),
        ("{rsync: '-e sh:x'}", "cannot begin with '-'"),
        ("{rsync: host}", "it is a host and a folder there"),
        ("{s3: 'https://x/y'}", "it is the name of a bucket"),
        ("{s3: abc, endpoint: s3.example.org}", "it is the address of the server"),
        ("{s3: abc, prefix: a/../b}", "it is a folder in the bucket"),
        ("hello", "has fields of its own"),
    ],
)
def test_a_target_that_cannot_be_is_told_at_its_line(target: str, said: str) -> None:
    [mistake] = mistakes(f"targets:\n  web: {target}\n")

    assert mistake.startswith("friday.yaml:4: error")
    assert said in mistake


@pytest.mark.parametrize(
    "target",
    [
        "{git: 'https://mei:hunter22@example.org/j.git'}",
        "{git: 'https://hunter22@example.org/j.git'}",
        "{git: 'ssh://mei:hunter22@example.org/j.git'}",
        "{rsync: 'rsync://mei:hunter22@example.org/j'}",
        "{s3: abc, endpoint: 'https://mei:hunter22@example.org'}",
    ],
)
def test_a_password_in_the_file_is_a_mistake_and_is_not_repeated(target: str) -> None:
    [mistake] = mistakes(f"targets:\n  web: {target}\n")

    assert "a password or token has no place in a file" in mistake
    assert "hunter22" not in mistake


def test_the_name_of_a_target_is_a_plain_word() -> None:
    [mistake] = mistakes("targets:\n  ../../x: {folder: a}\n")

    assert "small letters, digits and hyphens" in mistake


def test_a_usual_target_that_is_not_there_is_told() -> None:
    [mistake] = mistakes("targets:\n  web: {folder: a}\npublish_to: wob\n")

    assert "friday.yaml:5" in mistake
    assert "did you mean 'web'?" in mistake
