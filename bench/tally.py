"""Counts made-up ballots by every method: `python -m bench.tally [BALLOTS [METHOD ...]]`.

Each method has a process to itself. Hardly two ballots with ranks or scores are alike, every third
leaves options out, every fifth has equals. Exits with 1 when reading and counting together take
more than 5 seconds of a processor, or the process more than 500 MB. Seconds by the clock stand
beside them and grow with whatever else the machine does.
"""

import io
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

from generator.journal.tally.count import count
from generator.model.contest import BOXES, SEVERAL, Contest, Form, Method
from generator.reader.ballots import read_ballots

BALLOTS, OPTIONS, SEATS = 100_000, 10, 3
SECONDS, MEGABYTES = 5.0, 500


def main() -> int:
    """Print a line for each method; 1 if one of them is too slow or too large."""
    if len(sys.argv) > 3 and sys.argv[1] == "--one":
        return one(Method(sys.argv[2]), int(sys.argv[3]))
    ballots = int(sys.argv[1]) if len(sys.argv) > 1 else BALLOTS
    wished = [Method(name) for name in sys.argv[2:]] or list(Method)
    print(f"{ballots:,} ballots, {OPTIONS} options")
    print(f"    {'':20} {'read':>8} {'count':>8} {'processor':>10} {'peak':>8}")
    failed = [method for method in wished if not measured(method, ballots)]
    for method in failed:
        print(f"{method}: over {SECONDS:.0f} s or {MEGABYTES} MB, or it failed", file=sys.stderr)
    return 1 if failed else 0


def measured(method: Method, ballots: int) -> bool:
    """Run a method in a process of its own and print its line; whether it keeps within bounds."""
    command = [sys.executable, "-m", "bench.tally", "--one", method, str(ballots)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        print(run.stderr, file=sys.stderr)
        return False
    said = json.loads(run.stdout)
    read, counted, processor, peak = (said[n] for n in ("read", "count", "processor", "peak"))
    print(f"    {method:20} {read:6.2f} s {counted:6.2f} s {processor:8.2f} s {peak:5} MB")
    return bool(processor <= SECONDS and peak <= MEGABYTES)


def one(method: Method, ballots: int) -> int:
    """Read and count a file by one method, and print what that took."""
    contest = contest_of(method)
    data = file_of(contest, ballots)
    began, worked = time.perf_counter(), time.process_time()
    found, problems = read_ballots("ballots.csv", data, contest)
    read = time.perf_counter() - began
    tally = count(contest, found)
    counted = time.perf_counter() - began - read
    if problems or tally.turnout.counted < ballots * 0.9:
        print(problems[:3], tally.turnout, file=sys.stderr)
        return 1
    said = {
        "read": read,
        "count": counted,
        "processor": time.process_time() - worked,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
    }
    print(json.dumps(said))
    return 0


def contest_of(method: Method) -> Contest:
    """A contest that a method can count, with a tie-break."""
    options = tuple(f"option-{n}" for n in range(OPTIONS))
    return Contest(
        options=options,
        method=method,
        seats=SEATS if method in SEVERAL else 1,
        order=options,
        tie_break="listed",
        costs=tuple(range(10, 10 + OPTIONS)) if method is Method.BUDGET else (),
        budget=60 if method is Method.BUDGET else 0,
    )


def file_of(contest: Contest, ballots: int) -> bytes:
    """A ballot file in normal form with receipts and times, the same every time."""
    text = io.StringIO()
    text.write(f"receipt,cast,{','.join(contest.options)}\n")
    numbers = _numbers()
    for n in range(ballots):
        cells = _cells(contest, n, numbers)
        cast = f"2026-07-{n % 28 + 1:02}T{n % 24:02}:{n % 60:02}Z"
        text.write(f"{n:020X},{cast},{','.join(cells)}\n")
    return text.getvalue().encode()


def _cells(contest: Contest, n: int, numbers: Iterator[int]) -> list[str]:
    """What the n-th voter writes beside each option."""
    drawn = [next(numbers) for _ in contest.options]
    if contest.method is Method.PLURALITY:
        chosen = min(range(OPTIONS), key=lambda at: drawn[at] % (at + 5))
        return ["1" if at == chosen else "" for at in range(OPTIONS)]
    if contest.form is Form.MARKS:
        return ["1" if value % (at + 2) == 0 else "" for at, value in enumerate(drawn)]
    if contest.form is Form.BOXES:
        return [BOXES[value % 4] if value % 3 else "" for value in drawn]
    if contest.form is Form.SCORES:
        return [str(value % 6) if n % 3 or value % 4 else "" for value in drawn]
    ranks = {at: place for place, at in enumerate(sorted(range(OPTIONS), key=drawn.__getitem__))}
    longest = OPTIONS if n % 3 else 2 + drawn[0] % (OPTIONS - 2)
    step = 2 if n % 5 == 0 else 1
    return [str(ranks[at] // step + 1) if ranks[at] < longest else "" for at in range(OPTIONS)]


def _numbers() -> Iterator[int]:
    """Numbers without a pattern that matters, the same ones every time."""
    state = 2026
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        yield state >> 33


if __name__ == "__main__":
    sys.exit(main())
