"""A preview builds no more than an edit asks for."""

import time
from datetime import UTC, datetime
from pathlib import Path

from generator.build.edition import Edition, Options
from generator.preview.rebuild import Wish, rebuild
from tests.preview.previews import DIARY, diary, journal, write

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)
_TICK_SECONDS = 0.02  # of a file system's clock, and some more


def wish(project: Path, *, server: str = "http://127.0.0.1:8000/") -> Wish:
    options = Options(output=project / ".friday/preview", jobs=1)
    return Wish(project, lambda: AT, options, server)


def test_words_are_put_in_and_what_stands_for_the_whole_site_is_not_walked(tmp_path: Path) -> None:
    project = journal(tmp_path / "j")
    first = rebuild(wish(project))
    write(project / DIARY, diary("First.\n\nMore of it."))
    time.sleep(_TICK_SECONDS)
    rebuild(wish(project))
    write(project / DIARY, diary("First.\n\nEven more of it."))
    time.sleep(_TICK_SECONDS)
    third = rebuild(wish(project))
    pages = (project / ".friday/preview").rglob("*.html")

    assert isinstance(first.edition, Edition)
    assert third.edition is not None
    assert not isinstance(third.edition, Edition)
    assert third.problems == ()
    assert any(b"Even more of it." in page.read_bytes() for page in pages)


def test_another_address_is_another_site(tmp_path: Path) -> None:
    project = journal(tmp_path / "j")
    rebuild(wish(project))
    time.sleep(_TICK_SECONDS)

    assert not isinstance(rebuild(wish(project)).edition, Edition)
    assert isinstance(rebuild(wish(project, server="http://127.0.0.1:8001/")).edition, Edition)
