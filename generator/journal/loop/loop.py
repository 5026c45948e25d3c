"""The loop of a journal: standings first, then the threads that they are part of."""

import dataclasses
from collections.abc import Mapping

from msgspec.structs import replace

from generator.journal.journal import Journal
from generator.journal.loop.ends import journey_end, open_ends
from generator.journal.loop.links import Links, Traveller, linked
from generator.journal.loop.loom import Loom, callers
from generator.journal.loop.nodes import lone_nodes, nodes
from generator.journal.loop.standings import families, stale_days, standings
from generator.journal.loop.trace import trace
from generator.journal.order import newest_first
from generator.journal.threads import Loop, Standing, Thread
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Reference


def with_loop(journal: Journal) -> Journal:
    """The journal with its loop, its entries showing the status that they derive from it."""
    links = linked(journal)
    kin = families(links)
    found = standings(journal, links, kin)
    threads = woven(Loom(journal, links, kin, found, callers(links, kin)))
    aged = _aged(found, threads, links, journal)
    loop = Loop(aged, threads, through(threads, links))
    return dataclasses.replace(journal, versions=_shown(journal, links, aged), loop=loop)


def woven(loom: Loom) -> dict[Reference, Thread]:
    """Every thread, by its root."""
    threads = {
        each.reference: _lone_thread(each, loom.standings[each.reference], loom)
        for each in loom.links.travellers
        if each.is_alone
    }
    return threads | {root: _thread(loom, root) for root in loom.roots()}


def _lone_thread(each: Traveller, standing: Standing, loom: Loom) -> Thread:
    """The thread of what nothing is tied to."""
    steps = lone_nodes(each, standing)
    end = journey_end(each.entry, each.reference, loom.links, standing, loom.journal.at)
    return Thread(each.reference, steps, (end,) if end else ())


def _thread(loom: Loom, root: Reference) -> Thread:
    traced = trace(loom, root)
    parts = (*((root,) if traced.members else ()), *traced.asked, *traced.reports)
    open_at = [loom.links.entries[each] for each in parts]
    ends = open_ends(open_at, loom.links, loom.standings, loom.journal.at)
    return Thread(root, nodes(loom, traced), ends)


def through(
    threads: Mapping[Reference, Thread], links: Links
) -> dict[Reference, tuple[Reference, ...]]:
    """Roots of the threads that each entry belongs to, newest root first."""
    found: dict[Reference, list[Reference]] = {}
    for root, thread in threads.items():
        for entry in {node.entry: None for node in thread.nodes}:
            found.setdefault(entry, []).append(root)
    for roots in found.values():
        if len(roots) > 1:
            roots.sort(key=lambda root: newest_first(links.entries[root]))
    return {entry: tuple(roots) for entry, roots in found.items()}


def _aged(
    found: Mapping[Reference, Standing],
    threads: Mapping[Reference, Thread],
    links: Links,
    journal: Journal,
) -> dict[Reference, Standing]:
    """The standings, those marked stale to which nothing happened for too long.

    What is alone has been marked before.
    """
    aged = dict(found)
    for each in links.travellers:
        if not each.is_alone and each.reference in threads:
            nodes_ = threads[each.reference].nodes
            dates = [each.entry.head.updated, *(node.date for node in nodes_)]
            stale = stale_days(each.journey, found[each.reference].status, dates, journal)
            if stale:
                aged[each.reference] = replace(found[each.reference], stale_days=stale)
    return aged


def _shown(
    journal: Journal, links: Links, found: Mapping[Reference, Standing]
) -> Mapping[Reference, tuple[Entry, ...]]:
    """All entries, each on a journey with the status where it stands, in every language."""
    changed = {
        each.reference: tuple(
            _standing_at(version, found[each.reference].status)
            for version in journal.versions[each.reference]
        )
        for each in links.travellers
        if not each.is_alone
    }
    return {**journal.versions, **changed}


def _standing_at(entry: Entry, status: str) -> Entry:
    journey = KINDS[entry.kind].journey
    if journey is None or getattr(entry.record, journey.status) == status:
        return entry
    [reached] = [each for each in journey.moves if each == status]
    return dataclasses.replace(
        entry, record=entry.record.model_copy(update={journey.status: reached})
    )
