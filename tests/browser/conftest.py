"""A real browser for tests, and the demonstration journal for it to look at."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.browsing import browsing, executable, serving
from tests.browser.journals import Site, build_demonstration, build_monster
from tests.browser.makers import build_makers
from tests.hostile.journal import build_hostile


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder until the tests end: `serve(folder)` gives its address."""
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(serving(folder))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The installed Chromium without a window; ask it for `new_page()`, and close what you open."""
    path = executable()
    if path is None:
        pytest.fail("no Chromium here; `make test` installs one, or says how")
    with browsing(path) as browser:
        yield browser


@pytest.fixture(scope="session")
def tools() -> Path:
    """The folder of what tests/browser/package.json names."""
    folder = Path(__file__).parent / "node_modules"
    if not (folder / "installed-lock.json").is_file():
        pytest.fail(
            "the tools of tests/browser/package.json are not here; `make test` installs them"
        )
    return folder


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> Site:
    """The demonstration journal at the root of a host."""
    folder = _once(tmp_path_factory, "demonstration", build_demonstration)
    return Site(folder / "site", serve(folder / "site"))


@pytest.fixture(scope="session")
def monster(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> Site:
    """The same with entries that are hard to set, below `/journal/`."""
    folder = _once(tmp_path_factory, "monster", build_monster)
    return Site(folder / "host" / "journal", f"{serve(folder / 'host')}/journal")


@pytest.fixture(scope="session")
def makers(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> Site:
    """A small journal with a card maker."""
    folder = _once(tmp_path_factory, "makers", build_makers)
    return Site(folder / "site", serve(folder / "site"))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> Site:
    """A journal full of what strangers try."""
    folder = _once(tmp_path_factory, "hostile", build_hostile)
    return Site(folder / "site", serve(folder / "site"))


def _once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that is filled by the first of all processes of this test run that wants it."""
    own = factory.getbasetemp()
    base = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = base / name
    with (base / f"{name}.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not (folder / "ready").is_file():
            folder.mkdir()
            make(folder)
            (folder / "ready").touch()
    return folder
