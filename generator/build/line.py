"""The straight line: content → entries → journal → plan → pages → site.

Problems pass two gates: one when everything has been read, checked and laid out, one after the
finished pages were proofread. The site is touched last: what is printed waits beside it until then.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.build.edition import Edition, Options
from generator.build.printing import Printer, print_site
from generator.build.words import ThemeWords
from generator.config import FILE, Config
from generator.config import read as read_config
from generator.journal.checks import check
from generator.journal.journal import Journal, gather
from generator.pages.artefact import Artefact
from generator.pages.layout import Extras, lay_out
from generator.pages.plan import Plan
from generator.problems import Location, Problem, gate
from generator.publish.commit import Commit
from generator.reader.read import Means, read
from generator.render import theme as themes
from generator.render.theme import Theme
from generator.workshop.cache import Cache

PRIVATE = ".friday"


@dataclass(frozen=True, slots=True)
class Draft:
    """A project read, checked and laid out; nothing is rendered yet.

    Attributes:
        problems: everything found so far; errors among them mean that `plan` must not be printed.
    """

    config: Config
    journal: Journal
    plan: Plan
    theme: Theme
    problems: tuple[Problem, ...]


def build(project: Path, *, at: datetime, options: Options) -> Edition:
    """Build the site of a project as it is at an instant.

    Raises:
        ProblemsFound: the authors have something to mend; the site is as it was.
        NotCommitted: the output folder cannot be written; it is as it was.
    """
    with Cache(project / PRIVATE / "cache.sqlite") as cache:
        draft = _draft(project, at, options, cache)
        gate(draft.problems, strict=options.strict)
        site = options.output or project / draft.config.output
        with Commit(site, adopt=options.adopt, wait_seconds=options.wait_seconds) as commit:
            printer = Printer(project, cache, options, commit.add)
            print_site(printer, draft.config, draft.plan, draft.theme)
            problems = gate((*draft.problems, *printer.problems), strict=options.strict)
            committed = commit.finish()
    return Edition.of(site, printer.pages, committed, len(draft.journal.hidden), problems)


def proofread(project: Path, *, at: datetime, options: Options) -> tuple[Problem, ...]:
    """The warnings of a project whose site could be built; nothing is written but the cache.

    Raises:
        ProblemsFound: the authors have something to mend.
    """
    with Cache(project / PRIVATE / "cache.sqlite") as cache:
        draft = _draft(project, at, options, cache)
        gate(draft.problems, strict=options.strict)
        printer = Printer(project, cache, options, _unwritten)
        print_site(printer, draft.config, draft.plan, draft.theme)
        return gate((*draft.problems, *printer.problems), strict=options.strict)


def _unwritten(_artefact: Artefact) -> None:
    """Nothing is written."""


@contextmanager
def drafted(project: Path, *, at: datetime, options: Options) -> Iterator[Draft]:
    """A project read, checked and laid out, for commands that write no site.

    Raises:
        ProblemsFound: the configuration cannot be read.
    """
    with Cache(project / PRIVATE / "cache.sqlite") as cache:
        yield _draft(project, at, options, cache)


def configuration(project: Path, options: Options) -> Config:
    """The configuration of a project with what the command line changes.

    Raises:
        ProblemsFound: there is none, or it has mistakes.
    """
    file = project / FILE
    if not file.is_file():
        hint = "go to the journal's folder, or make one: friday init FOLDER"
        gate([Problem(Location(FILE), "no-config", "there is no such file here", hint)])
    changes = {"base_url": options.base_url} if options.base_url else {}
    text = file.read_text(encoding="utf-8", errors="replace")
    config, problems = read_config(text, changes=changes)
    gate(problems)
    if config is None:
        raise RuntimeError("a configuration without problems is a configuration")
    return config


def _draft(project: Path, at: datetime, options: Options, cache: Cache) -> Draft:
    config = configuration(project, options)
    theme, problems = themes.load(project, config.theme, config.languages)
    reading = read(project, config, Means(cache, options.jobs, options.progress))
    journal, people = gather(reading.entries, config, at)
    assets = tuple(path for path, _ in theme.assets())
    extras = Extras(reading.static, reading.files, assets)
    plan, routes = lay_out(journal, extras, ThemeWords(theme))
    found = (*problems, *reading.problems, *people, *check(journal, reading.broken), *routes)
    return Draft(config, journal, plan, theme, found)
