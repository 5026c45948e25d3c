"""The wheel works on a machine that has never seen this folder."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.lock"
# What a checkout, or the machine that tests it, could lend the installed program by accident.
LENT = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PIP_CONSTRAINT", "PIP_TARGET", "PIP_USER")


def _run(*command: str | Path, cwd: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in LENT}
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"


def _wheel(folder: Path) -> Path:
    build = ("-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder), str(ROOT))
    _run(sys.executable, *build, cwd=folder)
    [wheel] = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal begun and built by a wheel that was installed into an empty environment."""
    away = tmp_path_factory.mktemp("away")
    wheel = _wheel(away)
    venv.create(away / "environment", with_pip=True)
    programs = away / "environment" / ("Scripts" if os.name == "nt" else "bin")
    pip = (programs / "python", "-m", "pip", "install", "-qq", "--disable-pip-version-check")
    _run(*pip, "--require-hashes", "-r", LOCK, cwd=away)
    _run(*pip, "--no-deps", "--no-index", wheel, cwd=away)
    _run(programs / "friday", "init", "j", cwd=away)
    _run(programs / "friday", "build", cwd=away / "j")
    _run(programs / "friday", "init", "--ci", "github", "--server", ".", cwd=away / "j")
    return away / "j"


def test_an_installed_wheel_builds_a_new_journal(journal: Path) -> None:
    home = (journal / "site" / "index.html").read_text(encoding="utf-8")

    assert home.lower().startswith("<!doctype html>")


def test_a_new_journal_has_feeds(journal: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (journal / "site").rglob("*.xml")]

    assert [text for text in texts if "<feed" in text]
    assert [text for text in texts if "<rss" in text]


def test_the_default_theme_travels_in_the_wheel(journal: Path) -> None:
    home = (journal / "site" / "index.html").read_text(encoding="utf-8")
    sheets = [path.name for path in (journal / "site").rglob("*.css")]

    assert sheets
    assert any(name in home for name in sheets)


def test_the_files_of_forges_and_servers_travel_in_the_wheel(journal: Path) -> None:
    workflow = (journal / ".github/workflows/journal.yml").read_text(encoding="utf-8")

    assert "friday publish" in workflow
    assert (journal / "server/friday-autopilot.service").is_file()
    assert (journal / "server/Containerfile").is_file()
