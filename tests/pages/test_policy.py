"""What browsers may run on the pages: no script and no style sheet that stands in a page."""

from pathlib import Path

from generator.config import read
from generator.pages.policy import headers, policy
from generator.pages.texts import headers as file

SITE = "title: A\nbase_url: https://example.org/journal/\n"


def configured(more: str = "") -> tuple[dict[str, str], list[str]]:
    """The directives of a journal's policy, and what is wrong with its configuration."""
    config, problems = read(SITE + more)
    if config is None:
        return {}, [f"{problem.location.line} {problem.message}" for problem in problems]
    rows = (row.partition(" ") for row in policy(config).split("; "))
    return {name: sources for name, _, sources in rows}, []


def test_nothing_is_allowed_that_is_not_named() -> None:
    directives, _ = configured()

    assert directives["default-src"] == "'none'"
    assert directives["base-uri"] == "'none'"


def test_scripts_and_style_sheets_come_from_files_of_the_site() -> None:
    directives, _ = configured()

    assert directives["script-src"] == directives["style-src"] == "'self'"
    assert "unsafe" not in "".join(v for k, v in directives.items() if k != "style-src-attr")


def test_films_are_shown_by_the_hosts_that_embeds_know() -> None:
    directives, _ = configured()

    assert "https://www.youtube-nocookie.com" in directives["frame-src"].split()
    assert "https://player.bilibili.com" in directives["frame-src"].split()


def test_a_journal_changes_single_directives() -> None:
    usual, _ = configured()
    own, _ = configured("csp:\n  img-src: \"'self' https://pictures.example.org\"\n")

    assert own == usual | {"img-src": "'self' https://pictures.example.org"}


def test_a_journal_cannot_allow_what_stands_in_a_page() -> None:
    rows = "csp:\n  script-src: \"'self' 'unsafe-inline'\"\n  img-scr: x\n  font-src: a; b\n"
    _, problems = configured(rows)

    assert [line.partition(" ")[0] for line in problems] == ["4", "5", "6"]
    assert "put scripts and styles into files" in problems[0]
    assert "did you mean 'img-src'?" in problems[1]
    assert "sources with spaces between" in problems[2]


def test_the_file_of_headers_is_for_the_folder_of_the_site() -> None:
    config, _ = read(SITE)
    assert config is not None
    lines = file(config).content.decode().splitlines()

    assert file(config).path == "_headers"
    assert lines[0] == "/journal/*"
    assert lines[1:] == [f"  {name}: {value}" for name, value in headers(config)]


def test_what_a_meta_element_cannot_say_stands_in_the_header_alone() -> None:
    config, _ = read(SITE)
    assert config is not None
    said = dict(headers(config))["Content-Security-Policy"]

    assert said == f"{policy(config)}; frame-ancestors 'self'"
    assert "frame-ancestors" not in policy(config)


def test_every_page_of_the_theme_says_the_policy() -> None:
    templates = Path(__file__).parents[2] / "themes/default/templates"
    whole = [t for t in templates.glob("*.html") if "<!DOCTYPE html>" in t.read_text("utf-8")]
    named = {t.name for t in whole if "Content-Security-Policy" in t.read_text("utf-8")}

    assert {t.name for t in whole} - named == {"digest.html"}  # a mail
