"""Pictures of a theme lose their metadata, too."""

from pathlib import Path

import pytest

from generator.render.assets import Asset, assets
from generator.render.theme import load
from tests.render.pictures.making import BLUE, SECRETS, near, photo, reopened


def asset_of(folder: Path, name: str, data: bytes) -> tuple[tuple[Asset, ...], list[str]]:
    (folder / name).write_bytes(data)
    found, problems = assets([folder])
    return found, [problem.code for problem in problems]


def test_a_photo_of_a_theme_stands_upright_and_says_nothing_else(tmp_path: Path) -> None:
    [made], codes = asset_of(tmp_path, "hero.jpg", photo(6))

    assert codes == []
    assert [secret for secret in SECRETS if secret.encode() in made.content] == []
    assert near(reopened(made.content), 0.2, 0.2) == BLUE


def test_a_photo_of_a_theme_keeps_its_pixels_and_its_size(tmp_path: Path) -> None:
    data = photo(1, 3000, 1500)
    [made], _ = asset_of(tmp_path, "hero.jpg", data)

    assert reopened(made.content).tobytes() == reopened(data).tobytes()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("hero.jpg", photo()[:900], "broken-picture"),
        ("hero.jpg_original", photo(), "hidden-picture"),
        ("hero.heic", photo(), "unshown-picture"),
    ],
)
def test_a_picture_of_a_theme_that_cannot_be_cleaned_is_told_and_left_out(
    tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    assert asset_of(tmp_path, name, data) == ((), [code])


def test_a_journal_s_own_theme_publishes_clean_pictures(tmp_path: Path) -> None:
    static = tmp_path / "themes/mine/static"
    static.mkdir(parents=True)
    (static / "hero.jpg").write_bytes(photo(3))
    theme, problems = load(tmp_path, "mine", ["en"])

    assert problems == []
    assert theme.static("hero.jpg") is not None
    assert [s for s in SECRETS if any(s.encode() in data for _, data in theme.assets())] == []
