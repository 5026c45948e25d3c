"""Which pages have a share card and a QR code, and what stands on them (E4).

What a page says to those who share it is put on finished pages, whatever made them, so that no
page is forgotten.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct, field
from msgspec.structs import replace

from generator.config import Config
from generator.journal.visibility import may_appear
from generator.kinds.kind import Use
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.atlas import is_sent_in
from generator.pages.desk.entry_views import Desk, card
from generator.pages.plan import CARD_SIZE, Awaited, CardSheet, CodeSheet, Sheet
from generator.pages.sharing.structured import data_of
from generator.pages.values import Page, Picture, Share, Site
from generator.pages.views import CardView, EntryPage, ItemPage, RedirectPage

FOLDER = "/cards"
_TEMPLATE = "card.svg"
_PERSON = "person"
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")
"""Files that readers of Open Graph show; they show no SVG."""


class Sharing(Struct, frozen=True):
    """What helps to pass pages on, laid out page by page.

    Attributes:
        fonts: whether there is a font to write on cards with; without one there are none.
        of_sites: the pictures of whole sites, by language and title.
        cards: share cards to be drawn, by path.
        codes: QR codes to be drawn.
    """

    desk: Desk
    fonts: bool
    of_sites: dict[tuple[str, str], Picture] = field(default_factory=dict)
    cards: dict[str, CardSheet] = field(default_factory=dict)
    codes: list[CodeSheet] = field(default_factory=list)

    def dressed(self, sheets: Iterable[Sheet]) -> list[Sheet]:
        """The pages with their cards, what helps to pass them on, and what machines read of them.

        In whichever portions they come: what is drawn depends on their order alone.
        """
        return [_shared(self, sheet) for sheet in sheets]

    @property
    def config(self) -> Config:
        """The journal's configuration."""
        return self.desk.config

    def draws(self, entry: Entry) -> bool:
        """Whether an entry has a card of its own: its kind has, and whose words it is agreed."""
        wanted = self.fonts and entry.kind in self.config.cards
        return wanted and may_appear(entry, Use.CARDS)


def _shared(table: Sharing, sheet: Sheet) -> Sheet:
    view, entry = sheet.view, sheet.entry
    if isinstance(view, Awaited):
        if entry is None or (entry.kind == _PERSON and table.draws(entry)):
            return _shared(table, replace(sheet, view=view.make()))
        _code(table, entry)
        picture = _card(table, sheet, entry, view.site, None)
        make = partial(_made, table, entry, picture, view.make)
        return replace(sheet, view=Awaited(view.site, make, view.found))
    if isinstance(view, ItemPage | RedirectPage | CardView):
        return sheet
    if isinstance(view, EntryPage) and entry is not None:
        _code(table, entry)
        picture = _card(table, sheet, entry, view.site, view)
        return replace(sheet, view=_dressed(table, entry, picture, view))
    page = replace(view.page, card=_site_card(table, sheet, view.site))
    page = replace(page, data=tuple(data_of(table.desk, view, None, page)))
    return replace(sheet, view=replace(view, page=page))


def _made(
    table: Sharing, entry: Entry, picture: Picture | None, make: Callable[[], EntryPage]
) -> EntryPage:
    """A view that was awaited; what has to be drawn for it is known."""
    return _dressed(table, entry, picture, make())


def _dressed(table: Sharing, entry: Entry, picture: Picture | None, view: EntryPage) -> EntryPage:
    """The page of an entry with all that helps to pass it on."""
    page = replace(view.page, card=picture)
    page = replace(page, data=tuple(data_of(table.desk, view, entry, page)))
    share = _share(table, entry, view.site, page) if table.config.share else None
    return replace(view, page=page, share=share)


def _card(
    table: Sharing, sheet: Sheet, entry: Entry, site: Site, view: EntryPage | None
) -> Picture | None:
    """The picture of an entry's page: its own card, else its cover, else the card of the site.

    Args:
        view: None for a page that is awaited: it names no file, so that it has no cover.
    """
    if table.draws(entry):
        path = file_beside(table.config, entry, "png")
        return _drawn(table, path, _entry_view(table, entry, site, view), sheet)
    cover = view.entry.card.cover if view else None
    if cover and cover.url.lower().endswith(_PICTURES) and may_appear(entry, Use.CARDS):
        return cover
    return _site_card(table, sheet, site)


def _site_card(table: Sharing, sheet: Sheet, site: Site) -> Picture | None:
    if not (table.fonts and table.config.cards):
        return None
    known = table.of_sites.get((site.lang, site.title))
    if known is None:
        path = f"{routes.prefix(table.config, site.lang)}{FOLDER}/{site.lang.lower()}.png"
        own = replace(sheet, place=routes.OWN)
        known = _drawn(table, path, _site_view(table.config, site), own)
        table.of_sites[site.lang, site.title] = known
    return known


def _drawn(table: Sharing, path: str, view: CardView, sheet: Sheet) -> Picture:
    """A card that will be drawn; the site's is drawn once."""
    own = f"card_{view.kind}.svg" if view.kind else "card_site.svg"
    if path not in table.cards:
        table.cards[path] = CardSheet(path[1:], own, _TEMPLATE, view, sheet.place)
    width, height = CARD_SIZE
    return Picture(routes.href(table.config, path), view.title, width, height)


def file_beside(config: Config, entry: Entry, ending: str) -> str:
    """Path of a file about an entry: `/en/cards/diaries/first-light.png`."""
    start = routes.prefix(config, entry.lang)
    inside = routes.entry_path(config, entry).removeprefix(start).rstrip("/")
    return f"{start}{FOLDER}{inside}.{ending}"


def _entry_view(table: Sharing, entry: Entry, site: Site, view: EntryPage | None) -> CardView:
    """What stands on an entry's card; that of a person says more, which is on their page."""
    shown = view.entry.card if view else card(table.desk, entry, entry.lang)
    told_by = shown.facts.get("by")
    told = (told_by.title,) if hasattr(told_by, "title") else ()
    person = view if shown.kind == _PERSON else None
    dates = [knot.date for knot in person.thread if knot.date] if person else []
    return CardView(
        site=site,
        kind=shown.kind,
        label=shown.label,
        title=shown.title,
        summary=shown.summary,
        date=shown.date,
        facts=shown.facts,
        state=shown.state,
        people=tuple(link.title for link in shown.authors) or told,
        contributions=person.contributions if person else (),
        since=min(dates, default=None),
        home=_home(table.config),
        lang=shown.lang,
        headline=shown.headline,
    )


def _site_view(config: Config, site: Site) -> CardView:
    return CardView(
        site=site,
        kind="",
        label="",
        title=site.title,
        summary=site.tagline,
        date=None,
        facts={},
        state="",
        people=(),
        contributions=(),
        since=None,
        home=_home(config),
        lang=site.lang,
    )


def _home(config: Config) -> str:
    """The site's address as people say it: without its scheme and the last `/`."""
    return config.base_url.partition("://")[2].rstrip("/")


def _share(table: Sharing, entry: Entry, site: Site, page: Page) -> Share:
    say = partial(table.desk.words.say, entry.lang)
    values = {"title": entry.head.title, "site": site.title}
    named = say("“%(title)s” · %(site)s") % values
    path = _code_path(table, entry)
    return Share(
        url=page.canonical,
        title=entry.head.title,
        text=f"{named}\n{page.canonical}",
        qr=routes.href(table.config, path) if path else "",
        card=page.card if table.draws(entry) else None,
    )


def _code(table: Sharing, entry: Entry) -> None:
    """The QR code of an entry's page will be drawn."""
    path = _code_path(table, entry)
    if path and table.config.share:
        say = partial(table.desk.words.say, entry.lang)
        called = say("QR code of %(title)s") % {"title": entry.head.title}
        url = routes.absolute(table.config, routes.entry_path(table.config, entry))
        table.codes.append(CodeSheet(path[1:], url, called))


def _code_path(table: Sharing, entry: Entry) -> str:
    """Drawing a code takes longer than the page; of what strangers sent in there is too much."""
    return "" if is_sent_in(entry) else file_beside(table.config, entry, "svg")


def claims(cards: Sequence[CardSheet], codes: Sequence[CodeSheet]) -> Iterator[str]:
    """Files of the site that cards and codes need, each once.

    Pages that share an address would share these too, and are reported for it themselves.
    """
    wanted = [*(sheet.path for sheet in cards), *(sheet.path for sheet in codes)]
    yield from {path.casefold(): path for path in wanted}.values()
