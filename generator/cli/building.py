"""What building takes: all that is slow to load, apart from the commands that may do without."""

import os
from dataclasses import replace

from generator.build.again import again
from generator.build.edition import Options
from generator.build.result import Result
from generator.build.stamp import Standing
from generator.cli import report
from generator.cli.options import Common
from generator.render.cards.fonts import system_folders


def options_of(common_options: Common, tell: report.Tell, *, adopt: bool = False) -> Options:
    """The options of a build as the command line gave them."""
    return Options(
        output=common_options.output,
        base_url=common_options.base_url,
        jobs=common_options.jobs,
        strict=common_options.strict,
        fonts=system_folders(os.environ),
        adopt=adopt,
        progress=tell,
    )


def made(given: Common, wish: str, standing: Standing | None, *, adopt: bool) -> Result:
    """Build what has to be built, and write the stamp that the next build may find.

    Args:
        wish: the digest of what was asked for (`stamp.asked`).
        standing: the last build, if its stamp holds (`stamp.standing`).
    """
    with report.progress(quiet=given.json) as tell:
        options = replace(options_of(given, tell, adopt=adopt), digested=False)
        return again(given.project, at=given.at, options=options, wish=wish, standing=standing)
