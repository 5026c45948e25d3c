"""The digest of a journal: an entry that is public, made ready to be sent by others."""

from datetime import UTC, datetime
from email.headerregistry import Address
from pathlib import Path

from msgspec import Struct

from generator.build.edition import Options
from generator.build.line import Draft, drafted
from generator.model.entry import Entry
from generator.model.reference import Reference
from generator.pages import routes
from generator.pages.atlas import atlas
from generator.pages.digest_views import DigestView
from generator.pages.feed_ids import feed_id
from generator.pages.html import Html
from generator.pages.plan import ITEM
from generator.pages.views import ItemPage
from generator.problems import Location, Problem, ProblemsFound, Severity, did_you_mean, gate
from generator.render.digest import Envelope, Mail, mail
from generator.render.mail_text import mail_text
from generator.render.theme import TemplateFault

_DIARY = "diary"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Wish(Struct, frozen=True):
    """What to write.

    Attributes:
        entry: `kind:id`, or the id of a diary; empty for the newest diary.
        lang: language; empty for the main one.
        sender: who writes; None leaves that to whoever sends it.
        to: addresses of readers.
        unsubscribe: address to leave by; may be empty.
    """

    entry: str = ""
    lang: str = ""
    sender: Address | None = None
    to: tuple[Address, ...] = ()
    unsubscribe: str = ""


def digest(project: Path, *, at: datetime, options: Options, wish: Wish) -> Mail:
    """The mail of an entry that is public at an instant.

    Raises:
        ProblemsFound: the authors have something to mend, or there is no such public entry.
    """
    with drafted(project, at=at, options=options) as draft:
        gate([problem for problem in draft.problems if problem.severity is Severity.ERROR])
        lang = draft.config.language(wish.lang) or draft.config.main_language
        entry = _chosen(draft, wish.entry, lang)
        try:
            return mail(draft.theme, *_written(draft, entry, lang, wish))
        except TemplateFault as fault:
            raise ProblemsFound([fault.problem]) from fault


def _chosen(draft: Draft, name: str, lang: str) -> Entry:
    """The entry that is wished for, in a language if it is written in that."""
    known = atlas(draft.journal, lang)
    if not name:
        newest = next(iter(known.by_kind[_DIARY]), None)
        if newest is None:
            message = "there is no public diary"
            hint = "write one: friday new diary"
            raise ProblemsFound(
                [Problem(Location(draft.config.content), "no-entry", message, hint)]
            )
        return newest
    kind, colon, id_ = name.partition(":")
    reference = Reference(kind, id_) if colon else Reference(_DIARY, name)
    shown = draft.journal.shown(reference, lang)
    if shown is None:
        raise ProblemsFound([_missing(draft, reference)])
    return shown


def _missing(draft: Draft, reference: Reference) -> Problem:
    """Why there is nothing to send of an entry."""
    original = draft.journal.original(reference)
    if original is None:
        known = [str(each) for each in draft.journal.versions]
        message = f"there is no entry '{reference}'"
        place = Location(draft.config.content)
        return Problem(place, "no-entry", message, did_you_mean(str(reference), known))
    hidden = draft.journal.hidden[(reference, original.lang)]
    message = f"'{reference}' is not public"
    return Problem(original.location, "not-public", message, hidden.because)


def _written(draft: Draft, entry: Entry, lang: str, wish: Wish) -> tuple[DigestView, Envelope]:
    """What the templates see, and what stands on the mail."""
    config, item = draft.config, _item(draft, entry, lang)
    text = mail_text(draft.theme.render(ITEM, item, lang))
    here, shown = routes.prefix(config, lang), item.entry
    view = DigestView(
        lang=lang,
        journal=item.site.title,
        home=routes.absolute(config, f"{here}/"),
        publisher=item.site.publisher,
        title=entry.head.title,
        label=shown.card.label,
        date=shown.card.date,
        authors=tuple(author.title for author in shown.card.authors),
        url=shown.card.url,
        subscribe=routes.absolute(config, f"{here}/subscribe/"),
        unsubscribe=wish.unsubscribe,
        html=Html(text.html),
        text=text.plain,
        links=text.links,
    )
    name, date = feed_id(draft.journal, entry), shown.card.date or _NEVER
    authority = draft.journal.register.authority or config.tag_authority
    domain = _domain(name if name.startswith("tag:") else authority)
    return view, Envelope(name, domain, date, wish.sender, wish.to, wish.unsubscribe)


def _item(draft: Draft, entry: Entry, lang: str) -> ItemPage:
    """What feeds of a language show of an entry: every address in it is whole."""
    url = routes.absolute(draft.config, routes.entry_path(draft.config, entry))
    for item in draft.plan.items:
        if (item.lang, item.place) == (lang, entry.location):
            seen = item.seen
            if seen.entry.card.url == url:  # rows may share a line
                return seen
    message = f"'{entry.reference}' is in no feed, and so in no mail"
    hint = "choose an entry that feeds have"
    raise ProblemsFound([Problem(entry.location, "not-in-feeds", message, hint)])


def _domain(authority: str) -> str:
    """The domain in a permanent id, or in what ids begin with (RFC 4151, section 2.1)."""
    return authority.removeprefix("tag:").partition(",")[0]
