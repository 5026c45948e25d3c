"""Raw fields to entries: translations share the fields of their original, ids are unique."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.config import Config
from generator.kinds.kind import Kind
from generator.markup import dialects
from generator.markup.prose import Prose
from generator.markup.yaml_text import Tree
from generator.model.entry import Attachment, Entry
from generator.model.fields import Context, Record
from generator.model.head import Head
from generator.model.reference import ID, Reference
from generator.model.validation import Fields, field_names, problem_of, validate
from generator.problems import Location, Problem, Severity, did_you_mean
from generator.reader.files import TextFile
from generator.reader.parsed import Parsed

_HEAD = field_names(Head)
_OWN = frozenset({"title", "summary", "lang", "aliases", "updated", "text"})
"""Fields that a translation never takes over from its original."""
_CHINESE = {
    "标题": "title",
    "日期": "date",
    "时间": "date",
    "更新": "updated",
    "摘要": "summary",
    "作者": "authors",
    "标签": "tags",
    "语言": "lang",
    "草稿": "draft",
    "封面": "cover",
    "系列": "series",
}


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
        loose: files and texts of those entries, whose references can be checked all the same.
    """

    problems: list[Problem] = field(default_factory=list)
    broken: set[Reference] = field(default_factory=set)
    loose: list[tuple[str, Prose]] = field(default_factory=list)


def entries_of(versions: Sequence[Version], config: Config, findings: Findings) -> list[Entry]:
    """The entries that share one stem: an original, and its translations."""
    ranked = sorted(versions, key=lambda v: (config.rank(_lang(v, config)), v.file.path))
    original = _fields(ranked[0])
    name = original.tree.get("id") or ranked[0].file.name
    found: list[Entry] = []
    taken: dict[str, str] = {}
    for n, version in enumerate(ranked):
        findings.problems += _findings(version)
        lang = _lang(version, config)
        if lang in taken:
            message = f"this is '{version.file.stem}' in {lang}, and so is {taken[lang]}"
            hint = "keep one, or give the file's name its language"
            place = Location(version.file.path, 1)
            findings.problems.append(Problem(place, "duplicate-id", message, hint))
            continue
        taken[lang] = version.file.path
        if _is_unreadable(version):
            findings.broken.add(_reference(version.file.kind, name))
            findings.problems += _without_fields(version)
            continue
        fields = _overlaid(original, _fields(version)) if n else original
        findings.problems += _other_id(version, name) if n else ()
        entry = _entry(version, fields, lang, config, findings)
        if entry is not None:
            found.append(replace(entry, original=n == 0))
    return found


def _other_id(version: Version, name: Tree) -> Iterator[Problem]:
    own = _fields(version)
    said = own.tree.get("id")
    if said and said != name:
        message = f"this is a translation of '{name}', and so it cannot be '{said}'"
        hint = "leave 'id' out: a translation has the id of its original"
        yield Problem(own.at(("id",)), "duplicate-id", message, hint)


def _is_unreadable(version: Version) -> bool:
    """Whether nothing of a file's fields could be read: to name each missing one would be noise."""
    return not version.parsed.head.tree


def _without_fields(version: Version) -> Iterator[Problem]:
    if not version.parsed.head.findings and not version.parsed.findings:
        place = Location(version.file.path, 1)
        hint = "begin it with a line of '---', then 'title: …', then '---' again"
        yield Problem(place, "front-matter", "the file has no front matter", hint)


def _lang(version: Version, config: Config) -> str:
    return version.file.lang or _written_lang(_tree(version), config)


def _written_lang(fields: Mapping[str, Tree], config: Config) -> str:
    """The language that `lang` names; the main one where it names none."""
    said = fields.get("lang")
    return _spelled(said, config) if isinstance(said, str) and said else config.main_language


def _spelled(lang: str, config: Config) -> str:
    """A language as the journal spells it, or as it was written if the journal has none such."""
    return config.language(lang) or lang


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
    given = {**fields.tree, "lang": lang}
    findings.problems += _language_problems(lang, _tree(version), config, fields.at(("lang",)))
    if not given.get("id"):
        given["id"] = file.name if ID.match(file.name) else _possible_id(file.name)
        findings.problems += _name_problems(file, fields.at(()))
    if file.day and not given.get("date"):
        given["date"] = file.day
    context = config.context(file.kind.dialect or config.dialect_of(file.folder))
    built = build(file.kind, Fields(given, fields.places), context, findings)
    if built is None or lang not in config.languages:
        findings.broken.add(_reference(file.kind, given["id"]))
        findings.loose.append((file.path, version.parsed.prose))
        return None
    head, record = built
    return Entry(
        kind=file.kind.name,
        head=head,
        record=record,
        prose=version.parsed.prose,
        location=Location(file.path, 1),
        places=fields.places,
        attachments=version.attachments,
    )


def _name_problems(file: TextFile, place: Location) -> Iterator[Problem]:
    if not ID.match(file.name):
        hint = f"add 'id: {_possible_id(file.name)}', or rename the file"
        message = f"the file's name cannot be an id: '{file.name}'"
        yield Problem(place, "bad-value", message, hint)


def _possible_id(name: str) -> str:
    """The id that a name comes closest to."""
    return re.sub(r"[^\w.-]+", "-", name).strip("-_.") or "a-word-of-yours"


def _language_problems(
    lang: str, own: Mapping[str, Tree], config: Config, place: Location
) -> Iterator[Problem]:
    said = own.get("lang")
    if isinstance(said, str) and _spelled(said, config) != lang:
        hint = "rename the file, or leave 'lang' out"
        message = f"the file's name says '{lang}', 'lang' says '{said}'"
        yield Problem(place, "bad-value", message, hint)
    if lang not in config.languages:
        hint = did_you_mean(lang, config.languages) or "add it to 'languages' in friday.yaml"
        yield Problem(place, "unknown-language", f"'{lang}' is no language of this journal", hint)


def build(
    kind: Kind, fields: Fields, context: Context, findings: Findings
) -> tuple[Head, Record] | None:
    """Head and record out of raw fields, or None after reporting what prevents it."""
    known = field_names(kind.record)
    findings.problems += _unknown(kind, fields, known)
    head, wrong = validate(Head, fields.only(_HEAD), context)
    record, also = validate(kind.record, fields.only(known), context)
    findings.problems += wrong + also
    if head is not None and kind.dated and head.date is None:
        hint = "'date' says: since when it is public; a file's name may begin with it"
        missing = Problem(fields.at(()), "missing-field", "'date' is missing", hint)
        findings.problems.append(missing)
        head = None
    return None if head is None or record is None else (head, record)


def _reference(kind: Kind, name: Tree) -> Reference:
    return Reference(kind.name, unicodedata.normalize("NFC", str(name).strip()))


def _unknown(kind: Kind, fields: Fields, known: frozenset[str]) -> Iterator[Problem]:
    article = "an" if kind.name[0] in "aeiou" else "a"
    for name in fields.tree:
        if name not in _HEAD and name not in known:
            message = f"{article} {kind.name} has no field '{name}'"
            near = _in_english(name) or did_you_mean(name, _HEAD | known)
            hint = near or f"'friday schema {kind.name}' lists its fields"
            yield Problem(fields.at((name,)), "unknown-field", message, hint)


def _in_english(name: str) -> str:
    """A hint for a field whose name is written in Chinese, maybe with a full-width colon."""
    word, colon, _ = name.partition("：")
    field_name = _CHINESE.get(word.strip())
    if field_name is None:
        return ""
    return f"write '{field_name}: …'" + (" with the colon ':'" if colon else "")


def columns(kind: Kind) -> frozenset[str]:
    """Names of the fields that a row of a data file may have."""
    return _HEAD | field_names(kind.record) | {"text"}


def bulk_entries(
    kind: Kind, rows: Sequence[Fields], config: Config, findings: Findings
) -> list[Entry]:
    """The entries that the rows of one id make: an original, and its translations.

    Args:
        rows: as they stand in their files, or those of other files after them.
    """
    ranked = sorted(rows, key=lambda row: config.rank(_written_lang(row.tree, config)))
    first = _written_lang(ranked[0].tree, config)
    found: list[Entry] = []
    for row in ranked:
        is_original = _written_lang(row.tree, config) == first
        fields = row if is_original else _overlaid(ranked[0], row)
        entry = _bulk_entry(kind, fields, config, findings)
        if entry is not None:
            found.append(replace(entry, original=is_original))
    return found


def _bulk_entry(kind: Kind, fields: Fields, config: Config, findings: Findings) -> Entry | None:
    """The entry that one row of a data file makes; its `text` field is its Markdown text."""
    given = dict(fields.tree)
    text = given.pop("text", None)
    lang = _written_lang(fields.tree, config)
    place = fields.at(())
    context = config.context(kind.bulk_dialect or kind.dialect)
    findings.problems += _language_problems(lang, {}, config, fields.at(("lang",)))
    built = build(kind, Fields({**given, "lang": lang}, fields.places), context, findings)
    if built is None or lang not in config.languages:
        findings.broken.add(_reference(kind, given.get("id")))
        return None
    prose = _text(text, context, fields.at(("text",)).line)
    findings.problems += _warnings(place.file, prose)
    head, record = built
    return Entry(kind.name, head, record, prose, place, fields.places)


def _text(text: Tree, context: Context, line: int) -> Prose:
    if not isinstance(text, str):
        return Prose()
    return dialects.render(text, context.dialect, first_line=line, schemes=context.schemes)


def _findings(version: Version) -> list[Problem]:
    path = version.file.path
    found = (*version.parsed.findings, *version.parsed.head.findings)
    head = [problem_of(path, finding) for finding in found]
    return head if _is_unreadable(version) else head + _warnings(path, version.parsed.prose)


def _warnings(path: str, prose: Prose) -> list[Problem]:
    return [problem_of(path, finding, Severity.WARNING) for finding in prose.findings]


def duplicates(entries: Iterable[Entry]) -> list[Problem]:
    """Entries of one kind that share an id, each problem naming both.

    Ids that differ in nothing but capitals are the same: their pages would be one file on many
    machines.
    """
    first: dict[tuple[str, str, str], Entry] = {}
    spelled: dict[tuple[str, str], Entry] = {}
    problems: list[Problem] = []
    for entry in sorted(entries, key=lambda e: e.location):
        name = entry.head.id.casefold()
        other = first.setdefault((entry.kind, name, entry.lang), entry)
        alike = spelled.setdefault((entry.kind, name), entry)
        place = entry.at(("id",))
        if other is not entry:
            message = f"{entry.kind} '{entry.head.id}' is also in {other.location}"
            hint = "give one of them another id"
            problems.append(Problem(place, "duplicate-id", message, hint))
        elif alike is not entry and alike.original and entry.original:
            message = f"{entry.kind} '{entry.head.id}' in another language is {alike.location}"
            hint = "translations have one name: NAME.zh.md beside NAME.en.md"
            problems.append(Problem(place, "duplicate-id", message, hint))
        elif alike.head.id != entry.head.id:
            message = f"{entry.kind} '{entry.head.id}' is '{alike.head.id}' in {alike.location}"
            hint = "spell the id of all translations alike"
            problems.append(Problem(place, "duplicate-id", message, hint))
    return problems
