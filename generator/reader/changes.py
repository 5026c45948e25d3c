"""Changes that a text holds, as raw fields: from then on it does not matter where they stood."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from generator.kinds.table import KINDS
from generator.markup.changelog import Logged, changes_in
from generator.markup.credit_notation import Given
from generator.markup.prose import Finding
from generator.markup.yaml_text import Located, Path, Tree
from generator.model.validation import Fields
from generator.patterns import late
from generator.problems import Problem, Severity

_INHERITED = ("credits", "refs", "internal", "ships")
"""What a change of a translation takes over from the one in its place, if it says nothing else."""
_ITEM = "- "
_HEADING = "## Changed\n\n"
_ENDS = (".", "。", "!", "！", "?", "？", ":", "：", ";", "；")
_BULLET = late(r"^ {0,3}[-*+] ")
_LINK = rf"\[(?:\\.|[^\[\]\\])*+\]\((?:{'|'.join(KINDS)}):[^()\s]+\)"
_CITED = late(rf"[ \t]*[(（]{_LINK}(?:[,，、 ]+{_LINK})*[)）]$")
"""Brackets at the end that hold nothing but references."""
_STEPS = frozenset(name for name, kind in KINDS.items() if kind.step is not None)


def with_changes(head: Located, body: str, first_line: int, field: str) -> tuple[Located, str]:
    """The front matter with the changes of the text behind its own, and what remains of the text.

    The remaining text has as many lines as before. A file without any fields is left as it is: what
    is missing there is its front matter.

    Args:
        first_line: line of the file on which the text begins.
        field: field that holds the changes.
    """
    if not isinstance(head.tree, dict) or not head.tree:
        return head, body
    logged, rest = changes_in(body, first_line)
    return appended(head, logged, field), rest


def appended(head: Located, logged: Sequence[Logged], field: str) -> Located:
    """Front matter with more changes behind those that it has."""
    if not logged or not isinstance(head.tree, dict):
        return head
    changes = listed(head.tree.get(field))
    lines = dict(head.lines)
    lines.setdefault((field,), logged[0].line)
    for change in logged:
        path: Path = (field, len(changes))
        raw = _raw(change)
        changes.append({**raw, "category": change.category})
        lines |= {(*path, *part): line for part, line in _lines(raw, change).items()}
    return replace(head, tree={**head.tree, field: changes}, lines=lines)


def listed(written: Tree) -> list[Tree]:
    """The items of a field that may hold a list or a single one."""
    if written is None:
        return []
    return [*written] if isinstance(written, list) else [written]


def one_change(head: Located, body: str, first_line: int) -> Located:
    """The fields of a file that holds one change, those of its text among them."""
    is_unreadable = bool(head.findings) and not head.tree
    if not body.strip() or is_unreadable or not isinstance(head.tree, dict):
        return head
    if "text" in head.tree:
        message = "the change stands in 'text' and below the front matter"
        finding = Finding(head.lines.get(("text",), 1), "two-texts", message, "keep one of them")
        return replace(head, findings=(*head.findings, finding))
    logged, _ = changes_in(_as_list(body), first_line - _HEADING.count("\n"))
    findings = [*_too_many(logged), *_no_text(logged, first_line)]
    if findings:
        tree: Tree = {"text": body.strip(), **head.tree}
        return replace(head, tree=tree, findings=(*head.findings, *findings))
    (change,) = logged
    raw = _raw(change)
    kept = {name: value for name, value in raw.items() if name not in head.tree}
    for name in ("credits", "refs"):
        if name in raw and name in head.tree:
            kept[name] = [*listed(head.tree[name]), *listed(raw[name])]
    before = {name: len(listed(head.tree.get(name))) for name in ("credits", "refs")}
    lines = {_behind(path, before): line for path, line in _lines(raw, change).items() if path}
    return replace(head, tree={**head.tree, **kept}, lines={**lines, **head.lines})


def _behind(path: Path, before: Mapping[str, int]) -> Path:
    """The path of a credit or reference of the text, behind those of the front matter."""
    match path:
        case (str(name), int(number), *rest):
            return (name, number + before.get(name, 0), *rest)
    return path


def _as_list(body: str) -> str:
    """The text of one change as an item of a list in a section, with as many lines more."""
    text = body.rstrip()
    blank = len(text) - len(text.lstrip("\n"))
    text = text[blank:]
    if not _BULLET.match(text):
        first, *others = text.split("\n")
        text = "\n".join([_ITEM + first.lstrip(), *(f"  {row}" if row else row for row in others)])
    return _HEADING + "\n" * blank + text + "\n"


def _too_many(logged: Sequence[Logged]) -> Iterator[Finding]:
    if len(logged) > 1:
        message = f"this file holds {len(logged)} changes"
        hint = "give each change a file of its own"
        yield Finding(logged[1].line, "many-changes", message, hint)


def _no_text(logged: Sequence[Logged], line: int) -> Iterator[Finding]:
    if not logged:
        message = "the text cannot be read as a change"
        yield Finding(line, "no-change", message, "begin with a sentence that says what changed")


def _raw(change: Logged) -> dict[str, Tree]:
    """The fields of a change as an author would have written them."""
    refs: list[Tree] = [ref for ref in change.refs if ref.partition(":")[0] in _STEPS]
    fields: dict[str, Tree] = {
        "text": _plain(change.text),
        "why": change.why or None,
        "credits": [_credit(given) for given in change.credits],
        "refs": refs,
        "internal": "yes" if change.internal else None,
    }
    return {name: value for name, value in fields.items() if value}


def _plain(text: str) -> str:
    """The text as one paragraph, the items inside it behind it, without brackets of references."""
    bare = _CITED.sub("", text)
    return _flat(bare if bare.strip() else text)


def _flat(text: str) -> str:
    said, _, parts = text.partition("\n\n- ")
    if not parts:
        return text
    rows = (row.strip().removeprefix("- ") for row in parts.split("\n") if row.strip())
    return f"{said}{' ' if said.endswith(_ENDS) else ': '}{'; '.join(rows)}"


def _credit(given: Given) -> Tree:
    return {"person": f"@{given.name}" if given.handle else given.name, "role": given.role}


def _lines(raw: Mapping[str, Tree], change: Logged) -> dict[Path, int]:
    """The line of a change and of its parts."""
    found: dict[Path, int] = {(): change.line}
    for name in raw:
        found[(name,)] = change.line
    for number, given in enumerate(change.credits):
        found[("credits", number)] = given.line or change.line
    return found


def inherited(original: Fields, own: Fields, field: str) -> tuple[Fields, list[Problem]]:
    """A translation whose changes take over who is credited; and what does not fit together.

    A change takes over from the one in its place in the original, if there are as many of each
    group.
    """
    theirs, ours = listed(original.tree.get(field)), listed(own.tree.get(field))
    if not theirs or not ours:
        return own, []
    if len(theirs) != len(ours):
        message = f"the original has {len(theirs)} changes, this translation has {len(ours)}"
        hint = "translate each change, in the same order"
        place = own.at((field,))
        return own, [Problem(place, "uneven-changes", message, hint, Severity.WARNING)]
    if [_category(change) for change in theirs] != [_category(change) for change in ours]:
        return own, []
    places = dict(own.places)
    changes: list[Tree] = []
    for number, (their, our) in enumerate(zip(theirs, ours, strict=True)):
        more = _taken(their, our)
        changes.append({**_fields(our), **more} if more else our)
        for path, place in original.places.items():
            if path[:2] == (field, number) and len(path) > len((field, number)) and path[2] in more:
                places.setdefault(path, place)
    return Fields({**own.tree, field: changes}, places), []


def _fields(change: Tree) -> dict[str, Tree]:
    return change if isinstance(change, dict) else {"text": change}


def _category(change: Tree) -> str:
    return str(_fields(change).get("category") or "changed").strip()


def _taken(their: Tree, our: Tree) -> dict[str, Tree]:
    theirs, ours = _fields(their), _fields(our)
    return {n: theirs[n] for n in _INHERITED if n in theirs and ours.get(n) is None}
