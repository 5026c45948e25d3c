"""`friday.yaml`: what a journal decides once, as a record. Holds no live object."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property
from pathlib import Path
from posixpath import normpath
from typing import Annotated, Literal
from urllib.parse import quote, unquote, urlsplit

from pydantic import AfterValidator, Field

from generator.kinds.consent import ConsentText, unlike
from generator.kinds.credit import RoleWord
from generator.kinds.recognition import (
    DEFAULT_LEVELS,
    Boards,
    Level,
    Points,
    Privilege,
    contradictions,
)
from generator.kinds.table import KINDS, SCHEMES
from generator.markup.yaml_text import load
from generator.model.cadence import Cadence, Day
from generator.model.fields import Context, Flag, Instant, Line, Many, Names, Record, Text, Url
from generator.model.rhythms import contradictions as rhythm_contradictions
from generator.model.sources import Directive, Sources
from generator.model.submission import Intake
from generator.model.target import TargetName, TargetOptions
from generator.model.validation import Fields, problem_of, validate
from generator.model.zones import ZoneName, name_at, zone_of
from generator.problems import Location, Problem, Severity, did_you_mean

FILE = "friday.yaml"
TRANSLATED: Mapping[str, str] = {
    "title": "titles",
    "tagline": "taglines",
    "notice": "notices",
    "publisher": "publishers",
    "rights": "rights_in",
}
"""Options that readers see, and beside each the option that says it in other languages."""

Dialect = Literal["gfm", "python-markdown"]

_LANG = re.compile(r"^[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_AUTHORITY = re.compile(r"^[a-z0-9][a-z0-9.-]*(@[a-z0-9.-]+)?,\d{4}(-\d\d(-\d\d)?)?$")


def _base_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise ValueError(
            "it is the whole address of the site, such as https://example.org/journal/"
        )
    if not parts.hostname:
        raise ValueError("the host is missing: https://example.org/journal/")
    path = quote(unquote(parts.path).rstrip("/") + "/", safe="/-._~!$&'()*+,;=:@")
    return f"{parts.scheme}://{parts.netloc}{path}"


def _languages(values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if not _LANG.match(value):
            raise ValueError(f"'{value}' is no language code, such as zh-CN or en")
        if [other.lower() for other in values].count(value.lower()) > 1:
            raise ValueError(f"'{value}' stands twice in the list")
    if not values:
        raise ValueError("name at least one language")
    return values


def _authority(value: str) -> str:
    if not _AUTHORITY.match(value):
        raise ValueError("it is a domain you own and a date you owned it: example.org,2026")
    return value


def _folder(value: str) -> str:
    if not value or value.startswith(("/", "\\")) or ".." in Path(value).parts:
        raise ValueError("it is a folder inside the project")
    return value.strip("/")


def _file(value: str) -> str:
    if not value or value.startswith(("/", "\\")) or ".." in Path(value).parts:
        raise ValueError("it is a file inside the project, such as CHANGELOG.md")
    return value


def _kinds(values: tuple[str, ...]) -> tuple[str, ...]:
    listed = [name for name, kind in KINDS.items() if kind.listed]
    for n, value in enumerate(values):
        if value not in listed:
            raise ValueError(f"'{value}' is no kind with a list; there are {', '.join(listed)}")
        if value in values[:n]:
            raise ValueError(f"'{value}' stands twice in the list")
    return values


def _cards(values: tuple[str, ...]) -> tuple[str, ...]:
    if values in {("no",), ("false",)}:
        return ()
    for value in values:
        if value not in KINDS:
            hint = did_you_mean(value, KINDS) or f"there are {', '.join(KINDS)}"
            raise ValueError(f"'{value}' is no kind; {hint}")
    return values


Folder = Annotated[str, AfterValidator(_folder)]


class Config(Record):
    """Everything that a journal can configure."""

    title: Line = Field(description="name of the journal")
    tagline: Text = Field(default="", description="one sentence below the name")
    titles: dict[str, Line] = Field(default={}, description="the name in other languages")
    taglines: dict[str, Text] = Field(default={}, description="the sentence in other languages")
    base_url: Annotated[str, AfterValidator(_base_url)] = Field(
        description="whole address of the site, with its path if it has one"
    )
    authority: Annotated[str, AfterValidator(_authority)] | None = Field(
        default=None,
        description="domain and date for permanent feed ids (RFC 4151); never change it",
    )
    languages: Annotated[Names, AfterValidator(_languages)] = Field(
        default=("en",), description="languages of the journal, the main one first"
    )
    timezone: ZoneName = Field(default="UTC", description="time zone of dates that name none")
    timezones: dict[Day, ZoneName] = Field(
        default={}, description="days from which on it is another one, because the team moved"
    )
    cadences: Many[Cadence] = Field(
        default=(), description="rhythms in which a kind or a series of entries appears"
    )
    content: Folder = Field(default="content", description="folder of the journal's files")
    output: Folder = Field(default="site", description="folder the site is written to")
    theme: Line = Field(default="default", description="theme: default, or a folder in themes/")
    dialect: Dialect = Field(default="gfm", description="Markdown dialect: gfm or python-markdown")
    dialects: dict[str, Dialect] = Field(
        default={}, description="other Markdown dialects, by folder of the content"
    )
    page_size: Annotated[int, Field(ge=1, le=500)] = Field(
        default=20,
        description="entries on one page of a list; the first of a list by date has about as many",
    )
    feed_size: Annotated[int, Field(ge=1, le=200)] = Field(
        default=20, description="items in a feed document, at least"
    )
    notice: Text = Field(default="", description="a sentence shown on every page")
    notices: dict[str, Text] = Field(default={}, description="that sentence in other languages")
    publisher: Line | None = Field(default=None, description="who publishes the journal")
    publishers: dict[str, Line] = Field(default={}, description="that name in other languages")
    rights: Text = Field(default="", description="copyright or licence of the texts")
    rights_in: dict[str, Text] = Field(default={}, description="that sentence in other languages")
    hub: Url | None = Field(default=None, description="WebSub hub that the feeds name")
    source: Url | None = Field(default=None, description="where the journal's files can be seen")
    targets: dict[TargetName, TargetOptions] = Field(
        default={}, description="places that 'friday publish' sends the site to, by name"
    )
    publish_to: Line | None = Field(
        default=None, description="the target that is meant when none is named; else the only one"
    )
    renotify: Annotated[int, Field(ge=0, le=100_000)] = Field(
        default=5, description="how many old items a publish may show readers of a feed as new"
    )
    csp: dict[Directive, Sources] = Field(
        default={}, description="directives of the Content-Security-Policy that differ from ours"
    )
    search: Flag = Field(default=True, description="no: no search page and no index")
    robots: Flag = Field(default=True, description="no: ask search engines to stay away")
    cards: Annotated[Many[Line], AfterValidator(_cards)] = Field(
        default=tuple(name for name, kind in KINDS.items() if kind.card),
        description="kinds whose entries have share cards; no: none at all",
    )
    share: Flag = Field(
        default=True, description="no: leave out what helps to pass a page on, QR codes too"
    )
    points: dict[RoleWord, Points] = Field(
        default={},
        description="what one piece of evidence of a role is worth, where it is not as usual",
    )
    levels: Many[Level] = Field(
        default=DEFAULT_LEVELS, description="levels of people, the first one first; none: no levels"
    )
    privileges: Many[Privilege] = Field(default=(), description="what a level or a condition earns")
    boards: Boards = Field(default=Boards(), description="what the boards of months and years show")
    founding_until: Instant | None = Field(
        default=None, description="whoever contributed before is a founding member"
    )
    bots: Many[Line] = Field(
        default=(),
        description="names of programs and AI tools that get no credit, besides known ones",
    )
    intake: Intake = Field(
        default=Intake(), description="where what people send in lies until somebody decides"
    )
    consents: Many[ConsentText] = Field(
        default=(), description="versions of the text that people agree to who send something in"
    )
    stale_days: Annotated[int, Field(ge=1, le=3650)] = Field(
        default=60, description="days after which a suggestion that nothing happened to is stale"
    )
    overdue: Literal["error", "warning"] = Field(
        default="error",
        description="what a promise is that is overdue and of which nobody says why it is late",
    )
    changelog: Annotated[str, AfterValidator(_file)] | None = Field(
        default=None, description="a changelog in the project that is read as releases"
    )
    menu: Annotated[Many[Line], AfterValidator(_kinds)] = Field(
        default=("diary", "release", "suggestion", "story"),
        description="kinds whose lists stand in the menu, in order",
    )

    @property
    def main_language(self) -> str:
        """The language at the root of the site."""
        return self.languages[0]

    @cached_property  # asked for a dozen times for each entry, as the next is
    def zone(self) -> tzinfo:
        """The time zone of the journal, which changes where the team moves."""
        return zone_of(self.timezone, tuple(sorted(self.timezones.items())))

    def zone_name(self, at: datetime) -> str:
        """IANA name of the time zone that the journal has at an instant."""
        return name_at(self.zone, at)

    @cached_property
    def base_path(self) -> str:
        """Path part of the site's address, beginning and ending with `/`."""
        return urlsplit(self.base_url).path

    @property
    def tag_authority(self) -> str:
        """What feed ids begin with: the configured authority, else the site's host."""
        return self.authority or f"{urlsplit(self.base_url).hostname},2026"

    def dialect_of(self, folder: str) -> str:
        """Dialect of a file in `folder` (relative to the content folder): the nearest rule's."""
        parts = folder.split("/")
        for n in range(len(parts), 0, -1):
            for name in ("/".join(parts[:n]), "/".join(parts[:n]) + "/"):
                if name in self.dialects:
                    return self.dialects[name]
        return self.dialect

    def in_language(self, option: str, lang: str) -> str:
        """An option of `TRANSLATED` in a language; the main text where it is not translated."""
        for name, text in getattr(self, TRANSLATED[option]).items():
            if self.language(name) == lang:
                return str(text)
        return str(getattr(self, option) or "")

    def rank(self, lang: str) -> int:
        """Place of a language among those of the journal, the main one's 0; others come last."""
        return self.languages.index(lang) if lang in self.languages else len(self.languages)

    def language(self, word: str) -> str:
        """A language as the journal spells it: `zh` is its `zh-CN`; empty if it has no such one."""
        said = word.lower()
        exact = (known for known in self.languages if known.lower() == said)
        short = (known for known in self.languages if known.lower().split("-")[0] == said)
        return next(exact, None) or next(short, "")

    def context(self, dialect: str = "") -> Context:
        """What the conversion of fields needs to know."""
        return Context(self.zone, dialect or self.dialect, SCHEMES)


def read(
    text: str, file: str = FILE, changes: Mapping[str, str] | None = None
) -> tuple[Config | None, list[Problem]]:
    """The configuration in a `friday.yaml`, or None and every problem of it.

    Args:
        changes: options from the command line, which outweigh the file; a mistake in one is placed
            at the option, such as `--base-url`.
    """
    located = load(text)
    problems = [problem_of(file, finding) for finding in located.findings]
    if not isinstance(located.tree, dict):
        nothing = Problem(Location(file, 1), "config", "the file holds no options", "title: …")
        return None, problems or [nothing]
    given = changes or {}
    places = {path: Location(file, line) for path, line in located.lines.items()}
    options: dict[tuple[str | int, ...], Location] = {
        (name,): Location(f"--{name.replace('_', '-')}") for name in given
    }
    fields = Fields({**located.tree, **given}, {**places, **options})
    config, wrong = validate(Config, fields, Context(_zone_in(fields.tree)))
    if config:
        wrong = [*wrong, *_unknown_names(config, fields), *_rules(config, fields)]
        wrong += [*_unknown_target(config, fields), *_rhythms(config, fields)]
        wrong += _folders_of_targets(config, fields)
    problems += wrong
    fails = any(problem.severity is Severity.ERROR for problem in problems)
    return (None if fails else config), problems


def _zone_in(tree: Mapping[str, object]) -> tzinfo:
    """The time zone of dates in the options themselves."""
    moves = tree.get("timezones")
    named = moves.items() if isinstance(moves, dict) else ()
    try:
        days = sorted((date.fromisoformat(day), str(name)) for day, name in named)
        return zone_of(str(tree.get("timezone") or "UTC").strip(), tuple(days))
    except (TypeError, ValueError):
        return UTC  # what is wrong with it is said by its own field


def _unknown_names(config: Config, fields: Fields) -> Iterator[Problem]:
    """Languages that the journal has not, and folders of no kind, as names of options."""
    for option in TRANSLATED.values():
        for lang in getattr(config, option):
            if not config.language(lang):
                known = ", ".join(config.languages)
                message = f"'{lang}' is no language of this journal, which has {known}"
                yield Problem(fields.at((option, lang)), "unknown-language", message)
    folders = [kind.folder for kind in KINDS.values()]
    for folder in config.dialects:
        if folder.split("/")[0] not in folders:
            message = f"'{folder}' is no folder of entries"
            hint = did_you_mean(folder, folders) or f"folders are {', '.join(folders)}"
            yield Problem(fields.at(("dialects", folder)), "unknown-folder", message, hint)


def _unknown_target(config: Config, fields: Fields) -> Iterator[Problem]:
    """The target that is meant when none is named, if there is no such target."""
    if config.publish_to is not None and config.publish_to not in config.targets:
        message = f"there is no target '{config.publish_to}'"
        hint = did_you_mean(config.publish_to, config.targets)
        hint = hint or f"targets are {', '.join(config.targets) or 'none'}"
        yield Problem(fields.at(("publish_to",)), "unknown-target", message, hint)


def _folders_of_targets(config: Config, fields: Fields) -> Iterator[Problem]:
    """Targets that lie among the journal's own files, which a publish would be mixed up with."""
    own = {config.content, config.output, "themes", "locales", ".git", ".friday"}
    for name, target in config.targets.items():
        path = normpath(target.folder or "")
        for folder in sorted(own):
            if target.folder and f"{path}/".startswith(f"{normpath(folder)}/"):
                message = f"the target '{name}' lies in '{folder}', among the journal's own files"
                hint = "name a folder of its own, such as ../public"
                yield Problem(fields.at(("targets", name)), "bad-target", message, hint)


def _rhythms(config: Config, fields: Fields) -> Iterator[Problem]:
    """What contradicts itself in the cadences."""
    fed = [name for name, kind in KINDS.items() if kind.in_feed]
    for found in rhythm_contradictions(config.cadences, config.zone, fed):
        place = fields.at(("cadences", *found.path))
        yield Problem(place, "bad-cadence", found.message, found.hint, found.severity)


def _rules(config: Config, fields: Fields) -> Iterator[Problem]:
    """What contradicts itself in levels and privileges, and titles in languages of no page."""
    for path, message, hint in contradictions(config.levels, config.privileges):
        yield Problem(fields.at(path), "bad-rules", message, hint)
    for number, option, message in unlike(config.consents):
        yield Problem(fields.at(("consents", number, option)), "bad-consent", message)
    for option in ("levels", "privileges", "cadences", "consents"):
        for number, rule in enumerate(getattr(config, option)):
            for lang in rule.titles:
                if not config.language(lang):
                    known = ", ".join(config.languages)
                    message = f"'{lang}' is no language of this journal, which has {known}"
                    place = fields.at((option, number, "titles", lang))
                    yield Problem(place, "unknown-language", message)
