"""A certificate for everybody whose word or work changed something (D2)."""

from collections.abc import Iterator

from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.desk.deeds import deed
from generator.pages.desk.entry_views import Neighbours, entry_view
from generator.pages.frame import Tree
from generator.pages.plan import Sheet
from generator.pages.views import CertificatePage

MOST_DEEDS = 60
_PERSON, _TEMPLATE = "person", "certificate.html"


def certificates(tree: Tree) -> Iterator[Sheet]:
    """The certificates of people who are described in the language of the tree."""
    for person in tree.atlas.by_kind[_PERSON]:
        if person.lang == tree.lang and tree.credited.of(person):
            yield _certificate(tree, person)


def address(tree: Tree, person: Entry) -> str:
    """Address of a person's certificate; empty where there is none."""
    if person.kind != _PERSON or not tree.credited.of(person):
        return ""
    return routes.href(tree.config, routes.certificate_path(tree.config, person))


def _certificate(tree: Tree, person: Entry) -> Sheet:
    path = routes.certificate_path(tree.config, person)
    works = tree.credited.of(person)
    dates = [date for work in works if (date := tree.desk.local(work.entry.head.date))]
    filling = tree.desk.filling(person, tree.lang, on_own_page=False)
    said = tree.say("Certificate")
    view = CertificatePage(
        site=tree.site,
        page=tree.page(
            path,
            f"{person.head.title} · {said}",
            person.head.summary,
            section=_PERSON,
            noindex=True,
        ),
        person=entry_view(tree.desk, person, Neighbours(), filling),
        contributions=tree.credited.contributions(person),
        deeds=tuple(deed(tree.desk, work, tree.lang) for work in works[:MOST_DEEDS]),
        since=min(dates, default=None),
        until=max(dates, default=None),
    )
    return tree.sheet(path, _TEMPLATE, view)
