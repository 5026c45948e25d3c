"""Whether a library that we lock has a published flaw: `make audit`.

Exits with 0 if none has, with 1 if one has, and with 3 if nobody can say: the advisories cannot be
reached, or do not know a library. pip-audit alone calls that last one no known vulnerability.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FLAWED, UNKNOWN = 1, 3
LOCKS = sorted(Path(__file__).parents[1].glob("requirements*.lock"))


def main(tool: str, locks: list[Path]) -> int:
    """Print what is known of each lock file; the exit code."""
    code = 0
    for lock in locks:
        libraries = asked(tool, lock)
        unknown = [str(each.get("name")) for each in libraries if "vulns" not in each]
        flaws = [flaw for each in libraries for flaw in flaws_of(each)]
        for flaw in flaws:
            print(f"{lock.name}: {flaw}")  # noqa: T201 - a command
        if unknown or not libraries:
            which = f"{len(unknown)} of {len(libraries)} libraries" if libraries else "any library"
            print(f"{lock.name}: the advisories of {which} cannot be reached")  # noqa: T201
        if flaws:
            code = FLAWED
        elif (unknown or not libraries) and code != FLAWED:
            code = UNKNOWN
    if not code:
        print("no locked library has a published flaw")  # noqa: T201
    return code


def asked(tool: str, lock: Path) -> list[dict[str, Any]]:
    """What the tool knows of each library of a lock file; nothing if it fails."""
    options = ("--require-hashes", "--disable-pip", "--format", "json", "--progress-spinner", "off")
    done = subprocess.run(
        [tool, "--requirement", str(lock), *options], capture_output=True, text=True, check=False
    )
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        sys.stderr.write(done.stderr[-2000:])
        return []
    return list(answer["dependencies"])


def flaws_of(library: dict[str, Any]) -> Iterator[str]:
    """A line for each flaw, with the versions that mend it."""
    for flaw in library.get("vulns", ()):
        mended = ", ".join(flaw.get("fix_versions", ())) or "no version yet"
        yield f"{library['name']} {library['version']}: {flaw['id']}, mended by {mended}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], LOCKS))
