"""One file read: raw fields and rendered text, in a form that the cache can hold.

This is the costly part of reading, and it depends on nothing but the file's bytes, its dialect and
what its kind makes of its text.
"""

import hashlib
import json
from collections.abc import Mapping

import msgspec
from msgspec import Struct, field
from msgspec.structs import asdict, replace

from generator.kinds.kind import Kind
from generator.kinds.table import SCHEMES
from generator.markup import dialects
from generator.markup.front_matter import split
from generator.markup.prose import Finding, Prose, outline
from generator.markup.yaml_text import Located, Tree
from generator.model.fields import SAMPLE
from generator.reader.changes import one_change, with_changes


class Parsed(Struct, frozen=True):
    """A file's front matter and its text; `findings` of the bytes themselves come on top.

    Attributes:
        head: raw fields: those of the front matter, and the changes that the text holds.
        body_line: line of the file on which its text begins.
        outline: digest of everything that a journal can know of the file but the words of its
            text: with the same outline, no other page, list or check comes out differently.
    """

    head: Located
    prose: Prose
    findings: tuple[Finding, ...] = ()
    body_line: int = 1
    outline: str = ""


class TextMark(Struct, frozen=True):
    """How a text file is read, and what it comes to (`Parsed.outline`)."""

    kind: str
    dialect: str
    outline: str


class TableMark(Struct, frozen=True):
    """How a data file is read, and under which key the cache holds what it was."""

    kind: str
    key: str


class Marks(Struct, frozen=True):
    """How the files of a project were read, by path: those of one text each, and data files."""

    texts: Mapping[str, TextMark] = field(default_factory=dict)
    tables: Mapping[str, TableMark] = field(default_factory=dict)


UNMARKED = Marks()


def parse(data: bytes, dialect: str, kind: Kind | None = None) -> Parsed:
    """Front matter and text of a file; bytes that are not UTF-8 are a finding, and replaced.

    Args:
        kind: whose file it is; None where the text is nothing but text.
    """
    findings: tuple[Finding, ...] = ()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        text = data.decode("utf-8", errors="replace")
        findings = (Finding(line, "encoding", "this is not UTF-8", "save the file as UTF-8"),)
    parts = split(text)
    head, body = parts.head, parts.body
    if kind is not None and kind.part_of:
        head = one_change(head, body, parts.body_line)
        return _outlined(Parsed(head, Prose(), findings, parts.body_line))
    if kind is not None and kind.changes:
        head, body = with_changes(head, body, parts.body_line, kind.changes)
    prose = dialects.render(body, dialect, first_line=parts.body_line, schemes=SCHEMES)
    return _outlined(Parsed(head, prose, findings, parts.body_line))


def _outlined(parsed: Parsed) -> Parsed:
    head = [parsed.head.tree, sorted(parsed.head.lines.items(), key=repr)]
    findings = (*parsed.head.findings, *parsed.findings)
    text = known_of(parsed.prose, parsed.head.tree)
    known = repr((head, [asdict(f) for f in findings], text, parsed.body_line))
    digest = hashlib.sha256(known.encode("utf-8", "surrogatepass")).hexdigest()
    return replace(parsed, outline=digest)


def known_of(prose: Prose, fields: Tree) -> list[object]:
    """What a journal can know of a text but for its words (`markup.prose.outline`).

    Args:
        fields: those beside it. Where they say what the text is about, nobody asks its opening.
    """
    said = fields.get("summary") if isinstance(fields, dict) else None
    if isinstance(said, str) and any(map(str.isalnum, said)):  # not what nobody can see
        prose = replace(prose, opening="")
    return outline(prose, [SAMPLE.strip()])


class _Kept(Struct, frozen=True, array_like=True):
    """A parsed file as the cache holds it, where every key is a text."""

    tree: object
    lines: tuple[tuple[tuple[str | int, ...], int], ...]
    head: tuple[Finding, ...]
    prose: Prose
    findings: tuple[Finding, ...]
    body_line: int
    outline: str


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(_Kept)


def dump(parsed: Parsed) -> bytes:
    """A parsed file as bytes for the cache."""
    head = parsed.head
    kept = _Kept(
        head.tree,
        tuple(head.lines.items()),
        head.findings,
        parsed.prose,
        parsed.findings,
        parsed.body_line,
        parsed.outline,
    )
    try:
        return _ENCODER.encode(kept)
    except UnicodeEncodeError:  # YAML can say half of a pair of surrogates; UTF-8 cannot
        said = json.dumps(msgspec.to_builtins(kept), ensure_ascii=False)
        return said.encode("utf-8", "surrogatepass")


def load(data: bytes) -> Parsed:
    """The parsed file that `dump` wrote."""
    try:
        kept = _DECODER.decode(data)
    except UnicodeDecodeError:
        kept = msgspec.convert(json.loads(data), _Kept)
    head = Located(kept.tree, dict(kept.lines), kept.head)  # type: ignore[arg-type]  # as it was
    return Parsed(head, kept.prose, kept.findings, kept.body_line, kept.outline)
