"""What is loaded is not looked through by the collector of cycles."""

import gc
import subprocess
import sys

from generator.cli.loading import loading
from tests.cli.running import environment

# Says, when all that ends a process is done, whether what it holds would still be looked through.
LEFT = """
import atexit, gc, sys
atexit.register(lambda: print(len(gc.get_objects()) < 1_000))
from generator.cli.main import main
sys.argv = ["friday", *sys.argv[1:]]
main()
"""

# What a build asks for only where its cache lacks something, or a journal is written unusually.
SELDOM = {
    "PIL",
    "http.client",
    "icalendar",
    "markdown",
    "segno",
    "thorvg_python",
    "uharfbuzz",
    "xml.etree",
}


def test_nothing_is_collected_while_modules_are_loaded() -> None:
    with loading():
        inside = gc.isenabled()

    assert (inside, gc.isenabled()) == (False, True)


def test_what_was_loaded_is_not_looked_through_again() -> None:
    try:
        with loading():
            pass
        frozen = gc.get_freeze_count()
    finally:
        gc.unfreeze()

    assert frozen > 0


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with loading():
            pass

        assert not gc.isenabled()
    finally:
        gc.enable()
        gc.unfreeze()


def test_a_process_that_ends_does_not_look_for_garbage() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LEFT, "--version"],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert done.stdout.endswith("True\n")


def test_loading_what_a_build_needs_loads_nothing_that_few_builds_need() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys, generator.cli.building; print(*sys.modules)"],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert SELDOM & set(done.stdout.split()) == set()
