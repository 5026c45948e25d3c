"""An address as a QR code in SVG, to be read from a screen with another device."""

import io

import segno

_QUIET_ZONE = 4  # modules (ISO/IEC 18004, 9.1 "Quiet zone")


def qr_code(url: str, title: str) -> bytes:
    """The code, dark on light in every theme, because many scanners read no inverted one.

    Args:
        title: what the code is, for those who do not see it.
    """
    code = segno.make(url, error="m", micro=False)
    made = io.BytesIO()
    code.save(
        made,
        kind="svg",
        omitsize=True,
        border=_QUIET_ZONE,
        dark="#000",
        light="#fff",
        title=title,
        xmldecl=False,
        svgclass=None,
        lineclass=None,
    )
    return made.getvalue()
