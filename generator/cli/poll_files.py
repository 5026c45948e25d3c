"""The files of a poll: where they lie, what it wants of ballots, and when not to touch them."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from generator.build.edition import Options
from generator.build.line import drafted
from generator.cli.options import Common
from generator.intake.ballots.sheet import Choice, Wish
from generator.kinds.poll import KIND, Poll, contest
from generator.model.entry import Entry
from generator.model.reference import Reference
from generator.problems import Location, Problem, ProblemsFound, did_you_mean, gate


class PollPlace(Struct, frozen=True):
    """A poll of the project, in all its languages, the original first.

    Attributes:
        project: its folder.
        folder: where the poll's files lie, relative to the project.
        zone: time zone of the journal.
    """

    project: Path
    versions: tuple[Entry, ...]
    poll: Poll
    folder: str
    zone: tzinfo

    @property
    def file(self) -> str:
        """The file of its original."""
        return self.versions[0].location.file

    def wish(self, wish: Wish) -> Wish:
        """The same wish with what the poll wants of a file."""
        vote = contest(self.poll)
        return replace(
            wish,
            options=_choices(self.versions),
            form=vote.form if vote else None,
            scale=vote.scale if vote else None,
            labels=_labels(self.versions),
            zone=self.zone,
        )

    def beside(self, name: str) -> str:
        """A file beside the poll, relative to the project."""
        return f"{self.folder}/{name}"


def _choices(versions: Sequence[Entry]) -> tuple[Choice, ...]:
    """The options of a poll with their titles in every language."""
    titles: dict[str, list[str]] = {}
    for entry in versions:
        for option in entry.record.options if isinstance(entry.record, Poll) else ():
            titles.setdefault(option.id, []).append(option.title)
    return tuple(Choice(name, said[0], tuple(said[1:])) for name, said in titles.items())


def _labels(versions: Sequence[Entry]) -> Mapping[str, int]:
    """What the scores of a poll are called in every language."""
    polls = [entry.record for entry in versions if isinstance(entry.record, Poll)]
    return {step.label: step.score for poll in polls for step in poll.scale.labels}


def find(given: Common, name: str) -> PollPlace:
    """The poll of an id, written `name` or `poll:name`.

    Raises:
        ProblemsFound: there is none, or a file of it, such as a translation, cannot be read.
    """
    wanted = name.removeprefix("poll:")
    with drafted(given.project, at=given.at, options=Options(jobs=given.jobs)) as draft:
        journal, problems, config = draft.journal, draft.problems, draft.config
    versions = journal.written.get(Reference(KIND.name, wanted))
    if versions and isinstance(versions[0].record, Poll):
        file = PurePosixPath(versions[0].location.file)
        gate(_unread(versions, problems))
        zone = config.zone
        return PollPlace(given.project, versions, versions[0].record, str(file.parent), zone)
    folder = f"{config.content}/{KIND.folder}"
    broken = [p for p in problems if p.location.file.startswith(f"{folder}/{wanted}")]
    if broken:
        raise ProblemsFound(broken)
    ids = [reference.id for reference in journal.written if reference.kind == KIND.name]
    hint = did_you_mean(wanted, ids) or f"polls are {', '.join(sorted(ids)) or 'still to come'}"
    raise ProblemsFound([Problem(Location("--poll"), "unknown-poll", f"no poll '{wanted}'", hint)])


def _unread(versions: Sequence[Entry], problems: Sequence[Problem]) -> Iterator[Problem]:
    """What is wrong with files of a poll that hold no version of it because of that."""
    read = {version.location.file for version in versions}
    file = PurePosixPath(versions[0].location.file)
    begins = f"{file.parent}/{file.name.split('.')[0]}."
    for problem in problems:
        name = problem.location.file
        if name.startswith(begins) and name.endswith(".md") and name not in read:
            yield problem


def ready(place: PollPlace) -> None:
    """Make sure that the poll can take ballots.

    Raises:
        ProblemsFound: it has no folder of its own, or does not say how votes are counted.
    """
    gate([*_no_folder(place), *_no_method(place)])


def ready_for_roll(place: PollPlace) -> None:
    """Make sure that the poll has a folder.

    Raises:
        ProblemsFound: it has none.
    """
    gate(_no_folder(place))


def _no_folder(place: PollPlace) -> Iterator[Problem]:
    file = PurePosixPath(place.file)
    if file.name.split(".")[0] != "index":
        stem = file.name.split(".")[0]
        moves = [
            f"{old} becomes {place.folder}/{stem}/index{old.removeprefix(f'{place.folder}/{stem}')}"
            for old in (version.location.file for version in place.versions)
        ]
        message = "a poll with ballots is a folder, and this one is a single file"
        yield Problem(Location(place.file), "no-folder", message, "; ".join(moves))


def _no_method(place: PollPlace) -> Iterator[Problem]:
    if place.poll.method is None:
        message = "the poll does not say how votes are counted"
        hint = "add 'method', such as approval; then ballots can be read"
        yield Problem(Location(place.file), "no-method", message, hint)


def not_frozen(place: PollPlace, name: str, data: bytes) -> None:
    """Make sure that new ballots may take the place of old ones.

    Raises:
        ProblemsFound: the poll has a digest, and it is that of other ballots.
    """
    digest = place.poll.digest
    if digest and digest.casefold() != hashlib.sha256(data).hexdigest():
        where = place.versions[0].at(("digest",))
        message = f"the ballots were frozen at the close, and '{name}' would be others"
        hint = "to open them again, take 'digest' out of this file first; its history will show it"
        gate([Problem(where, "frozen", message, hint)])


def not_in_the_way(place: PollPlace, files: Mapping[str, bytes]) -> None:
    """Make sure that nothing else would be lost.

    Args:
        files: what is to be written, by its path in the project.

    Raises:
        ProblemsFound: a file is there already with something else in it.
    """
    gate(
        Problem(Location(name), "exists", "the file holds something else", "--force replaces it")
        for name, data in files.items()
        if (place.project / name).exists() and (place.project / name).read_bytes() != data
    )
