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
