"""Which sizes a site has of a picture, and how pages and feeds show it."""

from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.journal.checks import check
from generator.pages.desk.pictures import Album, Photo, alone, full, picture, renditions
from generator.pages.views import EntryPage
from tests.pages.journals import Laid, diary, laid_out

LAMP = "content/diaries/2026-05-01-a/lamp.jpg"
FILES = {"diaries/2026-05-01-a/lamp.jpg": "jpg", "diaries/2026-05-01-a/clip.mp4": "mp4"}
PHOTO = Photo(1000, 500, "JPEG", colour="#aabbcc")


def shown(tmp_path: Path, text: str, head: str = "", album: Album | None = None) -> Laid:
    files = {**FILES, "diaries/2026-05-01-a/index.md": diary("A", head, text)}
    return laid_out(tmp_path, files, album=album or Album({LAMP: PHOTO}))


def html_of(laid: Laid) -> str:
    view = laid.sheet("/diaries/a/").view
    assert isinstance(view, EntryPage)
    return str(view.entry.html)


@given(
    width=st.integers(1, 20_000),
    height=st.integers(1, 20_000),
    format_=st.sampled_from(("JPEG", "PNG", "WEBP", "AVIF", "GIF")),
    flat=st.booleans(),
)
def test_no_form_is_larger_than_the_whole_and_no_two_have_one_name(
    width: int, height: int, format_: str, *, flat: bool
) -> None:
    photo = Photo(width, height, format_, flat=flat)
    forms = renditions(photo)

    assert all(form.width <= forms[0].width <= width for form in forms)
    assert all(form.height <= forms[0].height <= height for form in forms)
    assert len({form.ending for form in forms}) == len(forms)


def test_what_the_press_prints_keeps_its_size() -> None:
    assert full(Photo(6000, 4000, "JPEG", whole=True)).width == 6000


def test_a_picture_has_webp_before_its_own_format() -> None:
    made = picture(PHOTO, "A lamp", lambda ending: f"/a.jpg{ending}")

    assert [source.type for source in made.sources] == ["image/webp", "image/jpeg"]
    assert made.sources[0].srcset == (
        "/a.jpg.480w.webp 480w, /a.jpg.800w.webp 800w, /a.jpg.webp 1000w"
    )
    assert (made.url, made.width, made.height, made.colour) == ("/a.jpg", 1000, 500, "#aabbcc")


def test_a_feed_has_one_size_of_at_most_1200_pixels() -> None:
    made = alone(Photo(3000, 1500, "JPEG"), "", lambda ending: ending)

    assert (made.url, made.width, made.sources) == (".1200w.jpg", 1200, ())


def test_a_picture_on_a_page_says_how_large_it_is_and_which_sizes_there_are(
    tmp_path: Path,
) -> None:
    html = html_of(shown(tmp_path, "![A lamp](lamp.jpg)"))

    assert 'width="1000" height="500"' in html
    assert '<source type="image/webp" srcset="/diaries/a/lamp.jpg.480w.webp 480w, ' in html
    assert 'src="/diaries/a/lamp.jpg"' in html
    assert 'alt="A lamp"' in html


@pytest.mark.parametrize(
    ("size", "attributes"),
    [
        ("{width=300}", 'width="300" height="150"'),
        ("{height=100}", 'width="200" height="100"'),
        ("{width=300 height=30}", 'width="300" height="30"'),
        ("{width=50%}", 'style="width:50%;'),
    ],
)
def test_an_author_may_say_how_large_a_picture_is_shown(
    tmp_path: Path, size: str, attributes: str
) -> None:
    assert attributes in html_of(shown(tmp_path, f"![A lamp](lamp.jpg){size}"))


def test_a_picture_in_a_gallery_leads_to_the_whole_of_it(tmp_path: Path) -> None:
    html = html_of(shown(tmp_path, "![A lamp](lamp.jpg)\n![Again](lamp.jpg)"))

    assert html.count('<a href="/diaries/a/lamp.jpg"><picture>') == 2


def test_a_feed_shows_a_picture_as_every_reader_understands_it(tmp_path: Path) -> None:
    laid = shown(tmp_path, "![A lamp](lamp.jpg)")
    html = str(laid.plan.items[0].seen.entry.html)

    assert '<img src="https://t.example/diaries/a/lamp.jpg"' in html
    assert "<picture" not in html
    assert "srcset" not in html


def test_a_cover_has_its_sizes_and_its_alt_text(tmp_path: Path) -> None:
    laid = shown(tmp_path, "", "cover: {src: lamp.jpg, alt: A lamp}")
    view = laid.sheet("/diaries/a/").view
    assert isinstance(view, EntryPage)
    cover = view.entry.card.cover

    assert cover is not None
    assert (cover.alt, cover.width, len(cover.sources)) == ("A lamp", 1000, 2)


def test_a_cover_without_alt_text_is_reported_at_its_line(tmp_path: Path) -> None:
    laid = shown(tmp_path, "", "cover: {src: lamp.jpg}")
    [problem] = check(laid.journal)

    assert (problem.code, problem.location.line) == ("missing-alt", 3)


def test_a_film_has_the_picture_of_its_name_as_its_poster(tmp_path: Path) -> None:
    poster = LAMP.replace("lamp", "clip")
    files = {
        **FILES,
        "diaries/2026-05-01-a/clip.jpg": "jpg",
        "diaries/2026-05-01-a/index.md": diary("A", text="![The knob](clip.mp4)"),
    }
    html = html_of(laid_out(tmp_path, files, album=Album({poster: PHOTO})))

    assert 'poster="/diaries/a/clip.jpg" width="1000" height="500"' in html
    assert 'preload="none"' in html
    assert '<a href="/diaries/a/clip.mp4">The knob</a>' in html


def test_an_unfit_picture_is_its_words_and_is_not_published(tmp_path: Path) -> None:
    laid = shown(
        tmp_path,
        "![A lamp](lamp.jpg)\n\n[it](lamp.jpg)",
        "cover: {src: lamp.jpg, alt: A lamp}",
        Album({}, frozenset({LAMP})),
    )

    assert '<span class="no-picture">A lamp</span>' in html_of(laid)
    assert "lamp.jpg" not in html_of(laid)
    assert [copy.path for copy in laid.plan.copies] == ["diaries/a/clip.mp4"]
    assert laid.plan.pictures == ()
    assert laid.problems == []


def test_two_files_that_want_the_name_of_one_form_are_a_problem(tmp_path: Path) -> None:
    files = {
        **FILES,
        "diaries/2026-05-01-a/lamp.jpg.webp": "webp",
        "diaries/2026-05-01-a/index.md": diary("A"),
    }
    laid = laid_out(tmp_path, files, album=Album({LAMP: PHOTO}))

    assert laid.codes() == ["duplicate-route"]


def test_a_new_picture_of_a_draft_translation_stays_back(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a/index.en.md": diary("A", text="![x](old.jpg)"),
        "diaries/2026-05-01-a/index.zh.md": diary("甲", "draft: yes", "![x](new.jpg)"),
        "diaries/2026-05-01-a/old.jpg": "jpg",
        "diaries/2026-05-01-a/new.jpg": "jpg",
        "diaries/2026-05-01-a/loose.pdf": "pdf",
    }
    laid = laid_out(tmp_path, files, options="languages: [en, zh-CN]\n")

    assert [copy.path for copy in laid.plan.copies] == ["diaries/a/loose.pdf", "diaries/a/old.jpg"]


@pytest.mark.parametrize("name", ["photo #1.jpg", "what?.jpg", "100%25.jpg"])
def test_a_cover_is_found_whatever_signs_are_in_its_name(tmp_path: Path, name: str) -> None:
    files = {
        f"diaries/2026-05-01-a/{name}": "jpg",
        "diaries/2026-05-01-a/index.md": diary("A", f'cover: {{src: "{name}", alt: A lamp}}'),
    }
    laid = laid_out(tmp_path, files, album=Album({f"content/diaries/2026-05-01-a/{name}": PHOTO}))
    view = laid.sheet("/diaries/a/").view
    assert isinstance(view, EntryPage)
    cover = view.entry.card.cover

    assert laid.codes() == []
    assert cover is not None
    assert cover.url == f"/diaries/a/{quote(name)}"


def test_an_address_that_ends_too_early_is_told_with_its_cure(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a/photo #1.jpg": "jpg",
        "diaries/2026-05-01-a/index.md": diary("A", text="![x](<photo #1.jpg>)"),
    }
    [problem] = laid_out(tmp_path, files).problems

    assert (problem.code, "%23" in problem.hint) == ("missing-file", True)


def test_a_picture_of_no_height_breaks_no_page(tmp_path: Path) -> None:
    album = Album({LAMP: Photo(100, 0, "SVG")})

    assert 'alt="A lamp"' in html_of(shown(tmp_path, "![A lamp](lamp.jpg){height=30}", album=album))
