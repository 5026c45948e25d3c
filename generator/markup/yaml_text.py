"""YAML whose scalars stay text, with the line of everything.

`1.10` stays `1.10`, `no` stays `no`, `18:30` stays a time: the schema of the field converts, the
parser does not guess. Aliases and tags are refused, and every mistake of a document is found in
one pass: a line that cannot be read is mended for the parser and reported to the author.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from generator.markup.prose import Finding

Tree = str | None | list["Tree"] | dict[str, "Tree"]
Path = tuple[str | int, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # only its parser: nothing is constructed
_MOST_REPAIRS = 50
_DEEPEST = 40
_ABSENT = frozenset({"", "~", "null"})
_RESERVED = re.compile(r"(^|[\s\[,{])([@`%][^\s,\]}]*)")
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_KEY_VALUE = re.compile(r"^(\s*(?:- )?\s*[^\s:#][^:]*:)\s+(.*\S)\s*$")


@dataclass(frozen=True, slots=True)
class Located:
    """A document as text, lists and dicts, and where each part of it stands.

    Attributes:
        tree: the document; None when it is empty.
        lines: line (from 1) of every key and item by its path, such as `("changes", 0, "why")`.
        findings: what is wrong with the document; when there are any, `tree` is what could be read.
    """

    tree: Tree
    lines: Mapping[Path, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def load(text: str, first_line: int = 1) -> Located:
    """Read one YAML document.

    Args:
        text: the document, without front matter fences.
        first_line: line of the file on which `text` begins.
    """
    findings: list[Finding] = []
    rows = [_clean(row, n, findings) for n, row in enumerate(text.split("\n"), first_line)]
    for _ in range(_MOST_REPAIRS):
        node, error = _compose("\n".join(rows))
        if error is None:
            break
        row = min(error.problem_mark.line if error.problem_mark else 0, len(rows) - 1)
        row, mended, finding = _mend(rows, row, error, first_line)
        findings.append(finding)
        if mended is None:
            return Located(None, {}, tuple(findings))
        rows[row] = mended
    reading = _Reading(first_line)
    tree = reading.read(node, ()) if node is not None else None
    return Located(tree, reading.lines, (*findings, *reading.findings))


def _clean(row: str, line: int, findings: list[Finding]) -> str:
    """The row without characters that neither YAML nor XML may hold."""
    clean = _ILLEGAL.sub("", row)
    if clean != row:
        findings.append(
            Finding(line, "control-character", "a control character is hidden here", "delete it")
        )
    return clean


def _compose(text: str) -> tuple[yaml.Node | None, yaml.MarkedYAMLError | None]:
    loader = _LOADER(text)
    try:
        return loader.get_single_node(), None
    except yaml.MarkedYAMLError as error:
        return None, error
    finally:
        loader.dispose()


def _mend(
    rows: list[str], row: int, error: yaml.MarkedYAMLError, first_line: int
) -> tuple[int, str | None, Finding]:
    """What to say about a line that YAML cannot read, and the line as it was probably meant."""
    while row > 0 and not rows[row].strip():
        row -= 1
    text = rows[row]
    line = row + first_line
    reserved = _RESERVED.search(text)
    pair = _KEY_VALUE.match(text)
    if "\t" in text:
        mended = text.replace("\t", "  ")
        return row, mended, Finding(line, "yaml-tab", "a tab stands here", "indent with spaces")
    if reserved and "'" not in reserved[2] and '"' not in reserved[2]:
        word = reserved[2]
        mended = _RESERVED.sub(lambda m: f"{m[1]}'{m[2]}'", text) if word[0] == "@" else _quoted(text)
        hint = f"write \"{word}\" with its quotes" if word[0] == "@" else "put the value in quotes"
        return row, mended, Finding(line, "yaml-quotes", f"'{word}' needs quotes", hint)
    if pair and pair[2][:1] not in {"'", '"', "[", "{", "|", ">"}:
        what = "a colon and a space" if ": " in pair[2] else f"'{pair[2][:1]}'"
        finding = Finding(
            line,
            "yaml-quotes",
            f"the value of '{pair[1].strip(' -:')}' holds {what}, which YAML reads as its own sign",
            f'put the value in quotes: "{pair[2]}"',
        )
        return row, _quoted(text), finding
    reason = f"{error.problem or 'not YAML'}"
    return row, None, Finding(
        line, "yaml", f"this line cannot be read: {reason}", f"near: {text.strip()[:60]}"
    )


def _quoted(text: str) -> str | None:
    pair = _KEY_VALUE.match(text)
    if pair is None:
        return None
    escaped = pair[2].replace("'", "''")
    mended = f"{pair[1]} '{escaped}'"
    return None if mended == text else mended


class _Reading:
    """One walk over a document's nodes that notes lines and findings."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.lines: dict[Path, int] = {}
        self.findings: list[Finding] = []
        self._seen: set[int] = set()

    def read(self, node: yaml.Node, path: Path) -> Tree:
        line = node.start_mark.line + self.first_line
        self.lines.setdefault(path, line)
        if id(node) in self._seen:
            return self._refuse(line, "yaml-alias", "an alias ('*name') repeats a part of the file")
        self._seen.add(id(node))
        if len(path) > _DEEPEST:
            return self._refuse(line, "yaml-depth", f"more than {_DEEPEST} levels of nesting")
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, line)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*path, n)) for n, item in enumerate(node.value)]
        return dict(self._pairs(node, path))

    def _scalar(self, node: yaml.ScalarNode, line: int) -> str | None:
        if not node.tag.startswith("tag:yaml.org,2002:"):
            self._refuse(line, "yaml-tag", f"the tag '{node.tag}' is not understood")
        if node.style is None and node.value in _ABSENT:
            return None
        return str(node.value)

    def _pairs(self, node: yaml.Node, path: Path) -> Iterator[tuple[str, Tree]]:
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + self.first_line
            if not isinstance(key_node, yaml.ScalarNode):
                self._refuse(line, "yaml-key", "a key must be a word")
                continue
            key = str(key_node.value)
            if key in first:
                self._refuse(
                    line,
                    "duplicate-key",
                    f"'{key}' stands here and in line {first[key]}",
                    "keep one of them",
                )
                continue
            first[key] = line
            self.lines[(*path, key)] = line
            yield key, self.read(value_node, (*path, key))

    def _refuse(self, line: int, code: str, message: str, hint: str = "") -> None:
        self.findings.append(Finding(line, code, message, hint or "write the value out"))
