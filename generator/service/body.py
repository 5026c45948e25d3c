"""The body of a submission, read piece by piece: nothing larger than it may be is ever held.

The one door of python-multipart. Forms are sent as multipart/form-data (RFC 7578).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from msgspec import Struct, field
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from generator.model.sent import ORIGINAL_NAME

_HELD = 256_000
"""Bytes of a picture that are held in memory; a larger one is written to a file at once."""

_NAME = 80


class TooLarge(Exception):
    """More than is taken: the body, a picture, an answer, or the number of parts."""


class Malformed(Exception):
    """The body is not what forms send."""


class Bounds(Struct, frozen=True):
    """What a body may hold.

    Attributes:
        answers: most bytes of each answer, by field.
        pictures: how many pictures each field takes.
        other: most bytes of what belongs to no field.
        parts: fields and pictures together.
    """

    answers: Mapping[str, int]
    pictures: Mapping[str, int]
    picture_bytes: int
    parts: int
    other: int = 4096


class Upload(Struct, frozen=True):
    """A picture as it came.

    Attributes:
        name: what its sender called it; never a path.
        content: its bytes, or a file that holds them; nothing of one that is too large.
    """

    field: str
    name: str
    content: bytes | Path
    is_large: bool = False

    @property
    def data(self) -> bytes:
        """Its bytes."""
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()


class Body(Struct):
    """What came.

    Attributes:
        values: answers by field, in their order; text that is not UTF-8 has replacement characters.
    """

    values: dict[str, list[str]] = field(default_factory=dict)
    uploads: list[Upload] = field(default_factory=list)

    def one(self, name: str) -> str:
        """The first answer to a field; empty if there is none."""
        return next(iter(self.values.get(name, ())), "")

    def discard(self) -> None:
        """Remove files that nobody took."""
        for upload in self.uploads:
            if isinstance(upload.content, Path):
                upload.content.unlink(missing_ok=True)


class Reader:
    """Takes a body in pieces.

    Args:
        content_type: the header of the request.
        spool: folder for large pictures.

    Raises:
        Malformed: this is no form.
    """

    def __init__(self, content_type: str, bounds: Bounds, spool: Path) -> None:
        sort, options = parse_options_header(content_type)
        boundary = options.get(b"boundary", b"")
        if sort != b"multipart/form-data" or not boundary:
            raise Malformed("this is no multipart/form-data")
        self.body = Body()
        self._bounds = bounds
        self._spool = spool
        self._parts = 0
        self._whole = False
        self._file: IO[bytes] | None = None
        self._header = self._value = b""
        self._begin()
        with _as_malformed():
            self._parser = MultipartParser(
                boundary,
                {
                    "on_part_begin": self._begin,
                    "on_header_field": self._on_header,
                    "on_header_value": self._on_value,
                    "on_header_end": self._on_header_end,
                    "on_headers_finished": self._on_headers,
                    "on_part_data": self._on_data,
                    "on_part_end": self._on_end,
                    "on_end": self._on_whole,
                },
            )

    def take(self, piece: bytes) -> None:
        """Read one more piece.

        Raises:
            TooLarge: it is more than is taken.
            Malformed: it cannot be read.
        """
        with _as_malformed():
            self._parser.write(piece)

    def finish(self) -> Body:
        """Everything that came.

        Raises:
            Malformed: the end is missing.
        """
        if not self._whole:
            raise Malformed("the end is missing")
        return self.body

    def abandon(self) -> None:
        """Remove what was written so far."""
        self._drop()
        self.body.discard()

    def _drop(self) -> None:
        """Forget what was read of a picture."""
        self._data.clear()
        if self._file is not None:
            self._file.close()
            Path(self._file.name).unlink(missing_ok=True)
            self._file = None

    def _begin(self) -> None:
        self._name = ""
        self._filename: str | None = None
        self._disposition = b""
        self._data = bytearray()
        self._size = self._most = 0

    def _on_header(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value
        self._header = self._value = b""

    def _on_headers(self) -> None:
        self._parts += 1
        if self._parts > self._bounds.parts:
            raise TooLarge("too many parts")
        _, options = parse_options_header(self._disposition)
        self._name = options.get(b"name", b"").decode("utf-8", "replace")[:_NAME]
        name = options.get(b"filename")
        self._filename = None if name is None else name.decode("utf-8", "replace")
        self._most = self._bounds.picture_bytes if name is not None else self._longest()

    def _longest(self) -> int:
        return self._bounds.answers.get(self._name, self._bounds.other)

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        self._size += end - start
        if self._size > self._most and self._filename is None:
            raise TooLarge("an answer is too large")
        if self._size > self._most:
            self._drop()  # the rest of the form still comes, and goes back to its writer
            return
        if self._file is not None:
            self._file.write(data[start:end])
            return
        self._data += data[start:end]
        if self._filename is not None and len(self._data) > _HELD:
            # Closed by _close; nothing but this program knows its name.
            self._file = NamedTemporaryFile(dir=self._spool, delete=False)  # noqa: SIM115
            self._file.write(self._data)
            self._data.clear()

    def _on_end(self) -> None:
        if self._filename is None:
            text = self._data.decode("utf-8", "replace")
            self.body.values.setdefault(self._name, []).append(text)
        elif self._size or self._filename:
            self._take_picture(self._filename)

    def _take_picture(self, name: str) -> None:
        content: bytes | Path = bytes(self._data)
        if self._file is not None:
            content = Path(self._file.name)
            self._file.close()
            self._file = None
        large = self._size > self._most
        self.body.uploads.append(Upload(self._name, _bare(name), content, large))
        count = sum(upload.field == self._name for upload in self.body.uploads)
        if count > 2 * self._bounds.pictures.get(self._name, 0):
            raise TooLarge("too many pictures")

    def _on_whole(self) -> None:
        self._whole = True


@contextmanager
def _as_malformed() -> Iterator[None]:
    """Tells the parser's errors as ours."""
    try:
        yield
    except FormParserError as error:
        raise Malformed(str(error)) from error


def _bare(name: str) -> str:
    """What a sender called a file, without folders; to be shown, never to be opened."""
    return name.replace("\\", "/").rpartition("/")[2][:ORIGINAL_NAME]
