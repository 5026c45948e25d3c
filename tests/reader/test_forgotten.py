"""Who is forgotten is taken out of texts before they are parsed."""

import html
import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markup.folding import fold, traced
from generator.markup.yaml_text import load
from generator.problems import Severity
from generator.reader.files import survey
from generator.reader.forgotten import ForgottenList, forgotten
from generator.reader.scrubber import Scrubber
from tests.journals import configured, entry, reading, short, written

ONE = Scrubber(
    tokens=dict.fromkeys(("mei", "小梅", "mei lin", "c++", "jose\u0301", "code"), "forgotten-1"),
    guarded=frozenset({"code"}),
    kept=frozenset({"mei chen"}),
    fields=frozenset({"person", "by"}),
    languages=("en", "zh-CN"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then Mei said so.", "Then somebody said so."),
        ("Mei said so.", "Somebody said so."),
        ("MEI and mei", "Somebody and somebody"),
        ("meier, Timei, mei2", "meier, Timei, mei2"),
        ("今天小梅说", "今天某人说"),
        ("感谢Mei反馈", "感谢某人反馈"),
        ("thanks @mei, @MEI!", "thanks @forgotten-1, @forgotten-1!"),
        ("[x](person:mei)", "[x](person:forgotten-1)"),
        ("[x](suggestion:mei-mode)", "[x](suggestion:forgotten-1-mode)"),
        ("![a](mei.jpg)", "![a](forgotten-1.jpg)"),
        ("for Mei Chen and Mei", "for Mei Chen and somebody"),
        ("for Mei  Lin, mei-lin, mei_lin", "for somebody, somebody, somebody"),
        ("for Mei\n  Lin here", "for somebody\n   here"),
        (
            "is \uff4d\uff45\uff49, m\u200bei, m&#101;i, m&shy;ei, %6Dei",
            "is " + ", ".join(["somebody"] * 5),
        ),
        (r"is \u006dei, \x6dei, m\U00000065i", "is " + ", ".join(["somebody"] * 3)),
        ("is %E5%B0%8F%E6%A2%85, &#23567;&#x6885;", "is somebody, somebody"),
        ("is %25E5%25B0%258F%E6%A2%85, &amp;#23567;&amp;amp;#x6885;", "is somebody, somebody"),
        ("is José, JOSE\u0301, Jos&eacute;, Jose", "is somebody, somebody, somebody, Jose"),
        (r"is c++, C\+\+, c", "is somebody, somebody, c"),
        ("some code by @code, person:code", "some code by @forgotten-1, person:forgotten-1"),
        (r"\nmei and \nope", r"\nsomebody and \nope"),
        ("nobody is here", "nobody is here"),
    ],
)
def test_whoever_is_named_in_a_text_is_somebody(text: str, expected: str) -> None:
    assert ONE.text(f"x\n{text}", "content/a.en.md")[2:] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by: mei", "by: forgotten-1"),
        ("authors: [小梅, Rui]", "authors: [forgotten-1, Rui]"),
        ('- "@Mei"', '- "@forgotten-1"'),
        ("- {person: Mei Lin, role: code}", "- {person: forgotten-1, role: code}"),
        ("person: code", "person: forgotten-1"),
        ("title: Mei", "title: somebody"),
        ("- {id: mei, title: Mei}", "- {id: forgotten-1, title: somebody}"),
        ("summary: Yes, Mei, really", "summary: Yes, somebody, really"),
        ("votes: {mei: 3, mei-mode: 4}", "votes: {forgotten-1: 3, forgotten-1-mode: 4}"),
        ("by: mei # Mei herself", "by: forgotten-1 # somebody herself"),
    ],
)
def test_whoever_stands_alone_in_a_field_is_still_one_person(text: str, expected: str) -> None:
    fields = f"---\n{text}\n---\n"

    assert ONE.text(fields, "content/a.md") == f"---\n{expected}\n---\n"
    assert ONE.text(text, "content/people.yaml") == expected


def test_a_table_keeps_its_cells() -> None:
    table = 'date,person,what\n2026-01-01,mei,"Mei, at the fair"\n2026-01-02,小梅,\n'

    assert ONE.text(table, "content/ledger.csv") == (
        'date,person,what\n2026-01-01,forgotten-1,"forgotten-1, at the fair"\n'
        "2026-01-02,forgotten-1,\n"
    )


def test_line_ends_marks_of_order_and_bytes_that_are_no_text_stay() -> None:
    data = b"\xef\xbb\xbfa Mei\r\nb \xff Mei\r\n"

    assert ONE.data(data, "a.txt") == b"\xef\xbb\xbfa somebody\r\nb \xff somebody\r\n"
    assert ONE.data(b"\0Mei", "a.png") == b"\0Mei"


def test_without_anybody_to_forget_a_text_is_the_very_same_object() -> None:
    data = b"Mei"

    assert Scrubber().data(data, "a.md") is data


LATIN = st.text("aeiouzqxAEZQ", min_size=3, max_size=7)
HAN = st.text("燚焱龘犇淼", min_size=1, max_size=3)
SIGNS = (".*", "++", "[1]", "(x", "$", "\\d", "?")
NAMES = st.one_of(
    LATIN,
    HAN,
    st.builds(lambda a, b: a + b, LATIN, HAN),
    st.builds(lambda a, b: f"{a} {b}", LATIN, LATIN),
    st.builds(lambda a, b: a + b, LATIN, st.sampled_from(SIGNS)),
)
WRITTEN = st.sampled_from(
    (
        str,
        str.upper,
        str.swapcase,
        quote,
        lambda t: "".join(f"&#{ord(c)};" for c in t),
        lambda t: "".join(f"&#x{ord(c):X};" for c in t),
        lambda t: json.dumps(t)[1:-1],
        "\u200b".join,
        lambda t: unicodedata.normalize("NFD", t),
        lambda t: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in t),
    )
)
AROUND = st.text("ab 小说,.:;()\n-@/", max_size=8)


def holds(text: str, name: str) -> bool:
    """Whether a text holds a name, looked for without anything of the program."""
    left = r"(?<![a-z0-9])" if name[0].isascii() and name[0].isalnum() else ""
    right = r"(?![a-z0-9])" if name[-1].isascii() and name[-1].isalnum() else ""
    wanted = re.compile(left + re.escape(name) + right, re.IGNORECASE)
    unescaped = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)
    forms = (text, html.unescape(text), unquote(text), unescaped)
    seen = (unicodedata.normalize("NFKC", form).replace("\u200b", "") for form in forms)
    return any(wanted.search(form) for form in (*forms, *seen))


@given(
    NAMES,
    st.lists(st.tuples(AROUND, WRITTEN), min_size=1, max_size=4),
    st.sampled_from(("a.md", "a.zh.md", "a.yaml", "a.csv", "a.svg")),
)
def test_no_text_holds_a_name_however_it_is_written(
    name: str, places: list[tuple[str, Callable[[str], str]]], path: str
) -> None:
    one = Scrubber(tokens={fold(name, decoded=False): "forgotten-1"}, languages=("en", "zh-CN"))
    text = "".join(f"{around} {write(name)} " for around, write in places)

    clean = one.text(text, path)

    assert not holds(clean, name)
    assert clean.count("\n") == text.count("\n")
    assert one.text(clean, path) == clean


@given(st.text("aZé\uff21小 \u200b\n&#;x20%E5B08Fu\\{}_n", max_size=40), st.booleans())
def test_a_traced_text_is_the_folded_one_but_for_blanks_in_a_row(text: str, decoded: bool) -> None:  # noqa: FBT001
    trace = traced(text, decoded=decoded)

    assert re.sub(" +", " ", trace.folded) == re.sub(" +", " ", fold(text, decoded=decoded))
    assert len(trace.folded) == len(trace.starts) == len(trace.ends)


@given(st.lists(st.sampled_from(("mei", "小梅", "Mei Lin", "rui")), min_size=1, max_size=4))
def test_yaml_is_as_it_was_but_for_the_names(names: list[str]) -> None:
    quoted = [json.dumps(name, ensure_ascii=False) for name in names]
    text = f"by: {names[0]}\nall: [{', '.join(quoted)}]\nmap: {{a: {names[-1]}, b: [x]}}\n"

    tree = load(ONE.text(text, "a.yaml")).tree

    new = ["rui" if name == "rui" else "forgotten-1" for name in names]
    assert tree == {"by": new[0], "all": new, "map": {"a": new[-1], "b": ["x"]}}


PEOPLE = {
    "people/mei/index.en.md": entry("Mei", "handle: xiaomei\nnames: [May Lin]"),
    "people/mei/index.zh.md": entry("小梅"),
    "people/mei/mei.txt": "her picture",
    "people.yaml": "- {id: rui, title: Rui}\n- {id: song, title: Song, handles: [oldsong]}\n",
}


def listed(folder: Path, text: str, files: dict[str, str]) -> ForgottenList:
    written(folder, files)
    (folder / "forgotten.yaml").write_text(text, encoding="utf-8")
    return forgotten(folder, configured())


def test_an_id_alone_is_enough_while_the_people_table_knows_them(tmp_path: Path) -> None:
    whom = listed(tmp_path, "- mei\n- '@OldSong'\n", PEOPLE)

    assert whom.scrubber.tokens == {
        "mei": "forgotten-1",
        "xiaomei": "forgotten-1",
        "may lin": "forgotten-1",
        "小梅": "forgotten-1",
        "song": "forgotten-2",
        "oldsong": "forgotten-2",
    }
    assert whom.problems == ()


def test_their_own_files_are_not_even_read(tmp_path: Path) -> None:
    whom = listed(tmp_path, "- mei\n", PEOPLE)

    found = whom.without(survey(tmp_path, configured()))

    assert found.texts == ()
    assert found.attachments == {}
    assert found.problems == ()


def test_names_in_the_list_are_enough_once_the_table_does_not_know_them(tmp_path: Path) -> None:
    whom = listed(tmp_path, "- {id: gone, names: [Go Ne], handles: [gg]}\n", PEOPLE)

    assert sorted(whom.scrubber.tokens) == ["gg", "go ne", "gone"]
    assert whom.problems == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- nobody\n", "unknown-person"),
        ("- {id: gone, handles: [release]}\n", "forgotten-word"),
        ("- {id: gone, names: [Q]}\n", "forgotten-word"),
        ("- {id: gone, names: [Rui]}\n", "shared-name"),
    ],
)
def test_what_cannot_be_told_for_sure_is_a_warning(text: str, code: str, tmp_path: Path) -> None:
    [problem] = listed(tmp_path, text, PEOPLE).problems

    assert (problem.code, problem.severity) == (code, Severity.WARNING)
    assert str(problem.location) == "forgotten.yaml:1"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("mei: yes\n", "forgotten.yaml:1 forgotten"),
        ("- names: [Mei]\n", "forgotten.yaml:1 missing-field"),
        ("- {id: mei, name: Mei}\n", "forgotten.yaml:1 unknown-field"),
    ],
)
def test_a_list_that_cannot_be_read_is_an_error(text: str, told: str, tmp_path: Path) -> None:
    problems = listed(tmp_path, text, PEOPLE).problems

    assert told in short(problems)
    assert Severity.ERROR in {problem.severity for problem in problems}


def test_a_file_of_others_that_holds_the_name_has_to_be_renamed(tmp_path: Path) -> None:
    files = {
        **PEOPLE,
        "suggestions/mei-mode.md": entry("A"),
        "changes/mei.md": entry("B"),
        "diaries/2026-01-01-x/index.md": entry("C"),
        "diaries/2026-01-01-x/小梅.txt": "x",
        "static/xiaomei.txt": "x",
        "pages/mei-chen.md": entry("D"),
    }
    table = "- {id: mei-chen, title: Mei-Chen}\n"
    whom = listed(tmp_path, "- mei\n", {**files, "people.yaml": table})

    found = whom.without(survey(tmp_path, configured()))

    assert short(found.problems) == [
        "content/diaries/2026-01-01-x/小梅.txt forgotten-name",
        "content/static/xiaomei.txt forgotten-name",
        "content/suggestions/mei-mode.md forgotten-name",
    ]


def test_the_reader_knows_nobody_when_there_is_no_list(tmp_path: Path) -> None:
    found = reading(tmp_path, PEOPLE)

    assert [e.head.id for e in found.entries if e.original] == ["mei", "rui", "song"]
