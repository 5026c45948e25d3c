"""What every build begins with: the configuration, and a cache without anybody forgotten."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.build.edition import Options
from generator.build.forgetting import purge
from generator.build.stamp import PRIVATE
from generator.config import FILE, Config
from generator.config import read as read_config
from generator.problems import Location, Problem, gate
from generator.reader.scrubber import Scrubber
from generator.workshop import garbage
from generator.workshop.cache import Cache


@contextmanager
def cached(project: Path) -> Iterator[Cache]:
    """The cache of a project, without anything that is to be forgotten."""
    purge(project, project / PRIVATE)
    with garbage.kept(), Cache(project / PRIVATE / "cache.sqlite") as cache:
        yield cache


def configuration(project: Path, options: Options, scrubber: Scrubber | None = None) -> Config:
    """The configuration of a project with what the command line changes.

    Args:
        scrubber: takes out of its texts who is forgotten.

    Raises:
        ProblemsFound: there is none, or it has mistakes.
    """
    return configured(project, options, scrubber)[0]


def configured(
    project: Path, options: Options, scrubber: Scrubber | None = None
) -> tuple[Config, tuple[Problem, ...]]:
    """The same with its warnings."""
    file = project / FILE
    if not file.is_file():
        hint = "go to the journal's folder, or make one: friday init FOLDER"
        gate([Problem(Location(FILE), "no-config", "there is no such file here", hint)])
    changes = {"base_url": options.base_url} if options.base_url else {}
    data = file.read_bytes()
    text = data.decode("utf-8-sig", "replace")
    text = scrubber.text(text, FILE) if scrubber else text
    config, problems = read_config(text, changes=changes)
    warnings = gate([*problems, *_not_utf8(data)])
    if config is None:
        raise RuntimeError("a configuration without mistakes is a configuration")
    return config, warnings


def _not_utf8(data: bytes) -> Iterator[Problem]:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "save the file as UTF-8"
        yield Problem(Location(FILE, line), "encoding", "this is not UTF-8", hint)
