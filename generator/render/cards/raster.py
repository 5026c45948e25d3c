"""SVG to PNG: the one door of ThorVG.

ThorVG draws a card in about 3 ms of processor time and hands out its pixels, so that the PNG can be
written as what it is: a flat drawing of few colours. What it is given holds no text, only outlines.
"""

from lxml import etree
from thorvg_python.base import Result
from thorvg_python.canvas.sw import SwCanvas
from thorvg_python.engine import Engine
from thorvg_python.paint.picture import Picture

from generator.render.pictures.flat import flat_png


class BadDrawing(Exception):
    """What was to be drawn is no SVG; `line` counts from 1, 0 where none is to blame."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.line = line


def png(svg: str, width: int, height: int) -> bytes:
    """The picture of a drawing on white paper, stretched to a size in pixels.

    Raises:
        BadDrawing: it is not well-formed, or no SVG.
    """
    data = svg.encode()
    try:
        etree.fromstring(data, etree.XMLParser(no_network=True, resolve_entities=False))
    except etree.XMLSyntaxError as error:
        raise BadDrawing(error.msg or "it is not well-formed", error.lineno or 0) from error
    return flat_png(_pixels(data, width, height), width, height)


def _pixels(data: bytes, width: int, height: int) -> bytes:
    """Red, green, blue and alpha of every pixel, row by row; colours hold their alpha already."""
    engine = Engine(threads=0)
    canvas = SwCanvas(engine)
    try:
        canvas.set_target(width, height)
        picture = Picture(engine)
        if picture.load_data(data, "svg", None, copy=True) != Result.SUCCESS:
            picture.unref(free=True)  # what no canvas was given belongs to nobody
            raise BadDrawing("this is no SVG")
        picture.set_size(width, height)
        canvas.add(picture)
        canvas.update()
        canvas.draw(clear=True)
        canvas.sync()
        return bytes(canvas.buffer_arr or b"")
    finally:
        canvas.destroy()  # nothing else does; a drawing takes a third of a megabyte and more
