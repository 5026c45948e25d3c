"""Figures as a table with what we want to reach beside them, and as JSON."""

import json
import math
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from statistics import median

from bench._running import Cost

OURS, THEIRS, OTHERS = "friday", "hugo", "pelican"
NAMES: Mapping[str, str] = {OURS: "ours", THEIRS: "Hugo", OTHERS: "Pelican"}


class Row(StrEnum):
    """What is measured."""

    COLD = "cold"
    SAME = "no change"
    EDIT = "one edited body"
    NEW = "one new diary"
    FRAME = "an edit of the base template"
    DIALECT = "cold, `dialect: python-markdown`"
    WHOLE = "cold, as it comes: with search, cards, codes"
    START = "saying its version"
    SAVED = "from saving to the served page"


@dataclass(frozen=True, slots=True)
class Target:
    """What we want to reach.

    Attributes:
        against: whose median ours is divided by; empty for seconds.
        most: the largest number that is good enough, by the number of diaries.
    """

    row: Row
    against: str
    most: Mapping[int, float]

    def reached(self, run: "Run") -> float | None:
        """What was reached; None where there is no figure to compare with."""
        ours, other = run.wall(self.row, OURS), run.wall(self.base, self.against)
        if ours is None or not self.against:
            return ours
        return ours / other if other else None

    def on_processors(self, run: "Run") -> float | None:
        """The same ratio of the seconds of all processors, which other work blurs less."""
        ours, other = run.cpu(self.row, OURS), run.cpu(self.base, self.against)
        return ours / other if ours and other else None

    @property
    def base(self) -> Row:
        """The row of the other that ours is compared with: there is one sort of cold build."""
        return Row.COLD if self.row in {Row.DIALECT, Row.WHOLE} else self.row


_SMALL, _LARGE = 1000, 10_000
TARGETS = (
    Target(Row.COLD, THEIRS, {_SMALL: 0.6, _LARGE: 0.6}),
    Target(Row.SAME, THEIRS, {_SMALL: 0.15, _LARGE: 0.04}),
    Target(Row.EDIT, THEIRS, {_SMALL: 0.2, _LARGE: 0.05}),
    Target(Row.NEW, THEIRS, {_SMALL: 0.3, _LARGE: 0.08}),
    Target(Row.FRAME, THEIRS, {_SMALL: 0.5, _LARGE: 0.5}),
    Target(Row.DIALECT, THEIRS, {_SMALL: 1.6, _LARGE: 1.6}),
    Target(Row.DIALECT, OTHERS, {_SMALL: 0.5, _LARGE: 0.5}),
    Target(Row.WHOLE, THEIRS, {}),
    Target(Row.START, "", {_SMALL: 0.15, _LARGE: 0.15}),
    Target(Row.SAVED, "", {_SMALL: 0.15, _LARGE: 0.4}),
)
MEMORY = "peak memory, cold"
MOST_MEMORY: Mapping[int, float] = {_LARGE: 0.5}


@dataclass(slots=True)
class Run:
    """The figures of a journal.

    Attributes:
        entries: diaries and everything else.
        costs: every round, by row and program.
        memory: MB of all processes of a cold build together, by program.
    """

    diaries: int
    entries: int
    costs: dict[Row, dict[str, list[Cost]]] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)

    def add(self, row: Row, name: str, cost: Cost) -> None:
        """One more figure."""
        self.costs.setdefault(row, {}).setdefault(name, []).append(cost)

    def wall(self, row: Row, name: str) -> float | None:
        """The median of the seconds; None if nothing was measured."""
        costs = self.costs.get(row, {}).get(name)
        return median(cost.wall for cost in costs) if costs else None

    def cpu(self, row: Row, name: str) -> float | None:
        """The median of the seconds of all processors; None if nothing was measured."""
        costs = self.costs.get(row, {}).get(name)
        return median(cost.cpu for cost in costs) if costs else None


def write(runs: Sequence[Run], versions: Mapping[str, str], folder: Path) -> str:
    """The tables as Markdown; they and all figures are also written into a folder."""
    told = "\n".join(_lines(runs, versions))
    figures = {
        "versions": {**versions, "python": platform.python_version()},
        "cores": os.cpu_count(),
        "runs": [{**asdict(run), "reached": list(_reached(run))} for run in runs],
        "slopes": {row: dict(_slopes(runs, row)) for row in Row},
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "against.md").write_text(f"{told}\n", encoding="utf-8")
    (folder / "against.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return told


def _reached(run: Run) -> Iterator[dict[str, object]]:
    """Each target with what came of it."""
    for target in TARGETS:
        yield {
            "row": target.row,
            "against": target.against or "seconds",
            "target": target.most.get(run.diaries),
            "reached": target.reached(run),
            "on processors": target.on_processors(run),
        }
    yield {
        "row": MEMORY,
        "against": THEIRS,
        "target": MOST_MEMORY.get(run.diaries),
        "reached": _memory_ratio(run),
    }


def _lines(runs: Sequence[Run], versions: Mapping[str, str]) -> Iterator[str]:
    names = [name for name in NAMES if name in versions]
    said = ", ".join(f"{NAMES[name]} {versions[name]}" for name in names)
    yield f"{said}; Python {platform.python_version()}; {os.cpu_count()} cores."
    yield "Wall seconds, in brackets seconds of all processors and MB of the largest process; the"
    yield "ratio is that of wall seconds, in the last column that of seconds of processors."
    for run in runs:
        yield ""
        yield f"### {run.diaries:,} diaries, {run.entries:,} entries"
        yield ""
        heads = (*(NAMES[name] for name in names), "reached", "target", "", "of its processors")
        yield f"| | {' | '.join(heads)} |"
        yield f"|---|{'---|' * len(heads)}"
        yield from (_line(run, target, names) for target in TARGETS)
        yield _memory_line(run, names)
    yield from _fit(runs, names)


def _line(run: Run, target: Target, names: Sequence[str]) -> str:
    cells = [_cell(run.costs.get(target.row, {}).get(name, ())) for name in names]
    reached, most = target.reached(run), target.most.get(run.diaries)
    unit = f" of {NAMES[target.against]}" if target.against else " s"
    line = _row(target.row, cells, reached, most, unit)
    cpu = target.on_processors(run)
    return f"{line} {'' if cpu is None else f'{cpu:.2f}'} |"


def _memory_line(run: Run, names: Sequence[str]) -> str:
    cells = [f"{run.memory[name]:.0f} MB" if name in run.memory else "" for name in names]
    return f"{_row(MEMORY, cells, _memory_ratio(run), MOST_MEMORY.get(run.diaries), ' of Hugo')} |"


def _memory_ratio(run: Run) -> float | None:
    theirs = run.memory.get(THEIRS)
    return run.memory[OURS] / theirs if theirs else None


def _row(
    what: str, cells: Sequence[str], reached: float | None, most: float | None, unit: str
) -> str:
    shown = "" if reached is None else f"{reached:.2f}{unit}"
    wanted = "" if most is None else f"{most:g}"
    verdict = ""
    if reached is not None and most is not None:
        verdict = "kept" if reached <= most else "**missed**"
    return f"| {what} | {' | '.join(cells)} | {shown} | {wanted} | {verdict} |"


def _cell(costs: Sequence[Cost]) -> str:
    if not costs:
        return ""
    wall = f"{median(cost.wall for cost in costs):.2f}"
    largest = max(cost.largest_mb for cost in costs)
    if not largest:
        return wall
    return f"{wall} ({median(cost.cpu for cost in costs):.2f}; {largest:.0f})"


# How cost grows


def _fit(runs: Sequence[Run], names: Sequence[str]) -> Iterator[str]:
    """How seconds of all processors grow: n to the power of these."""
    if len(runs) == 1:
        return
    yield ""
    yield "### Growth with the number of diaries: seconds of all processors ~ n to the power of"
    yield ""
    yield f"| | {' | '.join(NAMES[name] for name in names)} |"
    yield f"|---|{'---|' * len(names)}"
    for row in (Row.COLD, Row.SAME, Row.EDIT, Row.NEW, Row.FRAME):
        slopes = dict(_slopes(runs, row))
        cells = (f"{slopes[name]:.2f}" if name in slopes else "" for name in names)
        yield f"| {row} | {' | '.join(cells)} |"


def _slopes(runs: Sequence[Run], row: Row) -> Iterator[tuple[str, float]]:
    """Least squares of the logarithms, for each program that was measured more than once."""
    for name in NAMES:
        points = [(run.diaries, run.cpu(row, name)) for run in runs]
        known = [(math.log(n), math.log(cpu)) for n, cpu in points if cpu]
        if len({x for x, _ in known}) > 1:
            yield name, slope(known)


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The slope of the line through the points with the least squares."""
    across = sum(x for x, _ in points) / len(points)
    up = sum(y for _, y in points) / len(points)
    return sum((x - across) * (y - up) for x, y in points) / sum(
        (x - across) ** 2 for x, _ in points
    )
