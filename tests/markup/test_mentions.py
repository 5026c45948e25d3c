"""Where `@name` means somebody, and where it does not."""

import pytest

from generator.markup.dialects import render
from generator.markup.mentions import split
from generator.markup.prose import Mention, said
from tests.markup.closing import Journal, html_of, parts_of

BOTH = pytest.mark.parametrize("dialect", ["gfm", "python-markdown"])


def handles(text: str) -> list[str]:
    return split(text)[1::2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@mei", ["mei"]),
        ("thanks to @mei, @bob.", ["mei", "bob"]),
        ("(@mei)", ["mei"]),
        ("感谢@mei提出", ["mei"]),
        ("由 @mei-2_x 提出", ["mei-2_x"]),
        ("（@mei）", ["mei"]),
        ("@mei's idea", ["mei"]),
        ("@mei: done", ["mei"]),
        ("@mei- yes", ["mei"]),
        ("@mei/@bob", ["mei", "bob"]),
        ("@小美，谢谢", ["小美"]),
        ("谢谢 @小美 提出", ["小美"]),
        ("@2fast", ["2fast"]),
    ],
)
def test_a_handle_is_found(text: str, expected: list[str]) -> None:
    assert handles(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "me@example.org",
        "@scope/package",
        "@my-scope/package",
        "npm i x/@scope",
        "@user@mastodon.example",
        "@name.example.org",
        "@user:matrix.example.org",
        "a@",
        "@",
        "@ mei",
        "@-mei",
        "@@mei",
        "path/@mei",
        "é@mei",
        "@josé",
        "curl -d=@file",
        "谢谢@小美",
        "first.last@mei",
    ],
)
def test_an_at_sign_that_is_no_person_stays_text(text: str) -> None:
    assert handles(text) == []


def test_the_pieces_make_the_text_again() -> None:
    text = "a @b/@c, d@e @f"

    pieces = split(text)

    assert "".join(f"@{p}" if n % 2 else p for n, p in enumerate(pieces)) == text


@pytest.mark.parametrize("dialect", ["gfm", "python-markdown"])
@pytest.mark.parametrize(
    "text",
    [
        "`@mei`",
        "    @mei",
        "```\n@mei\n```",
        "[@mei](https://example.org)",
        "<kbd>@mei</kbd>",
        "<pre>@mei</pre>",
        "mail me@example.org now",
        "on @user@mastodon.example there",
        "<script>@mei</script>",
        "[a @mei](poll:x)",
    ],
)
def test_nobody_is_mentioned_in_code_links_and_addresses(text: str, dialect: str) -> None:
    prose = render(text, dialect, schemes=frozenset({"poll"}))

    assert parts_of(prose, Mention) == []


@pytest.mark.parametrize("dialect", ["gfm", "python-markdown"])
def test_a_mention_has_the_line_of_the_file(dialect: str) -> None:
    prose = render("a\n\n@mei\n\n@meibo and @mei", dialect, first_line=10)

    assert parts_of(prose, Mention) == [
        Mention("mei", 12),
        Mention("meibo", 14),
        Mention("mei", 14),
    ]


def test_strangers_mention_nobody() -> None:
    assert parts_of(render("@mei", "visitor"), Mention) == []


def test_an_address_of_the_fediverse_is_no_mail_link() -> None:
    prose = render("on @user@mastodon.example there")

    assert prose.parts == ("<p>on @user@mastodon.example there</p>\n",)


@BOTH
def test_the_opening_of_a_text_says_names(dialect: str) -> None:
    opening = render("Thanks to @mei, `@lin`, and @nobody.", dialect).opening

    assert said(opening, Journal(people={"mei": "Mei Lin"})) == (
        "Thanks to Mei Lin, @lin, and @nobody."
    )


@BOTH
def test_a_cut_through_a_handle_leaves_nothing_of_it(dialect: str) -> None:
    opening = render("字" * 290 + "，@" + "梅" * 30, dialect).opening

    assert "梅" not in said(opening, Journal())


@BOTH
def test_a_heading_says_names_and_its_anchor_none(dialect: str) -> None:
    [heading] = render("## Thanks, @mei and `@lin`", dialect).headings

    shown = said(heading.text, Journal(people={"mei": "Mei Lin"}))
    assert (shown, heading.id) == ("Thanks, Mei Lin and @lin", "thanks--and-lin")


@BOTH
def test_the_accessible_name_of_a_task_has_no_handle(dialect: str) -> None:
    assert '="ask …"' in html_of("- [ ] ask @mei", dialect)
