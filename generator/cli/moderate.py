"""`friday moderate`: see what came in, and decide about it."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from generator.cli import report
from generator.cli.inboxes import alone
from generator.cli.moderating import telling
from generator.cli.moderating.desk import Desk, opened
from generator.cli.options import Common, common, said
from generator.intake.inbox.store import contact_of
from generator.intake.moderation import deciding
from generator.intake.moderation.becoming import Wish
from generator.intake.moderation.deciding import Decided
from generator.intake.moderation.editing import edited
from generator.intake.moderation.letters import letter
from generator.intake.moderation.looking import look, pending
from generator.model.submission_row import EDITOR
from generator.problems import Location, Problem, ProblemsFound, gate, in_order, visible

F = TypeVar("F", bound=Callable[..., object])


def _role(function: F) -> F:
    """The option that says who decided, by role."""
    text = "Role of who decides, which the public reads; never a name."
    return click.option("--role", default=EDITOR, show_default=True, help=text)(function)


@click.group(invoke_without_command=True)
@click.option("--call", default="", help="List only what answers this call.")
@click.option("--apply", "applying", is_flag=True, help="Carry out decisions written by hand.")
@click.option("--check", "checking", is_flag=True, help="Say which decisions are half done.")
@common
@click.pass_context
def moderate(ctx: click.Context, *, call: str, applying: bool, checking: bool) -> None:
    """Decide what becomes of what people sent in.

    \b
    friday moderate                        what waits, the oldest first
    friday moderate show KEY               one of them, with everything there is to know
    friday moderate approve KEY            make the entry
    friday moderate edit KEY               change its text; the difference is kept
    friday moderate ask KEY --question …   wait for an answer
    friday moderate decline KEY --reason … say no, and why

    A KEY may be cut short. Decisions may also be written into the files of the inbox, in a pull
    request: --apply carries them out, and --check exits with 1 while there are any.
    """  # noqa: D301 - click looks for the character that \b is
    if ctx.invoked_subcommand is not None:
        return
    given = said()
    with opened(given, writing=applying) as desk:
        if applying:
            _apply(desk, given)
        elif checking:
            _check(desk, given)
        else:
            report.problems(in_order(desk.problems), as_json=given.json)
            waiting = [each for each in pending(desk.every) if call in {"", each.submission.call}]
            telling.listed(desk.ground, waiting, as_json=given.json)


@moderate.command()
@click.argument("key")
@common
def show(*, key: str) -> None:
    """Show the submission KEY: as it came, as it would be published, and what is odd about it."""
    given = said()
    with opened(given) as desk:
        found = look(desk.ground, desk.filed(key), desk.every)
        telling.looked(found, as_json=given.json)


@moderate.command()
@click.argument("key")
@_role
@click.option("--id", "id_", default="", help="Id of the entry; default: of its title.")
@click.option("--title", default="", help="Title of the entry, if not the sender's.")
@click.option("--by", default="", help="Who it is by: @handle of somebody known, or a name.")
@click.option("--feature", is_flag=True, help="It stands before others in its list.")
@common
def approve(*, key: str, role: str, id_: str, title: str, by: str, feature: bool) -> None:
    """Make an entry of the submission KEY. Without consent to 'site' nothing is made."""
    given = said()
    with opened(given, writing=True) as desk:
        wish = Wish(id_, title, by, feature)
        done = deciding.approve(desk.ground, desk.filed(key), wish, role)
        telling.decided(done, as_json=given.json)


@moderate.command()
@click.argument("key")
@_role
@click.option("--reason", required=True, help="Why; public only where they agreed to that.")
@common
def decline(*, key: str, role: str, reason: str) -> None:
    """Decline the submission KEY, and print what to send to its sender."""
    given = said()
    with opened(given, writing=True) as desk:
        _tell(desk, deciding.decline(desk.ground, desk.filed(key), reason, role), given)


@moderate.command()
@click.argument("key")
@_role
@click.option("--question", required=True, help="What you want to know.")
@common
def ask(*, key: str, role: str, question: str) -> None:
    """Ask the sender of the submission KEY something, which waits from then on."""
    given = said()
    with opened(given, writing=True) as desk:
        _tell(desk, deciding.ask(desk.ground, desk.filed(key), question, role), given)


@moderate.command()
@click.argument("key")
@_role
@click.option(
    "--file",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Take the new text from this file; default: open your editor.",
)
@common
def edit(*, key: str, role: str, file: Path | None) -> None:
    """Change the submission KEY before it is decided; the difference is kept beside it."""
    given = said()
    with opened(given) as desk:
        filed = desk.filed(key)
        old = filed.file.read_text(encoding="utf-8", errors="replace")
        new = _written(file) if file else click.edit(old, extension=".md")
        context = desk.ground.config.context("visitor")
        with alone(given.project):
            if filed.file.read_text(encoding="utf-8", errors="replace") != old:
                raise click.ClickException(
                    "somebody else changed it meanwhile; nothing was written"
                )
            diff = edited(filed, new or old, given.at, context, role)
        click.echo("\n".join(map(visible, diff.split("\n"))) if diff else "nothing changed")


def _written(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        hint = "save the file as UTF-8"
        wrong = Problem(Location(file.as_posix()), "encoding", "this is not UTF-8", hint)
        raise ProblemsFound([wrong]) from error


def _tell(desk: Desk, done: Decided, given: Common) -> None:
    telling.decided(done, as_json=given.json)
    text = letter(done.submission, contact_of(desk.ground.inbox, done.submission))
    telling.letter(text, as_json=given.json)


def _apply(desk: Desk, given: Common) -> None:
    """Carry out what can be; everything that cannot is told in the end."""
    problems: list[Problem] = list(desk.problems)
    for filed in deciding.half_done(desk.ground, desk.every):
        try:
            done = deciding.carry_out(desk.ground, filed)
        except ProblemsFound as stop:
            problems += stop.problems
            continue
        telling.decided(done, as_json=given.json)
    report.problems(gate(problems), as_json=given.json)


def _check(desk: Desk, given: Common) -> None:
    """Decisions of which the register does not tell yet, and files that cannot be read."""
    problems: list[Problem] = list(desk.problems)
    for filed in deciding.half_done(desk.ground, desk.every):
        problems += deciding.incomplete(filed)
        message = f"it is {filed.submission.decision} here, and the register does not say so"
        hint = "carry it out: friday moderate --apply"
        problems.append(Problem(filed.fields.at(("decision",)), "half-decided", message, hint))
    report.problems(gate(problems), as_json=given.json)
    if not given.json:
        click.echo(f"{len(desk.every)} submissions, no decision half done")
