"""Which forms the service has, and how each looks: read from the project by the ordinary build.

Only calls that name the service are here (`how: {form: …}`). The theme prints the pages; links to
the rest of the site have their whole address, because the service is another host.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from generator.build.beginning import configuration
from generator.build.edition import Options
from generator.build.line import Draft, drafted
from generator.build.words import ThemeWords
from generator.journal.instants import next_change
from generator.journal.loop.overdue import OVERDUE
from generator.kinds.call import Call, form_in
from generator.kinds.consent import ConsentText
from generator.kinds.kind import Use
from generator.markup import dialects
from generator.markup.prose import fill
from generator.model.entry import Entry
from generator.model.fields import Inline
from generator.model.form import FormField, Slot, SubmissionForm, worded
from generator.model.sent import form_address
from generator.pages import routes
from generator.pages.atlas import atlas
from generator.pages.desk.entry_views import Desk
from generator.pages.desk.filling import Filling
from generator.pages.desk.library import library
from generator.pages.form_views import (
    ChoiceView,
    ConsentView,
    FormNotice,
    FormPage,
    QuestionView,
)
from generator.pages.frame import Tree, tree
from generator.pages.html import NO_HTML, Html
from generator.pages.values import LanguageLink, Page
from generator.problems import Location, Problem, ProblemsFound, Severity, gate, shown
from generator.render.theme import Theme
from generator.service.frames import outside, whole
from generator.service.limits import MEGABYTE, Limits
from generator.service.watching import Look, look

_TEMPLATE = "form.html"
_NOTICE = "form_notice.html"


class Offer(Struct, frozen=True):
    """A call that has a form here.

    Attributes:
        pages: its page in each language, before anybody typed anything.
        consent: the text that people agree to; None if nothing becomes public.
    """

    id: str
    call: Call
    form: SubmissionForm
    pages: Mapping[str, FormPage]
    consent: ConsentText | None

    @property
    def signed(self) -> str:
        """What a form was opened for: the call, and the text that people agree to by it."""
        said = self.consent.model_dump_json() if self.consent else ""
        return f"{self.id}\n{said}"


class Catalogue(Struct, frozen=True):
    """Everything that the service shows.

    Attributes:
        root: path of the service, such as `/` or `/forms/`.
        secure: whether people reach it over https.
        take_part: address of the site's page of calls, by language; the main one stands first.
        notices: a page to say other things with, by language.
        files: the theme's files, by their path below the root.
        seen: how the files of the project lay before it was read.
        content: folder of its entries.
        until: when it is to be read anew, because something happens by itself; None for never.
    """

    root: str
    secure: bool
    take_part: Mapping[str, str]
    offers: Mapping[str, Offer]
    notices: Mapping[str, FormNotice]
    files: Mapping[str, bytes]
    until: datetime | None
    theme: Theme
    seen: Look
    content: str

    def page(self, view: FormPage | FormNotice) -> bytes:
        """A page, printed."""
        template = _TEMPLATE if isinstance(view, FormPage) else _NOTICE
        return self.theme.render(template, view, view.page.lang).encode("utf-8", "replace")

    def notice(self, lang: str, code: str) -> bytes:
        """A page that says one thing, printed."""
        return self.page(replace(self.notices[lang], code=code))

    def language(self, wanted: Iterator[str]) -> str:
        """The language of the site that suits a reader best; the main one if none does."""
        for tag in wanted:
            short = tag.lower().split("-")[0]
            exact = (lang for lang in self.notices if lang.lower() == tag.lower())
            near = (lang for lang in self.notices if lang.lower().split("-")[0] == short)
            found = next(exact, None) or next(near, None)
            if found:
                return found
        return next(iter(self.notices))


class Within(NamedTuple):
    """Where the service is, as readers see it: `https://forms.example.org`, and `/`."""

    origin: str
    root: str

    def path(self, *parts: str) -> str:
        """Path of a page of the service."""
        return urlsplit(form_address(f"{self.origin}{self.root}", *parts)).path


def catalogue(project: Path, at: datetime, limits: Limits, address: str = "") -> Catalogue:
    """The forms of a project as it is at an instant.

    Args:
        address: where people reach the service; empty for what the calls say.

    Raises:
        ProblemsFound: the authors have something to mend, or no call names a service.
    """
    content = configuration(project, Options()).content
    seen = look(project, content)
    with drafted(project, at=at, options=Options(jobs=1)) as draft:
        wrong = [problem for problem in draft.problems if problem.severity is Severity.ERROR]
        # An answer that is late is no reason to take nothing any more.
        gate([problem for problem in wrong if problem.code != OVERDUE])
        calls = list(_calls(draft))
        address = address or _one_address(calls, draft.config.content)
        parts = urlsplit(address)
        within = Within(f"{parts.scheme}://{parts.netloc}", f"{parts.path.rstrip('/')}/")
        desk = _desk(draft)
        trees = [tree(desk, atlas(draft.journal, lang)) for lang in draft.config.languages]
        return Catalogue(
            root=within.root,
            secure=parts.scheme == "https",
            take_part={
                each.lang: whole(each, each.site.take_part or each.site.home) for each in trees
            },
            offers={each.head.id: _offer(each, trees, within, limits) for each in calls},
            notices={each.lang: _notice(each, within) for each in trees},
            files=dict(draft.theme.assets()),
            until=next_change(draft.journal),
            theme=draft.theme,
            seen=seen,
            content=content,
        )


def _calls(draft: Draft) -> Iterator[Entry]:
    """The public calls that name a service, by id."""
    for versions in sorted(draft.journal.public(), key=lambda each: each[0].head.id):
        record = versions[0].record
        if isinstance(record, Call) and any(way.form for way in record.how):
            yield versions[0]


def _one_address(calls: list[Entry], content: str) -> str:
    """The address of the service that all calls name."""
    named = [(each, way.form) for each in calls for way in _call(each).how if way.form]
    if not named:
        message = "no public call has a form of its own"
        hint = "write into a call: how: [{form: https://forms.example.org/}]"
        raise ProblemsFound([Problem(Location(content), "no-form", message, hint)])
    first, address = named[0]
    for entry, other in named:
        if other.rstrip("/") != address.rstrip("/"):
            message = f"the form is at '{shown(other)}', and that of another call elsewhere"
            hint = f"'{first.head.id}' says {address}; one service has all forms"
            raise ProblemsFound([Problem(entry.at(("how",)), "two-services", message, hint)])
    return address


def _desk(draft: Draft) -> Desk:
    journal = draft.journal
    entries = [entry for versions in journal.versions.values() for entry in versions]
    return Desk(journal, library(entries, frozenset()), ThemeWords(draft.theme))


def _call(entry: Entry) -> Call:
    if not isinstance(entry.record, Call):
        raise TypeError(f"{entry.reference} is no call")
    return entry.record


def _offer(entry: Entry, trees: list[Tree], within: Within, limits: Limits) -> Offer:
    call, config = _call(entry), trees[0].config
    form = form_in(call, config.consents)
    named = (text for text in config.consents if text.id == form.consent)
    consent = next(named, None) if form.filling(Slot.USES) is not None else None
    form = _only_asked(form, consent)
    pages = {
        each.lang: _page(_translated(entry, each), form, consent, each, within) for each in trees
    }
    sized = {
        lang: replace(page, megabytes=limits.picture_bytes // MEGABYTE)
        for lang, page in _linked(pages, trees, within, entry.head.id).items()
    }
    return Offer(entry.head.id, call, form, sized, consent)


def _only_asked(form: SubmissionForm, consent: ConsentText | None) -> SubmissionForm:
    """The form, asking for no use that the consent text does not speak of."""
    asked = {str(use) for use in (consent.uses if consent else Use)}
    fields = tuple(
        field.model_copy(
            update={"options": tuple(each for each in field.options if each.id in asked)}
        )
        if field.slot is Slot.USES
        else field
        for field in form.fields
    )
    return replace(form, fields=fields)


def _translated(entry: Entry, each: Tree) -> Entry:
    """The version of a call for a language, or the one that there is."""
    return each.desk.journal.shown(entry.reference, each.lang) or entry


def _page(
    entry: Entry, form: SubmissionForm, consent: ConsentText | None, here: Tree, within: Within
) -> FormPage:
    call, lang, desk = _call(entry), here.lang, here.desk
    filling = desk.filling(entry, lang, whole=True, on_own_page=False)
    opens = desk.local(call.opens)
    if opens is None:
        raise TypeError("a call opens at an instant")
    return FormPage(
        site=outside(here, within.root),
        page=_head(entry.head.title, within, lang, entry.head.id),
        state="open",
        heading=entry.head.title,
        call=routes.absolute(here.config, routes.entry_path(here.config, entry)),
        opens=opens,
        closes=desk.local(call.closes),
        binds=_html(call.binds, filling),
        inside=tuple(_html(each, filling) for each in call.scope.inside),
        outside=tuple(_html(each, filling) for each in call.scope.outside),
        answer_by=desk.local(call.answer_by),
        answer_days=call.answer_within or 0,
        questions=tuple(_question(field, lang) for field in form.fields),
        consent=_consent(consent, lang, filling),
    )


def _html(text: object, filling: Filling) -> Html:
    return Html(fill(text.prose, filling)) if isinstance(text, Inline) else NO_HTML


def _question(field: FormField, lang: str) -> QuestionView:
    return QuestionView(
        id=field.id,
        type=str(field.type),
        label=field.label_in(lang),
        hint=field.hint_in(lang),
        needed=field.needed,
        limit=field.limit,
        choices=tuple(ChoiceView(each.id, each.label_in(lang)) for each in field.options),
        fills=str(field.slot or ""),
        private=field.secret,
    )


def _consent(text: ConsentText | None, lang: str, filling: Filling) -> ConsentView | None:
    if text is None:
        return None
    return ConsentView(
        title=worded(text.titles, lang, text.title),
        text=Html(fill(dialects.render(worded(text.texts, lang, text.text)), filling)),
        licence=text.licence or "",
        months=text.months,
    )


def _head(title: str, within: Within, lang: str, call: str = "") -> Page:
    path = within.path(call, lang) if call else within.root
    return Page(
        title=title,
        description="",
        url=path,
        canonical=f"{within.origin}{path}",
        lang=lang,
        noindex=True,
    )


def _linked(
    pages: Mapping[str, FormPage], trees: list[Tree], within: Within, call: str
) -> dict[str, FormPage]:
    """The same pages, each knowing those in other languages."""
    own_name: Callable[[str], str] = trees[0].desk.words.own_name
    linked = {}
    for lang, view in pages.items():
        links = tuple(
            LanguageLink(
                other,
                own_name(other),
                within.path(call, other),
                other == lang,
                f"{within.origin}{within.path(call, other)}",
            )
            for other in (pages if len(pages) > 1 else ())
        )
        linked[lang] = replace(view, page=replace(view.page, languages=links, switch=links))
    return linked


def _notice(here: Tree, within: Within) -> FormNotice:
    return FormNotice(outside(here, within.root), _head("", within, here.lang), "nothing")
