"""Bodies of forms, read piece by piece."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.service.body import Body, Bounds, Malformed, Reader, TooLarge

TYPE = "multipart/form-data; boundary=XX"
BOUNDS = Bounds({"text": 100}, {"pictures": 2}, picture_bytes=300_000, parts=8, other=20)


def part(name: str, value: bytes, filename: str | None = None) -> bytes:
    file = "" if filename is None else f'; filename="{filename}"'
    head = f'--XX\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
    return head.encode() + value + b"\r\n"


def form(*parts: bytes) -> bytes:
    return b"".join(parts) + b"--XX--\r\n"


def read(pieces: Sequence[bytes], spool: Path, bounds: Bounds = BOUNDS) -> Body:
    reader = Reader(TYPE, bounds, spool)
    try:
        for piece in pieces:
            reader.take(piece)
        return reader.finish()
    except BaseException:
        reader.abandon()
        raise


WHOLE = form(
    part("text", "Eine Lampe, 一盏灯\r\n".encode()),
    part("uses", b"site"),
    part("uses", b"feeds"),
    part("pictures", b"\xff\xd8\xff--XX is inside", "a.jpg"),
    part("pictures", b"", ""),
)


@given(cuts=st.lists(st.integers(0, len(WHOLE)), max_size=12))
def test_a_form_is_the_same_however_it_is_cut(
    cuts: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    at = [0, *sorted(cuts), len(WHOLE)]
    pieces = [WHOLE[a:b] for a, b in pairwise(at)]
    body = read(pieces, tmp_path_factory.getbasetemp())

    assert body.values == {"text": ["Eine Lampe, 一盏灯\r\n"], "uses": ["site", "feeds"]}
    assert [(u.field, u.name, u.data) for u in body.uploads] == [
        ("pictures", "a.jpg", b"\xff\xd8\xff--XX is inside")
    ]


@pytest.mark.parametrize("name", ["../../etc/passwd", r"C:\\photos\\me.jpg", "/etc/x.png"])
def test_the_name_of_a_file_has_no_folders(name: str, tmp_path: Path) -> None:
    body = read([form(part("pictures", b"x", name))], tmp_path)

    assert "/" not in body.uploads[0].name
    assert "\\" not in body.uploads[0].name


def test_a_large_picture_lies_in_a_file_that_goes_when_nobody_takes_it(tmp_path: Path) -> None:
    body = read([form(part("pictures", b"x" * 290_000, "a.jpg"))], tmp_path)
    there = list(tmp_path.iterdir())
    size = len(body.uploads[0].data)
    body.discard()

    assert len(there) == 1
    assert size == 290_000
    assert list(tmp_path.iterdir()) == []


def test_a_picture_that_is_too_large_is_not_kept_and_the_rest_of_the_form_is(
    tmp_path: Path,
) -> None:
    parts = form(part("pictures", b"x" * 300_001, "a.jpg"), part("text", b"still here"))
    body = read([parts[n : n + 65536] for n in range(0, len(parts), 65536)], tmp_path)

    assert body.uploads[0].is_large
    assert body.uploads[0].content == b""
    assert body.one("text") == "still here"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "parts",
    [
        form(part("text", b"x" * 101)),
        form(part("nothing", b"x" * 21)),
        form(*[part("uses", b"x")] * 9),
        form(*[part("pictures", b"x", "a.jpg")] * 5),
        form(part("others", b"x", "a.jpg")),
    ],
    ids=["an answer", "no answer of ours", "many parts", "many pictures", "no such question"],
)
def test_more_than_is_taken_is_refused(parts: bytes, tmp_path: Path) -> None:
    with pytest.raises(TooLarge):
        read([parts], tmp_path)


def test_an_upload_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    whole = form(part("pictures", b"x" * 290_000, "a.jpg"))
    with pytest.raises(Malformed):
        read([whole[:280_000]], tmp_path)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_only_forms_are_read(kind: str, tmp_path: Path) -> None:
    with pytest.raises(Malformed):
        Reader(kind, BOUNDS, tmp_path)


@given(noise=st.binary(max_size=400))
def test_noise_is_a_form_or_refused_and_nothing_else(
    noise: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    spool = tmp_path_factory.getbasetemp()
    for data in (noise, b"--XX\r\n" + noise, part("text", noise)):
        try:
            read([data], spool)
        except (Malformed, TooLarge):
            continue
