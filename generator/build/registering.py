"""What readers know: the register of publications, and what it decides in a journal's options."""

from pathlib import Path

from generator.build.edition import Options
from generator.config import FILE, Config
from generator.journal.publications import merged
from generator.model.publication import Register
from generator.problems import Location, Problem, Severity
from generator.reader.published import parse_register, read_register
from generator.reader.scrubber import Scrubber


def register_of(
    project: Path, options: Options, scrubber: Scrubber
) -> tuple[Register, list[Problem]]:
    """What the project keeps of it, and what is kept where its site is published."""
    register, problems = read_register(project, scrubber)
    if options.published:
        there, _ = parse_register(options.published.encode(), scrubber)
        register = merged(register, there)
    return register, problems


def with_authority(config: Config, register: Register) -> tuple[Config, list[Problem]]:
    """The options with the authority of the first publish, which ids begin with for good.

    So neither a new domain nor another `authority` changes an id of a feed or of an item.
    """
    kept = register.authority
    if not kept or kept == config.tag_authority:
        return config, []
    problems = []
    if config.authority:
        message = f"ids began with '{kept}' when the journal was first published, and still do"
        hint = f"write: authority: {kept}"
        problems.append(Problem(Location(FILE), "authority", message, hint, Severity.WARNING))
    return config.model_copy(update={"authority": kept}), problems
