"""A certificate for everybody whose word or work went into what the team makes (D2)."""

from collections.abc import Iterator

from generator.journal.changes import changes_of
from generator.journal.merits import Merit
from generator.kinds.person import Person
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.desk.deeds import Work, deed
from generator.pages.desk.entry_views import Neighbours, entry_view
from generator.pages.frame import Tree
from generator.pages.people import known, titles
from generator.pages.people.profile import contributions
from generator.pages.plan import Sheet
from generator.pages.views import CertificatePage

MOST_DEEDS = 60
_TEMPLATE = "certificate.html"


def certificates(tree: Tree) -> Iterator[Sheet]:
    """The certificates of people who are described in the language of the tree."""
    for entry, person in known.described(tree):
        merit = known.merit_of(tree.desk, entry)
        if merit is not None and merit.evidence:
            yield _certificate(tree, entry, person, merit)


def address(tree: Tree, entry: Entry) -> str:
    """Address of a person's certificate; empty where there is none."""
    merit = known.merit_of(tree.desk, entry)
    if merit is None or not merit.evidence:
        return ""
    return routes.href(tree.config, routes.certificate_path(tree.config, entry))


def _certificate(tree: Tree, entry: Entry, person: Person, merit: Merit) -> Sheet:
    path = routes.certificate_path(tree.config, entry)
    dates = [date for each in merit.evidence if (date := tree.desk.local(each.when))]
    filling = tree.desk.filling(entry, tree.lang, on_own_page=False)
    said = tree.say("Certificate")
    title = f"{entry.head.title} · {said}"
    ranked = known.is_ranked(tree.desk, person)
    works = tuple(_works(tree, merit))
    view = CertificatePage(
        site=tree.site,
        page=tree.page(path, title, entry.head.summary, section=known.PERSON, noindex=True),
        person=entry_view(tree.desk, entry, Neighbours(), filling),
        contributions=contributions(tree.desk, entry),
        deeds=tuple(deed(tree.desk, work, tree.lang) for work in works[:MOST_DEEDS]),
        since=min(dates, default=None),
        until=max(dates, default=None),
        level=titles.level(tree.desk, merit.level, tree.lang) if ranked else None,
        founding=merit.founding,
    )
    return tree.sheet(path, _TEMPLATE, view)


def _works(tree: Tree, merit: Merit) -> Iterator[Work]:
    """The changes among the evidence, each once, the newest first."""
    given: set[int] = set()
    for evidence in merit.evidence:
        found = known.seen(tree.desk, evidence, tree.lang)
        if found is not None and found.anchor:
            change = changes_of(found.entry)[evidence.part]
            if id(change) not in given:
                given.add(id(change))
                yield Work(found.entry, change)
