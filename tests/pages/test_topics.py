"""Tags, and the topics that introduce them."""

from pathlib import Path

from generator.pages.values import Link, Tally
from generator.pages.views import EntryPage, IndexPage, ListPage
from tests.pages.journals import Laid, diary, laid_out

BOTH = "languages: [en, zh-CN]\n"
TOPIC = {
    "topics/light.en.md": "---\ntitle: Light\nsummary: How bright.\n---\n\nAll about *light*.\n",
    "topics/light.zh.md": "---\ntitle: 灯光\nsummary: 多亮。\n---\n\n关于光。\n",
}
DIARY = {
    "diaries/2026-05-01-a.en.md": diary("A", "tags: [light]"),
    "diaries/2026-05-01-a.zh.md": diary("甲", "tags: [灯光]"),
}


def list_at(laid: Laid, path: str) -> ListPage:
    view = laid.sheet(path).view
    assert isinstance(view, ListPage)
    return view


def index_at(laid: Laid, path: str) -> tuple[Tally, ...]:
    view = laid.sheet(path).view
    assert isinstance(view, IndexPage)
    return view.items


def entry_at(laid: Laid, path: str) -> EntryPage:
    view = laid.sheet(path).view
    assert isinstance(view, EntryPage)
    return view


def two(folder: Path) -> Laid:
    return laid_out(folder, {**TOPIC, **DIARY}, options=BOTH)


def test_the_page_of_a_tag_shows_its_topic(tmp_path: Path) -> None:
    view = list_at(two(tmp_path), "/tags/light/")

    assert (view.heading, view.intro, view.count) == ("Light", "How bright.", 1)
    assert view.text == "<p>All about <em>light</em>.</p>\n"


def test_a_topic_has_no_page_of_its_own(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, TOPIC, options=BOTH)

    assert [path for path in laid.paths() if "light" in path or "灯光" in path] == [
        "/tags/light/",
        "/zh-cn/tags/灯光/",
    ]


def test_the_page_of_a_tag_leads_to_the_tag_of_another_language(tmp_path: Path) -> None:
    page = list_at(two(tmp_path), "/tags/light/").page

    assert [each.url for each in page.languages] == [
        "/tags/light/",
        "/zh-cn/tags/%E7%81%AF%E5%85%89/",
    ]


def test_a_reference_to_a_topic_leads_to_the_page_of_its_tag(tmp_path: Path) -> None:
    files = {**TOPIC, "pages/p.en.md": diary("P", text="[](topic:light)")}
    entry = entry_at(laid_out(tmp_path, files, options=BOTH), "/p/").entry

    assert entry.html == '<p><a class="reference topic" href="/tags/light/">Light</a></p>\n'


def test_a_tag_is_shown_by_the_title_of_its_topic(tmp_path: Path) -> None:
    laid = two(tmp_path)

    assert entry_at(laid, "/diaries/a/").entry.tags == (Link("Light", "/tags/light/"),)


def test_a_tag_that_is_the_same_everywhere_is_shown_in_each_language(tmp_path: Path) -> None:
    files = {
        "topics/quiet.en.md": "---\ntitle: Silence\ntag: quiet\n---\n",
        "topics/quiet.zh.md": "---\ntitle: 安静\n---\n",
        "diaries/2026-05-01-a.en.md": diary("A", "tags: quiet"),
        "diaries/2026-05-01-a.zh.md": diary("甲"),
    }
    laid = laid_out(tmp_path, files, options=BOTH)
    shown = [entry_at(laid, path).entry.tags for path in ("/diaries/a/", "/zh-cn/diaries/a/")]

    assert shown == [
        (Link("Silence", "/tags/quiet/"),),
        (Link("安静", "/zh-cn/tags/quiet/"),),
    ]


def test_an_untranslated_entry_stands_under_the_tag_of_the_readers_language(tmp_path: Path) -> None:
    files = {**TOPIC, "diaries/2026-05-01-b.zh.md": diary("乙", "tags: 灯光")}
    laid = laid_out(tmp_path, files, options=BOTH)

    assert [card.title for g in list_at(laid, "/tags/light/").groups for card in g.cards] == ["乙"]
    assert index_at(laid, "/tags/") == (Tally("Light", "/tags/light/", 1, "How bright."),)


def test_tags_of_untranslated_entries_alone_are_left_to_their_language(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.en.md": diary("A", "tags: lamp"),
        "diaries/2026-05-02-b.zh.md": diary("乙", "tags: 灯"),
    }
    laid = laid_out(tmp_path, files, options=BOTH)

    assert [tally.title for tally in index_at(laid, "/tags/")] == ["lamp"]
    assert [tally.title for tally in index_at(laid, "/zh-cn/tags/")] == ["灯"]


def test_an_untranslated_entry_leads_to_its_tag_in_its_own_language(tmp_path: Path) -> None:
    files = {
        "pages/a.en.md": diary("A"),
        "diaries/2026-05-02-b.zh.md": diary("乙", "tags: 灯"),
    }
    laid = laid_out(tmp_path, files, options=BOTH)
    home = laid.sheet("/").view
    latest = getattr(home, "latest", None)

    assert latest is not None
    assert latest.tags == (Link("灯", "/zh-cn/tags/%E7%81%AF/"),)


def test_a_topic_without_entries_has_a_page(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, TOPIC, options=BOTH)

    assert list_at(laid, "/tags/light/").groups == ()
    assert index_at(laid, "/tags/") == (Tally("Light", "/tags/light/", 0, "How bright."),)


def test_a_hidden_topic_introduces_nothing(tmp_path: Path) -> None:
    topic = "---\ntitle: Light\ntag: light\ndraft: yes\n---\nSecret.\n"
    files = {"topics/x.md": topic, "diaries/2026-05-01-a.md": diary("A", "tags: light")}
    view = list_at(laid_out(tmp_path, files), "/tags/light/")

    assert (view.heading, view.intro, view.text) == ("light", "", "")


def test_a_topic_that_appears_tomorrow_takes_no_address_today(tmp_path: Path) -> None:
    topic = "---\ntitle: Light\ndate: 2027-01-01\n---\n"
    files = {"topics/x.md": topic, "diaries/2026-05-01-a.md": diary("A", "tags: light")}

    assert laid_out(tmp_path, files).problems == []


def test_two_topics_of_one_tag_are_a_problem(tmp_path: Path) -> None:
    files = {
        "topics/a.md": "---\ntitle: Light\n---\n",
        "topics/b.md": "---\ntitle: B\ntag: LIGHT\n---\n",
    }
    [problem] = laid_out(tmp_path, files).problems

    assert (problem.code, str(problem.location)) == ("duplicate-topic", "content/topics/b.md:3")
    assert "content/topics/a.md" in problem.message


def test_the_text_of_a_topic_stands_on_the_first_page_alone(tmp_path: Path) -> None:
    files = {f"diaries/2026-05-0{n}-d.md": diary(f"D{n}", f"tags: light\nid: d{n}") for n in (1, 2)}
    topic = "---\ntitle: Light\n---\nText.\n"
    laid = laid_out(tmp_path, {"topics/l.md": topic, **files}, options="page_size: 1\n")
    texts = [list_at(laid, path).text for path in ("/tags/light/", "/tags/light/page/1/")]

    assert texts == ["<p>Text.</p>\n", ""]


def test_the_feed_of_a_tag_has_the_words_of_its_topic(tmp_path: Path) -> None:
    view = two(tmp_path).feed("/tags/light/atom.xml").view

    assert (view.title, view.subtitle) == ("T: Light", "How bright.")


def test_a_feed_says_the_title_of_a_topic_and_not_its_tag(tmp_path: Path) -> None:
    files = {
        "topics/a.en.md": "---\ntitle: Lamps\ntag: 灯\n---\n",
        "diaries/2026-05-01-a.md": diary("A", "tags: [灯]"),
    }
    feed = laid_out(tmp_path, files).feed("/feed.xml")

    assert feed.view.items[0].categories == ("Diary", "Lamps")


def test_numbers_in_tags_are_in_their_natural_order(tmp_path: Path) -> None:
    tags = "tags: [标签10, 标签2, 标签1]"
    laid = laid_out(tmp_path, {"diaries/2026-05-01-a.md": diary("A", tags)})

    assert [tally.title for tally in index_at(laid, "/tags/")] == ["标签1", "标签2", "标签10"]
