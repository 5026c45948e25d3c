"""The addresses that posts had, by the rules of the generator that made their site.

Sources: Jekyll, "Permalinks"; Hugo, "URL management"; Zola, "Page" and "Section"; Pelican,
"URL settings"; Docusaurus, "Blog"; Nikola, "Getting started" (their documentation).
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from msgspec import Struct

from generator.intake.posts.dates import in_name, without_date
from generator.intake.posts.generators import Generator
from generator.intake.posts.names import language_of, own_name
from generator.markup.yaml_text import load

_LONGEST = 300


class OldPost(Struct, frozen=True):
    """What an old address is made of.

    Attributes:
        path: of the source, relative to the imported folder.
        permalink: `permalink`, `url` or `path` of the front matter.
        pattern: permalink of the whole site, in the generator's own words; may be empty.
    """

    path: PurePosixPath
    title: str
    day: date
    slug: str = ""
    permalink: str = ""
    pattern: str = ""
    categories: tuple[str, ...] = ()
    number: int | None = None


def old_urls(post: OldPost, generator: Generator, aliases: tuple[str, ...]) -> tuple[str, ...]:
    """Old paths of a post, its own first, as they were written or computed (see `proper`)."""
    if "{" in post.pattern and not post.permalink:
        own = _by_pattern(post)
    else:
        own = _RULES.get(generator, _plain)(post)
    folders = generator in {Generator.ZOLA, Generator.HUGO}
    return tuple(_as_folder(path) if folders else path for path in (*own, *aliases))


def proper(path: str) -> str | None:
    """A path of this site from `/` on, without what a path cannot hold; None for no such path."""
    # an empty `:categories` leaves `//`, which would be read as the beginning of a host
    bare = re.sub("^/+", "/", path.strip())
    try:
        parts = urlsplit(bare)
    except ValueError:
        return None
    if parts.query or len(path) > _LONGEST:
        return None
    clean = re.sub(r"[\s\\]", lambda m: f"%{ord(m[0]):02X}", re.sub("/{2,}", "/", "/" + parts.path))
    if clean == "/" or ".." in clean.split("/"):
        return None
    return clean.removesuffix("index.html")


def jekyll_pattern(config: str) -> str:
    """The `permalink` of a `_config.yml`, or an empty text."""
    tree = load(config).tree
    found = tree.get("permalink") if isinstance(tree, dict) else None
    return found if isinstance(found, str) else ""


def _as_folder(path: str) -> str:
    """Hugo and Zola publish `a` as `a/index.html`."""
    return path if path.endswith((".html", ".htm", ".xml", "/")) else f"{path}/"


PATTERN_NAMES = frozenset({"year", "month", "day", "slug", "title", "stem", "path", "number"})
"""What a pattern of old addresses may name between braces."""


def unknown_names(pattern: str) -> tuple[str, ...]:
    """Names between braces that mean nothing, in order."""
    return tuple(n for n in re.findall(r"\{([^{}]*)\}", pattern) if n not in PATTERN_NAMES)


def _by_pattern(post: OldPost) -> tuple[str, ...]:
    """The address under a pattern given by the caller: `/blog/{year}/{month}/{day}/{slug}/`.

    None if the post lacks something that the pattern names, such as a number.
    """
    values: Mapping[str, str] = {
        "year": f"{post.day.year}",
        "month": f"{post.day.month:02}",
        "day": f"{post.day.day:02}",
        "slug": post.slug or without_date(own_name(post.path)),
        "title": _jekyll_slug(post.title).lower(),
        "stem": own_name(post.path),
        "path": str(post.path.with_suffix("")),
        "number": "" if post.number is None else str(post.number),
    }
    names = re.findall(r"\{(\w+)\}", post.pattern)
    if not all(values.get(name) for name in names):
        return ()
    return (re.sub(r"\{(\w+)\}", lambda match: values[match[1]], post.pattern),)


_JEKYLL_STYLES: Mapping[str, str] = {
    "": "/:categories/:year/:month/:day/:title.html",
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "weekdate": "/:categories/:year/W:week/:short_day/:title.html",
    "none": "/:categories/:title.html",
}


def _jekyll(post: OldPost) -> tuple[str, ...]:
    wanted = post.permalink or post.pattern
    pattern = _JEKYLL_STYLES.get(wanted, wanted)
    name = post.slug or without_date(own_name(post.path))
    values: Mapping[str, str] = {
        "categories": "/".join(_jekyll_slug(c).lower() for c in post.categories),
        "year": f"{post.day.year}",
        "short_year": f"{post.day:%y}",
        "month": f"{post.day.month:02}",
        "i_month": f"{post.day.month}",
        "day": f"{post.day.day:02}",
        "i_day": f"{post.day.day}",
        "y_day": f"{post.day:%j}",
        "week": f"{post.day:%V}",
        "short_day": f"{post.day:%a}",
        "title": _jekyll_slug(name),
        "slug": _jekyll_slug(name).lower(),
        "output_ext": ".html",
    }
    return (re.sub(r":([a-z_]+)", lambda m: values.get(m[1], m[0]), pattern),)


def _jekyll_slug(text: str) -> str:
    """`Utils.slugify` in the mode that post addresses use ("pretty", case kept)."""
    return re.sub(r"[^\w._~!$&'()+,;=@]+", "-", text).strip("-")


def _hugo(post: OldPost) -> tuple[str, ...]:
    if post.permalink:
        return (post.permalink,)
    section = (
        post.path.parent
        if own_name(post.path) == language_of(post.path)[0]
        else (post.path.parent.parent)
    )
    parts = section.parts
    if "content" in parts:
        parts = parts[parts.index("content") + 1 :]
    name = post.slug or own_name(post.path)
    return ("/" + "/".join((*parts, name)).lower().replace(" ", "-"),)


def _zola(post: OldPost) -> tuple[str, ...]:
    if post.permalink:
        return (post.permalink,)
    name = post.slug or without_date(own_name(post.path))
    return _hugo(OldPost(post.path, post.title, post.day, slug=_jekyll_slug(name).lower()))


def _pelican(post: OldPost) -> tuple[str, ...]:
    slug = post.slug or re.sub(r"[^\w]+", "-", post.title.lower()).strip("-")
    return (post.permalink or f"/{slug}.html",)


def _docusaurus(post: OldPost) -> tuple[str, ...]:
    """A post lies under its date if its file name has one; a `slug` of its own replaces all."""
    if post.slug:
        return (f"/blog/{post.slug.strip('/')}/",)
    name = own_name(post.path)
    dated = in_name(name)
    rest = without_date(name)
    if dated and rest != name:
        return (f"/blog/{dated:%Y/%m/%d}/{rest}/",)
    return (f"/blog/{name}/",)


def _nikola(post: OldPost) -> tuple[str, ...]:
    return (f"/posts/{post.slug or own_name(post.path)}/",)


def _plain(post: OldPost) -> tuple[str, ...]:
    """Nobody knows the address of a file without a generator, unless it says it itself."""
    return (post.permalink,) if post.permalink else ()


_RULES: Mapping[Generator, Callable[[OldPost], tuple[str, ...]]] = {
    Generator.JEKYLL: _jekyll,
    Generator.HUGO: _hugo,
    Generator.ZOLA: _zola,
    Generator.PELICAN: _pelican,
    Generator.DOCUSAURUS: _docusaurus,
    Generator.NIKOLA: _nikola,
}
