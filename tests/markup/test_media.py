"""Pictures of the journal, galleries, films, and what other hosts would show."""

import pytest

from generator.markup.dialects import render
from generator.markup.prose import Image, Video
from tests.markup.closing import codes_of, html_of, parts_of, reread

BOTH = pytest.mark.parametrize("dialect", ["gfm", "python-markdown"])
TWO = '![one](a.jpg "First")\n![two](b.jpg)'


@BOTH
def test_a_picture_of_the_journal_is_open_until_its_sizes_are_known(dialect: str) -> None:
    prose = render("x\n\n![a lamp](img/lamp.jpg){width=300}", dialect)

    assert parts_of(prose, Image) == [
        Image("img/lamp.jpg", "a lamp", "", 3, width="300", early=True)
    ]


def test_the_cache_gives_back_pictures_and_films() -> None:
    prose = render("![a](a.jpg)\n\n![b](b.mp4)", "gfm")

    assert reread(prose) == prose


def test_attributes_of_an_author_stay() -> None:
    html = html_of('<img src="a.png" alt="x" class="wide" id="lamp">')

    assert 'class="wide"' in html
    assert 'id="lamp"' in html


@BOTH
def test_only_the_first_picture_near_the_top_is_loaded_at_once(dialect: str) -> None:
    html = html_of("![a](a.png)\n\n![b](b.png)", dialect)

    assert [part.count('loading="lazy"') for part in html.split("<img ")] == [0, 0, 1]


def test_a_first_picture_far_down_is_loaded_when_it_comes_into_view() -> None:
    assert 'loading="lazy"' in html_of("word " * 100 + "\n\n![b](b.png)")


@BOTH
def test_pictures_alone_in_a_paragraph_are_a_gallery(dialect: str) -> None:
    html = html_of(TWO, dialect)

    assert html.startswith('<div class="gallery"><figure><img src="a.jpg" alt="one"')
    assert html.count("<figure>") == html.count("</figure>") == 2


@BOTH
def test_titles_in_a_gallery_are_captions(dialect: str) -> None:
    html = html_of(TWO, dialect)

    assert html.count("<figcaption>First</figcaption>") == 1
    assert html.count("<figcaption>") == 1
    assert "title=" not in html


@BOTH
def test_hard_line_breaks_do_not_stand_in_a_gallery(dialect: str) -> None:
    assert "<br" not in html_of("![one](a.jpg)  \n![two](b.jpg)", dialect)


@BOTH
@pytest.mark.parametrize(
    "text",
    [
        "![one](a.jpg) ![two](b.jpg)",
        "![one](a.jpg)\nand\n![two](b.jpg)",
        "![one](https://e.org/a.svg)\n![two](https://e.org/b.svg)",
        "![one](a.jpg)",
    ],
    ids=["one line", "text", "badges", "one"],
)
def test_other_pictures_are_no_gallery(text: str, dialect: str) -> None:
    assert "gallery" not in html_of(text, dialect)


@BOTH
def test_a_film_of_the_journal_is_open(dialect: str) -> None:
    prose = render('![The knob turns](clip.mp4 "A second")', dialect)

    assert parts_of(prose, Video) == [Video("clip.mp4", "The knob turns", 1)]
    assert "<figcaption>A second</figcaption>" in html_of(
        '![The knob turns](clip.mp4 "A second")', dialect
    )


def test_a_film_that_not_every_browser_plays_is_reported() -> None:
    assert codes_of(render("![x](clip.mov)", "gfm")) == ["unplayable-video"]


def test_a_film_without_words_is_reported() -> None:
    assert codes_of(render("![](clip.mp4)", "gfm")) == ["missing-alt"]


@BOTH
@pytest.mark.parametrize(
    ("address", "player"),
    [
        ("https://www.youtube.com/watch?v=abcdefghijk", "www.youtube-nocookie.com/embed/"),
        ("https://www.youtube.com/watch?t=3&v=abcdefghijk", "www.youtube-nocookie.com/embed/"),
        ("https://youtu.be/abcdefghijk?t=3", "www.youtube-nocookie.com/embed/"),
        ("https://vimeo.com/123456", "player.vimeo.com/video/123456"),
        ("https://www.bilibili.com/video/BV1xx411c7mD", "player.bilibili.com/player.html"),
        ("https://v.youku.com/v_show/id_XNDA=.html", "player.youku.com/embed/XNDA="),
    ],
)
def test_a_film_of_another_host_is_a_link_until_it_is_clicked(
    address: str, player: str, dialect: str
) -> None:
    html = html_of(f"![The knob turns]({address})", dialect)

    assert '<a class="embed" href="https://' in html
    assert f'data-embed="https://{player}' in html
    assert "<img" not in html
    assert "<iframe" not in html


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=BAD",
        "https://vimeo.com/showcase/x",
        "//www.bilibili.com/bangumi/play/ep1",
        "https://youtu.be/",
    ],
)
def test_what_is_no_film_on_a_host_of_films_becomes_a_link_and_is_told(address: str) -> None:
    html = html_of(f"![The knob turns]({address})")

    assert f'<a href="{address}" rel="noreferrer">The knob turns</a>' in html
    assert "<img" not in html
    assert codes_of(render(f"![The knob turns]({address})", "gfm")) == ["unknown-film"]


def test_a_frame_of_another_host_is_a_link_until_it_is_clicked() -> None:
    html = html_of('<iframe src="https://maps.example/x?a=1&amp;b=2" title="The way"></iframe>')

    assert 'href="https://maps.example/x?a=1&amp;b=2"' in html
    assert "The way" in html
    assert "From %s, loaded only when you click".replace("%s", "maps.example") in html
    assert "<iframe" not in html


def test_a_frame_without_a_scheme_is_one_of_another_host() -> None:
    html = html_of(
        '<iframe src="//player.bilibili.com/player.html?aid=1&bvid=BV1xx411c7mD"></iframe>'
    )

    assert 'href="https://www.bilibili.com/video/BV1xx411c7mD/"' in html


def test_a_frame_of_the_site_itself_stays() -> None:
    assert '<iframe src="/demo/x.html"' in html_of('<iframe src="/demo/x.html"></iframe>')


def test_a_still_of_a_film_host_is_a_picture() -> None:
    assert "<img" in html_of("![x](https://img.youtube.com/vi/abcdefghijk/0.jpg)")


def test_another_host_is_not_told_where_its_picture_stands() -> None:
    assert 'referrerpolicy="no-referrer"' in html_of("![x](https://e.org/a.png)")


def test_a_link_around_a_film_of_another_host_is_kept_alone() -> None:
    html = html_of("[![x](https://youtu.be/abcdefghijk)](https://e.org)")

    assert html.count("<a ") == 1


@pytest.mark.parametrize(
    "text",
    ["![x](https://youtu.be/abcdefghijk)", "<iframe src=https://e.org></iframe>", "![x](a.mp4)"],
)
def test_a_stranger_embeds_nothing(text: str) -> None:
    html = html_of(text, "visitor")

    assert not [word for word in ("embed", "<video", "<iframe", "<img") if word in html]
