"""What other hosts would show inside a page: a link to it, which becomes their frame on a click.

Before the click nothing is asked of the other host; without JavaScript the link leads there.
"""

import re
from html import escape
from urllib.parse import urlsplit

from generator.markup.document import Node
from generator.markup.prose import Word
from generator.markup.writer import FOREIGN, LINK, Writer
from generator.patterns import late

# Addresses of films, the page of a film, and the player for it. A new host is a new row.
_HOSTS = tuple(
    (late(rf"(?:https?:)?//(?:{pattern})", re.ASCII), page, player)
    for pattern, page, player in (
        (
            (
                r"(?:(?:www|m)\.)?youtube(?:-nocookie)?\.com"
                r"/(?:watch\?(?:[^#]*&)?v=|embed/|shorts/|live/)([\w-]{11})(?![\w-])"
            ),
            "https://www.youtube.com/watch?v={}",
            "https://www.youtube-nocookie.com/embed/{}",
        ),
        (
            r"youtu\.be/([\w-]{11})(?![\w-])",
            "https://www.youtube.com/watch?v={}",
            "https://www.youtube-nocookie.com/embed/{}",
        ),
        (
            r"(?:www\.|player\.)?vimeo\.com/(?:video/)?(\d+)(?![\w-])",
            "https://vimeo.com/{}",
            "https://player.vimeo.com/video/{}?dnt=1",
        ),
        (
            r"(?:(?:www|m)\.)?bilibili\.com/video/(BV\w{10})(?!\w)",
            "https://www.bilibili.com/video/{}/",
            "https://player.bilibili.com/player.html?bvid={}",
        ),
        (
            r"player\.bilibili\.com/player\.html\?(?:[^#]*&)?bvid=(BV\w{10})(?!\w)",
            "https://www.bilibili.com/video/{}/",
            "https://player.bilibili.com/player.html?bvid={}",
        ),
        (
            r"v\.youku\.com/v_show/id_([\w=]+)\.html",
            "https://v.youku.com/v_show/id_{}.html",
            "https://player.youku.com/embed/{}",
        ),
        (
            r"player\.youku\.com/embed/([\w=]+)",
            "https://v.youku.com/v_show/id_{}.html",
            "https://player.youku.com/embed/{}",
        ),
    )
)

PLAYERS: tuple[str, ...] = tuple(
    sorted({"{0.scheme}://{0.netloc}".format(urlsplit(player)) for _, _, player in _HOSTS})
)
"""Origins of the players, which pages may show in frames."""

# The hosts themselves, for addresses of which nothing else is understood.
_HOST = late(
    r"(?:https?:)?//(?:(?:www|m|player|v)\.)?"
    r"(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|bilibili\.com|youku\.com)/",
    re.ASCII | re.IGNORECASE,
)
_PICTURE = late(r"\.(?:jpe?g|png|webp|gif|avif|svg)$", re.IGNORECASE)


def film(url: str) -> tuple[str, str] | None:
    """The page and the player of a film on a host that we know; None for any other address."""
    for pattern, page, player in _HOSTS:
        found = pattern.match(url)
        if found:
            return page.format(found[1]), player.format(found[1])
    return None


def is_film_host(url: str) -> bool:
    """Whether an address is on a host that shows films, and is not that of a picture."""
    found = _HOST.match(url)
    return found is not None and not _PICTURE.search(urlsplit(url).path)


def embed(writer: Writer, page: str, player: str, label: str) -> None:
    """Write the link to `page` that a click turns into the frame `player`."""
    host = (urlsplit(page).hostname or "").removeprefix("www.")
    text = escape(label or host, quote=False)
    writer.plain.append(label)
    writer.last = ""
    if writer.mode & LINK:
        writer.put(text)
        return
    writer.put(f'<a class="embed" href="{escape(page)}" data-embed="{escape(player)}"')
    writer.put(f' rel="noreferrer"><span class="embed-title">{text}</span>')
    writer.put(' <span class="embed-note">')
    writer.part(Word("From %s, loaded only when you click", host))
    writer.put("</span></a>")


def frame(writer: Writer, node: Node) -> bool:
    """Write an `<iframe>` of another host as a link; False for one of this site."""
    source = (node.attributes.get("src") or "").strip()
    if writer.mode & FOREIGN or not re.match(r"(?:https?:)?//[^/]", source):
        return False
    page, player = film(source) or (_whole(source), _whole(source))
    embed(writer, page, player, (node.attributes.get("title") or "").strip())
    return True


def _whole(address: str) -> str:
    return f"https:{address}" if address.startswith("//") else address
