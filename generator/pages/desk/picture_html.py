"""Pictures and films in running text as HTML."""

from collections.abc import Callable
from html import escape

from msgspec.structs import replace

from generator.markup.prose import Image, Video
from generator.pages.desk.pictures import Photo, alone, picture
from generator.pages.values import Picture

# How wide a picture of running text is shown, for browsers to choose a file before they have the
# stylesheet. The column of the default theme is at most 44rem wide, which is 704 pixels.
_COLUMN_PIXELS = 704
_COLUMN = "(max-width: 48rem) 100vw, 44rem"
_GALLERY = "(max-width: 28rem) 100vw, (max-width: 48rem) 45vw, 15rem"


def on_page(part: Image, photo: Photo, address: Callable[[str], str]) -> str:
    """A picture in all its sizes; in a gallery, a link to the whole of it.

    Args:
        address: the address of the file whose name has this ending behind that of the original.
    """
    shown = picture(photo, "", address)
    own = shown.sources[-1].srcset if len(shown.sources) > 1 else ""
    sizes = _sizes(part, shown)
    image = _img(part, shown, own, sizes)
    if shown.sources:
        dense = shown.sources[0]
        image = (
            f'<picture><source type="{dense.type}" srcset="{escape(dense.srcset)}" '
            f'sizes="{sizes}">{image}</picture>'
        )
    return f'<a href="{escape(shown.url)}">{image}</a>' if part.gallery else image


def in_feed(part: Image, photo: Photo, address: Callable[[str], str]) -> str:
    """A picture in one size that every reader of feeds understands."""
    return _img(part, replace(alone(photo, "", address), colour=""), "", "")


def in_one_size(part: Image, photo: Photo, url: str) -> str:
    """A picture that is there in one size only."""
    return _img(part, Picture(url, "", photo.width, photo.height, photo.colour), "", "")


def _img(part: Image, shown: Picture, srcset: str, sizes: str) -> str:
    several = f' srcset="{escape(srcset)}" sizes="{sizes}"' if srcset else ""
    width, height = _sides(part, shown)
    size = f' width="{width}" height="{height}"' if width and height else ""
    styles = [f"width:{part.width}"] if part.width.endswith("%") else []
    styles += [f"background-color:{shown.colour}"] if shown.colour else []
    style = f' style="{";".join(styles)}"' if styles else ""
    lazy = ' fetchpriority="high"' if part.early else ' loading="lazy"'
    return (
        f'<img src="{escape(shown.url)}"{several} alt="{escape(part.alt)}"'
        f"{part.attributes}{size}{style}"
        f'{lazy} decoding="async">'
    )


def _sides(part: Image, shown: Picture) -> tuple[int, int]:
    """Width and height as the author wished them, the one made to fit the other."""
    width = int(part.width) if part.width.isdecimal() else 0
    height = int(part.height) if part.height.isdecimal() else 0
    if not (shown.width and shown.height) or (width and height):
        return width, height
    if width:
        return width, max(1, round(shown.height * width / shown.width))
    if height:
        return max(1, round(shown.width * height / shown.height)), height
    return shown.width, shown.height


def _sizes(part: Image, shown: Picture) -> str:
    if part.gallery:
        return _GALLERY
    if part.width.isdecimal():
        return f"{part.width}px"
    if part.width:
        share = min(100, int(part.width[:-1])) / 100
        return f"(max-width: 48rem) {part.width[:-1]}vw, {44 * share:g}rem"
    return _COLUMN if shown.width >= _COLUMN_PIXELS else f"{shown.width}px"


def film(part: Video, url: str, poster: Picture | None) -> str:
    """A film that is fetched when it is played, with a link for those who cannot play it."""
    label = escape(part.label)
    still = (
        f' preload="none" poster="{escape(poster.url)}" width="{poster.width}" '
        f'height="{poster.height}"'
        if poster
        else ' preload="metadata"'
    )
    name = f' aria-label="{label}"' if label else ""
    return (
        f'<video src="{escape(url)}" controls playsinline{still}{name}>'
        f'<a href="{escape(url)}">{label or escape(url)}</a></video>'
    )


def in_words(part: Image) -> str:
    """What a picture shows, where it cannot be shown itself."""
    return f'<span class="no-picture">{escape(part.alt)}</span>' if part.alt else ""
