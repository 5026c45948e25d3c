"""Whole small journals become exactly the sites that they should.

Each folder of `tests/sites/good/` is a journal with `at.txt`, the instant of its build, and what is
expected, written by hand: `files.txt`, every file of the site (`@every` stands for what every site
has, `@people` for the rules of a site with people, `x/feeds` for the documents of a feed; files of
the theme and of the search index are left out); `expected/`, whole files; `holds.txt` and
`lacks.txt`, texts that files hold or do not hold, `*` being all files, names included, in upper
and lower case alike.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from generator.build.edition import Edition
from generator.kinds.suggestion import Status
from tests import feed_validity
from tests.build.building import Files, built, files_of

SITES = Path(__file__).parents[1] / "sites/good"
NAMES = sorted(folder.name for folder in SITES.iterdir())
LISTS = [
    "diaries",
    "events",
    "honours",
    "polls",
    "releases",
    "reports",
    "stories",
    "suggestions",
    "take-part",
]
STATUSES = [f"suggestions/status/{status}" for status in Status]
PAGES = [
    *STATUSES,
    *LISTS,
    "archive",
    "calendar",
    "people",
    "search",
    "series",
    "subscribe",
    "tags",
    "you-said-we-did",
]
ONCE = ["_headers", "feeds.opml", "journal.json", "robots.txt", "sitemap.xml", "threads.json"]
FEED = ("feed.xml", "atom.xml", "feed.json")
FED = [*LISTS, *STATUSES, "you-said-we-did"]
LEVELS = ["customer", "loyal", "friend", "partner", "ambassador"]
NAMED_AFTER_CONTENT = re.compile(r"(^|/)search/index/(terms|entries)/")


@dataclass(frozen=True)
class Built:
    """A journal, its site's files but those of the theme, and what the build said."""

    project: Path
    files: Files
    edition: Edition


Sites = Callable[[str], Built]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """Each of the journals, built once."""
    folder = tmp_path_factory.mktemp("sites")

    @cache
    def made(name: str) -> Built:
        project = folder / name
        shutil.copytree(SITES / name, project)
        edition = built(project, instant(name))
        files = files_of(project / "site")
        own = {path: content for path, content in files.items() if not path.startswith("assets/")}
        return Built(project, own, edition)

    return made


def instant(name: str) -> str:
    return (SITES / name / "at.txt").read_text(encoding="utf-8").strip()


def wanted(name: str) -> set[str]:
    lines = (SITES / name / "files.txt").read_text(encoding="utf-8").split("\n")
    return {path for line in lines if line for path in _expanded(line)}


def _expanded(line: str) -> Iterator[str]:
    if line.startswith("@every"):
        top = line.removeprefix("@every").strip()
        yield from ONCE
        yield from (f"{top}{page}" for page in ("index.html", "404.html", "calendar.ics", *FEED))
        yield from (f"{top}{page}/index.html" for page in PAGES)
        yield from (f"{top}search/{file}" for file in ("opensearch.xml", "index/manifest.json"))
        yield from (f"{top}{page}/{document}" for page in FED for document in FEED)
    elif line.startswith("@people"):
        top = line.removeprefix("@people").strip()
        yield "people.json"
        yield f"{top}people/levels/index.html"
        yield from (
            f"{top}people/levels/{name}.{end}" for name in LEVELS for end in ("json", "svg")
        )
    elif line.endswith("/feeds"):
        yield from (f"{line.removesuffix('feeds')}{document}" for document in FEED)
    else:
        yield line


def said(name: str, file: str) -> Iterator[tuple[str, str]]:
    """Path of a file and a text, for each line of `holds.txt` or `lacks.txt`."""
    path = ""
    source = SITES / name / file
    for line in source.read_text(encoding="utf-8").splitlines() if source.exists() else ():
        if line.startswith("== "):
            path = line.removeprefix("== ")
        else:
            yield path, line


@pytest.mark.parametrize("name", NAMES)
def test_the_site_has_the_files_that_it_should_have(site: Sites, name: str) -> None:
    named = {path for path in site(name).files if not NAMED_AFTER_CONTENT.search(path)}

    assert named == wanted(name)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        (name, file.relative_to(SITES / name / "expected").as_posix())
        for name in NAMES
        for file in sorted((SITES / name / "expected").rglob("*"))
        if file.is_file()
    ],
)
def test_a_file_is_as_it_should_be(site: Sites, name: str, path: str) -> None:
    expected = (SITES / name / "expected" / path).read_text(encoding="utf-8")

    assert site(name).files[path].decode() == expected


@pytest.mark.parametrize("name", NAMES)
def test_a_site_holds_what_it_should_hold(site: Sites, name: str) -> None:
    files = site(name).files
    missing = [(p, text) for p, text in said(name, "holds.txt") if text not in files[p].decode()]

    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_a_site_lacks_what_it_should_lack(site: Sites, name: str) -> None:
    files = site(name).files
    found = [
        (path, text)
        for pattern, text in said(name, "lacks.txt")
        for path in (files if pattern == "*" else [pattern])
        if text.casefold() in f"{path}\n{files[path].decode(errors='replace')}".casefold()
    ]

    assert found == []


@pytest.mark.parametrize("name", NAMES)
def test_every_feed_is_valid(site: Sites, name: str) -> None:
    problems = {}
    for path, content in site(name).files.items():
        check = feed_check(path)
        if check is not None and (found := check(content)):
            problems[path] = found

    assert problems == {}


def feed_check(path: str) -> Callable[[bytes], list[str]] | None:
    """What judges a file; None for what is no feed."""
    name = re.sub(r"-\d+", "", path.rpartition("/")[2])
    return {
        "feed.xml": feed_validity.problems_in_rss,
        "atom.xml": feed_validity.problems_in_atom,
        "feed.json": feed_validity.problems_in_json_feed,
        "feeds.opml": feed_validity.problems_in_opml,
    }.get(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_second_build_writes_nothing(site: Sites, name: str) -> None:
    assert built(site(name).project, instant(name)).written == 0


@pytest.mark.parametrize("name", [name for name in NAMES if name != "hidden"])
def test_a_good_journal_has_no_problems(site: Sites, name: str) -> None:
    assert site(name).edition.problems == ()


def test_names_of_what_is_hidden_are_warned_of_where_they_stand(site: Sites) -> None:
    problems = site("hidden").edition.problems

    assert {problem.code for problem in problems} == {"not-public"}
    assert {problem.location.file for problem in problems} == {
        "content/diaries/2026-05-01-open.en.md",
        "content/suggestions/wish.md",
    }


def test_every_address_of_a_site_below_a_path_begins_with_it(site: Sites) -> None:
    pages = (
        content.decode() for path, content in site("sub-path").files.items() if path[-4:] == "html"
    )
    addresses = [a for page in pages for a in re.findall(r'(?:href|src|content)="(/[^"]*)"', page)]

    assert addresses
    assert [address for address in addresses if not address.startswith("/team/lamp/")] == []


@pytest.mark.parametrize(
    ("at", "appears"),
    [
        ("2026-06-30T23:59:59Z", set()),
        ("2026-07-01T00:00:00Z", {"diaries/zebra-future", "tags/zebra-soon"}),
        (
            "2026-08-01T00:00:00Z",
            {
                "diaries/zebra-future",
                "tags/zebra-soon",
                "diaries/zebra-with",
                "releases/zebra-release",
            },
        ),
        ("2026-05-10T00:00:00Z", {"diaries/zebra-expired"}),
    ],
)
def test_what_is_hidden_appears_at_its_instant(tmp_path: Path, at: str, appears: set[str]) -> None:
    shutil.copytree(SITES / "hidden", tmp_path / "j")
    built(tmp_path / "j", at)
    pages = {path.rpartition("/")[0] for path in files_of(tmp_path / "j/site")}

    assert {page for page in pages if "zebra" in page and not page.startswith("zh-cn/")} == appears


def test_a_companion_goes_live_in_every_output_together_with_its_release(tmp_path: Path) -> None:
    shutil.copytree(SITES / "hidden", tmp_path / "j")
    built(tmp_path / "j", "2026-08-01T00:00:00Z")
    files = files_of(tmp_path / "j/site")
    showing = {path for path, content in files.items() if b"Zebra companion" in content}

    assert {"index.html", "atom.xml", "feed.xml", "feed.json", "journal.json"} <= showing
    assert b"diaries/zebra-with/" in files["sitemap.xml"]


def test_a_page_holds_no_character_that_browsers_call_an_error(site: Sites) -> None:
    pages = [c.decode() for path, c in site("hostile").files.items() if path.endswith(".html")]

    assert [
        page for page in pages if re.search("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe]", page)
    ] == []


def test_no_title_and_no_text_becomes_markup_or_template(site: Sites) -> None:
    files = site("hostile").files
    pages = [c.decode() for path, c in files.items() if path.endswith(".html")]

    assert not [page for page in pages if "<b>bold" in page or "<script>alert" in page]
    assert "{{ 7 * 7 }} {% raw %} ${x}" in files["suggestions/b/index.html"].decode()
