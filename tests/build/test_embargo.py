"""Nothing of what is hidden is in the bytes of the site, in any output, for any reason."""

from datetime import datetime
from pathlib import Path

import pytest

from generator.build.edition import Options
from generator.build.line import build
from generator.model.publication import REGISTER
from generator.reader.published import register_text
from tests.build.building import Files, files_of, put
from tests.build.canaries import (
    AT,
    CADENCES,
    NAMING,
    PUBLIC,
    REASONS,
    TRANSLATION,
    escaped,
    hidden,
    journal,
    story,
)

GATE = {"releases/qxqgate.md": "---\ntitle: QXQ gate\ndate: 2037-03-07\nversion: qxq\n---\n"}


def site(project: Path, at: str = AT) -> Files:
    options = Options(output=project / "site", jobs=1, fonts=())
    build(project, at=datetime.fromisoformat(at), options=options)
    return files_of(project / "site")


def config_for(reason: str) -> str:
    return CADENCES if reason == "queue" else ""


@pytest.mark.parametrize("reason", REASONS)
def test_nothing_of_a_hidden_entry_is_in_the_bytes_of_the_site(tmp_path: Path, reason: str) -> None:
    files = (PUBLIC, GATE, hidden(reason), NAMING)
    project = journal(tmp_path, *files, config=config_for(reason))

    made = site(project)

    assert "diaries/naming/index.html" in made
    assert escaped(made) == []


@pytest.mark.parametrize("reason", REASONS)
def test_a_hidden_entry_changes_no_byte_of_the_site(tmp_path: Path, reason: str) -> None:
    with_ = journal(tmp_path / "a", PUBLIC, GATE, hidden(reason), config=config_for(reason))
    without = journal(tmp_path / "b", PUBLIC, config=config_for(reason))

    made, wanted = site(with_), site(without)

    assert [p for p in {**made, **wanted} if made.get(p) != wanted.get(p)] == []


@pytest.mark.parametrize("reason", ["pending", "declined", "consent"])
def test_nothing_of_a_story_that_may_not_be_shown_is_in_the_bytes_of_the_site(
    tmp_path: Path, reason: str
) -> None:
    made = site(journal(tmp_path, PUBLIC, story(reason)))

    assert escaped(made) == []


def test_nothing_of_a_hidden_translation_is_in_the_bytes_of_the_site(tmp_path: Path) -> None:
    made = site(journal(tmp_path, PUBLIC, TRANSLATION))

    assert "diaries/both/index.html" in made
    assert escaped(made) == []


def test_every_canary_gets_out_once_its_entry_is_public(tmp_path: Path) -> None:
    project = journal(tmp_path, PUBLIC, GATE, hidden("future"))
    made = site(project, "2037-04-01T00:00:00+00:00")
    sorts = {
        "pages": "diaries/qxqdiary/index.html",
        "files": "diaries/qxqdiary/qxqfile.txt",
        "pictures": "diaries/qxqdiary/qxqpicture.jpg",
        "cards": "cards/diaries/qxqdiary.png",
        "ballots": "polls/qxqpoll/ballots.csv",
        "aliases": "qxq-old/diary/index.html",
        "tags": "tags/qxqtag/index.html",
        "series": "series/qxq-series/index.html",
    }
    telling = (
        *("index.html", "calendar/index.html", "archive/index.html", "people/ann/index.html"),
        *("atom.xml", "feed.xml", "feed.json", "releases/atom.xml", "diaries/feed.json"),
        *("sitemap.xml", "journal.json", "threads.json", "people.json", "feeds.opml"),
        *("polls/qxqpoll/result.json", "you-said-we-did/2026-05/index.html"),
    )

    assert {name for name, path in sorts.items() if path not in made} == set()
    assert {path for path in telling if not escaped({path: made[path]})} == set()
    assert any(path.startswith("search/") for path in made if escaped({"x": made[path]}))


def test_what_was_published_and_withdrawn_leaves_nothing_but_its_address_and_the_reason(
    tmp_path: Path,
) -> None:
    project = journal(tmp_path, PUBLIC, hidden("future"))
    options = Options(output=project / "site", jobs=1, fonts=())
    seen = datetime.fromisoformat("2037-04-01T00:00:00+00:00")
    register = build(project, at=seen, options=options).register
    (project / REGISTER).write_text(register_text(register), encoding="utf-8")
    put(project, {f"content/{path}": text for path, text in hidden("withdrawn").items()})
    made = site(project, "2037-04-02T00:00:00+00:00")
    page = made["diaries/qxqdiary/index.html"]

    assert b"qxqwhy it was taken back" in page
    assert b"noindex" in page
    assert [path for path, data in made.items() if b"QXQ" in data] == []
