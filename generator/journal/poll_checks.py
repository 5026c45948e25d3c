"""What is wrong with a poll: rules that are missing, a box that was opened, wrong figures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from generator.journal.polls import BallotBox, PollCount
from generator.journal.tally.integrity import Sign
from generator.kinds.poll import Poll
from generator.kinds.voting import Counted
from generator.model.ballots import Ballot
from generator.model.contest import ELIMINATIONS, SEVERAL, SURVEYS, Contest, Method, Revotes
from generator.model.entry import Entry
from generator.model.fields import Record
from generator.model.reference import Path
from generator.problems import Location, Problem, Severity, did_you_mean

_FATAL: Mapping[str, tuple[str, str]] = {
    "duplicate": ("a voter has a second ballot here", "say in 'rules' which counts: revotes: last"),
    "not-on-roll": ("this voter is not on the roll", "add them to the roll"),
    "joined-late": ("this voter joined after 'joined_by'", ""),
    "early": ("this ballot was cast before voting opened", ""),
    "late": ("this ballot was cast after voting closed", ""),
}
"""Signs that keep a poll from being counted until the ballots are excluded, with the cure."""
_ODD: Mapping[str, str] = {
    "burst": "{ballots} ballots came in one short time",
    "copies": "{ballots} ballots are alike",
}
_TOTALS = (Method.PLURALITY, Method.APPROVAL, Method.BUDGET)
"""Methods that numbers of marks are enough for."""
_EXCLUDE = "or exclude the ballot: 'exclusions' with its receipt and the reason"


_SAME = (
    "method",
    "opens",
    "closes",
    "results",
    "quorum",
    "eligible",
    "joined_by",
    "ballots",
    "totals",
    "roll",
    "comments",
    "digest",
    "result",
)
"""What all versions of a poll say alike, besides options and rules."""


def check_poll(entry: Entry, record: Poll) -> Iterator[Problem]:
    """What a poll must say before its ballots can be counted, and names that are no options."""
    has_box = record.ballots is not None or record.totals is not None
    if has_box and record.method is None:
        hint = f"such as 'method: {Method.PLURALITY}'; one of {', '.join(Method)}"
        yield _at(entry, "ballots", "no-method", "a poll with ballots needs 'method'", hint)
    needs_tie_break = has_box and record.method not in SURVEYS
    if needs_tie_break and record.tie_break is None:
        hint = "such as 'tie_break: listed', or open where a tie may stay a tie"
        yield _at(entry, "ballots", "no-tie-break", "a poll with ballots needs 'tie_break'", hint)
    if record.ballots is not None and record.totals is not None:
        hint = "keep the ballots: they can be counted again"
        yield _at(entry, "totals", "bad-poll", "a poll has ballots or totals, not both", hint)
    yield from _unnamed(entry, record)
    yield from _method(entry, record)
    yield from _unknown_options(entry, record)


def _unnamed(entry: Entry, record: Poll) -> Iterator[Problem]:
    """Files of a vote that lie beside it and would not be read."""
    for field in ("ballots", "roll", "comments"):
        file = f"{field}.csv"
        lies_there = any(attachment.name == file for attachment in entry.attachments)
        if lies_there and getattr(record, field) is None:
            message = f"'{file}' lies beside this poll, and no field names it"
            hint = f"add '{field}: {file}', or take the file away"
            yield Problem(entry.at(()), "not-read", message, hint, Severity.WARNING)


def _method(entry: Entry, record: Poll) -> Iterator[Problem]:
    """Fields that do not go with the method."""
    method, tie = record.method, record.tie_break
    if method is None:
        return
    if method in ELIMINATIONS and tie is not None and str(tie.by) == "open":
        message = f"'{method}' leaves options out one by one, so a tie cannot stay open"
        yield _at(entry, "tie_break", "bad-poll", message, "name an order, 'listed' or 'lot'")
    if record.seats > 1 and method not in SEVERAL:
        message = f"'{method}' cannot fill {record.seats} seats"
        hint = f"methods for several seats are {', '.join(sorted(SEVERAL))}"
        yield _at(entry, "seats", "bad-poll", message, hint)
    if record.seats > len(record.options):
        message = f"there are {record.seats} seats and {len(record.options)} options"
        yield _at(entry, "seats", "bad-poll", message)
    if method is Method.BUDGET and not record.budget:
        message = "'budget' is missing: what there is to spend"
        yield _at(entry, "method", "bad-poll", message)
    if record.totals is not None and method not in _TOTALS:
        message = f"'{method}' cannot be counted from totals"
        hint = f"totals are marks: {', '.join(_TOTALS[:-1])} or {_TOTALS[-1]}"
        yield _at(entry, "totals", "bad-poll", message, hint)
    elif record.totals is not None:
        yield from _totals(entry, record.totals, 1 if method is Method.PLURALITY else 0)


def _totals(entry: Entry, totals: Counted, most: int) -> Iterator[Problem]:
    """More marks than voters can have made; `most` on each ballot, 0 for any number."""
    for each in totals.votes:
        if each.votes > totals.ballots:
            message = f"'{each.option}' has {each.votes} votes of {totals.ballots} voters"
            yield Problem(entry.at(("totals", "votes", each.option)), "bad-poll", message)
    marks = sum(each.votes for each in totals.votes)
    if most and marks > most * totals.ballots >= max(each.votes for each in totals.votes):
        message = f"{totals.ballots} voters with one mark each cannot have made {marks}"
        hint = f"'ballots' says how many voted; with several marks each it is {Method.APPROVAL}"
        yield Problem(entry.at(("totals", "ballots")), "bad-poll", message, hint)


def _unknown_options(entry: Entry, record: Poll) -> Iterator[Problem]:
    known = {option.id for option in record.options}
    for path, name in _named_options(record):
        if name not in known:
            hint = did_you_mean(name, known) or f"options are {', '.join(sorted(known))}"
            message = f"no option is called '{name}'"
            yield Problem(entry.at(path), "unknown-option", message, hint)


def _named_options(record: Poll) -> Iterator[tuple[Path, str]]:
    """Every option that a field names, and where."""
    if record.tie_break is not None:
        for n, name in enumerate(record.tie_break.order):
            yield ("tie_break", "order", n), name
    for n, each in enumerate(record.passed_over):
        yield ("passed_over", n, "option"), each.option
    for field, counted in (("totals", record.totals), ("result", record.result)):
        for total in counted.votes if counted is not None else ():
            yield (field, "votes", total.option), total.option
    for n, name in enumerate(record.result.winners if record.result else ()):
        yield ("result", "winners", n), name


def check_translations(
    versions: Sequence[Entry], contests: Sequence[Contest | None]
) -> Iterator[Problem]:
    """A translation must not change what is voted on, nor how, nor when, nor whose vote counts."""
    for entry, contest in zip(versions[1:], contests[1:], strict=True):
        first = contests[0]
        field = _changed(versions[0].record, entry.record)
        if first is not None and contest is not None and contest != first:
            field = "options" if contest.options != first.options else "method"
        if field:
            message = "this translation changes the vote"
            hint = "leave out the fields that say how it is counted; keep ids and order of options"
            yield _at(entry, field, "bad-translation", message, hint)


def _changed(original: Record, translation: Record) -> str:
    """The first field of a vote that a translation says otherwise; empty if it says none so."""
    if not isinstance(original, Poll) or not isinstance(translation, Poll):
        return ""
    if excluded(original) != excluded(translation):
        return "exclusions"
    different = (f for f in _SAME if getattr(original, f) != getattr(translation, f))
    return next(different, "")


def excluded(record: Poll) -> frozenset[str]:
    """Receipts of the ballots that do not count."""
    return frozenset(receipt for each in record.exclusions for receipt in each.receipts)


def check_box(
    entry: Entry, record: Poll, box: BallotBox, ballots: Sequence[Ballot], found: Iterable[Sign]
) -> Iterator[Problem]:
    """Ballots that must not be counted as they are, each at its line, unless they are excluded."""
    out = excluded(record)
    receipts = {ballot.line: ballot.receipt for ballot in ballots}
    yield from _exclusions(entry, record, frozenset(receipts.values()))
    yield from _crowds(box, ballots, out)
    for sign in found:
        if sign.code not in _FATAL:
            continue
        if sign.code == "duplicate" and record.rules.revotes is not Revotes.REFUSED:
            continue
        message, hint = _FATAL[sign.code]
        lines = sign.lines[1:] if sign.code == "duplicate" else sign.lines
        for line in lines:
            receipt = receipts.get(line, "")
            if receipt not in out:
                place = Location(box.file, line)
                named = f"{message}: '{receipt}'" if receipt else message
                cure = f"{hint}, {_EXCLUDE}" if hint else _EXCLUDE.removeprefix("or ")
                yield Problem(place, f"ballot-{sign.code}", named, cure)


def _crowds(box: BallotBox, ballots: Sequence[Ballot], out: AbstractSet[str]) -> Iterator[Problem]:
    """Receipts, of one voter each, that stand for several ballots."""
    for ballot in ballots:
        if ballot.count > 1 and ballot.receipt and ballot.receipt not in out:
            message = f"one voter has {ballot.count} ballots here: '{ballot.receipt}'"
            hint = f"ballots that came counted have no receipt, {_EXCLUDE}"
            yield Problem(Location(box.file, ballot.line), "ballot-duplicate", message, hint)


def _exclusions(entry: Entry, record: Poll, receipts: AbstractSet[str]) -> Iterator[Problem]:
    for n, each in enumerate(record.exclusions):
        for m, receipt in enumerate(each.receipts):
            if receipt not in receipts:
                message = f"no ballot has the receipt '{receipt}'"
                yield Problem(
                    entry.at(("exclusions", n, "receipts", m)), "unknown-receipt", message
                )


def check_count(entry: Entry, record: Poll, count: PollCount) -> Iterator[Problem]:
    """A box that changed after the close, figures that differ from the count, and odd ballots."""
    turnout = count.tally.turnout
    voters = turnout.cast - turnout.superseded - turnout.excluded
    if count.eligible is not None and voters > count.eligible:
        message = f"{voters} voted, and {count.eligible} may"
        hint = "'eligible' says how many may vote"
        place = entry.at(("eligible",))
        yield Problem(place, "too-many-voters", message, hint, Severity.WARNING)
    if count.box is not None:
        yield from _digest(entry, record, count, count.box)
        for sign in count.signs:
            if sign.code in _ODD:
                message = _ODD[sign.code].format(ballots=sign.ballots)
                place = Location(count.box.file, sign.lines[0] if sign.lines else 0)
                hint = "look at them; 'exclusions' leaves ballots out, with the reason"
                yield Problem(place, f"ballot-{sign.code}", message, hint, Severity.WARNING)
    if record.result is not None:
        yield from _stated(entry, record, count)


def _digest(entry: Entry, record: Poll, count: PollCount, box: BallotBox) -> Iterator[Problem]:
    said = (record.digest or "").lower().removeprefix("sha256:")
    if not count.stands:
        if said:
            message = "'digest' is that of the finished ballots, and voting is not over"
            yield _early(entry, "digest", message)
    elif not said:
        hint = f"add 'digest: {box.lying}', or run: friday tally {entry.location.file} --freeze"
        message = "voting is over, and the ballots are not frozen"
        yield Problem(entry.at(("ballots",)), "not-frozen", message, hint, Severity.WARNING)
    elif said != box.lying:
        message = f"{box.file} was changed after the close: its SHA-256 is {box.lying}"
        hint = (
            "bring back the file; if it must change, delete 'digest', freeze it anew and tell "
            "readers why"
        )
        yield _at(entry, "digest", "changed-ballots", message, hint)


def _stated(entry: Entry, record: Poll, count: PollCount) -> Iterator[Problem]:
    """Differences between the result that is written down and the count."""
    stated, tally = record.result, count.tally
    if stated is None:
        return
    if not count.stands:
        message = "'result' says how the vote ended, and it has not"
        yield _early(entry, "result", message)
        return
    winners = tally.outcome.winners
    if stated.winners and stated.winners != winners:
        message = f"{_list(stated.winners)} did not win: {_list(winners) or 'nobody'} did"
        yield Problem(entry.at(("result", "winners")), "wrong-result", message)
    if stated.ballots is not None and stated.ballots != tally.turnout.cast:
        message = f"there are {tally.turnout.cast} ballots, not {stated.ballots}"
        yield Problem(entry.at(("result", "ballots")), "wrong-result", message)
    votes = {standing.option: standing.votes for standing in tally.outcome.standings}
    for each in stated.votes:
        if each.option in votes and votes[each.option] != each.votes:
            message = f"'{each.option}' has {votes[each.option]}, not {each.votes}"
            place = entry.at(("result", "votes", each.option))
            yield Problem(place, "wrong-result", message)


def _early(entry: Entry, field: str, message: str) -> Problem:
    """What should not be written yet; no error, as a site may be built as of an earlier day."""
    hint = "delete it until voting is over; nothing of it is shown before"
    return Problem(entry.at((field,)), "too-early", message, hint, Severity.WARNING)


def _list(options: Iterable[str]) -> str:
    return ", ".join(f"'{option}'" for option in options)


def _at(entry: Entry, field: str, code: str, message: str, hint: str = "") -> Problem:
    return Problem(entry.at((field,)), code, message, hint)
