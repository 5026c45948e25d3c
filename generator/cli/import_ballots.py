"""`friday import ballots` and `friday import roll`."""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from generator.cli import poll_files, report
from generator.cli.options import Common, common, said
from generator.cli.poll_files import PollPlace
from generator.cli.receipt_key import is_inside, outside, read_or_make, usual_place
from generator.files import put_all
from generator.intake.ballots.formats import FORMATS, load
from generator.intake.ballots.normal import ballots_csv, comments_csv, receipts_csv, roll_csv
from generator.intake.ballots.receipts import Receipts
from generator.intake.ballots.roll import load_roll
from generator.intake.ballots.sheet import Order, Sheet, Times, Wish
from generator.intake.posts.report import Note
from generator.problems import ProblemsFound, gate, visible

_SINGULAR: Mapping[str, str] = {
    "ballots": "ballot",
    "voters": "voter",
    "revotes": "revote",
    "comments": "comment",
}
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_ELSEWHERE = click.Path(dir_okay=False, path_type=Path)

_SHARED: Sequence[Callable[[Any], Any]] = (
    click.option("--poll", "name", required=True, help="The poll: its id."),
    click.option("--voter-column", default="", help="Column of what tells voters apart."),
    click.option(
        "--receipt-column", default="", help="Column of tokens voters know; they become public."
    ),
    click.option("--time-column", default="", help="Column of dates."),
    click.option(
        "--dates",
        type=click.Choice([str(order) for order in Order]),
        default=str(Order.AUTO),
        help="Which part of 7/12/2026 is the day.",
    ),
    click.option("--key", type=_ELSEWHERE, help="File of the key, outside the project."),
    click.option(
        "--receipts", type=_ELSEWHERE, help="Write who has which receipt, outside the project."
    ),
    click.option("--force", is_flag=True, help="Replace a file that holds something else."),
)


def _shared(command: Callable[..., None]) -> Callable[..., None]:
    """The options that both commands have."""
    for option in reversed(_SHARED):
        command = option(command)
    return command


@click.command()
@click.argument("file", type=_FILE)
@_shared
@click.option(
    "--format", "format_", type=click.Choice(list(FORMATS)), default=None, help="Format of FILE."
)
@click.option("--answers", default="", help="Column of answers, if others look like it.")
@click.option("--comments", multiple=True, help="Column of what voters wrote; it becomes public.")
@click.option("--ignore", multiple=True, help="Column or option to leave out.")
@click.option("--spoilt", is_flag=True, help="Take ballots that cannot be read as spoilt ones.")
@click.option(
    "--times",
    type=click.Choice([str(times) for times in Times]),
    default=str(Times.MINUTE),
    help="How exactly it is told when ballots were cast.",
)
@common
def ballots(  # noqa: PLR0913 - each is an option
    file: Path,
    *,
    name: str,
    voter_column: str,
    receipt_column: str,
    time_column: str,
    dates: str,
    key: Path | None,
    receipts: Path | None,
    force: bool,
    format_: str | None,
    answers: str,
    comments: tuple[str, ...],
    ignore: tuple[str, ...],
    spoilt: bool,
    times: str,
) -> None:
    """Import the ballots in FILE into a poll of the journal.

    FILE is a CSV or TSV with a row a voter, such as a form's export, or PrefLib, BLT, ABIF,
    Condorcet Election Format, a Debian tally sheet, starvote, or JSON. E-mail addresses, names and
    IP addresses are dropped; a voter's id becomes a receipt.
    """
    given = said()
    with _told(given):
        place = poll_files.find(given, name)
        poll_files.ready(place)
        keys = _keys(place, name, key, receipts, file)
        wish = Wish(
            format=format_ or "",
            receipt=keys,
            voter_column=voter_column,
            receipt_column=receipt_column,
            time_column=time_column,
            comment_columns=comments,
            answer_column=answers,
            ignore=frozenset(ignore),
            spoilt=spoilt,
            times=Times(times),
            dates=Order(dates),
        )
        sheet = load(file, file.read_bytes(), place.wish(wish))
        _notes([*sheet.notes, *_nobody(file, sheet)], as_json=given.json)
        gate(sheet.problems)
        target = place.beside(place.poll.ballots or "ballots.csv")
        new = {target: ballots_csv(sheet)}
        poll_files.not_frozen(place, target, new[target])
        if sheet.comments:
            new[place.beside(place.poll.comments or "comments.csv")] = comments_csv(sheet.comments)
        _private(file, place, keys, as_json=given.json)
        _write(place, new, keys, receipts, force=force)
    _ballots_told(place, target, new, sheet, given)


@click.command()
@click.argument("file", type=_FILE)
@_shared
@common
def roll(  # noqa: PLR0913 - each is an option
    file: Path,
    *,
    name: str,
    voter_column: str,
    receipt_column: str,
    time_column: str,
    dates: str,
    key: Path | None,
    receipts: Path | None,
    force: bool,
) -> None:
    """Import who may vote in a poll: FILE is a CSV with an id for each voter, and since when.

    Ids become the same receipts as those of the ballots; the roll is not published.
    """
    given = said()
    with _told(given):
        place = poll_files.find(given, name)
        poll_files.ready_for_roll(place)
        keys = _keys(place, name, key, receipts, file)
        wish = Wish(
            receipt=keys,
            voter_column=voter_column,
            receipt_column=receipt_column,
            time_column=time_column,
            dates=Order(dates),
        )
        voters, problems, notes = load_roll(file, file.read_bytes(), place.wish(wish))
        _notes(notes, as_json=given.json)
        gate(problems)
        target = place.beside(place.poll.roll or "roll.csv")
        _private(file, place, keys, as_json=given.json)
        _write(place, {target: roll_csv(voters, place.zone)}, keys, receipts, force=force)
    if given.json:
        _record("written", file=target, voters=len(voters))
        return
    click.echo(f"{target}: {len(voters)} {'voter' if len(voters) == 1 else 'voters'}")
    _advise(place, {"roll": (place.poll.roll, target)})


@contextmanager
def _told(given: Common) -> Iterator[None]:
    """Print the problems that stop an import, and exit with 1."""
    try:
        yield
    except ProblemsFound as stop:
        report.problems(stop.problems, as_json=given.json)
        if not given.json:
            click.echo(f"{report.counted(stop.problems)}; nothing was written", err=True)
        sys.exit(report.PROBLEMS)


def _keys(
    place: PollPlace, name: str, key: Path | None, receipts: Path | None, ballots: Path
) -> Receipts:
    """What makes receipts; the key is read, or made, when the first voter comes."""
    file = outside(key or usual_place(), place.project, "The key")
    if receipts is not None:
        outside(receipts, place.project, "The list of receipts")
        for other, what in ((file, "the key"), (ballots, "what is to be imported")):
            if receipts.resolve() == other.resolve():
                raise click.UsageError(f"--receipts '{receipts}' is {what}; name another file.")
    if key is not None and key.exists():
        read_or_make(key)  # a wrong file is better known before the ballots are read
    return Receipts(lambda: read_or_make(file), name.removeprefix("poll:"))


def _write(
    place: PollPlace,
    new: Mapping[str, bytes],
    keys: Receipts,
    receipts: Path | None,
    *,
    force: bool,
) -> None:
    """Write the files beside the poll, and who has which receipt where that was wished."""
    every = {place.project / name: data for name, data in new.items()}
    if receipts is not None:
        every[receipts] = receipts_csv(keys.given)
        new = {**new, str(receipts.absolute()): every[receipts]}
    if not force:
        poll_files.not_in_the_way(place, new)
    try:
        put_all(every, {receipts} if receipts else ())
    except OSError as error:
        reason = f"'{error.filename}' cannot be written: {error.strerror}; nothing has changed"
        raise click.ClickException(reason) from error


def _private(file: Path, place: PollPlace, keys: Receipts, *, as_json: bool) -> None:
    """Warn of a file of voters that could be committed and published with the project."""
    if keys.given and is_inside(file, place.project):
        message = "this file says who voted; move it out of the project, and never commit it"
        _notes([Note(file.as_posix(), 0, "private", message)], as_json=as_json)


def _nobody(file: Path, sheet: Sheet) -> Iterator[Note]:
    """That nothing in a table tells voters apart, unless its ballots came counted."""
    known = any(ballot.receipt or ballot.count > 1 for ballot in sheet.ballots)
    if sheet.format == "table" and sheet.ballots and not known:
        message = (
            "nothing tells voters apart: double votes cannot be told, and nobody can find their "
            "ballot; say --voter-column NAME or --receipt-column NAME"
        )
        yield Note(file.as_posix(), 0, "no-voter", message)


def _notes(notes: Sequence[Note], *, as_json: bool) -> None:
    for note in notes:
        if as_json:
            what = {"code": note.code, "message": note.message}
            _record("note", file=note.source, line=note.line, **what)
        else:
            click.echo(visible(str(note)), err=True)


def _ballots_told(
    place: PollPlace, target: str, new: Mapping[str, bytes], sheet: Sheet, given: Common
) -> None:
    """Say what was written, and what is still to be done by hand."""
    digest = hashlib.sha256(new[target]).hexdigest()
    numbers = {
        "ballots": sum(ballot.count for ballot in sheet.ballots),
        "spoilt": sum(ballot.count for ballot in sheet.ballots if ballot.spoilt),
        "empty": sum(b.count for b in sheet.ballots if b.is_empty and not b.spoilt),
        "voters": len({ballot.receipt for ballot in sheet.ballots if ballot.receipt}),
        "revotes": sum(n - 1 for n in _times(sheet).values()),
        "comments": len(sheet.comments),
    }
    if given.json:
        _record("written", file=target, format=sheet.format, digest=digest, **numbers)
        return
    some = [
        f"{n} {_SINGULAR.get(word, word) if n == 1 else word}"
        for word, n in numbers.items()
        if n or word == "ballots"
    ]
    click.echo(f"{target}: {', '.join(some)} ({FORMATS[sheet.format].title})")
    click.echo(f"SHA-256 {digest}")
    named = {"ballots": (place.poll.ballots, target)}
    if sheet.comments:
        comments = next(name for name in new if name != target)
        named["comments"] = (place.poll.comments, comments)
    _advise(place, named)


def _times(sheet: Sheet) -> Counter[str]:
    return Counter(ballot.receipt for ballot in sheet.ballots if ballot.receipt)


def _advise(place: PollPlace, named: Mapping[str, tuple[str | None, str]]) -> None:
    """Say which fields the poll still needs; an import never writes into what people wrote."""
    for field, (there, target) in named.items():
        if there is None:
            name = target.rpartition("/")[2]
            click.echo(f"now write '{field}: {name}' into the front matter of {place.file}")


def _record(type_: str, **values: object) -> None:
    click.echo(json.dumps({"type": type_, **values}, ensure_ascii=False))
