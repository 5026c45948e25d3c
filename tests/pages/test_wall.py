"""The wall of stories: what stands on it, in which order, and where its tags lead."""

from collections.abc import Mapping
from pathlib import Path

from generator.pages.sent_views import Wall
from generator.pages.values import Link
from generator.pages.views import ListPage
from tests.pages.journals import Laid, laid_out

STORY = """---
title: Story {id}
date: 2026-05-{day:02}
by: {by}
consent: {{given: 2026-04-02, text: one{consent}}}
decision: {decision}
{more}---
Text of {id}.
"""
CALL = """---
title: {title}
date: 2026-04-01
type: {type}
opens: 2026-04-01
closes: {closes}
answer_by: 2026-12-01
scope: {{in: paper}}
binds: We read it
---
"""
BOTH = "languages: [en, zh-CN]\n"


def story(
    id_: str,
    day: int = 1,
    more: str = "",
    *,
    consent: str = "",
    decision: str = "approved",
    by: str = "Ada",
) -> str:
    return STORY.format(id=id_, day=day, more=more, consent=consent, decision=decision, by=by)


def listed(laid: Laid, path: str = "/stories/") -> ListPage:
    view = laid.sheet(path).view
    assert isinstance(view, ListPage)
    return view


def wall(folder: Path, files: Mapping[str, str | bytes], options: str = "") -> Wall:
    found = listed(laid_out(folder, files, options=options)).wall
    assert found is not None
    return found


def titles(found: Wall) -> tuple[list[str], list[str]]:
    return (
        [tile.card.title for tile in found.featured],
        [tile.card.title for tile in found.tiles],
    )


def test_what_is_featured_stands_first_by_its_number_and_the_rest_by_date(tmp_path: Path) -> None:
    found = wall(
        tmp_path,
        {
            "stories/a.md": story("a", 1),
            "stories/b.md": story("b", 2, "featured: yes\n"),
            "stories/c.md": story("c", 3),
            "stories/d.md": story("d", 4, "featured: 2\n"),
            "stories/e.md": story("e", 5, "featured: 1\n"),
        },
    )

    assert titles(found) == (["Story e", "Story d", "Story b"], ["Story c", "Story a"])


def test_the_wall_has_pages_and_what_is_featured_stands_on_the_first(tmp_path: Path) -> None:
    files = {f"stories/s{n}.md": story(f"s{n}", n + 1) for n in range(4)}
    files["stories/old.md"] = story("old", 1, "featured: yes\n")
    laid = laid_out(tmp_path, files, options="page_size: 2\n")
    walls = [listed(laid, path).wall for path in ("/stories/", "/stories/page/2/")]

    assert [titles(found) for found in walls if found] == [
        (["Story old"], ["Story s3"]),
        ([], ["Story s2", "Story s1"]),
    ]
    assert listed(laid).count == 5


def test_what_is_pending_or_not_agreed_to_stands_on_no_wall(tmp_path: Path) -> None:
    found = wall(
        tmp_path,
        {
            "stories/a.md": story("a", decision="pending"),
            "stories/b.md": story("b", decision="declined"),
            "stories/c.md": story("c", consent=", uses: [feeds, cards]"),
            "stories/d.md": story("d", consent=", uses: [site]"),
        },
    )

    assert titles(found) == ([], ["Story d"])


def test_a_tile_names_people_as_they_agreed(tmp_path: Path) -> None:
    found = wall(
        tmp_path,
        {
            "people.yaml": "- {id: lin, title: Lin Wei, handle: lin}\n",
            "stories/a.md": story("a", 3, by='"@lin"'),
            "stories/b.md": story("b", 2, by='"@lin"', consent=", name: handle"),
            "stories/c.md": story("c", 1, by='"@lin"', consent=", name: anonymous"),
        },
    )

    assert [tile.people for tile in found.tiles] == [
        (Link("Lin Wei", "/people/lin/", "person"),),
        (Link("@lin", "", "person"),),
        (),
    ]


def test_the_first_picture_stands_for_a_story_without_a_cover(tmp_path: Path) -> None:
    shots = "pictures: [{src: a.jpg, alt: One}, {src: b.jpg, alt: Two}]\n"
    found = wall(
        tmp_path,
        {
            "stories/a/index.md": story("a", 2, shots),
            "stories/a/a.jpg": b"jpg",
            "stories/a/b.jpg": b"jpg",
            "stories/b/index.md": story("b", 1, f"cover: {{src: b.jpg, alt: Cover}}\n{shots}"),
            "stories/b/a.jpg": b"jpg",
            "stories/b/b.jpg": b"jpg",
        },
    )

    assert [(t.card.cover and t.card.cover.alt, t.pictures) for t in found.tiles] == [
        ("One", 2),
        ("Cover", 2),
    ]


def test_the_next_picture_stands_for_a_story_whose_first_is_missing(tmp_path: Path) -> None:
    shots = "pictures: [{src: none.jpg, alt: One}, {src: b.jpg, alt: Two}]\n"
    files = {"stories/a/index.md": story("a", 2, shots), "stories/a/b.jpg": "jpg"}
    laid = laid_out(tmp_path, files)
    [tile] = (listed(laid).wall or Wall((), (), (), ())).tiles

    assert tile.card.cover is not None
    assert tile.card.cover.alt == "Two"
    assert laid.codes() == ["missing-file"]


def test_the_wall_counts_the_tags_of_its_stories_and_leads_to_them(tmp_path: Path) -> None:
    found = wall(
        tmp_path,
        {
            "stories/a.md": story("a", 1, "tags: [lamp, night]\n"),
            "stories/b.md": story("b", 2, "tags: [lamp]\n"),
            "stories/c.md": story("c", 3, "tags: [Lamp]\n"),
            "diaries/2026-05-01-d.md": "---\ntitle: D\ntags: [night, other]\n---\n",
        },
    )

    assert [(tag.url, tag.count) for tag in found.tags] == [("/tags/lamp/", 3), ("/tags/night/", 1)]


def test_tags_without_a_page_in_a_language_are_left_out_of_its_wall(tmp_path: Path) -> None:
    files = {"stories/a.zh.md": story("a", 1, "tags: [灯]\n"), "stories/b.en.md": story("b", 2)}
    laid = laid_out(tmp_path, files, options=BOTH)
    english, chinese = listed(laid).wall, listed(laid, "/zh-cn/stories/").wall

    assert english is not None
    assert chinese is not None
    assert (english.tags, [tag.title for tag in chinese.tags]) == ((), ["灯"])
    assert len(english.tiles) == 2


def test_the_wall_leads_to_open_calls_for_stories_and_photos_alone(tmp_path: Path) -> None:
    def call(type_: str, closes: str = "2026-06-20") -> str:
        return CALL.format(title=type_, type=type_, closes=closes)

    found = wall(
        tmp_path,
        {
            "calls/a.md": call("story"),
            "calls/b.md": call("photo", "2026-06-10"),
            "calls/c.md": call("wishes"),
            "calls/d.md": call("contest"),
            "calls/e.md": call("story", "2026-05-20"),
        },
    )

    assert [link.title for link in found.calls] == ["photo", "story"]


def test_a_quote_is_not_the_internal_business_of_the_team_but_its_place_is(tmp_path: Path) -> None:
    more = "quote: One sentence\nfeatured: 1\n"
    laid = laid_out(tmp_path, {"stories/a.md": story("a", 1, more)})
    [tile] = (listed(laid).wall or Wall((), (), (), ())).featured

    assert tile.quote == "One sentence"
    assert "quote" in tile.card.facts
    assert "featured" not in tile.card.facts
    assert b'"featured"' not in laid.text("journal.json").content
