"""The objects of a bucket: the one door of boto3.

Credentials are boto3's own business: the environment, its files, or the machine's role. Everything
that fails is told as `TargetFailed`, without what is secret.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache, partial
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

from generator.model.target import TargetOptions
from generator.targets.failures import Refused, TargetFailed
from generator.targets.means import Means

AT_ONCE = 8
"""How many requests may be under way."""

_CONNECT_SECONDS = 10
_READ_SECONDS = 60
_TRIES = 5
_REGION = "us-east-1"  # what servers that are not Amazon's take for any region
_MISSING = frozenset({"NoSuchKey", "404", "NotFound"})
_DENIED = frozenset({"AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "403"})
_TOO_LATE = frozenset({"PreconditionFailed", "ConditionalRequestConflict", "412"})
_UNKNOWN = frozenset({"NotImplemented", "501"})

_INSTALL = "install it with: pip install 'orange-friday[s3]'"
_AGAIN = "publish again; it goes on where it stopped"
_RIGHTS = "the key needs s3:ListBucket, s3:GetObject, s3:PutObject and s3:DeleteObject for it"
_KEY = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or configure boto3 in its own way"


class TooLate(TargetFailed):
    """An object is not what it was when it was read: somebody else has written it."""


class _Missing(TargetFailed):
    """There is no such object."""


class _NoConditions(TargetFailed):
    """The service does not know a header that was sent."""


class Found(Struct, frozen=True):
    """An object: its bytes, and the tag that changes with them."""

    content: bytes
    tag: str


class Listed(Struct, frozen=True):
    """An object as a listing shows it; the tag is mostly the MD5 of its bytes, hex."""

    tag: str
    size: int


class Headers(Struct, frozen=True):
    """What a bucket says of an object to those who ask for it."""

    type: str
    cache_control: str


_Answer = Mapping[str, Any]  # the library has no types
_md5 = partial(hashlib.md5, usedforsecurity=False)  # what services compare uploads with


class _Client(Protocol):
    """What is used of boto3's client of S3."""

    def get_object(self, **words: object) -> _Answer: ...
    def put_object(self, **words: object) -> _Answer: ...
    def copy_object(self, **words: object) -> _Answer: ...
    def delete_object(self, **words: object) -> _Answer: ...
    def list_objects_v2(self, **words: object) -> _Answer: ...


class Objects:
    """The objects of a bucket whose keys begin with the target's prefix, which keys leave out.

    Raises:
        Refused: boto3 is not installed.
        TargetFailed: from every method; the service refuses, or is out of reach.
    """

    def __init__(self, options: TargetOptions, means: Means) -> None:
        self._bucket = options.place
        self._prefix = options.prefix
        self._masked = means.masked
        self.name = f"s3://{self._bucket}/{self._prefix}"
        _need_boto3()
        with self._telling():
            self._client = _client(options)

    def get(self, key: str) -> Found | None:
        """An object; None if there is none."""
        try:
            with self._telling():
                answer = self._client.get_object(Bucket=self._bucket, Key=self._prefix + key)
                return Found(answer["Body"].read(), _tag(answer))
        except _Missing:
            return None

    def put(self, key: str, content: bytes, headers: Headers, *, replaced: str) -> str:
        """Write a small object if nobody has written it meanwhile; its tag.

        Services that know no such condition write without it (RFC 9110, section 13.1).

        Args:
            replaced: tag of the object that it replaces; empty if there must be none.

        Raises:
            TooLate: another object is there, or none.
        """
        condition = {"IfMatch": replaced} if replaced else {"IfNoneMatch": "*"}
        words = self._words(key, content, headers)
        try:
            with self._telling():
                return _tag(self._client.put_object(**words, **condition))
        except TooLate:
            there = self.get(key)  # a retry meets what the lost answer was about
            if there is None or there.content != content:
                raise
            return there.tag
        except _NoConditions:
            with self._telling():
                return _tag(self._client.put_object(**words))

    def send(self, key: str, file: Path, headers: Headers) -> None:
        """Write an object from a file; the service compares the bytes with their MD5."""
        with self._telling(), file.open("rb") as stream:
            words = self._words(key, b"", headers)
            sum_ = hashlib.file_digest(stream, _md5)
            stream.seek(0)
            self._client.put_object(
                **words | {"Body": stream, "ContentMD5": _base64(sum_.digest())}
            )

    def copy(self, source: str, key: str) -> bool:
        """Copy an object with its headers, on the server; False if there is none."""
        place = {"Bucket": self._bucket, "Key": self._prefix + source}
        try:
            with self._telling():
                self._client.copy_object(
                    Bucket=self._bucket, Key=self._prefix + key, CopySource=place
                )
        except _Missing:
            return False
        return True

    def delete(self, key: str) -> None:
        """Delete an object, or find it gone."""
        with suppress(_Missing), self._telling():
            self._client.delete_object(Bucket=self._bucket, Key=self._prefix + key)

    def listing(self, folder: str = "") -> Mapping[str, Listed]:
        """Every object below a folder (which ends with `/`), by its key."""
        return {
            row["Key"][len(self._prefix) :]: Listed(_tag(row), row["Size"])
            for page in self._pages(folder)
            for row in page.get("Contents", ())
        }

    def first(self) -> Iterator[str]:
        """Keys of the first objects, as many as one request tells."""
        page = next(self._pages(""))
        return (row["Key"][len(self._prefix) :] for row in page.get("Contents", ()))

    def _pages(self, folder: str) -> Iterator[_Answer]:
        more: dict[str, object] = {}
        while True:
            with self._telling():
                page = self._client.list_objects_v2(
                    Bucket=self._bucket, Prefix=self._prefix + folder, **more
                )
            yield page
            if not page.get("IsTruncated"):
                return
            more = {"ContinuationToken": page["NextContinuationToken"]}

    def _words(self, key: str, content: bytes, headers: Headers) -> dict[str, object]:
        return {
            "Bucket": self._bucket,
            "Key": self._prefix + key,
            "Body": content,
            "ContentType": headers.type,
            "CacheControl": headers.cache_control,
            "ContentMD5": _base64(_md5(content).digest()),
        }

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """What boto3 raises is told as a failure of the target."""
        from botocore.exceptions import (  # noqa: PLC0415 - the library is optional
            BotoCoreError,
            ClientError,
        )

        try:
            yield
        except ClientError as error:
            found = error.response.get("Error", {})
            raise self._failure(found.get("Code", ""), found.get("Message", "")) from error
        except BotoCoreError as error:
            hint = _KEY if "redential" in type(error).__name__ else _AGAIN
            raise TargetFailed(f"'{self.name}': {self._masked(str(error))}", hint) from error

    def _failure(self, code: str, message: str) -> TargetFailed:
        if code in _TOO_LATE:
            return TooLate(f"somebody else published to '{self.name}' meanwhile", "publish again")
        text = f"'{self.name}' refuses: {self._masked(f'{code} {message}'.strip())}"
        if code in _UNKNOWN:
            return _NoConditions(text, _AGAIN)
        if code in _MISSING:
            return _Missing(text, _AGAIN)
        if code == "NoSuchBucket":
            return TargetFailed(text, "make the bucket first; friday makes none")
        return TargetFailed(text, _RIGHTS if code in _DENIED else _AGAIN)


def md5_of(file: Path) -> str:
    """MD5 of a file's bytes, hex: what most services give as the tag of an object."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, _md5).hexdigest()


def _need_boto3() -> None:
    try:
        import boto3  # noqa: F401, PLC0415 - an optional library, and a slow one
    except ImportError as error:
        raise Refused("a bucket needs the library boto3, which is not here", _INSTALL) from error


def _client(options: TargetOptions) -> _Client:
    import boto3  # noqa: PLC0415 - an optional library, and a slow one
    from botocore.config import Config  # noqa: PLC0415
    from botocore.session import get_session  # noqa: PLC0415

    own = get_session()
    own.register_component("data_loader", _descriptions())
    session = boto3.session.Session(botocore_session=own, region_name=options.region)
    client: _Client = session.client(
        "s3",
        endpoint_url=options.endpoint,
        region_name=session.region_name or (_REGION if options.endpoint else None),
        config=Config(
            connect_timeout=_CONNECT_SECONDS,
            read_timeout=_READ_SECONDS,
            max_pool_connections=AT_ONCE,
            retries={"mode": "standard", "total_max_attempts": _TRIES},
            # Newer sums are unknown to many services; MD5 is known to all, and is sent by us.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            s3={"addressing_style": "path"} if options.endpoint else {},
        ),
    )
    return client


@cache
def _descriptions() -> object:
    """What botocore reads to know the service: large, and the same for every target."""
    from botocore.session import get_session  # noqa: PLC0415 - an optional library

    return get_session().get_component("data_loader")


def _tag(answer: _Answer) -> str:
    """The entity tag without its quotes."""
    return str(answer["ETag"]).strip('"')


def _base64(digest: bytes) -> str:
    return base64.b64encode(digest).decode()
