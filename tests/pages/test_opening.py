from generator.pages.html import Html
from generator.pages.lists.opening import opening


def paragraphs(number: int, letters: int = 100) -> str:
    return "\n".join(f"<p>{'灯' * letters}</p>" for _ in range(number))


def test_a_short_text_has_no_opening() -> None:
    assert opening(Html(paragraphs(2)), 150) == ""


def test_a_long_text_is_cut_after_the_block_that_reaches_the_length() -> None:
    assert opening(Html(paragraphs(9)), 150) == paragraphs(2)


def test_latin_letters_count_half() -> None:
    text = "\n".join(f"<p>{'a' * 100}</p>" for _ in range(9))

    assert opening(Html(text), 100).count("<p>") == 2


def test_a_block_is_never_cut_inside() -> None:
    nested = (
        f"<blockquote><p>{'灯' * 300}</p>\n<p>光<br>影 &lt;b&gt;<img src='a.webp'></p></blockquote>"
    )

    assert opening(Html(f"{nested}\n{paragraphs(9)}"), 100) == nested


def test_a_heading_without_its_text_is_left_out() -> None:
    text = f"{paragraphs(2)}\n<h2>为什么</h2>\n{paragraphs(9)}"

    assert opening(Html(text), 200) == paragraphs(2)


def test_an_opening_may_begin_with_a_heading() -> None:
    text = f"<h2>为什么</h2>\n{paragraphs(9)}"

    assert opening(Html(text), 100) == f"<h2>为什么</h2>\n{paragraphs(1)}"


def test_what_leads_to_a_footnote_is_left_out() -> None:
    text = f'{paragraphs(1)}\n<p>灯<a href="#fn-1">1</a></p>\n{paragraphs(9)}'

    assert opening(Html(text), 300) == paragraphs(1)


def test_a_picture_without_an_end_tag_is_a_block() -> None:
    text = f'<img src="a.webp" alt="">\n{paragraphs(9)}'

    assert opening(Html(text), 100) == f'<img src="a.webp" alt="">\n{paragraphs(1)}'
