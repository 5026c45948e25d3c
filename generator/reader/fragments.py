"""Changes in files of their own, and the releases that take them up.

A fragment is never an entry. It names the release that ships it, by id or by version, or says that
it waits for the next one; its fields become one more item of that release's changes, each with the
place where it really stands.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from generator.config import Config
from generator.kinds.change import NEXT
from generator.kinds.kind import Kind
from generator.kinds.table import KINDS
from generator.markup.yaml_text import Tree
from generator.model.reference import Reference
from generator.model.validation import Fields, validate
from generator.problems import Location, Problem, did_you_mean
from generator.reader.changes import listed
from generator.reader.versions import (
    Findings,
    Version,
    each_language,
    fields_of,
    is_unreadable,
    language_problems,
    overlaid,
    tree_of,
)

_WAIT = f"write 'release: {NEXT}' while it waits for one"


class Fragment(Struct, frozen=True):
    """A change in a file of its own, with its translations.

    Attributes:
        kind: that of the fragment.
        target: what it says of the entry that takes it up: an id, a version, or `next`.
        place: where it says that.
        fields: raw fields by language, the original's first; a translation has those that it
            leaves out from the original.
    """

    kind: Kind
    target: str
    place: Location
    fields: Mapping[str, Fields]

    @property
    def waits(self) -> bool:
        """Whether no release ships it yet."""
        return self.target == NEXT

    def in_language(self, lang: str) -> Fields:
        """Its fields in a language, else those of the original."""
        return self.fields.get(lang) or next(iter(self.fields.values()))


def fragment_of(versions: Sequence[Version], config: Config, findings: Findings) -> Fragment | None:
    """The fragment that the files of one stem make; None where something is wrong with it."""
    kind = versions[0].file.kind
    fields: dict[str, Fields] = {}
    for version, lang in each_language(versions, config, findings):
        own = fields_of(version)
        findings.problems += language_problems(lang, own.tree, config, own.at(("lang",)))
        if is_unreadable(version):
            findings.problems += _nothing(version)
        elif fields:
            original = next(iter(fields.values()))
            findings.problems += _other_target(kind, original, own)
            fields[lang] = overlaid(original, own)
        else:
            fields[lang] = own
    checked = [_checked(kind, each, config, findings) for each in fields.values()]
    return _placed(kind, fields, findings) if all(checked) else None


def _nothing(version: Version) -> Iterator[Problem]:
    if not version.parsed.head.findings and not version.parsed.findings:
        hint = f"say what changed, and which release ships it: 'release: {NEXT}' for the next one"
        yield Problem(Location(version.file.path, 1), "no-change", "the file is empty", hint)


def _checked(kind: Kind, fields: Fields, config: Config, findings: Findings) -> bool:
    """Whether the fields of a change are right, whichever release ships it."""
    own = {name: value for name, value in fields.tree.items() if name not in _placing(kind)}
    context = config.context(kind.dialect or config.dialect_of(kind.folder))
    record, problems = validate(kind.record, Fields(own, fields.places), context)
    findings.problems += problems
    return record is not None


def _placing(kind: Kind) -> frozenset[str]:
    """Fields that say where a fragment belongs, and nothing of the change."""
    return frozenset({"lang", kind.part_of})


def _target(kind: Kind, fields: Fields) -> str:
    """What a fragment says of the entry that takes it up; empty for nothing."""
    said = fields.tree.get(kind.part_of)
    name = said.strip() if isinstance(said, str) else ""
    bare = name.removeprefix(f"{kind.part_of}:").strip()
    return NEXT if bare.casefold() == NEXT else bare


def _other_target(kind: Kind, original: Fields, own: Fields) -> Iterator[Problem]:
    said = _target(kind, own)
    theirs = _target(kind, original)
    if said and said != theirs:
        message = f"the original is part of '{theirs}', this translation of '{said}'"
        hint = f"leave '{kind.part_of}' out: a translation goes with its original"
        yield Problem(own.at((kind.part_of,)), "bad-value", message, hint)


def _placed(kind: Kind, fields: Mapping[str, Fields], findings: Findings) -> Fragment | None:
    if not fields:
        return None
    first = next(iter(fields.values()))
    place = first.at((kind.part_of,))
    target = _target(kind, first)
    if not target:
        message = f"this change names no {kind.part_of}, so nobody would ever read it"
        findings.problems.append(Problem(place, "no-release", message, _WAIT))
        return None
    return Fragment(kind, target, place, fields)


def shelved(
    fragments: Sequence[Fragment], groups: Mapping[str, Sequence[Version]], findings: Findings
) -> dict[str, list[Fragment]]:
    """The fragments by the stem of the entry that takes them up; those that wait are left out.

    Args:
        groups: the versions of each entry, the original first, by stem.
    """
    found: dict[str, list[Fragment]] = {}
    indexes = {kind: _index(kind, groups) for kind in {f.kind.part_of for f in fragments}}
    for fragment in fragments:
        index = indexes[fragment.kind.part_of]
        stems = index.get(fragment.target.casefold(), [])
        if len(stems) == 1:
            found.setdefault(stems[0], []).append(fragment)
        elif not fragment.waits and not _is_broken(fragment, findings):
            findings.problems.append(_misplaced(fragment, stems, groups, index))
    return found


def _index(kind: str, groups: Mapping[str, Sequence[Version]]) -> dict[str, list[str]]:
    """Stems of the entries of a kind by id and, where no id says the same, by version."""
    ids: dict[str, list[str]] = {}
    versions: dict[str, list[str]] = {}
    for stem, (first, *_) in groups.items():
        if first.file.kind.name == kind:
            tree = tree_of(first)
            name = tree.get("id") or first.file.name
            ids.setdefault(str(name).casefold(), []).append(stem)
            said = tree.get(KINDS[kind].version)
            if isinstance(said, str):
                versions.setdefault(said.strip().casefold(), []).append(stem)
    return {**versions, **ids}


def _is_broken(fragment: Fragment, findings: Findings) -> bool:
    return Reference(fragment.kind.part_of, fragment.target) in findings.broken


def _misplaced(
    fragment: Fragment,
    stems: Sequence[str],
    groups: Mapping[str, Sequence[Version]],
    index: Mapping[str, Sequence[str]],
) -> Problem:
    kind, name = fragment.kind.part_of, fragment.target
    if stems:
        files = " and ".join(groups[stem][0].file.path for stem in stems)
        message = f"'{name}' may be {files}"
        return Problem(fragment.place, "two-releases", message, f"write the id of the {kind}")
    message = f"there is no {kind} '{name}'"
    hint = did_you_mean(name.casefold(), index) or _WAIT
    return Problem(fragment.place, "unknown-reference", message, hint)


def folded(fields: Fields, fragments: Sequence[Fragment], lang: str, name: str) -> Fields:
    """The fields of an entry in a language, with the fragments that it takes up as changes.

    Args:
        name: field that holds the changes.
    """
    if not fragments:
        return fields
    changes: list[Tree] = listed(fields.tree.get(name))
    places = {(name,): fragments[0].in_language(lang).at(()), **fields.places}
    for fragment in fragments:
        own = fragment.in_language(lang)
        path = (name, len(changes))
        away = _placing(fragment.kind)
        changes.append({field: value for field, value in own.tree.items() if field not in away})
        places |= {(*path, *inside): place for inside, place in own.places.items()}
    return Fields({**fields.tree, name: changes}, places)
