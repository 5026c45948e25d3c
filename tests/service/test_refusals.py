"""What the service does not take, and that it says why and counts it."""

import socket
import time
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image

from tests.service.running import STORY, TOKEN, Person, Service, key_in, picture


def counted(person: Person, why: str) -> int:
    found: int = person.client.get("health").json()["refused"][why]
    return found


@pytest.mark.parametrize(
    ("more", "token", "why", "words"),
    [
        ({}, "", "token", "one cookie"),
        ({}, "6b03b7c8.2560ccd85ea343ac880bd1c30ddaf2b2", "token", "one cookie"),
        ({"_homepage": "https://spam.example"}, None, "trap", "has to stay empty"),
        ({"title": ""}, None, "mistakes", "This is needed"),
    ],
    ids=["no token", "a made-up token", "the trap", "a mistake"],
)
def test_a_refusal_keeps_what_was_typed_and_is_counted(
    more: dict[str, str], token: str | None, why: str, words: str, person: Person
) -> None:
    before = counted(person, why)
    page = person.sends({**STORY, **more}, token=token)

    assert page.status_code == 422
    assert words in page.text
    assert STORY["text"] in page.text
    assert counted(person, why) == before + 1


def test_another_site_cannot_make_a_browser_send_a_form(person: Person) -> None:
    token = person.opens()
    person.client.headers["Sec-Fetch-Site"] = "cross-site"

    assert person.sends(STORY, token=token).status_code == 422


def test_a_token_of_another_browser_is_none(person: Person, service: Service) -> None:
    stolen = Person(service, "10.200.0.1").opens()

    assert person.sends(STORY, token=stolen).status_code == 422


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jpg", b"<html><script>alert(1)</script></html>"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("a.jpg", b"GIF89a"),
        ("a.jpg", b"%PDF-1.7"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00\x00\xea\x60" * 2 + b"\x08" * 9),
    ],
    ids=["a page", "a drawing", "half a picture", "a document", "a bomb"],
)
def test_only_pictures_are_pictures_whatever_they_are_called(
    name: str, data: bytes, person: Person
) -> None:
    page = person.sends(STORY, [(name, data)])

    assert page.status_code == 422
    assert "A file is no picture that we can show" in page.text


def test_a_picture_is_cleaned_before_it_waits(person: Person) -> None:
    stream = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken at home, 221B"
    Image.new("RGB", (30, 20)).save(stream, "JPEG", exif=exif)
    key = key_in(person.sends({**STORY, "by": "Clean"}, [("home.jpg", stream.getvalue())]))
    headers = {"Authorization": f"Bearer {TOKEN}"}
    data = person.client.get(f"-/queue/{key}/1", headers=headers).content

    assert b"221B" in stream.getvalue()
    assert b"221B" not in data
    assert Image.open(BytesIO(data)).size == (30, 20)


def test_a_picture_too_many_is_told_beside_its_question(person: Person) -> None:
    page = person.sends(STORY, [(f"{n}.jpg", picture()) for n in range(6)])

    assert page.status_code == 422
    assert "At most 5 pictures, please." in page.text


def raw(service: Service, head: str, pieces: Iterator[bytes]) -> tuple[bytes, int]:
    """The answer to a request that is sent piece by piece, and how many bytes had been sent."""
    port = int(service.url.rstrip("/").rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=30) as wire:
        wire.sendall(head.encode())
        sent = 0
        wire.settimeout(0)
        for piece in pieces:
            try:
                sent += wire.send(piece)
            except BlockingIOError:
                time.sleep(0.01)
            except ConnectionError:
                break
            try:
                found = wire.recv(65536)
            except BlockingIOError:
                continue
            return found, sent
        wire.settimeout(30)
        return wire.recv(65536), sent


HEAD = "POST /your-story/en/ HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 10.210.0.{}\r\n"
FORM = "Content-Type: multipart/form-data; boundary=XX\r\n"


def test_what_says_that_it_is_too_long_is_refused_before_it_comes(service: Service) -> None:
    head = HEAD.format(1) + FORM + "Content-Length: 50000000\r\n\r\n"
    answer, _ = raw(service, head, iter(()))

    assert b" 413 " in answer.partition(b"\r\n")[0]


def test_what_does_not_say_how_long_it_is_is_refused_while_it_comes(service: Service) -> None:
    head = HEAD.format(2) + FORM + "Transfer-Encoding: chunked\r\n\r\n"
    start = b'--XX\r\nContent-Disposition: form-data; name="text"\r\n\r\n'
    chunks = (b"%x\r\n%b\r\n" % (len(c), c) for c in (start, *([b"x" * 60_000] * 2000)))
    answer, sent = raw(service, head, chunks)

    assert b" 413 " in answer.partition(b"\r\n")[0]
    assert sent < 60_000 * 1000


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_what_is_no_form_is_not_read(kind: str, person: Person) -> None:
    answer = person.client.post(
        "your-story/en/", content=b"title=x", headers={"Content-Type": kind}
    )

    assert answer.status_code == 400
    assert "We could not read what was sent" in answer.text


def test_a_stranger_cannot_say_who_they_are_through_a_proxy_of_their_own(person: Person) -> None:
    """The last address that no known proxy added counts, whatever stands before it."""
    person.client.headers["X-Forwarded-For"] = "198.51.100.1, 10.220.0.1"
    codes = [person.client.post("your-story/en/", content=b"").status_code for _ in range(3)]

    assert codes == [400, 400, 400]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_nothing_else_can_be_done_to_a_form(method: str, person: Person) -> None:
    assert person.client.request(method, "your-story/en/").status_code == 405
