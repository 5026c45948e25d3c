"""Each option against each other (Condorcet, "Essai sur l'application de l'analyse...", 1785)."""

from collections.abc import Mapping, Sequence

from generator.journal.tally.rankings import Ranking, unranked

Matrix = tuple[tuple[int, ...], ...]
"""A number for each ordered pair of options, by their indexes."""


def wins(counts: Mapping[Ranking, int], options: int, *, ignored: bool = False) -> Matrix:
    """How many ballots put each option above each other.

    Args:
        ignored: options without a rank are compared with none (as CIVS does with "no opinion");
            otherwise they are all last, equal among themselves.
    """
    # A row is one number that has a field for each other option: adding a row is one addition.
    width = sum(counts.values()).bit_length()
    fields = [1 << (width * option) for option in range(options)]
    rows = [0] * options
    for ranking, number in counts.items():
        below = 0
        for group in reversed(ranking if ignored else (*ranking, unranked(ranking, options))):
            for option in group:
                rows[option] += below * number
            for option in group:
                below += fields[option]
    return tuple(tuple(row // field % (1 << width) for field in fields) for row in rows)


def smith(table: Matrix) -> tuple[int, ...]:
    """The fewest options that beat all others (Smith 1973), in the order of the contest.

    Whoever reaches everybody in steps of "beats or equals" is one of them.
    """
    everybody = range(len(table))
    return tuple(
        option
        for option in everybody
        if len(
            _reached(option, [[table[a][b] >= table[b][a] for b in everybody] for a in everybody])
        )
        == len(table)
    )


def _reached(start: int, steps: Sequence[Sequence[bool]]) -> set[int]:
    reached = {start}
    ahead = [start]
    while ahead:
        here = ahead.pop()
        new = [there for there, leads in enumerate(steps[here]) if leads and there not in reached]
        reached.update(new)
        ahead += new
    return reached


def cycle(table: Matrix) -> tuple[int, ...]:
    """A shortest circle of options of the Smith set, each beating the next and the last the first.

    Of several, the one that begins with the option listed first (and goes on so). Empty if there is
    none: somebody beats everybody, or those on top are merely equal.
    """
    among = smith(table)
    found = [_circle(start, among, table) for start in among]
    return min((each for each in found if each), key=len, default=())


def _circle(start: int, among: Sequence[int], table: Matrix) -> tuple[int, ...]:
    """The shortest way from an option back to itself, by beating; empty if there is none."""
    ways: list[tuple[int, ...]] = [(start,)]
    seen = {start}
    while ways:
        onward: list[tuple[int, ...]] = []
        for way in ways:
            beaten = [other for other in among if table[way[-1]][other] > table[other][way[-1]]]
            if start in beaten:
                return way
            new = [other for other in beaten if other not in seen]
            seen.update(new)
            onward += [(*way, other) for other in new]
        ways = onward
    return ()
