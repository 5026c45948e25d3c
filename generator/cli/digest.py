"""`friday digest`: an entry as a mail, for the team's own sender."""

import json
import re
import sys
from dataclasses import replace
from email.errors import InvalidHeaderDefect, NonASCIILocalPartDefect
from email.headerregistry import Address, HeaderRegistry
from pathlib import Path

import click

from generator.build.digest import Wish
from generator.build.digest import digest as written
from generator.cli import report
from generator.cli.building import options_of
from generator.cli.language import chosen
from generator.cli.options import Common, common, said
from generator.files import put
from generator.problems import shown
from generator.render.digest import Mail

_UNFIT = (InvalidHeaderDefect, NonASCIILocalPartDefect)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_WAY_OUT = re.compile(r"(?:https://|mailto:)[!-;=?-~]+")


class Mailbox(click.ParamType[Address]):
    """An address, perhaps behind a name (RFC 5322, section 3.4)."""

    name = "address"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Address:
        """The address that was written."""
        text = str(value)
        found = _mailbox(text)
        if found is None:
            hint = "write 'Lamp <team@example.org>'"
            self.fail(f"'{shown(text)}' is no address; {hint}", param, ctx)
        return found


def _mailbox(text: str) -> Address | None:
    """The one address in a text; None if there is none, or anything that could break a header."""
    if _CONTROL.search(text) or "=?" in text:
        return None
    header = HeaderRegistry()("To", text)
    found: tuple[Address, ...] = getattr(header, "addresses", ())
    is_unfit = any(isinstance(defect, _UNFIT) for defect in header.defects)
    return found[0] if len(found) == 1 and found[0].domain and not is_unfit else None


class WayOut(click.ParamType[str]):
    """An address to leave a list by: a page or a mailbox (RFC 2369, section 2)."""

    name = "url"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """The address that was written."""
        if not _WAY_OUT.fullmatch(str(value)):
            hint = "write https://… or mailto:…, percent-encoded"
            self.fail(f"'{shown(str(value))}' is no address to leave by; {hint}", param, ctx)
        return str(value)


@click.command()
@click.argument("entry", default="")
@click.option("--lang", default="", help="Language, such as en; default: the main one.")
@click.option("--from", "sender", type=Mailbox(), help="Who writes: 'Lamp <team@example.org>'.")
@click.option("--to", type=Mailbox(), multiple=True, help="A reader, or the address of a list.")
@click.option("--unsubscribe", type=WayOut(), help="Where readers leave the list.")
@common
def digest(
    *,
    entry: str,
    lang: str,
    sender: Address | None,
    to: tuple[Address, ...],
    unsubscribe: str | None,
) -> None:
    """Write the newest diary as a mail, or the public ENTRY: release:1.2, or the id of a diary.

    The message is printed, or written into the file that --output names, such as diary.eml. It
    holds the text twice, plain and in HTML, and asks for no script and nobody's name. Nothing is
    sent: that is for a tool of yours.
    """
    given = said()
    with report.guarded(as_json=given.json):
        with report.progress(quiet=True) as tell:
            options = replace(options_of(given, tell), output=None)
        wish = Wish(entry, chosen(lang, given), sender, to, unsubscribe or "")
        mail = written(given.project, at=given.at, options=options, wish=wish)
        if sender is None and not given.json:
            click.echo("the message has no sender yet: name one with --from", err=True)
        _put(mail, given)


def _put(mail: Mail, given: Common) -> None:
    """Print the message, or write it and say where."""
    record: dict[str, object] = {"type": "digest", "subject": mail.subject, "id": mail.message_id}
    if given.output is not None:
        _write(given.output, mail.content)
        record["file"] = str(given.output)
        told = json.dumps(record, ensure_ascii=False) if given.json else str(given.output)
        click.echo(told)
    elif given.json:
        record["message"] = mail.content.decode("ascii")
        click.echo(json.dumps(record, ensure_ascii=False))
    else:
        sys.stdout.buffer.write(mail.content)


def _write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    try:
        put(file, content)
    except OSError as error:
        raise click.ClickException(f"The file cannot be written: {error}") from error
