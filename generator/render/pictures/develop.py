"""A picture file becomes the files that a site has of it."""

from collections.abc import Sequence

from msgspec.structs import replace

from generator.pages.desk.pictures import Rendition, full
from generator.render.pictures import drawings
from generator.render.pictures.facts import facts
from generator.render.pictures.faults import Fault


def developed(data: bytes, name: str, forms: Sequence[Rendition]) -> tuple[bytes, ...]:
    """The files of a picture, one for each form.

    Args:
        data: the original.
        name: its name, which says the format of the full form.
        forms: as `pages.pictures.renditions` lists them.

    Raises:
        Fault: it cannot be shown, as `facts` would have said.
    """
    photo, _ = facts(data, name)
    if photo.format == "SVG":
        return (drawings.cleaned(data),)
    from generator.render.pictures.pixels import rendered  # noqa: PLC0415 - loads Pillow

    return rendered(data, photo, forms)


def whole(data: bytes, name: str) -> tuple[bytes, Fault | None]:
    """A picture in its own size, and what its author should know of it.

    Raises:
        Fault: it cannot be shown.
    """
    photo, fault = facts(data, name)
    [made] = developed(data, name, (full(replace(photo, whole=True)),))
    return made, fault
