import re
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest
from msgspec.structs import replace

from generator.pages.html import Html
from generator.pages.values import FeedGroup, Group
from generator.pages.views import ItemPage, ListPage, PlainPage, SubscribePage
from generator.render.theme import Theme, load, shipped
from tests.render import some_views
from tests.render.some_records import records

HOSTILE = """</title><script>alert("x")</script>'"&%(name)s %s {{ 1 }}"""


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    found, problems = load(tmp_path_factory.mktemp("project"), "default", some_views.LANGUAGES)
    assert problems == []
    return found


def every_page() -> list[tuple[str, str]]:
    return [(lang, name) for lang in some_views.LANGUAGES for name in some_views.views(lang)]


def page(theme: Theme, lang: str, name: str) -> str:
    template, view = some_views.views(lang)[name]
    return theme.render(template, view, lang)


@pytest.mark.parametrize(("lang", "name"), every_page())
def test_every_page_is_valid_html(theme: Theme, lang: str, name: str) -> None:
    template, view = some_views.views(lang)[name]
    html = theme.render(template, view, lang)
    parser = html5lib.HTMLParser(strict=True)

    assert (parser.parseFragment if template == "feed_item.html" else parser.parse)(
        html
    ) is not None


@pytest.mark.parametrize(("lang", "name"), every_page())
def test_an_id_stands_once_on_a_page(theme: Theme, lang: str, name: str) -> None:
    ids = re.findall(r'\bid="([^"]*)"', page(theme, lang, name))

    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize(("lang", "name"), every_page())
def test_every_page_has_one_h1_and_skips_no_level(theme: Theme, lang: str, name: str) -> None:
    if name.startswith("item"):
        return
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", page(theme, lang, name))]

    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(("lang", "name"), every_page())
def test_every_label_that_is_referred_to_exists(theme: Theme, lang: str, name: str) -> None:
    html = page(theme, lang, name)

    assert set(re.findall(r'aria-labelledby="([^"]*)"', html)) <= set(
        re.findall(r'id="([^"]*)"', html)
    )


@pytest.mark.parametrize(
    "name", [n for n in some_views.views("en") if n.startswith(("diary", "home"))]
)
def test_a_diary_page_weighs_at_most_60_kb(theme: Theme, name: str) -> None:
    weight = len(page(theme, "zh-CN", name).encode())
    files = ("assets/style.", "assets/theme.")
    weight += sum(len(content) for path, content in theme.assets() if path.startswith(files))

    assert weight < 60_000


def test_a_hostile_title_does_nothing(theme: Theme) -> None:
    for name in records():
        view = some_views.entry_page("en", name)
        card = replace(view.entry.card, title=HOSTILE, summary=HOSTILE, label=HOSTILE)
        entry = replace(view.entry, card=card, html=Html(""))
        head = replace(view.page, title=HOSTILE, description=HOSTILE, feeds=())
        html = theme.render(f"{name}.html", replace(view, page=head, entry=entry), "en")

        assert "<script>alert" not in html
        assert "&lt;script&gt;" in html


def test_hostile_facts_and_headings_do_nothing(theme: Theme) -> None:
    view = some_views.list_page("zh-CN")
    card = replace(some_views.card("zh-CN"), facts={"stage": HOSTILE, "place": HOSTILE})
    groups = tuple(replace(group, title=HOSTILE, cards=(card,)) for group in view.groups)
    html = theme.render(
        "list.html", replace(view, heading=HOSTILE, intro=HOSTILE, groups=groups), "en"
    )

    assert "<script>alert" not in html


def test_names_are_escaped_inside_a_translated_sentence(theme: Theme) -> None:
    here = replace(some_views.site("zh-CN"), publisher="<b>A & B</b> %(x)s")
    html = theme.render(
        "404.html", PlainPage(here, some_views.page("zh-CN", "/404.html", "404")), "zh-CN"
    )

    assert "由&lt;b&gt;A &amp; B&lt;/b&gt; %(x)s发布。" in html


def test_finished_html_is_inserted_as_it_is(theme: Theme) -> None:
    assert "<strong>把按钮移到左边</strong>" in page(theme, "zh-CN", "diary")


def test_a_page_says_its_language(theme: Theme) -> None:
    assert '<html lang="zh-CN">' in page(theme, "zh-CN", "diary")


def test_a_card_in_another_language_says_so(theme: Theme) -> None:
    assert '<h2 class="card-title" lang="en">' in page(theme, "zh-CN", "list-flat")


@pytest.mark.parametrize("title", ["1.10，过冬", "过冬"])
def test_a_list_says_a_version_once(theme: Theme, title: str) -> None:
    template, view = some_views.views("zh-CN")["list-flat"]
    assert isinstance(view, ListPage)
    shown = replace(some_views.card("zh-CN", "release", "版本", version="1.10"), title=title)
    html = theme.render(template, replace(view, groups=(Group("", (shown,), 1),)), "zh-CN")
    [row] = re.findall(r'<article class="card".*?</article>', html, re.DOTALL)

    assert row.count("1.10") == 1


def test_a_page_names_its_versions_by_whole_addresses(theme: Theme) -> None:
    link = '<link rel="alternate" hreflang="en" href="https://journal.example.org/en/diary/12/">'

    assert link in page(theme, "zh-CN", "diary")


def test_a_page_announces_its_feeds_in_three_formats(theme: Theme) -> None:
    html = page(theme, "en", "home")
    types = re.findall(r'<link rel="alternate" type="([^"]*)"', html)

    assert types == ["application/atom+xml", "application/rss+xml", "application/feed+json"]


@pytest.mark.parametrize(("robots", "noindex"), [("no", "yes"), ("yes", "no")])
def test_search_engines_are_asked_to_stay_away(theme: Theme, robots: str, noindex: str) -> None:
    full = some_views.list_page("en")
    site = replace(full.site, robots=robots == "yes")
    view = replace(full, site=site, page=replace(full.page, noindex=noindex == "no"))

    assert '<meta name="robots" content="noindex">' in theme.render("list.html", view, "en")


def test_other_pages_may_be_indexed(theme: Theme) -> None:
    assert 'name="robots"' not in page(theme, "en", "diary")


def test_the_notice_stands_on_every_page(theme: Theme) -> None:
    names = [n for n in some_views.views("en") if n != "redirect" and not n.startswith("item")]

    assert [n for n in names if "Everything here is invented." not in page(theme, "en", n)] == []


def test_the_place_in_the_menu_is_marked(theme: Theme) -> None:
    assert '<a href="/diary/" aria-current="true">日记</a>' in page(theme, "zh-CN", "diary")


def test_dates_are_there_for_machines(theme: Theme) -> None:
    html = page(theme, "zh-CN", "event")

    assert '<time datetime="2026-05-08T18:30+08:00">2026年5月8日 18:30</time>' in html


def test_a_kind_without_a_template_shows_all_its_fields(theme: Theme) -> None:
    html = page(theme, "en", "entry")

    for row in (
        "<dt>Mood</dt><dd>In progress</dd>",
        "<dt>Count</dt><dd>3</dd>",
        "<dt>Ready</dt><dd>Yes</dd>",
        '<dt>When</dt><dd><time datetime="2026-05-08T18:30+08:00">8 May 2026, 18:30</time></dd>',
        '<dt>Who</dt><dd><a href="/people/mei/">小梅 Mei</a></dd>',
        "<dt>Note</dt><dd>按钮在<em>左边</em>，夜里也摸得到</dd>",
        '<dt>Link</dt><dd><a href="https://example.org/">https://example.org/</a></dd>',
    ):
        assert row in html


def test_what_a_person_agreed_to_is_not_for_readers(theme: Theme) -> None:
    view = some_views.entry_page("en", "story")
    item = theme.render("feed_item.html", ItemPage(view.site, view.entry), "en")
    shown = theme.render("story.html", view, "en") + item

    assert "onsent" not in shown
    assert "pproved" not in shown


def test_changes_stand_in_the_order_of_their_categories(theme: Theme) -> None:
    html = page(theme, "en", "release")

    assert html.index("<h2>Added</h2>") < html.index("<h2>Fixed</h2>")


def test_credits_are_gathered_by_what_was_done(theme: Theme) -> None:
    html = page(theme, "en", "release")

    assert '<span>Suggested: <a href="/people/mei/">小梅 Mei</a> and Moss</span>' in html


def test_the_same_view_gives_the_same_bytes(tmp_path: Path) -> None:
    (one, _), (two, _) = (load(tmp_path, "default", some_views.LANGUAGES) for _ in "12")

    assert [page(one, *which) for which in every_page()] == [page(two, *w) for w in every_page()]


# The search page says in words that it needs a script.
@pytest.mark.parametrize("name", sorted(set(some_views.views("en")) - {"search"}))
def test_what_needs_a_script_says_so(theme: Theme, name: str) -> None:
    tags = re.findall(r"<(?:button|form|output|input|select)\b[^>]*>", page(theme, "en", name))
    alone = [t for t in tags if "needs-js" not in t and 'type="checkbox"' not in t]
    inside = re.sub(r'(?s)<form class="[^"]*needs-js.*?</form>', "", page(theme, "en", name))

    assert [t for t in alone if t in inside] == []


def test_a_page_has_one_script_which_is_there_before_the_first_paint(theme: Theme) -> None:
    scripts = re.findall(r"(?s)<script([^>]*)>(.*?)</script>", page(theme, "en", "diary"))
    files = [attributes for attributes, text in scripts if not text]

    assert [re.findall("src=.*theme", attributes) != [] for attributes in files] == [True]
    assert [word for word in ("defer", "async", "module") if word in files[0]] == []


def test_no_page_runs_what_stands_in_it(theme: Theme) -> None:
    names = [n for n in some_views.views("en") if n != "redirect" and not n.startswith("item")]
    scripts = [
        (name, attributes)
        for name in names
        for attributes, text in re.findall(
            r"(?s)<script([^>]*)>(.*?)</script>", page(theme, "en", name)
        )
        if text and not re.search(r"type=\"application/(ld\+)?json\"", attributes)
    ]

    assert scripts == []


@pytest.mark.parametrize(("name", "bound"), [("theme", 8_192), ("style", 32_768)])
def test_static_files_stay_within_their_budget(theme: Theme, name: str, bound: int) -> None:
    sizes = [len(data) for path, data in theme.assets() if path.startswith(f"assets/{name}.")]

    assert [size <= bound for size in sizes] == [True]


def test_the_address_of_the_main_feed_is_whole(theme: Theme) -> None:
    template, view = some_views.views("en")["subscribe"]
    assert isinstance(view, SubscribePage)
    view = replace(view, groups=(FeedGroup("All", (some_views.feed("en"),)),))
    html = theme.render(template, view, "en")

    assert '<code class="address">https://journal.example.org/en/atom.xml</code>' in html


def test_pages_name_their_stylesheet_by_its_content(theme: Theme) -> None:
    paths = [path for path, _ in theme.assets() if re.match(r"assets/style\.\w+\.css", path)]

    assert f'<link rel="stylesheet" href="/{paths[0]}">' in page(theme, "en", "diary")
    assert re.fullmatch(r"assets/style\.[0-9a-f]{8}\.css", paths[0])


def colours(scheme: int) -> dict[str, str]:
    """The colours of the light (0) or dark (1) scheme, by the names of their custom properties."""
    css = (shipped() / "default" / "static" / "style.css").read_text()
    light, dark = css.split("prefers-color-scheme: dark", 1)
    found = dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", light))
    again = dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", dark.split("@layer base", 1)[0]))
    return {**found, **again} if scheme else found


def contrast(one: str, two: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2, "contrast ratio")."""

    def luminance(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1])
def test_every_colour_of_text_can_be_read_on_paper_and_on_a_sheet(scheme: int) -> None:
    known = colours(scheme)
    text = {name for name in known if name.startswith("--c-")}
    text |= {
        "--ink",
        "--muted",
        "--orange",
        "--note",
        "--tip",
        "--important",
        "--warning",
        "--caution",
    }
    weak = {
        (name, ground)
        for name in text
        for ground in ("--paper", "--sheet")
        if contrast(known[name], known[ground]) < 4.5
    }

    assert weak == set()
    assert contrast(known["--on-orange"], known["--orange"]) >= 4.5


def test_dark_is_the_same_by_system_and_by_choice() -> None:
    css = (shipped() / "default" / "static" / "style.css").read_text()
    blocks = re.findall(
        r':root(?::not\(\[data-theme="light"\]\)|\[data-theme="dark"\]) \{([^}]*--[^}]*)\}', css
    )
    said = [re.findall(r"--[\w-]+: [^;]+;", block) for block in blocks]

    assert len(said) == 2
    assert said[0] == said[1]


@pytest.mark.parametrize("scheme", [0, 1])
def test_the_thread_stands_out_from_the_paper(scheme: int) -> None:
    known = colours(scheme)

    assert contrast(known["--thread"], known["--paper"]) >= 3
    assert contrast(known["--thread"], known["--sheet"]) >= 3
