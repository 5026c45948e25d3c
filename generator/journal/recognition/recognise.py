"""Recognition: evidence, what it is worth by the rules, and the boards of months and years."""

from collections.abc import Iterator
from dataclasses import replace

from generator.journal.journal import Journal
from generator.journal.merits import Merit, Recognition
from generator.journal.recognition.boards import boards
from generator.journal.recognition.evidence import gathered
from generator.journal.recognition.standing import Rules
from generator.journal.visibility import NAMELESS
from generator.kinds.person import Person
from generator.model.entry import Entry
from generator.model.reference import Reference


def with_recognition(journal: Journal) -> Journal:
    """The journal with what it knows of everybody's contributions."""
    return replace(journal, recognition=recognised(journal))


def recognised(journal: Journal) -> Recognition:
    """Who did what, by evidence: merits, by the ids of people in order, and boards."""
    rules = Rules.of(journal.config)
    merits = {merit.person: merit for merit in _merits(journal, rules)}
    anonymous = sum(1 for id_ in merits if _is_nameless(journal, id_))
    return Recognition(merits, boards(journal, rules, merits), anonymous)


def _merits(journal: Journal, rules: Rules) -> Iterator[Merit]:
    """The merit of everybody with evidence, and of founding members, who need none."""
    evidence = gathered(journal)
    everybody = {
        reference.id: _as_known(journal, versions[0], versions[0].record)
        for reference, versions in journal.versions.items()
        if isinstance(versions[0].record, Person)
    }
    for id_, record in sorted(everybody.items(), key=lambda item: item[0]):
        found = evidence.get(id_, ())
        if not record.bot and (found or (record.founding and not record.team)):
            yield rules.merit(id_, found, record)


def _as_known(journal: Journal, entry: Entry, record: Person) -> Person:
    """What is known of a person: what only a hidden profile says is not, or a count would tell it.

    Those whom nobody may name are counted all the same.
    """
    hidden = journal.hidden.get((entry.reference, entry.lang))
    if hidden is None or hidden.reason in NAMELESS or not record.founding:
        return record
    return record.model_copy(update={"founding": False})


def _is_nameless(journal: Journal, id_: str) -> bool:
    return journal.shown(Reference("person", id_), journal.config.main_language) is None
