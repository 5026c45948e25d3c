"""What the command says when it is used well, and when it is not."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from generator import __version__
from generator.cli.main import COMMANDS
from tests.cli.running import AT, Done, environment, friday, friday_here

HEAVY = {"jinja2", "markdown", "comrak", "feedgen", "lxml", "pydantic", "PIL", "boto3"}

# Runs the command in a process in which reading a configuration fails as no author can make it.
BROKEN = """
import sys
import generator.build.beginning as beginning
beginning.read_config = lambda *args, **kwargs: 1 / 0
from generator.cli.main import main
sys.argv = ["friday", "check"]
main()
"""


def test_a_build_that_is_done_exits_with_0(begun: tuple[Path, Done]) -> None:
    assert begun[1].code == 0


def test_a_mistake_of_the_authors_exits_with_1(journal: Path) -> None:
    (journal / "content/diaries/2026-05-02-b.md").write_text("---\ntitel: B\n---\n")
    done = friday_here(journal, "build", "--at", AT)

    assert done.code == 1
    assert "error[unknown-field]" in done.err
    assert done.err.endswith("the site was not changed\n")


def test_the_name_of_a_file_cannot_forge_a_line_of_what_is_printed(journal: Path) -> None:
    (journal / "content/diaries/2026-05-02-b\n::error::x.md").write_text("---\ntitel: B\n---\n")
    done = friday_here(journal, "check", "--at", AT)

    assert done.code == 1
    assert "2026-05-02-b\\n::error::x.md" in done.err
    assert "\n::error" not in done.err


def test_a_command_that_does_not_exist_exits_with_2_and_names_the_nearest(tmp_path: Path) -> None:
    done = friday(tmp_path, "biuld")

    assert done.code == 2
    assert "There is no command 'biuld'. Did you mean 'build'?" in done.err


def test_an_option_that_does_not_exist_exits_with_2(tmp_path: Path) -> None:
    assert friday(tmp_path, "build", "--fast").code == 2


def test_a_bug_exits_with_3_and_shows_where(journal: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BROKEN],
        cwd=journal,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 3
    assert "ZeroDivisionError" in done.stderr
    assert done.stderr.endswith("this is a bug in friday; please report it with the lines above\n")


def test_a_folder_without_a_journal_says_how_to_make_one(tmp_path: Path) -> None:
    done = friday(tmp_path, "build")

    assert done.code == 1
    assert "friday init FOLDER" in done.err


def test_the_version_is_told(tmp_path: Path) -> None:
    assert friday(tmp_path, "--version").out == f"friday, version {__version__}\n"


def test_the_version_is_told_without_loading_what_builds_sites(tmp_path: Path) -> None:
    done = friday(tmp_path, "--version", env={"PYTHONPROFILEIMPORTTIME": "1"})
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.err.splitlines()}

    assert "click" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_explains_itself(tmp_path: Path, name: str) -> None:
    done = friday(tmp_path, name, "--help")

    assert done.code == 0
    assert "--base-url" in done.out


def test_where_nothing_changed_the_same_is_said_and_nothing_is_loaded(journal: Path) -> None:
    friday(journal, "build", "--at", AT)
    before = friday(journal, "build", "--at", AT, "--json").record("summary")
    done = friday(journal, "build", "--at", AT, env={"PYTHONPROFILEIMPORTTIME": "1"})
    again = friday(journal, "build", "--at", AT, "--json").record("summary")

    assert done.code == 0
    assert "generator.build.stamp" in done.err
    assert "generator.build.line" not in done.err
    assert "pydantic" not in done.err
    assert before["written"] == 0
    assert {**before, "seconds": 0} == {**again, "seconds": 0}


def test_what_nobody_has_built_yet_is_built(journal: Path, tmp_path: Path) -> None:
    friday_here(journal, "build", "--at", AT)
    elsewhere = friday_here(journal, "build", "--at", AT, "-o", str(tmp_path / "out"), "--json")
    back = friday_here(journal, "build", "--at", AT, "--json")
    (journal / "content/diaries/2026-05-03-x.md").write_text("---\ntitle: X\n---\nText.\n")
    more = friday_here(journal, "build", "--at", AT, "--json")

    assert elsewhere.record("summary")["unchanged"] == 0
    assert back.record("summary")["written"] == 0
    assert more.record("summary")["written"] != 0
    assert (journal / "site/diaries/x/index.html").is_file()


def test_common_options_stand_before_or_behind_the_command(journal: Path) -> None:
    before = friday(journal, "--at", AT, "--json", "build").record("summary")
    behind = friday(journal, "build", "--json", "--at", AT).record("summary")

    assert {**before, "seconds": 0} == {**behind, "seconds": 0}


def test_what_stands_behind_outweighs_what_stands_before(journal: Path) -> None:
    done = friday_here(journal, "--at", "2026-01-01", "build", "--at", AT, "--json")

    assert done.record("summary")["hidden"] == 0


def test_the_journal_may_lie_elsewhere(journal: Path, tmp_path: Path) -> None:
    done = friday(tmp_path, "-C", "j", "build", "--at", AT, "--json")

    assert done.record("summary")["site"] == str(Path("j/site"))
    assert done.record("summary")["written"] == 0
    assert journal.is_dir()


def test_the_site_may_go_elsewhere(journal: Path, tmp_path: Path) -> None:
    done = friday_here(journal, "build", "--at", AT, "--output", str(tmp_path / "out"), "--json")

    assert done.record("summary")["unchanged"] == 0
    assert (tmp_path / "out/index.html").is_file()


def test_the_address_of_the_site_may_be_another(journal: Path, tmp_path: Path) -> None:
    there = "https://other.example/lamp/"
    friday_here(journal, "build", "--at", AT, "-o", str(tmp_path / "out"), "--base-url", there)
    home = (tmp_path / "out/index.html").read_text(encoding="utf-8")

    assert f'<link rel="canonical" href="{there}">' in home


@pytest.mark.parametrize("instant", ["yesterday", "2026-13-01", "0001-01-01", "9999-12-31"])
def test_an_instant_that_is_none_exits_with_2(tmp_path: Path, instant: str) -> None:
    assert friday(tmp_path, "build", "--at", instant).code == 2


def test_an_address_that_is_none_is_a_problem_of_the_option(journal: Path) -> None:
    done = friday_here(journal, "check", "--base-url", "nowhere")

    assert done.code == 1
    assert done.err.startswith("--base-url: error[bad-value]")


def test_warnings_stop_nothing(journal: Path) -> None:
    _warn(journal)
    done = friday_here(journal, "build", "--at", AT, "--json")

    assert done.code == 0
    assert done.record("summary")["warnings"] == 1


def test_warnings_are_errors_when_that_is_wished_and_the_site_stays(journal: Path) -> None:
    before = (journal / "site/index.html").read_bytes()
    _warn(journal)
    done = friday_here(journal, "build", "--at", AT, "--strict")

    assert done.code == 1
    assert (journal / "site/index.html").read_bytes() == before


def _warn(journal: Path) -> None:
    text = "---\ntitle: B\n---\n\n[nothing](none.pdf)\n"
    (journal / "content/diaries/2026-05-02-b.md").write_text(text, encoding="utf-8")


def test_there_are_no_bars_without_a_terminal(journal: Path) -> None:
    (journal / ".friday/cache.sqlite").unlink()
    done = friday(journal, "build", "--at", AT)

    assert done.err == ""
    assert "\r" not in done.out


def test_there_are_bars_on_a_terminal(journal: Path) -> None:
    (journal / ".friday/cache.sqlite").unlink()
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "generator", "build", "--at", AT],
        cwd=journal,
        env=environment({"TERM": "xterm"}),
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    ):
        os.close(theirs)
        shown = _all_of(ours)

    assert "reading" in shown
    assert "pages" in shown
    assert "100%" in shown


def _all_of(terminal: int) -> str:
    read: list[bytes] = []
    try:
        while part := os.read(terminal, 65536):
            read.append(part)
    except OSError:
        read.append(b"")  # Linux's way to say that the other side is gone
    os.close(terminal)
    return b"".join(read).decode()
