"""What closes the open parts of a text, and how it travels through the cache."""

from generator.markup.dialects import render
from generator.markup.prose import (
    Address,
    Mention,
    Prose,
    ReferenceEnd,
    ReferenceStart,
    fill,
)
from tests.markup.closing import KINDS, Journal, html_of, reread

START = ReferenceStart("poll", "colours", "", empty=False, line=3)
JOURNAL = Journal({"poll:colours": "Red & <blue>"}, {"mei": "Mei <3"}, "https://example.org/")


def test_a_reference_becomes_a_link_around_its_label() -> None:
    html = fill(Prose((START, "the poll", ReferenceEnd())), JOURNAL)

    assert html == '<a class="reference poll" href="/poll/colours/">the poll</a>'


def test_a_reference_without_a_label_shows_the_escaped_title() -> None:
    start = ReferenceStart("poll", "colours", "", empty=True, line=3)

    assert ">Red &amp; &lt;blue&gt;</a>" in fill(Prose((start, ReferenceEnd())), JOURNAL)


def test_a_reference_keeps_its_fragment() -> None:
    start = ReferenceStart("poll", "colours", "result", empty=True, line=3)

    assert 'href="/poll/colours/#result"' in fill(Prose((start, ReferenceEnd())), JOURNAL)


def test_a_reference_to_nothing_public_is_its_label() -> None:
    assert fill(Prose((START, "the poll", ReferenceEnd())), Journal()) == "the poll"


def test_a_reference_to_nothing_public_without_a_label_is_an_ellipsis() -> None:
    start = ReferenceStart("poll", "colours", "", empty=True, line=3)

    assert fill(Prose((start, ReferenceEnd())), Journal()) == "…"


def test_a_hidden_reference_does_not_swallow_the_end_of_a_public_one() -> None:
    hidden = ReferenceStart("poll", "secret", "", empty=False, line=1)
    prose = Prose((hidden, "a", ReferenceEnd(), START, "b", ReferenceEnd()))

    assert fill(prose, JOURNAL) == 'a<a class="reference poll" href="/poll/colours/">b</a>'


def test_a_person_in_the_table_becomes_a_link_with_the_name() -> None:
    html = fill(Prose((Mention("mei", 1),)), JOURNAL)

    assert html == '<a class="person" href="/people/mei/">Mei &lt;3</a>'


def test_nobody_stays_as_written() -> None:
    assert fill(Prose((Mention("nobody", 1),)), JOURNAL) == "@nobody"


def test_an_address_is_escaped_for_its_attribute() -> None:
    prose = Prose(('<a href="', Address('x"&y', "href", 1), '">'))

    assert fill(prose, JOURNAL) == '<a href="https://example.org/x&quot;&amp;y">'


def test_a_text_comes_back_equal_from_json() -> None:
    text = "# 你好 {#x}\n\n@mei [](poll:colours) ![](a.png) [y](z.md)\n\n```nolang\n```\n\n\x01"
    prose = render(text, schemes=KINDS)

    assert reread(prose) == prose


def test_the_title_of_an_alert_is_said_in_the_language_of_the_reader() -> None:
    html = html_of("> [!NOTE]\n> text")

    assert '<p class="alert-title">~Note</p>' in html


def test_a_title_that_an_author_gave_an_alert_stays() -> None:
    html = html_of("> [!NOTE] Hear hear\n> text")

    assert '<p class="alert-title">Hear hear</p>' in html


def test_the_way_back_from_a_footnote_is_named_in_the_language_of_the_reader() -> None:
    html = html_of("a[^1]\n\n[^1]: b")

    assert 'aria-label="~Back to reference 1"' in html


def test_a_link_without_an_address_is_reported_at_its_line() -> None:
    prose = render("one\n\n[two]()")

    assert [(f.line, f.code) for f in prose.findings] == [(3, "empty-address")]


def test_a_picture_without_a_file_leaves_its_words() -> None:
    html = html_of("![a lamp]()")

    assert html.strip() == "<p>a lamp</p>"


def test_a_word_about_pictures_stays_a_word() -> None:
    html = html_of("an <img> tag")

    assert html.strip() == "<p>an &lt;img&gt; tag</p>"
