"""What servers say of files."""

import pytest

from generator.publish.headers import FOR_EVER, SHORTLY, cache_control

DIGEST = "834b64ce0123456789abcdef834b64ce0123456789abcdef834b64ce01234567"


@pytest.mark.parametrize(
    "path",
    [
        "assets/style.834b64ce.css",
        "assets/fonts/a.834b64ce",
        "search/index/terms/834b64ce0123.json",
        "zh-cn/search/index/entries/aaaaaaaaaaaa/3.json",
    ],
)
def test_a_file_that_is_named_after_its_content_is_kept_for_ever(path: str) -> None:
    assert cache_control(path, DIGEST) == FOR_EVER


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "feed.xml",
        "assets/style.734b64ce.css",  # digits of something else
        "assets/style.834b64c.css",  # too few to tell contents apart
        "assets/x834b64ce.css",  # a word that happens to end so
        "diaries/20260601/index.html",
        "search/index/manifest.json",
        "research/index/entries/aaaaaaaaaaaa/3.json",
    ],
)
def test_any_other_file_is_kept_for_a_minute(path: str) -> None:
    assert cache_control(path, DIGEST) == SHORTLY
