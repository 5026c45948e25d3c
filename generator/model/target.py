"""Where a journal is published to, as `friday.yaml` says it.

Which options belong to which sort of target lies in this file, as a table.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Literal, Self
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, Field, model_validator

from generator.model.fields import Flag, Line, Record

SORTS: Mapping[str, frozenset[str]] = {
    "folder": frozenset({"keep"}),
    "git": frozenset({"branch", "history", "keep"}),
    "s3": frozenset({"prefix", "endpoint", "region", "keep"}),
    "rsync": frozenset({"keep", "in_place"}),
}
"""The option that names the place of each sort of target, and the options that may stand beside."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_SECRET = "a password or token has no place in a file; leave it to {instead}"  # noqa: S105
_BAD_IN_BRANCH = re.compile(
    r"[\s~^:?*\[\\\x00-\x1f\x7f]|\.\.|@\{|//|/\.|^[./-]|[./]$|\.lock(/|$)|^@$"
)
"""What git-check-ref-format(1) forbids in the name of a branch."""


def _name(value: str) -> str:
    if not _NAME.fullmatch(value):
        raise ValueError("it is made of small letters, digits and hyphens, such as web")
    return value


def _git(value: str) -> str:
    _refuse_option(value)
    parts = _split(value)
    web = parts.scheme in {"http", "https"}
    if parts.password is not None or (web and parts.username is not None):
        raise ValueError(_SECRET.format(instead="git's credential helper, or use an ssh address"))
    if "::" in value.split("/", maxsplit=1)[0]:  # `ext::sh -c …` would run a command
        raise ValueError("it is the address of a repository: https, ssh, or a path")
    return value


def _rsync(value: str) -> str:
    _refuse_option(value)
    if _split(value).password is not None:
        raise ValueError(_SECRET.format(instead="ssh keys, or RSYNC_PASSWORD"))
    if ":" not in value:
        raise ValueError("it is a host and a folder there: user@host:/srv/journal")
    return value


def _endpoint(value: str) -> str:
    parts = _split(value)
    if parts.username is not None or parts.password is not None:
        raise ValueError(_SECRET.format(instead="the environment (AWS_ACCESS_KEY_ID)"))
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("it is the address of the server: https://s3.example.org")
    return value.rstrip("/")


def _bucket(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{1,254}", value):
        raise ValueError("it is the name of a bucket, not an address")
    return value


def _prefix(value: str) -> str:
    clean = value.strip("/")
    if clean and not {"", ".", ".."}.isdisjoint(clean.split("/")):
        raise ValueError("it is a folder in the bucket, such as journal")
    return f"{clean}/" if clean else ""


def _branch(value: str) -> str:
    if not value or _BAD_IN_BRANCH.search(value):
        raise ValueError("it is the name of a branch, such as pages")
    return value


def _refuse_option(value: str) -> None:
    """An address that begins like an option would be one for the program that gets it."""
    if value.startswith("-"):
        raise ValueError("an address cannot begin with '-'")


def _split(value: str) -> SplitResult:
    try:
        return urlsplit(value)
    except ValueError as error:
        raise ValueError("this is no address") from error


TargetName = Annotated[str, AfterValidator(_name)]


class TargetOptions(Record):
    """A target: one of `folder`, `git`, `s3` or `rsync` says what it is and where."""

    folder: Line | None = Field(
        default=None, description="a folder; what is served is the link 'current' in it"
    )
    git: Annotated[Line, AfterValidator(_git)] | None = Field(
        default=None, description="a repository whose branch is served"
    )
    s3: Annotated[Line, AfterValidator(_bucket)] | None = Field(
        default=None, description="a bucket of an S3-compatible service"
    )
    rsync: Annotated[Line, AfterValidator(_rsync)] | None = Field(
        default=None, description="a host and a folder there, reached by rsync"
    )
    keep: Annotated[int, Field(ge=1, le=100)] = Field(
        default=5, description="how many publishes are kept for 'friday rollback', this one too"
    )
    branch: Annotated[Line, AfterValidator(_branch)] = Field(
        default="pages", description="git: the branch that is served"
    )
    history: Literal["keep", "squash"] = Field(
        default="keep", description="git: a commit for each publish, or one commit alone"
    )
    prefix: Annotated[Line, AfterValidator(_prefix)] = Field(
        default="", description="s3: folder in the bucket"
    )
    endpoint: Annotated[Line, AfterValidator(_endpoint)] | None = Field(
        default=None, description="s3: address of a server that is not Amazon's"
    )
    region: Line | None = Field(default=None, description="s3: region of the bucket")
    in_place: Flag = Field(
        default=False, description="rsync: yes for a host whose folder cannot be a link"
    )

    @property
    def sort(self) -> str:
        """Which of the `SORTS` it is."""
        return next(name for name in SORTS if getattr(self, name) is not None)

    @property
    def place(self) -> str:
        """Where it is, as it was written."""
        return str(getattr(self, self.sort))

    @model_validator(mode="after")
    def _is_one_sort(self) -> Self:
        named = [name for name in SORTS if getattr(self, name) is not None]
        if len(named) != 1:
            raise ValueError("a target has one of 'folder', 'git', 's3' and 'rsync'")
        strange = self.model_fields_set - {named[0]} - SORTS[named[0]]
        if strange:
            known = ", ".join(sorted(SORTS[named[0]]))
            first = min(strange)
            raise ValueError(f"'{first}' is no option of a {named[0]} target, which has {known}")
        return self
