"""Raw fields to entries: translations share the fields of their original, ids are unique."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.config import Config
from generator.kinds.kind import Kind
from generator.markup import dialects
from generator.markup.characters import plain
from generator.markup.prose import Prose
from generator.markup.yaml_text import Tree
from generator.model.entry import Entry
from generator.model.fields import Context, Record
from generator.model.head import Head
from generator.model.reference import ID, Reference
from generator.model.validation import Fields, field_names, validate
from generator.problems import Location, Problem, did_you_mean
from generator.reader.changes import inherited
from generator.reader.files import TextFile
from generator.reader.fragments import Fragment, folded
from generator.reader.versions import (
    Findings,
    Version,
    each_language,
    fields_of,
    in_order,
    is_unreadable,
    language_problems,
    overlaid,
    tree_of,
    warnings,
    written_lang,
)

_HEAD = field_names(Head)
_VISITOR = "visitor"
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


def entries_of(
    versions: Sequence[Version],
    config: Config,
    findings: Findings,
    fragments: Sequence[Fragment] = (),
) -> list[Entry]:
    """The entries that share one stem: an original, and its translations.

    Args:
        fragments: changes in files of their own that they take up.
    """
    first = in_order(versions, config)[0]
    original = fields_of(first)
    name = name_of(first)
    found: list[Entry] = []
    for version, lang in each_language(versions, config, findings):
        if is_unreadable(version):
            findings.broken.add(_reference(version.file.kind, name))
            findings.problems += _without_fields(version)
            continue
        own = fields_of(version)
        if version is not first:
            own = _translated(version, original, own, name, findings)
        fields = folded(own, fragments, lang, version.file.kind.changes)
        entry = _entry(version, fields, lang, config, findings)
        if entry is not None:
            found.append(entry if version is first else replace(entry, original=False))
    return found


def name_of(version: Version) -> Tree:
    """What an original is called: the id that it says, else its file's name."""
    return tree_of(version).get("id") or version.file.name


def _translated(
    version: Version, original: Fields, own: Fields, name: Tree, findings: Findings
) -> Fields:
    """The fields of a translation, with what it takes over from its original."""
    findings.problems += _other_id(own, name)
    changes = version.file.kind.changes
    if changes:
        own, problems = inherited(original, own, changes)
        findings.problems += problems
    return overlaid(original, own)


def _other_id(own: Fields, name: Tree) -> Iterator[Problem]:
    said = own.tree.get("id")
    if said and said != name:
        message = f"this is a translation of '{name}', and so it cannot be '{said}'"
        hint = "leave 'id' out: a translation has the id of its original"
        yield Problem(own.at(("id",)), "duplicate-id", message, hint)


def _without_fields(version: Version) -> Iterator[Problem]:
    if not version.parsed.head.findings and not version.parsed.findings:
        place = Location(version.file.path, 1)
        hint = "begin it with a line of '---', then 'title: …', then '---' again"
        yield Problem(place, "front-matter", "the file has no front matter", hint)


def _entry(
    version: Version, fields: Fields, lang: str, config: Config, findings: Findings
) -> Entry | None:
    file = version.file
    given = {**fields.tree, "lang": lang}
    findings.problems += language_problems(lang, tree_of(version), config, fields.at(("lang",)))
    if not given.get("id"):
        given["id"] = file.name if ID.match(file.name) else possible_id(file.name)
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
        location=Location(file.path, version.line),
        places=fields.places,
        attachments=version.attachments,
    )


def _name_problems(file: TextFile, place: Location) -> Iterator[Problem]:
    if not ID.match(file.name):
        hint = f"add 'id: {possible_id(file.name)}', or rename the file"
        message = f"the file's name cannot be an id: '{file.name}'"
        yield Problem(place, "bad-value", message, hint)


def possible_id(name: str) -> str:
    """The id that a name comes closest to."""
    return re.sub(r"[^\w.-]+", "-", name).strip("-_.") or "a-word-of-yours"


def build(
    kind: Kind, fields: Fields, context: Context, findings: Findings
) -> tuple[Head, Record] | None:
    """Head and record out of raw fields, or None after reporting what prevents it."""
    known = field_names(kind.record)
    if context.dialect == _VISITOR:
        fields = Fields({name: _seen(value) for name, value in fields.tree.items()}, fields.places)
    findings.problems += _unknown(kind, fields, known)
    head, wrong = validate(Head, fields.only(_HEAD), context)
    record, also = validate(kind.record, fields.only(known), context)
    findings.problems += wrong + also
    if head is not None and kind.dated and head.date is None and head.queue is None:
        hint = "'date' says: since when it is public; a file's name may begin with it"
        missing = Problem(fields.at(()), "missing-field", "'date' is missing", hint)
        findings.problems.append(missing)
        head = None
    return None if head is None or record is None else (head, record)


def _seen(value: Tree) -> Tree:
    """What strangers wrote in a field, without what turns text or cannot be seen."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {name: _seen(each) for name, each in value.items()}
    return [_seen(each) for each in value] if isinstance(value, list) else value


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
    ranked = sorted(rows, key=lambda row: config.rank(written_lang(row.tree, config)))
    first = written_lang(ranked[0].tree, config)
    found: list[Entry] = []
    for row in ranked:
        is_original = written_lang(row.tree, config) == first
        fields = row if is_original else overlaid(ranked[0], row)
        entry = _bulk_entry(kind, fields, config, findings)
        if entry is not None:
            found.append(entry if is_original else replace(entry, original=False))
    return found


def _bulk_entry(kind: Kind, fields: Fields, config: Config, findings: Findings) -> Entry | None:
    """The entry that one row of a data file makes; its `text` field is its Markdown text."""
    given = {name: value for name, value in fields.tree.items() if name != "text"}
    lang = written_lang(fields.tree, config)
    place = fields.at(())
    context = config.context(kind.bulk_dialect or kind.dialect)
    findings.problems += language_problems(lang, {}, config, fields.at(("lang",)))
    built = build(kind, Fields({**given, "lang": lang}, fields.places), context, findings)
    if built is None or lang not in config.languages:
        findings.broken.add(_reference(kind, given.get("id")))
        return None
    prose = text_of_row(kind, fields, config)
    findings.problems += warnings(place.file, prose)
    head, record = built
    return Entry(kind.name, head, record, prose, place, fields.places)


def text_of_row(kind: Kind, fields: Fields, config: Config) -> Prose:
    """The Markdown text of a row of a data file."""
    text, context = fields.tree.get("text"), config.context(kind.bulk_dialect or kind.dialect)
    if not isinstance(text, str):
        return Prose()
    line = fields.at(("text",)).line
    return dialects.render(text, context.dialect, first_line=line, schemes=context.schemes)


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
