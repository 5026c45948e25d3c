"""The straight line: content → entries → journal → plan → pages → site.

Problems pass two gates: one when everything has been read, checked and laid out, one after the
finished pages were proofread. The site is touched last: what is printed waits beside it until then.
"""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.build import shown
from generator.build.beginning import cached, configured
from generator.build.counting import counted
from generator.build.edition import Edition, Options
from generator.build.fonts import fonts_for, without_fonts
from generator.build.forgetting import Search, sources_of
from generator.build.packing import sizes
from generator.build.photos import measured
from generator.build.printing import Printer, begin, print_site
from generator.build.registering import register_of, with_authority
from generator.build.sources import sources
from generator.build.words import ThemeWords
from generator.config import Config
from generator.journal.cadence import scheduled
from generator.journal.checks import check
from generator.journal.instants import next_change
from generator.journal.journal import Journal, gather
from generator.journal.loop.loop import with_loop
from generator.journal.publications import registered
from generator.journal.recognition.recognise import with_recognition
from generator.model.publication import EMPTY, Register
from generator.pages import routes
from generator.pages.artefact import Artefact, Role, nowhere
from generator.pages.layout import Extras, begin_nothing, lay_out
from generator.pages.plan import Plan
from generator.problems import Location, Problem, gate
from generator.publish.commit import Commit
from generator.reader.forgotten import NOBODY, ForgottenList, forgotten
from generator.reader.parsed import UNMARKED, Marks
from generator.reader.read import Means, read
from generator.render import theme as themes
from generator.render.cards.fonts import FontBook
from generator.render.press import Early
from generator.render.theme import Theme
from generator.workshop import pool
from generator.workshop.ahead import Ahead
from generator.workshop.cache import Cache


class Draft(Struct, frozen=True):
    """A project read, checked and laid out; nothing is rendered yet.

    Attributes:
        problems: everything found so far; errors among them mean that `plan` must not be printed.
        forgotten: who is forgotten, and has been taken out of everything else.
        published: the register as the last publish left it; `journal.register` is that of now.
        marks: how the files were read.
    """

    config: Config
    journal: Journal
    plan: Plan
    theme: Theme
    problems: tuple[Problem, ...]
    fonts: FontBook
    forgotten: ForgottenList = NOBODY
    published: Register = EMPTY
    marks: Marks = UNMARKED


def build(project: Path, *, at: datetime, options: Options) -> Edition:
    """Build the site of a project as it is at an instant.

    Raises:
        ProblemsFound: the authors have something to mend; the site is as it was.
        NotCommitted: the output folder cannot be written; it is as it was.
    """
    early: Early = Ahead()
    with cached(project) as cache, early:
        draft = _draft(project, at, options, cache, early)
        gate(draft.problems)
        site = options.output or project / draft.config.output
        gate(_misplaced(site, project, draft.config))
        with Commit(site, adopt=options.adopt, wait_seconds=options.wait_seconds) as commit:
            search = Search(draft.forgotten, cache, sources_of(draft.plan))
            take, whom = search.before(commit.add), draft.forgotten.scrubber
            keep = nowhere if draft.forgotten.people else commit.keep
            printer = Printer(project, cache, options, take, keep, scrubber=whom, early=early)
            printer.settle = commit.settle
            print_site(printer, draft.config, draft.plan, draft.theme, draft.fonts)
            found = (*draft.problems, *printer.problems, *search.problems)
            problems = gate(found, strict=options.strict)
            committed = commit.finish()
        texts = _texts(draft, printer, options)
    edition = Edition.of(site, printer.pages, committed, len(draft.journal.hidden), problems)
    return replace(
        edition,
        register=draft.journal.register,
        texts=texts,
        previews=draft.plan.previews,
        feeds=draft.plan.feeds,
        entries=frozenset(draft.journal.written),
        forgotten=draft.forgotten,
        next=next_change(draft.journal) if options.lasting else None,
        sources=sources(project, draft.config, options.fonts or ()),
    )


def _texts(draft: Draft, printer: Printer, options: Options) -> bytes:
    """What is kept of the texts that were shown; nothing where names have to be looked for."""
    if not options.lasting or draft.forgotten.people or options.preview_key:
        return b""
    texts = shown.shown_by(draft.plan, printer.made, printer.cache, draft.marks, draft.published)
    return shown.to_bytes(texts)


def proofread(project: Path, *, at: datetime, options: Options) -> tuple[Problem, ...]:
    """The warnings of a project whose site could be built; nothing is written but the cache.

    Raises:
        ProblemsFound: the authors have something to mend.
    """
    early: Early = Ahead()
    with cached(project) as cache, early:
        settings = dataclasses.replace(options, indexed=0, digested=False)
        draft = _draft(project, at, settings, cache, early)
        gate(draft.problems)
        search = Search(draft.forgotten, cache, sources_of(draft.plan))
        take, whom = search.before(_unwritten), draft.forgotten.scrubber
        keep = nowhere if draft.forgotten.people else _unwanted
        printer = Printer(project, cache, settings, take, keep, scrubber=whom, early=early)
        print_site(printer, draft.config, draft.plan, draft.theme, draft.fonts)
        found = (*draft.problems, *printer.problems, *search.problems)
        return gate(found, strict=options.strict)


def _misplaced(site: Path, project: Path, config: Config) -> Iterator[Problem]:
    """A site must not lie where the journal's own files are, nor around them."""
    there, root = site.resolve(), project.resolve()
    content = root / config.content
    if root.is_relative_to(there) or there.is_relative_to(content):
        hint = "name a folder of its own, such as site"
        message = "the site cannot be written among the journal's own files"
        yield Problem(Location(str(site)), "bad-output", message, hint)


def _unwritten(_artefact: Artefact) -> None:
    """Nothing is written."""


def _unwanted(_path: str, _digest: str, _role: Role) -> bool:
    """Nobody needs what was made before."""
    return True


@contextmanager
def drafted(project: Path, *, at: datetime, options: Options) -> Iterator[Draft]:
    """A project read, checked and laid out, for commands that write no site.

    Raises:
        ProblemsFound: the configuration cannot be read.
    """
    with cached(project) as cache:
        yield _draft(project, at, options, cache, None)


def _draft(
    project: Path, at: datetime, options: Options, cache: Cache, early: Early | None
) -> Draft:
    config, doubtful = configured(project, options)
    whom = forgotten(project, config)
    if whom.people:
        config, doubtful = configured(project, options, whom.scrubber)
    theme, problems = themes.load(project, config.theme, config.languages)
    reading = read(project, config, Means(cache, options.jobs, options.progress, whom))
    register, unreadable = register_of(project, options, whom.scrubber)
    config, authority = with_authority(config, register)
    entries, slots = scheduled(reading.entries, config, register, options.seen or at)
    journal, people = gather(entries, config, at, reading.ledger, reading.submissions)
    address = partial(routes.publication, config)
    journal, renamed = registered(register, journal, address, digested=options.digested)
    journal, votes = counted(project, journal, cache, whom.scrubber)
    journal = with_recognition(with_loop(journal))
    assets = tuple(path for path, _ in theme.assets())
    fonts = fonts_for(project, config, options)
    album, pictures = measured(project, reading, options, whom.scrubber)
    extras = Extras(
        reading.static,
        reading.files,
        assets,
        bool(fonts),
        album,
        sizes(project, reading.entries),
        options.preview_key,
        apart=pool.START == "fork",
    )
    starting = partial(begin, early, cache, options, theme) if early else begin_nothing
    plan, wrong = lay_out(journal, extras, ThemeWords(theme), starting)
    found = (
        *doubtful,
        *whom.problems,
        *problems,
        *without_fonts(config, options, fonts),
        *reading.problems,
        *pictures,
        *unreadable,
        *authority,
        *slots,
        *people,
        *renamed,
        *votes,
        *check(journal, reading.broken, reading.loose),
        *wrong,
    )
    return Draft(config, journal, plan, theme, found, fonts, whom, register, reading.marks)
