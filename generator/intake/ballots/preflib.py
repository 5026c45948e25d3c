"""PrefLib's orders: .soc, .soi, .toc and .toi (https://preflib.github.io/PrefLib-Jekyll/format).

    # NUMBER ALTERNATIVES: 3
    # ALTERNATIVE NAME 1: Candle
    14: 1,{2,3}

Files of before 2022 are read too: the number of alternatives, a line `1,Candle` for each, a line of
three numbers, and orders as `14,1,{2,3}`.
"""

import re
from collections.abc import Sequence

from generator.intake.ballots.desk import Desk, Draft, Paper
from generator.model.contest import Form

ENDINGS = (".soc", ".soi", ".toc", ".toi")
_NAME = re.compile(r"^#\s*ALTERNATIVE NAME (\d+)\s*:\s*(.*?)\s*$", re.IGNORECASE)
_LOOKS = re.compile(r"^#\s*NUMBER ALTERNATIVES\s*:", re.IGNORECASE | re.MULTILINE)
_ORDER = re.compile(r"^(\d+)\s*[:,]\s*(.*)$")
_GROUP = re.compile(r"\{([^{}]*)\}|([^,{}]+)")
_OLD_NAME = re.compile(r"^(\d+)\s*,\s*(.*)$")


def looks_like(text: str) -> bool:
    """Whether a text is in this format."""
    return _LOOKS.search(text) is not None


def read(text: str, desk: Desk) -> Draft:
    """The orders of a file; options that an order leaves out have no rank."""
    lines = list(enumerate(text.split("\n"), start=1))
    names: dict[str, int | None] = {}
    for n, line in lines:
        found = _NAME.match(line)
        if found:
            names[found[1]] = desk.candidate(found[2], n)
    orders = [(n, line) for n, line in lines if line.strip() and not line.startswith("#")]
    if not names:
        orders = _old(orders, names, desk)
    draft = Draft(form=Form.RANKS)
    for n, line in orders:
        found = _ORDER.match(line.strip())
        if found is None:
            desk.problem(n, "ballots", f"'{line.strip()}' is no order", "write 14: 1,{2,3}")
            continue
        groups = _groups(found[2], n, names, desk)
        values, spoilt = desk.ranked(groups, n)
        draft.papers.append(Paper(tuple(values), n, int(found[1]), spoilt=spoilt))
    return draft


def _old(
    lines: Sequence[tuple[int, str]], names: dict[str, int | None], desk: Desk
) -> list[tuple[int, str]]:
    """The orders of a file of before 2022, whose names are put into `names`."""
    if not lines or not lines[0][1].strip().isdecimal():
        place = lines[0][0] if lines else 1
        hint = "lines such as '# ALTERNATIVE NAME 1: Candle' are missing"
        desk.problem(place, "ballots", "the file does not name its alternatives", hint)
        return []
    many = int(lines[0][1])
    for n, line in lines[1 : many + 1]:
        found = _OLD_NAME.match(line.strip())
        if found:
            names[found[1]] = desk.candidate(found[2], n)
    return list(lines[many + 2 :])


def _groups(order: str, line: int, names: dict[str, int | None], desk: Desk) -> list[list[int]]:
    groups = []
    for several, single in _GROUP.findall(order):
        numbers = [number.strip() for number in (several or single).split(",")]
        group = []
        for number in numbers:
            if number and number not in names:
                desk.problem(line, "unknown-option", f"there is no alternative '{number}'")
            option = names.get(number)
            if option is not None:
                group.append(option)
        if group:  # whoever is ranked below an option that is left out moves up
            groups.append(group)
    return groups
