"""A count as a report of plain text: a sentence, places, rounds, and what it was counted by."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from generator.cli.tallying import words
from generator.cli.tallying.words import UNITS, Titles, listed, percent, plain
from generator.journal.polls import PollCount
from generator.journal.record import About
from generator.journal.tally.tally import Outcome, Pairwise, Standing
from generator.model.contest import BOXES, SURVEYS, Contest, Form, Method

_NUMBER = re.compile(r"^(-?[\d,.]+( %|[* ])?|- )?$")


def report(count: PollCount, about: About) -> Iterator[str]:
    """Everything about a count, line by line; the sentence stands first."""
    contest, outcome, titles = count.contest, count.tally.outcome, words.titles_of(about)
    yield f"{words.sentence(count, about)}."
    yield ""
    yield from table(_places(contest, outcome, titles))
    yield from _steps(contest, outcome, titles)
    if outcome.pairwise:
        yield from _duels(contest, outcome.pairwise, titles)
    yield ""
    yield from words.turnout_said(count, about)
    yield ""
    yield from words.terms_said(contest, about, titles)
    yield from (words.tie_said(tie, titles) for tie in outcome.ties)
    yield from map(words.remark_said, outcome.remarks)
    if count.unfiltered:
        said = words.outcome_said(contest, count.unfiltered, titles)
        yield f"if no ballot were excluded: {said}"
    yield from map(words.sign_said, count.signs)
    if count.box:
        yield f"ballots: {len(count.box.content):,} bytes, SHA-256 {count.box.digest}"
    if count.source:
        yield f"counted elsewhere: {count.source}"


def _places(contest: Contest, outcome: Outcome, titles: Titles) -> list[list[str]]:
    survey = contest.method in SURVEYS
    figures = list(dict.fromkeys(name for s in outcome.standings for name, _ in s.figures))
    shares = any(each.share is not None for each in outcome.standings)
    steps = _step_names(contest) if any(each.spread for each in outcome.standings) else []
    head = [] if survey else ["place"]
    head += ["", UNITS[outcome.unit], *(["share"] if shares else []), *figures, *steps, ""]
    rows = [head]
    for each in outcome.standings:
        row = [] if survey else [str(each.place)]
        row += [titles(each.option), plain(each.votes)]
        row += [percent(each.share) if each.share is not None else ""] if shares else []
        known = dict(each.figures)
        row += [plain(known[name]) if name in known else "" for name in figures]
        row += [f"{n:,}" for n in each.spread] if each.spread else [""] * len(steps)
        rows.append([*row, _mark(contest, each)])
    return rows


def _step_names(contest: Contest) -> list[str]:
    if contest.form is Form.BOXES:
        return list(BOXES)
    lowest, highest = contest.scale
    return [f"[{score}]" for score in range(lowest, highest + 1)]


def _mark(contest: Contest, standing: Standing) -> str:
    if standing.won:
        return "funded" if contest.method is Method.BUDGET else "wins"
    return "passed over" if standing.passed_over else ""


def _steps(contest: Contest, outcome: Outcome, titles: Titles) -> Iterator[str]:
    """Votes in each round, and what happened in it."""
    if not outcome.rounds:
        return
    head = ["", *(f"round {n}" for n in range(1, len(outcome.rounds) + 1))]
    votes = [dict(step.votes) for step in outcome.rounds]
    rows = [head]
    rows += [
        [titles(each.option), *(plain(v[each.option]) if each.option in v else "" for v in votes)]
        for each in outcome.standings
    ]
    if any(step.exhausted for step in outcome.rounds):
        nobody = "(no preference)" if contest.method is Method.STAR else "(exhausted)"
        rows.append([nobody, *(plain(step.exhausted) for step in outcome.rounds)])
    if any(step.quota is not None for step in outcome.rounds):
        rows.append(["(quota)", *(plain(s.quota) if s.quota else "" for s in outcome.rounds)])
    yield ""
    yield from table(rows)
    verb = "funded" if contest.method is Method.BUDGET else "elected"
    for n, step in enumerate(outcome.rounds, 1):
        for options, what in ((step.elected, verb), (step.excluded, "excluded")):
            if options:
                yield f"round {n}: {listed([titles(option) for option in options])} {what}"


def _duels(contest: Contest, pairwise: Pairwise, titles: Titles) -> Iterator[str]:
    """The pairwise table; a victory has a star."""
    places = range(len(contest.options))
    rows = [["", "", *(str(n + 1) for n in places)]]
    for a in places:
        cells = [_duel(pairwise, a, b) for b in places]
        rows.append([str(a + 1), titles(contest.options[a]), *cells])
    yield ""
    yield "ballots that put the row above the column; * more than the other way round"
    yield from table(rows)
    if pairwise.cycle:
        first, *others = (titles(option) for option in (*pairwise.cycle, pairwise.cycle[0]))
        yield f"a cycle: {first} beats {', which beats '.join(others)}"


def _duel(pairwise: Pairwise, a: int, b: int) -> str:
    if a == b:
        return "- "
    return f"{pairwise.wins[a][b]:,}{'*' if pairwise.wins[a][b] > pairwise.wins[b][a] else ' '}"


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows with their columns aligned: words to the left, numbers to the right."""
    columns = list(zip(*rows, strict=True))
    widths = [max(map(width, column)) for column in columns]
    texts = [not all(map(_NUMBER.match, column[1:])) for column in columns]
    for row in rows:
        cells = [
            _padded(cell, wide, left=left)
            for cell, wide, left in zip(row, widths, texts, strict=True)
        ]
        yield "  ".join(cells).rstrip()


def _padded(cell: str, wide: int, *, left: bool) -> str:
    space = " " * (wide - width(cell))
    return cell + space if left else space + cell


def width(text: str) -> int:
    """How many columns of a terminal a text takes (Unicode Standard Annex #11)."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
