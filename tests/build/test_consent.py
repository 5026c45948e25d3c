"""What somebody agreed to is obeyed in every byte: where, until when, and under what name."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from generator.build.edition import Options
from generator.build.line import build
from generator.model.publication import REGISTER
from generator.reader.published import register_text
from tests.build.building import Files, files_of, put
from tests.build.canaries import AT, HEAD, PUBLIC, TEXT, escaped, journal

PEOPLE = {
    "people.yaml": PUBLIC["people.yaml"]
    + "- {id: bea, title: Zebra Quill, handle: quokka, team: no, in_lists: no}\n"
}
NAMING: Mapping[str, str] = {
    "diaries/2026-05-10-naming.md": "---\ntitle: Naming\ntags: [shared]\n---\n"
    "See [](story:qxqstory), [that](story:qxqstory).\n",
    "awards/naming.md": "---\ntitle: Award\ndate: 2026-05-11\naward: Prize\n"
    "recipients: ['@ann']\nreason: Much\nrefs: ['story:qxqstory']\n---\n",
    "releases/naming.md": "---\ntitle: Two\ndate: 2026-05-11\nversion: '2.0'\nchanges:\n"
    "  - {text: 'On [](story:qxqstory)', category: added, why: Night, credits: ['@ann'],\n"
    "     refs: ['suggestion:wish']}\n---\n",
    "suggestions/wish.md": "---\ntitle: A wish\ndate: 2026-05-03\nby: '@ann'\nowner: ann\n"
    "status: received\n---\nSee [](story:qxqstory)\n",
}
"""Public entries that name the story in every way, with its title and without."""
HER = rb"Zebra|people/bea"
ALL = "uses: [site, feeds, cards, press]"
SEEN = datetime.fromisoformat("2026-05-30T12:00:00+00:00")


def consent(said: str) -> dict[str, str]:
    head = HEAD.format(kind="story").replace("['@ann', QXQ Author]", "['@bea']")
    own = (
        f"{head}date: 2026-05-09\nby: '@bea'\nplace: QXQ Ville\nsince: QXQ 2019\n"
        f"quote: QXQ quote\npictures: [{{src: qxqpicture.jpg, alt: QXQ alt, caption: QXQ below}}]\n"
        f"decision: approved\nconsent: {{given: 2026-05-01, text: qxq-1, {said}}}"
    )
    translated = "title: QXQ 标题\nsummary: QXQ 摘要\ntags: [qxqtag]"
    return {
        "stories/qxqstory/index.en.md": f"---\n{own}\n---\n{TEXT}",
        "stories/qxqstory/index.zh-CN.md": f"---\n{translated}\n---\nQXQ 话\n",
    }


def site(project: Path, at: str = AT) -> Files:
    options = Options(output=project / "site", jobs=1, fonts=())
    build(project, at=datetime.fromisoformat(at), options=options)
    return files_of(project / "site")


def apart(files: Files) -> dict[str, bytes]:
    """The files of a site, and what a search shows of each entry as if it were a file."""
    shown = {path: data for path, data in files.items() if "/index/entries/" in path}
    entries = [entry for data in shown.values() for entry in json.loads(data)]
    others = {path: data for path, data in files.items() if path not in shown}
    return others | {f"found {each['url']}": json.dumps(each).encode() for each in entries}


def published(project: Path) -> None:
    """What a publish leaves that had everything."""
    options = Options(output=project / "site", jobs=1, fonts=())
    register = build(project, at=SEEN, options=options).register
    (project / REGISTER).write_text(register_text(register), encoding="utf-8")


def feeds(made: Files) -> Files:
    return {p: data for p, data in made.items() if re.search(r"(atom|feed)\.(xml|json)$", p)}


def bare(made: Files) -> Files:
    """A site without the address of the story, which its tombstones have to name."""
    return {path.replace("/qxqstory", ""): without_address(data) for path, data in made.items()}


def without_address(data: bytes) -> bytes:
    return re.sub(rb"/qxqstory", b"", data)


@pytest.mark.parametrize(
    "said",
    ["expires: 2026-05-20", "withdrawn: 2026-05-20", "uses: [feeds, cards, press]"],
)
def test_nothing_is_anywhere_that_nobody_agrees_to_any_more(tmp_path: Path, said: str) -> None:
    said = said if said.startswith("uses") else f"{ALL}, {said}"
    made = site(journal(tmp_path, PUBLIC, PEOPLE, NAMING, consent(said)))

    assert "diaries/naming/index.html" in made
    assert escaped(made) == []


@pytest.mark.parametrize("end", ["expires", "withdrawn"])
def test_an_ended_consent_changes_no_byte_of_the_site(tmp_path: Path, end: str) -> None:
    ended = journal(tmp_path / "a", PUBLIC, PEOPLE, consent(f"{ALL}, {end}: 2026-05-20"))
    never = journal(tmp_path / "b", PUBLIC, PEOPLE)

    made, wanted = site(ended), site(never)

    assert [p for p in {**made, **wanted} if made.get(p) != wanted.get(p)] == []


@pytest.mark.parametrize("end", ["expires", "withdrawn"])
def test_what_readers_saw_leaves_a_tombstone_and_no_word(tmp_path: Path, end: str) -> None:
    project = journal(tmp_path, PUBLIC, PEOPLE, NAMING, consent(ALL))
    published(project)
    shown = files_of(project / "site")
    put(project, {f"content/{path}": t for path, t in consent(f"{ALL}, {end}: 2026-05-31").items()})

    made = site(project)
    page = made["stories/qxqstory/index.html"]

    assert escaped({"before": shown["stories/qxqstory/index.html"]}) != []
    assert b"noindex" in page
    assert b"31 May 2026" in page
    assert b'at:deleted-entry ref="tag:t.example,2026' in made["stories/atom.xml"]
    assert b'when="2026-05-31T00:00:00Z"' in made["stories/atom.xml"]
    assert escaped(bare(made)) == []
    assert [path for path in made if path.startswith("cards/") and "qxq" in path] == []


def test_a_story_that_wanted_no_feed_leaves_a_page_too_when_it_is_withdrawn(tmp_path: Path) -> None:
    said = "uses: [site], withdrawn: 2026-05-20"
    made = site(journal(tmp_path, PUBLIC, PEOPLE, NAMING, consent(said)))
    others = {path: data for path, data in made.items() if "stories/qxqstory" not in path}

    assert b"Withdrawn" in made["stories/qxqstory/index.html"]
    assert escaped({"page": without_address(made["stories/qxqstory/index.html"])}) == []
    assert escaped(others) == []


def test_feeds_of_any_entry_hold_no_word_of_a_story_that_wants_none(tmp_path: Path) -> None:
    made = site(journal(tmp_path, PUBLIC, PEOPLE, NAMING, consent("uses: [site, cards]")))
    held = {path: without_address(data) for path, data in feeds(made).items()}

    assert "stories/qxqstory/index.html" in made
    assert len(held) > 20
    assert escaped(held) == []


def test_the_same_feeds_hold_it_where_that_was_agreed(tmp_path: Path) -> None:
    made = site(journal(tmp_path, PUBLIC, PEOPLE, NAMING, consent("uses: [site, feeds]")))
    held = {path for path, data in feeds(made).items() if escaped({"x": without_address(data)})}

    assert {"atom.xml", "stories/feed.json", "diaries/feed.xml", "suggestions/atom.xml"} <= held


@pytest.mark.parametrize(("uses", "drawn"), [("[site, feeds]", False), ("[site, cards]", True)])
def test_a_story_has_a_share_card_only_where_that_was_agreed(
    tmp_path: Path, uses: str, *, drawn: bool
) -> None:
    made = site(journal(tmp_path, PUBLIC, PEOPLE, NAMING, consent(f"uses: {uses}")))
    page = made["stories/qxqstory/index.html"].decode()
    image = re.findall(r'property="og:image" content="([^"]+)"', page)

    assert ("cards/stories/qxqstory.png" in made) is drawn
    assert [("qxqstory" in address) for address in image] == [drawn]


@pytest.mark.parametrize("name", ["anonymous", "handle"])
def test_a_story_names_its_teller_only_as_they_agreed(tmp_path: Path, name: str) -> None:
    own = consent(f"{ALL}, name: {name}")
    made = apart(site(journal(tmp_path / "a", PUBLIC, PEOPLE, NAMING, own)))
    never = apart(site(journal(tmp_path / "b", PUBLIC, PEOPLE, NAMING, consent("uses: [press]"))))
    known = {path for path, data in never.items() if re.search(HER, data)}
    told = {path: data for path, data in made.items() if b"QXQ" in data or b"qxqstory" in data}
    called = {path for path, data in told.items() if b"@quokka" in data}
    entries = json.loads(made["journal.json"])["entries"]
    own_record = [json.dumps(each) for each in entries if each["id"] == "qxqstory"]

    assert {path for path, data in told.items() if re.search(HER, data)} <= known
    assert [said for said in own_record if re.search(HER, said.encode())] == []
    assert made["people/bea/index.html"] == never["people/bea/index.html"]
    assert ("stories/qxqstory/index.html" in called) is (name == "handle")
    assert ("stories/atom.xml" in called) is (name == "handle")


def test_a_story_leads_to_the_page_of_its_teller_where_they_agreed(tmp_path: Path) -> None:
    made = site(journal(tmp_path, PUBLIC, PEOPLE, NAMING, consent(ALL)))

    assert b"people/bea" in made["stories/qxqstory/index.html"]
    assert b"Zebra" in made["stories/atom.xml"]
