"""The service as an ASGI application: paths, statuses, headers. What happens is elsewhere.

ROOT                        to the site's page of calls
ROOT CALL/                  to the form in the reader's language
ROOT CALL/LANG/             the form; POST sends it
ROOT CALL/LANG/received     that it was received
ROOT health, metrics        how the service is, for whoever looks after it
ROOT -/queue…               the drain (generator.service.drain)
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from mimetypes import guess_type
from urllib.parse import quote

from msgspec import Struct
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from generator.journal.schedule import State, standing
from generator.model.sent import is_key
from generator.pages.form_views import FormPage
from generator.service.body import Body, Malformed, TooLarge
from generator.service.catalogue import Catalogue, Offer
from generator.service.chance import unguessable
from generator.service.drain import Drain
from generator.service.figures import Figures, Refusal
from generator.service.headers import Headed
from generator.service.queue import QueueFailed
from generator.service.reception import Reception, TooSlow, Visitor
from generator.service.screens import SLOT, received, returned, shown, status_of
from generator.service.tokens import COOKIE

COOKIE_NAME = "friday_form"
_DAY = 86_400
_HTML = "text/html; charset=utf-8"
_QUALITY = re.compile(r"\s*([A-Za-z0-9-]{1,35})\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*")
"""A language range (RFC 9110, section 12.5.4)."""

Say = Callable[[str, str], None]


class House(Struct):
    """What the pages are made of; `catalogue` is replaced when the project changes."""

    catalogue: Catalogue
    reception: Reception
    say: Say
    _printed: tuple[Catalogue, dict[tuple[str, str, str], bytes]] | None = None

    def now(self) -> datetime:
        """This instant."""
        return self.reception.clock.now()

    def printed(self, view: FormPage, call: str) -> bytes:
        """A page that is the same for everybody but for its token; printed once."""
        if self._printed is None or self._printed[0] is not self.catalogue:
            self._printed = (self.catalogue, {})
        pages, key = self._printed[1], (call, view.page.lang, view.state)
        if key not in pages:
            pages[key] = self.catalogue.page(view)
        return pages[key]


def application(house: House, drain: Drain | None) -> Headed:
    """The application.

    Args:
        drain: hands out what waits; None where nobody may fetch over HTTP.
    """
    pages = Pages(house)
    routes = [
        Route("/", pages.home),
        Route("/health", pages.health),
        Route("/metrics", pages.metrics),
        *(drain.routes() if drain else ()),
        Route("/{call}/{lang}/received", pages.received),
        Route("/{call}/{lang}/", pages.form),
        Route("/{call}/{lang}/", pages.send, methods=["POST"]),
        Route("/{call}/", pages.language),
        Route("/{path:path}", pages.file),
    ]
    app = Starlette(routes=routes, exception_handlers={404: pages.nothing})
    app.router.redirect_slashes = False
    return Headed(app, lambda: house.catalogue.root, house.reception.limits, house.say)


class Pages(Struct, frozen=True):
    """What answers each path."""

    house: House

    @property
    def figures(self) -> Figures:
        """The counts of the service."""
        return self.house.reception.figures

    async def home(self, request: Request) -> Response:
        """To the site's page of calls."""
        catalogue = self.house.catalogue
        return RedirectResponse(catalogue.take_part[_language(request, catalogue)], 303)

    async def language(self, request: Request) -> Response:
        """To the form in the reader's language."""
        catalogue, call = self.house.catalogue, request.path_params["call"]
        if call not in catalogue.offers:
            return await self.nothing(request)
        lang = _language(request, catalogue)
        return RedirectResponse(f"{catalogue.root}{quote(call)}/{quote(lang)}/", 303)

    async def form(self, request: Request) -> Response:
        """The form, or why there is none."""
        found = self._found(request)
        if found is None:
            return await self.nothing(request)
        offer, view = found
        at = self.house.now()
        view = shown(view, offer.call, at)
        content = self.house.printed(view, offer.id)
        if view.state != "open":
            return Response(content, 410 if view.state == "closed" else 200, media_type=_HTML)
        return self._with_token(request, offer, content, 200, at)

    async def send(self, request: Request) -> Response:
        """Take a submission."""
        found = self._found(request)
        if found is None:
            self.figures.refused(Refusal.NO_FORM)
            return await self.nothing(request)
        offer, view = found
        house, who = self.house, _visitor(request, view.page.lang)
        late = standing(offer.call.opens, offer.call.closes, house.now()) is not State.OPEN
        body = await self._read(request, offer, who)
        if isinstance(body, Response):
            return body
        try:
            result = await house.reception.receive(offer, body, who, late=late)
        finally:
            body.discard()
        if result.key:
            house.say("kept", f"{result.key} for {offer.id}")
            return RedirectResponse(f"{view.page.url}received?key={result.key}", 303)
        for why in result.why:
            self.figures.refused(why)
        at = house.now()
        content = house.catalogue.page(returned(view, offer.call, result, at))
        return self._with_token(request, offer, content, status_of(result.why, offer.call, at), at)

    async def _read(self, request: Request, offer: Offer, who: Visitor) -> Body | Response:
        """The body of a submission, or the page that says why it is not read."""
        reception = self.house.reception
        if not reception.posts.may(who.address):
            return self._refused(request, Refusal.TOO_OFTEN, 429, {"Retry-After": "3600"})
        reception.posts.did(who.address)
        try:
            reception.check_length(request.headers.get("content-length", ""))
            kind = request.headers.get("content-type", "")
            return await reception.read(offer.form, kind, request.stream())
        except (TooLarge, TooSlow, Malformed) as stop:
            return self._refused(request, *_STOPS[type(stop)])
        except ClientDisconnect:
            return self._refused(request, Refusal.GONE, 400)
        except OSError:  # a large picture found no place on the disk
            return self._refused(request, Refusal.NO_ROOM, 503)

    async def received(self, request: Request) -> Response:
        """That a submission was received, what it is called, and what happens now."""
        found, key = self._found(request), request.query_params.get("key", "")
        if found is None or not is_key(key):
            return await self.nothing(request)
        offer, view = found
        try:
            came = self.house.reception.queue.received(key)
        except QueueFailed:  # it was kept all the same
            came = None
        page = received(view, offer.call, key, came)
        return Response(self.house.catalogue.page(page), media_type=_HTML)

    async def file(self, request: Request) -> Response:
        """A file of the theme."""
        path = request.path_params["path"]
        content = self.house.catalogue.files.get(path)
        if content is None:
            return await self.nothing(request)
        kind = guess_type(path)[0] or "application/octet-stream"
        # Their names change with their content.
        return Response(
            content,
            media_type=kind,
            headers={"Cache-Control": f"public, max-age={365 * _DAY}, immutable"},
        )

    async def health(self, _request: Request) -> Response:
        """How the service is: 503 if it can keep nothing."""
        reception = self.house.reception
        try:
            state = reception.queue.state()
        except QueueFailed:
            return JSONResponse({"status": "queue unreadable"}, 503)
        ills = {"disk full": not reception.has_room(), "writer ended": not reception.scribe.writes}
        ill = next((name for name, found in ills.items() if found), "")
        return JSONResponse(
            {
                "status": ill or "ok",
                "queue": state.length,
                "oldest": state.oldest.isoformat() if state.oldest else None,
                "fetched": state.fetched.isoformat() if state.fetched else None,
                "disk_free": reception.free_bytes(),
                **self.figures.record(),
            },
            503 if ill else 200,
        )

    async def metrics(self, _request: Request) -> Response:
        """The counts as Prometheus reads them."""
        reception = self.house.reception
        try:
            length = reception.queue.state().length
        except QueueFailed:
            return PlainTextResponse("", 503)
        gauges = {"queue": float(length), "disk_free_bytes": float(reception.free_bytes())}
        return PlainTextResponse(self.figures.text(gauges))

    async def nothing(self, request: Request, _error: Exception | None = None) -> Response:
        """There is no such page."""
        return self._notice(request, "nothing", 404)

    def _found(self, request: Request) -> tuple[Offer, FormPage] | None:
        """The call and its page that an address means."""
        offer = self.house.catalogue.offers.get(request.path_params["call"])
        view = offer.pages.get(request.path_params["lang"]) if offer else None
        return (offer, view) if offer and view else None

    def _with_token(
        self, request: Request, offer: Offer, content: bytes, status: int, at: datetime
    ) -> Response:
        """A form with a token of its own, for a browser that has a cookie afterwards."""
        known = request.cookies.get(COOKIE_NAME, "")
        cookie = known if COOKIE.fullmatch(known) else unguessable()
        token = self.house.reception.signer.token(cookie, offer.signed, at.timestamp())
        response = Response(
            content.replace(SLOT.encode(), token.encode()), status, media_type=_HTML
        )
        catalogue = self.house.catalogue
        response.set_cookie(
            COOKIE_NAME,
            cookie,
            max_age=_DAY,
            path=catalogue.root,
            secure=catalogue.secure,
            httponly=True,
            samesite="lax",
        )
        return response

    def _refused(
        self, request: Request, why: Refusal, status: int, headers: dict[str, str] | None = None
    ) -> Response:
        self.figures.refused(why)
        return self._notice(request, str(why), status, headers)

    def _notice(
        self, request: Request, code: str, status: int, headers: dict[str, str] | None = None
    ) -> Response:
        """A page that says in a sentence what is the matter, in the reader's language."""
        catalogue = self.house.catalogue
        lang = request.path_params.get("lang", "")
        lang = lang if lang in catalogue.notices else _language(request, catalogue)
        content = catalogue.notice(lang, code)
        return Response(content, status, headers, media_type=_HTML)


_STOPS: Mapping[type[Exception], tuple[Refusal, int]] = {
    TooLarge: (Refusal.TOO_LARGE, 413),
    TooSlow: (Refusal.TOO_SLOW, 408),
    Malformed: (Refusal.NO_FORM, 400),
}


def _visitor(request: Request, lang: str) -> Visitor:
    return Visitor(
        address=request.client.host if request.client else "",
        cookie=request.cookies.get(COOKIE_NAME, ""),
        lang=lang,
        foreign=request.headers.get("sec-fetch-site", "") in {"cross-site", "same-site"},
    )


def _language(request: Request, catalogue: Catalogue) -> str:
    """The language of the site that the reader's browser likes best."""
    said = request.headers.get("accept-language", "")[:1000].split(",")
    found = [match for each in said if (match := _QUALITY.fullmatch(each))]
    liked = sorted(found, key=lambda match: -float(match[2] or 1))
    return catalogue.language(match[1] for match in liked if float(match[2] or 1))
