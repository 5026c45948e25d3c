"""A count in sentences."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from generator.journal.polls import PollCount
from generator.journal.record import RULES, About
from generator.journal.tally.integrity import Sign
from generator.journal.tally.tally import (
    Outcome,
    Pairwise,
    Remark,
    Round,
    Standing,
    Tally,
    TieBroken,
    Unit,
)
from generator.model.contest import ELIMINATIONS, SURVEYS, Contest, Form, Method, Rules
from generator.problems import visible

Titles = Callable[[str], str]

UNITS: Mapping[Unit, str] = {
    Unit.BALLOTS: "votes",
    Unit.POINTS: "points",
    Unit.WINS: "beats",
}
RULE_WORDS: Mapping[tuple[str, str], str] = {
    ("strength", "winning-votes"): "a victory is as strong as the votes for the winning side",
    ("strength", "margins"): "a victory is as strong as the difference of the two sides",
    ("unranked", "last"): "options without a rank are last",
    ("unranked", "ignored"): "options without a rank are compared with no other",
    ("equal", "split"): "a ballot is shared equally by options of the same rank",
    ("equal", "exhausted"): "a ballot ends where two options have the same rank",
    ("equal", "skipped"): "a rank that two options share is passed by",
    ("skipped", "next"): "where a rank is missing, the next one counts",
    ("skipped", "exhausted"): "a ballot ends where two ranks in a row are missing",
    ("blank", "zero"): "an option without a score has zero",
    ("blank", "ignored"): "an option without a score keeps its mean",
    ("tail", "average"): "options without a rank share the points that are left",
    ("tail", "zero"): "options without a rank get no points",
    ("earlier_rounds", "False"): "between equals, the tie-break decides at once",
    ("earlier_rounds", "True"): "between equals, the latest earlier round that differs decides",
    ("revotes", "refused"): "a second ballot of one voter is a mistake",
    ("revotes", "last"): "of two ballots of one voter the last counts",
    ("revotes", "first"): "of two ballots of one voter the first counts",
}
REMARKS: Mapping[str, tuple[str, str]] = {
    "partial": ("does not rank every option", "do not rank every option"),
    "equal-ranks": ("gives two options the same rank", "give two options the same rank"),
    "skipped-ranks": ("leaves out a rank", "leave out a rank"),
    "no-opinion": ("does not score every option", "do not score every option"),
    "overvotes": ("has too many marks and is spoilt", "have too many marks and are spoilt"),
    "exhausted": ("ends with nobody left in the count", "end with nobody left in the count"),
}
"""What a rule found, of one ballot and of several."""
SIGNS: Mapping[str, str] = {
    "duplicate": "two ballots of one voter",
    "not-on-roll": "voters who are not on the roll",
    "joined-late": "voters who joined too late",
    "early": "cast before voting opened",
    "late": "cast after voting closed",
    "burst": "many in a short time",
    "copies": "copies of the same ballot",
}
_TIES: Mapping[str, str] = {
    "order": "by the order of the tie-break",
    "listed": "by the order in which they are listed",
    "lot": "by lot",
    "earlier-round": "by an earlier round",
    "preferred": "by who is preferred head to head",
    "score": "by their scores",
    "top-scores": "by their highest scores",
}
_LINES = 5


def titles_of(about: About) -> Titles:
    """How options are called."""
    return lambda option: about.titles.get(option) or option


def sentence(count: PollCount, about: About) -> str:
    """The result in one plain sentence."""
    said = outcome_said(count.contest, count.tally, titles_of(about))
    cast = count.tally.turnout.counted
    if about.quorum and cast < about.quorum:
        said += f"; {cast:,} of the {about.quorum:,} votes needed were cast, so it does not bind"
    return said if count.stands else f"so far: {said}"


def outcome_said(contest: Contest, tally: Tally, titles: Titles) -> str:
    """Who wins and by what, without the quorum."""
    outcome, cast = tally.outcome, tally.turnout.counted
    if contest.method in SURVEYS:
        return f"{cast:,} {plural(cast, 'person', 'people')} answered"
    winners = listed([titles(option) for option in outcome.winners])
    tied = listed([titles(option) for option in outcome.tied])
    if tied and not winners:
        return f"{tied} share first place; the tie stays open"
    if not winners:
        return "nobody wins" if cast else "no ballot counts, so nobody wins"
    verb = _verb(contest.method, len(outcome.winners))
    said = f"{winners} {verb}{_by_what(contest, tally, titles)}"
    return f"{said}; {tied} share the next place, and the tie stays open" if tied else said


def _verb(method: Method, winners: int) -> str:
    if method is Method.BUDGET:
        return "is funded" if winners == 1 else "are funded"
    return "wins" if winners == 1 else "win"


def _by_what(contest: Contest, tally: Tally, titles: Titles) -> str:
    """By what the winners win, as a sentence goes on behind the verb."""
    outcome, cast = tally.outcome, tally.turnout.counted
    first = next(each for each in outcome.standings if each.option == outcome.winners[0])
    if contest.method is Method.BUDGET:
        costs = dict(zip(contest.options, contest.costs, strict=True))
        spent = sum(costs[option] for option in outcome.winners)
        return f": {spent:,} of {contest.budget:,} spent"
    if len(outcome.winners) > 1:
        return f" the {contest.seats} seats"
    if contest.method is Method.SCHULZE and outcome.pairwise:
        return _by_duels(contest, outcome.pairwise, first.option)
    if contest.method in ELIMINATIONS and outcome.rounds:
        return _by_rounds(outcome.rounds, first.option)
    if contest.method is Method.STAR and outcome.rounds:
        return _by_runoff(outcome, first.option, titles)
    return _by_number(contest.method, first, outcome.unit, cast)


def _by_number(method: Method, first: Standing, unit: Unit, cast: int) -> str:
    if method is Method.PLURALITY and first.share is not None:
        return f" with {percent(first.share)} of {cast:,} {plural(cast, 'vote', 'votes')}"
    if first.share is not None and unit is Unit.BALLOTS:
        return f" with the approval of {percent(first.share)} of {cast:,} voters"
    if method is Method.SCORE:
        mean = dict(first.figures).get("mean", first.votes)
        return f" with a mean score of {plain(mean)} from {ballots(cast)}"
    return f" with {plain(first.votes)} {UNITS[unit]} from {ballots(cast)}"


def _by_duels(contest: Contest, pairwise: Pairwise, winner: str) -> str:
    at = contest.options.index(winner)
    others = [n for n in range(len(contest.options)) if n != at]
    if all(pairwise.wins[at][n] > pairwise.wins[n][at] for n in others):
        return ": it beats every other option, head to head"
    return " by the strongest paths of victories"


def _by_rounds(rounds: Sequence[Round], winner: str) -> str:
    last = next(step for step in reversed(rounds) if winner in dict(step.votes))
    votes = dict(last.votes)
    whole = sum(votes.values(), Fraction(0))
    share = percent(votes[winner] / whole) if whole else "0 %"
    number = rounds.index(last) + 1
    return f" with {plain(votes[winner])} of {plain(whole)} votes in round {number}, {share}"


def _by_runoff(outcome: Outcome, winner: str, titles: Titles) -> str:
    votes = dict(outcome.rounds[-1].votes)
    other = next((option for option in votes if option != winner), None)
    if other is None or winner not in votes:
        return ""
    if votes[winner] == votes[other] and outcome.ties:
        by = outcome.ties[-1].by
        level = f"the runoff against {titles(other)} is equal, {plain(votes[winner])} for each"
        return f": {level}, and was decided {_TIES.get(by, by)}"
    return f" the runoff against {titles(other)}, {plain(votes[winner])} to {plain(votes[other])}"


def turnout_said(count: PollCount, about: About) -> Iterator[str]:
    """What became of every ballot, and whether enough were cast."""
    turnout = count.tally.turnout
    fates = (
        (turnout.empty, "empty"),
        (turnout.spoilt, "spoilt"),
        (
            turnout.superseded,
            f"second {plural(turnout.superseded, 'ballot', 'ballots')} of a voter",
        ),
        (turnout.excluded, "excluded"),
    )
    rest = "".join(f", {n:,} {what}" for n, what in fates if n)
    yield f"{ballots(turnout.cast)} cast: {turnout.counted:,} counted{rest}"
    for each in about.exclusions:
        receipts = len(each.receipts)
        yield f"  excluded, {receipts} {plural(receipts, 'receipt', 'receipts')}: {each.reason}"
    if count.eligible:
        voters = turnout.cast - turnout.superseded - turnout.excluded
        share = percent(Fraction(voters, count.eligible))
        yield f"{count.eligible:,} may vote; turnout {share}"
    if about.quorum:
        met = "met" if turnout.counted >= about.quorum else "not met"
        yield f"quorum: {about.quorum:,} votes, {met}"


def terms_said(contest: Contest, about: About, titles: Titles) -> Iterator[str]:
    """Method, rules and tie-break."""
    seats = "" if contest.method in SURVEYS or contest.seats == 1 else f", {contest.seats} seats"
    scale = f", scores {contest.scale[0]} to {contest.scale[1]}"
    yield f"method: {contest.method}{seats}{scale if contest.form is Form.SCORES else ''}"
    yield from (f"  {line}" for line in rules_said(contest))
    for option in contest.passed_over:
        yield f"  {titles(option)} cannot win: {about.reasons.get(option, 'passed over')}"
    if contest.method in SURVEYS:
        return
    order = listed([titles(option) for option in contest.order], "then")
    lot = f" (SHA-256 of '{visible(about.seed)}', a line feed and the id)" if about.seed else ""
    said = {"open": "open: a tie stays a tie", "lot": f"lot{lot}: {order}"}
    yield f"tie-break: {said.get(contest.tie_break, f'{contest.tie_break}: {order}')}"


def rules_said(contest: Contest) -> Iterator[str]:
    """The rules that matter, each with its name, its choice and what it means."""
    for name in (*RULES[contest.method], "revotes"):
        rule: object = getattr(contest.rules, name)
        if name == "most":
            words = f"at most {rule} marks; more spoil a ballot" if rule else "any number of marks"
            yield f"most: {rule} ({words})"
        else:
            said = {True: "yes", False: "no"}.get(rule, rule) if isinstance(rule, bool) else rule
            yield f"{name}: {said} ({RULE_WORDS[name, str(rule)]})"


def changes(before: PollCount, after: PollCount, about: About) -> Iterator[str]:
    """What another rule changes, in sentences."""
    titles = titles_of(about)
    said = listed(_what_differs(before.contest, after.contest))
    old, new = before.tally.outcome, after.tally.outcome
    if set(old.winners) != set(new.winners) or set(old.tied) != set(new.tied):
        found = outcome_said(after.contest, after.tally, titles)
        stated = outcome_said(before.contest, before.tally, titles)
        yield f"with {said}: {found}; as it stands: {stated}"
    elif _order(old) != _order(new):
        yield f"with {said}, the winners stay the same, and the order of the others changes"
    else:
        yield f"with {said}, the winners and the order stay the same"


def _what_differs(before: Contest, after: Contest) -> list[str]:
    said = []
    if before.method is not after.method:
        said.append(str(after.method))
    if before.seats != after.seats:
        said.append(f"{after.seats} seats")
    if (before.tie_break, before.order) != (after.tie_break, after.order):
        said.append(f"the tie-break {after.tie_break}")
    for name in Rules.__struct_fields__:
        rule = getattr(after.rules, name)
        if rule != getattr(before.rules, name):
            said.append(f"{name}: {rule}")
    if before.scale != after.scale:
        said.append(f"scores {after.scale[0]} to {after.scale[1]}")
    return said


def _order(outcome: Outcome) -> list[tuple[str, int]]:
    return [(each.option, each.place) for each in outcome.standings]


def tie_said(tie: TieBroken, titles: Titles) -> str:
    """Who was equal, and what told them apart."""
    where = f"round {tie.round}: " if tie.round else ""
    equals = listed([titles(option) for option in tie.options])
    chosen = listed([titles(option) for option in tie.chosen])
    what = "had to go" if tie.out else "put first"
    return f"{where}{equals} were equal; {chosen} {what} {_TIES.get(tie.by, tie.by)}"


def remark_said(remark: Remark) -> str:
    """How many ballots a rule was applied to."""
    one, more = REMARKS.get(remark.code, (remark.code, remark.code))
    return f"{ballots(remark.ballots)} {plural(remark.ballots, one, more)}"


def sign_said(sign: Sign) -> str:
    """Something odd that somebody should look at."""
    shown = ", ".join(map(str, sign.lines[:_LINES]))
    more = " …" if len(sign.lines) > _LINES else ""
    lines = f" (lines {shown}{more})" if sign.lines else ""
    said = SIGNS.get(sign.code, sign.code)
    return f"look at this: {ballots(sign.ballots)}, {said}{lines}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as a sentence lists them."""
    return (
        f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
    )


def percent(share: Fraction) -> str:
    """A share in whole per cent, a half upwards."""
    return f"{(share * 200 + 1) // 2} %"


def plain(value: Fraction) -> str:
    """A number with commas between thousands; what is not whole has two decimals."""
    return f"{value.numerator:,}" if value.denominator == 1 else f"{float(value):,.2f}"


def ballots(count: int) -> str:
    """How many ballots."""
    return f"{count:,} {plural(count, 'ballot', 'ballots')}"


def plural(count: int, one: str, more: str) -> str:
    """One word or the other."""
    return one if count == 1 else more
