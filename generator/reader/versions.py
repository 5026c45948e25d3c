"""Language versions of one text: which language each is in, and what it takes from the original."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from generator.config import Config
from generator.markup.prose import Prose
from generator.markup.yaml_text import Tree
from generator.model.entry import Attachment
from generator.model.reference import Reference
from generator.model.validation import Fields, problem_of
from generator.problems import Location, Problem, Severity, did_you_mean
from generator.reader.files import TextFile
from generator.reader.parsed import Parsed

_OWN = frozenset({"title", "summary", "lang", "aliases", "updated", "text"})
"""Fields that a translation never takes over from its original."""


class Version(Struct, frozen=True):
    """One language version of an entry before it is validated.

    Attributes:
        line: line of the file on which it begins.
    """

    file: TextFile
    parsed: Parsed
    attachments: tuple[Attachment, ...] = ()
    line: int = 1


class Findings(Struct):
    """What came to light while entries were made.

    Attributes:
        broken: entries that could not be made; references to them are no mistakes of their own.
        loose: files and texts of those entries, whose references can be checked all the same.
    """

    problems: list[Problem] = field(default_factory=list)
    broken: set[Reference] = field(default_factory=set)
    loose: list[tuple[str, Prose]] = field(default_factory=list)

    def add(self, others: "Findings") -> None:
        """Take over what came to light elsewhere."""
        self.problems += others.problems
        self.broken |= others.broken
        self.loose += others.loose


def in_order(versions: Sequence[Version], config: Config) -> list[Version]:
    """The versions in the order of the journal's languages: the first is the original."""
    return sorted(versions, key=lambda v: (config.rank(lang_of(v, config)), v.file.path, v.line))


def each_language(
    versions: Sequence[Version], config: Config, findings: Findings
) -> Iterator[tuple[Version, str]]:
    """Each version with its language, the original first; of one language the first alone."""
    taken: dict[str, str] = {}
    for version in in_order(versions, config):
        findings.problems += _findings(version)
        lang = lang_of(version, config)
        if lang in taken:
            message = f"this is '{version.file.stem}' in {lang}, and so is {taken[lang]}"
            hint = "keep one, or give the file's name its language"
            place = Location(version.file.path, 1)
            findings.problems.append(Problem(place, "duplicate-id", message, hint))
        else:
            taken[lang] = version.file.path
            yield version, lang


def is_unreadable(version: Version) -> bool:
    """Whether nothing of a file's fields could be read: to name each missing one would be noise."""
    return not version.parsed.head.tree


def lang_of(version: Version, config: Config) -> str:
    """The language of a version: that of its file's name, else the one it names, else the main."""
    return version.file.lang or written_lang(tree_of(version), config)


def written_lang(fields: Mapping[str, Tree], config: Config) -> str:
    """The language that `lang` names; the main one where it names none."""
    said = fields.get("lang")
    return _spelled(said, config) if isinstance(said, str) and said else config.main_language


def _spelled(lang: str, config: Config) -> str:
    """A language as the journal spells it, or as it was written if the journal has none such."""
    return config.language(lang) or lang


def language_problems(
    lang: str, own: Mapping[str, Tree], config: Config, place: Location
) -> Iterator[Problem]:
    """What is wrong with the language of a version, whose own fields say something of it or not."""
    said = own.get("lang")
    if isinstance(said, str) and _spelled(said, config) != lang:
        hint = "rename the file, or leave 'lang' out"
        message = f"the file's name says '{lang}', 'lang' says '{said}'"
        yield Problem(place, "bad-value", message, hint)
    if lang not in config.languages:
        hint = did_you_mean(lang, config.languages) or "add it to 'languages' in friday.yaml"
        yield Problem(place, "unknown-language", f"'{lang}' is no language of this journal", hint)


def tree_of(version: Version) -> Mapping[str, Tree]:
    """The raw fields of a version; none where its front matter cannot be read."""
    tree = version.parsed.head.tree
    return tree if isinstance(tree, dict) else {}


def fields_of(version: Version) -> Fields:
    """The raw fields of a version with the place of each."""
    path = version.file.path
    places = {where: Location(path, line) for where, line in version.parsed.head.lines.items()}
    return Fields(tree_of(version), {**places, (): Location(path, version.line)})


def overlaid(original: Fields, own: Fields) -> Fields:
    """The fields of a translation: its own, and what it leaves out from the original."""
    inherited = {k: v for k, v in original.tree.items() if k not in _OWN and k not in own.tree}
    kept = {p: place for p, place in original.places.items() if p and p[0] in inherited}
    return Fields({**inherited, **own.tree}, {**kept, **own.places})


def _findings(version: Version) -> list[Problem]:
    path = version.file.path
    found = (*version.parsed.findings, *version.parsed.head.findings)
    head = [problem_of(path, finding) for finding in found]
    return head if is_unreadable(version) else head + warnings(path, version.parsed.prose)


def warnings(path: str, prose: Prose) -> list[Problem]:
    """What was found in a text, as warnings of its file."""
    return [problem_of(path, finding, Severity.WARNING) for finding in prose.findings]
