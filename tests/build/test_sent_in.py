"""What people sent in, from the content folder to the site: pictures, names, data, feeds."""

import json
import re
from pathlib import Path

import pytest

from tests.build.building import Files, built, files_of, put
from tests.render.pictures.making import SECRETS, photo, quarters, saved

CONFIG = "title: T\nbase_url: https://t.example/\nauthority: t.example,2026\nlanguages: [en]\n"
AT = "2026-06-01"
CALL = """---
title: A night with a lamp
date: 2026-04-01
type: photo
opens: 2026-04-01
answer_by: 2026-12-01
scope: {in: lamps}
binds: We read it
---
"""
STORY = """---
title: On the sill
date: 2026-05-01
by: {by}
call: lamp
quote: Nobody asked for the model
consent: {{given: 2026-04-02, text: one, uses: [{uses}], licence: CC0{consent}}}
decision: approved
cover: {{src: cover.jpg, alt: A window}}
pictures:
  - {{src: 1.jpg, alt: A lamp, caption: At night}}
  - {{src: deep/2.png, alt: A lamp again}}
---
It rained. [The whole picture](3.jpg)
"""
LARGE = re.compile(r'<a class="shot" href="(/stories/a/[^"]+)"')


def project(
    folder: Path, by: str = "Ada", uses: str = "site, feeds, cards", consent: str = ""
) -> Path:
    """A photo show with one story, whose pictures hold everything that must not be published."""
    story = STORY.format(by=by, uses=uses, consent=consent)
    put(
        folder,
        {
            "friday.yaml": CONFIG,
            "content/calls/lamp.md": CALL,
            "content/stories/a/index.md": story,
        },
    )
    here = folder / "content/stories/a"
    (here / "deep").mkdir()
    for name in ("cover.jpg", "1.jpg", "3.jpg"):
        (here / name).write_bytes(photo(6, 900, 600))
    (here / "deep/2.png").write_bytes(saved(quarters(900, 600), "PNG"))
    return folder


def site(folder: Path) -> Files:
    built(folder, AT)
    return files_of(folder / "site")


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The site of a photo show."""
    return site(project(tmp_path_factory.mktemp("show")))


def test_no_place_and_no_camera_of_a_picture_that_was_sent_in_is_in_the_site(show: Files) -> None:
    names = {"cover.jpg", "1.jpg", "1.jpg.480w.webp", "3.jpg", "deep/2.png"}

    assert {f"stories/a/{name}" for name in names} <= show.keys()
    assert [
        path for path, data in show.items() if any(secret.encode() in data for secret in SECRETS)
    ] == []


def test_the_large_form_of_a_picture_is_a_file_of_the_site(show: Files) -> None:
    pages = ("stories/a/index.html", "take-part/lamp/index.html")
    found = [LARGE.findall(show[page].decode()) for page in pages]

    assert found == [["/stories/a/1.jpg", "/stories/a/deep/2.png"]] * 2
    assert all(address[1:] in show for page in found for address in page)


def test_every_picture_says_its_size_and_comes_in_several(show: Files) -> None:
    for page in ("stories/index.html", "stories/a/index.html", "take-part/lamp/index.html"):
        images = re.findall(r"<img [^>]*>", show[page].decode())
        shown = [image for image in images if 'src="/stories/a/' in image]

        assert shown
        assert all(re.search(r' alt="A [^"]+" width="\d+" height="\d+"', each) for each in shown)
        assert show[page].decode().count("<source ") >= len(shown)


def test_the_data_of_a_story_hold_its_pictures_and_not_its_consent(show: Files) -> None:
    entries = json.loads(show["journal.json"])["entries"]
    [fields] = [each["fields"] for each in entries if each["kind"] == "story"]

    assert [each["alt"] for each in fields["pictures"]] == ["A lamp", "A lamp again"]
    assert "consent" not in fields
    assert "featured" not in fields


def test_a_feed_shows_every_picture_that_may_be_in_it(tmp_path: Path, show: Files) -> None:
    without = site(project(tmp_path, uses="site"))
    feed = show["stories/feed.xml"].decode()

    assert feed.count("https://t.example/stories/a/") >= 5
    assert "Nobody asked for the model" in feed
    assert "stories/a/" not in without["stories/feed.xml"].decode()


def test_a_story_without_a_name_names_nobody_anywhere(tmp_path: Path) -> None:
    named = site(project(tmp_path / "1", by="Zebedee"))
    nameless = site(project(tmp_path / "2", by="Zebedee", consent=", name: anonymous"))

    assert any(b"Zebedee" in data for data in named.values())
    assert [path for path, data in nameless.items() if b"Zebedee" in data] == []
