"""Compares us with Hugo and Pelican: `python -m bench.against [DIARIES ...]` (100 and 1000).

One synthetic journal is written for each of them (`_posts`, `_layouts`), and every sort of build is
run in turn, ours and theirs, in several rounds. What counts are the ratios to Hugo in the same run:
seconds depend on the machine and on what else it does. Medians are written as a table, and all
figures as JSON, into a folder that git does not keep. What takes long runs in the first round
alone: Pelican, and our build of everything that it makes as it comes. How our cost grows up to very
many diaries is measured without all that: `--without hugo pelican variants`.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from bench._layouts import PLAIN
from bench._posts import Post, diary, posts
from bench._report import OTHERS, THEIRS, Row, Run, write
from bench._running import (
    Cost,
    Program,
    most_memory,
    packaged_hugo,
    programs,
    run,
    served,
    until_it_says,
)
from bench._sites import CONFIG, LAYOUTS, Site

COUNTS = (100, 1000)
ROUNDS = 3
SAVES = 5
"""How often a diary is saved while it is served, and how often a version is asked for."""
RESULTS = Path(__file__).parent / "results"
_VARIANTS = "variants"

Change = Callable[[Site, Run, int], None]
STEPS: Mapping[Row, Change] = {
    Row.COLD: lambda site, _run, _round: _forget(site),
    Row.SAME: lambda _site, _run, _round: None,
    Row.EDIT: lambda site, it, number: site.say_more(_middle(it), f"Edited in round {number}."),
    Row.NEW: lambda site, it, number: site.add(diary(it.diaries + number)),
    Row.FRAME: lambda site, _run, number: site.frame_anew(f"Round {number}"),
}
Variants = Mapping[Row, tuple[str, str]]
VARIANTS: Variants = {
    Row.DIALECT: ("dialect: gfm\n", "dialect: python-markdown\n"),
    Row.WHOLE: (PLAIN, ""),
}
"""What a line of our configuration becomes for a cold build of another sort."""


def main() -> None:
    """Measure, print the table, and write it beside the figures."""
    given = _arguments()
    compared = programs(given.hugo or packaged_hugo())
    chosen = {name: each for name, each in compared.items() if name not in given.without}
    versions = {name: each.version for name, each in chosen.items()}
    variants = {} if _VARIANTS in given.without else VARIANTS
    runs: list[Run] = []
    warm_up(chosen)
    for count in given.diaries:
        with tempfile.TemporaryDirectory(prefix="friday-bench-") as folder:
            runs.append(measured(count, given.rounds, chosen, Path(folder), variants))
        print(write(runs, versions, given.output), flush=True)  # at once: the next may take long


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.against")
    parser.add_argument("diaries", nargs="*", type=int, default=list(COUNTS))
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--output", type=Path, default=RESULTS, help="folder of the results")
    parser.add_argument("--hugo", type=Path, help="another Hugo than the one of the package")
    parser.add_argument("--without", nargs="*", default=[], choices=[THEIRS, OTHERS, _VARIANTS])
    return parser.parse_args()


def warm_up(chosen: Mapping[str, Program]) -> None:
    """Build a tiny journal, since the first run of a Python program may compile its modules."""
    with tempfile.TemporaryDirectory(prefix="friday-bench-") as folder:
        for name, program in chosen.items():
            site = Site(LAYOUTS[name], Path(folder) / name)
            written(2, [site])
            run(program.build, site.folder)


def measured(
    count: int, rounds: int, chosen: Mapping[str, Program], folder: Path, variants: Variants
) -> Run:
    """All figures of a journal of so many diaries."""
    sites = {name: Site(LAYOUTS[name], folder / name) for name in chosen}
    it = Run(count, written(count, list(sites.values())))
    for number in range(1, rounds + 1):
        here = {name: chosen[name] for name in chosen if number == 1 or name != "pelican"}
        for row, name, cost in _round(it, number, here, sites, variants):
            it.add(row, name, cost)
            print(f"{count} diaries, {name}, {row}: {cost.wall:.2f} s", flush=True)
    for name, program in chosen.items():
        it.memory[name] = _memory(it, program, sites[name])
        for cost in _starts(program, sites[name]):
            it.add(Row.START, name, cost)
        for cost in _saves(it, program, sites[name]):
            it.add(Row.SAVED, name, cost)
    return it


def written(count: int, sites: Sequence[Site]) -> int:
    """Write a journal of so many diaries for each generator; how many entries it has."""
    for site in sites:
        site.begin()
    entries = 0
    for post in posts(count):
        entries += 1
        for site in sites:
            site.add(post)
    return entries


def _round(
    it: Run,
    number: int,
    chosen: Mapping[str, Program],
    sites: Mapping[str, Site],
    variants: Variants,
) -> Iterator[tuple[Row, str, Cost]]:
    """Each step for each program in turn, then the variants of ours."""
    for row, change in STEPS.items():
        for name, program in chosen.items():
            change(sites[name], it, number)
            yield row, name, run(program.build, sites[name].folder)
    ours = sites["friday"]
    for row, (old, new) in variants.items():
        if row is Row.WHOLE and number > 1:
            continue
        config = ours.folder / CONFIG
        before = config.read_text(encoding="utf-8")
        config.write_text(before.replace(old, new), encoding="utf-8")
        _forget(ours)
        yield row, "friday", run(chosen["friday"].build, ours.folder)
        config.write_text(before, encoding="utf-8")


def _forget(site: Site) -> None:
    """Move away what builds made and what they remember.

    Some file systems are slow to make files for a while after many were deleted.
    """
    away = Path(tempfile.mkdtemp(prefix="away-", dir=site.folder.parent))
    for name in site.layout.made:
        if (site.folder / name).exists():
            (site.folder / name).rename(away / name)


def _middle(it: Run) -> Post:
    return diary(max(1, it.diaries // 2))


def _memory(it: Run, program: Program, site: Site) -> float:
    """The most MB of a cold build."""
    if program.is_one_process:
        return max(cost.largest_mb for cost in it.costs[Row.COLD][site.layout.name])
    _forget(site)
    return most_memory(program.build, site.folder)


def _starts(program: Program, site: Site) -> Iterator[Cost]:
    """What it takes to say a version."""
    for _ in range(SAVES):
        yield run(program.version_command, site.folder)


def _saves(it: Run, program: Program, site: Site) -> Iterator[Cost]:
    """Seconds from a saved diary to the page that holds what was written."""
    if program.serve is None:
        return
    post = _middle(it)
    with served(program.serve, site.folder) as address:
        for number in range(SAVES):
            words = f"Saved as number {number}."
            site.say_more(post, words)
            yield Cost(until_it_says(address + site.address(post), words))


if __name__ == "__main__":
    main()
