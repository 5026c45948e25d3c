"""Options that every command understands, before or behind its name."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click
from msgspec import Struct

F = TypeVar("F", bound=Callable[..., object])
_KEY = "generator.common"
_FIRST_YEAR, _LAST_YEAR = 1900, 9998  # in every time zone a year that datetime knows


class Common(Struct, frozen=True):
    """What the common options say.

    Attributes:
        at: the instant of the build; the clock is asked here and nowhere else.
        given: True if `--at` was given.
        output: output folder, or None for the configured one.
        base_url: address of the site, or empty for the configured one.
        jobs: processes, 0 for as many as there are cores.
        json: print records instead of sentences.
    """

    project: Path
    at: datetime
    given: bool
    output: Path | None
    base_url: str
    jobs: int
    strict: bool
    json: bool


class Instant(click.ParamType[datetime]):
    """An ISO 8601 instant; one without a zone is in UTC."""

    name = "instant"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The instant that was written."""
        try:
            instant = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"'{value}' is no instant; write 2026-05-01T17:00+08:00", param, ctx)
        if not _FIRST_YEAR <= instant.year <= _LAST_YEAR:
            self.fail(f"the year lies between {_FIRST_YEAR} and {_LAST_YEAR}", param, ctx)
        return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


_OPTIONS: Mapping[str, Callable[[Any], Any]] = {
    "project": click.option(
        "--project", "-C", type=click.Path(path_type=Path), help="Folder of the journal."
    ),
    "at": click.option(
        "--at", type=Instant(), help="Build as of this instant, UTC without an offset."
    ),
    "output": click.option(
        "--output", "-o", type=click.Path(path_type=Path), help="Folder for the site."
    ),
    "base_url": click.option("--base-url", help="Address of the site, not the configured one."),
    "jobs": click.option("--jobs", "-j", type=click.IntRange(0), help="Processes (all cores)."),
    "strict": click.option("--strict", is_flag=True, default=None, help="Warnings are errors."),
    "json": click.option("--json", is_flag=True, default=None, help="Print records of JSON."),
}


def common(function: F) -> F:
    """Give a command the common options; what stands behind its name outweighs what is before."""

    @wraps(function)
    def gathering(*args: object, **given: object) -> object:
        said = click.get_current_context().meta.setdefault(_KEY, {})
        said |= {name: given[name] for name in _OPTIONS if given[name] is not None}
        return function(*args, **{k: v for k, v in given.items() if k not in _OPTIONS})

    wrapped: Callable[..., object] = gathering
    for option in reversed(list(_OPTIONS.values())):
        wrapped = option(wrapped)
    return wrapped  # type: ignore[return-value]  # the same command with more options


def said() -> Common:
    """What the common options of the running command say; without `--at` the clock is asked."""
    given = click.get_current_context().meta.get(_KEY, {})
    return Common(
        project=given.get("project", Path()),
        at=given.get("at") or now(),
        given="at" in given,
        output=given.get("output"),
        base_url=given.get("base_url", ""),
        jobs=given.get("jobs", 0),
        strict=given.get("strict", False),
        json=given.get("json", False),
    )


def now() -> datetime:
    """This instant, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
