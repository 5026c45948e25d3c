"""Pictures, tables, code, alerts, tasks and footnotes, in both dialects of the team."""

import pytest

from generator.markup.dialects import render
from generator.markup.highlight import highlighted, is_known
from generator.markup.prose import Finding
from tests.markup.closing import codes_of, html_of

BOTH = pytest.mark.parametrize("dialect", ["gfm", "python-markdown"])


@BOTH
def test_a_picture_with_a_title_alone_is_a_figure(dialect: str) -> None:
    html = html_of('![alt](https://e.org/a.png "A & B")', dialect)

    assert html.startswith("<figure><img ")
    assert html.strip().endswith("<figcaption>A &amp; B</figcaption></figure>")


@BOTH
def test_a_caption_is_not_repeated_as_a_tooltip(dialect: str) -> None:
    assert "title=" not in html_of('![alt](a.png "caption")', dialect)


@BOTH
@pytest.mark.parametrize("text", ['![a](a.png "t") text', "![a](a.png)"])
def test_other_pictures_are_no_figures(text: str, dialect: str) -> None:
    assert "<figure" not in html_of(text, dialect)


@BOTH
def test_a_linked_picture_with_a_title_is_a_figure(dialect: str) -> None:
    html = html_of('[![alt](a.png "t")](https://e.org)', dialect)

    assert "</a><figcaption>t</figcaption></figure>" in html


@BOTH
def test_a_picture_is_sized_by_what_stands_behind_it(dialect: str) -> None:
    html = html_of("x ![alt](a.png){width=300 height=200} y", dialect)

    assert all(word in html for word in ('width="300"', 'height="200"', "> y</p>"))


def test_a_figure_may_be_sized() -> None:
    assert "{" not in html_of('![alt](a.png "t"){ width="300px" }')


@BOTH
def test_a_picture_is_loaded_when_it_comes_into_view(dialect: str) -> None:
    html = html_of("![a](https://e.org/a.png)\n\n![b](a.png)\n\n![c](b.png)", dialect)

    assert html.count('loading="lazy"') == 2


@BOTH
def test_a_picture_without_alt_text_is_reported_at_its_line(dialect: str) -> None:
    (finding,) = render("x\n\n![](a.png)", dialect, first_line=4).findings

    assert (finding.line, finding.code) == (6, "missing-alt")


@BOTH
def test_a_table_scrolls_in_a_named_box(dialect: str) -> None:
    html = html_of("| a | b |\n|---|:-:|\n| 1 | 2 |", dialect)

    assert html.startswith(
        '<div class="table-scroll" tabindex="0" role="region" aria-label="a, b"><table>'
    )
    assert html.strip().endswith("</table></div>")


@BOTH
def test_cells_are_aligned_by_class(dialect: str) -> None:
    html = html_of("| a | b |\n|---|:-:|\n| 1 | 2 |", dialect)

    assert '<td class="align-center">2</td>' in html


def test_two_equal_tables_have_two_names() -> None:
    html = html_of("| a |\n|---|\n\nx\n\n| a |\n|---|\n")

    assert 'aria-label="a (2)"' in html


@BOTH
def test_a_fence_is_coloured_by_classes(dialect: str) -> None:
    html = html_of("```python\nif x: pass\n```", dialect)

    assert '<code class="language-python"><span class="k">if</span>' in html
    assert "style=" not in html


@BOTH
def test_what_stands_after_the_language_is_ignored(dialect: str) -> None:
    html = html_of("```rust,ignore\nfn x() {}\n```", dialect)

    assert '<code class="language-rust"><span class="k">fn</span>' in html


@BOTH
def test_an_unknown_language_is_plain_and_reported(dialect: str) -> None:
    prose = render("x\n\n```pythn\na < b\n```", dialect, first_line=2)

    assert "a &lt; b" in str(prose.parts[0])
    assert prose.findings == (
        Finding(
            4,
            "unknown-language",
            "there are no colours for code in 'pythn'",
            "did you mean 'python'?",
        ),
    )


@BOTH
@pytest.mark.parametrize("language", ["", "text", "console", "output"])
def test_a_plain_word_is_no_mistake(language: str, dialect: str) -> None:
    assert codes_of(render(f"```{language}\nx\n```", dialect)) == []


def test_a_language_is_not_guessed() -> None:
    assert html_of("```\nif x: pass\n```") == (
        '<pre class="highlight" tabindex="0"><code>if x: pass\n</code></pre>\n'
    )


def test_leading_blank_lines_of_code_stay() -> None:
    assert highlighted("python", "\n\nx\n").count("\n") == 3  # type: ignore[union-attr]


def test_plain_words_and_lexers_are_known() -> None:
    assert (is_known("text"), is_known("rust"), is_known("pythn")) == (True, True, False)


@BOTH
@pytest.mark.parametrize("kind", ["NOTE", "WARNING", "TIP"])
def test_an_alert_looks_the_same_in_both_dialects(kind: str, dialect: str) -> None:
    html = html_of(f"> [!{kind}]\n> text", dialect)

    assert f'<div class="alert alert-{kind.lower()}">\n<p class="alert-title">' in html


@BOTH
def test_the_box_of_a_task_is_closed_and_named(dialect: str) -> None:
    html = html_of("- [x] paint\n- [ ] rest\n", dialect)

    assert html.count('class="task-list-item"') == 2
    assert html.count("disabled") == 2
    assert 'aria-label="paint"' in html


@BOTH
def test_a_footnote_leads_there_and_back(dialect: str) -> None:
    html = html_of("a[^1]\n\n[^1]: note", dialect)

    targets = {piece.split('"')[0] for piece in html.split('href="#')[1:]}

    assert len(targets) == 2
    assert all(f'id="{target}"' in html for target in targets)


@BOTH
@pytest.mark.parametrize(
    ("text", "html"),
    [("~~x~~", "<del>x</del>"), ("a\n:   b", None), ("https://e.org", 'href="https://e.org"')],
)
def test_both_dialects_give_the_same_extras(text: str, html: str | None, dialect: str) -> None:
    assert (html or "<dt>a</dt>") in html_of(
        text.replace("\n", "\n\n" if dialect == "gfm" else "\n"), dialect
    )


def test_lists_are_nested_by_two_spaces() -> None:
    assert html_of("- @a\n  - b\n").count("<ul>") == 2


def test_a_list_may_follow_a_line_of_text() -> None:
    assert "<ul>" in html_of("text\n- a\n")


def test_an_open_fence_ends_with_the_text() -> None:
    assert html_of("```\nx").endswith("</code></pre>\n")


def test_details_hold_markdown() -> None:
    assert "<strong>b</strong>" in html_of("<details>\n\n**b**\n\n</details>")


def test_comments_go() -> None:
    assert html_of("a <!-- b --> c") == "<p>a  c</p>\n"


def test_a_script_keeps_its_text() -> None:
    assert html_of("<script>if (a < b && c) {}</script>\n") == (
        "<script>if (a < b && c) {}</script>\n"
    )


def test_svg_keeps_the_case_of_its_names() -> None:
    assert 'viewBox="0 0 1 1"' in html_of('<svg viewBox="0 0 1 1"><linearGradient/></svg>')


def test_a_table_that_comes_first_is_not_named_after_the_next() -> None:
    html = html_of("<table><tr><td>a</table><table><caption>b</caption><tr><td>c</table>")

    assert 'aria-label="a"' in html
