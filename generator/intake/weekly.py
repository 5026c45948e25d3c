"""The week's diary, drafted from what happened since the last one; its author tells the story (C3).

What is written is a draft: nothing is decided here, and every line may go.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from generator.intake.new_entry import Wish, stem
from generator.intake.popcorn import POPCORN
from generator.intake.studio import DRAFT, Drafted, Studio, escaped, listed, quoted
from generator.journal.changes import changes_of
from generator.journal.happenings import Happening, Turn, What
from generator.journal.journal import resolve
from generator.journal.order import newest_first
from generator.journal.said import Part, Said, Span, said
from generator.kinds.change import Change
from generator.kinds.credit import Credit
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.fields import SAMPLE
from generator.model.reference import Reference

DIARY = "diary"
"""The kind that tells of a week."""

_DOT = " · "  # between the parts of a line: the same in every language
_MOMENT = timedelta(microseconds=1)
_DAY = timedelta(days=1)
_LONG = timedelta(days=7)  # what a first diary looks back on
_MOST = 12  # suggestions of a sort that are named one by one
_MOVED = (What.SHIPPED, What.ADOPTED, What.DECLINED, What.ANSWERED)


def weekly(studio: Studio, wish: Wish) -> Drafted | None:
    """A diary of what happened since the last one, public or not; None if nothing did.

    Args:
        wish: its title, empty for the usual one; its date, its number and its language.
    """
    week = _Week(studio, since_last(studio))
    sections = [lines for lines in week.sections() if lines]
    report = week.report()
    if not sections and report is None:
        return None
    title = wish.title or usual_title(studio)
    head = [
        "---",
        f"title: {quoted(title)}",
        "queue: yes" if wish.queued else f"date: {wish.at:%Y-%m-%d %H:%M}",
        *([f"number: {wish.number}"] if wish.number is not None else []),
        *([f"lang: {wish.lang}"] if wish.lang else []),
        DRAFT,
        "summary:",
        "tags: []",
        *week.fields(report),
        *(f"# {line}" for line in week.asides()),
        "---",
    ]
    prompt = SAMPLE + studio.say("One thing that this week was about, and why")
    text = "\n\n".join("\n".join(lines) for lines in [[prompt], *sections])
    named = replace(wish, title=wish.title or usual_name(studio))
    return Drafted(f"{wish.kind.folder}/{stem(named)}.md", "\n".join([*head, "", f"{text}\n"]))


def usual_title(studio: Studio) -> str:
    """What a diary is called that nobody has given a title yet."""
    return studio.say("Week %(week)s", week=studio.at.isocalendar().week)


def usual_name(studio: Studio) -> str:
    """What such a diary's file is called: the week of ISO 8601, the same in every language."""
    return week_name(studio.at)


def week_name(local: datetime) -> str:
    """The week that a local time lies in: `2026-w21`."""
    year, week, _ = local.isocalendar()
    return f"{year}-w{week:02}"


def numbered(studio: Studio, usual: int) -> int:
    """The number of a new diary: that of its version in another language, if it has one."""
    there = studio.journal.original(Reference(DIARY, usual_name(studio)))
    number = getattr(there.record, "number", None) if there is not None else None
    return number if isinstance(number, int) else usual


def since_last(studio: Studio) -> Span:
    """The time since the last diary, public or not; a week where there is none.

    A diary of the same day is no last one: it is this one, in another language or begun before.
    """
    dates = (
        versions[0].head.date
        for reference, versions in studio.journal.versions.items()
        if reference.kind == DIARY
    )
    past = (date for date in dates if date is not None and date < _midnight(studio))
    last = max(past, default=studio.at - _LONG)
    return Span(last + _MOMENT, studio.at + _MOMENT)


def _midnight(studio: Studio) -> datetime:
    """The beginning of the day of a draft."""
    return studio.at.replace(hour=0, minute=0, second=0, microsecond=0)


def _is_of_today(studio: Studio, diary: Entry) -> bool:
    """Whether a diary is the one that is drafted, in another language or begun before."""
    date, today = diary.head.date, _midnight(studio)
    return date is not None and today <= date < today + _DAY


class _Week:
    """What happened in a time, as Markdown in the language of a draft."""

    def __init__(self, studio: Studio, span: Span) -> None:
        self.studio = studio
        self.span = span
        self.all: Said = said(studio.journal)
        self.part: Part = self.all.within(span)

    def fields(self, report: Entry | None) -> Iterator[str]:
        """What the diary tells of, what it answers, what it asks."""
        releases = [release.reference for release in self._releases()]
        if releases:
            yield f"releases: {listed(releases)}"
        if report is not None:
            yield f"answers: {quoted(str(report.reference))}"
        question = self.studio.say("what do we want to ask?")
        yield f"questions: [{quoted(SAMPLE + question)}]"

    def asides(self) -> Iterator[str]:
        """What only its author sees."""
        for entry in self._hidden_releases():
            date = entry.head.date.astimezone(self.studio.at.tzinfo) if entry.head.date else None
            when = f", {date:%Y-%m-%d %H:%M}" if date else ""
            yield f"not public yet: {entry.reference}{when}"
        yield "friday schema diary explains the fields"

    def sections(self) -> Iterator[list[str]]:
        """Everything to tell, heading by heading; an empty list where there is nothing."""
        yield self._shipped()
        yield self._answers()
        yield self._moved()
        yield self._opened()
        yield self._owed()
        yield self._popcorn()

    def report(self) -> Entry | None:
        """The oldest public report that no other diary answers yet; a draft that does counts."""
        field = KINDS[DIARY].answers
        versions = self.studio.journal.versions
        given = {
            getattr(entries[0].record, field)
            for reference, entries in versions.items()
            if reference.kind == DIARY and not _is_of_today(self.studio, entries[0])
        }
        reports = [
            entry
            for reference in versions
            if KINDS[reference.kind].remarks and reference not in given
            for entry in [self._shown(reference)]
            if entry is not None and self._is_after_answers(entry)
        ]
        return max(reports, key=newest_first, default=None)

    def _is_after_answers(self, report: Entry) -> bool:
        """Whether a report is younger than the last diary: an older one was passed over."""
        return report.head.date is not None and report.head.date >= self.span.begins - _MOMENT

    def _shipped(self) -> list[str]:
        releases = self._releases()
        if not releases:
            return []
        lines: list[str] = []
        for release in releases:
            lines += ["", f"### {_to(release)}", ""] if lines else [f"### {_to(release)}", ""]
            lines += [self._change(release, c) for c in changes_of(release) if not c.internal]
        return _section(self.studio.say("What changed this week"), lines)

    def _change(self, release: Entry, change: Change) -> str:
        """A change in a line, with those whose word or work it was."""
        text = escaped(self.studio.plain(release, change.text), leads=True)
        credited: dict[str, list[str]] = {}
        for credit in change.credits:
            credited.setdefault(self.studio.word(str(credit.role)), []).append(self._who(credit))
        whose = _DOT.join(self._named_so(role, ", ".join(n)) for role, n in credited.items())
        return f"- {text}{_DOT}{whose}" if whose else f"- {text}"

    def _who(self, credit: Credit) -> str:
        """Somebody in the people table by handle, anybody else by name."""
        found = resolve(credit.person, self.studio.journal.people)
        return f"@{found.id}" if found else escaped(credit.person.name)

    def _answers(self) -> list[str]:
        """What users said in the report to answer, the most frequent first, point by point."""
        report = self.report()
        if report is None:
            return []
        fields = KINDS[report.kind].remarks
        remarks = [remark for name in fields[1:] for remark in getattr(report.record, name)]
        remarks.sort(key=lambda remark: -(remark.count or 0))
        lines = [_to(report), ""]
        for remark in remarks[:_MOST]:
            text = escaped(self.studio.plain(report, remark.text), leads=True)
            count = f" × {remark.count}" if remark.count is not None else ""
            refs = "".join(f"{_DOT}{_named(reference)}" for reference in remark.refs)
            lines.append(f"- {text}{count}{refs}{_DOT}{SAMPLE.strip()}")
        lines += _and_more(self.studio, len(remarks))
        return _section(self.studio.say("Point by point"), lines)

    def _moved(self) -> list[str]:
        """Suggestions by what became of them; each stands once, where it got furthest."""
        lines: list[str] = []
        seen: set[Reference] = set()
        for what in _MOVED:
            found = [each for each in self.part.of(what) if each.entry not in seen]
            seen.update(each.entry for each in found)
            lines += [self._move(what, each) for each in found[:_MOST]]
            lines += _and_more(self.studio, len(found))
        received = len(self.part.of(What.RECEIVED))
        if received:
            lines.append(f"- {self._named_so(self.studio.say('Received'), str(received))}")
        return _section(self.studio.say("What became of your suggestions"), lines)

    def _move(self, what: What, happening: Happening) -> str:
        status = self.studio.word(str(what))
        if what is What.ANSWERED:
            entry = self._shown(happening.entry)
            journey = KINDS[happening.entry.kind].journey
            if entry is not None and journey is not None:
                status = self.studio.word(str(getattr(entry.record, journey.status)))
        day = f"{_DOT}{self._day(happening.when)}" if happening.days is not None else ""
        return f"- {_named(happening.entry)}{_DOT}{status}{day}"

    def _opened(self) -> list[str]:
        """What could be taken part in since, until when, and what no longer can."""
        ended = {turn.entry for turn in self.part.turns if not turn.begins}
        lines = [
            f"- {_named(turn.entry)}{_DOT}{said}"
            for turn in self.part.turns
            for said in self._turn(turn, ended=turn.entry in ended)
        ]
        return _section(self.studio.say("Opened and closed"), lines)

    def _turn(self, turn: Turn, *, ended: bool) -> Iterator[str]:
        """What there is to say of a beginning or an end; what took place is said once."""
        kind, entry = KINDS[turn.entry.kind], self._shown(turn.entry)
        if not kind.calls_in:
            yield from [self._day(turn.when)] if turn.begins else []
        elif not turn.begins:
            yield self.studio.say("Closed")
        elif not ended and entry is not None and kind.span:
            ends: datetime | None = getattr(entry.record, kind.span[1])
            opened = self.studio.say("Opened")
            until = self.studio.say("until %(date)s", date=self._day(ends)) if ends else ""
            yield f"{opened}{_DOT}{until}" if until else opened

    def _owed(self) -> list[str]:
        owed = [each for each in self.all.promises if each.days is not None]
        lines = [
            _DOT.join((f"- {_named(each.entry)}", self._promised(each.due), SAMPLE.strip()))
            for each in owed[:_MOST]
        ]
        lines += _and_more(self.studio, len(owed))
        return _section(self.studio.say("Answers that we owe"), lines)

    def _promised(self, due: datetime) -> str:
        return self.studio.say("promised for %(date)s", date=self._day(due))

    def _popcorn(self) -> list[str]:
        """Who got the popcorn, as soon as the count of that poll stands."""
        for reference, count in sorted(self.studio.journal.counts.items()):
            if not (reference.id.startswith(POPCORN) and count.public and count.stands):
                continue
            entry = self._shown(reference)
            if entry is not None and count.since in self.span and count.tally.outcome.winners:
                titles = dict(_options(entry))
                won = [titles.get(option, option) for option in count.tally.outcome.winners]
                line = _DOT.join((f"- {_named(reference)}", *map(escaped, won)))
                return _section(self.studio.say("The popcorn"), [line])
        return []

    def _releases(self) -> Sequence[Entry]:
        """Public releases of the time with changes, oldest first."""
        named = dict.fromkeys(deed.entry for deed in self.part.deeds)
        shown = (self._shown(reference) for reference in named)
        return [entry for entry in shown if entry is not None]

    def _hidden_releases(self) -> Iterator[Entry]:
        """Releases that are drafts, or come later."""
        journal = self.studio.journal
        for reference in sorted(journal.versions):
            entry = journal.versions[reference][0]
            is_hidden = not journal.is_public(entry) and not entry.head.withdrawn
            if KINDS[reference.kind].changes and is_hidden:
                yield entry

    def _named_so(self, label: str, value: str) -> str:
        return self.studio.say("%(label)s: %(value)s", label=label, value=value)

    def _shown(self, reference: Reference) -> Entry | None:
        return self.studio.journal.shown(reference, self.studio.lang)

    def _day(self, instant: datetime) -> str:
        return f"{instant.astimezone(self.studio.at.tzinfo):%Y-%m-%d}"


def _and_more(studio: Studio, count: int) -> list[str]:
    more = studio.say("and %(count)s more", count=count - _MOST)
    return [f"- {more}"] if count > _MOST else []


def _section(heading: str, lines: Sequence[str]) -> list[str]:
    """Lines under a heading; nothing where there are none."""
    return [f"## {heading}", "", *lines] if lines else []


def _options(poll: Entry) -> Iterator[tuple[str, str]]:
    """Ids of a poll's options with their titles."""
    yield from ((option.id, option.title) for option in getattr(poll.record, "options", ()))


def _named(reference: Reference) -> str:
    """A link that takes the title of what it leads to."""
    return f"[]({reference})"


def _to(entry: Entry) -> str:
    """A link with the title that the entry has now."""
    return f"[{escaped(entry.head.title)}]({entry.reference})"
