"""A plan becomes files, and the finished pages are proofread."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator.build.edition import Options
from generator.config import Config
from generator.markup.prose import Address
from generator.pages import routes
from generator.pages.artefact import Artefact, Role
from generator.pages.plan import Copy, Plan, Sheet
from generator.problems import Location, Problem, Severity
from generator.publish.proof import Broken, PageFacts, Reason, broken, inspect
from generator.render.feed_press import feed_files
from generator.render.feeds import opml
from generator.render.press import Press, Printed, Proof
from generator.render.theme import Theme
from generator.workshop.cache import Cache

_ITEM = "feed_item.html"


def printed(
    project: Path, config: Config, plan: Plan, theme: Theme, cache: Cache, options: Options
) -> tuple[list[Artefact], list[Problem]]:
    """Every file of the site, and what is wrong with templates, files and links."""
    press = Press(theme, cache, options.jobs, _facts, options.progress)
    problems: list[Problem] = []
    pages = list(press.pages([_proof(theme, sheet) for sheet in plan.sheets]))
    items = press.pages([Proof("", _ITEM, item.view, item.lang) for item in plan.items])
    contents = [_text(item, problems) for item in items]
    artefacts: list[Artefact] = []
    facts: list[PageFacts] = []
    for sheet, page in zip(plan.sheets, pages, strict=True):
        if isinstance(page, Problem):
            problems.append(page)
        else:
            artefacts.append(Artefact(routes.file_of(sheet.path), page.html, Role.PAGE))
            facts.append(PageFacts.from_json(page.notes))
    if problems:
        return artefacts, problems
    artefacts += feed_files(press, plan.feeds, contents)
    artefacts += _others(project, config, plan, theme, problems)
    return artefacts, [*problems, *_proofread(plan.sheets, facts, artefacts, config)]


def _proof(theme: Theme, sheet: Sheet) -> Proof:
    template = theme.template_for(sheet.template, sheet.fallback)
    lang = sheet.view.lang if hasattr(sheet.view, "lang") else sheet.view.site.lang
    return Proof(routes.file_of(sheet.path), template, sheet.view, lang)


def _facts(path: str, html: bytes) -> bytes:
    return inspect(path, html).to_json().encode()


def _text(item: Printed | Problem, problems: list[Problem]) -> str:
    if isinstance(item, Problem):
        problems.append(item)
        return ""
    return item.html.decode()


def _others(
    project: Path, config: Config, plan: Plan, theme: Theme, problems: list[Problem]
) -> Iterator[Artefact]:
    """Files that no template makes."""
    for path, content in theme.assets():
        yield Artefact(path, content, Role.ASSET)
    for copy in plan.copies:
        yield from _copied(project, copy, problems)
    for text in plan.texts:
        yield Artefact(text.path, text.content, Role.INDEX)
    yield Artefact("feeds.opml", opml(config.title, plan.opml), Role.INDEX)


def _copied(project: Path, copy: Copy, problems: list[Problem]) -> Iterator[Artefact]:
    try:
        content = (project / copy.source).read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        message = f"the file cannot be copied: {reason}"
        problems.append(Problem(Location(copy.source), "unreadable", message))
        return
    yield Artefact(copy.path, content, Role.ASSET)


_SAID = {
    Reason.MISSING_PAGE: ("broken-link", "'{url}' leads to no page of this site"),
    Reason.MISSING_ANCHOR: ("broken-anchor", "'{url}' leads to no heading or anchor there"),
    Reason.DUPLICATE_ID: ("duplicate-anchor", "two places of the page are called '{url}'"),
}


def _proofread(
    sheets: Sequence[Sheet],
    facts: Iterable[PageFacts],
    artefacts: Iterable[Artefact],
    config: Config,
) -> Iterator[Problem]:
    """A warning for each link that leads nowhere, at its line where that is known."""
    paths = {artefact.path for artefact in artefacts} | {"feeds.opml"}
    by_file = {routes.file_of(sheet.path): sheet for sheet in sheets}
    for found in broken(facts, paths, config.base_path, config.base_url):
        sheet = by_file[found.page]
        code, message = _SAID[found.reason]
        hint = "" if sheet.entry else f"on the page /{found.page}"
        place = _place(sheet, found)
        yield Problem(place, code, message.format(url=found.url), hint, Severity.WARNING)


def _place(sheet: Sheet, found: Broken) -> Location:
    """The line of the address in the entry's text; the entry's file if it is not found there."""
    if sheet.entry is None:
        return sheet.place
    for part in sheet.entry.prose.parts:
        if isinstance(part, Address) and found.url.endswith(part.url.lstrip("./")):
            return Location(sheet.place.file, part.line)
    return Location(sheet.place.file)
