"""A build that begins with what the last one left: nothing to do, other texts, or the line."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from generator.build import stamp
from generator.build.beginning import cached, configuration
from generator.build.edition import Options
from generator.build.result import Result
from generator.build.retouch import Doubt, retouched
from generator.build.stamp import Begun, Left, Standing
from generator.problems import ProblemsFound
from generator.workshop import garbage


def again(
    project: Path,
    *,
    at: datetime,
    options: Options,
    wish: str,
    standing: Standing | None,
    name: str = stamp.OWN,
) -> Result:
    """Build the site of a project as it is at an instant, and write the stamp of that.

    Args:
        wish: the digest of what is asked for (`stamp.asked`).
        standing: the last build, if its stamp holds (`stamp.standing`).
        name: that of the stamp.

    Raises:
        ProblemsFound: the authors have something to mend; the site is as it was.
        NotCommitted: the output folder cannot be written; it is as it was.
    """
    begun = Begun.now(project)
    if standing is not None and not standing.edited:
        return standing.result
    if standing is not None and begun is not None:
        try:
            result, texts = _retouched(project, options, standing)
        except (Doubt, ProblemsFound, OSError):
            pass  # the whole line knows what to do, or tells what is wrong
        else:
            left = Left(texts, standing.seen)
            stamp.issue(project, begun, wish, standing.since, result, left=left, name=name)
            return result
    with garbage.kept():  # half of all that there is to load is for the whole line alone
        from generator.build.line import build  # noqa: PLC0415

    edition = build(project, at=at, options=replace(options, lasting=begun is not None))
    if begun is not None:
        stamp.issue(project, begun, wish, at, edition, left=Left(edition.texts), name=name)
    return edition


def _retouched(project: Path, options: Options, standing: Standing) -> tuple[Result, bytes]:
    with cached(project) as cache:
        config = configuration(project, options)
        return retouched(project, config, options, cache, standing)
