"""What `friday.yaml` may say."""

import pytest

from generator.config import Config, read
from generator.problems import Problem

LEAST = "title: Test\nbase_url: https://example.org/\n"


def made(more: str = "") -> Config:
    config, problems = read(LEAST + more)
    assert problems == []
    assert config is not None
    return config


def problem(more: str) -> Problem:
    config, (found,) = read(LEAST + more)
    assert config is None
    return found


def test_a_title_and_an_address_are_enough() -> None:
    assert made().title == "Test"


def test_the_main_language_is_the_first() -> None:
    assert made("languages: [zh-CN, en]").main_language == "zh-CN"


def test_languages_may_stand_on_one_line() -> None:
    assert made("languages: zh-CN, en").languages == ("zh-CN", "en")


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("zh", "zh-CN"),
        ("ZH-cn", "zh-CN"),
        ("en", "en"),
        ("EN", "en"),
        ("fr", ""),
        ("", ""),
        ("zh-TW", ""),
    ],
)
def test_a_language_is_spelled_as_the_journal_spells_it(word: str, language: str) -> None:
    assert made("languages: [zh-CN, en]").language(word) == language


def test_of_two_languages_that_fit_the_exact_one_is_meant() -> None:
    assert made("languages: [zh-TW, zh]").language("zh") == "zh"


@pytest.mark.parametrize(
    ("written", "address", "path"),
    [
        ("https://a.example", "https://a.example/", "/"),
        ("https://a.example/", "https://a.example/", "/"),
        ("http://a.example:8000/b/c", "http://a.example:8000/b/c/", "/b/c/"),
    ],
)
def test_an_address_ends_with_a_slash(written: str, address: str, path: str) -> None:
    config, _ = read(f"title: Test\nbase_url: {written}\n")

    assert config is not None
    assert (config.base_url, config.base_path) == (address, path)


@pytest.mark.parametrize(
    "written",
    ["a.example", "//a.example", "ftp://a.example", "https://", "https://a.example/?b", "/a"],
)
def test_an_address_is_whole(written: str) -> None:
    _, (found,) = read(f"title: Test\nbase_url: {written}\n")

    assert (found.location.line, found.code) == (2, "bad-value")


def test_the_nearest_rule_decides_about_the_dialect() -> None:
    config = made("dialects:\n  diaries: python-markdown\n  diaries/new: gfm\n")

    assert [config.dialect_of(f) for f in ("diaries", "diaries/old", "diaries/new/a", "polls")] == [
        "python-markdown",
        "python-markdown",
        "gfm",
        "gfm",
    ]


def test_a_folder_whose_name_begins_alike_has_its_own_dialect() -> None:
    assert made("dialects:\n  diaries/new: python-markdown\n").dialect_of("diaries/newer") == "gfm"


def test_dates_are_in_the_configured_zone() -> None:
    assert str(made("timezone: Asia/Shanghai").context().zone) == "Asia/Shanghai"


def test_feed_ids_begin_with_the_authority() -> None:
    assert made("authority: example.org,2026-05").tag_authority == "example.org,2026-05"


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ("timezone: Peking", 3),
        ("timezone: ../../etc/passwd", 3),
        ("languages: []", 3),
        ("languages: [english]", 3),
        ("content: /etc", 3),
        ("output: ../site", 3),
        ("page_size: 0", 3),
        ("feed_size: 201", 3),
        ("menu: [dairy]", 3),
        ("dialects:\n  diaries: commonmark", 4),
        ("titles:\n  en: [a]", 4),
        ("authority: https://example.org", 3),
        ("title: Twice", 3),
        ("colour: red", 3),
        ("rights: a: b", 3),
    ],
)
def test_a_mistake_stands_at_its_line(more: str, line: int) -> None:
    assert problem(more).location.line == line


def test_all_mistakes_are_found_at_once() -> None:
    _, problems = read("base_url: x\ntitle: a: b\npage_size: many\ncolour: red\n")

    assert sorted(found.location.line for found in problems) == [1, 2, 3, 4]


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n", "words"])
def test_a_file_without_options_is_no_configuration(text: str) -> None:
    config, (found,) = read(text)

    assert config is None
    assert found.code == "config"


def test_an_option_of_the_command_line_outweighs_the_file() -> None:
    config, _ = read(LEAST, changes={"base_url": "https://other.example/"})

    assert config is not None
    assert config.base_url == "https://other.example/"


def test_a_mistake_in_an_option_of_the_command_line_stands_at_the_option() -> None:
    _, (found,) = read(LEAST, changes={"base_url": "other"})

    assert str(found.location) == "--base-url"
