"""The files that a counted poll hands out: its ballots as they are, and its result for machines."""

from collections.abc import Iterator

from generator.journal.journal import Journal
from generator.journal.record import BALLOTS, FILE, About, Exclusion, result
from generator.kinds.poll import Poll, titles
from generator.model.entry import Entry
from generator.model.fields import Inline
from generator.model.reference import Reference
from generator.pages import routes
from generator.pages.desk.entry_views import Desk, plain
from generator.pages.plan import Text


def vote_files(desk: Desk) -> Iterator[Text]:
    """`ballots.csv` and `result.json` of each poll whose count stands and may be seen."""
    for reference in sorted(desk.journal.counts, key=str):
        count = desk.journal.count(reference)
        shown = home(desk.journal, reference)
        if count is None or not count.stands or shown is None:
            continue
        folder = routes.entry_path(desk.config, shown)[1:]
        if count.box is not None:
            yield Text(folder + BALLOTS, count.box.content)
        yield Text(folder + FILE, result(count, about(desk, shown)))


def vote_addresses(desk: Desk, entry: Entry) -> dict[str, str]:
    """Whole addresses of the files of a vote, by what they are; nothing for all other entries."""
    count = desk.journal.count(entry.reference)
    shown = home(desk.journal, entry.reference) if count is not None else None
    if count is None or not count.stands or shown is None:
        return {}
    folder = routes.absolute(desk.config, routes.entry_path(desk.config, shown))
    ballots = {"ballots": folder + BALLOTS} if count.box is not None else {}
    return {"result": folder + FILE, **ballots}


def home(journal: Journal, reference: Reference) -> Entry | None:
    """The version of a poll beside whose page its files lie: the original if it is public."""
    original = journal.original(reference)
    return journal.shown(reference, original.lang) if original else None


def about(desk: Desk, entry: Entry) -> About:
    """What is published of a poll beside its count, in the language of that version."""
    record = entry.record
    if not isinstance(record, Poll):
        raise TypeError(f"'{entry.reference}' is no poll")
    filling = desk.filling(entry, entry.lang, whole=True, on_own_page=False)
    tie = record.tie_break

    def words(text: Inline | None) -> str:
        return plain(text, filling) if text else ""

    return About(
        question=record.question,
        poll=str(entry.reference),
        titles=titles(record),
        opens=record.opens,
        closes=record.closes,
        quorum=record.quorum,
        seed=(tie.seed or "") if tie else "",
        because=words(tie.because) if tie else "",
        labels=tuple((step.score, step.label) for step in record.scale.labels),
        exclusions=tuple(Exclusion(e.receipts, words(e.reason)) for e in record.exclusions),
        reasons={each.option: words(each.reason) for each in record.passed_over},
    )
