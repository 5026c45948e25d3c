"""docs/gallery.md shows the pictures that `make screenshots GALLERY=1` takes, and no others."""

import re

from tests.browser.screenshots import CHOSEN, GALLERY, stem
from tests.build.building import ROOT

MOST_BYTES = 1_200_000


def test_the_gallery_shows_every_chosen_picture_once() -> None:
    shown = re.findall(r"pictures/([\w-]+)\.webp", (ROOT / "docs/gallery.md").read_text("utf-8"))

    assert sorted(shown) == sorted(stem(*each) for each in CHOSEN)


def test_every_chosen_picture_is_there_and_they_are_light_together() -> None:
    files = [ROOT / GALLERY / f"{stem(*each)}.webp" for each in CHOSEN]

    assert sum(file.stat().st_size for file in files) <= MOST_BYTES


def test_the_picture_of_the_readme_is_one_of_the_gallery() -> None:
    [shown] = re.findall(r"\(docs/pictures/(.+?)\)", (ROOT / "README.md").read_text("utf-8"))

    assert shown in {f"{stem(*each)}.webp" for each in CHOSEN}
