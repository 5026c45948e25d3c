"""The votes of a journal: ballot files are read, counted and compared with what their polls say.

A count is kept by what it was made from, so that a hundred thousand ballots are counted once.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from msgspec import Struct, field

from generator.journal.figures import check_figures
from generator.journal.journal import Journal, with_counts
from generator.journal.poll_checks import (
    check_box,
    check_count,
    check_poll,
    check_translations,
    excluded,
)
from generator.journal.polls import BallotBox, PollCount, Roll
from generator.journal.schedule import State, state
from generator.journal.tally.count import count, from_totals
from generator.journal.tally.integrity import Sign, signs
from generator.journal.tally.tally import Tally
from generator.kinds.poll import Poll, Results
from generator.kinds.table import KINDS
from generator.kinds.voting import Counted
from generator.model import bytes_of
from generator.model.ballots import Ballot
from generator.model.contest import BOXES, Contest
from generator.model.entry import Entry
from generator.model.reference import Reference
from generator.pages.desk.library import named
from generator.problems import Problem, Severity
from generator.reader.ballots import read_ballots, read_comments, read_roll
from generator.reader.scrubber import Scrubber
from generator.workshop import cache as caches
from generator.workshop.program import fingerprint


class _Kept(Struct, frozen=True):
    """What the cache holds of a count."""

    tally: Tally
    unfiltered: Tally | None = None
    signs: tuple[Sign, ...] = ()


class _Sources(Struct, frozen=True):
    """What a count was made from; `totals` is where they can be seen."""

    box: BallotBox | None = None
    roll: Roll | None = None
    comments: tuple[tuple[str, str], ...] = ()
    totals: str = ""


def counted(
    project: Path, journal: Journal, cache: caches.Cache, scrubber: Scrubber
) -> tuple[Journal, list[Problem]]:
    """The journal with the counts of its polls, and everything that is wrong with them.

    Args:
        scrubber: takes out of the files of polls who is forgotten.
    """
    counter = _Counter(project, journal, cache, scrubber)
    counts: dict[Reference, PollCount] = {}
    for reference, versions in journal.written.items():
        contest_of = KINDS[reference.kind].contest
        if contest_of is None:
            continue
        contests = [contest_of(entry.record) for entry in versions]
        counter.problems.extend(check_translations(versions, contests))
        found = counter.poll(versions[0], contests[0])
        if found is not None:
            counts[reference] = found
    journal = with_counts(journal, counts)
    return journal, [*counter.problems, *check_figures(journal)]


class _Counter(Struct, frozen=True):
    """Counts polls one after the other, and gathers what is wrong with them."""

    project: Path
    journal: Journal
    cache: caches.Cache
    scrubber: Scrubber
    problems: list[Problem] = field(default_factory=list)

    def poll(self, entry: Entry, contest: Contest | None) -> PollCount | None:
        """The count of a poll; None if there is nothing to count, or something to mend first."""
        record = entry.record
        if not isinstance(record, Poll):
            raise TypeError(f"{entry.kind} holds votes, and they are no poll's")
        if self._failed(check_poll(entry, record)) or contest is None:
            return None
        found = None
        if record.totals is not None:
            found = self._from_totals(entry, record, record.totals, contest)
        elif record.ballots is not None:
            found = self._from_ballots(entry, record, contest)
        if found is not None:
            self.problems.extend(check_count(entry, record, found))
        return found

    def _failed(self, found: Iterable[Problem]) -> bool:
        """Take problems down; whether one of them is an error."""
        told = list(found)
        self.problems.extend(told)
        return any(problem.severity is Severity.ERROR for problem in told)

    def _from_totals(
        self, entry: Entry, record: Poll, totals: Counted, contest: Contest
    ) -> PollCount:
        votes = {each.option: each.votes for each in totals.votes}
        tally = from_totals(contest, votes, totals.ballots)
        return self._whole(entry, record, contest, _Kept(tally), _Sources(totals=totals.source))

    def _from_ballots(self, entry: Entry, record: Poll, contest: Contest) -> PollCount | None:
        box = self._box(entry, "ballots", record.ballots)
        roll = self._roll(entry, record)
        comments = self._comments(entry, record)
        if box is None or (roll is None and record.roll) or comments is None:
            return None
        ground = (repr(contest), box.digest, roll.digest if roll else "", *sorted(excluded(record)))
        window = (record.opens, record.closes, record.joined_by, self.journal.config.zone)
        key = caches.key("count", fingerprint(), *ground, *map(str, window))
        value = self.cache.get(key)
        kept = bytes_of.load(_Kept, value) if value is not None else None
        if kept is None:
            kept = self._fresh(entry, record, contest, box, roll)
            if kept is None:
                return None
            if kept.unfiltered is not None or not record.exclusions:
                self.cache.put(key, bytes_of.dump(kept))
        return self._whole(entry, record, contest, kept, _Sources(box, roll, comments))

    def _fresh(
        self, entry: Entry, record: Poll, contest: Contest, box: BallotBox, roll: Roll | None
    ) -> _Kept | None:
        """A count that is made anew; None if ballots have to be mended first."""
        ballots, wrong = read_ballots(box.file, box.content, contest)
        if self._failed(wrong):
            return None
        found = signs(
            contest,
            ballots,
            roll.voters if roll else None,
            opens=record.opens,
            closes=record.closes,
            joined_by=record.joined_by,
        )
        if self._failed(check_box(entry, record, box, ballots, found)):
            return None
        return self._tallied(entry, record, contest, ballots, found)

    def _tallied(
        self,
        entry: Entry,
        record: Poll,
        contest: Contest,
        ballots: Sequence[Ballot],
        found: tuple[Sign, ...],
    ) -> _Kept | None:
        out = excluded(record)
        tally = self._tried(entry, lambda: count(contest, ballots, out))
        if tally is None:
            return None
        unfiltered = self._tried(entry, lambda: count(contest, ballots)) if out else None
        return _Kept(tally, unfiltered, found)

    def _tried(self, entry: Entry, make: Callable[[], Tally]) -> Tally | None:
        """A count; None if it meets a tie and the lot is not drawn.

        That is a warning: the site must come out while people go to draw it.
        """
        try:
            return make()
        except ValueError:
            message = "equals have to be told apart by the lot, and it is not drawn"
            hint = "write the public text that it is drawn from into 'tie_break', as 'seed'"
            place = entry.at(("tie_break",))
            self.problems.append(Problem(place, "tie", message, hint, Severity.WARNING))
            return None

    def _whole(
        self,
        entry: Entry,
        record: Poll,
        contest: Contest,
        kept: _Kept,
        sources: _Sources,
    ) -> PollCount:
        now = state(entry, self.journal.at)
        stands = now is State.CLOSED
        shown = stands or (now is State.OPEN and record.results is Results.LIVE)
        return PollCount(
            contest=contest,
            tally=kept.tally,
            stands=stands,
            public=shown and self.journal.shown(entry.reference, entry.lang) is not None,
            since=record.closes if stands else record.opens,
            unfiltered=kept.unfiltered,
            box=sources.box,
            roll=sources.roll,
            eligible=len(sources.roll.voters) if sources.roll else record.eligible,
            signs=kept.signs,
            source=sources.totals,
            comments=sources.comments,
        )

    def _box(self, entry: Entry, field: str, name: str | None) -> BallotBox | None:
        """A file beside a poll; None if there is none, or none that can be read."""
        if name is None:
            return None
        file = named(entry, name)
        try:
            content = (self.project / file).read_bytes()
        except OSError as error:
            reason = error.strerror or "it cannot be read"
            message = f"'{name}' cannot be read: {reason}"
            hint = "ballots lie beside the poll, in a folder of its own"
            self.problems.append(Problem(entry.at((field,)), "missing-file", message, hint))
            return None
        frozen = hashlib.sha256(content).hexdigest()
        content = self.scrubber.data(content, file)
        return BallotBox(file, content, hashlib.sha256(content).hexdigest(), frozen)

    def _roll(self, entry: Entry, record: Poll) -> Roll | None:
        box = self._box(entry, "roll", record.roll)
        if box is None:
            return None
        zone = self.journal.config.zone
        voters, wrong = read_roll(box.file, box.content, zone)
        return None if self._failed(wrong) else Roll(box.file, box.digest, tuple(voters))

    def _comments(self, entry: Entry, record: Poll) -> tuple[tuple[str, str], ...] | None:
        """What voters wrote; None if the file has to be mended first."""
        if record.comments is None:
            return ()
        box = self._box(entry, "comments", record.comments)
        if box is None:
            return None
        names = frozenset((*(option.id for option in record.options), *BOXES))
        found, wrong = read_comments(box.file, box.content, names)
        return None if self._failed(wrong) else tuple(found)
