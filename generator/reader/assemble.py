"""Raw fields to entries: translations share the fields of their original, ids are unique."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.config import Config
from generator.kinds.kind import Kind
from generator.markup import dialects
from generator.markup.prose import Finding, Prose
from generator.markup.yaml_text import Tree
from generator.model.entry import Attachment, Entry
from generator.model.fields import Context, Record
from generator.model.head import Head
from generator.model.reference import Reference
from generator.model.validation import Fields, field_names, validate
from generator.problems import Location, Problem, Severity, did_you_mean
from generator.reader.files import TextFile
from generator.reader.parsed import Parsed

_HEAD = field_names(Head)
_OWN = frozenset({"id", "title", "summary", "lang", "aliases", "updated"})
"""Fields that a translation never takes over from its original."""


@dataclass(frozen=True, slots=True)
class Version:
    """One language version of an entry before it is validated."""

    file: TextFile
    parsed: Parsed
    attachments: tuple[Attachment, ...]


@dataclass(slots=True)
class Findings:
    """What came to light while entries were made.

    Attributes:
        broken: entries that could not be made; references to them are no mistakes of their own.
    """

    problems: list[Problem] = field(default_factory=list)
    broken: set[Reference] = field(default_factory=set)


def entries_of(versions: Sequence[Version], config: Config, findings: Findings) -> list[Entry]:
    """The entries that share one stem: an original, and its translations."""
    problems = findings.problems
    ranked = sorted(versions, key=lambda v: (_rank(v, config), v.file.path))
    original = _fields(ranked[0])
    found: list[Entry] = []
    taken: dict[str, str] = {}
    for n, version in enumerate(ranked):
        problems += _findings(version)
        fields = _fields(version) if n == 0 else _overlaid(original, _fields(version))
        lang = _lang(version, config)
        if lang in taken:
            message = f"this is '{version.file.stem}' in {lang}, and so is {taken[lang]}"
            hint = "keep one, or give the file's name its language"
            problems.append(Problem(Location(version.file.path, 1), "duplicate-id", message, hint))
            continue
        taken[lang] = version.file.path
        entry = _entry(version, fields, lang, config, findings)
        if entry is not None:
            found.append(replace(entry, original=n == 0))
    return found


def _rank(version: Version, config: Config) -> int:
    lang = _lang(version, config)
    return config.languages.index(lang) if lang in config.languages else len(config.languages)


def _lang(version: Version, config: Config) -> str:
    said = _tree(version).get("lang")
    return version.file.lang or (said if isinstance(said, str) else "") or config.main_language


def _tree(version: Version) -> Mapping[str, Tree]:
    tree = version.parsed.head.tree
    return tree if isinstance(tree, dict) else {}


def _fields(version: Version) -> Fields:
    path = version.file.path
    places = {where: Location(path, line) for where, line in version.parsed.head.lines.items()}
    return Fields(_tree(version), {**places, (): Location(path, 1)})


def _overlaid(original: Fields, own: Fields) -> Fields:
    """The fields of a translation: its own, and what it leaves out from the original."""
    inherited = {k: v for k, v in original.tree.items() if k not in _OWN and k not in own.tree}
    kept = {p: place for p, place in original.places.items() if p and p[0] in inherited}
    return Fields({**inherited, **own.tree}, {**kept, **own.places})


def _entry(
    version: Version, fields: Fields, lang: str, config: Config, findings: Findings
) -> Entry | None:
    file = version.file
    given = dict(fields.tree)
    given["id"] = given.get("id") or file.name
    given["lang"] = lang
    if file.day:
        given["date"] = given.get("date") or file.day
    context = config.context(file.kind.dialect or config.dialect_of(file.folder))
    built = build(file.kind, Fields(given, fields.places), context, findings)
    if built is None:
        return None
    head, record = built
    findings.problems += _language_problems(lang, config, fields.at(("lang",)))
    return Entry(
        kind=file.kind.name,
        head=head,
        record=record,
        prose=version.parsed.prose,
        location=Location(file.path, 1),
        places=fields.places,
        attachments=version.attachments,
    )


def _language_problems(lang: str, config: Config, place: Location) -> Iterable[Problem]:
    if lang not in config.languages:
        hint = did_you_mean(lang, config.languages) or "add it to 'languages' in friday.yaml"
        yield Problem(place, "unknown-language", f"'{lang}' is no language of this journal", hint)


def build(
    kind: Kind, fields: Fields, context: Context, findings: Findings
) -> tuple[Head, Record] | None:
    """Head and record out of raw fields, or None after reporting what prevents it."""
    problems = findings.problems
    known = field_names(kind.record)
    for name in fields.tree:
        if name not in _HEAD and name not in known:
            message = f"a {kind.name} has no field '{name}'"
            hint = did_you_mean(name, _HEAD | known) or f"friday schema {kind.name} lists its fields"
            problems.append(Problem(fields.at((name,)), "unknown-field", message, hint))
    head, wrong = validate(Head, fields.only(_HEAD), context)
    record, also = validate(kind.record, fields.only(known), context)
    problems += wrong + also
    if head is not None and kind.dated and head.date is None:
        hint = "date: 2026-05-01, or begin the file's name with it"
        problems.append(Problem(fields.at(()), "missing-field", "'date' is missing", hint))
        head = None
    if head is None or record is None:
        findings.broken.add(Reference(kind.name, str(fields.tree.get("id"))))
        return None
    return head, record


def bulk_entry(
    kind: Kind, fields: Fields, config: Config, findings: Findings
) -> Entry | None:
    """The entry that one row of a data file makes; its `text` field is its Markdown text."""
    given = dict(fields.tree)
    text = given.pop("text", None)
    given["lang"] = given.get("lang") or config.main_language
    context = config.context(kind.dialect)
    built = build(kind, Fields(given, fields.places), context, findings)
    place = fields.at(())
    if "id" not in given:
        findings.problems.append(Problem(place, "missing-field", "'id' is missing", "give it a permanent id"))
    if built is None or "id" not in given:
        return None
    prose = _text(text, context, fields.at(("text",)).line)
    findings.problems += [_warning(place.file, finding) for finding in prose.findings]
    head, record = built
    return Entry(kind.name, head, record, prose, place, fields.places)


def _text(text: Tree, context: Context, line: int) -> Prose:
    if not isinstance(text, str):
        return Prose()
    return dialects.render(text, context.dialect, first_line=line, schemes=context.schemes)


def _findings(version: Version) -> list[Problem]:
    path = version.file.path
    head = [
        Problem(Location(path, f.line), f.code, f.message, f.hint)
        for f in (*version.parsed.findings, *version.parsed.head.findings)
    ]
    return head + [_warning(path, finding) for finding in version.parsed.prose.findings]


def _warning(path: str, f: Finding) -> Problem:
    return Problem(Location(path, f.line), f.code, f.message, f.hint, Severity.WARNING)


def duplicates(entries: Iterable[Entry]) -> list[Problem]:
    """Entries of one kind that share an id, each problem naming both."""
    first: dict[tuple[str, str, str], Entry] = {}
    problems: list[Problem] = []
    for entry in entries:
        key = (entry.kind, entry.head.id.casefold(), entry.lang)
        other = first.setdefault(key, entry)
        if other is not entry:
            message = f"{entry.kind} '{entry.head.id}' is also in {other.location}"
            hint = "give one of them another id"
            problems.append(Problem(entry.at(("id",)), "duplicate-id", message, hint))
    return problems

