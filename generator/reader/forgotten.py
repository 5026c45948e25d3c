"""`forgotten.yaml`: who asked to be forgotten, and what the journal knows of them.

Each line names somebody by id, with the names and handles that are to be found in texts. While the
people table still knows them, its names and handles are looked for as well.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC
from functools import cache
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from generator.config import Config
from generator.kinds.kind import Kind
from generator.kinds.person import KIND as PERSON
from generator.kinds.table import KINDS
from generator.markup.folding import fold
from generator.markup.prose import Prose
from generator.markup.yaml_text import Tree, load
from generator.model.entry import Entry
from generator.model.fields import Context
from generator.model.forgotten import Forgotten
from generator.model.head import Head
from generator.model.ledger import LedgerRow
from generator.model.validation import Fields, problem_of, validate
from generator.model.vocabulary import Vocabulary, vocabulary
from generator.problems import Location, Problem, Severity, did_you_mean
from generator.reader.assemble import build
from generator.reader.files import Survey, survey
from generator.reader.known import Known, known_people
from generator.reader.scrubber import TOKEN, WORDS, Scrubber
from generator.reader.versions import Findings

FILE = "forgotten.yaml"
_SHORT = re.compile(r"[0-9]{1,4}|[a-z]")
_WRITTEN = """
    a alt b br circle class code com content csv div em false figure forgotten g h1 h2 h3 h4 hr href
    html http https i id img index json kbd li line main md net no none null ol org p path picture
    pre rect section small span src static strong style sub sup svg table tbody td th thead tr true
    ul use version video viewbox width height www xlink xml xmlns yaml yes
"""
"""Words of Markdown, HTML, SVG, addresses and files."""
_CONTEXT = Context(UTC)


class Somebody(Struct, frozen=True):
    """A line of the list, and everything by which they may be found.

    Attributes:
        token: the id that stands for them everywhere.
        ids: their id and handles, folded.
        names: their names, folded.
        files: files of the people table that hold nobody else, relative to the project.
        is_known: whether the people table still knows them.
    """

    line: Forgotten
    place: Location
    token: str
    ids: frozenset[str]
    names: frozenset[str]
    files: tuple[str, ...] = ()
    is_known: bool = False


class ForgottenList(Struct, frozen=True):
    """Everybody who is forgotten; what is read goes through its scrubber.

    Attributes:
        problems: what is wrong with the list.
    """

    people: tuple[Somebody, ...] = ()
    scrubber: Scrubber = field(default_factory=Scrubber)
    problems: tuple[Problem, ...] = ()

    def without(self, found: Survey) -> Survey:
        """The files of the content folder without those of forgotten people."""
        if not self.people:
            return found
        gone = {file for each in self.people for file in each.files}
        bundles = tuple(
            file.path.rpartition("/")[0] + "/"
            for file in found.texts
            if file.bundle and file.path in gone
        )
        kept = {
            folder: files
            for folder, files in found.attachments.items()
            if not f"{folder}/".startswith(bundles)
        }
        texts = tuple(file for file in found.texts if file.path not in gone)
        mine = {Location(name) for name in gone}
        wrong = tuple(p for p in found.problems if Location(p.location.file) not in mine)
        cleared = replace(found, texts=texts, attachments=kept)
        return replace(cleared, problems=(*wrong, *self._in_names(cleared)))

    def _in_names(self, found: Survey) -> Iterator[Problem]:
        """File names are addresses; nobody but the team can give a file another one."""
        names = [file.path for file in found.texts if not file.kind.part_of]
        names += [path for paths in found.attachments.values() for path in paths]
        names += [each.path for each in found.static]
        for path in names:
            said = self.scrubber.finds(path.partition("/")[2])
            if said:
                message = f"the file's name holds '{said}', who is forgotten"
                hint = "rename it, and what names it: addresses of the site are made of it"
                yield Problem(Location(path), "forgotten-name", message, hint)

    def stand_in(self, kind: Kind, fields: Fields) -> bool:
        """Whether a row of a data file, scrubbed already, is what tells of somebody forgotten."""
        return kind is PERSON and fields.tree.get("id") in {each.token for each in self.people}

    def entries(self, config: Config) -> list[Entry]:
        """An entry in the place of each, of which nothing is public."""
        found: list[Entry] = []
        word = WORDS["zh" if config.main_language.startswith("zh") else ""]
        for each in self.people:
            tree: dict[str, Tree] = {
                "id": each.token,
                "title": each.token if found else word,
                "lang": config.main_language,
                "display": "anonymous",
                "in_lists": "no",
                "in_levels": "no",
                "names": [] if found else [*WORDS.values()],
            }
            fields = Fields(tree, {(): each.place})
            built = build(PERSON, fields, config.context(), Findings())
            if built is None:
                raise RuntimeError("somebody without a name is a person")
            head, record = built
            entry = Entry(PERSON.name, head, record, Prose(), each.place, forgotten=True)
            found.append(entry)
        return found


NOBODY = ForgottenList()


def forgotten(project: Path, config: Config) -> ForgottenList:
    """Who is to be forgotten in a project; its content is read for names only if there is anybody.

    What cannot be read of the list is an error, since a site would hold what it must not.
    """
    file = project / FILE
    if not file.is_file():
        return NOBODY
    lines, problems = _lines(file.read_bytes())
    if not lines:
        return ForgottenList(problems=tuple(problems))
    known = known_people(project, survey(project, config))
    people = tuple(_somebody(n, *line, known) for n, line in enumerate(lines, 1))
    names = frozenset(fold(each.id, decoded=False) for each in known)
    problems += [p for each in people for p in _unknown(each, names)]
    scrubber = _scrubber(people, known, config)
    problems += [p for each in people for p in _doubtful(each, scrubber)]
    return ForgottenList(people, scrubber, tuple(problems))


def _lines(data: bytes) -> tuple[list[tuple[Forgotten, Location]], list[Problem]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        place = Location(FILE, line)
        return [], [Problem(place, "encoding", "this is not UTF-8", "save the file as UTF-8")]
    located = load(text.replace("\r\n", "\n").replace("\r", "\n"))
    problems = [problem_of(FILE, finding) for finding in located.findings]
    tree = located.tree if located.tree is not None else []
    if not isinstance(tree, list):
        hint = "begin every line with '- ' and an id"
        return [], [*problems, Problem(Location(FILE, 1), "forgotten", "this is no list", hint)]
    found: list[tuple[Forgotten, Location]] = []
    for n, item in enumerate(tree):
        places = {p[1:]: Location(FILE, at) for p, at in located.lines.items() if p[:1] == (n,)}
        fields = Fields(item if isinstance(item, dict) else {"id": item}, places)
        said, wrong = validate(Forgotten, fields, _CONTEXT)
        problems += wrong
        if said is not None:
            found.append((said, fields.at(())))
    return found, problems


def _somebody(n: int, said: Forgotten, place: Location, known: Sequence[Known]) -> Somebody:
    ids = {_bare(each) for each in (said.id, *said.handles)}
    names = {_bare(name) for name in said.names}
    found = [each for each in known if _bare(each.id) in ids or ids & set(map(_bare, each.handles))]
    for each in found:
        ids |= {_bare(each.id), *map(_bare, each.handles)}
        names |= {_bare(name) for name in each.names}
    files = tuple(file for each in found for file in each.files)
    everything = frozenset(ids - {""}), frozenset(names - {""})
    return Somebody(said, place, f"{TOKEN}{n}", *everything, files, bool(found))


def _bare(name: str) -> str:
    return fold(name, decoded=False).strip().removeprefix("@")


def _scrubber(people: Sequence[Somebody], known: Sequence[Known], config: Config) -> Scrubber:
    """What is looked for, and what stays though it holds the same."""
    ids = {form for each in people for form in each.ids}
    tokens: dict[str, str] = {}
    for each in people:
        for form in sorted(each.ids | each.names):
            tokens.setdefault(form, each.token)
    kept: set[str] = set()
    for each_known in known:
        handles = {_bare(each_known.id), *map(_bare, each_known.handles)}
        if not handles & ids:
            kept |= handles | set(map(_bare, each_known.names))
    return Scrubber(
        tokens={form: token for form, token in tokens.items() if form not in kept},
        guarded=frozenset(f for f in tokens if _SHORT.fullmatch(f) or f in _known_words().words),
        kept=frozenset(kept - {""}),
        fields=_known_words().people,
        languages=config.languages,
    )


@cache
def _known_words() -> Vocabulary:
    """Words that journals are written with: a handle that is one of them is also something else."""
    found = vocabulary((Head, Config, *(kind.record for kind in KINDS.values())))
    kinds = {word for kind in KINDS.values() for word in (kind.name, kind.folder, kind.bulk)}
    return replace(
        found, words=found.words | kinds | {*_WRITTEN.split(), *LedgerRow.__struct_fields__}
    )


def _unknown(each: Somebody, names: frozenset[str]) -> Iterator[Problem]:
    if not each.is_known and not each.line.names and not each.line.handles:
        message = f"nobody in the people table is called '{each.line.id}'"
        hint = did_you_mean(_bare(each.line.id), names)
        hint = hint or f"if they are gone from it, add names: {{id: {each.line.id}, names: […]}}"
        yield Problem(each.place, "unknown-person", message, hint, Severity.WARNING)


def _doubtful(each: Somebody, scrubber: Scrubber) -> Iterator[Problem]:
    """Names that cannot be told from others, or from other words."""
    for form in sorted(each.ids | each.names):
        if form not in scrubber.tokens:
            message = f"'{form}' is also the name of somebody who stays"
            hint = "it is left as it is; look yourself where it means the one who is forgotten"
            yield Problem(each.place, "shared-name", message, hint, Severity.WARNING)
        elif form in scrubber.guarded:
            message = f"'{form}' is also a word that journals are written with"
            hint = (
                f"it is taken out where it names a person, as '@{form}'; look for others yourself"
            )
            yield Problem(each.place, "forgotten-word", message, hint, Severity.WARNING)
