"""One file read: raw fields and rendered text, in a form that the cache can hold.

This is the costly part of reading, and it depends on nothing but the file's bytes and its dialect.
"""

import json
from dataclasses import asdict, dataclass

from generator.kinds.table import SCHEMES
from generator.markup import dialects
from generator.markup.front_matter import split
from generator.markup.prose import Finding, Prose, from_json, to_json
from generator.markup.yaml_text import Located


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file's front matter and its text; `findings` of the bytes themselves come on top."""

    head: Located
    prose: Prose
    findings: tuple[Finding, ...] = ()


def parse(data: bytes, dialect: str) -> Parsed:
    """Front matter and text of a file; bytes that are not UTF-8 are a finding, and replaced."""
    findings: tuple[Finding, ...] = ()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        text = data.decode("utf-8", errors="replace")
        findings = (Finding(line, "encoding", "this is not UTF-8", "save the file as UTF-8"),)
    parts = split(text)
    prose = dialects.render(parts.body, dialect, first_line=parts.body_line, schemes=SCHEMES)
    return Parsed(parts.head, prose, findings)


def dump(parsed: Parsed) -> bytes:
    """A parsed file as bytes for the cache."""
    head = parsed.head
    return json.dumps(
        {
            "tree": head.tree,
            "lines": [[list(path), line] for path, line in head.lines.items()],
            "head": [asdict(f) for f in head.findings],
            "prose": to_json(parsed.prose),
            "findings": [asdict(f) for f in parsed.findings],
        },
        ensure_ascii=False,
    ).encode("utf-8", "surrogatepass")


def load(data: bytes) -> Parsed:
    """The parsed file that `dump` wrote."""
    raw = json.loads(data)
    lines = {tuple(path): line for path, line in raw["lines"]}
    head = Located(raw["tree"], lines, tuple(Finding(**f) for f in raw["head"]))
    return Parsed(head, from_json(raw["prose"]), tuple(Finding(**f) for f in raw["findings"]))
