from generator.render.search.plain import text_of


def test_paragraphs_and_cells_are_divided() -> None:
    assert text_of("<p>one</p><p>two</p><td>three</td><td>four</td>") == "one two three four"


def test_emphasis_inside_a_word_does_not_divide_it() -> None:
    assert text_of("re<b>lamp</b>ed <a href='/x/'>a</a>b") == "relamped ab"


def test_a_footnote_mark_is_no_part_of_the_word_before_it() -> None:
    assert text_of('lamp<sup class="footnote-ref"><a href="#fn1">1</a></sup>') == "lamp 1"


def test_characters_that_html_escapes_are_themselves() -> None:
    assert text_of("<p>a &lt;b&gt; &amp; c</p>") == "a <b> & c"


def test_pronunciation_does_not_divide_a_chinese_word() -> None:
    html = "<ruby>豆<rp>(</rp><rt>dòu</rt><rp>)</rp>灯<rt>dēng</rt></ruby>"

    assert text_of(html) == "豆灯"


def test_a_picture_is_what_is_read_out_for_it() -> None:
    assert text_of('<p>x<img src="/a.png" alt="A red &amp; blue lamp">y</p>') == (
        "x A red & blue lamp y"
    )


def test_programs_are_no_text() -> None:
    assert text_of("a<script>if (1 < 2) b</script><style>p { c: d }</style>e") == "ae"
