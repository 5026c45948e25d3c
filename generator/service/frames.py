"""What surrounds every page of the site, as seen from another host: each address is whole."""

from msgspec.structs import replace

from generator.pages.frame import Tree
from generator.pages.values import MenuItem, Site


def outside(here: Tree, root: str) -> Site:
    """What all pages of a language share, for a page that is not on the site.

    Args:
        root: where the theme's own files are, from the root of that other host.
    """
    site = here.site

    def to(address: str) -> str:
        return whole(here, address)

    def moved(items: tuple[MenuItem, ...]) -> tuple[MenuItem, ...]:
        return tuple(replace(item, url=to(item.url)) for item in items)

    feed = replace(
        site.feed, rss=to(site.feed.rss), atom=to(site.feed.atom), json=to(site.feed.json)
    )
    return replace(
        site,
        base_path=root,
        home=to(site.home),
        menu=moved(site.menu),
        more=moved(site.more),
        feed=feed,
        subscribe=to(site.subscribe),
        archive=to(site.archive),
        tags=to(site.tags),
        series=to(site.series),
        people=to(site.people),
        calendar=to(site.calendar),
        take_part=to(site.take_part),
        board=to(site.board),
        search=to(site.search),
        said=to(site.said),
        honours=to(site.honours),
        press=to(site.press),
    )


def whole(here: Tree, address: str) -> str:
    """An address on the site with scheme and host; one that is elsewhere, or none, as it is."""
    config = here.config
    origin = config.base_url.removesuffix(config.base_path)
    return f"{origin}{address}" if address.startswith("/") else address
