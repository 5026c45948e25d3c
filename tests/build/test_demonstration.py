"""The demonstration journal, built once and looked at from all sides."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.build.edition import Edition
from generator.config import read as read_config
from generator.journal.journal import Journal, gather
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Reference
from generator.pages.atlas import is_sent_in
from generator.pages.layout import Extras, lay_out
from generator.pages.plan import Plan
from generator.pages.views import EntryPage, ListPage
from generator.reader.read import Means, Reading, read
from generator.workshop.cache import Cache
from tests import feed_validity
from tests.build.building import Files, built, copied, files_of
from tests.cli.running import environment
from tests.pages.journals import Words

AT = "2026-11-22T12:00+08:00"
HOST = "https://journal.example.org"
KINDS_OF_PAGES = {name for name, kind in KINDS.items() if not (kind.tag or kind.period)}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
GONE = "take-part/bedtime-survey/index.html"
"""Where a survey stood that has expired: a page says so, and nothing leads there."""
TAKEN_BACK = "suggestions/account-sync/index.html"
"""Where a suggestion stood that was withdrawn."""
# Attributes that name what a page needs to look right, as against where its links lead.
NOT_IN_FEEDS = {Reference("story", "attic")}  # its consent says `uses: [site]`
NEEDED = {("img", "src"), ("script", "src"), ("source", "src"), ("source", "srcset")}


@dataclass(frozen=True, repr=False)
class Demo:
    """The journal in a folder of its own, and its site."""

    project: Path
    edition: Edition
    files: Files

    @cached_property
    def pages(self) -> dict[str, "Parsed"]:
        return {p: parsed(c) for p, c in self.files.items() if p.endswith(".html")}


@dataclass(frozen=True)
class Parsed:
    """A page as the standard reads it.

    Attributes:
        errors: what a validator would say, with line and column.
        links: element, attribute and value of everything that leads somewhere.
    """

    errors: tuple[str, ...]
    ids: frozenset[str]
    links: tuple[tuple[str, str, str], ...]
    headings: tuple[str, ...]
    noindex: bool


def parsed(content: bytes) -> Parsed:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(content, transport_encoding="utf-8")
    elements = [e for e in tree.iter() if isinstance(e.tag, str)]
    links = [
        (element.tag, name, value)
        for element in elements
        for name, value in element.attrib.items()
        if name in {"href", "src", "poster"}
    ]
    robots = [e.get("content") for e in elements if e.get("name") == "robots"]
    return Parsed(
        tuple(f"{place}: {code} {data}" for place, code, data in parser.errors),
        frozenset(e.attrib["id"] for e in elements if "id" in e.attrib),
        tuple(links),
        tuple("".join(e.itertext()) for e in elements if e.tag == "h1"),
        bool(robots),
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    project = copied(tmp_path_factory.mktemp("demo"))
    edition = built(project, AT)
    return Demo(project, edition, files_of(project / "site"))


# What a reader finds


def test_the_demonstration_has_no_problem_but_the_promise_that_it_owes(demo: Demo) -> None:
    assert [(problem.location.file, problem.code) for problem in demo.edition.problems] == [
        ("content/polls/knob-direction/index.zh.md", "overdue")
    ]


def test_every_kind_is_shown(demo: Demo) -> None:
    entries = json.loads(demo.files["journal.json"])["entries"]

    assert {entry["kind"] for entry in entries} == {n for n, k in KINDS.items() if not k.part_of}


def test_every_feed_is_valid(demo: Demo) -> None:
    checks = {
        "feed.xml": feed_validity.problems_in_rss,
        "atom.xml": feed_validity.problems_in_atom,
        "feed.json": feed_validity.problems_in_json_feed,
        "feeds.opml": feed_validity.problems_in_opml,
    }
    problems = {}
    for path, content in demo.files.items():
        check = checks.get(re.sub(r"-\d+", "", path.rpartition("/")[2]))
        if check is not None and (found := check(content)):
            problems[path] = found

    assert problems == {}


def test_every_page_is_read_without_an_error(demo: Demo) -> None:
    wrong = {path: page.errors for path, page in demo.pages.items() if page.errors}

    assert wrong == {}


def test_every_link_within_the_site_leads_to_a_file_and_an_anchor(demo: Demo) -> None:
    broken = [
        (path, value)
        for path, page in demo.pages.items()
        for _, _, value in page.links
        if not _leads_somewhere(demo, path, value)
    ]

    assert broken == []


def _leads_somewhere(demo: Demo, path: str, value: str) -> bool:
    address = urlsplit(urljoin(f"{HOST}/{path}", value))
    if address.scheme not in {"http", "https"} or address.netloc != urlsplit(HOST).netloc:
        return True
    file = unquote(address.path)[1:]
    file = f"{file}index.html" if not file or file.endswith("/") else file
    anchor = unquote(address.fragment)
    page = demo.pages.get(file)
    return file in demo.files and (not anchor or page is None or anchor in page.ids)


def test_no_page_needs_a_file_of_another_host(demo: Demo) -> None:
    needed = {
        value
        for page in demo.pages.values()
        for tag, name, value in page.links
        if (tag, name) in NEEDED and urlsplit(value).netloc
    }
    sheets = [c.decode() for path, c in demo.files.items() if path.endswith(".css")]

    assert needed == set()
    assert [sheet for sheet in sheets if re.search(r"url\(\s*[\"']?https?:|@import", sheet)] == []


def test_chinese_pages_have_chinese_headings(demo: Demo) -> None:
    tops = "archive calendar diaries events honours people polls releases series subscribe tags"
    pages = [demo.pages[f"{name}/index.html"] for name in tops.split()]

    assert [page.headings for page in pages if not CHINESE.search("".join(page.headings))] == []


def test_the_page_of_what_is_not_found_is_in_both_languages(demo: Demo) -> None:
    assert CHINESE.search("".join(demo.pages["404.html"].headings))
    assert not CHINESE.search("".join(demo.pages["en/404.html"].headings))


# What machines find


def test_the_sitemap_lists_exactly_the_pages_that_may_be_indexed(demo: Demo) -> None:
    tree = etree.fromstring(demo.files["sitemap.xml"])
    listed = [unquote(str(node.text)) for node in tree.iter("{*}loc")]
    config = (demo.project / "friday.yaml").read_text(encoding="utf-8")
    everything_is_noindex = re.search(r"^robots: no$", config, re.MULTILINE)
    pages = {
        path
        for path, page in demo.pages.items()
        if not re.search(r"/page/|404\.html$|/certificate/|(^|/)search/", path)
        and not _is_redirect(demo, path)
        and path not in {GONE, TAKEN_BACK}
    }

    assert everything_is_noindex or not [p for p in pages if demo.pages[p].noindex]
    assert sorted(listed) == sorted(f"{HOST}/{p.removesuffix('index.html')}" for p in pages)


def test_what_has_expired_left_a_page_that_says_so_and_nothing_else(demo: Demo) -> None:
    survey = (demo.project / "content/calls/bedtime-survey.zh.md").read_text(encoding="utf-8")
    title = re.findall(r"^title: (.+)$", survey, re.MULTILINE)[0]
    elsewhere = [p for p, c in demo.files.items() if b"bedtime-survey" in c and p != GONE]

    assert "2026年9月1日" in demo.files[GONE].decode().replace("\u00a0", "")
    assert title not in demo.files[GONE].decode()
    assert [path for path in elsewhere if not path.endswith("atom.xml")] == []


def _is_redirect(demo: Demo, path: str) -> bool:
    return b'http-equiv="refresh"' in demo.files[path]


def test_the_journal_as_data_lists_exactly_the_pages_of_entries(demo: Demo) -> None:
    entries = json.loads(demo.files["journal.json"])["entries"]
    listed = {unquote(urlsplit(entry["url"]).path)[1:] + "index.html": entry for entry in entries}
    pages = {p for p, c in demo.files.items() if b'<article class="entry kind-' in c}

    assert len(listed) == len(entries)
    assert pages <= set(listed) <= set(demo.files)
    assert {listed[page]["kind"] for page in set(listed) - pages}.isdisjoint(KINDS_OF_PAGES)


def test_every_feed_stands_in_the_list_of_feeds(demo: Demo) -> None:
    outlines = ET.fromstring(demo.files["feeds.opml"]).iter("outline")  # noqa: S314 - our own file
    named = {
        unquote(urlsplit(o.attrib["xmlUrl"]).path)[1:] for o in outlines if "xmlUrl" in o.attrib
    }

    assert named == {path for path in demo.files if path.rpartition("/")[2] == "feed.xml"}


# The same input gives the same bytes


def test_a_second_build_writes_nothing(demo: Demo) -> None:
    again = built(demo.project, AT)

    assert (again.written, again.unchanged, again.deleted) == (0, len(demo.files), 0)


def test_a_warm_cache_gives_the_same_bytes(demo: Demo, tmp_path: Path) -> None:
    built(demo.project, AT, site=tmp_path / "site")

    assert files_of(tmp_path / "site") == demo.files


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The site as the command line makes it, with share cards in the fonts of the system."""
    return _as_told(copied(tmp_path_factory.mktemp("told")), "1", {})


def _as_told(project: Path, jobs: str, env: dict[str, str], umask: int = -1) -> Files:
    command = [sys.executable, "-m", "generator", "build", "--at", AT, "--jobs", jobs]
    subprocess.run(
        command, cwd=project, env=environment(env), umask=umask, check=True, capture_output=True
    )
    return files_of(project / "site")


@pytest.mark.parametrize(
    ("jobs", "env"),
    [
        ("2", {}),
        ("1", {"PYTHONHASHSEED": "7", "TZ": "America/New_York", "LC_ALL": "C", "PYTHONUTF8": ""}),
        ("5", {"PYTHONHASHSEED": "0", "TZ": "Pacific/Apia", "LC_ALL": "tr_TR", "LANGUAGE": "zh"}),
    ],
    ids=["two processes", "another environment", "five processes, and yet another"],
)
def test_other_circumstances_give_the_same_bytes(
    told: Files, tmp_path: Path, jobs: str, env: dict[str, str]
) -> None:
    made = _as_told(copied(tmp_path), jobs, env, umask=0o077)

    assert sorted(path for path in made | told if made.get(path) != told.get(path)) == []


def test_a_changed_text_changes_its_page_and_the_feeds_that_hold_it_and_nothing_else(
    demo: Demo, tmp_path: Path
) -> None:
    project = tmp_path / "j"
    shutil.copytree(demo.project, project)
    file = min((project / "content/diaries").glob("*.en.md"))
    name = file.name.removesuffix(".en.md")[11:]
    file.write_text(f"{file.read_text(encoding='utf-8')}\nOne more line.\n", encoding="utf-8")
    held = re.compile(rf"/diary/{name}/en(?![\w-])".encode())
    feeds = {path for path, content in demo.files.items() if held.search(content)}

    assert feeds
    written = {
        path
        for path in built(project, AT).written_paths
        if not path.startswith("en/search/index/")  # its text is found by search, too
    }
    assert written == {f"en/diaries/{name}/index.html"} | feeds


# Every output obeys the one function of visibility


@dataclass(frozen=True)
class Laid:
    journal: Journal
    plan: Plan


@dataclass(frozen=True, repr=False)
class Source:
    """What was read; it has no long description, which hypothesis would print."""

    reading: Reading


@pytest.fixture(scope="module")
def source(demo: Demo) -> Source:
    config, _ = read_config((demo.project / "friday.yaml").read_text(encoding="utf-8"))
    assert config is not None
    with Cache(demo.project / ".friday/cache.sqlite") as cache:
        return Source(
            read(demo.project, config, Means(cache, 1, lambda _what, _total, _done: None))
        )


def laid_at(demo: Demo, reading: Reading, at: datetime) -> Laid:
    config, _ = read_config((demo.project / "friday.yaml").read_text(encoding="utf-8"))
    assert config is not None
    journal, _ = gather(reading.entries, config, at)
    plan, _ = lay_out(journal, Extras(reading.static, reading.files), Words())
    return Laid(journal, plan)


def addresses(entries: Iterator[Entry], plan: Plan) -> set[str]:
    places = {id(sheet.entry): sheet.whole for sheet in plan.sheets if sheet.entry}
    return {places[id(entry)] for entry in entries}


@settings(max_examples=6)
@given(days=st.integers(-10, 250), seconds=st.sampled_from((0, 1, 43_200)))
def test_every_output_shows_the_same_entries_at_any_instant(
    demo: Demo, source: Source, days: int, seconds: int
) -> None:
    reading = source.reading
    at = datetime(2026, 5, 15, tzinfo=UTC) + timedelta(days=days, seconds=seconds)
    laid = laid_at(demo, reading, at)
    public = [e for versions in laid.journal.public() for e in versions]
    # What introduces a tag or a month has no page of its own: it stands on that one.
    own = [e for e in public if not (KINDS[e.kind].tag or KINDS[e.kind].period)]
    apart = {e.reference for e in own if is_sent_in(e) or e.reference in NOT_IN_FEEDS}
    fed = {e.reference for e in own if KINDS[e.kind].in_feed} - apart
    [data] = [text.content for text in laid.plan.texts if text.path == "journal.json"]
    [sitemap] = [text.content.decode() for text in laid.plan.texts if text.path == "sitemap.xml"]
    pages = {sheet.whole for sheet in laid.plan.sheets if sheet.entry}
    hidden = [e for e in reading.entries if not laid.journal.is_public(e)]

    assert pages == addresses(iter(own), laid.plan)
    told = [entry for entry in json.loads(data)["entries"] if entry["kind"] in KINDS_OF_PAGES]
    assert {entry["url"] for entry in told} == pages
    assert {page for page in pages if f"<loc>{page}</loc>" in sitemap} == pages
    assert len(_fed(laid.plan)) == len(fed)
    listed = {path for path in _listed(laid.plan) if "/tags/" not in path}
    assert listed <= {urlsplit(page).path for page in pages}
    assert not {e.location for e in hidden} & {s.place for s in laid.plan.sheets}


def _fed(plan: Plan) -> set[str]:
    """Ids of the items of the whole journal in its main language, archives included."""
    whole = [feed for feed in plan.feeds if re.fullmatch(r"/atom(-\d+)?\.xml", feed.atom)]
    return {item.id for feed in whole for item in feed.view.items}


def _listed(plan: Plan) -> set[str]:
    """Addresses of everything that stands in a list."""
    lists = [sheet.view for sheet in plan.sheets if isinstance(sheet.view, ListPage)]
    pages = [sheet.view for sheet in plan.sheets if isinstance(sheet.view, EntryPage)]
    cards = {card.url for view in lists for group in view.groups for card in group.cards}
    return cards | {link.url for view in pages for link in view.entry.mentioned_in}
