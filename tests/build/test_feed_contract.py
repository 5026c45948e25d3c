"""What readers of feeds are promised: nothing is told twice, and what is withdrawn is said to be.

Each test publishes a journal as `friday publish` does (a build, then its register beside
`friday.yaml`), changes it, publishes it again, and reads the feeds as a reader would.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest

from generator.build.edition import Edition, Options
from generator.build.line import build
from generator.model.publication import REGISTER
from generator.problems import ProblemsFound
from generator.reader.published import register_text
from tests import feed_validity
from tests.build.building import files_of, put

AT = datetime(2026, 6, 5, 9, 2, tzinfo=UTC)
WEEK = timedelta(days=7)
CONFIG = "title: T\nbase_url: https://t.example/\nlanguages: [en, zh]\ntimezone: Asia/Shanghai\n"
STORY = (
    "---\ntitle: Zqstory\ndate: 2026-05-10\nby: Ada\ndecision: approved\nseries: Nights\n"
    "consent: {given: 2026-05-01, text: v1, uses: [site, feeds]}\n---\nZqtext.\n"
)
DIARY = "---\ntitle: One\nauthors: mei\ntags: [lamp]\n---\nFirst.\n"
FILES = {
    "friday.yaml": CONFIG,
    "content/people.yaml": "- {id: mei, title: Mei}\n",
    "content/diaries/2026-05-29-one.md": DIARY,
    "content/diaries/2026-06-05-two.en.md": "---\ntitle: Two\ndate: 2026-06-05 17:00\n---\n2.\n",
    "content/diaries/2026-06-05-two.zh.md": "---\ntitle: 二\n---\n第二篇。\n",
    "content/stories/night.md": STORY,
    "content/suggestions/wish.md": "---\ntitle: Wish\ndate: 2026-05-20\nstatus: received\n---\n",
}
MONTHS = "you-said-we-did"
FEEDS = ("feed.xml", "atom.xml", "feed.json")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    put(tmp_path, FILES)
    return tmp_path


def publish(project: Path, at: datetime = AT) -> Edition:
    """Build the site and write down what readers know then."""
    edition = build(project, at=at, options=Options(jobs=1))
    (project / REGISTER).write_text(register_text(edition.register), encoding="utf-8")
    return edition


def rename(project: Path, old: str, new: str, change: Callable[[str], str] = str) -> None:
    """Give a file of the content another name, and perhaps another text."""
    text = (project / "content" / old).read_text(encoding="utf-8")
    (project / "content" / old).unlink()
    put(project / "content", {new: change(text)})


def edit(project: Path, name: str, old: str, new: str) -> None:
    rename(project, name, name, lambda text: text.replace(old, new))


def items(project: Path) -> dict[str, Mapping[str, tuple[str, str, str]]]:
    """Of each feed by its path: title, published and updated of each item by its id."""
    found: dict[str, Mapping[str, tuple[str, str, str]]] = {}
    for path, content in files_of(project / "site").items():
        if path.endswith(("feed.xml", "atom.xml")):
            entries = feedparser.parse(content).entries
            told = {e.id: (e.title, e.published, dict.get(e, "updated", "")) for e in entries}
            assert len(told) == len(entries)
            found[path] = told
        elif path.endswith("feed.json"):
            told = {
                e["id"]: (e["title"], e["date_published"], e["date_modified"])
                for e in json.loads(content)["items"]
            }
            found[path] = told
    return found


def ids(project: Path) -> dict[str, set[str]]:
    """What a reader tells items apart by, of each feed: guid, atom:id, id."""
    return {path: set(told) for path, told in items(project).items()}


def page(project: Path, path: str) -> str:
    return (project / "site" / path / "index.html").read_text(encoding="utf-8")


def atom(project: Path, path: str = "atom.xml") -> bytes:
    return (project / "site" / path).read_bytes()


ONE = "tag:t.example,2026:2026-05-29/diary/one/en"
NIGHT = "tag:t.example,2026:2026-05-10/story/night/en"


def test_every_feed_holds_each_entry_under_the_id_of_the_register(project: Path) -> None:
    edition = publish(project)

    known = {row.feed_id for row in edition.register.rows.values()}
    entries = {f"{ref.kind}:{ref.id}/{lang}" for ref, lang in edition.register.rows}
    assert entries == {"diary:one/en", "diary:two/en", "diary:two/zh", "story:night/en",
                       "suggestion:wish/en"}  # fmt: skip
    assert all(ids(project)[path] == known - ids(project)["zh/feed.xml"] for path in FEEDS)
    assert ids(project)["zh/feed.xml"] == {"tag:t.example,2026:2026-06-05/diary/two/zh"}


def test_publishing_twice_changes_neither_the_register_nor_a_byte(project: Path) -> None:
    publish(project)
    first = (project / REGISTER).read_bytes()
    site = files_of(project / "site")
    build(project, at=AT, options=Options(jobs=1))
    again = files_of(project / "site")
    publish(project, AT)

    assert again == site
    assert (project / REGISTER).read_bytes() == first


@pytest.mark.parametrize(
    "options",
    [
        CONFIG.replace("t.example", "new.example"),
        CONFIG.replace("t.example/", "t.example/journal/"),
        CONFIG.replace("Asia/Shanghai", "America/Los_Angeles"),
        CONFIG.replace("[en, zh]", "[en, zh-CN]"),
        CONFIG + "authority: elsewhere.example,2020\n",
    ],
    ids=["domain", "path", "zone", "language", "authority"],
)
def test_no_id_changes_with_an_option(project: Path, options: str) -> None:
    publish(project)
    before = ids(project)
    put(project, {"friday.yaml": options})
    publish(project, AT + WEEK)

    after = ids(project)
    moved = {path.replace("zh-cn/", "zh/"): told for path, told in after.items()}
    assert {path: moved[path] for path in before if MONTHS not in path} == {
        path: told for path, told in before.items() if MONTHS not in path
    }


def test_the_id_of_a_feed_and_of_a_month_stays_on_another_domain(project: Path) -> None:
    publish(project)
    before = (
        feedparser.parse(atom(project)),
        feedparser.parse(atom(project, f"{MONTHS}/atom.xml")),
    )
    put(project, {"friday.yaml": CONFIG.replace("t.example", "new.example")})
    publish(project, AT + timedelta(hours=1))
    after = (
        feedparser.parse(atom(project)),
        feedparser.parse(atom(project, f"{MONTHS}/atom.xml")),
    )

    assert [feed.feed.id for feed in after] == [feed.feed.id for feed in before]
    assert [e.id for e in after[1].entries] == [e.id for e in before[1].entries] != []
    assert after[0].feed.link == "https://new.example/"


def test_another_authority_is_told_to_have_no_part_in_ids(project: Path) -> None:
    publish(project)
    put(project, {"friday.yaml": CONFIG + "authority: elsewhere.example,2020\n"})

    (problem,) = [p for p in publish(project, AT + WEEK).problems if p.code == "authority"]

    assert problem.hint == "write: authority: t.example,2026"


def test_a_renamed_file_keeps_its_id_and_its_old_address_leads_to_the_new_one(
    project: Path,
) -> None:
    publish(project)
    before = ids(project)
    rename(project, "diaries/2026-05-29-one.md", "diaries/2026-05-29-first.md")
    edition = publish(project, AT + WEEK)

    assert {p: told for p, told in ids(project).items() if p in before} == before
    assert 'url=/diaries/first/"' in page(project, "diaries/one")
    assert "<h1>One</h1>" in page(project, "diaries/first")
    assert [p.code for p in edition.problems if p.code == "renamed"] == []


def test_an_old_address_still_leads_on_after_years_and_another_name(project: Path) -> None:
    publish(project)
    rename(project, "diaries/2026-05-29-one.md", "diaries/2026-05-29-first.md")
    publish(project, AT + WEEK)
    rename(project, "diaries/2026-05-29-first.md", "diaries/2026-05-29-start.md")
    publish(project, AT + 2 * WEEK)
    publish(project, AT + 200 * WEEK)

    assert ONE in ids(project)["feed.xml"]
    assert 'url=/diaries/start/"' in page(project, "diaries/one")
    assert 'url=/diaries/start/"' in page(project, "diaries/first")


def test_a_new_entry_with_the_name_of_one_that_moved_gets_an_id_of_its_own(project: Path) -> None:
    publish(project)
    rename(project, "diaries/2026-05-29-one.md", "diaries/2026-05-29-first.md")
    publish(project, AT + WEEK)
    put(project, {"content/diaries/2026-05-29-one.md": "---\ntitle: Another\n---\nNew.\n"})
    publish(project, AT + 2 * WEEK)

    told = items(project)["feed.json"]
    assert told[ONE][0] == "One"
    assert told[f"{ONE}/2"][0] == "Another"
    assert "<h1>Another</h1>" in page(project, "diaries/one")


def test_a_file_that_was_renamed_and_edited_is_asked_about_before_it_is_published(
    project: Path,
) -> None:
    publish(project)
    rename(
        project,
        "diaries/2026-05-29-one.md",
        "diaries/2026-05-29-first.md",
        lambda text: text.replace("First", "The very first"),
    )
    edition = build(project, at=AT + WEEK, options=Options(jobs=1))

    (problem,) = [p for p in edition.problems if p.code == "renamed"]
    assert str(problem.location) == "content/diaries/2026-05-29-first.md:1"
    assert problem.message == "this looks like 'diary:one', whose file is gone"
    assert "write 'id: one'" in problem.hint


@pytest.mark.parametrize("field", ["id: one", "aliases: /diaries/one/"])
def test_an_id_or_an_alias_says_that_an_edited_file_is_the_old_one(
    project: Path, field: str
) -> None:
    publish(project)
    before = ids(project)
    rename(
        project,
        "diaries/2026-05-29-one.md",
        "diaries/2026-05-30-first.md",
        lambda text: text.replace("tags:", f"{field}\ntags:").replace("First", "The very first"),
    )
    edition = publish(project, AT + WEEK)

    assert ids(project) == before
    assert [p.code for p in edition.problems if p.code == "renamed"] == []


@pytest.mark.parametrize("date", ["2026-05-30", "2026-05-11 08:00"])
def test_another_date_in_an_old_entry_changes_neither_its_id_nor_a_date(
    project: Path, date: str
) -> None:
    publish(project)
    before = items(project)
    edit(project, "diaries/2026-05-29-one.md", "title: One", f"title: One\ndate: {date}")
    publish(project, AT + WEEK)

    assert items(project) == before


def test_an_edit_without_updated_changes_nothing_but_the_content_of_its_item(project: Path) -> None:
    publish(project)
    before, text = items(project), atom(project).decode()
    edit(project, "diaries/2026-05-29-one.md", "First.", "Frist, mended.")
    publish(project, AT + WEEK / 7)

    assert items(project) == before
    assert atom(project).decode() == text.replace("First.", "Frist, mended.")


def test_an_edit_with_updated_is_told_in_its_item_alone(project: Path) -> None:
    publish(project)
    before = items(project)["atom.xml"]
    edit(project, "diaries/2026-05-29-one.md", "title: One", "title: One\nupdated: 2026-06-07")
    publish(project, AT + WEEK)
    after = items(project)["atom.xml"]

    assert after[ONE] == (*before[ONE][:2], "2026-06-06T16:00:00Z")
    assert {**after, ONE: before[ONE]} == before


WITHDRAWN = "withdrawn: Ada asked for it."
TOMBSTONE = (
    f'<at:deleted-entry ref="{NIGHT}" when="2026-06-12T09:02:00Z">\n'
    "    <at:comment>Ada asked for it.</at:comment>\n"
)


def withdraw(project: Path, field: str = WITHDRAWN) -> None:
    publish(project)
    edit(project, "stories/night.md", "title:", f"{field}\ntitle:")
    publish(project, AT + WEEK)


@pytest.mark.parametrize("path", ["atom.xml", "stories/atom.xml", "en/atom.xml"])
def test_what_is_withdrawn_has_a_tombstone_in_every_feed_that_held_it(
    project: Path, path: str
) -> None:
    put(project, {"content/stories/other.md": STORY.replace("Zqstory", "Other")})
    withdraw(project)

    assert TOMBSTONE in atom(project, path).decode()
    assert feed_validity.problems_in_atom(atom(project, path)) == []
    assert NIGHT not in ids(project)[path]


def test_series_tags_and_people_have_the_tombstones_of_what_they_held(project: Path) -> None:
    put(project, {"content/diaries/2026-05-30-more.md": DIARY})
    put(project, {"content/stories/other.md": STORY.replace("Zqstory", "Other")})
    withdraw(project)
    edit(project, "diaries/2026-05-29-one.md", "title:", "withdrawn: yes\ntitle:")
    publish(project, AT + WEEK)

    dead = f'ref="{ONE}" when='
    assert dead in atom(project, "tags/lamp/atom.xml").decode()
    assert dead in atom(project, "people/mei/atom.xml").decode()
    assert dead not in atom(project, "series/nights/atom.xml").decode()
    assert f'ref="{NIGHT}" when=' in atom(project, "series/nights/atom.xml").decode()
    assert "deleted-entry" not in atom(project, "people/mei/atom.xml").decode().split(dead)[0][:-20]


def test_the_feed_of_a_status_has_the_tombstones_of_what_had_reached_it(project: Path) -> None:
    publish(project)
    (held,) = ids(project)["suggestions/status/received/atom.xml"]
    edit(project, "suggestions/wish.md", "title:", f"{WITHDRAWN}\ntitle:")
    publish(project, AT + WEEK)

    assert held == "tag:t.example,2026:2026-05-20/suggestion/wish/en/received/2026-05-20"
    assert f'ref="{held}" when=' in atom(project, "suggestions/status/received/atom.xml").decode()
    assert "deleted-entry" not in atom(project, "suggestions/status/shipped/atom.xml").decode()


def test_a_feed_of_another_language_has_no_tombstone_of_what_it_never_held(project: Path) -> None:
    withdraw(project)

    assert "deleted-entry" not in atom(project, "zh/atom.xml").decode()


def test_rss_and_json_leave_out_what_is_withdrawn(project: Path) -> None:
    withdraw(project)

    for path in ("feed.xml", "feed.json"):
        assert NIGHT not in ids(project)[path]
        assert NIGHT.encode() not in atom(project, path)


def test_an_honest_page_stands_where_something_was_withdrawn(project: Path) -> None:
    withdraw(project)

    shown = page(project, "stories/night")
    assert "<h1>Withdrawn</h1>" in shown
    assert '<time datetime="2026-06-12' in shown
    assert "Ada asked for it." in shown
    assert '<meta name="robots" content="noindex' in shown
    site = files_of(project / "site")
    assert not any(b"Zqstory" in data or b"Zqtext" in data for data in site.values())
    assert not any(b"stories/night" in site[name] for name in ("sitemap.xml", "journal.json"))


def test_what_was_never_public_has_neither_tombstone_nor_page(project: Path) -> None:
    edit(project, "stories/night.md", "title:", "withdrawn: no\ndraft: yes\ntitle:")
    publish(project)
    edit(project, "stories/night.md", "withdrawn: no", WITHDRAWN)
    publish(project, AT + WEEK)

    assert b"deleted-entry" not in atom(project)
    assert not (project / "site/stories/night").exists()


def test_a_file_that_was_deleted_leaves_a_tombstone_and_a_page(project: Path) -> None:
    publish(project)
    (project / "content/stories/night.md").unlink()
    publish(project, AT + WEEK)

    assert f'ref="{NIGHT}" when="2026-06-12T09:02:00Z"/>' in atom(project).decode()
    assert "<h1>Withdrawn</h1>" in page(project, "stories/night")


def test_a_tombstone_keeps_its_instant_in_every_later_publish(project: Path) -> None:
    withdraw(project)
    before = atom(project)
    publish(project, AT + 3 * WEEK)

    assert atom(project) == before


def test_what_expires_is_gone_from_that_instant_whenever_it_is_built(project: Path) -> None:
    edit(project, "stories/night.md", "title:", "expires: 2026-06-08 12:00\ntitle:")
    publish(project)
    build(project, at=AT + WEEK, options=Options(jobs=1))

    assert f'ref="{NIGHT}" when="2026-06-08T04:00:00Z"/>' in atom(project).decode()
    assert "<h1>Expired</h1>" in page(project, "stories/night")


def test_consent_for_feeds_that_is_taken_back_takes_it_out_of_feeds_alone(project: Path) -> None:
    publish(project)
    edit(project, "stories/night.md", "uses: [site, feeds]", "uses: [site]")
    publish(project, AT + WEEK)

    assert f'ref="{NIGHT}"' in atom(project).decode()
    assert "<h1>Zqstory</h1>" in page(project, "stories/night")


def test_an_old_address_leads_on_though_feeds_may_not_have_it_any_more(project: Path) -> None:
    publish(project)
    rename(project, "stories/night.md", "stories/nightly.md")
    publish(project, AT + WEEK)
    edit(project, "stories/nightly.md", "uses: [site, feeds]", "uses: [site]")
    publish(project, AT + 2 * WEEK)

    assert "/stories/nightly/" in page(project, "stories/night")
    assert "Withdrawn" not in page(project, "stories/night")


def test_as_of_an_earlier_day_nothing_is_withdrawn_that_was_still_to_come(project: Path) -> None:
    put(project / "content", {"diaries/2026-06-20-later.md": "---\ntitle: Later\n---\nT\n"})
    publish(project, datetime(2026, 6, 21, tzinfo=UTC))
    build(project, at=datetime(2026, 6, 10, tzinfo=UTC), options=Options(jobs=1))

    assert b"deleted-entry" not in atom(project)
    assert not (project / "site/diaries/later").exists()


def test_a_renamed_diary_keeps_its_id_in_the_feeds_of_what_it_tells_of(project: Path) -> None:
    put(
        project / "content",
        {
            "suggestions/glow.md": "---\ntitle: Glow\ndate: 2026-05-01\n---\nT\n",
            "diaries/2026-05-29-tells.md": "---\ntitle: Tells\n---\n[It](suggestion:glow).\n",
        },
    )
    publish(project)
    before = ids(project)["suggestions/glow/atom.xml"]
    rename(project, "diaries/2026-05-29-tells.md", "diaries/2026-05-29-told.md")
    publish(project, AT + WEEK)

    assert any("diary/tells" in name for name in before)
    assert ids(project)["suggestions/glow/atom.xml"] == before


def test_what_comes_back_is_what_it_was_for_readers(project: Path) -> None:
    publish(project)
    before = ids(project)
    edit(project, "stories/night.md", "title:", f"{WITHDRAWN}\ntitle:")
    publish(project, AT + WEEK)
    edit(project, "stories/night.md", f"{WITHDRAWN}\n", "")
    publish(project, AT + 2 * WEEK)

    assert ids(project) == before
    assert b"deleted-entry" not in atom(project)
    assert "<h1>Zqstory</h1>" in page(project, "stories/night")


def test_what_is_put_off_says_so_until_it_comes(project: Path) -> None:
    publish(project)
    edit(project, "diaries/2026-05-29-one.md", "title: One", "title: One\ndate: 2026-06-20")
    publish(project, AT + WEEK)
    gone = page(project, "diaries/one")
    publish(project, AT + 3 * WEEK)

    assert "<h1>Withdrawn</h1>" in gone
    assert "<h1>One</h1>" in page(project, "diaries/one")
    assert ONE in ids(project)["feed.xml"]


def test_only_the_latest_tombstones_stand_in_a_feed(project: Path) -> None:
    put(project, {"friday.yaml": CONFIG + "feed_size: 2\n"})
    more = {f"content/stories/s{n}.md": STORY.replace("Zqstory", f"S{n}") for n in range(3)}
    put(project, more)
    publish(project)
    for n in range(3):
        (project / f"content/stories/s{n}.md").unlink()
        publish(project, AT + WEEK * (n + 1))

    dead = [line for line in atom(project).decode().splitlines() if "deleted-entry" in line]
    assert ["/s2/" in dead[0], "/s1/" in dead[1], len(dead)] == [True, True, 2]


def test_a_page_that_took_the_old_address_stands_there(project: Path) -> None:
    publish(project)
    (project / "content/stories/night.md").unlink()
    put(project, {"content/static/stories/night/index.html": "<!doctype html><title>Mine</title>"})
    publish(project, AT + WEEK)

    assert "Mine" in page(project, "stories/night")


def test_a_register_in_conflict_stops_the_build_and_the_site_stays(project: Path) -> None:
    publish(project)
    before = files_of(project / "site")
    text = (project / REGISTER).read_text(encoding="utf-8")
    put(project, {REGISTER: text.replace("*,", "<<<<<<< HEAD\n*,", 1)})

    with pytest.raises(ProblemsFound) as caught:
        build(project, at=AT + WEEK, options=Options(jobs=1))

    assert [f"{p.location} {p.code}" for p in caught.value.problems] == ["published.csv:2 conflict"]
    assert files_of(project / "site") == before


def test_an_id_of_another_program_is_kept_as_it_was(project: Path) -> None:
    old = "https://old.example/?p=17"
    row = f"diary:one,en,{old},,,,,,\n"
    put(project, {REGISTER: f"entry,lang,id,path,due,first,gone,queued,digest\n{row}"})
    publish(project)
    publish(project, AT + WEEK)

    held = {path for path, told in ids(project).items() if old in told}
    assert held >= {*FEEDS, "tags/lamp/feed.xml", "diaries/feed.xml", "people/mei/feed.json"}
    assert not any(ONE in told for told in ids(project).values())


def test_the_list_of_feeds_names_those_of_every_language_before_and_after(project: Path) -> None:
    publish(project)
    before = files_of(project / "site")["feeds.opml"]
    edit(project, "stories/night.md", "title:", f"{WITHDRAWN}\ntitle:")
    publish(project, AT + WEEK)
    after = files_of(project / "site")

    listed = set(re.findall(r'xmlUrl="https://t.example/([^"]+)"', before.decode()))
    assert listed >= {
        "feed.xml",
        "en/feed.xml",
        "zh/feed.xml",
        "stories/feed.xml",
        "zh/stories/feed.xml",
    }
    listed = set(re.findall(r'xmlUrl="https://t.example/([^"]+)"', after["feeds.opml"].decode()))
    assert listed <= after.keys()
    assert "series/nights/feed.xml" not in listed
    assert feed_validity.problems_in_opml(after["feeds.opml"]) == []
