"""What is put into a page, and what its script is told."""

import json
import re

from generator.preview import live
from generator.preview.stage import Scene
from generator.problems import Location, Problem, Severity

BAD = Problem(Location("content/a.md", 3), "bad-value", "'<b>' is no date", "write <today>")


def told(scene: Scene) -> dict[str, object]:
    text = live.news(scene).decode()
    return dict(json.loads(text.removeprefix("data: ")))


def test_the_script_stands_before_the_last_end_of_the_body() -> None:
    page = live.enlivened(b"<body><pre></body></pre><p>x</BODY></html>", "7-1")

    assert re.search(rb"<p>x<script [^>]*></script>\n</BODY></html>$", page)


def test_a_page_without_an_end_of_the_body_has_the_script_at_its_own() -> None:
    assert live.enlivened(b"<p>x", "7-1").endswith(b"</script>\n")


def test_news_are_one_event_of_one_line() -> None:
    scene = Scene("7-1", problems=(Problem(Location("a.md"), "x", "two\nlines\u2028"),))

    assert re.fullmatch(rb"data: [^\r\n]+\n\n", live.news(scene))


def test_news_name_the_file_and_line_of_a_problem() -> None:
    [problem] = json.loads(json.dumps(told(Scene("7-1", problems=(BAD,)))["problems"]))

    assert problem["place"] == "content/a.md:3"


def test_errors_are_told_before_warnings() -> None:
    warning = Problem(Location("a.md"), "odd", "odd", severity=Severity.WARNING)

    assert live.most_urgent((warning, BAD)) == (BAD, warning)


def test_news_hold_fifty_problems_and_say_how_many_more_there_are() -> None:
    many = tuple(Problem(Location("a.md", n), "x", "y") for n in range(1, 61))
    news = told(Scene("7-1", problems=many))

    assert (len(json.loads(json.dumps(news["problems"]))), news["more"]) == (50, 10)


def test_what_authors_wrote_is_escaped_in_the_page_that_stands_for_a_site() -> None:
    page = live.first_failure(Scene("7-1", problems=(BAD,))).decode()

    assert "&#x27;&lt;b&gt;&#x27; is no date<br>write &lt;today&gt;" in page


def test_the_page_that_stands_for_a_site_names_file_and_line() -> None:
    assert b"<code>content/a.md:3</code>" in live.first_failure(Scene("7-1", problems=(BAD,)))
