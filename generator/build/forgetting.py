"""Those who are forgotten: what was kept of them goes, and the finished site is searched for them.

The reader takes them out of what it reads. Here is the proof: a file of the site that still holds a
name or a handle of theirs stops the build.
"""

import ast
import hashlib
import io
import re
import shutil
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import chain
from pathlib import Path

import orjson
from msgspec import Struct, field

from generator.build import stamp
from generator.config import FILE as CONFIG
from generator.config import Config
from generator.config import read as read_config
from generator.pages import routes
from generator.pages.artefact import Artefact
from generator.pages.plan import Plan
from generator.problems import Location, Problem, Severity
from generator.reader.forgotten import FILE, ForgottenList, forgotten
from generator.reader.scrubber import Scrubber
from generator.render.theme import DEFAULT, shipped
from generator.workshop import cache as caches
from generator.workshop.cache import Cache
from generator.workshop.program import PACKAGE, fingerprint

_KEPT = "cache.sqlite", "pictures.sqlite"
_ENDINGS = "", "-journal", "-wal", "-shm"
_PREVIEW = "preview"
_MARK = "forgotten.txt"
_INLINE = re.compile(r"</?(?:strong|em|b|i|u|s|del|mark|sub|sup)(?:\s[^<>]*)?>")
_NO_WORDS = re.compile(rb";base64,[A-Za-z0-9+/=]+|\bd=\"[MmLlHhVvCcSsQqTtAaZz0-9eE\s.,+-]*\"")
"""Pictures inside pages, and the outlines of drawings: what letters they hold are none."""
_TERMS = re.compile(r"(^|/)terms/[0-9a-f]{12}\.json$")
_LONG_BYTES = 6  # shorter ones stand by chance in pictures and archives
_MEMBER_BYTES = 64 << 20


def purge(project: Path, private: Path) -> None:
    """Throw away what earlier builds kept if the list of the forgotten has changed since.

    What they kept may hold their names. Without a list, and without an earlier one, nothing is
    read.

    Args:
        private: folder of the project that holds it.
    """
    mark = private / _MARK
    if not (project / FILE).is_file() and not mark.is_file():
        return
    digest = _digest(project)
    if mark.is_file() and mark.read_text(encoding="ascii", errors="replace") == digest:
        return
    mark.unlink(missing_ok=True)
    throw_away(private)
    private.mkdir(parents=True, exist_ok=True)
    mark.write_text(digest, encoding="ascii")


def throw_away(private: Path) -> None:
    """Delete what earlier builds kept of entries and pictures; the next build makes it anew."""
    for name in stamp.NAMES:
        (private / name).unlink(missing_ok=True)
    for name in _KEPT:
        for ending in _ENDINGS:
            (private / f"{name}{ending}").unlink(missing_ok=True)
    shutil.rmtree(private / _PREVIEW, ignore_errors=True)


def _digest(project: Path) -> str:
    """SHA-256, hex, of everything that is looked for."""
    scrubber = listed(project).scrubber
    parts = (sorted(scrubber.tokens.items()), sorted(scrubber.guarded), sorted(scrubber.kept))
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def listed(project: Path) -> ForgottenList:
    """Who is to be forgotten, also while the configuration cannot be read."""
    file = project / CONFIG
    text = file.read_bytes().decode("utf-8-sig", "replace") if file.is_file() else ""
    config, _ = read_config(text)
    usual = {"title": "-", "base_url": "https://example.org/"}
    return forgotten(project, config or Config.model_validate(usual))


class Search(Struct):
    """Searches every finished file of a site for those who are forgotten.

    Attributes:
        sources: files of the project that files of the site are made from, where that is known.
        problems: what was found: an error for each file, and a warning for each name that cannot
            be searched for, because the default theme or the program says it as well.
    """

    forgotten: ForgottenList
    cache: Cache
    sources: Mapping[str, Location] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    words: frozenset[str] | None = None

    def before(self, take: Callable[[Artefact], None]) -> Callable[[Artefact], None]:
        """The same that takes files, and has them searched."""

        def searching(artefact: Artefact) -> None:
            self.look_at(artefact)
            take(artefact)

        return searching if self.forgotten.people else take

    def look_at(self, artefact: Artefact) -> None:
        """Search a file, its path and what it holds."""
        scrubber = self.forgotten.scrubber
        rules = repr((sorted(scrubber.tokens), sorted(scrubber.guarded), sorted(scrubber.kept)))
        key = caches.key("searched", fingerprint(), rules, artefact.path, artefact.content)
        if self.cache.get(key) is not None:
            return
        found = dict.fromkeys((*scrubber.forms(artefact.path), *_forms(artefact, scrubber)))
        for form in found:
            self._tell(artefact.path, form)
        if not found:
            self.cache.put(key, b"-")

    def _tell(self, path: str, form: str) -> None:
        if self.words is None:  # only asked once something is found
            self.words = _common(self.forgotten.scrubber)
        if form not in self.words:
            message = f"the site would still hold '{form}', who is forgotten, in '{path}'"
            hint = "take it out of what this file is made of, or give the file another name"
            place = self.sources.get(path, Location(FILE))
            self.problems.append(Problem(place, "not-forgotten", message, hint))
        elif form not in self.told:
            self.told.add(form)
            message = f"'{form}' is also a word of the theme or of this program"
            hint = "so the finished pages cannot be searched for it; look yourself"
            problem = Problem(Location(FILE), "forgotten-word", message, hint, Severity.WARNING)
            self.problems.append(problem)


def _forms(artefact: Artefact, scrubber: Scrubber) -> Iterator[str]:
    """The folded names that stand in a file, maybe more than once."""
    if artefact.content.startswith(b"PK\x03\x04"):
        yield from _packed_forms(artefact.content, scrubber)
    yield from _forms_in(artefact.path, artefact.content, scrubber)


def _packed_forms(content: bytes, scrubber: Scrubber) -> Iterator[str]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError):
        return
    with archive:
        for member in archive.infolist():
            yield from scrubber.forms(member.filename)
            if member.file_size <= _MEMBER_BYTES and not member.flag_bits & 1:
                with suppress(zipfile.BadZipFile, NotImplementedError, zlib.error, EOFError):
                    yield from _forms_in(member.filename, archive.read(member), scrubber)


def _forms_in(path: str, content: bytes, scrubber: Scrubber) -> Iterator[str]:
    if b"\0" in content:
        yield from _binary_forms(content, scrubber)
        return
    if _TERMS.search(path):
        content = b"\n".join(term.encode() for term in orjson.loads(content))
    plain = _NO_WORDS.sub(b"", content)
    text = plain.decode("utf-8", "replace")
    yield from scrubber.forms(text)
    joined = _INLINE.sub("", text)
    if joined != text:
        yield from scrubber.forms(joined)


def _binary_forms(content: bytes, scrubber: Scrubber) -> Iterator[str]:
    """Names in what is no text; short ones stand there by chance."""
    small = content.lower()
    for form in sorted(scrubber.tokens):
        written = {form.encode(), unicodedata.normalize("NFC", form).encode()}
        if any(len(each) >= _LONG_BYTES and each in small for each in written):
            yield form


def _common(scrubber: Scrubber) -> frozenset[str]:
    """Those of the names that stand on pages whoever is forgotten."""
    theme = shipped() / DEFAULT
    files = (file for file in sorted(theme.rglob("*")) if file.is_file())
    texts = chain(
        (file.read_bytes().decode("utf-8", "replace") for file in files), _program_texts()
    )
    return frozenset(form for text in texts for form in scrubber.forms(text))


def _program_texts() -> Iterator[str]:
    """What the program may write: its texts, without those that explain it."""
    for file in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(file.read_bytes())
        explained = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield "" if id(node) in explained else node.value
            elif isinstance(node, ast.arg | ast.Name):
                yield node.arg if isinstance(node, ast.arg) else node.id


def sources_of(plan: Plan) -> dict[str, Location]:
    """What files of the site are made from, where one file of the project is."""
    found = {routes.file_of(sheet.path): sheet.place for sheet in plan.sheets}
    found |= {copy.path: Location(copy.source) for copy in plan.copies}
    for sheet in plan.pictures:
        found |= {sheet.path + form.ending: Location(sheet.source) for form in sheet.forms}
    return found
