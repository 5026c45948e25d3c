"""The count of a poll as its page shows it, from what the journal may show now."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from generator.journal.journal import Journal
from generator.journal.poll_checks import excluded
from generator.journal.polls import PollCount
from generator.journal.record import BALLOTS, FILE, RULES, ballots_of
from generator.journal.tally.integrity import Sign
from generator.journal.tally.tally import Outcome, Standing, Tally, Unit
from generator.kinds.poll import Poll, titles
from generator.markup.prose import fill
from generator.model.contest import BOXES, ELIMINATIONS, SURVEYS, Contest, Form, Method, Revotes
from generator.model.entry import Entry
from generator.model.fields import Inline
from generator.pages import routes
from generator.pages.desk.duels import duels
from generator.pages.desk.filling import Filling
from generator.pages.desk.headlines import headline, named, number, per_cent, spent
from generator.pages.desk.rounds import rounds
from generator.pages.html import NO_HTML, Html
from generator.pages.results import (
    Comments,
    ExclusionView,
    Headline,
    Noted,
    Number,
    Otherwise,
    Recount,
    ResultRow,
    ResultView,
    TieView,
    TurnoutView,
)

MOST_STEPS = 11
"""Steps of a scale that a drawing can tell apart; more of them are put together."""
_NUMBERS: Mapping[Unit, str] = {Unit.BALLOTS: "votes", Unit.POINTS: "points", Unit.WINS: "wins"}
_FIGURES = ("runoff", "mean", "median", "deviation", "positive", "given", "cost", "left")


_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ$")
_SAID_ELSEWHERE = frozenset({"most", "earlier_rounds"})
"""Rules that have a sentence only where they were chosen."""


def headline_of(entry: Entry, count: PollCount | None) -> Headline | None:
    """The sentence about a poll; None if there is nothing that may be shown."""
    if count is None or not isinstance(entry.record, Poll):
        return None
    return headline(count, titles(entry.record), entry.record.quorum)


def result_of(entry: Entry, count: PollCount | None, filling: Filling) -> ResultView | None:
    """The count of a poll; None if there is nothing that may be shown."""
    if count is None or not isinstance(entry.record, Poll):
        return None
    return _result(entry, entry.record, count, filling)


def _result(entry: Entry, poll: Poll, count: PollCount, filling: Filling) -> ResultView:
    said, outcome, contest = titles(poll), count.tally.outcome, count.contest
    ordered = [each.option for each in outcome.standings]
    has_budget = contest.method is Method.BUDGET
    return ResultView(
        method=str(contest.method),
        final=count.stands,
        closes=poll.closes.astimezone(filling.journal.config.zone),
        headline=headline(count, said, poll.quorum),
        rows=tuple(_rows(poll, count, filling)),
        leading=_leading(outcome, contest),
        columns=_columns(outcome, contest),
        turnout=_turnout(poll, count),
        recount=_recount(entry, poll, count, filling),
        steps=_steps(poll, contest, filling),
        rounds=rounds(outcome, said) if outcome.rounds else None,
        duels=duels(outcome.pairwise, contest.options, ordered, said) if outcome.pairwise else None,
        rules=tuple(_rules(contest)),
        most=contest.rules.most,
        ties=tuple(
            TieView(named(t.options, said), named(t.chosen, said), t.by, t.round, t.out)
            for t in outcome.ties
        ),
        remarks=tuple(Noted(each.code, each.ballots) for each in outcome.remarks),
        exclusions=tuple(_exclusions(poll, count, filling)),
        otherwise=_otherwise(count.tally, count.unfiltered, said),
        signs=tuple(_sign(each, filling) for each in count.signs),
        comments=tuple(_comments(count, said, filling)),
        budget=contest.budget if has_budget else 0,
        left=contest.budget - spent(count) if has_budget else 0,
        source=count.source,
        order=named(contest.order, said),
        seed=(poll.tie_break.seed or "") if poll.tie_break else "",
    )


def _rows(poll: Poll, count: PollCount, filling: Filling) -> Iterator[ResultRow]:
    outcome, contest = count.tally.outcome, count.contest
    said, largest = titles(poll), max((s.votes for s in outcome.standings), default=Fraction(0))
    reasons = {each.option: each.reason for each in poll.passed_over}
    for standing in outcome.standings:
        yield ResultRow(
            option=standing.option,
            title=said.get(standing.option, standing.option),
            place=standing.place,
            mark=_mark(standing, outcome, contest),
            numbers=_row_numbers(standing, outcome.unit, contest),
            bar=_bar(standing, contest, largest),
            spread=tuple(_grouped(standing.spread)),
            reason=_text(filling, reasons.get(standing.option)),
        )


def _mark(standing: Standing, outcome: Outcome, contest: Contest) -> str:
    if standing.option in outcome.winners:
        return "won"
    if standing.option in outcome.tied:
        return "tied"
    return "passed-over" if standing.option in contest.passed_over else ""


def _text(filling: Filling, text: Inline | None) -> Html:
    return Html(fill(text.prose, filling)) if text else NO_HTML


def _row_numbers(standing: Standing, unit: Unit, contest: Contest) -> dict[str, Number]:
    unit_name = "given" if contest.method is Method.BOXES else _NUMBERS[unit]
    numbers = {unit_name: number(standing.votes)}
    if standing.share is not None:
        numbers["share"] = per_cent(standing.share, 1)
    for name, value in standing.figures:
        numbers[name] = per_cent(value, 1) if name == "positive" else number(value)
    return numbers


def _leading(outcome: Outcome, contest: Contest) -> tuple[str, ...]:
    """The numbers that stand beside the bars."""
    if contest.method in {Method.SCORE, Method.LIKERT}:
        return ("mean",)
    if contest.method is Method.BOXES:
        return ("given",)
    if contest.method is Method.BUDGET:
        return ("votes", "cost")
    shared = any(each.share is not None for each in outcome.standings)
    return (_NUMBERS[outcome.unit], *(("share",) if shared else ()))


def _columns(outcome: Outcome, contest: Contest) -> tuple[str, ...]:
    """The numbers that some row has, in the order in which they are shown."""
    known = {name for each in outcome.standings for name, _ in each.figures}
    figures = [name for name in _FIGURES if name in known]
    if contest.method in SURVEYS:
        return tuple(dict.fromkeys((*figures, "given")))
    share = ("share",) if any(each.share is not None for each in outcome.standings) else ()
    return (_NUMBERS[outcome.unit], *share, *figures)


def _bar(standing: Standing, contest: Contest, largest: Fraction) -> float:
    """How long a bar is: its share, the mean on its scale, or its number beside the largest."""
    mean = dict(standing.figures).get("mean")
    if mean is not None:
        lowest, highest = contest.scale
        part = (mean - lowest) / (highest - lowest)
    elif standing.share is not None:
        part = standing.share
    else:
        part = standing.votes / largest if largest > 0 else Fraction(0)
    return float(round(max(Fraction(0), min(part, Fraction(1))) * 100, 1))


def _width(steps: int) -> int:
    """How many neighbouring steps of a scale are put together."""
    return -(-steps // MOST_STEPS)


def _grouped(spread: Sequence[int]) -> Iterator[int]:
    width = _width(len(spread))
    yield from (sum(spread[n : n + width]) for n in range(0, len(spread), width or 1))


def _steps(poll: Poll, contest: Contest, filling: Filling) -> tuple[str, ...]:
    """What the numbers of a spread are, in words."""
    if contest.form is Form.BOXES:
        return tuple(_box(name, filling) for name in BOXES)
    if contest.form is not Form.SCORES:
        return ()
    lowest, highest = contest.scale
    width = _width(highest - lowest + 1)
    starts = range(lowest, highest + 1, width)
    if width > 1:
        ends = (min(n + width - 1, highest) for n in starts)
        pairs = zip(starts, ends, strict=True)
        return tuple(f"{n}\N{EN DASH}{end}" if n < end else f"{n}" for n, end in pairs)
    labels = {step.score: step.label for step in poll.scale.labels}
    return tuple(f"{n} {labels[n]}" if n in labels else str(n) for n in starts)


def _box(name: str, filling: Filling) -> str:
    def say(message: str) -> str:
        return filling.words.say(filling.entry.lang, message)

    said = {
        "liked": say("Liked"),
        "disliked": say("Not liked"),
        "awaited": say("Looked forward to"),
        "bugs": say("Does not work"),
    }
    return said[name]


def _rules(contest: Contest) -> Iterator[str]:
    """Codes of the rules that decide how ballots of this contest are read."""
    rules = contest.rules
    yield f"method-{contest.method}"
    for name in RULES[contest.method]:
        if name not in _SAID_ELSEWHERE:
            yield f"{name}-{getattr(rules, name)}"
    if contest.form is Form.MARKS and contest.method is not Method.PLURALITY and rules.most:
        yield "most"
    if contest.method in ELIMINATIONS and rules.earlier_rounds:
        yield "earlier-rounds"
    if rules.revotes is not Revotes.REFUSED:
        yield f"revotes-{rules.revotes}"
    if contest.method not in SURVEYS:
        yield f"tie-{contest.tie_break}"


def _turnout(poll: Poll, count: PollCount) -> TurnoutView:
    of, eligible = count.tally.turnout, count.eligible
    voters = of.cast - of.superseded - of.excluded
    return TurnoutView(
        cast=of.cast,
        voters=voters,
        counted=of.counted,
        empty=of.empty,
        spoilt=of.spoilt,
        superseded=of.superseded,
        excluded=of.excluded,
        eligible=eligible,
        share=per_cent(Fraction(voters, eligible), 1) if eligible else None,
        quorum=poll.quorum,
        met=of.counted >= poll.quorum,
    )


def _recount(entry: Entry, poll: Poll, count: PollCount, filling: Filling) -> Recount:
    config, box = filling.journal.config, count.box
    files = routes.entry_path(config, _at_home(filling.journal, entry))
    content = box.content if box else b""
    return Recount(
        ballots=filling.url(files + BALLOTS) if box else "",
        rows=max(0, content.count(b"\n") - 1),
        size=len(content),
        digest=box.digest if box else "",
        data=filling.url(files + FILE),
        command=f"friday tally {routes.absolute(config, files)} --verify",
        roll=len(count.roll.voters) if count.roll else 0,
        form=str(count.contest.form),
        receipts=content.startswith(b"receipt,"),
        excluded=tuple(sorted(excluded(poll))) if box else (),
        revotes=str(count.contest.rules.revotes),
    )


def _at_home(journal: Journal, entry: Entry) -> Entry:
    """The version of a poll beside whose page its files lie: the original if it is public."""
    original = journal.original(entry.reference)
    shown = journal.shown(entry.reference, original.lang) if original else None
    return shown or entry


def _exclusions(poll: Poll, count: PollCount, filling: Filling) -> Iterator[ExclusionView]:
    if not poll.exclusions or count.box is None:
        return
    held = ballots_of(count.box.content, excluded(poll))
    for each in poll.exclusions:
        found = sum(held.get(receipt, 0) for receipt in set(each.receipts))
        yield ExclusionView(found, _text(filling, each.reason))


def _sign(sign: Sign, filling: Filling) -> Noted:
    zone = filling.journal.config.zone
    told = {name: text for name, text in sign.details.items() if not _INSTANT.match(text)}
    moments = {
        name: datetime.fromisoformat(text).astimezone(zone)
        for name, text in sign.details.items()
        if name not in told
    }
    return Noted(sign.code, sign.ballots, told, moments)


def _otherwise(tally: Tally, unfiltered: Tally | None, said: Mapping[str, str]) -> Otherwise | None:
    if unfiltered is None:
        return None
    own, other = tally.outcome, unfiltered.outcome
    return Otherwise(
        same=set(own.winners) == set(other.winners) and set(own.tied) == set(other.tied),
        winners=named(other.winners, said),
        tied=named(other.tied, said),
        ballots=unfiltered.turnout.counted,
    )


def _comments(count: PollCount, said: Mapping[str, str], filling: Filling) -> Iterator[Comments]:
    """What voters wrote, first of the whole, then of each option, then of each box."""
    boxes = BOXES if count.contest.form is Form.BOXES else ()
    names = dict.fromkeys(("", *count.contest.options, *boxes))
    for name in names:
        texts = tuple(text for about, text in count.comments if about == name)
        if texts:
            title = (
                _box(name, filling) if name in boxes and name not in said else said.get(name, "")
            )
            yield Comments(title, texts)
