"""Proofreading finished pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish.proof import Broken, PageFacts, Reason, broken, inspect


def ids(html: str) -> tuple[str, ...]:
    return inspect("index.html", html.encode()).ids


def links(html: str) -> tuple[str, ...]:
    return inspect("index.html", html.encode()).links


def reason(
    url: str,
    *,
    page: str = "a/index.html",
    others: tuple[str, ...] = (),
    base_path: str = "/",
    base_url: str = "https://example.org/",
) -> str | None:
    """What is wrong with a link on a page with the id `here`; `b/index.html` has the id `重点`."""
    facts = [PageFacts(page, ids=("here",), links=(url,)), PageFacts("b/index.html", ids=("重点",))]
    found = broken(facts, {page, "b/index.html", "index.html", *others}, base_path, base_url)
    return found[0].reason if found else None


def test_ids_are_sorted_and_unique() -> None:
    assert ids('<p id="b"><p id=a><p id="b">') == ("a", "b")


def test_an_id_of_two_elements_is_a_duplicate() -> None:
    assert inspect("a", b'<p id="b"><p id=a><p id="b">').duplicates == ("b",)


def test_an_element_with_an_id_and_a_link_is_no_duplicate() -> None:
    assert inspect("a", b'<a id="x" href="#x"><img id="y" src="z" srcset="z">').duplicates == ()


def test_an_old_fashioned_named_anchor_can_be_linked_to() -> None:
    html = b'<a name="x" id="x"></a><meta name="viewport">'

    assert inspect("a", html) == PageFacts("a", ids=("x",))


def test_every_kind_of_link_is_found() -> None:
    html = (
        '<link rel=stylesheet href=/a.css><a href="/b/?x=1&amp;y=2">'
        '<img src=c.png srcset="d.png 1x, e.png 2x">'
        '<video poster="f.jpg"><source src="g.mp4"></video><script src="h.js"></script>'
    )

    assert links(html) == (
        "/a.css",
        "/b/?x=1&y=2",
        "c.png",
        "d.png",
        "e.png",
        "f.jpg",
        "g.mp4",
        "h.js",
    )


@pytest.mark.parametrize(
    ("srcset", "urls"),
    [
        ("a.png", ("a.png",)),
        ("a.png, b.png", ("a.png", "b.png")),
        (" a,b.png 100w,\n c.png 200w ", ("a,b.png", "c.png")),
        ("", ()),
        (" , ", ()),
    ],
)
def test_each_candidate_of_a_srcset_is_a_link(srcset: str, urls: tuple[str, ...]) -> None:
    assert links(f'<img srcset="{srcset}">') == urls


def test_the_target_of_a_redirect_page_is_a_link() -> None:
    assert links('<meta http-equiv="Refresh" content="0; url=/new/">') == ("/new/",)


def test_where_addresses_begin_is_no_link_itself() -> None:
    assert links('<base href="/a/" id="b"><meta id="c"><a href="/x">1</a>') == ("/x",)


def test_a_link_with_space_around_it_counts_once() -> None:
    assert links('<a href=" /x ">1</a><a href="/x">2</a>') == ("/x",)


@pytest.mark.parametrize(
    "html",
    [
        "<!-- <a href='/x'> -->",
        "<pre>&lt;a href='/x'></pre>",
        "<script>'<a href=\"/x\">'</script>",
        "<textarea><a href='/x'></textarea>",
        "<img src='data:image/png;base64,AAAA'>",
        "<p title='<a href=/x>'>",
    ],
)
def test_what_a_browser_does_not_see_as_a_link_is_none(html: str) -> None:
    assert links(html) == ()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "#here",
        "#",
        "#top",
        "#here:~:text=words",
        "?page=2",
        "?page=2#here",
        "/b/",
        "/b",
        "/b/index.html",
        "/b/?x=1",
        "/b/#重点",
        "/b/#%E9%87%8D%E7%82%B9",
        "../b/#重点",
        "../b/../b/",
        "./",
        ".",
        "..",
        "/",
        "/../../b/",
        "index.html",
        "https://example.org/b/",
        "https://EXAMPLE.org",
        "//example.org/b/",
        "https://example.com/nowhere/",
        "//example.com/nowhere/",
        "mailto:mei@example.org",
        "tel:+1",
        "javascript:void(0)",
    ],
)
def test_a_link_that_leads_somewhere_is_fine(url: str) -> None:
    assert reason(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "/c/",
        "c",
        "../c/",
        "b/",
        "/b/index.html/",
        "/b/index.htm",
        "https://example.org/c/",
        "http://[",
    ],
)
def test_a_link_to_a_page_that_is_not_there_is_broken(url: str) -> None:
    assert reason(url) == "missing-page"


@pytest.mark.parametrize(
    "url", ["#nowhere", "?x#nowhere", "/b/#here", "../b/#nowhere", "https://example.org/b/#here"]
)
def test_a_link_to_an_anchor_that_is_not_there_is_broken(url: str) -> None:
    assert reason(url) == "missing-anchor"


def test_a_file_that_is_no_page_has_any_anchor() -> None:
    assert reason("/manual.pdf#page=2", others=("manual.pdf",)) is None


def test_a_percent_encoded_path_is_the_file_it_names() -> None:
    assert reason("/%E5%91%A8/a%20b.png", others=("周/a b.png",)) is None


@pytest.mark.parametrize(
    "url", ["/journal/b/", "../b/", "https://example.org/journal/b/", "/journal"]
)
def test_links_are_looked_up_below_the_base_path(url: str) -> None:
    assert reason(url, base_path="/journal/", base_url="https://example.org/journal/") is None


@pytest.mark.parametrize("url", ["/b/", "../../b/", "/journals/b/"])
def test_a_link_from_the_root_that_leaves_the_base_path_is_broken(url: str) -> None:
    assert reason(url, base_path="/journal/") == "missing-page"


def test_another_site_on_the_same_host_is_not_ours() -> None:
    url = "https://example.org/b/"

    assert reason(url, base_path="/journal/", base_url="https://example.org/journal/") is None


def test_the_same_relative_link_is_judged_for_each_folder() -> None:
    facts = [PageFacts("index.html", links=("b/",)), PageFacts("a/index.html", links=("b/",))]
    found = broken(facts, {"index.html", "a/index.html", "b/index.html"})

    assert found == (Broken("a/index.html", "b/", Reason.MISSING_PAGE),)


def test_duplicate_ids_are_told() -> None:
    found = broken([PageFacts("a.html", ids=("x",), duplicates=("x",))], {"a.html"})

    assert found == (Broken("a.html", "#x", Reason.DUPLICATE_ID),)


TEXTS = st.lists(st.text(), max_size=4).map(tuple)


@given(st.builds(PageFacts, st.text(), TEXTS, TEXTS, TEXTS))
def test_facts_come_back_from_their_json(facts: PageFacts) -> None:
    assert PageFacts.from_json(facts.to_json()) == facts


@given(st.lists(st.text(alphabet="/.#?:%[]ab", max_size=12), max_size=20).map(tuple))
def test_no_url_is_too_strange_to_be_judged(urls: tuple[str, ...]) -> None:
    found = broken([PageFacts("a/b.html", links=urls)], {"a/b.html"}, "/a/", "https://a.b/")

    assert {one.url for one in found} <= set(urls)


@given(st.binary(max_size=200))
def test_no_bytes_are_too_strange_to_be_inspected(html: bytes) -> None:
    assert inspect("a", b"<a href=x " + html).path == "a"


BASES = ["/豆灯 日记/", "/%E8%B1%86%E7%81%AF%20%E6%97%A5%E8%AE%B0/"]


@pytest.mark.parametrize("host", ["", "https://example.org"])
@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("written", BASES)
def test_a_link_below_a_base_path_in_chinese_is_looked_up(
    base: str, written: str, host: str
) -> None:
    whole = f"https://example.org{base}"

    assert reason(f"{host}{written}b/", base_path=base, base_url=whole) is None
    assert reason(f"{host}{written}no/", base_path=base, base_url=whole) == "missing-page"
