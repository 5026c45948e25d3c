"""`friday tally`: count a poll, a published result or a file of ballots."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from generator.cli import report
from generator.cli.options import Common, common, said
from generator.cli.tallying import tables, words
from generator.cli.tallying.freeze import freeze as write_digest
from generator.cli.tallying.polls import is_id, is_poll, poll_source
from generator.cli.tallying.receipts import found_by
from generator.cli.tallying.sources import Source, ballot_file, is_result, published
from generator.cli.tallying.verify import PARTS, shortened, verified
from generator.cli.tallying.wishes import Wishes, scale_of, wished
from generator.journal.polls import PollCount
from generator.journal.record import result
from generator.journal.terms import NoResult
from generator.model.contest import Method, Strength, Unranked
from generator.model.entry import Entry
from generator.problems import ProblemsFound, shown, visible

_LONGEST = 500  # letters of a message about what strangers published


@click.command()
@click.argument("file")
@click.option(
    "--method", type=click.Choice([str(each) for each in Method]), help="Count by this method."
)
@click.option("--seats", type=click.IntRange(1), help="How many options win.")
@click.option(
    "--tie-break", help="listed, open, lot:SEED, or the options, whoever wins a tie first: a,b,c."
)
@click.option(
    "--strength",
    type=click.Choice([str(each) for each in Strength]),
    help="Schulze: what is strong.",
)
@click.option(
    "--unranked",
    type=click.Choice([str(each) for each in Unranked]),
    help="Schulze: without a rank.",
)
@click.option("--rule", "rules", multiple=True, help="Another rule: NAME=VALUE; may be repeated.")
@click.option("--scale", help="Lowest and highest score of a ballot file, such as 0-10.")
@click.option("--receipt", default="", help="Show how the ballot with this receipt was read.")
@click.option("--verify", is_flag=True, help="Count a published result again and compare.")
@click.option("--freeze", is_flag=True, help="Write the digest of the ballots into the poll.")
@common
def tally(  # noqa: PLR0913 - each is an option
    file: str,
    *,
    method: str | None,
    seats: int | None,
    tie_break: str | None,
    strength: str | None,
    unranked: str | None,
    rules: Sequence[str],
    scale: str | None,
    receipt: str,
    verify: bool,
    freeze: bool,
) -> None:
    """Count the votes in FILE and say who wins, by what, and what became of every ballot.

    FILE is a poll (its id, Markdown file or folder), a published result (result.json, its folder,
    or the address of the poll's page), or a file of ballots in any format that can be imported.

    \b
    friday tally NAME                      a poll, as the build counts it
    friday tally content/polls/NAME        the same by its folder
    friday tally URL --verify              recount what was published
    friday tally votes.csv --method star   try another method

    Exits with 1 when ballots have mistakes or were changed after they were frozen, or when what was
    published differs from the count.
    """  # noqa: D301 - click looks for the character that \b is
    given = said()
    if verify and freeze:
        raise click.UsageError("--verify is for published results, --freeze for polls.")
    wishes = Wishes(
        Method(method) if method else None,
        seats,
        tie_break,
        _rules(rules, strength, unranked),
        scale_of(scale) if scale else None,
    )
    with _told(as_json=given.json):
        source, entry = _opened(given, file, wishes, freezing=freeze)
        for note in source.notes:
            click.echo(visible(note), err=True)
        if freeze:
            _freeze(given, source, entry)
        elif verify:
            _verify(source, as_json=given.json)
        elif receipt:
            _receipt(source, receipt, as_json=given.json)
        else:
            _count(source, wishes, as_json=given.json)


def _rules(said: Sequence[str], strength: str | None, unranked: str | None) -> Mapping[str, str]:
    rules = {"strength": strength, "unranked": unranked}
    chosen = {name: word for name, word in rules.items() if word}
    for each in said:
        name, equals, word = each.partition("=")
        if not equals:
            raise click.UsageError(f"'{each}' is no rule; write NAME=VALUE, such as equal=skipped.")
        chosen[name.strip()] = word.strip()
    return chosen


@contextmanager
def _told(*, as_json: bool) -> Iterator[None]:
    """Print what stops a count, and exit with 1."""
    try:
        yield
    except ProblemsFound as stop:
        report.problems(stop.problems, as_json=as_json)
        if not as_json:
            click.echo(f"{report.counted(stop.problems)}; nothing was counted", err=True)
        sys.exit(report.PROBLEMS)
    except ValueError as error:
        raise click.ClickException(shown(str(error), _LONGEST)) from error


def _opened(
    given: Common, file: str, wishes: Wishes, *, freezing: bool
) -> tuple[Source, Entry | None]:
    """What there is to count."""
    if is_result(file):
        return published(file), None
    path = Path(file)
    if is_poll(given, path) or is_id(given, file):
        return poll_source(given, file, freezing=freezing)
    if path.is_dir():
        raise click.UsageError(f"'{visible(file)}' holds neither a poll nor a result.json.")
    if not path.is_file():
        raise click.UsageError(f"There is no file '{visible(file)}'.")
    try:
        return ballot_file(path, wishes.method, wishes.scale), None
    except NoResult as error:
        raise click.ClickException(str(error)) from error


def _count(source: Source, wishes: Wishes, *, as_json: bool) -> None:
    said = source.about if as_json or source.told is None else source.told
    contest, about = wished(source.contest, wishes, said)
    count = source.counted(contest)
    if as_json:
        click.echo(result(count, about).decode(), nl=False)
        return
    if contest != source.contest and (source.known or source.record):
        stated = source.counted(source.contest)
        for line in words.changes(stated, count, about):
            click.echo(line)
    for line in tables.report(count, about):
        click.echo(line)


def _verify(source: Source, *, as_json: bool) -> None:
    """Print what agrees and what does not; exit with 1 if anything does not."""
    if source.record is None:
        raise click.UsageError("--verify needs a published result: result.json, or its address.")
    count = source.counted(source.contest)
    agrees = True
    for check in verified(source, count):
        agrees = agrees and not check.differences
        if as_json:
            _print_record(check.part, check.differences)
            continue
        word = "differs" if check.differences else "agrees "
        click.echo(f"{word}  {PARTS[check.part]}")
        for where, stated, found in check.differences:
            said = f"the file says {shortened(stated)}, the count {shortened(found)}"
            click.echo(f"    {shown(where)}: {said}")
    if as_json:
        click.echo(json.dumps({"type": "verified", "agrees": agrees}))
    else:
        click.echo(f"{_verdict(count, agrees=agrees)}: {words.sentence(count, source.about)}")
    if not agrees:
        sys.exit(report.PROBLEMS)


def _print_record(part: str, differences: Sequence[tuple[str, object, object]]) -> None:
    found = [{"where": where, "file": one, "count": two} for where, one, two in differences]
    record = {"type": "part", "part": part, "agrees": not found, "differences": found}
    click.echo(json.dumps(record, ensure_ascii=False))


def _verdict(count: PollCount, *, agrees: bool) -> str:
    if not agrees:
        return "the published result is not what the ballots say; counted again"
    if count.box is None:
        return "the places follow from the totals, which others counted"
    return f"counted again from {words.ballots(count.tally.turnout.cast)}, and everything agrees"


def _receipt(source: Source, receipt: str, *, as_json: bool) -> None:
    """Print how the ballots with a receipt were read; exit with 1 if there is none."""
    found = found_by(source, receipt)
    for ballot in found:
        if as_json:
            click.echo(json.dumps(ballot.record(), ensure_ascii=False))
        else:
            click.echo("\n".join(ballot.lines()))
    if not found:
        raise click.ClickException(f"No ballot here has the receipt '{receipt}'.")


def _freeze(given: Common, source: Source, entry: Entry | None) -> None:
    if entry is None or source.known is None:
        raise click.UsageError("--freeze needs a poll of a journal: its file or its folder.")
    if source.known.box is None:
        raise click.ClickException("There are no ballots to freeze.")
    if not source.known.stands:
        raise click.ClickException("Voting is not over; freeze the ballots when it is.")
    digest = source.known.box.lying
    written = write_digest(given.project / entry.location.file, digest)
    if given.json:
        record = {"type": "frozen", "file": source.file, "digest": digest, "written": written}
        click.echo(json.dumps(record))
    else:
        click.echo(f"{source.file}: {'' if written else 'has already '}digest: {digest}")
