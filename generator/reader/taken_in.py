"""Fields that name a file beside their entry and mean what stands in it: the drawing of a card."""

import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from generator.problems import Location, Problem, did_you_mean
from generator.reader.versions import Findings, Version, tree_of

_NAME = re.compile(r"(?!.*\.\.)[^\s<>{}/\\:][^<>{}\\:\n]*\.svg")


def taken_in(
    versions: Sequence[Version],
    known: AbstractSet[str],
    read: Callable[[str], bytes | None],
    findings: Findings,
) -> list[Version]:
    """The versions with the text of such a file in place of its name.

    The file itself is no attachment then: it is read and not published.

    Args:
        known: paths of the files that entries may name.
        read: the bytes of a file, or None after reporting why there are none.
    """
    taken: set[str] = set()
    found = [_taken(version, known, read, findings, taken) for version in versions]
    return [_without(version, taken) for version in found] if taken else found


def _taken(
    version: Version,
    known: AbstractSet[str],
    read: Callable[[str], bytes | None],
    findings: Findings,
    taken: set[str],
) -> Version:
    field = version.file.kind.takes_in
    name = tree_of(version).get(field) if field else None
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        return version
    path = f"{version.file.path.rpartition('/')[0]}/{name}"
    place = Location(version.file.path, version.parsed.head.lines.get((field,), 1))
    text = _text(path, place, known, read, findings)
    head = version.parsed.head
    tree = {**tree_of(version), field: text}
    taken.add(path)
    return replace(version, parsed=replace(version.parsed, head=replace(head, tree=tree)))


def _text(
    path: str,
    place: Location,
    known: AbstractSet[str],
    read: Callable[[str], bytes | None],
    findings: Findings,
) -> str | None:
    """What stands in a file; None after reporting why that is not known."""
    if path not in known:
        folder = path.rpartition("/")[0] + "/"
        beside = [each.removeprefix(folder) for each in known if each.startswith(folder)]
        name = path.removeprefix(folder)
        message = f"there is no file '{name}' beside this entry"
        findings.problems.append(
            Problem(place, "missing-file", message, did_you_mean(name, _drawings(beside)))
        )
        return None
    data = read(path)
    try:
        return None if data is None else data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1 if data else 0
        where = Location(path, line)
        findings.problems.append(
            Problem(where, "encoding", "this is not UTF-8", "save the file as UTF-8")
        )
        return None


def _drawings(names: Iterable[str]) -> list[str]:
    return [name for name in names if name.endswith(".svg")]


def _without(version: Version, taken: AbstractSet[str]) -> Version:
    kept = tuple(each for each in version.attachments if each.path not in taken)
    return replace(version, attachments=kept)
