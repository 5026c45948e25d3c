"""Which file of the site answers a request."""

from http import HTTPStatus
from pathlib import Path

import pytest

from generator.preview.answers import Answer, Known, answer
from generator.preview.stage import Scene
from generator.publish.headers import type_of
from tests.preview.previews import write


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """A site at the address `/journal/`, with something beside it that is nobody's business."""
    site = tmp_path / "site"
    write(tmp_path / "secret.txt", "secret")
    write(site / "index.html", "<body>home</body>")
    write(site / "404.html", "<body>not here</body>")
    write(site / "en" / "404.html", "<body>not here, in English</body>")
    write(site / "diaries" / "a b" / "index.html", "<body>diary</body>")
    write(site / "feed.xml", "<feed/>")
    write(site / ".friday" / "manifest", "secret")
    write(site / ".well-known" / "security.txt", "Contact: us")
    (site / "leak.txt").symlink_to(tmp_path / "secret.txt")
    return Scene("7-1", site, "/journal/")


def found(scene: Scene, target: str) -> tuple[int, bytes]:
    reply = answer(scene, target)
    return int(reply.status), reply.body


def test_a_folder_is_answered_with_its_index(scene: Scene) -> None:
    status, body = found(scene, "/journal/diaries/a%20b/?from=here")

    assert (status, b"diary" in body) == (200, True)


def test_the_top_of_the_host_leads_to_the_site(scene: Scene) -> None:
    assert answer(scene, "/").location == "/journal/"


def test_the_sites_own_address_without_a_slash_leads_to_the_site(scene: Scene) -> None:
    assert answer(scene, "/journal").location == "/journal/"


def test_a_folder_without_a_slash_leads_to_the_one_with_it_and_keeps_the_query(
    scene: Scene,
) -> None:
    reply = answer(scene, "/journal/diaries/a%20b?page=2")

    assert (reply.status, reply.location) == (302, "/journal/diaries/a%20b/?page=2")


def test_a_redirect_never_leads_to_another_host(tmp_path: Path) -> None:
    write(tmp_path / "evil.example" / "index.html", "")

    assert answer(Scene("7-1", tmp_path), "//evil.example").location == "/evil.example/"


def test_a_folder_without_an_index_is_not_listed(scene: Scene) -> None:
    status, body = found(scene, "/journal/diaries/")

    assert (status, b"a b" in body) == (404, False)


def test_a_path_beside_the_site_is_missing(scene: Scene) -> None:
    assert answer(scene, "/journalism/").status == HTTPStatus.NOT_FOUND


def test_a_missing_page_is_answered_with_the_sites_own_page_for_that(scene: Scene) -> None:
    status, body = found(scene, "/journal/no/such/page/")

    assert (status, b"not here" in body) == (404, True)


def test_a_missing_page_of_a_language_is_answered_in_that_language(scene: Scene) -> None:
    assert b"in English" in answer(scene, "/journal/en/no/such/page/").body


def test_a_missing_page_of_a_site_without_a_page_for_that_names_the_site(tmp_path: Path) -> None:
    status, body = found(Scene("7-1", tmp_path, "/journal/"), "/journal/no/")

    assert (status, b'href="/journal/"' in body) == (404, True)


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "%2e%2e/secret.txt",
        "diaries/../../secret.txt",
        "..%2fsecret.txt",
        "..%5csecret.txt",
        "/secret.txt",
        "leak.txt",
        ".friday/manifest",
        "%2efriday/manifest",
        "feed.xml%00",
        "x" * 5000,
        "%ff%fe",
        "feed.xml/",
    ],
)
def test_nothing_outside_or_hidden_is_served(scene: Scene, path: str) -> None:
    status, body = found(scene, f"/journal/{path}")

    assert (status, b"secret" in body) == (404, False)


def test_what_must_be_served_although_it_is_hidden_is_served(scene: Scene) -> None:
    assert found(scene, "/journal/.well-known/security.txt") == (200, b"Contact: us")


def test_a_file_that_is_no_page_is_sent_as_it_is(scene: Scene) -> None:
    assert found(scene, "/journal/feed.xml") == (200, b"<feed/>")


def test_a_page_is_sent_with_the_script_that_reloads_it(scene: Scene) -> None:
    assert b'data-edition="7-1"></script>\n</body>' in answer(scene, "/journal/").body


def test_the_script_is_not_written_into_the_file(scene: Scene, tmp_path: Path) -> None:
    answer(scene, "/journal/")

    assert (tmp_path / "site" / "index.html").read_bytes() == b"<body>home</body>"


def test_a_browser_that_has_the_page_is_told_so(scene: Scene) -> None:
    reply = answer(scene, "/journal/")

    assert reply.is_known(Known(tags=f'"other", W/{reply.tag}'))


def test_a_page_of_another_edition_is_not_the_one_that_the_browser_has(scene: Scene) -> None:
    reply = answer(scene, "/journal/")
    newer = answer(Scene("7-2", scene.site, scene.base), "/journal/")

    assert not newer.is_known(Known(tags=reply.tag))


def test_a_feed_reader_that_asks_by_time_is_told_that_it_has_the_feed(scene: Scene) -> None:
    reply = answer(scene, "/journal/feed.xml")

    assert reply.is_known(Known(since=reply.modified))


def test_a_feed_that_is_newer_than_asked_for_is_sent(scene: Scene) -> None:
    reply = answer(scene, "/journal/feed.xml")

    assert not reply.is_known(Known(since="Mon, 01 Jan 2001 00:00:00 GMT"))


def test_a_time_that_is_none_is_passed_over(scene: Scene) -> None:
    assert not answer(scene, "/journal/feed.xml").is_known(Known(since="soon"))


def test_a_tag_outweighs_a_time(scene: Scene) -> None:
    reply = answer(scene, "/journal/feed.xml")

    assert not reply.is_known(Known(tags='"other"', since=reply.modified))


def test_a_page_is_never_known_by_its_time_since_its_script_may_be_newer(scene: Scene) -> None:
    assert not answer(scene, "/journal/").modified


def test_a_missing_page_is_never_known(scene: Scene) -> None:
    assert not answer(scene, "/journal/no/").is_known(Known(tags="*"))


def test_browsers_keep_nothing_without_asking() -> None:
    reply = Answer(HTTPStatus.OK, "text/plain", b"")

    assert ("Cache-Control", "no-cache") in reply.headers


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("a/index.html", "text/html; charset=utf-8"),
        ("style.CSS", "text/css; charset=utf-8"),
        ("app.js", "text/javascript; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("feeds.opml", "text/x-opml; charset=utf-8"),
        ("feed.json", "application/json"),
        ("app.webmanifest", "application/manifest+json"),
        ("lamp.svg", "image/svg+xml; charset=utf-8"),
        ("lamp.avif", "image/avif"),
        ("lamp.png", "image/png"),
        ("calendar.ics", "text/calendar; charset=utf-8"),
        ("LICENSE", "application/octet-stream"),
    ],
)
def test_a_file_has_the_media_type_of_its_name(name: str, wanted: str) -> None:
    assert type_of(name) == wanted
