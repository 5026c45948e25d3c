"""SVG files: measured, and freed of what is no drawing."""

import re
from base64 import b64decode, b64encode, encodebytes

import pytest

from generator.render.pictures.develop import developed
from generator.render.pictures.drawings import cleaned, measured
from generator.render.pictures.facts import facts
from generator.render.pictures.faults import Fault
from tests.render.pictures.making import SECRETS, photo, reopened

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
        ('viewBox="0 0 .5 .25" width="100"', (100, 50)),
        ('viewBox="0 0 1e3 5E2"', (1000, 500)),
        ('viewBox="0 0 1e999 1"', (0, 0)),
        ('viewBox="0 0 1e-320 1e300" height="5"', (0, 0)),
        ('viewBox="0 0 900000 3"', (100_000, 1)),
        ('viewBox="0 0 1 1000" height="10"', (1, 10)),
        ('width="1e400" height="5"', (0, 0)),
        ('width="-5" height="5"', (0, 0)),
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


@pytest.mark.parametrize(
    "written",
    [
        '<a href="java&#10;script:act()"/>',
        '<a href="&#32; JavaScript&#9;:act()"/>',
        '<a href="data:text/html,act()"/>',
        '<a><set attributeName="href" to="javascript:act()"/></a>',
        '<a><animate attributeName="xlink:href" values="act()"/></a>',
        '<image href="https://act.example/"/>',
        '<image href="//act.example/"/>',
        '<use href="http&#10;://act.example/"/>',
        "<feImage href='HTTPS://act.example/'/>",
        '<style>@import url("https://act.example/?a;b");</style>',
        "<style>@import 'https://act.example/';</style>",
        "<style>g { fill: url(https://act.example/) }</style>",
        "<rect style=\"fill: url( '//act.example/' )\"/>",
        '<rect fill="url(https://act.example/#a)"/>',
        '<image href="data:image/heic;base64,YWN0"/>',
    ],
)
def test_what_acts_and_what_asks_other_hosts_goes(written: str) -> None:
    assert b"act" not in cleaned(f"<svg {NS}>{written}</svg>".encode())


@pytest.mark.parametrize(
    "written",
    [
        '<a href="https://act.example/"><rect/></a>',
        '<use href="#part"/>',
        '<image href="lamp.jpg"/>',
        '<rect fill="url(#part)"/>',
        "<style>g { fill: url(#part) }</style>",
        '<animate attributeName="x" values="1;2"/>',
        "<style>@font-face { src: url(data:font/woff2;base64,d09GMg==) }</style>",
    ],
)
def test_what_draws_and_what_links_stays_as_it_is(written: str) -> None:
    data = f"<svg {NS}>{written}</svg>".encode()

    assert cleaned(data) == data


@pytest.mark.parametrize(
    "around",
    [
        '<image href="{}"/>',
        '<image xmlns:x="http://www.w3.org/1999/xlink" x:href=" {}"/>',
        "<style>g {{ fill: url({}) }}</style>",
        "<rect style='fill: url(\"{}\")'/>",
    ],
)
@pytest.mark.parametrize("type_", ["image/jpeg", "image/png", "font/woff2"])
def test_a_photo_inside_a_drawing_loses_its_metadata(around: str, type_: str) -> None:
    url = f"data:{type_};base64,{b64encode(photo()).decode()}"
    made = cleaned(f"<svg {NS}>{around.format(url)}</svg>".encode())
    [inside] = re.findall(rb"base64,([A-Za-z0-9+/=]+)", made)

    assert not [secret for secret in SECRETS if secret.encode() in b64decode(inside)]
    assert reopened(b64decode(inside)).size == (200, 120)


def test_a_photo_written_in_many_lines_loses_its_metadata_too() -> None:
    written = encodebytes(photo()).decode()
    made = cleaned(f'<svg {NS}><image href="data:image/jpeg;base64,{written}"/></svg>'.encode())
    [inside] = re.findall(rb"base64,([A-Za-z0-9+/=]+)", made)

    assert not [secret for secret in SECRETS if secret.encode() in b64decode(inside)]


def test_a_drawing_inside_a_drawing_is_cleaned_too() -> None:
    url = f"data:image/svg+xml;base64,{b64encode(EDITED.encode()).decode()}"
    made = cleaned(f'<svg {NS}><image href="{url}"/></svg>'.encode())
    [inside] = re.findall(rb"base64,([A-Za-z0-9+/=]+)", made)

    assert b"Ann" not in b64decode(inside)
    assert b"rect" in b64decode(inside)


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
