"""Texts that break careless writers of XML, for hypothesis."""

from hypothesis import strategies as st

_SHARP = [
    "]]>",
    "<b>",
    "&",
    "&amp;",
    "&#0;",
    "<!--",
    "\x00",
    "\x0b",
    "\r",
    "\ud800",
    "\ufffe",
    "😀",
]

# Any text, lone surrogates and control characters included.
HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=30),
    st.lists(st.sampled_from(_SHARP)).map("".join),
)


def allowed_in_xml(text: str) -> str:
    """What is left of a text in an XML document: production 2 of XML 1.0 as ranges of numbers."""
    ranges = ((0x9, 0xA), (0xD, 0xD), (0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))
    return "".join(c for c in text if any(low <= ord(c) <= high for low, high in ranges))
