"""`friday due`: what a publish would change for readers since the last one, and when more does."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import click
from msgspec import Struct

from generator.build.line import Draft, drafted
from generator.cli import report
from generator.cli.building import options_of
from generator.cli.moments import local, next_of, quiet, record_of, sentence
from generator.cli.options import common, said
from generator.journal.differences import Change, Difference, differences
from generator.journal.instants import Occasion, What, instants
from generator.kinds.table import KINDS
from generator.problems import gate

NOTHING_DUE = 4

_WORDS: Mapping[Change, str] = {
    Change.NEW: "appears",
    Change.BACK: "comes back",
    Change.UPDATED: "is updated, and readers hear of it",
    Change.SILENT: "was edited, and nobody is told",
    Change.MOVED: "has a new address",
    Change.GONE: "disappears",
}
_TOLD_ELSEWHERE = frozenset({What.APPEARS, What.EXPIRES, What.EDITED})


class Due(Struct, frozen=True):
    """What lies between two publishes.

    Attributes:
        last: the instant of the last publish; None if there was none.
        changes: what becomes of what feeds hold.
        passed: what else happened by itself: a poll closed, an answer is overdue, a day began.
        ahead: what comes first after the instant.
    """

    last: datetime | None
    changes: tuple[Difference, ...]
    passed: tuple[Occasion, ...]
    ahead: tuple[Occasion, ...]

    @property
    def anything(self) -> bool:
        """Whether a publish would change anything."""
        return self.last is None or bool(self.changes or self.passed)


@click.command()
@common
def due() -> None:
    """Say what changed since the last publish, and when something changes next.

    Exits with 0 if something is due and with 4 if nothing is. What was edited in pages that are in
    no feed is seen only by comparing them: friday publish --dry-run.
    """
    given = said()
    with (
        report.guarded(as_json=given.json),
        drafted(given.project, at=given.at, options=options_of(given, quiet)) as draft,
    ):
        gate(draft.problems)
        found = _due(draft)
    if given.json:
        click.echo(json.dumps(_record(found, draft), ensure_ascii=False))
    else:
        for line in _lines(found, draft):
            click.echo(line)
    sys.exit(0 if found.anything else NOTHING_DUE)


def _due(draft: Draft) -> Due:
    journal, last = draft.journal, draft.published.last
    changes = tuple(differences(draft.published, journal))
    passed = tuple(instants(journal, last, journal.at)) if last else ()
    return Due(last, changes, passed, next_of(journal))


def _lines(found: Due, draft: Draft) -> Iterator[str]:
    if found.last is None:
        yield "nothing was published yet, so everything is due"
    else:
        yield f"since the last publish at {local(found.last, draft.config)}:"
    for change, rows in _by_change(found.changes):
        for difference in rows:
            yield f"  {difference.row.reference} ({difference.row.lang}) {_WORDS[change]}"
    for each in _once(found.passed):
        yield f"  {sentence(each, draft)}"
    if not found.anything:
        yield "  nothing"
    for each in found.ahead:
        yield f"next: {sentence(each, draft)}"


def _is_told_elsewhere(each: Occasion) -> bool:
    """Whether the register tells of it: it knows what feeds tell of, and no other kind."""
    kind = KINDS.get(each.entry.partition(":")[0])
    return each.what in _TOLD_ELSEWHERE and kind is not None and kind.in_feed


def _once(passed: Sequence[Occasion]) -> Iterator[Occasion]:
    """What is not told by the entries themselves; of many days and months only the last one."""
    kept = [each for each in passed if not _is_told_elsewhere(each)]
    last = {each.what: each for each in kept}
    for each in kept:
        if each.entry or each is last[each.what]:
            yield each


def _by_change(changes: Sequence[Difference]) -> Iterator[tuple[Change, list[Difference]]]:
    for change in _WORDS:
        found = [each for each in changes if each.change is change]
        if found:
            yield change, sorted(found, key=lambda each: (each.row.reference, each.row.lang))


def _record(found: Due, draft: Draft) -> dict[str, object]:
    return {
        "type": "due",
        "at": local(draft.journal.at, draft.config),
        "last": local(found.last, draft.config) if found.last else None,
        "due": found.anything,
        "changes": [
            {
                "change": str(change),
                "entry": str(each.row.reference),
                "lang": each.row.lang,
                "path": each.row.path,
            }
            for change, rows in _by_change(found.changes)
            for each in rows
        ],
        "passed": [record_of(each, draft) for each in found.passed],
        "next": [record_of(each, draft) for each in found.ahead],
    }
