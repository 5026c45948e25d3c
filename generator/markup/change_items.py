"""Items of lists as changes: their group, component, reason, credits and references."""

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.markup import changelog_words
from generator.markup.credit_notation import Given, Notation, credits_in
from generator.markup.outline import Item
from generator.patterns import late

_WHY = late(
    r"^(?:\*\*|__)?(?:why|because|reason|为什么|为何|原因|理由|因为)(?:\*\*|__)?"
    r"[ ]?[:：](?:\*\*|__)?[ ]*",
    re.IGNORECASE,
)
_SCOPE = late(
    r"(?:【[ ]*(?P<wide>[^【】\n]{1,40}?)[ ]*】[ ]*"
    r"|(?:\*\*)?(?P<code>`[^`\n]{1,60}`(?:[ /、,]+`[^`\n]{1,60}`)*+)(?:\*\*)?[ ]*[:：][ ]*"
    r"|(?:\*\*)?(?P<word>[A-Z][\w.-]{0,40}(?:/[A-Z][\w.-]{0,40})*+)(?:\*\*)?[:：](?=[ ]|$)[ ]*)"
)
_REFS = late(r"\]\((?P<ref>[a-z]+:[^\s()#:/]+)(?:#[^()\s]*)?\)")
_WEB = frozenset({"http", "https", "mailto", "tel", "ftp", "data", "javascript"})


class Logged(Struct, frozen=True):
    """One change of a changelog.

    Attributes:
        category: added, changed, deprecated, removed, fixed or security.
        section: heading it stands under, as written; empty for none.
        scope: component or package it is about; empty for none.
        text: Markdown, with its scope in front and without the notation of credits.
        why: Markdown; empty if no reason is given.
        credits: whom it is owed to, bots included.
        refs: references to entries that its links name, such as `suggestion:night-mode`.
        issues: issues and pull requests that it names.
        line: line of its item, from 1.
        depth: 0 for an item of a list, 1 for one inside an item, and so on.
        internal: True if its label says that users do not notice it ("chore", "Maintenance").
    """

    category: str
    section: str
    scope: str
    text: str
    why: str = ""
    credits: tuple[Given, ...] = ()
    refs: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    line: int = 0
    depth: int = 0
    internal: bool = False


class _Frame(Struct, frozen=True):
    """What an item takes over from the list and the item that it stands in."""

    section: str
    group: str
    scope: str
    full_names: bool
    linked: Callable[[str], str]
    credits: tuple[Given, ...] = ()
    depth: int = 0


def changes_of(
    items: Sequence[Item],
    section: str,
    *,
    group: str | None = None,
    scope: str = "",
    full_names: bool = False,
    linked: Callable[[str], str] = str,
) -> list[Logged]:
    """The changes that the items of a list are.

    An item that says nothing but a component or a name is the heading of those inside it, which
    take over both. An item inside another one is a change of its own if it names somebody, a part
    of the other else, and its reason if it begins with "Why:" or "原因：".

    Args:
        section: heading above the list.
        group: group of changes the section stands for, if it is known already.
        scope: component that the section is about.
        linked: puts addresses in place of references that are defined elsewhere.
    """
    known = changelog_words.of_heading(section) if group is None else group
    frame = _Frame(section, known, scope, full_names, linked)
    return [change for item in items for change in _changes(item, frame)]


def _changes(item: Item, frame: _Frame) -> Iterator[Logged]:
    own_words, reason = _without_reason(item.text)
    said, scope, at = _said(own_words, item.line, frame)
    head = replace(
        frame,
        scope=scope or frame.scope,
        credits=_joined(said.credits, frame.credits),
        depth=frame.depth + 1,
    )
    words = said.text[at:].strip(" :：,，")
    if (
        item.children
        and (not words or said.text.rstrip().endswith((":", "：")))
        and not _only_parts(item)
    ):
        label = "" if scope or not words else words
        inner = replace(head, scope=head.scope or label)
        for child in item.children:
            yield from _changes(child, inner)
        return
    yield from _change(item, frame, head, said, own_words, reason)


def _only_parts(item: Item) -> bool:
    """Whether what is inside an item only says why."""
    return all(_WHY.match(child.text) for child in item.children)


def _change(
    item: Item, frame: _Frame, head: _Frame, said: Notation, own_words: str, reason: Sequence[str]
) -> Iterator[Logged]:
    own: list[Item] = []
    parts: list[Item] = []
    why = [frame.linked(each) for each in reason]
    for child in item.children:
        given = _WHY.match(child.text)
        if given:
            why.append(frame.linked(child.text[given.end() :]))
        elif _names_somebody(child, frame):
            own.append(child)
        else:
            parts.append(child)
    if said.text.strip(" :：,，.。!！-"):
        yield _logged(item, frame, head, said, parts, why)
    elif said.credits:
        # Nothing but thanks: kept as it is written, and nothing that users notice.
        whole = replace(said, text=frame.linked(own_words).strip())
        yield replace(_logged(item, frame, head, whole, parts, why), internal=True)
    for child in own:
        yield from _changes(child, replace(head, scope=frame.scope, credits=frame.credits))


def _names_somebody(item: Item, frame: _Frame) -> bool:
    return bool(credits_in(frame.linked(item.text), full_names=False).credits) or any(
        _names_somebody(child, frame) for child in item.children
    )


def _without_reason(text: str) -> tuple[str, list[str]]:
    """The text without a line that begins with "Why:", and that reason."""
    rows = text.split("\n")
    at = next((n for n, row in enumerate(rows) if n and _WHY.match(row.strip())), len(rows))
    reason = "\n".join(rows[at:]).strip()
    found = _WHY.match(reason)
    return "\n".join(rows[:at]).rstrip(), [reason[found.end() :]] if found else []


def _logged(
    item: Item,
    frame: _Frame,
    head: _Frame,
    said: Notation,
    parts: Sequence[Item],
    why: Sequence[str],
) -> Logged:
    group, word, scope, size = changelog_words.label(said.text)
    text = said.text[size:] if said.text[size:].strip() != "" else said.text
    prefix = f"{scope}: " if scope and size else ""
    inherited = frame.scope if frame.depth else ""
    if inherited and not said.text.startswith(inherited):
        prefix = f"{inherited}: {prefix}"
    category = group if group and not frame.group else frame.group or changelog_words.of_words(text)
    every = "\n".join([said.text, *(part.text for part in parts)])
    details = "".join(f"\n{row}" for part in parts for row in _listed(part, frame))
    return Logged(
        category=category,
        section=frame.section,
        scope=scope or head.scope,
        text=f"{prefix}{text.strip()}" + (f"\n{details}" if details else ""),
        why="\n\n".join(reason.strip() for reason in why),
        credits=head.credits,
        refs=_refs("\n".join([every, *why])),
        issues=said.issues,
        line=item.line,
        depth=frame.depth,
        internal=(word in changelog_words.INTERNAL and bool(size))
        or changelog_words.is_thanks(frame.section),
    )


def _listed(item: Item, frame: _Frame, depth: int = 0) -> Iterator[str]:
    """An item that is part of a change, as Markdown again."""
    pad = "  " * depth
    for n, row in enumerate(frame.linked(item.text).split("\n")):
        yield f"{pad}- {row}" if n == 0 else f"{pad}  {row}".rstrip()
    for child in item.children:
        yield from _listed(child, frame, depth + 1)


def _said(text: str, line: int, frame: _Frame) -> tuple[Notation, str, int]:
    """The item's text without credits, its scope, and where the words behind the scope begin."""
    if text.startswith("To ") and changelog_words.is_thanks(frame.section):
        text = f"Thanks to {text[3:]}"
    notation = _placed(credits_in(frame.linked(text), full_names=frame.full_names), line)
    found = _SCOPE.match(notation.text)
    if found is None:
        bare = re.fullmatch(r"(`[^`\n]{1,60}`)[ ]*", notation.text)
        return notation, bare[1] if bare else "", len(notation.text) if bare else 0
    scope = found["wide"] or found["code"] or found["word"]
    if found["word"] and changelog_words.label(notation.text)[0]:
        return notation, "", 0
    if found["wide"]:
        rest = notation.text[found.end() :]
        notation = replace(notation, text=f"【{found['wide']}】{rest}")
        return notation, scope, len(f"【{found['wide']}】")
    return notation, scope, found.end()


def _placed(said: Notation, line: int) -> Notation:
    """The same with lines of the file."""
    return replace(said, credits=tuple(replace(g, line=g.line + line) for g in said.credits))


def thanked(
    text: str, line: int, section: str, frame_linked: Callable[[str], str]
) -> Logged | None:
    """A paragraph that names somebody, as a change that users do not notice; None for others."""
    said = _placed(credits_in(frame_linked(text)), line)
    if not said.credits:
        return None
    group = changelog_words.of_heading(section)
    words = said.text if group and said.text.strip(" .") else frame_linked(text)
    return Logged(
        category=group or changelog_words.CHANGED,
        section=section,
        scope="",
        text=words.strip(),
        credits=said.credits,
        refs=_refs(text),
        issues=said.issues,
        line=line,
        internal=not group,
    )


def _joined(own: Sequence[Given], inherited: Sequence[Given]) -> tuple[Given, ...]:
    seen = {(given.name.casefold(), given.role) for given in own}
    more = [g for g in inherited if (g.name.casefold(), g.role) not in seen]
    return (*own, *more)


def _refs(text: str) -> tuple[str, ...]:
    found = (ref["ref"] for ref in _REFS.finditer(text))
    return tuple(dict.fromkeys(ref for ref in found if ref.split(":")[0] not in _WEB))
