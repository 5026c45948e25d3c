"""One more build of the previewed site, and what came of it, whatever that is."""

import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import perf_counter
from urllib.parse import urljoin

from msgspec import Struct

from generator.build import stamp
from generator.build.again import again
from generator.build.beginning import configuration
from generator.build.edition import Options, Progress, unheard
from generator.build.result import Result
from generator.build.stamp import SERVED
from generator.config import Config
from generator.problems import Location, Problem, ProblemsFound, refusal
from generator.publish.failures import NotCommitted


class Outcome(Struct, frozen=True):
    """What came of a build.

    Attributes:
        edition: what the finished site is like; None if it could not be finished.
        config: the configuration; None if it could not be read.
        problems: warnings of a finished site, else everything that stands in its way.
        trace: where the program itself failed; empty for mistakes that authors can mend.
    """

    edition: Result | None
    config: Config | None
    problems: tuple[Problem, ...]
    seconds: float
    trace: str = ""


class Wish(Struct, frozen=True):
    """What is to be built, again and again.

    Attributes:
        at: says the instant of a build; asked anew for each.
        options: those of every build; `output` is the folder of the preview.
        server: address of the server, with its `/`; the site keeps the path of its own address.
    """

    project: Path
    at: Callable[[], datetime]
    options: Options
    server: str


def rebuild(wish: Wish, progress: Progress = unheard) -> Outcome:
    """Build the site; no mistake in the journal, on the disk or in the program ends the preview."""
    start = perf_counter()
    config: Config | None = None
    edition: Result | None = None
    trace = ""
    try:
        config = configuration(wish.project, wish.options)
        address = urljoin(wish.server, config.base_path)
        options = replace(wish.options, base_url=address, digested=False, progress=progress)
        asked, at = _asked(wish, options), wish.at()
        standing = stamp.standing(wish.project, asked, at, name=SERVED)
        edition = again(
            wish.project, at=at, options=options, wish=asked, standing=standing, name=SERVED
        )
        problems = edition.problems
    except ProblemsFound as stop:
        problems = stop.problems
    except NotCommitted as stop:
        problems = (Problem(Location(str(wish.options.output)), "not-written", str(stop)),)
    except OSError as error:
        problems = (refusal(error, wish.project),)
    except Exception as error:  # noqa: BLE001 - the edge of the program: what arrives here is a bug
        trace = traceback.format_exc()
        hint = "this is a bug in friday; the terminal shows where"
        problems = (Problem(Location("friday"), "bug", repr(error), hint),)
    return Outcome(edition, config, problems, perf_counter() - start, trace)


def _asked(wish: Wish, options: Options) -> str:
    """A digest, hex, of what a preview is built for."""
    said = ("output", "base_url", "strict", "fonts", "indexed")
    return stamp.asked(wish.project, {name: getattr(options, name) for name in said})
