"""Previews: what is not public yet, at addresses that nobody can guess, and nowhere else."""

import hashlib
import hmac
import re
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.build.edition import Edition, Options
from generator.build.line import build
from tests.build.building import Files, files_of, put
from tests.build.canaries import AT, NAMING, PUBLIC, TRANSLATION, escaped, hidden, journal, story

KEY = b"0123456789abcdef0123456789abcdef"
GATE = {"releases/qxqgate.md": "---\ntitle: QXQ gate\ndate: 2037-03-07\nversion: qxq\n---\n"}


def previewed(project: Path, key: bytes = KEY, at: str = AT) -> tuple[Edition, Files]:
    """The site of a journal with previews, and what came of it."""
    options = Options(output=project / "site", jobs=1, fonts=(), preview_key=key)
    edition = build(project, at=datetime.fromisoformat(at), options=options)
    return edition, files_of(project / "site")


def unlisted(files: Files) -> Files:
    return {path: data for path, data in files.items() if path.startswith("preview/")}


def listed(files: Files) -> Files:
    return {path: data for path, data in files.items() if not path.startswith("preview/")}


def shown(edition: Edition) -> dict[str, str]:
    """File of the preview of each entry in English."""
    return {each.entry: file_of(each.url) for each in edition.previews if each.lang == "en"}


def file_of(url: str) -> str:
    return f"{url.removeprefix('https://t.example/')}index.html"


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, Files]:
    """The previews of a draft of every kind."""
    parts = (PUBLIC, GATE, hidden("draft"), NAMING)
    return previewed(journal(tmp_path_factory.mktemp("drafts"), *parts))


def test_every_kind_of_entry_has_a_preview(drafts: tuple[Edition, Files]) -> None:
    edition, files = drafts
    pages = shown(edition)

    assert {name.partition(":")[0] for name in pages} == {
        *("award", "call", "diary", "event", "page", "person", "poll", "press"),
        *("release", "report", "review", "story", "suggestion", "topic"),
    }
    assert [page for page in pages.values() if b"QXQ title" not in files.get(page, b"")] == [
        pages["release:qxqgate"]
    ]


def test_a_preview_tells_nothing_to_the_public_site(drafts: tuple[Edition, Files]) -> None:
    edition, files = drafts
    tokens = [each.url.split("/")[-2].encode() for each in edition.previews]
    public = b"\n".join(listed(files).values())

    assert escaped(listed(files)) == []
    assert [token for token in tokens if token in public] == []


def test_previews_change_no_byte_of_the_public_site(tmp_path: Path) -> None:
    project = journal(tmp_path, PUBLIC, GATE, hidden("with"), NAMING)
    _, made = previewed(project)
    _, plain = previewed(project, b"")

    assert unlisted(made)
    assert listed(made) == plain


def test_every_link_and_picture_of_a_preview_is_there(drafts: tuple[Edition, Files]) -> None:
    _, files = drafts
    known = {f"/{path}" for path in files} | {f"/{p.removesuffix('index.html')}" for p in files}
    found = {
        (path, unquote(url))
        for path, data in unlisted(files).items()
        if path.endswith(".html")
        for url in re.findall(r'(?:href|src)="(/[^"#?]*)', data.decode())
    }

    assert len(found) > 500
    assert {(path, url) for path, url in found if url not in known} == set()


def test_an_address_is_a_keyed_digest_of_entry_and_language(tmp_path: Path) -> None:
    edition, _ = previewed(journal(tmp_path, TRANSLATION))
    said = b"diary:both\nzh-CN"
    token = hmac.new(KEY, said, hashlib.sha256).hexdigest()[:32]

    assert [each.url for each in edition.previews] == [f"https://t.example/preview/{token}/"]


def test_another_key_gives_other_addresses(tmp_path: Path) -> None:
    project = journal(tmp_path, TRANSLATION)
    one, _ = previewed(project)
    other, files = previewed(project, KEY[::-1])

    assert {e.url for e in one.previews}.isdisjoint(e.url for e in other.previews)
    assert not [path for path in files if one.previews[0].url.split("/")[-2] in path]


def test_a_preview_asks_not_to_be_found_nor_to_be_told_of(drafts: tuple[Edition, Files]) -> None:
    edition, files = drafts
    for path in shown(edition).values():
        page = LexborHTMLParser(files[path])
        said = {m.attributes.get("name"): m.attributes.get("content") for m in page.css("meta")}

        assert said["robots"] == "noindex, nofollow"
        assert said["referrer"] == "no-referrer"
        assert page.css("link[rel=canonical]") == []


def test_a_preview_says_that_it_is_one_and_when_it_goes_live(tmp_path: Path) -> None:
    project = journal(tmp_path, PUBLIC, GATE, hidden("future"))
    edition, files = previewed(project)
    notes = {
        each.lang: " ".join(note.text() for note in page.css("aside.notice"))
        for each in edition.previews
        for page in [LexborHTMLParser(files[file_of(each.url)])]
        if each.entry == "diary:qxqdiary"
    }

    assert notes["en"] == "Preview, not public. It goes live at 7 March 2037."
    assert notes["zh-CN"] == "预览，尚未公开。 将于2037年3月7日公开。"


def test_a_preview_leads_to_the_previews_of_what_else_is_hidden(
    drafts: tuple[Edition, Files],
) -> None:
    edition, files = drafts
    pages = shown(edition)
    diary = files[pages["diary:qxqdiary"]].decode()

    assert f'href="/{pages["release:qxqrelease"].removesuffix("index.html")}"' in diary
    assert 'href="/suggestions/wish/"' in diary


def test_a_preview_has_its_pictures_beside_it(drafts: tuple[Edition, Files]) -> None:
    edition, files = drafts
    folder = shown(edition)["diary:qxqdiary"].removesuffix("index.html")

    assert f"{folder}diaries/qxqdiary/qxqpicture.jpg" in files
    assert f"{folder}qxqshared.jpg" in files


@pytest.mark.parametrize("reason", ["withdrawn", "expired"])
def test_what_was_taken_back_has_no_preview(tmp_path: Path, reason: str) -> None:
    edition, files = previewed(journal(tmp_path, PUBLIC, hidden(reason)))

    assert edition.previews == ()
    assert unlisted(files) == {}


@pytest.mark.parametrize(("reason", "count"), [("pending", 1), ("declined", 0), ("consent", 0)])
def test_only_a_story_that_still_may_come_has_a_preview(
    tmp_path: Path, reason: str, count: int
) -> None:
    edition, _ = previewed(journal(tmp_path, PUBLIC, story(reason)))

    assert len(edition.previews) == count


def test_nobody_who_is_nameless_has_a_preview(tmp_path: Path) -> None:
    people = {"people.yaml": "- {id: qxqlin, title: QXQ Lin, display: anonymous}\n"}
    edition, files = previewed(journal(tmp_path, people, TRANSLATION))

    assert [each.entry for each in edition.previews] == ["diary:both"]
    assert b"QXQ Lin" not in b"".join(files.values())


def test_the_next_build_without_previews_takes_them_away(tmp_path: Path) -> None:
    project = journal(tmp_path, TRANSLATION)
    _, before = previewed(project)
    _, after = previewed(project, b"")

    assert unlisted(before)
    assert not (project / "site/preview").exists()
    assert unlisted(after) == {}


def test_a_preview_is_gone_once_its_entry_is_public(tmp_path: Path) -> None:
    put(tmp_path, {"content/diaries/a.md": "---\ntitle: A\ndate: 2026-06-05\n---\n"})
    project = journal(tmp_path, {})
    before, _ = previewed(project)
    after, files = previewed(project, at="2026-06-05T00:00:00+00:00")

    assert [each.entry for each in before.previews] == ["diary:a"]
    assert after.previews == ()
    assert unlisted(files) == {}
