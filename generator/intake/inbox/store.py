"""The inbox on disk: `inbox/CALL/KEY/index.md` with its pictures, `private/CALL/KEY.yaml` beside.

Law: a submission is there as soon as its `index.md` is, which is written last, and everything that
it names is there with it. The same submission is never there twice.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from os.path import normpath
from pathlib import Path

from msgspec import Struct

from generator.config import Config
from generator.files import leftovers, put, put_all
from generator.intake.changes.git_history import is_tracked
from generator.intake.changes.yaml_out import front_matter
from generator.intake.inbox.written import contact_text, digest_of, fields_of
from generator.markup.front_matter import split
from generator.markup.yaml_text import load
from generator.model.submission import KEY, Contact, Parcel, Submission
from generator.model.submission_row import UNDECIDED
from generator.model.validation import Fields, problem_of, validate
from generator.problems import Location, Problem, shown

INDEX = "index.md"
EDITS = "edits.diff"
"""What somebody of the team changed before the decision; it lies beside the submission."""


_WRITTEN = re.compile(r"\d+\.[a-z]+|\..*\.\d+\.new", re.ASCII | re.DOTALL)
"""Names that only an intake gives to files of a submission: pictures, and what is not done yet."""


class InboxRefused(Exception):
    """The inbox cannot be where it is said to be; the message says why, and what to do."""


class Fate(StrEnum):
    """What became of a submission that was put into the inbox."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "same"
    DECIDED = "decided"
    """Its source changed after the decision; nothing was written."""
    EDITED = "edited"
    """Its source changed, and so did the text in the inbox, by hand; nothing was written."""
    EMPTY = "empty"
    """Nothing is said in it; nothing was written."""


class Inbox(Struct, frozen=True):
    """Where submissions lie.

    Attributes:
        folder: that of the submissions.
        private: that of who sent them.
    """

    project: Path
    config: Config
    folder: Path
    private: Path


class Filed(Struct, frozen=True):
    """A submission as it lies in the inbox.

    Attributes:
        text: Markdown as it came, hostile until it is sanitised.
        file: its `index.md`; pictures lie beside it.
        fields: the raw fields with their lines, for problems.
    """

    submission: Submission
    text: str
    file: Path
    fields: Fields

    @property
    def folder(self) -> Path:
        """Where it and its pictures lie."""
        return self.file.parent


def open_inbox(project: Path, config: Config) -> Inbox:
    """The inbox of a project. Nothing is written yet.

    Raises:
        InboxRefused: a folder is one that is published, or that git keeps though it is private.
    """
    here = project.resolve()
    inbox = Path(normpath(here / config.intake.inbox))
    private = Path(normpath(here / config.intake.private))
    for name, folder in (("inbox", inbox), ("private", private)):
        for other in (config.content, config.output, "themes", "docs"):
            if _is_in(folder, here / other):
                raise InboxRefused(
                    f"'intake: {{{name}: {shown(folder.name)}}}' lies in '{other}', which is "
                    f"public; name a folder of its own, such as {name}"
                )
        if folder.resolve() == here:
            raise InboxRefused(f"'intake: {{{name}: …}}' is the project itself; name a folder")
    if _is_in(private, inbox) or _is_in(inbox, private):
        raise InboxRefused("the inbox and the private folder lie in one another; name two folders")
    if private.is_dir() and is_tracked(private):
        raise InboxRefused(
            f"git keeps files of '{shown(config.intake.private)}', which says who sent what; take "
            f"them out: git rm -r --cached {config.intake.private}"
        )
    return Inbox(here, config, inbox, private)


def read_inbox(inbox: Inbox) -> tuple[list[Filed], list[Problem]]:
    """Every submission, by call and key, and everything wrong with their files."""
    found: list[Filed] = []
    problems: list[Problem] = []
    for file in _files(inbox):
        filed, wrong = _read(inbox, file)
        problems += wrong
        found += [filed] if filed is not None else []
    return found, problems


def find(inbox: Inbox, key: str) -> tuple[Filed | None, list[Problem]]:
    """The submission whose key begins so; None if there is none, or several.

    Returns:
        the submission, and what is wrong with its file or with the key.
    """
    files = [file for file in _files(inbox) if file.parent.name.startswith(key.strip().lower())]
    place = Location(inbox.config.intake.inbox)
    if len(files) == 1 and key.strip():
        return _read(inbox, files[0])
    if not files or not key.strip():
        hint = "friday moderate lists the keys"
        return None, [Problem(place, "unknown-key", f"no key begins with '{shown(key)}'", hint)]
    keys = ", ".join(file.parent.name for file in files[:5])
    message = f"{len(files)} keys begin with '{shown(key)}'"
    return None, [Problem(place, "unknown-key", message, f"say more of it: {keys}")]


def as_it_lies(inbox: Inbox, submission: Submission) -> Submission | None:
    """What the inbox holds of a submission that came once more; None if that cannot be read."""
    file = _folder(inbox, submission) / INDEX
    filed = _read(inbox, file)[0] if file.is_file() else None
    return filed.submission if filed is not None else None


def contact_of(inbox: Inbox, submission: Submission) -> Contact:
    """Who sent a submission; an empty record where nothing is kept of it."""
    file = _contact_file(inbox, submission)
    if not file.is_file():
        return Contact()
    located = load(file.read_bytes().decode("utf-8", "replace"))
    tree = located.tree if isinstance(located.tree, dict) else {}
    contact, _ = validate(Contact, Fields(tree, {}), inbox.config.context())
    return contact or Contact()


def deliver(inbox: Inbox, parcel: Parcel) -> Fate:
    """Put a submission into the inbox; it is on the disk when this returns.

    One that is there already is brought up to date as long as nobody decided. `received`, and when
    consent was given, stay what they were.

    Raises:
        OSError: it cannot be written; what was there is as it was.
    """
    fate, parcel = _settled(inbox, parcel)
    if fate in {Fate.NEW, Fate.UPDATED}:
        _put(inbox, parcel)
    if fate in {Fate.NEW, Fate.UPDATED, Fate.SAME}:
        _tidy(inbox, parcel)
    return fate


def foreseen(inbox: Inbox, parcel: Parcel) -> Fate:
    """What `deliver` would do."""
    return _settled(inbox, parcel)[0]


def save(filed: Filed, submission: Submission, text: str | None = None) -> None:
    """Write a submission anew after a decision or an edit; its pictures stay.

    Args:
        text: its new text; None: as it is.

    Raises:
        OSError: it cannot be written; it is as it was.
    """
    put_all({filed.file: _index(submission, filed.text if text is None else text)})


def _settled(inbox: Inbox, parcel: Parcel) -> tuple[Fate, Parcel]:
    """What is to be done with a submission, and how it is then written."""
    digest = digest_of(parcel)
    fresh = Parcel(
        parcel.submission.model_copy(update={"digest": digest}),
        parcel.text,
        parcel.pictures,
        parcel.contact,
    )
    file = _folder(inbox, parcel.submission) / INDEX
    there = _read(inbox, file)[0] if file.is_file() else None
    if there is None:
        return (Fate.NEW if not file.is_file() else Fate.EDITED), fresh
    if there.submission.digest == digest:
        return Fate.SAME, fresh
    if there.submission.decision not in UNDECIDED:
        return Fate.DECIDED, fresh
    if (there.folder / EDITS).exists():
        return Fate.EDITED, fresh
    return Fate.UPDATED, _brought_up(fresh, there.submission)


def _brought_up(parcel: Parcel, there: Submission) -> Parcel:
    """The new version of a submission, with what the old one says of times and questions."""
    new = parcel.submission
    kept: dict[str, object] = {"received": there.received, "question": there.question}
    if new.consent is not None and there.consent is not None:
        kept["consent"] = new.consent.model_copy(update={"given": there.consent.given})
    return Parcel(new.model_copy(update=kept), parcel.text, parcel.pictures, parcel.contact)


def _put(inbox: Inbox, parcel: Parcel) -> None:
    """The contact first, then pictures, then what makes them a submission."""
    folder, contact = _folder(inbox, parcel.submission), _contact_file(inbox, parcel.submission)
    _hide(inbox)
    files: dict[Path, bytes] = {}
    if not parcel.contact.is_empty:
        files[contact] = contact_text(parcel.contact).encode()
    files |= {folder / name: data for name, data in parcel.pictures.items()}
    files[folder / INDEX] = _index(parcel.submission, parcel.text)
    put_all(files, {contact} & files.keys())


def _hide(inbox: Inbox) -> None:
    """Keep the private folder out of git before anything lies in it."""
    file, content = inbox.private / ".gitignore", b"*\n"
    if not file.is_file() or file.read_bytes() != content:
        put(file, content)


def _tidy(inbox: Inbox, parcel: Parcel) -> None:
    """Take away what is of no use any more, also what an intake that was killed left behind.

    Pictures that were taken back are gone, even if the intake that should have deleted them died
    before it did. Whoever edited a submission, or decided about it, has made its folder theirs.
    """
    folder = _folder(inbox, parcel.submission)
    there = as_it_lies(inbox, parcel.submission)
    gone = [*leftovers(inbox.private / ".gitignore")]
    gone += leftovers(_contact_file(inbox, parcel.submission))
    if there is not None and there.decision in UNDECIDED and not (folder / EDITS).exists():
        written = (file for file in sorted(folder.iterdir()) if _WRITTEN.fullmatch(file.name))
        named = {*parcel.pictures, *(picture.src for picture in there.pictures)}
        gone += [file for file in written if file.name not in named]
    for file in gone:
        file.unlink(missing_ok=True)


def _index(submission: Submission, text: str) -> bytes:
    return f"{front_matter(fields_of(submission))}\n{text.strip()}\n".encode()


def _folder(inbox: Inbox, submission: Submission) -> Path:
    return inbox.folder / submission.call / submission.key


def _contact_file(inbox: Inbox, submission: Submission) -> Path:
    return inbox.private / submission.call / f"{submission.key}.yaml"


def _files(inbox: Inbox) -> Iterator[Path]:
    for file in sorted(inbox.folder.glob(f"*/*/{INDEX}")) if inbox.folder.is_dir() else ():
        inside = (file, file.parent, file.parent.parent)  # a link may lead out: nobody follows it
        if KEY.fullmatch(file.parent.name) and not any(place.is_symlink() for place in inside):
            yield file


def _read(inbox: Inbox, file: Path) -> tuple[Filed | None, list[Problem]]:
    name = _named(inbox, file)
    parts = split(file.read_bytes().decode("utf-8", "replace"))
    problems = [problem_of(name, finding) for finding in parts.head.findings]
    tree = parts.head.tree if isinstance(parts.head.tree, dict) else {}
    places: Mapping[tuple[str | int, ...], Location] = {
        (): Location(name, 1),
        **{path: Location(name, line) for path, line in parts.head.lines.items()},
    }
    fields = Fields(tree, places)
    submission, wrong = validate(Submission, fields, inbox.config.context("visitor"))
    problems += wrong
    if submission is None or problems:
        return None, problems
    for field, there in (("key", file.parent.name), ("call", file.parent.parent.name)):
        if getattr(submission, field) != there:
            message = f"'{field}' is '{getattr(submission, field)}', and the folder says '{there}'"
            hint = "folders of the inbox are not renamed; put the field or the folder back"
            return None, [Problem(fields.at((field,)), "bad-value", message, hint)]
    return Filed(submission, parts.body.strip("\n"), file, fields), []


def _named(inbox: Inbox, file: Path) -> str:
    """A file as messages name it: relative to the project where it lies in it."""
    inside = file.is_relative_to(inbox.project)
    return (file.relative_to(inbox.project) if inside else file).as_posix()


def _is_in(folder: Path, other: Path) -> bool:
    return folder.resolve().is_relative_to(other.resolve())
