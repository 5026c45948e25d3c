"""What is wrong between entries: names that lead nowhere, dates that contradict each other."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from generator.journal.awards import check_awards
from generator.journal.call_checks import check_calls
from generator.journal.changes import check_changes
from generator.journal.consents import check_consents
from generator.journal.contests import check_contests
from generator.journal.journal import Journal, Named, names_in, names_of, resolve
from generator.journal.ledgers import of_several
from generator.journal.loop.contradictions import check_loop
from generator.journal.makers import check_makers
from generator.journal.recognition.people_checks import check_recognition
from generator.journal.reviews import check_reviews
from generator.journal.visibility import NAMELESS
from generator.kinds.table import KINDS
from generator.markup.prose import Prose
from generator.model.entry import Entry
from generator.model.fields import SAMPLE, FileName, Inline, records_in, values_in
from generator.model.reference import Byline, Reference
from generator.problems import Location, Problem, Severity, did_you_mean


def check(
    journal: Journal,
    broken: frozenset[Reference] = frozenset(),
    loose: Iterable[tuple[str, Prose]] = (),
) -> list[Problem]:
    """Every problem that needs more than one entry to be seen.

    Args:
        broken: entries that exist but could not be read; naming them is no further mistake.
        loose: files and texts of those entries; what they refer to is checked all the same.
    """
    ids = _ids(journal)
    problems = [p for file, prose in loose for p in _loose(file, prose, journal, ids, broken)]
    for reference, versions in journal.versions.items():
        for entry in versions:
            problems += _dates(entry)
            problems += _pictures(entry)
        for entry in journal.written[reference]:  # what is still to come shall be right, too
            problems += _names(entry, journal, ids, broken)
            problems += _unseen(entry)
            problems += _samples(entry)
        problems += _companions(versions[0], journal)
    whole = (
        check_awards,
        check_changes,
        check_consents,
        check_contests,
        check_loop,
        check_makers,
        check_recognition,
        check_reviews,
    )
    problems += check_calls(journal, broken)
    return [*problems, *(problem for check_all in whole for problem in check_all(journal))]


def _loose(
    file: str,
    prose: Prose,
    journal: Journal,
    ids: dict[str, list[str]],
    broken: frozenset[Reference],
) -> Iterator[Problem]:
    for name, line in names_in(prose):
        if isinstance(name, Reference):
            target = resolve(name, journal.people) or name
            if target not in journal.versions and target not in broken:
                yield _unknown(target, Location(file, line), ids)


def _ids(journal: Journal) -> dict[str, list[str]]:
    ids: dict[str, list[str]] = {}
    for reference in journal.versions:
        ids.setdefault(reference.kind, []).append(reference.id)
    return ids


def _names(
    entry: Entry, journal: Journal, ids: dict[str, list[str]], broken: frozenset[Reference]
) -> Iterator[Problem]:
    for named in names_of(entry):
        target = resolve(named.name, journal.people)
        if broken and _is_broken(named.name, target, broken):
            continue
        place = Location(entry.location.file, named.line) if named.line else entry.at(named.path)
        if isinstance(named.name, Byline):
            if target is None and named.name.handle:
                yield from _unknown_person(named.name, named, place, journal)
            elif target is None and journal.people.candidates(named.name):
                yield of_several(named.name, journal.people, place)
        elif target is not None and target not in journal.versions:
            # A draft need not be right yet: it must not keep the others from being published.
            severity = Severity.WARNING if entry.head.draft else Severity.ERROR
            yield replace(_unknown(target, place, ids), severity=severity)
        elif target is not None and journal.is_public(entry):
            yield from _not_public(target, place, journal, entry)


def _is_broken(
    name: Reference | Byline, target: Reference | None, broken: frozenset[Reference]
) -> bool:
    """Whether a name may well be that of an entry that could not be read."""
    if isinstance(name, Byline) and target is None:
        return Reference("person", name.name) in broken
    return target in broken


def _unknown_person(
    byline: Byline, named: Named, place: Location, journal: Journal
) -> Iterator[Problem]:
    """An unknown `@handle` is a mistake in a field; in running text only if it nearly fits."""
    hint = did_you_mean(byline.name.casefold(), journal.people.ids)
    if hint or not named.in_text:
        yield Problem(
            place,
            "unknown-person",
            f"'@{byline.name}' is nobody in the people table",
            hint or "add them to content/people.yaml, or write the name without '@'",
            Severity.WARNING if named.in_text else Severity.ERROR,
        )


def _unknown(target: Reference, place: Location, ids: dict[str, list[str]]) -> Problem:
    known = ids.get(target.kind, [])
    near = did_you_mean(target.id, known)
    elsewhere = [kind for kind, names in sorted(ids.items()) if target.id in names]
    hint = near or (f"there is '{elsewhere[0]}:{target.id}'" if elsewhere else "")
    if target.kind not in KINDS:
        message, hint = f"'{target.kind}' is no kind", did_you_mean(target.kind, KINDS) or hint
    else:
        message = f"there is no {target.kind} '{target.id}'"
    return Problem(place, "unknown-reference", message, hint)


def _not_public(
    target: Reference, place: Location, journal: Journal, entry: Entry
) -> Iterator[Problem]:
    if journal.shown(target, entry.lang) is None:
        why = journal.hidden[(target, journal.versions[target][0].lang)]
        if why.reason in NAMELESS:
            return  # it is as it shall be
        message = f"'{target}' is not public yet, so its name stands here without a link"
        yield Problem(place, "not-public", message, why.because, Severity.WARNING)


def _dates(entry: Entry) -> Iterator[Problem]:
    head = entry.head
    if head.date and head.updated and head.updated < head.date:
        yield _wrong(
            entry, "updated", "'updated' is before 'date'", "it is the date of a later change"
        )
    if head.date and head.expires and head.expires <= head.date:
        yield _wrong(entry, "expires", "'expires' is not after 'date'", "it would never be public")
    span = KINDS[entry.kind].span
    if span:
        start, end = (getattr(entry.record, name) for name in span)
        if start and end and end <= start:
            message = f"'{span[1]}' is not after '{span[0]}'"
            yield _wrong(entry, span[1], message, "exchange the two dates")


def _wrong(entry: Entry, field: str, message: str, hint: str) -> Problem:
    return Problem(entry.at((field,)), "bad-dates", message, hint)


def _pictures(entry: Entry) -> Iterator[Problem]:
    cover = entry.head.cover
    if cover is not None and not cover.alt:
        yield Problem(
            entry.at(("cover",)),
            "missing-alt",
            "the cover has no 'alt' text",
            "say what it shows, for those who do not see it",
            Severity.WARNING,
        )


def _unseen(entry: Entry) -> Iterator[Problem]:
    """Pictures of a group of fields that has a place for their alt text."""
    for record, path in records_in(entry.record):
        held = vars(record)
        for name, value in held.items() if "alt" in held else ():
            is_picture = isinstance(value, FileName) and value.is_picture
            if is_picture and not held["alt"]:
                yield Problem(
                    entry.at((*path, name)),
                    "missing-alt",
                    f"the picture '{value}' has no 'alt' text",
                    "say what it shows, for those who do not see it",
                    Severity.WARNING,
                )


def _samples(entry: Entry) -> Iterator[Problem]:
    """Texts that `friday new` wrote to be replaced; a draft may still hold them."""
    if entry.head.draft:
        return
    for path, value in values_in(entry.record):
        text = value.source if isinstance(value, Inline) else str(value)
        if text.removeprefix("@").startswith(SAMPLE):
            hint = "replace it, or delete the field if it can be left out"
            place = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path)
            yield _sample(entry.at(path), f"'{place.removeprefix('.')}' is", hint)
    if any(isinstance(part, str) and SAMPLE.strip() in part for part in entry.prose.parts):
        hint = f"look for '{SAMPLE.strip()}' in the text: replace what stands there, or delete it"
        yield _sample(entry.location, "a part of the text is", hint)


def _sample(place: Location, what: str, hint: str) -> Problem:
    message = f"{what} still what 'friday new' wrote"
    return Problem(place, "sample", message, hint, Severity.WARNING)


def _companions(entry: Entry, journal: Journal) -> Iterator[Problem]:
    """Entries that wait for each other in a circle would go live without waiting for anything."""
    seen: list[Reference] = [entry.reference]
    current: Entry | None = entry
    while current is not None and current.head.with_ is not None:
        following = current.head.with_
        if following == entry.reference:
            circle = " → ".join(map(str, (*seen, following)))
            hint = "let one of them stand without 'with'"
            yield Problem(
                entry.at(("with",)), "circle", f"these wait for each other: {circle}", hint
            )
        if following in seen:
            return
        seen.append(following)
        current = journal.original(following)
