"""A new journal, built once for all tests of the command line."""

import shutil
from pathlib import Path

import pytest

from tests.cli.curve import poll
from tests.cli.running import AT, Done, friday, friday_here


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    """A journal that `friday init` made and `friday build` built, and what the build said."""
    folder = tmp_path_factory.mktemp("begun")
    made = friday(folder, "init", "j", "--at", "2026-05-01")
    assert (made.code, made.err) == (0, "")
    built = friday(folder / "j", "build", "--at", AT, "--json")
    assert (built.code, built.err) == (0, "")
    return folder / "j", built


@pytest.fixture
def journal(begun: tuple[Path, Done], tmp_path: Path) -> Path:
    """A copy of the built journal that a test may change; its cache is warm."""
    copy = tmp_path / "j"
    shutil.copytree(begun[0], copy)
    return copy


@pytest.fixture(scope="session")
def site(begun: tuple[Path, Done], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a counted poll, with the files beside it."""
    journal = tmp_path_factory.mktemp("counted") / "j"
    shutil.copytree(begun[0], journal)
    poll(journal)
    assert friday_here(journal, "tally", "content/polls/curve", "--at", AT, "--freeze").code == 0
    built = friday_here(journal, "build", "--at", AT)
    assert (built.code, built.err) == (0, "")
    return journal / "site/polls/curve"


@pytest.fixture
def page(site: Path, tmp_path: Path) -> Path:
    """A copy of the page that a test may change."""
    return Path(shutil.copytree(site, tmp_path / "curve"))
