"""What is wrong with awards that say how they were decided: the data, or a vote, must say so (D4).

Who stood first in a window and later left the lists, joined the team or took the name away keeps
the award: what counts is that nobody on the board did more.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from generator.journal.journal import Journal, resolve
from generator.journal.merits import Board
from generator.journal.recognition.boards import Deeds, deeds_by_window, points_of
from generator.journal.recognition.standing import Rules
from generator.journal.recognition.windows import span_of
from generator.kinds.award import Award, Chosen
from generator.model.entry import Entry
from generator.problems import Problem


def check_honours(journal: Journal) -> Iterator[Problem]:
    """Awards whose window is none, or whose recipients did less than others in it."""
    awards = [versions[0] for versions in journal.written.values() if _is_judged(versions[0])]
    rules = Rules.of(journal.config)
    merits = journal.recognition.merits.values() if awards else ()
    deeds = deeds_by_window(rules, (e for merit in merits for e in merit.evidence))
    judge = _Judge(journal, rules, deeds)
    for entry in awards:
        if isinstance(entry.record, Award):
            yield from judge.judged(entry, entry.record)


def _is_judged(entry: Entry) -> bool:
    said = isinstance(entry.record, Award) and (entry.record.chosen_by or entry.record.window)
    return bool(said) and not entry.head.draft and not entry.head.withdrawn


def first_place(board: Board) -> tuple[str, ...]:
    """Ids of those who stand first on a board: several if they are equal, nobody if it is empty."""
    return tuple(place.person for place in board.places if place.place == 1)


class _Judge(Struct, frozen=True):
    """What awards are compared with."""

    journal: Journal
    rules: Rules
    deeds: Mapping[str, Deeds]

    def judged(self, entry: Entry, award: Award) -> Iterator[Problem]:
        """What is wrong with one award."""
        if award.chosen_by is Chosen.VOTE and award.poll is None:
            message = "a vote chose this award, and there is no 'poll' that shows it"
            hint = "name the poll, or say 'chosen_by: team'"
            yield Problem(entry.at(("chosen_by",)), "no-poll", message, hint)
        if award.window is not None and span_of(award.window, self.rules.zone) is None:
            message = f"'window' cannot be '{award.window}'"
            hint = "it is a month or a year, such as 2026-10 or 2026"
            yield Problem(entry.at(("window",)), "bad-window", message, hint)
        elif award.chosen_by is Chosen.DATA and award.window is None:
            message = "data chose this award, and there is no 'window' that says which"
            hint = "name the month or year, such as 'window: 2026-10'"
            yield Problem(entry.at(("chosen_by",)), "bad-window", message, hint)
        elif award.chosen_by is Chosen.DATA and award.window is not None:
            yield from self._by_data(entry, award, award.window)

    def _by_data(self, entry: Entry, award: Award, window: str) -> Iterator[Problem]:
        span = span_of(window, self.rules.zone)
        if span and entry.head.date and entry.head.date < span[1]:
            message = f"'{window}' is not over at the date of this award, so its data may change"
            hint = f"give it a 'date' from {span[1]:%Y-%m-%d} on, or say 'chosen_by: team'"
            yield Problem(entry.at(("window",)), "bad-window", message, hint)
            return
        points, most = self._points(window), self._most(window)
        for number, recipient in enumerate(award.recipients):
            found = resolve(recipient, self.journal.people)
            own = points.get(found.id, 0) if found else 0
            if not own or own < most:
                message = f"'{recipient}' is not first in {window}: {self._said(window)}"
                hint = "give it to them, or say 'chosen_by: team' and why in 'reason'"
                yield Problem(entry.at(("recipients", number)), "wrong-winner", message, hint)

    def _points(self, window: str) -> Mapping[str, int]:
        """Points of everybody in a window, whether they stand on its board or not."""
        return points_of(self.rules, self.deeds.get(window, {}))

    def _most(self, window: str) -> int:
        places = (place for board in self._board(window) for place in board.places)
        return max((place.points for place in places), default=0)

    def _board(self, window: str) -> tuple[Board, ...]:
        """The board of all roles, if there is one."""
        return self.journal.recognition.boards.get(window, ())[:1]

    def _said(self, window: str) -> str:
        """Who is, as the board says."""
        first = [id_ for board in self._board(window) for id_ in first_place(board)]
        if not first:
            return "its board has no places"
        verb = "is" if len(first) == 1 else "are"
        return f"by the data {' and '.join(first)} {verb}, with {self._most(window)} points"
