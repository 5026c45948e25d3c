"""What is taken out of a stranger's text, and where its links lead."""

import pytest

from generator.intake.moderation.hosts import targets
from generator.intake.moderation.lookalikes import Earlier, look_alikes
from generator.markup.sifting import as_text, taken_out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("plain **words** and [a](https://a.example/)", ()),
        ("<script>x</script>a<script src='y'></script>", ("2 scripts",)),
        ("<iframe src='https://a.example'></iframe>", ("1 frame",)),
        ("![a](https://a.example/b.png)", ("1 foreign picture",)),
        ("<a href='javascript:x()'>x</a>", ("1 address of another scheme",)),
        ("<a href=' java\tscript:x()'>x</a>", ("1 address of another scheme",)),
        ("<b onclick='x()' style='color:red'>x</b>", ("1 event handler", "1 style attribute")),
        ("<form><input></form>", ("1 form", "1 form field")),
        ("a\u202eb\u200bc\x1b[31m", ("3 hidden characters",)),
        ("<marquee>x</marquee>", ("1 other element",)),
        ("family \U0001f468\u200d\U0001f469", ()),
    ],
)
def test_what_is_taken_out_is_said_in_words(text: str, said: tuple[str, ...]) -> None:
    assert taken_out(text) == said


@pytest.mark.parametrize(
    ("text", "host", "doubts"),
    [
        ("[here](https://a.example/x)", "a.example", ()),
        ("[www.a.example](https://a.example/)", "a.example", ()),
        ("[a.example](https://docs.a.example/)", "docs.a.example", ()),
        (
            "[bank.example](https://evil.example/)",
            "evil.example",
            ("the text says 'bank.example'",),
        ),
        (
            "[x](https://a.example@evil.example/)",
            "evil.example",
            ("what stands before the '@' is no host",),
        ),
        (
            "[x](https://xn--pypal-4ve.com/)",
            "p\u0430ypal.com",
            (
                "the host is written in punycode: xn--pypal-4ve.com",
                "the host mixes scripts: CYRILLIC, LATIN",
            ),
        ),
        ("[x](https://例え.jp/)", "例え.jp", ("the host mixes scripts: CJK, LATIN",)),
        ("[x](mailto:a@b.example)", "", ()),
    ],
)
def test_a_link_that_is_not_what_it_seems_is_doubted(
    text: str, host: str, doubts: tuple[str, ...]
) -> None:
    [target] = targets(text)

    assert (target.host, target.doubts) == (host, doubts)


def test_the_words_of_a_text_are_a_line_a_block() -> None:
    text = "# Head\n\nOne *two*\nthree\n\n- a\n- b\n\n<script>x</script>"

    assert as_text(text) == "Head\nOne two three\na\nb"


def test_the_closest_earlier_ones_come_first_and_strangers_do_not_come_at_all() -> None:
    earlier = [
        Earlier("a", "Night", "I work at night and sleep by day"),
        Earlier("b", "Night", "I work at night and I sleep by day, mostly"),
        Earlier("c", "Ferry", "Letters at the ferry"),
    ]

    found = look_alikes("Night", "I work at night and sleep by day", earlier)

    assert next((each.name, each.percent) for each in found) == ("a", 100)
    assert [each.name for each in found] == ["a", "b"]


def test_an_empty_text_is_like_nothing() -> None:
    assert look_alikes("", "", [Earlier("a", "", "")]) == ()
