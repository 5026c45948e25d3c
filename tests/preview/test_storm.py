"""A preview under a storm of edits, some of them while it builds, ends as a clean build does."""

import os
import shutil
from datetime import datetime
from pathlib import Path
from time import sleep

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build.edition import Options
from generator.build.line import build
from generator.problems import ProblemsFound
from generator.render.cards.fonts import system_folders
from tests.build.building import Files, files_of
from tests.build.edits import EDITS, Edit, Forget, begin
from tests.preview.previews import Preview, previewing, until
from tests.so_many import examples

AT = "2026-06-01T12:00+00:00"
# Shorter than a build, about as long as one, and longer than the pause that a preview waits for.
PAUSES_SECONDS = (0.0, 0.04, 0.15)
STORM = st.lists(
    st.tuples(
        EDITS.filter(lambda edit: not isinstance(edit, Forget)),  # the site would go with the cache
        st.sampled_from(PAUSES_SECONDS),
    ),
    min_size=1,
    max_size=6,
)


def clean(project: Path, to: Path, url: str) -> Files | None:
    """The site of a copy that nobody edits; None if it has mistakes."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(project, to, ignore=shutil.ignore_patterns(".friday", "printed.txt"))
    wish = Options(base_url=url, digested=False, fonts=system_folders(os.environ))
    try:
        build(to, at=datetime.fromisoformat(AT), options=wish)
    except ProblemsFound:
        return None
    return files_of(to / "site")


def shown(project: Path) -> Files:
    """What the preview serves; nothing while it puts another site into place."""
    try:
        return files_of(project / ".friday/preview")
    except FileNotFoundError:
        return {}


def settled(project: Path, preview: Preview, there: Path) -> None:
    """Wait until the preview is done with what it was told."""
    site = clean(project, there, preview.url)
    if site is None:
        until(lambda: preview.records()[-1]["type"] != "summary", "mistakes are told")
    else:
        until(lambda: shown(project) == site, "the preview is what a clean build makes")


@examples(4, fuzz=100)
@given(storms=st.lists(STORM, min_size=3, max_size=6))
def test_whenever_edits_come_a_preview_ends_in_the_site_of_a_clean_build(
    tmp_path_factory: pytest.TempPathFactory, storms: list[list[tuple[Edit, float]]]
) -> None:
    folder = tmp_path_factory.mktemp("storm")
    project = begin(folder / "j")
    with previewing(project, "--at", AT) as preview:
        for storm in storms:
            for edit, pause_seconds in storm:
                edit.apply(project)
                sleep(pause_seconds)
            settled(project, preview, folder / "clean")
    shutil.rmtree(folder)
