"""Counts published elections again and compares: `python -m bench.elections`.

The ballots are those of `../shared/corpora`, or of the folder that `FRIDAY_CORPORA` names. Exits
with 1 when an outcome differs from the published one, with 2 when there are no corpora.
"""

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench import _star_elections
from bench._elections import (
    Check,
    Finding,
    by_other_rules,
    contest_of,
    loaded,
    names,
    same_people,
    tell,
    titles_of,
    won,
)
from generator.intake.ballots.sheet import Sheet
from generator.journal.tally.count import count, from_totals
from generator.journal.tally.tally import Tally
from generator.model.contest import Contest, Form, Method, Rules, Unranked

# Ballots, winner, and the winner's pairs with "none of the above": the corpora's README.
DEBIAN: Mapping[int, tuple[int, str, int, int]] = {
    2002: (475, "Garbee", 443, 18),
    2003: (488, "Michlmayr", 424, 39),
    2004: (482, "Michlmayr", 442, 26),
    2005: (504, "Robinson", 376, 107),
    2006: (421, "Towns", 339, 71),
    2007: (482, "Hocevar", 346, 91),
    2008: (401, "McIntyre", 339, 48),
    2009: (361, "McIntyre", 329, 22),
    2010: (436, "Zacchiroli", 395, 28),
    2011: (392, "Zacchiroli", 385, 5),
}
_NUMBERED = re.compile(r"^\d+\.\s+(.+?)\s*$", re.MULTILINE)
_LISTED = re.compile(r"^[-*]\s+(.+?)\s*$", re.MULTILINE)
_TOTAL = re.compile(r"^\|\s*(.+?)\s*\|\s*(\d+)\s*\|$", re.MULTILINE)
_TURNOUT = re.compile(r"Of (?:the )?(\d+) eligible voters, (\d+) cast ballots")
_SHOWN = 3


def main() -> int:
    """Print a line for each election."""
    corpora = Path(os.environ.get("FRIDAY_CORPORA") or "../shared/corpora")
    if not corpora.is_dir():
        print(f"{corpora}: no such folder; name it in FRIDAY_CORPORA", file=sys.stderr)
        return 2
    words = sum((tell(check(corpora)) for check in CHECKS), Counter())
    print(", ".join(f"{number} {word.lower()}" for word, number in sorted(words.items())))
    return 1 if words["DIFFERS"] else 0


def debian(corpora: Path) -> Iterator[Finding]:
    """Debian's project leaders: unranked options are last, Schulze with winning votes."""
    folder = corpora / "debian-tideman"
    for year, expected in DEBIAN.items():
        name = f"D{year % 100:02}"
        files = (
            folder / "Input_TidemanElectionCollection" / f"{name}.debian_votes",
            folder / "ConversionToCondorcetElectionFormat" / f"{name}.cvotes",
        )
        for file in files:
            yield _leader(f"debian {year} ({file.suffix})", loaded(file), expected)


def _leader(election: str, sheet: Sheet, expected: tuple[int, str, int, int]) -> Finding:
    contest = contest_of(sheet, Method.SCHULZE)
    tally = count(contest, sheet.ballots)
    titles = titles_of(sheet)
    [winner] = tally.outcome.winners or ("",)
    none = next(option for option in contest.options if titles[option].startswith("None"))
    pairwise = tally.outcome.pairwise
    wins = pairwise.wins if pairwise else ()
    first, last = contest.options.index(winner), contest.options.index(none)
    found = (
        tally.turnout.cast,
        titles[winner].split()[-1],
        wins[first][last],
        wins[last][first],
    )
    wrong = () if found == expected else (f"published {expected}, counted {found}",)
    said = f"{found[1]} wins, {found[2]}:{found[3]} over none, {found[0]} ballots"
    return Finding(election, said, wrong, tuple(_other_winners(sheet, won(sheet, tally), 1)))


def kubernetes(corpora: Path) -> Iterator[Finding]:
    """Kubernetes: Schulze with winning votes, pairs with "No opinion" on a side not counted."""
    folder = corpora / "k8s-elections" / "elections"
    steering = folder / "steering"
    yield _committee("k8s steering 2017", steering / "2017", 6, "Michael Rubin")
    yield _committee("k8s steering 2018", steering / "2018", 3)
    yield _committee("k8s steering 2020", steering / "2020", 3)
    yield _by_winners("k8s governing board 2023", steering / "2023-GB")
    yield _by_winners("k8s code of conduct 2023", folder / "code-of-conduct" / "2023")


def _committee(election: str, folder: Path, seats: int, capped: str = "") -> Finding:
    """An election whose whole order is published."""
    sheet = loaded(folder / "BALLOTS.csv", Form.RANKS)
    text = (folder / "RESULTS.md").read_text(encoding="utf-8")
    ranking, _, winners = text.partition("## Winners")
    titles = titles_of(sheet)
    out = tuple(option for option, title in titles.items() if title == capped)
    ignored = Rules(unranked=Unranked.IGNORED)
    terms = {"rules": ignored, "seats": seats, "passed_over": out}
    tally = count(contest_of(sheet, Method.SCHULZE, **terms), sheet.ballots)
    known = list(titles.values())
    wrong = [
        *_compared("order", same_people(_NUMBERED.findall(ranking), known), names(sheet, tally)),
        *_compared("winners", same_people(_NUMBERED.findall(winners), known), won(sheet, tally)),
        *_compared("ballots", int(re.findall(r"cast: (\d+)", text)[0]), tally.turnout.cast),
    ]
    notes = [*_capped(tally, titles, capped), *_said_method(text)]
    notes += _other_orders(sheet, tally, seats)
    said = f"{len(known)} places and {seats} seats, {tally.turnout.cast} ballots"
    return Finding(election, said, tuple(wrong), tuple(notes))


def _capped(tally: Tally, titles: Mapping[str, str], capped: str) -> Iterator[str]:
    for each in tally.outcome.standings:
        if each.passed_over:
            yield f"{titles[each.option]}, place {each.place}, is passed over: a company's cap"
    if capped and not any(each.passed_over for each in tally.outcome.standings):
        yield f"{capped} would have been passed over, and was not elected"


def _said_method(text: str) -> Iterator[str]:
    if "Condorcet-IRV" in text:
        yield 'its page says "Condorcet-IRV"; Schulze gives the published order as well'


def _by_winners(election: str, folder: Path) -> Finding:
    """An election of which only the winners are published; ballots name candidates by handle."""
    sheet = loaded(folder / "ballots.csv", Form.RANKS)
    text = (folder / "results.md").read_text(encoding="utf-8")
    published = _LISTED.findall(text.partition("## Winner")[2])
    handles = {_field("name", file): _field("ID", file) for file in folder.glob("candidate-*.md")}
    terms = {"rules": Rules(unranked=Unranked.IGNORED), "seats": len(published)}
    tally = count(contest_of(sheet, Method.SCHULZE, **terms), sheet.ballots)
    found = won(sheet, tally)
    wrong = list(_compared("winners", sorted(handles.get(n, n) for n in published), sorted(found)))
    wrong += _compared("ballots", int(re.findall(r"cast: (\d+)", text)[0]), tally.turnout.cast)
    said = f"{len(found)} of {len(sheet.options)} win, {tally.turnout.cast} ballots"
    notes = tuple(_other_winners(sheet, found, len(published)))
    return Finding(election, said, tuple(wrong), notes)


def _field(name: str, file: Path) -> str:
    found = re.search(rf"^{name}:\s*(\S.*?)\s*$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else ""


def python(corpora: Path) -> Iterator[Finding]:
    """Python's steering councils: five seats by approval, published as totals."""
    for file in sorted((corpora / "peps-elections" / "peps").glob("pep-81*.rst")):
        text = file.read_text(encoding="utf-8")
        votes = {name: int(number) for name, number in _TOTAL.findall(text)}
        turnout = _TURNOUT.search(text)
        if not votes or turnout is None:
            yield Finding(file.stem, "no totals", ("the table of votes was not found",))
            continue
        elected = _LISTED.findall(text[turnout.end() :].partition("No conflict")[0])[:5]
        contest = Contest(tuple(votes), Method.APPROVAL, seats=5)
        tally = from_totals(contest, votes, int(turnout[2]))
        order = [each.option for each in tally.outcome.standings]
        wrong = [
            *_compared("winners", sorted(elected), sorted(tally.outcome.winners)),
            *_compared("order", list(votes), order),
        ]
        said = f"{len(votes)} totals, 5 seats, {turnout[2]} of {turnout[1]} voted"
        yield Finding(file.stem, said, tuple(wrong))


def _compared(what: str, published: object, found: object) -> Iterator[str]:
    if published != found:
        yield f"{what}: published {published}, counted {found}"


def _other_winners(sheet: Sheet, winners: list[str], seats: int) -> Iterator[str]:
    """Rules by which others would have won."""
    for name, tally in by_other_rules(sheet, seats):
        found = won(sheet, tally)
        if set(found) != set(winners[: len(found)]):
            tied = [titles_of(sheet)[option] for option in tally.outcome.tied]
            open_tie = f", and {', '.join(tied)} would be tied" if tied else ""
            yield f"by {name}, {', '.join(found) or 'nobody'} would win{open_tie}"


def _other_orders(sheet: Sheet, stated: Tally, seats: int) -> Iterator[str]:
    """Rules by which the order would differ, with the first places that do."""
    titles = titles_of(sheet)
    places = {each.option: each.place for each in stated.outcome.standings}
    for name, tally in by_other_rules(sheet, seats):
        moved = [
            f"{titles[each.option]} {places[each.option]} -> {each.place}"
            for each in tally.outcome.standings
            if each.place != places[each.option]
        ]
        if moved:
            more = f" and {len(moved) - _SHOWN} more" if len(moved) > _SHOWN else ""
            yield f"by {name}, places change: {', '.join(moved[:_SHOWN])}{more}"


CHECKS: tuple[Check, ...] = (debian, kubernetes, python, _star_elections.starvote)


if __name__ == "__main__":
    sys.exit(main())
