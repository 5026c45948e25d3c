"""Texts for fuzzing: payloads, pieces of every notation that our readers know, and anything."""

from hypothesis import strategies as st

from tests.hostile.payloads import PAYLOADS
from tests.hostile_text import HOSTILE

EVERY = [payload for group in PAYLOADS.values() for payload in group if len(payload) < 600]
"""Every payload that is not long on purpose."""

_PIECES = (
    "### Your story\n|### Your name, as it may be shown\n|### Where it may be shown [stories-1]\n"
    "|- [x] On this site\n|- [ ] In its feeds\n|_No response_|\n|\n\n|\r\n|\t|    |```\n|~~~\n"
    "|---\n"
    "|title: x\n|decision: approved\n|became: story:x\n|From a@b Fri\n|Content-Type: text/html\n"
    '|Content-Type: multipart/mixed; boundary="a"\n|--a\n|--a--\n|Subject: |From: a <a@b.example>\n'
    '|Date: Fri, 1 May 2026 10:00:00 +0000\n|,|;|"|""|[|{|"title":|}|]|: |<!--|-->|=?gb2312?B?|?='
    "|- *A*: b\n|## B\n|# |> |- |1. |![a](b.png)|[a](|[a]: |)|<|>|</|/>|<b>|</b>|<a href=|<pre>|`|*"
    "|_|&|&#|;|'|\\|\x00|\x1b|\u202e|\ufeff|\ud800|你的故事|Timestamp|Your story|。|@mei|yes|=1+1"
)
TEXTS = st.one_of(
    HOSTILE,
    st.sampled_from(EVERY),
    st.lists(
        st.sampled_from(EVERY) | st.sampled_from(_PIECES.split("|")) | st.text(max_size=6),
        max_size=12,
    ).map("".join),
)
TABLES = st.lists(st.lists(TEXTS, min_size=1, max_size=4), max_size=4)

_NOTATION = (
    "---\n|title: x\n|date: 2026-05-01\n|id: a\n|lang: zh\n|draft: yes\n|tags: [a, b]\n|: |- |[|]|{"
    "|}|&a |*a|!!x |# c\n|>\n|? |,|'|\"|：|changes:\n  - text: x\n|category: fixed\n|options:\n"
    "|method: approval\n|release: next\n|\n|\n\n|\r\n|\r|    |\t|\\|\x00|\x85|\u2028|\u202e|\ufeff"
    "|# |## Added\n|- x (#1) by @mei\n|> |1. |```\n|```py\n|~~~|\x60|*|**|_|~~|[|](|)|![|](a.png)"
    "|[a]: b\n|[^1]|[^1]: x\n|<b>|</b>|<div>|</div>|<!--|-->|<script>|</script>|<svg>|<table>|<td>"
    "|<textarea>|<style>|<pre>|<a href='|&#1;|&amp|diary:a|@mei|https://e.invalid|javascript:"
    '|{#a}|{.a}|: x\n|*[x]: y\n|\\[|| a | b |\n|---|---\n|!!! note\n|=== "x"\n|中|。|x'
)
_SNIPPETS = st.sampled_from(_NOTATION.split("|")) | st.sampled_from(EVERY) | st.text(max_size=6)
LONG = st.builds(
    lambda before, piece, times, after: f"{before}{piece * times}{after}",
    st.lists(_SNIPPETS, max_size=3).map("".join),
    st.lists(_SNIPPETS, min_size=1, max_size=3).map("".join),
    st.integers(2, 200),
    st.lists(_SNIPPETS, max_size=3).map("".join),
)
"""One piece over and over, between others: careless readers look back again and again."""
_DRAWN = st.one_of(st.lists(_SNIPPETS, max_size=25).map("".join), LONG, HOSTILE)
HEADS = st.one_of(_DRAWN, st.builds("title: {}\ndate: {}".format, _DRAWN, _DRAWN))
"""What may stand between two lines of dashes."""
FILES = st.one_of(
    _DRAWN.map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.builds(
        lambda head, body: f"---\n{head}\n---\n{body}".encode("utf-8", "surrogatepass"),
        HEADS,
        _DRAWN,
    ),
    st.binary(max_size=200),
    st.binary(max_size=60).map(lambda data: b"---\ntitle: T\n---\n" + data),
)
"""The bytes of a file: with front matter or without, and with none of the two."""
