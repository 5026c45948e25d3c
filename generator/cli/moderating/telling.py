"""What moderation prints: strangers' words as they came, and none that steers the terminal."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

import click

from generator.intake.inbox.store import Filed
from generator.intake.moderation.deciding import Decided
from generator.intake.moderation.ground import Ground
from generator.intake.moderation.looking import Look, flags, named
from generator.problems import shown, visible

_KEY = 8
_TITLE = 40


def listed(ground: Ground, waiting: Sequence[Filed], *, as_json: bool) -> None:
    """Those that wait, one a line: key, call, age, title, name, flags."""
    for filed in waiting:
        click.echo(
            json.dumps(_row(ground, filed), ensure_ascii=False) if as_json else _line(ground, filed)
        )
    if not waiting and not as_json:
        click.echo("nothing waits for a decision")


def _row(ground: Ground, filed: Filed) -> dict[str, object]:
    submission = filed.submission
    return {
        "type": "submission",
        "key": submission.key,
        "call": submission.call,
        "decision": str(submission.decision),
        "received": submission.received.isoformat(),
        "days": _days(submission.received, ground.at),
        "title": submission.title,
        "by": named(submission),
        "flags": list(flags(ground, filed)),
    }


def _line(ground: Ground, filed: Filed) -> str:
    row, submission = flags(ground, filed), filed.submission
    days = _days(submission.received, ground.at)
    said = shown(submission.title or " ".join(filed.text.split()) or "(no text)", _TITLE)
    by = shown(named(submission) or "(no name)")
    marks = f"  [{', '.join(row)}]" if row else ""
    age = f"{days} day{'s' if days != 1 else ''}"
    return f"{submission.key[:_KEY]}  {submission.call}  {age}  {said}  {by}{marks}"


def _days(received: datetime, at: datetime) -> int:
    return max(0, (at - received).days)


def looked(look: Look, *, as_json: bool) -> None:
    """One submission with everything that can be said of it."""
    if as_json:
        click.echo(json.dumps(_record(look), ensure_ascii=False))
        return
    for line in _lines(look):
        click.echo(line)


def _record(look: Look) -> dict[str, object]:
    submission = look.filed.submission
    return {
        "type": "submission",
        "key": submission.key,
        "call": submission.call,
        "decision": str(submission.decision),
        "source": str(submission.source.sort),
        "received": submission.received.isoformat(),
        "becomes": look.became,
        "title": look.title,
        "by": look.by,
        "raw": look.filed.text,
        "text": look.text,
        "answers": dict(submission.answers),
        "removed": list(look.removed),
        "links": [
            {"text": each.text, "url": each.url, "host": each.host, "doubts": list(each.doubts)}
            for each in look.links
        ],
        "pictures": [
            {
                "file": p.file,
                "alt": p.alt,
                "bytes": p.size,
                "width": p.width,
                "height": p.height,
                "doubt": p.doubt,
            }
            for p in look.pictures
        ],
        "look_alikes": [
            {"name": each.name, "title": each.title, "percent": each.percent} for each in look.alike
        ],
        "consent": look.consent,
        "missing": list(look.missing),
    }


def _lines(look: Look) -> Iterator[str]:
    submission = look.filed.submission
    yield f"{submission.key}  {submission.decision}  {submission.call}"
    yield f"title:    {visible(look.title)}"
    yield f"by:       {visible(look.by) or '(no name)'}"
    yield f"came:     {submission.received.isoformat()} by {submission.source.sort}"
    yield f"becomes:  {look.became or 'nothing public'}"
    yield f"consent:  {visible(look.consent)}"
    for name, answer in submission.answers.items():
        said = answer if isinstance(answer, str) else ", ".join(answer)
        yield f"answer:   {visible(name)}: {visible(said)}"
    yield from _block("as it came", look.filed.text)
    yield from _block("as it would be published", look.text)
    yield from (f"removed:  {visible(each)}" for each in look.removed)
    for link in look.links:
        yield f"link:     {visible(link.text) or '(a picture)'} -> {visible(link.url)}"
        yield from (f"          ! {visible(doubt)}" for doubt in link.doubts)
    for each in look.pictures:
        size = f"{each.size:,} bytes, {each.width} × {each.height} pixels"
        yield f"picture:  {visible(each.file)}, {size}, {visible(each.alt) or 'no alt text'}"
        if each.doubt:
            yield f"          ! {visible(each.doubt)}"
    for other in look.alike:
        yield f"alike:    {other.percent}% {other.name} {shown(other.title)}"
    yield from (f"missing:  {visible(each)}" for each in look.missing)


def _block(name: str, text: str) -> Iterator[str]:
    yield f"--- {name} ---"
    yield from (f"  {visible(row)}" for row in text.split("\n"))
    yield "---"


def decided(done: Decided, *, as_json: bool) -> None:
    """What a decision did."""
    submission = done.submission
    if as_json:
        record = {
            "type": "decision",
            "key": submission.key,
            "decision": str(submission.decision),
            "role": submission.role,
            "became": submission.became,
            "files": list(done.files),
        }
        click.echo(json.dumps(record, ensure_ascii=False))
        return
    became = f" as {submission.became}" if submission.became else ""
    click.echo(f"{submission.key[:_KEY]}: {submission.decision}{became}")
    for file in done.files:
        click.echo(f"  {visible(file)}")


def letter(text: str, *, as_json: bool) -> None:
    """A message to be sent by hand."""
    if as_json:
        click.echo(json.dumps({"type": "letter", "text": text}, ensure_ascii=False))
    else:
        click.echo("send this:\n")
        click.echo("\n".join(visible(row) for row in text.split("\n")).rstrip())
