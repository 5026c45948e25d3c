"""Old addresses stay alive as aliases."""

from pathlib import Path

import pytest

from tests.intake.importing import imported

YAML = "---\ntitle: A Walnut\ndate: 2024-05-03\n{}\n---\nText.\n"
TOML = '+++\ntitle = "A Walnut"\ndate = 2024-05-03\n{}\n+++\nText.\n'


@pytest.mark.parametrize(
    ("name", "text", "aliases"),
    [
        ("_posts/2024-05-01-nut.md", YAML.format(""), ["/2024/05/03/nut.html"]),
        ("_posts/2024-05-01-Nut.md", YAML.format("category: Big News"),
         ["/big-news/2024/05/03/Nut.html"]),
        ("_posts/2024-05-01-nut.md", YAML.format("permalink: /a/:title/"), ["/a/nut/"]),
        ("_posts/2024-05-01-nut.md", YAML.format("redirect_from: [/old/, /older]"),
         ["/2024/05/03/nut.html", "/old/", "/older"]),
        ("content/news/Nut.md", TOML.format(""), ["/news/nut/"]),
        ("content/news/nut/index.md", TOML.format(""), ["/news/nut/"]),
        ("content/news/nut.md", TOML.format('slug = "oak"\naliases = ["/tree"]'),
         ["/news/oak/", "/tree/"]),
        ("content/news/nut.md", TOML.format('url = "/odd/nut.html"'), ["/odd/nut.html"]),
        ("content/nut.md", TOML.format('path = "2024/05/03/nut"\naliases = ["releases/1.9.0"]'),
         ["/2024/05/03/nut/", "/releases/1.9.0/"]),
        ("content/nut.md", "Title: A Walnut\nDate: 2024-05-03\n\nText.\n", ["/a-walnut.html"]),
        ("content/nut.md", "Title: A Walnut\nDate: 2024-05-03\nSlug: oak\n\nText.\n",
         ["/oak.html"]),
        ("blog/2024-05-03-nut.md", YAML.format(""), ["/blog/2024/05/03/nut/"]),
        ("blog/2024-05-03-nut.md", YAML.format("slug: oak"), ["/blog/oak/"]),
        ("x/nut.md", "<!--\n.. title: A\n.. slug: oak\n.. date: 2024-05-03\n-->\n\nText.\n",
         ["/posts/oak/"]),
    ],
)  # fmt: skip
def test_each_generator_has_its_rule(
    tmp_path: Path, name: str, text: str, aliases: list[str]
) -> None:
    result = imported(tmp_path, {name: text})

    assert result.head()["aliases"] == aliases


def test_a_file_of_no_generator_has_no_known_address(tmp_path: Path) -> None:
    result = imported(tmp_path, {"x/2024-05-01-nut.md": "# Nut\n\nText.\n"})

    assert "aliases" not in result.head()


def test_a_pattern_can_be_given_for_the_whole_site(tmp_path: Path) -> None:
    files = {"x/2024-05-01-issue-7.md": "# Nut\n\nText.\n"}

    result = imported(tmp_path, files, permalink="/issue/{year}-{month}/{number}.html")

    assert result.head()["aliases"] == ["/issue/2024-05/7.html"]


def test_a_post_without_what_the_pattern_names_gets_no_address(tmp_path: Path) -> None:
    result = imported(tmp_path, {"x/2024-05-01-nut.md": "# Nut\n\nText.\n"}, permalink="/{number}/")

    assert "aliases" not in result.head()


def test_the_permalink_of_a_jekyll_site_is_read_from_its_configuration(tmp_path: Path) -> None:
    files = {
        "_config.yml": "permalink: pretty\n",
        "_posts/2024-05-01-nut.md": "---\ntitle: Nut\n---\nText.\n",
    }

    result = imported(tmp_path, files)

    assert result.head()["aliases"] == ["/2024/05/01/nut/"]


def test_a_second_claim_on_an_address_is_noted_and_dropped(tmp_path: Path) -> None:
    files = {
        "_posts/2024-05-01-a.md": "---\ntitle: A\npermalink: /nut/\n---\nText.\n",
        "_posts/2024-05-02-b.md": "---\ntitle: B\npermalink: /nut\n---\nText.\n",
    }

    result = imported(tmp_path, files)

    assert "aliases" not in result.head("_posts/2024-05-02-b.md")
    assert result.said("alias-taken") == "/nut already leads to 'diary:a'"


def test_the_aliases_of_entries_that_exist_are_taken(tmp_path: Path) -> None:
    page = tmp_path / "content" / "pages" / "nut.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\ntitle: Nut\naliases: /2024/05/01/a.html\n---\n", encoding="utf-8")

    result = imported(tmp_path, {"_posts/2024-05-01-a.md": "---\ntitle: A\n---\nText.\n"})

    assert result.said("alias-taken") == "/2024/05/01/a.html already leads to 'pages/nut'"


@pytest.mark.parametrize("alias", ["/", "https://example.org", "/a/../b", "/a?b=c", "http://["])
def test_what_is_no_path_of_the_site_is_refused_with_a_note(tmp_path: Path, alias: str) -> None:
    text = f"---\ntitle: A\ndate: 2024-05-01\naliases: ['{alias}']\n---\nText.\n"

    result = imported(tmp_path, {"x/a.md": text})

    assert result.codes == ["alias-refused"]


@pytest.mark.parametrize(
    ("alias", "path"),
    [
        ("https://example.org/a/b.html", "/a/b.html"),
        ("old/a b", "/old/a%20b"),
        ("//a//b/", "/a/b/"),
        ("/a/index.html", "/a/"),
        ("/橙/", "/橙/"),
    ],
)
def test_an_alias_becomes_a_path_from_the_root(tmp_path: Path, alias: str, path: str) -> None:
    text = f"---\ntitle: A\ndate: 2024-05-01\naliases: ['{alias}']\n---\nText.\n"

    result = imported(tmp_path, {"x/a.md": text})

    assert result.head()["aliases"] == [path]


def test_a_permalink_that_names_nothing_known_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\{bogus\}"):
        imported(tmp_path, {"2024-01-01-a.md": b"# A\n"}, permalink="/{bogus}/")
