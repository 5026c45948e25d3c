"""`friday publish`: build, compare, send, confirm, write down; and what is said of it.

Exit codes beside the usual ones: 1 also for what is refused unless it is asked for, 5 when the
target failed and trying again may help.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from generator.cli import report
from generator.cli.building import options_of
from generator.cli.options import common, now, said
from generator.pages.feed_views import FeedItem
from generator.problems import visible
from generator.targets.comparison import Comparison, News
from generator.targets.failures import NotConfirmed, NotPublished, Refused, TargetFailed
from generator.targets.publishing import Outcome, What, Wish
from generator.targets.publishing import publish as publish_site

REFUSED = 1
FAILED = 5
_MOST = 20


@click.command()
@click.option("--to", metavar="NAME", default="", help="Target in friday.yaml, if not the usual.")
@click.option("--if-due", is_flag=True, help="Do nothing unless something is due.")
@click.option("--dry-run", is_flag=True, help="Show what readers would see change; send nothing.")
@click.option("--back", is_flag=True, help="Publish an earlier instant or an older copy.")
@click.option("--renotify", is_flag=True, help="Let feeds show many old entries as new.")
@click.option("--adopt", is_flag=True, help="Take a place that friday did not publish to before.")
@click.option(
    "--wait",
    "wait_seconds",
    type=click.FloatRange(0, 3600),
    default=60.0,
    show_default=True,
    help="Seconds for the new feeds to be served before the hub is told.",
)
@common
def publish(
    *,
    to: str,
    if_due: bool,
    dry_run: bool,
    back: bool,
    renotify: bool,
    adopt: bool,
    wait_seconds: float,
) -> None:
    """Build the site and send it to where readers get it.

    Only what changed travels. Publishing again after a failure is safe, and goes on where it
    stopped.
    """
    given = said()
    if given.at > now() and not dry_run:
        raise click.UsageError(
            f"--at {given.at.isoformat()} lies ahead: readers would see what is not public yet. "
            "To look at it: --dry-run, or friday build --at."
        )
    with report.guarded(as_json=given.json), told(as_json=given.json):
        with report.progress(quiet=given.json) as tell:
            wish = Wish(
                project=given.project,
                at=given.at,
                options=options_of(given, tell),
                to=to,
                environ=os.environ,
                if_due=if_due,
                dry_run=dry_run,
                back=back,
                renotify=renotify,
                adopt=adopt,
                wait_seconds=wait_seconds,
                wait=time.sleep,
            )
            outcome = publish_site(wish)
        report.problems(outcome.problems, as_json=given.json)
        if given.json:
            click.echo(json.dumps(record_of(outcome), ensure_ascii=False))
        else:
            for line in sentences(outcome):
                click.echo(visible(line))
            for warning in outcome.warnings:
                click.echo(f"{click.style('warning', fg='yellow', bold=True)}: {warning}", err=True)


@contextmanager
def told(*, as_json: bool) -> Iterator[None]:
    """Print why nothing was published, and exit with 1 or 5."""
    try:
        yield
    except OSError as error:
        place = f"'{error.filename}': " if error.filename else ""
        message = f"{place}{error.strerror or error}"
        _stop(TargetFailed(message, "mend that, then publish again"), as_json=as_json)
    except NotPublished as stop:
        _stop(stop, as_json=as_json)


def _stop(stop: NotPublished, *, as_json: bool) -> NoReturn:
    """Say why, and exit."""
    if as_json:
        record = {"type": "failure", "kind": _kind(stop), "message": str(stop)}
        click.echo(json.dumps({**record, "hint": stop.hint}, ensure_ascii=False))
    else:
        message = "\n".join(map(visible, str(stop).split("\n")))
        click.echo(click.style(message, fg="red"), err=True)
        if stop.hint:
            click.echo(f"    hint: {visible(stop.hint)}", err=True)
    sys.exit(REFUSED if isinstance(stop, Refused) else FAILED)


def _kind(stop: NotPublished) -> str:
    if isinstance(stop, Refused):
        return "refused"
    return "not-confirmed" if isinstance(stop, NotConfirmed) else "failed"


def record_of(outcome: Outcome) -> dict[str, object]:
    """The shape that `--json` prints."""
    seen = outcome.comparison
    return {
        "type": "publish",
        "what": str(outcome.what),
        "target": outcome.target,
        "sequence": outcome.sequence,
        "because": outcome.because,
        "next": outcome.next.isoformat() if outcome.next else None,
        "sent": outcome.travel.files,
        "bytes": outcome.travel.bytes,
        "deleted": outcome.travel.deleted,
        "warnings": list(outcome.warnings),
        "changes": _changes(seen) if seen else None,
    }


def _changes(seen: Comparison) -> dict[str, object]:
    return {
        "pages": {"new": seen.new, "changed": seen.changed, "gone": seen.gone},
        "files": seen.files,
        "bytes": seen.bytes,
        "deleted": seen.deleted,
        "feeds": [_news(news) for news in seen.feeds],
        "silent": seen.silent,
        "withdrawn": seen.withdrawn,
    }


def _news(news: News) -> dict[str, object]:
    return {
        "feed": news.folder,
        "title": news.title,
        "new": list(map(_item, news.new)),
        "updated": list(map(_item, news.updated)),
        "late": [item.id for item in news.late],
    }


def _item(item: FeedItem) -> dict[str, str]:
    return {
        "id": item.id,
        "title": item.title,
        "url": item.url,
        "published": item.published.isoformat(),
        "updated": item.updated.isoformat(),
    }


def sentences(outcome: Outcome) -> Iterator[str]:
    """What a publish did, a line each."""
    seen = outcome.comparison
    if outcome.what is What.NOTHING_DUE:
        yield f"{outcome.target}: nothing is due; {outcome.because}"
    elif outcome.what is What.NOTHING_NEW:
        yield f"{outcome.target}: readers see all of it already"
    elif outcome.what is What.WOULD_PUBLISH and seen is not None:
        yield from _listed(seen)
        yield (
            f"{outcome.target}: {seen.files} files ({seen.bytes:,} bytes) would be sent, "
            f"{seen.deleted} deleted; nothing was"
        )
    elif seen is not None:
        yield from _briefly(seen)
        travel = outcome.travel
        yield (
            f"{outcome.target}: published as number {outcome.sequence}; {travel.files} files "
            f"({travel.bytes:,} bytes) sent, {travel.deleted} deleted"
        )
    if outcome.next:
        yield f"the next change by itself: {outcome.next.isoformat()}"


def _briefly(seen: Comparison) -> Iterator[str]:
    yield (
        f"pages: {len(seen.new)} new, {len(seen.changed)} changed, {len(seen.gone)} gone; "
        f"feeds with news: {len(seen.feeds)}"
    )


def _listed(seen: Comparison) -> Iterator[str]:
    """Everything that readers see change."""
    yield from _group("new pages", "+", seen.new)
    yield from _group("changed pages", "~", seen.changed)
    yield from _group("pages that go", "-", seen.gone)
    for news in seen.feeds:
        yield f"feed {news.folder} ({news.title}): {len(news.new)} new, {len(news.updated)} updated"
        late = {item.id for item in news.late}
        for item in news.new[:_MOST]:
            old = " (old: refused when there are many)" if item.id in late else ""
            yield f"  new      {item.title}, {item.published:%Y-%m-%d}{old}"
        for item in news.updated[:_MOST]:
            yield f"  updated  {item.title}, {item.updated:%Y-%m-%d}"
        if len(news.new) > _MOST or len(news.updated) > _MOST:
            yield "  …"
    yield from _group("edited, silent", "~", seen.silent)
    yield from _group("withdrawn", "-", seen.withdrawn)


def _group(title: str, sign: str, paths: tuple[str, ...]) -> Iterator[str]:
    if paths:
        yield f"{title}: {len(paths)}"
        yield from (f"  {sign} {path}" for path in paths[:_MOST])
        if len(paths) > _MOST:
            yield f"  and {len(paths) - _MOST} more"
