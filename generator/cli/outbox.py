"""`friday outbox`: the letters that became due with the last build, and which of them were sent."""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NoReturn

import click

from generator.build.outbox import Letter, Outbox, Wish
from generator.build.outbox import outbox as find
from generator.cli import report
from generator.cli.building import options_of
from generator.cli.language import chosen
from generator.cli.options import Common, common, said
from generator.problems import shown, visible
from generator.publish import sent
from generator.publish.sent import FILE, Mark

_STDIN = "-"


class Day(click.ParamType[datetime]):
    """A date or an instant; without a time zone it is in that of the journal."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The instant that was written, or the beginning of the day."""
        try:
            return datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"'{value}' is no date; write 2026-05-01", param, ctx)


@click.command()
@click.argument("keys", nargs=-1)
@click.option("--since", type=Day(), help="Also what happened before, from this day on.")
@click.option("--lang", default="", help="Only letters in this language, such as en.")
@click.option("--sent", "marks", is_flag=True, help="Write down that the letters KEYS were sent.")
@click.option("--all-sent", is_flag=True, help="Write down that all that are due were sent.")
@common
def outbox(
    *, keys: tuple[str, ...], since: datetime | None, lang: str, marks: bool, all_sent: bool
) -> None:
    """List the thank-yous and answers that became due with the last build.

    Each has a reader, a channel, a language, a text out of the theme, a link and a key. Nothing is
    sent: that is for a tool of yours. What --sent is told, is written into outbox.csv, and is never
    due again; '--sent -' reads keys, or the records of --json, line by line from standard input.

    The first run writes outbox.csv, from whose day on letters are due.
    """
    given = said()
    _fits(keys, marks=marks, all_sent=all_sent)
    with report.guarded(as_json=given.json):
        if marks:
            _mark(tuple(_marks(keys)), given)
            return
        with report.progress(quiet=True) as tell:
            options = options_of(given, tell)
        wish = Wish(since, chosen(lang, given))
        found = find(given.project, at=given.at, options=options, wish=wish)
        if all_sent:
            _mark(tuple(Mark(each.key, each.what) for each in found.letters), given)
        else:
            _print(found, as_json=given.json)


def _fits(keys: Sequence[str], *, marks: bool, all_sent: bool) -> None:
    """Refuse what does not go together."""
    if marks and all_sent:
        raise click.UsageError("--sent names letters, --all-sent means all: use one of them.")
    if marks and not keys:
        raise click.UsageError("Name the keys of the letters, or '-' to read them: --sent KEY…")
    if keys and not marks:
        raise click.UsageError(
            f"What is to be done with '{shown(keys[0])}'? Write --sent {keys[0]}."
        )


def _marks(keys: Sequence[str]) -> Iterator[Mark]:
    """Letters by their keys, some of them from standard input; none is taken if one is wrong."""
    for key in keys:
        if key != _STDIN:
            yield _checked(Mark(key))
            continue
        for line in sys.stdin:
            if line.strip():
                yield from _read(line.strip())


def _read(line: str) -> Iterator[Mark]:
    """The letter of a line: a key, or a record of --json; other records are no letters."""
    if not line.startswith("{"):
        yield _checked(Mark(line))
        return
    try:
        record = json.loads(line)
    except ValueError:
        _refused(line)
    if record.get("type") == "letter":
        yield _checked(Mark(str(record.get("key")), str(record.get("what", ""))))


def _checked(mark: Mark) -> Mark:
    if not sent.is_key(mark.key):
        _refused(mark.key)
    return mark


def _refused(text: str) -> NoReturn:
    why = "a key has 16 digits, such as 0f3c9a51b2d4e687"
    raise click.UsageError(f"'{shown(text)}' is no key: {why}. Nothing was written.")


def _mark(marks: Sequence[Mark], given: Common) -> None:
    """Write down what was sent, and say of each letter whether that is new."""
    new = frozenset(sent.mark(given.project, marks, given.at))
    keys = tuple(dict.fromkeys(each.key for each in marks))
    for key in keys if given.json else ():
        click.echo(json.dumps({"type": "sent", "key": key, "new": key in new}))
    if not given.json:
        before = len(keys) - len(new)
        more = f"; {_letters(before)} there before" if before else ""
        click.echo(f"{FILE}: {_letters(len(new))} written down as sent{more}")


def _print(found: Outbox, *, as_json: bool) -> None:
    for letter in found.letters:
        if as_json:
            click.echo(json.dumps(_record(letter), ensure_ascii=False))
        else:
            click.echo(f"{_text(letter)}\n")
    if as_json:
        record = {
            "type": "outbox",
            "due": len(found.letters),
            "waiting": found.waiting,
            "since": found.start.isoformat(),
            "begun": found.begun,
        }
        click.echo(json.dumps(record))
    else:
        click.echo(_summary(found))


def _record(letter: Letter) -> dict[str, object]:
    return {
        "type": "letter",
        "key": letter.key,
        "person": letter.name,
        "id": letter.person,
        "handle": letter.handle,
        "channel": letter.channel,
        "language": letter.lang,
        "subject": letter.subject,
        "text": letter.text,
        "link": letter.link,
        "what": letter.what,
        "since": letter.since.isoformat(),
    }


def _text(letter: Letter) -> str:
    """A letter as people read it; what others wrote cannot steer the terminal."""
    facts = (letter.channel, letter.lang, letter.what, f"{letter.since:%Y-%m-%d}")
    head = f"{letter.key}  {letter.name} ({', '.join(filter(None, facts))})"
    lines = [letter.subject, "", *letter.text.rstrip("\n").split("\n")]
    inside = [f"    {visible(line)}".rstrip() for line in lines]
    return "\n".join([visible(head), *inside])


def _summary(found: Outbox) -> str:
    due = len(found.letters)
    said_ = f"{_letters(due)} {'is' if due == 1 else 'are'} due"
    if found.waiting:
        verb = "waits" if found.waiting == 1 else "wait"
        said_ += f"; {found.waiting} more {verb} for the next build"
    if found.begun:
        day = f"{found.start:%Y-%m-%d %H:%M}"
        said_ += f"\n{FILE} begins at {day}: what happened before is not due; see --since"
    return said_


def _letters(count: int) -> str:
    return f"{count} letter{'' if count == 1 else 's'}"
