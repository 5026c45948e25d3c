"""`friday build --preview`: its key, and what it prints."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.running import AT, friday, friday_here

CONFIG = "title: T\nbase_url: https://t.example/\nauthority: t.example,2026\nlanguages: [en]\n"
DRAFT = "---\ntitle: Not yet\ndate: 2026-06-05 17:00\n---\nHello\n"
KEY = "0123456789abcdef" * 2


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content/diaries").mkdir(parents=True)
    (tmp_path / "friday.yaml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "content/diaries/not-yet.md").write_text(DRAFT, encoding="utf-8")
    return tmp_path


def addresses(text: str) -> list[str]:
    return [line.split()[0] for line in text.splitlines() if line.startswith("https://")]


def test_each_address_is_printed_with_what_it_shows_and_when(project: Path) -> None:
    done = friday_here(project, "build", "--preview", "--at", AT)
    [line] = [line for line in done.out.splitlines() if "/preview/" in line]

    assert done.code == 0
    assert line.endswith("  diary:not-yet (en), goes live at 2026-06-05 17:00 UTC")
    assert (project / "site" / addresses(done.out)[0][18:] / "index.html").is_file()


def test_previews_are_records_too(project: Path) -> None:
    done = friday_here(project, "build", "--preview", "--json", "--at", AT)
    record = done.record("preview")

    assert (record["entry"], record["language"], record["title"], record["until"]) == (
        "diary:not-yet",
        "en",
        "Not yet",
        "2026-06-05T17:00:00+00:00",
    )


def test_addresses_stay_the_same_from_build_to_build(project: Path) -> None:
    one = friday_here(project, "build", "--preview", "--at", AT)
    other = friday_here(project, "build", "--preview", "--at", AT)

    assert addresses(one.out) == addresses(other.out) != []


def test_the_key_is_its_owners_alone_and_git_does_not_see_it(project: Path) -> None:
    subprocess.run(["git", "init", "-q", str(project)], check=True)
    friday_here(project, "build", "--preview", "--at", AT)
    file = project / ".friday/preview.key"
    seen = subprocess.run(
        ["git", "-C", str(project), "status", "--porcelain", "-uall"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    assert file.stat().st_mode & 0o777 == 0o600
    assert "content/diaries/not-yet.md" in seen
    assert ".friday" not in seen.replace("site/.friday", "")


def test_the_key_is_in_no_file_of_the_site_and_in_nothing_that_is_printed(project: Path) -> None:
    done = friday_here(project, "build", "--preview", "--at", AT)
    key = (project / ".friday/preview.key").read_text(encoding="utf-8").strip()
    files = [path for path in (project / "site").rglob("*") if path.is_file()]

    assert len(key) == 64
    assert key not in done.out + done.err
    assert [path for path in files if key.encode() in path.read_bytes()] == []


def test_a_key_of_the_environment_leaves_no_file(project: Path) -> None:
    env = {"FRIDAY_PREVIEW_KEY": KEY}
    one = friday(project, "build", "--preview", "--at", AT, env=env)
    other = friday(project, "build", "--preview", "--at", AT, env={"FRIDAY_PREVIEW_KEY": KEY[::-1]})

    assert len(addresses(one.out)) == len(addresses(other.out)) == 1
    assert addresses(one.out) != addresses(other.out)
    assert not (project / ".friday/preview.key").exists()


def test_a_key_that_can_be_guessed_is_refused_with_a_cure(project: Path) -> None:
    done = friday(project, "build", "--preview", env={"FRIDAY_PREVIEW_KEY": "friday"})

    assert done.code == 2
    assert "has 6 characters" in done.err
    assert "openssl rand -hex 32" in done.err
    assert not (project / "site").exists()


def test_a_build_without_previews_needs_no_key(project: Path) -> None:
    done = friday_here(project, "build", "--at", AT)

    assert done.code == 0
    assert not (project / ".friday/preview.key").exists()
    assert not (project / "site/preview").exists()


def test_a_journal_with_nothing_to_preview_says_so(project: Path) -> None:
    done = friday_here(project, "build", "--preview", "--at", "2026-07-01T00:00Z")

    assert "there is nothing to preview" in done.out
