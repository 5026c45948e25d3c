"""What is wrong with consents: texts that nobody knows, uses that nobody was asked for, names."""

import calendar
from collections.abc import Iterator
from datetime import datetime

from generator.journal.journal import Journal, names_of, resolve
from generator.journal.visibility import consent_of
from generator.kinds.consent import Consent, ConsentText, Naming
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Byline, Reference
from generator.problems import Problem, Severity, did_you_mean


def check_consents(journal: Journal) -> Iterator[Problem]:
    """What must be right before somebody's words may appear, and who is named who should not be."""
    texts = {text.id: text for text in journal.config.consents}
    for versions in journal.written.values():
        entry = versions[0]
        given = consent_of(entry)
        if given is None:
            continue
        if texts:
            yield from _about_text(entry, given, texts)
        yield from _dates(entry, given)
        yield from _unnamed(entry, given)
        for version in versions if given.name in {Naming.HANDLE, Naming.ANONYMOUS} else ():
            yield from _names_itself(version, entry, journal)
        if given.name is Naming.ANONYMOUS:
            yield from _named_beside(entry, journal)


def _about_text(entry: Entry, given: Consent, texts: dict[str, ConsentText]) -> Iterator[Problem]:
    """Whether a consent is one to a text that was asked for, and no more than that."""
    text = texts.get(given.text)
    if text is None:
        hint = (
            did_you_mean(given.text, texts) or f"'consents' in friday.yaml has {', '.join(texts)}"
        )
        yield _at(entry, "text", "unknown-consent", f"there is no consent '{given.text}'", hint)
        return
    for use in given.uses:
        if use not in text.uses:
            message = f"the consent '{given.text}' does not ask for '{use}'"
            hint = f"take it out of 'uses'; it asks for {', '.join(text.uses)}"
            yield _at(entry, "uses", "bad-consent", message, hint)
    if not text.months or given.withdrawn is not None:
        return
    last = months_after(given.given, text.months)
    if given.expires is None or given.expires > last:
        message = f"the consent '{given.text}' ends {text.months} months after it was given"
        yield _at(entry, "expires", "bad-consent", message, f"expires: {last:%Y-%m-%d}")


def _dates(entry: Entry, given: Consent) -> Iterator[Problem]:
    for name in ("expires", "withdrawn"):
        end = getattr(given, name)
        if end is not None and end < given.given:
            message = f"'{name}' is before 'given'"
            yield _at(
                entry, name, "bad-dates", message, "nobody can take back what they never gave"
            )


def _unnamed(entry: Entry, given: Consent) -> Iterator[Problem]:
    """Whether somebody is named, where a name was agreed to."""
    missing = [name for name in KINDS[entry.kind].doers if not getattr(entry.record, name)]
    if missing and given.name is not Naming.ANONYMOUS and given.withdrawn is None:
        hint = "write the name that they agreed to, or 'name: anonymous' in 'consent'"
        yield _problem(entry, (missing[0],), "no-name", f"'{missing[0]}' is missing", hint)


def _names_itself(version: Entry, entry: Entry, journal: Journal) -> Iterator[Problem]:
    """The text of somebody who wants no name that names them all the same."""
    own = set(_people(entry, journal))
    for named in names_of(version):
        if named.in_text and resolve(named.name, journal.people) in own:
            message = f"the text names '{named.name}', who did not agree to be named"
            hint = "take the name out of the text"
            place = (entry, named.path) if named.path else (version, ())
            yield _problem(*place, "names-author", message, hint)


def _named_beside(entry: Entry, journal: Journal) -> Iterator[Problem]:
    """Entries that name somebody beside the story that they want no name at."""
    own = set(_people(entry, journal))
    for reference in journal.mentions.get(entry.reference, ()) if own else ():
        for other in journal.written[reference]:
            for named in names_of(other):
                if isinstance(named.name, Byline) and resolve(named.name, journal.people) in own:
                    message = f"'{named.name}' stands here beside '{entry.reference}'"
                    hint = "they want no name at it: take out the one or the other"
                    yield _problem(
                        other, named.path, "names-author", message, hint, Severity.WARNING
                    )


def _people(entry: Entry, journal: Journal) -> Iterator[Reference]:
    """Whom the fields of an entry call its author, as far as they are known."""
    names = [getattr(entry.record, name) for name in KINDS[entry.kind].doers]
    for name in (*names, *entry.head.authors):
        found = resolve(name, journal.people) if isinstance(name, Byline) else None
        if found is not None:
            yield found


def months_after(moment: datetime, months: int) -> datetime:
    """The same day of a later month at the same time; its last day if it has no such one."""
    year, month = divmod(moment.month - 1 + months, 12)
    year, month = moment.year + year, month + 1
    day = min(moment.day, calendar.monthrange(year, month)[1])
    return moment.replace(year=year, month=month, day=day)


def _at(entry: Entry, field: str, code: str, message: str, hint: str) -> Problem:
    return _problem(entry, (KINDS[entry.kind].consent, field), code, message, hint)


def _problem(
    entry: Entry,
    path: tuple[str | int, ...],
    code: str,
    message: str,
    hint: str,
    severity: Severity = Severity.ERROR,
) -> Problem:
    return Problem(entry.at(path), code, message, hint, severity)
