"""Taking back a consent: the entry's files say so, and with `erase` they say nothing else.

What is left of an erased entry is a stub, so that the tombstone can be built and feed readers hear
that something is gone. The submission it was made of is emptied, too; its key stays, so that no
import ever brings it back.
"""

import shlex
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath

from msgspec import Struct

from generator.files import leftovers, put_all
from generator.intake.changes.yaml_out import Value, front_matter
from generator.intake.inbox.store import Filed, Inbox
from generator.intake.moderation.dating import withdrawn_in
from generator.journal.visibility import consent_of
from generator.kinds.consent import Consent
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.zones import as_written
from generator.problems import Problem, ProblemsFound

_STUB = "Withdrawn"


class Withdrawn(Struct, frozen=True):
    """What was written.

    Attributes:
        changed: files that now say that it was taken back, relative to the project.
        erased: files that are gone, or have nothing of it any more.
    """

    changed: tuple[str, ...]
    erased: tuple[str, ...] = ()


def withdraw(inbox: Inbox, versions: Sequence[Entry], at: datetime, reason: str = "") -> Withdrawn:
    """Write into an entry that its consent was taken back; its text stays, and is not shown.

    Args:
        reason: in their words, for its page; empty for none.

    Raises:
        ProblemsFound: it has no consent, or its file has to be changed by hand.
        OSError: the file cannot be written; it is as it was.
    """
    entry = versions[0]
    consent = _consent(entry)
    if consent.withdrawn is not None:
        message = f"the consent was withdrawn at {consent.withdrawn.isoformat()} already"
        hint = "to take the words out of the files, too: --erase"
        raise ProblemsFound([Problem(entry.location, "withdrawn", message, hint)])
    file = inbox.project / entry.location.file
    when = as_written(at, inbox.config.zone)
    fields = {"withdrawn": reason} if reason else {}
    text = withdrawn_in(file.read_bytes().decode("utf-8"), KINDS[entry.kind].consent, when, fields)
    if text is None:
        field = KINDS[entry.kind].consent
        hint = f"add this line below '{field}:' yourself: 'withdrawn: {when}'"
        message = "the consent is written in a way that cannot be added to"
        raise ProblemsFound([Problem(entry.at((field,)), "by-hand", message, hint)])
    put_all({file: text.encode()})
    return Withdrawn((entry.location.file,))


def erase(
    inbox: Inbox,
    versions: Sequence[Entry],
    every: Sequence[Filed],
    at: datetime,
    reason: str = "",
) -> Withdrawn:
    """Take text, pictures and names out of an entry's files, and out of what it was made of.

    Raises:
        ProblemsFound: it has no consent, or stands in a data file among others.
        OSError: a file cannot be written or deleted; calling it again goes on from there.
    """
    consent = _consent(versions[0])
    rows = [entry for entry in versions if entry.is_row]
    if rows:
        hint = "delete its row, and publish: the register keeps its tombstone"
        message = "it stands in a file with others"
        raise ProblemsFound([Problem(rows[0].location, "by-hand", message, hint)])
    ended = consent.model_copy(update={"withdrawn": consent.withdrawn or at})
    stubs = {
        inbox.project / each.location.file: _stub(inbox, each, ended, reason) for each in versions
    }
    put_all(stubs)
    gone = [*_files_of(inbox, versions), *_submitted(inbox, versions[0], every)]
    for file in gone:
        file.unlink(missing_ok=True)
    emptied = _emptied(inbox, versions[0], every)
    put_all(emptied)
    return Withdrawn(_named(inbox, [*stubs, *emptied]), _named(inbox, gone))


def _consent(entry: Entry) -> Consent:
    consent = consent_of(entry)
    if consent is None:
        message = f"'{entry.reference}' has no consent that could be withdrawn"
        hint = "to take back an entry of your own, write 'withdrawn: why' into it"
        raise ProblemsFound([Problem(entry.location, "no-consent", message, hint)])
    return consent


def _stub(inbox: Inbox, entry: Entry, consent: Consent, reason: str) -> bytes:
    """The file of an erased entry: nothing but what its tombstone needs."""
    zone, main, kind = inbox.config.zone, inbox.config.main_language, KINDS[entry.kind]
    head = entry.head
    fields: dict[str, Value] = {
        "title": _STUB,
        "id": head.id if head.id != _name_of(entry) else "",
        "date": as_written(head.date, zone) if entry.original and head.date else "",
        "lang": "" if _says_language(entry) or entry.lang == main else entry.lang,
        "withdrawn": reason or head.withdrawn,
    }
    if entry.original:
        fields[kind.consent] = {
            "given": as_written(consent.given, zone),
            "text": consent.text,
            "uses": [str(use) for use in consent.uses],
            "name": "anonymous",
            "withdrawn": as_written(consent.withdrawn, zone) if consent.withdrawn else "",
        }
        if kind.moderated:
            fields["decision"] = "approved"
    return front_matter(fields).encode()


def _says_language(entry: Entry) -> bool:
    """Whether the file's name says its language: `index.zh.md`."""
    return len(PurePosixPath(entry.location.file).name.split(".")) > len(("index", "md"))


def _name_of(entry: Entry) -> str:
    """The id that the file's name gives."""
    path = PurePosixPath(entry.location.file)
    stem = path.name.split(".")[0]
    return path.parent.name if stem == "index" else stem


def _files_of(inbox: Inbox, versions: Sequence[Entry]) -> list[Path]:
    """Pictures and whatever else lies in the folder of an entry."""
    found = {each.path for entry in versions for each in entry.attachments}
    return [inbox.project / path for path in sorted(found)]


def _submissions(entry: Entry, every: Sequence[Filed]) -> Iterator[Filed]:
    yield from (each for each in every if each.submission.became == str(entry.reference))


def _submitted(inbox: Inbox, entry: Entry, every: Sequence[Filed]) -> list[Path]:
    """Pictures, edits and the contact of the submission that an entry was made of."""
    found: list[Path] = []
    for filed in _submissions(entry, every):
        found += [file for file in sorted(filed.folder.iterdir()) if file != filed.file]
        contact = inbox.private / filed.submission.call / f"{filed.submission.key}.yaml"
        found += [*([contact] if contact.is_file() else []), *leftovers(contact)]
    return found


def _emptied(inbox: Inbox, entry: Entry, every: Sequence[Filed]) -> dict[Path, bytes]:
    """What is left of a submission: its key, and that it was decided."""
    files: dict[Path, bytes] = {}
    for filed in _submissions(entry, every):
        said, zone = filed.submission, inbox.config.zone
        fields: dict[str, Value] = {
            "call": said.call,
            "key": said.key,
            "source": {"sort": str(said.source.sort), "id": "erased"},
            "received": as_written(said.received, zone),
            "decision": str(said.decision),
            "decided": as_written(said.decided, zone) if said.decided else "",
            "role": said.role or "",
            "became": said.became or "",
        }
        files[filed.file] = front_matter(fields).encode()
    return files


def _named(inbox: Inbox, files: Sequence[Path]) -> tuple[str, ...]:
    root = f"{inbox.project.as_posix()}/"
    return tuple(file.as_posix().removeprefix(root) for file in files)


def history_commands(inbox: Inbox, done: Withdrawn) -> tuple[str, ...]:
    """How the words of files are taken out of a repository's history, too (git-filter-repo).

    A folder that holds nothing else is named as a whole: what lay in it earlier goes, too. Every
    other file is named itself, because its neighbours in the folder belong to other people.
    """
    private = f"{inbox.config.intake.private.rstrip('/')}/"
    named = (*done.changed, *done.erased)
    files = [each for each in named if not each.startswith((private, "/"))]
    folders = {file.rpartition("/")[0] for file in files if _is_alone(inbox, file, files)}
    places = dict.fromkeys(
        next((f for f in folders if file.startswith(f"{f}/")), file) for file in files
    )
    paths = " ".join(f"--path {shlex.quote(place)}" for place in places)
    return (f"git filter-repo --invert-paths {paths}", "git push --force --all")


def _is_alone(inbox: Inbox, file: str, files: Sequence[str]) -> bool:
    """Whether the folder of an `index.md` has nothing in it but some files."""
    path = PurePosixPath(file)
    found = (inbox.project / path.parent).rglob("*")
    return path.name.startswith("index.") and all(
        each.relative_to(inbox.project).as_posix() in files for each in found if each.is_file()
    )
