"""SVG files: measured, and freed of what is no drawing."""

import pytest

from generator.render.pictures.develop import developed
from generator.render.pictures.drawings import cleaned, measured
from generator.render.pictures.facts import facts
from generator.render.pictures.faults import Fault

NS = 'xmlns="http://www.w3.org/2000/svg"'
EDITED = f"""<?xml version="1.0"?>
<!-- drawn by Ann --><svg {NS} xmlns:ink="http://www.inkscape.org/namespaces/inkscape"
 ink:export-filename="/home/ann/lamp.png" viewBox="0 0 4 2" onload="act()">
<metadata>Ann</metadata><script>act()</script>
<ink:page>Ann</ink:page><a href="javascript:act()"><rect width="1" height="1"/></a></svg>"""


def svg(attributes: str) -> bytes:
    return f"<svg {NS} {attributes}/>".encode()


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="30" height="20"', (30, 20)),
        ('width="30px" height="20px" viewBox="0 0 3 2"', (30, 20)),
        ('viewBox="0 0 300 200"', (300, 200)),
        ('viewBox="-5,-5,300,200" width="150"', (150, 100)),
        ('viewBox="0 0 300 200" height="100"', (150, 100)),
        ('width="1in" height="25.4mm"', (96, 96)),
        ('width="100%" height="100%" viewBox="0 0 3 2"', (3, 2)),
        ('width="100%"', (0, 0)),
        ('viewBox="0 0 0 0"', (0, 0)),
        ("", (0, 0)),
    ],
)
def test_a_drawing_is_as_large_as_it_says(attributes: str, size: tuple[int, int]) -> None:
    found = measured(svg(attributes))

    assert (found.width, found.height) == size


def test_only_the_drawing_is_published() -> None:
    made = cleaned(EDITED.encode()).decode()

    assert not [word for word in ("Ann", "ann", "act", "inkscape") if word in made]
    assert '<rect width="1" height="1"/>' in made


def test_a_drawing_without_anything_else_keeps_every_byte() -> None:
    data = svg('viewBox="0 0 1 1"')

    assert cleaned(data) == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg/>",
        b"<html xmlns='http://www.w3.org/1999/xhtml'/>",
        b"\x89PNG\r\n\x1a\n",
        f"<svg {NS}><g></svg>".encode(),
    ],
)
def test_what_is_no_drawing_is_a_fault(data: bytes) -> None:
    with pytest.raises(Fault):
        facts(data, "a.svg")


def test_an_entity_bomb_does_not_go_off() -> None:
    entities = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' if n else '<!ENTITY e0 "0123456789">'
        for n in range(12)
    )
    data = f"<!DOCTYPE svg [{entities}]><svg {NS}><text>&e11;</text></svg>".encode()

    with pytest.raises(Fault):
        facts(data, "a.svg")


def test_no_file_is_read_into_a_drawing() -> None:
    data = f'<!DOCTYPE svg [<!ENTITY f SYSTEM "file:///etc/hostname">]><svg {NS}>&f;</svg>'

    with pytest.raises(Fault):
        developed(data.encode(), "a.svg", ())
