"""Pixels become the files that a site has of them: turned upright, in sRGB, and clean.

Where no pixel has to change, no pixel does: the file only loses what is no picture. Everything that
is made here passes `containers.cleaned`, whatever the library may have written of its own.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps

from generator.model import containers
from generator.pages.desk.pictures import Photo, Rendition
from generator.render.pictures.faults import DAMAGED, unreadable
from generator.render.pictures.rasters import (
    BROKEN,
    loaded,
    opened,
    orientation,
    quiet,
    true_format,
)

# Keyword arguments of Pillow's writers, which take them untyped.
_LOSSY: Mapping[str, dict[str, Any]] = {
    "JPEG": {"quality": 82, "progressive": True, "optimize": True},
    "PNG": {"compress_level": 7},
    "WEBP": {"quality": 80, "method": 2},  # half the time of 4, and 5 % more bytes
    "AVIF": {"quality": 70, "speed": 8, "max_threads": 1},
    "GIF": {},
}
_LOSSLESS = {"lossless": True, "quality": 60, "method": 4}
_OPAQUE = frozenset({"JPEG"})
# What small devices and services call their copies of sRGB ("c2" is 524 bytes long).
_SRGB = ("srgb", "c2")
_WHITE = (255, 255, 255)


def rendered(data: bytes, photo: Photo, forms: Sequence[Rendition]) -> tuple[bytes, ...]:
    """The files of a picture that is no drawing, one for each form.

    Args:
        data: the original.
        photo: what is known of it.

    Raises:
        Fault: it is damaged.
    """
    with quiet():
        try:
            return _rendered(data, photo, forms)
        except BROKEN as error:
            raise unreadable(DAMAGED) from error


def _rendered(data: bytes, photo: Photo, forms: Sequence[Rendition]) -> tuple[bytes, ...]:
    image = opened(data)
    if photo.moving or (photo.format == "GIF" and true_format(image) == "GIF"):
        return (containers.cleaned(data, photo.format),)
    same = _is_fit(image, photo.format)
    pixels: Image.Image | None = None
    made: list[bytes] = []
    for form in forms:
        if same and not form.ending and (form.width, form.height) == (photo.width, photo.height):
            made.append(containers.cleaned(data, form.format))
            continue
        if pixels is None:
            pixels = _upright(image, max(max(each.width, each.height) for each in forms))
        made.append(_made(pixels, form))
    return tuple(made)


def _is_fit(image: Image.Image, format_: str) -> bool:
    """Whether browsers show the original as it should look, once its metadata is gone."""
    return (
        true_format(image) == format_
        and format_ in containers.FORMATS
        and orientation(image) == 1
        and image.mode != "CMYK"
        and _profile(image) is None
    )


def _profile(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """The colour profile of a picture, if it has one that means anything else than sRGB."""
    stored = image.info.get("icc_profile")
    if not stored or image.mode in {"L", "LA", "1", "I", "I;16"}:
        return None
    with suppress(*BROKEN, ImageCms.PyCMSError):
        profile = ImageCms.ImageCmsProfile(BytesIO(stored))
        said = (profile.profile.profile_description or "").strip().lower()
        return None if said.startswith(_SRGB) else profile
    return None


def _upright(image: Image.Image, longest: int) -> Image.Image:
    """The pixels in sRGB, turned as the camera was held; a JPEG is read no larger than needed."""
    image.draft(None, (longest, longest))  # None keeps the mode
    loaded(image)
    profile = _profile(image)
    try:
        turned = ImageOps.exif_transpose(image)
    except BROKEN:
        turned = image  # its EXIF is damaged, and nothing else
    pixels = _in_srgb(turned, profile)
    pixels.info.clear()
    return pixels


def _in_srgb(image: Image.Image, profile: ImageCms.ImageCmsProfile | None) -> Image.Image:
    """Eight bits a channel, with alpha only where something can be looked through."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in {"L", "1"}:
        return image.convert(mode if mode == "RGBA" else "L")
    if profile is not None and image.mode in {"RGB", "RGBA", "CMYK"}:
        target = ImageCms.createProfile("sRGB")
        to = "RGBA" if image.mode == "RGBA" else "RGB"
        with suppress(*BROKEN, ImageCms.PyCMSError):
            shown = ImageCms.profileToProfile(image, profile, target, outputMode=to)
            if shown is not None:
                return shown
    return image.convert(mode)


def _made(pixels: Image.Image, form: Rendition) -> bytes:
    size = (form.width, form.height)
    if pixels.size != size:
        pixels = pixels.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    if form.format in _OPAQUE and pixels.mode == "RGBA":
        ground = Image.new("RGB", pixels.size, _WHITE)
        ground.paste(pixels, mask=pixels.getchannel("A"))
        pixels = ground
    written = BytesIO()
    options = _LOSSLESS if form.lossless and form.format == "WEBP" else _LOSSY[form.format]
    pixels.save(written, form.format, **options)
    data = written.getvalue()
    return containers.cleaned(data, form.format) if form.format in containers.FORMATS else data
