"""Small files for machines: sitemap, robots.txt, and the public journal as data."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from html import escape

import orjson
from msgspec.structs import asdict

from generator.config import Config
from generator.model.entry import Entry
from generator.pages import policy, routes
from generator.pages.desk.entry_views import Desk, card, record_view
from generator.pages.entries.votes import vote_addresses
from generator.pages.plan import Sheet, Text
from generator.pages.values import Link, Picture, Source

_MOST_URLS = 50_000  # sitemaps.org protocol, "Using Sitemap index files"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
JOURNAL_FORMAT = 1
_ALWAYS = frozenset({"title", "url", "kind", "alt"})


def sitemap(config: Config, sheets: Iterable[Sheet]) -> tuple[Text, ...]:
    """`sitemap.xml`, as an index of several files where there are more than 50,000 pages."""
    listed = sorted((sheet for sheet in sheets if sheet.whole), key=lambda sheet: sheet.whole)
    rows = [_row("url", sheet.whole, sheet.updated) for sheet in listed]
    parts = [rows[n : n + _MOST_URLS] for n in range(0, len(rows), _MOST_URLS)] or [[]]
    if len(parts) == 1:
        return (_sitemap_file("sitemap.xml", "urlset", parts[0]),)
    names = [f"sitemap-{n}.xml" for n in range(1, len(parts) + 1)]
    index = [_row("sitemap", routes.absolute(config, f"/{name}"), None) for name in names]
    files = (_sitemap_file(n, "urlset", part) for n, part in zip(names, parts, strict=True))
    return (_sitemap_file("sitemap.xml", "sitemapindex", index), *files)


def _row(element: str, address: str, updated: datetime | None) -> str:
    when = (
        f"<lastmod>{updated.astimezone(UTC).isoformat(timespec='seconds')}</lastmod>"
        if updated
        else ""
    )
    return f"<{element}><loc>{escape(address, quote=False)}</loc>{when}</{element}>"


def _sitemap_file(path: str, element: str, rows: list[str]) -> Text:
    body = "\n".join((f"{_XML}<{element} {_NAMESPACE}>", *rows, f"</{element}>\n"))
    return Text(path, body.encode())


def robots(config: Config) -> Text:
    """`robots.txt` (RFC 9309)."""
    rule = "Allow: /" if config.robots else "Disallow: /"
    where = f"Sitemap: {routes.absolute(config, '/sitemap.xml')}"
    return Text("robots.txt", f"User-agent: *\n{rule}\n\n{where}\n".encode())


def headers(config: Config) -> Text:
    """`_headers`, which hosts of static sites (Netlify, Cloudflare Pages and others) obey."""
    said = "".join(f"  {name}: {value}\n" for name, value in policy.headers(config))
    return Text("_headers", f"{config.base_path}*\n{said}".encode())


def journal_json(desk: Desk) -> Text:
    """`journal.json`: every public entry with its fields, whole addresses, no text; one a line."""
    head = {
        "format": JOURNAL_FORMAT,
        "title": desk.config.title,
        "home": desk.config.base_url,
        "languages": list(desk.config.languages),
    }
    entries = (entry for versions in desk.journal.public() for entry in versions)
    return Text("journal.json", listing(head, "entries", (_record(desk, e) for e in entries)))


def listing(
    head: Mapping[str, object], name: str, records: Iterable[Mapping[str, object]]
) -> bytes:
    """A JSON object that ends with a list of many records, one a line (RFC 8259)."""
    whole = partial(orjson.dumps, default=_plain, option=orjson.OPT_PASSTHROUGH_DATETIME)
    lines = b",\n".join(map(whole, records))
    start = orjson.dumps(head, option=orjson.OPT_INDENT_2).removesuffix(b"\n}")
    body = b"\n%b\n  " % lines if lines else b""
    return b'%b,\n  "%b": [%b]\n}\n' % (start, name.encode(), body)


def _record(desk: Desk, entry: Entry) -> dict[str, object]:
    filling = desk.filling(entry, entry.lang, whole=True, on_own_page=False)
    path = routes.entry_path(desk.config, entry)
    shown = card(desk, entry, entry.lang)
    return {
        "kind": entry.kind,
        "id": entry.head.id,
        "lang": entry.lang,
        "original": entry.original,
        "url": routes.absolute(desk.config, path),
        "title": entry.head.title,
        "summary": shown.summary,
        "date": desk.local(entry.head.date),
        "updated": desk.local(entry.head.updated),
        "authors": [link.title for link in shown.authors],
        "tags": list(entry.head.tags),
        "series": entry.head.series,
        "state": shown.stage,
        "fields": record_view(desk, entry.record, filling),
        **vote_addresses(desk, entry),
        "mentioned_in": [str(source) for source in desk.journal.mentions.get(entry.reference, ())],
    }


def _plain(value: object) -> object:
    """JSON for what views hold: instants as ISO 8601, links as title and address."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Link | Picture | Source):
        return {name: one for name, one in asdict(value).items() if one or name in _ALWAYS}
    raise TypeError(f"{type(value).__name__} has no form in journal.json")
