"""What strangers sent stays data in every other file of the site, each read by its own parser.

The pages themselves are looked at in `test_hostile.py`.
"""

import csv
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import feedparser
import html5lib
import icalendar
import pytest
from lxml import etree

from tests.browser.journals import Site
from tests.cli.running import friday_here
from tests.hostile.payloads import EVIL, PAYLOADS

_SVG = "{http://www.w3.org/2000/svg}"
_TEXTS = {".html", ".xml", ".json", ".ics", ".opml", ".svg", ".txt", ".js", ".css", ".csv"}
_LOCAL = re.compile(r"(?:https://example\.org(?:[/?#]|$)|/(?!/)|#|data:image/(?:png|webp|jpeg);)")
_UNSEEN = {"Cc", "Cs", "Cn"}
_LONGEST_NAME = 255  # bytes, of most file systems
_JOINER = "\u200c"  # scripts need it, and it stays
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def texts(hostile: Site) -> dict[str, str]:
    """Every text file of the site by its path."""
    files = sorted(hostile.folder.rglob("*"))
    return {
        file.relative_to(hostile.folder).as_posix(): file.read_bytes().decode("utf-8")
        for file in files
        if file.suffix in _TEXTS and ".friday" not in file.parts
    }


def _of(texts: dict[str, str], ending: str) -> Iterator[tuple[str, str]]:
    return ((name, text) for name, text in texts.items() if name.endswith(ending))


def test_no_file_turns_the_direction_of_text_or_holds_what_nobody_sees(
    texts: dict[str, str],
) -> None:
    found = {
        f"{name}: U+{ord(sign):04X}"
        for name, text in texts.items()
        for sign in set(text) - {"\n", "\r", "\t"}
        if unicodedata.bidirectional(sign) in {"LRE", "RLE", "LRO", "RLO", "LRI", "RLI", "FSI"}
        or unicodedata.category(sign) in _UNSEEN
        or 0xE0000 <= ord(sign) <= 0xE007F  # the block of tags
    }

    assert found == set()


def test_every_file_of_xml_is_whole_and_names_nothing_outside(texts: dict[str, str]) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    files = [
        *_of(texts, ".xml"),
        *_of(texts, ".svg"),
        *_of(texts, ".opml"),
    ]
    for name, text in files:
        tree = etree.fromstring(text.encode(), parser).getroottree()

        assert not tree.docinfo.internalDTD, name
    assert len(files) > 2 * sum(map(len, PAYLOADS.values())) / 2


def test_no_card_runs_or_asks_anything(texts: dict[str, str]) -> None:
    cards = dict(_of(texts, ".svg"))
    for name, text in cards.items():
        for element in etree.fromstring(text.encode()).iter(etree.Element):
            tag = str(element.tag)
            links = [str(value) for key, value in element.items() if str(key).endswith("href")]

            assert tag.startswith(_SVG), name
            assert tag.removeprefix(_SVG) not in {"script", "foreignObject", "style"}, name
            assert not [key for key, _ in element.items() if str(key).lower().startswith("on")], (
                name
            )
            assert all(_LOCAL.match(link) for link in links), name
    assert len(cards) > 20


def test_every_feed_is_read_without_doubt_and_its_items_lead_to_the_site(
    texts: dict[str, str],
) -> None:
    items = 0
    for name, text in _of(texts, ".xml"):
        feed = feedparser.parse(text.encode())
        if not feed.version:
            continue
        assert not feed.bozo, name
        for item in feed.entries:
            items += 1
            links = [link.href for link in item.get("links", ()) if link.rel != "enclosure"]

            assert all(link.startswith("https://example.org/") for link in links), name
    assert items > 20


def test_the_html_of_feeds_holds_no_script_and_no_address_of_another_scheme(
    texts: dict[str, str],
) -> None:
    items = 0
    for name, text in _of(texts, "feed.json"):
        for item in json.loads(text)["items"]:
            items += 1
            for element in html5lib.parse(item.get("content_html", "")).iter():
                tag = str(element.tag).rpartition("}")[2]
                links = [value for key in ("href", "src") if (value := element.get(key))]

                assert tag not in {"script", "style", "iframe", "object", "form", "svg"}, name
                assert all(re.match(r"(?:https?:|mailto:|/|#)", link) for link in links), name
                assert not [key for key, _ in element.items() if key.startswith("on")], name
    assert items > 20


def test_every_file_of_json_is_read_and_so_is_the_data_in_pages(texts: dict[str, str]) -> None:
    for _, text in _of(texts, ".json"):
        json.loads(text)
    found = 0
    for name, text in _of(texts, ".html"):
        for element in html5lib.parse(text, namespaceHTMLElements=False).iter("script"):
            if element.get("type") in {"application/ld+json", "application/json"}:
                found += 1
                json.loads(element.text or "")
            else:
                assert element.get("src", "").startswith("/"), name
                assert not (element.text or "").strip(), name
    assert found > sum(map(len, PAYLOADS.values()))


def test_the_calendar_has_the_events_of_the_team_alone(texts: dict[str, str]) -> None:
    calendars = dict(_of(texts, ".ics"))
    for text in calendars.values():
        calendar = icalendar.Calendar.from_ical(text)
        for event in calendar.walk("VEVENT"):
            assert event.get("ATTACH") is None
            assert event.get("UID", "").startswith("tag:example.org,")
            assert str(event.get("URL", "https://example.org/")).startswith("https://example.org/")
    assert calendars


def test_no_template_is_worked_out(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        said = unquote(text).replace("}1337{", "")

        if name.startswith("search/index/"):
            continue  # words alone, without the signs around them
        assert not re.search(r"(?<![0-9a-f.-])1337(?![0-9a-f%])", said), name
        assert "13371337" not in said, name
        assert "Undefined" not in said, name
        assert "<class " not in said, name


def test_no_name_of_a_file_leads_elsewhere_or_is_one_of_the_system(hostile: Site) -> None:
    names = [file.relative_to(hostile.folder).as_posix() for file in hostile.folder.rglob("*")]
    parts = {part for name in names for part in name.split("/")} - {".friday"}

    assert not [part for part in parts if re.search(r'[<>"\\:|?*\s]', part)]
    assert not [
        part
        for part in parts
        if part.startswith((".", "-")) or not part.replace(_JOINER, "").isprintable()
    ]
    assert max(len(part.encode()) for part in parts) <= _LONGEST_NAME
    assert not (hostile.folder.parent / "content/stories/con").exists()
    assert not list(hostile.folder.parent.rglob("owned"))


def test_no_cell_of_the_register_is_a_formula(hostile: Site) -> None:
    project = hostile.folder.parent
    with (project / "content/submissions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))

    assert len(rows) > sum(map(len, PAYLOADS.values())) / 2
    assert {len(row) for row in rows} == {8}
    assert not [cell for row in rows for cell in row if cell.startswith(_FORMULA)]


def test_nobody_steers_the_terminal_of_those_who_decide(hostile: Site) -> None:
    project = hostile.folder.parent
    keys = [file.parent.name for file in sorted(project.glob("inbox/*/*/index.md"))]
    runs = [friday_here(project, "moderate"), friday_here(project, "consent")]
    runs += [friday_here(project, "moderate", "show", key) for key in keys[::_EVERY]]
    said = "".join(run.out + run.err for run in runs)

    assert [run.code for run in runs] == [0] * len(runs)
    assert {sign for sign in said if not sign.isprintable()} - {"\u3000"} == {"\n"}
    assert EVIL in said


_EVERY = 12
"""Each run reads the whole journal; the words of all are looked at in `tests/hostile`."""


def test_nothing_is_written_outside_of_the_project(hostile: Site) -> None:
    project: Path = hostile.folder.parent
    there = {file.name for file in project.iterdir()} - {"ready"}

    assert there <= {
        *("content", "friday.yaml", "inbox", "private", "rows.csv", "site", ".friday"),
        *("published.csv", "sent"),
    }
