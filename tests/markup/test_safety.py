"""Any text in any dialect leaves a page whole; submitted text is harmless."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markup.dialects import DIALECTS, inline, render
from generator.markup.prose import fill
from generator.markup.visitor import SCHEMES, TAGS
from tests.hostile_text import HOSTILE
from tests.markup.closing import HTML, KINDS, Journal, is_balanced, page, reread

ALL = pytest.mark.parametrize("dialect", sorted(DIALECTS))

_MARKS = (
    "# |## |- |  - |1. |> |> [!NOTE]\n|```|```py\n|~~~|\n|\n\n|    |**|*|_|`|~~|[|](|)|]"
    "|!|<|>|</|/>"
    "|<b>|</b>|<p>|</p>|<div>|</div>|<table>|<tr>|<td>|</table>|<a href=x>|</a>|<script>|</script>"
    "|<!--|-->|<style>|</style>|<svg>|</svg>|<math>|<mi>|<template>|<select>|<option>|<plaintext>"
    "|<textarea>|<iframe>|<noscript>|<title>|<pre>|\n\n<pre>\n\n"
    "|<form>|<button>|<li>|<img src=x>|<T>"
    "|<h1 id=a>|<br>|{#a}|{width=3}|[^1]|[^1]: x|@mei|poll:x|https://e.org|。|中|\n: x"
    "|[ ] |&#1;|&lt;"
    "|&|'|\"|\\|\x00|\t|x"
)
MARKS = st.sampled_from(_MARKS.split("|"))
TEXTS = st.one_of(HOSTILE, st.lists(MARKS, max_size=25).map("".join))
JOURNAL = Journal({"poll:x": "T<i>"}, {"mei": "M<b>"})

HOSTILE_HTML = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//e.org/x></ScRiPt>",
    "<img src=x onerror=alert(1)>",
    "<img src=javascript:alert(1)>",
    '<img src="https://e.org/track.gif">',
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x](//e.org/t.png)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#09;script:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](vbscript:x)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](file:///etc/passwd)",
    "[x](//e.org)",
    "[x](/logout)",
    "<javascript:alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "<a href=' javascript:alert(1)'>x</a>",
    '<a href="https://e.org" onclick="alert(1)">x</a>',
    '<a href="https://e.org" target="_top" style="position:fixed">x</a>',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)>x</a></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img onerror=x&gt;'>",
    "<math><mi xlink:href=javascript:alert(1)>x</mi></math>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<input autofocus onfocus=alert(1)>",
    "<select onfocus=alert(1) autofocus><option>x</select>",
    "<textarea autofocus onfocus=alert(1)></textarea>",
    "<video src=x onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<body onload=alert(1)>",
    "<html onmouseover=alert(1)>",
    "<base href=//e.org/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//e.org/x.css>",
    "<style>*{background:url(//e.org)}</style>",
    "<style>@import '//e.org/x.css';</style>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<div style=position:fixed;inset:0>x</div>",
    "<div id=main class=alert>x</div>",
    "<form id=document><input name=cookie></form>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<plaintext>x",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<title><img src=x onerror=alert(1)></title>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml <img src=x onerror=alert(1)>?>",
    "</main></body><script>alert(1)</script>",
    "<table background=javascript:alert(1)><td>x</table>",
    "<b <script>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    '<img """><script>alert(1)</script>">',
    '```html"onmouseover=alert(1)\nx\n```',
    "```x' onclick='alert(1)\nx\n```",
    "<code class='language-x\" onclick=\"alert(1)'>x</code>",
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    "# <img src=x onerror=alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    '<https://e.org/"onclick=alert(1)>',
    '[x](https://e.org "\\" onclick=alert(1)")',
    "\u202egnp.exe",
]

ATTRIBUTES = {
    "a": {"href", "rel"},
    "code": {"class"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "ol": {"start"},
    "pre": {"class", "tabindex"},
    "span": {"class"},
    "td": {"class"},
    "th": {"class"},
}
ALLOWED_TAGS = (TAGS - {"img"}) | {"span", "div"}


def harm_in(html: str) -> list[str]:
    """What an independent parser finds in a text that a stranger may not have."""
    found: list[str] = []
    for element in page(html).iter():
        tag = str(element.tag).removeprefix(HTML)
        if tag in ("html", "head", "body", "main") or element.get("id") == "after":
            continue
        if tag not in ALLOWED_TAGS:
            found.append(f"<{tag}>")
        found += [f"{tag} {name}" for name in set(element.keys()) - ATTRIBUTES.get(tag, set())]
        href = element.get("href", "https:")
        if re.match(r"[a-z]+", href.lower()) is None or href.split(":")[0].lower() not in SCHEMES:
            found.append(href)
        if tag == "a" and element.get("rel") != "ugc nofollow":
            found.append("a link without rel")
    return found


@ALL
@given(text=TEXTS)
def test_any_text_leaves_its_page_whole(text: str, dialect: str) -> None:
    html = fill(render(text, dialect, schemes=KINDS), JOURNAL)

    assert is_balanced(html)


@ALL
@given(text=TEXTS)
def test_any_title_leaves_its_page_whole(text: str, dialect: str) -> None:
    html = fill(inline(text, dialect, schemes=KINDS), JOURNAL)

    assert is_balanced(html)


@ALL
@given(text=TEXTS)
def test_any_text_comes_back_from_json(text: str, dialect: str) -> None:
    prose = render(text, dialect, schemes=KINDS)

    assert reread(prose) == prose


@ALL
@given(text=TEXTS)
def test_an_id_stands_once(text: str, dialect: str) -> None:
    html = fill(render(text, dialect), JOURNAL)
    ids = [element.get("id") for element in page(html).iter() if element.get("id")]

    assert len(ids) == len(set(ids))


@given(text=TEXTS)
def test_any_submitted_text_is_harmless(text: str) -> None:
    assert harm_in(fill(render(text, "visitor", schemes=KINDS), JOURNAL)) == []


@pytest.mark.parametrize("payload", HOSTILE_HTML)
@pytest.mark.parametrize(
    "around", ["{}", "a {} b", "- {}", "> {}", "**{}**", "[{}](https://e.org)"]
)
def test_a_known_attack_is_harmless(payload: str, around: str) -> None:
    html = fill(render(around.format(payload), "visitor"), JOURNAL)

    assert (harm_in(html), is_balanced(html)) == ([], True)


def test_there_is_a_harm_to_find() -> None:
    assert harm_in("<img src=x><p onclick=x><a href=javascript:x>") != []


def test_submitted_text_turns_no_direction() -> None:
    assert render("\u202egnp.exe", "visitor").parts == ("<p>gnp.exe</p>\n",)


def test_a_picture_of_a_stranger_is_a_link() -> None:
    assert render("![cat](https://e.org/cat.png)", "visitor").parts == (
        '<p><a href="https://e.org/cat.png" rel="ugc nofollow">cat</a></p>\n',
    )


def test_the_few_allowed_tags_pass() -> None:
    text = (
        "<kbd>Ctrl</kbd> H<sub>2</sub>O x<sup>2</sup>\n\n<details><summary>s</summary>d</details>"
    )

    assert all(tag in str(render(text, "visitor").parts) for tag in ("<kbd>", "<sub>", "<summary>"))


@ALL
@pytest.mark.parametrize("unit", [">", "- ", "<div>", "<b>", "[", "*a ", "<T>", "![", "`"])
def test_ten_thousand_in_each_other_do_not_crash(unit: str, dialect: str) -> None:
    prose = render(unit * (10_000 if dialect != "python-markdown" else 2_000) + "x", dialect)

    assert reread(prose) == prose


def test_a_text_too_deep_for_an_engine_is_read_by_another() -> None:
    prose = render("- " * 2_000 + "x", "python-markdown")

    assert [finding.code for finding in prose.findings] == ["too-deep"]


def test_lone_surrogates_are_left_out() -> None:
    assert render("a\ud800b").parts == ("<p>ab</p>\n",)


def test_an_unknown_dialect_is_the_callers_mistake() -> None:
    with pytest.raises(KeyError):
        render("a", "nothing")


def test_a_text_that_was_too_deep_does_not_spoil_the_next() -> None:
    render("- " * 2_000 + "x", "python-markdown")

    assert render("**b**", "python-markdown").parts == ("<p><strong>b</strong></p>",)


@ALL
@given(first=TEXTS, second=TEXTS)
def test_a_text_is_the_same_whatever_came_before(first: str, second: str, dialect: str) -> None:
    alone = render(second, dialect)
    render(first, dialect)

    assert render(second, dialect) == alone
