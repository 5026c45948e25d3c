"""YAML whose scalars stay text, with the line of everything.

`1.10` stays `1.10`, `no` stays `no`, `18:30` stays a time: the schema of the field converts, the
parser does not guess. Aliases and tags are refused, and every mistake of a document is found in
one pass: a line that cannot be read is mended for the parser and reported to the author.
"""

from collections.abc import Iterator, Mapping, Sequence

import yaml
from msgspec import Struct, field

from generator.markup.prose import Finding
from generator.markup.yaml_repair import Trouble, repair
from generator.patterns import late

Tree = str | None | list["Tree"] | dict[str, "Tree"]
Path = tuple[str | int, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # only its parser: nothing is constructed
_MOST_REPAIRS = 50
_NESTING = late(r"[\[{]|[-?][ \t]")  # what may begin a level on the row of another
_DEEPEST = 40
_ABSENT = frozenset({"", "~", "null"})
_ILLEGAL = late("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAKS = {0x85: " ", 0x2028: " ", 0x2029: " "}  # lines end there for YAML, for no editor
_USUAL_TAG = late(r"tag:yaml\.org,2002:[a-z]+")  # no object of a programming language
_HASH = late(r"\s+(#[^\s#]\S*)")


class Located(Struct, frozen=True):
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
    depth = _too_deep(rows, first_line)
    if depth is not None:
        return Located(None, {}, (*findings, depth))
    node, troubles = _composed(rows, first_line)
    reading = _Reading(rows, first_line)
    tree = reading.read(node, ()) if node is not None else None
    anchors = _anchors(rows, first_line)
    return Located(tree, reading.lines, (*findings, *troubles, *anchors, *reading.findings))


def _composed(rows: list[str], first_line: int) -> tuple[yaml.Node | None, list[Finding]]:
    """The document's nodes, and what had to be mended in `rows` to get them."""
    findings: list[Finding] = []
    mended: set[tuple[int, str]] = set()
    for _ in range(_MOST_REPAIRS):
        node, error = _compose("\n".join(rows))
        if error is None:
            return node, findings
        found = repair(rows, _trouble(error, rows))
        if (found.row, found.code) in mended:
            return None, findings
        mended.add((found.row, found.code))
        findings.append(Finding(found.row + first_line, found.code, found.message, found.hint))
        if found.mended is None:
            return None, findings
        rows[found.row] = found.mended
        deep = _too_deep(rows, first_line)
        if deep:
            return None, [*findings, deep]
    return None, findings


def _clean(row: str, line: int, findings: list[Finding]) -> str:
    """The row without characters that neither YAML nor XML may hold."""
    row = row.translate(_BREAKS)
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


def _trouble(error: yaml.MarkedYAMLError, rows: Sequence[str]) -> Trouble:
    """What the parser says, at the last row above that holds anything."""
    mark, context = error.problem_mark, error.context_mark
    row = min(mark.line if mark else 0, len(rows) - 1)
    while row > 0 and not rows[row].strip():
        row -= 1
    return Trouble(
        problem=error.problem or "",
        row=row,
        column=mark.column if mark and mark.line == row else len(rows[row]),
        context=error.context or "",
        context_row=min(context.line if context else row, len(rows) - 1),
    )


def _too_deep(rows: Sequence[str], first_line: int) -> Finding | None:
    """A finding for nesting that would exhaust the stack of the parser, which recurses."""
    signs = sum(len(_NESTING.findall(row)) for row in rows)
    indented = max(len(row) - len(row.lstrip(" ")) for row in rows)  # a level of keys needs a space
    if signs + indented <= _DEEPEST:
        return None
    depth = 0
    for event in _events(rows):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            said = f"more than {_DEEPEST} levels of nesting"
            line = _line(event.start_mark) + first_line
            return _refusal(line, "yaml-depth", said, "nest it less")
    return None


def _anchors(rows: Sequence[str], first_line: int) -> Iterator[Finding]:
    """Findings for `&name`, which YAML takes from a text and which no node shows."""
    if not any("&" in row for row in rows):
        return
    for event in _events(rows):
        anchor = None if isinstance(event, yaml.AliasEvent) else getattr(event, "anchor", None)
        if anchor is not None:
            line = _line(event.start_mark) + first_line
            said = f"'&{anchor}' is a sign of YAML, not text"
            yield _refusal(line, "yaml-alias", said, "put the value in quotes")


def _events(rows: Sequence[str]) -> Iterator[yaml.Event]:
    """What a document is made of, up to its first mistake."""
    loader = _LOADER("\n".join(rows))
    try:
        while loader.check_event():
            yield loader.get_event()
    except yaml.MarkedYAMLError:
        return  # composing meets it too, and has it mended
    finally:
        loader.dispose()


def _line(mark: object) -> int:
    """The row that a parser's mark names, from 0."""
    return int(getattr(mark, "line", 0))


def _refusal(line: int, code: str, message: str, hint: str = "write the value out") -> Finding:
    return Finding(line, code, message, hint)


class _Reading:
    """One walk over a document's nodes that notes lines and findings."""

    def __init__(self, rows: Sequence[str], first_line: int) -> None:
        self.rows = rows
        self.first_line = first_line
        self.lines: dict[Path, int] = {}
        self.findings: list[Finding] = []
        self._seen: set[int] = set()

    def read(self, node: yaml.Node, path: Path) -> Tree:
        """The part of the tree below a node."""
        row = min(node.start_mark.line, len(self.rows) - 1)  # nothing may stand behind the last
        line = self.lines.setdefault(path, row + self.first_line)
        if id(node) in self._seen:
            said = "an alias ('*name') repeats a part of the file"
            self.findings.append(_refusal(line, "yaml-alias", said))
            return None
        self._seen.add(id(node))
        if not _USUAL_TAG.fullmatch(node.tag):
            said = f"'{node.tag}' is a sign of YAML, not text"
            self.findings.append(_refusal(line, "yaml-tag", said, "put the value in quotes"))
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*path, n)) for n, item in enumerate(node.value)]
        return dict(self._pairs(node, path))

    def _scalar(self, node: yaml.ScalarNode) -> str | None:
        if node.style:
            return str(node.value)
        self._cut_off(node)
        return None if node.value in _ABSENT else str(node.value)

    def _cut_off(self, node: yaml.ScalarNode) -> None:
        """`title: Fix #12` would be called 'Fix' without a word."""
        end = node.end_mark
        rest = _HASH.match(self.rows[end.line], end.column) if end.line < len(self.rows) else None
        if rest is not None and rest.start() == end.column:
            said = f"YAML takes everything from '{rest[1]}' on for a comment"
            hint = "put the value in quotes, or a space behind the '#' of a comment"
            line = end.line + self.first_line
            self.findings.append(_refusal(line, "yaml-comment", said, hint))

    def _pairs(self, node: yaml.Node, path: Path) -> Iterator[tuple[str, Tree]]:
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + self.first_line
            key = str(key_node.value)
            if not isinstance(key_node, yaml.ScalarNode):
                hint = "put it in quotes if it is a text"
                self.findings.append(_refusal(line, "yaml-key", "a key must be a word", hint))
            elif key in first:
                said = f"'{key}' stands here and in line {first[key]}"
                self.findings.append(_refusal(line, "duplicate-key", said, "keep one of them"))
            else:
                first[key] = line
                self.lines[(*path, key)] = line
                yield key, self.read(value_node, (*path, key))
