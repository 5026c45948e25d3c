"""The calls of a project, for commands that take in what answers them."""

from collections.abc import Iterable

from generator.build.edition import Options
from generator.build.line import drafted
from generator.cli.options import Common
from generator.config import Config
from generator.intake.calls import CallPlace, places
from generator.intake.sendings.sending import Asked
from generator.kinds.call import KIND
from generator.model.reference import Reference
from generator.problems import Location, Problem, ProblemsFound, did_you_mean, visible


def calls(given: Common) -> tuple[Config, tuple[CallPlace, ...]]:
    """The configuration and every call of a project, by id.

    Raises:
        ProblemsFound: the configuration cannot be read.
    """
    with drafted(given.project, at=given.at, options=Options(jobs=given.jobs)) as draft:
        journal, config = draft.journal, draft.config
    groups = [group for ref, group in journal.written.items() if ref.kind == KIND.name]
    return config, tuple(sorted(places(groups, config), key=lambda place: place.id))


def asked(given: Common, name: str) -> Asked:
    """The call of an id, written `name` or `call:name`, as an intake wants it.

    Raises:
        ProblemsFound: there is none, or a file of it cannot be read.
    """
    wanted = name.removeprefix(f"{KIND.name}:")
    with drafted(given.project, at=given.at, options=Options(jobs=given.jobs)) as draft:
        journal, problems, config = draft.journal, draft.problems, draft.config
    group = journal.written.get(Reference(KIND.name, wanted), ())
    place = next(places([group], config), None)
    if place is None:
        folder = f"{config.content}/{KIND.folder}/{wanted}"
        broken = [each for each in problems if each.location.file.startswith(folder)]
        raise ProblemsFound(broken or [_unknown(wanted, journal.written)])
    return Asked(place.id, place.call, place.form, place.titles, config, given.at)


def _unknown(wanted: str, written: Iterable[Reference]) -> Problem:
    ids = sorted(ref.id for ref in written if ref.kind == KIND.name)
    hint = did_you_mean(wanted, ids) or f"calls are {', '.join(ids) or 'still to come'}"
    return Problem(Location("--call"), "unknown-call", f"no call '{visible(wanted)}'", hint)
