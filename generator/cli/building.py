"""What building takes: all that is slow to load, apart from the commands that may do without."""

import os
from dataclasses import replace

from generator.build.again import again
from generator.build.edition import Edition, Options
from generator.build.line import build as build_site
from generator.build.result import Result
from generator.cli import previews, report
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


def made(given: Common, wish: str, *, adopt: bool) -> Result:
    """Build what has to be built, and write the stamp that the next build may find.

    Args:
        wish: the digest of what was asked for (`stamp.asked`).
    """
    with report.progress(quiet=given.json) as tell:
        options = options_of(given, tell, adopt=adopt)
        return again(given.project, at=given.at, options=options, wish=wish)


def previewed(given: Common, *, adopt: bool) -> Edition:
    """Build the site with pages for what is not public yet."""
    with report.progress(quiet=given.json) as tell:
        key = previews.key_of(given.project, os.environ)
        options = replace(options_of(given, tell, adopt=adopt), preview_key=key)
        return build_site(given.project, at=given.at, options=options)
