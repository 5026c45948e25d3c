"""Builds a journal of many suggestions: `python -m bench.suggestions [COUNT] [RELEASES] [ROWS]`.

All suggestions stand in one data file, as a forum or a shop exports them. ROWS are those of the
ledger of what fifty people did elsewhere. Seconds depend on the machine and on what else it
does; the seconds of its processors, of all processes together, less so. The journal is
the same every time.
"""

import csv
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

SUGGESTIONS = 60_000
RELEASES = 300
LEDGER_ROWS = 100_000
AT = "2026-06-01T00:00+00:00"
MOST_BYTES = 200_000
"""What a page of the board may weigh."""

_CONFIG = """\
title: A made-up journal
base_url: https://example.org/
languages: [en]
"""
_CHANGES = 10
_WORDS = (
    *("lamp", "light", "night", "page", "release", "button", "user", "reading", "dark", "bright"),
    *("evening", "battery", "knob", "paper", "morning", "window", "menu", "colour", "question"),
    *("answer", "friday", "report", "careful", "simple", "quiet", "warm", "slow"),
)
_CHANNELS = ("forum", "shop", "mail", "survey", "meetup")
_HELPERS = 50
_TEXT_EACH = 3
_ROLES = ("answered", "invited")
_OWNERS = ("Lin", "He", "Song")
_COLUMNS = (
    *("id", "title", "date", "status", "by", "owner", "channel", "votes", "tags", "summary"),
    *("reason", "duplicate_of", "text"),
)


def main() -> None:
    """Print a table of what each sort of build takes, and the heaviest pages of the board."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else SUGGESTIONS
    releases = int(sys.argv[2]) if len(sys.argv) > 2 else RELEASES
    rows = int(sys.argv[3]) if len(sys.argv) > 3 else LEDGER_ROWS
    with tempfile.TemporaryDirectory(prefix="friday-bench-") as folder:
        project = Path(folder)
        write_journal(project, count, releases)
        write_ledger(project, rows)
        told = count // 6 * _TEXT_EACH
        steps: tuple[tuple[str, Callable[[], None]], ...] = (
            ("cold", lambda: None),
            ("no change", lambda: None),
            ("words of a row", lambda: edit(project, told, "text")),
            ("words of a release", lambda: say_more(project, releases // 2)),
            ("summary of a row", lambda: edit(project, told, "summary")),
            ("one new release", lambda: write_release(project, releases + 1, count)),
        )
        print(f"{count} suggestions, {releases} releases, {rows} rows of a ledger")
        for name, change in steps:
            change()
            wall, processors = build(project)
            print(f"    {name:18} {wall:7.2f} s wall {processors:7.2f} s of processors", flush=True)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(f"    largest process    {peak:7} MB")
        for size, page in sorted(heaviest(project / "site"), reverse=True)[:3]:
            print(f"    {size:7} bytes  {page}")


def build(project: Path) -> tuple[float, float]:
    """Build the journal as a user would; seconds of wall time, and those of all its processes."""
    command = [sys.executable, "-m", "generator", "build", "--at", AT, "-C", str(project)]
    began, before = time.perf_counter(), _processors()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began, _processors() - before


def _processors() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def heaviest(site: Path) -> Iterator[tuple[int, str]]:
    """Bytes of the board, of its lists and of every file that the board's script may ask for."""
    top = site / "suggestions"
    for path in (top / "index.html", *top.glob("status/**/index.html"), *top.glob("board/*")):
        yield path.stat().st_size, path.relative_to(site).as_posix()


def write_journal(project: Path, count: int, releases: int) -> None:
    """Suggestions in one table, and releases whose changes cite some of them."""
    (project / "content" / "releases").mkdir(parents=True)
    (project / "friday.yaml").write_text(_CONFIG, encoding="utf-8")
    write_suggestions(project, [_suggestion(n, count) for n in range(count)])
    for number in range(1, releases + 1):
        write_release(project, number, count)


def write_ledger(project: Path, count: int) -> None:
    """A ledger, and the people in it; nothing where it would have no row."""
    if not count:
        return
    people = (f"- {{id: helper-{n}, title: Helper {n}}}\n" for n in range(_HELPERS))
    (project / "content" / "people.yaml").write_text("".join(people), encoding="utf-8")
    path = project / "content" / "ledger.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("date", "person", "role", "count", "what", "link"))
        writer.writerows(_deed(n, count) for n in range(count))


def _deed(number: int, count: int) -> tuple[object, ...]:
    link = f"https://forum.example.org/t/{number}"
    role = _ROLES[number % len(_ROLES)]
    what = _WORDS[number % len(_WORDS)]
    return (_day(number, count), f"@helper-{number % _HELPERS}", role, number % 5 + 1, what, link)


def write_suggestions(project: Path, rows: list[dict[str, str]]) -> None:
    """The data file."""
    path = project / "content" / "suggestions.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS)
        writer.writeheader()
        writer.writerows(rows)


def write_release(project: Path, number: int, count: int) -> None:
    """The n-th release; each of its changes cites a suggestion that no other one cites."""
    cited = (_cited(number, place, count) for place in range(_CHANGES))
    changes = "".join(
        f"  - text: {_sentence(n)}\n    why: {_sentence(n + 1)}\n    refs: [suggestion:s-{n}]\n"
        f"    credits: [Reader {n % 5000}]\n"
        for n in cited
    )
    head = f"title: Release 1.{number}\nversion: 1.{number}\nchanges:\n{changes}"
    text = f"---\n{head}---\n{_sentence(number)}\n\n"
    day = f"20{22 + number // 96:02}-{number // 8 % 12 + 1:02}-{number % 8 * 3 + 1:02}"
    path = project / "content" / "releases" / f"{day}-1.{number}.md"
    path.write_text(text, encoding="utf-8")


def edit(project: Path, number: int, column: str) -> None:
    """Add a sentence to a text of the n-th suggestion."""
    path = project / "content" / "suggestions.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[number][column] += " One more thing."
    write_suggestions(project, rows)


def say_more(project: Path, number: int) -> None:
    """Add a sentence to the text of the n-th release."""
    path = sorted((project / "content" / "releases").iterdir())[number]
    with path.open("a", encoding="utf-8") as file:
        file.write("One more thing.\n")


def _cited(release: int, place: int, count: int) -> int:
    """Number of the suggestion that a change ships: the seventh of every twenty, in turn."""
    return (((release - 1) * _CHANGES + place) * 20 + 7) % count


def _suggestion(number: int, count: int) -> dict[str, str]:
    status = _status(number)
    decided = status not in {"received", "evaluating"}
    owned = decided or number % 20 == 7
    return {
        "id": f"s-{number}",
        "title": _sentence(number).rstrip("."),
        "date": _day(number, count),
        "status": status,
        "by": f"Reader {number % 5000}",
        "owner": _OWNERS[number % 3] if owned else "",
        "channel": _CHANNELS[number % 5],
        "votes": str(number * number % 97),
        "tags": ", ".join((_WORDS[number % 7], _WORDS[7 + number % 5])),
        "summary": _sentence(number + 3),
        "reason": _sentence(number + 5) if decided else "",
        "duplicate_of": f"s-{number - 1}" if status == "duplicate" else "",
        "text": f"{_sentence(number + 7)}\n\n{_sentence(number + 9)}"
        if number % _TEXT_EACH == 0
        else "",
    }


def _status(number: int) -> str:
    """Four of five wait; what a release cites says no status of its own."""
    known = {3: "evaluating", 9: "declined", 11: "adopted", 13: "duplicate", 17: "declined"}
    return known.get(number % 20, "received") if number % 20 != 7 else ""


def _day(number: int, count: int) -> str:
    days = number * 1500 // count
    return f"20{22 + days // 360:02}-{days // 30 % 12 + 1:02}-{days % 28 + 1:02}"


def _sentence(seed: int) -> str:
    words = (_WORDS[(seed * 5 + n * (seed % 11 + 1)) % len(_WORDS)] for n in range(9))
    return f"{' '.join(words).capitalize()}."


if __name__ == "__main__":
    main()
