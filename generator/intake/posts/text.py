"""Bytes of a file in the wild to text whose lines end with a line feed."""

import re

from generator.intake.posts.report import Notebook

_ILLEGAL_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NEVER_WRITTEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def _windows_character(byte: int) -> str:
    """What the byte is in Windows-1252, or in Latin-1 where that has no character."""
    text = bytes([byte]).decode("cp1252", errors="ignore")
    return text or chr(byte)


# A byte that is not UTF-8 is decoded to a lone surrogate (PEP 383), which this table mends.
_STRAY_BYTES = {0xDC00 + byte: _windows_character(byte) for byte in range(0x80, 0x100)}
_USUAL = 0.9


def decode(data: bytes, book: Notebook) -> str:
    """The text of a file: UTF-8, byte-order mark dropped, line ends made line feeds.

    Bytes that are not UTF-8 are read as Windows-1252 (a superset of Latin-1), each by itself, so
    that one stray byte does not spoil the rest; UTF-16 is read if it says so. Both are noted, and
    so are control characters, which stay in the text.
    """
    text = _decoded(data, book).lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found = _ILLEGAL_IN_XML.findall(text)
    if found:
        first = _ILLEGAL_IN_XML.search(text)
        line = text.count("\n", 0, first.start() if first else 0) + 1
        book.note(line, "control-character", f"{len(found)} control characters, kept as they are")
    return text


def marked(data: bytes) -> bytes:
    """UTF-16 that does not say so gets its mark: every other byte of ASCII in it is a zero."""
    first, second = data[:400:2].count(0), data[1:400:2].count(0)
    if data[:2] in _UTF16 or first == second:
        return data
    return (b"\xff\xfe" if second > first else b"\xfe\xff") + data


def without_control_characters(text: str) -> str:
    """The text without characters that neither XML nor YAML may hold, and halves of surrogates."""
    return _NEVER_WRITTEN.sub("", text)


def _decoded(data: bytes, book: Notebook) -> str:
    if data.startswith(_UTF16):
        book.note(0, "not-utf8", "the file is UTF-16; it was converted")
        # a broken pair of surrogates can neither be kept nor written
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    chinese = _chinese(data)
    if chinese is not None:
        book.note(line, "not-utf8", "the file is not UTF-8; it was read as GB 18030")
        return chinese
    book.note(line, "not-utf8", "bytes that are not UTF-8 were read as Windows-1252 (Latin-1)")
    return data.decode("utf-8", errors="surrogateescape").translate(_STRAY_BYTES)


def _chinese(data: bytes) -> str | None:
    """The text if it is in GB 18030, else None.

    Western text can be read as GB 18030 too, but comes out as characters that nobody writes: nearly
    all of a Chinese text is in the small set GB 2312.
    """
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    wide = [letter for letter in text if not letter.isascii()]
    usual = sum(bool(letter.encode("gb2312", "ignore")) for letter in wide)
    return text if wide and usual >= _USUAL * len(wide) else None
