"""Drawings of cards: what may stand in them, and how their texts are set."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.drawing import LARGEST, SVG, BadDrawing, Setting, draw
from generator.model.placed import Place

TEXT = '<text x="10" y="20" font-size="30">{a}</text>'


def svg(inside: str, attributes: str = f'xmlns="{SVG}" width="600" height="400"') -> str:
    return f"<svg {attributes}>\n{inside}\n</svg>"


def mistake(source: str) -> str:
    """What is said about a drawing that cannot be: line, message and cure."""
    with pytest.raises(BadDrawing) as found:
        draw(source)
    return f"{found.value.line}: {found.value} | {found.value.hint}"


def test_a_text_says_how_it_is_set() -> None:
    text = (
        '<text x="10" y="-20.5" font-size="30" fill="#b8430a" data-width="500" data-lines="3" '
        'data-leading="40" data-node="-30 8">\n  {a}\n  lamps </text>'
    )
    [element] = draw(svg(text)).texts()

    assert element.setting == Setting(
        (Place("a"), " lamps"), 10, -20.5, 30, width=500, lines=3, leading=40, node=(-30, 8)
    )
    assert element.attributes == {"x": "10", "y": "-20.5", "font-size": "30", "fill": "#b8430a"}


def test_what_a_text_leaves_out_is_usual() -> None:
    [element] = draw(svg(TEXT)).texts()

    assert element.setting == Setting((Place("a"),), 10, 20, 30, width=0, lines=40, leading=39)


def test_texts_without_places_stay_as_they_are() -> None:
    drawing = draw(svg('<text x="1" y="2">A <tspan fill="red">lamp</tspan></text>'))

    assert list(drawing.texts()) == []


def test_a_drawing_knows_its_sides() -> None:
    drawing = draw(svg(TEXT))

    assert (drawing.width, drawing.height) == (600, 400)


def test_shapes_gradients_and_parts_may_stand_in_a_drawing() -> None:
    draw(
        svg(
            '<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient>'
            '<clipPath id="c"><circle cx="5" cy="5" r="5"/></clipPath></defs><title>t</title>'
            '<g transform="translate(5 5)"><rect width="9" height="9" fill="url(#g)" '
            'clip-path="url(#c)"/><path d="M0 0h5"/></g>'
        )
    )


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("", "1: it cannot be read: no element found"),
        ("<svg", "1: it cannot be read: unclosed token"),
        ("<p/>", "1: it is no SVG"),
        (svg("<b>"), "3: it cannot be read: mismatched tag"),
        (svg("", f'xmlns="{SVG}" height="400"'), "1: 'width' of <svg> is 100 to 2000"),
        (svg("", f'xmlns="{SVG}" width="600px" height="400"'), "1: 'width' of <svg> is 100"),
        (svg("", f'xmlns="{SVG}" width="600" height="{LARGEST + 1}"'), "1: 'height' of <svg>"),
        (svg("", 'width="600" height="400" xmlns="http://example.org/"'), "1: 'xmlns' is"),
        (svg("<script>1</script>"), "2: a text stands outside <text>: '1'"),
        (svg("<script/>"), "2: <script> may not stand in a drawing"),
        (svg('<a href="https://example.org/"/>'), "2: <a> may not stand"),
        (svg('<image href="https://example.org/a.png"/>'), "2: <image> may not stand"),
        (svg("<foreignObject/>"), "2: <foreignObject> may not stand"),
        (svg("<style/>"), "2: <style> may not stand"),
        (svg("<use/>"), "2: <use> may not stand"),
        (svg("<animate/>"), "2: <animate> may not stand"),
        (svg("<circel/>"), "2: <circel> may not stand in a drawing | did you mean 'circle'?"),
        (svg('<rect onload="alert(1)"/>'), "2: 'onload' may not stand on <rect>"),
        (svg('<rect style="fill: red"/>'), "2: 'style' may not stand on <rect> | write fill="),
        (svg('<rect href="#a"/>'), "2: 'href' may not stand"),
        (svg('<rect xlink:href="#a" xmlns:xlink="http://www.w3.org/1999/xlink"/>'), "2: '"),
        (svg('<rect fill="url(https://example.org/#a)"/>'), "2: 'fill' cannot be 'url(https"),
        (svg('<rect fill="url( //example.org )"/>'), "2: 'fill' cannot be"),
        (svg('<rect fill="image(a)"/>'), "2: 'fill' cannot be"),
        (svg('<rect id="a b"/>'), "2: 'a b' cannot be an id"),
        (svg('<rect fill="{a}"/>'), "2: a place stands in 'fill' | places stand in texts alone"),
        (svg("<title>{a}</title>"), "2: a place stands in <title>"),
        (svg("<text><tspan>{a}</tspan></text>"), "2: a place stands in <tspan>"),
        (svg('<text font-size="9">{a}<tspan>b</tspan></text>'), "2: a text with places has no"),
        (svg("<text>{a}</text>"), "2: 'font-size' is missing"),
        (svg('<text font-size="2em">{a}</text>'), "2: 'font-size' is a number, not '2em'"),
        (svg('<text font-size="9">{a</text>'), "2: a '{' stands alone"),
        (svg('<text font-size="9" data-lines="0">{a}</text>'), "2: 'data-lines' is 1 to 40"),
        (svg('<text font-size="9" data-node="5">{a}</text>'), "2: 'data-node' is two numbers"),
        (svg('<rect data-width="5"/>'), "2: 'data-width' may not stand on <rect>"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "1: a document type may not stand here"),
        (svg("<text>&lol;</text>"), "2: it cannot be read: undefined entity"),
        (svg("<g>" * 30 + "</g>" * 30), "2: it is deeper than 20 levels"),
        (svg("<g/>" * 2100), "2: it has more than 2000 elements"),
        (svg("<g/>" * 30000), "1: it has more than 100000 characters"),
    ],
)
def test_what_may_not_stand_in_a_drawing_is_named_with_its_line(source: str, said: str) -> None:
    assert mistake(source).startswith(said)


@given(st.text(max_size=300))
def test_any_text_is_a_drawing_or_has_a_mistake(text: str) -> None:
    for source in (text, svg(text)):
        with suppress(BadDrawing):
            draw(source)
