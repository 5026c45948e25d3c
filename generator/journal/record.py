"""The published result of a poll: `result.json`, as bytes and as numbers that can be compared.

Its keys are described in docs/results.md. The same count gives the same bytes, whatever release of
the program wrote them. It stands beside `tally`, which knows no `PollCount`.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction

from msgspec import Struct, field

from generator.journal.polls import BallotBox, PollCount
from generator.journal.tally.integrity import Sign
from generator.journal.tally.tally import Pairwise, Round, Standing, Tally
from generator.model.contest import Contest, Form, Method, Rules

FORMAT = 1
FILE, BALLOTS = "result.json", "ballots.csv"
ABOUT = (
    "The result of a poll with everything that it follows from. Whoever has this file and the "
    "ballots can count again: friday tally result.json --verify"
)
PLACES = 9
"""Decimal places of numbers that are not whole."""
_WIDTH = 100

RULES: Mapping[Method, tuple[str, ...]] = {
    Method.PLURALITY: (),
    Method.APPROVAL: ("most",),
    Method.SCORE: ("blank",),
    Method.STAR: (),
    Method.RUNOFF: ("equal", "skipped", "earlier_rounds"),
    Method.SCHULZE: ("strength", "unranked"),
    Method.BORDA: ("tail",),
    Method.STV: ("equal", "skipped", "earlier_rounds"),
    Method.SEQUENTIAL: ("most",),
    Method.BUDGET: ("most",),
    Method.BOXES: (),
    Method.LIKERT: (),
}
"""Rules that a method asks for; `revotes` concerns every one."""


class Exclusion(Struct, frozen=True):
    """Ballots that do not count, and why."""

    receipts: tuple[str, ...]
    reason: str


class About(Struct, frozen=True):
    """What is published of a poll and does not matter to its count.

    Attributes:
        poll: what others call it, such as `poll:dimming-curve`.
        titles: what voters read, by the id of the option.
        quorum: ballots needed for the result to bind; 0 for none.
        seed: what a lot was drawn from.
        because: the tie-break in words.
        labels: scores that mean something in words.
        reasons: why an option is passed over, by its id.
    """

    question: str = ""
    poll: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    opens: datetime | None = None
    closes: datetime | None = None
    quorum: int = 0
    seed: str = ""
    because: str = ""
    labels: tuple[tuple[int, str], ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)


def result(count: PollCount, about: About) -> bytes:
    """The file `result.json` of a count: UTF-8, indented, ending with a line feed."""
    return encoded(values(count, about))


def encoded(record: Mapping[str, object]) -> bytes:
    """A record as JSON; what fits into one line stands in one."""
    return f"{_text(record, '')}\n".encode()


def values(count: PollCount, about: About) -> dict[str, object]:
    """What `result.json` holds, in its order."""
    unfiltered = count.unfiltered
    return {
        "format": FORMAT,
        "about": ABOUT,
        "poll": about.poll or None,
        "question": about.question,
        "stands": count.stands,
        "opens": _instant(about.opens),
        "closes": _instant(about.closes),
        **terms(count.contest, about),
        "eligible": count.eligible,
        "roll": _roll(count),
        "quorum": _quorum(count.tally, about.quorum),
        "source": count.source or None,
        "ballots": _box(count.box) if count.box else None,
        "exclusions": _exclusions(count.box, about.exclusions),
        **counted(count.contest, count.tally),
        "without_exclusions": counted(count.contest, unfiltered) if unfiltered else None,
        "signs": [_sign(sign) for sign in count.signs],
    }


def terms(contest: Contest, about: About) -> dict[str, object]:
    """What the vote was decided by: `contest_in` reads it back."""
    money = contest.method is Method.BUDGET
    scored = contest.form is Form.SCORES
    labels = {str(score): label for score, label in about.labels}
    return {
        "options": [
            {
                "id": option,
                "title": about.titles.get(option, option),
                **({"cost": cost} if money else {}),
            }
            for option, cost in zip(contest.options, _costs(contest), strict=True)
        ],
        "method": str(contest.method),
        "seats": contest.seats,
        "rules": _rules(contest.method, contest.rules),
        "tie_break": {
            "by": contest.tie_break,
            "order": list(contest.order),
            "seed": about.seed or None,
            "because": about.because or None,
        },
        "scale": {"lowest": contest.scale[0], "highest": contest.scale[1], "labels": labels}
        if scored
        else None,
        "budget": contest.budget if money else None,
        "passed_over": [
            {"option": option, "reason": about.reasons.get(option, "")}
            for option in contest.passed_over
        ],
    }


def counted(contest: Contest, tally: Tally) -> dict[str, object]:
    """What counting found: whoever counts the same ballots by the same terms finds the same."""
    outcome = tally.outcome
    turnout = tally.turnout
    names = ("cast", "counted", "empty", "spoilt", "superseded", "excluded")
    return {
        "turnout": {name: getattr(turnout, name) for name in names},
        "winners": list(outcome.winners),
        "tied": list(outcome.tied),
        "unit": str(outcome.unit),
        "whole": None if outcome.whole is None else number(outcome.whole),
        "order": [_standing(standing) for standing in outcome.standings],
        "rounds": [_round(each) for each in outcome.rounds],
        "pairwise": _pairwise(contest, outcome.pairwise) if outcome.pairwise else None,
        "ties": [
            {
                "options": list(tie.options),
                "chosen": list(tie.chosen),
                "out": tie.out,
                "by": tie.by,
                "round": tie.round,
            }
            for tie in outcome.ties
        ],
        "remarks": [{"code": each.code, "ballots": each.ballots} for each in outcome.remarks],
    }


def number(value: Fraction | int) -> int | float:
    """A whole number as one, another rounded to nine places, a half to the even neighbour."""
    exact = round(Fraction(value), PLACES)
    return exact.numerator if exact.denominator == 1 else float(exact)


def differences(
    stated: object, found: object, where: str = ""
) -> Iterator[tuple[str, object, object]]:
    """Where two records differ: the place, what the first says, what the second says.

    Numbers that are not whole may differ in the last of their nine places.
    """
    if isinstance(stated, Mapping) and isinstance(found, Mapping):
        for key in (*stated, *(key for key in found if key not in stated)):
            at = f"{where}.{key}" if where else str(key)
            yield from differences(stated.get(key), found.get(key), at)
    elif isinstance(stated, list) and isinstance(found, list) and len(stated) == len(found):
        for n, (one, other) in enumerate(zip(stated, found, strict=True)):
            yield from differences(one, other, f"{where}[{_name_of(one, n)}]")
    elif not _alike(stated, found):
        yield where, stated, found


def _name_of(item: object, place: int) -> str:
    """What an item of a list is called: the option that it is about, or its number from 1."""
    name = item.get("option") if isinstance(item, Mapping) else None
    return name if isinstance(name, str) else str(place + 1)


def _alike(one: object, other: object) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        whole = isinstance(one, int) and isinstance(other, int)
        return one == other if whole else abs(one - other) < 2 / 10**PLACES
    return one == other


def _costs(contest: Contest) -> Sequence[int]:
    return contest.costs or (0,) * len(contest.options)


def _rules(method: Method, rules: Rules) -> dict[str, object]:
    """The rules that matter, as a poll's file spells them."""
    chosen = {name: getattr(rules, name) for name in (*RULES[method], "revotes")}
    return {name: rule if isinstance(rule, int) else str(rule) for name, rule in chosen.items()}


def _instant(instant: datetime | None) -> str | None:
    """ISO 8601 in UTC, to the second."""
    if instant is None:
        return None
    return instant.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _roll(count: PollCount) -> dict[str, object] | None:
    roll = count.roll
    return {"voters": len(roll.voters), "sha256": roll.digest} if roll else None


def _quorum(tally: Tally, needed: int) -> dict[str, object] | None:
    """Ballots that count are what a quorum is about."""
    return {"needed": needed, "met": tally.turnout.counted >= needed} if needed else None


def _box(box: BallotBox) -> dict[str, object]:
    return {"file": BALLOTS, "bytes": len(box.content), "sha256": box.digest}


def _exclusions(box: BallotBox | None, exclusions: Sequence[Exclusion]) -> list[object]:
    """Exclusions with the number of ballots that each keeps out."""
    every = frozenset(receipt for each in exclusions for receipt in each.receipts)
    held = ballots_of(box.content, every) if box and every else {}
    return [
        {
            "receipts": list(each.receipts),
            "ballots": sum(held.get(receipt, 0) for receipt in each.receipts),
            "reason": each.reason,
        }
        for each in exclusions
    ]


def ballots_of(content: bytes, receipts: frozenset[str]) -> dict[str, int]:
    """How many ballots of a file in normal form have each of these receipts."""
    held: dict[str, int] = {}
    for row in csv.DictReader(io.StringIO(content.decode(), newline="")):
        receipt = row.get("receipt", "")
        if receipt in receipts:
            held[receipt] = held.get(receipt, 0) + int(row.get("count") or 1)
    return held


def _standing(standing: Standing) -> dict[str, object]:
    return {
        "option": standing.option,
        "place": standing.place,
        "won": standing.won,
        "passed_over": standing.passed_over,
        "votes": number(standing.votes),
        "share": None if standing.share is None else number(standing.share),
        "figures": {name: number(value) for name, value in standing.figures},
        "spread": list(standing.spread),
    }


def _round(step: Round) -> dict[str, object]:
    return {
        "votes": {option: number(votes) for option, votes in step.votes},
        "elected": list(step.elected),
        "excluded": list(step.excluded),
        "exhausted": number(step.exhausted),
        "quota": None if step.quota is None else number(step.quota),
    }


def _pairwise(contest: Contest, pairwise: Pairwise) -> dict[str, object]:
    return {
        "options": list(contest.options),
        "wins": [list(row) for row in pairwise.wins],
        "paths": [list(row) for row in pairwise.paths],
        "cycle": list(pairwise.cycle),
    }


def _sign(sign: Sign) -> dict[str, object]:
    return {
        "code": sign.code,
        "ballots": sign.ballots,
        "lines": list(sign.lines),
        "details": dict(sign.details),
    }


def _text(value: object, indent: str) -> str:
    """JSON with two spaces of indentation; lists and objects of plain values in one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, list | Mapping) or not value:
        return flat
    inner = value.values() if isinstance(value, Mapping) else value
    plain = not any(isinstance(each, list | Mapping) and each for each in inner)
    if indent and plain and len(flat) <= _WIDTH:
        return flat
    deeper = f"{indent}  "
    if isinstance(value, Mapping):
        rows = [f"{deeper}{json.dumps(k)}: {_text(v, deeper)}" for k, v in value.items()]
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
    rows = [f"{deeper}{_text(each, deeper)}" for each in value]
    return "[\n" + ",\n".join(rows) + f"\n{indent}]"
