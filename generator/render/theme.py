"""A theme: templates, static files and catalogues that turn views into pages.

The one door of jinja2. A theme is a folder `themes/NAME` of the project with `templates/`,
`static/` and `locales/`; what it does not have is taken from the default theme. A template that
overrides another may extend it under the prefix `default:`.
"""

import hashlib
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from pathlib import Path
from traceback import walk_tb

from jinja2 import (
    BaseLoader,
    Environment,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateRuntimeError,
    pass_context,
)
from jinja2.runtime import Context
from msgspec import Struct, field
from msgspec.structs import asdict, replace

from generator.pages.digest_views import DigestView
from generator.pages.form_views import FormNotice, FormPage
from generator.pages.letter_views import LetterView
from generator.pages.views import View
from generator.problems import Location, Problem, did_you_mean
from generator.render.assets import Asset, assets
from generator.render.compiling import Mention
from generator.render.environment import TEXTS, bare_environment
from generator.render.phrases import phrases
from generator.render.strings import Strings, strings
from generator.render.template_code import Code, Text, all_compiled, compiled

DEFAULT = "default"
PREFIX = f"{DEFAULT}:"
"""What a template puts before a name to reach the default theme's own."""

_ENDINGS = frozenset({".html", ".svg", ".xml", TEXTS})
_PACKAGE = Path(__file__).resolve().parents[1]

# What a template may do wrong while it is filled in, beside jinja2's own errors.
_MISTAKES = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class TemplateFault(Exception):
    """A template cannot be filled in; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class Source(Struct, frozen=True):
    """A template as it was found.

    Attributes:
        label: its file as problems name it: relative to the project, or `default:NAME`.
        compiled: what became of it; None if it has a mistake.
        names: templates that it names; None among them stands for one that an expression names.
        shipped: whether it comes with the program.
    """

    label: str
    text: str
    compiled: Code | None = None
    names: frozenset[str | None] = frozenset()
    shipped: bool = False


class Theme(Struct, frozen=True):
    """A theme that is ready to render."""

    _sources: Mapping[str, Source]
    _files: tuple[Asset, ...]
    _strings: Mapping[str, Strings]
    _environments: Mapping[str, Environment]
    _writers: Mapping[str, Environment]
    _origin: tuple[Path, str, tuple[str, ...]]
    _digests: MutableMapping[tuple[str, str], str] = field(default_factory=dict)

    def __reduce__(self) -> tuple[Callable[..., "Theme"], tuple[Path, str, tuple[str, ...]]]:
        """A process that was not forked loads it itself: compiled templates cannot travel."""
        return _again, self._origin

    def render(
        self,
        template: str,
        view: View | LetterView | DigestView | FormPage | FormNotice,
        lang: str,
        tools: Mapping[str, Callable[..., object]] | None = None,
    ) -> str:
        """A page: the template filled in with the fields of the view.

        Args:
            tools: what this template can call beside the functions of all templates.

        Raises:
            TemplateFault: the template asks for what there is not, or fails otherwise.
        """
        values = asdict(view)
        values |= tools or {}
        texts = template.endswith(TEXTS)
        environments = self._writers if texts else self._environments
        try:
            return environments[lang].get_template(template).render(values)
        except _MISTAKES as error:
            raise TemplateFault(self._problem(template, error)) from error

    def digest(self, template: str, lang: str) -> str:
        """Changes when a template that it can reach, a message or a static file changes.

        A template that names another by an expression can reach all of them.
        """
        key = (template, lang)
        if key not in self._digests:
            names = sorted(_reachable(template, self._sources))
            parts = [(name, self._sources[name].text) for name in names]
            known = [asset.path for asset in self._files]
            said = self._strings[lang].digest
            self._digests[key] = hashlib.sha256(repr((parts, known, said)).encode()).hexdigest()
        return self._digests[key]

    def template_for(self, wanted: str, fallback: str) -> str:
        """`wanted` if the theme has such a template, else `fallback`."""
        return wanted if wanted in self._sources else fallback

    def assets(self) -> tuple[tuple[str, bytes], ...]:
        """Static files: path in the site, which names its content, and the content."""
        return tuple((asset.path, asset.content) for asset in self._files)

    def label(self, template: str) -> str:
        """A template's file as problems name it."""
        return self._sources[_resolved(template, self._sources)].label

    def static(self, name: str) -> bytes | None:
        """The content of a file of `static/`; None if there is no such file."""
        return next((asset.content for asset in self._files if asset.name == name), None)

    def strings(self, lang: str) -> Strings:
        """What the program says in a language."""
        return self._strings[lang]

    def _problem(self, template: str, error: Exception) -> Problem:
        labels = {source.label for source in self._sources.values()}
        found = Location(template)
        for frame, line in walk_tb(error.__traceback__):
            if frame.f_code.co_filename in labels:
                found = Location(frame.f_code.co_filename, line)
        absent = str(error.message) if isinstance(error, TemplateNotFound) else ""
        return Problem(
            found, "template", _sentence(error), did_you_mean(absent, sorted(self._sources))
        )


def load(project: Path, name: str, languages: Sequence[str]) -> tuple[Theme, list[Problem]]:
    """The theme that a journal asks for, and everything that is wrong with it.

    Args:
        project: folder of the journal, which may hold `themes/` and `locales/`.
        name: a folder in `themes/`, or `default`.
        languages: languages (BCP 47) that pages are rendered in.
    """
    folders, problems = _folders(project, name)
    sources, unread = _sources(project, folders)
    files, wrong = assets([folder / "static" for folder in folders])
    problems += [*unread, *wrong]
    ready, found = _compiled(sources)
    problems += found
    places = [folder / "locales" for folder in (*reversed(folders), project)]
    said: dict[str, Strings] = {}
    for lang in languages:
        said[lang], found = strings(lang, places, project)
        problems += found
    known = {asset.name: asset.path for asset in files}
    environments = {lang: _environment(said[lang], ready, known) for lang in languages}
    writers = {lang: _writer(said[lang], ready) for lang in languages}
    origin = (project, name, tuple(languages))
    return Theme(ready, files, said, environments, writers, origin), problems


def _again(project: Path, name: str, languages: tuple[str, ...]) -> Theme:
    return load(project, name, languages)[0]


def shipped() -> Path:
    """Folder of the themes that come with the program: inside a wheel, or beside the package."""
    inside = _PACKAGE / "_themes"
    return inside if inside.is_dir() else _PACKAGE.parent / "themes"


def _folders(project: Path, name: str) -> tuple[list[Path], list[Problem]]:
    """Folders of a theme, its own before that of the default theme."""
    default = shipped() / DEFAULT
    own = project / "themes"
    known = {folder.name: folder for folder in sorted(own.glob("*")) if folder.is_dir()}
    mine = known.get(name, default)
    folders = [default] if mine.resolve() == default.resolve() else [mine, default]
    if name in {DEFAULT, *known}:
        return folders, []
    hint = (
        did_you_mean(name, sorted({DEFAULT, *known}))
        or f"themes are folders in themes/, or '{DEFAULT}'"
    )
    message = f"there is no theme '{name}'"
    return folders, [Problem(Location("friday.yaml"), "unknown-theme", message, hint)]


def _sources(project: Path, folders: Sequence[Path]) -> tuple[dict[str, Source], list[Problem]]:
    """All templates by name, overridden ones of the default theme under their prefix."""
    found: dict[str, Source] = {}
    problems: list[Problem] = []
    for folder in folders:
        top = folder / "templates"
        for file in sorted(path for path in top.rglob("*") if path.suffix in _ENDINGS):
            name = file.relative_to(top).as_posix()
            inside = file.is_relative_to(project)
            label = file.relative_to(project).as_posix() if inside else PREFIX + name
            free = name if name not in found else PREFIX + name
            text = file.read_bytes().decode("utf-8-sig", "replace")
            found[free] = Source(label, text, shipped=folder == shipped() / DEFAULT)
            if "\ufffd" in found[free].text:
                hint = "save the file as UTF-8"
                problems.append(Problem(Location(label), "encoding", "this is not UTF-8", hint))
    return found, problems


def _compiled(sources: Mapping[str, Source]) -> tuple[dict[str, Source], list[Problem]]:
    """All templates compiled once, for every language: what is said is looked up at run time."""
    texts = {name: Text(name, source.label, source.text) for name, source in sources.items()}
    ours = [name for name, source in sources.items() if source.shipped]
    made = dict(zip(ours, all_compiled(tuple(texts[name] for name in ours)), strict=True))
    whole: dict[str, Source] = {}
    problems: list[Problem] = []
    for name, source in sources.items():
        code = made.get(name) or compiled(texts[name])
        if isinstance(code, Problem):
            whole[name] = source
            problems.append(code)
        else:
            names = frozenset(mention.name for mention in code.mentions)
            whole[name] = replace(source, compiled=code, names=names)
            problems += _absent(code.mentions, source.label, sources)
    return whole, problems


def _absent(
    mentions: Sequence[Mention], label: str, sources: Mapping[str, Source]
) -> list[Problem]:
    """Templates that are named and do not exist."""
    return [
        Problem(
            Location(label, mention.line),
            "template",
            f"there is no template '{mention.name}'",
            did_you_mean(mention.name, sorted(sources)),
        )
        for mention in mentions
        if mention.name and mention.needed and _resolved(mention.name, sources) not in sources
    ]


def _resolved(name: str, sources: Mapping[str, Source]) -> str:
    """The name under which a template stands: without the prefix if nothing overrides it."""
    return name if name in sources else name.removeprefix(PREFIX)


def _reachable(template: str, sources: Mapping[str, Source]) -> set[str]:
    """Names of all templates that rendering `template` may use."""
    seen: set[str] = set()
    waiting = {template}
    while waiting:
        name = _resolved(waiting.pop(), sources)
        if name not in sources or name in seen:
            continue
        seen.add(name)
        names = sources[name].names
        waiting |= set(sources) if None in names else {other for other in names if other}
    return seen


class _Loader(BaseLoader):
    """Hands out templates that are already compiled."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.sources = sources

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, object] | None = None,  # noqa: A002 - jinja2's own name
    ) -> Template:
        source = self.sources.get(_resolved(name, self.sources))
        if source is None or source.compiled is None:
            raise TemplateNotFound(name)
        code = source.compiled.code
        return Template.from_code(environment, code, {} if globals is None else globals)


def _environment(
    said: Strings, sources: Mapping[str, Source], files: Mapping[str, str]
) -> Environment:
    """What renders pages of one language.

    Only functions know the language, because jinja2 computes filters of constants when it
    compiles, and templates are compiled once for all languages.
    """

    @pass_context
    def asset(context: Context, name: str) -> str:
        if name not in files:
            hint = did_you_mean(name, sorted(files))
            raise TemplateRuntimeError(f"there is no file '{name}' in static/; {hint}".rstrip("; "))
        return f"{context['site'].base_path}{files[name]}"

    environment = bare_environment(_Loader(sources))
    environment.globals.update(phrases(said))
    environment.globals["asset"] = asset
    return environment


def _writer(said: Strings, sources: Mapping[str, Source]) -> Environment:
    """What writes texts of one language, such as letters, in which nothing is escaped."""
    environment = bare_environment(_Loader(sources))
    environment.globals.update(phrases(said, plain=True))
    return environment


def _sentence(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no template '{error.message}'"
    if isinstance(error, TemplateError):
        return error.message or type(error).__name__
    return f"{type(error).__name__}: {error}"
