"""Polls that are counted by hand-made ballots, and what their pages are made from."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from generator.journal.polls import BallotBox, PollCount
from generator.journal.tally.count import count
from generator.kinds.poll import Poll, contest
from generator.model.ballots import Ballot
from generator.model.entry import Entry
from generator.pages.desk.filling import Filling
from generator.pages.desk.results import headline_of, result_of
from generator.pages.results import Headline, ResultView
from tests.pages.journals import Laid, laid_out

SINCE = datetime(2026, 5, 9, 10, tzinfo=UTC)

POLL = """---
title: Which?
date: 2026-05-01
question: Which one?
method: {method}
options: {options}
tie_break: {tie}
opens: 2026-05-02 10:00
closes: 2026-05-09 10:00
binds: We do it
{more}
---
"""
CHINESE = """---
title: 哪个
question: 哪一个？
options: {options}
binds: 照做
{more}
---
"""


@dataclass(frozen=True)
class Vote:
    """A poll between options `a`, `b`, `c` … called Ada, Bee, Cat …, and in Chinese 甲、乙、丙…."""

    folder: Path
    method: str = "plurality"
    options: str = "abc"
    tie: str = "listed"
    more: str = ""
    chinese: str = ""
    costs: tuple[int, ...] = ()
    zone: str = "UTC"
    _laid: list[Laid] = field(default_factory=list)

    @property
    def laid(self) -> Laid:
        """Its journal."""
        if not self._laid:
            made = POLL.format(
                method=self.method, options=self._options("en"), tie=self.tie, more=self.more
            )
            other = CHINESE.format(options=self._options("zh"), more=self.chinese)
            files = {"polls/p/index.en.md": made, "polls/p/index.zh.md": other}
            options = f"languages: [en, zh-CN]\ntimezone: {self.zone}\n"
            self._laid.append(laid_out(self.folder, files, options=options))
        return self._laid[0]

    def entry(self, lang: str = "en") -> Entry:
        return self.laid.entry("poll", "p", lang)

    def filling(self, lang: str = "en") -> Filling:
        return self.laid.desk.filling(self.entry(lang), lang)

    def count(self, ballots: Sequence[Ballot], **other: object) -> PollCount:
        """The finished count of some ballots."""
        record = self.entry().record
        found = contest(record)
        assert found is not None
        assert isinstance(record, Poll)
        out = frozenset(receipt for each in record.exclusions for receipt in each.receipts)
        made = {
            "contest": found,
            "tally": count(found, ballots, out),
            "unfiltered": count(found, ballots) if out else None,
            "stands": True,
            "public": True,
            "since": SINCE,
            **other,
        }
        return PollCount(**made)  # type: ignore[arg-type]  # named by the tests

    def view(self, ballots: Sequence[Ballot], lang: str = "en", **other: object) -> ResultView:
        """What its page shows of these ballots."""
        found = result_of(self.entry(lang), self.count(ballots, **other), self.filling(lang))
        assert found is not None
        return found

    def headline(self, ballots: Sequence[Ballot], lang: str = "en", **other: object) -> Headline:
        """The sentence about these ballots."""
        found = headline_of(self.entry(lang), self.count(ballots, **other))
        assert found is not None
        return found

    def _options(self, lang: str) -> str:
        names = ENGLISH if lang == "en" else CHINESE_NAMES
        costs = dict(zip(self.options, self.costs, strict=False))
        made = (
            f"{{id: {name}, title: {names[name]}, cost: {costs.get(name, 0)}}}"
            for name in self.options
        )
        return f"[{', '.join(made)}]"


ENGLISH = {"a": "Ada", "b": "Bee", "c": "Cat", "d": "Dog", "e": "Eel"}
CHINESE_NAMES = {"a": "甲", "b": "乙", "c": "丙", "d": "丁", "e": "戊"}


def marks(*groups: tuple[str, int], options: str = "abc") -> list[Ballot]:
    """Ballots with a mark at each letter: `("ab", 3)` are three for `a` and `b`."""
    return [
        Ballot(tuple(1 if option in letters else None for option in options), count=number)
        for letters, number in groups
    ]


def ranks(*groups: tuple[str, int], options: str = "abc") -> list[Ballot]:
    """Ballots with the letters best first: `("ba", 3)` are three with `b` before `a`."""
    return [
        Ballot(tuple(letters.index(o) + 1 if o in letters else None for o in options), count=number)
        for letters, number in groups
    ]


def scores(*rows: tuple[int | None, ...]) -> list[Ballot]:
    """A ballot for each row of scores."""
    return [Ballot(row) for row in rows]


def box(text: str) -> BallotBox:
    """A ballot file."""
    content = text.encode()
    return BallotBox("content/polls/p/ballots.csv", content, hashlib.sha256(content).hexdigest())
