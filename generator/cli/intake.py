"""`friday intake`: what people sent in, into the inbox."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from pathlib import Path

import click

from generator.cli import call_files, report
from generator.cli.inboxes import alone, inbox_of
from generator.cli.options import Common, Instant, common, said
from generator.config import Config
from generator.intake.adding import Added, Item, Wish
from generator.intake.adding import add as add_files
from generator.intake.inbox.store import Fate, Inbox
from generator.intake.sendings.finding import SORTS
from generator.intake.sendings.markdown import Each
from generator.intake.sendings.sending import Asked
from generator.kinds.kind import Use
from generator.model.submission import Agreed
from generator.problems import shown

_LATER: Mapping[str, str] = {
    "serve": "generator.cli.intake_serve:serve",
    "pull": "generator.cli.intake_serve:pull",
}
"""Commands that are loaded when they are called: they need libraries that are an extra."""


class _Commands(click.Group):
    """`friday intake FILES` is `friday intake add FILES`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order in which they are met."""
        return [*super().list_commands(ctx), *_LATER]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or None."""
        if cmd_name not in _LATER:
            return super().get_command(ctx, cmd_name)
        module, _, name = _LATER[cmd_name].partition(":")
        command = getattr(import_module(module), name)
        return command if isinstance(command, click.Command) else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is no command is a file, or an option of `add`."""
        known = {*self.list_commands(ctx), "-h", "--help"}
        return super().parse_args(ctx, ["add", *args] if args and args[0] not in known else args)


@click.group(cls=_Commands)
@common
def intake() -> None:
    """Take in what people sent: issues, form exports, mails, Markdown.

    What comes in lies in the inbox until somebody decides (friday moderate); nothing of it is
    built.
    """


@intake.command()
@click.argument("files", type=click.Path(exists=True, path_type=Path), nargs=-1, required=True)
@click.option("--call", "name", required=True, help="The call that is answered: its id.")
@click.option("--sort", type=click.Choice(list(SORTS)), help="What the files are, if not by name.")
@click.option(
    "--each",
    type=click.Choice([str(each) for each in Each]),
    default=str(Each.AUTO),
    help="Markdown: one submission for each file, section or row of a table.",
)
@click.option("--by-title", is_flag=True, help="Markdown: the title says who tells it.")
@click.option(
    "--pictures",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of pictures that answers name; by itself that of each file.",
)
@click.option("--consent", default="", help="They agreed elsewhere: id of the text of consent.")
@click.option("--uses", default="site", help="With --consent: site,feeds,cards,press.")
@click.option("--given", type=Instant(), help="With --consent: when they agreed.")
@click.option("--licence", default="", help="With --consent: the licence of their words.")
@click.option("--dry-run", "dry", is_flag=True, help="Say what would happen, and write nothing.")
@common
def add(  # noqa: PLR0913 - each is an option
    files: tuple[Path, ...],
    *,
    name: str,
    sort: str | None,
    each: str,
    by_title: bool,
    pictures: Path | None,
    consent: str,
    uses: str,
    given: datetime | None,
    licence: str,
    dry: bool,
) -> None:
    """Put the submissions in FILES into the inbox; folders are looked through.

    Issues of GitHub, Forgejo and GitLab (JSON, or the body of one), CSV and JSON of forms, mails
    (.eml, mbox, Maildir) and Markdown are understood. What is there already is not doubled, in
    whatever order it comes; what changed at its source is brought up to date until somebody
    decides.
    """
    common_ = said()
    with report.guarded(as_json=common_.json):
        asked = call_files.asked(common_, name)
        if consent:
            agreed = _agreed(consent, uses, given, licence, common_, asked.config)
            asked = asked.with_consent(agreed)
        asked = asked.by_titles() if by_title else asked
        wish = Wish(sort or "", Each(each), pictures, dry)
        inbox = inbox_of(common_.project, asked.config)
        with alone(common_.project):
            added = _added(inbox, asked, files, wish)
    _print(added, common_, dry=dry)
    if not added.is_sound:
        raise SystemExit(report.PROBLEMS)


def _added(inbox: Inbox, asked: Asked, files: tuple[Path, ...], wish: Wish) -> Added:
    try:
        return add_files(inbox, asked, files, wish)
    except OSError as error:
        if error.filename is None:  # no file, but whoever reads what is printed, has gone
            raise
        reason = f"'{error.filename}': {error.strerror}; run it again when that is mended"
        raise click.ClickException(reason) from error


def _agreed(
    consent: str, uses: str, given: datetime | None, licence: str, common_: Common, config: Config
) -> Agreed:
    """The consent that is known from elsewhere."""
    known = [text.id for text in config.consents]
    if known and consent not in known:
        raise click.UsageError(f"there is no text of consent '{consent}': {', '.join(known)}")
    words = tuple(dict.fromkeys(word.strip() for word in uses.split(",") if word.strip()))
    wrong = [word for word in words if word not in set(Use)]
    if wrong:
        raise click.UsageError(f"'{wrong[0]}' is no use: {', '.join(Use)}")
    when = given or common_.at
    return Agreed(given=when, text=consent, uses=words, licence=licence or None)


def _print(added: Added, given: Common, *, dry: bool) -> None:
    for item in added.items:
        if given.json:
            click.echo(json.dumps(_record(item), ensure_ascii=False))
        elif item.fate is not Fate.SAME:
            click.echo(_line(item))
    report.problems(added.problems, as_json=given.json)
    counts = Counter(item.fate for item in added.items)
    if given.json:
        numbers = {str(fate): counts[fate] for fate in Fate}
        record = {"type": "summary", "files": added.files, "dry": dry, **numbers}
        click.echo(json.dumps(record, ensure_ascii=False))
        return
    words = [f"{counts[fate]} {fate}" for fate in Fate if counts[fate]] or ["nothing"]
    files = "1 file" if added.files == 1 else f"{added.files} files"
    would = "; nothing was written (--dry-run)" if dry else ""
    click.echo(f"{files}: {', '.join(words)}; {report.counted(added.problems)}{would}")


def _line(item: Item) -> str:
    what = item.submission
    by = f", by {shown(what.by)}" if what.by else ""
    place = f"{shown(item.file, 200)}:{item.line}" if item.line else shown(item.file, 200)
    return f"{item.fate:>7}  {what.key}  {shown(what.title or '(no title)')}{by}  {place}"


def _record(item: Item) -> dict[str, object]:
    what = item.submission
    return {
        "type": str(item.fate),
        "key": what.key,
        "call": what.call,
        "title": what.title,
        "by": what.by,
        "file": item.file,
        "line": item.line,
        "pictures": len(what.pictures),
        "consent": what.consent is not None,
        "removed": list(what.removed),
    }
