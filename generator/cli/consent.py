"""`friday consent`: who agreed to what, what ends when, and taking it back."""

import json
import sys
from datetime import timedelta

import click

from generator.build.forgetting import throw_away
from generator.build.stamp import PRIVATE
from generator.cli.moderating.desk import Desk, opened
from generator.cli.moments import local
from generator.cli.options import Common, common, said
from generator.intake.moderation import withdrawing
from generator.intake.moderation.consents import Given, agreeing, consents, ending
from generator.intake.moderation.ground import Ground
from generator.intake.moderation.withdrawing import Withdrawn, history_commands
from generator.kinds.kind import Use
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Reference
from generator.problems import Location, Problem, ProblemsFound, did_you_mean, shown, visible

PROBLEMS = 1


@click.group(invoke_without_command=True)
@click.option("--within", type=click.IntRange(0), help="Only what ends in so many days.")
@click.option(
    "--use", "use", type=click.Choice([str(each) for each in Use]), help="Only what may be used so."
)
@common
@click.pass_context
def consent(ctx: click.Context, *, within: int | None, use: str | None) -> None:
    """List the consents of the journal, those that end first.

    \b
    friday consent                    entry, person, text, uses, end
    friday consent --within 60        what ends in sixty days; exits with 1 if anything does
    friday consent --use press        what may be handed to the press
    friday consent withdraw ENTRY     somebody takes theirs back
    """  # noqa: D301 - click looks for the character that \b is
    if ctx.invoked_subcommand is not None:
        return
    given = said()
    with opened(given) as desk:
        every = consents(desk.journal)
        if within is not None:
            every = tuple(ending(every, given.at + timedelta(days=within)))
        if use is not None:
            every = tuple(agreeing(every, Use(use)))
        for each in every:
            _tell(each, desk.ground, given)
        if not every and not given.json:
            click.echo("no consent" if within is None else f"no consent ends in {within} days")
    if within is not None and every:
        sys.exit(PROBLEMS)


@consent.command()
@click.argument("entry")
@click.option("--erase", is_flag=True, help="Take text and pictures out of the files, too.")
@click.option("--reason", default="", help="What its page says; default: nothing.")
@common
def withdraw(*, entry: str, erase: bool, reason: str) -> None:
    """Take back the consent to ENTRY, such as story:night-shift.

    The next build shows nothing of it anywhere, and a page where it was says that it is withdrawn.
    """
    given = said()
    with opened(given, writing=True) as desk:
        versions = _versions(desk.ground, entry)
        if erase:
            done = withdrawing.erase(desk.ground.inbox, versions, desk.every, given.at, reason)
        else:
            done = withdrawing.withdraw(desk.ground.inbox, versions, given.at, reason)
        _told(done, desk, given, erased=erase)
    if erase:
        throw_away(given.project / PRIVATE)


def _versions(ground: Ground, name: str) -> tuple[Entry, ...]:
    kinds = [kind.name for kind in KINDS.values() if kind.consent]
    kind, colon, id_ = name.partition(":")
    named = [Reference(kind, id_)] if colon else [Reference(each, name) for each in kinds]
    found = [each for each in named if each in ground.entries]
    if len(found) == 1:
        return ground.entries[found[0]]
    known = [str(each) for each in ground.entries if each.kind in kinds]
    if found:
        message, hint = f"several entries are called '{shown(name)}'", f"say which: {found[0]}"
    else:
        message = f"there is no entry '{shown(name)}'"
        hint = did_you_mean(name, known)
    place = Location(ground.config.content)
    raise ProblemsFound([Problem(place, "no-entry", message, hint)])


def _tell(each: Given, ground: Ground, given: Common) -> None:
    agreed, config = each.consent, ground.config
    uses = [str(use) for use in agreed.uses]
    ends = {"expires": agreed.expires, "withdrawn": agreed.withdrawn}
    if given.json:
        record: dict[str, object] = {
            "type": "consent",
            "entry": str(each.reference),
            "person": each.person,
            "text": agreed.text,
            "given": local(agreed.given, config),
            "uses": uses,
            "name": str(agreed.name or "name"),
            "licence": agreed.licence,
            **{name: local(end, config) if end else None for name, end in ends.items()},
            "state": each.state,
            "file": each.file,
        }
        click.echo(json.dumps(record, ensure_ascii=False))
        return
    person = visible(each.person) or "anonymous"
    end = next((f"{name} {local(e, config)}" for name, e in reversed(ends.items()) if e), "no end")
    state = f" ({each.state})" if each.state != "given" else ""
    click.echo(
        f"{each.reference}  {person}  {visible(agreed.text)}  {','.join(uses)}  {end}{state}"
    )


def _told(done: Withdrawn, desk: Desk, given: Common, *, erased: bool) -> None:
    if given.json:
        record = {"type": "withdrawn", "changed": done.changed, "erased": done.erased}
        click.echo(json.dumps(record, ensure_ascii=False))
        return
    fate = "emptied" if erased else "withdrawn"
    for file in done.changed:
        click.echo(f"{visible(file)}: {fate}; the next build shows nothing of it")
    for file in done.erased:
        click.echo(f"{visible(file)}: erased")
    if not erased:
        click.echo("its words are still in the file: --erase takes them out, too")
        return
    click.echo("git's history still holds what was there. To take it out for good, commit, keep a")
    click.echo(
        "copy of what is left of the entry (it goes with the rest; commit it again), and run:"
    )
    for command in history_commands(desk.ground.inbox, done):
        click.echo(f"  {visible(command)}")
    click.echo("Then ask whoever holds a copy to clone anew, and the forge to clear its caches.")
