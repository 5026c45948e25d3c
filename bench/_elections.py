"""What the scripts about published elections share: reading ballots, and saying what came out."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from msgspec.structs import replace

from generator.intake.ballots.formats import load
from generator.intake.ballots.sheet import Sheet, Wish
from generator.journal.tally.count import count
from generator.journal.tally.tally import Tally
from generator.model.contest import (
    ELIMINATIONS,
    Contest,
    Form,
    Method,
    Rules,
    Strength,
    Unranked,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One published outcome, and what our count makes of it.

    Attributes:
        wrong: what differs; empty if nothing does.
        notes: what is worth knowing, such as what another rule would change.
        word: what is printed before it if nothing is wrong.
    """

    election: str
    said: str
    wrong: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    word: str = "agrees"


def loaded(path: Path, form: Form | None = None) -> Sheet:
    """The ballots of a file that has no mistakes.

    Raises:
        ValueError: it has some.
    """
    sheet = load(path, path.read_bytes(), Wish(form=form))
    if not sheet.is_sound:
        raise ValueError(f"{path.name} cannot be read: {sheet.problems[0]}")
    return sheet


def contest_of(sheet: Sheet, method: Method, **terms: object) -> Contest:
    """The contest of a file's ballots; elimination takes the listed order between equals."""
    contest = Contest(tuple(choice.id for choice in sheet.options), method)
    if method in ELIMINATIONS:
        contest = replace(contest, order=contest.options, tie_break="listed")
    return replace(contest, **terms)


def titles_of(sheet: Sheet) -> Mapping[str, str]:
    """Titles by id."""
    return {choice.id: choice.title for choice in sheet.options}


def names(sheet: Sheet, tally: Tally) -> list[str]:
    """The options in the order of the count."""
    titles = titles_of(sheet)
    return [titles[each.option] for each in tally.outcome.standings]


def won(sheet: Sheet, tally: Tally) -> list[str]:
    """The winners in their order."""
    titles = titles_of(sheet)
    return [titles[option] for option in tally.outcome.winners]


def same_people(published: list[str], known: list[str]) -> list[str]:
    """Published names as the ballots spell them; one that nothing is close to stays as it is."""
    return [(get_close_matches(name, known, 1, 0.85) or [name])[0] for name in published]


OTHER_RULES: Mapping[str, tuple[Method, Rules]] = {
    "Schulze, winning votes, unranked last": (Method.SCHULZE, Rules()),
    "Schulze, winning votes, unranked ignored": (
        Method.SCHULZE,
        Rules(unranked=Unranked.IGNORED),
    ),
    "Schulze, margins, unranked last": (Method.SCHULZE, Rules(strength=Strength.MARGINS)),
    "Schulze, margins, unranked ignored": (
        Method.SCHULZE,
        Rules(strength=Strength.MARGINS, unranked=Unranked.IGNORED),
    ),
    "Borda": (Method.BORDA, Rules()),
    "instant-runoff": (Method.RUNOFF, Rules()),
}


def by_other_rules(sheet: Sheet, seats: int) -> Iterator[tuple[str, Tally]]:
    """The same ballots by other rules for ranks; one that fills one seat has one."""
    for name, (method, rules) in OTHER_RULES.items():
        places = 1 if method is Method.RUNOFF else seats
        yield name, count(contest_of(sheet, method, rules=rules, seats=places), sheet.ballots)


Check = Callable[[Path], Iterator[Finding]]


def tell(findings: Iterator[Finding]) -> Counter[str]:
    """Print a line for each finding and its notes; how many there are of each word."""
    words: Counter[str] = Counter()
    for each in findings:
        word = "DIFFERS" if each.wrong else each.word
        words[word] += 1
        print(f"{word:8}{each.election}: {each.said}")
        for line in (*each.wrong, *each.notes):
            print(f"            {line}")
    return words
