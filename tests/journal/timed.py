"""Journals with rhythms, as they are at an instant."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from generator.journal.cadence import scheduled
from generator.journal.journal import Journal, gather
from generator.journal.loop.loop import with_loop
from generator.journal.publications import registered
from generator.journal.recognition.recognise import with_recognition
from generator.model.publication import EMPTY, Register
from generator.pages import routes
from generator.pages.layout import Extras, lay_out
from generator.pages.plan import Plan
from generator.reader.read import Means, Reading, read
from generator.workshop.cache import Cache
from tests.pages.journals import Words, configured, put

FRIDAY = """\
timezone: Asia/Shanghai
cadences:
  - id: friday
    kind: diary
    title: Orange Friday
    rule: FREQ=WEEKLY;BYDAY=FR
    begins: 2026-05-01 17:00
"""


def instant(text: str) -> datetime:
    """An instant; its offset has to be written."""
    found = datetime.fromisoformat(text)
    assert found.tzinfo is not None
    return found


def reading_of(folder: Path, files: Mapping[str, str | bytes], options: str = "") -> Reading:
    """What is read of these files, which have no mistakes."""
    put(folder / "content", files)
    with Cache(None) as cache:
        means = Means(cache, 1, lambda _what, _total, _done: None)
        found = read(folder, configured(options), means)
    assert [str(problem) for problem in found.problems] == []
    return found


def journal_at(
    reading: Reading, at: datetime, options: str = "", register: Register = EMPTY
) -> Journal:
    """The journal of what was read as it is at an instant."""
    config = configured(options)
    entries, problems = scheduled(reading.entries, config, register, at)
    assert [str(problem) for problem in problems] == []
    journal, _ = gather(entries, config, at, reading.ledger, reading.submissions)
    journal, _ = registered(register, journal, partial(routes.publication, config))
    return with_recognition(with_loop(journal))


def plan_of(reading: Reading, journal: Journal) -> Plan:
    """Everything that the site of a journal consists of."""
    plan, _ = lay_out(journal, Extras(reading.static, reading.files), Words())
    return plan


def published(journal: Journal, firsts: Mapping[str, str]) -> Register:
    """A register that says when readers first saw some entries, by `kind:id`; of others nothing."""
    rows = {
        key: replace(row, first=instant(firsts[name]) if (name := str(key[0])) in firsts else None)
        for key, row in journal.register.rows.items()
    }
    return Register(journal.at, rows, journal.register.authority)
